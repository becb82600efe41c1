"""Law 6 over the example vault: every value on a dashboard leads to lines, and they bear it out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from vaultnet import build as building
from vaultnet import openers
from vaultnet.dashboards import general_context
from vaultnet.dashboards.leaves import SHOWN_SOURCES
from vaultnet.facts import Facts
from vaultnet.filters import words
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced

EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"

STANDS = set(
    "because company cost horizon last_path location name need needs outcome path places relation role step then tier url when where".split()
)
"""Leaves whose value stands word for word on a source's line, or in its path."""
DAYS = set("after asked day done due ended ends last late made_on said stalled started thanked until".split())
"""Days that stand there as such."""
COUNTS = set("contacts count deliverables more more_done more_news parts_reached times".split())
"""Numbers of things: as many as there are sources."""
WORKED_OUT = {
    "by": "until when to write to whom you met at an event, from the event's last day",
    "command": "what is typed to take down whom you met",
    "is_new": "that there is no note of somebody, from the name on the line",
    "both": "that they mentor each other, from the relation or the opportunity",
    "again": "with how many of those who were met at an event there was a talk since, from these talks",
    "each": "what each lasting tie of an event has cost, from what it cost and where they were met first",
    "followed": "with how many the owner was in touch soon after an event, from these days",
    "met": "how many were met at an event, from the lines that say so",
    "new": "how many of them for the first time, from the lines that say so",
    "running": "that an event is on, from its days",
    "there": "why somebody should be at an event, was there, or could introduce somebody there, in words",
    "behind": "from what is counted, its target and its days",
    "every": "the cadence or the tier in words; of a suggestion, from the days in touch",
    "goals": "how many are behind, from what is counted of each",
    "kind": "a kind in words: of the meeting, the heading or the verb",
    "made": "how somebody opened a door, from the kind of an interaction, the stage, or the ledger",
    "months": "in which months something was given, from the first line of each",
    "never": "that a goal was never looked at, from how often it is to be, or a task never done",
    "next": "the day of a goal's next review, or of a recurring task, from the last one and how often it is to be",
    "on_time": "as behind",
    "others": "how many more have what a goal needs, from the need",
    "overdue": "as a person's due day",
    "owed": "that somebody has not heard how it ended, since the day on which it did",
    "promises": "how many are late, from their days",
    "paused": "that a part of a goal rests, from its status",
    "people": "how many are suggested, from the reasons",
    "reached": "as behind",
    "read_as": "what a need that nobody has is taken for, in words",
    "reason": "which rule it is",
    "rest": "that somebody was asked often enough lately, in words, from the days of that",
    "since": "a day by that rule",
    "shown": "how far an opportunity is by what the notes show, as stage",
    "standing": "how a project stands, from its status, or the day it was closed",
    "stage": "how far an opportunity or a mentorship is, from its note, the relation, or what the notes show",
    "state": "whether a need is filled, from the need and who was in touch last",
    "to_do": "what comes next: a task of the note, or what the stage asks for, in words",
    "theirs": "whose promise it is, from its words",
    "tracked": "as every",
    "unit": "the measure in words, or that of a goal without one",
    "units": "as unit",
    "taught": "that it was taught, from the word before it on the line of the ledger",
    "unthanked": "that nothing went to them, since the day on which it ended",
    "own": "that a step is a task of the note",
    "unheard": "that nothing was heard since a project ended, from that day",
    "unsaid": "whether somebody private has what a goal needs, or was there, from the need or the time in touch",
    "warmth": "from the cadence and the last day in touch",
    "was": "as next",
    "what": "what a day brings, in words",
    "word": "since when it is said, in a word: asked, held, closed",
    "written": "the stage that a word of the owner's stands for",
    "worth": "what came of a community, from what was done there and the talks since",
    "is": "that somebody was met in a community, from where it is said",
    "why": "what somebody has of what a goal needs, or what speaks for them, in words",
}
"""What is worked out, and from what: its sources are the lines that the working starts from."""
QUOTED = re.compile("“(.*)”")
PROBLEM = set("code count hint is_note line message severity title".split())
"""Leaves on the Health page: what a problem says of the place that its source names."""


def leaves(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every leaf of a context with the keys that lead to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*at, key))
    elif isinstance(value, tuple):
        for inner in value:
            yield from leaves(inner, at)
    elif value is not None:
        yield at, value


