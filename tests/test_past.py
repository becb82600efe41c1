"""Looking back: what is dated later is absent, and nothing of it is kept."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import SMALL, TODAY, build, outputs, put, tree
from vaultnet import build as building
from vaultnet import jsonout, past, record, store
from vaultnet.cli import main
from vaultnet.commands import goals_json
from vaultnet.facts import Facts
from vaultnet.goals import standings
from vaultnet.model import Value
from vaultnet.network import Snapshot
from vaultnet.signals.ranking import in_order

EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"
CONTACT = "---\ntype: contact\ncadence: 4w\n---\n"
DAY = date(2026, 10, 1)


def shot(vault: Path, notes: Mapping[str, str], day: date = DAY) -> Snapshot:
    put(vault, {"People/Ada.md": CONTACT, **notes})
    with building.facts(vault, today=TODAY, as_of=day) as facts:
        return facts.snapshot


def told(one: Snapshot) -> list[str]:
    """Everything a snapshot tells, a line each."""
    lines = [f"in touch {trace.day}" for contact in one.contacts for trace in contact.recent]
    lines += [f"plan {trace.day}" for contact in one.contacts for trace in contact.plans]
    lines += [f"sent {trace.day}" for contact in one.contacts for trace in contact.sent]
    lines += [f"promise {promise.text}" for promise in one.promises]
    lines += [f"{line.kind} {line.text}" for line in one.ledger]
    lines += [f"helped {trace.day}" for goal in one.goals for trace in goal.helped]
    lines += [f"step [{step.status}] {step.text}" for goal in one.goals for step in goal.milestones]
    lines += [f"#{task.tag} [{task.status}]" for task in one.tagged]
    lines += [f"{occasion.type} {sorted(occasion.fields)}" for occasion in one.occasions]
    lines += [f"{name}" for contact in one.contacts for name in contact.fields if name != "cadence"]
    return lines


MEETING = '---\ntype: meeting\npeople: ["[[Ada]]"]\nhelps: "[[Lead]]"\n---\nLooms.\n'

# title, notes besides Ada's, what is told as of 1 October, looked at on 20 November
CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("a meeting before", {"Meetings/2026-09-30 Ada.md": MEETING}, ["in touch 2026-09-30"]),
    ("a meeting on the day", {"Meetings/2026-10-01 Ada.md": MEETING}, ["in touch 2026-10-01"]),
    ("a meeting later", {"Meetings/2026-10-02 Ada.md": MEETING}, []),
    ("a meeting that is still ahead now", {"Meetings/2026-12-02 Ada.md": MEETING}, []),
    (
        "a later note tells nothing, whatever days stand in it",
        {
            "2026-10-09.md": "[[Ada]] came 📅 2026-09-20.\ngave:: [[Ada]] a book\n- [ ] [[Ada]] the deck ➕ 2026-09-01\n"
            "- [ ] #intro [[Ada]]\n"
        },
        [],
    ),
    ("a plan in an earlier note", {"2026-09-20.md": "See [[Ada]] 📅 2026-10-20.\n"}, ["plan 2026-10-20"]),
    ("a plan of an earlier note that is past", {"2026-09-20.md": "See [[Ada]] 📅 2026-09-25.\n"}, []),
    ("a line of no dated note that came later", {"Looms.md": "Lunch with [[Ada]] (when:: 2026-10-05).\n"}, []),
    (
        "a line of no dated note that is still ahead",
        {"Looms.md": "Lunch with [[Ada]] (when:: 2026-12-05).\n"},
        ["plan 2026-12-05"],
    ),
    (
        "dated lines in a contact's own note",
        {"People/Ada.md": f"{CONTACT}- 2026-09-02 call: hello\n- 2026-10-02 call: again\n- 2026-12-24 dinner\n"},
        ["in touch 2026-09-02", "plan 2026-12-24"],
    ),
    (
        "dated lines in a contact's own note that bears a date",
        {"People/Ada.md": CONTACT.replace("---\nt", "---\ndate: 2025-01-01\nt") + "- 2026-10-02 call: again\n"},
        [],
    ),
    ("a message that was sent later", {"People/Ada.md": f"{CONTACT}- 2026-10-02 sent: hello\n"}, []),
    (
        "a message that was answered later",
        {"People/Ada.md": f"{CONTACT}- 2026-09-25 sent: hello\n- 2026-10-02 call: thanks\n"},
        ["sent 2026-09-25"],
    ),
    (
        "a promise that was kept later",
        {"2026-09-20.md": "- [x] send [[Ada]] the deck ✅ 2026-10-20\n"},
        ["promise send [[Ada]] the deck"],
    ),
    (
        "a promise that was kept by then",
        {"2026-09-20.md": "- [x] send [[Ada]] the deck ✅ 2026-09-30\n"},
        ["in touch 2026-09-30"],
    ),
    (
        "a promise that was dropped later",
        {"2026-09-20.md": "- [-] send [[Ada]] the deck ❌ 2026-10-20\n"},
        ["promise send [[Ada]] the deck"],
    ),
    ("one that was dropped by then", {"2026-09-20.md": "- [-] send [[Ada]] the deck ❌ 2026-10-01\n"}, []),
    ("one that is done on no day", {"2026-09-20.md": "- [x] send [[Ada]] the deck\n"}, ["in touch 2026-09-20"]),
    ("a promise that was made later", {"Looms.md": "- [ ] send [[Ada]] the deck ➕ 2026-10-02\n"}, []),
    (
        "a promise that was made by then",
        {"Looms.md": "- [ ] send [[Ada]] the deck ➕ 2026-10-01\n"},
        ["promise send [[Ada]] the deck"],
    ),
    (
        "what was promised in dated lines",
        {"People/Ada.md": f"{CONTACT}- 2026-09-02 promised:: the deck\n- 2026-10-02 promised:: the book\n"},
        ["in touch 2026-09-02", "promise the deck", "promised the deck"],
    ),
    (
        "advice that was taken later",
        {"2026-09-20.md": "- [x] #advice [[Ada]] said to write ✅ 2026-10-20\n"},
        ["#advice [ ]"],
    ),
    (
        "steps of a goal",
        {
            "Goals/Lead.md": "---\ntype: goal\n---\n- [x] One ✅ 2026-09-01\n- [x] Two ✅ 2026-10-02\n- [ ] Three ➕ 2026-10-02\n"
            "- [-] Four ❌ 2026-10-02\n",
            "Meetings/2026-09-30 Ada.md": MEETING,
            "Meetings/2026-10-30 Ada.md": MEETING,
        },
        ["in touch 2026-09-30", "helped 2026-09-30", "step [x] One", "step [ ] Two", "step [ ] Four"],
    ),
    (
        "fields that lie later, with what was set beside them",
        {
            "People/Ada.md": "---\ntype: contact\ncadence: 4w\nfirst_met: 2026-10-02\nlast_contact: 2026-10-02\n"
            "put_off: 2026-10-02\nsnooze: 2026-12-01\nskipped: 2026-10-02\nrole_since: 2026-10-02\n"
            "ended: 2026-10-02\nended_because: moved\n---\n"
        },
        [],
    ),
    (
        "fields that do not",
        {
            "People/Ada.md": "---\ntype: contact\ncadence: 4w\nfirst_met: 2026-10-01\nput_off: 2026-09-02\n"
            "snooze: 2026-12-01\npaused: 2026-12-01\nended: true\nrole: Weaver\n---\n"
        },
        ["first_met", "put_off", "snooze", "paused", "ended", "role"],
    ),
    (
        "an opportunity that was settled later",
        {"Opportunities/Job.md": "---\ntype: opportunity\nasked: 2026-09-01\nclosed: 2026-10-09\noutcome: no\n---\n"},
        ["opportunity ['asked']"],
    ),
    ("an event later", {"Events/Fair.md": "---\ntype: event\ndate: 2026-10-09\n---\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_was_known(title: str, notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert told(shot(vault, notes)) == expected


def test_what_is_no_day_stays_as_it_is() -> None:
    fields = {
        "closed": (Value("when it is done", 3),),
        "ended": (Value(True, 4),),
        "skipped": (Value("2", 5),),
    }
    assert past.fields_then(fields, DAY) is fields
    assert past.fields_text_then('{"asked": [["yes", 2, "yes", false]]}', "2026-10-01").startswith('{"asked"')


def test_a_day_to_come_is_looked_at_as_with_today(vault: Path) -> None:
    put(vault, SMALL)
    later = date(2027, 3, 1)
    with building.facts(vault, today=later) as facts:
        expected = facts.snapshot
    with building.facts(vault, today=TODAY, as_of=later) as facts:
        found = facts.snapshot
    assert (told(found), found.today) == (told(expected), later)


# --- the law ---------------------------------------------------------------------------------------


def everything(facts: Facts) -> dict[str, Any]:
    """What due, goals, show and query tell."""
    return {
        "due": [
            [jsonout.follow_up(reason) for reason in one.reasons]
            for one in in_order(facts.follow_ups, facts.config)
        ],
        "goals": [goals_json.plain(one, ()) for one in standings(facts.snapshot.goals, facts.today)],
        "promises": facts.snapshot.promises,
        "notes": list(facts.names),
        "contacts": facts.snapshot.contacts,
        **{
            view: sorted(map(repr, facts.query(f"select * from {view}")[1]))
            for view in ("contacts", "interactions", "plans", "tasks", "ledger", "ticks", "notes", "goals")
        },
    }


DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 20)).map(str)
LATER = st.dates(date(2026, 11, 21), date(2026, 12, 20)).map(str)
PEOPLE = st.sampled_from(["Ada", "Ida"])
LINES = st.one_of(
    st.builds("Call with [[{}]].".format, PEOPLE),
    st.builds("- [ ] send [[{}]] the deck 📅 {}".format, PEOPLE, DAYS),
    st.builds("See [[{}]] (when:: {}).".format, PEOPLE, LATER),
    st.builds("gave:: [[{}]] a book".format, PEOPLE),
    st.builds("Sent [[{}]] a letter, helps:: [[Lead]]".format, PEOPLE),
    st.just('- [ ] #intro [[Ada]] ↔ [[Ida]] (Ada yes)'),
)  # fmt: skip
BODIES = st.lists(LINES, max_size=3).map("\n".join)
HEADS = st.sampled_from([
    "", "---\ntype: meeting\npeople: [\"[[Ada]]\"]\nhelps: \"[[Lead]]\"\n---\n",
    "---\ntype: event\ngoals: \"[[Lead]]\"\n---\n", "---\ntype: meeting\nkind: sent\npeople: [\"[[Ida]]\"]\n---\n",
])  # fmt: skip
DATED = st.dictionaries(DAYS, st.builds("{}{}\n".format, HEADS, BODIES), max_size=6)
ALWAYS = {
    "People/Ada.md": "---\ntype: contact\ndate: 2026-08-01\ncadence: 2w\nfirst_met: 2026-07-01\n---\n",
    "People/Ida.md": "---\ntype: contact\ndate: 2026-08-02\ntier: inner\n---\n",
    "Goals/Lead.md": "---\ntype: goal\ndate: 2026-08-01\ndue: 2026-12-31\ntarget: 5\n---\n- [ ] One 📅 2026-10-10\n",
}


@settings(max_examples=12)
@given(DATED, DAYS)
def test_it_is_as_if_the_later_notes_were_not_there(notes: dict[str, str], day: str) -> None:
    every = {**ALWAYS, **{f"{name} note.md": text for name, text in notes.items()}}
    then = {**ALWAYS, **{f"{name} note.md": text for name, text in notes.items() if name <= day}}
    found = []
    for some, how in ((every, {"today": TODAY, "as_of": date.fromisoformat(day)}),
                      (then, {"today": date.fromisoformat(day)})):  # fmt: skip
        with tempfile.TemporaryDirectory() as root:
            put(Path(root), {"vaultnet.toml": "", **some})
            with building.facts(Path(root), **how) as facts:  # type: ignore[arg-type]
                found.append(everything(facts))
    assert found[0] == found[1]


def without_what_came(text: str, day: str) -> str:
    """Take out of a note's text what lies after a day, as an editor would."""
    lines = []
    for line in text.splitlines():
        for link in re.findall(r"\[\[\d{4}-\d\d-\d\d[^\]]*\]\]", line):
            line = line if link[2:12] <= day else line.replace(link, "a note to come")
        closed = re.search(r" ([✅❌]) (\d{4}-\d\d-\d\d)", line)
        if closed and closed[2] > day:
            line = line.replace(closed[0], "").replace("- [x]", "- [ ]").replace("- [-]", "- [ ]")
        field = re.fullmatch(r"(\w+): (\d{4}-\d\d-\d\d)", line)
        logged = re.match(r"- (\d{4}-\d\d-\d\d)", line)
        later = (field and field[1] in past.HAPPENED and field[2] > day) or (logged and logged[1] > day)
        lines.append("" if later else line)
    for key, others in (("closed:", ("outcome:", "stage:", "status:")), ("asked:", ("stage:",))):
        if key in text and not any(line.startswith(key) for line in lines):
            lines = ["" if line.startswith(others) else line for line in lines]
    return "\n".join(lines) + "\n"


