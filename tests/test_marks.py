"""The marks that tell a dashboard from a note, and the user's words on it from ours."""

from __future__ import annotations

import re
from datetime import date
from difflib import ndiff
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.vaults import build, put
from vaultnet.build import facts
from vaultnet.marks import (
    days,
    finish,
    hashes,
    is_generated,
    is_mark,
    is_silent,
    line_hash,
    rescue_name,
    typed,
)

DAY = date(2026, 11, 20)
BODY = """# Friday, 20 November 2026

## Reach out

- [ ] [[Ada Lovelace]] · **check in** every 6 weeks
    - last: coffee on [[2026-10-17 Ada|17 October]]
- [ ] [[Grace Hopper]] · **promise** the drawings

| day | who |
| --- | --- |
| Sun 22 | [[Luigi Menabrea]] |
"""
PAGE = finish(BODY, "Today", DAY)
ADA = "- [ ] [[Ada Lovelace]] · **check in** every 6 weeks\n"
LAST = "    - last: coffee on [[2026-10-17 Ada|17 October]]\n"


def test_the_form_of_a_note() -> None:
    assert PAGE.startswith(
        "---\nvaultnet: Today\nfor: 2026-11-20\n---\n# Friday, 20 November 2026\n\n## Reach"
    )
    assert re.search(
        r"\| Sun 22 \| \[\[Luigi Menabrea\]\] \|\n\n<!-- vaultnet 1( [0-9a-f]{6}){8} -->\n\Z", PAGE
    )


def test_the_form_of_a_base_does_not_depend_on_the_day() -> None:
    page = finish("views:\n  - type: table  \n\n", "People", DAY, "Network People.base")
    assert re.fullmatch(r"views:\n  - type: table\n# vaultnet 1 [0-9a-f]{6} [0-9a-f]{6}\n", page)
    assert page == finish("views:\n  - type: table\n", "People", date(2027, 1, 1), "Network People.base")


def test_the_form_of_a_picture_is_sound_xml_and_does_not_depend_on_the_day() -> None:
    page = finish("<svg>\n</svg>\n\n", "Picture", DAY, "Network Calendar.svg")
    assert re.fullmatch(r"<svg>\n</svg>\n<!-- vaultnet 1 [0-9a-f]{6} [0-9a-f]{6} -->\n", page)
    assert ET.fromstring(page).tag == "svg"
    assert page == finish("<svg>\n</svg>\n", "Picture", date(2027, 1, 1), "Network Calendar.svg")


@pytest.mark.parametrize("body", ["", "\n\n", "one", "one\n\n\n", "\n\none  \t\n", "> [!TIP]\n>\n> x"])
def test_finish_trims(body: str) -> None:
    page = finish(body, "X", DAY)
    assert page.endswith(" -->\n")
    assert not re.search(r"[ \t]\n|\n\n\n|\r", page)
    assert is_generated(page)
    assert typed(page) == ()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Today", "vaultnet: Today"),
        ("My mentors", "vaultnet: My mentors"),
        ("true", 'vaultnet: "true"'),
        ("2026", 'vaultnet: "2026"'),
        ("A: b #c", 'vaultnet: "A: b #c"'),
        ('say "hi"', 'vaultnet: "say \\"hi\\""'),
        ("Été", 'vaultnet: "Été"'),
        ("trailing ", 'vaultnet: "trailing "'),
    ],
)
def test_a_name_is_valid_yaml(name: str, line: str) -> None:
    assert finish("", name, DAY).split("\n")[1] == line