class Vault:
    """The notes of a vault, as the sources name them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lines = lru_cache(None)(self._lines)

    def _lines(self, path: str) -> list[str]:
        return (self.root / path).read_text("utf-8").split("\n")

    def place(self, source: Source) -> str:
        """What stands where a source points, and its path. Raises AssertionError where there is nothing."""
        assert (self.root / source.path).is_file(), f"{source.path} is no file"
        if source.line == 0:
            assert source.path == "vaultnet.toml", f"{source.path} has no line 0"
            return ""
        lines = self.lines(source.path)
        assert 1 <= source.line <= len(lines), f"{source.path} has no line {source.line}"
        line = lines[source.line - 1]
        assert source.quote in line or source.quote in source.path, f"{source} is not borne out by: {line}"
        whole = source.line == 1 or re.search(r": *(true|yes)\s*$", line)  # the note as such, or a flag
        assert source.quote or whole, f"{source} claims nothing of its line"
        return f"{line}\n{source.path}"


def check(vault: Vault, dashboard: str, at: tuple[str, ...], leaf: Any) -> None:
    """What law 6 asks of one leaf. Raises AssertionError."""
    assert isinstance(leaf, Sourced), "a leaf without sources"
    assert leaf.sources, "a leaf without a source"
    value, key = leaf.value, at[-1]
    if dashboard == "Health":
        assert key in PROBLEM | {"path", "name", "error", "warning", "more"}, "a leaf of no known sort"
        for source in leaf.sources:
            assert 1 <= source.line <= len(vault.lines(source.path))
        if key == "line":
            assert value == leaf.sources[0].line
        if key == "message":  # what is wrong is named as it stands there
            shown = re.search("“(.*?)”", value)
            assert shown
            assert shown[1] in vault.lines(leaf.sources[0].path)[leaf.sources[0].line - 1]
        return
    there = "\n".join(vault.place(source) for source in leaf.sources)
    if dashboard.startswith("Calendar"):
        if key in ("name", "picture", "week"):  # the calendar's own: nothing that a note says
            assert leaf.sources == (Source("vaultnet.toml", 0),)
        else:
            assert key in ("touches", "level")
            assert key == "level" or 1 <= len(leaf.sources) <= value
        return
    if dashboard == "People":  # a base comes from the settings, and nothing in it from a note
        assert leaf.sources == (Source("vaultnet.toml", 0),)
    elif "fields" in at:
        assert isinstance(value, bool | int) or str(value) in there
    elif key == "line":
        assert value == leaf.sources[0].line
    elif key == "words":
        said, note = value.removesuffix("…"), " ".join(" ".join(vault.lines(leaf.sources[0].path)).split())
        assert re.sub("[*:]", "", said) in re.sub("[*:]", "", note)  # a field is quoted as a sentence
    elif (key == "text" and "openers" in at) or key in (
        "about",
        "begin",
        "offers",
    ):  # what it quotes stands in the note, but for its markup
        whole = " ".join(map(words, vault.lines(leaf.sources[0].path)))
        assert all(
            said.removesuffix("…") in f"{whole} {leaf.sources[0].path}" for said in QUOTED.findall(value)
        )
    elif key == "text" and value.startswith("introduce "):  # who is owed an introduction to whom
        names = value.removeprefix("introduce ").partition(";")[0]
        assert all(name in there for name in re.split(" to | and ", names))
    elif key == "question":
        assert all(said.removesuffix("…") in words(there) for said in QUOTED.findall(value))
    elif key == "text" and dashboard == "Briefs":
        plain = words(there)
        assert all(part.removesuffix("…") in plain for part in words(value).split(", "))
    elif key == "text" and "advice" in at:
        assert value.removesuffix("…") in words(there)
    elif key == "text" and "experiment" in at:  # worked out; what it quotes stands in a note
        plain = words(there)
        assert all(said.removesuffix("…") in plain for said in QUOTED.findall(value))
    elif key == "said" and isinstance(value, str):  # what was changed, and why as it stands
        assert value.partition(", because ")[2] in words(there)
    elif key == "text" and at[0] not in ("reach_out", "follow_ups"):
        assert value in there
    elif key == "text":
        for day in re.findall(r"on (\d+ \w+ \d{4})", value):
            assert day_of(day) in there
    elif (at[0], key) == ("week", "due"):
        assert value is True
    elif key in ("due", "overdue") and at[0] in ("people", "groups"):
        assert isinstance(value, date)  # worked out from the cadence and the last day in touch
    elif key == "day" and at[0] == "week":
        dated = re.match(r"\d{4}-|--", leaf.sources[0].quote)  # whose turn comes is worked out, from no day
        assert f"{value:-%m-%d}" in there or not dated
    elif key in DAYS:  # of whom an event's note links it is the event's day
        events = (
            line for one in leaf.sources for line in vault.lines(one.path) if one.path.startswith("Events/")
        )
        assert value.isoformat() in there or f"date: {value}" in events
    elif key == "target":  # of a goal without one: how many steps it has
        assert str(value) in there or value == len(leaf.sources)
    elif key in COUNTS or (key == "tracked" and isinstance(value, int)):
        assert len(leaf.sources) == min(value, SHOWN_SOURCES)
    elif key in STANDS:
        assert str(value) in there
    else:
        assert key in WORKED_OUT, "a leaf of no known sort"


def day_of(said: str) -> str:
    months = "January February March April May June July August September October November December".split()
    number, month, year = said.split()
    return date(int(year), months.index(month) + 1, int(number)).isoformat()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Facts]]:
    root = tmp_path_factory.mktemp("sources") / "vault"
    shutil.copytree(EXAMPLE, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(root.parent / "cache"))
        with building.facts(root) as facts:
            yield Vault(root), facts


def contexts(facts: Facts) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The context of every dashboard there is, that of a template of the user's own among them."""
    given = Inputs(facts.snapshot, facts.follow_ups, facts.problems, facts.config, facts.note_types)
    as_note = replace(given, config=replace(given.config, people="note"))
    for dashboard in facts.plugins.dashboards:
        context = dashboard.context(given) or dashboard.context(as_note)
        assert context, dashboard.name
        yield dashboard.name, context
    yield "own", general_context(given)


