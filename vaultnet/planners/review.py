"""What ``review`` writes: a note of its own that counts for nobody, once. Pure."""

from __future__ import annotations

from collections.abc import Callable

from vaultnet import interaction_notes, periods
from vaultnet.facts import Facts
from vaultnet.interactions import Derived, derive
from vaultnet.links import CONTACT, fold
from vaultnet.model import note_name
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.periods import Period
from vaultnet.planners.property_edits import Read
from vaultnet.reviews import seal, tiers
from vaultnet.reviews.tiers import Kept

COMMAND = "review"
FOLDER = "Reviews"
_LONGEST = 100
NAME = "Review "
"""What the names of reviews begin with: ``2026-W39`` alone is what others call their weekly notes."""


def path(facts: Facts, period: Period) -> str:
    """Give where the review of a period lies, or is to lie."""
    named = f"{NAME}{period.name}"
    found = sorted(one for one in facts.names if fold(note_name(one)) == fold(named))
    folder = interaction_notes.by_year(FOLDER, period.folder, facts.names)
    return next(iter(found), f"{folder}/{named}.md")


def last(facts: Facts, read: Read, period: Period) -> Kept | None:
    """Give what the review before keeps: the latest of the same kind, else of any, whose time was over sooner."""
    found = []
    for one in facts.names:
        other = periods.named(note_name(one).removeprefix(NAME)) if note_name(one).startswith(NAME) else None
        if other and other.last < period.last:
            found.append((other.kind == period.kind, other.last, one))
    kept = (_kept(facts, read, at) for _, _, at in sorted(found, reverse=True))
    return next((one for one in kept if one and one.tiers), None)


def _kept(facts: Facts, read: Read, at: str) -> Kept | None:
    data = _before(at, read)
    if data is None:
        return None
    return tiers.read(at, data.decode(errors="replace"), facts.config, lambda to: _leads(facts, at, to))


def _leads(facts: Facts, at: str, target: str) -> str:
    entry = facts.names.resolve(target, at).entry
    return entry.path if entry and entry.type == CONTACT else ""


def plan(facts: Facts, read: Read, period: Period, write: Callable[[], str], *, again: bool) -> Operation:
    """Write the review of a period.

    Args:
        facts: the vault's facts, as of today.
        read: gives a note's bytes.
        period: the time that is reviewed.
        write: gives the text; not called where there is a review already that is to stay.
        again: write one anew that nobody has edited.

    """
    at, what = path(facts, period), f"review of {period.name}"
    wrong = _in_the_way(at, read, what)
    if wrong:
        return Operation(COMMAND, what, (), (wrong,))
    before = _before(at, read)
    if before is not None:
        wrong = _there(at, before, period, again)
        if wrong:
            return Operation(COMMAND, what, (), (wrong,))
    after = seal.seal(write().encode("utf-8", "replace").decode()).encode()
    wrong = _counts(facts, at, after)
    if wrong:
        return Operation(COMMAND, what, (), (wrong,))
    changes = () if before == after else (Change(at, before, after),)
    return Operation(COMMAND, what, changes)


def _before(at: str, read: Read) -> bytes | None:
    try:
        return read(at)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _in_the_way(at: str, read: Read, what: str) -> Refusal | None:
    """Say what stands where a review is to lie, so that it can be neither read nor written; None for nothing."""
    try:
        read(at)
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        message = f"{at} is a folder, so the {what} was not written."
        return Refusal("", 0, message, "Give the folder another name.")
    except NotADirectoryError:
        parts = at.split("/")[:-1]
        folders = ("/".join(parts[:number]) for number in range(1, len(parts) + 1))
        file = next((one for one in folders if _before(one, read) is not None), at)
        message = f"{file} is a file, and reviews are to lie in a folder of that name: nothing was written."
        return Refusal("", 0, message, "Give the file another name.")
    return None


def _there(at: str, data: bytes, period: Period, again: bool) -> Refusal | None:
    """Say why a review that is there stays as it is; None if it may be written anew."""
    if not seal.is_untouched(data):
        message = (
            f"There is a review of {period.name} already, and it was edited since, so it stays as it is."
        )
        hint = "To have a new one beside it, give this note another name: vaultnet rename"
        return Refusal(at, 1, message, hint)
    if again:
        return None
    message = f"There is a review of {period.name} already; it was left as it is."
    hint = f"Nobody has edited it, so it can be written anew: vaultnet review {period.kind} {period.name} --again"
    return Refusal(at, 1, message, hint)


def _counts(facts: Facts, at: str, data: bytes) -> Refusal | None:
    """Say what the note would count as, read as a build would read it; None if for nothing."""
    note, _ = Parser(facts.config, facts.note_types).parse(at, data)
    hint = "The template of reviews (reviews/review.md.jinja) or the settings in vaultnet.toml make it so."
    if note.type or note.day or note.generated or note.template:
        what = f"a note of the type {note.type}" if note.type else "more than a text without a day"
        return Refusal(at, 1, f"The review would be read as {what}, so it was not written.", hint)
    line = _counting(derive(note, facts.names, facts.config))
    if line is None:
        return None
    said = data.decode().splitlines()[line - 1].strip() if line else ""
    which = f"Its line “{said[:_LONGEST]}”" if said else "Something in the review"
    message = f"{which} would count as time in touch or as a promise, so the review was not written."
    return Refusal(at, 1, message, hint)


def _counting(found: Derived) -> int | None:
    """Give the line of a note that counts for something; 0 for a property, and None if nothing does.

    What is odd about its links does no harm, nor that some of its lines are to be quoted nowhere.
    """
    lines = [
        *(one.line for one in found.traces),
        *(one.line for one in found.promises),
        *(one.line for one in found.ledger),
        *(one.line for one in found.goal_lines),
    ]
    if lines:
        return min(lines)
    return 0 if found.helps else None
