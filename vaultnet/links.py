"""What a link leads to, resolved as Obsidian resolves it (docs/links.md says how that is known). Pure.

A link is looked up by its file name, in the whole vault, without regard to case; folders in it narrow the
choice. Where nothing bears the name, a note's alias does: Obsidian does not do that, so it earns a hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

LINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")
NAMES_FIRST = re.compile(
    rf"\s*{LINK.pattern}(?:(?:\s*(?:,|&|\+|/|,?\s+and)\s*){LINK.pattern})*(?:\s*[:,–—-])?\s+(?=\S)"
)
"""The links with which a text begins, joined to each other, and what parts them from the rest of it."""
"""A link as it is written; its group is the target."""

CONTACT = "contact"
"""The type of the notes that may not share a name in silence."""

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′´`", "'"))


def fold(text: str) -> str:
    """Write a name or path so that two spellings of it are the same: NFC, lower case, ordinary spaces.

    Lower case rather than Unicode's wider case folding, because that is what Obsidian compares: it tells
    ``Weiß`` and ``Weiss`` apart.
    """
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFC", text.translate(_SPACES)).lower())


def as_typed(text: str) -> str:
    """Write a name as `fold` does, with every apostrophe a straight one: which one was typed is the keyboard's.

    For names on the command line only: to Obsidian, a link with ``O’Brien`` does not mean ``O'Brien``.
    """
    return fold(text).translate(_APOSTROPHES)


@lru_cache(maxsize=16384)
def key(target: str) -> str:
    """Reduce a target, a path or an alias to what it is looked up by: the last part, folded, no ``.md``.

    Remembered, because a link's target is asked about in several places.
    """
    return fold(target.rpartition("/")[2]).removesuffix(".md")


class Entry(NamedTuple):
    """A note among the names of a vault: what the others need to know of it.

    ``id`` is the caller's own number for it; ``day`` is the day it stands for (ISO) or ``""``; ``private``
    tells that nothing about the contact is to be quoted.
    """

    id: int
    path: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    day: str = ""
    private: bool = False


class Resolution(NamedTuple):
    """Where a link leads.

    ``entry`` is None for a note that does not exist, which is nobody's error. ``by_alias`` tells that no file
    bears the name. ``rivals`` are the paths, sorted, of the contacts that the text could mean equally well;
    empty, or two and more.
    """

    entry: Entry | None
    by_alias: bool = False
    rivals: tuple[str, ...] = ()
    private: bool = False
    """Whether one of the rivals is private."""


_NOWHERE = Resolution(None)


class Names:
    """The names of all notes of a vault, to resolve links by. Iterates over the paths."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._at: dict[str, Entry] = {}
        self._single: dict[str, Entry] = {}
        self._several: dict[str, list[Entry]] = {}
        self._aliases: dict[str, list[Entry]] = {}
        self._known: dict[str, Resolution] = {}
        self._chosen: dict[tuple[str, str], Resolution] = {}
        """Where a target leads that several notes could answer, by the folder of the note in which it stands."""
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

    def _add(self, entry: Entry) -> None:
        """Add a note. Lists are made anew, because other names may share them."""
        self._at[entry.path] = entry
        name = key(entry.path)
        if name in self._single:
            self._several[name] = [*(self._several.get(name) or [self._single[name]]), entry]
        else:
            self._single[name] = entry
        for alias in entry.aliases:
            self._aliases[fold(alias)] = [*self._aliases.get(fold(alias), ()), entry]

    def _take_away(self, entry: Entry) -> None:
        del self._at[entry.path]
        name = key(entry.path)
        rest = [other for other in self._several.pop(name, ()) if other.path != entry.path]
        if len(rest) > 1:
            self._several[name] = rest
        if rest:
            self._single[name] = rest[0]
        else:
            del self._single[name]
        for alias in entry.aliases:
            self._aliases[fold(alias)] = [o for o in self._aliases[fold(alias)] if o.path != entry.path]

    def changed(self, gone: Iterable[Entry], come: Iterable[Entry]) -> Names:
        """Return the names with some notes taken away, then others added; these stay as they are."""
        names = Names(())
        names._at, names._single = dict(self._at), dict(self._single)
        names._several, names._aliases = dict(self._several), dict(self._aliases)
        for entry in gone:
            names._take_away(entry)
        for entry in come:
            names._add(entry)
        return names

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def entries(self) -> Iterable[Entry]:
        """Return the notes, in the order in which they were given."""
        return self._at.values()

    def at(self, path: str) -> Entry | None:
        """Return the note at exactly this path, if there is one."""
        return self._at.get(path)

    def bearing(self, path: str) -> Sequence[Entry]:
        """Return the notes with the file name of this path, wherever they lie."""
        name = key(path)
        return self._several.get(name) or ((self._single[name],) if name in self._single else ())

    def resolve(self, target: str, source: str) -> Resolution:
        """Resolve a link target (without ``#heading`` and alias) in the note at ``source``."""
        known = self._known.get(target)
        if known is not None:
            return known
        name = key(target)
        only = self._single.get(name)
        if only and name not in self._several and ("/" not in target or only.path == f"{target}.md"):
            return self._keep(target, Resolution(only))
        return self._choose(target, source)

    def _keep(self, target: str, found: Resolution) -> Resolution:
        """Remember where a target leads from wherever it stands."""
        self._known[target] = found
        return found

    def _choose(self, target: str, source: str) -> Resolution:
        """Resolve what is not simply the name or the path of the only note of that name."""
        if not target:
            return Resolution(self._at.get(source))
        folder = source.rpartition("/")[0]
        chosen = self._chosen.get((target, folder))
        if chosen is not None:
            return chosen
        candidates = self._bearing(target)
        if candidates and (len(candidates) > 1 or "/" in target):
            return self._chosen.setdefault((target, folder), _among(candidates, target, source))
        bearers = () if candidates else self._aliases.get(fold(target), ())
        if len(bearers) > 1:
            return self._chosen.setdefault((target, folder), _among_bearers(bearers, target, source))
        if bearers:
            return self._keep(target, Resolution(bearers[0], True))
        return self._keep(target, Resolution(candidates[0]) if candidates else _NOWHERE)

    def _bearing(self, target: str) -> Sequence[Entry]:
        """Return the notes whose file name the link names, wherever they lie."""
        name = key(target)
        if name not in self._single and target[-3:].lower() == ".md":
            name += ".md"  # a file called ``Ada.md.md``
        return self._several.get(name) or ((self._single[name],) if name in self._single else ())

    def shortest(self, path: str) -> str:
        """Return the shortest link text that leads to the note from anywhere.

        The file name where nothing else bears it, else the path; without ``.md`` unless the name would then
        be read as another one. A path that no note has is returned in the same form.
        """
        bare = path[:-3] if path[-3:] == ".md" and path[-6:-3].lower() != ".md" else path
        return bare if key(path) in self._several else bare.rpartition("/")[2]


