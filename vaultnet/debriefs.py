"""Which lines of the debriefs of events are still to be taken down, and whom they mean. Pure.

A line is taken down once it begins with the link of a contact: that link is the meeting (docs/debrief.md). Nobody
is guessed: a name means the one contact who is called exactly so, somebody new, or it is said why that is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import compress
from typing import NamedTuple, TypeAlias

from vaultnet import debrief, discreet, events, memo
from vaultnet.debrief import Line, Name, Unread
from vaultnet.events import Event
from vaultnet.filters import typed
from vaultnet.links import as_typed, fold
from vaultnet.model import note_name
from vaultnet.network import Goal, MetLine, Occasion, Snapshot, Summary
from vaultnet.problems import Problem

COMMAND = "vaultnet event debrief"
_BETWEEN = re.compile(r"[\[\](),:;|/*+&@<>]")
"""What may stand right before and after a name."""
ALIKE = 0.85
"""How much of two names is the same, from 0 to 1, that may be one with a slip of the pen: a rule of thumb."""
_RIVALS = 3
"""How many who could be meant are named; then a count."""

Leads: TypeAlias = Callable[[str], "str | None"]
"""Tells where a link leads: a contact's path, ``""`` for no note at all, None for a note that is no contact."""


class Person(NamedTuple):
    """Somebody on a line: the name as it stands there, and the contact's path, ``""`` for somebody new."""

    name: Name
    contact: str


class Unsure(NamedTuple):
    """Why nobody can tell whom a line means, and what to do about it."""

    message: str
    hint: str = "Write the whole name, or link whom you mean: “- [[Grace Hopper]]: on-call”."


class Told(NamedTuple):
    """A line that is still to be taken down, or that can't be."""

    line: int
    words: str
    people: tuple[Person, ...] = ()
    said: Line = Line(())
    why: Unread | Unsure | None = None
    """Why it can't be taken down."""

    @property
    def new(self) -> tuple[str, ...]:
        """The names of those who have no note yet."""
        return tuple(one.name.called for one in self.people if not one.contact)


class Offer(NamedTuple):
    """What is to be done about the debrief of an event."""

    event: Event
    title: str
    """What the event is called; ``""`` where that names a private contact."""
    lines: tuple[Told, ...]
    """Those that can be taken down."""
    unread: tuple[Told, ...]

    @property
    def people(self) -> tuple[tuple[Told, Person], ...]:
        """Whoever is not taken down yet, each once, with the line."""
        found = {
            fold(one.contact or one.name.called): (told, one) for told in self.lines for one in told.people
        }
        return tuple(found.values())

    @property
    def new(self) -> int:
        """How many of them have no note yet."""
        return sum(not one.contact for _, one in self.people)

    @property
    def command(self) -> str:
        """What is typed to take them down."""
        name = note_name(self.event.path) if self.title else ""
        return f"{COMMAND} {typed(name)}" if name else COMMAND

    def say(self) -> str:
        """Say how many people are not taken down yet: ``3 people under “Met” of Fair are not taken down yet``."""
        number = len(self.people)
        is_one, new = number == 1, self.new
        who = f"{'1 person' if is_one else f'{number} people'} under “Met” of {self.title or 'an event'}"
        said = f"{who} {'is' if is_one else 'are'} not taken down yet"
        if not new:
            return said
        every = "and new to your notes" if is_one else "all of them new to your notes"
        return f"{said}, {every if new == number else f'{new} of them new to your notes'}"


