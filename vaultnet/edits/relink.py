"""Making the links of a note follow notes that get another name or place. Pure.

A link is rewritten if it led to a note that moves, or if it would lead elsewhere once other notes have moved;
it is written as it was (with a folder or without, `.md` or not), as Obsidian does it: the file name alone where
nothing else bears it. Only the span of its target changes. Then the note is read again, and if anything but these
targets reads otherwise, nothing is done and the answer is a `Refusal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vaultnet import frontmatter, markdown
from vaultnet.edits.link_text import in_destination, same_spelling, ways
from vaultnet.edits.property_links import Missing, Standing, spans_in
from vaultnet.inline import destination
from vaultnet.links import Names, Resolution, key
from vaultnet.model import Body, Link
from vaultnet.operation import Refusal

_WIKILINK = re.compile(r"\[\[([^\[\]\n\0]+)\]\]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


class Moves(NamedTuple):
    """The names before and after, and where the notes that move go: from path to path.

    Two notes may go to one path: then one of them is merged into the other.
    """

    was: Names
    now: Names
    to: Mapping[str, str]

    def meant(self, target: str, source: str) -> Resolution:
        """Say where a link in the note that was at ``source`` led before."""
        return self.was.resolve(target, source)

    def found(self, target: str, source: str) -> Resolution:
        """Say where a link in the note that was at ``source`` leads afterwards."""
        return self.now.resolve(target, self.to.get(source, source))


def concerns(moves: Moves, source: str, target: str) -> bool:
    """Tell whether a link with this target, in the note that was at ``source``, has to be rewritten."""
    before = moves.meant(target, source)
    if before.entry is None:
        return False  # it led nowhere: whoever wrote it may have meant the new name
    path = before.entry.path
    goal = moves.to.get(path, path)
    after = moves.found(target, source)
    if after.entry is None or after.entry.path != goal:
        return True
    if path not in moves.to:
        return after.rivals != before.rivals and len(after.rivals) > len(before.rivals)
    return after.by_alias or (
        goal != path and same_spelling(target, path) and not same_spelling(target, goal)
    )


def relink(path: str, data: bytes, moves: Moves) -> bytes | Refusal:
    """Rewrite the links of a note so that each means what it meant.

    Args:
        path: where the note lies before the moves.
        data: its bytes; any bytes, nothing raises.
        moves: what moves.

    """
    if b"\0" in data:
        return data  # no text, so nothing in it is a link
    raw = data.decode("utf-8", "surrogateescape")
    text = _ESCAPED_BYTE.sub("\ufffd", raw)
    try:
        edits = [*_in_properties(path, text, moves), *_in_body(path, text, moves)]
        if not edits:
            return data
        after = "".join(_spliced(raw, edits))
        _check(path, text, _ESCAPED_BYTE.sub("\ufffd", after), edits, moves)
    except _Unsafe as unsafe:
        return unsafe.refusal
    return after.encode("utf-8", "surrogateescape")


class Edit(NamedTuple):
    """A stretch of a text and what takes its place; ``line`` counts from 1."""

    start: int
    end: int
    new: str
    line: int

    def moved(self, by: int) -> Edit:
        """Return the edit for a longer text, of which this one is a part."""
        return self._replace(start=self.start + by, end=self.end + by)


class _Unsafe(Exception):
    """A link can't be rewritten safely."""

    def __init__(self, path: str, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(path, line, message, hint)


def _spliced(text: str, edits: list[Edit]) -> Iterator[str]:
    past = 0
    for edit in edits:
        yield text[past : edit.start]
        yield edit.new
        past = edit.end
    yield text[past:]


# --- where the targets stand ------------------------------------------------------------------------


class _Written(NamedTuple):
    """How a link's target is written: its span in the text, whether in ``<>``.

    ``brackets`` is where the closing brackets of a wikilink stand, 0 for a Markdown link.
    """

    start: int
    end: int
    brackets: int = 0
    angled: bool = False


def _in_body(path: str, text: str, moves: Moves) -> Iterator[Edit]:
    front = frontmatter.read(path, text)
    first = len(text) - len(front.body)
    body = front.body.replace("\r", " ")
    tables: set[int] | None = None
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for link in markdown.scan(front.body, front.body_line).links:
        if not concerns(moves, path, link.target):
            continue
        index = link.line - front.body_line
        written = _written(body, starts[index] + link.column - 1, link.alias)
        if tables is None and _shows_target(link, path, moves):
            tables = _table_lines(body)
        bar = "\\|" if tables and index in tables else "|"
        yield _edit(path, link, moves, body, written, bar).moved(first)


def _written(text: str, offset: int, alias: str) -> _Written:
    """Find the target of the link whose first bracket is at ``offset``."""
    wiki = _WIKILINK.match(text, offset)
    if wiki:
        start, end = _trimmed(text, wiki.start(1), _end_of_target(text, wiki.start(1), wiki.end(1)))
        return _Written(start, end, wiki.end(1))
    closing = _after_blanks(text, _after_blanks(text, offset + 1) + len(alias))
    start, end = destination(text, closing) or (closing, closing)
    angled = text[start - 1] == "<"
    hash_at = text.find("#", start, end)
    start, end = _trimmed(text, start, end if hash_at < 0 else hash_at)
    return _Written(start, end, 0, angled)


def _end_of_target(text: str, start: int, end: int) -> int:
    bar = text.find("|", start, end)
    if bar >= 0:
        end = bar
    if text[end - 1] == "\\":
        end -= 1
    hash_at = text.find("#", start, end)
    return end if hash_at < 0 else hash_at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _table_lines(body: str) -> set[int]:
    """Return the indexes of the lines that belong to tables: those around a line of dashes and bars."""
    lines = body.split("\n")
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index and "|" in line and "-" in line and not line.strip(" \t>|:-"):
            found.update((index - 1, index))
        elif index - 1 in found and line.strip(" \t>"):
            found.add(index)
    return found


# --- how they are written anew ----------------------------------------------------------------------


def _edit(
    path: str, link: Link, moves: Moves, text: str, written: _Written, bar: str, value: Standing | None = None
) -> Edit:
    """Return what takes the place of a link's target; ``value`` is the property that it stands in."""

    def plain(words: str) -> str:
        return value.quoted(words) if value else words

    start, end = written.start, written.end
    was = text[start:end]
    if not written.brackets:
        new = _new_target(path, link, moves, was)
        return Edit(start, end, plain(in_destination(new, written.angled, was)), link.line)
    new = plain(_new_target(path, link, moves))
    if not _shows_target(link, path, moves):
        return Edit(start, end, new, link.line)
    rest = text[end : written.brackets]  # a heading
    return Edit(start, written.brackets, f"{new}{rest}{bar}{was}", link.line)


def _shows_target(link: Link, path: str, moves: Moves) -> bool:
    """Tell whether what was written as the target has to stay as the words that are shown: it was an alias."""
    return not link.alias and link.where != "embed" and moves.meant(link.target, path).by_alias


def _new_target(path: str, link: Link, moves: Moves, destination: str | None = None) -> str:
    """Return what to write as the target of a link. Raises `_Unsafe` if nothing leads to the note."""
    found = retarget(moves, path, link.target, plain=destination is None)
    if found is not None:
        return found
    message = f"From here no link can be written that leads where [[{link.target}]] has to."
    raise _Unsafe(path, link.line, message, "Choose another name, or change this link by hand first.")


def retarget(moves: Moves, source: str, target: str, *, plain: bool = True) -> str | None:
    """Return the text that leads, from the note that was at ``source``, where a target has to; None for none.

    Not ``plain``: it is for a Markdown link, where a name with a dot in it needs its ``.md``.
    """
    entry = moves.meant(target, source).entry
    was = entry.path if entry else ""
    goal = moves.to.get(was, was)
    here = moves.to.get(source, source)
    second = None
    for way in ways(target, was, goal, here, moves.now):
        if not plain and "." in way.rpartition("/")[2] and way[-3:].lower() != ".md":
            way = f"{way}.md"  # else a part of the name would look like the ending of a file that is no note
        found = moves.now.resolve(way, here)
        if found.entry and found.entry.path == goal and not found.by_alias:
            if not found.rivals:
                return way
            second = second or way
    return second


# --- properties ---------------------------------------------------------------------------------------


def _in_properties(path: str, text: str, moves: Moves) -> Iterator[Edit]:
    span = frontmatter.find(text)
    if span is None or "[" not in text[span[0] : span[1]]:
        return
    start, end, _ = span
    source = text[start:end]
    values = frontmatter.read(path, text).values
    for found in spans_in(source, values, lambda link: concerns(moves, path, link.target)):
        link = found.link
        if isinstance(found, Missing):
            message = f"The link to “{link.target}” is written in a way that can't be rewritten safely."
            raise _Unsafe(path, link.line, message, f'Write it on one line, in quotes: "[[{link.target}]]".')
        written = _written(found.text, found.offset, found.alias)
        edit = _edit(path, link, moves, found.text, written, "|", found)
        yield edit.moved(start + found.start)


def _expected(path: str, text: str, moves: Moves) -> str:
    """Return a property's text as it has to read afterwards."""
    edits = []
    for link in markdown.links_in(text):
        if concerns(moves, path, link.target):
            written = _written(text, link.column - 1, link.alias)
            edits.append(_edit(path, link, moves, text, written, "|"))
    return "".join(_spliced(text, edits))


# --- reading again ------------------------------------------------------------------------------------


def _check(path: str, before: str, after: str, edits: list[Edit], moves: Moves) -> None:
    """Raise `_Unsafe` unless everything but the rewritten links reads as before."""
    old, new = frontmatter.read(path, before), frontmatter.read(path, after)
    lines = {edit.line for edit in edits}
    wrong = 0
    if old.present != new.present or old.problems != new.problems or list(old.values) != list(new.values):
        wrong = edits[0].line
    else:
        for name, located in old.values.items():
            wanted = _rewritten(frontmatter.plain(located), path, moves)
            if not wrong and repr(wanted) != repr(frontmatter.plain(new.values[name])):
                wrong = min([line for line in lines if line >= located.line] or [located.line])
    wrong = wrong or _differing(
        markdown.scan(old.body, old.body_line),
        markdown.scan(new.body, old.body_line),
        lines,
        path,
        moves,
    )
    if wrong:
        wrong = max([line for line in lines if line <= wrong] or [min(lines)])
        message = "With the new name, what stands here would be read as something else than a link."
        raise _Unsafe(path, wrong, message, "Put the value in quotes, or choose another name.")


def _rewritten(value: object, path: str, moves: Moves) -> object:
    if isinstance(value, str):
        return _expected(path, value, moves) if "[" in value else value
    if isinstance(value, list):
        return [_rewritten(item, path, moves) for item in value]
    if isinstance(value, dict):
        return {name: _rewritten(item, path, moves) for name, item in value.items()}
    return value


def _differing(old: Body, new: Body, lines: set[int], path: str, moves: Moves) -> int:
    """Return the first line on which a text reads otherwise than it has to, or 0."""
    pairs: list[tuple[Sequence[Any], Sequence[Any]]] = [
        (old.tags, new.tags),
        (old.headings, new.headings),
        (old.tasks, new.tasks),
        (old.fields, new.fields),
        (old.logs, new.logs),
    ]
    whole = (old.placeholder, old.empty, old.first[1]) == (new.placeholder, new.empty, new.first[1])
    if not whole or any(len(one) != len(other) for one, other in [*pairs, (old.links, new.links)]):
        return min(lines)
    for link, other in zip(old.links, new.links, strict=True):
        if not _is_right(link, other, path, moves):
            return link.line
    for one, another in pairs:
        for item, now in zip(one, another, strict=True):
            edited = item.line in lines
            if (_without_words(item) != _without_words(now)) if edited else item != now:
                return int(item.line)
    return 0


def _without_words(item: Any) -> dict[str, object]:
    """Return an item's parts but those that hold the words of its line, and columns."""
    return {name: part for name, part in item._asdict().items() if name not in ("text", "value", "column")}


def _is_right(link: Link, now: Link, path: str, moves: Moves) -> bool:
    """Tell whether a link reads as it has to after the moves."""
    if (link.line, link.where, link.subpath) != (now.line, now.where, now.subpath):
        return False
    if not concerns(moves, path, link.target):
        return (link.target, link.alias) == (now.target, now.alias)
    entry = moves.meant(link.target, path).entry
    found = moves.found(now.target, path).entry
    goal = moves.to.get(entry.path, entry.path) if entry else ""
    shown = link.target if _shows_target(link, path, moves) else link.alias
    right = now.alias in (link.alias, shown) and key(now.target) == key(goal)
    return right and found is not None and found.path == goal
