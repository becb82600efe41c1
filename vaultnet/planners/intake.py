"""Ticks become notes and properties: what a build does about what the owner marked on dashboards.

A planner: nothing is written here. Taking in twice, from an older page, or on two devices gives the same as
taking in once (docs/ticks.md): a note's name and bytes depend on the tick alone, days are absolute, and of two
days the later one wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from vaultnet import fields, interaction_notes, kinds, marks, tick_fields, ticks, tries
from vaultnet.dates import parse_span, say_day
from vaultnet.edits.spans import NewValue
from vaultnet.facts import Facts
from vaultnet.filters import plural
from vaultnet.interaction_notes import Person
from vaultnet.kinds import EVENT
from vaultnet.links import CONTACT
from vaultnet.model import note_name
from vaultnet.network import Summary
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.planners import carried, debrief_ticks
from vaultnet.planners.carried import Carrier
from vaultnet.planners.debrief import Start
from vaultnet.planners.property_edits import parse_pace, set_fields
from vaultnet.ticks import Tick

Read = Callable[[str], bytes]
_NAMED = 5
"""Ticks that are named in the history; then a count."""


class Page(NamedTuple):
    """A dashboard as it lies there, and as it would be written now (``""`` for not at all)."""

    path: str
    text: str
    fresh: str = ""


class Taken(NamedTuple):
    """A tick that was taken in, with what came of it."""

    contact: str
    name: str
    day: date
    """The dashboard's."""
    on: date | None = None
    """The day of the interaction, if a note of one was made."""
    kind: str = ""
    note: str = ""
    until: date | None = None
    skipped: bool = False
    every: str = ""
    met: int = 0
    """Of an event: the people who were taken down, as its debrief was offered."""

    def say(self, today: date) -> str:
        """Say what was taken in: ``coffee with Ada Lovelace on 20 November``."""
        if self.met:
            return f"{plural(self.met, 'person', 'people')} met at {self.name} taken down"
        said = []
        if self.on:
            what = f"{self.kind.replace('-', ' ') or 'in touch'} with"
            what = "an attempt to reach" if self.kind == tries.SENT else what
            said.append(f"{what} {self.name} on {say_day(self.on, today)}")
        if self.until:
            said.append(f"put off until {say_day(self.until, today)}")
        if self.skipped:
            said.append("skipped")
        if self.every:
            said.append(f"tracked {'every' if parse_span(self.every) else 'as'} {self.every}")
        return ", ".join(said) if self.on else f"{self.name} {', '.join(said)}"


@dataclass(frozen=True, slots=True)
class Intake:
    """What the ticks of some dashboards come to."""

    operations: Mapping[str, Operation]
    """By contact: one for each, so that a note that can't be written keeps back nobody else's ticks."""
    refused: tuple[Refusal, ...]
    """What can't be done; its words are among what stays ``typed``, with the reason."""
    taken: tuple[Taken, ...]
    typed: Mapping[str, tuple[str, ...]]
    """What else was typed on each dashboard that was looked at."""
    ticked: frozenset[str]
    """The dashboards with ticks."""


def take_in(
    facts: Facts,
    read: Read,
    pages: Iterable[Page],
    start: Start,
    refusing: Mapping[str, Refusal] | None = None,
) -> Intake:
    """Plan what is to be done about the ticks on some dashboards.

    Args:
        facts: the facts as of now; what is in them already is done.
        read: gives a note's bytes. Raises FileNotFoundError where there is none.
        pages: the dashboards that differ from what would be written.
        start: starts the note of a contact.
        refusing: the contacts, and the events, of which it is known that their ticks can't be taken in, and why.

    """
    tiers = tuple(facts.config.tiers)
    every = [page for page in pages if page.text != page.fresh]
    found = {page.path: _parsed(facts, page, tiers) for page in every}
    plan = _Plan(facts, read, start, carried.find(facts, found.values()), refusing or {})
    for tick in sorted(ticks.merged(tick for told in found.values() for tick in told), key=_key):
        plan.add(tick)
    plan.edit()
    typed = {page.path: [*ticks.rest(page.text, page.fresh, found[page.path])] for page in every}
    refused = {_key(tick) for tick, _ in plan.refused}

    def page_of(tick: Tick) -> str:
        return next(path for path, told in found.items() if _key(tick) in map(_key, told))

    for tick in plan.beside:
        if _key(tick) not in refused:
            typed[page_of(tick)].append(tick.block)
    for tick, refusal in plan.refused:
        typed[page_of(tick)].append(f"{tick.block}\n\n{marks.NOT_TAKEN} {_reason(refusal)}")
    taken = tuple(plan.taken[key] for key in sorted(plan.taken))
    ticked = frozenset(path for path, told in found.items() if told)
    blocks = {path: tuple(blocks) for path, blocks in typed.items()}
    return Intake(plan.operations(), tuple(one for _, one in plan.refused), taken, blocks, ticked)


