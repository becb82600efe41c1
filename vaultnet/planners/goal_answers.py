"""What somebody answers when they set a goal, as its note is to hold it. Pure.

Each reader gives None for what can't be counted, or says too little to be of use: it is asked for once more then.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from vaultnet import dates, filters, kinds, when
from vaultnet.goals import CONVERSATIONS, MILESTONES
from vaultnet.planners import given

_NUMBERS = {**{filters.in_words(number): number for number in range(1, 13)}, "dozen": 12}
_NUMBER = re.compile(rf"(?<![\w.,-])(\d{{1,4}}|{'|'.join(_NUMBERS)})(?![\w.,]*\d)\b(.*)", re.IGNORECASE)
_SPOKEN = frozenset("conversation talk people person man woman time chat".split())
_STEPS = frozenset("milestone step".split())
_NOTHING = frozenset(["", "-", "n", "no", "none", "nothing", "nobody", "skip", "?"])
_VAGUE = frozenset(
    "help support advice people person someone somebody anyone anybody everyone others contacts network friends"
    " many some more lots a lot of several enough".split()
)
_THEN = re.compile(r"(?:when(?:ever)?\s+)?(?P<when>.+?)[,;]?\s+then:?\s+(?P<then>.+)", re.IGNORECASE)
_INSIDER = re.compile(
    r"(?P<who>(?:an?\s+)?(?:insiders?|somebody|someone) at) (?P<where>[^\[\]]+)", re.IGNORECASE
)


class Measured(NamedTuple):
    """What is counted, and how many of them it takes."""

    target: int
    measure: str
    is_said: bool = True
    """Whether the words name what is counted; else it is conversations."""


class Plan(NamedTuple):
    """An if-then plan, without its first words."""

    when: str
    then: str


def is_nothing(said: str) -> bool:
    """Tell whether an answer is none: Enter, or ``no``."""
    return said.strip().casefold() in _NOTHING


def is_vague(said: str) -> bool:
    """Tell whether words say neither who nor how many: ``many people``, ``some help``."""
    return _VAGUE.issuperset(said.casefold().replace(",", " ").split())


def measured(said: str) -> Measured | None:
    """Read ``10 informational interviews``, ``talk to twelve people`` or a bare number."""
    found = _NUMBER.search(said)
    if found is None:
        return None
    written, noun = found[1].casefold(), found[2].casefold().split()
    target = _NUMBERS.get(written) or (int(written) if written.isdecimal() else 0)
    measure = _measure(
        [one.strip(".,;:!?()") for one in noun if one not in ("more", "or", "so", "of", "the")]
    )
    is_said = measure != CONVERSATIONS or "conversation" in found[2].casefold()
    return Measured(target, measure, is_said) if target and measure else None


def _measure(noun: list[str]) -> str:
    """Say what is counted by the words behind a number; ``""`` for what can't be."""
    if not noun or _one(noun[0]) in _SPOKEN:
        return CONVERSATIONS
    if _one(noun[0]) in _STEPS:
        return MILESTONES
    for words in (noun[:2], noun[:1]):
        whole = " ".join(words)
        kind = kinds.named(whole) or kinds.named(_one(whole)) or kinds.named(whole.removesuffix("es"))
        if kind:
            return kind
    return ""


def _one(word: str) -> str:
    return word.removesuffix("s")


def day(said: str, today: date) -> date | None:
    """Read a day that is still to come: ``30 June 2027``, ``in 6 months``, ``2027-06-30``."""
    found = when.parse_when(said.strip().removeprefix("by ").removeprefix("until "), today, ahead=True)
    return found if found and found > today else None


def needs(said: str) -> list[str] | None:
    """Part what is needed, as `given.phrases` does; None where it names neither a sort of people nor a skill."""
    return [one for one in given.phrases(said) if not is_vague(one)] or None


def place(need: str) -> tuple[str, str] | None:
    """Part ``insider at Globex`` into its words and the name of the place; None for any other need."""
    found = _INSIDER.fullmatch(need)
    return (found["who"], found["where"].strip()) if found else None


def plan(said: str) -> Plan | None:
    """Read an if-then plan that was said at once: ``when I finish my review, then I ask one person``."""
    found = _THEN.fullmatch(said.strip())
    return Plan(_bare(found["when"]), _bare(found["then"])) if found else None


def half(said: str, first: str) -> str:
    """Give one half of a plan without the word that it may begin with, ``when`` or ``then``."""
    return _bare(re.sub(rf"{first}:{{0,2}}\s+", "", said.strip(), count=1, flags=re.IGNORECASE))


def _bare(said: str) -> str:
    """Leave out what would end the half, or begin another: a stop at its end, two colons in it."""
    return said.strip().rstrip(".,;").replace("::", ":")


def cadence(said: str) -> str | None:
    """Read how often: ``monthly``, ``every 2 weeks``, ``month``."""
    words = said.strip().casefold()
    return next((one for one in (words, f"every {words}") if dates.parse_span(one)), None)


def text(why: str, there_when: str, plan: Plan | None) -> str:
    """Write what goes into the note's text."""
    parts = [
        why,
        f"I am there when: {there_when}" if there_when else "",
        f"when:: {plan.when} then:: {plan.then}" if plan else "",
    ]
    return "".join(f"\n{part}\n" for part in parts if part)
