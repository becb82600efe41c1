"""Values become Markdown that says what they say and does nothing else. Pure; templates use these as filters.

A vault's words are shown among generated lines, so they must not begin a list, a link, a comment, a tag, a
task or a second line. `Markdown` marks what has been through one of these, and is not escaped again.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote as percent

from vaultnet import dates
from vaultnet.model import note_name


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


class Cell(Markdown):
    """Markdown that is ready for a table's cell."""

    __slots__ = ()


_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Embeddings and overrides of the writing direction: left open, they would turn the rest of a line round."""
_DUE = re.compile("[📅📆🗓]\ufe0f?\\s*|[⏳⌛🛫➕✅❌]\ufe0f?\\s*(?=\\d{4}-)")
"""What makes a line a dated task to the Tasks plugin."""
_ACTIVE = re.compile(
    r"[\\`*\[\]$~]"  # anywhere
    r"|(?<!\w)_|_(?!\w)"  # not within a word
    r"|==+|%%+|::+"  # highlights, comments, inline fields
    r"|(?<!\S)[#^](?=\S)"  # tags and block ids
    r"|<(?![\s\d=])|&(?=#?\w+;)"  # HTML, entities, templates in angle brackets
)
_LEADING = re.compile(r"^( ?)(?:([-+>#=|])|(\d{1,9})([.)])(?=\s|$))")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_UNLINKABLE = re.compile(r"[\x00-\x1f\x7f\\`\[\]|#^<\u2028\u2029\ud800-\udfff]|%%|::|^\s|\s$")
_LONE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that stand for no byte of a file's name."""
_UNQUOTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_TAKEN = re.compile(r"[\"$`\\!]")
"""What means something to a shell between double quotes."""
_UNSPEAKABLE = re.compile(r"[\\`\[\]|$<~*]|%%|::|==|(?<!\w)_|_(?!\w)")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|#^\n]+)((?:#[^\[\]|\n]*)?)(?:\|([^\[\]|\n]*))?\]\]")
_WEB_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|==|~~|(?<!\w)_|(?<!\*)\*)(?=\S)([^*_=~]+)(?<=\S)\1")
_QUOTE_LENGTH = 100
_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def text(value: object) -> Markdown:
    """Escape a value so that it reads as itself, on one line, wherever in a line it stands."""
    if isinstance(value, Markdown):
        return value
    line = _ACTIVE.sub(_escape, _one_line(str(value)))
    return Markdown(_LEADING.sub(_escape_first, line))


def prose(value: str) -> Markdown:
    """Escape a line of a note as `text` does, but keep its links to notes as they were written."""
    line = _plain(_one_line(value), links=False)
    parts: list[str] = []
    end = 0
    for match in _WIKILINK.finditer(line):
        target, _, alias = match.groups()
        parts.append(text(line[end : match.start()]) if end or match.start() else "")
        parts.append(match[0].lstrip("!") if _sound(match) else text(alias or target))
        end = match.end()
    parts.append(text(line[end:]))
    return Markdown("".join(parts))


def quote(value: str, length: int = _QUOTE_LENGTH) -> Markdown:
    """Quote a note's words in italics, without their markup, at most ``length`` characters of them."""
    return Markdown(f'*"{text(clip(words(value), length))}"*')


def code(value: object) -> Markdown:
    """Show a value as code: a path, something to type."""
    shown = _one_line(str(value)).strip() or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return Markdown(f"{fence}{pad}{shown}{pad}{fence}")


def typed(name: object) -> str:
    """Write a name as it is typed into a shell: as one word, of which nothing is run or replaced."""
    said = " ".join(_one_line(str(name)).split())
    return shlex.quote(said) if _TAKEN.search(said) else f'"{said}"'


def cell(value: object) -> Cell:
    """Make a value fit a table's cell: one line, and no bar that would begin the next cell."""
    if isinstance(value, Cell):
        return value
    return Cell(" ".join(text(value).split()).replace("|", "\\|"))


def link(path: str, alias: str = "", names: Mapping[str, str] | None = None) -> Markdown:
    """Link to a note, as ``[[its shortest name]]``, with other words to show if ``alias`` is given.

    ``names`` maps paths to the shortest link text that leads there; without an entry the path is used. A name
    that no wikilink can hold (with ``]``, ``|``, ``#`` …) gets a Markdown link to its path.
    """
    target = (names or {}).get(path) or path.removesuffix(".md")
    name = note_name(path)
    shown = _one_line(alias).strip() or _one_line(name).strip() or path
    if _UNLINKABLE.search(target) or (shown != target and _UNSPEAKABLE.search(shown)):
        place = _LONE.sub("?", path).encode("utf-8", "surrogateescape")
        # A bracket with a backslash would do, but for "- [\\] " at the start of a line, which is a task.
        label = text(shown).replace("\\[", "&#91;").replace("\\]", "&#93;")
        return Markdown(f"[{label}]({percent(place)})")
    return Markdown(f"[[{target}]]" if shown == target else f"[[{target}|{shown}]]")


