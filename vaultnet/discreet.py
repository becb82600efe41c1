"""What is not said to anybody: lines that name a contact of whom the owner keeps all words to themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vaultnet import fields, memo
from vaultnet.network import Summary

_WORD = re.compile(r"[^\W_]+")


def is_private(contact: Summary) -> bool:
    """Tell whether nothing about a contact may be quoted."""
    return fields.is_set(contact.fields, "private")


def hidden(contacts: Sequence[Summary]) -> frozenset[str]:
    """Give the names of all private contacts, as `names_any` looks for them."""
    return frozenset(filter(None, _name(contacts)))


@memo.of_all
def _name(contact: Summary) -> str:
    return spoken(contact.name).rstrip() if is_private(contact) else ""


def names_any(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text names one of these, linked or not, as whole words and in any case."""
    said = ""
    for name in names:
        said = said or spoken(text)
        if f"{name} " in said:
            return True
    return False


def spoken(text: str) -> str:
    """Give the words of a text with a space around each, to look for a whole name in it."""
    words = " ".join(_WORD.findall(text.casefold()))
    return f" {words} " if words else ""
