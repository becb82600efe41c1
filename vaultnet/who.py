"""Whom the links of one note mean: the contacts among them, and what is odd about finding them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vaultnet.config import Config
from vaultnet.links import CONTACT, Entry, Names, Resolution, owner
from vaultnet.model import Link, Note
from vaultnet.problems import Problem


class Who:
    """The people of a note, all its links resolved once.

    ``contacts`` are the links of its text that lead to a contact, in order; ``own`` is the note's entry if it
    is a contact's. The owner's own note (``me``) is never among the people. ``secret`` are the lines that link a
    private contact: their words are quoted nowhere, not to anybody else either.
    """

    __slots__ = ("contacts", "me", "names", "note", "odd", "own", "secret")

    def __init__(self, note: Note, names: Names, config: Config) -> None:
        self.note = note
        self.names = names
        self.me = owner(config.me, names) if config.me else ""
        own = note.type == CONTACT and note.path != self.me
        unnamed = Entry(-1, note.path, CONTACT, private=note.private)
        self.own = (names.at(note.path) or unnamed) if own else None
        self.contacts: list[tuple[Link, Entry]] = []
        self.odd: list[tuple[Link, Resolution]] = []
        self.secret: set[int] = set()
        path, me = note.path, self.me
        for link in note.links:
            found = names.resolve(link.target, path)
            entry = found[0]
            if entry is None:
                continue
            if found[1] or found[2]:
                self.odd.append((link, found))
            if entry[2] == CONTACT and link[3] != "property" and entry[1] not in (me, path):
                self.contacts.append((link, entry))
                if entry[5] or found[3]:
                    self.secret.add(link[1])

    def is_hidden(self, line: int) -> bool:
        """Tell whether nothing of a line is quoted: it links a private contact, or stands in a private note."""
        return self.note.private or line in self.secret

    def person(self, target: str) -> Entry | None:
        """Return the contact that a link in a property leads to."""
        entry = self.names.resolve(target, self.note.path).entry
        return entry if entry and entry.type == CONTACT and entry.path != self.me else None

    def people(self) -> dict[str, Entry]:
        """Return the contacts in the note's ``people``, by path, in order."""
        values = self.note.fields.get("people", ())
        found = (self.person(str(value.value)) for value in values if value.link)
        return {entry.path: entry for entry in found if entry}

    def problems(self) -> Iterator[Problem]:
        """Report the links whose text several contacts share, and those that only an alias answers."""
        seen: set[str] = set()
        for link, found in self.odd:
            if link.target not in seen and found.entry:
                seen.add(link.target)
                yield _rivalry(self, link, found) if found.rivals else _by_alias(self, link, found.entry)


def _rivalry(who: Who, link: Link, found: Resolution) -> Problem:
    first, second, *others = found.rivals
    more = f" (and {len(others)} more)" if others else ""
    taken = found.entry.path if found.entry else first
    return Problem(
        who.note.path,
        link.line,
        link.column,
        "ambiguous-contact",
        f"[[{link.target}]] could mean {first} or {second}{more}; it was taken for {taken}.",
        f"Say which one: [[{_from_anywhere(taken)}]].",
    )


def _from_anywhere(path: str) -> str:
    """Return a link text that means this very path, also at the vault's root."""
    bare = path.removesuffix(".md")
    return bare if "/" in bare else f"/{bare}"


def _by_alias(who: Who, link: Link, entry: Entry) -> Problem:
    return Problem(
        who.note.path,
        link.line,
        link.column,
        "alias-link",
        f"No note is called “{link.target}”; the link was taken for {entry.path}, which has it as an alias.",
        f"Obsidian follows names only: write [[{who.names.shortest(entry.path)}|{link.target}]].",
    )
