"""What notes tell of, out of the index, note by note.

They are promises, the ledger, tasks with a tag, who was at a meeting with whom, and the debriefs of events.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

from vaultnet import memo
from vaultnet.ledger import ADVICE, REQUEST, TAGS, begins_with_link
from vaultnet.model import Source
from vaultnet.network import Gathering, LedgerLine, MetLine, Promise, TaggedTask
from vaultnet.rows import fields_of
from vaultnet.store import Index, Touched

Told = TypeVar("Told")


class Kept(Generic[Told]):
    """What the notes told the last time, by note: only those that were touched since are asked again."""

    def __init__(
        self,
        ask: Callable[[Index, str, str, Collection[int] | None], dict[int, tuple[Told, ...]]],
        order: Callable[[Told], Any],
    ) -> None:
        """Take what gives, as of a day and without the owner, what some notes tell by number; and its order."""
        self._ask, self._in_order = ask, memo.in_order(order)
        self._known: dict[int, tuple[Told, ...]] = {}
        self._last: tuple[Told, ...] = ()

    def again(self, index: Index, day: str, me: str, touched: Touched | None) -> tuple[Told, ...]:
        """Give what all notes tell, in order: the same object as the last time if it is the same."""
        if touched is None:
            self._known = self._ask(index, day, me, None)
        else:
            fresh = self._ask(index, day, me, touched.notes)
            if all(self._known.get(number) == fresh.get(number) for number in touched.notes):
                return self._last
            for number in touched.notes:
                self._known.pop(number, None)
            self._known |= fresh
        self._last = self._in_order([*chain.from_iterable(self._known.values())])
        return self._last


def by_due(one: Promise) -> tuple[object, ...]:
    """Order promises by the day they are due, those without one last."""
    return one.due == "", one.due, one.path, one.line, one.contact, *one


def by_place(one: LedgerLine | TaggedTask) -> tuple[object, ...]:
    """Order by where it stands."""
    return one.path, one.line, *one


def by_path(one: Gathering | MetLine) -> tuple[object, ...]:
    """Order by the note, and then by what it tells."""
    return tuple(one)


def promises(index: Index, day: str, me: str, only: Collection[int] | None) -> dict[int, tuple[Promise, ...]]:
    """The promises in the notes with these numbers, or in all, by the note: open, or closed on this day."""
    found: dict[int, tuple[Promise, ...]] = {}
    rows = index.all(
        "select p.note, c.path, p.text, n.path, p.line, p.due, p.theirs, p.closed, p.written from promise p"
        " join note n on n.id = p.note join note c on c.id = p.contact"
        f" where p.closed in ('', ?){_among(only, 'p.note')} order by p.note, p.line, c.path",
        (day,),
    )
    for number, group in groupby(rows, itemgetter(0)):
        kept = tuple(
            Promise(contact, text, path, line, due, bool(theirs), closed=closed, written=written)
            for _, contact, text, path, line, due, theirs, closed, written in group
            if contact != me
        )
        if kept:
            found[number] = kept
    return found


_OF_ONE = frozenset({ADVICE, REQUEST})
"""Tags of tasks that need no link in a meeting with exactly one person."""
_TASK = "t.note, t.tags, t.status, t.text, t.done, t.due, n.day, n.path, t.line"


def _among(numbers: Collection[int] | None, column: str) -> str:
    """A condition that a note is one of those with these numbers; none for all of them."""
    return "" if numbers is None else f" and {column} in ({','.join(map(str, sorted(numbers)))})"


def ledger(
    index: Index, day: str, me: str, only: Collection[int] | None
) -> dict[int, tuple[LedgerLine, ...]]:
    """The lines of the ledger up to a day, by the note."""
    rows = index.all(
        "select l.note, l.kind, coalesce(c.path, ''), l.text, l.day, n.path, l.line from ledger_line l"
        " join note n on n.id = l.note left join note c on c.id = l.contact"
        f" where l.day <= ?{_among(only, 'l.note')} order by l.note, l.line, l.kind, c.path, l.text",
        (day,),
    )
    found = {}
    for number, group in groupby(rows, itemgetter(0)):
        found[number] = tuple(LedgerLine(row[1], "" if row[2] == me else row[2], *row[3:]) for row in group)
    return found


def tagged(
    index: Index, _day: str, me: str, only: Collection[int] | None
) -> dict[int, tuple[TaggedTask, ...]]:
    """The tasks with a tag of `TAGS`, by the note; whose they are by the links, else by the meeting or the note."""
    rows = index.all(
        f"select {_TASK}, c.path, c.private or n.private from task t join note n on n.id = t.note"
        " join link l on l.note = t.note and l.line = t.line and l.place in ('task', 'done', 'dropped')"
        " join note c on c.id = l.resolved and c.type = 'contact'"
        f" where t.tags <> ''{_among(only, 't.note')} order by t.note, t.line, l.column"
    )
    own = index.all(
        f"select {_TASK}, n.path, n.private from task t join note n on n.id = t.note"
        f" where n.type = 'contact' and t.tags <> '' and not t.quoted{_among(only, 't.note')}"
    )
    lines: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
    for row in (*own, *rows):
        lines.setdefault((row[0], row[8]), []).append(row)
    for row in _of_the_only_person(index, me, only):
        if not _OF_ONE.isdisjoint(row[1].lower().split()):
            lines.setdefault((row[0], row[8]), [row])
    found: dict[int, tuple[TaggedTask, ...]] = {}
    for (number, line), group in sorted(lines.items()):
        _, tags, status, text, done, due, written, path, *_ = group[0]
        tag = next((tag for tag in tags.lower().split() if tag in TAGS), "")
        people = tuple(dict.fromkeys(row[9] for row in group if row[9] != me))
        if tag and people:
            said = "" if any(row[10] for row in group) else text
            task = TaggedTask(tag, people, status, said, done, due, written, path, line)
            found[number] = (*found.get(number, ()), task)
    return found


def _of_the_only_person(index: Index, me: str, only: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    """Yield advice and requests in meetings with exactly one person, as of them."""
    rows = index.all(
        f"select {_TASK}, c.path, c.private or n.private, n.fields, l.target from task t"
        " join note n on n.id = t.note join link l on l.note = t.note and l.place = 'property'"
        " join note c on c.id = l.resolved and c.type = 'contact'"
        " where n.type = 'meeting' and not t.quoted and c.path <> ?"
        f" and (t.tags like '%{ADVICE}%' or t.tags like '%{REQUEST}%')"
        f"{_among(only, 't.note')} order by t.note, t.line",
        (me,),
    )
    for _, group in groupby(rows, itemgetter(0, 8)):
        linked = {row[-1]: row for row in group}
        fields = fields_of(next(iter(linked.values()))[-2])
        named = (linked.get(str(one.value)) for one in fields.get("people", ()) if one.link)
        people = {row[9]: row for row in named if row}
        if len(people) == 1:
            yield from people.values()


def gatherings(
    index: Index, day: str, me: str, only: Collection[int] | None
) -> dict[int, tuple[Gathering, ...]]:
    """Who was where with whom up to a day: at a meeting, or at an event whose note links them; by the note."""
    rows = index.all(
        "select t.note, t.day, n.path, t.kind, c.path, t.line, t.quote from trace t join note n on n.id = t.note"
        " join note c on c.id = t.contact where (t.rule = 'meeting' or n.type = 'event') and not t.plan"
        f" and t.strength > 0 and t.day <= ? and c.path <> ?{_among(only, 't.note')}"
        " order by t.note, t.day, t.kind, c.path",
        (day, me),
    )
    found: dict[int, tuple[Gathering, ...]] = {}
    for (number, on, path, kind), group in groupby(rows, itemgetter(0, 1, 2, 3)):
        people = {row[4]: Source(path, row[5], row[6] or on) for row in group}
        if len(people) > 1:
            one = Gathering(path, on, kind, tuple(people), tuple(people.values()))
            found[number] = (*found.get(number, ()), one)
    return found


def met(index: Index, _day: str, me: str, only: Collection[int] | None) -> dict[int, tuple[MetLine, ...]]:
    """The lines of the debriefs of events, each with the contact whose link it begins with; by the note."""
    rows = index.all(
        "select m.note, n.path, m.line, m.text, (select c.path from link l join note c on c.id = l.resolved"
        " where l.note = m.note and l.line = m.line and l.place not in ('property', 'tick')"
        " and c.type = 'contact' and c.path <> ? order by l.column limit 1)"
        f" from met_line m join note n on n.id = m.note where 1{_among(only, 'm.note')} order by m.note, m.line",
        (me,),
    )
    return {
        number: tuple(
            MetLine(path, line, text, contact if contact and (not text or begins_with_link(text)) else "")
            for _, path, line, text, contact in group
        )
        for number, group in groupby(rows, itemgetter(0))
    }
