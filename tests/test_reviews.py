"""What a review says of a stretch of time, and of what it says nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.vaults import TODAY, put, tree
from vaultnet import periods
from vaultnet.cli import main
from vaultnet.commands.review import look
from vaultnet.filters import words
from vaultnet.model import Source, Sourced
from vaultnet.periods import Period
from vaultnet.reviews import asked, page, seal, tiers
from vaultnet.session import Session

EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"
ADA = "People/Ada Lovelace.md"
BEN = "People/Ben Okri.md"


def person(*lines: str, body: str = "") -> str:
    """A contact's note."""
    return "\n".join(("---", "type: contact", *lines, "---", body))


def meeting(
    day: str, *names: str, text: str = "Looms.", kind: str = "coffee", more: str = ""
) -> dict[str, str]:
    """A meeting's note."""
    there = ", ".join(f'"[[{name}]]"' for name in names)
    note = f"---\ntype: meeting\ndate: {day}\nkind: {kind}\npeople: [{there}]\n{more}---\n{text}\n"
    return {f"Meetings/{day} Talk.md": note}


class Case(NamedTuple):
    """Notes besides Ada's and Ben's, and lines that the review of July to September 2026 has, or has not."""

    title: str
    notes: Mapping[str, str]
    has: tuple[str, ...]
    has_not: tuple[str, ...] = ()


