"""What to say to somebody: lines out of the owner's own notes, each with where it stands. Pure.

Nothing is made up: what is said is what a note says, and the words around it only say what it is. Nothing of a
private contact is said at all, and no line that names one is said to anybody else. docs/follow-ups.md shows them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, zip_longest
from operator import attrgetter
from typing import NamedTuple

from vaultnet import discreet, fields, kinds, links, memo, own_news
from vaultnet.dates import earlier, later, say_day
from vaultnet.filters import clip, listing, words
from vaultnet.ledger import CLIP
from vaultnet.model import Source, Sourced, Value, note_name
from vaultnet.network import FollowUp, LedgerLine, Occasion, Promise, Snapshot, Summary, Trace
from vaultnet.pledges import is_ask

SOON = 30
"""Days ahead for which an event is something to talk about: a rule of thumb."""
LATELY = 60
"""Days for which an event that is over still is: a rule of thumb."""
FRESH = 365
"""Days for which news and things to share are fresh enough to begin with: a rule of thumb."""

_LENGTH = 120
_WORD = re.compile(r"[^\W_]+")
_LINK_FIRST = re.compile(r"\s*\[\[([^\[\]|#]*)[^\[\]]*\]\](?:'s|’s)?[\s,:–—-]*")
_OF_THEIRS = re.compile(r"\s*\[\[[^\[\]]*\]\]['’]s\b")


class _Line(NamedTuple):
    """Something that could be said."""

    text: str
    sources: tuple[Source, ...]
    """The first is what it quotes."""
    raw: str = ""
    """What it quotes, with the links in it as they were written."""
    is_touch: bool = False
    """It is what was noted down of a time in touch."""


def find(
    contact: Summary,
    reasons: Sequence[FollowUp],
    snapshot: Snapshot,
    most: int = 2,
    said: Collection[tuple[str, int]] = (),
) -> tuple[Sourced[str], ...]:
    """Find what to say to somebody, the best first.

    Args:
        contact: to whom.
        reasons: why, with which they are shown: what these say is not said again. A reason's own opener goes
            before all others.
        snapshot: the facts.
        most: how many openers at most.
        said: more lines that are shown already, as paths and lines.

    Returns:
        Sentence fragments in plain text; the first source of each is the line that it quotes. None for somebody
        private. First one of each sort, then more of the same.

    """
    if discreet.is_private(contact):
        return ()
    own = [Sourced(words(one.opener), one.sources) for one in reasons if one.opener]
    lines = {(at.path, at.line) for one in reasons for at in one.sources}
    quoted = [discreet.spoken(words(one.text)) for one in reasons]
    hidden = discreet.hidden(snapshot.contacts)
    found: list[Sourced[str]] = []
    taken = set(said)
    for line in _in_turn(contact, snapshot):
        at = line.sources[0].path, line.sources[0].line
        text = discreet.spoken(_quotation(line.text))
        # The day of a last time in touch stands in many a reason, and its words in hardly any.
        again = at in taken or (at in lines and not line.is_touch) or any(text in other for other in quoted)
        if again or not text or discreet.names_any(line.raw or line.text, hidden):
            continue
        if len(own) + len(found) >= most:
            break
        found.append(Sourced(line.text, line.sources))
        taken.add(at)
        quoted.append(text)
    return (*own, *found)[:most]


def _in_turn(contact: Summary, snapshot: Snapshot) -> Iterator[_Line]:
    """Yield all that could be said: the first of each sort, the best sort first, and then the further ones.

    What is about the owner comes after all that is about them.
    """
    today = snapshot.today
    about = _by_contact(snapshot.ledger).get(contact.path, ())
    promises = promises_by_contact(snapshot.promises).get(contact.path, ())
    sorts = (
        _events(contact, snapshot, ahead=True),
        _last_words(contact, today),
        (_promise(one, contact) for one in promises if one.text and not one.theirs and not is_ask(one)),
        _told("share", about, contact, today),
        _told("news", about, contact, today),
        _cares(contact, _by_contact(snapshot.ledger).get("", ()), today),
        (_promise(one, contact) for one in promises if one.text and one.theirs and is_by(one, contact)),
        _learns(contact),
        _events(contact, snapshot, ahead=False),
    )
    for turn in zip_longest(*sorts):
        yield from (line for line in turn if line)
    yield from _own(contact, snapshot)


# --- what could be said ----------------------------------------------------------------------------


def _last_words(contact: Summary, today: date) -> Iterator[_Line]:
    """Their exact words last time, as the note has them, and those of the times before."""
    for trace in contact.recent:
        if tells(trace):
            when = "last time" if trace is contact.recent[0] else "earlier"
            text = f"{when}, {_day(trace.day, today)}: {_quote(trace.text)}"
            yield _Line(text, (trace.source,), trace.text, is_touch=True)


def tells(trace: Trace) -> bool:
    """Tell whether something was noted of a time in touch in which they had their say; a like is none."""
    return bool(trace.text) and kinds.strength(trace.kind) > kinds.strength("engage")


def _promise(one: Promise, contact: Summary) -> _Line:
    who = "they promised" if one.theirs else "you promised"
    text = f"{who}: {_quote(under_name(one.text, contact))}"
    return _Line(text, (Source(one.path, one.line, one.text),), one.text)


def is_by(one: Promise, contact: Summary) -> bool:
    """Tell whether it is a contact who made a promise that somebody made: its words link nobody before them."""
    link = links.LINK.search(one.text)
    names = (links.key(contact.path), *map(links.fold, contact.aliases))
    return link is None or links.key(link[1].strip()) in names


_SAID = {"share": "to share", "news": "their news"}


def _told(kind: str, about: Iterable[LedgerLine], contact: Summary, today: date) -> Iterator[_Line]:
    """What the ledger has about them: their news, and what was kept for them; newest first."""
    for line in _newest(about, today, kind):
        text = f"{_SAID[kind]}{_of(line, today)}: {_quote(under_name(line.text, contact))}"
        yield _Line(text, (line.source,), line.text)


def _cares(contact: Summary, shared: Sequence[LedgerLine], today: date) -> Iterator[_Line]:
    """What they care about, and something of the owner's that is about just that."""
    interests = [
        (words(name), terms(name), value.source(contact.path)) for name, value in _named(contact, "interests")
    ]
    for line, has in _to_share(shared, today) if interests else ():
        match = next(((name, there) for name, wanted, there in interests if wanted and wanted <= has), None)
        if match:
            what = {CLIP: "saved", "news": "your news"}.get(line.kind, "to share")
            text = note_name(line.path) if line.kind == CLIP else line.text
            said = f"they care about {match[0]}; {what}{_of(line, today)}: {_quote(text)}"
            yield _Line(said, (line.source, match[1]), line.text)


