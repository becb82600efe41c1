"""What is said of a build, by `build` and by `watch` alike; and what programs see of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from vaultnet import jsonout
from vaultnet.filters import typed
from vaultnet.problems import Problem
from vaultnet.seen import Report
from vaultnet.terminal import clean, count, listing, problem_line

if TYPE_CHECKING:
    from vaultnet.debriefs import Offer
    from vaultnet.planners.intake import Taken


_MOST = 3
"""Errors, notes and promises that are named; then a count."""


def of_ticks(report: Report, today: date) -> Iterator[str]:
    """What became of the ticks."""
    if report.taken:
        said = "; ".join(clean(one.say(today)) for one in report.taken)
        yield f"Took in {count(len(report.taken), 'tick')}: {said}."
    for promise in report.still_open[:_MOST]:
        place = f"{promise.path}:{promise.line}"
        shown = typed(place)
        yield f"The promise in {clean(place)} is still open; close it with: vaultnet done {shown}"
    for refusal in report.refused:
        at = f"{clean(refusal.path)}:{refusal.line}: " if refusal.path else ""
        yield f"A tick could not be taken in: {at}{clean(refusal.message)}"
    for refusal in report.waiting:
        yield clean(refusal.message)


def of_debriefs(report: Report) -> Iterator[str]:
    """Who was met at events and is not taken down yet; nothing of that is done by itself."""
    yield from of_offers(report.offers)


def of_offers(offers: Iterable[Offer]) -> Iterator[str]:
    """Whom the owner met at each event and has not taken down, with what is typed to do it."""
    open_ = [one for one in offers if one.lines]
    for one in open_[:_MOST]:
        yield clean(f"{one.say()}: {one.command}")
    if len(open_) > _MOST:
        yield f"… and so it is of {count(len(open_) - _MOST, 'more event')}."


def of_the_rescued(report: Report) -> Iterator[str]:
    """Where to find what was typed into dashboards."""
    for path in report.rescued:
        yield f"What you typed into a dashboard is now in {clean(path)}."


def of_errors(report: Report, errors: Collection[Problem] | None = None) -> Iterator[str]:
    """What is wrong, by default in the notes that were read, and which of those are contacts no more."""
    errors = report.errors() if errors is None else errors
    yield from _of_each(errors, report.lost)
    lost = [path for path in report.lost if path not in {problem.path for problem in errors}]
    for path in lost[:_MOST]:
        yield f"{clean(path)}:1: This note was a contact, and is none any more."
        yield "    If that was not meant, it has to begin with ---, type: contact and another ---."
    if len(lost) > _MOST:
        yield f"… and {count(len(lost) - _MOST, 'more such note')}"


def of_what_came(report: Report) -> Iterator[str]:
    """What is wrong in the notes that were read, and which copies a sync tool left; of what is less, how much."""
    errors = report.errors()
    copies = [one for one in report.problems if one.code == "conflict-copy"]
    yield from of_errors(report, (*errors, *copies))
    read = frozenset(report.differing)
    less = [one for one in report.problems if one.severity == "warning" and one.path in read]
    if number := sum(one not in copies for one in less):
        yield f"{count(number, 'thing')} in what changed may be wrong: vaultnet check"


def _of_each(errors: Collection[Problem], lost: Collection[str]) -> Iterator[str]:
    for problem in tuple(errors)[:_MOST]:
        yield problem_line(problem)
        until = "Until then the note is no contact." if problem.path in lost else ""
        if hint := f"{problem.hint} {until}".strip():
            yield f"    {clean(hint)}"
    if len(errors) > _MOST:
        yield f"… and {count(len(errors) - _MOST, 'more error')}"


def of_the_mended(paths: Collection[str]) -> Iterator[str]:
    """Where there were errors and are none any more."""
    if paths:
        named = [clean(path) for path in sorted(paths)[:_MOST]]
        more = len(paths) - len(named)
        yield f"No error any more in {listing([*named, count(more, 'more file')] if more else named)}."


def of_the_dashboards(report: Report) -> str:
    """What was written and removed, by the dashboards' names: ``wrote Network Today and 2 more``."""
    verbs = (("wrote", report.written), ("removed", report.removed))
    return listing([f"{verb} {_names(paths)}" for verb, paths in verbs if paths])


def _names(paths: tuple[str, ...]) -> str:
    """Name the one that most people look at, or else the first, and count the rest."""
    names = sorted((path.rpartition("/")[2] for path in paths), key=lambda name: name != "Network Today.md")
    first = clean(names[0])
    return f"{first} and {len(paths) - 1} more" if len(paths) > 1 else first


def as_data(report: Report, *, dry_run: bool = False) -> dict[str, Any]:
    """Give a build for programs."""
    return {
        "dry_run": dry_run,
        "written": list(report.written),
        "removed": list(report.removed),
        "rescued": list(report.rescued),
        "taken": [_taken(one) for one in report.taken],
        "refused": [one._asdict() for one in report.refused],
        "waiting": [one._asdict() for one in report.waiting],
        "debriefs": [_offer(one) for one in report.offers if one.lines],
        "still_open": [{"path": one.path, "line": one.line} for one in report.still_open],
        "unchanged": report.unchanged,
        "notes": report.notes,
        "changed": report.changed,
        "problems": [jsonout.problem(problem) for problem in report.problems],
        "diff": report.diff,
        "seconds": round(report.seconds, 3),
    }


def _offer(one: Offer) -> dict[str, Any]:
    """Give for programs what is not taken down yet: how many people, and the lines they stand on."""
    lines = [told.line for told in one.lines]
    return {"path": one.event.path, "people": len(one.people), "new": one.new, "lines": lines}


def _taken(one: Taken) -> dict[str, Any]:
    """Give a tick for programs."""
    days = {"day": one.day, "on": one.on, "until": one.until}
    return {**one._asdict(), **{name: day.isoformat() if day else None for name, day in days.items()}}
