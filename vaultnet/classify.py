"""Which type a note has.

The first of these that says something decides: ``type:`` in the front matter, a ``where`` rule, a tag, the
deepest folder. Rules come from ``[types.NAME]`` in vaultnet.toml; a type that the config says nothing about
has its declared folder and tags. Folders are vault-relative, compared without regard to case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from vaultnet import fields, links, values
from vaultnet.config import Config, TypeRule
from vaultnet.model import Body, Located, NoteType
from vaultnet.problems import Problem
from vaultnet.values import normal

INDEX_PAGES = frozenset({"index", "_index", "readme"})
"""Notes that describe the folder they lie in, and so are not of the type that the folder gives."""

_UNTYPED: tuple[str, tuple[Problem, ...]] = ("", ())


class Classifier:
    """Tells notes' types. Make one for a vault and ask it for every note.

    ``types`` are the declared types; ``config`` gives the rules, and the folders that hold templates.
    """

    def __init__(self, types: Sequence[NoteType], config: Config) -> None:
        self._words: dict[str, str] = {}
        self._where: dict[str, dict[str, set[str]]] = {}
        self._tags: dict[str, set[str]] = {}
        self._folders: dict[str, set[str]] = {}
        self._templates = {_folder(folder) for folder in config.template_folders}
        self._decided: dict[str, tuple[frozenset[str], str]] = {}
        for note_type in reversed(types):
            self._words.update({normal(word): note_type.name for word in note_type.synonyms})
        for note_type in types:
            self._words[normal(note_type.name)] = note_type.name
            self._add(note_type, config.types.get(note_type.name))
        self._dotted = tuple(name for name in self._where if "." in name)
        self._keys = frozenset({"type", "vaultnet", *self._where})

    def _add(self, note_type: NoteType, rule: TypeRule | None) -> None:
        if rule is None or rule == TypeRule():
            rule = TypeRule(folders=(note_type.folder,), tags=note_type.tags)
        for folder in rule.folders:
            self._folders.setdefault(_folder(folder), set()).add(note_type.name)
        for tag in rule.tags:
            self._tags.setdefault(_tag(tag), set()).add(note_type.name)
        for name, wanted in rule.where:
            self._where.setdefault(_where_key(name), {}).setdefault(_word(wanted), set()).add(note_type.name)

    def type_of(
        self, path: str, front: Mapping[str, Located], tags: Iterable[str], *, filled: bool = False
    ) -> tuple[str, tuple[Problem, ...]]:
        """Name the type of a note, ``""`` for none; a tie is a problem and gives none.

        Dashboards, templates, and the page that a ``where`` rule or a folder is named after have no type.

        Args:
            path: the note's path.
            front: its front matter.
            tags: its tags, from the front matter and the text, with or without ``#``.
            filled: whether the caller knows that the note is no template.

        """
        known: dict[str, Located] = {}
        if front:
            by_normal = fields.spellings(tuple(front))
            known = {name: front[key] for name, key in by_normal.items() if name in self._keys}
        if "vaultnet" in known:
            return _UNTYPED
        found, reason, line = self._find(path, front, known, tags)
        if not found or (not filled and self._holds_template(path, front)):
            return _UNTYPED
        if len(found) == 1:
            return next(iter(found)), ()
        return "", (_tie(path, sorted(found), reason, line),)

    def is_template(self, path: str, front_has_placeholder: bool, body: Body) -> bool:
        """Tell whether a note is a template, to be filled in and not to be counted.

        It lies in a template folder, or an unrendered expression stands in its front matter, its name or one
        of its headings. One elsewhere in the text is a slip in a note that is otherwise real.
        """
        if front_has_placeholder or self._in_folder(path)[1] or values.is_placeholder(path):
            return True
        return body.placeholder and any(values.is_placeholder(heading.text) for heading in body.headings)

    def _find(
        self, path: str, front: Mapping[str, Located], known: Mapping[str, Located], tags: Iterable[str]
    ) -> tuple[Collection[str], str, int]:
        """Find the types that the first rule with an answer gives, how it is called, and its line."""
        if "type" in known:
            named = {self._words[word] for word in _words_in(known["type"]) if word in self._words}
            if named:
                return named, "type", known["type"].line
        if self._where and (known or self._dotted):
            matched, line, is_page = self._match_where(path, front, known)
            if matched:
                return (() if is_page else matched), "where", line
        if self._tags and (tagged := self._match_tags(tags)):
            return tagged, "tags", 0
        filed = self._in_folder(path)[0]
        return (() if filed and self._is_folder_page(path) else filed), "folders", 0

    def _match_where(
        self, path: str, front: Mapping[str, Located], known: Mapping[str, Located]
    ) -> tuple[set[str], int, bool]:
        """Find the types whose ``where`` matches, the line, and whether the note is what the rule names."""
        matched: set[str] = set()
        line, is_page, own = 0, False, links.key(path)
        candidates = {name: known[name] for name in known if name in self._where}
        for name in self._dotted:
            if nested := fields.find(front, name):
                candidates[name] = nested
        for name, located in candidates.items():
            for word in _words_in(located, plain=True):
                types = self._where[name].get(word)
                if types:
                    matched |= types
                    line = line or located.line
                    is_page = is_page or word == own
        return matched, line, is_page

    def _match_tags(self, tags: Iterable[str]) -> set[str]:
        """Find the types that have one of the tags, or one above it (``person`` for ``person/old``)."""
        matched: set[str] = set()
        for tag in tags:
            whole = _tag(tag)
            while whole:
                matched |= self._tags.get(whole, set())
                whole = whole.rpartition("/")[0]
        return matched

    def _in_folder(self, path: str) -> tuple[frozenset[str], str]:
        """Find the types of a note's folder, and the template folder it lies in (``""`` for none)."""
        folder = path.rpartition("/")[0]
        decided = self._decided.get(folder)
        if decided is None:
            decided = self._decided[folder] = self._decide(_folder(folder))
        return decided

    def _decide(self, folder: str) -> tuple[frozenset[str], str]:
        template = ""
        types = frozenset[str]()
        for above in _upward(folder):
            types = types or frozenset(self._folders.get(above, ()))
            template = template or (above if above in self._templates else "")
        return types, template

    def _is_folder_page(self, path: str) -> bool:
        folder, _, _ = path.rpartition("/")
        name = links.key(path)
        return name in INDEX_PAGES or (bool(folder) and name == links.key(folder))

    def _holds_template(self, path: str, front: Mapping[str, Located]) -> bool:
        return bool(self._in_folder(path)[1]) or values.is_placeholder(path) or fields.has_placeholder(front)


