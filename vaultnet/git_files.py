"""What ``.gitignore`` and ``.gitattributes`` say for a vault: one marked block in each. Pure.

A block is put at the end of the file, or where it stands already. All other lines stay as they are, byte for byte,
and are as they were when it is taken out again. Texts are as ``surrogateescape`` reads them, so that bytes which
are no UTF-8 stay as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from vaultnet.operation import Change, Operation, Refusal

IGNORE, ATTRIBUTES = ".gitignore", ".gitattributes"

LITTER = (
    "/.obsidian/workspace",
    "/.obsidian/workspace.json",
    "/.obsidian/workspace-mobile.json",
    "/.trash/",
    ".vaultnet-*",
    ".merge_file_*",
)
"""Which panes are open on this device, what Obsidian threw away, and what lies beside a note being written, by us
and by a git that was cut off while it merged."""

_BEGINS = "# >>> vaultnet: written by `vaultnet git setup`, taken out again by `vaultnet git remove`"
_ENDS = "# <<< vaultnet"
_BEGIN = re.compile(r"# >>> vaultnet\b.*")
_END = re.compile(r"# <<< vaultnet(?: ([0-9a-f]+))?")
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?")
_OLD_HEAD = "# vaultnet's dashboards: each device makes its own"
_OLD = re.compile(r"/.+/Network \*\.(?:md|base|svg)")
"""What `init` wrote in versions that knew no blocks."""


def setup(
    texts: Mapping[str, bytes | None], *, share: bool, pages: Collection[str], more: Iterable[Change] = ()
) -> Operation:
    """Plan the two files of a vault whose dashboards lie at ``pages``.

    Those are left out of git, or, if they are to ``share``, merged by taking the lines of both sides. ``texts`` are
    the two files as they are, None for one that is not there. ``more`` is done along with it.
    """
    wanted = {
        IGNORE: (*LITTER, *(() if share else ignoring(pages))),
        ATTRIBUTES: uniting(pages) if share else (),
    }
    return _operation("git setup", "set up git", texts, wanted, pages, more)


def removal(
    texts: Mapping[str, bytes | None], pages: Collection[str], more: Iterable[Change] = ()
) -> Operation:
    """Plan the two files without anything of ours."""
    return _operation("git remove", "take vaultnet's lines out of git's files", texts, {}, pages, more)


def _operation(
    command: str,
    what: str,
    texts: Mapping[str, bytes | None],
    wanted: Mapping[str, Sequence[str]],
    pages: Collection[str],
    more: Iterable[Change],
) -> Operation:
    ours = {IGNORE: (*LITTER, *ignoring(pages)), ATTRIBUTES: uniting(pages)}
    changes, refused = list(more), []
    for name, known in ours.items():
        old = texts[name]
        text = None if old is None else old.decode(errors="surrogateescape")
        new = with_block(name, text, wanted.get(name, ()), known)
        if isinstance(new, Refusal):
            refused.append(new)
        elif new != text:
            changes.append(Change(name, old, None if new is None else new.encode(errors="surrogateescape")))
    return Operation(command, what, tuple(changes), tuple(refused))


# --- lines -----------------------------------------------------------------------------------------


def ignoring(pages: Iterable[str]) -> tuple[str, ...]:
    """Lines of a ``.gitignore`` in the vault's root that leave out these files, and nothing else."""
    return tuple(f"/{_literal(page)}" for page in sorted(pages))


def uniting(pages: Iterable[str]) -> tuple[str, ...]:
    """Lines of a ``.gitattributes`` there: git takes the lines of both sides when it merges one of these files."""
    return tuple(f"{_quoted(f'/{_literal(page)}')} merge=union" for page in sorted(pages))


def _literal(path: str) -> str:
    """Write a path as a pattern that stands for itself; for a line break, which no line holds, stands any sign."""
    return re.sub(r"[\\*?\[]", r"\\\g<0>", path).replace("\n", "?")


def _quoted(pattern: str) -> str:
    """Write a pattern as C writes a text if it has white space, at which git would take it to end."""
    if not re.search(r"[\s\x00-\x1f]", pattern):
        return pattern
    text = re.sub(r'[\\"]', r"\\\g<0>", pattern)
    return '"' + re.sub(r"[\x00-\x1f]", lambda found: f"\\{ord(found[0]):03o}", text) + '"'


# --- blocks ----------------------------------------------------------------------------------------


