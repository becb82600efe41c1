"""The reference pages say what is declared, and what lies in docs/ is what they say."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from vaultnet import reference
from vaultnet.catalogue import CODES
from vaultnet.config import TIERS
from vaultnet.model import Field, NoteType
from vaultnet.note_types import NOTE_TYPES
from vaultnet.options import OPTIONS, Option
from vaultnet.problems import Code

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_the_docs_are_what_is_declared(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == reference.pages()[name], "Run: python -m vaultnet.reference"


def test_the_pages_are_written(tmp_path: Path) -> None:
    reference.main(tmp_path)
    assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == reference.pages()


def test_every_field_and_tier_is_on_the_page() -> None:
    page = reference.fields_page(NOTE_TYPES, TIERS)
    for note_type in NOTE_TYPES:
        assert f"## {note_type.name}\n" in page
        for field in note_type.fields:
            assert f"| `{field.name}` | {field.kind} |" in page
    assert "| keep-warm | 180 |" in page


def test_a_type_without_synonyms_or_choices() -> None:
    kite = NoteType(
        "kite", "Kites", "It flies.", (Field("size", "number", "Metres | feet."),), synonyms=("kite",)
    )
    page = reference.fields_page([kite], {})
    assert "It flies. Folder: `Kites/`, unless `vaultnet.toml` names another.\n" in page
    assert "| `size` | number | Metres \\| feet. |  |" in page
    assert "| cadence |" not in page


def test_other_words_for_a_choice_are_named_by_what_they_are_read_as() -> None:
    page = reference.fields_page(NOTE_TYPES, TIERS)
    assert "on hold, waiting, someday as paused; " in page
    assert "abandoned, canceled, cancelled as dropped. |" in page


def test_every_code_is_on_the_page_with_its_example() -> None:
    page = reference.problems_page(CODES)
    for name, code in CODES.items():
        assert f"| [{name}](#{name}) | {code.severity} |" in page
        assert f"## {name}\n\n**{code.title}** ({code.severity}). {code.meaning}" in page


EXAMPLES: list[tuple[str, str | bytes | PurePosixPath, str]] = [
    ("text", "---\nx: 1\n---\n", "`A.md`:\n\n```text\n---\nx: 1\n---\n```"),
    ("a fence in it", "```\ncode\n```\n", "````text\n```\ncode\n```\n````"),
    ("bytes", b"\xff\n", "```text\nb'\\xff\\n'\n```"),
    ("long", "x" * 1000, "… 1,000 characters in all"),
    ("a link", PurePosixPath("../B.md"), "`A.md`, a symbolic link to `../B.md`."),
]


@pytest.mark.parametrize(("title", "content", "expected"), EXAMPLES, ids=[case[0] for case in EXAMPLES])
def test_how_an_example_is_shown(title: str, content: str | bytes | PurePosixPath, expected: str) -> None:
    assert expected in reference.problems_page({"x-y": Code("hint", "X", "Y.", {"A.md": content})})


def test_every_setting_is_on_the_page() -> None:
    page = reference.config_page(OPTIONS)
    for option in OPTIONS:
        assert f"| `{option.key}` | {option.kind} |" in page
    odd = reference.config_page([Option("a.*", "text", "One | two.", "a", '"x|y"')])
    assert '| `a.*` | text | One \\| two. | `"x\\|y"` |' in odd


# --- Obsidian's types.json -------------------------------------------------------------------------


def test_types_for_obsidian() -> None:
    text = reference.obsidian_types(NOTE_TYPES)
    types = json.loads(text)["types"]
    assert (types["people"], types["date"], types["private"], types["target"]) == (
        "multitext",
        "date",
        "checkbox",
        "number",
    )
    assert (types["aliases"], types["tags"], types["tier"]) == ("aliases", "tags", "text")
    assert list(types) == sorted(types)
    assert text.endswith("}\n")


def test_what_the_user_has_set_stays() -> None:
    text = reference.obsidian_types(
        NOTE_TYPES, '{"types": {"date": "datetime", "mine": "text"}, "other": [1]}'
    )
    content = json.loads(text)
    assert (content["types"]["date"], content["types"]["mine"], content["other"]) == ("datetime", "text", [1])
    assert content["types"]["people"] == "multitext"
    assert reference.obsidian_types(NOTE_TYPES, text) == text


@pytest.mark.parametrize("existing", ["{", "[]", '{"types": []}', "[" * 100_000, "null"])
def test_a_file_that_is_no_such_file_stays(existing: str) -> None:
    assert reference.obsidian_types(NOTE_TYPES, existing) == existing
