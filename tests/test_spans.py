"""The editor for front matter: only the asked span changes, and what can't be done safely is refused."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle.fuzz import TOKENS

from torture.contact_notes import Maker
from vaultnet.edits.spans import Edit, NewValue, edit
from vaultnet.frontmatter import plain, read
from vaultnet.operation import Refusal

DAY = date(2026, 11, 20)
CASES: tuple[tuple[str, str, str, NewValue | None, str], ...] = (
    ("add", "a: 1\n", "b", "x", "a: 1\nb: x\n"),
    ("add to nothing", "", "a", "x", "a: x\n"),
    ("add below comments", "# only\n", "a", "x", "# only\na: x\n"),
    ("add to what is indented", "  a: 1\n", "b", "x", "  a: 1\n  b: x\n"),
    ("add after blank lines that count", "a: |+\n  t\n\n", "b", "x", "a: |+\n  t\n\nb: x\n"),
    ("add a list", "a: 1\n", "b", ("x", "z"), "a: 1\nb: [x, z]\n"),
    ("add a list as others are", "a:\n    - 1\n", "b", ("x", "z"), "a:\n    - 1\nb:\n    - x\n    - z\n"),
    ("add an empty list", "a:\n- 1\n", "b", (), "a:\n- 1\nb: []\n"),
    ("add a key that needs quotes", "a: 1\n", "yes: no", "x", 'a: 1\n"yes: no": x\n'),
    ("add within braces", "{a: 1}\n", "b", "x, z", '{a: 1, b: "x, z"}\n'),
    ("add a list within braces", "{a: 1}\n", "b", ("x", "z"), "{a: 1, b: [x, z]}\n"),
    ("add within empty braces", "{ }\n", "b", "x", "{b: x }\n"),
    ("change", "a: 1\nb: 2\n", "a", "x", "a: x\nb: 2\n"),
    ("change, a comment after", "a: 1 # c\n", "a", "x", "a: x # c\n"),
    ("change, a comment right after the quotes", 'a: "1"#c\n', "a", 5, "a: 5 #c\n"),
    ("change, blanks after", "a:  1  \t\n", "a", "x", "a:  x  \t\n"),
    ("change after a tab", "a:\t1\n", "a", "x", "a:\tx\n"),
    ("nothing there", "a:\nb: 2\n", "a", "x", "a: x\nb: 2\n"),
    ("nothing there but a comment", "a:   # c\n", "a", "x", "a: x   # c\n"),
    ("nothing there within braces", "{a: , b: 1}\n", "a", "x", "{a: x , b: 1}\n"),
    ("null", "a: ~\n", "a", "x", "a: x\n"),
    ("a tag", "a: !!str 5\n", "a", "x", "a: x\n"),
    ("a text", "a: 5\n", "a", "5", 'a: "5"\n'),
    ("a number", "a: x\n", "a", 5, "a: 5\n"),
    ("a float", "a: x\n", "a", 0.5, "a: 0.5\n"),
    ("a flag", "a: x\n", "a", True, "a: true\n"),
    ("a day", "a: 2026-01-01\n", "a", DAY, "a: 2026-11-20\n"),
    ("a day that looks like text", "a: x\n", "a", "2026-11-20", 'a: "2026-11-20"\n'),
    ("a link", "a: x\n", "a", "[[Ada]]", 'a: "[[Ada]]"\n'),
    ("no text", "a: x\n", "a", "", 'a: ""\n'),
    ("double quotes stay", 'a: "x"\n', "a", "z", 'a: "z"\n'),
    ("single quotes stay", "a: 'x'\n", "a", "it's", "a: 'it''s'\n"),
    ("single quotes can't hold it", "a: 'x'\n", "a", "x\ny", 'a: "x\\ny"\n'),
    ("over lines", "a: foo\n  bar # c\nb: 1\n", "a", "x", "a: x # c\nb: 1\n"),
    ("over lines, quoted", 'a: "foo\n\n  bar" # c\nb: 1\n', "a", "x", 'a: "x" # c\nb: 1\n'),
    ("on the next line", "a: # c\n  foo\nb: 1\n", "a", "x", "a: # c\n  x\nb: 1\n"),
    ("a block of lines", "a: |\n  t\n  u\n\nb: 1\n", "a", "x", "a: x\n\nb: 1\n"),
    ("a block of lines, a comment", "a: > # c\n  t\nb: 1\n", "a", "x", "a: x # c\nb: 1\n"),
    ("a block for a block", "a: | # c\n   t\nb: 1\n", "a", "v\nw\n", "a: | # c\n   v\n   w\nb: 1\n"),
    ("a block that can't hold it", "a: |\n   t\nb: 1\n", "a", " v\nw", 'a: " v\\nw"\nb: 1\n'),
    ("a bare link", "a: [[Ann]] # c\n", "a", "x", "a: x # c\n"),
    ("a bare link that goes on", "a: [[Ann]] and [[Bob]]\nb: 1\n", "a", "x", "a: x\nb: 1\n"),
    ("beside bare links", "a: [[Ann]] and {{x}}\nb: 1\n", "b", "x", "a: [[Ann]] and {{x}}\nb: x\n"),
    ("beside a character in two escapes", 'a: "\\ud83c\\udf31"\nb: 1\n', "b", "x", 'a: "\\ud83c\\udf31"\nb: x\n'),
    ("beside a tab that indents nothing", "a: 1\n\t# c\nb: 1\n", "b", "x", "a: 1\n\t# c\nb: x\n"),
    ("beside odd line ends", "a: x\u2028y\x85z\nb: 1\n", "b", "x", "a: x\u2028y\x85z\nb: x\n"),
    ("an alias", "a: &x 1\nb: *x\n", "b", "y1", "a: &x 1\nb: y1\n"),
    ("an anchor nobody uses", "a: &x 1\nb: 2\n", "a", "y1", "a: y1\nb: 2\n"),
    ("an anchored list nobody uses", "a: &x # c\n  - 1\nb: 2\n", "a", "y1", "a: y1 # c\nb: 2\n"),
    ("a key otherwise written", "'Last Contact' : 1\n", "last_contact", DAY, "'Last Contact' : 2026-11-20\n"),
    ("a list becomes a text", "a: [x, 'y'] # c\n", "a", "z", "a: z # c\n"),
    ("lines of a list become a text", "a:\n  - x # c\n  # d\n  - y\nb: 2\n", "a", "z", "a: z\n# c\n# d\nb: 2\n"),
    ("a text becomes a list", "a: x # c\n", "a", ("x", "z"), "a: [x, z] # c\n"),
    ("a list in brackets", "a: [x, 'v', z]\n", "a", ("x", "w", "z"), "a: [x, 'w', z]\n"),
    ("the first in brackets goes", "a: [ x , v ]\n", "a", ("v",), "a: [ v ]\n"),
    ("the last in brackets goes", "a: [ x , v ]\n", "a", ("x",), "a: [ x ]\n"),
    ("one before the first", "a: [x]\n", "a", ("w", "x"), "a: [w, x]\n"),
    ("all in brackets go", "a: [x, 'y']\n", "a", (), "a: []\n"),
    ("all lines go", "a:\n- x # c\nb: 1\n", "a", (), "a: []\n# c\nb: 1\n"),
    ("brackets over lines", "a: [\n  x,\n  v # c\n]\n", "a", ("x", "v", "w"), "a: [\n  x,\n  v,\n  w # c\n]\n"),
    ("out of brackets over lines", "a: [\n  x, # c\n  v, # d\n]\n", "a", ("v",), "a: [\n   # c\n  v, # d\n]\n"),
    ("the last out of lines", "a: [\n  x, # c\n  v, # d\n]\n", "a", ("x",), "a: [\n  x, # c\n   # d\n]\n"),
    ("into empty brackets", "a: [ ]\n", "a", ("x",), "a: [x ]\n"),
    ("lines of a list", "a:\n  - x # c\n  # d\n  - v\n", "a", ("x", "w", "v"), "a:\n  - x # c\n  - w\n  # d\n  - v\n"),
    ("the last line goes, a comment below is the next property's", "a:\n  - x\n  - v\n# b\nb: 1\n", "a", ("x",), "a:\n  - x\n# b\nb: 1\n"),
    ("all lines go, a comment below stays below", "a:\n  - x\n  - v\n\n# b\nb: 1\n", "a", (), "a: []\n\n# b\nb: 1\n"),
    ("the last line goes, comments above, beside and below", "a:\n  - x\n  # v\n  - v # c\n  # d\n# b\nb: 1\n", "a", ("x",),
     "a:\n  - x\n  # v\n  # c\n  # d\n# b\nb: 1\n"),
    ("the first line goes, a comment about the second", "a:\n  - x\n  # v\n  - v\n# b\n", "a", ("v",), "a:\n  # v\n  - v\n# b\n"),
    ("out of brackets, a comment below", "a: [x, v] # c\n# b\nb: 1\n", "a", ("x",), "a: [x] # c\n# b\nb: 1\n"),
    ("lines, the first goes", "a:\n-   x # c\n-   v\n", "a", ("v",), "a:\n# c\n-   v\n"),
    ("lines, one before the first", "a:\n-   v\n", "a", ("w", "v"), "a:\n-   w\n-   v\n"),
    ("many lines, the first goes", "a:\n" + "- x\n" + "- 'z'\n" * 600, "a", ("z",) * 600, "a:\n" + "- 'z'\n" * 600),
    ("many lines, all others", "a:\n" + "- x\n" * 600, "a", ("z", "w") * 300, f"a: [{', '.join(('z', 'w') * 300)}]\n"),
    ("lines, a list among them goes", "a:\n- - b\n  - d # c\n- v\n", "a", ("v",), "a:\n# c\n- v\n"),
    ("lines, one in quotes", "a:\n  - 'v'\n", "a", ("v", "w"), "a:\n  - 'v'\n  - 'w'\n"),
    ("lines, one changes", "a:\n  - | # c\n    v\n  -\n", "a", ("x", "w"), "a:\n  - x # c\n  - w\n"),
    ("anchored lines nobody uses", "a: &n\n  - v\n", "a", ("v", "w"), "a: &n\n  - v\n  - w\n"),
    ("remove", "a: 1\nb: 2\n", "a", None, "b: 2\n"),
    ("remove lines, a comment below stays", "a:\n  - x\n# b\nb: 2\n", "a", None, "# b\nb: 2\n"),
    ("remove, a comment after", "a: 1 # c\nb: 2\n", "a", None, "# c\nb: 2\n"),
    ("remove lines", "a: # b\n  - x # c\n\n  # d\n  - y\nb: 2\n", "a", None, "# b\n# c\n# d\nb: 2\n"),
    ("remove a block", "a: | # c\n  # t\n  u\nb: 2\n", "a", None, "# c\nb: 2\n"),
    ("remove after a block", "a: |\n  t\nb:\n  # c\n  - x\n", "b", None, "a: |\n  t\n# c\n"),
    ("remove the only one", "a: 1\n", "a", None, ""),
    ("remove what holds more", "a:\n  b: 1 # c\nc: 2\n", "a", None, "# c\nc: 2\n"),
    ("remove what isn't there", "a: 1\n", "b", None, "a: 1\n"),
    ("remove from braces", "{a: 1, b: 2, c: 3}\n", "b", None, "{a: 1, c: 3}\n"),
    ("remove the last from braces", "{a: 1, b: 2}\n", "b", None, "{a: 1}\n"),
    ("the same", "a: 'x' # c\n", "a", "x", "a: 'x' # c\n"),
    ("the same list", "a:\n- x\n", "a", ("x",), "a:\n- x\n"),
    ("the same day", "a: 2026-11-20\n", "a", DAY, "a: 2026-11-20\n"),
    ("the same link, bare", "a: [[Ann]]\n", "a", "[[Ann]]", "a: [[Ann]]\n"),
    ("many at once", f"a: [{', '.join('xyz' * 50)}]\n", "a", tuple("zyx" * 50), f"a: [{', '.join(f'{one}' if one != 'y' else chr(34) + 'y' + chr(34) for one in 'zyx' * 50)}]\n"),
)  # fmt: skip


@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("source", "key", "value", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_edit(source: str, key: str, value: NewValue | None, wanted: str, eol: str) -> None:
    data, expected = (
        f"---\n{text}---\nBody # no comment\n".replace("\n", eol).encode() for text in (source, wanted)
    )
    edits = [Edit(("no_such", key) if value is None or f"{key}:" in source else (key,), value)]
    assert edit("note.md", data, edits) == expected


ADDED: tuple[tuple[str, str, NewValue, str], ...] = (
    ("to brackets", "a: [x, 'v']\n", "w", "a: [x, 'v', 'w']\n"),
    ("to lines", 'a:\n- x\n- "[[v]]"\n', "[[w]]", 'a:\n- x\n- "[[v]]"\n- "[[w]]"\n'),
    ("to a text", "a: 'x' # c\n", "w", "a: ['x', 'w'] # c\n"),
    ("to a text where lists are lines", "l:\n  - 1\na: x # c\n", "w", "l:\n  - 1\na: # c\n  - x\n  - w\n"),
    ("to a number", "a: 5\n", "w", "a: [5, w]\n"),
    ("to nothing", "a:\n", "w", "a: [w]\n"),
    ("to nothing at all", "b: 1\n", "w", "b: 1\na: [w]\n"),
    ("to an alias", "b: &x [v]\na: *x\n", "w", "b: &x [v]\na: [v, w]\n"),
    ("what is there", "a: [x, 'v']\n", "v", "a: [x, 'v']\n"),
    ("what is there alone", "a: w\n", "w", "a: w\n"),
    ("a number that is there", "a: [5]\n", "5", "a: [5]\n"),
    ("several", "a: [x]\n", ("x", "v", "w"), "a: [x, v, w]\n"),
    ("a day", "a: [x]\n", DAY, "a: [x, 2026-11-20]\n"),
    ("beside lists and maps", "a: [[b, c], {d: 1}]\n", "w", "a: [[b, c], {d: 1}, w]\n"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "value", "wanted"), [case[1:] for case in ADDED], ids=[case[0] for case in ADDED]
)
def test_add(source: str, value: NewValue, wanted: str) -> None:
    done = edit("note.md", f"---\n{source}---\n".encode(), [Edit(("a",), value, add=True)])
    assert done == f"---\n{wanted}---\n".encode()


WHOLE: tuple[tuple[str, bytes, bytes], ...] = (
    ("no front matter", b"Text\n", b"---\na: x\n---\nText\n"),
    ("an empty note", b"", b"---\na: x\n---\n"),
    ("CRLF", b"Text\r\n", b"---\r\na: x\r\n---\r\nText\r\n"),
    ("a BOM", b"\xef\xbb\xbfText", b"\xef\xbb\xbf---\na: x\n---\nText"),
    ("a BOM and front matter", b"\xef\xbb\xbf---\na: 1\n---", b"\xef\xbb\xbf---\na: x\n---"),
    ("a body that begins with a rule", b"---\nText\n", b"---\na: x\n---\n---\nText\n"),
    ("empty front matter", b"---\n---\nText", b"---\na: x\n---\nText"),
    ("blanks after the rules", b"--- \nb: 1\n---\t\nText", b"--- \nb: 1\na: x\n---\t\nText"),
    ("mixed line ends", b"---\nb: 1\r\na: 1\nc: 1\r\n---\n", b"---\nb: 1\r\na: x\nc: 1\r\n---\n"),
    ("added after a line with its line end", b"---\nb: 1\r\n---\n", b"---\nb: 1\r\na: x\r\n---\n"),
    ("bytes that are no UTF-8", b"---\nb: \xff # \xe9\na: \xe9\n---\n\xe9", b"---\nb: \xff # \xe9\na: x\n---\n\xe9"),
    ("a line that ends with a lone return", b"---\nb: x\ry\na: 1\n---\n", b"---\nb: x\ry\na: x\n---\n"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_whole_notes(data: bytes, wanted: bytes) -> None:
    assert edit("note.md", data, [Edit(("a",), "x")]) == wanted


def test_bytes_that_are_no_utf8_stay_when_their_value_becomes_a_list() -> None:
    done = edit("note.md", b"---\na: Andr\xe9\n---\n", [Edit(("a",), "w", add=True)])
    assert done == b"---\na: [Andr\xe9, w]\n---\n"


REFUSED: tuple[tuple[str, bytes, Edit, int, str], ...] = (
    ("a key twice", b"---\na: 1\na: 2\n---\n", Edit(("a",), "x"), 3, "is there twice"),
    ("broken YAML", b"---\nb: 1\na: [1\n---\n", Edit(("a",), "x"), 3, "not closed"),
    ("no properties", b"---\nb\n---\n", Edit(("a",), "x"), 2, "no properties"),
    ("null for properties", b"---\n~\n---\n", Edit(("a",), "x"), 1, "in place of the properties"),
    ("a conflict", b"---\n<<<<<<< HEAD\na: 1\n---\n", Edit(("a",), "x"), 2, "conflict"),
    ("further properties", b"---\nb: 1\na:\n  c: 1\n---\n", Edit(("a",), "x"), 4, "further properties"),
    ("further lists", b"---\na:\n  - [c]\n---\n", Edit(("a",), ("x",)), 3, "further lists"),
    ("a value used elsewhere", b"---\na: &n 1\nb: *n\n---\n", Edit(("a",), "x"), 2, "used elsewhere as `*n`"),
    ("a list used elsewhere", b"---\na: &n [1]\nb: *n\n---\n", Edit(("a",), "x", True), 2, "elsewhere as `*n`"),
    ("an item used elsewhere", b"---\na: [&n v, w]\nb: *n\n---\n", Edit(("a",), ("w",)), 2, "so unusual a way"),
    ("a removed value used elsewhere", b"---\na: &n 1\nb: *n\n---\n", Edit(("a",), None), 2, "elsewhere as `*n`"),
    ("an explicit key", b"---\n? a\n: b\n---\n", Edit(("a",), "x"), 3, "unusual to edit"),
    ("NUL", b"---\na: 1\n---\n\n\0", Edit(("a",), "x"), 5, "NUL"),
    ("UTF-16", b"\xff\xfea:", Edit(("a",), "x"), 1, "UTF-16"),
    ("a value that is no UTF-8", b"", Edit(("a",), "\udce9"), 1, "not written in UTF-8"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "asked", "line", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refused(data: bytes, asked: Edit, line: int, words: str) -> None:
    done = edit("People/Ada.md", data, [asked])
    assert isinstance(done, Refusal)
    assert (done.path, done.line) == ("People/Ada.md", line)
    assert words in done.message
    assert done.hint


def test_the_best_name_that_is_there_is_edited() -> None:
    data = b"---\nEvery: 3w\ncadence: 6w\n---\n"
    assert edit("note.md", data, [Edit(("cadence", "every"), "4w")]) == b"---\nEvery: 3w\ncadence: 4w\n---\n"
    assert edit("note.md", data, [Edit(("pace", "every"), "4w")]) == b"---\nEvery: 4w\ncadence: 6w\n---\n"
    assert edit("note.md", data, [Edit(("cadence", "every"), None)]) == b"---\n---\n"


def test_several_edits_are_all_made_or_none() -> None:
    data = b"---\na: 1\nb: {c: 1}\n---\n"
    assert (
        edit("note.md", data, [Edit(("a",), 2), Edit(("c",), DAY)])
        == b"---\na: 2\nb: {c: 1}\nc: 2026-11-20\n---\n"
    )
    assert isinstance(edit("note.md", data, [Edit(("a",), 2), Edit(("b",), "x")]), Refusal)


# --- laws ------------------------------------------------------------------------------------------

VALUES: st.SearchStrategy[Any] = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(("yes", "1e3", "a: b", "# x", "[[A]]", "{{x}}", "x\ny", "", " ", "~")),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.lists(st.sampled_from(("a", "b", "yes", "x, y", "[[A]]", "1", "")), max_size=4).map(tuple),
)


def values_of(data: bytes) -> dict[str, Any]:
    return {key: plain(value) for key, value in read("note.md", data.decode(errors="replace")).values.items()}


def body_of(data: bytes) -> str:
    return read("note.md", data.decode(errors="replace")).body


@given(data=st.binary(max_size=60), value=VALUES, add=st.booleans(), front=st.booleans())
def test_never_raises(data: bytes, value: NewValue, add: bool, front: bool) -> None:
    whole = b"---\n" + data + b"\n---\n" if front else data
    assert isinstance(edit("note.md", whole, [Edit(("a",), value, add)]), bytes | Refusal)


@given(
    tokens=st.lists(st.sampled_from(TOKENS), max_size=14),
    value=st.one_of(st.none(), VALUES),
    number=st.integers(0, 3),
)
def test_all_else_stays_whatever_stands_there(tokens: list[str], value: NewValue | None, number: int) -> None:
    data = f"---\n{''.join(tokens)}\n---\nBody".encode()
    before = values_of(data)
    key = (*before, "new")[min(number, len(before))]
    done = edit("note.md", data, [Edit((key,), value)])
    if isinstance(done, bytes):
        after = values_of(done)
        assert body_of(done) == body_of(data)
        before.pop(key, None)
        edited = after.pop(key, None)
        assert repr(after) == repr(before)
        if isinstance(value, str):
            assert edited == value
        assert edit("note.md", done, [Edit((key,), value)]) == done


@given(seed=st.integers(0, 2**32), value=VALUES, number=st.integers(0, 8))
def test_setting_a_value_back_gives_the_values_back(seed: int, value: NewValue, number: int) -> None:
    data = Maker(random.Random(seed)).note().data()
    before = values_of(data)
    assume(before)
    key = list(before)[min(number, len(before) - 1)]
    done = edit("note.md", data, [Edit((key,), value)])
    old = before[key]
    whole = isinstance(old, str | int | float) or (
        isinstance(old, list) and all(isinstance(one, str) for one in old)
    )
    if isinstance(done, bytes) and whole and "\ufffd" not in repr(old):
        back = edit("note.md", done, [Edit((key,), tuple(old) if isinstance(old, list) else old)])
        assert isinstance(back, bytes)
        assert repr(values_of(back)) == repr(before)
        assert body_of(back) == body_of(data)


@given(seed=st.integers(0, 2**32), value=VALUES)
def test_a_property_that_is_added_and_removed_leaves_no_byte(seed: int, value: NewValue) -> None:
    data = Maker(random.Random(seed)).note().data()
    assume(read("note.md", data.decode(errors="replace")).present)
    done = edit("note.md", data, [Edit(("brand new",), value)])
    assert isinstance(done, bytes)
    assert edit("note.md", done, [Edit(("brand new",), None)]) == data