NOTHING = "Your notes tell nothing of this time: nobody you were in touch with, nothing promised or given, no goal that moved."
CASES = [
    Case("no notes at all", {}, (NOTHING,), ("##  Who",)),
    Case("only what came later", meeting("2026-10-01", "Ada Lovelace"), (NOTHING,)),
    Case(
        "a talk, with its day and its words",
        meeting("2026-07-02", "Ada Lovelace"),
        (
            "1 coffee.",
            '| [[Ada Lovelace]] | coffee on [[2026-07-02 Talk\\|2 July]] | *"Looms."* |',
            "### In touch for the first time",
            "- [[Ada Lovelace]], coffee on [[2026-07-02 Talk|2 July]]",
        ),
        (NOTHING,),
    ),
    Case(
        "one note is one talk, whoever took part",
        meeting("2026-07-02", "Ada Lovelace", "Ben Okri"),
        ("1 coffee.", '| [[Ben Okri]] | coffee on [[2026-07-02 Talk\\|2 July]] | *"Looms."* |'),
    ),
    Case(
        "of many days the latest, and a count",
        meeting("2026-07-01", "Ada Lovelace") | meeting("2026-07-02", "Ada Lovelace") | meeting("2026-07-03", "Ada Lovelace", text="Then sheep."),
        (
            "3 coffees.",
            "| [[Ada Lovelace]] | coffee on [[2026-07-02 Talk\\|2 July]], coffee on [[2026-07-03 Talk\\|3 July]], and 1 earlier day"
            ' | *"Then sheep."* |',
        ),
    ),
    Case(
        "what a talk between the two says tells more than what an evening of many does, or a task",
        meeting("2026-07-02", "Ada Lovelace", text="Looms.")
        | meeting("2026-07-09", "Ada Lovelace", "Ben Okri", text="Cake.")
        | {"Daily/2026-07-10.md": "- [x] Thank [[Ada Lovelace]] ✅ 2026-07-10\n"},
        (
            "| [[Ada Lovelace]] | coffee on [[2026-07-09 Talk\\|9 July]], in touch on [[2026-07-10\\|10 July]], and 1 earlier day"
            ' | *"Looms."* |',
            '| [[Ben Okri]] | coffee on [[2026-07-09 Talk\\|9 July]] | *"Cake."* |',
        ),
    ),
    Case(
        "what sorts of talks there were, the commonest first",
        meeting("2026-07-01", "Ada Lovelace", kind="call")
        | meeting("2026-07-02", "Ada Lovelace")
        | meeting("2026-07-03", "Ben Okri")
        | meeting("2026-07-06", "Ben Okri", kind="informational-interview")
        | meeting("2026-07-07", "Ben Okri", kind="meal"),
        ("2 coffees, 1 call, 1 informational interview and 1 meal.",),
    ),
    Case(
        "no conversation",
        {"Daily/2026-07-02.md": "Sent an email to [[Ada Lovelace]].\n"},
        ("Without a conversation:", "- [[Ada Lovelace]]: email on [[2026-07-02|2 July]]"),
    ),
    Case(
        "a link by an alias, which Obsidian would not follow, leads to the note",
        {
            BEN: person("aliases: [Benny]"),
            "Daily/2026-07-04.md": "- gave:: [[Benny]] my shoes\n- received:: [[Benny|B.]] a loom\n- asked:: [[benny#Now]] for wool\n"
            "- gave:: [[Ada Lovelace]] and [[Benny]] a cake\n",
            "Plans.md": "- [x] Send [[Benny]] the draft ✅ 2026-07-09\n- [ ] Thank [[Benny]] 📅 2026-08-01\n"
            "- [ ] #waiting [[Benny]] the map 📅 2026-08-02\n",
        },
        (
            "- [[Ben Okri|Benny]] my shoes, on [[2026-07-04|4 July]]",
            "- [[Ben Okri|B.]] a loom, on [[2026-07-04|4 July]]",
            "- [[Ben Okri#Now|benny]] for wool, on [[2026-07-04|4 July]]",
            "- [[Ada Lovelace]] and [[Ben Okri|Benny]] a cake, on [[2026-07-04|4 July]]",
            "- Send [[Ben Okri|Benny]] the draft, on [[Plans|9 July]]",
            "- Thank [[Ben Okri|Benny]], for [[Plans|1 August]]",
            "- [[Ben Okri|Benny]] the map, for [[Plans|2 August]]",
        ),
    ),
    Case(
        "a link that two could be meant by",
        {
            BEN: person("aliases: [Benny]"),
            "People/Benjamin.md": person("aliases: [Benny]"),
            "Daily/2026-07-04.md": "- gave:: [[Benny]] my shoes\n",
        },
        ("### You gave",),
    ),
    Case(
        "a promise without a day that was made in this time and is open",
        {
            "Daily/2026-07-04.md": "- [ ] Send [[Ada Lovelace]] the list\n- promised:: [[Ben Okri]] the map\n- [ ] #waiting [[Ben Okri]] the wool\n"
            "- [x] Call [[Ada Lovelace]]\n- [ ] Old thing for [[Ada Lovelace]] ➕ 2026-06-30\n- promised:: [[Ada Lovelace]] a cake\n",
            "Daily/2026-07-05.md": "- gave:: [[Ada Lovelace]] a cake\n",
            "Daily/2026-06-04.md": "- [ ] Show [[Ada Lovelace]] the loom\n- [ ] New for [[Ada Lovelace]] ➕ 2026-07-02\n",
            "Daily/2026-10-04.md": "- [ ] Visit [[Ada Lovelace]]\n",
            "Plans.md": "- [ ] Paint [[Ada Lovelace]]\n",
        },
        (
            "### Promised without a day, and still open",
            "- Send [[Ada Lovelace]] the list, since [[2026-07-04|4 July]]",
            "- [[Ben Okri]]: the map, since [[2026-07-04|4 July]]",
            "- New for [[Ada Lovelace]], since [[2026-06-04|2 July]]",
            "### Waited for",
            "- [[Ben Okri]] the wool, since [[2026-07-04|4 July]]",
        ),
        (
            "- Old thing for [[Ada Lovelace]], since [[2026-07-04|30 June]]",
            "- Show [[Ada Lovelace]] the loom, since [[2026-06-04|4 June]]",
            "- Visit [[Ada Lovelace]]",
            "- Paint [[Ada Lovelace]]",
            "- [[Ada Lovelace]]: a cake, since [[2026-07-04|4 July]]",
        ),
    ),
    Case(
        "a promise kept, one kept late, one given up, one not kept, and an older one",
        meeting(
            "2026-06-01",
            "Ada Lovelace",
            text="- [x] Send [[Ada Lovelace]] the draft 📅 2026-07-10 ✅ 2026-07-09\n- [x] Call [[Ada Lovelace]] 📅 2026-07-10 ✅ 2026-07-12\n"
            "- [-] Visit [[Ada Lovelace]] 📅 2026-08-01 ❌ 2026-08-02\n- [ ] Thank [[Ada Lovelace]] 📅 2026-08-01\n"
            "- [ ] Ask [[Ada Lovelace]] 📅 2026-06-10\n- [x] Read [[Ada Lovelace]] ✅ 2026-06-20\n- [ ] Paint [[Ada Lovelace]] 📅 2026-12-01",
        ),
        (
            "### Kept",
            "- Send [[Ada Lovelace]] the draft, on [[2026-06-01 Talk|9 July]]",
            "- Call [[Ada Lovelace]], on [[2026-06-01 Talk|12 July]] (it was for 10 July)",
            "### Given up",
            "- Visit [[Ada Lovelace]], on [[2026-06-01 Talk|2 August]] (it was for 1 August)",
            "### Due in this time, and not kept",
            "- Thank [[Ada Lovelace]], for [[2026-06-01 Talk|1 August]]",
            "### Due before, and still open",
            "- Ask [[Ada Lovelace]], for [[2026-06-01 Talk|10 June]]",
        ),
        ("- Read [[Ada Lovelace]], on [[2026-06-01 Talk|20 June]]", "- Paint [[Ada Lovelace]], for [[2026-06-01 Talk|1 December]]"),
    ),
    Case(
        "what was promised on a line: kept by a gift, late, and not kept",
        meeting(
            "2026-07-01",
            "Ada Lovelace",
            text="promised:: the draft by 10 July\npromised:: a bed by friday\npromised:: tea\npromised:: a loom 📅 2026-12-01",
        )
        | {"Daily/2026-07-12.md": "gave:: [[Ada Lovelace]] the finished draft\ngave:: [[Ada Lovelace]] the tea\n"},
        (
            "### Kept",
            "- [[Ada Lovelace]]: the draft, on [[2026-07-12|12 July]] (it was for 10 July)",
            "- [[Ada Lovelace]]: tea, on [[2026-07-12|12 July]]",
            "### Due in this time, and not kept",
            "- [[Ada Lovelace]]: a bed, for [[2026-07-01 Talk|3 July]]",
        ),
        ("- [[Ada Lovelace]]: a loom, for [[2026-07-01 Talk|1 December]]",),
    ),
    Case(
        "words that begin with a day make no dated line",
        meeting(
            "2026-07-01",
            "Ada Lovelace",
            text="- [ ] 2026-07-20 call [[Ada Lovelace]] back 📅 2026-08-01\n- gave:: 2026-07-03 dinner for [[Ada Lovelace]] (when:: 2026-07-04)\n"
            "- received:: [[Ada Lovelace]] #person {{ a book }} <!-- lent --> ✅ 2026-07-05",
        ),
        ("- [[Ada Lovelace]]: 2026-07-20 call [[Ada Lovelace]] back, for [[2026-07-01 Talk|1 August]]",),
    ),
    Case(
        "what concerns two is told once",
        meeting(
            "2026-07-01",
            "Ada Lovelace",
            "Ben Okri",
            text="- [ ] Send [[Ada Lovelace]] and [[Ben Okri]] the deck 📅 2026-08-01\n- gave:: [[Ada Lovelace]], [[Ben Okri]] an evening\n"
            "- [[Ada Lovelace]] and [[Ben Okri]] (gave:: the slides)",
        ),
        (
            "- Send [[Ada Lovelace]] and [[Ben Okri]] the deck, for [[2026-07-01 Talk|1 August]]",
            "- [[Ada Lovelace]], [[Ben Okri]] an evening, on [[2026-07-01 Talk|1 July]]",
            "- [[Ada Lovelace]]: the slides, on [[2026-07-01 Talk|1 July]]",
            "- [[Ben Okri]]: the slides, on [[2026-07-01 Talk|1 July]]",
        ),
    ),
    Case(
        "a promise that was kept only later was open",
        meeting("2026-06-01", "Ada Lovelace", text="- [x] Send [[Ada Lovelace]] the draft 📅 2026-09-10 ✅ 2026-10-09"),
        ("### Due in this time, and not kept", "- Send [[Ada Lovelace]] the draft, for [[2026-06-01 Talk|10 September]]"),
        ("### Kept",),
    ),
    Case(
        "what others promised",
        meeting("2026-07-01", "Ada Lovelace", text="- [ ] #waiting [[Ada Lovelace]] sends the book 📅 2026-08-01"),
        ("### Waited for", "- [[Ada Lovelace]] sends the book, for [[2026-07-01 Talk|1 August]]"),
    ),
    Case(
        "what somebody else need no longer do is not told",
        meeting("2026-06-01", "Ada Lovelace", text="- [-] #waiting [[Ada Lovelace]] sends the book 📅 2026-08-01 ❌ 2026-08-02"),
        (NOTHING,),
        ("### Kept by others", "### Waited for", "### Given up"),
    ),
    Case(
        "a tie revived",
        meeting("2025-01-10", "Ada Lovelace") | meeting("2026-08-10", "Ada Lovelace"),
        ("### Revived", "- [[Ada Lovelace]], quiet after [[2025-01-10 Talk|10 January 2025]], coffee on [[2026-08-10 Talk|10 August]]"),
        ("### In touch for the first time",),
    ),
    Case(
        "a tie gone quiet",
        {ADA: person("cadence: 6w")} | meeting("2026-06-20", "Ada Lovelace"),
        ("### Gone quiet", "- [[Ada Lovelace]], last on [[2026-06-20 Talk|20 June]]"),
    ),
    Case(
        "a tie that was quiet already is not lost again",
        meeting("2024-06-20", "Ada Lovelace"),
        (NOTHING,),
    ),
    Case(
        "a tie ended, with its reason",
        {ADA: person("ended: 2026-08-01", "ended_because: we want other things")} | meeting("2026-06-20", "Ada Lovelace"),
        ("### Ended", "- [[Ada Lovelace]] on 1 August, last in touch on [[2026-06-20 Talk|20 June]]: we want other things"),
        ("### Gone quiet",),
    ),
    Case(
        "a tie that was begun and ended bears both days",
        {ADA: person("ended: 2026-08-01")} | meeting("2026-07-02", "Ada Lovelace") | meeting("2026-07-09", "Ada Lovelace"),
        ("### Ended", "- [[Ada Lovelace]] on 1 August, last in touch on [[2026-07-09 Talk|9 July]]"),
        ("### In touch for the first time",),
    ),
    Case(
        "a tie to somebody met once and never in touch ends as well",
        {ADA: person("first_met: 2025-02-03", "ended: 2026-08-01")},
        ("### Ended", "- [[Ada Lovelace]] on 1 August"),
    ),
    Case(
        "what was given, received and asked for",
        meeting(
            "2026-07-02",
            "Ada Lovelace",
            text="- gave:: [[Ada Lovelace]] a book on looms\n- received:: an hour\n- asked:: [[Ada Lovelace]] for her slides",
        ),
        (
            "### You gave",
            "- [[Ada Lovelace]] a book on looms, on [[2026-07-02 Talk|2 July]]",
            "### You received",
            "- [[Ada Lovelace]]: an hour, on [[2026-07-02 Talk|2 July]]",
            "### You asked",
            "- [[Ada Lovelace]] for her slides, on [[2026-07-02 Talk|2 July]]",
        ),
    ),
    Case(
        "what somebody asked for and got was given",
        meeting("2026-07-02", "Ada Lovelace", text="- [x] #request [[Ada Lovelace]]: read her talk ✅ 2026-07-05\n"),
        ("### You gave", "- [[Ada Lovelace]]: read her talk, on [[2026-07-02 Talk|5 July]]"),
    ),
    Case(
        "a goal that moved, and one that stood still",
        {
            "Goals/Lead.md": "---\ntype: goal\ntarget: 4\nstart: 2026-06-01\n---\n- [x] Say it ✅ 2026-08-02\n",
            "Goals/Sing.md": "---\ntype: goal\nstart: 2026-06-01\n---\n",
            "Goals/Later.md": "---\ntype: goal\nstart: 2026-10-01\n---\n",
        }
        | meeting("2026-07-02", "Ada Lovelace", more='helps: "[[Lead]]"\n'),
        ("- [[Lead]]: active, 1 of 4 conversations", "  - helped by [[Ada Lovelace]]", "  - done: Say it (2 August)", "Nothing moved [[Sing]]."),
    ),
    Case(
        "a goal that was changed",
        {"Goals/Lead.md": "---\ntype: goal\nneeds: [hiring]\n---\n## History\n- 2026-08-03 changed needs: mentor → hiring; because I was asked to\n"},
        ("- [[Lead]]: active", "  - 3 August: needs hiring, needs no longer mentor, because I was asked to"),
    ),
    Case(
        "what was due when it began",
        {ADA: person("cadence: 4w"), BEN: person("cadence: 4w")}
        | {"Meetings/a.md": "---\ntype: meeting\ndate: 2026-03-01\npeople: ['[[Ada Lovelace]]', '[[Ben Okri]]']\n---\nLooms.\n"}
        | meeting("2026-07-02", "Ada Lovelace"),
        ("## What was due when it began", "| check in | [[Ada Lovelace]] | [[Ben Okri]] |"),
    ),
    Case(
        "nothing was due with somebody of whom nothing is known to be older",
        {ADA: person("cadence: 4w"), BEN: person("cadence: 4w", "first_met: 2026-08-01")}
        | meeting("2026-07-02", "Ada Lovelace"),
        (),
        ("## What was due when it began",),
    ),
    Case(
        "with somebody who was met before something was due",
        {ADA: person("cadence: 4w", "first_met: 2026-01-10"), BEN: person("cadence: 4w", "first_met: 2026-08-01")}
        | meeting("2026-07-02", "Ada Lovelace"),
        ("## What was due when it began", "| check in | [[Ada Lovelace]] |  |"),
    ),
    Case(
        "nobody private is named, nor a note that is private, nor words with their name",
        {
            BEN: person("private: true"),
            "Daily/2026-07-05.md": "Lunch with [[Ben Okri]].\n",
            "Daily/2026-07-06.md": "---\nprivate: true\n---\nLunch with [[Ada Lovelace]] about it.\n",
            "Daily/2026-07-07.md": "- [x] Tell [[Ada Lovelace]] of Ben Okri ✅ 2026-07-08\n",
            "Meetings/2026-07-09 Ben Okri.md": "---\ntype: meeting\nkind: coffee\npeople: ['[[Ada Lovelace]]']\n---\nOf Ben okri.\n",
        },
        (
            "| [[Ada Lovelace]] | in touch on [[2026-07-07\\|8 July]], coffee on 9 July, and 1 earlier day |  |",
            "- [[Ada Lovelace]], on [[2026-07-07|8 July]]",
        ),
        ("### Gone quiet",),
    ),
]  # fmt: skip


