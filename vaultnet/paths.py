"""The best ways to somebody: who could introduce the owner, over whom, and why. Pure.

A chain goes from a *bridge*, with whom the owner was in touch, over one other person at most to the target. Its
score is the product of how warm it is with the bridge, how strong each tie on the way is (`vaultnet.ties`), and how
near the target comes to what is sought. Of each bridge its best chain counts: the highest score, then the fewest
people. Who is who is sought, and known to the owner, comes first.

A chain is roundabout, and left out, that leads over somebody to whom the owner could turn themselves with as much
right: it would spend a favour for nothing.

Who was asked for something in the last 90 days has done their part, and who is paused, put off or was skipped is to
be let alone. Chains on which somebody rests come last, and a bridge has one only where it has no other. So there
are two searches: among those who don't rest, and, where that finds too few, among all.

A search goes back from the targets, two ties deep. Of each person it keeps the best ways on: the best of all, and
those worse ones that are less likely to be roundabout for whoever comes before. No tie is stronger than 1, so a way
that comes back to somebody can never beat what they had before it. docs/paths.md shows it.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from vaultnet import fields, memo, resting, tie_words, ties, warmth
from vaultnet.config import Config
from vaultnet.dates import earlier, parse_day, say_day
from vaultnet.model import Source, Sourced, note_name
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary
from vaultnet.stages import OPPORTUNITY
from vaultnet.ties import Circle

HALF = 3.0
"""The warmth (see `vaultnet.warmth`) of which a bridge is worth half of what the warmest could be: a rule of thumb.
Who is warm is worth two thirds at least, who is quiet a fifth at most."""
FAINT = 0.02
"""What a bridge is worth at least: somebody may be written to after years."""
RESTS = 90
"""Days for which somebody who was asked for something is asked for nothing more, if there is anybody else: a rule
of thumb."""
DEPTH = 3
"""People on a chain at most: the bridge, one between, and the target."""


class Target(NamedTuple):
    """Somebody who is sought."""

    path: str
    worth: float = 1.0
    """How near they come to what is sought, above 0 and at most 1."""


class Hop(NamedTuple):
    """One step of a chain."""

    contact: Summary
    why: Sourced[str]
    """Of the first how warm it is with them; of the others why the one before could lead to them."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A way to somebody, from a bridge to the target, who may be one and the same."""

    hops: tuple[Hop, ...]
    score: float
    """Orders chains; shown to no person."""
    asked: Sourced[date] | None
    """When the bridge was asked for something, if that was lately."""
    rests: Sourced[str] | None = None
    """Why the first of those on it who are to be let rest are: ``asked on 12 October``."""

    @property
    def bridge(self) -> Summary:
        """Whom to turn to."""
        return self.hops[0].contact

    @property
    def target(self) -> Summary:
        """Whom it leads to."""
        return self.hops[-1].contact


def to_people(
    targets: Collection[str], snapshot: Snapshot, config: Config, most: int = 3
) -> tuple[Chain, ...]:
    """Find the best chains to any of some contacts, given by their paths: of each bridge one, the best first."""
    return to_targets([Target(path) for path in sorted(targets)], snapshot, config, most)


def to_targets(targets: Iterable[Target], snapshot: Snapshot, config: Config, most: int) -> tuple[Chain, ...]:
    """Find the best chains to any of some people, some of whom may come nearer to what is sought than others.

    Nobody private leads to anybody, or is led to, and nobody with whom the owner no longer keeps in touch.
    """
    asked, wanted = asked_lately(snapshot), tuple(targets)
    found = _Search(wanted, snapshot, config, asked, spares=True).best(most)
    if len(found) < most:
        bridges = {one.places[0] for one in found}
        found += _Search(wanted, snapshot, config, asked).best(most - len(found), bridges)
    return tuple(_chain(one, snapshot, config, asked) for one in found)


def by_way_of(bridge: str, targets: Iterable[Target], snapshot: Snapshot, config: Config) -> Chain | None:
    """Find the best chain over one bridge, be there a better one or not; None if there is none."""
    asked, wanted = asked_lately(snapshot), tuple(targets)
    for spares in (True, False):
        way = _Search(wanted, snapshot, config, asked, spares=spares).over(bridge)
        if way:
            return _chain(way, snapshot, config, asked)
    return None


