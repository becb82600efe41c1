"""The index's tables, and the documented views that ``vaultnet query`` reads.

Tables are the index's own business and change without notice; the views are public. Days are ISO text.
"""

from __future__ import annotations

VERSION = 8
"""Raised with every change below: an index of another version is dropped and made again."""

TABLES = """
create table meta (key text primary key, value any) without rowid;
create table stamps (folder text primary key, notes blob) without rowid;
create table note (id integer primary key, path text not null, fold text not null, name text not null,
    type text not null, day text not null, day_line integer not null, day_quote text not null,
    aliases text not null, private integer not null, fields text not null, generated integer not null,
    template integer not null, digest blob not null);
create table link (note integer not null, line integer, column integer, key text, target text, subpath text,
    alias text, place text, property text, resolved integer);
create table trace (note integer not null, line integer, contact integer, day text, kind text, strength integer,
    rule text, text text, plan integer, quote text, tick text not null);
create table promise (note integer not null, line integer, contact integer, text text, due text, theirs integer,
    since text not null, closed text not null, written text not null);
create table ledger_line (note integer not null, line integer, kind text, contact integer, text text, day text);
create table goal_line (note integer not null, line integer, kind text, text text, then_text text, day text);
create table met_line (note integer not null, line integer, text text);
create table helped (note integer not null, line integer, goal integer);
create table task (note integer not null, line integer, status text, text text, indent integer,
    due text, scheduled text, start text, created text, done text, cancelled text, recurrence text,
    priority text, tags text, quoted integer);
create table problem (note integer, stage text, path text, line integer, column integer, code text, message text,
    hint text);
create table follow_up (contact text, name text, reason text, since text, text text, weight real, signal text,
    opener text, path text, line integer);
"""

INDEXES = """
create unique index note_path on note (path);
create index note_fold on note (fold);
create index note_type on note (type) where type <> '';
create index link_note on link (note);
create index link_key on link (key);
create index trace_note on trace (note);
create index trace_contact on trace (contact, day);
create index trace_tick on trace (tick, contact) where tick <> '';
create index promise_note on promise (note);
create index ledger_note on ledger_line (note);
create index goal_line_note on goal_line (note);
create index met_line_note on met_line (note);
create index helped_note on helped (note);
create index helped_goal on helped (goal);
create index task_note on task (note);
create index problem_note on problem (note);
"""
"""Made after the rows of a first build, which is quicker than keeping them up to date meanwhile."""

NOTE_TABLES = (
    "link",
    "trace",
    "promise",
    "ledger_line",
    "goal_line",
    "met_line",
    "helped",
    "task",
    "problem",
)
"""The tables whose rows belong to a note and are made again with it."""

COLUMNS = {
    "note": 14,
    "link": 10,
    "trace": 11,
    "promise": 9,
    "ledger_line": 6,
    "goal_line": 6,
    "met_line": 3,
    "helped": 3,
    "task": 15,
    "problem": 8,
}
"""How many values a row of each table has."""

FAR = 731
"""Days ahead beyond which a day is taken for a slip of the pen, and counts for nothing: a rule of thumb."""

_TODAY = "(select value from meta where key = 'today')"


def counts(today: str) -> str:
    """The condition that a trace ``t`` of the note ``n`` counts as an interaction up to a day.

    Of the notes that were made of one tick the strongest counts, of equals the one that names another day than
    the dashboard's own, then the earliest, then the first by its path.
    """
    return (
        f"not t.plan and t.strength > 0 and t.day <= {today} and (t.tick = '' or not exists (select 1"
        " from trace o join note p on p.id = o.note where o.tick <> '' and o.tick = t.tick"
        f" and o.contact = t.contact and not o.plan and o.strength > 0 and o.day <= {today}"
        " and (o.strength > t.strength or (o.strength = t.strength and (o.day = o.tick, o.day, p.path, o.line)"
        " < (t.day = t.tick, t.day, n.path, t.line)))))"
    )


def _field(name: str) -> str:
    return f"json_extract(n.fields, '$.{name}[0][0]') as {name}"