def review(vault: Path, *given: str, day: str = TODAY.isoformat()) -> str:
    """Write a review and return its text."""
    before = set(tree(vault))
    assert main(["review", *given, "--vault", str(vault), "--today", day]) == 0
    (new,) = (path for path in set(tree(vault)) - before if path.endswith(".md"))
    return (vault / new).read_text()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_what_it_says(tmp_path: Path, case: Case) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person(), BEN: person(), **case.notes})
    text = review(tmp_path, "quarter", "Q3")
    lines = text.splitlines()
    assert [line for line in case.has if line not in lines] == []
    assert [line for line in case.has_not if line in lines] == []
    listed = [line for line in lines if line.startswith("- ")]
    assert len(listed) == len(set(listed))
    if any("private" in note for note in case.notes.values()):
        assert "Ben" not in text
        assert "2026-07-06" not in text


SECRETS = {
    "People/Eve Stone.md": person("private: true"),
    "Daily/2026-07-05.md": "gave:: [[Ada Lovelace]] news of Eve Stone SECRET1\nreceived:: [[Ada Lovelace]] news of Eve Stone SECRET2\n"
    "asked:: [[Ada Lovelace]] about Eve Stone SECRET3\n- [x] Send [[Ada Lovelace]] the file on Eve Stone SECRET4 ✅ 2026-07-05\n"
    "- [ ] Ask [[Ada Lovelace]] about Eve Stone SECRET5 📅 2026-07-20\npromised:: [[Ada Lovelace]] the file on Eve Stone SECRET6 📅 2026-07-20\n"
    "- [x] #request [[Ada Lovelace]]: what Eve Stone said SECRET7 ✅ 2026-07-06\n",
    "Goals/Lead.md": "---\ntype: goal\nstart: 2026-06-01\ntarget: 3\nmeasure: Eve Stone SECRET13\n---\n- [x] Tell Eve Stone SECRET8 ✅ 2026-08-02\n"
    "## History\n- 2026-08-03 changed needs: Eve Stone SECRET9; because Eve Stone SECRET10\n",
    "Meetings/Looms.md": "---\ntype: meeting\ndate: 2026-07-08\nkind: coffee\npeople: ['[[Ada Lovelace]]']\n---\nEve Stone SECRET11.\n",
}  # fmt: skip
"""Lines that name somebody private, in each place that a review quotes from."""


