"""Whom a name without a link means, what is said of one that leads to nobody, and that builds see who is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, build, put
from vaultnet import build as building

PEOPLE = {
    "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Countess]\n---\n",
    "People/Grace Hopper.md": "---\ntype: contact\n---\n",
    "People/Grace Kelly.md": "---\ntype: contact\n---\n",
    "Old/Mary Shelley.md": "---\ntype: contact\n---\n",
    "People/Mary Shelley.md": "---\ntype: contact\n---\n",
    "People/Ida Rhodes.md": "---\ntype: contact\nprivate: true\n---\n",
    "Places/Globex.md": "---\ntype: organisation\n---\n",
}
# title, what stands in `people:`, to whom it leads, what is said
CASES = [
    ("a link", '"[[Ada Lovelace]]"', ["People/Ada Lovelace.md"], []),
    ("a name", "Ada Lovelace", ["People/Ada Lovelace.md"], []),
    ("in another case", "ada lovelace", ["People/Ada Lovelace.md"], []),
    ("another name of theirs", "Countess", ["People/Ada Lovelace.md"], []),
    ("a list of both", '["[[Ada Lovelace]]", Grace Hopper]', ["People/Ada Lovelace.md", "People/Grace Hopper.md"], []),
    ("a name that two have", "Mary Shelley", [], []),
    ("a note that is no contact", "Globex", [], []),
    ("nobody here", "Charles Babbage", [], []),
    ("a first name", "Ada", [], ["people: “Ada” leads to nobody. Is [[Ada Lovelace]] meant? Write the whole name, or a link."]),
    ("a first name that two have", "Grace", [], []),
    ("a last name alone is nobody's first name", "Lovelace", [], []),
    ("a slip of the pen", "Ada Lovelase", [], ["people: “Ada Lovelase” leads to nobody. Is [[Ada Lovelace]] meant? Write the whole name, or a link."]),
    ("a link with a slip of the pen", '"[[Grace Hoper]]"', [], ["people: “Grace Hoper” leads to nobody. Is [[Grace Hopper]] meant? Write the whole name, or a link."]),
    ("one word alike is not enough", "Ada King", [], []),
    ("nobody private is named", "Ida", [], ["people: a name here leads to nobody. Write the whole name, or a link."]),
]  # fmt: skip


def note(people: str) -> str:
    return f"---\ntype: opportunity\nkind: referral\npeople: {people}\n---\n"


@pytest.mark.parametrize(("title", "people", "leads", "said"), CASES, ids=[case[0] for case in CASES])
def test_whom_a_name_means(
    tmp_path: Path, title: str, people: str, leads: list[str], said: list[str]
) -> None:
    put(tmp_path, {"vaultnet.toml": "", **PEOPLE, "Opportunities/Looms.md": note(people)})
    with building.facts(tmp_path, today=TODAY) as facts:
        (one,) = (one for one in facts.snapshot.occasions if one.type == "opportunity")
        found = [
            one.links[str(value.value)] for value in one.fields["people"] if str(value.value) in one.links
        ]
        problems = [f"{one.message} {one.hint}" for one in facts.problems if one.code == "near-name"]
    assert found == leads
    assert problems == said
    assert [value.link for value in one.fields["people"]].count(True) >= len(leads)


def test_who_opened_the_door_is_found_by_name(tmp_path: Path) -> None:
    text = "---\ntype: opportunity\nkind: application\nvia: Grace Hopper\n---\n"
    put(tmp_path, {"vaultnet.toml": "", **PEOPLE, "Opportunities/Looms.md": text})
    with building.facts(tmp_path, today=TODAY) as facts:
        (one,) = (one for one in facts.snapshot.occasions if one.type == "opportunity")
    assert one.links == {"Grace Hopper": "People/Grace Hopper.md"}


def test_whoever_is_new_is_meant_from_then_on(vault: Path) -> None:
    """The note that names them has not changed; nor is it when they are called otherwise."""
    put(vault, {"Opportunities/Looms.md": note("Ada Lovelace")})
    build(vault)
    put(vault, {"People/Ada Lovelace.md": "---\ntype: contact\n---\n"})
    build(vault)
    with building.facts(vault, today=TODAY) as facts:
        assert facts.snapshot.occasions[0].links == {"Ada Lovelace": "People/Ada Lovelace.md"}
    (vault / "People" / "Ada Lovelace.md").rename(vault / "People" / "Ada King.md")
    build(vault)
    with building.facts(vault, today=TODAY) as facts:
        assert facts.snapshot.occasions[0].links == {}