# title, file name, text, ours?
GENERATED = [
    ("as written", "x.md", PAGE, True),
    ("CRLF", "x.md", PAGE.replace("\n", "\r\n"), True),
    ("byte order mark", "x.md", "\ufeff" + PAGE, True),
    ("without its comment", "x.md", PAGE[: PAGE.index("<!--")], True),
    ("for: removed", "x.md", PAGE.replace("for: 2026-11-20\n", ""), True),
    ("key and nothing else", "x.md", "---\nvaultnet: mine\n---\n", False),
    ("key removed", "x.md", PAGE.replace("vaultnet: Today\n", ""), False),
    ("front matter removed", "x.md", PAGE.partition("---\n# ")[2], False),
    ("key in the text", "x.md", "---\ntype: contact\n---\nvaultnet: Today\nfor: 2026-11-20\n", False),
    ("front matter never closed", "x.md", "---\nvaultnet: Today\nfor: 2026-11-20\n", False),
    ("front matter not at the start", "x.md", "\n" + PAGE, False),
    ("an ordinary note", "x.md", "# vaultnet 1\n\nA release.\n", False),
    ("empty", "x.md", "", False),
    ("a base", "x.base", finish("views:\n", "People", DAY, "x.base"), True),
    ("a base with a changed line", "x.base", finish("views:\n", "People", DAY, "x.base") + "a: b\n", False),
    ("a base without the comment", "x.base", "views:\n", False),
    ("an empty base", "x.base", "", False),
    ("a picture", "x.svg", finish("<svg/>\n", "Picture", DAY, "x.svg"), True),
    ("a picture with a changed line", "x.svg", finish("<svg/>\n", "P", DAY, "x.svg") + "<!-- a -->\n", False),
    ("a picture without the comment", "x.svg", "<svg/>\n", False),
    ("a picture of somebody else's", "x.svg", "<svg/>\n<!-- vaultnet -->\n", False),
]


@pytest.mark.parametrize(
    ("file", "text", "ours"), [pytest.param(*case[1:], id=case[0]) for case in GENERATED]
)
def test_is_generated(file: str, text: str, ours: bool) -> None:
    assert is_generated(text, file) is ours


def after(line: str, words: str, page: str = PAGE) -> str:
    """The page with words typed after a line."""
    assert line in page
    return page.replace(line, line + words)


