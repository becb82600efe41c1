"""What goals need, in the owner's words; and who has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, needs
from vaultnet.note_types.contact import CONTACT

READ: list[tuple[str, str, tuple[str, str, str, set[str]]]] = [
    ("a relation", "mentor", ("relation", "mentor", "", set())),
    ("with an article", "A referrer", ("relation", "referrer", "", set())),
    ("several of them", "collaborators", ("relation", "collaborator", "", set())),
    ("about something", "mentor for hiring", ("relation", "mentor", "", {"hiring"})),
    ("in something", "a peer in data engineering", ("relation", "peer", "", {"data", "engineering"})),
    ("somebody at a place", "insider at [[Globex]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("an alias", "insider at [[Globex|the G]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("without a link", "someone at Globex", ("insider", "Globex", "", set())),
    ("a place that has no note", "an insider at [[Initech]]", ("insider", "Initech", "", set())),
    ("people in a place", "people in [[Globex]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("people at a place", "people at Globex", ("insider", "Globex", "", set())),
    ("the place alone", "[[Globex]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("a role at a place", "a product manager at [[Globex]]", ("insider", "Globex", "Organisations/Globex.md", {"product", "manager"})),
    ("a role at a place without a link", "Designer at Globex", ("words", "Globex", "", {"designer", "globex"})),
    ("good at something", "good at Python", ("words", "Python", "", {"good", "python"})),
    ("with something", "someone with hiring experience", ("words", "", "", {"hiring", "experience"})),
    ("with a place", "someone from [[Globex]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("a relation about something", "mentor about looms", ("relation", "mentor", "", {"loom"})),
    ("an introduction", "intro to [[Globex]]", ("insider", "Globex", "Organisations/Globex.md", set())),
    ("at no place", "somebody good at negotiating", ("words", "negotiating", "", {"good", "negotiating"})),
    ("a role", "Engineering Managers", ("words", "", "", {"engineering", "manager"})),
    ("a skill", "hiring", ("words", "", "", {"hiring"})),
    ("a relation within a role", "mentor programme manager", ("words", "", "", {"mentor", "programme", "manager"})),
    ("many words", "somebody who knows the law", ("words", "", "", {"know", "law"})),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), READ, ids=[case[0] for case in READ])
def test_what_a_need_asks_for(
    title: str, text: str, expected: tuple[str, str, str, set[str]], vault: Path
) -> None:
    put(
        vault,
        {
            "Organisations/Globex.md": "---\ntype: organisation\n---\n",
            "Goals/Lead.md": f'---\ntype: goal\nneeds: ["{text}"]\n---\n',
        },
    )
    with build.facts(vault, today=TODAY) as facts:
        (need,) = needs.of(facts.snapshot.goals[0])
    assert (need.kind, need.wanted, need.at, set(need.words)) == expected
    assert (need.source.path, need.source.line) == ("Goals/Lead.md", 3)


NOTHING = [
    ("none", ""),
    ("the same twice", "needs: [mentor, a mentor]\n"),
    ("nothing but brackets", 'needs: ["[[]]"]\n'),
    ("nothing but small words", "needs: [the]\n"),
]


@pytest.mark.parametrize(("title", "line"), NOTHING, ids=[case[0] for case in NOTHING])
def test_little(title: str, line: str, vault: Path) -> None:
    """What asks for nothing is no error: it is a need that nobody has."""
    put(
        vault,
        {
            "Goals/Lead.md": f"---\ntype: goal\n{line}---\n",
            "People/Ada.md": "---\ntype: contact\nrelation: the peer\nteaches: [the law]\nrole: The Boss\n---\n",
        },
    )
    with build.facts(vault, today=TODAY) as facts:
        found = needs.of(facts.snapshot.goals[0])
        assert len(found) <= 1
        assert [place for one in found for place, _ in needs.who(one, facts.snapshot.contacts)] == []


GLOBEX = {
    "Organisations/Globex.md": "---\ntype: organisation\n---\n",
    "Organisations/Old/Globex.md": "---\ntype: organisation\n---\n",
}
FITS: list[tuple[str, str, str, str]] = [
    ("a relation", "mentor", "relation: [peer, mentor]", "mentor"),
    ("another relation", "mentor", "relation: [peer]", ""),
    ("a relation of one's own", "advisor", "relation: [Advisor]", "Advisor"),
    ("a relation that teaches it", "mentor for hiring", "relation: [mentor]\nteaches: [hiring]", "mentor"),
    ("a relation that does not", "mentor for hiring", "relation: [mentor]\nteaches: [sailing]", ""),
    ("at the place", "insider at [[Globex]]", 'company: "[[Globex]]"', "Globex"),
    ("at the place, without a link", "insider at [[Globex]]", "company: globex", "Globex"),
    ("at the place, the need without one", "insider at Globex", 'company: "[[Globex]]"', "Globex"),
    ("at another place of that name", "insider at [[Globex]]", 'company: "[[Organisations/Old/Globex]]"', ""),
    ("at another place", "insider at [[Globex]]", "company: Initech", ""),
    ("the role", "Engineering Manager", "role: Senior Engineering Manager, Platform", "Senior Engineering Manager, Platform"),
    ("a lesser role", "Engineering Manager", "role: Manager", ""),
    ("a skill", "hiring", "teaches: [sailing, Hiring]", "Hiring"),
    ("more than the skill", "hiring", "teaches: [hiring engineers]", "hiring engineers"),
    ("a part of the skill", "hiring engineers", "teaches: [hiring]", "hiring"),
    ("a name with signs", "C++", "teaches: [C++]", "C++"),
    ("a name with other signs", "C++", "teaches: ['C#', C]", ""),
    ("a role at the place", "a designer at [[Globex]]", 'company: "[[Globex]]"\nrole: Lead Designer', "Lead Designer"),
    ("a role at the place, without a link", "designer at Globex", 'company: "[[Globex]]"\nrole: Designer', "Designer"),
    ("another role at the place, without a link", "designer at Globex", 'company: "[[Globex]]"\nrole: Engineer', ""),
    ("good at something", "good at Python", "teaches: Python", "Python"),
    ("another role at the place", "a designer at [[Globex]]", 'company: "[[Globex]]"\nrole: Engineer', ""),
    ("the role at another place", "a designer at [[Globex]]", "company: Initech\nrole: Designer", ""),
    ("the company's name alone", "globex", 'company: "[[Globex]]"', "Globex"),
    ("the person", "[[Ada]]", "role: Designer", "Ada"),
    ("an interest", "hiring", "interests: [hiring]", ""),
    ("a part of a word", "art", "teaches: [starting]", ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "fields", "expected"), FITS, ids=[case[0] for case in FITS])
def test_who_fits(title: str, text: str, fields: str, expected: str, vault: Path) -> None:
    put(
        vault,
        {
            **GLOBEX,
            "People/Ada.md": f"---\ntype: contact\n{fields}\n---\n",
            "People/Ben.md": "---\ntype: contact\n---\n",
            "Goals/Lead.md": f'---\ntype: goal\nneeds: ["{text}"]\n---\n',
        },
    )
    with build.facts(vault, today=TODAY) as facts:
        (need,) = needs.of(facts.snapshot.goals[0])
        found = [
            (facts.snapshot.contacts[at].name, one.name.casefold())
            for at, one in needs.who(need, facts.snapshot.contacts)
        ]
    assert found == ([("Ada", expected.casefold())] if expected else [])


SKILLS = st.lists(st.sampled_from("hiring speaking engineers writing law".split()), max_size=3).map(frozenset)


@given(one=SKILLS, other=SKILLS)
def test_skills_match_in_both_directions(one: frozenset[str], other: frozenset[str]) -> None:
    assert needs.matches(one, other) == needs.matches(other, one)
    assert needs.matches(one, one) == bool(one)


def test_the_relations_are_those_of_the_type() -> None:
    (field,) = (one for one in CONTACT.fields if one.name == "relation")
    assert set(field.choices) == needs.RELATIONS


SAID = [
    ("mentor", "somebody with “mentor” among their relations"),
    ("mentor for hiring", "somebody with “mentor” among their relations, who teaches the rest of it or has it in their role"),
    ("insider at [[Globex]]", "somebody whose company is Globex"),
    ("a designer at [[Globex]]", "somebody whose company is Globex, with what stands before it in their role, or taught"),
    ("[[Globex]]", "that person, or somebody whose company is Globex"),
    (
        "hiring",
        "somebody who has all these words in their role or relation, teaches it, or whose company is called so",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[case[0] for case in SAID])
def test_how_a_need_was_read(text: str, expected: str, vault: Path) -> None:
    put(vault, {"Goals/Lead.md": f'---\ntype: goal\nneeds: ["{text}"]\n---\n'})
    with build.facts(vault, today=TODAY) as facts:
        (need,) = needs.of(facts.snapshot.goals[0])
    assert needs.reading(need) == expected
