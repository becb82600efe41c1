"""Recommendations: who wrote one for the owner, for whom the owner wrote one, and for whom they could. Pure.

One could be written for whoever wrote one, and for those with whom the owner has
worked, who are not far away and have none yet: those who wrote one come first, then those who gave more than they
got. What to write about is taken from the notes. Nothing is said of contacts and notes that are private.
docs/referrals.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from vaultnet import (
    balance,
    discreet,
    links,
    memo,
    merits,
    needs,
    projects,
    recommended,
    resting,
    ties,
    warmth,
)
from vaultnet.config import Config
from vaultnet.dates import say_day
from vaultnet.model import Source, Sourced
from vaultnet.needs import Trait
from vaultnet.network import LedgerLine, Snapshot, Summary
from vaultnet.projects import Project
from vaultnet.recommended import Asked, Written

ABOUT = 3
"""Things to write about at most."""

RELATIONS: Sequence[str] = ("collaborator", "mentee", "peer")
"""Relations that say that two have worked together, the most telling first; a peer has to have given something."""

_Place: TypeAlias = tuple[str, str, Source]
"""Where the owner works: the note, the name, and the line that says so."""


class Candidate(NamedTuple):
    """Somebody for whom the owner could write one."""

    contact: Summary
    reasons: tuple[Sourced[str], ...]
    about: tuple[Sourced[str], ...]
    """What to write about, out of the notes."""


class Recommendations(NamedTuple):
    """All of them."""

    received: tuple[Written, ...]
    """The newest first, those without a day last; so are the given ones."""
    asked: tuple[Asked, ...]
    """Those that are due first, first."""
    given: tuple[Written, ...]
    could: tuple[Candidate, ...]
    """Those first for whom most speaks."""
    others: tuple[Source, ...]
    """The first line that speaks for each of those that are left out."""


def of(snapshot: Snapshot, config: Config, most: int) -> Recommendations:
    """Give the recommendations, and at most so many people for whom the owner could write one."""
    shared, places = projects.of(snapshot, config), needs.places(snapshot.contacts)
    wrote, given = recommended.received(snapshot), recommended.given(snapshot)
    ranked = _could(snapshot, config, shared, wrote, frozenset(one.contact.path for one in given))
    chosen = [(snapshot.contacts[places[one.path]], one) for one in ranked[:most]]
    return Recommendations(
        wrote,
        recommended.asked(snapshot),
        given,
        tuple(
            Candidate(
                contact, one.reasons, (*_honest(contact, one), *merits.of(contact, shared, snapshot, ABOUT))
            )
            for contact, one in chosen
        ),
        tuple(one.reasons[0].source for one in ranked[most:]),
    )


def _honest(contact: Summary, one: _Ranked) -> Iterator[Sourced[str]]:
    """Say of whoever is among them only for what they wrote that no note says how the two worked together."""
    if not one.worked:
        yield Sourced("your notes do not say how you worked together", (contact.source("relation"),))


# --- for whom one could be written -----------------------------------------------------------------


class _Known(NamedTuple):
    """What a contact's own note says of having worked together; nothing where it is quiet between the two."""

    relation: Sourced[str] | None
    is_peer: bool
    """Whether the relation is no more than that of a peer, and they are no colleague."""
    colleague: Sourced[str] | None
    order: tuple[bool, int, int, str, str]
    """Colleagues first, then by relation, by warmth, by name."""

    @property
    def reasons(self) -> tuple[Sourced[str], ...]:
        """What speaks for them, the most telling first."""
        return tuple(one for one in (self.colleague, self.relation) if one)


@memo.of_all
def _known(contact: Summary, mine: tuple[_Place, ...], today: date, config: Config) -> _Known | None:
    """Look at one contact; None for whoever did not work with the owner as far as their note tells."""
    is_one = any(_is_at(one, place) for one in needs.traits_of(contact) for place in mine)
    is_one = is_one or any(one.name.casefold() in RELATIONS for one in _relations(contact))
    return _look(contact, mine, today, config) if is_one else None


@memo.of_equal
def _eligible(known: Sequence[_Known | None]) -> tuple[_Known, ...]:
    return tuple(filter(None, known))


def _relations(contact: Summary) -> list[Trait]:
    return [one for one in needs.traits_of(contact) if one.kind == "relation"]


