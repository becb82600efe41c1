"""A small network for tests of signals and dashboards: the notes as text, and the facts in them made by hand.

Every source of the facts quotes what stands in `NOTES`, so that a test can hold each claim against its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vaultnet.config import Config
from vaultnet.hookspecs import Inputs
from vaultnet.model import Task, Value
from vaultnet.network import Goal, LedgerLine, Occasion, Promise, Snapshot, Summary, Trace
from vaultnet.note_types import NOTE_TYPES
from vaultnet.problems import Problem

TODAY = date(2026, 11, 20)

NOTES = {
    "People/Ada Lovelace.md": """---
type: contact
company: "[[Analytical Engines]]"
role: Principal Engineer
tier: close
birthday: 1969-12-10
first_met: 2025-03-14
teaches: [looms]
---
""",
    "People/Grace Hopper.md": """---
type: contact
role: Engineering Manager
cadence: 6w
---
""",
    "People/Luigi Menabrea.md": """---
type: contact
tier: casual
birthday: 1969-11-22
---
""",
    "People/Charles Babbage.md": """---
type: contact
tier: yearly
company: Difference Works
---
""",
    "People/Sophia De Morgan.md": """---
type: contact
tier: casual
first_met: 2026-06-01
---
""",
    "People/Anna Atkins.md": "",
    "People/Mary Somerville.md": """---
type: contact
tier: inner
private: true
---
""",
    "Meetings/2026/2026-10-17 Ada Lovelace coffee.md": """---
type: meeting
date: 2026-10-17
kind: coffee
people: ["[[Ada Lovelace]]"]
helps: ["[[Lead a platform team]]"]
---
How she moved from building to leading. Start with one hire you trust completely.

- [ ] Send [[Ada Lovelace]] the Bernoulli draft 📅 2026-11-19
- [ ] #waiting [[Ada Lovelace]] introduces me to [[Charles Babbage]] 📅 2026-11-14
- [ ] Ask [[Mary Somerville]] about the house 📅 2026-11-18

gave:: [[Ada Lovelace]] teaching: public speaking
""",
    "Daily/2026-09-18.md": "Called [[Grace Hopper]]: the migration may be live by spring.\n",
    "Daily/2026-10-04.md": "Lunch with [[Anna Atkins]].\ngave:: [[Anna Atkins]] my old press\n",
    "Daily/2026-08-20.md": "Saw [[Anna Atkins]] at the library.\ngave:: [[Anna Atkins]] a ticket for readers\n",
    "Daily/2026-07-11.md": "[[Anna Atkins]] showed me her prints.\n",
    "Daily/2026-02-02.md": "Letter from [[Charles Babbage]].\n",
    "Daily/2026-11-01.md": "Tea with [[Mary Somerville]].\n",
    "Meetings/2026/2026-11-24 Grace Hopper.md": """---
date: 2026-11-24
kind: informational-interview
people: ["[[Grace Hopper]]"]
---
""",
    "Events/Difference Engine Days.md": """---
type: event
date: 2026-11-26
ends: 2026-11-27
people: ["[[Charles Babbage]]", "[[Somebody Else]]"]
---
""",
    "Goals/Lead a platform team.md": """---
type: goal
horizon: long
start: 2026-08-01
due: 2027-06-30
measure: informational-interview
target: 10
needs: [mentor, "insider at [[Globex]]"]
parent: "[[Work that lasts]]"
---
- [x] Say it out loud to my manager ✅ 2026-09-02
- [ ] Lead the migration to the new build system 📅 2026-12-15
- [ ] Hire one person
""",
    "Goals/Speak at one conference.md": """---
type: goal
horizon: short
---
- [x] Choose a topic ✅ 2026-10-02
- [x] Collect examples
- [-] Ask for a slot in May
- [ ] Write the abstract 📅 2026-11-25
""",
    "Goals/Work that lasts.md": "---\ntype: goal\nhorizon: a lifetime\n---\n",
    "Goals/Learn to sail.md": "---\ntype: goal\nstatus: dropped\nbecause: the sea is far\n---\n",
    "Goals/First talk.md": "---\ntype: goal\nstatus: done\n---\n",
    "Goals/A book.md": "---\ntype: goal\nstatus: paused\n---\n",
    "Opportunities/Mentoring with Grace Hopper.md": """---
