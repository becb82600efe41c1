"""Mentoring, both ways: who was noticed, asked and agreed, and what has come of it. Pure; docs/mentors.md shows it.

It stands in the notes in one of two ways: as an opportunity of the kind ``mentoring``, with its stage, or as
``relation: mentor`` or ``relation: mentee`` of a contact, which says no more than that there is a mentorship. So of
the two an opportunity that has ended says more than the relation that was left standing, and one that is only
noticed, was asked, or was declined at some time says less. Who mentors whom is told by the relation; where there is
none it is the owner who is mentored, for whoever notes such an opportunity seeks one.

Sessions are the interactions of the kind ``mentoring``: other conversations with a mentor are just that. Nothing is
said here of contacts or notes that are private, nor of anybody with whom the owner no longer keeps in touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from vaultnet import cadence, discreet, fields, ledger, memo, needs, thanking
from vaultnet.candidates import Known
from vaultnet.config import Config
from vaultnet.dates import earlier
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE
from vaultnet.model import Source, Sourced
from vaultnet.network import Goal, LedgerLine, Occasion, Snapshot, Summary, TaggedTask, Trace
from vaultnet.openers import under_name
from vaultnet.stages import KIND, OPPORTUNITY, Stage, has_come_about, is_session, stage_of, text

MENTOR, MENTEE = "mentor", "mentee"
YEAR = 365
"""Days within which sessions are counted."""
FEWEST = 2
"""Gaps between sessions from which on there is a rhythm of sessions: they are arranged, and happen by no chance."""

_DAY_OF: Mapping[Stage, str] = {
    "noticed": "noticed",
    "asked": "asked",
    "agreed": "asked",
    "ended": "closed",
    "declined": "closed",
}
"""Which of an opportunity's days says since when it is at a stage; of an agreed one, when it was asked for."""
_FORTH: Sequence[Stage] = ("declined", "ended", "noticed", "asked", "agreed")
"""Of several opportunities with one person, the one counts that is furthest; of equals the newest."""
_TEACHING = re.compile(r"^teaching:\s*(?=\S)", re.IGNORECASE)


class Said(NamedTuple):
    """Something that went to and fro, in the words of a note."""

    text: str
    """In plain text, without the name of the person under which it is shown."""
    day: str
    """ISO, or ``""``."""
    source: Source
    taught: bool = False
    """Whether it is what the owner taught, and not a thing that they gave."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Mentorship:
    """How things stand between the owner and a contact, as mentor and mentee."""

    contact: Summary
    stage: Sourced[Stage]
    mentor: bool
    """Whether they mentor the owner, or are to."""
    mentee: bool
    """Whether the owner mentors them; with ``mentor`` it goes both ways."""
    path: str
    """The opportunity's note, or ``""``."""
    since: Sourced[date] | None
    """The day of the stage, where the opportunity says it (see `_DAY_OF`)."""
    has_been: bool
    """Whether there is one, or was: not where it was closed, and nothing says that they had agreed."""
    goals: tuple[Sourced[str], ...]
    """The paths of the goals that it serves."""
    sessions: tuple[Trace, ...]
    """Within a year, newest first."""
    usual: float | None
    """The median of the days between sessions; None where there are too few."""
    plan: Trace | None
    """What is planned with them next, of whatever kind."""
    questions: tuple[Said, ...]
    """What the owner asked of them, newest first."""
    learned: tuple[Said, ...]
    """What the owner received from them, newest first."""
    followed: tuple[Said, ...]
    """Advice of theirs that the owner followed, newest first."""
    to_follow: tuple[Said, ...]
    """Advice that is still open."""
    given: tuple[Said, ...]
    """What the owner gave them, and times in touch that speak of thanks, newest first."""
    to_thank: Said | None
    """The last that they gave, if nothing has gone back to them since."""

    def serves(self, goal: Goal) -> bool:
        """Tell whether it is for a goal, as the opportunity or the contact's note says."""
        named = any(one.value == goal.path for one in self.goals)
        return named or any(
            fields.means(value, goal.path, self.contact.links)
            for value in self.contact.fields.get("helps_with", ())
        )

    @property
    def unthanked(self) -> Sourced[date] | None:
        """The day on which it ended, if they mentored the owner and nothing has gone back to them since then."""
        ended = self.since if self.mentor and self.stage.value == "ended" and self.has_been else None
        if ended is None:
            return None
        day = ended.value.isoformat()
        is_heard = any(one.day > day for one in thanking.words(self.contact))
        return None if is_heard or any(one.day >= day for one in self.given) else ended