def _folder(folder: str) -> str:
    """Write a folder so that two spellings of it are the same; the vault's root is ``""``."""
    whole = links.fold(folder).removeprefix("./").strip("/")
    return "" if whole == "." else whole


def _upward(folder: str) -> Iterator[str]:
    """Give a folder and those above it, deepest first, the vault's root last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _tag(tag: str) -> str:
    return links.fold(tag).strip().removeprefix("#").strip("/")


def _where_key(name: str) -> str:
    return ".".join(normal(part) for part in name.split("."))


@lru_cache(maxsize=2048)
def _word(text: str) -> str:
    """Reduce a value to what it is matched by: the note that a link names, or the text without its case."""
    targets = values.links(text)
    return links.key(targets[0]) if targets else links.fold(text.strip())


def _words_in(located: Located, *, plain: bool = False) -> Iterator[str]:
    """Give the words of a property's values, for ``where`` (plain) or as names of types."""
    for item in values.scalars(located):
        if not isinstance(item.value, (tuple, Mapping)):
            word = _word(values.text(item.value))
            yield word if plain else normal(word.removeprefix("#"))


def _tie(path: str, found: Sequence[str], reason: str, line: int) -> Problem:
    names = " and ".join(found)
    how = {
        "type": "Its type: names more than one",
        "where": "Its properties match the where rules of more than one type",
        "tags": "Its tags belong to more than one type",
        "folders": "Its folder belongs to more than one type",
    }[reason]
    return Problem(
        path,
        line,
        1 if line else 0,
        "ambiguous-type",
        f"{how}: {names}. So the note counts as none of them.",
        f"Write type: {found[0]} (or another) into its front matter.",
    )
