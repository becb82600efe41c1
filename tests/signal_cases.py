"""The signals' cases: `tests/data/signals/NAME.md`, a page of prose and cases each, from which docs/signals is made.

``python -m tests.signal_cases`` writes docs/signals; a test holds the two together. A case is a heading, its notes
(a path, then the text), ``Today is 2026-11-20.`` where it is another day than that, and a list of what the signal
finds: reason, name, since when, the text, and where it stands. Everything before the first case is the page's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import vaults
from vaultnet import build
from vaultnet.network import FollowUp
from vaultnet.signals import SIGNALS

FOLDER = Path(__file__).parent / "data/signals"
DOCS = Path(__file__).parents[1] / "docs/signals"
TODAY = date(2026, 11, 20)
EVERY = "The vault of every case"
"""The heading of the notes that are there in each case."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_NOTE = re.compile(r"^`([^`\n]+)`\n\n~~~\w*\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
_DAY = re.compile(r"^Today is (\d{4}-\d\d-\d\d)\.$", re.MULTILINE)
_FOUND = re.compile(r"^- (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """Notes, and what a signal finds in them on a day."""

    signal: str
    title: str
    notes: dict[str, str]
    today: date
    expected: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """Read the cases of a signal."""
    _, *parts = _HEADING.split((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    shared: dict[str, str] = {}
    found = []
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        notes = dict(_NOTE.findall(text))
        if title == EVERY:
            shared = notes
            continue
        rest = _NOTE.sub("", text)
        day = _DAY.search(rest)
        expected = tuple(line for line in _FOUND.findall(rest) if line != "nothing")
        assert expected or "- nothing" in rest, f"{name}: “{title}” says nothing of what is found"
        today = date.fromisoformat(day[1]) if day else TODAY
        found.append(Case(name, title, {**shared, **notes}, today, expected))
    return found


def find(case: Case, vault: Path) -> tuple[str, ...]:
    """Put a case's notes into an empty vault, and give what its signal finds there."""
    vaults.put(vault, case.notes)
    signal = next(one for one in SIGNALS if one.name == case.signal)
    with build.facts(vault, today=case.today) as facts:
        return tuple(sorted(say(one) for one in signal.find(facts.snapshot, facts.config)))


def say(one: FollowUp) -> str:
    """Write a follow-up as it stands in a case."""
    places = ", ".join(f"{source.path}:{source.line}" for source in one.sources)
    return f"{one.reason} · {one.name} · {one.since} · {one.text} · {places}"


def page(name: str) -> str:
    """Make the page of the docs out of a signal's cases."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    note = f"<!-- Made from tests/data/signals/{name}.md by `python -m tests.signal_cases`; every case is a test. -->"
    title, rest = text.split("\n", 1)
    return f"{title}\n\n{note}\n{rest}"


def main() -> None:
    """Write docs/signals."""
    DOCS.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        (DOCS / path.name).write_text(page(path.stem), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
