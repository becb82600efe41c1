"""The weekly draw of those to reconnect with: what holds for every one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.config import Config
from vaultnet.model import Value
from vaultnet.network import Snapshot, Summary, Trace
from vaultnet.signals import reconnect

MONDAY = date(2026, 11, 16)
NAMES = [
    f"{first} {last}"
    for first in ("Ada", "Grace", "Alan", "Mary", "Ida")
    for last in ("Byron", "Hopper", "Weiß", "Ó", "Rhodes", "Xu")
]
RELATIONS = ("", "mentor", "recruiter", "friend", "peer")


def contact(
    name: str, days: Sequence[str] = ("2024-03-01",), relation: str = "", kind: str = "call"
) -> Summary:
    path = f"People/{name}.md"
    recent = tuple(Trace(path, day, kind, path, 9, "log") for day in sorted(days, reverse=True))
    fields = {"relation": (Value(relation, 3, relation),)} if relation else {}
    return Summary(path, name, fields, len(recent), recent)


def touched(one: Summary, day: date) -> Summary:
    """The same contact, in touch on one more day."""
    trace = Trace(one.path, day.isoformat(), "call", one.path, 10, "log")
    return replace(one, recent=(trace, *one.recent)[:12], interactions=one.interactions + 1)


def drawn(contacts: Sequence[Summary], today: date = MONDAY) -> list[str]:
    return [one.contact for one in reconnect.find(Snapshot(today, tuple(contacts)), Config())]


people = st.lists(
    st.builds(
        contact,
        st.sampled_from(NAMES),
        st.lists(
            st.dates(date(2020, 1, 1), date(2026, 11, 15)).map(date.isoformat),
            min_size=1,
            max_size=12,
            unique=True,
        ),
        st.sampled_from(RELATIONS),
        st.sampled_from(("call", "email")),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.path,
)
days = st.integers(0, 6).map(lambda day: MONDAY + timedelta(day))


@given(people, days)
@settings(max_examples=40)
def test_a_draw_is_the_same_all_week_and_in_any_order(contacts: list[Summary], day: date) -> None:
    found = drawn(contacts)
    assert len(found) <= reconnect.A_WEEK
    assert drawn(contacts, day) == found == drawn(contacts[::-1])


@given(people, days, st.integers(0, 11))
@settings(max_examples=60)
def test_whoever_is_in_touch_leaves_and_nobody_comes_instead(
    contacts: list[Summary], day: date, who: int
) -> None:
    one = contacts[who % len(contacts)]
    after = [touched(other, day) if other is one else other for other in contacts]
    # With all of the last twelve days in touch before, the oldest is no longer known, and with it the rhythm.
    if len(one.recent) < 12:
        assert drawn(after, day) == [path for path in drawn(contacts, day) if path != one.path]
    assert one.path not in drawn(after, day)


def test_everybody_has_their_turn_and_weeks_differ() -> None:
    contacts = [contact(name) for name in NAMES]
    weeks = [drawn(contacts, MONDAY + timedelta(weeks=week)) for week in range(104)]
    assert {path for week in weeks for path in week} == {one.path for one in contacts}
    assert sum(set(one) == set(other) for one, other in pairwise(weeks)) == 0


def test_those_drawn_together_once_are_not_drawn_together_always() -> None:
    contacts = [contact(name) for name in NAMES]
    pairs: Counter[frozenset[str]] = Counter()
    turns: Counter[str] = Counter()
    for week in range(260):
        found = drawn(contacts, MONDAY + timedelta(weeks=week))
        turns.update(found)
        pairs.update(frozenset((one, other)) for one in found for other in found if one < other)
    assert max(pairs.values()) < min(turns.values()) / 2


def test_value_comes_before_comfort() -> None:
    long_ago = [f"2023-{month:02}-01" for month in range(1, 6)]
    sorts = {
        "mentor": [contact(name, long_ago, "mentor", "email") for name in NAMES[:10]],
        "peer": [contact(name, long_ago, "peer", "email") for name in NAMES[10:20]],
        "close friend": [contact(name, long_ago, "friend", "call") for name in NAMES[20:30]],
    }
    sort_of = {one.path: sort for sort, members in sorts.items() for one in members}
    contacts = [one for members in sorts.values() for one in members]
    turns = Counter(
        sort_of[path] for week in range(104) for path in drawn(contacts, MONDAY + timedelta(weeks=week))
    )
    assert turns["mentor"] > turns["peer"] > turns["close friend"] > 0