def test_programs_are_told_no_words_that_name_somebody_private(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        tmp_path, {"vaultnet.toml": "", ADA: person("ended: 2026-09-01", "ended_because: Eve Stone SECRET12")}
    )
    put(tmp_path, SECRETS)
    given = [
        "review",
        "quarter",
        "Q3",
        "--json",
        "--dry-run",
        "--vault",
        str(tmp_path),
        "--today",
        str(TODAY),
    ]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "Ada Lovelace" in told
    assert [word for word in told.split() if "SECRET" in word] == []
    assert "Eve" not in told


def test_a_year_without_notes_says_where_they_begin_and_keeps_no_tiers(tmp_path: Path) -> None:
    secret = {
        "Daily/2024-05-01.md": "Lunch with [[Ben Okri]].\n",
        "Daily/2024-05-02.md": "---\nprivate: true\n---\nLunch with [[Ada Lovelace]].\n",
        "Meetings/2024-05-03 Ben Okri.md": "---\ntype: meeting\npeople: ['[[Ada Lovelace]]']\n---\nOf him.\n",
    }
    put(tmp_path, {"vaultnet.toml": "", ADA: person("tier: close"), BEN: person("private: true"), **secret})
    put(tmp_path, meeting("2025-03-14", "Ada Lovelace") | meeting("2026-03-14", "Ada Lovelace"))
    text = review(tmp_path, "year", "2019")
    said = f"{NOTHING}\nThe first time in touch that they tell of was on [[2025-03-14 Talk|14 March 2025]].\n\n## In"
    assert f"# 2019\n\n{said}" in text
    assert "close" not in text
    assert "Ben" not in text
    later = review(tmp_path, "quarter", "2025-Q4")
    assert NOTHING in later
    assert "The first time" not in later
    assert "## Tiers" not in later


