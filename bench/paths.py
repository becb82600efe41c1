"""How long `vaultnet path` looks for the best ways, once the facts are loaded.

A vault is written of 25,000 contacts, half of whom were ever in touch: each knows six others, some brought
somebody, and there were meetings of four, so that 200,000 pairs are tied by these alone; and everybody works
somewhere, 2,000 of them at one place. In a process that has read the facts, and has worked out no tie yet, the ties
are indexed, and questions are asked, each for the first time; the last is about somebody to whom nobody leads.
Measured is the time of the processor, as nothing waits for anything.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.builds import environment

CONTACTS = 25_000
TODAY = date(2026, 11, 20)
KNOWN = 6
"""Whom each contact knows."""
LARGE = 2_000
"""Contacts at the largest company."""
_ALONE = 40
"""The last contacts, who know nobody but each other, and whom nobody knows."""
_ROLES = ("Engineer", "Designer", "Head of Platform", "Engineering Manager", "Librarian")
_ASK = """
import gc, json, sys, time
from datetime import date
from pathlib import Path
from vaultnet import build, paths, sought, ties
with build.facts(Path(sys.argv[1]), today=date.fromisoformat(sys.argv[2])) as facts:
    snapshot, config = facts.snapshot, facts.config
people = {one.name: one for one in snapshot.contacts}
gc.disable()
ties._of(snapshot.contacts[:1], (), frozenset(), snapshot.today)  # what the build worked out is forgotten
found = {}
def timed(what, ask):
    started = time.process_time()
    answer = ask()
    found.setdefault(what, []).append((time.process_time() - started, answer))
def ways(ask):
    return len(paths.to_targets(ask().targets, snapshot, config, 5))
timed("index", lambda: len(snapshot.contacts) if ties.of(snapshot) else 0)
for name in json.loads(sys.argv[3]):
    timed("person", lambda: ways(lambda: sought.person(people[name])))
timed("small", lambda: ways(lambda: sought.place("", "Company 7", snapshot)))
timed("large", lambda: ways(lambda: sought.place("", "Company 0", snapshot)))
timed("at large", lambda: ways(lambda: sought.person(people["Person 1"])))
timed("role", lambda: ways(lambda: sought.words("Librarian", snapshot)))
timed("nobody", lambda: ways(lambda: sought.person(people[sys.argv[4]])))
print(json.dumps(found))
"""
_SAID = {
    "index": "indexing the ties, once",
    "person": "a person, median of 100",
    "slowest": "a person, the slowest of 100",
    "small": "a company of 23",
    "large": f"a company of {LARGE:,}",
    "at large": f"a person at a company of {LARGE:,}",
    "role": "a role that a fifth of all have",
    "nobody": "a person to whom nobody leads",
}


class Figures(NamedTuple):
    """What was measured: the seconds of each question, round by round, and how many ways there were."""

    contacts: int
    ties: int
    seconds: dict[str, list[float]]
    ways: dict[str, int]


def measure(rounds: int, contacts: int = CONTACTS) -> Figures:
    """Ask in so many processes; one more comes before them as a warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        vault, cache = Path(folder, "vault"), os.path.join(folder, "cache")
        vault.mkdir()
        tied = _write(vault, contacts)
        chance = random.Random(2)
        names = json.dumps([f"Person {number}" for number in chance.sample(range(contacts - _ALONE), 100)])
        command = [sys.executable, "-c", _ASK, str(vault), TODAY.isoformat(), names, f"Person {contacts - 1}"]
        found = Figures(contacts, tied, {}, {})
        for number in range(rounds + 1):
            said = subprocess.run(command, env=environment(cache), check=True, capture_output=True, text=True)
            for what, answers in json.loads(said.stdout).items() if number else ():
                times = [seconds for seconds, _ in answers]
                found.seconds.setdefault(what, []).append(statistics.median(times))
                found.ways[what] = answers[0][1]
                if len(times) > 1:
                    found.seconds.setdefault("slowest", []).append(max(times))
        return found


def _write(vault: Path, contacts: int) -> int:
    """Write the vault; give how many pairs are tied, companies left out."""
    tied: set[frozenset[int]] = set()
    chance = random.Random(1)
    notes = [*_contacts(chance, contacts, tied), *_meetings(chance, contacts, tied)]
    for path, text in notes:
        full = vault / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8")
    (vault / "vaultnet.toml").write_text("", encoding="utf-8")
    return len(tied)


def _contacts(chance: random.Random, contacts: int, tied: set[frozenset[int]]) -> Iterator[tuple[str, str]]:
    for number in range(contacts):
        is_alone = number >= contacts - _ALONE
        low, high = (contacts - _ALONE, contacts) if is_alone else (0, contacts - _ALONE)
        knows = [other for other in chance.sample(range(low, high), KNOWN) if other != number]
        by = [] if is_alone or chance.random() < 0.6 else [chance.randrange(high)]
        tied.update(frozenset((number, other)) for other in (*knows, *by) if other != number)
        company = "Elsewhere" if is_alone else f"Company {0 if number < LARGE else number % 1000 + 1}"
        lines = [
            "type: contact",
            f"role: {'Hermit' if is_alone else _ROLES[number % len(_ROLES)]}",
            f'company: "[[{company}]]"',
            "knows: [" + ", ".join(f'"[[Person {other}]]"' for other in knows) + "]",
            *(f'introduced_by: "[[Person {other}]]"' for other in by if other != number),
        ]
        day = TODAY - timedelta(chance.randrange(900))
        log = "" if is_alone or chance.random() < 0.5 else f"- {day} coffee: looms\n"
        yield f"People/{number % 100:02d}/Person {number}.md", "\n".join(("---", *lines, "---", log))


def _meetings(chance: random.Random, contacts: int, tied: set[frozenset[int]]) -> Iterator[tuple[str, str]]:
    for number in range(contacts // 3):
        people = chance.sample(range(contacts - _ALONE), 4)
        tied.update(frozenset((one, other)) for one in people for other in people if one < other)
        day = TODAY - timedelta(chance.randrange(900))
        there = ", ".join(f'"[[Person {one}]]"' for one in people)
        path = f"Meetings/{day.year}/{day} Meeting {number}.md"
        yield path, f"---\ndate: {day}\nkind: call\npeople: [{there}]\n---\nLooms.\n"


def table(found: Figures) -> str:
    """The figures as Markdown."""
    lines = [
        f"### {found.contacts:,} contacts and {found.ties:,} ties besides companies,"
        f" median of {len(found.seconds['index'])} runs",
        "",
        "| question | ways found | ms |",
        "| --- | ---: | ---: |",
    ]
    for what, said in _SAID.items():
        ways = "" if what == "index" else f"{found.ways.get(what, found.ways['person'])}"
        lines.append(f"| {said} | {ways} | {statistics.median(found.seconds[what]) * 1000:,.1f} |")
    return "\n".join(lines) + "\n"
