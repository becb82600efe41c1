"""The rules of docs/interactions.md: cases in tests/data/interactions.md, and laws over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from vaultnet import config
from vaultnet.interactions import Derived, derive
from vaultnet.links import Entry, Names
from vaultnet.model import Note
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser

CASES = Path(__file__).parent / "data" / "interactions.md"
DOCS = Path(__file__).parents[1] / "docs" / "interactions.md"


class Case(NamedTuple):
    section: str
    title: str
    notes: Mapping[str, str]
    settings: str
    expected: tuple[str, ...]


def read(text: str) -> Iterator[Case]:
    """Read the case file; its format is described at its beginning."""
    section, title, path, kind = "", "", "", ""
    notes: dict[str, str] = {}
    settings, expected = "", []
    for line in [*text.splitlines(keepends=True), "### \n"]:
        if kind:
            if line == "~~~\n":
                kind = ""
            elif kind == "markdown":
                notes[path] += line
            else:
                settings += line
        elif line.startswith("#"):
            if title:
                yield Case(section, title, notes, settings, tuple(expected))
            title = line.lstrip("#").strip() if section or line.startswith("## ") else ""
            section = title if line.startswith("## ") else section
            notes, settings, expected = {}, "", []
        elif line.startswith("~~~"):
            kind = line[3:].strip()
            if kind == "markdown":
                notes[path] = ""
        elif line.startswith("`"):
            path = line.strip("`\n")
        elif title and line.startswith("- "):
            expected.append(line[2:].rstrip())


ALL = list(read(CASES.read_text("utf-8")))
VAULT = next(case for case in ALL if case.title == "The vault of every case")
LISTED = [case for case in ALL if case.expected]


@cache
def parser(settings: str) -> Parser:
    found, problems = config.read(VAULT.settings + settings, NOTE_TYPES)
    assert not problems, problems
    return Parser(found, NOTE_TYPES)


def parsed(case: Case) -> dict[str, Note]:
    reader = parser(case.settings)
    texts = {**VAULT.notes, **case.notes}
    return {path: with_words(reader.parse(path, text.encode())[0], text) for path, text in texts.items()}


def with_words(note: Note, text: str) -> Note:
    """Add the words around links and fields, if the scanner has not."""
    body = note.body
    numbers = sorted({item.line for item in (*body.links, *body.fields)})
    lines = text.splitlines()
    return replace(note, body=body._replace(lines=tuple((n, lines[n - 1].strip()) for n in numbers)))


def entry(number: int, note: Note) -> Entry:
    private = any(value.value is True for value in note.fields.get("private", ()))
    return Entry(number, note.path, note.type, note.aliases, note.day, private)


def derived(case: Case) -> dict[str, Derived]:
    notes = parsed(case)
    names = Names(entry(number, note) for number, note in enumerate(notes.values()))
    found = {path: derive(note, names, parser(case.settings).config) for path, note in notes.items()}
    return {path: result for path, result in found.items() if result != Derived()}


def name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md") or "–"


def said(text: str) -> str:
    return text or "‹›"


def told(results: Mapping[str, Derived]) -> list[str]:
    """Write what was derived as the case file does."""
    lines: list[str] = []
    for path, result in results.items():
        for t in result.traces:
            rank = "plan: " if t.plan else ""
            what = f"{name(t.contact)} · {t.day} · {t.kind} · {t.rule}"
            lines.append(f"{rank}{what} · {t.path}:{t.line} · {said(t.text)}")
        for p in result.promises:
            side = "from" if p.theirs else "to"
            what = f"{name(p.contact)} · {p.due or '–'}"
            lines.append(f"promise {side} {what} · {p.path}:{p.line} · {said(p.text)}")
        for x in result.ledger:
            what = f"{name(x.contact)} · {x.day or '–'}"
            lines.append(f"{x.kind}: {what} · {x.path}:{x.line} · {said(x.text)}")
        lines += [f"helps: {name(goal)} · {path}:{line}" for goal, line in result.helps]
        lines += [f"problem: {problem.code} · {problem.path}:{problem.line}" for problem in result.problems]
    return lines


@pytest.mark.parametrize("case", LISTED, ids=lambda case: f"{case.section}: {case.title}")
def test_case(case: Case) -> None:
    expected = [line for line in case.expected if line != "nothing"]
    lines = told(derived(case))
    # Where a case says nothing about the words, they are not compared.
    shown = [
        line if wanted.count(" · ") == line.count(" · ") else line.rpartition(" · ")[0]
        for line, wanted in zip(lines, expected, strict=False)
    ]
    assert [*shown, *lines[len(shown) :]] == expected


def test_there_are_enough_cases() -> None:
    assert len(LISTED) >= 130
    assert len({(case.section, case.title) for case in LISTED}) == len(LISTED)