@memo.of_last
def _to_share(shared: Sequence[LedgerLine], today: date) -> tuple[tuple[LedgerLine, frozenset[str]], ...]:
    """Give what of the owner's there is to share, newest first, each with its terms."""
    return tuple((line, terms(line.text)) for line in _newest(shared, today, "share", CLIP, "news"))


def _own(contact: Summary, snapshot: Snapshot) -> Iterator[_Line]:
    """What happened to the owner since they were last in touch: the most telling, and of one sort the newest."""
    found = own_news.since(snapshot, contact) if contact.last else ()
    telling = (one for kind in _TELLING for one in found if one.kind == kind)
    for one in islice(telling, 1):
        text = f"your news, {_day(one.day, snapshot.today)}: {own_news.say(one)}"
        yield _Line(text, (one.source, *one.more), one.source.quote)


_TELLING = (own_news.ROLE, own_news.GOAL, own_news.NEWS)
"""What anybody may hear of, the most telling first; a step of a goal is for those who had a part in it."""


def _learns(contact: Summary) -> Iterator[_Line]:
    """What they would like to learn, all in one."""
    wanted = [(said, value) for name, value in _named(contact, "learns") if (said := words(name))]
    if wanted:
        joined = listing([said for said, _ in wanted])
        sources = tuple(value.source(contact.path) for _, value in wanted)
        yield _Line(f"they would like to learn {joined}", sources)


