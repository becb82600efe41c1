"""What to know of somebody before you meet: first what you owe them, last what there is to ask.

A brief is made of what the notes say and of nothing else. Nothing of a private contact is quoted, and no line that
names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from vaultnet import cadence, fields, giving, memo, needs, offers, own_news
from vaultnet.dashboards import leaves
from vaultnet.dashboards.giving import requests
from vaultnet.dashboards.known import About, Known, Shared, Stake, is_sayable
from vaultnet.dashboards.leaves import Part, count, field, kind, listed, note, place, promise, touch
from vaultnet.discreet import is_private
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE, GoalStanding
from vaultnet.model import Source, Sourced, Value, note_name
from vaultnet.needs import Need
from vaultnet.network import LedgerLine, Promise, Summary, TaggedTask, Trace
from vaultnet.opportunities import Opportunity
from vaultnet.pledges import is_ask
from vaultnet.projects import Project
from vaultnet.recommended import Written
from vaultnet.referrals import WAYS, Referral

OWED, NEWS, TOGETHER, GOALS, ASK, FAVOURS = 5, 2, 2, 3, 6, 2
"""Lines of each at most."""
PEOPLE = 3
"""People named in a line; then a count."""
WORDS = 200
"""Characters of a note's words that are kept (see `vaultnet.interactions`): so many were cut somewhere."""


def brief(contact: Summary, known: Known) -> Part:
    """Make the brief of a contact; docs/briefs.md describes it.

    A leaf is a `Sourced`, or None where there is nothing to say; what there is none of is empty.
    """
    about = known.about(contact)
    private, ended = is_private(contact), _ended(contact, about)
    late = [one for one in about.theirs if one.due and one.due < about.snapshot.today.isoformat()]
    to_come = [one for one in about.theirs if one not in late]
    asks = () if private or ended else _asks(contact, about, late)
    news = () if ended else about.news
    return {
        **note(contact.path),
        "ended": ended,
        **_owed(contact, about),
        **_last(contact, about.hidden),
        "news": tuple(map(_news, news[:NEWS])),
        "more_news": count(news[NEWS:], (one.source for one in news[NEWS:])),
        "who": _who(contact),
        "met": _met(contact, about),
        "theirs": _promises(late + to_come if private or ended else to_come, contact, about),
        "knows": tuple(_named(value, contact, about) for value in contact.fields.get("knows", ())),
        "together": _together(about.together),
        "goals": tuple(map(_goal, about.goals[:GOALS])),
        "ask": listed(tuple(asks), _row, lambda one: one.sources[0], ASK),
        "needed": () if private or ended else _needed(contact, about.needs),
        "opportunities": tuple(_opportunity(one, about) for one in about.opportunities),
        "projects": tuple(_project(one, contact, about) for one in about.projects),
        "for_you": (*map(_opened, about.doors[:FAVOURS]), *map(_wrote, about.written[:FAVOURS])),
        **_giving(contact, about),
    }


def _giving(contact: Summary, about: About) -> Part:
    """Give what they ask of the owner, and what to give before they are asked: nothing where that is not near."""
    helps = offers.of(contact, about.snapshot, about.config, owed=False)
    is_near = any(one.stage == "noticed" for one in about.opportunities) or _needed(contact, about.needs)
    is_open = not is_private(contact) and not cadence.has_ended(contact, about.snapshot.today)
    since = giving.since(contact, about.snapshot) if is_open and (helps or is_near) else None
    return {
        "requests": requests(about.snapshot, contact.path),
        "give": {"since": since, "offers": helps} if since or helps else None,
    }


def _ended(contact: Summary, about: About) -> Part | None:
    """Give since when the owner no longer keeps in touch, and why as they put it; None while they do."""
    if not cadence.has_ended(contact, about.snapshot.today):
        return None
    day, because = fields.day_of(contact.fields, "ended"), contact.first("ended_because")
    there = (contact.source("ended"),)
    said = str(because.value) if because and not is_private(contact) else ""
    return {
        "what": Sourced("you no longer keep in touch", there),
        "day": Sourced(day, there) if day else None,
        "because": Sourced(said, (contact.source("ended_because"),)) if about.is_sayable(said) else None,
    }


# --- what is owed, and last time -------------------------------------------------------------------


def _owed(contact: Summary, about: About) -> Part:
    """Give what the owner promised, introductions among it, and what they mean to ask, in the order of the days."""
    told = {(one.path, one.line) for one in about.promises}
    intros = (one for one in about.tagged if one.tag == "intro" and _is_open(one))
    owed = [one for one in about.promises if not one.theirs]
    owed += [
        Promise(contact.path, one.text, one.path, one.line, one.due)
        for one in intros
        if (one.path, one.line) not in told
    ]
    owed.sort(key=lambda one: (one.due == "", one.due, one.path, one.line))
    return {
        "owed": _promises([one for one in owed if not is_ask(one)], contact, about),
        "to_ask": _promises([one for one in owed if is_ask(one)], contact, about),
    }


