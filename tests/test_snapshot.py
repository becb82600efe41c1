"""The facts as of a day, read out of the index: who, when, what is planned, and what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.vaults import SMALL, TODAY, put
from vaultnet import build as building
from vaultnet.goals import standing
from vaultnet.model import note_name
from vaultnet.network import Snapshot, Summary

CONTACT = "---\ntype: contact\n---\n"


def shot(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> Snapshot:
    put(vault, notes)
    with building.facts(vault, today=today) as facts:
        return facts.snapshot


def ada(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> Summary:
    (found,) = shot(vault, {"People/Ada.md": CONTACT, **notes}, today).contacts
    return found


def test_what_a_vault_comes_to(vault: Path) -> None:
    snapshot = shot(vault, SMALL)
    assert snapshot.today == TODAY
    assert snapshot.notes == 5
    assert [contact.name for contact in snapshot.contacts] == ["Ada Lovelace", "Grace Hopper"]
    lovelace, hopper = snapshot.contacts
    assert [(trace.day, trace.kind) for trace in lovelace.recent] == [
        ("2026-10-01", "coffee"),
        ("2026-09-02", "letter"),
    ]
    assert lovelace.last == lovelace.recent[0]
    assert (lovelace.interactions, hopper.interactions) == (2, 1)
    assert hopper.first("cadence") is not None
    assert hopper.first("tier") is None
    (goal,) = snapshot.goals
    assert [step.text for step in goal.milestones] == ["Say it out loud", "Hire one person"]
    assert [(trace.contact, trace.day) for trace in goal.helped] == [("People/Ada Lovelace.md", "2026-10-01")]
    (promise,) = snapshot.promises
    assert (promise.contact, promise.due, promise.theirs) == ("People/Ada Lovelace.md", "2026-11-19", False)


def test_other_names_are_known_in_the_order_of_the_note(vault: Path) -> None:
    found = ada(vault, {"People/Ada.md": "---\ntype: contact\naliases: [Lovelace, the Countess]\n---\n"})
    assert found.aliases == ("Lovelace", "the Countess")


def test_which_notes_are_private_whatever_their_type(vault: Path) -> None:
    private = "---\n{}private: true\n---\n"
    notes = {
        "People/Ada.md": private.format("type: contact\n"),
        "Events/Fair.md": private.format("type: event\n"),
        "Daily/2026-11-03.md": private.format(""),
        "Daily/2026-11-04.md": "private:: true\n",
    }
    assert shot(vault, notes).private == set(notes) - {"Daily/2026-11-04.md"}


def test_an_empty_vault_comes_to_nothing(vault: Path) -> None:
    snapshot = shot(vault, {})
    assert (snapshot.contacts, snapshot.goals, snapshot.promises, snapshot.occasions) == ((), (), (), ())
    assert (snapshot.notes, dict(snapshot.names)) == (0, {})


DAYS = [
    ("the day before", TODAY - timedelta(1), ["2026-11-19"], []),
    ("the day itself", TODAY, ["2026-11-20", "2026-11-19"], []),
    ("long before", date(2026, 1, 1), [], ["2026-11-19", "2026-11-20"]),
]


@pytest.mark.parametrize(("title", "today", "past", "ahead"), DAYS, ids=[case[0] for case in DAYS])
def test_what_was_and_what_will_be_depends_on_the_day(
    title: str, today: date, past: list[str], ahead: list[str], vault: Path
) -> None:
    notes = {f"Daily/2026-11-{day}.md": "Call with [[Ada]].\n" for day in (19, 20)}
    found = ada(vault, notes, today)
    assert [trace.day for trace in found.recent] == past
    if title == "the day before":
        ahead = ["2026-11-20"]
    assert [trace.day for trace in found.plans] == ahead
    assert found.interactions == len(past)


def test_several_traces_of_a_day_are_one_and_the_strongest_counts(vault: Path) -> None:
    found = ada(vault, {
        "Daily/2026-11-02.md": "Thought of [[Ada]].\n",
        "Meetings/2026-11-02 Lunch.md": '---\ntype: meeting\nkind: meal\npeople: ["[[Ada]]"]\n---\nLooms.\n',
    })  # fmt: skip
    assert [(trace.day, trace.kind) for trace in found.recent] == [("2026-11-02", "meal")]
    assert found.interactions == 1


def test_only_the_last_twelve_days_in_touch_are_kept_and_all_are_counted(vault: Path) -> None:
    found = ada(vault, {f"Daily/2026-10-{day:02}.md": "Call with [[Ada]].\n" for day in range(1, 16)})
    assert found.interactions == 15
    assert [trace.day for trace in found.recent] == [f"2026-10-{day:02}" for day in range(15, 3, -1)]


def test_further_days_in_touch_are_kept_as_far_as_they_lie_within_the_year(vault: Path) -> None:
    days = [f"{year}-{month:02}-16" for year in (2025, 2026) for month in range(1, 13)]
    found = ada(vault, {f"Daily/{day}.md": "Call with [[Ada]].\n" for day in days}, date(2026, 12, 31))
    assert [trace.day for trace in found.earlier] == []
    found = ada(vault, {"Daily/2026-12-15.md": "Call with [[Ada]].\n"}, date(2026, 12, 31))
    assert [trace.day for trace in found.recent[-2:]] == ["2026-03-16", "2026-02-16"]
    assert [trace.day for trace in found.earlier] == ["2026-01-16"]
    assert found.interactions == 25


def test_a_message_waits_until_there_is_an_answer(vault: Path) -> None:
    sent = "- 2026-11-02 sent: the paper\n- 2026-11-02 sent: and a note\n- 2026-11-09 sent: once more\n"
    found = ada(vault, {"People/Ada.md": CONTACT + sent})
    assert [trace.day for trace in found.sent] == ["2026-11-09", "2026-11-02"]
    assert found.recent == ()
    found = ada(vault, {"People/Ada.md": CONTACT + sent + "- 2026-11-05 call: thanks\n"})
    assert [trace.day for trace in found.sent] == ["2026-11-09"]


# title, a contact's properties, whether it is known that they mean to be tracked
MISREAD = [
    ("neither a tier nor a cadence", "company: Analytical Engines", False),
    ("a tier", "tier: close", False),
    ("a tier that there is not", "tier: causal", True),
    ("a cadence that is none", "cadence: banana", True),
    ("another slip", "birthday: 30 February", False),
    ("properties that can't be read", "tier: [close", True),
]


@pytest.mark.parametrize(
    ("told", "misread"), [case[1:] for case in MISREAD], ids=[case[0] for case in MISREAD]
)
def test_a_tier_that_cannot_be_read_is_not_one_that_is_not_set(
    vault: Path, told: str, *, misread: bool
) -> None:
    assert ada(vault, {"People/Ada.md": f"---\n{told}\n---\n"}).is_misread == misread


def test_plans_are_one_a_day_and_earliest_first(vault: Path) -> None:
    found = ada(vault, {
        "Meetings/2026-12-09 Ada.md": '---\ntype: meeting\nkind: call\npeople: ["[[Ada]]"]\n---\n',
        "Meetings/2026-12-01 Ada.md": '---\ntype: meeting\nkind: coffee\npeople: ["[[Ada]]"]\n---\n',
        "Daily/2026-12-01.md": "See [[Ada]].\n",
    })  # fmt: skip
    assert [(trace.day, trace.kind) for trace in found.plans] == [
        ("2026-12-01", "coffee"),
        ("2026-12-09", "call"),
    ]


def test_a_goal_is_helped_once_a_contact_and_day(vault: Path) -> None:
    meeting = '---\ntype: meeting\nkind: {}\npeople: ["[[Ada]]", "[[Ida]]"]\nhelps: "[[Lead]]"\n---\nLooms.\n'
    snapshot = shot(vault, {
        "People/Ada.md": CONTACT,
        "People/Ida.md": CONTACT,
        "Goals/Lead.md": "---\ntype: goal\n---\n",
        "Meetings/2026-11-02 a.md": meeting.format("coffee"),
        "Meetings/2026-11-02 b.md": meeting.format("call"),
        "Meetings/2026-11-30 c.md": meeting.format("call"),
    })  # fmt: skip
    (goal,) = snapshot.goals
    assert [(trace.contact, trace.day) for trace in goal.helped] == [
        ("People/Ada.md", "2026-11-02"),
        ("People/Ida.md", "2026-11-02"),
    ]
    assert len({trace.kind for trace in goal.helped}) == 1
    assert [trace.day for trace in goal.planned] == ["2026-11-30", "2026-11-30"]


def test_a_private_goal_has_no_words(vault: Path) -> None:
    told = "type: goal\nstatus: paused\nbecause: I am ill\nneeds: a doctor\nhorizon: long\nprivate: true\n"
    (goal,) = shot(vault, {"Goals/Rest.md": f"---\n{told}---\n- [ ] Tell the boss\n"}).goals
    assert set(goal.fields) == {"status", "horizon"}
    assert [step.text for step in goal.milestones] == [""]


TICK = '---\ntype: meeting\ndate: {}\nkind: {}\npeople: ["[[Ada]]"]\ntick: 2026-11-18 Ada\n---\n'
HELPS = TICK.replace("tick:", 'helps: "[[Lead]]"\ntick:')


def test_several_notes_of_one_tick_are_one_interaction_on_whichever_days(vault: Path) -> None:
    notes = {
        "People/Ada.md": CONTACT,
        "Goals/Lead.md": "---\ntype: goal\n---\n",
        "Log/a.md": TICK.format("2026-11-18", "call"),
        "Log/b.md": TICK.format("2026-11-17", "coffee"),
        "Log/c.md": HELPS.format("2026-11-16", "call"),
        "Log/d.md": HELPS.format("2026-11-15", "call"),
    }
    put(vault, notes)
    with building.facts(vault, today=TODAY) as facts:
        (found,) = facts.snapshot.contacts
        (goal,) = facts.snapshot.goals
        views = {
            view: facts.query(f"select day, kind, path from {view} order by path")[1]
            for view in ("interactions", "ticks")
        }
    assert [(trace.day, trace.kind, trace.tick) for trace in found.recent] == [
        ("2026-11-17", "coffee", "2026-11-18")
    ]
    assert found.interactions == 1
    assert [trace.day for trace in goal.helped] == ["2026-11-15"], "of those that help it, the earliest"
    assert views["interactions"] == [("2026-11-17", "coffee", "Log/b.md")]
    assert [path for _, _, path in views["ticks"]] == ["Log/a.md", "Log/b.md", "Log/c.md", "Log/d.md"]


def test_a_tick_counts_as_of_the_day_that_is_asked_for(vault: Path) -> None:
    notes = {
        "Log/a.md": TICK.format("2026-11-18", "call"),
        "Log/b.md": TICK.format("2026-11-19", "coffee"),
    }
    for today, kinds in ((TODAY, ["coffee"]), (date(2026, 11, 18), ["call"]), (date(2026, 11, 17), [])):
        assert [trace.kind for trace in ada(vault, notes, today).recent] == kinds


def test_two_notes_with_the_same_day_and_other_ticks_are_one_day(vault: Path) -> None:
    other = TICK.replace("tick: 2026-11-18", "tick: 2026-11-17")
    notes = {"Log/a.md": TICK.format("2026-11-18", "call"), "Log/b.md": other.format("2026-11-18", "coffee")}
    assert [(trace.day, trace.kind) for trace in ada(vault, notes).recent] == [("2026-11-18", "coffee")]


def test_what_was_taken_in_today_is_known(vault: Path) -> None:
    notes = {
        "People/Ada.md": CONTACT,
        "People/Robin.md": CONTACT,
        "vaultnet.toml": 'me = "[[Robin]]"\n',
        "Log/a.md": TICK.format("2026-11-18", "call"),
        "Log/b.md": TICK.format("2026-11-17", "coffee"),
        "Log/c.md": TICK.replace("[[Ada]]", "[[Robin]]").format("2026-11-17", "coffee"),
    }
    assert [trace.path for trace in shot(vault, notes, date(2026, 11, 18)).ticked] == ["Log/b.md"]
    assert shot(vault, notes, TODAY).ticked == ()


def test_the_owner_is_no_contact_and_promises_oneself_nothing(vault: Path) -> None:
    notes = {
        "vaultnet.toml": 'me = "[[Robin]]"\n',
        "People/Robin.md": CONTACT,
        "People/Ada.md": CONTACT,
        "Daily/2026-11-02.md": "- [ ] Ask [[Robin]]\n- [ ] Write to [[Ada]]\n",
    }
    snapshot = shot(vault, notes)
    assert [contact.name for contact in snapshot.contacts] == ["Ada"]
    assert [promise.contact for promise in snapshot.promises] == ["People/Ada.md"]


def test_occasions_are_notes_of_the_other_types(vault: Path) -> None:
    snapshot = shot(vault, {
        **SMALL,
        "Events/Meetup.md": "---\ntype: event\ndate: 2026-11-25\n---\n",
        "Organisations/Globex.md": "---\ntype: organisation\n---\n",
    })  # fmt: skip
    assert [(one.name, one.type) for one in snapshot.occasions] == [
        ("Meetup", "event"),
        ("Globex", "organisation"),
    ]
    assert snapshot.occasions[0].fields["date"][0].value == "2026-11-25"


def test_where_the_links_of_goals_and_occasions_lead_is_what_links_say(vault: Path) -> None:
    """An alias is followed, and of two that share a name the nearest is meant, as everywhere else."""
    snapshot = shot(vault, {
        "Goals/Grow.md": "---\ntype: goal\naliases: [Gee]\n---\n",
        "Goals/A.md": '---\ntype: goal\nparent: "[[Gee]]"\nhelps: "[[Nobody]]"\n---\nSee [[Ada]].\n',
        "People/Ada.md": CONTACT,
        "Work/People/Ada.md": CONTACT,
        "Work/Fair.md": '---\ntype: event\ndate: 2026-11-25\npeople: ["[[Ada]]"]\n---\n',
    })  # fmt: skip
    assert {goal.name: dict(goal.links) for goal in snapshot.goals} == {
        "A": {"Gee": "Goals/Grow.md"},
        "Grow": {},
    }
    assert [dict(one.links) for one in snapshot.occasions] == [{"Ada": "Work/People/Ada.md"}]
    assert [one.name for one in standing(snapshot.goals[0], TODAY, snapshot.goals).parents] == ["Grow"]


def test_where_the_links_of_a_contacts_fields_lead_is_what_links_say(vault: Path) -> None:
    fields = 'introduced_by: "[[Countess]]"\nhelps_with: "[[Nothing]]"\n'
    found = shot(vault, {
        "People/Ada.md": "---\ntype: contact\naliases: [Countess]\n---\n",
        "People/Grace.md": f"---\ntype: contact\n{fields}---\nSee [[Ada]].\n",
    }).contacts  # fmt: skip
    assert [dict(one.links) for one in found] == [{}, {"Countess": "People/Ada.md"}]


def test_link_texts_are_worked_out_when_they_are_asked_for(vault: Path) -> None:
    names = shot(vault, {"People/Ada.md": CONTACT, "A/Note.md": "", "B/Note.md": ""}).names
    assert names["People/Ada.md"] == "Ada"
    assert {names["A/Note.md"], names["B/Note.md"]} & {"A/Note", "B/Note"}
    assert set(names) == {"People/Ada.md", "A/Note.md", "B/Note.md"}
    assert len(names) == 3
    assert names.get("Nowhere.md") is None
    with pytest.raises(KeyError):
        names["Nowhere.md"]


# --- what notes tell line by line --------------------------------------------------------------------

PEOPLE = {"People/Ada.md": CONTACT, "People/Grace.md": CONTACT}
CLIPPING = "---\nsource: https://example.org/a\ncreated: 2026-11-18\ntags:\n  - clippings\n  - sailing\n---\n"

PASSED = [
    ("an empty meeting of yesterday", {"Meetings/2026-11-19 Ada.md": ""}, ["2026-11-19"]),
    ("one that lies two weeks back", {"Meetings/2026-11-06 Ada.md": ""}, ["2026-11-06"]),
    ("one that lies longer back", {"Meetings/2026-11-05 Ada.md": ""}, []),
    ("one of today may still be written", {"Meetings/2026-11-20 Ada.md": ""}, []),
    ("one that was written", {"Meetings/2026-11-19 Ada.md": "We talked."}, []),
]


@pytest.mark.parametrize(("title", "notes", "days"), PASSED)
def test_meetings_whose_notes_are_still_empty(
    title: str, notes: dict[str, str], days: list[str], vault: Path
) -> None:
    head = '---\ntype: meeting\npeople: ["[[Ada]]"]\n---\n'
    assert [one.day for one in ada(vault, {path: head + text for path, text in notes.items()}).passed] == days


LEDGER = [
    ("news of the owner's own", {"Daily/2026-11-18.md": "news:: a new job\n"}, [("news", "", "a new job")]),
    (
        "theirs",
        {"Daily/2026-11-18.md": "news:: [[Ada]] has a new job\n"},
        [("news", "People/Ada.md", "[[Ada]] has a new job")],
    ),
    ("of a day to come", {"Daily/2026-11-21.md": "news:: a new job\n"}, []),
    ("without a day", {"Thoughts.md": "share:: a song\n"}, [("share", "", "a song")]),
    ("a clipping", {"Clippings/On boats.md": CLIPPING}, [("clip", "", "On boats #sailing")]),
    ("one without tags", {"Clippings/On boats.md": CLIPPING.replace("  - sailing\n", "")}, []),
    ("a note with tags and no address", {"Boats.md": "---\ntags: [sailing]\n---\n"}, []),
    ("a contact with an address", {"People/B.md": CLIPPING.replace("source", "type: contact\nsource")}, []),
]


@pytest.mark.parametrize(("title", "notes", "lines"), LEDGER)
def test_the_ledger(
    title: str, notes: dict[str, str], lines: list[tuple[str, str, str]], vault: Path
) -> None:
    found = shot(vault, {**PEOPLE, **notes}).ledger
    assert [(one.kind, one.contact, one.text) for one in found] == lines


def test_a_clipping_has_the_day_on_which_it_was_made(vault: Path) -> None:
    (line,) = shot(vault, {"Clippings/On boats.md": CLIPPING}).ledger
    assert (line.day, line.line) == ("2026-11-18", 6)


TAGGED = [
    ("advice", "- [x] #advice [[Ada]] try a smaller team ✅ 2026-11-01\n", ("advice", ["Ada"], "x", True)),
    (
        "an introduction",
        "- [ ] #intro [[Ada]] ↔ [[Grace]] (Ada yes)\n",
        ("intro", ["Ada", "Grace"], " ", True),
    ),
    ("the other way round", "- [ ] #intro [[Grace]] ↔ [[Ada]]\n", ("intro", ["Grace", "Ada"], " ", True)),
    ("another tag", "- [ ] #waiting [[Ada]] writes\n", None),
    ("nobody", "- [ ] #advice somebody said\n", None),
    ("no task", "#advice [[Ada]] try\n", None),
]


@pytest.mark.parametrize(("title", "text", "expected"), TAGGED)
def test_tasks_with_a_tag(
    title: str, text: str, expected: tuple[str, list[str], str, bool] | None, vault: Path
) -> None:
    found = [
        (one.tag, [path[7:-3] for path in one.contacts], one.status, bool(one.text))
        for one in shot(vault, {**PEOPLE, "Daily/2026-11-01.md": text}).tagged
    ]
    assert found == ([expected] if expected else [])


def test_a_task_in_a_contacts_own_note_and_one_on_somebody_private(vault: Path) -> None:
    notes = {
        "People/Ada.md": f"{CONTACT}- [x] #advice read more ✅ 2026-11-01\n\n> - [x] #advice eat ✅ 2026-11-01\n",
        "People/Eve.md": "---\ntype: contact\nprivate: true\n---\n",
        "Daily/2026-11-01.md": "- [ ] #advice [[Eve]] leave\n",
    }
    secret, own = shot(vault, notes).tagged
    assert (own.contacts, own.text, own.done) == (("People/Ada.md",), "#advice read more", "2026-11-01")
    assert (secret.contacts, secret.text) == (("People/Eve.md",), "")


ONE_PERSON = "---\ntype: meeting\nattendees: {people}\n{more}---\n{task}\n"
ADVICE = "- [ ] #advice try a smaller team"
IN_A_MEETING = [
    ("with one person", ('["[[Ada]]"]', "", ADVICE), [(["Ada"], "#advice try a smaller team")]),
    ("with one person and me", ('["[[Me]]", "[[Ada]]"]', "", ADVICE), [(["Ada"], "#advice try a smaller team")]),
    ("who is named twice", ('["[[Ada]]", "[[Ada|her]]"]', "", ADVICE), [(["Ada"], "#advice try a smaller team")]),
    ("with two", ('["[[Ada]]", "[[Grace]]"]', "", ADVICE), []),
    ("with nobody who has a note", ('["[[Somebody]]"]', "", ADVICE), []),
    ("of somebody who is linked", ('["[[Ada]]"]', "", "- [ ] #advice [[Grace]] try"), [(["Grace"], "#advice [[Grace]] try")]),
    ("about a note that is no contact's", ('["[[Ada]]"]', "", "- [ ] #advice read [[On boats]]"), [(["Ada"], "#advice read [[On boats]]")]),
    ("in a quote", ('["[[Ada]]"]', "", f"> {ADVICE}"), []),
    ("with somebody private", ('["[[Eve]]"]', "", ADVICE), [(["Eve"], "")]),
    ("in a private note", ('["[[Ada]]"]', "private: true\n", ADVICE), [(["Ada"], "")]),
    ("no advice", ('["[[Ada]]"]', "", "- [ ] #intro somebody"), []),
    ("nobody's who is named elsewhere", ("[]\nvia: '[[Ada]]'", "", ADVICE), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("meeting", "expected"), [case[1:] for case in IN_A_MEETING], ids=[case[0] for case in IN_A_MEETING]
)
def test_advice_in_a_meeting_is_that_of_the_only_person(
    meeting: tuple[str, str, str], expected: list[tuple[list[str], str]], vault: Path
) -> None:
    people, more, task = meeting
    notes = {
        **PEOPLE,
        "vaultnet.toml": 'me = "[[Me]]"\n',
        "Me.md": CONTACT,
        "People/Eve.md": "---\ntype: contact\nprivate: true\n---\n",
        "On boats.md": "",
        "Meetings/2026-11-02 One.md": ONE_PERSON.format(people=people, more=more, task=task),
    }
    found = shot(vault, notes).tagged
    assert [([path[7:-3] for path in one.contacts], one.text) for one in found] == expected


def test_the_owner_is_nobody_to_tell_news_of(vault: Path) -> None:
    notes = {
        "Me.md": CONTACT,
        "vaultnet.toml": 'me = "[[Me]]"\n',
        "Daily/2026-11-01.md": "news:: [[Me]] has a new job\n",
    }
    (line,) = shot(vault, notes).ledger
    assert line.contact == ""


PEOPLE = {f"People/{name}.md": CONTACT for name in ("Ada", "Grace", "Mary")}
GATHERINGS = [
    (
        "a meeting of two",
        '---\ntype: meeting\ndate: 2026-11-02\nkind: coffee\npeople: ["[[Grace]]", "[[Ada]]"]\n---\nLooms.\n',
        [("2026-11-02", "coffee", ["Ada", "Grace"])],
    ),
    ("with one it is none", '---\ntype: meeting\ndate: 2026-11-02\npeople: ["[[Ada]]"]\n---\nLooms.\n', []),
    ("a plan", '---\ntype: meeting\ndate: 2026-12-02\npeople: ["[[Grace]]", "[[Ada]]"]\n---\nLooms.\n', []),
    (
        "who was met at an event",
        "---\ntype: event\ndate: 2026-11-02\n---\n[[Ada]] and [[Grace]].\n",
        [("2026-11-02", "event", ["Ada", "Grace"])],
    ),
    (
        "who was expected there",
        '---\ntype: event\ndate: 2026-11-02\npeople: ["[[Ada]]", "[[Grace]]"]\n---\nx\n',
        [],
    ),
    (
        "two names on one day of a diary are none",
        "---\ndate: 2026-11-02\n---\nMet [[Ada]]. Called [[Grace]].\n",
        [],
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), GATHERINGS, ids=[case[0] for case in GATHERINGS])
def test_who_was_there_together(
    vault: Path, title: str, text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    found = shot(vault, {**PEOPLE, "Note.md": text}).gatherings
    assert [(one.day, one.kind, [note_name(path) for path in one.people]) for one in found] == expected


def test_a_debrief_with_whom_its_lines_link(vault: Path) -> None:
    text = "---\ntype: event\ndate: 2026-11-02\n---\n## Met\n- [[Ada]] and [[Grace]]: looms\n- Luigi, Turin\n"
    found = shot(vault, {**PEOPLE, "Events/Fair.md": text}).met
    assert [(one.line, one.text, one.contact) for one in found] == [
        (6, "[[Ada]] and [[Grace]]: looms", "People/Ada.md"),
        (7, "Luigi, Turin", ""),
    ]


def test_a_line_of_a_debrief_that_begins_with_a_name_is_not_about_whom_it_links(vault: Path) -> None:
    text = "---\ntype: event\ndate: 2026-11-02\n---\n## Met\n- Kim Park: ops; promised:: meeting [[Ada]]\n- **[[Grace]]**: looms\n"
    found = shot(vault, {**PEOPLE, "Events/Fair.md": text})
    assert [one.contact for one in found.met] == ["", "People/Grace.md"]
    assert [(one.kind, one.contact) for one in found.ledger] == [("promised", "")]
    assert [contact.name for contact in found.contacts if contact.recent] == ["Grace"]


def test_the_words_of_a_debrief_that_are_quoted_nowhere(vault: Path) -> None:
    private = {"People/Mary.md": "---\ntype: contact\nprivate: true\n---\n"}
    told = "---\ntype: event\ndate: 2026-11-02\n{}---\n## Met\n- [[Mary]]: x\n- [[Ada]]: y\n"
    events = {"Events/Fair.md": told.format(""), "Events/Own.md": told.format("private: true\n")}
    found = shot(vault, {**PEOPLE, **private, **events}).met
    assert [(note_name(one.path), one.text) for one in found] == [
        ("Fair", ""),
        ("Fair", "[[Ada]]: y"),
        ("Own", ""),
        ("Own", ""),
    ]


def test_the_tasks_of_a_project(vault: Path) -> None:
    text = "---\ntype: project\n---\n- [x] Contents ✅ 2026-10-30\n- [ ] Index\n> - [ ] not mine\n"
    (found,) = shot(vault, {"Projects/Book.md": text}).occasions
    assert [(one.status, one.text, one.done) for one in found.tasks] == [
        ("x", "Contents", "2026-10-30"),
        (" ", "Index", ""),
    ]
