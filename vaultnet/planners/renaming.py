"""Renaming a note: it moves, every link to it follows, and its old name stays as an alias. Pure.

Links of other notes that would lead elsewhere, because the new name is theirs too, are written so that they mean
what they meant. A value that would then be read as another one (a type's, a day's) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from vaultnet import config, frontmatter, portable
from vaultnet.edits import spans, tick_names
from vaultnet.edits.relink import Moves, concerns, relink, retarget
from vaultnet.facts import Facts
from vaultnet.filters import typed
from vaultnet.links import Entry, Names, fold, owner
from vaultnet.model import Note, note_name
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.reviews import seal
from vaultnet.values import normal

ALIASES = ("aliases", "alias")
"""The property that holds a note's other names."""

_ME = re.compile(r"""^([ \t]*me[ \t]*=[ \t]*(?:"(?:\[\[)?|'(?:\[\[)?))([^"'|#\]\n]*)""", re.MULTILINE)
_RELATIVE = re.compile(r"\]\([ \t]*<?(\.\.?/[^()<>\n]*)")


def plan(
    facts: Facts, read: Callable[[str], bytes], path: str, wanted: str, *, alias: bool = True
) -> Operation:
    """Plan to rename a note.

    Args:
        facts: the vault.
        read: gives a file's bytes.
        path: the note.
        wanted: its new name, or with ``/`` its new path from the vault's root.
        alias: whether its old name becomes an alias.

    """
    to = place(path, wanted)
    what = f"rename {note_name(path)} to {note_name(to) if _folder(to) == _folder(path) else to}"
    reason = against(facts.names, path, to)
    if reason:
        return Operation("rename", what, (), (reason,))
    if to == path:
        return Operation("rename", what, ())
    kept = (note_name(path),) if alias and fold(note_name(path)) != fold(note_name(to)) else ()
    moves = _moves(facts.names, path, to, kept)
    changes, refused = follow(facts, read, moves, {path})
    data = read(path)
    own = next((one for one in changes if one.path == path), Change(path, data, data))
    after = with_aliases(path, own.after or b"", kept)
    if isinstance(after, Refusal):
        return Operation("rename", what, (), (*refused, after))
    if _folder(to) != _folder(path):
        refused += tuple(_left_behind(path, to, own.before or b""))
    changes = tuple(Change(path, one.before, after, to) if one is own else one for one in changes)
    return Operation("rename", what, changes, refused)


def place(path: str, wanted: str) -> str:
    """Return the path that a new name means for a note: in its folder, or with ``/`` from the root."""
    bare = wanted[:-3] if wanted[-3:].lower() == ".md" else wanted
    suffix = path[-3:] if "/" not in wanted and path[-3:].lower() == ".md" else ".md"
    if "/" in bare:
        return bare.removeprefix("/") + suffix
    folder = _folder(path)
    return f"{folder}/{bare}{suffix}" if folder else bare + suffix


def against(names: Names, path: str, to: str) -> Refusal | None:
    """Say why a note can't have a path; None if it can."""
    for part in to[:-3].split("/"):
        reason = portable.reason_against(part)
        if reason:
            return Refusal("", 0, f"“{part}” can't be a note's name: {reason}.", "Choose another name.")
    taken = next((other for other in names if fold(other) == fold(to) and other != path), "")
    if taken:
        merge = f"vaultnet merge {typed(note_name(path))} {typed(note_name(taken))}"
        hint = f"Choose another name, or make one note of the two: {merge}"
        return Refusal("", 0, f"There is a note {taken} already.", hint)
    return None


def with_aliases(path: str, data: bytes, names: Sequence[str]) -> bytes | Refusal:
    """Add names to a note's aliases, those that are there stay."""
    values = frontmatter.read(path, data.decode(errors="replace")).values
    there = next((located.value for key, located in values.items() if normal(key) in ALIASES), None)
    if (
        names and isinstance(there, str) and "," in there
    ):  # several names in one text, which a list would not part
        parted = tuple(part for written in there.split(",") if (part := written.strip()))
        return spans.edit(path, data, [spans.Edit(ALIASES, tuple(dict.fromkeys((*parted, *names))))])
    edits = [spans.Edit(ALIASES, name, add=True) for name in names]
    return spans.edit(path, data, edits) if edits else data


def led_nowhere(facts: Facts, to: str) -> int:
    """Count the links that lead to no note now, and to the renamed one afterwards."""
    wanted = fold(note_name(to))
    rows = facts.query("select target from links where resolved is null")[1]
    return sum(fold(str(target)).removesuffix(".md") == wanted for (target,) in rows)