type: opportunity
kind: mentoring
stage: noticed
people: ["[[Grace Hopper]]"]
goals: ["[[Lead a platform team]]"]
noticed: 2026-11-10
---
""",
    "Projects/A book of looms.md": """---
type: project
people: ["[[Anna Atkins]]", "[[Grace Hopper]]", "[[Mary Somerville]]"]
goals: ["[[Lead a platform team]]"]
started: 2026-05-04
check_in: yearly
---
- [x] Contents ✅ 2026-06-01
- [ ] Chapter one 📅 2026-11-10
- [ ] Grace: chapter two 📅 2026-12-10
""",
    "Communities/Letters to the editor.md": """---
type: community
url: https://letters.example
rhythm: weekly
---
- [x] Portrait: an engraving 🔁 every 3 months 📅 2026-07-01 ✅ 2026-07-02
- [ ] Portrait: an engraving 🔁 every 3 months 📅 2026-10-01
- [ ] Motto: one line 🔁 every 3 months 📅 2026-12-01
""",
    "Robin.md": "---\ntype: contact\nteaches: [analysis]\nlearns: [looms, sailing]\n---\n",
    "vaultnet.toml": "",
}


def line_of(path: str, quote: str) -> int:
    """Number the line of a note that holds a text; 1 if its path does."""
    lines = NOTES[path].split("\n")
    return next((number for number, line in enumerate(lines, 1) if quote in line), 1)


def value(path: str, quote: str, found: Any = None, *, link: bool = False) -> Value:
    """A value as it would be read from a note; by default what is quoted."""
    return Value(quote if found is None else found, line_of(path, quote), quote, link)


def trace(contact: str, path: str, kind: str, text: str = "", *, day: str = "", plan: bool = False) -> Trace:
    """A trace that stands in a note where its day does."""
    day = day or next(part for part in path.replace("/", " ").split() if part.count("-") == 2)[:10]
    return Trace(contact, day, kind, path, line_of(path, day), "mention", text, plan, day)


ADA, GRACE, LUIGI, CHARLES, SOPHIA, ANNA, MARY = (
    f"People/{name}.md"
    for name in (
        "Ada Lovelace",
        "Grace Hopper",
        "Luigi Menabrea",
        "Charles Babbage",
        "Sophia De Morgan",
        "Anna Atkins",
        "Mary Somerville",
    )
)
COFFEE = "Meetings/2026/2026-10-17 Ada Lovelace coffee.md"
INTERVIEW = "Meetings/2026/2026-11-24 Grace Hopper.md"
WORDS = "Start with one hire you trust completely."
TEAM, TALK = "Goals/Lead a platform team.md", "Goals/Speak at one conference.md"


def contact(path: str, fields: Mapping[str, Value], recent: tuple[Trace, ...] = (), **more: Any) -> Summary:
    """A contact with a value for each field."""
    return Summary(
        path,
        path.rpartition("/")[2].removesuffix(".md"),
        {key: (one,) for key, one in fields.items()},
        len(recent),
        recent,
        **more,
    )


CONTACTS = (
    contact(
        ADA,
        {
            "company": value(ADA, "Analytical Engines", link=True),
            "role": value(ADA, "Principal Engineer"),
            "tier": value(ADA, "close"),
            "birthday": value(ADA, "1969-12-10"),
            "first_met": value(ADA, "2025-03-14"),
            "teaches": value(ADA, "looms"),
        },
        (trace(ADA, COFFEE, "coffee", WORDS),),
    ),
    contact(
        ANNA,
        {},
        tuple(trace(ANNA, f"Daily/{day}.md", "meal") for day in ("2026-10-04", "2026-08-20", "2026-07-11")),
    ),
    contact(
        CHARLES,
        {"tier": value(CHARLES, "yearly"), "company": value(CHARLES, "Difference Works")},
        (trace(CHARLES, "Daily/2026-02-02.md", "letter"),),
    ),
    contact(
        GRACE,
        {"role": value(GRACE, "Engineering Manager"), "cadence": value(GRACE, "6w", 42)},
        (trace(GRACE, "Daily/2026-09-18.md", "call", "the migration may be live by spring."),),
    ),
    contact(LUIGI, {"tier": value(LUIGI, "casual"), "birthday": value(LUIGI, "1969-11-22")}),
    contact(
        MARY,
        {"tier": value(MARY, "inner"), "private": value(MARY, "true", True)},
        (trace(MARY, "Daily/2026-11-01.md", "meal", "Nobody may read this."),),
    ),
    contact(SOPHIA, {"tier": value(SOPHIA, "casual"), "first_met": value(SOPHIA, "2026-06-01")}),
)


def with_plan(one: Summary, plan: Trace) -> Summary:
    """A contact with something planned."""
    return Summary(one.path, one.name, one.fields, one.interactions, one.recent, (plan,))


def promise(who: str, text: str, due: str, *, theirs: bool = False, path: str = COFFEE) -> Promise:
    """A promise that stands in a note."""
    return Promise(who, text, path, line_of(path, text), due, theirs)


PROMISES = (
    promise(ADA, "#waiting [[Ada Lovelace]] introduces me to [[Charles Babbage]]", "2026-11-14", theirs=True),
    promise(
        CHARLES, "#waiting [[Ada Lovelace]] introduces me to [[Charles Babbage]]", "2026-11-14", theirs=True
    ),
    promise(MARY, "Ask [[Mary Somerville]] about the house", "2026-11-18"),
    promise(ADA, "Send [[Ada Lovelace]] the Bernoulli draft", "2026-11-19"),
)


def task(path: str, text: str, status: str = " ", **dates: str) -> Task:
    """A milestone that stands in a goal's note."""
    return Task(status, text, line_of(path, text), **dates)