def day_of(path: Path, text: str) -> str:
    head = text.split("---")[1] if text.startswith("---") else ""
    found = re.search(r"^date: (\d{4}-\d\d-\d\d)", head, re.MULTILINE) or re.match(
        r"(\d{4}-\d\d-\d\d)", path.name
    )
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("last monday", "2026-11-16"),
        ("yesterday", "2026-11-19"),
        ("3 weeks ago", "2026-10-30"),
        ("1 October", "2026-10-01"),
    ],
)
@pytest.mark.parametrize("early", [True, False], ids=["--today before", "--today behind"])
def test_the_day_may_be_said_in_words(
    vault: Path, capsys: pytest.CaptureFixture[str], said: str, day: str, early: bool
) -> None:
    put(vault, {"People/Ada.md": CONTACT})
    today = ["--today", "2026-11-20"]
    arguments = ["due", "--json", "--vault", str(vault), *(today if early else ()), "--as-of", said]
    assert main([*arguments, *(() if early else today)]) == 0
    assert json.loads(capsys.readouterr().out)["today"] == day


def test_what_is_no_day(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--vault", str(vault), "--today", "2026-11-20", "--as-of", "firday"]) == 2
    assert "“firday” is no day. Did you mean “friday”?" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["log Ada coffee", "set Ada tier=close", "undo"])
