"""What is given: of which kind it is, by its words; and what others ask of the owner. Pure.

A kind is read from the words of a ledger line: it is the first in `KINDS` of which a word stands in it, whatever
its case and without the s of a plural. A line that has none of these words is of no kind, which is nothing bad.

What somebody asks of the owner is a task with ``#request`` that names them. Once it is ticked, it was something
given. docs/giving.md shows both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from vaultnet import ledger, memo
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE
from vaultnet.network import LedgerLine, Snapshot, TaggedTask
from vaultnet.openers import terms

KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(said.split())
    for kind, said in (
        ("introductions", "introduced introduction intro intros"),
        ("recommendations", "recommendation recommended reference testimonial endorsement"),
        ("opened doors", "referral referred invitation invited invite vouched"),
        ("feedback", "feedback review reviewed reading read proofread critique comment rehearsal annotated"),
        (
            "knowledge",
            "teaching taught lesson advice tip rule answer explanation explained question template checklist"
            " guide example agenda model article essay link handbook tutorial chapter",
        ),
        ("time", "hour minute evening afternoon morning weekend walk lift listened"),
        (
            "things",
            "book notebook gift present card postcard ticket flower bowl cake bread wine box bottle seed paper"
            " scan photo picture drawing chart plan page copy record tape spreadsheet sheet list",
        ),
    )
}
"""Kinds of what is given, by words, the most telling kind first: a rule of thumb."""
OTHER = "something else"
"""What is of no kind."""

_MARK = re.compile(rf"[\s,;:–—-]*#{ledger.REQUEST}\b[\s,;:–—-]*", re.IGNORECASE)


def kind(text: str) -> str:
    """Tell of which kind something is that was given, by its words."""
    return _kind(words(text))


@lru_cache(maxsize=4096)
def _kind(said: str) -> str:
    found = terms(said)
    return next((name for name, wanted in KINDS.items() if not wanted.isdisjoint(found)), OTHER)


# --- what others ask of the owner ------------------------------------------------------------------


@memo.of_last
def requests(tagged: Sequence[TaggedTask]) -> tuple[TaggedTask, ...]:
    """Give what others ask of the owner and is still open, in the order of the tasks."""
    return tuple(one for one in tagged if one.tag == ledger.REQUEST and one.status not in DONE | CANCELLED)


@memo.of_last
def answered(tagged: Sequence[TaggedTask], today: date) -> tuple[LedgerLine, ...]:
    """Give what others asked for and got by a day, as lines of the ledger; without words if not to be quoted."""
    return tuple(
        LedgerLine(
            "gave", one.contacts[0], unmarked(one.text), one.done, one.path, one.line, f"[{one.status}]"
        )
        for one in tagged
        if one.tag == ledger.REQUEST and one.status in DONE and one.done <= today.isoformat()
    )


def unmarked(text: str) -> str:
    """Give the words of a request without its tag; where it stands amidst them, the most of them in one piece."""
    return max((part.strip() for part in _MARK.split(text)), key=len)


def given_too(snapshot: Snapshot) -> tuple[LedgerLine, ...]:
    """Give the lines of the ledger, and what others asked for and got."""
    return _with(snapshot.ledger, answered(snapshot.tagged, snapshot.today))


@memo.of_last
def _with(lines: tuple[LedgerLine, ...], more: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
    return (*lines, *more) if more else lines
