"""What to try where a goal has stalled: one experiment for each, out of the vault's own people, needs and places.

Pure. The first that can be had, in this order: somebody quiet who has what the goal needs, or could lead to what
nobody has; who helped with it before; who has what it needs and is warm; a community that serves it; and where
there is none of these, the smallest part of its next step. docs/changing-course.md shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import coverage, discreet, fields, goal_words, goals, memo, needs
from vaultnet.cadence import has_ended
from vaultnet.candidates import HELPS, OUT_OF_REACH, Candidate, Known, Way
from vaultnet.config import Config
from vaultnet.coverage import Cover, Fit
from vaultnet.dates import later, say_day
from vaultnet.filters import clip, listing, words
from vaultnet.goals import STALLED_AFTER, GoalStanding
from vaultnet.model import Source, Sourced
from vaultnet.network import Occasion, Snapshot, Summary, Trace
from vaultnet.signals.rest import at_rest

Kind: TypeAlias = Literal["reconnect", "introduction", "lead", "first", "helper", "fit", "community", "step"]

A_QUARTER = "a quarter of an hour"
"""How much of a step is small enough to be begun: a rule of thumb."""

_LENGTH = 80

_Parts: TypeAlias = "Sequence[Piece | Summary | str]"


class Piece(NamedTuple):
    """A part of a sentence: words, or the name of a note, with its path to link to."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Experiment:
    """One thing to try for a goal that has stalled."""

    goal: str
    """The goal's path."""
    name: str
    """The goal's name."""
    kind: Kind
    still: Sourced[date]
    """The day since which nothing has moved it."""
    since: date
    """The day from which it counted as stalled."""
    pieces: tuple[Piece, ...]
    """What to try, as the end of a sentence: ``ask [Ada], who helped on 6 October, about “Hire one person”``."""
    sources: tuple[Source, ...]
    person: Summary | None = None
    """Whom to turn to, if it is somebody."""
    ask: str = ""
    """What to turn to them for, as it is said under their name."""

    @property
    def contact(self) -> str:
        """The path of the person to turn to, or ``""``."""
        return self.person.path if self.person else ""

    @property
    def text(self) -> str:
        """What to try, in plain text."""
        return "".join(piece.text for piece in self.pieces)


def of_goals(snapshot: Snapshot, config: Config) -> Mapping[str, Experiment]:
    """Propose one experiment for each goal that has stalled, by the goals' paths; none for a private one."""
    standings = goals.standings(snapshot.goals, snapshot.today)
    if not any(one.stalled for one in standings):
        return {}
    covers = coverage.of_goals(snapshot, config)
    return _of_goals(
        standings, covers, snapshot.contacts, snapshot.occasions, snapshot.private, snapshot.today, config
    )


@memo.of_last
def _of_goals(
    standings: Sequence[GoalStanding],
    covers: Mapping[str, tuple[Cover, ...]],
    contacts: tuple[Summary, ...],
    occasions: Sequence[Occasion],
    private: frozenset[str],
    today: date,
    config: Config,
) -> Mapping[str, Experiment]:
    known = Known(contacts, today, config)
    open_to_all = [one for one in occasions if one.type == "community" and one.path not in private]
    return {
        one.goal.path: _Proposing(one, covers.get(one.goal.path, ()), known, open_to_all).best()
        for one in standings
        if one.stalled and one.goal.path not in private
    }