def _parsed(facts: Facts, page: Page, tiers: Sequence[str]) -> tuple[Tick, ...]:
    """Find the ticks on a page: about contacts, and of the debriefs that are offered there."""

    def is_event(path: str) -> bool:
        return debrief_ticks.is_event(facts, path)

    who = _who(facts, page.path)
    found = ticks.parse(page.text, page.path, who, page.fresh, tiers, is_event)
    return tuple(one for one in found if not is_event(one.contact) or debrief_ticks.is_offer(one))


def _key(tick: Tick) -> tuple[date, str]:
    return tick.day, tick.contact


def _who(facts: Facts, path: str) -> Callable[[str], str]:
    """Give what tells the contact whom, or the event that, a link on a dashboard means for sure."""

    def who(target: str) -> str:
        found = facts.names.resolve(target, path) if target else None
        if found is None or found.entry is None or found.rivals or found.entry.type not in (CONTACT, EVENT):
            return ""
        return "" if found.entry.path == facts.me else found.entry.path

    return who


def _what(taken: Sequence[Taken], today: date) -> str:
    if not taken:
        return "take in ticks"
    more = [f"{len(taken) - _NAMED} more"] if len(taken) > _NAMED else []
    said = "; ".join([*(one.say(today) for one in taken[:_NAMED]), *more])
    return f"take in {'a tick' if len(taken) == 1 else f'{len(taken)} ticks'}: {said}"


def _reason(refusal: Refusal) -> str:
    at = f" ({refusal.path}:{refusal.line})" if refusal.path else ""
    return " ".join(part for part in (f"{refusal.message}{at}", refusal.hint) if part)


# --- the plan --------------------------------------------------------------------------------------


