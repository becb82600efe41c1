"""The facts as of a day: a few passes over the index give everything that signals and dashboards look at.

The number of statements does not depend on the number of notes, and nothing here is asked again later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby, takewhile
from operator import attrgetter, itemgetter
from typing import Any

from vaultnet import cadence, called, memo, plausible, told, weeks
from vaultnet.dates import later
from vaultnet.kinds import INTERVIEW, WRITTEN, strength
from vaultnet.links import Names
from vaultnet.model import Task
from vaultnet.network import Goal, GoalLine, Occasion, Promise, Snapshot, Summary, Trace
from vaultnet.pledges import settled
from vaultnet.rows import fields_of, texts_of
from vaultnet.schema import FAR, counts
from vaultnet.store import Index, Touched

RECENT = 12
"""Days in touch that a summary keeps."""
PASSED = 14
"""Days for which a meeting that has passed is asked after while its note is empty: a rule of thumb."""

_TRACE = """select {first}, t.day, t.kind, n.path, t.line, t.rule, t.text, t.plan, t.quote, t.tick, c.path
    from trace t join note n on n.id = t.note join note c on c.id = t.contact"""
_STRONGEST = "t.strength desc, t.text = '', n.path, t.line"


class LinkTexts(Mapping[str, str]):
    """The shortest link text that leads to a note, worked out when it is asked for."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def is_of(self, names: Names) -> bool:
        """Tell whether it gives what these names come to."""
        return self._names is names

    def __getitem__(self, path: str) -> str:
        if self._names.at(path) is None:
            raise KeyError(path)
        return self._names.shortest(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Camera:
    """Takes snapshots of one index, one after the other: what is as it was in the last is not asked again.

    And it is the same object as in the last, so that what was worked out of it is known by that.
    """

    def __init__(self) -> None:
        self._last: Snapshot | None = None
        self._me = ""
        self._texts: LinkTexts | None = None
        self._contacts: dict[int, Summary] = {}
        self._occasions: tuple[Occasion, ...] = ()
        """As the notes have them, before names are links."""
        self._promises = told.Kept(told.promises, told.by_due)
        self._ledger = told.Kept(told.ledger, told.by_place)
        self._tagged = told.Kept(told.tagged, told.by_place)
        self._gatherings = told.Kept(told.gatherings, told.by_path)
        self._met = told.Kept(told.met, told.by_path)

    def take(self, index: Index, names: Names, today: date, me: str = "") -> Snapshot:
        """Read the facts as of ``today``. ``me`` is the path of the owner's own note, never a contact."""
        last, touched, day = self._last, index.touched, today.isoformat()
        if last is None or touched is None or (last.today, self._me) != (today, me) or _is_much(touched):
            last = touched = None
            self._contacts = {}
        of_goals = touched is None or touched.helped or "goal" in touched.types
        of_occasions = touched is None or bool(touched.types - _ELSEWHERE)
        leads = _leads(index, _NO_PEOPLE) if of_goals or of_occasions else {}
        goals = tuple(_goals(index, day, leads)) if last is None or of_goals else last.goals
        found = tuple(_occasions(index, day, leads)) if last is None or of_occasions else self._occasions
        self._occasions = self._occasions if last and self._occasions == found else found
        owner = _owner(index, me, today)
        private = frozenset(path for (path,) in index.all("select path from note where private"))
        ledger = self._ledger.again(index, day, me, touched)
        open_, kept = _by_standing(settled(self._promises.again(index, day, me, touched), ledger), day)
        contacts = self._all_contacts(index, day, me, touched, last.contacts if last else ())
        occasions = called.linked(self._occasions, contacts)
        self._last = Snapshot(
            today=today,
            contacts=contacts,
            me=last.me if last and last.me == owner else owner,
            goals=last.goals if last and last.goals == goals else goals,
            promises=open_,
            kept=kept,
            ledger=ledger,
            tagged=self._tagged.again(index, day, me, touched),
            occasions=last.occasions if last and last.occasions == occasions else occasions,
            gatherings=self._gatherings.again(index, day, me, touched),
            met=self._met.again(index, day, me, touched),
            private=last.private if last and last.private == private else private,
            notes=len(names),
            ticked=_as_before(tuple(_ticked(index, day, me))),
            names=self._link_texts(names),
        )
        self._me, index.touched = me, Touched()
        return self._last

    def _link_texts(self, names: Names) -> LinkTexts:
        if self._texts is None or not self._texts.is_of(names):
            self._texts = LinkTexts(names)
        return self._texts

    def _all_contacts(
        self, index: Index, day: str, me: str, touched: Touched | None, last: tuple[Summary, ...]
    ) -> tuple[Summary, ...]:
        if touched is None:
            self._contacts = _contacts(index, day, me, None)
        else:
            numbers = touched.contacts | touched.notes
            fresh = _contacts(index, day, me, numbers)
            if all(self._contacts.get(number) == fresh.get(number) for number in numbers):
                return last
            for number in touched.notes:
                self._contacts.pop(number, None)
            self._contacts |= fresh
        return tuple(sorted(self._contacts.values(), key=attrgetter("path")))


@memo.of_equal
def _as_before(ticked: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """Give the same object as the last time where it is equal."""
    return ticked


@memo.of_last
def _by_standing(promises: tuple[Promise, ...], day: str) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    """Part the promises that are open from those that were closed on a day."""
    open_ = tuple(one for one in promises if not one.closed)
    return (open_ if len(open_) < len(promises) else promises), tuple(
        one for one in promises if one.closed == day
    )


_ELSEWHERE = {"", "contact", "goal", "meeting"}
"""Types of notes that are no occasions."""
_WORDS = frozenset({"because", "needs"})
"""Fields of goals that are shown in the words of the note: of a private one they are not known."""
_MUCH = 500
"""Contacts and notes from which on all facts are asked at once."""


_MISREAD = ", ".join(f"'{code}'" for code in cadence.UNREADABLE)


def _is_much(touched: Touched) -> bool:
    return len(touched.notes) + len(touched.contacts) > _MUCH


def _occasions(index: Index, day: str, leads: Mapping[int, Mapping[str, str]]) -> Iterator[Occasion]:
    tasks = _tasks(index, "n.type not in ('', 'contact', 'goal', 'meeting') and not t.quoted")
    for number, path, name, kind, fields in index.all(
        "select id, path, name, type, fields from note"
        " where type not in ('', 'contact', 'goal', 'meeting') order by path"
    ):
        told, odd = plausible.part(fields_of(fields), date.fromisoformat(day))
        yield Occasion(path, name, kind, told, leads.get(number, {}), odd, tasks.get(number, ()))


def _tasks(index: Index, which: str) -> dict[int, tuple[Task, ...]]:
    """The tasks of some notes, by the note, in their order."""
    found: dict[int, list[Task]] = {}
    for number, *values, tags, quoted in index.all(
        "select t.note, t.status, t.text, t.line, t.indent, t.due, t.scheduled, t.start, t.created, t.done,"
        " t.cancelled, t.recurrence, t.priority, t.tags, t.quoted from task t join note n on n.id = t.note"
        f" where {which} order by t.note, t.line"
    ):
        found.setdefault(number, []).append(Task._make((*values, tuple(tags.split()), bool(quoted))))
    return {number: tuple(tasks) for number, tasks in found.items()}


def _trace(row: tuple[Any, ...]) -> Trace:
    _, day, kind, path, line, rule, text, plan, quote, tick, contact = row
    return Trace(contact, day, kind, path, line, rule, text, bool(plan), quote, tick)


def _contacts(index: Index, day: str, me: str, only: Collection[int] | None) -> dict[int, Summary]:
    """The summaries of the contacts with these numbers, or of all, by their numbers."""
    of = "" if only is None else f"t.contact in ({','.join(map(str, sorted(only)))}) and "
    past = index.all(
        _TRACE.format(first="t.contact")
        + f" where {of}{counts(':today')} order by t.contact, t.day desc, {_STRONGEST}",
        {"today": day},
    )
    ahead = index.all(
        _TRACE.format(first="t.contact")
        + f" where {of}(t.plan or t.day > ?) and t.day >= ? and t.rule <> 'last-contact'"
        + f" order by t.contact, t.day, {_STRONGEST}",
        (day, day),
    )
    waiting = index.all(
        _TRACE.format(first="t.contact")
        + f" where {of}t.kind = 'sent' and not t.plan and t.day <= ?"
        + " order by t.contact, t.day desc, n.path, t.line",
        (day,),
    )
    missed = index.all(
        _TRACE.format(first="t.contact")
        + f" where {of}t.plan and t.rule = 'meeting' and t.day < ? and t.day >= date(?, '-{PASSED} days')"
        + " order by t.contact, t.day desc, n.path, t.line",
        (day, day),
    )
    today = date.fromisoformat(day)
    year = weeks.begins(today).isoformat()
    recent, (plans, far) = _recent(past, year), _ahead(ahead, _furthest(day))
    besides = _besides(past, waiting, year)
    sent = {
        number: tuple(_trace(next(group)) for _, group in groupby(rows, itemgetter(1)))
        for number, rows in groupby(waiting, itemgetter(0))
    }
    passed = {number: tuple(_trace(row) for row in rows) for number, rows in groupby(missed, itemgetter(0))}
    leads = _leads(index, f"{of.replace('t.contact', 'n.id')}n.type = 'contact'")
    found: dict[int, Summary] = {}
    for number, path, name, fields, aliases, misread in index.all(
        "select id, path, name, fields, aliases,"
        f" exists (select 1 from problem p where p.note = note.id and p.code in ({_MISREAD})) from note"
        f" where {of.replace('t.contact', 'id')}type = 'contact'"
    ):
        if path != me:
            count, last, before = recent.get(number, (0, (), ()))
            since = last[0].day if last else ""
            open_ = tuple(trace for trace in sent.get(number, ()) if trace.day > since)
            answered = _answered(sent.get(number, ()), last, day)
            others = (plans.get(number, ()), open_, answered, passed.get(number, ()), before)
            told, odd = plausible.part(fields_of(fields), today)
            later = far.get(number, ())
            more = odd, later, texts_of(aliases), leads.get(number, {}), bool(misread)
            wrote = besides.get(number, ())
            found[number] = Summary(path, name, told, count, last, *others, *more, besides=wrote)
    return found


def _owner(index: Index, me: str, today: date) -> Summary | None:
    """Read the owner's own note: what it says, and where its links lead."""
    leads = _leads(index, "n.path = :me", me=me) if me else {}
    for number, name, fields, aliases in index.all(
        "select id, name, fields, aliases from note where path = :me and type = 'contact'", {"me": me}
    ):
        told, odd = plausible.part(fields_of(fields), today)
        return Summary(me, name, told, odd=odd, aliases=texts_of(aliases), links=leads.get(number, {}))
    return None


def _recent(
    past: list[tuple[Any, ...]], year: str
) -> dict[int, tuple[int, tuple[Trace, ...], tuple[Trace, ...]]]:
    """How many days in touch there were, the latest of them, and those before as far as a year goes."""
    found: dict[int, tuple[int, tuple[Trace, ...], tuple[Trace, ...]]] = {}
    for number, rows in groupby(past, itemgetter(0)):
        days = [next(group) for _, group in groupby(rows, itemgetter(1))]
        rest = takewhile(lambda row: row[1] >= year, days[RECENT:])
        found[number] = len(days), tuple(map(_trace, days[:RECENT])), tuple(map(_trace, rest))
    return found


def _besides(
    past: list[tuple[Any, ...]], waiting: list[tuple[Any, ...]], year: str
) -> dict[int, tuple[Trace, ...]]:
    """What was written on the days of informational interviews, whether or not it waits for an answer."""
    days = {(row[0], row[1]) for row in past if row[2] == INTERVIEW and row[1] >= year}
    found: dict[int, tuple[Trace, ...]] = {}
    for row in chain(past, waiting) if days else ():
        if row[2] in WRITTEN and row[:2] in days:
            found[row[0]] = (*found.get(row[0], ()), _trace(row))
    return found


def _ahead(
    rows: list[tuple[Any, ...]], furthest: str
) -> tuple[dict[int, tuple[Trace, ...]], dict[int, tuple[Trace, ...]]]:
    """The plans, and those that lie further ahead than a plan can be meant."""
    plans: dict[int, tuple[Trace, ...]] = {}
    far: dict[int, tuple[Trace, ...]] = {}
    for number, some in groupby(rows, itemgetter(0)):
        for beyond, part in groupby(some, lambda row: bool(row[1] > furthest)):
            traces = tuple(_trace(next(group)) for _, group in groupby(part, itemgetter(1)))
            (far if beyond else plans)[number] = traces
    return plans, far


def _answered(sent: tuple[Trace, ...], last: Sequence[Trace], day: str) -> tuple[Trace, ...]:
    """Those of the messages that waited for an answer until what came today, or was taken in today."""
    if not sent or not last:
        return ()
    since = next((one.day for one in last if one.day < day and one.tick != day), "")
    return tuple(one for one in sent if since < one.day <= last[0].day)


def _furthest(day: str) -> str:
    """The last day that a plan may have; see `schema.FAR`."""
    return later(date.fromisoformat(day), FAR).isoformat()


_NO_PEOPLE = "n.type not in ('', 'contact', 'meeting')"


def _leads(index: Index, which: str, **values: str) -> dict[int, dict[str, str]]:
    """Where the properties' links of some notes lead: by note, target to path."""
    leads: dict[int, dict[str, str]] = {}
    for number, target, path in index.all(
        "select n.id, l.target, r.path from note n join link l on l.note = n.id join note r on r.id = l.resolved"
        f" where {which} and l.place = 'property'",
        values,
    ):
        leads.setdefault(number, {})[target] = path
    return leads


def _goals(index: Index, day: str, leads: Mapping[int, Mapping[str, str]]) -> Iterator[Goal]:
    steps = _tasks(index, "n.type = 'goal'")
    lines: dict[int, list[GoalLine]] = {}
    for number, *line in index.all(
        "select note, kind, text, line, then_text, day from goal_line order by note, line, rowid"
    ):
        lines.setdefault(number, []).append(GoalLine._make(line))
    furthest = _furthest(day)
    helped: dict[int, list[tuple[Any, ...]]] = {}
    for row in index.all(
        _TRACE.format(first="h.goal")
        + " join (select distinct note, goal from helped where goal is not null) h on h.note = t.note"
        + f" where t.strength > 0 order by h.goal, t.day, c.path, {_STRONGEST}"
    ):
        helped.setdefault(row[0], []).append(row)
    for number, path, name, fields, private in index.all(
        "select id, path, name, fields, private from note where type = 'goal' order by path"
    ):
        rows = helped.get(number, [])
        told, odd = plausible.part(fields_of(fields), date.fromisoformat(day))
        if private:
            told = {key: values for key, values in told.items() if key not in _WORDS}
        yield Goal(
            path,
            name,
            told,
            steps.get(number, ()),
            tuple(_one_a_day(row for row in rows if not row[7] and row[1] <= day)),
            tuple(_one_a_day(row for row in rows if (row[7] or row[1] > day) and day <= row[1] <= furthest)),
            leads.get(number, {}),
            odd,
            tuple(one for one in lines.get(number, ()) if one.day <= day),
        )


def _one_a_day(rows: Iterable[tuple[Any, ...]]) -> Iterator[Trace]:
    """The strongest trace of each contact and day."""
    for _, group in groupby(_one_a_tick(rows), itemgetter(1, 10)):
        yield _trace(next(group))


def _one_a_tick(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Leave out what another note of the same tick says more strongly, or comes first (see `schema.counts`)."""
    kept = list(rows)
    best: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in kept:
        if row[9]:
            key = row[9], row[10]
            best[key] = min(best.get(key, row), row, key=_rank_in_tick)
    return (row for row in kept if not row[9] or best[row[9], row[10]] is row)


def _rank_in_tick(row: tuple[Any, ...]) -> tuple[Any, ...]:
    _, day, kind, path, line, *_, tick, _ = row
    return -strength(kind), day == tick, day, path, line


def _ticked(index: Index, day: str, me: str) -> Iterator[Trace]:
    """What was taken in from the dashboards of today, by contact."""
    rows = index.all(
        _TRACE.format(first="t.contact")
        + f" where t.tick <> '' and t.tick = ? order by c.path, {_STRONGEST}",
        (day,),
    )
    for contact, group in groupby(rows, itemgetter(10)):
        if contact != me:
            yield _trace(next(group))