class Known:
    """What people and other notes are called; of contacts it is enough to know those whom some lines could name."""

    def __init__(
        self, contacts: Iterable[Summary], me: Summary | None, others: Iterable[Occasion | Goal]
    ) -> None:
        self._names: dict[str, list[str]] = {}
        self._aliases: dict[str, list[str]] = {}
        self._private = set()
        for contact in contacts:
            name, *aliases = map(as_typed, (contact.name, *contact.aliases))
            self._names.setdefault(name, []).append(contact.path)
            for alias in aliases:
                self._aliases.setdefault(alias, []).append(contact.path)
            if discreet.is_private(contact):
                self._private.add(contact.path)
        self._me = frozenset(map(as_typed, (me.name, *me.aliases))) if me else frozenset[str]()
        self._others = frozenset(as_typed(note_name(one.path)) for one in others)

    def named(self, name: str) -> list[str]:
        """Give the contacts who are called exactly so, by their name or else by an alias."""
        asked = as_typed(" ".join(name.split()))
        if debrief.is_initial(name) and asked not in self._names and asked not in self._aliases:
            asked = asked.removesuffix(".")
        return self._names.get(asked) or sorted(set(self._aliases.get(asked, ())))

    def whom(self, one: Name, leads: Leads, expected: Collection[str] = ()) -> str | Unread | Unsure:
        """Give the contact whom a name means, ``""`` for somebody new; or why that can't be told.

        A first name alone means the one contact of that name among those who were ``expected``.
        """
        shown = one.called
        if one.target:
            found = leads(one.target)
            if found is None or (not found and self._is_other(shown)):
                return Unread(f"“{shown}” is a note of yours, and no contact.")
            return _ME if not found and as_typed(shown) in self._me else found
        paths = self.named(shown)
        if len(paths) > 1:
            return self._several(shown, paths)
        if paths:
            return paths[0]
        if as_typed(shown) in self._me:
            return _ME
        if self._is_other(shown):
            return Unread(f"“{shown}” is a note of yours, and no contact.")
        near = self._beginning(shown)
        there = [path for path in near if path in expected and path not in self._private]
        if len(there) == 1:
            return there[0]
        return self._several(shown, near) if near else self._unlike(shown)

    def _unlike(self, name: str) -> str | Unsure:
        """Give ``""`` for the name of somebody new; or why it may be none, or somebody's who is known."""
        if debrief.is_one_word(name):
            return Unsure(f"“{name}” is one word, and nobody whom you know is called so.")
        if debrief.is_initial(name):
            return Unsure(f"“{name}” is no whole name.")
        alike = self._alike(name)
        if not alike:
            return ""
        if not self._private.isdisjoint(alike):
            return Unsure(f"“{name}” is very near to the name of a contact.", _NEW.format(name))
        links = " or ".join(f"[[{note_name(path)}]]" for path in alike[:_RIVALS])
        return Unsure(f"“{name}” is somebody new, or is it {links}?", _NEW.format(name))

    def _alike(self, name: str) -> list[str]:
        """Find those who are called nearly so, and share a first or a last name."""
        asked = as_typed(name)
        first, last = asked.split()[0], asked.split()[-1]
        found = {
            path
            for called, paths in (*self._names.items(), *self._aliases.items())
            if " " in called and (called.split()[0] == first or called.split()[-1] == last)
            for path in paths
            if SequenceMatcher(None, asked, called).ratio() >= ALIKE
        }
        return sorted(found)

    def _is_other(self, name: str) -> bool:
        return as_typed(name) in self._others

    def _beginning(self, name: str) -> list[str]:
        """Find those whose names begin with a name: a first name could be any of theirs."""
        begin = as_typed(name.removesuffix(".")) if debrief.is_initial(name) else f"{as_typed(name)} "
        known = (*self._names.items(), *self._aliases.items())
        return sorted({path for called, paths in known if called.startswith(begin) for path in paths})

    def _several(self, name: str, paths: Sequence[str]) -> Unsure:
        if not self._private.isdisjoint(paths):
            return Unsure(f"“{name}” could be more than one of your contacts, or somebody new.")
        rivals = [note_name(path) for path in paths]
        if len(set(rivals)) < len(rivals):
            rivals = [path.removesuffix(".md") for path in paths]
        more = [f"{len(rivals) - _RIVALS} more"] if len(rivals) > _RIVALS else []
        shown = rivals[:_RIVALS] + more
        said = " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else [*shown, "somebody new"])
        return Unsure(f"“{name}” could be {said}.")


_NEW = "Link whom you mean; “[[{}]]” is somebody new."
_ME = Unread("That is you: nobody meets themselves.", "Name whom you met.")


def known(snapshot: Snapshot, texts: Iterable[str]) -> Known:
    """Give what people and other notes are called whom some lines could name."""
    wanted = _wanted(texts)
    contacts = (one for one in snapshot.contacts if _could_be(one, wanted))
    return Known(contacts, snapshot.me, (*snapshot.occasions, *snapshot.goals))


def _wanted(texts: Iterable[str]) -> frozenset[str]:
    """Give all names that some lines could hold: as many words as a name may have, one after the other."""
    found: set[str] = set()
    for text in texts:
        words = as_typed(_BETWEEN.sub(" ", text)).split()
        for at in range(len(words)):
            for end in range(at + 1, min(at + debrief.LONGEST, len(words)) + 1):
                name = " ".join(words[at:end])
                found.update((name, name.removesuffix("."), name.removesuffix(".md")))
    return frozenset(found)


def _could_be(contact: Summary, wanted: Collection[str]) -> bool:
    """Tell whether one of some names is a contact's, or how one of theirs begins."""
    for name in map(as_typed, (contact.name, *contact.aliases)):
        if (
            name in wanted
            or name.rpartition(" ")[2] in wanted
            or any(name[:at] in wanted for at, sign in enumerate(name) if sign == " ")
        ):
            return True
    return False


_each_could_be = memo.of_all(_could_be)


def tell(
    number: int,
    words: str,
    day: date | None,
    known: Known,
    leads: Leads,
    expected: Collection[str] = (),
) -> Told | None:
    """Tell whom a line means; None where it is taken down, so that nothing is to be done.

    Days of promises count from ``day``, the event's last; ``expected`` are the paths of those whom it names.
    """
    said = debrief.read(words, day, lambda name: bool(known.named(name)))
    if isinstance(said, Unread):
        return Told(number, words, why=said)
    people = []
    for one in said.names:
        found = known.whom(one, leads, expected)
        if not isinstance(found, str):
            waits = " So the whole line waits." if len(said.names) > 1 else ""
            return Told(number, words, why=found._replace(message=f"{found.message}{waits}"))
        people.append(Person(one, found))
    among = next((part for part in said.after if known.named(part)), "")
    if among:
        why = f"“{among}” after the comma is called like a contact, and is read as where they work."
        hint = "Give each person a line of their own, or join two with “and”."
        return Told(number, words, why=Unsure(why, hint))
    if all(one.contact and one.name.target for one in people):
        return None
    return Told(number, words, tuple(people), said)