# title, the page, what was typed
TYPED = [
    ("untouched", PAGE, ()),
    ("CRLF", PAGE.replace("\n", "\r\n"), ()),
    ("trailing spaces", PAGE.replace("\n", "  \n"), ()),
    ("lines deleted", PAGE.replace(ADA, ""), ()),
    ("lines moved", PAGE.replace(ADA, "").replace("| Sun", ADA + "| Sun"), ()),
    ("lines doubled", PAGE.replace(ADA, ADA + ADA), ()),
    ("indented with a tab", PAGE.replace("    - last", "\t- last"), ()),
    (
        "a table padded by an editor",
        PAGE.replace("| day | who |", "| day    | who               |"),
        (),
    ),
    ("a rule widened by an editor", PAGE.replace("| --- | --- |", "| ------- | ---------- |"), ()),
    ("list markers of another formatter", re.sub(r"(?m)^(\s*)- ", r"\1* ", PAGE), ()),
    ("plus signs", re.sub(r"(?m)^(\s*)- ", r"\1+ ", PAGE), ()),
    ("an empty list line left behind", after(LAST, "- [ ] \n- \n    - \n> \n1.\n| | |\n"), ()),
    ("a line", after(LAST, "call the bank\n"), ("call the bank",)),
    ("CRLF and a line", after(LAST, "call the bank\n").replace("\n", "\r\n"), ("call the bank",)),
    (
        "a ticked line is no task, and says that it was ticked",
        PAGE.replace("[ ] [[Ada", "[x] [[Ada"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks (ticked)",),
    ),
    (
        "a ticked line with the day of the Tasks plugin is no interaction",
        PAGE.replace(ADA, f"{ADA.replace('[ ]', '[x]').strip()} ✅ 2026-11-23\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks (ticked 2026-11-23)",),
    ),
    (
        "a ticked line with the day of Dataview",
        PAGE.replace(ADA, f"{ADA.replace('[ ]', '[x]').strip()} [completion:: 2026-11-23]\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks (ticked 2026-11-23)",),
    ),
    (
        "a ticked line about tracking",
        PAGE.replace(ADA, "- [x] track [[Ada Lovelace]] every 6w · twice ✅ 2026-11-23\n"),
        ("- track [[Ada Lovelace]] every 6w · twice (ticked 2026-11-23)",),
    ),
    (
        "a cancelled line",
        PAGE.replace(ADA, f"{ADA.replace('[ ]', '[-]').strip()} ❌ 2026-11-23\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks (cancelled 2026-11-23)",),
    ),
    (
        "an edited line is no promise, and its day none of a plan",
        PAGE.replace("the drawings", "the drawings (he said no hurry) 📅 2026-12-01"),
        ("- [[Grace Hopper]] · **promise** the drawings (he said no hurry) 2026-12-01",),
    ),
    (
        "a line about a name that no wikilink can hold",
        after(LAST, "- [x] [A|B](People/A%7CB.md) · **check in**: every month\n"),
        ("- [A|B](People/A%7CB.md) · **check in**: every month (ticked)",),
    ),
    (
        "a task of the user's stays one",
        after(
            LAST, "- [ ] call [[Ada Lovelace]] 📅 2026-12-01\n- [x] [[Ada Lovelace]] wrote ✅ 2026-11-20\n"
        ),
        ("- [ ] call [[Ada Lovelace]] 📅 2026-12-01\n- [x] [[Ada Lovelace]] wrote ✅ 2026-11-20",),
    ),
    (
        "a ticked line with words and lines under it, past the evidence",
        PAGE.replace(
            ADA + LAST, ADA.replace("[ ]", "[x]").strip() + " coffee\n" + LAST + "    - moves to Lisbon\n"
        ),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks coffee (ticked)\n    - moves to Lisbon",),
    ),
    (
        "a line under a generated one says whom it is about, and is no task",
        after(LAST, "    - moves to Lisbon\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks\n    - moves to Lisbon",),
    ),
    (
        "a line under the evidence begins with whom it is about",
        after(LAST, "        - moves to Lisbon\n            - in May\n"),
        (f"{ADA.replace('[ ] ', '')}{LAST}        - moves to Lisbon\n            - in May",),
    ),
    (
        "a line under the evidence, indented with tabs",
        after(LAST, "\t\t- moves to Lisbon\n"),
        (f"{ADA.replace('[ ] ', '')}{LAST}\t\t- moves to Lisbon",),
    ),
    (
        "a line of its own after one about somebody",
        after(LAST, "        - moves to Lisbon\n\ncall the bank\n"),
        (f"{ADA.replace('[ ] ', '')}{LAST}        - moves to Lisbon\n\ncall the bank",),
    ),
    (
        "a line of its own right after one about somebody",
        after(LAST, "    - moves to Lisbon\ncall the bank\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks\n    - moves to Lisbon\n\ncall the bank",),
    ),
    (
        "lines under two people",
        after("the drawings\n", "    - sent\n", after(LAST, "    - moves to Lisbon\n")),
        (
            "- [[Ada Lovelace]] · **check in** every 6 weeks\n    - moves to Lisbon\n\n"
            "- [[Grace Hopper]] · **promise** the drawings\n    - sent",
        ),
    ),
    (
        "lines under two lines about one person",
        finish("- a\n    - b\n    - c", "X", DAY)
        .replace("- b", "- b\n        - one")
        .replace("- c", "- c\n        - two"),
        ("- a\n    - b\n        - one\n    - c\n        - two",),
    ),
    (
        "two lines under a generated one",
        after(LAST, "\t- moves to Lisbon\n\n\t- in May\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks\n\t- moves to Lisbon\n\n\t- in May",),
    ),
    (
        "two places under one heading are one",
        after("## Reach out\n", "first\n", after(LAST, "second\n")),
        ("first\n\nsecond",),
    ),
    (
        "two headings are two",
        after("November 2026\n", "first\n", after(LAST, "second\n")),
        ("first", "second"),
    ),
    ("paragraphs are one block", after(LAST, "one\n\ntwo\n"), ("one\n\ntwo",)),
    (
        "a paragraph under a generated line",
        after(LAST, "\n    code\n"),
        ("- [[Ada Lovelace]] · **check in** every 6 weeks\n\n    code",),
    ),
    ("an indented line under a heading", after("## Reach out\n", "\n    one\n      two\n"), ("one\n  two",)),
    (
        "code keeps its shape",
        after("## Reach out\n", "```\nif a:\n    b\n\n\n        c\n```\n"),
        ("```\nif a:\n    b\n\n\n        c\n```",),
    ),
    ("a property", PAGE.replace("for: 2026", "cssclasses: wide\nfor: 2026"), ("cssclasses: wide",)),
    ("after the comment", PAGE + "more\n", ("more",)),
    ("on the comment's line", PAGE.replace(" -->\n", " --> more\n"), ("more",)),
    ("in the comment", PAGE.replace(" -->\n", " hello -->\n"), ("hello",)),
    ("the comment cut short", PAGE.replace(" -->\n", "\n"), ()),
    ("a conflict", PAGE.replace(ADA, f"<<<<<<< HEAD\n{ADA}=======\n{ADA}>>>>>>> other\n"), ()),
    ("words that look like our front matter", after(LAST, "for: Ada\n"), ("for: Ada",)),
    ("a property that looks like ours", PAGE.replace("for: ", "for: Ada\nfor: "), ("for: Ada",)),
    ("a rule of the user's", after(LAST, "***\n"), ("***",)),
    ("a heading that looks like a base's mark", after(LAST, "# vaultnet 1\n"), ("# vaultnet 1",)),
    ("an ordinary note", "hello\n\nthere\n", ("hello\n\nthere",)),
    ("a note beginning with a rule", "---\nhello\n", ("hello",)),
    ("empty", "", ()),
]


@pytest.mark.parametrize(("page", "words"), [pytest.param(*case[1:], id=case[0]) for case in TYPED])
def test_typed(page: str, words: tuple[str, ...]) -> None:
    assert typed(page) == words


def test_lines_that_are_taken_care_of_are_ours() -> None:
    page = after(LAST, "    - moves to Lisbon\n").replace("[ ] [[Ada", "[x] [[Ada")
    number = page.split("\n").index("    - moves to Lisbon") + 1
    assert typed(page, taken={number, number - 2}) == ()
    assert typed(page, taken={number}) == ("- [[Ada Lovelace]] · **check in** every 6 weeks (ticked)",)
    assert typed(page, taken={number - 2}) == (
        "- [[Ada Lovelace]] · **check in** every 6 weeks\n    - moves to Lisbon",
    )


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("for: 2026-11-20", [DAY]),
        ('for: "2026-11-20"', [DAY]),
        ("for: 2026-11-21\nfor: 2026-11-20", [date(2026, 11, 21), DAY]),
        ("for: 2026-11-31", []),
        ("cssclasses: wide", []),
    ],
)
def test_days(head: str, found: list[date]) -> None:
    assert list(days(PAGE.replace("for: 2026-11-20", head))) == found


