"""Give: who gave the owner something more than once, and got nothing back since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vaultnet import discreet, gifts, memo
from vaultnet.config import Config
from vaultnet.filters import in_words
from vaultnet.network import FollowUp, LedgerLine, Snapshot, Summary
from vaultnet.openers import given
from vaultnet.signals.hearing import days_ago, is_left_alone, quoted, say

WITHIN = 365
"""Days for which what was given is counted: a rule of thumb."""
TIMES = 2
"""Times from which on it is time to give something back: a rule of thumb."""
REST = 30
"""Days since the last time in touch from which on it is a reason to write: a rule of thumb."""
WEIGHT = 0.75

_LENGTH = 100
_SHOWN = 5


def find(snapshot: Snapshot, _config: Config) -> Iterator[FollowUp]:
    """Yield a follow-up for each contact who gave more than once since they were given anything."""
    owed = _owed(gifts.given_too(snapshot), snapshot.today)
    hidden = discreet.hidden(snapshot.contacts)
    for contact in snapshot.contacts if owed else ():
        lines = owed.get(contact.path)
        if lines and not is_left_alone(contact, snapshot.today, REST):
            unsaid = discreet.names_any(lines[0].text, hidden)
            yield _follow_up(contact, lines, "" if unsaid else lines[0].text, snapshot.today)


@memo.of_last
def _owed(ledger: Iterable[LedgerLine], today: date) -> dict[str, list[LedgerLine]]:
    """Give what each contact gave within a year, and since they were last given anything, newest first."""
    first = days_ago(today, WITHIN)
    gave: dict[str, str] = {}
    received: dict[str, list[LedgerLine]] = {}
    for line in ledger:
        if line.kind == "gave":
            gave[line.contact] = max(line.day, gave.get(line.contact, ""))
        elif line.kind == "received" and line.contact and line.day >= first:
            received.setdefault(line.contact, []).append(line)
    owed = {}
    for contact, lines in received.items():
        since = gave.get(contact, "")
        found = sorted((one for one in lines if one.day > since), key=_newest_first)
        if len(found) >= TIMES:
            owed[contact] = found
    return owed


def _newest_first(line: LedgerLine) -> tuple[int, str, int]:
    return -date.fromisoformat(line.day).toordinal(), line.path, line.line


def _follow_up(contact: Summary, lines: Sequence[LedgerLine], said: str, today: date) -> FollowUp:
    last = lines[0]
    text = quoted(given(said, contact), _LENGTH)
    gave = f"they gave you {in_words(len(lines))} things and have had nothing back since"
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason="give",
        since=date.fromisoformat(last.day),
        text=f"{gave}; the latest on {say(last.day, today)}{': ' if text else ''}{text}",
        sources=tuple(line.source for line in lines[:_SHOWN]),
        weight=WEIGHT,
        signal="give",
    )
