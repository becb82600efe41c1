"""Who is to do a task of shared work, as its line says it. Pure.

``[[Ada]]: the drawings``, ``Ada and Grace: the drawings``, ``The drawings (Ada)`` and ``The drawings @Ada`` say who
does it; ``send [[Ada]] the drawings`` says no more than whom it concerns.
"""

from __future__ import annotations

import re

from vaultnet.links import LINK

_LINK = r"\[\[[^\[\]]+\]\]"
_WHO = rf"(?P<who>(?:{_LINK}|[^\[\]():#])+?)"
_FIRST = re.compile(rf"{_WHO}[*_]*:[*_]*(?:\s|\Z)")
_LAST = re.compile(rf".*\S\s+\({_WHO}\)\W*\Z", re.DOTALL)
_AT = re.compile(rf"(?<![\w@])@(?P<who>{_LINK}|[^\W\d_][\w'’-]*(?:\.[\w'’-]+)*)")
_BETWEEN = re.compile(rf"({_LINK})|\s*(?:[,&+/]|\band\b)\s*")
_LONGEST = 500  # characters of a task that are looked at


def names(text: str) -> tuple[tuple[str, ...], ...]:
    """Give who is to do a task, as far as its words may say so: in each way of saying it, the names it gives.

    A name is the target of a link, or as it is written. What stands before a colon or in brackets need be no name:
    it is for the caller to say whether it is one of those who could be meant.
    """
    return tuple(tuple(map(_bare, _parts(who))) for who in _told(text[:_LONGEST]))


def linked(text: str) -> tuple[str, ...]:
    """Give the targets of the links that say who is to do a task; none where plain names do, or nothing."""
    for who in _told(text[:_LONGEST]):
        parts = _parts(who)
        if all(map(LINK.fullmatch, parts)):
            return tuple(map(_bare, parts))
    return ()


def _told(said: str) -> list[str]:
    """Give the part of a task that names somebody, for each way of doing it that is there."""
    found = [match["who"] for match in (_FIRST.match(said), _LAST.match(said)) if match]
    at = ", ".join(match["who"] for match in _AT.finditer(said))
    return [*found, at] if at else found


def _parts(who: str) -> list[str]:
    return [name for part in _BETWEEN.split(who) if part and (name := part.strip(" *_@"))]


def _bare(name: str) -> str:
    link = LINK.fullmatch(name)
    return link[1].strip() if link else name
