"""Bringing the facts up to date: the notes that changed are read again, and those whose links lead elsewhere now.

What depends on a note's own text is made when it is read; what depends on other notes depends on their names
alone (their paths, aliases, types and days). So a note is made again when its bytes change, or when a name that
one of its links could mean has changed. That is all it takes for law 2.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from vaultnet import plan
from vaultnet.files import Folders, Odd, Stamp, Walk, racy, walk, walk_again
from vaultnet.globs import matcher
from vaultnet.links import CONTACT, Entry, Names, owner
from vaultnet.parse import Parser
from vaultnet.problems import Problem
from vaultnet.record import is_unread, state
from vaultnet.rows import Rows, make
from vaultnet.store import Index
from vaultnet.sync_copies import among
from vaultnet.workers import Known, Named, process, read_note

_MANY = 500
"""Names from which on all of them are gathered anew."""
_UNSURE: Stamp = (0, 0, 0, 0)
"""Kept in place of a stamp that proves nothing, so that the note is read again next time."""


@dataclass
class Fresh:
    """A vault whose facts are up to date; a process that goes on begins with it the next time."""

    walk: Walk
    kept: Folders
    """The notes that count, by folder: those that no setting leaves out."""
    entries: dict[str, tuple[Entry, bytes]]
    """Every note with its digest, by path; dashboards too."""
    names: Names
    """What links can lead to: all but dashboards, which must never answer in a note's place."""
    dashboards: frozenset[str]
    """The paths of the dashboards, wherever they lie."""
    changed: tuple[str, ...]
    """Notes that were read, dashboards not counted; sorted."""
    removed: tuple[str, ...]
    """Notes that are no more, dashboards not counted; sorted."""
    now: int
    """When the vault was listed (ns)."""
    stamps: Folders
    """The stamps as the index keeps them."""
    next: int
    """The number of the next note to come."""
    unread: frozenset[str]
    """Notes that were listed and could not be read, or were away just then: their stamps prove nothing."""
    lost: tuple[str, ...] = ()
    """Notes that were contacts when they were last read, and are of no type any more."""


def refresh(
    root: str,
    index: Index,
    parser: Parser,
    meanwhile: Callable[[], None] = lambda: None,
    progress: Callable[[int, int], None] | None = None,
    *,
    last: Fresh | None = None,
    places: Collection[str] | None = None,
) -> Fresh:
    """Bring the index up to date with the vault. The caller holds the lock and commits. Raises OSError.

    ``last`` is what the same process knew the last time, if nobody else has written into the index since. Then it
    is enough to look into the folders in ``places``, if nothing has changed elsewhere.
    """
    now = time.time_ns()
    part = walk_again(root, last.walk, places) if last and places is not None else None
    found = part or walk(root)
    looked = {folder: found.folders[folder] for folder in places or ()} if part else found.folders
    ignored = matcher(parser.config.ignore)
    copies = {f"{folder}/{name}".lstrip("/") for folder, names in looked.items() for name in among(names)}
    kept = plan.keep(looked, lambda path: path not in copies and not ignored(path))
    known = last.stamps if last else index.stamps()
    before = {folder: known[folder] for folder in looked if folder in known} if part else known
    changes = plan.changes(before, kept)
    update = _Update(root, index, parser, progress, last)
    dashboards = frozenset(update.generated)
    update.run(update.differing(changes.read, before), changes.removed, meanwhile)
    elsewhere = {path for path in last.unread if _folder(path) not in looked} if last else set()
    trusted = _trusted(changes.folders, now)
    _distrust(trusted, update.unread, known)
    index.set_stamps(trusted, changes.gone)
    if last is None or update.other or not _same_files(found, last.walk):
        index.set_problems("vault", [*_odd(found.odd), *_copies(found.folders), *_same_names(index)])
    return Fresh(
        found,
        {**last.kept, **kept} if part and last else kept,
        update.entries,
        update.names(),
        frozenset(update.generated),
        tuple(sorted(update.read)),
        tuple(path for path in changes.removed if path not in dashboards),
        now,
        {folder: stamps for folder, stamps in {**known, **trusted}.items() if folder not in changes.gone},
        update.next,
        frozenset(update.unread | elsewhere),
        tuple(update.lost),
    )


