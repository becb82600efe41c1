"""What to know of somebody before you meet: first what you owe them, last what there is to ask.

A brief is made of what the notes say and of nothing else. Nothing of a private contact is quoted, and no line that
names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from vaultnet import discreet, fields, links, memo, own_news
from vaultnet.dashboards.goals import in_order
from vaultnet.dashboards.leaves import Part, count, field, kind, listed, note, place, promise, touch
from vaultnet.dates import earlier
from vaultnet.discreet import is_private
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE, GoalStanding, standings
from vaultnet.model import Source, Sourced, Value, note_name
from vaultnet.network import Goal, LedgerLine, Occasion, Promise, Snapshot, Summary, TaggedTask, Trace
from vaultnet.signals.promises import one_a_line

OWED, NEWS, TOGETHER, GOALS, ASK = 5, 2, 2, 3, 6
"""Lines of each at most."""
PEOPLE = 3
"""People named in a line; then a count."""
LATELY = 180
"""Days for which a meeting or an event was lately: a rule of thumb."""
FRESH = 365
"""Days for which their news is something to ask after: a rule of thumb."""

WORDS = 200
"""Characters of a note's words that are kept (see `vaultnet.interactions`): so many were cut somewhere."""

_AT = re.compile(r"(?P<what>.+?) at (?P<where>.+)")


class Known(NamedTuple):
    """The facts that briefs are made of, and what is looked up in them again and again."""

    snapshot: Snapshot
    contacts: frozenset[str]
    """The paths of all contacts."""
    hidden: frozenset[str]
    """Names of private contacts."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> Known:
        """Prepare the facts."""
        paths = frozenset(one.path for one in snapshot.contacts)
        return cls(snapshot, paths, discreet.hidden(snapshot.contacts))

    def is_sayable(self, text: str) -> bool:
        """Tell whether a line may be quoted: it has words, and names nobody private."""
        return bool(text) and not discreet.names_any(text, self.hidden)


def brief(contact: Summary, known: Known) -> Part:
    """Make the brief of a contact; docs/briefs.md describes it.

    A leaf is a `Sourced`, or None where there is nothing to say; what there is none of is empty.
    """
    snapshot = known.snapshot
    private = is_private(contact)
    theirs = [one for one in one_a_line(snapshot.promises) if one.theirs and one.contact == contact.path]
    late = [one for one in theirs if one.due and one.due < snapshot.today.isoformat()]
    to_come = [one for one in theirs if one not in late]
    asks = () if private else _asks(contact, known, late)
    return {
        **note(contact.path),
        **_owed(contact, known),
        **_last(contact, known),
        "news": tuple(_news(one) for one in own_news.since(snapshot, contact, NEWS)),
        "who": _who(contact),
        "met": _met(contact, known),
        "theirs": _promises(late + to_come if private else to_come, contact, known),
        "knows": tuple(_named(value, contact, known) for value in contact.fields.get("knows", ())),
        "together": _together(contact, known),
        "goals": _goals(contact, snapshot),
        "ask": listed(tuple(asks), _row, lambda one: one.sources[0], ASK),
        "needed": () if private else tuple(_needed(contact, known)),
    }


# --- what is owed, and last time -------------------------------------------------------------------


def _owed(contact: Summary, known: Known) -> Part:
    """Give what the owner promised, introductions among it, in the order of their days."""
    tagged = [one for one in known.snapshot.tagged if contact.path in one.contacts]
    advice = {(one.path, one.line) for one in tagged if one.tag == "advice"}  # that is asked about
    promises = [one for one in known.snapshot.promises if one.contact == contact.path]
    told = {(one.path, one.line) for one in promises}
    intros = (one for one in tagged if one.tag == "intro" and _is_open(one))
    owed = [one for one in promises if not one.theirs and (one.path, one.line) not in advice]
    owed += [
        Promise(contact.path, one.text, one.path, one.line, one.due)
        for one in intros
        if (one.path, one.line) not in told
    ]
    owed.sort(key=lambda one: (one.due == "", one.due, one.path, one.line))
    return {"owed": _promises(owed, contact, known)}


def _promises(found: Sequence[Promise], contact: Summary, known: Known) -> Part:
    def row(one: Promise) -> Part:
        private = is_private(contact) or not known.is_sayable(one.text)
        return promise(one, known.snapshot.today, private=private)

    return listed(found, row, lambda one: Source(one.path, one.line, one.text), OWED)


def _is_open(task: TaggedTask) -> bool:
    return task.status not in DONE | CANCELLED


def _last(contact: Summary, known: Known) -> Part:
    """Give the last time in touch, and if that has no words, the last one before that has."""
    private = is_private(contact)
    spoken = next((one for one in contact.recent if _has_words(one, known)), None)
    last = contact.last
    before = spoken if spoken is not last and not private else None
    return {
        "last": touch(_whole(last), private=private or spoken is not last) if last else None,
        "before": touch(_whole(before)) if before else None,
    }


def _whole(trace: Trace) -> Trace:
    """End words that were cut with a whole one, and say so: ``…``."""
    cut = len(trace.text) >= WORDS
    return trace._replace(text=f"{trace.text.rpartition(' ')[0].rstrip(' .,;:-–—')}…") if cut else trace


def _has_words(trace: Trace, known: Known) -> bool:
    """Tell whether a time in touch may be quoted, and with more than what sort it was."""
    return known.is_sayable(trace.text) and words(trace.text).casefold() not in (
        kind(trace),
        trace.kind.replace("-", " "),
    )


def _news(one: own_news.News) -> Part:
    there = (one.source,)
    kinds = {own_news.STEP: "done", own_news.GOAL: "reached"}
    return {
        "day": Sourced(date.fromisoformat(one.day), there),
        "kind": Sourced(kinds[one.kind], there) if one.kind in kinds else None,
        "text": Sourced(one.text, there),
        "path": Sourced(one.source.path, there),
    }


# --- who they are ----------------------------------------------------------------------------------


def _who(contact: Summary) -> Part:
    return {
        **{name: field(contact, name) for name in ("role", "company", "location", "tier")},
        "relation": tuple(
            Sourced(value.value, (Source(contact.path, value.line, value.quote),))
            for value in contact.fields.get("relation", ())
        ),
    }


def _met(contact: Summary, known: Known) -> Part:
    """Give the day they met, through whom, and the first time in touch if all of them are known."""
    day = fields.day_of(contact.fields, "first_met")
    every = (*contact.recent, *contact.earlier)
    first = every[-1] if len(every) == contact.interactions > 1 else None
    return {
        "day": Sourced(day, (contact.source("first_met"),)) if day else None,
        "through": tuple(_named(value, contact, known) for value in contact.fields.get("introduced_by", ())),
        "first": touch(first, private=True) if first and first.day != (day and day.isoformat()) else None,
    }


def _named(value: Value, contact: Summary, known: Known) -> Part:
    """Give a name in a field: the ``path`` as well where it is a contact's."""
    there = (Source(contact.path, value.line, value.quote),)
    path = contact.links.get(str(value.value), "") if value.link else ""
    shown = note(path)["path"] if path in known.contacts else None
    return {"path": shown, "name": Sourced(_said(value), there)}


