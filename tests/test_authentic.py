"""What no dashboard does to people: no score, count or rank of anybody, and nobody proposed whom the owner let go.

Laws over every dashboard there is, those of plugins and of later days too: what is new has to be put on a list here,
with what it is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.test_sources import EXAMPLE, leaves
from tests.vaults import outputs
from vaultnet import build as building
from vaultnet.dashboards import general_context
from vaultnet.facts import Facts
from vaultnet.hookspecs import Inputs
from vaultnet.model import Sourced, Value
from vaultnet.network import Snapshot, Summary
from vaultnet.signals import SIGNALS

TEMPLATES = sorted((Path(__file__).parents[1] / "templates").rglob("*.md.jinja"))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    root = tmp_path_factory.mktemp("authentic") / "vault"
    shutil.copytree(EXAMPLE, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(root.parent / "cache"))
        with building.facts(root) as facts:
            yield facts


def contexts(facts: Facts, snapshot: Snapshot) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What every dashboard shows of a snapshot; that of the people as a note as well."""
    found = [one for signal in SIGNALS for one in signal.find(snapshot, facts.config)]
    given = Inputs(snapshot, tuple(found), (), facts.config, facts.note_types)
    as_note = replace(given, config=replace(facts.config, people="note"))
    for dashboard in facts.plugins.dashboards:
        context = dashboard.context(given) or dashboard.context(as_note)
        if context:
            yield dashboard.name, context
    yield "own", general_context(given)


# --- no score, count or rank of people ---------------------------------------------------------------

OF_SOMEBODY = {
    "cadence": "how often they are to be written to, as their note says",
    "line": "where it stands",
    "more_news": "how much more happened to the owner since the last time",
    "times": "how often something happened between the two of you, which the days beside it show",
}
"""The numbers that may stand in an entry about somebody: each says what happened, and none compares."""

SCORES = re.compile(
    r"\b(?:scor\w+|rank\w*|rating|stars?|points|percent\w*|strength|weights?)\b", re.IGNORECASE
)
PLACE = re.compile(r"loop\.(?:index0?|revindex0?)(?! *[<=>!])|^ *\d+\. .*\| *link", re.MULTILINE)
"""The place in a list as a number; to compare it, for the commas of a list, is no ranking."""


def entries(value: Any, paths: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    """Every entry of a context that is about a contact."""
    if isinstance(value, Mapping):
        path = value.get("path")
        if isinstance(path, Sourced) and path.value in paths:
            yield value
        for inner in value.values():
            yield from entries(inner, paths)
    elif isinstance(value, tuple):
        for inner in value:
            yield from entries(inner, paths)


def test_no_number_is_a_part_or_a_share(known: Facts) -> None:
    """What weighs people against each other is a fraction: none is shown, of anything."""
    for name, context in contexts(known, known.snapshot):
        fractions = [".".join(at) for at, leaf in leaves(context) if isinstance(leaf.value, float)]
        assert fractions == [], name


def test_no_entry_about_somebody_has_a_number_of_theirs(known: Facts) -> None:
    paths = frozenset(one.path for one in known.snapshot.contacts)
    seen = 0
    for name, context in contexts(known, known.snapshot):
        for entry in entries(context, paths):
            seen += 1
            for key, leaf in entry.items():
                is_number = isinstance(leaf, Sourced) and type(leaf.value) in (int, float)
                assert not is_number or key in OF_SOMEBODY, f"{name}: {key} of {entry['path'].value}"
    assert seen > 300


def test_the_walk_finds_a_number_of_somebody(known: Facts) -> None:
    one = known.snapshot.contacts[0]
    there = (one.source("type"),)
    told = {"rows": ({"path": Sourced(one.path, there), "rank": Sourced(1, there)},)}
    assert [entry["rank"].value for entry in entries(told, frozenset({one.path}))] == [1]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_scores_or_ranks(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not SCORES.findall(text)
    assert not PLACE.findall(text)


def test_no_page_numbers_its_people() -> None:
    for path, data in outputs(EXAMPLE).items():
        if path.endswith(".md"):
            said = re.sub(
                r"\*“?\".*?\"”?\*|“.*?”|\[\[.*?\]\]", "", data.decode()
            )  # what notes say, and their names
            assert not re.search(
                r"^\s*\d+\. |\b\d+(?:\.\d+)? ?%|\d/(?:5|10)\b|★|\b(?:1st|2nd|3rd)\b", said, re.MULTILINE
            ), path


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("{{ loop.index }}. {{ one.path | link }}", True),
        ("1. {{ one.path | link }}", True),
        ('{{ "and " if loop.index > 1 }}', False),
        ('{{ " or " if loop.revindex == 2 else ", " }}', False),
        ("{{ one.weight }}", True),
        ("{{ person.score | round }}", True),
        ("strengthen, pointless, starts", False),
    ],
)
def test_what_would_be_a_score_or_a_rank(text: str, is_one: bool) -> None:
    assert bool(SCORES.search(text) or PLACE.search(text)) is is_one