def strangers(targets: Iterable[Target], snapshot: Snapshot, config: Config, most: int) -> tuple[Hop, ...]:
    """Give who is tied to some people and was never in touch with the owner, the strongest first, and to whom."""
    return _Search(targets, snapshot, config, {}).strangers(most)


def worth(warm: float) -> float:
    """Say what a bridge is worth by how warm it is with them: above 0 and below 1."""
    return max(FAINT, warm / (warm + HALF))


# --- backwards from the targets --------------------------------------------------------------------


class _Leg(NamedTuple):
    """A way on from somebody to a target."""

    loss: float
    """The product of the ties and of the target's worth, negative: legs are compared."""
    paths: tuple[str, ...]
    """Whom it leads to, the target last; nobody from the target itself."""
    places: tuple[int, ...]
    due: float
    """What a bridge who begins with it has to be worth more than, else the whole would be roundabout."""


_Layer: TypeAlias = dict[int, tuple[_Leg, ...]]
"""Who gets to a target in so many steps, and by which legs: the best first, each that follows with less due."""
_STRONGEST = max(ties.INTRODUCED, ties.KNOWS, ties.TOGETHER, ties.COLLEAGUES, ties.INSIDE)
_OF_CIRCLES = max(ties.TOGETHER, ties.COLLEAGUES, ties.INSIDE)


def _worthwhile(legs: Iterable[_Leg]) -> tuple[_Leg, ...]:
    """Keep the legs that are best for some bridge: each that is not beaten by one with no more due."""
    kept: list[_Leg] = []
    for leg in sorted(legs):
        if not kept or leg.due < kept[-1].due:
            kept.append(leg)
    return tuple(kept)


class _Way(NamedTuple):
    """A chain whose words are not made yet, as chains are ordered."""

    is_led: bool
    """Whether somebody leads to the target: False for who is what is sought, and known."""
    loss: float
    """Its score, negative."""
    steps: int
    paths: tuple[str, ...]
    places: tuple[int, ...]


