"""What the coverage map of one goal costs, beside the builds that it is a part of.

A goal with twelve needs of every sort is put into a vault of 5,000 contacts. The map is drawn in a process that
has read the facts and remembers nothing yet, as in a build; and again after one contact has changed, as under a
watch. The builds are whole processes, one without a cache and one after an edit, in turn with the maps.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench import vault as vaults
from bench.builds import contestants, environment

NOTES = 25_000
"""Notes in the vault, of which a fifth are contacts."""
NEEDS = (
    "mentor",
    "referrer",
    "collaborator",
    "mentor for looms",
    "insider at [[Company 1]]",
    "insider at [[Company 2]]",
    "somebody at Company 3",
    "insider at [[No such company]]",
    "Engineer",
    "Manager",
    "sailing",
    "bread",
)
_GOAL = "Goals/Everything.md"
_DRAW = """
import gc, sys, time
from dataclasses import replace
from datetime import date
from pathlib import Path
from vaultnet import build, coverage
gc.disable()  # as in a build
seconds = []
def draw(snapshot, config):
    (goal,) = (one for one in snapshot.goals if one.path == sys.argv[3])
    started = time.perf_counter()
    covers = coverage.of_goal(goal, snapshot, config)
    seconds.append(time.perf_counter() - started)
    return covers
def first(snapshot, config):
    if not seconds:
        draw(snapshot, config)
    return every(snapshot, config)
every, coverage.of_goals = coverage.of_goals, first
with build.facts(Path(sys.argv[1]), today=date.fromisoformat(sys.argv[2])) as facts:
    snapshot, config = facts.snapshot, facts.config
    facts.follow_ups
first_contact, *rest = snapshot.contacts
changed = replace(snapshot, contacts=(replace(first_contact, interactions=99), *rest))
covers = draw(changed, config)
print(*seconds, len(snapshot.contacts), len(covers))
"""


class Figures(NamedTuple):
    """Seconds of each round."""

    contacts: int
    needs: int
    clean: list[float]
    edit: list[float]
    map: list[float]
    again: list[float]


def measure(rounds: int, notes: int = NOTES) -> Figures:
    """Draw maps and build, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        vault, cache = Path(folder, "vault"), os.path.join(folder, "cache")
        vault.mkdir()
        vaults.write(str(vault), notes)
        needs = ", ".join(f'"{need}"' for need in NEEDS)
        (vault / _GOAL).write_text(f"---\ntype: goal\nneeds: [{needs}]\n---\n", encoding="utf-8")
        by_name = {one.name: one for one in contestants(folder, cache)}
        found = Figures(0, 0, by_name["clean build"].seconds, by_name["one edit"].seconds, [], [])
        for number in range(rounds + 1):
            for name in ("clean build", "one edit"):
                by_name[name].run(environment(cache))
            command = [sys.executable, "-c", _DRAW, str(vault), vaults.TODAY.isoformat(), _GOAL]
            said = subprocess.run(command, env=environment(cache), check=True, capture_output=True, text=True)
            first, again, contacts, covers = said.stdout.split()
            found.map.append(float(first))
            found.again.append(float(again))
            found = found._replace(contacts=int(contacts), needs=int(covers))
            if number == 0:  # a warm-up: modules are compiled, files are cached
                for seconds in found[2:]:
                    seconds.clear()
        return found


def table(found: Figures) -> str:
    """The figures as Markdown."""
    clean = statistics.median(found.clean)
    rows = [
        ("clean build", found.clean),
        ("one edit", found.edit),
        ("the map, in a build", found.map),
        ("the map, after one contact has changed", found.again),
    ]
    edit = statistics.median(found.edit)
    lines = [
        f"### A goal with {found.needs} needs over {found.contacts:,} contacts, median of {len(found.map)} runs",
        "",
        "| | ms | × clean build | × one edit |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, seconds in rows:
        one = statistics.median(seconds)
        lines.append(f"| {name} | {one * 1000:,.1f} | {one / clean:.3f} | {one / edit:.3f} |")
    return "\n".join(lines) + "\n"
