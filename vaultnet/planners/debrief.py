"""Taking down an event's debrief: who is new gets a note, who was met a link, what was promised a task. Pure.

The link at the beginning of a line is the meeting: the note of a dated event says with it that they were met on its
day. So there is no second note of it, and nothing counts twice. What is taken down depends on the notes alone, and
not on the day on which that is done: two devices write the same, and a second time there is nothing to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeAlias

from vaultnet import debrief, debriefs, events, filters, interaction_notes, ledger, met_lines, portable
from vaultnet.dates import parse_day, say_day
from vaultnet.debrief import Line, Name
from vaultnet.debriefs import Known, Told
from vaultnet.edits import met_links
from vaultnet.edits.met_links import Naming, Taking
from vaultnet.facts import Facts
from vaultnet.interactions import derive
from vaultnet.kinds import EVENT
from vaultnet.links import CONTACT, Entry, Names, fold
from vaultnet.lookup import Named
from vaultnet.model import Note, note_name
from vaultnet.network import Promise
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.planners import promised
from vaultnet.who import Who

COMMAND = "event debrief"
Start: TypeAlias = "Callable[[str, Mapping[str, Sequence[str]], date], tuple[str, bytes] | Refusal]"
"""Starts the note of a contact: its path and bytes, from the name, the values of its fields, and a day."""

_HEADING = "Write a line each under it: - Grace Hopper, Globex: on-call"
_UNLINKABLE = re.compile(r"[\[\]|#^]|%%|::")


class Person(NamedTuple):
    """Somebody who is taken down: on which line, and the note, which is made if they are ``new``."""

    line: int
    name: str
    path: str
    new: bool
    work: str = ""
    """What their note says they do, and where, if it is new."""
    company: str = ""
    """Where they work, if their note is new."""


class Plan(NamedTuple):
    """What taking down a debrief comes to."""

    event: str
    people: tuple[Person, ...]
    promises: int
    """Tasks that are made of what was promised."""
    refused: tuple[Refusal, ...]
    """Lines that can't be taken down, and why; the others are."""
    operation: Operation
    doubts: tuple[str, ...] = ()
    """Sentences about what may be a slip of the pen, and is taken down as it stands."""
    idle: str = ""
    """Why there is nothing to do, where that is so."""


def everybody(_name: str) -> bool:
    """Take down whoever stands there."""
    return True


def plan(
    facts: Facts,
    read: Callable[[str], bytes],
    start: Start,
    path: str,
    named: Callable[[str], bool] = everybody,
) -> Plan:
    """Plan to take down the debrief in the note of an event.

    Args:
        facts: what is known.
        read: gives a note's bytes. May raise OSError.
        start: starts the note of somebody new.
        path: the event's note.
        named: tells by a name, as it stands on a line, whether it is to be taken down.

    """
    work = _Work(facts, path, read(path), start, named)
    why = work.against()
    if why:
        return Plan(path, (), 0, (why,), Operation(COMMAND, "", ()))
    return work.plan(read)


class _Row(NamedTuple):
    """A line that is to be taken down."""

    line: int
    words: str
    said: Line
    people: tuple[Person, ...]