def test_what_it_says_of_a_time_that_runs(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "vaultnet.toml": "",
            ADA: person(),
            **meeting("2026-11-19", "Ada Lovelace"),
            **meeting("2026-11-21", "Ada Lovelace"),
        },
    )
    text = review(tmp_path, "week", "this")
    assert (
        "From 16 November to 22 November. It was not over when this was written: it tells up to 20 November."
        in text
    )
    assert "to: 2026-11-20\n" in text
    assert "21 November" not in text


# title, until when the promise is, the day on which the week of 16 November is looked at, what is said of it
DUE_TODAY = [
    ("for today", "2026-11-20", TODAY, ""),
    ("for yesterday", "2026-11-19", TODAY, "### Due in this time, and not kept"),
    ("for today, the last day", "2026-11-22", date(2026, 11, 22), ""),
    ("for the last day, and that is over", "2026-11-22", date(2026, 11, 23), "### Due in this time, and not kept"),
    ("for today, and from somebody else", "2026-11-20 #waiting", TODAY, ""),
    ("for yesterday, and from somebody else", "2026-11-19 #waiting", TODAY, "### Waited for"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "today", "said"), [one[1:] for one in DUE_TODAY], ids=[one[0] for one in DUE_TODAY]
)
def test_a_promise_for_today_can_still_be_kept(tmp_path: Path, due: str, today: date, said: str) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person(), "Plans.md": f"- [ ] Call [[Ada Lovelace]] 📅 {due}\n"})
    text = review(tmp_path, "week", "W47", day=str(today))
    assert (said or "Your notes tell nothing") in text
    assert ("Call [[Ada Lovelace]]" in text) == bool(said)