def _said(value: Value) -> str:
    """Say a name: a link by the name of its note."""
    return note_name(str(value.value)) if value.link else str(value.value)


# --- what is shared --------------------------------------------------------------------------------


class _Shared(NamedTuple):
    """A meeting or an event with other people at it."""

    day: date
    path: str
    people: tuple[str, ...]
    source: Source


def _together(contact: Summary, known: Known) -> tuple[Part, ...]:
    """Give the latest meetings and events at which others were, too."""
    snapshot = known.snapshot
    since = earlier(snapshot.today, LATELY)
    found = [*_meetings(contact, snapshot, since), *_events(contact, known, since)]
    found.sort(key=lambda one: one.path)
    found.sort(key=lambda one: one.day, reverse=True)
    return tuple(
        {
            "day": Sourced(one.day, (one.source,)),
            "path": Sourced(one.path, (one.source,)),
            "people": tuple(map(note, one.people[:PEOPLE])),
            "more": count(
                one.people[PEOPLE:], (Source(path, 1, note_name(path)) for path in one.people[PEOPLE:])
            ),
        }
        for one in found[:TOGETHER]
    )


def _meetings(contact: Summary, snapshot: Snapshot, since: date) -> Iterator[_Shared]:
    here = {_place(one): one for one in contact.recent if _place(one) and one.day >= since.isoformat()}
    people: dict[tuple[str, int, str], list[str]] = {}
    for other, places in zip(snapshot.contacts, _places(snapshot.contacts), strict=True):
        if not places.isdisjoint(here) and other.path != contact.path:
            for at in places & here.keys():
                people.setdefault(at, []).append(other.path)
    for at, others in people.items():
        one = here[at]
        yield _Shared(date.fromisoformat(one.day), one.path, tuple(others), one.source)


@memo.of_all
def _places(contact: Summary) -> frozenset[tuple[str, int, str]]:
    return frozenset(filter(None, map(_place, contact.recent)))


def _place(one: Trace) -> tuple[str, int, str] | None:
    """Say where somebody was met: those of one meeting, or of one line of one kind, were there together."""
    if one.rule == "meeting":
        return one.path, 0, ""
    return (one.path, one.line, one.kind) if one.rule == "mention" else None


def _events(contact: Summary, known: Known, since: date) -> Iterator[_Shared]:
    for one in known.snapshot.occasions:
        day = fields.day_of(one.fields, "date")
        if one.type != "event" or day is None or not since <= day < known.snapshot.today:
            continue
        people = _people(one)
        others = tuple(path for path in people if path in known.contacts and path != contact.path)
        if contact.path in people and others:
            value = one.fields["date"][0]
            yield _Shared(day, one.path, others, Source(one.path, value.line, value.quote))


