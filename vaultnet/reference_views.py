"""docs/query.md, made from the views and from what each column is said to mean; a test keeps the page equal.

``python -m vaultnet.reference_views > docs/query.md`` in the checkout rewrites it. Pure.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from vaultnet.schema import VIEWS

_SHARED = {
    "path": "the note, from the vault's root",
    "name": "its file name without `.md`",
    "line": "the line in that note, from 1",
    "contact": "path of the contact's note",
    "day": "the day",
    "text": "the words to quote; empty where there are none or the contact or the note is `private`",
    "kind": "the [kind](interactions.md): `coffee`, `call` …",
}

_IN_TOUCH = {
    **{name: _SHARED[name] for name in ("contact", "day", "kind")},
    "path": "the note that says so",
    **{name: _SHARED[name] for name in ("line", "text")},
}

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "notes": {
            "path": _SHARED["path"],
            "name": _SHARED["name"],
            "type": "its [type](fields.md), or empty",
            "day": "the day it stands for, or empty",
        },
        "contacts": {
            "path": _SHARED["path"],
            "name": _SHARED["name"],
            "tier": "the tier",
            "cadence": "the contact's own cadence, in days",
            "company": "the first company",
            "role": "what they do there",
            "location": "the first place",
            "email": "the first address",
            "phone": "the first number",
            "relation": "all of them, separated by `, `",
            "interests": "all of them, separated by `, `",
            "birthday": "`1990-05-02`, or `--05-02` where the year is not known",
            "first_met": "the day you met",
            "last": "the last day in touch",
            "interactions": "how many days in touch",
        },
        "interactions": _IN_TOUCH,
        "plans": _IN_TOUCH,
        "goals": {
            "path": _SHARED["path"],
            "name": _SHARED["name"],
            "horizon": "`short`, `long`, or your own word",
            "status": "as the note says it",
            "due": "the day to reach it by",
            "measure": "[what is counted](goals.md)",
            "target": "how many it takes",
            "parent": "what the link to the goal above says",
        },
        "tasks": {
            "path": "the note it stands in",
            "line": _SHARED["line"],
            "status": "the character in its box: a space, `x`, `-` …",
            "text": "what is to be done, without dates and marks",
            "due": "its day, or empty",
            "scheduled": "its day, or empty",
            "start": "its day, or empty",
            "done": "its day, or empty",
            "recurrence": "`every week`, or empty",
            "priority": "in words, or empty",
            "tags": "separated by spaces, without `#`",
        },
        "ledger": {
            "kind": "`gave`, `received`, `asked`, `promised`, `news`, `share` or `about`",
            "contact": "path of the contact's note; null for nobody",
            "text": _SHARED["text"],
            "day": "the day of the line or of its note, or empty",
            "path": "the note it stands in",
            "line": _SHARED["line"],
        },
        "links": {
            "path": "the note it stands in",
            "line": _SHARED["line"],
            "column": "the column, from 1",
            "target": "what the link says it leads to",
            "resolved": "path of the note it leads to; null if there is none",
            "place": "what surrounds it: `text heading task done dropped quote embed comment` or `property`",
            "property": "the property it is a value of, or empty",
        },
        "ticks": {
            "contact": "path of the contact's note",
            "day": "the day of the dashboard, which need not be the day in touch",
            "kind": "what sort of interaction it was",
            "path": "the note that was made of it; there may be several",
            "line": _SHARED["line"],
        },
        "problems": {
            "path": "the note or file",
            "line": "the line; 0 is the file as a whole",
            "column": "the column, from 1",
            "code": "[which problem](problems.md)",
            "message": "what is wrong",
            "hint": "what to do",
        },
        "follow_ups": {
            "contact": _SHARED["contact"],
            "name": "the contact's name",
            "reason": "[why](follow-ups.md): `check in`, `promise` …",
            "since": "since when it is due",
            "text": "the reason in words",
            "weight": "what orders them; it means nothing else",
            "signal": "the rule that found it",
            "opener": "words to begin with that the rule itself brought; mostly empty",
            "path": "the first note it was derived from",
            "line": "and the line there",
        },
    }
)
"""What each column of each view holds, in the view's own order; a test holds it against the views."""

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "Whom have I not been in touch with for longest, among those who are close?",
        "select name, last from contacts where tier = 'close' order by last limit 5",
    ),
    (
        "At which companies do I know most people?",
        """select company, count(*) as people, max(last) as last from contacts
where company is not null group by company order by people desc, company limit 5""",
    ),
    (
        "How many conversations were there in each month?",
        """select substr(day, 1, 7) as month, count(*) as times from interactions
where kind not in ('engage', 'mention') group by month order by month desc limit 6""",
    ),
    (
        "To whom did I give something, and from whom did I get something?",
        """select l.day, l.kind, c.name, l.text from ledger l join contacts c on c.path = l.contact
where l.kind in ('gave', 'received') order by l.day desc, c.name limit 5""",
    ),
    (
        "Who is mentioned in my notes and has no note?",
        """select target, count(*) as times from links
where resolved is null and place = 'text' group by target order by times desc, target limit 5""",
    ),
)
"""Examples: what somebody wants to know, and how to ask; a test asks them of the example vault."""

_HEAD = """\
<!-- Made by `python -m vaultnet.reference_views` from the views. Change those, not this page. -->

# Asking the facts

`vaultnet query "select …"` asks a question in [SQLite's SQL](https://sqlite.org/lang_select.html). The answer is
a table, or JSON (`--json`), or comma-separated values (`--csv`). Nothing can be changed this way: the connection
can't write, and the facts are made of the notes, not the other way round.

These views are there to be built upon: within a version of vaultnet's [JSON](json.md), columns are added, never
renamed or removed. The tables beneath them are nobody's business and change without notice.

Days are text, `2026-11-20`, so they can be compared and sorted as they are. A field of a note that is not set is
null; what a line of text does not say is empty. `follow_ups` is what the last `vaultnet build` found; where there
was none since the settings or vaultnet itself changed, it is what a build would find.
"""


def reference() -> str:
    """Render docs/query.md."""
    parts = [_HEAD, "## Questions to begin with\n"]
    parts += (f"{question}\n\n```sql\n{sql}\n```\n" for question, sql in QUESTIONS)
    for texts, names in groupby(VIEWS, key=lambda name: COLUMNS[name]):
        parts.append("".join(_view(list(names), texts)))
    return "\n".join(parts)


def _view(names: list[str], columns: Mapping[str, str]) -> Iterator[str]:
    """Render one view, or several that have the same columns."""
    yield f"## {' and '.join(names)}\n\n"
    for name in names:
        yield f"`{name}`: {VIEWS[name][0]}\n" if len(names) > 1 else f"{VIEWS[name][0]}\n"
        yield "\n"
    yield "| column | |\n| --- | --- |\n"
    yield from (f"| `{column}` | {text} |\n" for column, text in columns.items())


if __name__ == "__main__":
    sys.stdout.write(reference())
