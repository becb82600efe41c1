"""What a note says about having been in touch. Pure; docs/interactions.md is the rules as a table.

A note's traces depend on the note, on what its links lead to, and on the config. What `today` is does not
matter here: whether a day is past is decided when the traces are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultnet import debrief, goal_lines, helping, kinds, ledger, line_days, sentences, tick_fields, tries
from vaultnet.config import Config
from vaultnet.dates import day_in_name
from vaultnet.globs import matcher
from vaultnet.inline_fields import as_words, by_line
from vaultnet.kinds import EVENT, IN_TOUCH, KINDS, LAST_CONTACT, MEETING, MENTION, is_conversation, strength
from vaultnet.links import Entry, Names, key
from vaultnet.met_lines import is_to_meet
from vaultnet.model import InlineField, Link, LogLine, Note
from vaultnet.network import GoalLine, LedgerLine, Promise, Trace
from vaultnet.problems import Problem
from vaultnet.values import normal
from vaultnet.who import Who

__all__ = ["KINDS", "RULES", "Derived", "derive", "is_conversation", "strength"]

RULES: Mapping[str, str] = {
    "meeting": "the people of a meeting note that has a date and something in it",
    "mention": "an ordinary link to a contact in the text of a dated note",
    "log": "a dated line in a contact's own note, or in a meeting note without a date of its own",
    "task": "a ticked task that links a contact or stands in a contact's own note",
    "day-link": "a link in a contact's own note to a dated note",
    "last-contact": "`last_contact:` in a contact's own note",
}
"""What each rule of a `Trace` looks at."""


class Derived(NamedTuple):
    """What follows from one note.

    ``helps`` names the goals that the note's interactions move, each with the line that says so. ``secret`` are
    the lines whose words are quoted nowhere.
    """

    traces: tuple[Trace, ...] = ()
    promises: tuple[Promise, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    helps: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    secret: frozenset[int] = frozenset()
    goal_lines: tuple[GoalLine, ...] = ()


_NOTHING = Derived()


def derive(note: Note, names: Names, config: Config) -> Derived:
    """Find the traces, promises, ledger lines and helped goals of one note."""
    if note.generated or note.template:
        return _NOTHING
    body = note.body
    if not (note.links or body.fields or note.fields or note.clip or body.tasks or (note.type and body.logs)):
        return _NOTHING
    who = Who(note, names, config)
    problems = [*(who.problems() if who.odd else ()), *ledger.of_nobody(who)]
    traces: Iterable[Trace] = ()
    if not _ignored(note.path, config):
        traces = _strongest(_traces(who, config))
        if note.type == "meeting" and not note.day and not body.logs:
            problems.extend(_undated(who))
    lines = (*ledger.clipping(note), *ledger.taken_part(who))
    if body.fields:
        told, found = ledger.lines(who, _met(who) if note.met else None)
        lines += told
        problems.extend(found)
    concerns_someone = lines or (body.tasks and (who.contacts or who.own))
    promises = tuple(ledger.promises(who, lines)) if concerns_someone else ()
    speaks_of_goals = note.fields or body.fields or (note.links and note.links[0].where == "property")
    helps = tuple(helping.goals(who)) if speaks_of_goals else ()
    of_goal = tuple(goal_lines.lines(who)) if note.type == "goal" else ()
    return Derived(tuple(traces), promises, lines, helps, tuple(problems), frozenset(who.secret), of_goal)


def _ignored(path: str, config: Config) -> bool:
    return bool(config.interactions_ignore) and matcher(config.interactions_ignore)(path)


def _traces(who: Who, config: Config) -> Iterator[Trace]:
    if who.own:
        return _own_note(who, who.own, config)
    if who.note.type == "meeting":
        return _meeting(who, config)
    return _mentions(who, EVENT if who.note.type == "event" else MENTION)


def _strongest(traces: Iterable[Trace]) -> Iterable[Trace]:
    """Keep one trace for each contact, day and rank of plan or not: the strongest, of equals the first."""
    kept: dict[tuple[str, str, bool], Trace] = {}
    for trace in traces:
        identity = (trace.contact, trace.day, trace.plan)
        before = kept.get(identity)
        if before is None or strength(trace.kind) > strength(before.kind):
            kept[identity] = trace
    return kept.values()


# --- dated notes -----------------------------------------------------------------------------------

_COUNTING = frozenset({"text", "heading", "done"})
_NOT_IN_TOUCH = frozenset({"about", "share", "news"})
_TO_BE_TOLD = re.compile(rf"[\[(*_\s]*(?:{'|'.join(sorted(_NOT_IN_TOUCH))})[*_]*::", re.IGNORECASE)
_MARKS = re.compile(r"\s*(?:[-*+>]\s+|[0-9]+[.)]\s+|\[.\]\s+|#+\s+)*")
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 200


def _mentions(who: Who, default: str) -> Iterator[Trace]:
    """Ordinary links to contacts, on the day of their line or else of the note."""
    if not who.contacts:
        return
    note = who.note
    lines = dict(note.body.lines)
    tasks = {task.line: task.text for task in note.body.tasks} if note.body.tasks else {}
    silent = {task.line for task in note.body.tasks if ledger.is_advice(task)} | goal_lines.of_course(note)
    met = _met(who) if note.met else {}
    fields = by_line(note.body.fields)
    logs = {log.line: log for log in note.body.logs} if note.type == ledger.COMMUNITY else {}
    own_days = line_days.of(note) if note.body.logs or note.body.fields or tasks else {}
    read: dict[int, tuple[int, str, tuple[sentences.Said, ...]]] = {}
    for link, entry in who.contacts:
        where = link.where
        if where not in _COUNTING or _in_other_field(link, fields.get(link.line, ())):
            continue
        if link.line in silent:
            continue
        if note.type == "event" and where != "done" and is_to_meet(link.line, note.body.headings):
            continue
        text = lines.get(link.line, "")
        if link.line in met and note.day:
            # What else a line of a debrief says, of others or of days to come, is not what took place.
            if entry in met[link.line]:
                shown = _said(who, link.line, _words(text), default)
                yield Trace(
                    entry.path,
                    note.day,
                    default,
                    note.path,
                    link.line,
                    "mention",
                    shown,
                    False,
                    _quote(link, text),
                )
            continue
        done = where == "done"
        own = own_days.get(link.line, "") or ("📅" in text and not done and line_days.on_calendar(text)) or ""
        day = own or note.day
        if not day:
            continue
        if link.line not in read:
            begin = _marks(text)
            words = text[begin:].rstrip()
            read[link.line] = begin, words, sentences.read(words, done and link.line in tasks)
        begin, words, said = read[link.line]
        kind, fate = sentences.of(said, link.column - 1 - begin) if said else ("", sentences.COUNTS)
        plan = not done and own > note.day > ""
        if fate and not (plan and fate == sentences.AHEAD_OF):
            continue
        if log := logs.get(link.line):
            kind, words = kinds.named(log.kind) or kind, log.text
        kind, rule = kind or default, "task" if done else "mention"
        shown = _said(who, link.line, tasks.get(link.line, words) if done else words, kind)
        yield Trace(entry.path, day, kind, note.path, link.line, rule, shown, plan, _quote(link, text))


def _met(who: Who) -> dict[int, list[Entry]]:
    """Return whom each line of a debrief means: nobody yet where it begins with a name that is no link."""
    rough = (line for line, words in who.note.met if isinstance(debrief.read(words), debrief.Line))
    return {**{line: [] for line in rough}, **ledger.met(who)}


def _in_other_field(link: Link, fields: Iterable[InlineField]) -> bool:
    """Tell whether a link stands in a field of its line that speaks of someone rather than with someone."""
    return any(
        field.column < link.column and link.target in field.value and normal(field.key) in _NOT_IN_TOUCH
        for field in fields
    )


def _words(text: str) -> str:
    """Return a line's words as they stand, without the marks that begin it."""
    return text[_marks(text) :].rstrip()


