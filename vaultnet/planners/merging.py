"""Making one note of two: properties united, texts joined, every link to the one that goes led to the other. Pure.

Nothing that is said in either note is lost: what has no place among the kept note's properties stands under a
heading `From …` at its end, before the other note's own text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from vaultnet import frontmatter, markdown
from vaultnet.edits import litter, spans
from vaultnet.edits.log_merge import unite
from vaultnet.edits.relink import Moves
from vaultnet.facts import Facts
from vaultnet.links import Entry, Names, fold
from vaultnet.model import Body, note_name
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.planners import renaming
from vaultnet.planners.field_merge import Fields, Merger

_COMMENT = re.compile(r"^[ \t]*#|[ \t]#[ \t]", re.MULTILINE)
_TICKS = re.compile("`{3,}")


class Merge(NamedTuple):
    """What would be done, and in sentences what becomes of what the two notes say."""

    operation: Operation
    said: tuple[str, ...] = ()


def plan(facts: Facts, read: Callable[[str], bytes], other: str, kept: str) -> Merge:
    """Plan to make one note of two.

    Args:
        facts: the vault.
        read: gives a file's bytes.
        other: the path of the note that goes.
        kept: the path of the one that stays.

    """
    going, staying = called(other, kept)
    what = f"merge {going} into {staying}"
    reason = _against(facts.names, other, kept)
    if reason:
        return Merge(Operation("merge", what, (), (reason,)))
    names = _new_aliases(facts.names, other, kept)
    moves = Moves(facts.names, Names(_entries(facts.names, other, kept, names)), {other: kept})
    changes, refused = renaming.follow(facts, read, moves, {other, kept})
    if refused:
        return Merge(Operation("merge", what, (), refused))
    by_path = {change.path: change for change in changes}
    merged = _merged(facts, moves, (kept, _after(by_path[kept])), (other, _after(by_path[other])), names)
    if isinstance(merged, Refusal):
        return Merge(Operation("merge", what, (), (merged,)))
    data, said = merged
    done = {kept: by_path[kept]._replace(after=data), other: by_path[other]._replace(after=None)}
    rest = tuple(change for change in changes if change.path not in done)
    return Merge(Operation("merge", what, (done[kept], *rest, done[other])), said)


def called(other: str, kept: str) -> tuple[str, str]:
    """Return what to call two notes: by their names, or by their paths where those are equal."""
    one, two = note_name(other), note_name(kept)
    return (other, kept) if fold(one) == fold(two) else (one, two)


def _against(names: Names, other: str, kept: str) -> Refusal | None:
    one, two = names.at(other), names.at(kept)
    if one is None or two is None:
        return Refusal(other if one is None else kept, 1, "There is no such note.", "Name one that there is.")
    if other == kept:
        return Refusal(
            "", 0, f"Both names mean {kept}.", "Name the note that goes first, then the one that stays."
        )
    if one.type != two.type:
        kinds = " and ".join(entry.type or "a note without a type" for entry in (one, two))
        message = f"Only notes of one type can be one note; {other} and {kept} are {kinds}."
        return Refusal("", 0, message, "Set the same type: in both first, if they are the same thing.")
    return None


def _new_aliases(names: Names, other: str, kept: str) -> tuple[str, ...]:
    """Return the names of the note that goes which the other one doesn't have."""
    one, two = names.at(other), names.at(kept)
    known = {fold(note_name(kept)), *(fold(alias) for alias in (two.aliases if two else ()))}
    found = (note_name(other), *(one.aliases if one else ()))
    return tuple({fold(name): name for name in reversed(found) if fold(name) not in known}.values())[::-1]


def _entries(names: Names, other: str, kept: str, more: tuple[str, ...]) -> Iterator[Entry]:
    for path in names:
        entry = names.at(path)
        if entry is not None and path != other:
            yield entry._replace(aliases=(*entry.aliases, *more)) if path == kept else entry


