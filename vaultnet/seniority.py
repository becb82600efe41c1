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
OF_THINGS = frozenset("product project programme program account delivery community office case".split())
"""Whoever is a manager of one of these, manages no people by it: as senior as ``senior``. A rule of thumb."""

_WORD = re.compile(r"[^\W_]+")


def rank(role: str) -> int:
    """Tell how senior a role is by its words (see `RANKS`): the most senior of them counts."""
    said = _WORD.findall(role.casefold())
    if "vice" in said:
        said = [word for word in said if word != "president"]
    found = [
        1 if word == "manager" and OF_THINGS & set(said) else level
        for word in said
        for level, those in RANKS.items()
        if word in those
    ]
    return max(found, default=0)


@memo.of_all
def ranks(contact: Summary) -> int | None:
    """Give how senior each contact is; None for who has no role."""
    role = contact.first("role")
    return rank(str(role.value)) if role else None


def own(me: Summary | None, private: frozenset[str]) -> Sourced[str] | None:
    """Give the owner's own role, if their note says one and is not private."""
    value = me.first("role") if me and me.path not in private else None
    return Sourced(str(value.value), (me.source("role"),)) if me and value else None
