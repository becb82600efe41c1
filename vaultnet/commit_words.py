"""What a commit of `vaultnet sync` says: drawn from what became of the notes. Pure.

``log: coffee with Ada Lovelace; put off Grace Hopper``. A commit is read on a git host as well, so nobody private
is named in it, and no private note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from vaultnet import discreet
from vaultnet.dates import parse_day, say_day
from vaultnet.model import LogLine, Note, Task, note_name
from vaultnet.terminal import clean, count, listing

LONGEST: Final = 72
"""Characters of the first line of a message."""
_LISTED: Final = 50
"""Items that are listed below a first line that could not hold them; then a count."""
_NAMED: Final = 2
"""People of a meeting who are named; then a count."""
_LONGEST_TASK: Final = 40
_JOIN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)|_")
"""Where a word ends in a name without spaces."""
_DONE: Final = frozenset("xX")
_CONTACT, _MEETING = "contact", "meeting"
_SOMEBODY: Final = "someone"

_VERBS: Final[Mapping[str, str]] = {
    "log": "log: {}",
    "plan": "plan: {}",
    "put off": "put off {}",
    "skip": "skip {}",
    "new": "new {}",
    "done": "done: {}",
    "rename": "rename {}",
    "edit": "edit {}",
    "add": "add {}",
    "remove": "remove {}",
    "dashboards": "{}",
}
"""What is said of the items of each sort, in the order in which they are said."""


class Altered(NamedTuple):
    """What became of one file, as it was committed before and as it is to be; what is no note is one of no type."""

    before: Note | None
    after: Note | None
    """None where it is removed. It has another path than before where it was renamed."""


class Item(NamedTuple):
    """One thing to say: its sort (a key of `_VERBS`), and to whom or what it was done."""

    sort: str
    what: str


def message(altered: Sequence[Altered], today: date, kept: discreet.Kept) -> str:
    """Say what became of some files, one at least: in one line, and where that is too short all of it below.

    ``kept`` is what the owner keeps to themselves, as the vault is now.
    """
    kept = _with_the_removed(kept, altered)
    found = dict.fromkeys(item for one in altered for item in _items(one, today, kept))
    items = sorted(found, key=lambda item: [*_VERBS].index(item.sort))
    items = [item for item in items if item.sort != "dashboards"] or items
    subject, said = _subject(items)
    if said == len(items):
        return subject
    lines = [f"- {_say([item])}" for item in items[:_LISTED]]
    more = [f"- and {len(items) - _LISTED} more"] if len(items) > _LISTED else []
    return "\n".join((subject, "", *lines, *more))


def counted(added: int, edited: int, removed: int) -> str:
    """Say how many files were added, edited and removed, where there are too many to look at each."""
    parts = (("add", added), ("edit", edited), ("remove", removed))
    return "; ".join(f"{verb} {count(number, 'file')}" for verb, number in parts if number)


# --- putting together ------------------------------------------------------------------------------


def _subject(items: Sequence[Item]) -> tuple[str, int]:
    """Give the first line, and of how many items it tells: as many as it can hold."""
    for said in range(len(items), 0, -1):
        rest = len(items) - said
        line = _say(items[:said]) + (f"; and {rest} more" if rest else "")
        if len(line) <= LONGEST:
            return line, said
    return f"{_say(items[:1])[: LONGEST - 1].rstrip()}…", 0


def _say(items: Iterable[Item]) -> str:
    by_sort: dict[str, list[str]] = {}
    for item in items:
        by_sort.setdefault(item.sort, []).append(item.what)
    return "; ".join(_VERBS[sort].format(", ".join(whats)) for sort, whats in by_sort.items())


# --- what became of one file -----------------------------------------------------------------------


def _items(one: Altered, today: date, kept: discreet.Kept) -> Iterator[Item]:
    """Say what became of one file, so that nobody private is named."""
    for item in _told(one, today):
        if _is_private(one, kept) or not _may_quote(item.what, kept):
            yield _unnamed(item, one)
        else:
            yield item


def _may_quote(what: str, kept: discreet.Kept) -> bool:
    """Tell whether nobody private is named, also where a file's name runs words together: ``EveStone.jpg``."""
    if not (kept.may_quote(what) and kept.may_quote(_JOIN.sub(" ", what))):
        return False
    run_together = discreet.spoken(what).replace(" ", "")
    names = (name.split() for name in kept.hidden)
    return not any(len(words) > 1 and "".join(words) in run_together for words in names)