def _merged(
    facts: Facts, moves: Moves, kept: tuple[str, bytes], other: tuple[str, bytes], names: tuple[str, ...]
) -> tuple[bytes, tuple[str, ...]] | Refusal:
    """Return the kept note with all that the other one says, and what there is to tell about it."""
    (path, data), (other_path, other_data) = kept, other
    text, more = (_text(one) for one in (data, other_data))
    for note_path, note in ((path, text), (other_path, more)):
        problems = frontmatter.read(note_path, note).problems
        if problems:
            return Refusal(note_path, problems[0].line, problems[0].message, problems[0].hint)
    if b"\0" in data + other_data:
        return Refusal(path if b"\0" in data else other_path, 1, "There is a NUL byte here, so this is no text.",
                       "Restore the note from a backup or from git.")  # fmt: skip
    heading = f"From {called(other_path, path)[0]}"
    fields = _fields(facts, moves, (path, text), (other_path, more), heading)
    edited = renaming.with_aliases(path, data, names)
    if not isinstance(edited, Refusal) and fields.edits:
        edited = spans.edit(path, edited, fields.edits)
    if isinstance(edited, Refusal):
        return edited
    joined = _joined(edited.decode("utf-8", "surrogateescape"), other_data, heading, fields)
    if joined is None:
        message = f"The text of {other_path} would be read otherwise at the end of this note."
        last = text.count("\n") + 1
        return Refusal(path, last, message, "Look for code or a comment that is never closed, and close it.")
    said = (f"{note_name(path)} is also called {', '.join(names)}.",) if names else ()
    return joined.encode("utf-8", "surrogateescape"), (*fields.said, *said)


def _fields(
    facts: Facts, moves: Moves, kept: tuple[str, str], other: tuple[str, str], heading: str
) -> Fields:
    """Decide about the properties of the note that goes; both notes' links lead to where they lead afterwards."""

    def leads(target: str) -> str:
        entry = moves.now.resolve(target, kept[0]).entry
        return entry.path if entry else ""

    entry = moves.was.at(kept[0])
    note_type = next((one for one in facts.note_types if entry and one.name == entry.type), None)
    merger = Merger(note_type, facts.note_types, facts.config, leads)
    values, more = frontmatter.read(*kept).values, frontmatter.read(*other).values
    found = merger.merge(values, more, heading)
    if any(leads_to.day for line in found.lines for leads_to in _linked(line, moves, kept[0])):
        return found._replace(lines=tuple(line for line in found.lines if not _links(line)), quote=True)
    return found


def _links(line: str) -> list[str]:
    return [link.target for link in markdown.links_in(line)]


def _linked(line: str, moves: Moves, source: str) -> Iterator[Entry]:
    """Yield the notes that a line leads to: a link to a dated one would be a day in touch."""
    for target in _links(line):
        entry = moves.now.resolve(target, source).entry
        if entry is not None:
            yield entry


# --- the text ---------------------------------------------------------------------------------------


def _joined(kept: str, other_data: bytes, heading: str, fields: Fields) -> str | None:
    """Put the other note's text at the end of the kept one; None if either would be read otherwise there."""
    other = other_data.decode("utf-8", "surrogateescape")
    span = frontmatter.find(other)
    rest = (other[span[2] :] if span else other.removeprefix("\ufeff")).replace("\r\n", "\n")
    front = other[span[0] : span[1]].replace("\r\n", "\n") if span else ""
    own = frontmatter.find(kept)
    begin = own[2] if own else len(kept) - len(kept.removeprefix("\ufeff"))
    head, body = kept[:begin], kept[begin:]
    wanted = _said(body, rest, "\n".join(fields.lines))
    united = unite(body, rest)
    body, rest = united or (body, rest)
    rest = litter.without(body, rest)
    parts = ["\n".join(fields.lines)] if fields.lines else []
    if fields.quote or _COMMENT.search(front):
        ticks = max([3, *(len(run) + 1 for run in _TICKS.findall(front))]) * "`"
        parts.append(f"{ticks}yaml\n{front.rstrip()}\n{ticks}")
    parts += [rest.strip("\n").rstrip()] if rest.strip() else []
    if not parts:
        return head + body
    end = "\r\n" if "\r\n" in head + body else "\n"
    begun = body if not body or body.endswith("\n") else body + end
    for level in ("##", "#"):
        tail = "\n\n".join([f"{level} {heading}", *parts]) + "\n"
        gap = end if begun.strip() else ""
        found = f"{begun}{gap}{tail.replace(chr(10), end)}"
        if _said(found) == wanted:
            return head + found
    return None


def _said(*bodies: str) -> tuple[frozenset[tuple[Any, ...]], ...]:
    """Return what some texts say, wherever in them it stands."""
    found: list[Body] = [markdown.scan(_shown(body)) for body in bodies]
    return (
        frozenset((link.target, link.subpath, link.alias, link.where) for one in found for link in one.links),
        frozenset(tuple(task._replace(line=0)) for one in found for task in one.tasks),
        frozenset((field.key, field.value, field.where) for one in found for field in one.fields),
        frozenset((log.day, log.text, log.kind) for one in found for log in one.logs),
        frozenset((tag.name,) for one in found for tag in one.tags),
    )


def _shown(text: str) -> str:
    return re.sub("[\udc80-\udcff]", "\ufffd", text)


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _after(change: Change) -> bytes:
    return change.after or b""