def test_commands_that_write_do_not_look_back(
    vault: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert main([*words.split(), "--vault", str(vault), "--as-of", "2026-10-01"]) == 2
    said = capsys.readouterr().err
    assert (
        f"--as-of is for commands that only read the notes, and {words.split()[0]} is none of them: due,"
        in said
    )


@pytest.mark.parametrize("day", ["2025-09-01", "2026-02-14", "2026-07-01", "2026-10-05"])
def test_the_example_vault_as_of_a_day_is_the_example_vault_of_that_day(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now, then = tmp_path / "now", tmp_path / "then"
    shutil.copytree(EXAMPLE, now)
    for path in sorted(EXAMPLE.rglob("*")):
        if path.is_file() and "Network" not in path.parts:
            text = path.read_text()
            if day_of(path, text) <= day or path.suffix != ".md":
                put(then, {str(path.relative_to(EXAMPLE)): without_what_came(text, day)})
    with building.facts(now, as_of=date.fromisoformat(day)) as facts:
        found = everything(facts)
    with building.facts(then, today=date.fromisoformat(day)) as facts:
        expected = everything(facts)
    differing = {what: (found[what], expected[what]) for what in found if found[what] != expected[what]}
    assert differing == {}
    for command in ("due", "goals", "show Kwame Adomako", "show Learn to hire well", "why Ottilie Brandt"):
        said = []
        for root, option in ((now, "--as-of"), (then, "--today")):
            assert main([*command.split(), "--json", "--vault", str(root), option, day]) == 0
            said.append(json.loads(capsys.readouterr().out))
        assert said[0]["today"] == said[1]["today"] == day
        assert said[0]["data"] == said[1]["data"], command


# --- nothing is kept -------------------------------------------------------------------------------


def test_nothing_of_it_is_kept(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SMALL)
    build(vault)
    before = tree(vault)
    metas = ("today", "built", "me")
    folder = Path(record.cache_folder(str(vault)))

    def kept() -> list[object]:
        connection = store.read_only(str(folder))
        try:
            rows = connection.execute("select key, value from meta order by key").fetchall()
            ups = connection.execute("select * from follow_ups").fetchall()
        finally:
            connection.close()
        return [[row for row in rows if row[0] in metas], ups, (folder / "record").read_bytes()]

    was = kept()
    for words in (
        "due",
        "goals",
        "check",
        "build --dry-run",
        "query 'select 1'",
        "show Ada",
        "why Ada",
        "search looms",
    ):
        main([*words.split(), "--vault", str(vault), "--as-of", "2026-09-15", "--today", "2026-11-20"])
    capsys.readouterr()
    assert kept() == was
    assert tree(vault) == before


def test_where_nothing_was_built_follow_ups_are_not_kept_either(vault: Path) -> None:
    put(vault, SMALL)
    with building.facts(vault, today=TODAY, as_of=DAY) as facts:
        assert facts.query("select count(*) from follow_ups")[1] == [(len(facts.follow_ups),)]
    with building.facts(vault, today=TODAY) as facts:
        assert facts.query("select count(*) from follow_ups")[1] == [(len(facts.follow_ups),)]


def test_a_dry_run_shows_the_dashboards_of_the_day_and_takes_nothing_in(vault: Path) -> None:
    put(vault, SMALL)
    build(vault)
    page = vault / "Network" / "Network Today.md"
    page.write_text(page.read_text().replace("- [ ] [[Grace", "- [x] [[Grace") + "\nA thought of mine.\n")
    report = building.build(vault, today=TODAY, as_of=date(2026, 9, 15), dry_run=True)
    assert report.taken == ()
    assert "+for: 2026-09-15" in report.diff
    assert "Inbox/" not in report.diff


@pytest.mark.parametrize("words", ["due", "check", "build --dry-run", "query 'select 1'", "show Ada"])
def test_a_day_to_come_is_refused(vault: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    put(vault, {"People/Ada.md": CONTACT})
    given = ["--vault", str(vault), "--today", "2026-11-20"]
    assert main([*shlex.split(words), *given, "--as-of", "2026-11-21"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "--as-of looks back, and 2026-11-21 is still to come: today is 2026-11-20." in said
    assert main([*shlex.split(words), *given, "--as-of", "2026-11-20"]) in (0, 1)


def test_only_a_dry_run_looks_back(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SMALL)
    with pytest.raises(ValueError, match="dry run"):
        building.build(vault, as_of=DAY)
    assert main(["build", "--vault", str(vault), "--as-of", "2026-10-01"]) == 2
    assert "use it with --dry-run" in capsys.readouterr().err
    assert outputs(vault) == {}


def test_a_note_of_a_later_day_is_not_found(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SMALL)
    for command in ("show", "search"):
        main([command, "2026-11-01", "--vault", str(vault), "--as-of", "2026-10-15"])
    out, err = capsys.readouterr()
    assert "There is no note called “2026-11-01”" in err
    assert "No note holds “2026-11-01”" in out
