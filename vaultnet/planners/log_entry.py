"""What ``vaultnet log`` writes: an interaction as it was told, as a note that counts. Pure.

What is to be written is read again first, as a build would read it: a note that would count for somebody else,
on another day or for nobody is refused, and so is a promise that would be no promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from vaultnet import interaction_notes, kinds, links, tick_words, to_come
from vaultnet.dates import later, parse_day
from vaultnet.facts import Facts
from vaultnet.filters import capital
from vaultnet.interaction_notes import Person
from vaultnet.interactions import Derived, derive
from vaultnet.lookup import Named
from vaultnet.model import Note
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.when import parse_when, promised_for
from vaultnet.who import Who

NO_TALK = (kinds.MENTION, kinds.LAST_CONTACT)
"""Kinds that follow from notes; nobody was in touch by them."""

_NEAR = 0.8
"""How alike a word has to be to a kind to be a slip and no kind of its own."""
GIVING = frozenset("send give forward show lend bring pass mail email return write hand post".split())
"""Verbs whose promise is *to* somebody; any other one is *for* somebody."""
PRONOUNS = frozenset({"her", "him", "them"})


class Entry(NamedTuple):
    """One interaction as it was told."""

    day: date
    people: tuple[Named, ...]
    kind: str = ""
    words: str = ""
    helps: tuple[Named, ...] = ()
    gave: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    due: date | None = None
    """When what was promised is due."""
    line: int = 0
    """The line of standard input that tells it, if one does."""


def plan(facts: Facts, read: Callable[[str], bytes], entries: Sequence[Entry]) -> Operation:
    """Write each interaction as a note of its own; what is there already is not written again."""
    changes: dict[str, Change] = {}
    written: list[Entry] = []
    refused: list[Refusal] = []
    parser = Parser(facts.config, facts.note_types)
    there = {links.fold(path): path for path in facts.names}
    for entry in entries:
        path, data = _draft(facts, entry)
        why = _against(facts, parser, entry, path, data)
        taken = there.get(links.fold(path), "")
        if not why and taken:
            why = (
                "" if taken == path and read(path) == data else f"{taken} is there already, with other words."
            )
        if why:
            message, _, hint = why.partition("\n")
            refused.append(Refusal("", entry.line, message, hint))
        elif not taken and path not in changes:
            changes[path] = Change(path, None, data)
            written.append(entry)
    return Operation("log", what(written or entries), tuple(changes.values()), tuple(refused))


_IN_TOUCH = "being in touch"
_TO = {"sent": "an attempt to reach", "engage": "a reaction to something by"}
"""Kinds of what only the owner did, and what leads from it to whom it was for."""


def what(entries: Sequence[Entry]) -> str:
    """Say what is logged: ``log coffee with Ada Lovelace``."""
    if len(entries) != 1:
        return f"log {len(entries)} interactions"
    who = _and([person.name for person in entries[0].people])
    kind = entries[0].kind.removeprefix(kinds.IN_TOUCH)
    return f"log {_TO.get(kind) or f'{kinds.say(kind) or _IN_TOUCH} with'} {who}"


def _draft(facts: Facts, entry: Entry) -> tuple[str, bytes]:
    people = [Person(person.name, facts.names.shortest(person.path)) for person in entry.people]
    return interaction_notes.draft(
        entry.day,
        people,
        kind=entry.kind,
        words=entry.words,
        helps=[facts.names.shortest(goal.path) for goal in entry.helps],
        lines=list(_lines(entry, people)),
        folder=interaction_notes.home(facts.config, entry.day, list(facts.names)),
        paths=facts.names,
    )


# --- ledger lines and promises ---------------------------------------------------------------------


def _lines(entry: Entry, people: Sequence[Person]) -> Iterator[str]:
    linked = _linked(people)
    several = len(people) > 1
    for key, preposition, things in (("gave", "to", entry.gave), ("received", "from", entry.received)):
        for thing in things:
            told = " ".join(thing.split())
            yield f"{key}:: {told}, {preposition} {linked}" if several else f"{key}:: {told}"
    for promise in entry.promised:
        words, due = _by(promise, entry)
        yield f"- [ ] {promise_to(words, entry.people, people)}{f' 📅 {due}' if due else ''}"


def _by(promise: str, entry: Entry) -> tuple[str, str]:
    """Give the words of a promise and its day (ISO): the entry's, else what they say themselves, ``by friday``."""
    words = " ".join(promise.split())
    said = None if entry.due else promised_for(words, entry.day)
    if said and said[0] != words:
        return said[0], said[2].isoformat()
    return words, entry.due.isoformat() if entry.due else ""


