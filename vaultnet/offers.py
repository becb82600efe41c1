"""What would help somebody, out of the owner's notes: at most a few things, the surest first. Pure.

In this order, one of each before a second of any: what they asked for, what was promised to them, what was kept
for them, or is about something they care about, what they would like to learn and the owner teaches, what they are
looking for by their own news, and whom the owner could bring them together with: somebody who teaches what they
would like to learn, and whom they do not know as far as the notes tell.

Nothing is offered to who is private or with whom the owner no longer keeps in touch, and nothing is said that names
somebody private. docs/giving.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from vaultnet import cadence, discreet, gifts, memo, needs, skills, tie_words, warmth
from vaultnet.config import Config
from vaultnet.dates import earlier, parse_day, say_day
from vaultnet.filters import clip, listing, words
from vaultnet.ledger import CLIP, NEWS
from vaultnet.model import Source, Sourced, note_name
from vaultnet.needs import Trait
from vaultnet.network import LedgerLine, Snapshot, Summary, TaggedTask
from vaultnet.openers import promises_by_contact, terms, under_name
from vaultnet.pledges import is_ask
from vaultnet.skill_lines import Skill
from vaultnet.skills import Skills

MOST = 3
"""Things that are named: a rule of thumb. More would be a list, and no idea."""
FRESH = 365
"""Days for which something that was kept is worth giving: a rule of thumb."""
LOOKING = 180
"""Days for which somebody is still looking for something: a rule of thumb."""

_LOOKS = re.compile(
    r"\b(?:look(?:s|ing)? for|needs?|search(?:es|ing)? for|seek(?:s|ing)?|hir(?:es|ing)|in search of|wants?)\b",
    re.IGNORECASE,
)
"""Words of news by which somebody is looking for something: a rule of thumb."""
_LENGTH = 100


def of(
    contact: Summary, snapshot: Snapshot, config: Config, *, owed: bool = True
) -> tuple[Sourced[str], ...]:
    """Give what would help a contact, in plain text, the first source of each being what it quotes.

    Without what is ``owed``, it is all but what they asked for and what was promised to them.
    """
    if discreet.is_private(contact) or cadence.has_ended(contact, snapshot.today):
        return ()
    sorts = (
        _requests(contact, snapshot) if owed else iter(()),
        _promises(contact, snapshot) if owed else iter(()),
        _kept(contact, snapshot),
        _cares(contact, snapshot),
        _lessons(contact, snapshot, config),
        _looking(contact, snapshot),
        _people(contact, snapshot, config),
    )
    hidden = discreet.hidden(snapshot.contacts)
    sayable = (
        one for one in _in_turn(sorts) if not discreet.names_any(f"{one.value} {one.source.quote}", hidden)
    )
    return tuple(islice(sayable, MOST))


def _in_turn(sorts: Iterable[Iterator[Sourced[str]]]) -> Iterator[Sourced[str]]:
    """Yield one of each sort, then a second of each; none is looked for before it is wanted."""
    left = [*sorts]
    while left:
        for sort in tuple(left):
            one = next(sort, None)
            if one is None:
                left.remove(sort)
            else:
                yield one


def _requests(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """What they asked for."""
    for one in gifts.requests(snapshot.tagged):
        if one.contacts[0] == contact.path and one.text and one.path not in snapshot.private:
            said = _quote(under_name(gifts.unmarked(one.text), contact))
            yield Sourced(f"they asked you: {said}", (one.source,))


def _promises(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """What was promised to them, introductions too."""
    introductions = _introductions(snapshot.tagged)
    for one in promises_by_contact(snapshot.promises).get(contact.path, ()):
        is_gift = one.text and not one.theirs and not is_ask(one)
        if is_gift and one.path not in snapshot.private:
            people = introductions.get((one.path, one.line), ())
            others = listing([note_name(path) for path in people if path != contact.path])
            said = f" an introduction to {others}" if others else f": {_quote(under_name(one.text, contact))}"
            yield Sourced(f"you promised them{said}", (Source(one.path, one.line, one.text),))


@memo.of_last
def _introductions(tagged: Sequence[TaggedTask]) -> dict[tuple[str, int], tuple[str, ...]]:
    """Give between whom introductions are promised, by where that stands."""
    return {(one.path, one.line): one.contacts for one in tagged if one.tag == "intro"}


def _kept(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """What was kept for them by name, unless they were met since."""
    for line, _ in _to_share(snapshot.ledger, snapshot.private).get(contact.path, ()):
        if _is_open(line, contact, snapshot):
            said = _quote(under_name(_said(line), contact))
            yield Sourced(f"kept for them{_on(line, snapshot)}: {said}", (line.source,))


def _cares(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """What was kept for nobody by name, and is about something that they care about."""
    interests = [one for one in needs.traits_of(contact) if one.kind == "interest"]
    for line, about in _to_share(snapshot.ledger, snapshot.private).get("", ()) if interests else ():
        if _is_open(line, contact, snapshot):
            found = next((one for one in interests if terms(one.name) and terms(one.name) <= about), None)
            if found:
                text = f"they care about {words(found.name)}; you kept{_on(line, snapshot)}: {_quote(_said(line))}"
                yield Sourced(text, (line.source, found.source))


@memo.of_last
def _to_share(
    ledger: Sequence[LedgerLine], private: frozenset[str]
) -> Mapping[str, Sequence[tuple[LedgerLine, frozenset[str]]]]:
    """Give what there is to share by whom it is for, the newest first, each with its terms."""
    found: dict[str, list[tuple[LedgerLine, frozenset[str]]]] = {}
    lines = (one for one in ledger if one.kind in ("share", CLIP) and one.text and one.path not in private)
    for one in sorted(lines, key=lambda one: one.day, reverse=True):
        found.setdefault(one.contact, []).append((one, terms(one.text)))
    return found


def _is_open(line: LedgerLine, contact: Summary, snapshot: Snapshot) -> bool:
    """Tell whether something to share is fresh, and was there when they were last in touch."""
    heard = contact.last is not None and contact.last.day > line.day
    return bool(line.day) and line.day >= earlier(snapshot.today, FRESH).isoformat() and not heard


def _said(line: LedgerLine) -> str:
    return note_name(line.path) if line.kind == CLIP else line.text


def _lessons(contact: Summary, snapshot: Snapshot, config: Config) -> Iterator[Sourced[str]]:
    """What they would like to learn, and the owner teaches or has taught."""
    for wanted, taught in _wishes(skills.of(snapshot, config)).get(contact.path, ()):
        text = f"they would like to learn {wanted.text}; you teach {taught.value}"
        yield Sourced(text, (wanted.source, *taught.sources))


@memo.of_last
def _wishes(found: Skills) -> Mapping[str, Sequence[tuple[Skill, Sourced[str]]]]:
    """Give by contact what they would like to learn and were not taught, and what the owner teaches of it."""
    wishes: dict[str, list[tuple[Skill, Sourced[str]]]] = {}
    for subject in found.teach:
        for one in subject.partners:
            if one.said and not one.lessons:
                wishes.setdefault(one.contact.path, []).append((one.said[0], subject.text))
    return wishes


def _looking(contact: Summary, snapshot: Snapshot) -> Iterator[Sourced[str]]:
    """What they are looking for, by their own news."""
    first = earlier(snapshot.today, LOOKING).isoformat()
    for line in _seeking(snapshot.ledger, snapshot.private).get(contact.path, ()):
        if line.day >= first:
            said = _quote(under_name(line.text, contact))
            yield Sourced(f"their news{_on(line, snapshot)}: {said}; do you know somebody?", (line.source,))


@memo.of_last
def _seeking(ledger: Sequence[LedgerLine], private: frozenset[str]) -> dict[str, list[LedgerLine]]:
    found: dict[str, list[LedgerLine]] = {}
    for one in reversed(ledger):
        if one.kind == NEWS and one.contact and one.path not in private and _LOOKS.search(one.text):
            found.setdefault(one.contact, []).append(one)
    return found


def _people(contact: Summary, snapshot: Snapshot, config: Config) -> Iterator[Sourced[str]]:
    """Whom they could be brought together with: who teaches what they would like to learn."""
    for value in contact.fields.get("learns", ()):
        wanted = value.name
        found = next(_teachers(wanted, contact, snapshot, config), None)
        if found:
            who, teaches = found
            text = f"they would like to learn {words(wanted)}; {who.name} teaches it: bring them together"
            yield Sourced(text, (value.source(contact.path), teaches.source))


def _teachers(
    wanted: str, contact: Summary, snapshot: Snapshot, config: Config
) -> Iterator[tuple[Summary, Trait]]:
    """Yield who teaches something, is not far from the owner, and unknown to a contact; who was met last, first."""
    contacts, today = snapshot.contacts, snapshot.today
    found = [(contacts[place], trait) for place, trait in needs.teaching(needs.words(wanted), contacts)]
    met = [(one, trait) for one, trait in found if one.recent and one.path != contact.path]
    for one, trait in sorted(met, key=lambda known: known[0].recent[0].day, reverse=True):
        if discreet.is_private(one) or cadence.has_ended(one, today):
            continue
        warm = warmth.of(one, today, config)
        if warm and warm.word != "quiet" and tie_words.between(contact, one, snapshot) is None:
            yield one, trait


def _quote(text: str) -> str:
    return f"“{clip(words(text), _LENGTH)}”"


def _on(line: LedgerLine, snapshot: Snapshot) -> str:
    day = parse_day(line.day)
    return f" on {say_day(day, snapshot.today)}" if day else ""