@dataclass
class _Plan:
    """Notes to make and properties to set, as tick after tick is added."""

    facts: Facts
    read: Read
    start: Start
    carried: Mapping[tuple[date, str], Sequence[Carrier]]
    refusing: Mapping[str, Refusal]
    notes: dict[str, bytes] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    """By contact: the notes that are made, then the edit of the contact's own."""
    values: dict[str, dict[str, NewValue]] = field(default_factory=dict)
    """By contact: what its properties are to be."""
    asking: dict[str, list[Tick]] = field(default_factory=dict)
    """By contact: the ticks for which they are."""
    taken: dict[tuple[date, str], Taken] = field(default_factory=dict)
    refused: list[tuple[Tick, Refusal]] = field(default_factory=list)
    offers: dict[str, list[Tick]] = field(default_factory=dict)
    """By event: the offers to take down its debrief that were ticked."""
    beside: list[Tick] = field(default_factory=list)
    """Those beside which the owner wrote something: it stays typed."""

    def __post_init__(self) -> None:
        self.paths = list(self.facts.names)
        self.contacts = {one.path: one for one in self.facts.snapshot.contacts}

    def operations(self) -> dict[str, Operation]:
        """Give what is to be done about each contact."""
        return {
            contact: Operation("ticks", self._what(contact), tuple(changes))
            for contact, changes in sorted(self.changes.items())
        }

    def _what(self, contact: str) -> str:
        taken = [self.taken[key] for key in sorted(self.taken) if key[1] == contact]
        return _what(taken, self.facts.today)

    def add(self, tick: Tick) -> None:
        """Plan one tick."""
        if not _is_text(tick):
            message = "Its words are not UTF-8."
            self.refused.append((tick, Refusal("", 0, message, "Type them anew.")))
            return
        if tick.contact in self.refusing:
            self.refused.append((tick, self.refusing[tick.contact]))
            return
        if debrief_ticks.is_event(self.facts, tick.contact):
            self.offers.setdefault(tick.contact, []).append(tick)
            return
        if tick.done and not self._is_told(tick):
            self._note(tick)
        wanted = dict(self._properties(tick))
        if wanted:
            self.values.setdefault(tick.contact, {}).update(wanted)
            self.asking.setdefault(tick.contact, []).append(tick)
            self._taking(
                tick,
                until=tick.until if "snooze" in wanted or "put_off" in wanted else None,
                skipped="skipped" in wanted,
                every=tick.every if "cadence" in wanted or "tier" in wanted else "",
            )

    def _taking(self, tick: Tick, **what: Any) -> None:
        told = self.taken.get(_key(tick)) or Taken(tick.contact, note_name(tick.contact), tick.day)
        self.taken[_key(tick)] = told._replace(**what)

    # --- interactions ---

    def _is_told(self, tick: Tick) -> bool:
        """Tell whether the notes that carry a tick say all that it says."""
        carriers = self.carried.get(_key(tick), ())
        kind = kinds.named(tick.kind) or tick.kind
        if not carriers or (kind and kind not in [one.kind for one in carriers]):
            return False
        if tick.dated and tick.on.isoformat() not in [one.day for one in carriers]:
            return False
        return carried.says_all(tick, (self._there(one.path) or b"" for one in carriers))

    def _note(self, tick: Tick) -> None:
        """Make the note of an interaction, unless it lies there already."""
        path, data = self._draft(tick)
        if self._is_template(path, data):
            message = "With its words the note would be taken for a template, and count for nobody."
            self.refused.append((tick, Refusal("", 0, message, "Leave out what stands in {{…}} or <% … %>.")))
            path, data = self._draft(tick._replace(words="", lines=()))
        for free in _numbered(path):
            there = self.notes.get(free) or self._there(free)
            if there == data:
                return
            if there is None:
                self.notes[free] = data
                self.changes.setdefault(tick.contact, []).append(Change(free, None, data))
                self._taking(tick, on=tick.on, kind=tick.kind, note=free)
                return

    def _draft(self, tick: Tick) -> tuple[str, bytes]:
        link = self.facts.names.shortest(tick.contact)
        return interaction_notes.draft(
            tick.on,
            [Person(note_name(tick.contact), link)],
            kind=tick.kind,
            words=tick.words,
            lines=tick.lines,
            ticks=[tick_fields.write(tick.day.isoformat(), link)],
            folder=interaction_notes.home(self.facts.config, tick.on, self.paths),
            paths=self.paths,
        )

    def _is_template(self, path: str, data: bytes) -> bool:
        if b"{{" not in data and b"<%" not in data:
            return False
        return Parser(self.facts.config, self.facts.note_types).parse(path, data)[0].template

    def _there(self, path: str) -> bytes | None:
        try:
            return self.read(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return b""

    # --- properties ---

    def _properties(self, tick: Tick) -> Iterator[tuple[str, NewValue]]:
        """Yield what a tick sets, unless something later is there."""
        if tick.until:
            put_off, snooze = self._day(tick, "put_off"), self._day(tick, "snooze")
            stale = put_off is not None and (put_off > tick.day or (put_off == tick.day and snooze is None))
            if not stale and (snooze is None or snooze < tick.until):
                yield "snooze", tick.until
            if not stale and put_off != tick.day:
                yield "put_off", tick.day
        if tick.skip:
            skipped = self._day(tick, "skipped")
            if skipped is None or skipped < tick.day:
                yield "skipped", tick.day
        pace = parse_pace(tick.every, self.facts.config.tiers) if tick.every else None
        if pace and not self._has(tick, "cadence", "tier"):
            value: NewValue = int(pace.cadence) if pace.cadence.isdecimal() else pace.cadence
            yield ("tier", pace.tier) if pace.tier else ("cadence", value)

    def _day(self, tick: Tick, name: str) -> date | None:
        """Return the day that a property of the contact has, or is to have."""
        planned = self.values.get(tick.contact, {}).get(name)
        if isinstance(planned, date):
            return planned
        return fields.day_of(self._summary(tick).fields, name)

    def _has(self, tick: Tick, *names: str) -> bool:
        planned = self.values.get(tick.contact, {})
        return any(name in planned or self._summary(tick).first(name) for name in names)

    def _summary(self, tick: Tick) -> Summary:
        return self.contacts.get(tick.contact) or Summary(tick.contact, note_name(tick.contact))

    def edit(self) -> None:
        """Plan the edits of the contacts' notes, and the debriefs; what is refused is no longer taken in."""
        for event, offered in sorted(self.offers.items()):
            self._take_down(event, offered)
        for contact, values in sorted(self.values.items()):
            found = self._edited(contact, list(values.items()))
            if found.changes:
                self.changes.setdefault(contact, []).extend(found.changes)
            for tick in self.asking[contact] if found.refused else ():
                self.refused.append((tick, found.refused[0]))
                told = self.taken.pop(_key(tick))
                if told.note:
                    self.taken[_key(tick)] = told._replace(until=None, skipped=False, every="")

    def _take_down(self, event: str, offered: Sequence[Tick]) -> None:
        made = {one.path for changes in self.changes.values() for one in changes if one.before is None}
        done = debrief_ticks.plan(self.facts, self.read, self.start, event, offered, made)
        if done is None:
            return
        if done.changes:
            self.changes[event] = list(done.changes)
            told = Taken(event, done.name, offered[-1].day, met=done.people)
            self.taken[_key(offered[-1])] = told
        self.beside += [tick for tick in offered if debrief_ticks.says_more(tick)]
        self.refused += [(tick, done.refused) for tick in offered if done.refused]

    def _edited(self, contact: str, values: Sequence[tuple[str, NewValue]]) -> Operation:
        """Plan the edit of one note; one that can't be read is left alone, and the others' ticks go on."""
        try:
            return set_fields(self.facts, self.read, contact, "ticks", "", values)
        except FileNotFoundError:
            raise  # the vault has changed since it was listed: the caller looks again
        except OSError as error:
            message = f"{contact} can't be read: {error.strerror}."
            return Operation("ticks", "", (), (Refusal("", 0, message, "Note it by hand."),))


def _is_text(tick: Tick) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in "".join((tick.words, tick.kind, *tick.lines)))


def _numbered(path: str) -> Iterator[str]:
    """Yield a path, and others where it is taken."""
    yield path
    for number in range(2, 1000):
        yield f"{path.removesuffix('.md')} {number}.md"
