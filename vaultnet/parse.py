"""A note's bytes become a `Note`: everything that its own path and text, and the config, decide.

Pure. What can't be read is a problem with its line; the note then counts as far as it could be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vaultnet import frontmatter, markdown, marks, met_lines, odd_days
from vaultnet.classify import Classifier
from vaultnet.config import Config
from vaultnet.dates import day_in_name, day_name, parse_day
from vaultnet.fields import find, normal, read_fields, text_of
from vaultnet.kinds import EVENT
from vaultnet.model import Clip, Fields, Link, Located, Note, NoteType, Source
from vaultnet.problems import Problem
from vaultnet.values import is_yes

PRIVATE = "private"
"""The property of a note that is quoted nowhere."""

_QUOTED = re.compile(r"“[^”]*”")
_SEPARATED = re.compile(r"[,\s]+")
_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)\r?$", re.MULTILINE)


class Parser:
    """Parses notes by one config and one set of declared types."""

    def __init__(self, config: Config, note_types: Sequence[NoteType]) -> None:
        self.config = config
        self.types = {note_type.name: note_type for note_type in note_types}
        self.classifier = Classifier(note_types, config)
        self.daily = day_name(config.daily_folder, config.daily_format)

    def parse(self, path: str, data: bytes) -> tuple[Note, tuple[Problem, ...]]:
        """Parse one note. Never raises, whatever the bytes are."""
        if b"\0" in data:
            return Note(path), (_binary(path, data),)
        text, problems = _decode(path, data)
        front = frontmatter.read(path, text)
        problems += front.problems
        values = front.values
        keys = _keys(tuple(values))
        in_conflict = "<<<<<<<" in text and "vaultnet:" in text  # its front matter can't be read, perhaps
        if (keys.generated or in_conflict) and marks.is_generated(text):
            return Note(path, generated=True), ()
        body = markdown.scan(front.body, front.body_line)
        if "<<<<<<< " in front.body or ">>>>>>> " in front.body:
            problems += tuple(_conflicts(path, front.body, front.body_line))
        head = text[: len(text) - len(front.body)]
        aliases = _aliases(values, keys.aliases) if keys.aliases else ()
        links = (*_property_links(values), *body.links) if "[" in head else body.links
        if self.classifier.is_template(path, "{{" in head or "<%" in head, body):
            return Note(path, aliases=aliases, links=links, body=body, template=True), problems
        tags = _texts(values, "tags", "tag") if values else []
        if body.tags:
            tags.extend([tag.name for tag in body.tags])
        # An escape in double quotes could spell a placeholder that does not stand there.
        kind, found = self.classifier.type_of(path, values, tags, filled="\\" not in head)
        problems += found
        private = bool(values) and self._is_private(values)
        fields: Fields = {}
        if kind and values:
            fields, found = read_fields(path, values, self.types[kind], self.config)
            problems += _discreet(found) if found and private else found
        day, source = self._day(path, values, fields)
        clip = _clip(values) if values and not kind else None
        met = met_lines.find(front.body, front.body_line, body.headings) if kind == EVENT else ()
        note = Note(
            path, kind, day, source, aliases, fields, links, body, clip=clip, private=private, met=met
        )
        if odd_days.may_run_together(head):
            said = {one.line for one in problems}
            texts = [one for value in values.values() for one in _strings(value) if one[1].line not in said]
            problems += tuple(odd_days.run_together(path, texts))
        if body.tasks or body.fields or body.odd:
            found = tuple(odd_days.find(note))
            problems += _discreet(found) if found and private else found
        return note, problems

    def _is_private(self, values: Mapping[str, Located]) -> bool:
        """Tell whether a note's words are its owner's business alone; a note of any type may say so."""
        said = text_of(values, PRIVATE, *self.config.fields.get(PRIVATE, ()))
        return said is not None and is_yes(str(said.value))

    def _day(self, path: str, values: Mapping[str, Located], fields: Fields) -> tuple[str, Source]:
        """The day a note stands for: what it says itself, then daily-note settings, then its file name."""
        dated = fields.get("date")
        if dated:
            return str(dated[0].value)[:10], Source(path, dated[0].line, dated[0].quote)
        written = text_of(values, "date") if values else None
        day = parse_day(str(written.value)) if written else None
        if written and day:
            return day.isoformat(), Source(path, written.line, written.quote)
        named = self.daily.find(path) or day_in_name(path)
        return (named[0].isoformat(), Source(path, 1, named[1])) if named else ("", Source("", 0))


def _discreet(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems that quote nothing: those of a private note are shown on a dashboard like all others."""
    return tuple(problem._replace(message=_QUOTED.sub("“…”", problem.message)) for problem in problems)


