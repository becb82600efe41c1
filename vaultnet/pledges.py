"""What was ``promised::`` in so many words: what else says the same, and which gift kept it. Pure.

A promise may be written down twice, on a line of the ledger and as a task, and it is one promise. That two lines
say the same is told by their words. What is only alike is two promises: one too many is seen, one too few is lost.
docs/interactions.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from vaultnet import memo
from vaultnet.model import note_name
from vaultnet.network import LedgerLine, Promise

DOING = frozenset(
    "bring copy do email find finish forward get give hand lend look mail make pass post prepare print put return"
    " scan send share show write".split()
)
"""Verbs by which a task says that something is given, and nothing more: a rule of thumb."""
_INTRODUCING = frozenset({"introduce", "introduced", "introducing", "introduction", "intro"})
_EMPTY = frozenset(
    "a an the my our your her his him their them they she he it its i i'd i'll i'm i've me we you this that these"
    " those some one and or also too will would could can may might please up".split()
)
"""Words that say nothing of what was promised."""
_BETWEEN = frozenset(
    "about after as at because before by for from how if in into of on once over so than to until what when where"
    " which who whose why with".split()
)
"""Words behind which it is only told more of it."""
_LINK = re.compile(r"!?\[\[([^\[\]|#]*)[^\[\]]*\]\]|!?\[([^\[\]]*)\]\([^()]*\)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIRST = re.compile(rf"\A\s*(?:{_LINK.pattern})")
_TO_THEM = re.compile(r"(?:\b(?:to|for|with)\s+)?\0")
_TAG = re.compile(r"#(?!intro\b)\S+", re.IGNORECASE)
_OWN = re.compile("['’]s$")


class _Said(NamedTuple):
    """The telling words of a promise, of a task or of a gift."""

    words: frozenset[str]
    head: frozenset[str]
    """Those that say what it is, and not what it is about, or for whom."""
    verb: str
    """The word that it begins with."""


class Sayings:
    """Texts on one contact, among which those are found that say the same as a promise to them.

    Two say the same if every telling word of the one stands in the other, and what it is has a word in common:
    ``the Bernoulli draft`` and ``Send [[Ada]] the draft``, but not ``the draft`` and ``comments on the draft``. A
    task that says more may not begin with a verb that does something else: ``Read [[Ada]]'s draft of the paper``.

    Not every text is compared with every promise: what says more has the rarest word of what says less.
    """

    def __init__(self, texts: Iterable[str], called: Iterable[str]) -> None:
        """Take the texts, and the names of whom they are about."""
        self._called = frozenset(called)
        self._said = [_said(text, self._called) for text in texts]
        self._with: dict[str, list[int]] = {}
        for at, one in enumerate(self._said):
            for word in one.words:
                self._with.setdefault(word, []).append(at)
        self._by_rarest: dict[str, list[int]] = {}
        for at, one in enumerate(self._said):
            if one.words:
                rarest = min(one.words, key=lambda word: len(self._with[word]))
                self._by_rarest.setdefault(rarest, []).append(at)

    def same(self, promised: str, *, is_task: bool = False) -> Iterator[int]:
        """Yield the places of those that say the same, in order; ``is_task``: they are tasks."""
        one = _said(promised, self._called)
        more = min((self._with.get(word, []) for word in one.words), key=len, default=[])
        fewer = (self._by_rarest.get(word, ()) for word in one.words)
        for at in sorted({*more, *chain.from_iterable(fewer)}):
            if _is_same(one, self._said[at], is_task=is_task):
                yield at


def _is_same(one: _Said, two: _Said, *, is_task: bool = False) -> bool:
    if not (one.head & two.head and (one.words <= two.words or two.words <= one.words)):
        return False
    return not is_task or two.words <= one.words or two.verb in one.words | DOING | _EMPTY | _INTRODUCING


@lru_cache(maxsize=4096)
def _said(text: str, called: frozenset[str]) -> _Said:
    bare = _FIRST.sub("", _TAG.sub("", text), count=1)  # who is linked first is whom it is about
    bare = _TO_THEM.sub(" ", _LINK.sub(lambda link: _named(link, called), bare))
    found = [_OWN.sub("", word) for word in _WORD.findall(bare.casefold())]
    theirs = {word for name in called for word in _WORD.findall(name.casefold())}
    verb = next((word for word in found if word not in theirs), "")
    telling = [word for word in found if word not in theirs | _EMPTY]
    if not frozenset(telling) <= DOING | _BETWEEN:  # else the doing is all that it says: `to write to her`
        telling = [word for word in telling if word not in DOING]
    head: list[str] = []
    for word in telling:
        if word in _BETWEEN and head:
            break
        if word not in _BETWEEN:
            head.append(word)
    words = (word for word in telling if word not in _BETWEEN)
    return _Said(frozenset(map(_plain, words)), frozenset(map(_plain, head)), verb)


def _named(link: re.Match[str], called: frozenset[str]) -> str:
    """Give what a link says; a sign for one that leads to whom it was promised to."""
    name = note_name(link[1].strip()) if link[1] else link[2] or ""
    return "\0" if name.casefold() in {one.casefold() for one in called} else f" {name} "


def _plain(word: str) -> str:
    """Give a word as it is compared: without the s of a plural, and an introduction by one name."""
    if word in _INTRODUCING or word == "introductions":
        return "intro"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


# --- what is no promise ----------------------------------------------------------------------------


ASK = re.compile(r"(?:#\S+\s+)*ask\s+(?=\[)", re.IGNORECASE)
"""How a task begins by which the owner is to ask somebody for something, and not to give anything."""


def is_ask(one: Promise) -> bool:
    """Tell whether the owner is to ask somebody for something: that is owed to nobody."""
    return not one.theirs and ASK.match(one.text) is not None


# --- what was kept ---------------------------------------------------------------------------------


def settled(promises: Sequence[Promise], ledger: Sequence[LedgerLine]) -> tuple[Promise, ...]:
    """Close the open promises of the ledger that were kept, on the day of the gift that did.

    One that was kept nobody knows when is not among them any more. The order stays.
    """
    return _settled(tuple(promises), tuple(ledger))


@memo.of_last
def _settled(promises: tuple[Promise, ...], ledger: tuple[LedgerLine, ...]) -> tuple[Promise, ...]:
    gifts = kept_by(promises, ledger)
    if not gifts:
        return promises
    closed = (
        one._replace(closed=gifts[one].day) if one in gifts else one
        for one in promises
        if one not in gifts or gifts[one].day
    )
    return tuple(closed)


def kept_by(promises: Iterable[Promise], ledger: Sequence[LedgerLine]) -> Mapping[Promise, LedgerLine]:
    """Find what kept each open promise of the ledger: the first ``gave::`` line since that says the same."""
    made = {(one.path, one.line, one.contact): one for one in ledger if one.kind == "promised" and one.text}
    open_ = [
        (one, line)
        for one in promises
        if not one.closed and (line := made.get((one.path, one.line, one.contact)))
    ]
    gave = _gave(ledger, frozenset(one.contact for one, _ in open_))
    found = {}
    for promise, line in open_:
        some, sayings = gave.get(promise.contact, _NONE)
        same = (some[at] for at in sayings.same(promise.text))
        if gift := next((one for one in same if _is_later(one, line)), None):
            found[promise] = gift
    return found


def _gave(
    ledger: Iterable[LedgerLine], contacts: Collection[str]
) -> Mapping[str, tuple[Sequence[LedgerLine], Sayings]]:
    """Give what was given to each of some contacts, the first before the others."""
    gifts = (one for one in ledger if one.kind == "gave" and one.text and one.contact in contacts)
    found: dict[str, list[LedgerLine]] = {}
    for gift in sorted(gifts, key=_first):
        found.setdefault(gift.contact, []).append(gift)
    return {
        contact: (some, Sayings([one.text for one in some], (note_name(contact),)))
        for contact, some in found.items()
    }


_NONE: tuple[Sequence[LedgerLine], Sayings] = (), Sayings((), ())


def _first(gift: LedgerLine) -> tuple[bool, str, str, int]:
    return not gift.day, gift.day, gift.path, gift.line


def _is_later(gift: LedgerLine, line: LedgerLine) -> bool:
    """Tell whether something was given after it was promised, as far as can be told."""
    if gift.day != line.day and gift.day and line.day:
        return gift.day > line.day
    return gift.path != line.path or gift.line > line.line