class _Update:
    """One run over the notes that changed."""

    def __init__(
        self,
        root: str,
        index: Index,
        parser: Parser,
        progress: Callable[[int, int], None] | None,
        last: Fresh | None,
    ) -> None:
        self.root, self.index, self.parser, self.progress = root, index, parser, progress
        self.entries = dict(last.entries) if last else index.entries()
        self.generated = set(last.dashboards) if last else index.generated()
        self.next = (
            last.next if last else max((entry.id for entry, _ in self.entries.values()), default=0) + 1
        )
        self.taken = self.total = 0
        self.read: list[str] = []
        self.lost: list[str] = []
        self.unread: set[str] = set()
        self.other = False
        """Whether there are other notes now than before."""
        self.again: set[str] = set()
        self._names = last.names if last else None
        self._renamed: set[str] = set()
        """Paths of what is not in the names as it is now."""

    def names(self) -> Names:
        """What links can lead to: every note that is no dashboard."""
        now = {path: self._linkable(path) for path in self._renamed}
        if self._names is None or len(now) > _MANY:
            entries = (entry for path, (entry, _) in self.entries.items() if path not in self.generated)
            self._names = Names(entries)
        elif now:
            gone = [entry for path in now if (entry := self._names.at(path))]
            self._names = self._names.changed(gone, [entry for entry in now.values() if entry])
        self._renamed.clear()
        return self._names

    def _linkable(self, path: str) -> Entry | None:
        return self.entries[path][0] if path in self.entries and path not in self.generated else None

    def dashboards(self) -> dict[str, int]:
        """The numbers of the dashboards."""
        return {path: self.entries[path][0].id for path in self.generated}

    def differing(self, read: Sequence[str], before: Folders) -> list[str]:
        """Leave out the notes whose stamp proved nothing and whose bytes are the ones that were read before."""
        return [path for path in read if not (_is_unsure(path, before) and self._is_as_read(path))]

    def _is_as_read(self, path: str) -> bool:
        known = self.entries.get(path)
        try:
            same = known is not None and state(self.root, path) == known[1]
        except FileNotFoundError:
            return False
        if same and known and is_unread(known[1]):
            self.unread.add(path)
        return same

    def run(self, read: Sequence[str], removed: Sequence[str], meanwhile: Callable[[], None]) -> None:
        """Read the notes, and make again what their new names touch."""
        if not read and not removed:
            return
        self.total = len(read)
        self.index.begin()
        before = dict(self.entries)
        were_generated = set(self.generated)
        me = self.me()
        gone = [path for path in removed if path in self.entries]

        def meet(named: list[Named]) -> Known:
            self.read = [item.path for item in named if not item.generated]
            there = {item.path for item in named}
            self.unread.update(item.path for item in named if is_unread(item.digest))
            self.unread.update(path for path in read if path not in there)
            vanished = [path for path in read if path not in there and path in self.entries]
            self.forget([*gone, *vanished])
            self.learn(named)
            self.lost = [path for path in self.read if _is_lost(before.get(path), self.entries[path])]
            self.again = self.touched(before, were_generated, [*read, *removed], me) - there
            self.index.delete([before[path][0].id for path in there if path in before])
            return Known(self.names(), self.dashboards())

        process(self.root, self.parser, read, meet, self.take, meanwhile)
        self.make_again()

    def me(self) -> str:
        """The path of the owner's own note."""
        return owner(self.parser.config.me, self.names()) if self.parser.config.me else ""

    def forget(self, paths: Iterable[str]) -> None:
        """Drop notes that are no more."""
        gone = set(paths)
        if gone:
            self.other = True
            self.index.delete([self.entries.pop(path)[0].id for path in gone])
            self.generated -= gone
            self._renamed |= gone

    def learn(self, named: Iterable[Named]) -> None:
        """Take in the names of notes that were read."""
        for item in named:
            known = self.entries.get(item.path)
            number = known[0].id if known else self.next
            self.next += not known
            self.other = self.other or not known
            entry = item.entry(number)
            if known is None or known[0] != entry or item.generated != (item.path in self.generated):
                self._renamed.add(item.path)
            self.entries[item.path] = entry, item.digest
            (self.generated.add if item.generated else self.generated.discard)(item.path)

    def touched(
        self, before: dict[str, tuple[Entry, bytes]], were_generated: set[str], paths: Iterable[str], me: str
    ) -> set[str]:
        """The notes with a link that could lead elsewhere now, and those that are now, or were, the owner's."""
        if self.index.fresh:
            return set()
        names: set[str] = set()
        changed = {
            path
            for path in paths
            if (before[path][0] if path in before else None, path in were_generated)
            != (self.entries[path][0] if path in self.entries else None, path in self.generated)
        }
        owners = {me, self.me()} if self.parser.config.me and changed else set()
        owners = owners - {""} if len(owners) > 1 else set()
        changed |= owners
        now = self.names()
        for path in changed:
            names.update((path, path[:-3]))  # [[Ada.md]] means `Ada.md.md` where there is no `Ada.md`
            # What is said of a link that an alias answers tells how to write the name, which namesakes decide.
            known = (entries[path][0] for entries in (before, self.entries) if path in entries)
            names.update(alias for entry in (*known, *now.bearing(path)) for alias in entry.aliases)
        return (self.index.linking_to(names) | owners) & self.entries.keys() if names else set()

    def take(self, rows: Rows) -> None:
        """Keep rows, and tell how far things are."""
        self.index.insert(rows)
        self.taken += len(rows.get("note", ()))
        if self.progress:
            self.progress(min(self.taken, self.total), self.total)

    def make_again(self) -> None:
        """Make the rows of unchanged notes again whose links may lead elsewhere now."""
        if not self.again:
            return
        parsed = [item for path in sorted(self.again) if (item := read_note(self.root, self.parser, path))]
        self.index.delete([self.entries[item.note.path][0].id for item in parsed])
        for path, digest in [(item.note.path, item.digest) for item in parsed if is_unread(item.digest)]:
            self.entries[path] = self.entries[path][0], digest
            self.unread.add(path)
        self.take(make(parsed, self.names(), self.dashboards(), self.parser.config))


