"""The rules of docs/interactions.md: cases in tests/data/interactions.md, and laws over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import config, interactions, kinds, sentences, tries
from vaultnet.catalogue import CODES
from vaultnet.interactions import Derived, derive
from vaultnet.links import Entry, Names
from vaultnet.model import Note
from vaultnet.network import Trace
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser
from vaultnet.problems import Problem

CASES = Path(__file__).parent / "data" / "interactions.md"
DOCS = Path(__file__).parents[1] / "docs"


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
    texts = {**VAULT.notes, **case.notes}
    return {path: parse(case.settings, path, text) for path, text in texts.items()}


@cache
def parse(settings: str, path: str, text: str) -> Note:
    return parser(settings).parse(path, text.encode())[0]


def entry(number: int, note: Note) -> Entry:
    return Entry(number, note.path, note.type, note.aliases, note.day, note.private)


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
        for p in (one for one in result.promises if not one.closed):
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


# --- laws over all cases ---------------------------------------------------------------------------

ids = {"ids": lambda case: f"{case.section}: {case.title}"}


def unmarked(text: str) -> str:
    """A text without what marks a field: the words of one are quoted as a sentence."""
    return re.sub("[*:]", "", text)


@pytest.mark.parametrize("case", LISTED, **ids)
def test_what_bears_a_trace_out_stands_where_it_points_to(case: Case) -> None:
    texts = {**VAULT.notes, **case.notes}
    for result in derived(case).values():
        for trace in result.traces:
            line = texts[trace.path].splitlines()[trace.line - 1]
            assert (trace.quote or trace.day) in line
            assert unmarked(trace.text) in unmarked(texts[trace.path])
            assert trace.rule in interactions.RULES
        for promise in result.promises:
            assert promise.text in texts[promise.path].splitlines()[promise.line - 1]
        for entry in result.ledger:
            assert entry.text in texts[entry.path].splitlines()[entry.line - 1]
        for problem in result.problems:
            assert problem.code in CODES


SILENT = {
    "an open task": "\n\n- [ ] ask [[Charles Babbage]] and [[Grace Hopper]]\n",
    "a quotation": "\n\n> lunch with [[Charles Babbage]] and [[Grace Hopper]]\n",
    "code": "\n\n```\nlunch with [[Charles Babbage]] and [[Grace Hopper]]\n```\n",
    "a comment": "\n\n%% lunch with [[Charles Babbage]] and [[Grace Hopper]] %%\n",
    "an embed": "\n\n![[Charles Babbage]] ![[Grace Hopper]]\n",
    "someone spoken of": "\n\nabout:: [[Charles Babbage]] and [[Grace Hopper]]\n",
}


@pytest.mark.parametrize("addition", SILENT.values(), ids=SILENT)
def test_what_is_not_said_by_the_owner_changes_no_trace(addition: str) -> None:
    for case in LISTED:
        for path, text in case.notes.items():
            note = parsed(case)[path]
            # What is added to nothing makes something of it, and a dated entry would go on in it.
            if not note.body.empty and not note.body.logs:
                more = case._replace(notes={**case.notes, path: text + addition})
                before, after = derived(case).get(path, Derived()), derived(more).get(path, Derived())
                assert after.traces == before.traces, (case.title, path)


def test_the_order_of_the_vault_changes_nothing() -> None:
    for case in LISTED:
        notes = parsed(case)
        entries = [entry(number, note) for number, note in enumerate(notes.values())]
        settings = parser(case.settings).config
        there, back = Names(entries), Names(reversed(entries))
        assert all(derive(x, there, settings) == derive(x, back, settings) for x in notes.values())


LINES = st.lists(
    st.sampled_from(
        [
            "Lunch with [[Grace Hopper]] ",
            "[[Ada]] ",
            "(when:: 2026-05-05) ",
            "gave:: a book ",
            "promised:: ",
            "- [ ] #waiting ",
            "- [x] ",
            "✅ 2026-05-05 ",
            "- 2026-06-02 call: ",
            "## 2026-06-03 ",
            "[[2026-05-05]] ",
            "> ",
            "`",
            "📅 2026-02-30 ",
            "\n",
            "\n\n",
        ]
    ),
    max_size=14,
).map("".join)


@given(
    LINES,
    st.sampled_from(["Daily/2026-01-30.md", "People/Ada Lovelace.md", "Meetings/2026-01-30 Ada.md", "x.md"]),
)
def test_any_text_can_be_read(text: str, path: str) -> None:
    front = '---\npeople: ["[[Ada]]", "[[Grace Hopper]]"]\n---\n' if path.startswith("Meetings") else ""
    case = Case("", "", {path: front + text}, "", ())
    found = derived(case).get(path, Derived())
    assert len({(t.contact, t.day, t.plan) for t in found.traces}) == len(found.traces)
    assert all(date.fromisoformat(trace.day) for trace in found.traces)
    lines = (front + text).splitlines()
    assert all((trace.quote or trace.day) in lines[trace.line - 1] for trace in found.traces)


# --- messages --------------------------------------------------------------------------------------


def problems(**notes: str) -> list[Problem]:
    texts = {key.replace("__", "/") + ".md": text for key, text in notes.items()}
    return [p for result in derived(Case("", "", texts, "", ())).values() for p in result.problems]


CONTACT = "---\ntype: contact\naliases: [Countess]\n---\n"


def test_two_contacts_are_told_apart_by_the_path() -> None:
    (problem,) = problems(
        Byron=CONTACT, Old__Byron=CONTACT, Older__Byron=CONTACT, D="---\nx: '[[Byron]]'\n---\n"
    )
    assert problem[:4] == ("D.md", 2, 4, "ambiguous-contact")
    assert problem.message == (
        "[[Byron]] could mean Byron.md or Old/Byron.md (and 1 more); it was taken for Byron.md."
    )
    assert problem.hint == "Say which one: [[/Byron]]."


def test_an_alias_that_two_contacts_have() -> None:
    (problem,) = problems(Byron=CONTACT, D="[[Countess]]")
    assert (
        problem.message
        == "[[Countess]] could mean Byron.md or People/Ada Lovelace.md; it was taken for Byron.md."
    )


def test_an_alias_is_to_be_written_as_obsidian_writes_it() -> None:
    (problem,) = problems(D="[[Ada]]")
    assert problem.message == (
        "No note is called “Ada”; the link was taken for People/Ada Lovelace.md, which has it as an alias."
    )
    assert problem.hint == "Obsidian follows names only: write [[Ada Lovelace|Ada]]."


# --- kinds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "strength", "conversation"),
    [
        ("coffee", 85, True),
        ("Informational Interview", 95, True),
        ("sauna", 70, True),
        ("sent", 0, False),
        ("in touch", 25, False),
    ],
)
def test_kinds(kind: str, strength: int, conversation: bool) -> None:
    assert (interactions.strength(kind), interactions.is_conversation(kind)) == (strength, conversation)


def test_every_kind_of_a_meeting_has_its_weight() -> None:
    (declared,) = (
        field.choices
        for kind in NOTE_TYPES
        for field in kind.fields
        if kind.name == "meeting" and field.name == "kind"
    )
    assert set(declared) <= set(interactions.KINDS)


def test_of_several_kinds_the_stronger_is_first() -> None:
    weights = [kind.strength for kind in interactions.KINDS.values()]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize("kind", [*kinds.TOGETHER, *kinds.BETWEEN, *kinds.VERBS])
def test_each_word_tells_its_kind(kind: str) -> None:
    for word in (*kinds.TOGETHER.get(kind, ()), *kinds.BETWEEN.get(kind, ())):
        assert kinds.told(f"A {word} at the end with [[Ada]]") == kind, word
    for word in kinds.VERBS.get(kind, ()):
        assert kinds.told(f"Yesterday I {word} [[Ada]].") == kind, word


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[[Lunch with Ada]]",
        "`lunch with`",
        "[x](lunch with)",
        "lunch. Then home with Ada",
        "a talk of her office to keep",
        "a tea" + "x" * 500 + " with",
    ],
)
def test_words_that_tell_nothing(line: str) -> None:
    assert kinds.told(line) == ""


@given(st.text())
def test_a_kind_is_told_or_not(line: str) -> None:
    assert kinds.told(line) in {"", *interactions.KINDS}


# --- the page in the docs --------------------------------------------------------------------------


def table(*rows: tuple[str, ...]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def test_the_docs_have_every_rule_kind_and_word() -> None:
    page = (DOCS / "interactions.md").read_text("utf-8")
    rules = [(f"`{rule}`", text) for rule, text in interactions.RULES.items()]
    weights = [
        (
            f"`{name}`" if name in interactions.KINDS else name,
            str(k.strength),
            "yes" if k.conversation else "no",
            k.help,
        )
        for name, k in [*interactions.KINDS.items(), ("*your own*", kinds.OWN)]
    ]
    tables = (kinds.TOGETHER, kinds.BETWEEN, kinds.VERBS)
    words = [
        (f"`{kind}`", *(", ".join(words.get(kind, ())) for words in tables))
        for kind in dict.fromkeys(kind for words in tables for kind in words)
    ]
    for rows in (rules, weights, words):
        assert f"\n{table(*rows)}\n\n" in page


def test_the_docs_have_every_word_for_what_was_not() -> None:
    page = (DOCS / "interactions.md").read_text("utf-8")
    words = (
        sentences.INTENTIONS,
        sentences.NEGATIONS,
        sentences.CALLED_OFF,
        sentences.AHEAD,
        sentences.REACHING,
        sentences.REACHED,
        sentences.THOUGHTS,
        tries.REACHED_OUT,
        tries.NO_ANSWER,
        tries.LEFT,
        tries.HOPED,
        tries.ANSWERED,
    )
    assert [table for table in words if f" | {', '.join(table)} | " not in page] == []


@pytest.mark.parametrize(
    "line",
    [
        *(f"I {word} call [[Ada]]" for word in sentences.INTENTIONS if not word.startswith(("I'", "we'"))),
        *(f"I {word} call [[Ada]]" for word in sentences.NEGATIONS),
        *(f"Lunch with [[Ada]] {word}" for word in sentences.CALLED_OFF),
        *(f"Lunch with [[Ada]] {word}" for word in sentences.AHEAD),
        *(f"We should {word} with [[Ada]]" for word in sentences.REACHING),
        *(f"We haven't {word} [[Ada]]" for word in sentences.REACHED),
        *(f"I was {word} [[Ada]]" for word in sentences.THOUGHTS),
        "I'll call [[Ada]]",
        "Tomorrow we'll meet [[Ada]]",
        "I'd like to see [[Ada]]",
        "We’d like to see [[Ada]]",
    ],
)
def test_each_word_tells_what_was_not(line: str) -> None:
    (said,) = sentences.read(line)
    assert said.fate != sentences.COUNTS


@pytest.mark.parametrize(
    "line",
    [
        *(f"{word} to [[Ada]], no answer" for word in tries.REACHED_OUT),
        *(f"Called [[Ada]], {word}" for word in tries.NO_ANSWER),
        *(f"Called [[Ada]], left {word}" for word in tries.LEFT),
        *(f"Called [[Ada]], hope she {word}" for word in tries.HOPED),
    ],
)
def test_each_word_tells_of_a_try(line: str) -> None:
    assert [(said.kind, said.fate) for said in sentences.read(line)] == [(tries.SENT, sentences.COUNTS)]
    assert tries.is_one(line.replace(" to [[Ada]]", "").replace(" [[Ada]]", ""))


@pytest.mark.parametrize("word", tries.ANSWERED)
def test_each_word_tells_of_an_answer(word: str) -> None:
    (said,) = sentences.read(f"Called [[Ada]], no answer, then she {word}")
    assert said.kind == "call"
    assert not tries.is_one(f"called, no answer, then she {word}")


PIECES = [
    "[[Ada]]", " ", " and ", ", ", "; ", ". ", ": ", " (", ") ", "Lunch with ", "met ", "I should ", "call ", "didn't ",
    "reach ", "cancelled ", "was ", "tomorrow ", "next week ", "~~", "`", "her ", "Tom ", "İ", "’", "[Ada](Ada.md)",
    "no answer ", "left ", "a message ", "voicemail ", "thinking of ",
    "(when:: 2026-05-05)", "one of them ", "until ", "Dr.", "...", "wrote ", "to ",
]  # fmt: skip
PHRASES = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@given(PHRASES | st.text(max_size=40), st.booleans())
def test_every_line_can_be_read(line: str, task: bool) -> None:
    said = sentences.read(line, task)
    assert [(x.begin, x.end) for x in said] == sorted((x.begin, x.end) for x in said)
    for x in said:
        assert line[x.begin] in "!["
        assert line[x.end - 1] in "])"
        assert x.kind in {"", *interactions.KINDS}
        assert sentences.of(said, x.begin) == (x.kind, x.fate)
    assert sentences.is_nothing(line) in {True, False}


@given(PHRASES)
def test_what_was_not_ends_with_its_sentence(line: str) -> None:
    assert all(
        x.fate == sentences.COUNTS for x in sentences.read(f"{line.replace('~', '')}. Saw [[Bo]]")[-1:]
    )


def test_every_rule_and_every_built_in_kind_has_a_case() -> None:
    traces: list[Trace] = [t for case in LISTED for result in derived(case).values() for t in result.traces]
    assert {trace.rule for trace in traces} == set(interactions.RULES)
    assert {trace.kind for trace in traces} >= set(interactions.KINDS)