def test_days_stand_in_front_matter_only() -> None:
    assert days("for: 2026-11-20\n") == ()


def test_hashes_are_those_of_each_comment() -> None:
    first, second = hashes(PAGE + finish("one", "X", DAY).rpartition("---\n")[2])
    assert (len(first), second) == (8, {line_hash("one")})


@pytest.mark.parametrize(
    ("line", "silent", "mark"),
    [
        ("", True, False),
        ("- [ ] ", True, False),
        ("- a", False, False),
        ("<!-- vaultnet 1 -->", False, True),
        ("<<<<<<< HEAD", False, True),
    ],
)
def test_lines_that_say_nothing(line: str, silent: bool, mark: bool) -> None:
    assert (is_silent(line), is_mark(line)) == (silent, mark)


def test_a_merge_of_two_devices_types_nothing() -> None:
    other = finish(BODY.replace("Grace Hopper", "Anna Atkins"), "Today", date(2026, 11, 21))
    sides = ndiff(PAGE.splitlines(keepends=True), other.splitlines(keepends=True))
    union = "".join(line[2:] for line in sides if line[0] != "?")
    assert union.count("<!-- vaultnet 1") == 2
    assert is_generated(union)
    assert typed(union) == ()


def test_without_the_comment_everything_that_is_not_in_the_fresh_rendering_is_typed() -> None:
    bare = after(LAST, "call the bank\n")[: -len(PAGE) + PAGE.index("<!--")]
    assert "<!--" not in bare
    assert typed(bare, PAGE) == ("call the bank",)
    assert len(typed(bare)) == 1
    assert "Luigi" in typed(bare)[0]