def _among(candidates: Sequence[Entry], target: str, source: str) -> Resolution:
    """Choose among notes whose names match, as Obsidian does.

    A path from the vault's root wins, then what lies in the source's folder or below it, then the shortest
    path. Exact spelling and the alphabet settle what Obsidian leaves to chance.
    """
    folder = source.rpartition("/")[0]
    wanted, whole = _from_root(target, folder)
    suffix = fold(wanted)
    if suffix[-3:] != ".md" or not any(fold(entry.path).endswith(suffix) for entry in candidates):
        suffix += ".md"
    matching = [entry for entry in candidates if fold(entry.path) == suffix]
    if not matching and not whole:
        matching = [entry for entry in candidates if fold(entry.path).endswith(suffix)]
    if not matching:
        return _NOWHERE
    best = min(matching, key=_nearness(folder, wanted))
    equals = matching if "/" in target else candidates
    rivals = _rivals(equals)
    if best.path not in rivals:
        return Resolution(best)
    return Resolution(best, False, rivals, _is_any_private(equals))


def _among_bearers(bearers: Sequence[Entry], target: str, source: str) -> Resolution:
    """Choose among notes that share an alias: a contact before others, then as among names."""
    rivals = _rivals(bearers)
    contacts = [entry for entry in bearers if entry.type == CONTACT]
    best = min(contacts or bearers, key=_nearness(source.rpartition("/")[0], target))
    return Resolution(best, True, rivals, bool(rivals) and _is_any_private(bearers))


def _is_any_private(entries: Iterable[Entry]) -> bool:
    return any(entry.private for entry in entries if entry.type == CONTACT)


def _rivals(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the paths of the contacts among some notes, if there are several."""
    paths = sorted({entry.path for entry in entries if entry.type == CONTACT})
    return tuple(paths) if len(paths) > 1 else ()


def _from_root(target: str, folder: str) -> tuple[str, bool]:
    """Return a target as seen from the vault's root, and whether it must be a whole path (``/Ada``)."""
    if target.startswith("/"):
        return target[1:], True
    rest = target[2:] if target.startswith("./../") else target
    if not rest.startswith(("./", "../")):
        return target, False
    rest = rest.removeprefix("./")
    while rest.startswith("../"):
        rest = rest[3:]
        folder = folder.rpartition("/")[0]
    return (f"{folder}/{rest}" if folder else rest), False


def _nearness(folder: str, wanted: str) -> Callable[[Entry], tuple[bool, int, bool, str]]:
    """Order notes by how near they are to a link in ``folder`` that is written ``wanted``."""
    near = fold(folder)

    def order(entry: Entry) -> tuple[bool, int, bool, str]:
        path = entry.path
        misspelt = not path.removesuffix(".md").endswith(wanted.removesuffix(".md"))
        return not fold(path).startswith(near), len(path), misspelt, path

    return order


def owner(me: str, names: Names) -> str:
    """Return the path of the owner's own note, as the setting ``me`` names it, or ``""``."""
    found = names.resolve(_named(me), "").entry if me else None
    return found.path if found else ""


@lru_cache(maxsize=8)
def _named(me: str) -> str:
    return me.strip().removeprefix("[[").removesuffix("]]").partition("|")[0].partition("#")[0]