class _Proposing:
    """Finds what to try for one goal."""

    def __init__(
        self, standing: GoalStanding, covers: Iterable[Cover], known: Known, communities: Sequence[Occasion]
    ) -> None:
        self.standing = standing
        self.goal = standing.goal
        self.known = known
        self.hidden = discreet.hidden(known.contacts)
        self.covers = [one for one in covers if goal_words.is_need_said(one.need, self.hidden)]
        self.communities = communities

    def best(self) -> Experiment:
        """Give the first experiment that can be had."""
        return next(self._all())

    def _all(self) -> Iterator[Experiment]:
        for cover in self.covers:
            if cover.state == "dormant":
                yield from (self._reconnect(cover, fit) for fit in cover.people if self._is_free(fit.contact))
            for one in cover.candidates:
                if one.nearness < HELPS:
                    yield from self._candidate(cover, one)
        yield from self._helpers()
        for cover in self.covers:
            yield from (self._fit(cover, fit) for fit in cover.people if self._is_free(fit.contact))
        for cover in self.covers:
            for one in cover.candidates:
                if one.nearness == OUT_OF_REACH and self._is_free(one.contact):
                    yield self._first(cover, one)
        yield from filter(None, map(self._community, self.communities))
        yield self._step()

    # --- people ------------------------------------------------------------------------------------

    def _reconnect(self, cover: Cover, fit: Fit) -> Experiment:
        last = f"last in touch on {self._say(fit.last)}"
        pieces = ("write to ", fit.contact, f" ({fit.why.value}), {last}: {_needs(cover)}")
        sources = (cover.need.source, *fit.why.sources, fit.last.source)
        ask = f"{_needs(cover)}, and you were {last}"
        return self._make("reconnect", pieces, sources, fit.contact, ask)

    def _candidate(self, cover: Cover, one: Candidate) -> Iterator[Experiment]:
        """Yield to ask who knows somebody for an introduction, or who is near for whom they know."""
        need, reasons = cover.need, self._reasons(one)
        sources = (need.source, *(source for reason in reasons for source in reason.sources))
        if one.way:
            is_kept = discreet.is_private(one.contact) or has_ended(one.contact, self.known.today)
            if self._is_free(one.way.via) and not (is_kept or one.way.rests):
                yield self._introduction(cover, one.contact, one.way, sources)
        elif self._is_free(one.contact):
            whom = f"{_in_brackets(reasons)} whom they know for “{need.text}”, which it needs"
            ask = f"ask whom they know for “{need.text}”"
            yield self._make("lead", ("ask ", one.contact, whom), sources, one.contact, ask)

    def _introduction(
        self, cover: Cover, contact: Summary, way: Way, sources: tuple[Source, ...]
    ) -> Experiment:
        """Propose to ask somebody to introduce whom they know, or whom somebody knows whom they know."""
        over = way.over[0] if way.over else None
        through: _Parts = (" to ask ", over, " to introduce you to ") if over else (" to introduce you to ",)
        ask = f"ask {over.name} to introduce you" if over else "introduce you"
        pieces = ("ask ", way.via, *through, contact, f": {_needs(cover)}")
        return self._make("introduction", pieces, sources, way.via, f"ask them to {ask} to {contact.name}")

    def _first(self, cover: Cover, one: Candidate) -> Experiment:
        reasons = self._reasons(one)
        sources = (cover.need.source, *(source for reason in reasons for source in reason.sources))
        rest = f"{_in_brackets(reasons)} for the first time: {_needs(cover)}"
        return self._make(
            "first",
            ("write to ", one.contact, rest),
            sources,
            one.contact,
            f"{_needs(cover)}, and they could be it; you were never in touch",
        )

    def _helpers(self) -> Iterator[Experiment]:
        """Yield to ask who helped, the last first, and then who helps with it as their note says."""
        step, at = self._next_step()
        about = f"about “{step}”" if step else "what they would try next"
        for trace in reversed(self.goal.helped):
            person = self._person(trace.contact)
            if person and self._is_free(person):
                helped = f"who helped on {self._say(trace)}"
                pieces: _Parts = ("ask ", person, f", {helped}, {about}")
                yield self._make(
                    "helper", pieces, (trace.source, *at), person, f"ask {about}; they {helped[4:]}"
                )
        for place, trait in needs.saying("helps", self.goal.path, self.goal.name, self.known.contacts):
            person = self.known.contacts[place]
            if self._is_free(person):
                pieces = ("ask ", person, f", who helps with it, {about}")
                ask = f"ask {about}; they help with it"
                yield self._make("helper", pieces, (trait.source, *at), person, ask)

    def _fit(self, cover: Cover, fit: Fit) -> Experiment:
        step, at = self._next_step()
        about = f"about “{step}”" if step else "what they would try next"
        pieces = ("ask ", fit.contact, f" ({fit.why.value}) {about}")
        sources = (cover.need.source, *fit.why.sources, *at)
        return self._make(
            "fit", pieces, sources, fit.contact, f"ask {about}; they have what it needs: {fit.why.value}"
        )

    def _reasons(self, one: Candidate) -> list[Sourced[str]]:
        """Give the first reasons that name nobody private."""
        return [reason for reason in one.reasons if not self._is_kept(reason.value)][:2]

    def _is_free(self, person: Summary) -> bool:
        """Tell whether somebody can be turned to today: nothing is said of private ones, and some are at rest."""
        return not (discreet.is_private(person) or at_rest(person, self.known.today))

    def _person(self, path: str) -> Summary | None:
        place = self.known.place(path)
        return None if place is None else self.known.contacts[place]

    # --- no people ---------------------------------------------------------------------------------

    def _community(self, one: Occasion) -> Experiment | None:
        serving = (
            value
            for value in one.fields.get("goals", ())
            if fields.means(value, self.goal.path, one.links) and not self._is_kept(one.name)
        )
        value = next(serving, None)
        if value is None:
            return None
        step, at = self._next_step()
        about = f"about “{step}”" if step else "what others would try next"
        source = value.source(one.path)
        pieces = (Piece("ask in "), Piece(one.name, one.path), Piece(f" {about}"))
        return self._make("community", pieces, (source, *at))

    def _step(self) -> Experiment:
        step, at = self._next_step()
        what = f"spend {A_QUARTER} on “{step}”" if step else f"write down one step that takes {A_QUARTER}"
        return self._make("step", (what,), at or (Source(self.goal.path, 1),))

    def _next_step(self) -> tuple[str, tuple[Source, ...]]:
        """Give the words of the next step, if they may be quoted, and where it stands."""
        step = self.standing.next_step
        if step is None or not step.text or self._is_kept(step.text):
            return "", ()
        return clip(words(step.text), _LENGTH), (Source(self.goal.path, step.line, step.text),)

    # --- words -------------------------------------------------------------------------------------

    def _is_kept(self, text: str) -> bool:
        return discreet.names_any(text, self.hidden)

    def _say(self, trace: Trace) -> str:
        return say_day(date.fromisoformat(trace.day), self.known.today)

    def _make(
        self,
        kind: Kind,
        pieces: _Parts,
        sources: Iterable[Source],
        person: Summary | None = None,
        ask: str = "",
    ) -> Experiment:
        still = self.standing.moved or self.standing.start
        assert still, "what has stalled has moved, or begun"
        return Experiment(
            goal=self.goal.path,
            name=self.goal.name,
            kind=kind,
            still=still,
            since=later(still.value, STALLED_AFTER + 1),
            pieces=tuple(map(_piece, pieces)),
            sources=tuple(dict.fromkeys(sources)),
            person=person,
            ask=ask,
        )


def _needs(cover: Cover) -> str:
    return f"it needs “{cover.need.text}”"


def _in_brackets(reasons: Sequence[Sourced[str]]) -> str:
    return f" ({listing([reason.value for reason in reasons])})" if reasons else ""


def _piece(one: Piece | Summary | str) -> Piece:
    if isinstance(one, Summary):
        return Piece(one.name, one.path)
    return Piece(one) if isinstance(one, str) else one