def test_what_was_suggested_is_no_promise(tmp_path: Path) -> None:
    put(tmp_path, {"People/Jörg.md": "---\ntype: contact\ntier: close\nfirst_met: 2026-01-01\n---\n"})
    page = "- [ ] [[Jörg]] · **check in**: every month\n"
    text = finish(page, "Today", DAY).replace("month", "month 📅 2026-11-19")
    put(tmp_path, {"Network/Network Today.md": text})
    report = build(tmp_path)
    assert report.rescued == ("Inbox/About Jörg, 20 November.md",)
    with facts(tmp_path, today=DAY) as found:
        assert found.snapshot.promises == ()
        assert [(one.interactions, one.plans) for one in found.snapshot.contacts] == [(0, ())]


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=40)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30)
BODIES = st.lists(st.one_of(LINES, st.sampled_from(BODY.split("\n"))), max_size=12).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(BODIES, st.booleans())
def test_a_generated_page_has_nothing_typed(body: str, crlf: bool) -> None:
    page = finish(body, "X", DAY)
    assert typed(page.replace("\n", "\r\n") if crlf else page) == ()
    assert typed(page[: page.rindex("<!-- vaultnet 1")], page) == ()
    assert finish(body, "X", DAY) == page


@settings(max_examples=100, deadline=None)
@given(BODIES, WORDS, st.data())
def test_any_inserted_line_is_found(body: str, words: str, data: st.DataObject) -> None:
    assume(re.search(r"\w", words) and "vaultnet" not in words)
    page = finish(body, "X", DAY)
    assume(finish(words, "X", DAY).rsplit("<!-- ", 1)[1].split()[2] not in page.rsplit("<!-- ", 1)[1])
    lines = page.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    edited = "\n".join([*lines[:place], words, *lines[place:]])
    found = [line.strip() for block in typed(edited) for line in block.split("\n")]
    assert words.strip() in found


NAMES = [
    ("call the bank", "call the bank"),
    ("- [x] [[Ada Lovelace]] · coffee, she moves", "Ada Lovelace · coffee, she moves"),
    ("\n\n## A plan: part 1/2?", "A plan part 1 2"),
    ("[[People/Ada Lovelace|Ada]] called", "Ada called"),
    ("> *quoted* `code`", "quoted code"),
    ("***", "Note"),
    ("", "Note"),
    ("👍", "Note"),
    ("con", "Note"),
    ("COM1.txt", "Note"),
    ("console", "console"),
    (".hidden.", "hidden"),
    ("a\u202eb\u200fc", "a b c"),
    ("x" * 80, "x" * 60),
    ("word " * 20, "word word word word word word word word word word word word"),
    ("Cafe\u0301", "Caf\u00e9"),
    ("[[Ada Lovelace]]", "About Ada Lovelace"),
    ("- [[Jun Kitamori]] · **promise**", "About Jun Kitamori"),
    (
        "- [[Jun Kitamori]] · **promise**: Send the numbers, for 10 July (ticked 2026-11-23)",
        "Jun Kitamori, Send the numbers, for 10 July",
    ),
    (
        "- [[Jun|J K]] · **promise**: a\n    - last: call on [[2026-11-01|1 November]]\n        - back on 2026-11-28",
        "J K, back on",
    ),
    ("- [J K](People/J%20K.md) · **check in**: every month", "J K, every month"),
    (
        "Send Ottilie the one-page plan for a team, which she wanted early",
        "Send Ottilie the one-page plan for a team",
    ),
    (
        "Send Ottilie the plan of one page that I wrote for a team in the",
        "Send Ottilie the plan of one page that I wrote for a team",
    ),
    ("***\nsecond line", "second line"),
]