def _people(one: Occasion) -> dict[str, None]:
    """Give whom an event expects."""
    targets = (str(value.value) for value in one.fields.get("people", ()) if value.link)
    return dict.fromkeys(path for target in targets if (path := one.links.get(target)))


def _goals(contact: Summary, snapshot: Snapshot) -> tuple[Part, ...]:
    """Give the active goals that they help with, helped, or are to help."""
    named = contact.fields.get("helps_with", ())
    found = []
    for one in in_order(standings(snapshot.goals, snapshot.today)):
        said = any(fields.means(value, one.goal.path, contact.links) for value in named)
        helped = [trace for trace in one.goal.helped if trace.contact == contact.path]
        ahead = [trace for trace in one.goal.planned if trace.contact == contact.path]
        if one.status == "active" and (said or helped or ahead):
            found.append(_goal(one, helped, ahead))
    return tuple(found[:GOALS])


def _goal(one: GoalStanding, helped: Sequence[Trace], ahead: Sequence[Trace]) -> Part:
    return {
        **note(one.goal.path),
        "times": count(helped, (trace.source for trace in helped)),
        "last": touch(helped[-1], private=True) if helped else None,
        "ahead": touch(ahead[0], private=True) if ahead else None,
    }


# --- what to ask -----------------------------------------------------------------------------------


class _Ask(NamedTuple):
    """Something to ask: what sort of question it is, the words of the notes, and where they stand."""

    what: str
    text: str
    sources: tuple[Source, ...]


def _asks(contact: Summary, known: Known, late: Sequence[Promise]) -> Iterator[_Ask]:
    """Yield what to ask, the most pressing first."""
    found = chain(
        (_Ask("what became of this", one.text, (Source(one.path, one.line, one.text),)) for one in late),
        _advice(contact, known.snapshot.tagged),
        _their_news(contact, known.snapshot),
        _of_field(contact, "learns", "about what they would like to learn"),
        _of_field(contact, "teaches", "about what they could teach you"),
    )
    return (one for one in found if known.is_sayable(one.text))


def _row(one: _Ask) -> Part:
    return {
        "what": Sourced(one.what, one.sources),
        "text": Sourced(one.text, one.sources),
        **place(one.sources[0]),
        "line": Sourced(one.sources[0].line, one.sources),
    }


def _advice(contact: Summary, tagged: Iterable[TaggedTask]) -> Iterator[_Ask]:
    for one in tagged:
        if one.tag == "advice" and one.contacts[:1] == (contact.path,) and _is_open(one):
            yield _Ask("about their advice, which you have not followed yet", one.text, (one.source,))


def _their_news(contact: Summary, snapshot: Snapshot) -> Iterator[_Ask]:
    """Yield what they told of themselves, newest first."""
    since = earlier(snapshot.today, FRESH).isoformat()
    lines = [one for one in snapshot.ledger if _is_news_of(one, contact.path) and one.day >= since]
    for one in islice(sorted(lines, key=lambda line: line.day, reverse=True), 2):
        yield _Ask("how this is going", one.text, (one.source,))


def _is_news_of(line: LedgerLine, path: str) -> bool:
    return line.kind == "news" and line.contact == path


def _of_field(contact: Summary, name: str, what: str) -> Iterator[_Ask]:
    """Yield what a field holds, all in one."""
    values = contact.fields.get(name, ())
    if values:
        there = tuple(Source(contact.path, value.line, value.quote) for value in values)
        yield _Ask(what, ", ".join(map(_said, values)), there)


def _needed(contact: Summary, known: Known) -> Iterator[Part]:
    """Yield the active goals that need what they have, or are: by relation, role, company, or what they teach."""
    snapshot = known.snapshot
    active = (one for one in in_order(standings(snapshot.goals, snapshot.today)) if one.status == "active")
    found = ((one.goal, tuple(_needs(one.goal, contact, known))) for one in active)
    for goal, needs in islice(((goal, needs) for goal, needs in found if needs), GOALS):
        yield {**note(goal.path), "needs": needs}


def _needs(goal: Goal, contact: Summary, known: Known) -> Iterator[Sourced[str]]:
    for value in goal.fields.get("needs", ()):
        said = str(value.value)
        has = _match(words(said), contact) if known.is_sayable(said) else None
        if has:
            yield Sourced(said, (Source(goal.path, value.line, value.quote), has))


def _match(need: str, contact: Summary) -> Source | None:
    """Give the line that says that somebody has, or is, what is needed; None if no line does."""
    wanted = discreet.spoken(need)
    for name in ("relation", "role", "teaches"):
        for value in contact.fields.get(name, ()):
            said = discreet.spoken(_said(value))
            if wanted and (said == wanted if name == "relation" else wanted in said):
                return Source(contact.path, value.line, value.quote)
    at = _AT.fullmatch(need)
    for value in contact.fields.get("company", ()) if at else ():
        if at and links.key(at["where"]) == links.key(str(value.value)):
            return Source(contact.path, value.line, value.quote)
    return None
