"""The best ways to somebody: who could introduce the owner, over whom, and why. Pure.

A chain goes from a *bridge*, with whom the owner was in touch, over one other person at most to the target. Its
score is the product of how warm it is with the bridge, how strong each tie on the way is (`vaultnet.ties`), and how
near the target comes to what is sought. Of each bridge its best chain counts: the highest score, then the fewest
people. Who was asked for something in the last 90 days has done their part, and comes last.

A chain is roundabout, and left out, that asks somebody to lead to a person to whom the owner is as near without
them: that would spend a favour for nothing. If the best chain of a bridge is, the best of its other lengths counts.

The search goes back from the targets, two ties deep, and keeps of every person only the best way on. No tie is
stronger than 1, so a way that comes back to somebody can never beat what they had before it.
docs/paths.md shows it.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from vaultnet import fields, memo, tie_words, ties, warmth
from vaultnet.config import Config
from vaultnet.dates import parse_day, say_day
from vaultnet.model import Source, Sourced
from vaultnet.network import LedgerLine, Occasion, Snapshot, Summary
from vaultnet.ties import Circle, Ties

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
OPPORTUNITY = "opportunity"


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
    return _Search(targets, snapshot, config).best(most)


def by_way_of(bridge: str, targets: Iterable[Target], snapshot: Snapshot, config: Config) -> Chain | None:
    """Find the best chain over one bridge, be there a better one or not; None if there is none."""
    return _Search(targets, snapshot, config).over(bridge)


def strangers(targets: Iterable[Target], snapshot: Snapshot, config: Config, most: int) -> tuple[Hop, ...]:
    """Give who is tied to some people and was never in touch with the owner, the strongest first, and to whom."""
    return _Search(targets, snapshot, config).strangers(most)


def worth(warm: float) -> float:
    """Say what a bridge is worth by how warm it is with them: above 0 and below 1."""
    return max(FAINT, warm / (warm + HALF))


# --- backwards from the targets --------------------------------------------------------------------


_Layer: TypeAlias = dict[int, tuple[float, int]]
"""Who gets to a target in so many steps: the product of the ties and of the target's worth, and who comes next."""
_STRONGEST = max(ties.INTRODUCED, ties.KNOWS, ties.TOGETHER, ties.COLLEAGUES, ties.INSIDE)
_OF_CIRCLES = max(ties.TOGETHER, ties.COLLEAGUES, ties.INSIDE)


def _first(targets: Iterable[Target], among: Ties) -> _Layer:
    """Give the targets themselves."""
    found: _Layer = {}
    for one in targets:
        place = among.place(one.path)
        if place is not None and (place not in found or found[place][0] < one.worth):
            found[place] = one.worth, place
    return found


def _back(layer: _Layer, among: Ties, least: float) -> _Layer:
    """Give who is tied to somebody of a layer, and is worth more than so much.

    Over a circle only the best of those who are in it leads on. Of two ways that are equally good it is the one
    over whoever comes first.
    """
    found: _Layer = {}
    best: dict[Circle, tuple[float, int]] = {}
    for place in sorted(layer):
        value = layer[place][0]
        for other, strength in among.direct(place) if value * _STRONGEST > least else ():
            new = value * strength
            if new > least and (other not in found or new > found[other][0]):
                found[other] = new, place
        for circle in among.circles_of(place) if value * _OF_CIRCLES > least else ():
            if circle not in best or value > best[circle][0]:
                best[circle] = value, place
    for circle, (value, place) in best.items():
        new = value * circle.strength
        for other in circle.members if new > least else ():
            known = found.get(other, (0.0, place))
            if other != place and (new > known[0] or (new == known[0] and place < known[1])):
                found[other] = new, place
    return found


# --- the bridges -----------------------------------------------------------------------------------


class _Way(NamedTuple):
    """A chain whose words are not made yet."""

    asked: bool
    """Whether the bridge was asked for something lately."""
    loss: float
    """Its score, negative: ways are compared."""
    places: tuple[int, ...]