GOALS = (
    Goal("Goals/A book.md", "A book", {"status": (value("Goals/A book.md", "paused"),)}, (), ()),
    Goal("Goals/First talk.md", "First talk", {"status": (value("Goals/First talk.md", "done"),)}, (), ()),
    Goal(
        TEAM,
        "Lead a platform team",
        {
            "horizon": (value(TEAM, "long"),),
            "start": (value(TEAM, "2026-08-01"),),
            "due": (value(TEAM, "2027-06-30"),),
            "measure": (value(TEAM, "informational-interview"),),
            "target": (value(TEAM, "10", 10),),
            "needs": (value(TEAM, "mentor"), value(TEAM, "insider at [[Globex]]")),
            "parent": (value(TEAM, "Work that lasts", link=True),),
        },
        (
            task(TEAM, "Say it out loud to my manager", "x", done="2026-09-02"),
            task(TEAM, "Lead the migration to the new build system", due="2026-12-15"),
            task(TEAM, "Hire one person"),
        ),
        (trace(ADA, COFFEE, "informational-interview", WORDS),),
        (trace(GRACE, INTERVIEW, "informational-interview", plan=True),),
        {"Work that lasts": "Goals/Work that lasts.md"},
    ),
    Goal(
        "Goals/Learn to sail.md",
        "Learn to sail",
        {
            "status": (value("Goals/Learn to sail.md", "dropped"),),
            "because": (value("Goals/Learn to sail.md", "the sea is far"),),
        },
        (),
        (),
    ),
    Goal(
        TALK,
        "Speak at one conference",
        {"horizon": (value(TALK, "short"),)},
        (
            task(TALK, "Choose a topic", "x", done="2026-10-02"),
            task(TALK, "Collect examples", "x"),
            task(TALK, "Ask for a slot in May", "-"),
            task(TALK, "Write the abstract", due="2026-11-25"),
        ),
        (),
    ),
    Goal(
        "Goals/Work that lasts.md",
        "Work that lasts",
        {"horizon": (value("Goals/Work that lasts.md", "a lifetime"),)},
        (),
        (),
    ),
)


def given(who: str, path: str, text: str, day: str) -> LedgerLine:
    """A line of the ledger that stands in a note."""
    return LedgerLine("gave", who, text, day, path, line_of(path, text))


LEDGER = (
    given(ANNA, "Daily/2026-08-20.md", "[[Anna Atkins]] a ticket for readers", "2026-08-20"),
    given(ANNA, "Daily/2026-10-04.md", "[[Anna Atkins]] my old press", "2026-10-04"),
    given(ADA, COFFEE, "[[Ada Lovelace]] teaching: public speaking", "2026-10-17"),
)
ROBIN = "Robin.md"
ME = Summary(
    ROBIN,
    "Robin",
    {
        "teaches": (value(ROBIN, "analysis"),),
        "learns": (value(ROBIN, "looms"), value(ROBIN, "sailing")),
    },
)

