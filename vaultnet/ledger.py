"""What was given, received, asked and promised, and the open tasks that concern someone. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, takewhile

from vaultnet import whose
from vaultnet.dates import parse_day
from vaultnet.links import LINK, NAMES_FIRST, Entry
from vaultnet.model import InlineField, Link, Note, Task, note_name
from vaultnet.network import LedgerLine, Promise
from vaultnet.pledges import Sayings
from vaultnet.problems import Problem
from vaultnet.when import promised_for
from vaultnet.who import Who

WITH_SOMEONE = frozenset({"gave", "received", "asked", "promised"})
"""Ledger keys that say nothing unless it is known with whom."""
_GONE_TO_AND_FRO = WITH_SOMEONE - {"promised"}
NEWS = "news"
KEYS = WITH_SOMEONE | {NEWS, "share", "about"}
"""The inline fields that are the ledger."""
WAITING = "waiting"
"""The tag of a task that someone else is to do."""
CLIP = "clip"
"""What a clipping is among the lines of the ledger: something to share with whom its tags interest."""
DID = "did"
"""What a dated line in the note of a community is among them: what the owner did there."""
COMMUNITY = "community"
"""The type of the notes in which what was given or asked went to all who meet there."""
ADVICE = "advice"
"""The tag of tasks that say whose advice it is: to follow it is neither a promise nor to be in touch with them."""
REQUEST = "request"
"""The tag of tasks that say what somebody asks of the owner, who has promised nothing yet."""
TAGS = (ADVICE, "intro", REQUEST)
"""Tags of tasks that say what a task is about: advice that was given, two people to be introduced, a request."""

_OPEN = frozenset({"text", "heading", "done"})
_LINK = re.compile(r"!?\[\[[^\[\]]*\]\]|!?\[[^\[\]]*\]\([^()]*\)")
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d"
    "\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
"""Characters of emoji, as they stand in a class of a pattern."""
_BEGINS = re.compile(
    r"\s*(?:(?:[-*+>]|[0-9]+[.)]|\[.\]|#+)\s+)*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[\s:,–—-]+)?"
    rf"(?:[*_(]|[{EMOJI}]\s*)*(?=\[)"
)
"""What may stand before the link that a line begins with."""
_MARKS = re.compile(rf"[*_{EMOJI}]")
_JOINERS = frozenset({",", "and", ", and", "&", "+", "/", "↔", "<->"})
_NEXT = re.compile(rf"\s*(?:(?:,|&|\+|/|,?\s*and)\s*)?{LINK.pattern}")
"""One more link at the beginning of a text, joined or not."""
_WORDLESS = re.compile(r"(?:[\s,;:.&+/–—-]|\band\b)*")
_LONGEST = 200


def lines(
    who: Who, there: Mapping[int, Sequence[Entry]] | None = None
) -> tuple[tuple[LedgerLine, ...], list[Problem]]:
    """Return the note's ledger lines, one for each contact on a line, and those that name nobody.

    ``there`` says whom each line of a debrief means that is read as one: nobody yet where it begins with a name
    that is no link, whoever is linked after it.
    """
    note = who.note
    found: list[LedgerLine] = []
    problems: list[Problem] = []
    days = {log.line: log.day for log in note.body.logs}
    there = there or {}
    rough = {line for line, _ in note.met}
    linked: dict[int, list[tuple[Link, Entry]]] = {}
    for link, entry in who.contacts:
        linked.setdefault(link.line, []).append((link, entry))
    for field in note.body.fields:
        kind = field.key.lower()
        if kind not in KEYS or field.where not in _OPEN:
            continue
        if kind in WITH_SOMEONE and not _says_what(who, field.value):
            problems.append(_nothing(who, field, kind))
            continue
        people = _told(who, field) if kind == NEWS else _people(who, field, linked.get(field.line, ()))
        if kind in WITH_SOMEONE:
            people = there.get(field.line, people) or _only_person(who)
            # A line of a debrief that links nobody is still to be taken down: that is said elsewhere.
            if not people and field.line not in rough and note.type != COMMUNITY:
                problems.append(_nobody(who, field, kind))
        day = days.get(field.line, note.day)
        is_hidden = who.is_hidden(field.line) or any(entry.private for entry in people)
        text = "" if is_hidden else _side_by_side(who, field.value, kind)[:_LONGEST]
        paths = [entry.path for entry in people] or [""]
        found += (LedgerLine(kind, path, text, day, note.path, field.line) for path in paths)
    return tuple(found), problems


def clipping(note: Note) -> Iterator[LedgerLine]:
    """Yield what a clipping has to share: its name and its tags. A private one is nothing to share."""
    if note.clip and not note.private:
        text = " ".join((note.name, *(f"#{tag}" for tag in note.clip.tags)))
        yield LedgerLine(CLIP, "", text[:_LONGEST], note.clip.day or note.day, note.path, note.clip.line)


def taken_part(who: Who) -> Iterator[LedgerLine]:
    """Yield what the owner did in a community: the dated lines of its note that are not of the ledger anyway."""
    note = who.note
    if note.type == COMMUNITY:
        of_ledger = {field.line for field in note.body.fields if field.key.lower() in KEYS}
        for log in note.body.logs:
            if log.line not in of_ledger:
                text = "" if note.private or who.is_hidden(log.line) else log.text[:_LONGEST]
                yield LedgerLine(DID, "", text, log.day, note.path, log.line)


def _people(who: Who, field: InlineField, on_line: Sequence[tuple[Link, Entry]]) -> Sequence[Entry]:
    """Return the contacts linked in a field's value, else on its line, else the one whose note it is."""
    within = [entry for link, entry in on_line if link.column > field.column and link.target in field.value]
    named = within or [entry for _, entry in on_line]
    return list(dict.fromkeys(named)) or ((who.own,) if who.own else ())


