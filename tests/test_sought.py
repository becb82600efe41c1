"""Who is meant by what is sought, and why they are it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, sought
from vaultnet.sought import Sought


def person(name: str, *fields: str) -> dict[str, str]:
    """A contact's note."""
    return {f"People/{name}.md": "\n".join(("---", "type: contact", *fields, "---", ""))}


GLOBEX = {"Organisations/Globex.md": "---\ntype: organisation\n---\n"}
ADA = person("Ada", "role: Director of Looms", 'company: "[[Globex]]"', "teaches: [hiring engineers]")
BEN = person("Ben", "role: Designer", "company: globex", "relation: mentor")
CLEO = person("Cleo", 'knows: "[[Globex]]"')
DOV = person("Dov", "company: Globex", "private: true")
EVA = person("Eva", "company: Globex", "ended: true")
ALL = GLOBEX | ADA | BEN | CLEO | DOV | EVA

# title, what is sought, notes, who it is
CASES: list[tuple[str, str, Mapping[str, str], list[str]]] = [
    ("a place", "Globex", ALL, ["Ada 1.0: Director of Looms at Globex", "Ben 1.0: Designer at globex", "Cleo 0.5: knows Globex"]),
    ("in other letters", "GLOBEX", ALL, ["Ada 1.0: Director of Looms at Globex", "Ben 1.0: Designer at globex", "Cleo 0.5: knows Globex"]),
    ("without a note", "Globex", BEN, ["Ben 1.0: Designer at globex"]),
    ("an insider", "insider at Globex", BEN, ["Ben 1.0: Designer at globex"]),
    ("who knows it and is there", "Globex", person("Ada", "company: Globex", "knows: [Globex]"), ["Ada 1.0: at Globex"]),
    ("a role", "designer", ALL, ["Ben 1.0: Designer"]),
    ("a role at a place", "a director at [[Globex]]", ALL, ["Ada 1.0: Director of Looms"]),
    ("a skill, as a part of what they teach", "hiring", ALL, ["Ada 1.0: teaches hiring engineers"]),
    ("a relation", "mentor", ALL, ["Ben 1.0: mentor"]),
    ("whoever works for themselves", "freelance", person("Ada", "company: Freelance", "role: Typesetter"), ["Ada 1.0: Typesetter at Freelance"]),
    ("an opportunity's place", "Initech", {"Opportunities/A.md": "---\ntype: opportunity\norganisation: Initech\n---\n"}, []),
]  # fmt: skip


def say(found: Sought | None, vault: Path) -> list[str]:
    """Who is sought, what they are worth, and why they are it; the whys stand where they say."""
    if found is None:
        return ["nothing"]
    said = []
    with build.facts(vault, today=TODAY) as facts:
        people = {one.path: one for one in facts.snapshot.contacts}
    for target in found.targets:
        why = found.why(people[target.path])
        assert why
        for source in why.sources:
            assert source.quote in (vault / source.path).read_text().splitlines()[source.line - 1]
        said.append(f"{people[target.path].name} {target.worth}: {why.value}")
    return said


@pytest.mark.parametrize(("title", "text", "notes", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_is_called_so(
    title: str, text: str, notes: Mapping[str, str], expected: list[str], tmp_path: Path
) -> None:
    put(tmp_path, {"vaultnet.toml": "", **notes})
    with build.facts(tmp_path, today=TODAY) as facts:
        found = sought.called(text, facts.snapshot)
    assert say(found, tmp_path) == expected


@pytest.mark.parametrize("text", ["sailing", "", "[[Nobody]]", "insider at Initech", "***"])
def test_nothing_is_called_so(text: str, tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **ALL})
    with build.facts(tmp_path, today=TODAY) as facts:
        assert sought.called(text, facts.snapshot) is None


def test_what_else_could_be_meant_names_nobody_private(tmp_path: Path) -> None:
    secret = person("Fay", "company: Somewhere", "role: Spy", "teaches: [locks]", "private: true")
    put(tmp_path, {"vaultnet.toml": "", **ADA, **secret})
    with build.facts(tmp_path, today=TODAY) as facts:
        names = {one.name for one in sought.others(facts.snapshot)}
    assert names == {"Globex", "Director of Looms", "hiring engineers"}