# --- who has ended ---------------------------------------------------------------------------------

FACTS = {
    "Briefs": "whom you are to meet is told whoever they are, and what was said",
    "Goals coming": "a plan stands until it is crossed out",
    "Goals wholes.below.helped": "who helped",
    "Goals wholes.below.next_plan": "a plan",
    "Goals wholes.below.planned": "a plan",
    "Goals wholes.helped": "who helped",
    "Goals wholes.next_plan": "a plan",
    "Goals wholes.planned": "a plan",
    "Opportunities closed": "what came of it",
    "Opportunities recommendations.asked": "what was asked for",
    "Opportunities recommendations.given": "what was written",
    "Opportunities recommendations.received": "what was written",
    "Opportunities referrals": "who opened the door",
    "Opportunities stages": "whom an opportunity is about; what comes next names nobody of them",
    "Presence places": "whom it brought together with you",
    "Projects active.rows": "who shares in it, as its note says",
    "Projects ended.rows": "who shared in it",
    "Projects resting.rows": "who shares in it",
    "Today goals.rows.next_plan": "a plan",
    "Today promises": "what was promised stays promised",
    "Today week": "a plan",
    "own": "all that there is, for a template of one's own",
}
"""Where somebody may stand with whom the owner no longer keeps in touch: what happened, and what is agreed."""

PROPOSES = ("ask", "begin", "could", "needed", "question", "since", "unheard", "unthanked")
"""What an entry about somebody says of what to do with them."""


def ended(contact: Summary) -> Summary:
    return replace(contact, fields={**contact.fields, "ended": (Value("2026-10-01", 9, "2026-10-01"),)})


def without(snapshot: Snapshot, is_gone: Callable[[int], bool]) -> tuple[Snapshot, frozenset[str]]:
    """A snapshot in which some contacts have ended, and the paths of these."""
    gone = frozenset(one.path for place, one in enumerate(snapshot.contacts) if is_gone(place))
    people = tuple(ended(one) if one.path in gone else one for one in snapshot.contacts)
    return replace(snapshot, contacts=people), gone


SHARES: list[tuple[str, Callable[[int], bool]]] = [
    ("all", lambda _: True),
    ("every second", lambda place: place % 2 == 0),
    ("the others", lambda place: place % 2 == 1),
    ("two of three", lambda place: place % 3 > 0),
]


@pytest.mark.parametrize("is_gone", [share[1] for share in SHARES], ids=[share[0] for share in SHARES])
def test_nobody_who_has_ended_is_proposed_anywhere(is_gone: Callable[[int], bool], known: Facts) -> None:
    snapshot, gone = without(known.snapshot, is_gone)
    found = [one for signal in SIGNALS for one in signal.find(snapshot, known.config)]
    assert [(one.signal, one.name) for one in found if one.contact in gone] == []
    for name, context in contexts(known, snapshot):
        for at, leaf in leaves(context):
            place = f"{name} {'.'.join(at)}"
            if leaf.value in gone:
                assert any(place.startswith(allowed) for allowed in FACTS), f"{place}: {leaf.value}"
        for entry in entries(context, gone):
            said = {key for key in PROPOSES if entry.get(key) and entry[key] != {"rows": (), "more": None}}
            assert not said, f"{name}: {said} of {entry['path'].value}"


def test_every_place_on_the_list_is_one(known: Facts) -> None:
    """A list that nothing needs any more would hide what comes into its place."""
    places = {
        f"{name} {'.'.join(at)}"
        for name, context in contexts(known, known.snapshot)
        for at, _ in leaves(context)
    }
    wanted = set(FACTS) - {
        "Projects resting.rows",
        "Goals wholes.below.next_plan",
        "Goals wholes.below.planned",
    }
    assert {one for one in wanted if not any(place.startswith(one) for place in places)} == set()