def _told(who: Who, field: InlineField) -> Sequence[Entry]:
    """Return whose news it is: who its value or its line begins with, else whose note it is; nobody for one's own.

    Whoever else is named in it has a part in it at most: ``news:: I start at Globex, thanks to [[Ada]]``.
    """
    links = [link for link in who.note.body.links if link.line == field.line]
    within = [link for link in links if link.column > field.column and link.target in field.value]
    line = next((text for number, text in who.note.body.lines if number == field.line), "")
    for text, found in ((field.value, within), (line, links)):
        begin = _BEGINS.match(text)
        if begin:
            people = _joined(who, text[begin.end() :], found, first=True)
            if people:
                return people
    return (who.own,) if who.own else ()


def _side_by_side(who: Who, text: str, kind: str) -> str:
    """Take several people off with whom a line begins that nothing joins: ``gave:: [[Ada]] [[Grace]] the notes``.

    What is joined stays, as `vaultnet.openers` takes it off where it is shown; so does what was promised.
    """
    at, people = 0, 0
    while kind in _GONE_TO_AND_FRO and (link := _NEXT.match(text, at)) and who.person(link[1]):
        at, people = link.end(), people + 1
    rest = text[at:].lstrip(" ,:–—-")
    joined = NAMES_FIRST.match(text)
    is_joined = joined is not None and joined.end() >= at
    return text if people < 2 or is_joined or not rest or rest[0] in "'’" else rest


def _only_person(who: Who) -> Sequence[Entry]:
    people = who.people() if who.note.type == "meeting" else {}
    return tuple(people.values()) if len(people) == 1 else ()


def begins_with_link(text: str) -> bool:
    """Tell whether a line begins with a link, and not with other words."""
    return _BEGINS.match(text) is not None


def met(who: Who) -> dict[int, list[Entry]]:
    """Return whom each line of an event's debrief begins with, for those that begin with the link of a contact."""
    texts = dict(who.note.body.lines)
    found: dict[int, list[Entry]] = {}
    for number, _ in who.note.met:
        begin = _BEGINS.match(texts.get(number, ""))
        if begin:
            links = [one for one in who.note.body.links if one.line == number and one.where in _OPEN]
            people = _joined(who, texts[number][begin.end() :], links, first=True)
            if people:
                found[number] = people
    return found


def _nobody(who: Who, field: InlineField, kind: str) -> Problem:
    message, hint = _why_nobody(who, field)
    return Problem(
        who.note.path,
        field.line,
        field.column,
        "nobody-on-ledger",
        f"{kind}:: {message}",
        hint.format(kind=kind),
    )