def knows(*names: str) -> str:
    """A contact's note that names whom they know."""
    return person(f"knows: [{', '.join(names)}]")


def lunches(*names: str, day: str = "2026-09-{:02}") -> dict[str, str]:
    """Daily notes of a lunch with each of some people: that ties nobody to anybody."""
    return {f"Daily/{day.format(at)}.md": f"Lunch with [[{name}]].\n" for at, name in enumerate(names, 1)}


def contacts(*names: str, more: str = "tier: close") -> dict[str, str]:
    """Notes of contacts."""
    return {f"People/{name}.md": person(more) for name in names}


ALL = ("Ada Lovelace", "Ben Okri", "Cy", "Di", "Ed")
CROWD = tuple(f"P{number}" for number in range(7))
SIXTY = tuple(f"N{number:02}" for number in range(60))
NETWORKS = [
    Case(
        "between three who don't know each other",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy", "Di")} | lunches(*ALL),
        ("### Bridges", "- [[Ada Lovelace]] is tied to [[Ben Okri]]; to [[Cy]]; to [[Di]]"),
    ),
    Case(
        "between two pairs",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy", "Di", "Ed"), "People/Cy.md": knows("Di"), "People/Ed.md": knows("Ben Okri")} | lunches(*ALL),
        ("- [[Ada Lovelace]] is tied to [[Ben Okri]] and [[Ed]]; to [[Cy]] and [[Di]]",),
    ),
    Case(
        "two are too few",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy")} | lunches(*ALL),
        ("### Groups", "- [[Ada Lovelace]], [[Ben Okri]] and [[Cy]]"),
        ("### Bridges",),
    ),
    Case(
        "who all know each other are a group and no bridge",
        contacts(*ALL[:3], more="company: Globex") | lunches(*ALL[:3]),
        ("### Groups", "- Around Globex: [[Ada Lovelace]], [[Ben Okri]] and [[Cy]]"),
        ("### Bridges",),
    ),
    Case(
        "freelancers are no group",
        contacts(*ALL[:3], more="company: freelance") | lunches(*ALL[:3]),
        (),
        ("## Bridges and groups",),
    ),
    Case(
        "whom the owner was not in touch with for a year is left out",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy", "Di")} | lunches(*ALL[:3]) | lunches("Di", day="2025-08-{:02}"),
        (),
        ("### Bridges",),
    ),
    Case(
        "who is private is left out",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy", "Di"), "People/Di.md": person("private: true")} | lunches(*ALL),
        (),
        ("### Bridges",),
    ),
    Case(
        "who has ended is left out",
        contacts(*ALL) | {ADA: knows("Ben Okri", "Cy", "Di"), "People/Di.md": person("ended: 2026-09-10")} | lunches(*ALL),
        (),
        ("### Bridges",),
    ),
    Case(
        "who sat at one table is a group",
        contacts(*ALL) | meeting("2026-09-10", *ALL),
        ("- [[Ada Lovelace]], [[Ben Okri]], [[Cy]], [[Di]] and [[Ed]]",),
    ),
    Case(
        "who was among twelve is not",
        contacts(*ALL, *CROWD) | meeting("2026-09-10", *ALL, *CROWD),
        (),
        ("## Bridges and groups",),
    ),
    Case(
        "of twelve at a company all are",
        contacts(*ALL, *CROWD, more="company: Globex") | lunches(*ALL, *CROWD),
        ("- Around Globex: [[Ada Lovelace]], [[Ben Okri]], [[Cy]], [[Di]], [[Ed]], [[P0]], [[P1]] and [[P2]], and 4 more",),
    ),
    Case(
        "of sixty at a company all are",
        contacts(*ALL) | {f"People/{name}.md": person("company: Globex") for name in SIXTY} | lunches(*SIXTY[:3]),
        ("- Around Globex: [[N00]], [[N01]] and [[N02]]",),
    ),
    Case(
        "of more than that none is by that alone",
        contacts(*ALL) | {f"People/{name}.md": person("company: Globex") for name in (*SIXTY, "O1", "O2")} | lunches(*SIXTY[:3]),
        (),
        ("## Bridges and groups", "### Groups"),
    ),
    Case(
        "how closed it is: all tied to nobody but the owner would be 1/n",
        contacts(*ALL[:3], more="company: Globex") | lunches(*ALL),
        ("constraint: 0.37", "How closed the network around you is (Burt's constraint; lower is more open): 0.37."),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", NETWORKS, ids=[case.title for case in NETWORKS])
def test_what_it_says_of_who_knows_whom(tmp_path: Path, case: Case) -> None:
    put(tmp_path, {"vaultnet.toml": "", **contacts("Di", "Ed"), **case.notes})
    lines = review(tmp_path, "quarter", "Q3").splitlines()
    assert [line for line in case.has if line not in lines] == []
    assert [line for line in case.has_not if line in lines] == []


def test_a_week_tells_nothing_of_who_knows_whom(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **contacts(*ALL, more="company: Globex"), **lunches(*ALL)})
    assert "## Bridges" not in review(tmp_path, "week", "2026-09-01")


# --- tiers -----------------------------------------------------------------------------------------

# title, Ada's properties when the first review was written and when the second is, what the second says of it
TIERS = [
    ("closer", ("tier: casual",), ("tier: inner",), "- [[Ada Lovelace]]: inner, was casual"),
    ("a first tier", (), ("tier: close",), "- [[Ada Lovelace]]: close, had none"),
    ("no longer one", ("tier: close",), (), "- [[Ada Lovelace]]: no tier, was close"),
    ("ended", ("tier: close",), ("tier: close", "ended: 2026-11-01"), "- [[Ada Lovelace]]: no tier, was close"),
    ("the same", ("tier: close",), ("tier: close",), "Nobody has another tier than in [[Review 2026-Q2]]."),
    ("a word that is no tier", ("tier: close",), ("tier: best",), "- [[Ada Lovelace]]: no tier, was close"),
    ("private since", ("tier: close",), ("tier: inner", "private: true"), "Nobody has another tier than in [[Review 2026-Q2]]."),
    ("private before", ("tier: close", "private: true"), ("tier: inner",), "- [[Ada Lovelace]]: inner, had none"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "said"), [one[1:] for one in TIERS], ids=[one[0] for one in TIERS])
def test_tiers_are_compared_with_the_last_review(
    tmp_path: Path, was: tuple[str, ...], now: tuple[str, ...], said: str
) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person(*was), BEN: person("tier: yearly")})
    first = review(tmp_path, "quarter", "Q2", day="2026-07-05")
    assert "## Tiers on 5 July 2026" in first
    assert "- yearly: [[Ben Okri]]" in first
    put(tmp_path, {ADA: person(*now)})
    text = review(tmp_path, "quarter", "Q3")
    assert said in text.splitlines()
    assert ("Ada" in text) == (
        "private: true" not in now and (was, now) != (("tier: close",), ("tier: close",))
    ) or ("- close: [[Ada Lovelace]]" in text)