DAYS = "Events/Difference Engine Days.md"
NOTICED = "Opportunities/Mentoring with Grace Hopper.md"
BOOK = "Projects/A book of looms.md"
LETTERS = "Communities/Letters to the editor.md"
OCCASIONS = (
    Occasion(
        LETTERS,
        "Letters to the editor",
        "community",
        {
            "url": (value(LETTERS, "https://letters.example"),),
            "rhythm": (Value(7, line_of(LETTERS, "weekly"), "weekly"),),
        },
        tasks=(
            Task(
                "x",
                "Portrait: an engraving",
                6,
                due="2026-07-01",
                done="2026-07-02",
                recurrence="every 3 months",
            ),
            Task(" ", "Portrait: an engraving", 7, due="2026-10-01", recurrence="every 3 months"),
            Task(" ", "Motto: one line", 8, due="2026-12-01", recurrence="every 3 months"),
        ),
    ),
    Occasion(
        DAYS,
        "Difference Engine Days",
        "event",
        {
            "date": (value(DAYS, "2026-11-26"),),
            "ends": (value(DAYS, "2026-11-27"),),
            "people": (
                value(DAYS, "Charles Babbage", link=True),
                value(DAYS, "Somebody Else", link=True),
            ),
        },
        {"Charles Babbage": CHARLES},
    ),
    Occasion(
        NOTICED,
        "Mentoring with Grace Hopper",
        "opportunity",
        {
            "kind": (value(NOTICED, "mentoring"),),
            "stage": (value(NOTICED, "noticed"),),
            "people": (value(NOTICED, "Grace Hopper", link=True),),
            "goals": (value(NOTICED, "Lead a platform team", link=True),),
            "noticed": (value(NOTICED, "2026-11-10"),),
        },
        {"Grace Hopper": GRACE, "Lead a platform team": TEAM},
    ),
    Occasion(
        BOOK,
        "A book of looms",
        "project",
        {
            "people": (
                value(BOOK, "Anna Atkins", link=True),
                value(BOOK, "Grace Hopper", link=True),
                value(BOOK, "Mary Somerville", link=True),
            ),
            "goals": (value(BOOK, "Lead a platform team", link=True),),
            "started": (value(BOOK, "2026-05-04"),),
            "check_in": (Value(365, line_of(BOOK, "yearly"), "yearly"),),
        },
        {"Anna Atkins": ANNA, "Grace Hopper": GRACE, "Mary Somerville": MARY, "Lead a platform team": TEAM},
        tasks=(
            Task("x", "Contents", line_of(BOOK, "Contents"), done="2026-06-01"),
            Task(" ", "Chapter one", line_of(BOOK, "Chapter one"), due="2026-11-10"),
            Task(" ", "Grace: chapter two", line_of(BOOK, "chapter two"), due="2026-12-10"),
        ),
    ),
)

SNAPSHOT = Snapshot(
    today=TODAY,
    contacts=CONTACTS,
    me=ME,
    goals=GOALS,
    promises=PROMISES,
    ledger=LEDGER,
    occasions=OCCASIONS,
    notes=len(NOTES),
    names={path: path.rpartition("/")[2].removesuffix(".md") for path in NOTES if path.endswith(".md")},
)

PROBLEMS = (
    Problem("Daily/2026-09-18.md", 1, 1, "bad-date", "date: “soon” is no date.", "Write 2026-11-20."),
    Problem("People/Ada Lovelace.md", 1, 1, "unheard-of", "Something odd.", ""),
    Problem("vaultnet.toml", 1, 1, "bad-date", "date: “x|y” is no date.", "Write 2026-11-20."),
)


def inputs(snapshot: Snapshot = SNAPSHOT, config: Config | None = None, **more: Any) -> Inputs:
    """What a build would give a dashboard."""
    from vaultnet.signals import SIGNALS

    config = config or Config()
    found = [one for signal in SIGNALS for one in signal.find(snapshot, config)]
    found.sort(key=lambda one: (-one.weight, one.since, one.name, one.contact, one.reason))
    return Inputs(snapshot, tuple(found), more.get("problems", ()), config, NOTE_TYPES)
