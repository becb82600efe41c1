"""The reference pages, made from what is declared, so that they can't say anything else.

Pure renderers; ``python -m vaultnet.reference`` in the checkout rewrites docs/fields.md, docs/problems.md
and docs/config.md, and a test keeps them equal to the declarations.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from vaultnet.catalogue import CODES
from vaultnet.config import TIERS
from vaultnet.model import Field, NoteType
from vaultnet.note_types import NOTE_TYPES
from vaultnet.options import OPTIONS, Option
from vaultnet.problems import Code

KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("text", "Text."),
    "texts": ("multitext", "Texts: one, or a list."),
    "link": ("text", 'A link: `"[[Lead a team]]"`.'),
    "links": ("multitext", 'Links: one, or a list of them: `["[[Lead a team]]"]`.'),
    "names": ("multitext", "Links or plain text: one, or a list of them."),
    "date": ("date", "A day, `2026-11-20`, or a link to the daily note of that name."),
    "birthday": ("text", "A day with or without its year: `1990-05-02` or `05-02`."),
    "number": ("number", "A number."),
    "flag": ("checkbox", "`true` or `false`; `yes`, `no`, `on` and `off` are read as well."),
    "flag-or-date": ("text", "`true`, `false` or a day."),
    "cadence": ("text", "A length of time: `6w`, `45d`, `monthly`, `every 6 weeks`, or a number of days."),
    "tier": ("text", "The name of a tier."),
    "choice": ("text", "One of the words listed."),
    "choices": ("multitext", "Any of the words listed."),
    "url": ("text", "A web address."),
}
"""What each kind of field is called in Obsidian's property pane, and how its values are written."""

_OBSIDIAN_OWN = {"aliases": "aliases", "cssclasses": "multitext", "tags": "tags"}

_PAGE_HEAD = (
    "<!-- Made by `python -m vaultnet.reference` from the declarations. Change those, not this page. -->"
)


_FIELDS_INTRO = (
    "What its type declares is read from a note's front matter; all other properties are yours and are left "
    "alone. Names are compared without regard to case, spaces, `-` and `_`, so `First met` is `first_met`. "
    "`[fields]` in [`vaultnet.toml`](config.md) adds names of your own. A property that is not set, or "
    "empty, means nothing; one that can't be read is [a problem](problems.md) and is left out of the sums."
)

_TYPE_INTRO = """\
The first of these that says something decides:

1. `type:`, if it names a type below, in text, as a link or in a list. Any other `type:` is your own business.
2. `where` of `[types.NAME]` in `vaultnet.toml`: a property with a value, as in `categories: "[[People]]"`.
   A link matches by the note it names.
3. `tag` of `[types.NAME]`: in the front matter or in the text; `#person/friend` is a `person`.
4. The deepest folder: `folder` of `[types.NAME]`, or the folder named below for a type that `vaultnet.toml`
   says nothing about. Folders are counted from the vault's root; upper and lower case are the same.

Where two types match equally well the note counts as neither, and that is
[a problem](problems.md#ambiguous-type). These have no type:

- dashboards;
- templates: what lies in a template folder, or has `{{…}}` or `<% … %>` left in its front matter, its name or
  a heading;
- the page that a rule names (`Categories/People.md` for `[[People]]`), and a folder's own page
  (`People/People.md`, `index.md`, `README.md`), unless its `type:` says otherwise."""

_TIERS_INTRO = (
    "How often to be in touch, unless `cadence:` says otherwise. These are rules of thumb; `[tiers]` in "
    "`vaultnet.toml` changes them and adds others."
)

_PROBLEMS_INTRO = (
    "`vaultnet check` prints each problem as `path:line:column: code message`, with a hint. None of them "
    "keeps the rest of the vault from being built, and nothing is written to a note because of one. An "
    "**error** means that something could not be read or written, a **warning** that a value is left out "
    "of the sums, a **hint** that nothing is lost but a look is worth it."
)

_CONFIG_INTRO = (
    "The settings of a vault lie in `vaultnet.toml` at its root. Every one of them may be left out; a "
    "misspelt one is an error that names the nearest. A `*` stands for a name of yours."
)


_PRIVATE = (
    "`private: true` may stand in a note of any type, and in one without a type: what it says counts, and its "
    "words are quoted nowhere. [Private notes](interactions.md#private-notes) says what that means. Any value but "
    "a plain no counts as yes."
)


