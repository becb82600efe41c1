"""Update: who would want to hear what happened to the owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias

from vaultnet import discreet, fields, links, memo, own_news
from vaultnet.config import Config
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Goal, LedgerLine, Snapshot, Summary, TaggedTask
from vaultnet.own_news import News
from vaultnet.signals.hearing import and_more, days_ago, heard_until, say, until
from vaultnet.signals.interests import Interested, Topic, asking, topic
from vaultnet.signals.morning import mornings
from vaultnet.values import links as targets

WITHIN = 30
"""Days for which news is worth a message of its own: a rule of thumb."""
MOST = 5
"""People at a time; when they have heard, others follow: a rule of thumb."""
WEIGHT = 1.25

_NAMED, _GAVE, _HELPED, _HELPS, _CARES = 4, 3, 2, 1, 0


class _Why(NamedTuple):
    """Why somebody would want to hear it, and how much more than others."""

    rank: int
    times: int
    text: str
    source: Source


_Part: TypeAlias = Mapping[str, _Why]
"""Who had a part in a goal, by path."""


class _Found(NamedTuple):
    rank: int
    times: int
    last: str
    follow_up: FollowUp


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for the few who have most to do with what happened and have not heard of it."""
    contacts, today = snapshot.contacts, snapshot.today
    items = _items(own_news.of(snapshot), today)
    parts = _parts(items, snapshot.goals, snapshot.ledger, snapshot.tagged, _helps(contacts))
    paths = [one.path for one in contacts]
    whom, heard, before = (
        _whom(_about(items), contacts),
        heard_until(contacts, today),
        mornings(contacts, today),
    )
    told = this_morning = _told(items, whom, parts, paths, heard)
    dealt = {place: one for place, one in enumerate(before) if one is not None}
    if dealt:
        # Whoever was dealt with today had one of the places: nobody comes up instead.
        then = [*heard]
        for place, one in dealt.items():
            then[place] = until(one, today)
        this_morning = _told(items, whom, parts, paths, then)
    found = [
        (_of(dealt.get(place, contacts[place]), today, said), place) for place, said in this_morning.items()
    ]
    few = [place for _, place in sorted(found, key=lambda one: _closest_first(one[0]))[:MOST]]
    yield from (_of(contacts[place], today, told[place]).follow_up for place in few if place in told)


@memo.of_equal
def _items(news: Sequence[News], today: date) -> tuple[News, ...]:
    first = days_ago(today, WITHIN)
    return tuple(one for one in news if one.day >= first)


@memo.of_all
def _about(news: News) -> Topic:
    return topic(f"{news.text} {news.source.quote}")


@memo.of_all
def _linked(news: News) -> frozenset[str]:
    """Give how those are looked up whom news links: they have a part in it."""
    return frozenset(map(links.key, targets(news.source.quote)))


_whom = asking()


@memo.of_equal
def _told(
    items: Sequence[News],
    whom: Sequence[Interested],
    parts: Mapping[str, _Part],
    paths: Sequence[str],
    heard: Sequence[str],
) -> Mapping[int, tuple[tuple[News, _Why], ...]]:
    """Give who would want to hear of what, newest first, and why, by the places of contacts."""
    places = {path: place for place, path in enumerate(paths)}
    linked = _linked(items)
    keys = {links.key(path): path for path in paths} if any(linked) else {}
    told: dict[int, list[tuple[News, _Why]]] = {}
    for news, interested, names in zip(items, whom, linked, strict=True):
        whys = {
            place: _Why(_CARES, 0, f"they care about {interest.name}", interest.source)
            for place, interest in interested
            if heard[place] < news.day
        }
        named = _Why(_NAMED, 0, "you name them in it", news.source)
        of_goal = parts.get(news.goal, {})
        for path, why in (*of_goal.items(), *((keys[name], named) for name in names & keys.keys())):
            place = places.get(path)
            if place is not None and heard[place] < news.day:
                whys[place] = why
        for place, why in whys.items():
            told.setdefault(place, []).append((news, why))
    return {place: tuple(found) for place, found in told.items()}


def _closest_first(one: _Found) -> tuple[object, ...]:
    last = date.fromisoformat(one.last).toordinal() if one.last else 0
    return -one.rank, -one.times, -last, one.follow_up.name.casefold(), one.follow_up.contact


@memo.of_each
def _of(contact: Summary, today: date, told: tuple[tuple[News, _Why], ...]) -> _Found:
    news, why = told[0]
    reason = "" if discreet.is_private(contact) else f"; {why.text}"
    more = and_more(len(told), "more piece of news", "more pieces of news")
    follow_up = FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="update",
        since=date.fromisoformat(news.day),
        text=_say(news, today) + reason + more,
        sources=tuple(dict.fromkeys((news.source, *news.more, why.source))),
        weight=WEIGHT,
        signal="news",
    )
    return _Found(why.rank, why.times, contact.last.day if contact.last else "", follow_up)


def _say(news: News, today: date) -> str:
    day, said = say(news.day, today), own_news.say(news)
    return f"your news of {day}: {said}" if news.kind == own_news.NEWS else f"{said} on {day}"


# --- who had a part --------------------------------------------------------------------------------

_Helps: TypeAlias = tuple[tuple[str, Value, Mapping[str, str]], ...]
"""What a contact helps with: the contact's path, a value, and where the contact's links lead."""


@memo.of_equal
def _parts(
    items: Sequence[News],
    goals: Sequence[Goal],
    ledger: Sequence[LedgerLine],
    tagged: Sequence[TaggedTask],
    helps: Sequence[_Helps],
) -> Mapping[str, _Part]:
    """Give who had a part in each goal of which there is news, by its path."""
    wanted = {one.goal for one in items if one.goal}
    return {goal.path: _part(goal, ledger, tagged, helps) for goal in goals if goal.path in wanted}


def _part(
    goal: Goal, ledger: Sequence[LedgerLine], tagged: Sequence[TaggedTask], helps: Sequence[_Helps]
) -> Mapping[str, _Why]:
    """Give who gave something towards a goal, helped it, or helps with it, with the last time that they did."""
    found: dict[str, _Why] = {}
    for contact, value, leads in chain.from_iterable(helps):
        if contact not in found and fields.means(value, goal.path, leads):
            source = Source(contact, value.line, value.quote)
            found[contact] = _Why(_HELPS, 0, f"they help with “{goal.name}”", source)
    helped = f"they helped with “{goal.name}”"
    for trace in goal.helped:
        times = found[trace.contact].times if trace.contact in found else 0
        found[trace.contact] = _Why(_HELPED, times + 1, helped, trace.source)
    for contact, source in _given(goal, ledger, tagged):
        times = found[contact].times if contact in found else 0
        found[contact] = _Why(_GAVE, times + 1, helped, source)
    return found


def _given(
    goal: Goal, ledger: Sequence[LedgerLine], tagged: Sequence[TaggedTask]
) -> Iterator[tuple[str, Source]]:
    """Yield who gave something towards a goal, and where that stands: first what the ledger has, then advice."""
    notes = {goal.path, *(trace.path for trace in goal.helped)}
    name = links.key(goal.path)

    def belongs(path: str, text: str) -> bool:
        return path in notes or name in map(links.key, targets(text))

    for line in ledger:
        if line.kind == "received" and line.contact and belongs(line.path, line.text):
            yield line.contact, line.source
    for task in tagged:
        if task.tag == "advice" and belongs(task.path, task.text):
            yield task.contacts[0], task.source


@memo.of_all
def _helps(contact: Summary) -> _Helps:
    return tuple((contact.path, value, contact.links) for value in contact.fields.get("helps_with", ()))