def _told(one: Altered, today: date) -> Iterator[Item]:
    before, after = one
    if any(note and note.generated for note in one):
        yield Item("dashboards", f"dashboards of {say_day(today, today)}")
    elif after is None:
        assert before is not None
        yield Item("remove", called(before))
    elif before is None:
        yield from _made(after, today)
    elif before.path != after.path:
        yield Item("rename", f"{called(before)} to {called(after)}")
    else:
        yield from _edited(before, after) or [Item("edit", called(after))]


def _made(note: Note, today: date) -> Iterator[Item]:
    if note.type == _MEETING:
        day = parse_day(note.day)
        what = f"{_kind(note)} with {_people(note)}" if note.fields.get("people") else called(note)
        yield Item("plan" if day and day > today else "log", what)
    elif note.path.endswith(".md"):
        yield Item("new", f"{note.type or 'note'} {called(note)}")
    else:
        yield Item("add", called(note))


def _edited(before: Note, after: Note) -> list[Item]:
    """Say what was done to a note that was there, as far as it can be told."""
    name = called(after)
    lines = _added(before.body.logs, after.body.logs) if after.type == _CONTACT else []
    items = [Item("log", f"{line.kind} with {name}" if line.kind else name) for line in lines]
    for sort, field in (("put off", "snooze"), ("skip", "skipped")):
        if _values(after, field) and _values(before, field) != _values(after, field):
            items.append(Item(sort, name))
    items += [Item("done", _task(task)) for task in _ticked(before.body.tasks, after.body.tasks)]
    return items


def _values(note: Note, field: str) -> list[object]:
    return [value.value for value in note.fields.get(field, ())]


def _added(before: Iterable[LogLine], after: Iterable[LogLine]) -> list[LogLine]:
    known = {line._replace(line=0) for line in before}
    return [line for line in after if line._replace(line=0) not in known]


def _ticked(before: Iterable[Task], after: Iterable[Task]) -> list[Task]:
    was_open = {task.text for task in before if task.status not in _DONE}
    return [task for task in after if task.status in _DONE and task.text in was_open]


# --- names -----------------------------------------------------------------------------------------


def called(note: Note) -> str:
    """What a file is called: a note without ``.md``, whatever else with its ending."""
    return clean(note_name(note.path)).encode(errors="replace").decode()


def _kind(note: Note) -> str:
    said = next((str(value.value) for value in note.fields.get("kind", ())), _MEETING)
    return clean(said.replace("-", " "))


def _people(note: Note) -> str:
    names = [clean(value.name) for value in note.fields["people"]]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return listing([*names[:_NAMED], *more])


def _task(task: Task) -> str:
    words = clean(task.text.replace("[[", "").replace("]]", ""))
    return words if len(words) <= _LONGEST_TASK else f"{words[: _LONGEST_TASK - 1].rstrip()}…"


def _unnamed(item: Item, one: Altered) -> Item:
    """Say the same without a name."""
    note = one.after or one.before
    assert note is not None
    if item.sort in ("log", "plan"):
        kind = _kind(note) if note.type == _MEETING else item.what.partition(" with ")[0]
        return Item(item.sort, f"{kind} with {_SOMEBODY}" if " with " in item.what else _SOMEBODY)
    if item.sort == "done":
        return Item("done", "a task")
    what = note.type or ("note" if note.path.endswith(".md") else "file")
    return Item(item.sort, f"private {what}" if item.sort == "new" else f"a private {what}")


def _is_private(one: Altered, kept: discreet.Kept) -> bool:
    return any(note and (note.private or note.path in kept.private) for note in one)


def _with_the_removed(kept: discreet.Kept, altered: Iterable[Altered]) -> discreet.Kept:
    """Add to what is kept the contacts that were private, of which the vault knows nothing any more.

    A note of no type may be one as well, whose properties can't be read.
    """
    private = (
        note for one in altered for note in one if note and note.private and note.type in ("", _CONTACT)
    )
    return kept._replace(hidden=kept.hidden.union(*map(discreet.names_of, private)))