class _Search:
    """A search for ways to some people."""

    def __init__(self, targets: Iterable[Target], snapshot: Snapshot, config: Config) -> None:
        self._snapshot, self._config = snapshot, config
        self._contacts, self._ties = snapshot.contacts, ties.of(snapshot)
        self._asked = asked_lately(snapshot)
        self._layers = [_first(targets, self._ties)]

    def best(self, most: int) -> tuple[Chain, ...]:
        """Give the best chains, so many at most."""
        values = self._deepen(most)
        found, _ = self._among(values.items(), most)
        return tuple(map(self._chain, sorted(found, key=_order)[:most]))

    def over(self, bridge: str) -> Chain | None:
        """Give the best chain over a bridge."""
        place = self._ties.place(bridge)
        self._deepen(0)
        way = None if place is None else next(self._ways(place, roundabout=True), None)
        return self._chain(way) if way else None

    def strangers(self, most: int) -> tuple[Hop, ...]:
        """Give who is tied to a target and was never in touch, so many at most."""
        second = _back(self._layers[0], self._ties, 0.0)
        found = [(-value, place, other) for place, (value, other) in second.items()]
        hops = []
        for _, place, other in sorted(one for one in found if not self._contacts[one[1]].recent)[:most]:
            contact, to = self._contacts[place], self._contacts[other]
            why = self._why(contact, to)
            hops.append(Hop(contact, Sourced(f"to {to.name}: {why.value}", why.sources)))
        return tuple(hops)

    def _deepen(self, most: int) -> Mapping[int, float]:
        """Go back from the targets; give who of those who were in touch gets to one, and how well.

        It goes no further than it has to: where enough good ways are found, whoever would come behind them is left
        out, and so is who gets on only over them. With 0 nobody is.
        """
        values: dict[int, float] = {}
        while True:
            layer = self._layers[-1]
            for place, (value, _) in layer.items():
                if value > values.get(place, 0.0) and self._contacts[place].recent:
                    values[place] = value
            if len(self._layers) == DEPTH or not layer:
                return values
            least = self._among(values.items(), most)[1] if most else 0.0
            if _STRONGEST * max(value for value, _ in layer.values()) <= least:
                return values
            self._layers.append(_back(layer, self._ties, least))

    def _among(self, values: Iterable[tuple[int, float]], most: int) -> tuple[list[_Way], float]:
        """Give the best ways that begin with some people, among them so many of whom nobody was asked lately.

        Also the score of the last of these; 0 if there are fewer. Who gets to a target best is looked at first. It
        ends where even the warmest of those who are left would come behind: how warm it is with them is not worked
        out.
        """
        found: list[_Way] = []
        scores: list[float] = []
        for place, value in sorted(values, key=_by_value):
            if len(scores) == most and value <= scores[0]:
                break
            way = next(self._ways(place), None)
            if way:
                found.append(way)
                if not way.asked:
                    (heapq.heappush if len(scores) < most else heapq.heappushpop)(scores, -way.loss)
        return found, scores[0] if len(scores) == most else 0.0

    def _ways(self, place: int, *, roundabout: bool = False) -> Iterator[_Way]:
        """Yield the best way of each length that begins with somebody, the best first, but for roundabout ones."""
        depths = [depth for depth, layer in enumerate(self._layers) if place in layer]
        worth = self._worth(place) if depths else 0.0
        for depth in (
            sorted(depths, key=lambda depth: (-self._layers[depth][place][0], depth)) if worth else ()
        ):
            places = [place]
            for layer in reversed(self._layers[1 : depth + 1]):
                places.append(layer[places[-1]][1])
            score = worth * self._layers[depth][place][0]
            way = _Way(self._contacts[place].path in self._asked, -score, tuple(places))
            if roundabout or not self._is_roundabout(way):
                yield way

    def _worth(self, place: int) -> float:
        warm = warmth.of(self._contacts[place], self._snapshot.today, self._config)
        return worth(warm.number) if warm else 0.0

    def _is_roundabout(self, way: _Way) -> bool:
        """Tell whether somebody further on could be turned to as well, or better."""
        rest = zip(way.places[1:], reversed(self._layers[: len(way.places) - 1]), strict=True)
        return any(self._worth(place) * layer[place][0] >= -way.loss for place, layer in rest)

    def _chain(self, way: _Way) -> Chain:
        contacts = [self._contacts[place] for place in way.places]
        hops = [Hop(contacts[0], self._how_warm(contacts[0]))]
        hops += [Hop(other, self._why(one, other)) for one, other in pairwise(contacts)]
        return Chain(tuple(hops), -way.loss, self._asked.get(contacts[0].path))

    def _how_warm(self, bridge: Summary) -> Sourced[str]:
        warm = warmth.of(bridge, self._snapshot.today, self._config)
        assert warm  # else they were no bridge
        day = say_day(date.fromisoformat(bridge.recent[0].day), self._snapshot.today)
        return Sourced(f"{warm.word}, last on {day}", (bridge.recent[0].source,))

    def _why(self, one: Summary, other: Summary) -> Sourced[str]:
        tie = tie_words.between(one, other, self._snapshot)
        assert tie  # else there were no way
        return tie.why


def _by_value(one: tuple[int, float]) -> tuple[float, int]:
    return -one[1], one[0]


def _order(way: _Way) -> tuple[bool, float, int, tuple[int, ...]]:
    return way.asked, way.loss, len(way.places), way.places


# --- who was asked lately --------------------------------------------------------------------------


def asked_lately(snapshot: Snapshot) -> Mapping[str, Sourced[date]]:
    """Give who was asked for something in the last 90 days, by an ``asked::`` line or as ``via``, and when last."""
    return _asked(snapshot.ledger, snapshot.occasions, snapshot.private, snapshot.today)


@memo.of_last
def _asked(
    ledger: Sequence[LedgerLine], occasions: Sequence[Occasion], private: frozenset[str], today: date
) -> Mapping[str, Sourced[date]]:
    since = today - timedelta(RESTS)
    told = (one for one in (*_told(ledger), *_via(occasions, private)) if since <= one[1].value <= today)
    return dict(sorted(told, key=lambda one: (one[1].value, one[1].source)))


def _told(ledger: Iterable[LedgerLine]) -> Iterator[tuple[str, Sourced[date]]]:
    for line in ledger:
        day = parse_day(line.day) if line.kind == "asked" and line.contact else None
        if day:
            yield line.contact, Sourced(day, (line.source,))


def _via(occasions: Iterable[Occasion], private: frozenset[str]) -> Iterator[tuple[str, Sourced[date]]]:
    for one in occasions:
        day = fields.day_of(one.fields, "asked") if one.type == OPPORTUNITY else None
        if day and one.path not in private:
            for value in one.fields.get("via", ()):
                path = one.links.get(str(value.value), "") if value.link else ""
                yield path, Sourced(day, (one.source("asked"), Source(one.path, value.line, value.quote)))