def _says_what(who: Who, value: str) -> bool:
    """Tell whether the value of a field has more words than the names of contacts."""
    return _WORDLESS.fullmatch(LINK.sub(lambda link: "" if who.person(link[1]) else link[0], value)) is None


def _nothing(who: Who, field: InlineField, kind: str) -> Problem:
    return Problem(
        who.note.path,
        field.line,
        field.column,
        "nothing-on-ledger",
        f"{kind}:: doesn't say what, so it counts for nothing yet.",
        f"Write it behind the name: {kind}:: [[Ada Lovelace]] a book",
    )


def _why_nobody(who: Who, field: InlineField) -> tuple[str, str]:
    """Say why a line is nobody's: no link, or one that leads to no contact; nothing of a private note."""
    target = next((one.target for one in who.note.body.links if one.line == field.line and one.target), "")
    if not target:
        return "doesn't say with whom.", "Link the person on the line: {kind}:: [[Ada Lovelace]] …"
    hint = "Write the name as the contact's note has it, accents too."
    if who.is_hidden(field.line):
        return "a name here leads to no contact.", hint
    where = "a note that is no contact's" if who.names.resolve(target, who.note.path).entry else "no note"
    return f"[[{target}]] leads to {where}.", hint


def promises(who: Who, ledger: Sequence[LedgerLine]) -> Iterator[Promise]:
    """Tasks that concern a contact; then what was ``promised::`` and stands in no task of the note.

    A task that is done or dropped was a promise until then, so without its day it is none. Advice and requests are
    none at all.
    In the note of a project, who is linked as the one to do a task has promised it.
    """
    note = who.note
    linked = _linked(who)
    concerned: dict[str, list[Task]] = {}
    for task in note.body.tasks:
        if task.quoted or is_advice(task) or _is_request(task):
            continue
        doers = _doers(who, task)
        people = [who.own] if who.own else doers or _concerned(who, task, linked.get(task.line, []))
        for entry in people:
            concerned.setdefault(entry.path, []).append(task)
        is_open = task.status not in "xX-"
        closed = "" if is_open else task.cancelled if task.status == "-" else task.done
        if is_open or closed:
            theirs = bool(doers) or any(tag.lower() == WAITING for tag in task.tags)
            is_hidden = who.is_hidden(task.line) or any(entry.private for entry in people)
            text = "" if is_hidden else task.text[:_LONGEST]
            for entry in people:
                yield Promise(entry.path, text, note.path, task.line, task.due, theirs, task.created, closed)
    yield from _pledged(who, [one for one in ledger if one.kind == "promised" and one.contact], concerned)


def _pledged(
    who: Who, ledger: Sequence[LedgerLine], concerned: Mapping[str, Sequence[Task]]
) -> Iterator[Promise]:
    """Give what lines of the ledger promise, unless a task that concerns the same contact says the same."""
    values: dict[int, list[str]] = {}
    for field in who.note.body.fields if ledger else ():
        if field.key.lower() == "promised":
            values.setdefault(field.line, []).append(field.value)
    tasks = _Tasks(who, concerned)
    hidden: Counter[tuple[int, str]] = Counter()
    for line in ledger:
        value = next((one for one in values[line.line] if one[:_LONGEST] == line.text), "")
        if not line.text:  # nothing of it is quoted: its words are compared all the same
            value = values[line.line][hidden[line.line, line.contact] % len(values[line.line])]
            hidden[line.line, line.contact] += 1
        said, written, due = value, "", ""
        if found := promised_for(value, parse_day(line.day)):
            said, written, due = found[0].rstrip(), found[1], found[2].isoformat()
        if not tasks.say(line.contact, line.line, said):
            text = _without_names(said, who)[:_LONGEST].rstrip() if line.text else ""
            yield Promise(line.contact, text, line.path, line.line, due, since=line.day, written=written)


def _without_names(text: str, who: Who) -> str:
    """Take the contacts off with whom what was promised begins: ``[[Ada]] and [[Grace]] the deck``."""
    first = NAMES_FIRST.match(text)
    people = LINK.findall(first[0]) if first else ()
    return text[first.end() :] if first and all(map(who.person, people)) else text