def _linked(people: Iterable[Person]) -> str:
    return _and([f"[[{person.link}]]" for person in people])


def _and(items: Sequence[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def promise_to(words: str, people: Sequence[Named], linked: Sequence[Person]) -> str:
    """Word a promise so that it links whom it was made to: where they are named in it, else at its end."""
    if "[[" in words:
        return capital(words)
    if len(people) == 1:
        for name in sorted({*people[0].names, people[0].name.split()[0]}, key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
            if found:
                shown = linked[0].link if name == linked[0].link else f"{linked[0].link}|{name}"
                return capital(f"{words[: found.start()]}[[{shown}]]{words[found.end() :]}")
    first, _, rest = words.partition(" ")
    giving = first.casefold() in GIVING
    pronoun, _, thing = rest.partition(" ")
    if giving and thing and pronoun.casefold() in PRONOUNS:
        return f"{capital(first)} {_linked(linked)} {thing}"
    preposition = "to" if giving and " to " not in f" {rest} " else "for"
    return f"{capital(words)} {preposition} {_linked(linked)}"


# --- read again before it is written ---------------------------------------------------------------


def _against(facts: Facts, parser: Parser, entry: Entry, path: str, data: bytes) -> str:
    """Say why a note can't be written, and after a line's end what to do; ``""`` if it can."""
    note, _ = parser.parse(path, data)
    if note.template:
        return _TEMPLATE
    if note.type != "meeting" or note.day != entry.day.isoformat():
        return (
            "The note would be no meeting here, so nothing was written.\n"
            "Look at [types] in vaultnet.toml for what makes one."
        )
    derived = derive(note, facts.names, facts.config)
    if not derived.traces and _linked_in(facts, note):
        folder = path.rpartition("/")[0]
        return f"[interactions] ignore in vaultnet.toml covers {folder}, so it would count for nobody."
    return _wrong_people(facts, entry, note) or _wrong_lines(entry, derived)


def _linked_in(facts: Facts, note: Note) -> list[links.Entry]:
    return list(Who(note, facts.names, facts.config).people().values())


def _wrong_people(facts: Facts, entry: Entry, note: Note) -> str:
    found = {person.path for person in _linked_in(facts, note)}
    for person in entry.people:
        if person.path == facts.me:
            return (
                f"{person.name} is your own note (`me` in vaultnet.toml): nobody is in touch with themselves."
            )
        if person.path not in found:
            return _UNLINKED.format(person.path)
    return ""


def _wrong_lines(entry: Entry, derived: Derived) -> str:
    goals = {path for path, _ in derived.helps}
    for goal in entry.helps:
        if goal.path not in goals:
            return f'No link can lead to {goal.path}.\nGive it another name: vaultnet rename "OLD" "NEW"'
    people = {person.path for person in entry.people}
    for key, things in (("gave", entry.gave), ("received", entry.received)):
        lines = {line.line for line in derived.ledger if line.kind == key and line.contact in people}
        if len(lines) < len(things):
            return _UNREAD.format(f"{key}:: {things[0]}")
    due = {_by(one, entry)[1] for one in entry.promised}
    tasks = {
        one.line for one in derived.promises if one.contact in people and one.due in due and not one.theirs
    }
    if len(tasks) < len(entry.promised):
        return _UNREAD.format(entry.promised[0])
    return ""


_TEMPLATE = (
    "It would make the note a template, which counts for nobody.\n"
    "A heading with {{…}} or <%…%> does that, and so does a folder that the settings name for templates."
)
_UNLINKED = (
    "No link can lead to {}, because of the signs in its name.\n"
    'Give it another one: vaultnet rename "OLD NAME" "NEW NAME"'
)
_UNREAD = (
    "“{}” would not be read as that: a code block or comment is open before it, or it has such signs itself.\n"
    "Close what is open, or log it by itself."
)


# --- kinds -----------------------------------------------------------------------------------------


def own_kinds(facts: Facts) -> tuple[str, ...]:
    """List the kinds of the owner's own that lately occurred."""
    traces = (trace for contact in facts.snapshot.contacts for trace in (*contact.recent, *contact.sent))
    return tuple(sorted({trace.kind for trace in traces} - set(kinds.KINDS)))


def kind_of(word: str, own: Sequence[str]) -> tuple[str, str]:
    """Return the kind that a word names, as it is written; or ``""`` and the kind it is a slip of.

    A word that is like no kind is a kind of the owner's own.
    """
    told = kinds.named(word)
    if told:
        return ("", kinds.MEETING) if told in NO_TALK else (told, "")
    known = {links.fold(kind): kind for kind in own}
    if links.fold(word) in known:
        return known[links.fold(word)], ""
    built_in = {kind: kind for kind in kinds.KINDS if kind not in NO_TALK}
    near = get_close_matches(links.fold(word), {**built_in, **known}, 1, _NEAR)
    return ("", {**built_in, **known}[near[0]]) if near else (word, "")


# --- what is still to come -------------------------------------------------------------------------


def still_ahead(words: str, who: str, today: date) -> tuple[str, str] | None:
    """Say that some words tell of a day to come, and how to plan it; None if they don't."""
    told = to_come.told(words)
    if not told:
        return None
    day = to_come.day(told, today) or later(today, 7)
    what = next((_noun(word) for word in words.lower().split() if kinds.named(word.strip(",.:;"))), "Meeting")
    plan = f"{what} with [[{who}]] (when:: {day.isoformat()})"
    return (
        f"“{words}” is still to come, and only what took place is logged.",
        f"To plan it, write in a daily note: {plan}",
    )


def _noun(word: str) -> str:
    bare = word.strip(",.:;")
    return capital(bare if bare in kinds.TELLING else kinds.say(kinds.named(bare)))


# --- lines of standard input -----------------------------------------------------------------------

_LINE = re.compile(
    r"(?:[-*+] )?(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|today|yesterday)\s+)?"
    r"(?P<names>[^:]+?)\s*(?::\s*(?P<words>.*))?"
)
EXAMPLE = "2026-11-19 Ada Lovelace: coffee, she moves to Lisbon"
_KIND = re.compile(r"(?P<kind>[^\W\d_][\w-]*(?: \w+)?)(?:,\s*|$)")


class Line(NamedTuple):
    """One line of standard input that tells an interaction: ``2026-11-19 Ada Lovelace: coffee, she moves``."""

    number: int
    day: date
    names: str
    kind: str
    words: str


def lines(text: str, today: date, own: Sequence[str]) -> Iterator[Line | Refusal]:
    """Read lines, one interaction each; empty ones and comments (``#``) are passed over.

    The kind is said as behind a tick; a word that tells more than its kind (``lunch``) stays among the words.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if not found:
            yield Refusal("", number, "Whom is this about?", f"Write it like this: {EXAMPLE}")
            continue
        day = parse_when(found["day"] or "today", today, ahead=False)
        if day is None or (found["day"] and found["day"][0].isdigit() and not parse_day(found["day"])):
            yield Refusal("", number, f"{found['day']} is no day of the calendar.")
            continue
        told = (found["words"] or "").strip()
        if not found["day"] and (ahead := still_ahead(told, found["names"], today)):
            yield Refusal("", number, *ahead)
            continue
        kind, words = _kind_and_words(told, own)
        yield Line(number, day, found["names"], kind, words)


def _kind_and_words(text: str, own: Sequence[str]) -> tuple[str, str]:
    """Read a kind as a tick says it, or one of the owner's own before the first comma."""
    found = _KIND.match(text)
    known = {links.fold(kind): kind for kind in own}
    kind = known.get(links.fold(found["kind"]), "") if found else ""
    return (kind, text[found.end() :]) if found and kind else tick_words.kind_of(text)
