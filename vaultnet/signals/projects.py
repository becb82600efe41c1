"""Shared work: a check-in that is overdue, something of theirs that is late, and what next when it has ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nsmallest

from vaultnet import cadence, memo, projects
from vaultnet.config import Config
from vaultnet.dates import later
from vaultnet.deliverables import SOMETHING, Deliverable
from vaultnet.model import Source
from vaultnet.network import FollowUp, Promise, Snapshot
from vaultnet.projects import ACTIVE, Partner, Project
from vaultnet.signals.hearing import days_ago, has_heard, meets_soon, quoted, say
from vaultnet.signals.rest import at_rest

GIVEN_UP = 365
"""Days without a word with somebody after which a project no longer brings it up: a rule of thumb."""
FEW = 3
"""Check-ins that come up at a time: a rule of thumb."""
LATELY = 30
"""Days for which something that is done is worth telling: a rule of thumb."""
ASKED = 14
"""Days since the last time in touch before something that is late is asked after: a rule of thumb."""
FORGOTTEN = 180
"""Days that something is late after which it is no longer asked after: a rule of thumb."""
WHAT_NEXT = 60
"""Days after the end of a project for which it is told: a rule of thumb."""
CHECK_IN, LATE, ENDED = 1.0, 0.9, 1.25
"""Weights."""

_LENGTH = 80


def find(snapshot: Snapshot, config: Config) -> Iterator[FollowUp]:
    """Yield follow-ups for shared projects; of each kind nobody gets more than one."""
    every = projects.of(snapshot, config)
    return iter(_find(every, _lines(snapshot.promises if every else ()), config))


@memo.of_last
def _find(
    every: Sequence[Project], elsewhere: Mapping[str, frozenset[int]], config: Config
) -> tuple[FollowUp, ...]:
    active = [one for one in every if one.standing.value == ACTIVE]
    check_ins = _once(found for one in active for found in _check_in(one, config))
    few = nsmallest(FEW, check_ins.values(), key=lambda one: (one.since, one.contact))
    late = _once(found for one in active for found in _late(one, elsewhere.get(one.path, frozenset())))
    # A check-in says what comes next, theirs first: so it is not asked after once more.
    others = [found for contact, found in late.items() if contact not in check_ins]
    return (*few, *others, *_once(found for one in every for found in _what_next(one)).values())


def _once(found: Iterable[FollowUp]) -> dict[str, FollowUp]:
    """Keep the first follow-up of each contact, by their paths."""
    kept: dict[str, FollowUp] = {}
    for one in found:
        kept.setdefault(one.contact, one)
    return kept


@memo.of_last
def _lines(promises: Iterable[Promise]) -> Mapping[str, frozenset[int]]:
    """Give the lines that the signal *promises* speaks of, by their notes."""
    found: dict[str, set[int]] = {}
    for one in promises:
        found.setdefault(one.path, set()).add(one.line)
    return {path: frozenset(lines) for path, lines in found.items()}


# --- a check-in that is overdue --------------------------------------------------------------------


@memo.of_each
def _check_in(one: Project, config: Config) -> tuple[FollowUp, ...]:
    """Find the partner who was not heard of for longest; nobody if it is their turn anyway."""
    if cadence.is_away(one.today, config.away) or not one.has_more:
        return ()
    due = [partner for partner in one.partners if partner.check_in and partner.check_in <= one.today]
    for partner in sorted(due, key=lambda partner: (partner.check_in, partner.contact.path)):
        contact = partner.contact
        if contact.plans or contact.sent or at_rest(contact, one.today):
            continue
        if cadence.status(contact, one.today, config).overdue and config.weights.get("cadence", 1):
            return ()
        if _silence(partner, one, config) <= GIVEN_UP:
            assert partner.check_in
            text, sources = _overdue(partner, one)
            return (_follow_up(partner, "check in", partner.check_in, text, sources, CHECK_IN),)
    return ()


def _silence(partner: Partner, one: Project, config: Config) -> int:
    since = date.fromisoformat(partner.last.day) if partner.last else one.started and one.started.value
    return cadence.silence(since, one.today, config.away) if since else GIVEN_UP + 1


def _overdue(partner: Partner, one: Project) -> tuple[str, tuple[Source, ...]]:
    every = f", {cadence.say_every(one.every.value)}" if one.every else ""
    sources: tuple[Source, ...] = one.every.sources if one.every else ()
    told: tuple[Source, ...]
    if partner.last:
        last, told = f"last on {say(partner.last.day, one.today)}", (partner.last.source,)
    else:
        assert one.started
        started = say(one.started.value.isoformat(), one.today)
        last, told = f"begun on {started}, not in touch since", one.started.sources
    text = f"{one.name} together{every}, {last}"
    for said, more in (_news(partner, one), _ahead(partner, one)):
        text, sources = text + said, (*sources, *more)
    return text, (*told, *sources)


def _news(partner: Partner, one: Project) -> tuple[str, tuple[Source, ...]]:
    """Say what was done last, if that was lately and they have not heard since."""
    last = one.done[-1] if one.done else None
    if last is None or last.done is None or last.text == SOMETHING:
        return "", ()
    day = last.done.value.isoformat()
    if not days_ago(one.today, LATELY) <= day <= one.today.isoformat() or has_heard(partner.contact, day):
        return "", ()
    return f"; done since: {quoted(last.text, _LENGTH)}", last.done.sources


def _ahead(partner: Partner, one: Project) -> tuple[str, tuple[Source, ...]]:
    """Say what comes next: what is late before what is not, and of that what is theirs."""
    late = sorted(one.late, key=lambda found: partner.contact.path not in found.whose)
    coming = [found for found in (*late, one.next) if found and found.text != SOMETHING]
    if not coming:
        return "", ()
    first = coming[0]
    if first.due is None:
        return f"; next {quoted(first.text, _LENGTH)}", (first.source,)
    when = "was for" if first.due.value < one.today else "for"
    day = say(first.due.value.isoformat(), one.today)
    return f"; next {quoted(first.text, _LENGTH)}, {when} {day}", first.due.sources


# --- something of theirs that is late --------------------------------------------------------------


@memo.of_each
def _late(one: Project, elsewhere: frozenset[int]) -> tuple[FollowUp, ...]:
    """Find the partners for what is longest late of theirs, but for what the signal *promises* says."""
    return tuple(_late_of(one, elsewhere))


def _late_of(one: Project, elsewhere: Collection[int]) -> Iterator[FollowUp]:
    for partner in one.partners:
        contact = partner.contact
        if at_rest(contact, one.today) or meets_soon(contact, one.today):
            continue
        if has_heard(contact, days_ago(one.today, ASKED - 1)):
            continue
        theirs = [
            found for found in one.late if contact.path in found.whose and found.source.line not in elsewhere
        ]
        first = theirs[0] if theirs else None
        if first and first.due and (one.today - first.due.value).days <= FORGOTTEN:
            yield _follow_up(
                partner, "ask", first.due.value, _how_it_goes(first, one), first.due.sources, LATE
            )


def _how_it_goes(late: Deliverable, one: Project) -> str:
    assert late.due
    said = "something of theirs" if late.text == SOMETHING else quoted(late.text, _LENGTH)
    day = say(late.due.value.isoformat(), one.today)
    return f"how it goes with {said} for {one.name}, which was for {day}, and what would help"


# --- when it has ended -----------------------------------------------------------------------------


def _what_next(one: Project) -> Iterator[FollowUp]:
    """Yield the partners who have not heard from the owner since it ended."""
    if one.ended is None or (one.today - one.ended.value).days > WHAT_NEXT:
        return
    for partner in one.unheard:
        if not (at_rest(partner.contact, one.today) or meets_soon(partner.contact, one.today)):
            day = say(one.ended.value.isoformat(), one.today)
            came = quoted(one.outcome.value, _LENGTH) if one.outcome else ""
            text = f"{one.name} ended on {day}{came and f': {came}'}; what could you do together next?"
            sources = (*one.ended.sources, *(one.outcome.sources if one.outcome else ()), partner.source)
            since = later(one.ended.value, 1)
            reason = "thank" if came else "check in"
            yield _follow_up(partner, reason, min(since, one.today), text, sources, ENDED)


def _follow_up(
    partner: Partner,
    reason: str,
    since: date,
    text: str,
    sources: tuple[Source, ...],
    weight: float,
) -> FollowUp:
    return FollowUp(
        contact=partner.contact.path,
        name=partner.contact.name,
        reason=reason,
        since=since,
        text=text,
        sources=tuple(dict.fromkeys(sources)),
        weight=weight,
        signal="projects",
    )
