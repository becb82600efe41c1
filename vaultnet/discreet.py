"""What is not said to anybody: lines that name a contact of whom the owner keeps all words to themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import category, normalize

from vaultnet import fields, links, memo
from vaultnet.dates import MONTHS
from vaultnet.model import Note, Value, note_name
from vaultnet.network import FollowUp, Occasion, Promise, Summary, Trace

Quoting = TypeVar("Quoting", Trace, Promise)

UNSAID = "the note says why"
"""What a follow-up says instead of what names somebody private."""

_PLACES = ("organisation", "community")
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b")


def is_private(contact: Summary) -> bool:
    """Tell whether nothing about a contact may be quoted."""
    return fields.is_set(contact.fields, "private")


@memo.of_last
def hidden(contacts: Sequence[Summary]) -> frozenset[str]:
    """Give the names of all private contacts, as `names_any` looks for them."""
    return frozenset().union(*filter(None, _names(contacts)))


@memo.of_last
def unnamed(
    contacts: Sequence[Summary], occasions: Iterable[Occasion], private: Collection[str]
) -> frozenset[str]:
    """Give what `hidden` does, and the names of the places whose notes are private."""
    places = [one for one in occasions if one.path in private and one.type in _PLACES]
    told = [(one.name, *(str(value.value) for value in one.fields.get("aliases", ()))) for one in places]
    return hidden(contacts).union(filter(None, (_sought(name) for names in told for name in names)))


@memo.of_all
def _names(contact: Summary) -> frozenset[str]:
    return names_of(contact) if is_private(contact) else frozenset()


def names_of(contact: Summary | Note) -> frozenset[str]:
    """Give a contact's names, as `names_any` looks for them: that of the note, and each alias."""
    return frozenset(filter(None, map(_sought, (contact.name, *contact.aliases))))


def names_any(text: str, names: Collection[str]) -> bool:
    """Tell whether a text names one of these, linked or not, in any case and however its letters are composed.

    A name is compared as a whole, word by word: the first name alone names nobody (``Eve`` is not ``Eve Stone``),
    as it could be anybody's; who is called by it has it as an alias. A name in a script without capitals is found
    inside of words as well, for in some of them no spaces stand between words, and in others endings are joined to
    them. A name of nothing but symbols is found wherever these stand; one of punctuation alone nowhere.
    """
    return bool(names and text) and _names_any(text, frozenset(names))


@lru_cache(maxsize=4096)
def _names_any(text: str, names: frozenset[str]) -> bool:
    """Remembered for as many texts as are shown on all pages: they are asked after again in each build."""
    return any(True for _ in _named(text, names))


def _named(text: str, names: frozenset[str]) -> Iterator[str]:
    """Yield those of some names that a text names; of many, those that begin with no word of it cost nothing."""
    said = _searched(text)
    by_word, others = _index(names)
    for word in set(spoken(text).split()):
        yield from (name for name in by_word.get(word, ()) if name in said)
    yield from (name for name in others if name in said)


@lru_cache(maxsize=4)
def _index(names: frozenset[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Give names by their first word, and those that are looked for inside of words or are none."""
    by_word: dict[str, list[str]] = {}
    for name in names:
        if name.startswith(" "):
            by_word.setdefault(name.split()[0], []).append(name)
    return by_word, [name for name in names if not name.startswith(" ")]


def links_private(text: str, private: frozenset[str]) -> bool:
    """Tell whether a text links a note that is private, given the paths of those: by its name, wherever it lies."""
    return bool(private) and any(links.key(target) in _keys(private) for target in links.LINK.findall(text))


@lru_cache(maxsize=4)
def _keys(private: frozenset[str]) -> frozenset[str]:
    return frozenset(map(links.key, private))


class Kept(NamedTuple):
    """What the owner keeps to themselves."""

    hidden: frozenset[str]
    """The names of private contacts (`hidden`)."""
    private: frozenset[str]
    """The paths of the private notes."""

    def may_quote(self, text: str) -> bool:
        """Tell whether a text may be quoted: it names nobody private, and links no private note."""
        return not (names_any(text, self.hidden) or links_private(text, self.private))

    def may_name(self, value: Value, where: Mapping[str, str]) -> bool:
        """Tell whether what a field names may be said, given ``where`` the links of its note lead."""
        text = str(value.value)
        if not value.link:
            return self.may_quote(text)
        path = where.get(text, "")
        is_private = path in self.private if path else links.key(text) in _keys(self.private)
        return not is_private and not names_any(note_name(text), self.hidden)


def muted(found: Iterable[Quoting], names: Collection[str]) -> tuple[Quoting, ...]:
    """Take the words from what names one of these in them."""
    return tuple(one._replace(text="") if names_any(one.text, names) else one for one in found)


def spoken(text: str) -> str:
    """Give the words of a text with a space around each, to look for a whole name in it."""
    words = " ".join(_WORD.findall(_folded(text)))
    return f" {words} " if words else ""


def _searched(text: str) -> str:
    """Give a text as its words, as its letters without what stands between them, and as it is."""
    words = spoken(text)
    return words if text.isascii() else f"{words}\n{words.replace(' ', '')}\n{_folded(text)}"


def _sought(name: str) -> str:
    """Give a name as it is found in what `_searched` gives; ``""`` for one that can't be told from others."""
    words = spoken(name)
    if any(letter.isalpha() and letter.lower() == letter.upper() for letter in words):
        return words.replace(" ", "")
    return words or "".join(sign for sign in _folded(name) if category(sign) == "So")


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


# --- follow-ups ------------------------------------------------------------------------------------


def unsaid(found: Iterable[FollowUp], contacts: Sequence[Summary]) -> Iterator[FollowUp]:
    """Take the words from those of some follow-ups that name somebody private other than their own contact.

    What a signal says is the last place at which this can be seen to, whoever wrote it.
    """
    names, of_each = hidden(contacts), own(contacts)
    return (sayable(one, names, of_each) for one in found)


def sayable(one: FollowUp, names: frozenset[str], of_each: Mapping[str, frozenset[str]]) -> FollowUp:
    """Give a follow-up as it may be said: these are the names of all private contacts, and of each (`own`)."""
    if not names or not _says(one, names, of_each.get(one.contact, frozenset())):
        return one
    return replace(one, text=UNSAID, opener="")


@memo.of_last
def own(contacts: Sequence[Summary]) -> dict[str, frozenset[str]]:
    """Give the names of each private contact that has any, which may be said to themselves."""
    found = zip(contacts, _names(contacts), strict=True)
    return {contact.path: names for contact, names in found if names}


def _says(one: FollowUp, names: frozenset[str], own: frozenset[str]) -> bool:
    """Tell whether a follow-up names one of these and not its own contact; a day in ``June`` is no name."""
    return any(name not in own for name in _named(f"{_DATE.sub('', one.text)}\n{one.opener}", names))