def day(value: date | str, today: date) -> str:
    """Say a day: ``17 October``, with the year if it is another one than today's."""
    return dates.say_day(_date(value), today)


def long_day(value: date | str) -> str:
    """Say a day in full: ``Friday, 20 November 2026``."""
    found = _date(value)
    return f"{dates.WEEKDAYS[found.weekday()]}, {found.day} {dates.MONTHS[found.month - 1]} {found.year}"


def weekday_day(value: date | str) -> Markdown:
    """Say a day of the coming week, ``Sun 22``, with a space that no narrow table breaks."""
    found = _date(value)
    return Markdown(f"{dates.WEEKDAYS[found.weekday()][:3]}\u00a0{found.day}")


def plural(count: float, one: str, many: str = "") -> str:
    """Count things: ``1 promise``, ``5 promises``; ``many`` where an s does not do."""
    return f"{count} {noun(count, one, many)}"


def noun(count: float, one: str, many: str = "") -> str:
    """Name things by how many there are: ``promise``, ``promises``."""
    return one if count == 1 else many or one + "s"


def in_words(count: int) -> str:
    """Write a small number out: ``three``; from thirteen on in digits."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def join(values: Iterable[object], between: str = ", ") -> Markdown:
    """Join values, each escaped as `text` does unless it is Markdown."""
    return Markdown(between.join(text(value) for value in values))


def join_words(values: Iterable[object], last: str = "and") -> Markdown:
    """Join values as a sentence does: ``Ada, Grace and Anna``."""
    items = [text(value) for value in values]
    if len(items) < 2:
        return Markdown("".join(items))
    return Markdown(f"{', '.join(items[:-1])} {last} {items[-1]}")


def listing(values: Sequence[str]) -> str:
    """Join plain texts as a sentence does, without escaping them."""
    return f"{', '.join(values[:-1])} and {values[-1]}" if len(values) > 1 else "".join(values)


def links(notes: Iterable[Mapping[str, str]], names: Mapping[str, str] | None = None) -> Markdown:
    """Link to several notes, as a sentence lists them; each has a ``path``."""
    return join_words(link(note["path"], "", names) for note in notes)


def capital(value: str) -> str:
    """Begin with a capital letter; the rest stays as it is."""
    begun = value[:1].upper() + value[1:]
    return Markdown(begun) if isinstance(value, Markdown) else begun


def yaml(value: object) -> Markdown:
    """Write a text as a YAML value on one line; what YAML could take for a line's end, or not take, escaped."""
    quoted = json.dumps(str(value), ensure_ascii=False)
    return Markdown(_UNQUOTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted))


def markdown(value: object) -> Markdown:
    """Take a text as the Markdown that it is. Only for words that are the template's own."""
    return Markdown(value)


def _one_line(value: str) -> str:
    """Put a text on one line, without what no reader sees. White space around it shrinks to one space."""
    if value.isascii() and value.isprintable():  # there is nothing of what is taken out below
        line = " ".join(value.split())
    else:
        value = _DUE.sub("", _DIRECTION.sub("", value)).encode("utf-8", "replace").decode()
        line = " ".join(value.split())
        if not line.isprintable():
            line = "".join(character for character in line if character >= " " and character != "\x7f")
    before = " " if value[:1].isspace() and line else ""
    return f"{before}{line} " if value[-1:].isspace() and line else before + line


def clip(value: str, length: int) -> str:
    """Cut a text at a word's end so that it has at most ``length`` characters, and say so: ``…``."""
    if len(value) <= length:
        return value
    return (value[:length].rpartition(" ")[0] or value[: length - 1]).rstrip(" .,;:-–—") + "…"


def words(value: str) -> str:
    """Take the markup off a line of a note, and the tags before its first word; not escaped."""
    return re.sub(r"^(?:#\S+\s+)+(?=\S)", "", _plain(_one_line(value)).strip())


def _plain(line: str, *, links: bool = True) -> str:
    """Take the markup off a line of Markdown: the words of its links, without emphasis."""
    if links:
        line = _WIKILINK.sub(lambda match: match[3] or match[1].rpartition("/")[2], line)
    return _EMPHASIS.sub(r"\2", _WEB_LINK.sub(r"\1", line))


def _sound(match: re.Match[str]) -> bool:
    """Whether a wikilink as written can stand on a generated line."""
    return not (_UNLINKABLE.search(match[1]) or _UNSPEAKABLE.search((match[3] or "") + match[2]))


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return _ENTITIES.get(found) or "".join(f"\\{character}" for character in found)


def _escape_first(match: re.Match[str]) -> str:
    space, sign, number, stop = match.groups()
    if sign == "|":
        return f"{space}&#124;"  # with a backslash, `cell` would escape the backslash
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