class _Tasks:
    """The tasks of a note that concern somebody, so that those are found that say what a line promises."""

    def __init__(self, who: Who, concerned: Mapping[str, Sequence[Task]]) -> None:
        self._who = who
        self._concerned = concerned
        self._at = {contact: {task.line for task in tasks} for contact, tasks in concerned.items()}
        self._sayings: dict[str, Sayings] = {}
        self._indents = {task.line: task.indent for task in who.note.body.tasks}

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        return dict(self._who.note.body.lines)

    def say(self, contact: str, line: int, said: str) -> bool:
        """Tell whether a task says what was promised on a line: it stands there, or below, or its words say so."""
        at = self._at.get(contact)
        if at is None:
            return False
        if line in at or any(below in at for below in self._below(line)):
            return True
        return next(self._sayings_of(contact).same(said, is_task=True), None) is not None

    def _below(self, line: int) -> Iterator[int]:
        """Yield the lines of the tasks nested directly below a line, or with nothing but others between."""
        text = self._texts.get(line, "").expandtabs(4)
        indent = len(text) - len(text.lstrip())
        yield from takewhile(lambda at: self._indents.get(at, 0) > indent, count(line + 1))

    def _sayings_of(self, contact: str) -> Sayings:
        if contact not in self._sayings:
            entry = self._who.names.at(contact)
            called = (note_name(contact), *(entry.aliases if entry else ()))
            self._sayings[contact] = Sayings([task.text for task in self._concerned[contact]], called)
        return self._sayings[contact]


def of_nobody(who: Who) -> Iterator[Problem]:
    """Report the open requests that say of nobody that they ask: they would come up nowhere."""
    for task in who.note.body.tasks if not who.own else ():
        if task.tags and _is_request(task) and task.status not in "xX-" and not task.quoted:
            linked = any(link.line == task.line for link, _ in who.contacts)
            if not linked and not _only_person(who):
                yield Problem(
                    who.note.path,
                    task.line,
                    1,
                    "nobody-asks",
                    "This request doesn't say who asks, so it comes up nowhere.",
                    "Link the person first: - [ ] #request [[Ada Lovelace]]: …",
                )


def is_advice(task: Task) -> bool:
    """Tell whether a task says whose advice it is."""
    return any(tag.lower() == ADVICE for tag in task.tags)


def _is_request(task: Task) -> bool:
    return any(tag.lower() == REQUEST for tag in task.tags)


def _doers(who: Who, task: Task) -> list[Entry]:
    """Return the contacts who are to do a task of a project, where nothing but links of theirs says who."""
    found = [who.person(target) for target in whose.linked(task.text)] if who.note.type == "project" else []
    people = [entry for entry in found if entry]
    return list(dict.fromkeys(people)) if len(people) == len(found) else []


def _linked(who: Who) -> dict[int, list[Link]]:
    """Return the links of each task by the task's line; a task may go on over several lines."""
    begins = [task.line for task in who.note.body.tasks]
    found: dict[int, list[Link]] = {}
    for link in who.note.body.links:
        if link.where in ("task", "done", "dropped"):
            at = bisect_right(begins, link.line) - 1
            if at >= 0:
                found.setdefault(begins[at], []).append(link)
    return found


def _concerned(who: Who, task: Task, links: Sequence[Link]) -> list[Entry]:
    """Return whom a task concerns: the first contact on it, and those joined to it by a comma or an *and*.

    ``ask [[Ada]] about [[Grace]]`` concerns Ada; ``send [[Ada]] and [[Grace]] the deck`` concerns both.
    """
    return _joined(who, task.text, links)


def _joined(who: Who, text: str, links: Sequence[Link], *, first: bool = False) -> list[Entry]:
    """Return the first contact in a text, or with ``first`` the one it begins with, and those joined to it."""
    between = _LINK.split(text)
    people: list[Entry] = []
    for number, link in enumerate(links):
        entry = who.person(link.target)
        joined = number < len(between) and _MARKS.sub("", between[number]).strip().lower() in _JOINERS
        if (people and not (entry and joined)) or (first and not people and number):
            break
        if entry and entry not in people:
            people.append(entry)
    return people
