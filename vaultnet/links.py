"""What a link leads to, resolved as Obsidian resolves it (docs/links.md says how that is known). Pure.

A link is looked up by its file name, in the whole vault, without regard to case; folders in it narrow the
choice. Where nothing bears the name, a note's alias does: Obsidian does not do that, so it earns a hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

CONTACT = "contact"
"""The type of the notes that may not share a name in silence."""

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """Write a name or path so that two spellings of it are the same: NFC, lower case, ordinary spaces.

    Lower case rather than Unicode's wider case folding, because that is what Obsidian compares: it tells
    ``Weiß`` and ``Weiss`` apart.
    """
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFC", text.translate(_SPACES)).lower())


def key(target: str) -> str:
    """Reduce a link target, path or alias to what it is looked up by: its last part, folded, without ``.md``."""
    return fold(target.rpartition("/")[2]).removesuffix(".md")


class Entry(NamedTuple):
    """A note among the names of a vault: what the others need to know of it.

    ``id`` is the caller's own number for it; ``day`` is the day it stands for (ISO) or ``""``.
    """

    id: int
    path: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    day: str = ""


class Resolution(NamedTuple):
    """Where a link leads.

    ``entry`` is None for a note that does not exist, which is nobody's error. ``by_alias`` tells that no file
    bears the name. ``rivals`` are the paths, sorted, of the contacts that the text could mean equally well;
    empty, or two and more.
    """

    entry: Entry | None
    by_alias: bool = False
    rivals: tuple[str, ...] = ()


_NOWHERE = Resolution(None)


class Names:
    """The names of all notes of a vault, to resolve links by. Iterates over the paths."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._at: dict[str, Entry] = {}
        self._single: dict[str, Entry] = {}
        self._several: dict[str, list[Entry]] = {}
        self._aliases: dict[str, list[Entry]] = {}
        self._known: dict[str, Resolution] = {}
        at, single = self._at, self._single
        for entry in entries:
            path = entry.path
            at[path] = entry
            name = key(path)
            if name in single:
                self._several.setdefault(name, [single[name]]).append(entry)
            else:
                single[name] = entry
            for alias in entry.aliases:
                self._aliases.setdefault(fold(alias), []).append(entry)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def at(self, path: str) -> Entry | None:
        """Return the note at exactly this path, if there is one."""
        return self._at.get(path)

    def resolve(self, target: str, source: str) -> Resolution:
        """Resolve a link target (without ``#heading`` and alias) in the note at ``source``."""
        known = self._known.get(target)
        if known is not None:
            return known
        if not target:
            return Resolution(self._at.get(source))
        name = key(target)
        candidates = self._several.get(name)
        if candidates is None:
            only = self._single.get(name)
            # A file called ``Ada.md.md`` is also found by ``Ada.md`` where no ``Ada.md`` exists.
            if only is None and target[-3:].lower() == ".md":
                name += ".md"
                only = self._single.get(name)
                candidates = self._several.get(name)
            if candidates is None:
                candidates = [only] if only else []
        if "/" not in target and len(candidates) < 2:
            found = Resolution(candidates[0]) if candidates else self._by_alias(target, source)
            if len(found.rivals) == 0:
                self._known[target] = found  # it does not depend on where the link stands
            return found
        return _among(candidates, target, source) if candidates else self._by_alias(target, source)

    def shortest(self, path: str) -> str:
        """Return the shortest link text that leads to the note from anywhere.

        The file name where nothing else bears it, else the path; without ``.md`` unless the name would then
        be read as another one. A path that no note has is returned in the same form.
        """
        bare = path[:-3] if path[-3:] == ".md" and path[-6:-3].lower() != ".md" else path
        return bare if key(path) in self._several else bare.rpartition("/")[2]

    def _by_alias(self, target: str, source: str) -> Resolution:
        bearers = self._aliases.get(fold(target.strip()))
        if not bearers:
            return _NOWHERE
        contacts = _distinct(entry for entry in bearers if entry.type == CONTACT)
        order = _by_nearness(_folder(source), target)
        best = min(contacts or bearers, key=order)
        return Resolution(best, True, _paths(contacts) if len(contacts) > 1 else ())


def _among(candidates: Sequence[Entry], target: str, source: str) -> Resolution:
    """Choose among notes whose names match, as Obsidian does.

    A path from the vault's root wins, then what lies in the source's folder or below it, then the shortest
    path. Exact spelling and the alphabet settle what Obsidian leaves to chance.
    """
    wanted, exact = _from_root(target, _folder(source))
    suffix = fold(wanted)
    if not suffix.endswith(".md") or not any(fold(entry.path).endswith(suffix) for entry in candidates):
        suffix += ".md"
    at_root = [entry for entry in candidates if fold(entry.path) == suffix]
    matching = at_root or ([] if exact else [e for e in candidates if fold(e.path).endswith(suffix)])
    if not matching:
        return _NOWHERE
    best = min(matching, key=_by_nearness(_folder(source), wanted))
    if "/" in target:
        contacts = [entry for entry in matching if entry.type == CONTACT]
    else:
        contacts = [entry for entry in candidates if entry.type == CONTACT]
    return Resolution(best, False, _paths(contacts) if len(contacts) > 1 and best in contacts else ())
