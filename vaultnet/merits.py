"""What can be said for somebody who is to be recommended: what they did, gave, teach, and said. Pure.

It is taken from the owner's notes, word for word; docs/referrals.md shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from operator import attrgetter

from vaultnet import discreet, links, memo, needs
from vaultnet.dates import say_day
from vaultnet.filters import clip, listing, words
from vaultnet.kinds import is_conversation
from vaultnet.model import Sourced
from vaultnet.network import Gathering, LedgerLine, Snapshot, Summary
from vaultnet.openers import tells, under_name
from vaultnet.projects import Project

_SPEAKS = re.compile(r"\b(?:recommendation|reference|testimonial|endorsement)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:book|course|film|hotel|movie|music|paper|podcast|product|reading|restaurant|series|tool|travel)s?"
    r" recommendation|\breference (?:architecture|book|card|design|implementation|manual|sheet)",
    re.IGNORECASE,
)
"""Recommendations and references that are not of a person."""
_TEACHING = re.compile(r"^teaching:\s*(?=\S)", re.IGNORECASE)
_WHOSE = re.compile(r"([^:“”]+):\s*(?=\S)")
_LENGTH = 90


def is_recommendation(said: str) -> bool:
    """Tell whether what was given or received is a recommendation of somebody."""
    return _SPEAKS.search(said) is not None and _NONE.search(said) is None


def of(
    contact: Summary, shared: Sequence[Project], snapshot: Snapshot, most: int
) -> tuple[Sourced[str], ...]:
    """Give what to write about, at most so many things.

    First what they did for a project that is shared, then what they gave, what they teach, and what was said when
    nobody else was there; of each the newest first.
    """
    together, hidden = _gathered(snapshot.gatherings), discreet.hidden(snapshot.contacts)
    found = chain(
        _done(contact, shared),
        _given(contact, snapshot),
        _teaches(contact),
        (one for one in _said(contact, snapshot.today) if one.source.path not in together),
    )
    return tuple(islice((one for one in found if not discreet.names_any(one.value, hidden)), most))


def _done(contact: Summary, shared: Sequence[Project]) -> Iterator[Sourced[str]]:
    """Yield what they were to do for a project, and did."""
    for project in shared:
        for one in reversed(project.done):
            if contact.path in one.whose:
                yield Sourced(
                    f"they did {_quote(_unnamed(one.text, contact))} for {project.name}", (one.source,)
                )


def _unnamed(text: str, contact: Summary) -> str:
    """Take off a name that stands before the colon, as of whoever is to do something."""
    match = _WHOSE.match(text)
    names = {links.fold(name) for name in (contact.name, contact.name.split(" ")[0], *contact.aliases)}
    return text[match.end() :] if match and links.fold(words(match[1])) in names else text


def _given(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """Yield what they gave the owner, the newest first."""
    for line in given_by(snapshot.ledger).get(contact.path, ()):
        said = _quote(under_name(line.text, contact))
        if said and line.path not in snapshot.private:
            day = f" on {_day(line.day, snapshot.today)}" if line.day else ""
            yield Sourced(f"they gave you {said}{day}", (line.source,))


def _said(contact: Summary, today: date) -> Iterator[Sourced[str]]:
    """Yield what was noted of conversations, the newest first."""
    for trace in contact.recent:
        if tells(trace) and is_conversation(trace.kind):
            yield Sourced(f"{_day(trace.day, today)}: {_quote(trace.text)}", (trace.source,))


def _teaches(contact: Summary) -> Iterator[Sourced[str]]:
    """Give what they can teach, all in one."""
    skills = [one for one in needs.traits_of(contact) if one.kind == "skill" and one.words]
    if skills:
        said = listing([words(one.name) for one in skills])
        yield Sourced(f"they teach {said}", tuple(one.source for one in skills))


@memo.of_last
def _gathered(gatherings: Sequence[Gathering]) -> frozenset[str]:
    """Give the notes of times at which others were, too: what is noted there need not be about them."""
    return frozenset(one.path for one in gatherings)


@memo.of_last
def given_by(ledger: Sequence[LedgerLine]) -> Mapping[str, Sequence[LedgerLine]]:
    """Give what each contact gave the owner, the newest first; recommendations left out."""
    return _by_contact([one for one in ledger if one.kind == "received" and one.contact and one.text])


def _newest(lines: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    found = (one for one in lines if not is_recommendation(one.text))
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


_by_contact = memo.grouped(attrgetter("contact"), _newest)


def _quote(text: str) -> str:
    said = clip(_TEACHING.sub("", words(text)), _LENGTH)
    return f"“{said}”" if said else ""


def _day(iso: str, today: date) -> str:
    return say_day(date.fromisoformat(iso), today)