def _marks(text: str) -> int:
    """Return where a line's words begin."""
    marks = _MARKS.match(text)
    return marks.end() if marks else 0


def _quote(link: Link, text: str) -> str:
    """Return what of a link can be found on its line; of one that was encoded the bracket that it begins with."""
    if not text or link.target in text:
        return link.target
    return link.alias if link.alias and link.alias in text else "["


def _said(who: Who, line: int, text: str, kind: str) -> str:
    """Return the words of a line that may be quoted: none if somebody private is linked there.

    Nor are there any where a line says what sort of interaction it was, and no more.
    """
    words = as_words(text[: 2 * _LONGEST])[:_LONGEST]  # a line with 10,000 links is read 10,000 times
    is_bare = _NO_LETTERS.sub("", words.lower()) == kind.replace("-", "")
    return "" if is_bare or who.is_hidden(line) else words


# --- meetings --------------------------------------------------------------------------------------


def _meeting(who: Who, config: Config) -> Iterator[Trace]:
    """The people of a meeting; then whoever else its text links."""
    note = who.note
    people = who.people()
    kind = _meeting_kind(who, config)
    if note.day:
        # An empty note is one that was prepared: until something stands in it, it is a plan. A tick is no plan.
        plan = note.body.empty and not note.fields.get("tick")
        ticks = tick_fields.of(who, people)
        lines = _evidence(who, people)
        text, at = note.body.first
        said = "" if _is_private(people) else _said(who, at, text, kind)
        for path in people:
            line, quote = lines[path]
            tick = ticks.get(path, "")
            yield Trace(path, note.day, kind, note.path, line, "meeting", said, plan, quote, tick)
    else:
        for entry in people.values():
            yield from _log(who, entry, note.body.logs, kind, is_secret=_is_private(people))
    for trace in _mentions(who, MENTION if people else kind):
        # What the meeting was with its people is said: naming them in its text makes no more of it.
        if trace.rule != "mention" or trace.day != note.day or trace.contact not in people:
            yield trace


