"""Who opened which door, and what became of it: asked, introduced, ended, told, thanked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, referrals
from vaultnet.dashboards import referrals as dashboard
from vaultnet.model import Source, Sourced
from vaultnet.referrals import Referral

ADA, GRACE, JOB, DOOR = (
    "People/Ada.md",
    "People/Grace.md",
    "Opportunities/Job.md",
    "Opportunities/Referral.md",
)


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def opportunity(kind: str, *lines: str) -> str:
    return "\n".join(("---", "type: opportunity", f"kind: {kind}", *lines, "---", ""))


def found(vault: Path, notes: Mapping[str, str]) -> tuple[Referral, ...]:
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), ADA: contact(), **notes})
    with build.facts(vault, today=TODAY) as facts:
        every = referrals.of(facts.snapshot)
    for one in every:
        for source in sources(one):
            text = (vault / source.path).read_text("utf-8")
            assert source.quote in f"{source.path}\n{text}".split("\n")[source.line], source
    return every


def sources(one: Referral) -> list[Source]:
    """Every line that is cited."""
    leaves: list[Sourced[Any] | None] = [one.where, one.stage, one.asked, one.outcome, one.ended, one.told]
    leaves += [one.thanked, one.made.day if one.made else None]
    cited = [source for leaf in leaves if leaf for source in leaf.sources]
    return [one.named, *(one.made.sources if one.made else ()), *cited]


def say(one: Referral) -> str:
    """Say what somebody did in short: each step with its day."""
    made = f"{one.made.way} {one.made.day.value if one.made.day else 'some day'}" if one.made else ""
    outcome = f"{one.outcome.value.word or one.outcome.value.text}" if one.outcome else ""
    steps = [
        f"asked {one.asked.value}" if one.asked else "",
        made,
        f"{outcome} {one.ended.value if one.ended else 'some day'}" if one.outcome else "",
        f"told {one.told.value}" if one.told else "",
        f"thanked {one.thanked.value}" if one.thanked else "",
        "owed" if one.is_owed else "",
    ]
    return f"{one.contact.name}: {', '.join(filter(None, steps))}"


VIA, BY = 'via: "[[Ada]]"', 'people: ["[[Ada]]"]'
AT = 'organisation: "[[Globex]]"'

# title, the notes, what is said
CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody opens it", {JOB: opportunity("application", "asked: 2026-10-01")}, []),
    ("another kind", {JOB: opportunity("mentoring", VIA, "asked: 2026-10-01")}, []),
    ("noticed", {DOOR: opportunity("referral", BY, "stage: noticed")}, ["Ada: "]),
    ("asked", {DOOR: opportunity("referral", BY, "asked: 2026-10-01")}, ["Ada: asked 2026-10-01"]),
    (
        "who refers, and to whom",
        {DOOR: opportunity("referral", VIA, 'people: ["[[Grace]]"]', "asked: 2026-10-01"), GRACE: contact()},
        ["Ada: asked 2026-10-01"],
    ),
    (
        "an application by way of somebody",
        {JOB: opportunity("application", VIA, "asked: 2026-10-01")},
        ["Ada: applied 2026-10-01"],
    ),
    (
        "whom it is about opens no door",
        {JOB: opportunity("application", 'people: ["[[Ada]]"]', "asked: 2026-10-01")},
        [],
    ),
    (
        "they were asked, as the ledger says",
        {
            JOB: opportunity("application", VIA, AT, "asked: 2026-10-10"),
            "Daily/2026-09-20.md": "asked:: [[Ada]] for a word with Globex\n",
        },
        ["Ada: asked 2026-09-20, applied 2026-10-10"],
    ),
    (
        "they were asked for something else",
        {
            JOB: opportunity("application", VIA, AT, "asked: 2026-10-10"),
            "Daily/2026-09-20.md": "asked:: [[Ada]] for her list of looms\n",
        },
        ["Ada: applied 2026-10-10"],
    ),
    (
        "they introduced",
        {
            ADA: contact(body="- 2026-10-05 introduction: to the head of engines\n"),
            DOOR: opportunity("referral", BY, "asked: 2026-10-01"),
        },
        ["Ada: asked 2026-10-01, introduced 2026-10-05"],
    ),
    (
        "an introduction before they were asked was another",
        {
            ADA: contact(body="- 2026-09-05 introduction: to the head of engines\n"),
            DOOR: opportunity("referral", BY, "asked: 2026-10-01"),
        },
        ["Ada: asked 2026-10-01"],
    ),
    (
        "they referred, as the ledger says",
        {
            DOOR: opportunity("referral", BY, "asked: 2026-10-01"),
            "Daily/2026-10-06.md": "received:: [[Ada]] the referral\n",
        },
        ["Ada: asked 2026-10-01, referred 2026-10-06"],
    ),
    (
        "a recommendation is no referral",
        {
            DOOR: opportunity("referral", BY, "asked: 2026-10-01"),
            "Daily/2026-10-06.md": "received:: [[Ada]] a recommendation\n",
        },
        ["Ada: asked 2026-10-01"],
    ),
    (
        "somebody they introduced was met",
        {
            JOB: opportunity("application", VIA, 'people: ["[[Grace]]"]', "asked: 2026-10-01"),
            GRACE: contact('introduced_by: "[[Ada]]"', body="- 2026-09-28 call: looms\n"),
        },
        ["Ada: introduced 2026-09-28"],
    ),
    (
        "the stage says that they did, and not when",
        {DOOR: opportunity("referral", BY, "stage: introduced", "asked: 2026-10-01")},
        ["Ada: asked 2026-10-01, introduced some day"],
    ),
    (
        "they said yes, which is no referral yet",
        {DOOR: opportunity("referral", BY, "stage: agreed", "asked: 2026-10-01")},
        ["Ada: asked 2026-10-01"],
    ),
    (
        "it was made when it was closed",
        {DOOR: opportunity("referral", BY, "stage: ended", "asked: 2026-10-01", "closed: 2026-10-16")},
        ["Ada: asked 2026-10-01, referred 2026-10-16"],
    ),
    (
        "whoever decided has heard of it",
        {DOOR: opportunity("referral", BY, "stage: ended", "closed: 2026-10-16", "outcome: rejected")},
        ["Ada: referred some day, rejected 2026-10-16, owed"],
    ),
    (
        "it was closed, and no word says that it was made",
        {DOOR: opportunity("referral", BY, "asked: 2026-10-01", "closed: 2026-10-16")},
        ["Ada: asked 2026-10-01"],
    ),
    (
        "it ended well, and they know nothing of it",
        {DOOR: opportunity("referral", BY, "outcome: hired", "closed: 2026-10-16")},
        ["Ada: referred some day, hired 2026-10-16, owed"],
    ),
    (
        "it ended badly, and they know of it",
        {
            JOB: opportunity("application", VIA, "outcome: 'rejected: no'", "closed: 2026-10-16"),
            "Daily/2026-10-20.md": "Called [[Ada]].\n",
        },
        ["Ada: rejected 2026-10-16, told 2026-10-20"],
    ),
    (
        "a like tells them nothing, nor does an evening with many",
        {
            JOB: opportunity("application", VIA, "outcome: hired", "closed: 2026-10-16"),
            "Meetings/2026-10-20 Ada.md": '---\ntype: meeting\nkind: engage\npeople: ["[[Ada]]"]\n---\nThanks for the post!\n',
            "Events/2026-11-05 Fair.md": "---\ntype: event\n---\n[[Ada]] was there\n",
        },
        ["Ada: hired 2026-10-16, owed"],
    ),
    (
        "they were thanked",
        {
            JOB: opportunity("application", VIA, "asked: 2026-10-01", "outcome: no answer", "closed: 2026-10-16"),
            "Daily/2026-10-20.md": "Told [[Ada]] and thanked her.\n",
        },
        ["Ada: applied 2026-10-01, no answer 2026-10-16, told 2026-10-20, thanked 2026-10-20"],
    ),
    (
        "they were given something",
        {
            DOOR: opportunity("referral", BY, "outcome: withdrew", "stage: ended", "closed: 2026-10-16"),
            "Daily/2026-10-21.md": "gave:: [[Ada]] a bottle\n",
        },
        ["Ada: withdrew 2026-10-16, told 2026-10-21, thanked 2026-10-21"],
    ),
    (
        "what was given before is no thanks",
        {
            DOOR: opportunity("referral", BY, "outcome: withdrew", "stage: ended", "closed: 2026-10-16"),
            "Daily/2026-09-21.md": "gave:: [[Ada]] a bottle\n",
        },
        ["Ada: withdrew 2026-10-16, owed"],
    ),
    (
        "nobody knows when it ended, and they have heard nothing since it began",
        {JOB: opportunity("application", VIA, "asked: 2026-10-01", "outcome: rejected")},
        ["Ada: applied 2026-10-01, rejected some day, owed"],
    ),
    (
        "nobody knows when it ended, but they were in touch since it began",
        {
            JOB: opportunity("application", VIA, "asked: 2026-10-01", "outcome: rejected"),
            "Daily/2026-10-20.md": "Called [[Ada]].\n",
        },
        ["Ada: applied 2026-10-01, rejected some day, told 2026-10-20"],
    ),
    (
        "nobody knows when it ended, and the last that they heard is that they were asked",
        {
            DOOR: opportunity("referral", BY, "asked: 2026-10-01", "outcome: rejected"),
            "Daily/2026-10-01.md": "asked:: [[Ada]] to refer me\n\nCalled [[Ada]].\n",
        },
        ["Ada: asked 2026-10-01, rejected some day, owed"],
    ),
    (
        "two referrals for one application",
        {
            JOB: opportunity("application", VIA, AT, "asked: 2026-09-20"),
            "Opportunities/R1.md": opportunity("referral", BY, AT, "asked: 2026-09-01"),
            "Opportunities/R2.md": opportunity("referral", 'people: ["[[Grace]]"]', AT, "asked: 2026-09-02"),
            GRACE: contact(),
        },
        ["Ada: asked 2026-09-01, applied 2026-09-20", "Grace: asked 2026-09-02"],
    ),
    (
        "nobody knows when it ended nor when it began",
        {JOB: opportunity("application", VIA, "outcome: rejected")},
        ["Ada: rejected some day"],
    ),
    (
        "a referral and the application that it was for are one door",
        {
            DOOR: opportunity("referral", BY, AT, "stage: done", "asked: 2026-09-01", "closed: 2026-09-16"),
            JOB: opportunity("application", AT, "asked: 2026-09-20", "outcome: hired", "closed: 2026-11-02"),
        },
        ["Ada: asked 2026-09-01, referred 2026-09-16, hired 2026-11-02, owed"],
    ),
    (
        "the referral says no more than that it was made",
        {
            DOOR: opportunity("referral", BY, AT, "asked: 2026-09-01", "closed: 2026-09-16", "outcome: referred me"),
            JOB: opportunity("application", AT, VIA, "asked: 2026-09-20"),
        },
        ["Ada: asked 2026-09-01, applied 2026-09-20"],
    ),
    (
        "an application that had ended before is another door",
        {
            DOOR: opportunity("referral", BY, AT, "asked: 2026-09-01"),
            JOB: opportunity("application", AT, "asked: 2026-02-20", "outcome: rejected", "closed: 2026-03-02"),
        },
        ["Ada: asked 2026-09-01"],
    ),
    (
        "one that came long after is another door",
        {
            DOOR: opportunity("referral", BY, AT, "asked: 2025-01-01", "stage: introduced"),
            JOB: opportunity("application", AT, VIA, "asked: 2026-09-20"),
        },
        ["Ada: applied 2026-09-20", "Ada: asked 2025-01-01, introduced some day"],
    ),
    (
        "a place without a note is the same by its name",
        {
            DOOR: opportunity("referral", BY, "organisation: globex", "asked: 2026-09-01"),
            JOB: opportunity("application", "organisation: Globex", "outcome: hired", "closed: 2026-11-02"),
        },
        ["Ada: asked 2026-09-01, hired 2026-11-02, owed"],
    ),
    (
        "a referral of no day is for the application at the same place",
        {
            DOOR: opportunity("referral", BY, AT, "stage: introduced"),
            JOB: opportunity("application", AT, "asked: 2026-09-20", "outcome: hired", "closed: 2026-11-02"),
        },
        ["Ada: introduced some day, hired 2026-11-02, owed"],
    ),
    (
        "whom they did not introduce was met, and whom they did is not yet",
        {
            JOB: opportunity("application", VIA, 'people: ["[[Grace]]", "[[Eva]]"]', "asked: 2026-10-01"),
            GRACE: contact(body="- 2026-09-28 call: looms\n"),
            "People/Eva.md": contact('introduced_by: "[[Ada]]"'),
        },
        ["Ada: applied 2026-10-01"],
    ),
    (
        "two who open one door",
        {
            JOB: opportunity("application", 'via: ["[[Ada]]", "[[Grace]]"]', "outcome: hired", "closed: 2026-11-02"),
            GRACE: contact(body="- 2026-11-04 call: told her\n"),
        },
        ["Ada: hired 2026-11-02, owed", "Grace: hired 2026-11-02, told 2026-11-04"],
    ),
    (
        "nothing is owed to whom you are no longer in touch with",
        {ADA: contact("ended: true"), DOOR: opportunity("referral", BY, "outcome: hired", "closed: 2026-10-16")},
        ["Ada: referred some day, hired 2026-10-16"],
    ),
    (
        "of somebody private nothing",
        {ADA: contact("private: true"), DOOR: opportunity("referral", BY, "asked: 2026-10-01")},
        [],
    ),
    ("of a private note nothing", {DOOR: opportunity("referral", BY, "asked: 2026-10-01", "private: true")}, []),
    (
        "of a note that is called after somebody private nothing",
        {"Opportunities/Eva Stone.md": opportunity("referral", BY), "People/Eva Stone.md": contact("private: true")},
        [],
    ),
    ("nor of oneself", {JOB: opportunity("application", 'via: "[[Robin]]"')}, []),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_opened_which_door(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert [say(one) for one in found(vault, notes)] == expected


def test_the_note_of_the_docs_is_read_as_they_say(vault: Path) -> None:
    page = (Path(__file__).parents[1] / "docs/referrals.md").read_text("utf-8")
    note = page.partition("```markdown\n---")[2].partition("```")[0]
    (one,) = found(vault, {JOB: f"---{note}", "People/Ada Lovelace.md": contact()})
    assert say(one) == (
        "Ada Lovelace: asked 2026-10-02, referred 2026-10-09, rejected 2026-11-17, told 2026-11-18, thanked 2026-11-18"
    )
    (one,) = found(vault, {JOB: f"---{note.partition('- 2026-11-18')[0]}"})
    assert one.is_owed


def test_what_is_owed_comes_first_then_what_is_open_and_the_newest_of_each(vault: Path) -> None:
    told = contact(body="- 2026-11-18 call: told her\n")
    closed = ("outcome: hired", "closed: 2026-11-01")
    notes = {
        "Opportunities/1.md": opportunity("application", 'via: "[[Grace]]"', *closed),
        "Opportunities/2.md": opportunity("application", 'via: "[[Grace]]"', "asked: 2026-01-01"),
        "Opportunities/3.md": opportunity("application", 'via: "[[Grace]]"', "asked: 2026-02-01"),
        "Opportunities/4.md": opportunity("application", VIA, *closed),
        GRACE: told,
    }
    assert [one.path[-4] for one in found(vault, notes)] == ["4", "3", "2", "1"]


# title, further notes, the organisation that is said
PLACES: list[tuple[str, dict[str, str], list[str]]] = [
    ("a place", {}, ["Globex"]),
    ("a place whose note is private", {"Globex.md": "---\nprivate: true\n---\n"}, [""]),
    ("somebody private", {"People/Globex.md": contact("private: true")}, [""]),
]


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES]
)
def test_a_place_that_is_private_is_not_named(
    notes: dict[str, str], expected: list[str], vault: Path
) -> None:
    every = found(vault, {JOB: opportunity("application", VIA, AT, "asked: 2026-10-01"), **notes})
    assert [one.where.value if one.where else "" for one in every] == expected


# --- what the page shows ---------------------------------------------------------------------------

# title, the notes, what is shown: the outcome, and what is owed
SHOWN: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = [
    ("open", {JOB: opportunity("application", VIA, "asked: 2024-10-01")}, [("", "")]),
    (
        "ended lately, in the owner's words",
        {JOB: opportunity("application", VIA, "outcome: 'got it, at last'", "closed: 2026-10-01")},
        [("got it, at last", "how it ended, and thanks")],
    ),
    (
        "ended long ago, and told then",
        {
            JOB: opportunity("application", VIA, "outcome: hired", "closed: 2025-10-01"),
            ADA: contact(body="- 2025-10-02 call: told her\n"),
        },
        [],
    ),
    (
        "ended long ago, and told lately",
        {
            JOB: opportunity("application", VIA, "outcome: hired", "closed: 2025-10-01"),
            ADA: contact(body="- 2026-10-02 call: told her\n"),
        },
        [("hired", "")],
    ),
    (
        "ended long ago, and never told",
        {JOB: opportunity("application", VIA, "outcome: hired", "closed: 2025-10-01")},
        [("hired", "how it ended, and thanks")],
    ),
    (
        "words that name somebody private",
        {
            JOB: opportunity("application", VIA, "outcome: 'rejected: for Eva Stone'", "closed: 2026-10-01"),
            "People/Eva Stone.md": contact("private: true"),
        },
        [("", "how it ended, and thanks")],
    ),
]


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN])
def test_what_the_page_shows(notes: dict[str, str], expected: list[tuple[str, str]], vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact(), **notes})
    with build.facts(vault, today=TODAY) as facts:
        rows = dashboard.part(facts.snapshot)
    leaves = [(one["outcome"], one["owed"]) for one in rows]
    assert [tuple(leaf.value if leaf else "" for leaf in pair) for pair in leaves] == expected