class _Keys(NamedTuple):
    """What to look for in a front matter with certain keys."""

    generated: bool
    """Whether it may be a dashboard's."""
    aliases: tuple[str, ...]
    """The keys that hold the note's other names."""


@lru_cache(maxsize=2048)
def _keys(keys: tuple[str, ...]) -> _Keys:
    """Remembered: notes of one kind have the same keys."""
    return _Keys(
        any(key[:1] in "vV" and normal(key) == "vaultnet" for key in keys),
        tuple(key for key in keys if key[:1] in "aA" and normal(key) in ("aliases", "alias")),
    )


def _decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "The note is UTF-16, and Obsidian reads UTF-8."
        else:
            message = f"The byte 0x{data[error.start]:02x} is not UTF-8, so the text around it is garbled."
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(errors="replace")) + 1
        hint = "Save the note as UTF-8 in your editor."
        return data.decode(errors="replace"), (Problem(path, line, column, "not-utf8", message, hint),)


def _binary(path: str, data: bytes) -> Problem:
    at = data.index(b"\0")
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    message = "There is a NUL byte here, so this is not a text; the note was left out."
    return Problem(path, line, column, "nul-byte", message, "Restore the note from a backup or from git.")


def _conflicts(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """Yield each conflict, and what is left of one of which somebody has deleted the beginning."""
    before = ""
    for match in _CONFLICT.finditer(body):
        sign = match[0][0]
        if sign == "<" or (sign == ">" and before == "="):  # without a line between, it is a quotation
            what = (
                "Git left a conflict here"
                if sign == "<"
                else "The end of a conflict that git left stands here"
            )
            line = first_line + body.count("\n", 0, match.start())
            from vaultnet import merge_clashes  # its patterns are for hardly any note

            if key := merge_clashes.key_at(body, line - first_line + 1):
                message, hint = f"A merge has left {key} to you.", merge_clashes.DECIDE
            else:
                message = f"{what}, and both sides count until it is settled."
                hint = f"Keep the lines you want and delete the markers, or: {frontmatter.merging(path)}"
            yield Problem(path, line, 1, "conflict-marker", message, hint)
        before = "" if sign == ">" or (sign == "=" and before == "<") else sign


def _strings(located: Located) -> list[tuple[str, Located]]:
    """Every text in a value, however deep, and its place."""
    value = located.value
    if isinstance(value, str):
        return [(value, located)]
    within: Iterable[Located] = ()
    if isinstance(value, tuple):
        within = value
    elif isinstance(value, Mapping):
        within = value.values()
    return [found for item in within for found in _strings(item)]


def _texts(values: Mapping[str, Located], *names: str) -> list[str]:
    """The texts of a list property; one text is split at commas and white space, as Obsidian does for tags."""
    located = find(values, *names)
    if located is None:
        return []
    if isinstance(located.value, str):
        return [part.lstrip("#") for part in _SEPARATED.split(located.value) if part]
    return [text.lstrip("#") for text, _ in _strings(located)]


def _aliases(values: Mapping[str, Located], keys: Iterable[str]) -> tuple[str, ...]:
    """The note's other names; one text is one name or several between commas."""
    names: list[str] = []
    for key in keys:
        value = values[key].value
        names += value.split(",") if isinstance(value, str) else [text for text, _ in _strings(values[key])]
    return tuple([name for written in names if (name := written.strip())])


def _clip(values: Mapping[str, Located]) -> Clip | None:
    """What a clipping is about, if this is one: it says where it was found, and has tags."""
    address = find(values, "source", "url", "link")
    if address is None or not str(address.value).startswith(("https://", "http://")):
        return None
    tags = [tag for tag in _texts(values, "tags", "tag") if tag not in ("", "clippings", "clipping")]
    located = find(values, "tags", "tag")
    if not tags or located is None:
        return None
    lines = [item.line for text, item in _strings(located) if tags[0] in text]
    created = text_of(values, "created")
    day = parse_day(str(created.value)[:10]) if created else None
    return Clip(tuple(tags), lines[0] if lines else located.line, day.isoformat() if day else "")


def _property_links(values: Mapping[str, Located]) -> list[Link]:
    links: list[Link] = []
    for key, located in values.items():
        if isinstance(located.value, str):
            if "[" in located.value:
                links += markdown.property_links(located.value, located.line, located.column, key)
            continue
        for text, item in _strings(located):
            if "[" in text:
                links += markdown.property_links(text, item.line, item.column, key)
    return links