class _Search:
    """A search for ways to some people; one that spares those who rest has none of them on a way."""

    def __init__(
        self,
        targets: Iterable[Target],
        snapshot: Snapshot,
        config: Config,
        asked: Collection[str],
        *,
        spares: bool = False,
    ) -> None:
        self._snapshot, self._config = snapshot, config
        self._contacts, self._today = snapshot.contacts, snapshot.today
        self._ties, self._asked, self._spares = ties.of(snapshot), asked, spares
        self._worths: dict[int, float] = {}
        self._layers = [self._first(targets)]

    def best(self, most: int, but: Collection[int] = frozenset()) -> list[_Way]:
        """Give the best ways, so many at most, that begin with nobody of some."""
        values = self._deepen(most, but)
        return sorted(self._among(values.items(), most, but)[0])[:most]

    def over(self, bridge: str) -> _Way | None:
        """Give the best way that begins with somebody, be it roundabout or not."""
        place = self._ties.place(bridge)
        self._deepen(0)
        return None if place is None else self._way(place, roundabout=True)

    def strangers(self, most: int) -> tuple[Hop, ...]:
        """Give who is tied to a target and was never in touch, so many at most."""
        found = [
            (legs[0].loss, place, legs[0].places[0])
            for place, legs in self._back(self._layers[0], 0.0).items()
            if not self._contacts[place].recent
        ]
        hops = []
        for _, place, other in sorted(found)[:most]:
            contact, to = self._contacts[place], self._contacts[other]
            why = _why(contact, to, self._snapshot)
            hops.append(Hop(contact, Sourced(f"to {to.name}: {why.value}", why.sources)))
        return tuple(hops)

    # --- layers ---

    def _first(self, targets: Iterable[Target]) -> _Layer:
        """Give the targets themselves."""
        found: _Layer = {}
        for one in targets:
            place = self._ties.place(one.path)
            if place is not None and self._may(place):
                leg = _Leg(-one.worth, (), (), 0.0)
                found[place] = min(found.get(place, (leg,)), (leg,))
        return found

    def _back(self, layer: _Layer, least: float) -> _Layer:
        """Give who is tied to somebody of a layer, and is worth more than so much."""
        found: dict[int, list[_Leg]] = {}
        rounds: dict[Circle, list[_Leg]] = {}
        for place, before in layer.items():
            legs = self._from(place, before)
            best = -legs[0].loss
            for other, strength in self._ties.direct(place) if best * _STRONGEST > least else ():
                found.setdefault(other, []).extend(_tied(legs, strength, other, least))
            for circle in self._ties.circles_of(place) if best * _OF_CIRCLES > least else ():
                rounds.setdefault(circle, []).extend(legs)
        for circle, some in rounds.items():
            kept = tuple(_tied(_worthwhile(some), circle.strength, -1, least))
            for other in circle.members if kept else ():
                found.setdefault(other, []).extend(leg for leg in kept if other not in leg.places)
        return {other: _worthwhile(legs) for other, legs in found.items() if legs and self._may(other)}

    def _from(self, place: int, legs: Iterable[_Leg]) -> tuple[_Leg, ...]:
        """Give the legs that begin before somebody, of whom it is asked whether one could turn to them."""
        worth, path = self._worth(place), self._contacts[place].path
        return _worthwhile(
            _Leg(leg.loss, (path, *leg.paths), (place, *leg.places), max(worth, leg.due)) for leg in legs
        )

    def _deepen(self, most: int, but: Collection[int] = frozenset()) -> Mapping[int, float]:
        """Go back from the targets; give who of those who were in touch gets to one, and how well.

        It goes no further than it has to: where enough good ways are found, whoever would come behind them is left
        out, and so is who gets on only over them. With 0 nobody is.
        """
        values: dict[int, float] = {}
        while True:
            layer = self._layers[-1]
            for place, legs in layer.items():
                if -legs[0].loss > values.get(place, 0.0) and self._contacts[place].recent:
                    values[place] = -legs[0].loss
            if len(self._layers) == DEPTH or not layer:
                return values
            least = self._among(values.items(), most, but)[1] if most else 0.0
            if _STRONGEST * max(-legs[0].loss for legs in layer.values()) <= least:
                return values
            self._layers.append(self._back(layer, least))

    # --- the bridges ---

    def _among(
        self, values: Iterable[tuple[int, float]], most: int, but: Collection[int]
    ) -> tuple[list[_Way], float]:
        """Give the best ways that begin with some people, among them as many as are wanted.

        Also what another would have to be worth more than; 0 if there are fewer. Who gets to a target best is
        looked at first. It ends where even the warmest of those who are left would come behind: how warm it is with
        them is not worked out.
        """
        found: list[_Way] = []
        scores: list[float] = []
        for place, value in sorted(values, key=lambda one: (-one[1], one[0])):
            if len(scores) == most and value <= scores[0] and value < 1:
                break
            way = None if place in but else self._way(place)
            if way:
                found.append(way)
                score = -way.loss if way.is_led else 1.0  # nobody who is led to comes before them
                (heapq.heappush if len(scores) < most else heapq.heappushpop)(scores, score)
        return found, scores[0] if len(scores) == most else 0.0

    def _way(self, place: int, *, roundabout: bool = False) -> _Way | None:
        """Give the best way that begins with somebody; a roundabout one only if that is wanted."""
        worth = self._worth(place)
        found = []
        for layer in self._layers if worth else ():
            legs = layer.get(place, ())
            leg = next((one for one in legs if roundabout or one.due < worth), None)
            if leg:
                is_led = bool(leg.places) or leg.loss > -1
                paths, places = (self._contacts[place].path, *leg.paths), (place, *leg.places)
                found.append(_Way(is_led, worth * leg.loss, len(leg.places), paths, places))
        return min(found, key=lambda way: way[1:], default=None)

    def _worth(self, place: int) -> float:
        """Give what somebody is worth as a bridge; 0 for who is none."""
        found = self._worths.get(place)
        if found is None:
            contact = self._contacts[place]
            warm = warmth.of(contact, self._today, self._config) if contact.recent else None
            found = self._worths[place] = worth(warm.number) if warm else 0.0
        return found

    def _may(self, place: int) -> bool:
        """Tell whether somebody may be on a way."""
        contact = self._contacts[place]
        return not self._spares or not (contact.path in self._asked or resting.why(contact, self._today))


