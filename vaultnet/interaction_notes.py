"""One file for each interaction: its text, and a name that no other note has. Pure.

Both depend on nothing but what was said. Two devices that note the same thing write the same file, two that
note different things write two files, and no name ever has two contents; the four hex digits at its end, of
a hash of the content, are also what no note written by hand has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote as percent

from vaultnet.config import Config
from vaultnet.dates import day_in_name, parse_day
from vaultnet.filters import yaml
from vaultnet.links import fold
from vaultnet.portable import LONGEST, name
from vaultnet.values import links

MEETINGS, LOG = "Meetings", "Log"
"""Where notes with words go unless the vault has a folder of its own for them, and notes without."""

_HEX = 4
_LONGEST_PERSON, _LONGEST_KIND = 40, 24  # characters of them in a file's name
_NAMED = 2
"""How many people a file's name names before it counts the rest."""
_PLAIN = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[^\W\d_](?:[\w .+/@&()'’-]*[\w)])?")
"""What stands unquoted and is a text to every reader of YAML."""
_UNLINKABLE = re.compile(r"[\[\]|#^]|%%|::")
"""What can't stand in a wikilink."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_IN_YEAR = re.compile(r"(?:19|20|21)\d\d/")
_BARE = re.compile(
    r"---\ntype: meeting\ndate: (?P<day>\S+)\n(?:kind: (?P<kind>.+)\n)?people: (?P<people>\[.*\])\n"
    r"(?:helps: (?P<helps>\[.*\])\n)?tick: (?P<ticks>.+)\n---\n"
)


class Person(NamedTuple):
    """Who was there: the name that a file is called by, and the shortest link text that leads to the contact."""

    name: str
    link: str


def draft(
    day: date,
    people: Sequence[Person],
    *,
    kind: str = "",
    words: str = "",
    helps: Sequence[str] = (),
    lines: Sequence[str] = (),
    ticks: Sequence[str] = (),
    folder: str | None = None,
    paths: Iterable[str] = (),
) -> tuple[str, bytes]:
    """Write the note of one interaction: its path and its bytes.

    ``words`` become its text as they are; ``lines`` (a ledger line, a task) stand below them. ``helps`` are
    link texts. ``ticks`` say what it was taken in from, by default its own day and people. ``folder`` is where
    a note with words goes, see `home`, by default ``Meetings/YYYY``; one without goes to ``Log/YYYY-MM``.
    ``paths`` are those of the notes there are: a folder is spelled as it is there.
    """
    people = tuple(dict.fromkeys(people))
    body = "\n\n".join(part for part in (_tidied(words), "\n".join(lines)) if part)
    identity = ticks or [f"{day.isoformat()} {person.link}" for person in people]
    front = [
        "type: meeting",
        f"date: {day.isoformat()}",
        *([f"kind: {_scalar(kind)}"] if kind else ()),
        f"people: {_links(person.link for person in people)}",
        *([f"helps: {_links(helps)}"] if helps else ()),
        f"tick: {_scalar(identity[0]) if len(identity) == 1 else _list(identity)}",
    ]
    text = "\n".join(["---", *front, "---", *([body] if body else ()), ""])
    data = text.encode("utf-8", "replace")
    place = as_spelled(f"{LOG}/{day.isoformat()[:7]}", paths)
    if body:
        place = as_spelled(f"{MEETINGS}/{day.isoformat()[:4]}", paths) if folder is None else folder
    return f"{place}/{_name(day, people, kind, data)}.md".lstrip("/"), data


def home(config: Config, day: date, paths: Collection[str]) -> str:
    """Return the folder of a meeting note in this vault; ``paths`` are those of the notes there are."""
    rule = config.types.get("meeting")
    base = (rule.folders[0] if rule and rule.folders else MEETINGS).strip("/")
    return by_year(base, day, paths)


def by_year(folder: str, day: date, paths: Iterable[str]) -> str:
    """Return the folder of a dated note: below its year, or beside the others where they lie side by side."""
    paths = list(paths)
    folder = as_spelled(folder, paths)
    prefix = f"{folder}/" if folder else ""
    inside = [path.removeprefix(prefix) for path in paths if path.startswith(prefix)]
    flat = any("/" not in path and day_in_name(path) for path in inside)
    if flat and not any(_IN_YEAR.match(path) for path in inside):
        return folder
    return f"{prefix}{day.isoformat()[:4]}"


def as_spelled(folder: str, paths: Iterable[str]) -> str:
    """Spell a folder as those of the notes there are: ``meetings/2026`` where there is ``meetings``."""
    if not folder:
        return folder
    known = {path.rpartition("/")[0] for path in paths}
    at = ""
    for level in folder.split("/"):
        inside = {rest[len(at) :].partition("/")[0] for rest in known if rest.startswith(at)}
        same = sorted(one for one in inside if one and fold(one) == fold(level))
        at += f"{level if level in same or not same else same[0]}/"
    return at.rstrip("/")


def is_bare(path: str, data: bytes) -> bool:
    """Tell whether a note is one that `draft` wrote without words and lines, and that nobody has added to.

    Its links may have been rewritten since, when somebody was renamed; its name then is the old one.
    """
    text = data.decode(errors="replace")
    found = _BARE.fullmatch(text)
    day = parse_day(found["day"]) if found else None
    if not found or not day:
        return False
    month, _, stem = path.removesuffix(".md").rpartition("/")
    if fold(month) != fold(f"{LOG}/{day}"[: len(LOG) + 8]) or not re.fullmatch(
        rf"{day} .+ [0-9a-f]{{{_HEX}}}", stem
    ):
        return False
    people = [Person(link.rpartition("/")[2], link) for link in _targets(found["people"])]
    kind, helps = _read(found["kind"] or ""), _targets(found["helps"] or "[]")
    again = draft(day, people, kind="".join(kind), helps=helps, ticks=_read(found["ticks"]))
    return bool(people) and again[1] == data


def _name(day: date, people: Sequence[Person], kind: str, data: bytes) -> str:
    """Name a note by its day, its people, its kind and a hash of what stands in it."""
    names = [name(person.name, _LONGEST_PERSON, otherwise="someone") for person in people]
    rest = len(names) - _NAMED
    who = f"{', '.join(names[:_NAMED])} and {rest} more" if rest > 0 else " and ".join(names)
    what = name(kind, _LONGEST_KIND, otherwise="")
    digits = blake2b(data, digest_size=_HEX // 2).hexdigest()
    room = LONGEST - len(f"{day}   {what}{digits}".encode())
    parts = (day.isoformat(), name(who, LONGEST, room, otherwise="someone"), what, digits)
    return " ".join(part for part in parts if part)


def _tidied(words: str) -> str:
    """Return words with one form of line ends, and without empty lines around them."""
    text = re.sub(r"\r\n?", "\n", words).replace("\0", "\ufffd").rstrip()
    return re.sub(r"\A(?:[ \t]*\n)+", "", text) if text.strip() else ""


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS else yaml(text)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(yaml, texts))}]"


def _links(targets: Iterable[str]) -> str:
    return _list(_link(target) for target in dict.fromkeys(targets))


def _link(target: str) -> str:
    """Link to a note as a dashboard does: by its path where no wikilink can hold its name."""
    if not _UNLINKABLE.search(target):
        return f"[[{target}]]"
    return f"[{_UNLINKABLE.sub(' ', target).strip() or 'note'}]({percent(target)}.md)"


def _read(written: str) -> list[str]:
    """Read what `_scalar` or `_list` wrote; nothing for what neither would write."""
    if not written.startswith(('"', "[")):
        return [written] if written else []
    try:
        found = json.loads(written)
    except ValueError:
        return []
    texts = found if isinstance(found, list) else [found]
    return [text for text in texts if isinstance(text, str)]


def _targets(written: str) -> list[str]:
    return [_target(text) for text in _read(written)]


def _target(written: str) -> str:
    """Return the link text that `_link` was given."""
    by_path = [] if written.startswith("[[") else links(written)
    return by_path[0].removesuffix(".md") if by_path else written.removeprefix("[[").removesuffix("]]")