def of(snapshot: Snapshot, config: Config) -> tuple[Mentorship, ...]:
    """Give all mentorships, of whatever stage, by the contacts' names."""
    return _of(
        snapshot.contacts,
        noted(snapshot.occasions),
        snapshot.ledger,
        snapshot.tagged,
        snapshot.private,
        snapshot.today,
        config,
    )


def engaged(snapshot: Snapshot) -> frozenset[str]:
    """Give the paths of all with whom there is, was or may be a mentorship, even if nothing is said of it."""
    return _engaged(snapshot.contacts, noted(snapshot.occasions))


@memo.of_last
def noted(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    """Give the opportunities of the kind ``mentoring``."""
    return tuple(one for one in occasions if one.type == OPPORTUNITY and text(one, "kind") == KIND)


@memo.of_last
def _engaged(contacts: Sequence[Summary], opportunities: Sequence[Occasion]) -> frozenset[str]:
    related = (contacts[place].path for place, _ in _related(contacts))
    return frozenset((*related, *(path for one in opportunities for path in _people(one))))


@memo.of_last
def _of(
    contacts: tuple[Summary, ...],
    opportunities: Sequence[Occasion],
    lines: Sequence[LedgerLine],
    tagged: Sequence[TaggedTask],
    private: frozenset[str],
    today: date,
    config: Config,
) -> tuple[Mentorship, ...]:
    known = Known(contacts, today, config)
    relations: dict[int, dict[str, Source]] = {}
    for number, trait in _related(contacts):
        relations.setdefault(number, {}).setdefault(trait.name.casefold(), trait.source)
    noted_of: dict[int, list[Occasion]] = {}
    for one in opportunities:
        for path in _people(one) if one.path not in private else ():
            if (at := known.place(path)) is not None:
                noted_of.setdefault(at, []).append(one)
    told = _Told(_by_contact(lines), _by_adviser(tagged), discreet.hidden(contacts))
    found = [
        _mentorship(contacts[place], relations.get(place, {}), noted_of.get(place, ()), told, today)
        for place in relations.keys() | noted_of.keys()
        if not discreet.is_private(contacts[place]) and not cadence.has_ended(contacts[place], today)
    ]
    return tuple(sorted(found, key=lambda one: (one.contact.name.casefold(), one.contact.path)))


def _related(contacts: Sequence[Summary]) -> Iterator[tuple[int, needs.Trait]]:
    for relation in (MENTOR, MENTEE):
        yield from needs.saying("relation", "", relation, contacts)


def _people(one: Occasion) -> Iterator[str]:
    """Yield the paths of an opportunity's people."""
    for value in one.fields.get("people", ()):
        path = value.leads(one.links)
        if path:
            yield path


# --- one mentorship --------------------------------------------------------------------------------


def _mentorship(
    contact: Summary,
    relations: Mapping[str, Source],
    opportunities: Sequence[Occasion],
    told: _Told,
    today: date,
) -> Mentorship:
    sessions = [trace for trace in (*contact.recent, *contact.earlier) if is_session(trace)]
    ranked = [(stage_of(one, today, bool(sessions)), one) for one in opportunities]
    related: Sourced[Stage] = Sourced("agreed", tuple(relations.values()))
    stage, one = max(ranked, key=_furthest, default=(related, None))
    has_been = stage.value == "agreed" or bool(one and has_come_about(one, today, bool(sessions)))
    if relations and not has_been:
        stage, has_been = related, True
    given, last_given = told.given(contact)
    learned = told.learned(contact)
    first = earlier(today, YEAR).isoformat()
    mentor = MENTOR in relations or not relations
    return Mentorship(
        contact=contact,
        stage=stage,
        mentor=mentor,
        mentee=MENTEE in relations,
        path=one.path if one else "",
        since=_since(one, stage.value) if one else None,
        has_been=has_been,
        goals=tuple(_goals(one)) if one else (),
        sessions=tuple(trace for trace in sessions if trace.day > first),
        usual=_usual(sessions),
        plan=contact.plans[0] if contact.plans else None,
        questions=told.lines(contact, "asked"),
        learned=learned,
        followed=told.advice(contact, DONE),
        to_follow=told.advice(contact, None),
        given=given,
        to_thank=next((line for line in learned[:1] if mentor and line.day > last_given), None),
    )


def _furthest(found: tuple[Sourced[Stage], Occasion]) -> tuple[int, str, str]:
    stage, one = found
    since = _since(one, stage.value)
    return _FORTH.index(stage.value), since.value.isoformat() if since else "", one.path


def _since(one: Occasion, stage: Stage) -> Sourced[date] | None:
    day = fields.day_of(one.fields, _DAY_OF[stage])
    return Sourced(day, (one.source(_DAY_OF[stage]),)) if day else None


def _goals(one: Occasion) -> Iterator[Sourced[str]]:
    for value in one.fields.get("goals", ()):
        path = value.leads(one.links)
        if path:
            yield Sourced(path, (value.source(one.path),))


def _usual(sessions: Sequence[Trace]) -> float | None:
    days = [date.fromisoformat(trace.day) for trace in sessions]
    gaps = [(later - before).days for later, before in pairwise(days)]
    return float(median(gaps)) if len(gaps) >= FEWEST else None


# --- what went to and fro --------------------------------------------------------------------------


class _Told(NamedTuple):
    """What the notes tell, by contact."""

    ledger: Mapping[str, Sequence[LedgerLine]]
    adviser: Mapping[str, Sequence[TaggedTask]]
    hidden: frozenset[str]

    def lines(self, contact: Summary, kind: str) -> tuple[Said, ...]:
        """Give the lines of the ledger of one kind, newest first, those without a day last."""
        found = (one for one in self.ledger.get(contact.path, ()) if one.kind == kind)
        return self._said(contact, ((one.text, one.day, one.source) for one in found))

    def learned(self, contact: Summary) -> tuple[Said, ...]:
        """Give what was received; of what is said to be teaching, what was taught."""
        found = self.lines(contact, "received")
        return tuple(one._replace(text=_TEACHING.sub("", one.text)) for one in found)

    def advice(self, contact: Summary, status: frozenset[str] | None) -> tuple[Said, ...]:
        """Give the advice that has one of some statuses, or with None is still open."""
        done = DONE | CANCELLED
        found = (
            one
            for one in self.adviser.get(contact.path, ())
            if (one.status in status if status else one.status not in done)
        )
        return self._said(contact, ((untagged(one.text), one.done, one.source) for one in found))

    def given(self, contact: Summary) -> tuple[tuple[Said, ...], str]:
        """Give what the owner gave, and the last day on which anything went to them, if only thanks."""
        lines = [one for one in self.ledger.get(contact.path, ()) if one.kind == "gave"]
        thanks = [one for one in filter(thanking.is_word, contact.recent) if thanking.speaks_of(one.text)]
        told = [(one.text, one.day, one.source) for one in lines]
        told += [(one.text, one.day, one.source) for one in thanks]
        said = (
            one._replace(text=taught, taught=True)
            if (taught := _TEACHING.sub("", one.text)) != one.text
            else one
            for one in self._said(contact, told)
        )
        return tuple(said), max((day for _, day, _ in told), default="")

    def _said(self, contact: Summary, found: Iterable[tuple[str, str, Source]]) -> tuple[Said, ...]:
        said = [
            Said(words(under_name(text, contact)), day, source)
            for text, day, source in found
            if text and not discreet.names_any(text, self.hidden)
        ]
        said.sort(key=lambda one: one.source)
        return tuple(sorted((one for one in said if one.text), key=lambda one: one.day, reverse=True))


def untagged(text: str) -> str:
    """Take the tag off a piece of advice."""
    return " ".join(word for word in text.split() if word.lower() != f"#{ledger.ADVICE}")


@memo.of_last
def _by_contact(lines: Sequence[LedgerLine]) -> Mapping[str, Sequence[LedgerLine]]:
    found: dict[str, list[LedgerLine]] = {}
    for line in lines:
        if line.contact and line.kind in ("gave", "received", "asked"):
            found.setdefault(line.contact, []).append(line)
    return found


@memo.of_last
def _by_adviser(tagged: Sequence[TaggedTask]) -> Mapping[str, Sequence[TaggedTask]]:
    found: dict[str, list[TaggedTask]] = {}
    for task in tagged:
        if task.tag == ledger.ADVICE and task.contacts:
            found.setdefault(task.contacts[0], []).append(task)
    return found