def _tied(legs: Iterable[_Leg], strength: float, to: int, least: float) -> Iterator[_Leg]:
    """Yield the legs that somebody has over a tie to who is first on them, if they are worth more than so much."""
    for loss, paths, places, due in legs:
        if -loss * strength > least and to not in places:
            yield _Leg(loss * strength, paths, places, due / strength)


# --- the words -------------------------------------------------------------------------------------


def _chain(way: _Way, snapshot: Snapshot, config: Config, asked: Mapping[str, Sourced[date]]) -> Chain:
    contacts = [snapshot.contacts[place] for place in way.places]
    hops = [Hop(contacts[0], _how_warm(contacts[0], snapshot.today, config))]
    hops += [Hop(other, _why(one, other, snapshot)) for one, other in pairwise(contacts)]
    rests = next(filter(None, (_rests(one, contacts[0], snapshot.today, asked) for one in contacts)), None)
    return Chain(tuple(hops), -way.loss, asked.get(contacts[0].path), rests)


def _how_warm(bridge: Summary, today: date, config: Config) -> Sourced[str]:
    warm = warmth.of(bridge, today, config)
    assert warm  # else they were no bridge
    day = say_day(date.fromisoformat(bridge.recent[0].day), today)
    return Sourced(f"{warm.word}, last on {day}", (bridge.recent[0].source,))


def _why(one: Summary, other: Summary, snapshot: Snapshot) -> Sourced[str]:
    tie = tie_words.between(one, other, snapshot)
    assert tie  # else there were no way
    return tie.why


def _rests(
    contact: Summary, bridge: Summary, today: date, asked: Mapping[str, Sourced[date]]
) -> Sourced[str] | None:
    """Say why somebody on a chain is to be let rest, by their name where it is not the bridge."""
    lately = asked.get(contact.path)
    found = resting.why(contact, today)
    if lately:
        found = Sourced(f"asked on {say_day(lately.value, today)}", lately.sources)
    if found is None or contact is bridge:
        return found
    return Sourced(f"{contact.name} {found.value}", found.sources)


# --- who was asked lately --------------------------------------------------------------------------


def asked_lately(snapshot: Snapshot) -> Mapping[str, Sourced[date]]:
    """Give who was asked for something in the last 90 days, by an ``asked::`` line or as ``via``, and when last."""
    return _asked(snapshot.ledger, snapshot.occasions, snapshot.private, snapshot.today)


@memo.of_last
def _asked(
    ledger: Sequence[LedgerLine], occasions: Sequence[Occasion], private: frozenset[str], today: date
) -> Mapping[str, Sourced[date]]:
    since = earlier(today, RESTS)
    told = (one for one in (*_told(ledger), *_via(occasions)) if since <= one[1].value <= today)
    found = sorted(told, key=lambda one: (one[1].value, one[1].source))
    return {path: _placed(path, one, private) for path, one in found}


def _placed(path: str, one: Sourced[date], private: frozenset[str]) -> Sourced[date]:
    """Give when somebody was asked; that the line stands in a private note, and in which, is not said."""
    is_kept = any(source.path in private for source in one.sources)
    return Sourced(one.value, (Source(path, 1, note_name(path)),)) if is_kept else one


def _told(ledger: Iterable[LedgerLine]) -> Iterator[tuple[str, Sourced[date]]]:
    for line in ledger:
        day = parse_day(line.day) if line.kind == "asked" and line.contact else None
        if day:
            yield line.contact, Sourced(day, (line.source,))


def _via(occasions: Iterable[Occasion]) -> Iterator[tuple[str, Sourced[date]]]:
    for one in occasions:
        day = fields.day_of(one.fields, "asked") if one.type == OPPORTUNITY else None
        if day:
            for value in one.fields.get("via", ()):
                path = value.leads(one.links)
                yield path, Sourced(day, (one.source("asked"), value.source(one.path)))