def fields_page(note_types: Sequence[NoteType], tiers: Mapping[str, int]) -> str:
    """Render docs/fields.md: every type, its fields, and how their values are written."""
    parts = [
        "# Types and fields",
        _PAGE_HEAD,
        _FIELDS_INTRO,
        "## What type a note has",
        _TYPE_INTRO,
        "## Private notes",
        _PRIVATE,
        *(_type_section(note_type) for note_type in note_types),
        "## Values",
        _table(("kind", "how it is written"), ((kind, KINDS[kind][1]) for kind in _used(note_types))),
        "## Tiers",
        _TIERS_INTRO,
        _table(("tier", "days"), ((name, str(days)) for name, days in tiers.items())),
    ]
    return "\n\n".join(parts) + "\n"


def problems_page(codes: Mapping[str, Code]) -> str:
    """Render docs/problems.md: every code with its meaning and the smallest note that has it."""
    parts = [
        "# Problems",
        _PAGE_HEAD,
        _PROBLEMS_INTRO,
        _table(
            ("code", "how bad", "what"),
            (
                (f"[{name}](#{name})", code.severity, _cell(code.title))
                for name, code in sorted(codes.items())
            ),
        ),
        *(_code_section(name, code) for name, code in sorted(codes.items())),
    ]
    return "\n\n".join(parts) + "\n"


def config_page(options: Sequence[Option]) -> str:
    """Render docs/config.md: every setting of ``vaultnet.toml``."""
    parts = [
        "# vaultnet.toml",
        _PAGE_HEAD,
        _CONFIG_INTRO,
        _table(
            ("setting", "value", "what it does", "example"),
            ((f"`{one.key}`", one.kind, _cell(one.help), f"`{_cell(one.example)}`") for one in options),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def obsidian_types(note_types: Iterable[NoteType], existing: str = "") -> str:
    """Render ``.obsidian/types.json``, so that Obsidian's property pane offers the right editor.

    ``existing`` is the file as it is. What it says already stays; one that can't be read as such a file is
    returned unchanged.
    """
    known = {field.name: KINDS[field.kind][0] for one in note_types for field in one.fields}
    content = _json_object(existing or "{}")
    told = content.get("types", {}) if content is not None else None
    if content is None or not isinstance(told, dict):
        return existing
    types = _OBSIDIAN_OWN | known | told
    return json.dumps({**content, "types": dict(sorted(types.items()))}, indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[str, str]:
    """Render every reference page, by its name in docs/."""
    return {
        "fields.md": fields_page(NOTE_TYPES, TIERS),
        "problems.md": problems_page(CODES),
        "config.md": config_page(OPTIONS),
    }


# --- parts -----------------------------------------------------------------------------------------


def _type_section(note_type: NoteType) -> str:
    others = [word for word in note_type.synonyms if word != note_type.name]
    said = f" `type:` may also say {_or([f'`{word}`' for word in others])}." if others else ""
    return "\n\n".join(
        (
            f"## {note_type.name}",
            f"{note_type.help} Folder: `{note_type.folder}/`, unless `vaultnet.toml` names another.{said}",
            _table(("field", "kind", "what", "other names"), map(_field_row, note_type.fields)),
        )
    )


def _field_row(field: Field) -> tuple[str, str, str, str]:
    words = ""
    if field.choices:
        words = f" {'Known' if field.open else 'One of'}: {', '.join(field.choices)}.{_other_words(field)}"
    others = ", ".join(f"`{name}`" for name in field.synonyms)
    return f"`{field.name}`", field.kind, _cell(field.help + words), others


def _other_words(field: Field) -> str:
    """Say which words are read as which: ``Also read: abandoned as dropped``."""
    found: dict[str, list[str]] = {}
    for word, meant in field.words:
        found.setdefault(meant, []).append(word)
    said = (f"{', '.join(others)} as {meant}" for meant, others in found.items())
    return f" Also read: {'; '.join(said)}." if found else ""


def _used(note_types: Iterable[NoteType]) -> Iterator[str]:
    used = {field.kind for one in note_types for field in one.fields}
    return (kind for kind in KINDS if kind in used)


def _code_section(name: str, code: Code) -> str:
    parts = [f"## {name}", f"**{code.title}** ({code.severity}). {code.meaning}"]
    for path, content in code.example.items():
        if isinstance(content, PurePosixPath):
            parts.append(f"`{path}`, a symbolic link to `{content}`.")
        else:
            parts.append(f"`{path}`:\n\n{_fenced(content)}")
    return "\n\n".join(parts)


def _fenced(content: str | bytes) -> str:
    """Show a file's content; bytes that are no text as Python writes them, long ones by their beginning."""
    shown = content if isinstance(content, str) else repr(content)
    if len(shown) > 400:
        shown = f"{shown[:200]}\n… {len(content):,} characters in all\n"
    fence = "```"
    while fence in shown:
        fence += "`"
    return f"{fence}text\n{shown.removesuffix(chr(10))}\n{fence}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _json_object(text: str) -> dict[str, object] | None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def main(folder: Path) -> None:
    """Write the pages into a folder."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
