"""Why somebody has the place that they have among those with a follow-up today: the sum, and the rules of a day.

Pure words about what `vaultnet.signals.ranking` decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from vaultnet.config import Config
from vaultnet.signals.birthdays import ordinal
from vaultnet.signals.ranking import DORMANT, FURTHER, Reach, alike_at_most, by_weight, dormant_places, places


class Places:
    """The places of everyone with a follow-up today, and the sums that they come from."""

    def __init__(self, people: Sequence[Reach], config: Config, dealt: Collection[str] = ()) -> None:
        """Take everyone as `vaultnet.signals.ranking.in_order` puts them, and who had their place today."""
        self._config = config
        self._dealt = dealt
        self._place = {one.contact: place for place, one in enumerate(people, start=1)}
        self._alone = {one.contact: place for place, one in enumerate(by_weight(people), start=1)}
        self._ahead = _ahead(by_weight(people))
        waiting = sum(one.contact not in dealt for one in people)
        self._day = min(places(config, dealt), waiting)
        """How many people are today's."""
        self._dormant = any(one.reasons[0].reason == DORMANT for one in people)

    def of(self, one: Reach) -> int:
        """Give a person's place, from 1."""
        return self._place[one.contact]

    def say(self, one: Reach) -> str:
        """Say a person's place, the sum of the weights, and the rule by which they are today's or are not."""
        place, alone = self._place[one.contact], self._alone[one.contact]
        moved = (place <= self._day) != (alone <= self._day)
        rule = f"; {ordinal(alone)} by weight alone, but {self._rule(one)}" if moved else ""
        return f"{ordinal(place)} of {len(self._place)}, by weight {total(one)}{rule}"

    def _rule(self, one: Reach) -> str:
        people, most, dormant = (
            self._config.reach_out,
            alike_at_most(self._config),
            dormant_places(self._config),
        )
        if one.contact in self._dealt:
            return "dealt with today"
        is_dormant, is_up = one.reasons[0].reason == DORMANT, self._place[one.contact] <= self._day
        if is_up and not is_dormant and self._dealt:
            return "who was dealt with today is left in peace"
        if self._dormant and (is_dormant or self._ahead[one.contact] < most):
            return f"{dormant} of the day's {people} places are for people to {DORMANT} with"
        return f"no reason comes first for more than {most} of the day's {people} while others wait"


def _ahead(people: Iterable[Reach]) -> dict[str, int]:
    """Count for each person those ahead of them for whom the same reason comes first."""
    seen: Counter[str] = Counter()
    found = {}
    for one in people:
        reason = one.reasons[0].reason
        found[one.contact] = seen[reason]
        seen[reason] += 1
    return found


def total(one: Reach) -> str:
    """Write out the sum of a person's weights: ``2.50 = 2.00 for “promise” + 0.25 × 2 for further reasons``."""
    first, further = one.reasons[0], len(one.reasons) - 1
    begin = f"{first.weight:.2f} for “{first.reason}”"
    if not further:
        return begin
    reasons = "a further reason" if further == 1 else "further reasons"
    return f"{first.weight + FURTHER * further:.2f} = {begin} + {FURTHER:.2f} × {further} for {reasons}"
