"""Update: who would want to hear what happened to the owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vaultnet import discreet, links, memo, own_news
from vaultnet.config import Config
from vaultnet.model import Source
from vaultnet.network import FollowUp, Goal, Snapshot, Summary
from vaultnet.own_news import News
from vaultnet.signals.hearing import and_more, days_ago, has_heard, meets_soon, say
from vaultnet.signals.interests import Topic, match, topic
from vaultnet.signals.rest import at_rest
from vaultnet.values import links as targets

WITHIN = 30
"""Days for which news is worth a message of its own: a rule of thumb."""
MOST = 5
"""People at a time; when they have heard, others follow: a rule of thumb."""
WEIGHT = 1.25

_GAVE, _HELPED, _HELPS, _CARES = 3, 2, 1, 0


class _Why(NamedTuple):
    """Why somebody would want to hear it, and how much more than others."""

    rank: int
    times: int
    text: str
    source: Source


class _Item(NamedTuple):
    """News with who had a part in it, by path, and what it is about."""

    news: News
    goal: str
    """How the goal that it belongs to is looked up, or ``""``."""
    goal_name: str
    helpers: Mapping[str, _Why]
    about: Topic


class _Found(NamedTuple):
    rank: int
    times: int
    last: str
    follow_up: FollowUp


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for the few who have most to do with what happened and have not heard of it."""
    first = days_ago(snapshot.today, WITHIN)
    items = tuple(_item(one, snapshot) for one in own_news.of(snapshot) if one.day >= first)
    asked = snapshot.contacts if items else ()  # of nobody, so that those of another time are let go
    found = [one for one in _of(asked, snapshot.today, items) if one]
    yield from (one.follow_up for one in sorted(found, key=_closest_first)[:MOST])


def _closest_first(one: _Found) -> tuple[object, ...]:
    last = date.fromisoformat(one.last).toordinal() if one.last else 0
    return -one.rank, -one.times, -last, one.follow_up.name.casefold(), one.follow_up.contact


@memo.of_all
def _of(contact: Summary, today: date, items: tuple[_Item, ...]) -> _Found | None:
    if at_rest(contact, today) or meets_soon(contact, today):
        return None
    told = [
        (item, why)
        for item in items
        if not has_heard(contact, item.news.day) and (why := _why(contact, item))
    ]
    if not told:
        return None
    item, why = told[0]
    reason = "" if discreet.is_private(contact) else f"; {why.text}"
    more = and_more(len(told), "more piece of news", "more pieces of news")
    follow_up = FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="update",
        since=date.fromisoformat(item.news.day),
        text=_say(item.news, today) + reason + more,
        sources=(item.news.source, why.source),
        weight=WEIGHT,
        signal="news",
    )
    return _Found(why.rank, why.times, contact.last.day if contact.last else "", follow_up)


def _say(news: News, today: date) -> str:
    day, said = say(news.day, today), own_news.say(news)
    return f"your news of {day}: {said}" if news.kind == own_news.NEWS else f"{said} on {day}"


def _why(contact: Summary, item: _Item) -> _Why | None:
    helped = item.helpers.get(contact.path)
    if helped:
        return helped
    for value in contact.fields.get("helps_with", ()) if item.goal else ():
        if links.key(str(value.value)) == item.goal:
            source = Source(contact.path, value.line, value.quote)
            return _Why(_HELPS, 0, f"they help with “{item.goal_name}”", source)
    interest = match(contact, item.about)
    return interest and _Why(_CARES, 0, f"they care about {interest.name}", interest.source)


# --- who had a part --------------------------------------------------------------------------------


def _item(news: News, snapshot: Snapshot) -> _Item:
    about = topic(f"{news.text} {news.source.quote}")
    goal = next((one for one in snapshot.goals if one.path == news.goal), None)
    if goal is None:
        return _Item(news, "", "", {}, about)
    return _Item(news, links.key(goal.path), goal.name, _helpers(goal, snapshot), about)


def _helpers(goal: Goal, snapshot: Snapshot) -> Mapping[str, _Why]:
    """Give who gave something towards a goal, and who helped it, with the last time that they did."""
    found: dict[str, _Why] = {}
    for trace in goal.helped:
        times = found[trace.contact].times if trace.contact in found else 0
        found[trace.contact] = _Why(_HELPED, times + 1, f"they helped with “{goal.name}”", trace.source)
    notes = {goal.path, *(trace.path for trace in goal.helped)}
    name = links.key(goal.path)

    def belongs(path: str, text: str) -> bool:
        return path in notes or name in map(links.key, targets(text))

    given = [
        (line.contact, line.source)
        for line in snapshot.ledger
        if line.kind == "received" and line.contact and belongs(line.path, line.text)
    ]
    given += [
        (task.contacts[0], task.source)
        for task in snapshot.tagged
        if task.tag == "advice" and belongs(task.path, task.text)
    ]
    for contact, source in given:
        times = found[contact].times if contact in found else 0
        found[contact] = _Why(_GAVE, times + 1, f"they helped with “{goal.name}”", source)
    return found