def _list(name: str) -> str:
    values = (
        "select group_concat(json_extract(value, '$[0]'), ', ') from json_each(n.fields, '$." + name + "')"
    )
    return f"({values}) as {name}"


VIEWS: dict[str, tuple[str, str]] = {
    "notes": (
        "Every note that is not a dashboard: its type if it has one, and the day it stands for.",
        "select path, name, type, day from note where not generated",
    ),
    "contacts": (
        "The people but you, with the fields that most questions ask for; last is the last day in touch.",
        "select n.path, n.name, "
        + ", ".join(
            [_field(name) for name in ("tier", "cadence", "company", "role", "location", "email", "phone")]
            + [_list("relation"), _list("interests"), _field("birthday"), _field("first_met")]
        )
        + ", (select max(i.day) from interactions i where i.contact = n.path) as last"
        + ", (select count(*) from interactions i where i.contact = n.path) as interactions"
        + " from note n where n.type = 'contact' and n.path is not (select value from meta where key = 'me')",
    ),
    "interactions": (
        "One row for each contact and day in touch, up to today; the strongest kind, and where it stands.",
        "select contact, day, kind, path, line, text from (select c.path as contact, t.day, t.kind, n.path,"
        " t.line, t.text, row_number() over (partition by t.contact, t.day order by t.strength desc,"
        " t.text = '', n.path, t.line) as place from trace t join note c on c.id = t.contact"
        f" join note n on n.id = t.note where {counts(_TODAY)}) where place = 1",
    ),
    "plans": (
        "What is planned with a contact, from today on.",
        "select c.path as contact, t.day, t.kind, n.path, t.line, t.text from trace t"
        " join note c on c.id = t.contact join note n on n.id = t.note"
        f" where (t.plan or t.day > {_TODAY}) and t.day >= {_TODAY} and t.rule <> 'last-contact'"
        f" and t.day <= coalesce(date({_TODAY}, '+{FAR} days'), '9999-12-31')",
    ),
    "goals": (
        "The goals as their notes state them.",
        "select n.path, n.name, "
        + ", ".join(_field(n) for n in ("horizon", "status", "due", "measure", "target", "parent"))
        + " from note n where n.type = 'goal'",
    ),
    "tasks": (
        "Every task line; status is the character in its box, tags are separated by spaces.",
        "select n.path, t.line, t.status, t.text, t.due, t.scheduled, t.start, t.done, t.recurrence, t.priority,"
        " t.tags from task t join note n on n.id = t.note",
    ),
    "ledger": (
        "What was given, received, asked, promised …, and with whom.",
        "select l.kind, c.path as contact, l.text, l.day, n.path, l.line from ledger_line l"
        " join note n on n.id = l.note left join note c on c.id = l.contact where l.kind <> 'clip'",
    ),
    "links": (
        "Every link; resolved is the note it leads to, if there is one; place says what surrounds it.",
        "select n.path, l.line, l.column, l.target, r.path as resolved, l.place, l.property from link l"
        " join note n on n.id = l.note left join note r on r.id = l.resolved where l.place <> 'tick'",
    ),
    "ticks": (
        "What was taken in from dashboards, or logged: the contact, the dashboard's day, and the note made of it.",
        "select c.path as contact, t.tick as day, t.kind, n.path, t.line from trace t"
        " join note c on c.id = t.contact join note n on n.id = t.note where t.tick <> ''",
    ),
    "problems": (
        "What vaultnet check reports.",
        "select path, line, column, code, message, hint from problem",
    ),
    "follow_ups": (
        "What was due as of the last build, most pressing first, with the first line it was derived from.",
        "select contact, name, reason, since, text, weight, signal, opener, path, line from follow_up",
    ),
}
"""The public views: name to what it holds and its definition."""


def create_views(kind: str = "view") -> str:
    """The statements that make the views, those that others build upon first; ``temp view`` is another kind."""
    order = sorted(VIEWS, key=lambda name: name == "contacts")
    return "".join(f"create {kind} {name} as {VIEWS[name][1]};\n" for name in order)
