"""How senior people are by their roles, which are but words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vaultnet import memo
from vaultnet.model import Sourced
from vaultnet.network import Summary

RANKS: Mapping[int, frozenset[str]] = {
    6: frozenset("chief ceo cto cio coo cfo cpo ciso founder cofounder president owner".split()),
    5: frozenset("vp svp evp vice".split()),
    4: frozenset("director head dean professor".split()),
    3: frozenset("manager principal distinguished fellow".split()),
    2: frozenset("lead staff architect".split()),
    1: frozenset("senior sr".split()),
    -1: frozenset("junior jr trainee intern student apprentice graduate".split()),
}
"""How senior the words of a role make somebody, a role without any of them being 0: a rule of thumb."""
OF_THINGS = frozenset(
    "product project programme program account delivery community office case process".split()
)
"""Whoever is a manager or the owner of one of these, manages no people by it: as senior as ``senior``. A rule of
thumb."""
BELOW: Mapping[str, int] = {"assistant": 2, "associate": 1}
"""How many ranks these are below whatever they stand before: a rule of thumb."""

_LOWEST = min(RANKS)
_BETWEEN = re.compile(r"[,;/|·]")
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
_WHOSE = re.compile(r"\sto\s")


def rank(role: str) -> int:
    """Tell how senior a role is by its words (see `RANKS`): the most senior of them counts.

    Where commas stand between several, each is one of its own. To whom somebody is an assistant is not what they
    are, nor is whose associate they are: ``Founder's Associate``.
    """
    said = role.casefold()
    is_of_things = not OF_THINGS.isdisjoint(_WORD.findall(said))
    each = (_rank(one, is_of_things) for one in _BETWEEN.split(said))
    return max((rank for rank in each if rank is not None), default=0)


def _rank(role: str, is_of_things: bool) -> int | None:
    """Rank what stands between commas, None if it says nothing; any of `OF_THINGS` may be named in another part."""
    said = [word for word in _WORD.findall(_WHOSE.split(role)[0]) if not word.endswith(("'s", "’s"))]
    if "vice" in said:
        said = [word for word in said if word != "president"]
    found = [
        1 if (word == "manager" and is_of_things) or (word == "owner" and before in OF_THINGS) else level
        for before, word in zip(["", *said], said, strict=False)
        for level, those in RANKS.items()
        if word in those
    ]
    below = max((BELOW[word] for word in said if word in BELOW), default=0)
    return max(_LOWEST, max(found, default=0) - below) if found or below else None


@memo.of_all
def ranks(contact: Summary) -> int | None:
    """Give how senior each contact is; None for who has no role."""
    role = contact.first("role")
    return rank(str(role.value)) if role else None


def own(me: Summary | None, private: frozenset[str]) -> Sourced[str] | None:
    """Give the owner's own role, if their note says one and is not private."""
    value = me.first("role") if me and me.path not in private else None
    return Sourced(str(value.value), (me.source("role"),)) if me and value else None