def _is_lost(before: tuple[Entry, bytes] | None, after: tuple[Entry, bytes]) -> bool:
    """Whether a note was a contact and is of no type any more."""
    return before is not None and before[0].type == CONTACT and not after[0].type


def _same_files(one: Walk, other: Walk) -> bool:
    """Whether two walks found the same files, whatever is in them."""
    return (
        one.odd == other.odd
        and one.folders.keys() == other.folders.keys()
        and all(names.keys() == other.folders[folder].keys() for folder, names in one.folders.items())
    )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_unsure(path: str, stamps: Folders) -> bool:
    folder, _, name = path.rpartition("/")
    return stamps.get(folder, {}).get(name) == _UNSURE


def _trusted(folders: Folders, now: int) -> Folders:
    """The stamps to keep: one that is too young is kept as unsure."""
    return {
        folder: {name: _UNSURE if racy(stamp, now) else stamp for name, stamp in names.items()}
        for folder, names in folders.items()
    }


def _distrust(trusted: Folders, unread: Iterable[str], known: Folders) -> None:
    """Keep no stamp of a note that could not be read, whatever folder it lies in."""
    for path in unread:
        folder, _, name = path.rpartition("/")
        trusted[folder] = {**(trusted.get(folder) or known.get(folder, {})), name: _UNSURE}


# --- what is wrong with files, not with what is in them --------------------------------------------

_ODD = {
    "folder": ("folder-as-note", "This folder is named like a note.", "Rename it without `.md`."),
    "outside": (
        "link-outside",
        "This is a symbolic link out of the vault, and was not followed.",
        "Move the notes into the vault, or remove the link.",
    ),
    "loop": (
        "link-loop",
        "This symbolic link leads back to where it stands, and was not followed.",
        "Remove the link.",
    ),
    "dead": (
        "link-dead",
        "This symbolic link leads to nothing.",
        "Remove the link, or restore what it pointed to.",
    ),
    "unreadable": (
        "unreadable",
        "This folder can't be read, so its notes were left out.",
        "Check its permissions.",
    ),
    "special": ("not-a-file", "This is named like a note and is no ordinary file.", "Remove or rename it."),
    "name": ("name-encoding", "This name is not UTF-8, so nothing can link to it.", "Rename the file."),
}


def _odd(odd: Iterable[Odd]) -> list[Problem]:
    found = []
    for path, what in odd:
        code, message, hint = _ODD[what]
        shown = path.encode("utf-8", "backslashreplace").decode() or "."
        found.append(Problem(shown, 1, 1, code, message, hint))
    return found


def _copies(folders: Folders) -> list[Problem]:
    message = "A sync tool left this copy because the note was changed in two places; it was left out."
    hint = "Take over what the note itself lacks, then delete the copy."
    return [
        Problem(f"{folder}/{name}" if folder else name, 1, 1, "conflict-copy", message, hint)
        for folder, names in folders.items()
        for name in sorted(among(names))
    ]


def _same_names(index: Index) -> list[Problem]:
    found = []
    for first, *others in index.same_names():
        for other in others:
            message = f"This name and {first} differ only in case or in the form of accents."
            hint = "Many devices can't hold both: rename one, or merge the two notes."
            found.append(Problem(other, 1, 1, "same-name", message, hint))
    return found