def _look(contact: Summary, mine: tuple[_Place, ...], today: date, config: Config) -> _Known | None:
    """Look at one contact; None for whoever comes into question in no case."""
    own = needs.traits_of(contact)
    related = [one for one in _relations(contact) if one.name.casefold() in RELATIONS]
    rank, relation = min(
        ((RELATIONS.index(one.name.casefold()), one) for one in related), default=(len(RELATIONS), None)
    )
    colleague = next((_colleague(one, place) for one in own for place in mine if _is_at(one, place)), None)
    standing = None if discreet.is_private(contact) else warmth.of(contact, today, config)
    if standing is None or standing.word == "quiet" or resting.why(contact, today):
        return None
    return _Known(
        Sourced(f"your {relation.name}", (relation.source,)) if relation else None,
        colleague is None and rank == len(RELATIONS) - 1,
        colleague,
        (colleague is None, rank, warmth.ORDER[standing.word], contact.name.casefold(), contact.path),
    )


def _is_at(one: Trait, place: _Place) -> bool:
    return one.kind == "at" and needs.means(one, place[0], place[1])


def _colleague(one: Trait, place: _Place) -> Sourced[str]:
    return Sourced(f"you both work at {one.name}", (one.source, place[2]))


def _mine(me: Summary | None, kept: discreet.Kept) -> tuple[_Place, ...]:
    """Give where the owner works, as their own note says."""
    if me is None or me.path in kept.private:
        return ()
    return tuple(
        (one.path, one.name, one.source)
        for one in needs.traits_of(me)
        if one.kind == "at"
        and links.fold(one.name) not in ties.ON_THEIR_OWN
        and one.path not in kept.private
        and kept.may_quote(one.name)
    )


class _Ranked(NamedTuple):
    """Somebody who comes into question."""

    path: str
    reasons: tuple[Sourced[str], ...]
    worked: bool
    """Whether anything says how the two worked together."""


_Told: TypeAlias = Mapping[str, tuple[Sourced[str], ...]]
"""By path, what speaks for somebody besides their own note."""


def _could(
    snapshot: Snapshot,
    config: Config,
    shared: Sequence[Project],
    wrote: Sequence[Written],
    done: frozenset[str],
) -> tuple[_Ranked, ...]:
    """Give who comes into question, the first first."""
    contacts, today = snapshot.contacts, snapshot.today
    kept = discreet.Kept(discreet.hidden(contacts), snapshot.private)
    mine, together = _mine(snapshot.me, kept), _together(shared)
    known = _eligible(_known(contacts, mine, today, config))
    others = dict.fromkeys((*together, *(one.contact.path for one in wrote)))
    looked = [_look(contacts[needs.places(contacts)[path]], mine, today, config) for path in others]
    return _ranked(
        known,
        [one for one in looked if one and not one.reasons],
        together,
        {one.contact.path: (_wrote(one, today),) for one in reversed(wrote)},
        _givers(balance.of(snapshot), today),
        merits.given_by(snapshot.ledger),
        done,
    )


@memo.of_equal
def _ranked(
    known: Sequence[_Known],
    others: Sequence[_Known],
    together: _Told,
    wrote: _Told,
    gave: _Told,
    helped: Mapping[str, Sequence[LedgerLine]],
    done: frozenset[str],
) -> tuple[_Ranked, ...]:
    found = []
    for one in (*known, *others):
        path = one.order[-1]
        worked = together.get(path, ())
        is_any_peer = one.is_peer and not (worked or helped.get(path) or path in wrote)
        if path in done or is_any_peer:
            continue
        order = path not in wrote, path not in gave, -len(worked), one.order
        reasons = (*wrote.get(path, ()), *gave.get(path, ()), *worked, *one.reasons)
        found.append((order, _Ranked(path, reasons, bool(worked or one.reasons))))
    return tuple(one for _, one in sorted(found, key=itemgetter(0)))


@memo.of_last
def _together(shared: Sequence[Project]) -> _Told:
    found: dict[str, tuple[Sourced[str], ...]] = {}
    for project in shared:
        verb = "work" if project.standing.value == projects.ACTIVE else "worked"
        for one in project.partners:
            said = Sourced(f"you {verb} together on {project.name}", (one.source,))
            found[one.contact.path] = (*found.get(one.contact.path, ()), said)
    return found


def _wrote(one: Written, today: date) -> Sourced[str]:
    when = f" on {say_day(one.day.value, today)}" if one.day else ""
    return Sourced(f"they wrote you one{when}", (one.source, *(one.day.sources if one.day else ())))


@memo.of_last
def _givers(one_sided: Sequence[balance.OneSided], today: date) -> _Told:
    return {one.contact.path: (_gave(one, today),) for one in one_sided if not one.mine}


def _gave(one: balance.OneSided, today: date) -> Sourced[str]:
    times = "twice" if len(one.lines) == 2 else f"{len(one.lines)} times"
    said = f"they gave you something {times} since {say_day(one.since, today)}, and nothing went back"
    return Sourced(said, tuple(line.source for line in one.lines))