def _is_private(people: Mapping[str, Entry]) -> bool:
    """Tell whether what was said at a meeting is nobody's business: somebody private was there."""
    return any(entry.private for entry in people.values())


_MADE = re.compile(r" [0-9a-f]{4}(?: [0-9]+)?$")
"""How the name of a note ends that was made of a tick: without a kind it tells none."""


def _meeting_kind(who: Who, config: Config) -> str:
    note = who.note
    values = note.fields.get("people", ())
    if len(values) >= config.event_size:
        everyone = {key(str(value.value)) for value in values} - {key(who.me)}
        if len(everyone) >= config.event_size:
            return EVENT
    elif not values and len(who.contacts) >= config.event_size:
        # Without `people`, who is linked on its day was there.
        there = {trace.contact for trace in _mentions(who, MENTION) if trace.day == note.day}
        if len(there) >= config.event_size:
            return EVENT
    told = note.fields.get("kind")
    if told:
        return kinds.canonical(str(told[0].value))
    if note.fields.get("tick"):
        # That they were in touch is all that was said; no name of a person says more (`Tea Leoni`).
        return (not _MADE.search(note.name) and kinds.in_name(note.name)) or IN_TOUCH
    return kinds.in_name(note.name) or MEETING


def _evidence(who: Who, people: Mapping[str, Entry]) -> dict[str, tuple[int, str]]:
    """Return the line and text that bear out each meeting: its date, or a link where the name is dated."""
    source = who.note.day_source
    if source.line > 1:  # a day out of the file's name is said to stand on line 1
        return dict.fromkeys(people, (source.line, source.quote))
    found: dict[str, tuple[int, str]] = {}
    for value in who.note.fields["people"] if people else ():
        entry = who.person(str(value.value)) if value.link else None
        if entry:
            found.setdefault(entry.path, (value.line, value.quote))
    return found


def _undated(who: Who) -> Iterator[Problem]:
    if who.people():
        line = who.note.fields["people"][0].line
        yield Problem(
            who.note.path,
            line,
            1,
            "undated-meeting",
            "This meeting has no date, so it counts for nobody.",
            "Add its day, date: 2026-11-20, or begin the file's name with it.",
        )


# --- a contact's own note --------------------------------------------------------------------------