def _promises(found: Sequence[Promise], contact: Summary, about: About) -> Part:
    return listed(
        found,
        lambda one: promise(one, contact, about.snapshot),
        lambda one: leaves.promised_at(one, contact, about.snapshot),
        OWED,
    )


def _is_open(task: TaggedTask) -> bool:
    return task.status not in DONE | CANCELLED


@memo.of_each
def _last(contact: Summary, hidden: frozenset[str]) -> Part:
    """Give the last time in touch, and if that has no words, the last one before that has."""
    private = is_private(contact)
    spoken = next((one for one in contact.recent if _has_words(one, hidden)), None)
    last = contact.last
    before = spoken if spoken is not last and not private else None
    return {
        "last": touch(_whole(last), private=private or spoken is not last) if last else None,
        "before": touch(_whole(before)) if before else None,
    }


def _whole(trace: Trace) -> Trace:
    """End words that were cut with a whole one, and say so: ``…``."""
    cut = len(trace.text) >= WORDS
    return trace._replace(text=f"{trace.text.rpartition(' ')[0].rstrip(' .,;:-–—')}…") if cut else trace


def _has_words(trace: Trace, hidden: frozenset[str]) -> bool:
    """Tell whether a time in touch may be quoted, and with more than what sort it was."""
    return is_sayable(trace.text, hidden) and words(trace.text).casefold() not in (
        kind(trace),
        trace.kind.replace("-", " "),
    )


def _news(one: own_news.News) -> Part:
    there = (one.source, *one.more)
    kinds = {own_news.STEP: "done", own_news.GOAL: "reached", own_news.ROLE: "became"}
    return {
        "day": Sourced(date.fromisoformat(one.day), there),
        "kind": Sourced(kinds[one.kind], there) if one.kind in kinds else None,
        "text": Sourced(one.text, there),
        "path": Sourced(one.source.path, there),
    }


# --- who they are ----------------------------------------------------------------------------------


def _who(contact: Summary) -> Part:
    return {
        **{name: field(contact, name) for name in ("role", "company", "location", "tier")},
        "relation": tuple(
            Sourced(value.value, (value.source(contact.path),))
            for value in contact.fields.get("relation", ())
        ),
    }


def _met(contact: Summary, about: About) -> Part:
    """Give the day they met, through whom, and the first time in touch if all of them are known."""
    day = fields.day_of(contact.fields, "first_met")
    every = (*contact.recent, *contact.earlier)
    first = every[-1] if len(every) == contact.interactions > 1 else None
    return {
        "day": Sourced(day, (contact.source("first_met"),)) if day else None,
        "through": tuple(_named(value, contact, about) for value in contact.fields.get("introduced_by", ())),
        "first": touch(first, private=True) if first and first.day != (day and day.isoformat()) else None,
    }


def _named(value: Value, contact: Summary, about: About) -> Part:
    """Give a name in a field: the ``path`` as well where it is a contact's."""
    there = (value.source(contact.path),)
    path = value.leads(contact.links)
    shown = note(path)["path"] if path in about.contacts else None
    return {"path": shown, "name": Sourced(value.name, there)}


# --- what is shared --------------------------------------------------------------------------------


def _together(shared: Iterable[Shared]) -> tuple[Part, ...]:
    """Give the latest meetings and events at which others were, too."""
    found = sorted(shared, key=lambda one: one.path)
    found.sort(key=lambda one: one.day, reverse=True)
    return tuple(
        {
            "day": Sourced(one.day, (one.source,)),
            "path": Sourced(one.path, (one.source,)),
            "people": tuple(map(note, one.people[:PEOPLE])),
            "more": count(
                one.people[PEOPLE:], (Source(path, 1, note_name(path)) for path in one.people[PEOPLE:])
            ),
        }
        for one in found[:TOGETHER]
    )


def _goal(one: Stake) -> Part:
    helped, ahead = one.helped, one.ahead
    return {
        **note(one.goal.goal.path),
        "times": count(helped, (trace.source for trace in helped)),
        "last": touch(helped[-1], private=True) if helped else None,
        "ahead": touch(ahead[0], private=True) if ahead else None,
    }


def _project(one: Project, contact: Summary, about: About) -> Part:
    """Give a project that they share in, and what is next: theirs first, and no promise, which is told anyway."""
    told = {(promised.path, promised.line) for promised in about.promises}
    coming = [found for found in (*one.late, *one.coming) if (one.path, found.source.line) not in told]
    if not coming:
        return {**note(one.path), "next": None}
    found = min(coming, key=lambda found: contact.path not in found.whose)
    there = (found.source,)
    return {
        **note(one.path),
        "next": {
            "text": Sourced(found.text, there),
            "due": found.due,
            "late": found.due if found in one.late else None,
            "theirs": Sourced(True, there) if contact.path in found.whose else None,
        },
    }


