"""Ties: what each kind is worth, what is said of it, and what makes none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, tie_words, ties
from vaultnet.network import Snapshot
from vaultnet.tie_words import Tie
from vaultnet.ties import COLLEAGUES, INSIDE, INTRODUCED, KNOWS, TOGETHER


def person(name: str, *fields: str) -> dict[str, str]:
    """A contact's note."""
    return {f"People/{name}.md": "\n".join(("---", "type: contact", *fields, "---", ""))}


def people(number: int, *fields: str) -> dict[str, str]:
    """Notes of several contacts that say the same."""
    return {path: text for at in range(number) for path, text in person(f"P{at}", *fields).items()}


def meeting(day: str, *names: str, kind: str = "coffee", more: str = "") -> dict[str, str]:
    """A meeting's note."""
    there = ", ".join(f'"[[{name}]]"' for name in names)
    return {
        f"Meetings/{day} Looms.md": f"---\ndate: {day}\nkind: {kind}\npeople: [{there}]\n{more}---\nLooms.\n"
    }


class Case(NamedTuple):
    """Notes, and the tie from Ada to Ben."""

    title: str
    notes: Mapping[str, str]
    strength: float
    said: str = ""


ADA, BEN = person("Ada"), person("Ben")
CROWD = [f"P{number}" for number in range(7)]
CASES = [
    Case("none", ADA | BEN, 0.0),
    Case("she knows him", person("Ada", "knows: [Ben]") | BEN, KNOWS, "Ada knows them"),
    Case("he knows her", ADA | person("Ben", 'knows: "[[Ada]]"'), KNOWS, "they know Ada"),
    Case("by an alias", person("Ada", 'knows: "[[Benny]]"') | person("Ben", "aliases: [Benny]"), KNOWS, "Ada knows them"),
    Case("she brought him", ADA | person("Ben", "introduced_by: Ada"), INTRODUCED, "Ada brought you together"),
    Case("he brought her", person("Ada", "introduced_by: Ben") | BEN, INTRODUCED, "they brought Ada and you together"),
    Case(
        "the strongest counts",
        person("Ada", "knows: [Ben]", "company: Globex") | person("Ben", "introduced_by: Ada", "company: Globex"),
        INTRODUCED,
        "Ada brought you together",
    ),
    Case("a name that two have is nobody's", person("Ada", "knows: [Ben]") | BEN | {"Old/Ben.md": "---\ntype: contact\n---\n"}, 0.0),
    Case("oneself", person("Ada", "knows: [Ada, Nobody]") | BEN, 0.0),
    Case("at a table today", ADA | BEN | meeting("2026-11-20", "Ada", "Ben"), TOGETHER, "both at the coffee on 20 November"),
    Case("a year ago", ADA | BEN | meeting("2025-11-20", "Ada", "Ben"), TOGETHER / 2, "both at the coffee on 20 November 2025"),
    Case(
        "at a full table",
        ADA | BEN | people(3) | meeting("2026-11-20", "Ada", "Ben", *CROWD[:3]),
        TOGETHER,
        "both at the coffee on 20 November (5 people)",
    ),
    Case(
        "among nine people one speaks with half of them",
        ADA | BEN | people(7) | meeting("2026-11-20", "Ada", "Ben", *CROWD, kind="call"),
        TOGETHER / 2,
        "both at the event on 20 November (9 people)",
    ),
    Case(
        "an event by its name",
        ADA | BEN | {"Events/Loom Days.md": "---\ntype: event\ndate: 2026-11-20\n---\nMet [[Ada]] and [[Ben]].\n"},
        TOGETHER,
        "both at Loom Days on 20 November",
    ),
    Case(
        "an event that bears a private name, without it",
        ADA
        | BEN
        | person("Mary Stone", "private: true")
        | {"Events/Mary Stone's fair.md": "---\ntype: event\ndate: 2026-11-20\n---\nMet [[Ada]] and [[Ben]].\n"},
        TOGETHER,
        "both at the event on 20 November",
    ),
    Case("the same message", ADA | BEN | meeting("2026-11-20", "Ada", "Ben", kind="message"), 0.0),
    Case("expected is not met", ADA | BEN | meeting("2026-11-21", "Ada", "Ben"), 0.0),
    Case("a private note ties nobody", ADA | BEN | meeting("2026-11-20", "Ada", "Ben", more="private: true\n"), 0.0),
    Case("colleagues", person("Ada", "company: Globex") | person("Ben", 'company: "[[Globex]]"'), COLLEAGUES, "both at Globex"),
    Case(
        "with a note of the company, and without a link to it",
        person("Ada", "company: globex")
        | person("Ben", 'company: "[[Globex]]"')
        | {"Organisations/Globex.md": "---\ntype: organisation\n---\n"},
        COLLEAGUES,
        "both at globex",
    ),
    Case(
        "two places of one name",
        person("Ada", 'company: "[[North/Globex]]"')
        | person("Ben", 'company: "[[South/Globex]]"')
        | {"North/Globex.md": "", "South/Globex.md": ""},
        0.0,
    ),
    Case(
        "at a place of 21 everybody knows half of the others",
        person("Ada", "company: Globex") | person("Ben", "company: Globex") | people(19, "company: Globex"),
        COLLEAGUES / 2,
        "both at Globex",
    ),
    Case("on their own", person("Ada", "company: Freelance") | person("Ben", "company: freelance"), 0.0),
    Case(
        "she knows the place",
        person("Ada", 'knows: "[[Globex]]"') | person("Ben", "company: Globex"),
        INSIDE,
        "Ada knows Globex, where they are",
    ),
    Case(
        "he knows the place",
        person("Ada", "company: Globex") | person("Ben", "knows: [Globex]"),
        INSIDE,
        "they know Globex, where Ada is",
    ),
    Case(
        "a contact as a company is no place that somebody knows",
        person("Ada", 'company: "[[Ida]]"') | person("Ben", 'knows: "[[Ida]]"') | person("Ida"),
        0.0,
    ),
    Case(
        "she knows the place by its note, and his has no link to it",
        person("Ada", 'knows: "[[Globex]]"')
        | person("Ben", "company: Globex")
        | {"Organisations/Globex.md": "---\ntype: organisation\n---\n"},
        INSIDE,
        "Ada knows Globex, where they are",
    ),
    Case("both know a place", person("Ada", "knows: [Globex]") | person("Ben", "knows: [Globex]"), 0.0),
    Case("private", person("Ada", "knows: [Ben]") | person("Ben", "private: true"), 0.0),
    Case("ended", person("Ada", "knows: [Ben]", "ended: true") | BEN, 0.0),
    Case("ended later", person("Ada", "knows: [Ben]", "ended: 2027-01-01") | BEN, KNOWS, "Ada knows them"),
]  # fmt: skip