@pytest.mark.parametrize(("block", "name"), NAMES)
def test_rescue_name(block: str, name: str) -> None:
    assert rescue_name(block) == name


SHOWN = finish(
    "## Reach out\n\n"
    "- [ ] [[Ada]] · **check in**: every 6 weeks, last on 17 October\n    - last: coffee on [[C|17 October]]\n\n"
    "## Promises\n\n- to [[Ada]]: send the deck ([[C|17 October]])\n\n| day | what |\n| --- | --- |\n| 1 May | x |\n",
    "Today",
    date(2026, 11, 20),
)


@pytest.mark.parametrize(
    ("ticked", "kept"),
    [
        ("- [x] to", "- to [[Ada]]: send the deck ([[C|17 October]]) (ticked)"),
        ("* [X] to", "* to [[Ada]]: send the deck ([[C|17 October]]) (ticked)"),
    ],
)
def test_a_promise_that_was_given_a_box_and_ticked_is_no_task(ticked: str, kept: str) -> None:
    assert typed(SHOWN.replace("- to", ticked)) == (kept,)
    dated = SHOWN.replace("- to", ticked).replace(
        "deck ([[C|17 October]])", "deck ([[C|17 October]]) ✅ 2026-11-21"
    )
    assert typed(dated) == (f"{kept[:-1]} 2026-11-21)",)


LINE = "- [[Ada]] · **check in**: every 6 weeks, last on 17 October"
# what is rescued, its name
NAMES_ON_A_PAGE = [
    (f"{LINE} call her maybe", "Ada, call her maybe"),
    (f"{LINE} 2w, she travels on 2026-12-01 (ticked 2026-11-20)", "Ada, 2w, she travels on"),
    (f"{LINE} (ticked)", "About Ada, 20 November"),
    (f"{LINE} (ticked)\n\nThis tick was not taken in. It can't be.", "About Ada, 20 November"),
    (f"{LINE} coffee\n\nThis tick was not taken in. It can't be.", "Ada, coffee"),
    (f"{LINE}\n    - last: coffee on [[C|17 October]]\n        - she moves", "Ada, she moves"),
    ("- [x] to [[Ada]]: send the deck ([[C|17 October]])", "About Ada, 20 November"),
    ("- to [[Ada]]: send the deck ([[C|17 October]])\n    - has it", "Ada, has it"),
    ("| 1 May | x | with Bo |", "with Bo"),
    ("- [[Ada]] · **check in**: 2w every 6 weeks", "Ada, 2w every 6 weeks"),
    ("Call the bank", "Call the bank"),
]


@pytest.mark.parametrize(("block", "name"), NAMES_ON_A_PAGE)
def test_what_was_typed_beside_a_generated_line_is_called_by_what_was_typed(block: str, name: str) -> None:
    assert rescue_name(block, SHOWN) == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_a_rescue_name_is_portable(block: str) -> None:
    name = rescue_name(block)
    assert 1 <= len(name) <= 60
    assert not re.search(r'[<>:"/\\|?*#^\[\]\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert name.isprintable()