def _opened(one: Referral) -> Part:
    """Give what they opened the door to, and whether they have not heard how it ended."""
    assert one.made
    return {
        "what": Sourced(WAYS[one.made.way], one.made.sources),
        **note(one.path),
        "day": one.made.day,
        "said": None,
        "owed": Sourced("they have not heard how it ended", one.outcome.sources)
        if one.outcome and one.is_owed
        else None,
    }


def _wrote(one: Written) -> Part:
    there = (one.source,)
    return {
        "what": Sourced("wrote you a recommendation", there),
        "name": Sourced(note_name(one.source.path), there),
        "day": one.day,
        **place(one.source),
        "owed": None,
    }


def _opportunity(one: Opportunity, about: About) -> Part:
    """Give how an opportunity stands, who opens the door, for which goals, and what the owner is to ask."""
    return {
        **note(one.note.path),
        "stage": one.standing.stage,
        "since": {"word": Sourced(one.since.word, one.since.day.sources), "day": one.since.day}
        if one.since
        else None,
        "through": tuple(
            {"path": note(who.path)["path"] if who.path else None, "name": who.name} for who in one.via
        ),
        "goals": tuple(note(goal.value) for goal in one.goals),
        "questions": tuple(_prepared(one, about)),
    }


def _prepared(one: Opportunity, about: About) -> Iterator[Part]:
    """Yield what stands in the note of the meeting to come, and the open tasks of the opportunity's own note."""
    plan = one.talk.plan
    if plan and plan.rule == "meeting" and about.is_sayable(plan.text):
        yield {"words": Sourced(_whole(plan).text, (plan.source,)), **place(plan.source)}
    for task in one.note.tasks:
        if task.status not in DONE | CANCELLED and about.is_sayable(task.text):
            there = Source(one.note.path, task.line, task.text)
            yield {"words": Sourced(task.text, (there,)), **place(there)}


# --- what to ask -----------------------------------------------------------------------------------


class _Ask(NamedTuple):
    """Something to ask: what sort of question it is, the words of the notes, and where they stand."""

    what: str
    text: str
    sources: tuple[Source, ...]


def _asks(contact: Summary, about: About, late: Sequence[Promise]) -> Iterator[_Ask]:
    """Yield what to ask, the most pressing first."""
    found = chain(
        (_Ask("what became of this", one.text, (Source(one.path, one.line, one.text),)) for one in late),
        _advice(contact, about.tagged),
        _their_news(about.told),
        _of_field(contact, "learns", "about what they would like to learn"),
        _of_field(contact, "teaches", "about what they could teach you"),
    )
    return (one for one in found if about.is_sayable(one.text))


def _row(one: _Ask) -> Part:
    return {
        "what": Sourced(one.what, one.sources),
        "text": Sourced(one.text, one.sources),
        **place(one.sources[0]),
        "line": Sourced(one.sources[0].line, one.sources),
    }


def _advice(contact: Summary, tagged: Iterable[TaggedTask]) -> Iterator[_Ask]:
    for one in tagged:
        if one.tag == "advice" and one.contacts[:1] == (contact.path,) and _is_open(one):
            yield _Ask("about their advice, which you have not followed yet", one.text, (one.source,))


def _their_news(told: Iterable[LedgerLine]) -> Iterator[_Ask]:
    """Yield what they told of themselves, newest first."""
    for one in islice(sorted(told, key=lambda line: line.day, reverse=True), 2):
        yield _Ask("how this is going", one.text, (one.source,))


def _of_field(contact: Summary, name: str, what: str) -> Iterator[_Ask]:
    """Yield what a field holds, all in one."""
    values = contact.fields.get(name, ())
    if values:
        there = tuple(value.source(contact.path) for value in values)
        yield _Ask(what, ", ".join(value.name for value in values), there)


@memo.of_each
def _needed(contact: Summary, goals: Sequence[tuple[GoalStanding, Sequence[Need]]]) -> tuple[Part, ...]:
    """Give the active goals that need what they have, or are: by relation, role, company, or what they teach."""
    found = ((one.goal, tuple(_has(wanted, contact))) for one, wanted in goals)
    fitting = islice(((goal, has) for goal, has in found if has), GOALS)
    return tuple({**note(goal.path), "needs": has} for goal, has in fitting)


def _has(wanted: Iterable[Need], contact: Summary) -> Iterator[Sourced[str]]:
    for need in wanted:
        trait = needs.fits(need, contact)
        if trait:
            yield Sourced(need.text, (need.source, trait.source))