def with_block(
    name: str, text: str | None, lines: Sequence[str], ours: Collection[str] = ()
) -> str | Refusal | None:
    """Give a file with these lines in its block; what of them stands elsewhere in the file is not said twice.

    ``text`` is None, and so is what is given, where there is no such file. Without lines the block is taken out.
    Lines that somebody wrote into the block are put below it; ``ours`` are lines that are taken for nobody else's.
    Refused is a file in which ours can't be told from the others.
    """
    rows = (text or "").split("\n")
    spans = _spans(name, rows)
    if isinstance(spans, Refusal):
        return spans
    inside = {at for first, end in spans for at in range(first, end)}
    kept = [row for first, end in spans for row in _foreign(rows[first:end], {*lines, *ours})]
    there = {row.rstrip() for at, row in enumerate(rows) if at not in inside} | {row.rstrip() for row in kept}
    wanted = [line for line in lines if line not in there]
    block = [_BEGINS, *wanted, f"{_ENDS} {_digest(wanted)}"] if wanted else []
    if spans:
        return _replaced(rows, spans, block, kept)
    return _added(text, block) if block else text


def _added(text: str | None, block: Sequence[str]) -> str:
    """Put a block at a file's end. It ends with a line end only if the file did: that tells how it was before."""
    if text is None:
        return "".join(f"{line}\n" for line in block)
    end = "\r\n" if "\r\n" in text else "\n"
    if text.endswith("\n"):
        return text + "".join(f"{line}{end}" for line in block)
    return text + (end if text else "") + end.join(block)


def _replaced(
    rows: Sequence[str], spans: Sequence[tuple[int, int]], block: Sequence[str], kept: Sequence[str]
) -> str | None:
    """Put a block and what was ``kept`` in the place of the first of some spans, and take the others out."""
    at, unended = spans[0][0], spans[-1][1] == len(rows)
    inside = {row for first, end in spans for row in range(first, end)}
    before, after = list(rows[:at]), [row for n, row in enumerate(rows) if n > at and n not in inside]
    carriage = "\r" if rows[at].endswith("\r") else ""
    new = [*(line + carriage for line in block), *kept]
    if unended and not after:  # the last line has no end, so neither its half of it
        last = new or before
        last[-1:] = [row.removesuffix("\r") if carriage else row for row in last[-1:]]
    whole = "\n".join([*before, *new, *after])
    return None if not whole and not unended else whole


def _spans(name: str, rows: Sequence[str]) -> list[tuple[int, int]] | Refusal:
    """Find what is ours: the first line of each part, and the one after its last, counted from 0."""
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    at = 0
    while at < len(rows):
        row, first = rows[at].rstrip(), at
        at += 1
        if _CONFLICT.fullmatch(row):
            return Refusal(name, at, "A merge left its conflict markers here.", "Settle that first.")
        begins, ends = _BEGIN.fullmatch(row), _END.fullmatch(row)
        if (begins and begun is not None) or (ends and begun is None):
            return _torn(name, at if begun is None else begun + 1)
        if begins:
            begun = first
        elif ends and begun is not None:
            spans.append((begun, at))
            begun = None
        elif row == _OLD_HEAD and begun is None:
            at += sum(1 for _ in _old(rows[at:]))
            spans += [(first, at)] if at > first + 1 else []
    return spans if begun is None else _torn(name, begun + 1)


def _old(rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        if not _OLD.fullmatch(row.rstrip()):
            return
        yield row


def _torn(name: str, line: int) -> Refusal:
    return Refusal(
        name,
        line,
        "The beginning or the end of vaultnet's lines is missing, so it can't be told which are vaultnet's.",
        "Delete all that are, and say it again.",
    )


def _foreign(span: Sequence[str], ours: Collection[str]) -> Iterator[str]:
    """Give the lines of a block that somebody else wrote; there are none if it is as it was written."""
    stated = _END.fullmatch(span[-1].rstrip())
    inner = [row.rstrip() for row in span[1:-1]]
    if stated is None or stated[1] == _digest(inner):
        return
    yield from (row for row in span[1:-1] if row.strip() and row.rstrip() not in ours)


def _digest(lines: Sequence[str]) -> str:
    """Six digits that tell whether a block is as it was written."""
    return blake2b("\n".join(lines).encode(errors="surrogateescape"), digest_size=3).hexdigest()
