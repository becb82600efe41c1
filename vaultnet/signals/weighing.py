"""Why somebody has the place that they have among those with a follow-up today: the sum, and the rules of a day.

Pure words about what `vaultnet.signals.ranking` decided.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter

from vaultnet.config import Config
from vaultnet.signals.birthdays import ordinal
from vaultnet.signals.ranking import (
    DORMANT,
    FURTHER,
    Reach,
    alike_at_most,
    by_weight,
    choose,
    dormant_places,
    places,
    this_morning,
)


class Places:
    """The places of everyone with a follow-up today, and the sums that they come from."""

    def __init__(self, people: Sequence[Reach], config: Config, dealt: Collection[str] = ()) -> None:
        """Take everyone as `vaultnet.signals.ranking.in_order` puts them, and who was dealt with today."""
        self._config = config
        self._dealt = dealt
        self._place = {one.contact: place for place, one in enumerate(people, start=1)}
        waiting = [one for one in by_weight(people) if one.contact not in dealt]
        gone = [one for one in by_weight(people) if one.contact in dealt]
        self._alone = {one.contact: place for place, one in enumerate((*waiting, *gone), start=1)}
        self._day = min(places(config, dealt), len(waiting))
        """How many people are today's."""
        everyone = this_morning(people, dealt)
        self._chosen = choose(everyone, config)
        """This morning's list."""
        self._any_reason = choose(everyone, config, ((True, False), (False, False)))
        """What it would be if one reason might come first for all of them."""

    def of(self, one: Reach) -> int:
        """Give a person's place, from 1."""
        return self._place[one.contact]

    def say(self, one: Reach) -> str:
        """Say a person's place, the sum of the weights, and the rule by which they are today's or are not."""
        place, alone = self._place[one.contact], self._alone[one.contact]
        said = f"{ordinal(place)} of {len(self._place)}, by weight {total(one)}"
        if one.contact in self._dealt:
            return f"{said}; dealt with today, so left in peace until tomorrow"
        moved = (place <= self._day) != (alone <= self._day)
        return f"{said}; {ordinal(alone)} by weight alone, but {self._rule(one)}" if moved else said

    def _rule(self, one: Reach) -> str:
        people, most = self._config.reach_out, alike_at_most(self._config)
        if one.contact in self._chosen and self._place[one.contact] > self._day:
            return "somebody else, who was not on the day's list, was dealt with and took this place"
        if (one.contact in self._chosen) != (one.contact in self._any_reason):
            return f"no reason comes first for more than {most} of the day's {people} while others wait"
        return f"{dormant_places(self._config)} of the day's {people} places are for people to {DORMANT} with"


def total(one: Reach) -> str:
    """Write out the sum of a person's weights: ``2.50 = 2.00 for “promise” + 0.25 × 2 for further reasons``."""
    most, further = max(one.reasons, key=attrgetter("weight")), len(one.reasons) - 1
    begin = f"{most.weight:.2f} for “{most.reason}”"
    if not further:
        return begin
    reasons = "a further reason" if further == 1 else "further reasons"
    return f"{most.weight + FURTHER * further:.2f} = {begin} + {FURTHER:.2f} × {further} for {reasons}"
