"""Giving: who else is named on a line that tells of a gift, and of whom nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import TODAY, outputs, put
from tests.vaults import build as rebuild
from vaultnet import build, giving
from vaultnet.cli import main
from vaultnet.dashboards import giving as dashboard
from vaultnet.filters import words
from vaultnet.openers import given

DAY = "Daily/2026-11-02.md"
CONTACT = "---\ntype: contact\n---\n"
ENDED = "---\ntype: contact\nended: 2026-09-15\n---\n"
PEOPLE = {
    "People/Ann Lee.md": CONTACT,
    "People/Bob Ray.md": CONTACT,
    "People/Old Foe.md": ENDED,
    "Papers/My notes.md": "",
}

# title, a line, and what is told of it: to whom, and in which words
TOLD: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("one", "gave:: [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("and", "gave:: [[Ann Lee]] and [[Bob Ray]] a cake", [("Ann Lee", "a cake"), ("Bob Ray", "a cake")]),
    ("a slash", "gave:: [[Ann Lee]]/[[Bob Ray]]: a cake", [("Ann Lee", "a cake"), ("Bob Ray", "a cake")]),
    (
        "nothing between",
        "gave:: [[Ann Lee]] [[Bob Ray]] the notes",
        [("Ann Lee", "the notes"), ("Bob Ray", "the notes")],
    ),
    ("a note is no person", "gave:: [[Ann Lee]] [[My notes]] on tea", [("Ann Lee", "My notes on tea")]),
    (
        "what is theirs",
        "gave:: [[Ann Lee]] [[Bob Ray]]'s number",
        [("Ann Lee", "Bob Ray's number"), ("Bob Ray", "Ann Lee Bob Ray's number")],
    ),
    (
        "somebody else introduced",
        "gave:: [[Ann Lee]] an intro to [[Bob Ray]]",
        [("Ann Lee", "an intro to Bob Ray"), ("Bob Ray", "Ann Lee an intro to Bob Ray")],
    ),
    ("to whom it ended with", "gave:: [[Old Foe]] an intro to [[Ann Lee]] (mistake)", []),
    ("about whom it ended with", "gave:: [[Ann Lee]] an intro to [[Old Foe]]", [("Ann Lee", "")]),
    ("named without a link", "gave:: [[Ann Lee]] what Old Foe wrote", [("Ann Lee", "")]),
    ("joined to whom it ended with", "gave:: [[Old Foe]] and [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("beside whom it ended with", "gave:: [[Old Foe]] [[Ann Lee]] a cake", [("Ann Lee", "a cake")]),
    ("got from whom it ended with", "received:: [[Old Foe]] an intro to [[Ann Lee]]", []),
]


@pytest.mark.parametrize(("line", "expected"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_who_else_is_named(line: str, expected: list[tuple[str, str]], vault: Path) -> None:
    put(vault, {**PEOPLE, DAY: f"{line}\n"})
    with build.facts(vault, today=TODAY) as facts:
        told = {
            contact.name: words(given(one.text, contact))
            for contact in facts.snapshot.contacts
            for one in giving.lines(facts.snapshot)
            if one.contact == contact.path
        }
    told.pop("Old Foe", None)
    assert sorted(told.items()) == sorted(expected)


def test_the_past_with_whom_it_ended_stays_theirs(vault: Path) -> None:
    put(vault, {**PEOPLE, DAY: "gave:: [[Old Foe]] an intro to [[Ann Lee]]\n"})
    with build.facts(vault, today=TODAY) as facts:
        found = giving.of(facts.snapshot)
    assert {path: [one.text for one in some.gave] for path, some in found.items()} == {
        "People/Old Foe.md": ["[[Old Foe]] an intro to [[Ann Lee]]"]
    }


FORUM = "---\ntype: community\n---\n- 2026-11-02 gave:: an answer on looms\n- 2026-10-02 gave:: [[Ann Lee]] a book\n"

# title, the notes, and by kind what was given to whom
TO_ALL: list[tuple[str, dict[str, str], list[tuple[str, str, str]]]] = [
    (
        "to all who meet there",
        {"Communities/Forum.md": FORUM},
        [("knowledge", "Forum", "an answer on looms"), ("things", "Ann Lee", "a book")],
    ),
    ("elsewhere it is nobody's", {DAY: "gave:: an answer on looms\n"}, []),
    ("a private one", {"Communities/Forum.md": FORUM.replace("---\n-", "private: true\n---\n-")}, []),
    ("named after somebody private", {"Communities/Kim's Forum.md": FORUM.replace("[[Ann Lee]] ", "")}, []),
    (
        "naming somebody private",
        {"Communities/Forum.md": FORUM.replace("answer", "answer for Kim").replace("[[Ann Lee]]", "Old Foe")},
        [("knowledge", "Forum", ""), ("things", "Forum", "")],
    ),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in TO_ALL], ids=[case[0] for case in TO_ALL]
)
def test_what_was_given_in_a_community(
    notes: dict[str, str], expected: list[tuple[str, str, str]], vault: Path
) -> None:
    kim = CONTACT.replace("---\ntype", "---\nprivate: true\ntype")
    put(vault, {**PEOPLE, "People/Kim.md": kim, **notes})
    with build.facts(vault, today=TODAY) as facts:
        found = dashboard.page(facts.snapshot, facts.config)
    told = [
        (kind["kind"].value, one["who"]["name"].value, one["text"].value if one["text"] else "")
        for kind in found["kinds"]["rows"]
        for one in kind["things"]["rows"]
    ]
    assert told == expected
    assert len(found["often"]["months"] if found["often"] else ()) == len(expected)
    people = {one["who"]["name"].value for one in found["people"]["rows"]}
    assert people == {who for _, who, _ in expected} - {"Forum"}


# title, the days on which Ann was asked, and what is said where she is to be asked again
AGAIN = [
    ("once", ["2026-11-02"], ""),
    ("twice", ["2026-11-02", "2026-10-02"], "asked on 2 days within 90: let them rest first"),
    ("long ago", ["2026-11-02", "2026-03-02"], ""),
]


@pytest.mark.parametrize(("days", "expected"), [case[1:] for case in AGAIN], ids=[case[0] for case in AGAIN])
def test_who_is_to_be_asked_though_they_are_to_rest(
    days: list[str], expected: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {f"Daily/{day}.md": "asked:: [[Ann Lee]] for tea\n" for day in days}
    put(vault, {"vaultnet.toml": "", **PEOPLE, **asked, "Plan.md": "- [ ] ask [[Ann Lee]] about looms\n"})
    with build.facts(vault, today=TODAY) as facts:
        (row,) = dashboard.page(facts.snapshot, facts.config)["before"]["rows"]
    assert (row["rest"].value if row["rest"] else "") == expected
    assert [at.path for at in row["rest"].sources] == [*asked] if row["rest"] else not expected
    rebuild(vault)
    page = outputs(vault)["Network/Network Giving.md"].decode()
    main(["--vault", str(vault), "giving", "--as-of", TODAY.isoformat()])
    assert ("let them rest first" in page, "let them rest first" in capsys.readouterr().out) == (
        bool(expected),
        bool(expected),
    )
