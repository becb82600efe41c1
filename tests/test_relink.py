"""Links follow the notes they lead to; nothing else in a note changes, whatever its bytes are."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import frontmatter, markdown
from vaultnet.config import Config
from vaultnet.edits.relink import Moves, concerns, relink
from vaultnet.inline import find_links
from vaultnet.links import Entry, Names
from vaultnet.operation import Refusal
from vaultnet.parse import Parser

ADA = "People/Ada Lovelace.md"
KING = "People/Ada King.md"
VAULT = (ADA, "People/Grace Hopper.md", "Daily/2026-11-01.md", "Goals/Lead.md", "Index.md")


def moves(
    paths: tuple[str, ...] = VAULT,
    was: str = ADA,
    to: str = KING,
    aliases: tuple[str, ...] = ("Ada", "Countess"),
    contacts: bool = True,
) -> Moves:
    """One note moves; it has aliases, and the old name becomes one."""

    def entry(number: int, path: str, *, after: bool) -> Entry:
        ours = path == was
        names = (*aliases, was.rpartition("/")[2].removesuffix(".md")) if after else aliases
        kind = "contact" if contacts and path.startswith("People/") else ""
        return Entry(number, to if ours and after else path, kind, names if ours else ())

    before = Names(entry(number, path, after=False) for number, path in enumerate(paths))
    return Moves(
        before, Names(entry(number, path, after=True) for number, path in enumerate(paths)), {was: to}
    )


class Case(NamedTuple):
    title: str
    before: str
    after: str


CASES = [
    Case("a wikilink", "Saw [[Ada Lovelace]].", "Saw [[Ada King]]."),
    Case("its alias stays", "[[Ada Lovelace|her]]", "[[Ada King|her]]"),
    Case("even if the alias is the old name", "[[Ada Lovelace|Ada Lovelace]]", "[[Ada King|Ada Lovelace]]"),
    Case("heading and block stay", "[[Ada Lovelace#Log]] [[Ada Lovelace#^a1]]", "[[Ada King#Log]] [[Ada King#^a1]]"),
    Case("an embed", "![[Ada Lovelace#Log|x]]", "![[Ada King#Log|x]]"),
    Case("a whole path stays one", "[[People/Ada Lovelace]]", "[[People/Ada King]]"),
    Case("from the root", "[[/People/Ada Lovelace]]", "[[/People/Ada King]]"),
    Case("with its ending", "[[Ada Lovelace.md]] [[People/Ada Lovelace.md]]", "[[Ada King.md]] [[People/Ada King.md]]"),
    Case("in any case", "[[ada lovelace]]", "[[Ada King]]"),
    Case("with spaces around it", "[[ Ada Lovelace | a ]]", "[[ Ada King | a ]]"),
    Case("from beside and above", "[[../People/Ada Lovelace]]", "[[../People/Ada King]]"),
    Case("by an alias: it stays as what is shown", "[[Countess]]", "[[Ada King|Countess]]"),
    Case("by an alias, with other words", "[[Countess#Log|hers]]", "[[Ada King#Log|hers]]"),
    Case("by an alias, with a heading", "[[Countess#Log]]", "[[Ada King#Log|Countess]]"),
    Case("by an alias, embedded", "![[Countess]]", "![[Ada King]]"),
    Case("a Markdown link", "[x](Ada%20Lovelace.md#Log)", "[x](Ada%20King.md#Log)"),
    Case("in angles", "[x](<Ada Lovelace.md>)", "[x](<Ada King.md>)"),
    Case("without an ending, with a title", '[x](People/Ada%20Lovelace "t")', '[x](People/Ada%20King "t")'),
    Case("with a link's words in brackets", "[a [b] c](Ada%20Lovelace)", "[a [b] c](Ada%20King)"),
    Case("an image", "![ Ada ](Ada%20Lovelace.md)", "![ Ada ](Ada%20King.md)"),
    Case("with nothing to show", "[](Ada%20Lovelace.md)", "[](Ada%20King.md)"),
    Case("in a heading, a task, a quotation", "# [[Ada Lovelace]]\n- [ ] ask [[Ada Lovelace]] 📅 2026-11-02\n> [[Ada Lovelace]]\n",
         "# [[Ada King]]\n- [ ] ask [[Ada King]] 📅 2026-11-02\n> [[Ada King]]\n"),
    Case("in comments", "%% [[Ada Lovelace]] %% <!-- [[Ada Lovelace]] -->", "%% [[Ada King]] %% <!-- [[Ada King]] -->"),
    Case("in a table", "| a | b |\n| - | - |\n| [[Ada Lovelace\\|x]] | [[Ada Lovelace]] |\n",
         "| a | b |\n| - | - |\n| [[Ada King\\|x]] | [[Ada King]] |\n"),
    Case("by an alias in a table", "| a |\n| --- | --- |\n| [[Countess]] |\n\n[[Countess]]",
         "| a |\n| --- | --- |\n| [[Ada King\\|Countess]] |\n\n[[Ada King|Countess]]"),
    Case("in an inline field", "about:: [[Ada Lovelace]] (gave:: [[Ada Lovelace]] tea)", "about:: [[Ada King]] (gave:: [[Ada King]] tea)"),
    Case("twice on a line, another between", "[[Ada Lovelace]] [[Grace Hopper]] [[Ada Lovelace]]",
         "[[Ada King]] [[Grace Hopper]] [[Ada King]]"),
    Case("not in code", "`[[Ada Lovelace]]`\n```\n[[Ada Lovelace]]\n```\n    [[Ada Lovelace]]\n", ""),
    Case("not if it is escaped, nor a reference", "\\[[Ada Lovelace]] [Ada Lovelace]: x", ""),
    Case("not one that leads elsewhere or nowhere", "[[Grace Hopper]] [[Friends/Ada Lovelace]] [[Nobody]]", ""),
    Case("not one to the web", "[x](https://example.org/Ada%20Lovelace.md)", ""),
    Case("quoted properties", '---\na: "[[Ada Lovelace]]"\nb: \'[[Ada Lovelace|x]]\'\n---\n', '---\na: "[[Ada King]]"\nb: \'[[Ada King|x]]\'\n---\n'),
    Case("a property without quotes", "---\npeople: [[Ada Lovelace]]\n---\n", "---\npeople: [[Ada King]]\n---\n"),
    Case("lists of either style", '---\na: ["[[Grace Hopper]]", "[[Ada Lovelace]]"]\nb:\n  - "[[Ada Lovelace]]"\n  - [[Ada Lovelace]] x\n---\n',
         '---\na: ["[[Grace Hopper]]", "[[Ada King]]"]\nb:\n  - "[[Ada King]]"\n  - [[Ada King]] x\n---\n'),
    Case("a block of text, and a comment that is none", "---\na: |\n  to [[Ada Lovelace]],\n  and [[Ada Lovelace]]\nb: x # [[Ada Lovelace]]\n---\n[[Ada Lovelace]]",
         "---\na: |\n  to [[Ada King]],\n  and [[Ada King]]\nb: x # [[Ada Lovelace]]\n---\n[[Ada King]]"),
    Case("a comment after the value", '---\na: "[[Ada Lovelace]]" # was [[Ada Lovelace]]\n---\n', '---\na: "[[Ada King]]" # was [[Ada Lovelace]]\n---\n'),
    Case("a text folded over lines", "---\na: from [[Ada\n  Lovelace]] on\n---\n", "---\na: from [[Ada King]] on\n---\n"),
    Case("escapes", '---\na: "\\"[[Ada\\x20Lovelace]]\\""\n---\n', '---\na: "\\"[[Ada King]]\\""\n---\n'),
    Case("an anchor and its alias", "---\na: &x '[[Ada Lovelace]]'\nb: *x\n---\n", "---\na: &x '[[Ada King]]'\nb: *x\n---\n"),
    Case("nested values", '---\na:\n  b: {c: "[[Ada Lovelace]]"}\n---\n', '---\na:\n  b: {c: "[[Ada King]]"}\n---\n'),
    Case("a Markdown link in a property", '---\na: "[x](Ada%20Lovelace.md)"\n---\n', '---\na: "[x](Ada%20King.md)"\n---\n'),
    Case("by an alias in a property", '---\na: ["[[Countess]]"]\n---\n', '---\na: ["[[Ada King|Countess]]"]\n---\n'),
    Case("code in a property is none of it", '---\na: "`[[Ada Lovelace]]` [[Ada Lovelace]]"\n---\n', '---\na: "`[[Ada Lovelace]]` [[Ada King]]"\n---\n'),
    Case("properties that can't be read are left alone", '---\na: "[[Ada Lovelace]]"\na: 2\n---\n[[Ada Lovelace]]', '---\na: "[[Ada Lovelace]]"\na: 2\n---\n[[Ada King]]'),
    Case("line ends and the mark before the text stay", "\ufeff---\r\na: '[[Ada Lovelace]]'\r\n---\r\nx\t[[Ada Lovelace]]\rx\r\n",
         "\ufeff---\r\na: '[[Ada King]]'\r\n---\r\nx\t[[Ada King]]\rx\r\n"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_link_follows(case: Case) -> None:
    found = relink("Daily/2026-11-01.md", case.before.encode(), moves())
    assert found == (case.after or case.before).encode()


def test_bytes_that_are_no_utf8_stay() -> None:
    before = b"\xff [[Ada Lovelace]] caf\xe9 [[Ada Lovelace|\xe9]]\n"
    assert relink("x.md", before, moves()) == b"\xff [[Ada King]] caf\xe9 [[Ada King|\xe9]]\n"
    before = b"---\nnote: caf\xe9\nwho: '[[Ada Lovelace]]'\n---\n"
    assert relink("x.md", before, moves()) == before.replace(b"Lovelace", b"King")


def test_what_is_no_text_stays() -> None:
    assert relink("x.md", b"\0[[Ada Lovelace]]", moves()) == b"\0[[Ada Lovelace]]"


class Elsewhere(NamedTuple):
    title: str
    paths: tuple[str, ...]
    was: str
    to: str
    source: str
    before: str
    after: str


OTHERS = [
    Elsewhere("to another folder, a name alone stays", VAULT, ADA, "Friends/Ada Lovelace.md", "Index.md",
              "[[Ada Lovelace]] [[People/Ada Lovelace]]", "[[Ada Lovelace]] [[Friends/Ada Lovelace]]"),
    Elsewhere("links in the note itself", VAULT, ADA, KING, ADA, "[[Ada Lovelace#Log]]", "[[Ada King#Log]]"),
    Elsewhere("relative links in a note that moves", VAULT, ADA, "a/b/Ada.md", ADA,
              "[[./Grace Hopper]] [x](../Goals/Lead.md)", "[[../../People/Grace Hopper]] [x](../../Goals/Lead.md)"),
    Elsewhere("a note near by that is one no more", ("a/X.md", "b/X.md", "a/S.md"), "a/S.md", "b/S.md", "a/S.md",
              "[[X]]", "[[a/X]]"),
    Elsewhere("the new name is taken elsewhere", (*VAULT, "Elsewhere/Ada King.md"), ADA, KING, "Index.md",
              "[[Ada Lovelace]] [[Ada King]]", "[[People/Ada King]] [[Elsewhere/Ada King]]"),
    Elsewhere("the new name is taken elsewhere, and answers still", (*VAULT, "Z/Ada King.md"), ADA, KING, "Z/x.md",
              "[[Ada King]]", "[[Ada King]]"),
    Elsewhere("the old name is another's, too", (*VAULT, "People/Old/Ada Lovelace.md"), ADA, KING, "Index.md",
              "[[Ada Lovelace]] [[Old/Ada Lovelace]]", "[[Ada King]] [[Old/Ada Lovelace]]"),
    Elsewhere("two contacts of a name: the link says which", (*VAULT, "People/b/Ada King.md"), ADA, KING, "People/b/x.md",
              "[[Ada King]]", "[[People/b/Ada King]]"),
    Elsewhere("a part of a path stays one", ("a/b/c/X.md",), "a/b/c/X.md", "a/b/c/Y.md", "S.md", "[[c/X]]", "[[c/Y]]"),
    Elsewhere("the same name in another case", VAULT, ADA, "People/ada lovelace.md", "Index.md",
              "[[Ada Lovelace]] [[ada lovelace]] [[ADA LOVELACE]]", "[[ada lovelace]] [[ada lovelace]] [[ADA LOVELACE]]"),
    Elsewhere("a name with what ends a destination", VAULT, ADA, "People/Ada (King) 50%.md", "Index.md",
              "[x](Ada%20Lovelace) [y](<Ada Lovelace>)", "[x](Ada%20%28King%29%2050%25) [y](<Ada (King) 50%25>)"),
    Elsewhere("letters beyond ASCII, as they were written", ("Zoë.md",), "Zoë.md", "Chloë.md", "Index.md",
              "[x](Zo%C3%AB.md) [y](Zoë.md)", "[x](Chlo%C3%AB.md) [y](Chloë.md)"),
    Elsewhere("a name that ends like a file", VAULT, ADA, "People/Ada v.King.md", "Index.md",
              "[x](Ada%20Lovelace) [[Ada Lovelace]]", "[x](Ada%20v.King.md) [[Ada v.King]]"),
    Elsewhere("an apostrophe between apostrophes", VAULT, ADA, "People/Ada O'King.md", "Index.md",
              "---\na: '[[Ada Lovelace]]'\nb: \"[[Ada Lovelace]]\"\n---\n", "---\na: '[[Ada O''King]]'\nb: \"[[Ada O'King]]\"\n---\n"),
    Elsewhere("a new name that was an alias", VAULT, ADA, "People/Countess.md", "Index.md", "[[Countess]]", "[[Countess]]"),
    Elsewhere("a link that led nowhere may mean the new name", VAULT, ADA, KING, "Index.md", "[[Ada King]]", "[[Ada King]]"),
]  # fmt: skip


@pytest.mark.parametrize("case", OTHERS, ids=[case.title for case in OTHERS])
def test_a_link_means_what_it_meant(case: Elsewhere) -> None:
    found = relink(case.source, case.before.encode(), moves(case.paths, case.was, case.to))
    assert found == case.after.encode()


REFUSED = [
    (
        "a value that would be another one",
        "---\nx: 1\npeople: {a: [[Ada Lovelace]]}\n---\n",
        "People/'t Ada.md",
        3,
    ),
    ("backticks that begin code", "a\n[[Ada Lovelace]] and `x\n", "People/Ada`s.md", 2),
    ("a comment that would begin", "[[Ada Lovelace]]\n\n[[Grace Hopper]]", "People/Ada %% x.md", 1),
    ("a name that no link can hold", "[[Ada Lovelace]]", "People/Ada #1.md", 1),
]


@pytest.mark.parametrize(("title", "before", "to", "line"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_not_safe_is_refused(title: str, before: str, to: str, line: int) -> None:
    found = relink("Index.md", before.encode(), moves(to=to))
    assert isinstance(found, Refusal), title
    assert (found.path, found.line) == ("Index.md", line)
    assert found.message
    assert found.hint


# --- laws -------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["[[Ada Lovelace]]", "[[Ada Lovelace|x]]", "![[People/Ada Lovelace#h]]", "[[Countess]]", "[[Grace Hopper]]",
     "[x](Ada%20Lovelace.md)", "[x](<Ada Lovelace>)", "`", "```\n", "~~~\n", "\n", "\n\n", "    ", "\t", "- [ ] ",
     "- [x] ", "> ", "# ", "%%", "<!--", "-->", "---\n", "a: ", '"', "'", "- ", "|", "\\", "[", "]]", "[[", "](",
     "\r\n", "\r", "é", "2026-11-01 ", "due:: ", "*x ", "&x ", ": ", "{", "}", "# ", "| - |\n", "{{", "}}"]
)  # fmt: skip
NOTES = st.lists(PIECES, max_size=24).map("".join)
TO = st.sampled_from(
    [KING, "Friends/Ada Lovelace.md", "Grace.md", "People/ada lovelace.md", "x/Grace Hopper.md"]
)


def _graph(path: str, data: bytes, names: Names, to: dict[str, str]) -> list[tuple[str, int, str]]:
    note = Parser(Config(), ()).parse(path, data)[0]
    found = []
    for link in note.links:
        entry = names.resolve(link.target, to.get(path, path)).entry
        found.append((to.get(entry.path, entry.path) if entry else "", link.line, link.where))
    return found


def _code(text: str) -> list[str]:
    """Every link of a text that is not a link because it stands in code, or is none for another reason."""
    front = frontmatter.read("x.md", text)
    there = {(link.line, link.column) for link in markdown.scan(front.body, 1).links}
    found = []
    for number, line in enumerate(front.body.split("\n"), 1):
        for offset, target, *_ in find_links(line, line):
            if (number, offset + 1) not in there:
                found.append(target)
    return found


@given(NOTES, TO, st.sampled_from(["Index.md", ADA, "People/Other.md"]))
def test_every_link_leads_where_it_led(text: str, to: str, source: str) -> None:
    planned = moves(to=to)
    data = text.encode()
    after = relink(source, data, planned)
    if isinstance(after, Refusal):
        assert after.line >= 1
        assert after.message
        return
    before = _graph(source, data, planned.was, {})
    wanted = [(dict(planned.to).get(path, path), line, where) for path, line, where in before]
    found = _graph(source, after, planned.now, {source: dict(planned.to).get(source, source)})
    led = [place for place, (path, _, _) in enumerate(wanted) if path]
    assert [found[place] for place in led] == [wanted[place] for place in led]
    assert len(found) == len(wanted)


@given(NOTES)
def test_code_is_not_touched(text: str) -> None:
    after = relink("Index.md", text.encode(), moves())
    if not isinstance(after, Refusal):
        assert _code(after.decode()) == _code(text)


@given(st.binary(max_size=200), TO)
def test_any_bytes_are_taken(data: bytes, to: str) -> None:
    for note in (data, b"---\n" + data + b"\n---\n[[Ada Lovelace]]" + data, b"[[Ada Lovelace]]" + data):
        after = relink("Index.md", note, moves(to=to))
        assert isinstance(after, bytes | Refusal)


@given(NOTES)
def test_a_second_time_changes_nothing(text: str) -> None:
    planned = moves()
    after = relink("Index.md", text.encode(), planned)
    if not isinstance(after, Refusal):
        again = Moves(planned.now, planned.now, {})
        assert relink("Index.md", after, again) == after


def test_concerns() -> None:
    planned = moves()
    assert concerns(planned, "Index.md", "Ada Lovelace")
    assert not concerns(planned, "Index.md", "Grace Hopper")
    assert not concerns(planned, "Index.md", "Nobody")