class _Work:
    """One event's debrief, line by line."""

    def __init__(
        self, facts: Facts, path: str, data: bytes, start: Start, named: Callable[[str], bool]
    ) -> None:
        self.facts, self.path, self.data, self.start, self.named = facts, path, data, start, named
        self.parser = Parser(facts.config, facts.note_types)
        self.note: Note = self.parser.parse(path, data)[0]
        self.day = parse_day(self.note.day) if self.note.day else None
        self.event = next((one for one in events.of(facts.snapshot.occasions) if one.path == path), None)
        end = self.event.end if self.event else None
        self.last = end.value if end else self.day
        """The event's last day, from which days of promises count."""
        self.made: dict[str, Change] = {}
        """The notes of those who are new, by their names."""
        self.known = debriefs.known(facts.snapshot, (words for _, words in self.note.met))
        self.refused: list[Refusal] = []
        self.names: Names = facts.names

    def against(self) -> Refusal | None:
        """Say why nothing of it can be taken down."""
        if self.note.type != EVENT or self.note.template:
            return Refusal(self.path, 1, "This is no note of an event, so nobody was met at it.", "")
        if self.day is None:
            hint = "Write its day into the note: date: 2026-11-20"
            return Refusal(self.path, 1, "The event has no day, so nobody was met on it.", hint)
        if self.day > self.facts.today:
            when = say_day(self.day, self.facts.today)
            return Refusal(
                self.path, 1, f"The event is still to come, on {when}: nobody was met at it yet.", ""
            )
        if self.event and self.event.missed:
            message = "The note says that you did not go (went: false), so nobody was met there."
            return Refusal(self.path, self.event.missed.line, message, "If you went, take out went: false.")
        return self._without_heading()

    def _without_heading(self) -> Refusal | None:
        """Say that the note has no heading of a debrief, and which one may be meant for it."""
        if met_lines.stands(self.note.body.headings):
            return None
        near = met_lines.near(self.note.body.headings)
        hint = f"Line {near.line} says “{near.text}”: call it “Met”." if near else _HEADING
        message = f"There is no heading “## Met” in {self.path}."
        return Refusal(self.path, near.line if near else 1, message, hint)

    def plan(self, read: Callable[[str], bytes]) -> Plan:
        """Plan what becomes of the lines; one that can't be taken down keeps back no other."""
        rows = [row for told in self._told() if (row := self._row(told, read))]
        new = [Entry(-1, change.path, CONTACT) for change in self.made.values()]
        self.names = self.facts.names.changed((), new)
        kept = self._kept([], rows)
        after = self._after(kept)
        assert isinstance(after, bytes)
        return self._planned(kept, after)

    def _kept(self, before: list[_Row], rows: list[_Row]) -> list[_Row]:
        """Add to some lines those that can be taken down with them; the others are refused.

        The whole note is read again for each try, so lines are tried by halves and not one by one.
        """
        tried = self._after([*before, *rows])
        if not isinstance(tried, Refusal):
            return [*before, *rows]
        if len(rows) == 1:
            self.refused.append(tried)
            return before
        half = len(rows) // 2
        return self._kept(self._kept(before, rows[:half]), rows[half:])

    def _planned(self, rows: Sequence[_Row], after: bytes) -> Plan:
        people = tuple(person for row in rows for person in row.people)
        changes = [change for change in self.made.values() if any(change.path == one.path for one in people)]
        if after != self.data:
            changes.append(Change(self.path, self.data, after))
        promises = sum(len(self._taking(row).tasks) for row in rows)
        named = len({person.path for person in people})
        title = "an event" if self.note.private else events.title(self.path)
        what = f"take down {filters.plural(named, 'person', 'people')} met at {title}"
        operation = Operation(COMMAND, what, tuple(changes))
        refused = tuple(sorted(self.refused, key=_line))
        return Plan(
            self.path, people, promises, refused, operation, tuple(self._doubts(people)), self._idle()
        )

    def _idle(self) -> str:
        if self.note.met:
            return "Everybody under “## Met” is taken down already."
        return "Nobody stands under “## Met” yet. " + _HEADING

    def _doubts(self, people: Iterable[Person]) -> Iterable[str]:
        """Say of companies of those who are new that they are nearly called like one that is known."""
        written = {person.company: None for person in people if person.company}
        known = debriefs.companies(self.facts.snapshot) if written else ()
        for company in written:
            near = debriefs.near_company(company, known)
            if near:
                yield f"“{company}” is nearly called like “{near}”, which is in your notes: is it the same?"

    # --- what the lines say ---

    def _told(self) -> Iterable[Told]:
        """Give the lines that are still to be taken down; why others can't be is noted."""
        known = self.known
        who = Who(self.note, self.facts.names, self.facts.config)
        linked = {link.line for link, _ in who.contacts}
        begun = ledger.met(who)
        expected = frozenset(one.value for one in self.event.people) if self.event else frozenset[str]()
        for line, words in self.note.met:
            told = debriefs.tell(line, words, self.last, known, self._leads, expected)
            if told is None:
                told = self._owed(line, words, known, begun)
            if told is None or (told.why and line in linked):
                continue
            if told.why and self.named is everybody:
                self.refused.append(Refusal(self.path, line, told.why.message, told.why.hint))
            elif not told.why and all(self.named(one.name.shown) for one in told.people):
                yield told

    def _owed(self, line: int, words: str, known: Known, begun: Mapping[int, Sequence[Entry]]) -> Told | None:
        """Give a line that links whom it means, and promises them what stands in no task yet."""
        said = debrief.read(words, self.last, lambda name: bool(known.named(name)))
        if not isinstance(said, Line) or not said.promised or met_links.has_task(self.data, line):
            return None
        paths = {entry.path for entry in begun.get(line, ())}
        if not any(one.line == line and one.contact in paths for one in self._promises):
            return None  # a task of the note says how it stands
        people = tuple(debriefs.Person(one, self._leads(one.target) or "") for one in said.names)
        return Told(line, words, people, said) if all(one.contact for one in people) else None

    @cached_property
    def _promises(self) -> Sequence[Promise]:
        """What the note promises as it stands."""
        return derive(self.note, self.facts.names, self.facts.config).promises

    def _leads(self, target: str) -> str | None:
        entry = self.facts.names.resolve(target, self.path).entry
        if entry is None:
            return ""
        return entry.path if entry.type == CONTACT and entry.path != self.facts.me else None

    # --- who is new ---

    def _row(self, told: Told, read: Callable[[str], bytes]) -> _Row | None:
        people = []
        for one in told.people:
            path, new = one.contact, not one.contact
            if new:
                made = self._new(one.name, told, read)
                if isinstance(made, Refusal):
                    self.refused.append(made._replace(path=self.path, line=told.line))
                    return None
                path = made.path
            work = ", ".join(part for part in (told.said.role, filters.words(told.said.company)) if part)
            company = filters.words(told.said.company) if new else ""
            people.append(Person(told.line, note_name(path), path, new, work if new else "", company))
        return _Row(told.line, told.words, told.said, tuple(people))

    def _new(self, name: Name, told: Told, read: Callable[[str], bytes]) -> Change | Refusal:
        """Make the note of somebody new, once, however many lines name them."""
        title = " ".join(name.called.split())
        made = self.made.get(fold(title))
        if made:
            return made
        why = portable.reason_against(title)
        if why:
            return Refusal("", 0, f"“{title}” can't be a note's name: {why}.", "Write another name.")
        assert self.day
        begun = self.start(title, self._fields(told.said), self.day)
        if isinstance(begun, Refusal):
            return begun
        path, data = begun
        taken = next((one for one in self.facts.names if fold(one) == fold(path)), "")
        if taken or _is_there(path, read):
            hint = "Give the person another name, or make that note a contact."
            return Refusal("", 0, f"{taken or path} is there already, and is no contact.", hint)
        self.made[fold(title)] = Change(path, None, data)
        return self.made[fold(title)]

    def _fields(self, said: Line) -> dict[str, list[str]]:
        told = {"company": self._company(said.company), "role": said.role, "first_met": self.note.day}
        if not self.note.private:
            told["met_at"] = f"[[{self.facts.names.shortest(self.path)}]]"
        return {name: [value] for name, value in told.items() if value}

    def _company(self, company: str) -> str:
        """Link an organisation that has a note."""
        if "[[" in company or not company:
            return company
        entry = self.facts.names.resolve(company, self.path).entry
        is_one = entry and entry.type not in ("", CONTACT) and not entry.private
        return f"[[{self.facts.names.shortest(entry.path)}]]" if entry and is_one else company

    # --- what becomes of the note ---

    def _after(self, rows: Sequence[_Row]) -> bytes | Refusal:
        """Write the event's note with lines taken down, and read again what it then says."""
        if not rows:
            return self.data
        for row in rows:
            for person in row.people:
                if _UNLINKABLE.search(self._target(person.path)):
                    message = f"No link can lead to {person.path}, because of the signs in its name."
                    return Refusal(self.path, row.line, message, "Give it another name: vaultnet rename")
        after = met_links.take_down(self.path, self.data, [self._taking(row) for row in rows])
        if isinstance(after, Refusal):
            return after
        return self._wrong(rows, after) or after

    def _taking(self, row: _Row) -> Taking:
        links = []
        for person, name in zip(row.people, row.said.names, strict=True):
            found = self.names.resolve(name.target, self.path).entry if name.target else None
            if not found or found.path != person.path:
                target = self._target(person.path)
                shown = row.words[name.start : name.end] if not name.target else name.shown
                links.append(
                    Naming(
                        name.start, name.end, f"[[{target}]]" if shown == target else f"[[{target}|{shown}]]"
                    )
                )
        return Taking(row.line, row.words, tuple(links), tuple(self._tasks(row)))

    def _target(self, path: str) -> str:
        """Give the text of a link that leads to a contact from the event's note, and to nobody else."""
        shortest = self.names.shortest(path)
        found = self.names.resolve(shortest, self.path)
        sure = found.entry and found.entry.path == path and not found.rivals
        return shortest if sure else path.removesuffix(".md")

    def _tasks(self, row: _Row) -> Iterable[str]:
        """Word what was promised as tasks, unless one stands below the line already."""
        if met_links.has_task(self.data, row.line):
            return
        named = [Named(person.path, CONTACT) for person in row.people]
        linked = [interaction_notes.Person(one.name, self._target(one.path)) for one in row.people]
        for part in row.said.promised:
            said = promised.task(" ".join(part.text.split()), named, linked, self._link_of)
            yield f"{said} 📅 {part.due}" if part.due else said

    def _link_of(self, name: str) -> str:
        """Give the text of a link that leads to the contact who is called exactly so; none that is private."""
        paths = self.known.named(name)
        found = self.names.at(paths[0]) if len(paths) == 1 else None
        return self._target(paths[0]) if found and not found.private else ""

    def _wrong(self, rows: Sequence[_Row], after: bytes) -> Refusal | None:
        """Say which line would not say what it is to say."""
        note = self.parser.parse(self.path, after)[0]
        derived = derive(note, self.names, self.facts.config)
        message = _LEFT if derived.traces else _IGNORED
        met = {
            one.contact
            for one in derived.traces
            if one.path == self.path and one.day == self.note.day and not one.plan
        }
        owed = {(one.contact, one.due) for one in derived.promises}
        for row in rows:
            due = [part.due for part in row.said.promised if part.due] if self._taking(row).tasks else []
            is_met = all(one.path in met for one in row.people)
            is_owed = all(any((one.path, day) in owed for one in row.people) for day in due)
            if not (is_met and is_owed) or len(note.met) != len(self.note.met):
                return Refusal(self.path, row.line, message, "Link the name in your editor.")
        return None


_LEFT = "With the link, this line would not be read as having met them, so it was left as it is."
_IGNORED = "[interactions] ignore in vaultnet.toml covers this note, so nobody counts as met there."


def _is_there(path: str, read: Callable[[str], bytes]) -> bool:
    try:
        read(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _line(refusal: Refusal) -> int:
    return refusal.line