def _own_note(who: Who, own: Entry, config: Config) -> Iterator[Trace]:
    note = who.note
    for value in note.fields.get("last_contact", ()):
        day = str(value.value)[:10]
        yield Trace(own.path, day, LAST_CONTACT, note.path, value.line, LAST_CONTACT, "", False, value.quote)
    yield from _log(who, own, note.body.logs, MENTION)
    for task in note.body.tasks:
        if task.done and task.status in "xX" and not (task.quoted or ledger.is_advice(task)):
            kind = kinds.of_task(task.text) or MENTION
            said = _said(who, task.line, task.text, kind)
            yield Trace(own.path, task.done, kind, note.path, task.line, "task", said, False, task.done)
    lines = dict(note.body.lines)
    yield from _own_dates(who, own, lines)
    yield from _day_links(who, own, lines, config)


def _log(
    who: Who, entry: Entry, logs: Iterable[LogLine], default: str, *, is_secret: bool = False
) -> Iterator[Trace]:
    """Dated lines. One entry may go on over several lines: the first has the date, any of them the kind."""
    days: dict[str, list[LogLine]] = {}
    for log in logs:
        days.setdefault(log.day, []).append(log)
    for day, entries in days.items():
        counting = [log for log in entries if log.kind or not _is_no_contact(log.text)]
        if not counting:
            continue
        told = ((*_log_kind(log, default), log.line) for log in counting)
        kind, text, at = max(told, key=lambda one: strength(one[0]))
        line = _dated_line(who.note, entries[0])
        said = "" if is_secret else _said(who, at, text, kind)
        yield Trace(entry.path, day, kind, who.note.path, line, "log", said, False, day)


def _is_no_contact(text: str) -> bool:
    """Tell whether a dated line says that there was no contact, or begins with what is to be told some day."""
    return _TO_BE_TOLD.match(text) is not None or sentences.is_nothing(text)


def _log_kind(log: LogLine, default: str) -> tuple[str, str]:
    """Return the kind of a dated line and its words; a word before a colon may be no kind."""
    kind = kinds.named(log.kind)
    if tries.is_one(log.text, kind):
        return tries.SENT, log.text
    text = log.text if kind or not log.kind else f"{log.kind}: {log.text}"
    return kind or kinds.of_line(log.text) or kinds.told(text) or default, log.text


def _dated_line(note: Note, log: LogLine) -> int:
    """Return the line that says a log line's day: its own, or the heading's that it stands under."""
    above = [heading for heading in note.body.headings if heading.line < log.line and log.day in heading.text]
    return above[-1].line if above else log.line


def _own_dates(who: Who, own: Entry, lines: Mapping[int, str]) -> Iterator[Trace]:
    """Lines with a field that dates them: ``lunch (when:: 2026-05-05)``; not ``date:: …`` on its own."""
    note = who.note
    for field in note.body.fields:
        day = line_days.of_field(field) if field.where == "text" else ""
        words = _words(lines.get(field.line, ""))
        if day and words and not words.lower().startswith(field.key.lower()):
            kind = kinds.of_line(words) or MENTION
            said = _said(who, field.line, words, kind)
            yield Trace(own.path, day, kind, note.path, field.line, "log", said, False, day)


def _day_links(who: Who, own: Entry, lines: Mapping[int, str], config: Config) -> Iterator[Trace]:
    """Links to notes that stand for a day, whether or not a daily note was made for it."""
    note = who.note
    for link in note.body.links:
        if link.where not in _COUNTING:
            continue
        entry = who.names.resolve(link.target, note.path).entry
        day, name, kind = _day_of(link, entry, config)
        if not day:
            continue
        text = lines.get(link.line, "")
        kind = kinds.told(text) or kinds.in_name(name) or kind
        said = _said(who, link.line, _words(text), kind)
        yield Trace(own.path, day, kind, note.path, link.line, "day-link", said, False, _quote(link, text))


def _day_of(link: Link, entry: Entry | None, config: Config) -> tuple[str, str, str]:
    """Return the day of a linked note, its name, and the kind of what its type tells; ``""`` for no day."""
    if entry is None:
        found = day_in_name(link.target)
        return found[0].isoformat() if found else "", link.target, MENTION
    if entry.type not in ("", "meeting", "event") or _ignored(entry.path, config):
        return "", "", MENTION
    return entry.day, key(entry.path), entry.type or MENTION