def follow(
    facts: Facts, read: Callable[[str], bytes], moves: Moves, also: set[str] | frozenset[str] = frozenset()
) -> tuple[tuple[Change, ...], tuple[Refusal, ...]]:
    """Change the links of all notes so that they mean what they meant; and the setting ``me``.

    The notes that move are changed in their old place; ``also`` names notes that are given even if nothing in
    them changes.
    """
    rows = facts.query("select distinct path, target from links")[1]
    ticks = facts.query("select distinct path, contact from ticks")[1]
    ticked = {path for path, contact in ticks if contact in moves.to}
    sources = {path for path, target in rows if concerns(moves, path, target)} | ticked | also
    changes: list[Change] = []
    refused: list[Refusal] = []
    settings = _settings(facts, read, moves)
    new_config = facts.config
    if isinstance(settings, Refusal):
        refused.append(settings)
    elif settings:
        changes.append(settings)
        new_config = replace(facts.config, me=config.read((settings.after or b"").decode())[0].me)
    before, after = Parser(facts.config, facts.note_types), Parser(new_config, facts.note_types)
    for path in sorted(sources):
        data = read(path)
        new = relink(path, data, moves)
        if isinstance(new, Refusal):
            refused.append(new)
            continue
        odd = _otherwise(before.parse(path, data)[0], after.parse(path, new)[0]) if new != data else None
        if odd:
            refused.append(odd)
        new = tick_names.follow(path, new, moves) if path in ticked else new
        if isinstance(new, Refusal):
            refused.append(new)
            continue
        if new != data or path in also:
            changes.append(Change(path, data, seal.follow(data, new)))
    return tuple(changes), tuple(refused)


def _moves(names: Names, path: str, to: str, kept: tuple[str, ...]) -> Moves:
    def entries() -> Iterator[Entry]:
        for there in names:
            entry = names.at(there)
            if entry is not None:
                yield entry._replace(path=to, aliases=(*entry.aliases, *kept)) if there == path else entry

    return Moves(names, Names(entries()), {path: to})


def _otherwise(before: Note, after: Note) -> Refusal | None:
    """Refuse if a note would be read otherwise: a link's name may be what gives it its type, day or a word."""
    hint = "If the notes of a type are told by it, add the new name under [types] in vaultnet.toml first."
    if before.type != after.type:
        was, got = (
            f"a note of type {kind}" if kind else "without a type" for kind in (before.type, after.type)
        )
        message = f"With the new name in its properties, this note would be {got}, and no longer {was}."
        return Refusal(before.path, 1, message, hint)
    if before.day != after.day:
        message = "The day of this note is what the link names, so it would have another one."
        return Refusal(before.path, before.day_source.line or 1, message, "Write the day itself there first.")
    for name, values in before.fields.items():
        now = after.fields.get(name, ())
        for value, other in zip(values, now, strict=False):
            words = str(value.value)
            if not value.link and value.value != other.value and "[[" not in words and "](" not in words:
                message = f"What {name} says here is the name of the note, so it would say something else."
                return Refusal(before.path, value.line, message, "Write the word itself there first.")
        if len(values) != len(now):
            message = f"{name} could no longer be read with the new name in it."
            return Refusal(before.path, values[0].line, message, "Write the word itself there first.")
    return None


def _left_behind(path: str, to: str, data: bytes) -> Iterator[Refusal]:
    """Refuse what leads from a note's folder to files that are no notes: from another one it would not."""
    for number, line in enumerate(data.decode(errors="replace").split("\n"), 1):
        for match in _RELATIVE.finditer(line):
            target = match[1].partition("#")[0].strip()
            if target.rpartition(".")[2].lower() not in ("md", "") and "." in target.rpartition("/")[2]:
                message = (
                    f"{target} leads from this folder to a file, and would lead nowhere from {_folder(to)}/."
                )
                hint = (
                    "Write it without ./ and ../, as Obsidian finds a file by its name; then rename the note."
                )
                yield Refusal(path, number, message, hint)


def _settings(facts: Facts, read: Callable[[str], bytes], moves: Moves) -> Change | Refusal | None:
    """Let the setting ``me`` follow, if it names a note that moves."""
    me = owner(facts.config.me, moves.was)
    if me not in moves.to:
        return None
    data = read(config.FILE)
    text = data.decode(errors="surrogateescape")
    match = _ME.search(text)
    target = retarget(moves, "", match[2].strip()) if match else None
    line = text.count("\n", 0, match.start()) + 1 if match else 1
    if match and target is not None:
        after = f"{text[: match.start(2)]}{target}{text[match.end(2) :]}"
        now = config.read(after)[0]
        if now == replace(config.read(text)[0], me=now.me) and owner(now.me, moves.now) == moves.to[me]:
            return Change(config.FILE, data, after.encode(errors="surrogateescape"))
    message = f"The setting `me` names {me}, and can't be changed safely."
    return Refusal(config.FILE, line, message, "Write it as a line of its own: me = “[[Name]]”.")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