# --- companies ---------------------------------------------------------------------------------------


def companies(snapshot: Snapshot) -> tuple[str, ...]:
    """Give what the companies are called that the notes know: organisations, and those of contacts."""
    found = {note_name(one.path): None for one in snapshot.occasions if one.type == "organisation"}
    for contact in snapshot.contacts:
        if not discreet.is_private(contact):
            values = contact.fields.get("company", ())
            found.update({one.name: None for one in values})
    return tuple(found)


def near_company(company: str, known: Collection[str]) -> str:
    """Give the known company that is called nearly so; ``""`` where there is none, or it is known itself."""
    asked = as_typed(company)
    called = {as_typed(one): one for one in known}
    if asked in called:
        return ""
    alike = ((SequenceMatcher(None, asked, one).ratio(), said) for one, said in called.items())
    return max((one for one in alike if one[0] >= ALIKE), default=(0, ""))[1]


# --- in a snapshot ---------------------------------------------------------------------------------


def offers(snapshot: Snapshot) -> tuple[Offer, ...]:
    """Give the events that have begun and whose debriefs are not all taken down, the latest first.

    Nothing is offered of a private note, nor of an event to which the owner did not go.
    """
    if not snapshot.met:
        return ()
    every = _told(*_of(snapshot))
    begun = (one for one in every if one.event.state(snapshot.today) in ("past", "running"))
    return tuple(one for one in begun if one.lines or one.unread)


def problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Give the lines that can't be taken down, of whatever event."""
    if not snapshot.met:
        return ()
    names = discreet.hidden(snapshot.contacts)
    every = _told(*_of(snapshot))
    return tuple(_problem(one.event, told, names) for one in every for told in one.unread)


_Parts: TypeAlias = (
    "tuple[tuple[MetLine, ...], tuple[Summary, ...], Summary | None, tuple[Occasion, ...], tuple[Goal, ...],"
    " frozenset[str]]"
)


def _of(snapshot: Snapshot) -> _Parts:
    one = snapshot
    return one.met, one.contacts, one.me, one.occasions, one.goals, one.private


@memo.of_last
def _told(
    met: tuple[MetLine, ...],
    contacts: tuple[Summary, ...],
    me: Summary | None,
    occasions: tuple[Occasion, ...],
    goals: tuple[Goal, ...],
    private: frozenset[str],
) -> tuple[Offer, ...]:
    """Give what is open of each event, the latest first; private notes are left out."""
    by_path: dict[str, list[MetLine]] = {}
    for line, is_down in zip(met, _is_down(met), strict=True):
        if not is_down and line.path not in private:
            by_path.setdefault(line.path, []).append(line)
    if not by_path:
        return ()
    wanted = _wanted(line.text for lines in by_path.values() for line in lines)
    called = Known(compress(contacts, _each_could_be(contacts, wanted)), me, (*occasions, *goals))
    found = []
    for event in reversed(events.of(occasions)):
        lines = by_path.get(event.path, ()) if not event.missed else ()
        told = [one for line in lines if (one := _tell(line, event, called))]
        if told:
            can, rest = [one for one in told if one.people], [one for one in told if not one.people]
            title = "" if discreet.names_any(event.title, discreet.hidden(contacts)) else event.title
            found.append(Offer(event, title, tuple(can), tuple(rest)))
    return tuple(found)


@memo.of_all
def _is_down(line: MetLine) -> bool:
    """Tell whether a line is taken down by all that it says itself: it links somebody, and no second name."""
    if not line.text:  # of words that are nobody's business nothing more can be told
        return True
    said = debrief.read(line.text)
    return bool(line.contact) and (
        isinstance(said, Unread) or [bool(one.target) for one in said.names] == [True]
    )


def _tell(line: MetLine, event: Event, called: Known) -> Told | None:
    """Tell of a line what is open. Links are looked for by the names that they bear: exact enough for an offer."""

    def leads(target: str) -> str:
        return next(iter(called.named(note_name(target))), line.contact)

    day = event.end.value if event.end else None
    expected = frozenset(one.value for one in event.people)
    told = tell(line.line, line.text, day, called, leads, expected)
    # A sentence that links a contact somewhere counts as it is.
    is_sentence = told and not told.people and any(map(called.named, debrief.linked(line.text)))
    return None if is_sentence else told


def _problem(event: Event, told: Told, names: frozenset[str]) -> Problem:
    message, hint = told.why or Unread("")
    if discreet.names_any(told.words, names):
        message, hint = "This line under “Met” can't be taken down as it stands.", Unsure("").hint
    if isinstance(told.why, Unsure):
        return Problem(event.path, told.line, 1, "unsure-debrief", message, hint)
    return Problem(event.path, told.line, 1, "unread-debrief", message, hint)