def _events(contact: Summary, snapshot: Snapshot, *, ahead: bool) -> Iterator[_Line]:
    """Events at which they are expected: those soon, the next first, or those lately, the last first.

    Of one where they were met, its note tells more than that they were expected.
    """
    today = snapshot.today
    found = []
    for event, person in _expected(snapshot.occasions).get(contact.path, ()):
        begins = fields.day_of(event.fields, "date")
        ends = fields.day_of(event.fields, "ends") or begins
        if begins is None or ends is None or not words(event.name) or event.path in snapshot.private:
            continue
        near = begins <= later(today, SOON) and ends >= earlier(today, LATELY)
        met = any(begins.isoformat() <= one.day <= ends.isoformat() for one in contact.recent)
        if near and (ends >= today) is ahead and (ahead or not met):
            found.append((begins, ends, event.path, event, person))
    for begins, ends, _, event, person in sorted(found, key=lambda one: (one[0], one[2]), reverse=not ahead):
        running = begins <= today < ends
        when = f"until {say_day(ends, today)}" if running else f"on {say_day(begins, today)}"
        text = f"they {'are' if ahead else 'were'} expected at {words(event.name)} {when}"
        day = event.fields["ends" if running else "date"][0]
        yield _Line(text, (person, day.source(event.path)))


# --- what is known, by person ----------------------------------------------------------------------


@memo.of_last
def _by_contact(ledger: Sequence[LedgerLine]) -> dict[str, list[LedgerLine]]:
    found: dict[str, list[LedgerLine]] = {}
    for line in ledger:
        if line.text:
            found.setdefault(line.contact, []).append(line)
    return found


promises_by_contact = memo.grouped(attrgetter("contact"), tuple[Promise, ...])


@memo.of_last
def _expected(occasions: Sequence[Occasion]) -> dict[str, list[tuple[Occasion, Source]]]:
    """List who is expected at which event, with where that is said."""
    found: dict[str, list[tuple[Occasion, Source]]] = {}
    for one in occasions:
        for value in one.fields.get("people", ()) if one.type == "event" else ():
            path = value.leads(one.links)
            if path:
                found.setdefault(path, []).append((one, value.source(one.path)))
    return found


def _newest(lines: Iterable[LedgerLine], today: date, *kinds: str) -> list[LedgerLine]:
    """Give the lines of some kinds that are still fresh, newest first, those without a day last."""
    since = earlier(today, FRESH).isoformat()
    kept = [line for line in lines if line.kind in kinds and (not line.day or line.day >= since)]
    return sorted(kept, key=lambda line: line.day, reverse=True)


def _named(contact: Summary, name: str) -> list[tuple[str, Value]]:
    """Give the values of a field that holds names, a link by the name of its note."""
    values = contact.fields.get(name, ())
    return [(one.name, one) for one in values]


# --- words -----------------------------------------------------------------------------------------


def terms(text: str) -> frozenset[str]:
    """Give the words of a text for comparing what it is about, without the s of a plural."""
    found = _WORD.findall(text.casefold())
    return frozenset(one[:-1] if len(one) > 3 and one.endswith("s") else one for one in found)


def under_name(text: str, contact: Summary) -> str:
    """Take the link to a contact, by whatever name, off the beginning of words that are shown under their name.

    Whoever is joined to them there goes with them: ``[[Ada]] and [[Grace]] the notes``.
    """
    names = {links.key(contact.path), *map(links.fold, contact.aliases)}
    together = links.NAMES_FIRST.match(text)
    if together and not names.isdisjoint(map(links.key, links.LINK.findall(together[0]))):
        return text[together.end() :].lstrip(" ,:–—-")
    match = _LINK_FIRST.match(text)
    return text[match.end() :] if match and links.key(match[1]) in names else text


def given(text: str, contact: Summary) -> str:
    """Do the same with words of what went to or fro: ``[[Ada]]'s sister a book`` stays as it is."""
    return text if _OF_THEIRS.match(text) else under_name(text, contact)


def _quote(text: str) -> str:
    return f"“{clip(words(text), _LENGTH)}”"


def _quotation(opener: str) -> str:
    """Give what an opener quotes; all of it if it quotes nothing."""
    return opener.partition("“")[2].rpartition("”")[0].rstrip("…") or opener


def _of(line: LedgerLine, today: date) -> str:
    return f", {_day(line.day, today)}" if line.day else ""


def _day(iso: str, today: date) -> str:
    return say_day(date.fromisoformat(iso), today)