def tie(one: str, other: str, snapshot: Snapshot) -> Tie | None:
    """The strongest tie of two."""
    by_name = {contact.name: contact for contact in snapshot.contacts}
    return tie_words.between(by_name[one], by_name[other], snapshot)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_tie(case: Case, tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **case.notes})
    with build.facts(tmp_path, today=TODAY) as facts:
        found, back = tie("Ada", "Ben", facts.snapshot), tie("Ben", "Ada", facts.snapshot)
    assert (found.why.value if found else "") == case.said
    assert (found.strength if found else 0.0) == pytest.approx(case.strength)
    assert (back.strength if back else 0.0) == (found.strength if found else 0.0)
    for source in found.why.sources if found else ():
        assert source.quote in (tmp_path / source.path).read_text().splitlines()[source.line - 1]


def test_a_company_of_many_makes_no_pairs(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **people(60, "company: Globex"), **person("Ada", "knows: [Globex]")})
    with build.facts(tmp_path, today=TODAY) as facts:
        found = ties.of(facts.snapshot)
    assert not any(found.direct(place) for place in range(61))
    circles = {circle for place in range(61) for circle in found.circles_of(place)}
    assert sorted((circle.kind, len(circle.members)) for circle in circles) == [
        ("colleagues", 60),
        ("inside", 1),
        ("inside", 60),
    ]


def test_they_are_made_anew_only_where_something_else_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **person("Ada", "knows: [Ben]"), **BEN})
    with build.facts(tmp_path, today=TODAY) as facts:
        snapshot = facts.snapshot
    ada, ben = snapshot.contacts
    before = ties.of(snapshot)
    assert ties.of(replace(snapshot, contacts=(replace(ada, interactions=7), ben))) is before
    told = replace(snapshot, contacts=(ada, replace(ben, fields={"knows": ada.fields["knows"]})))
    assert ties.of(told) is not before
    assert ties.of(replace(snapshot, today=date(2026, 11, 21))) is not before
