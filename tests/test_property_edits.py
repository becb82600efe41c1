"""What `set`, `snooze`, `skip` and `track` do to a note: cases as data, and the commands themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import vaults
from vaultnet import plugins
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.facts import Facts
from vaultnet.network import Snapshot
from vaultnet.operation import Operation
from vaultnet.planners import property_edits
from vaultnet.planners.asked import Pair, parse_pair
from vaultnet.planners.property_edits import Pace, parse_pace
from vaultnet.values import normal

ADA = "People/Ada Lovelace.md"
BODY = "Met at the evening on looms.\n"


def facts_of(config: Config | None = None) -> Facts:
    return Facts(
        Path("vault"), vaults.TODAY, config or Config(), plugins.load(), Snapshot({}), (), (), None, ""  # type: ignore[arg-type]
    )  # fmt: skip


def asked(arguments: Sequence[str]) -> list[Pair]:
    found = [parse_pair(one) for one in arguments]
    return [one for one in found if one is not None]


def note(front: str) -> bytes:
    return f"---\ntype: contact\n{front}---\n{BODY}".encode()


def after(planned: Operation, before: bytes) -> str:
    """The properties after an operation, without the type."""
    assert not planned.refused, planned.refused
    data = planned.changes[0].after if planned.changes else before
    assert data is not None
    return data.decode().removeprefix("---\ntype: contact\n").removesuffix(f"---\n{BODY}")


SET: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("a text", "", ("role=Chief of looms",), "role: Chief of looms\n"),
    ("a text that is there", "role: 'x' # c\n", ("role=CTO",), "role: 'CTO' # c\n"),
    ("two at once", "role: x\n", ("tier=close", "role=CTO"), "role: CTO\ntier: close\n"),
    ("a synonym is there", "Job Title: x\n", ("role=CTO",), "Job Title: CTO\n"),
    ("a synonym is asked for", "role: x\n", ("job-title=CTO",), "role: CTO\n"),
    ("a synonym is asked for and nothing there", "", ("job-title=CTO",), "role: CTO\n"),
    ("the title is the name", "title: Ada Lovelace\n", ("role=CTO",), "title: Ada Lovelace\nrole: CTO\n"),
    ("a day", "", ("first_met=2026-01-02",), "first_met: 2026-01-02\n"),
    ("a birthday", "", ("birthday=05-02",), "birthday: 05-02\n"),
    ("a day in words", "", ("first_met=yesterday",), "first_met: 2026-11-19\n"),
    ("a day to come in words", "", ("snooze=in 2 weeks",), "snooze: 2026-12-04\n"),
    ("a word that is a day, of a text", "", ("role=today",), "role: today\n"),
    ("a flag", "", ("private=yes",), "private: true\n"),
    ("a flag or a day, as a flag", "", ("paused=off",), "paused: false\n"),
    ("a flag or a day, as a day", "", ("paused=2027-01-02",), "paused: 2027-01-02\n"),
    ("a cadence in days", "", ("cadence=45",), "cadence: 45\n"),
    ("a cadence", "", ("cadence=6w",), "cadence: 6w\n"),
    ("a list", "", ("email=ada@example.com",), "email: [ada@example.com]\n"),
    ("a list of two", "", ("phone=007", "phone=+49 30"), 'phone: ["007", "+49 30"]\n'),
    ("a list in brackets", "", ("interests=[looms, 5]",), 'interests: [looms, "5"]\n'),
    ("phrases", "", ("teaches=SQL, hiring",), "teaches: [SQL, hiring]\n"),
    ("phrases in brackets, with a link", "", ("interests=[looms, [[Tea, black]]]",), 'interests: [looms, "[[Tea, black]]"]\n'),
    ("phrases where one is", "learns: looms\n", ("learns=SQL; hiring",), "learns: [SQL, hiring]\n"),
    ("phrases are added", "teaches: [looms]\n", ("teaches+=SQL, hiring",), "teaches: [looms, SQL, hiring]\n"),
    ("phrases are taken out", "teaches: [looms, SQL, hiring]\n", ("teaches-=SQL, hiring",), "teaches: [looms]\n"),
    ("a phrase with a comma is taken out", 'teaches: ["SQL, hiring", tea]\n', ("teaches-=SQL, hiring",),
     "teaches: [tea]\n"),
    ("a text where a list may be", "company: Initech\n", ("company=Globex",), "company: Globex\n"),
    ("links", "", ("helps_with=Lead a team", "helps_with=[[X]]"), 'helps_with: ["[[Lead a team]]", "[[X]]"]\n'),
    ("added to a list", "email:\n- a@b.c # c\n", ("email+=d@e.f",), "email:\n- a@b.c # c\n- d@e.f\n"),
    ("added to a text", "company: Initech\n", ("company+=Globex",), "company: [Initech, Globex]\n"),
    ("added twice", "", ("email+=a@b.c", "email+=d@e.f"), "email: [a@b.c, d@e.f]\n"),
    ("taken from a list", 'knows: ["[[Bob]]", Zoë]\n', ("knows-=bob",), "knows: [Zoë]\n"),
    ("the last is taken from a list", "knows:\n  - Zoë\n", ("knows-=Zoë",), "knows: []\n"),
    ("the only one is taken", "company: Initech\n", ("company-=initech",), ""),
    ("what isn't there is taken", "company: Initech\n", ("company-=Globex", "knows-=Bob"), "company: Initech\n"),
    ("removed", "role: x # c\ntier: close\n", ("role=",), "# c\ntier: close\n"),
    ("removed under every name", "snooze: 2027-01-01\nsnoozed: 2027-02-01\n", ("snooze=",), ""),
    ("removed under one name", "company: x\nemployer: y\n", ("employer=",), "company: x\n"),
    ("nothing to remove", "tier: close\n", ("role=",), "tier: close\n"),
    ("nothing to add", "tags: [a]\n", ("tags+=",), "tags: [a]\n"),
    ("the user's own", "", ("favourite tea=Assam",), "favourite tea: Assam\n"),
    ("the user's own number", "rating: 4\n", ("rating=5",), "rating: 5\n"),
    ("the user's own fraction", "", ("rating=4.5",), "rating: 4.5\n"),
    ("the user's own code", "", ("room=007",), 'room: "007"\n'),
    ("the user's own flag", "", ("done=true",), "done: true\n"),
    ("the user's own word", "", ("done=yes",), 'done: "yes"\n'),
    ("the user's own day", "", ("seen=2026-01-02",), "seen: 2026-01-02\n"),
    ("the user's own list", "", ("teams=[a, b]",), "teams: [a, b]\n"),
    ("brackets that are none", "", ("teams=[a, [b]]",), 'teams: ["[a, [b]]"]\n'),
    ("added to the user's own", "teams: [a]\n", ("teams+=b",), "teams: [a, b]\n"),
    ("the user's own list stays one", "teams: [a]\n", ("teams=b",), "teams: [b]\n"),
    ("Obsidian's lists", "", ("tags=chess", "aliases=Ada King"), "tags: [chess]\naliases: [Ada King]\n"),
    ("a value with an equals sign", "", ("linkedin=https://x.y/?a=b",), "linkedin: https://x.y/?a=b\n"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("front", "arguments", "wanted"), [case[1:] for case in SET], ids=[case[0] for case in SET]
)
def test_set(front: str, arguments: tuple[str, ...], wanted: str) -> None:
    data = note(front)
    planned = property_edits.set_properties(facts_of(), lambda _: data, ADA, asked(arguments))
    assert after(planned, data) == wanted
    assert [change.path for change in planned.changes] == ([ADA] if wanted != front else [])


def test_the_vaults_own_names_for_fields_are_known() -> None:
    data = note("firma: Initech\n")
    facts = facts_of(Config(fields={"company": ("firma", "work.at")}))
    planned = property_edits.set_properties(facts, lambda _: data, ADA, asked(["company=Globex"]))
    assert after(planned, data) == "firma: Globex\n"


REFUSED: tuple[tuple[str, str, str, int, str, str], ...] = (
    ("no tier", "", "tier=clsoe", 3, "none of the tiers", "Did you mean “close”?"),
    ("no day", "", "first_met=1.2.2026", 3, "a day written another way", "Write 2026-02-01"),
    ("no cadence", "", "cadence=soon", 3, "no length of time", "6w"),
    ("in touch on a day to come", "", "last_contact=2027-05-01", 3, "1 May 2027 is still to come", "up to today"),
    ("met on a day to come", "", "met=2026-11-21", 3, "first_met: 21 November is still to come", "up to today"),
    ("added to what holds one", "tier: close\n", "tier+=inner", 3, "holds one value", "Write tier=inner"),
    ("broken", "a: [x\nb: 1\n", "tier=close", 3, "not closed", "]"),
    ("a placeholder", "", "role={{role}}", 1, "template", "Leave out"),
    ("a name that another goes before", "cadence: 6w\nevery: 3w\n", "every=4w", 4, "goes before it", "Write cadence=4w"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("front", "argument", "line", "message", "hint"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_refused(front: str, argument: str, line: int, message: str, hint: str) -> None:
    planned = property_edits.set_properties(facts_of(), lambda _: note(front), ADA, asked([argument]))
    assert not planned.changes
    (refusal,) = planned.refused
    assert (refusal.path, refusal.line) == (ADA, line)
    assert message in refusal.message
    assert hint in refusal.hint


def test_a_dashboard_is_not_edited(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    vaults.put(root, vaults.SMALL)
    vaults.build(root)
    data = (root / "Network/Network Today.md").read_bytes()
    planned = property_edits.set_properties(
        facts_of(), lambda _: data, "Network/Network Today.md", asked(["a=b"])
    )
    assert "written by vaultnet" in planned.refused[0].message


SLIPS = [
    ("a letter too many", "", "rolle=x", {"rolle": "role"}),
    ("two letters changed about", "", "teir=close", {"teir": "tier"}),
    ("near a synonym", "", "job titel=x", {"job titel": "role"}),
    ("in another spelling", "", "Frist-met=2026-01-01", {"Frist-met": "first_met"}),
    ("it is there already", "rolle: y\n", "rolle=x", {}),
    ("declared", "", "role=x", {}),
    ("a synonym", "", "job-title=x", {}),
    ("near nothing", "", "star sign=x", {}),
    ("near nothing, and short", "", "pet=cat", {}),
    ("other words of the user's", "", "rating=5", {}),
    ("words that begin alike", "", "team=x", {}),
]


@pytest.mark.parametrize(
    ("front", "argument", "found"), [case[1:] for case in SLIPS], ids=[case[0] for case in SLIPS]
)
def test_slips_of_the_pen(front: str, argument: str, found: dict[str, str]) -> None:
    assert property_edits.slips(facts_of(), lambda _: note(front), ADA, asked([argument])) == found


def test_a_note_without_a_type_has_no_declared_fields() -> None:
    data = b"Text\n"
    planned = property_edits.set_properties(facts_of(), lambda _: data, "Note.md", asked(["tier=x", "m=5"]))
    assert planned.changes[0].after == b"---\ntier: x\nm: 5\n---\nText\n"
    assert property_edits.slips(facts_of(), lambda _: data, "Note.md", asked(["rolle=x"])) == {}


@pytest.mark.parametrize(
    ("argument", "pair"),
    [
        ("a=b", Pair("a", "", "b")),
        (" a b = c d ", Pair("a b", "", "c d")),
        ("a+=b", Pair("a", "+", "b")),
        ("a-=b", Pair("a", "-", "b")),
        ("next-step=b", Pair("next-step", "", "b")),
        ("a=", Pair("a", "", "")),
        ("a==b", Pair("a", "", "=b")),
        ("=b", None),
        ("a", None),
    ],
)
def test_parse_pair(argument: str, pair: Pair | None) -> None:
    assert parse_pair(argument) == pair


PACES = (
    ("6w", Pace("6w")),
    ("every 6 weeks", Pace("6 weeks")),
    ("every week", Pace("every week")),
    ("Monthly", Pace("Monthly")),
    ("45", Pace("45")),
    ("Keep warm", Pace(tier="keep-warm")),
    ("close", Pace(tier="close")),
    ("soon", None),
    ("", None),
)


@pytest.mark.parametrize(("words", "pace"), PACES)
def test_parse_pace(words: str, pace: Pace | None) -> None:
    assert parse_pace(words, Config().tiers) == pace


Planner = Callable[[Facts, Callable[[str], bytes]], Operation]
ACTS: tuple[tuple[str, Planner, str, str, str], ...] = (
    ("put off", lambda facts, read: property_edits.snooze(facts, read, ADA, date(2026, 12, 4)),
     "tier: close\n", "tier: close\nsnooze: 2026-12-04\nput_off: 2026-11-20\n", "put off Ada Lovelace until 4 December"),
    ("put off again", lambda facts, read: property_edits.snooze(facts, read, ADA, date(2027, 1, 4)),
     "Snoozed until: 2026-12-04 # c\nput_off: 2026-11-01\n", "Snoozed until: 2027-01-04 # c\nput_off: 2026-11-20\n",
     "put off Ada Lovelace until 4 January 2027"),
    ("put off no longer", lambda facts, read: property_edits.snooze(facts, read, ADA, None),
     "snooze: 2026-12-04\nput_off: 2026-11-20\n", "", "no longer put off Ada Lovelace"),
    ("put off on another day, and no longer", lambda facts, read: property_edits.snooze(facts, read, ADA, None),
     "snooze: 2026-12-04\nput_off: 2026-11-01\n", "put_off: 2026-11-01\n", "no longer put off Ada Lovelace"),
    ("skip", lambda facts, read: property_edits.skip(facts, read, ADA),
     "tier: close\n", "tier: close\nskipped: 2026-11-20\n", "skip Ada Lovelace"),
    ("skip twice", lambda facts, read: property_edits.skip(facts, read, ADA),
     "skipped: 2026-11-20\n", "skipped: 2026-11-20\n", "skip Ada Lovelace"),
    ("skip no longer", lambda facts, read: property_edits.skip(facts, read, ADA, off=True),
     "skipped: 2026-11-20\ntier: close\n", "tier: close\n", "no longer skip Ada Lovelace"),
    ("track", lambda facts, read: property_edits.track(facts, read, ADA, Pace("6w")),
     "every: 3w # c\n", "every: 6w # c\n", "track Ada Lovelace every 6w"),
    ("track by days", lambda facts, read: property_edits.track(facts, read, ADA, Pace("45")),
     "", "cadence: 45\n", "track Ada Lovelace every 45"),
    ("track by tier", lambda facts, read: property_edits.track(facts, read, ADA, Pace(tier="close")),
     "cadence: 6w\n", "cadence: 6w\ntier: close\n", "track Ada Lovelace as close"),
    ("track no longer", lambda facts, read: property_edits.track(facts, read, ADA, None),
     "cadence: 6w\ntier: close\n", "tier: close\n", "remove the cadence of Ada Lovelace"),
    ("track no longer, by tier", lambda facts, read: property_edits.track(facts, read, ADA, None),
     "tier: close\n", "", "remove the tier of Ada Lovelace"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("planner", "front", "wanted", "what"), [case[1:] for case in ACTS], ids=[case[0] for case in ACTS]
)
def test_acts(planner: Planner, front: str, wanted: str, what: str) -> None:
    data = note(front)
    planned = planner(facts_of(), lambda _: data)
    assert after(planned, data) == wanted
    assert planned.what == what


@pytest.mark.parametrize("day", [vaults.TODAY, date(2026, 1, 1)])
def test_nobody_is_put_off_until_a_day_that_is_past(day: date) -> None:
    planned = property_edits.snooze(facts_of(), lambda _: note(""), ADA, day)
    assert planned.refused
    assert not planned.changes


@pytest.mark.parametrize(
    "planner",
    [
        lambda facts, read: property_edits.snooze(facts, read, ADA, date(2026, 12, 4)),
        lambda facts, read: property_edits.skip(facts, read, ADA),
        lambda facts, read: property_edits.track(facts, read, ADA, Pace("6w")),
    ],
)
def test_nobody_is_reminded_of_themselves(planner: Planner) -> None:
    planned = planner(replace(facts_of(), me=ADA), lambda _: note(""))
    assert planned.refused[0].message.startswith("That is you (`me` in vaultnet.toml)")


def test_a_day_to_come_that_is_there_already_keeps_nothing_back() -> None:
    data = note("last_contact: 2027-05-01\n")
    planned = property_edits.set_properties(facts_of(), lambda _: data, ADA, asked(["role=CTO"]))
    assert after(planned, data) == "last_contact: 2027-05-01\nrole: CTO\n"


def test_acts_on_a_note_that_can_not_be_read_are_refused() -> None:
    planned = property_edits.skip(facts_of(), lambda _: note("a: [x\nb: 1\n"), ADA)
    assert planned.refused[0].line == 3


KEYS = st.one_of(
    st.sampled_from(("role", "tier", "email", "birthday", "private", "my own")),
    st.text(min_size=1, max_size=6),
)
VALUES = st.one_of(
    st.sampled_from(("close", "x", "[a, b]", "[[A]]", "2026-11-20", "yes", "5")), st.text(max_size=8)
)


@given(front=st.text(max_size=30), key=KEYS, sign=st.sampled_from(("", "+", "-")), value=VALUES)
def test_nothing_that_is_asked_raises_and_a_second_time_changes_nothing(
    front: str, key: str, sign: str, value: str
) -> None:
    data = note(front.replace("\r", "") + "\n")
    pair = [Pair(key, sign, value.strip())]
    planned = property_edits.set_properties(facts_of(), lambda _: data, ADA, pair)
    if planned.changes:
        done = planned.changes[0].after
        assert done is not None
        again = property_edits.set_properties(facts_of(), lambda _: done, ADA, pair)
        changed_type = normal(key) in ("type", "tags", "tag")
        assert changed_type or (not again.changes and not again.refused)


# --- the commands ----------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--vault", str(root), "--today", vaults.TODAY.isoformat(), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


COMMANDS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("snooze", "Ada", "Lovelace", "2w"), 0, "Put off Ada Lovelace until 4 December.\nChanged People/Ada Lovelace.md\n"),
    (("snooze", "Ada Lovelace", "in 3 weeks"), 0, "Put off Ada Lovelace until 11 December."),
    (("snooze", "Ada", "4", "January", "2027"), 0, "Put off Ada Lovelace until 4 January 2027."),
    (("snooze", "Ada", "--off"), 0, "Ada Lovelace is not put off.\n"),
    (("snooze", "Ada", "31", "February"), 2, "There is no 31 February."),
    (("snooze", "Ada Lovelace firday"), 2, "“firday” is no day. Did you mean “friday”?"),
    (("snooze", "Nobody", "soon"), 2, "“soon” is no day. Write it as"),
    (("snooze", "Lead a team", "2w"), 1, "Lead a team is a goal, and no contact.\nIt is in Goals/Lead a team.md."),
    (("skip", "2026-11-01"), 1, "2026-11-01 is a note of no type, and no contact."),
    (("skip", "Ada", "--off"), 0, "Ada Lovelace was not skipped."),
    (("snooze", "Ada"), 2, "Until when?"),
    (("snooze", "Ada", "yesterday"), 1, "19 November is not a day to come"),
    (("snooze", "Nobody", "2w"), 1, "There is no contact called “Nobody”."),
    (("skip", "grace"), 0, "Skipped Grace Hopper, who rests until 4 December."),
    (("track", "Ada", "every", "6", "weeks"), 0, "Keep in touch with Ada Lovelace every 6 weeks."),
    (("track", "Grace", "close"), 0, "Keep in touch with Grace Hopper every month, as close."),
    (("track", "Grace", "close"), 0, "The cadence in the note (6w) goes before the tier."),
    (("track", "Grace", "--off"), 0, "Nothing says any more how often to be in touch with Grace Hopper."),
    (("track", "Ada", "close"), 0, "Ada Lovelace has tier: close already.\n"),
    (("track", "Ada", "clsoe"), 2, "“clsoe” is neither a span nor a tier. Did you mean close?"),
    (("track", "Grace Hopper quartely"), 2, "“quartely” is neither a span nor a tier. Did you mean quarterly?"),
    (("track", "Ada", "--off"), 0, "Nothing says any more how often to be in touch with Ada Lovelace.\n"),
    (("track", "Grace", "soon"), 2, "How often? Write a span, 6w or monthly, or a tier: inner,"),
    (("set", "Ada", "Lovelace", "role=CTO", "email+=a@b.c"), 0, "Set role and email of Ada Lovelace."),
    (("set", "Ada", "tier="), 0, "Removed tier from Ada Lovelace."),
    (("set", "Ada", "rolle=x"), 1, "here.\nDid you mean role=x? To write it as it is: --new-key\n"),
    (("set", "Ada", "emial+=a@b.c", "--json"), 1, "Did you mean email+=a@b.c?"),
    (("set", "Ada", "rolle=x", "--new-key"), 0, "Set rolle of Ada Lovelace."),
    (("set", "Ada", "star sign=Leo"), 0, "Set star sign of Ada Lovelace."),
    (("set", "Ada", "tier=close"), 0, "Ada Lovelace has tier: close already.\n"),
    (("set", "Ada", "tier=close", "role=", "email-=x", "--dry-run"), 0,
     "Ada Lovelace has tier: close already. Ada Lovelace has no role. x is not in email of Ada Lovelace.\n"),
    (("set", "Ada", "last_contact=2027-05-01"), 1, "last_contact: 1 May 2027 is still to come"),
    (("set", "Ada", "tier=clsoe"), 1, "People/Ada Lovelace.md:3: tier: “clsoe” is none of the tiers."),
    (("set", "Ada"), 2, "What of Ada? For example: vaultnet set Ada tier=close\n"),
    (("set", "Ada", "Lovelace", "tier", "inner"), 2,
     "What of Ada Lovelace? For example: vaultnet set Ada Lovelace tier=inner\n"),
    (("set", "Ada", "role", "Chief of looms"), 2, 'For example: vaultnet set Ada role="Chief of looms"\n'),
    (("set", "Ada", "tier", "=", "inner"), 2, "For example: vaultnet set Ada tier=inner\n"),
    (("set", "Ada", "tier:", "inner"), 2, "For example: vaultnet set Ada tier=inner\n"),
    (("set", "Ada", "tier", "sometimes"), 2, "For example: vaultnet set Ada tier=close\n"),
    (("set", "Ada", "in", "rythm"), 2, "For example: vaultnet set Ada tier=close\n"),
    (("set", "Lead a team"), 2, "What of Lead a team? For example: vaultnet set Lead a team due=2027-06-30\n"),
    (("set", "Lead a team", "rhythm", "monthly"), 2, "For example: vaultnet set Lead a team due=2027-06-30\n"),
    (("set", "Lead a team", "due", "30 June 2027"), 2,
     'For example: vaultnet set Lead a team due="30 June 2027"\n'),
    (("set", "2026-10-01 Ada", "kind", "video"), 2, "For example: vaultnet set 2026-10-01 Ada kind=video\n"),
    (("set", "Nobody", "at", "all"), 2, "What of Nobody at all? For example: vaultnet set Nobody at all KEY=VALUE\n"),
    (("set", "tier=close"), 2, "Whose? vaultnet set NAME KEY=VALUE\n"),
    (("set", "tier=close", "Ada", "Lovelace"), 2,
     "Whose? The name comes first: vaultnet set Ada Lovelace tier=close\n"),
    (("set", "Ada", "role=Chief", "of", "looms"), 2,
     '“of” is not KEY=VALUE. A value of several words stands in quotes: role="Chief of looms"\n'),
    (("set", "Ada", "tier=", "close"), 2, "A value of several words stands in quotes: tier=close\n"),
    (("set", "Lead a team", "target=12"), 0, "Set target of Lead a team."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"), COMMANDS, ids=[" ".join(case[0]) for case in COMMANDS]
)
def test_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, said: str
) -> None:
    root = tmp_path / "vault"
    vaults.put(root, vaults.SMALL)
    done, out, err = run(capsys, root, *arguments)
    assert done == code
    assert said in out + err
    assert code == 0 or vaults.tree(root) == {path: text.encode() for path, text in vaults.SMALL.items()}


@pytest.mark.parametrize("command", [("snooze", "Greta", "2w"), ("skip", "Greta")], ids=["snooze", "skip"])
@pytest.mark.parametrize(("ended", "code"), [("true", 1), ("2026-11-20", 1), ("2026-11-21", 0), ("false", 0)])
def test_nothing_is_due_about_who_has_ended(
    vault: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], ended: str, code: int
) -> None:
    vaults.put(vault, {"Greta.md": f"---\ntype: contact\nended: {ended}\n---\n"})
    before = vaults.tree(vault)
    done, _, err = run(capsys, vault, *command)
    assert done == code
    assert err == (_HAS_ENDED if code else "")
    assert (vaults.tree(vault) == before) == bool(code)
    assert run(capsys, vault, command[0], "Greta", "--off")[0] == 0


_HAS_ENDED = """Error: Greta has ended (`ended` in the note), so nothing about them is due.
To begin again: vaultnet set "Greta" ended=
"""


@pytest.mark.parametrize(
    ("answers", "code", "front"),
    [([True], 0, "role: x\n"), ([False, True], 0, "rolle: x\n"), ([False, False], 1, "")],
    ids=["the declared one", "one of their own", "none"],
)
def test_somebody_at_a_terminal_is_asked_about_a_slip(
    vault: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answers: list[bool],
    code: int,
    front: str,
) -> None:
    vaults.put(vault, {"Ada.md": "---\ntype: contact\n---\n"})
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr("vaultnet.acting.asks", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert run(capsys, vault, "set", "Ada", "rolle=x")[0] == code
    assert asked[0] == "“rolle” is no property that vaultnet knows here. Do you mean “role”?"
    assert len(asked) == len(answers)
    assert (vault / "Ada.md").read_text() == f"---\ntype: contact\n{front}---\n"


def test_skipped_and_back(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, vaults.SMALL)
    before = vaults.tree(vault)
    assert run(capsys, vault, "skip", "Ada")[0] == 0
    assert "Ada Lovelace was skipped today already." in run(capsys, vault, "skip", "Ada")[1]
    assert "Ada Lovelace rests no longer." in run(capsys, vault, "skip", "Ada", "--off")[1]
    assert vaults.tree(vault) == before


def test_a_cadence_and_then_the_tier_are_taken_away(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, vaults.SMALL)
    run(capsys, vault, "track", "Ada", "6w")
    said = [run(capsys, vault, "track", "Ada", "--off")[1].splitlines()[0] for _ in range(3)]
    assert said == [
        "Ada Lovelace has no cadence any more; their tier, close, counts again.",
        "Nothing says any more how often to be in touch with Ada Lovelace.",
        "Ada Lovelace has neither a cadence nor a tier.",
    ]


def test_dry_run_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "vault"
    vaults.put(root, vaults.SMALL)
    before = vaults.tree(root)
    _, out, _ = run(capsys, root, "snooze", "Ada", "2w", "--dry-run")
    assert "+snooze: 2026-12-04\n+put_off: 2026-11-20\n" in out
    assert vaults.tree(root) == before
    _, out, _ = run(capsys, root, "snooze", "Ada", "2w", "--json")
    answer: dict[str, Any] = json.loads(out)
    assert answer["command"] == "snooze"
    assert answer["data"]["contact"] == ADA
    assert answer["data"]["snooze"] == "2026-12-04"
    assert [change["path"] for change in answer["data"]["changes"]] == [ADA]
    assert run(capsys, root, "undo")[0] == 0
    assert vaults.tree(root) == before