def complaints(vault: Vault, dashboard: str, context: Mapping[str, Any]) -> list[str]:
    found = []
    for at, leaf in leaves(context):
        try:
            check(vault, dashboard, at, leaf)
        except AssertionError as error:
            found.append(f"{dashboard} {'.'.join(at)}: {leaf!r}: {error}")
    return found


def test_every_value_on_every_dashboard_is_borne_out(known: tuple[Vault, Facts]) -> None:
    vault, facts = known
    seen = dict(contexts(facts))
    assert set(seen) == {
        "Today",
        "Goals",
        "Mentors",
        "Opportunities",
        "Projects",
        "Giving",
        "Presence",
        "Events",
        "Skills",
        "People",
        "People note",
        "Health",
        "own",
        "Calendar",
        "Calendar picture",
        "Briefs",
    }
    assert [line for name, context in seen.items() for line in complaints(vault, name, context)] == []
    counted = {name: sum(1 for _ in leaves(context)) for name, context in seen.items()}
    assert counted["Today"] > 200
    assert counted["Goals"] > 200
    assert counted["own"] > 1500


def test_every_follow_up_leads_to_lines(known: tuple[Vault, Facts]) -> None:
    vault, facts = known
    assert len(facts.follow_ups) > 20
    for follow_up in facts.follow_ups:
        assert follow_up.sources, follow_up
        for source in follow_up.sources:
            vault.place(source)


def test_every_opener_leads_to_lines(known: tuple[Vault, Facts]) -> None:
    """Not only those of who is due: all that could be said to anybody."""
    vault, facts = known
    said = 0
    for contact in facts.snapshot.contacts:
        for opener in openers.find(contact, (), facts.snapshot, most=99):
            check(vault, "Today", ("reach_out", "openers", "text"), opener)
            said += 1
    assert said > 100


CHANGES: dict[str, Callable[[Sourced[Any]], Any]] = {
    "no source": lambda leaf: replace(leaf, sources=()),
    "no leaf": lambda leaf: leaf.value,
    "another line": lambda leaf: with_source(leaf, lambda source: source._replace(line=source.line + 1)),
    "a line past the end": lambda leaf: with_source(leaf, lambda source: source._replace(line=9999)),
    "no note": lambda leaf: with_source(leaf, lambda source: source._replace(path="Nowhere.md")),
    "another quote": lambda leaf: with_source(leaf, lambda source: source._replace(quote="zzz")),
    "another value": lambda leaf: replace(leaf, value=other(leaf.value)),
}


def with_source(leaf: Sourced[Any], change: Callable[[Source], Source]) -> Sourced[Any]:
    return replace(leaf, sources=tuple(map(change, leaf.sources)))


def other(value: Any) -> Any:
    if isinstance(value, date):
        return value.replace(year=1800)
    return value + 1 if isinstance(value, int) else f"{value}zzz"


@pytest.mark.parametrize("title", CHANGES)
def test_the_walk_sees_what_is_wrong(title: str, known: tuple[Vault, Facts]) -> None:
    vault, facts = known
    for name, context in contexts(facts):
        if name != "Goals":
            continue
        spoilt: set[str] = set()
        for at, leaf in leaves(context):
            changed = CHANGES[title](leaf)
            worked_out = title == "another value" and at[-1] in WORKED_OUT
            in_the_path = title == "another line" and all(s.quote in s.path for s in leaf.sources)
            if worked_out or in_the_path or at[-1] in spoilt:
                continue
            with pytest.raises((AssertionError, FileNotFoundError)):
                check(vault, name, at, changed)
            spoilt.add(at[-1])
        assert len(spoilt) >= 12