def test_a_week_keeps_no_list_and_tells_what_has_changed(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person("tier: close"), BEN: person("tier: inner")})
    assert "## Tiers" not in review(tmp_path, "week", "W44")
    review(tmp_path, "month", "October")
    assert "## Tiers" not in review(tmp_path, "week", "W45")
    put(tmp_path, {ADA: person("tier: inner")})
    text = review(tmp_path, "week", "W46")
    assert "Since [[Review 2026-10]]:\n\n- [[Ada Lovelace]]: inner, was close\n" in text
    assert "Ben" not in text


def test_of_reviews_the_last_of_the_same_kind_is_compared_with(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person("tier: close")})
    review(tmp_path, "quarter", "Q1", day="2026-04-10")
    put(tmp_path, {ADA: person("tier: inner")})
    review(tmp_path, "month", "June", day="2026-07-02")
    assert "Since [[Review 2026-Q1]]:" in review(tmp_path, "quarter", "Q3")
    assert "Nobody has another tier than in [[Review 2026-06]]." in review(tmp_path, "month", "October")
    assert "Nobody has another tier than in [[Review 2026-10]]." in review(tmp_path, "year", "2026")


def test_one_without_the_list_is_passed_over_and_other_lists_are_not_taken_for_it(tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", ADA: person("tier: close"), BEN: person("tier: inner")})
    words = "## Tiers\n- inner: [[Ada Lovelace]], [[Nobody]]\n- best: [[Ben Okri]]\n## Mine\n- inner: [[Ben Okri]]\n"
    put(tmp_path, {"Reviews/Review 2026-06.md": "Nothing.\n", "Reviews/Review 2026-05.md": words})
    text = review(tmp_path, "month", "July", day="2026-08-02")
    assert text[text.index("Since [[") :].splitlines()[:4] == [
        "Since [[Review 2026-05]]:",
        "",
        "- [[Ada Lovelace]]: close, was inner",
        "- [[Ben Okri]]: inner, had none",
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_how_closed_it_was_is_compared(tmp_path: Path, ends: str) -> None:
    put(
        tmp_path,
        {"vaultnet.toml": "", **contacts(*ALL[:3]), **lunches(*ALL[:3]), ADA: knows("Ben Okri", "Cy")},
    )
    words = "---\nconstraint: 0.25\n---\n## Tiers\n- close: [[Cy]]\n".replace("\n", ends)
    last = tmp_path / "Reviews" / "Review 2026-Q1.md"
    last.parent.mkdir()
    last.write_bytes(words.encode())
    text = review(tmp_path, "quarter", "Q3")
    assert ": 0.78, and 0.25 in [[Review 2026-Q1]].\n" in text
    assert "Cy" not in text[text.index("Since [[Review 2026-Q1]]") :]


# --- the one in the example vault ------------------------------------------------------------------

OF_THE_EXAMPLE = "Reviews/2026/Review 2026-Q3.md"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example") / "vault"
    shutil.copytree(EXAMPLE, root)
    return root


def test_the_review_in_the_example_vault_is_what_the_command_writes(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = (EXAMPLE / OF_THE_EXAMPLE).read_bytes()
    assert seal.is_untouched(written)
    (example / OF_THE_EXAMPLE).unlink()
    assert main(["--vault", str(example), "review", "quarter"]) == 0
    wanted = "To write it anew: vaultnet --vault examples/vault review quarter --again"
    assert (example / OF_THE_EXAMPLE).read_text() == written.decode(), wanted


@pytest.mark.parametrize("given", ["week", "year", "week this", "year this"])
def test_at_the_end_of_the_calendar_it_counts_for_nobody_either(
    example: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    assert (
        main(["--vault", str(example), "--today", "9999-12-31", "review", *given.split(), "--dry-run"]) == 0
    )


def test_its_links_lead_to_notes_and_it_counts_for_nobody() -> None:
    with Session(EXAMPLE).facts(quiet=True) as facts:
        links = facts.query("select target, resolved, line from links where path like 'Reviews/%'")[1]
        assert len(links) > 200
        assert [link for link in links if link[1] is None] == []
        for view in ("interactions", "plans", "tasks", "ledger", "problems"):
            assert facts.query(f"select * from {view} where path like 'Reviews/%'")[1] == []
        promises = "select * from promise p join note n on n.id = p.note where n.path like 'Reviews/%'"
        assert facts.query(promises)[1] == []


# --- sources ---------------------------------------------------------------------------------------


def leaves(value: Any) -> Iterator[Sourced[Any]]:
    if isinstance(value, Sourced):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from leaves(inner)


def stands(source: Source, vault: Path) -> bool:
    lines = (vault / source.path).read_text().splitlines()
    said = [*lines[source.line - 1 : source.line], source.path]
    return any(source.quote in text or words(source.quote) in words(text) for text in said)


NOBODYS = "Reviews/Review 2020.md"
"""Where the review would lie that is compared with."""


def seen_in_the_example(period: Period) -> Mapping[str, Any]:
    session = Session(EXAMPLE)
    with session.facts(quiet=True) as facts:
        kept = tiers.read(
            NOBODYS, "## Tiers\n- close: [[Kwame Adomako]]\n", facts.config, lambda name: f"People/{name}.md"
        )
        found = tiers.part(facts.snapshot, facts.config, kept, keeps=True)
        return {**page.context(look(session, period, facts)), "tiers": found}


@pytest.mark.parametrize(
    "period", [periods.holding("quarter", date(2026, 7, 1)), periods.holding("year", TODAY)]
)
def test_every_value_has_its_lines(period: Period) -> None:
    found = [*leaves(seen_in_the_example(period))]
    assert len(found) > 200
    assert [one for one in found if not one.sources] == []
    sources = {source for one in found for source in one.sources if source.path != NOBODYS}
    assert [source for source in sources if not stands(source, EXAMPLE)] == []


@pytest.mark.parametrize(
    "period", [periods.holding("month", date(2026, 9, 1)), periods.holding("year", date(2025, 5, 1))]
)
def test_talks_are_the_interactions_of_that_time(period: Period) -> None:
    with Session(EXAMPLE).facts(quiet=True) as facts:
        sql = f"select contact, day, kind, path, line, text from interactions where day between '{period.first}' and '{period.last}'"
        wanted = sorted(facts.query(sql)[1])
        found = asked.talks(facts.query, period.first, period.last)
    assert wanted
    assert [(one.contact, one.day, one.kind, one.path, one.line, one.text) for one in found] == wanted
