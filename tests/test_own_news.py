"""What happened to the owner: notes in, news out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import TODAY
from vaultnet import build, own_news
from vaultnet.network import Snapshot

ME, OWN = 'me = "[[Robin]]"\n', "---\ntype: contact\n{}---\n"
GOAL = "---\ntype: goal\n{}---\n"
ADA = "---\ntype: contact\n---\n"
EVE = "---\ntype: contact\nprivate: true\n---\n"
TALK = '---\ntype: meeting\ndate: {}\nkind: coffee\npeople: ["[[Ada]]"]\nhelps: ["[[Lead]]"]\n---\nTalked.\n'


def shot(vault: Path, notes: dict[str, str]) -> Snapshot:
    vaults.put(vault, {"People/Ada.md": ADA, "People/Eve.md": EVE, **notes})
    with build.facts(vault, today=TODAY) as facts:
        return facts.snapshot


# title, notes, the news: day, in words, goal
CASES: list[tuple[str, dict[str, str], list[tuple[str, str, str]]]] = [
    (
        "a line of news, in plain words",
        {"Daily/2026-11-18.md": "news:: I got **the job** at [[Globex|Globex Ltd]]\n"},
        [("2026-11-18", "“I got the job at Globex Ltd”", "")],
    ),
    ("news of somebody else", {"Daily/2026-11-18.md": "news:: [[Ada]] got the job\n"}, []),
    ("news in somebody's own note", {"People/Ada.md": f"{ADA}- 2026-11-18 call. news:: a new job\n"}, []),
    ("news in a private note", {"People/Eve.md": f"{EVE}- 2026-11-18 call. news:: a new job\n"}, []),
    (
        "news in a private note of another type",
        {"Daily/2026-11-18.md": "---\nprivate: true\n---\nnews:: I am ill\n"},
        [],
    ),
    (
        "a private goal that was reached, and its steps",
        {
            "Goals/Lead.md": GOAL.format("private: true\n")
            + "- [x] Ask ✅ 2026-11-03\n- [x] Go ✅ 2026-11-04\n",
        },
        [],
    ),
    (
        "news in the note of a talk that helped a private goal belong to none",
        {
            "Goals/Lead.md": GOAL.format("private: true\n"),
            "Meetings/2026-11-03 Ada.md": TALK.format("2026-11-03") + "news:: they want me\n",
        },
        [("2026-11-03", "“they want me”", "")],
    ),
    ("news of a day to come", {"Daily/2026-11-21.md": "news:: I start today\n"}, []),
    ("news without a day", {"Thoughts.md": "news:: I got the job\n"}, []),
    (
        "long news is cut at a word's end",
        {"Daily/2026-11-18.md": f"news:: {'word ' * 30}\n"},
        [("2026-11-18", f"“{'word ' * 27}word…”", "")],
    ),
    (
        "news in the note of a talk that helped a goal belong to the goal",
        {
            "Goals/Lead.md": GOAL.format(""),
            "Meetings/2026-11-03 Ada.md": TALK.format("2026-11-03") + "news:: they want me to lead\n",
        },
        [("2026-11-03", "“they want me to lead”", "Goals/Lead.md")],
    ),
    (
        "news that name a goal belong to it",
        {
            "Goals/Lead.md": GOAL.format(""),
            "Daily/2026-11-18.md": "news:: [[Lead]]: two people report to me\n",
        },
        [("2026-11-18", "“Lead: two people report to me”", "Goals/Lead.md")],
    ),
    (
        "a step that was ticked on a day",
        {"Goals/Lead.md": GOAL.format("") + "- [x] Say it out loud ✅ 2026-11-02\n- [ ] Hire one person\n"},
        [("2026-11-02", "you finished “Say it out loud”", "Goals/Lead.md")],
    ),
    ("a step without a day", {"Goals/Lead.md": GOAL.format("") + "- [x] Say it\n- [ ] Hire one\n"}, []),
    (
        "a step of a goal that was dropped",
        {"Goals/Lead.md": GOAL.format("status: dropped\n") + "- [x] Say it ✅ 2026-11-02\n"},
        [],
    ),
    (
        "a step that names somebody private",
        {"Goals/Lead.md": GOAL.format("") + "- [x] Ask [[Eve]] ✅ 2026-11-02\n- [ ] Hire one\n"},
        [],
    ),
    (
        "the last step is the goal",
        {"Goals/Lead.md": GOAL.format("") + "- [x] Say it ✅ 2026-11-02\n- [x] Hire one ✅ 2026-11-09\n"},
        [
            ("2026-11-09", "you reached “Lead”", "Goals/Lead.md"),
            ("2026-11-02", "you finished “Say it”", "Goals/Lead.md"),
        ],
    ),
    (
        "all steps are done, one without a day: since when the goal is reached can't be told",
        {"Goals/Lead.md": GOAL.format("") + "- [x] Say it ✅ 2026-11-02\n- [x] Hire one\n"},
        [("2026-11-02", "you finished “Say it”", "Goals/Lead.md")],
    ),
    (
        "as many talks as the target asks, and one more",
        {
            "Goals/Lead.md": GOAL.format("target: 2\n"),
            **{
                f"Meetings/{day} Ada.md": TALK.format(day)
                for day in ("2026-11-03", "2026-11-05", "2026-11-12")
            },
        },
        [("2026-11-05", "you reached “Lead”", "Goals/Lead.md")],
    ),
    (
        "more than two talks and a half are three",
        {
            "Goals/Lead.md": GOAL.format("target: 2.5\n"),
            **{
                f"Meetings/{day} Ada.md": TALK.format(day)
                for day in ("2026-11-03", "2026-11-05", "2026-11-12")
            },
        },
        [("2026-11-12", "you reached “Lead”", "Goals/Lead.md")],
    ),
    (
        "a goal that is said to be done, on the last day that helped it",
        {
            "Goals/Lead.md": GOAL.format("target: 20\nstatus: achieved\n"),
            "Meetings/2026-11-03 Ada.md": TALK.format("2026-11-03"),
        },
        [("2026-11-03", "you reached “Lead”", "Goals/Lead.md")],
    ),
    ("a goal that is done, nobody knows when", {"Goals/Lead.md": GOAL.format("status: done\n")}, []),
    (
        "a goal that rests is not reached",
        {
            "Goals/Lead.md": GOAL.format("target: 1\nstatus: paused\n"),
            "Meetings/2026-11-03 Ada.md": TALK.format("2026-11-03"),
        },
        [],
    ),
    (
        "a new role of one's own, as the own note says",
        {"vaultnet.toml": ME, "Robin.md": OWN.format("role: Team Lead\nrole_since: 2026-11-02\n")},
        [("2026-11-02", "you became “Team Lead”", "")],
    ),
    (
        "a role that begins on a day to come",
        {"vaultnet.toml": ME, "Robin.md": OWN.format("role: Team Lead\nrole_since: 2027-01-01\n")},
        [],
    ),
    (
        "a role, nobody knows since when",
        {"vaultnet.toml": ME, "Robin.md": OWN.format("role: Team Lead\n")},
        [],
    ),
    (
        "a role in an own note that is private",
        {
            "vaultnet.toml": ME,
            "Robin.md": OWN.format("role: Team Lead\nrole_since: 2026-11-02\nprivate: true\n"),
        },
        [],
    ),
    (
        "somebody else's new role",
        {"People/Ada.md": OWN.format("role: Team Lead\nrole_since: 2026-11-02\n")},
        [],
    ),
    (
        "the newest comes first",
        {
            "Goals/Lead.md": GOAL.format("") + "- [x] Say it ✅ 2026-11-02\n- [ ] Hire one\n",
            "Daily/2026-10-18.md": "news:: moved house\n",
            "Daily/2026-11-02.md": "news:: bought a boat\n",
        },
        [
            ("2026-11-02", "you finished “Say it”", "Goals/Lead.md"),
            ("2026-11-02", "“bought a boat”", ""),
            ("2026-10-18", "“moved house”", ""),
        ],
    ),
]


@pytest.mark.parametrize(("notes", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_happened(notes: dict[str, str], expected: list[tuple[str, str, str]], vault: Path) -> None:
    found = own_news.of(shot(vault, notes))
    assert [(one.day, own_news.say(one), one.goal) for one in found] == expected
    for one in found:
        line = (vault / one.source.path).read_text("utf-8").split("\n")[one.source.line - 1]
        assert one.source.quote
        assert one.source.quote in line or one.source.quote in one.source.path


DAYS = {f"Daily/{day}.md": f"news:: it is {day}\n" for day in ("2025-11-19", "2025-11-21", "2026-10-01")}
# title, Ada's log, the days of what happened since
SINCE = [
    ("after the day itself", "- 2026-10-01 call\n", []),
    ("since the last time", "- 2026-09-30 call\n", ["2026-10-01"]),
    ("also from long ago", "- 2025-11-01 call\n", ["2026-10-01", "2025-11-21", "2025-11-19"]),
    ("within a year, if you never were", "", ["2026-10-01", "2025-11-21"]),
]


@pytest.mark.parametrize(("log", "expected"), [pytest.param(*case[1:], id=case[0]) for case in SINCE])
def test_what_happened_since(log: str, expected: list[str], vault: Path) -> None:
    snapshot = shot(vault, {**DAYS, "People/Ada.md": ADA + log})
    ada = snapshot.contacts[0]
    assert [one.day for one in own_news.since(snapshot, ada)] == expected
    assert [one.day for one in own_news.since(snapshot, ada, most=1)] == expected[:1]
