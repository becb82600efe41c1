"""Two versions of a note become one: each kind of property and of clash, and what holds whatever the notes say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import frontmatter
from vaultnet.frontmatter import plain
from vaultnet.merge_clashes import ALL
from vaultnet.merge_notes import Merged, merge
from vaultnet.merge_rules import rules

RULES = rules({"snooze": ("Not before",)})


def whole(base: str, ours: str, theirs: str) -> Merged:
    """A merge of texts that finds a conflict wherever both sides changed one: git's own is tried elsewhere."""
    if base in (ours, theirs) or ours == theirs:
        return Merged(theirs if ours == base else ours)
    return Merged(f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n", ("",))


def note(properties: str, body: str = "Text.\n") -> str:
    return f"---\n{properties}---\n{body}"


def merged(base: str, ours: str, theirs: str) -> str:
    """Give the merged properties; the blocks of what is left to decide come after a line of dashes."""
    found = merge(note(base), note(ours), note(theirs), whole, RULES)
    assert found.text.startswith("---\n")
    assert found.text.endswith("Text.\n")
    return found.text.removeprefix("---\n").removesuffix("Text.\n").removesuffix("---\n")


CLEAN = [
    ("one side changes", "role: CTO\n", "role: CEO\n", "role: CTO\n", "role: CEO\n"),
    ("the other one does", "role: CTO\n", "role: CTO\n", "role: CEO\n", "role: CEO\n"),
    ("both say the same", "role: CTO\n", "role: CEO\n", "role: CEO\n", "role: CEO\n"),
    ("they write the same in two ways", "role: CTO\n", "role: CEO\n", "role: 'CEO'\n", "role: CEO\n"),
    ("neighbouring lines", "a: 1\nb: 2\n", "a: 9\nb: 2\n", "a: 1\nb: 8\n", "a: 9\nb: 8\n"),
    ("both add", "a: 1\n", "a: 1\nb: 2\n", "a: 1\nc: 3\n", "a: 1\nb: 2\nc: 3\n"),
    ("both add the same", "", "b: 2\n", "b: 2\nc: 3\n", "b: 2\nc: 3\n"),
    ("one is added in the middle", "a: 1\nz: 9\n", "a: 2\nz: 9\n", "a: 1\nm: 5\nz: 9\n", "a: 2\nm: 5\nz: 9\n"),
    ("one removes, the other adds", "a: 1\nb: 2\n", "b: 2\n", "a: 1\nb: 2\nc: 3\n", "b: 2\nc: 3\n"),
    ("both remove", "a: 1\nb: 2\n", "b: 3\n", "b: 2\n", "b: 3\n"),
    ("an empty one is filled", "", "role:\n", "role: CEO\n", "role: CEO\n"),
    ("it is filled on the other side", "role:\n", "role: CEO\n", "", "role: CEO\n"),
    ("only the writing changes on one side", "role: CTO\n", "role: 'CTO'\n", "role: CEO\n", "role: CEO\n"),
    ("only they move", "a: 1\nb: 2\nc: 3\n", "a: 9\nb: 2\nc: 3\n", "c: 3\na: 1\nb: 2\n", "c: 3\na: 9\nb: 2\n"),
    ("only ours move", "a: 1\nb: 2\n", "b: 2\na: 1\n", "a: 1\nb: 2\nc: 3\n", "b: 2\nc: 3\na: 1\n"),
    # days
    ("a later day", "snooze: 2026-11-01\n", "snooze: 2026-12-01\n", "snooze: 2026-11-20\n", "snooze: 2026-12-01\n"),
    ("theirs is later", "", "snooze: 2026-11-20\n", "snooze: 2026-12-01\n", "snooze: 2026-12-01\n"),
    ("skipped", "skipped: 2026-01-01\n", "skipped: 2026-03-01\n", "skipped: 2026-02-01\n", "skipped: 2026-03-01\n"),
    ("in touch", "", "last_contact: 2026-03-01\n", "last_contact: 2026-03-02\n", "last_contact: 2026-03-02\n"),
    ("by another name", "", "last seen: 2026-03-01\n", "last seen: 2026-03-02\n", "last seen: 2026-03-02\n"),
    ("by a name of one's own", "", "not before: 2026-03-01\n", "not before: 2026-03-02\n", "not before: 2026-03-02\n"),
    ("a day in quotes", "", 'snooze: "2026-03-01"\n', "snooze: 2026-03-02\n", "snooze: 2026-03-02\n"),
    ("a later day beside a removal", "snooze: 2026-11-01\n", "", "snooze: 2026-12-01\n", "snooze: 2026-12-01\n"),
    # other spellings of a key
    ("one key in two spellings", "", "Snooze: 2026-03-02\n", "snooze: 2026-03-01\n", "Snooze: 2026-03-02\n"),
    ("its spelling changes", "Last contact: 2026-01-01\n", "last_contact: 2026-01-01\n",
     "Last contact: 2026-02-01\n", "Last contact: 2026-02-01\n"),
    ("two keys that differ in case", "a: 1\nA: 2\n", "a: 3\nA: 2\n", "a: 1\nA: 4\n", "a: 3\nA: 4\n"),
    # yes and no
    ("private stays private", "", "private: false\n", "private: true\n", "private: true\n"),
    # lists
    ("both add to a list", "knows: [a]\n", "knows: [a, b]\n", "knows: [a, c]\n", "knows: [a, b, c]\n"),
    ("they add the same", "knows: [a]\n", "knows: [a, b]\n", "knows: [a, b, c]\n", "knows: [a, b, c]\n"),
    ("one adds, one takes out", "knows: [a, b]\n", "knows: [b]\n", "knows: [a, b, c]\n", "knows: [b, c]\n"),
    ("one takes out, one adds", "knows: [a, b]\n", "knows: [a, b, c]\n", "knows: [a]\n", "knows: [a, c]\n"),
    ("lists are new on both sides", "", "tags: [a, b]\n", "tags: [b, c]\n", "tags: [a, b, c]\n"),
    ("a list in lines", "tags:\n  - a\n", "tags:\n  - a\n  - b\n", "tags:\n  - a\n  - c # why\n",
     "tags:\n  - a\n  - b\n  - c # why\n"),
    ("links keep their quotes", 'knows: ["[[A]]"]\n', 'knows: ["[[A]]", "[[B]]"]\n', 'knows: ["[[A]]", "[[C]]"]\n',
     'knows: ["[[A]]", "[[B]]", "[[C]]"]\n'),
    ("a value becomes a list", "company: X\n", "company: [X, Y]\n", "company: X\n", "company: [X, Y]\n"),
    ("and another one stands for it", "company: X\n", "company: [X, Y]\n", "company: Z\n", "company: [Z, Y]\n"),
    ("one value beside a list", "", "tags: a\n", "tags: [b]\n", "tags: [a, b]\n"),
    ("a list that was emptied", "tags: [a]\n", "tags: []\n", "tags: [a, b]\n", "tags: [b]\n"),
    ("a list without entries", "tags: [a]\n", "tags:\n", "tags: [a, b]\n", "tags: [b]\n"),
    ("numbers in a list", "n: [1]\n", "n: [1, 2]\n", "n: [1, '2']\n", 'n: [1, 2, "2"]\n'),
    ("only they sort it", "t: [c, a, b]\n", "t: [c, a, b, d]\n", "t: [a, b, c]\n", "t: [a, b, d, c]\n"),
    ("an entry twice", "t: [a, a]\n", "t: [a, a, b]\n", "t: [a, a, c]\n", "t: [a, a, b, c]\n"),
    # comments and empty lines
    ("a comment is added above", "a: 1\nb: 2\n", "a: 3\nb: 2\n", "a: 1\n# sure?\nb: 2\n", "a: 3\n# sure?\nb: 2\n"),
    ("both add comments", "a: 1\n", "# one\na: 1\n", "# two\na: 1\n", "# one\n# two\na: 1\n"),
    ("a comment at the end", "a: 1\n", "a: 1\n# end\n", "a: 2\n", "a: 2\n# end\n"),
    ("a comment goes with its property", "# x\na: 1\nb: 2\n", "b: 2\n", "# x\na: 1\nb: 3\n", "b: 3\n"),
    ("comments beside what both add to a list", "l:\n  - a\n", "l:\n  - a\n  - c # mine\n", "l:\n  - a\n  - d # theirs\n",
     "l:\n  - a\n  - c # mine\n  - d # theirs\n"),
    ("one beside an entry with a sharp", "l:\n  - a\n", "l:\n  - a\n  - c\n", "l:\n- a\n- 'd # x' # theirs\n",
     "l:\n  - a\n  - c\n  - 'd # x' # theirs\n"),
    ("a comment beside a value that gives way", "snooze: 2026-01-01\n", "snooze: 2026-02-01 # ill\n",
     "snooze: 2026-03-01\n", "# ill\nsnooze: 2026-03-01\n"),
    ("a comment beside a value that stands", "snooze: 2026-01-01\n", "snooze: 2026-02-01\n",
     "snooze: 2026-03-01 # ill\n", "snooze: 2026-03-01 # ill\n"),
    # values of several lines, nested ones
    ("text of several lines", "a: |\n  x\nb: 1\n", "a: |\n  x\n  y\nb: 1\n", "a: |\n  x\nb: 2\n", "a: |\n  x\n  y\nb: 2\n"),
    ("a map on one side", "m: {x: 1}\nb: 1\n", "m: {x: 2}\nb: 1\n", "m: {x: 1}\nb: 2\n", "m: {x: 2}\nb: 2\n"),
    ("an anchor and its alias", "a: &x 1\nb: *x\nc: 1\n", "a: &x 1\nb: *x\nc: 2\n", "a: &x 1\nb: *x\nc: 1\nd: 1\n",
     "a: &x 1\nb: *x\nc: 2\nd: 1\n"),
    ("blank lines", "a: 1\n\nb: 2\n", "a: 3\n\nb: 2\n", "a: 1\n\nb: 4\n", "a: 3\n\nb: 4\n"),
    ("indented properties", "  a: 1\n  b: 1\n", "  a: 2\n  b: 1\n", "  a: 1\n  b: 2\n", "  a: 2\n  b: 2\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "base", "ours", "theirs", "after"), CLEAN, ids=[one[0] for one in CLEAN])
def test_what_merges_by_itself(title: str, base: str, ours: str, theirs: str, after: str) -> None:
    assert merged(base, ours, theirs) == after
    other = merge(note(base), note(theirs), note(ours), whole, RULES)
    assert not other.clashes
    assert meaning(other.text) == meaning(note(after))


CLASHES = [
    ("two values", "company", "company: X\n", "company: Y\n", "company: Z\n"),
    ("two new values", "company", "", "company: Y\n", "company: Z\n"),
    ("a removal and a change", "company", "company: X\n", "", "company: Z\n"),
    ("a change and a removal", "company", "company: X\n", "company: Z\n", ""),
    (
        "a day that is made earlier, and a removal",
        "snooze",
        "snooze: 2026-11-20\n",
        "snooze: 2026-11-01\n",
        "",
    ),
    ("a day that is none", "snooze", "snooze: 2026-11-20\n", "snooze: 2026-11-213\n", "snooze: 2026-11-22\n"),
    ("emptied and changed", "role", "role: CTO\n", "role:\n", "role: CEO\n"),
    ("a list that is removed, and added to", "tags", "tags: [a]\n", "", "tags: [a, b]\n"),
    ("each takes out what the other keeps", "tags", "tags: [a, b]\n", "tags: [a]\n", "tags: [b]\n"),
    ("nested values", "mail", "mail: {a: 1}\n", "mail: {a: 2}\n", "mail: {a: 1, b: 2}\n"),
    ("a list within a list", "x", "x: [[a, b], c]\n", "x: [[a, b], d]\n", "x: [[a, b], e]\n"),
    ("a list and a map", "x", "x: 1\n", "x: [1, 2]\n", "x: {y: 1}\n"),
    ("text of several lines", "a", "a: |\n  x\n", "a: |\n  x\n  y\n", "a: |\n  z\n  x\n"),
    ("private, and a word", "private", "", "private: true\n", "private: sometimes\n"),
    ("a first day", "first_met", "", "first_met: 2026-01-01\n", "first_met: 2026-01-02\n"),
]


@pytest.mark.parametrize(("title", "key", "base", "ours", "theirs"), CLASHES, ids=[one[0] for one in CLASHES])
def test_what_a_person_decides(title: str, key: str, base: str, ours: str, theirs: str) -> None:
    block = f"<<<<<<< ours: {key}\n{ours}=======\n{theirs}>>>>>>> theirs: {key}\n"
    found = merge(note(f"a1: 1\n{base}"), note(f"a1: 1\n{ours}"), note(f"a1: 2\n{theirs}"), whole, RULES)
    assert found == Merged(f"---\na1: 2\n{ours}---\n{block}Text.\n", (key,))
    other = merge(note(f"a1: 1\n{base}"), note(f"a1: 2\n{theirs}"), note(f"a1: 1\n{ours}"), whole, RULES)
    assert other.clashes == (key,)
    assert f"---\na1: 2\n{theirs}---\n" in other.text


NOTES = [
    (
        "the text is merged by line",
        ("---\na: 1\n---\nx\n", "---\na: 2\n---\ny\n", "---\na: 1\n---\nz\n"),
        "---\na: 2\n---\n<<<<<<< ours\ny\n=======\nz\n>>>>>>> theirs\n",
        ("",),
    ),
    (
        "a clash of properties stands above one of the text",
        ("---\na: 1\n---\nx\n", "---\na: 2\n---\ny\n", "---\na: 3\n---\nz\n"),
        "---\na: 2\n---\n<<<<<<< ours: a\na: 2\n=======\na: 3\n>>>>>>> theirs: a\n"
        "<<<<<<< ours\ny\n=======\nz\n>>>>>>> theirs\n",
        ("a", ""),
    ),
    (
        "two clashes",
        ("---\na: 1\nb: 1\n---\n", "---\na: 2\nb: 2\n---\n", "---\na: 3\nb: 3\n---\n"),
        "---\na: 2\nb: 2\n---\n<<<<<<< ours: a\na: 2\n=======\na: 3\n>>>>>>> theirs: a\n"
        "<<<<<<< ours: b\nb: 2\n=======\nb: 3\n>>>>>>> theirs: b\n",
        ("a", "b"),
    ),
    ("no front matter before", ("x\n", "---\na: 1\n---\nx\n", "---\nb: 1\n---\nx\n"), "---\na: 1\nb: 1\n---\nx\n", ()),
    ("it goes, and gets a property", ("---\na: 1\n---\nx\n", "x\n", "---\na: 1\nb: 1\n---\nx\n"), "---\nb: 1\n---\nx\n", ()),
    ("it goes", ("---\na: 1\n---\nx\n", "x\n", "---\na: 1\n---\ny\n"), "y\n", ()),
    ("it goes on one side, and all its properties on the other", ("---\na: 1\n---\nx\n", "x\n", "---\n---\ny\n"), "y\n", ()),
    (
        "it goes, and is changed",
        ("---\na: 1\n---\nx\n", "x\n", "---\na: 2\n---\nx\n"),
        "<<<<<<< ours: a\n=======\na: 2\n>>>>>>> theirs: a\nx\n",
        ("a",),
    ),
    (
        "line ends of Windows on one side",
        ("---\na: 1\nb: 1\n---\nx\n", "---\r\na: 2\r\nb: 1\r\n---\r\nx\r\n", "---\na: 1\nb: 2\n---\nx\n"),
        "---\r\na: 2\r\nb: 2\r\n---\r\nx\r\n",
        (),
    ),
    (
        "line ends of Windows on all",
        ("---\r\na: 1\r\n---\r\nx\r\n", "---\r\na: 2\r\n---\r\nx\r\n", "---\r\na: 3\r\n---\r\nx\r\n"),
        "---\r\na: 2\r\n---\r\n<<<<<<< ours: a\r\na: 2\r\n=======\r\na: 3\r\n>>>>>>> theirs: a\r\nx\r\n",
        ("a",),
    ),
    (
        "a byte order mark stays",
        ("\ufeff---\na: 1\nb: 1\n---\nx\n", "\ufeff---\na: 2\nb: 1\n---\nx\n", "\ufeff---\na: 1\nb: 2\n---\nx\n"),
        "\ufeff---\na: 2\nb: 2\n---\nx\n",
        (),
    ),
    (
        "a byte order mark that one side took away",
        ("\ufeff---\na: 1\n---\nx\n", "\ufeff---\na: 2\n---\nx\n", "---\na: 1\n---\ny\n"),
        "---\na: 2\n---\ny\n",
        (),
    ),
    (
        "no line end after the front matter",
        ("---\na: 1\n---", "---\na: 2\n---", "---\na: 3\n---"),
        "---\na: 2\n---\n<<<<<<< ours: a\na: 2\n=======\na: 3\n>>>>>>> theirs: a\n",
        ("a",),
    ),
    (
        "white space after the rules",
        ("---\na: 1\nb: 1\n---\n", "---\na: 2\nb: 1\n---\n", "--- \na: 1\nb: 2\n---\t\n"),
        "--- \na: 2\nb: 2\n---\t\n",
        (),
    ),
    (
        "a key that is there twice, and lines that go together",
        ("---\na: 1\na: 1\n---\nx\n", "---\na: 1\na: 1\n---\ny\n", "---\na: 1\n---\nx\n"),
        "---\na: 1\n---\ny\n",
        (),
    ),
    (
        "a key that is there twice, and lines that don't go together",
        ("---\na: 1\n---\n", "---\na: 2\n---\n", "---\na: 3\na: 4\n---\n"),
        f"---\na: 2\n---\n<<<<<<< ours: {ALL}\na: 2\n=======\na: 3\na: 4\n>>>>>>> theirs: {ALL}\n",
        (ALL,),
    ),
    (
        "bytes that are no UTF-8",
        ("---\na: \udcff\nb: 1\n---\nx\n", "---\na: \udcff\nb: 2\n---\nx\n", "---\na: \udcfe\nb: 3\n---\n\udcffx\n"),
        "---\na: \udcfe\nb: 2\n---\n<<<<<<< ours: b\nb: 2\n=======\nb: 3\n>>>>>>> theirs: b\n\udcffx\n",
        ("b",),
    ),
    (
        "what can be read stands",
        ("---\na: 1\n---\n", "---\na: [\n---\n", "---\na: 3\n---\n"),
        f"---\na: 3\n---\n<<<<<<< ours: {ALL}\na: [\n=======\na: 3\n>>>>>>> theirs: {ALL}\n",
        (ALL,),
    ),
    (
        "properties in braces",
        ("---\n{a: 1}\n---\n", "---\n{a: 2}\n---\n", "---\n{a: 1, b: 1}\n---\n"),
        f"---\n{{a: 2}}\n---\n<<<<<<< ours: {ALL}\n{{a: 2}}\n=======\n{{a: 1, b: 1}}\n>>>>>>> theirs: {ALL}\n",
        (ALL,),
    ),
    (
        "an alias that the other side took the anchor from",
        ("---\na: &x 1\nb: 1\n---\n", "---\na: 1\nb: 1\n---\n", "---\na: &x 1\nb: *x\n---\n"),
        f"---\na: 1\nb: 1\n---\n<<<<<<< ours: {ALL}\na: 1\nb: 1\n=======\na: &x 1\nb: *x\n>>>>>>> theirs: {ALL}\n",
        (ALL,),
    ),
    (
        "what a merge of the ancestors could not decide decides nothing",
        (
            "---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n",
            "---\na: 1\n---\n",
            "---\na: 2\n---\n",
        ),
        "---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n",
        ("a",),
    ),
    (
        "nor does it about all properties",
        (
            f"---\na: 1\n---\n<<<<<<< ours: {ALL}\na: 1\n=======\na: 2\n>>>>>>> theirs: {ALL}\n",
            "---\na: 1\n---\n",
            "---\na: 2\n---\n",
        ),
        "---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\n",
        ("a",),
    ),
    (
        "what one side decided since is decided",
        (
            "---\na: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\nx\n",
            "---\na: 2\n---\nx\n",
            "---\na: 1\nb: 1\n---\n<<<<<<< ours: a\na: 1\n=======\na: 2\n>>>>>>> theirs: a\nx\n",
        ),
        "---\na: 2\nb: 1\n---\nx\n",
        (),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "sides", "after", "clashes"), NOTES, ids=[one[0] for one in NOTES])
def test_whole_notes(title: str, sides: tuple[str, str, str], after: str, clashes: tuple[str, ...]) -> None:
    assert merge(*sides, whole, RULES) == Merged(after, clashes)


def test_a_note_that_was_made_on_both_sides() -> None:
    found = merge(None, note("a: 1\ntags: [x]\n"), note("b: 2\ntags: [z]\n"), whole)
    assert found == Merged(note("a: 1\nb: 2\ntags: [x, z]\n"))


# --- what holds for any notes ----------------------------------------------------------------------


def meaning(text: str) -> dict[str, object]:
    """What the properties say; a list as the set of its entries."""
    front = frontmatter.read("note.md", text)
    assert not front.problems
    return {key: _unordered(plain(value)) for key, value in front.values.items()}


def counted(text: str) -> Counter[tuple[str, object]]:
    """What the properties say, however their keys are written; one without a value says nothing."""
    return Counter((key.casefold(), value) for key, value in meaning(text).items() if value != "None")


def _unordered(value: object) -> object:
    return frozenset(map(repr, value)) if isinstance(value, list) else repr(value)


SINGLE = st.sampled_from(
    [
        "X",
        "Y",
        "Z",
        '"[[Ada]]"',
        "'it''s'",
        "7",
        "true",
        "2026-11-20",
        "2026-11-21",
        "2026-12-01",
        "",
        "~",
        "a: 'b'",
    ]
).filter(lambda text: ":" not in text)
ENTRY = st.sampled_from(["a", "b", "c", '"[[D]]"', "5", "'5'", "true"])


@st.composite
def value(draw: st.DrawFn) -> str:
    """What stands after a key's colon, with the line end."""
    form = draw(st.integers(0, 5))
    remark = draw(st.sampled_from(["", "", " # sure?", " # no"]))
    if form < 3:
        return f" {draw(SINGLE)}{remark}\n"
    entries = draw(st.lists(ENTRY, max_size=4, unique=True))
    if form < 5 or not entries:
        return f" [{', '.join(entries)}]{remark}\n"
    return f"{remark}\n" + "".join(f"  - {entry}\n" for entry in entries)


KEYS = ("company", "snooze", "Snooze", "skipped", "knows", "private", "Last contact", "tags", "x")


@st.composite
def version(draw: st.DrawFn, like: dict[str, str] | None = None) -> dict[str, str]:
    """A note's properties by their keys: any, or some that were changed."""
    found = dict(like or {})
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True)):
        if draw(st.integers(0, 3)):
            found[key] = draw(value())
        else:
            found.pop(key, None)
    keys = draw(st.permutations(list(found))) if draw(st.integers(0, 5)) == 0 else list(found)
    return {key: found[key] for key in keys}


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    """A note and two versions that were made of it."""
    base = draw(version())
    bodies = draw(st.tuples(*[st.sampled_from(["", "Text.\n", "More.\n---\n"])] * 3))
    sides = (base, draw(version(base)), draw(version(base)))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    texts = [
        note("".join(f"{key}:{text}" for key, text in side.items()), body)
        for side, body in zip(sides, bodies, strict=True)
    ]
    return tuple(text.replace("\n", end) for text in texts)  # type: ignore[return-value]


@given(three())
def test_no_value_that_neither_side_wrote_and_always_valid(sides: tuple[str, str, str]) -> None:
    _, ours, theirs = sides
    found = merge(*sides, whole, RULES)
    now, own, other = meaning(found.text), meaning(ours), meaning(theirs)
    for key, said in now.items():
        there = [side[name] for side in (own, other) for name in side if name.casefold() == key.casefold()]
        entries = frozenset().union(*(one if isinstance(one, frozenset) else {one} for one in there))
        assert said in there or (isinstance(said, frozenset) and said <= entries)


@given(three())
def test_who_is_called_ours_decides_nothing_but_the_writing(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    one, other = merge(base, ours, theirs, whole, RULES), merge(base, theirs, ours, whole, RULES)
    assert sorted(map(str.casefold, one.clashes)) == sorted(map(str.casefold, other.clashes))
    if not one.clashes:
        assert counted(one.text) == counted(other.text)


@given(three())
def test_what_only_one_side_changed_is_as_it_wrote_it(sides: tuple[str, str, str]) -> None:
    base, other, _ = sides
    assert merge(base, other, base, whole, RULES) == Merged(other)
    assert merge(base, base, other, whole, RULES) == Merged(other)
    assert merge(base, other, other, whole, RULES) == Merged(other)
    assert merge(None, other, other, whole, RULES) == Merged(other)


@given(three())
def test_what_was_merged_merges_into_itself(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    found = merge(base, ours, theirs, whole, RULES)
    if not found.clashes and not any("\nsnooze" in side and "\nSnooze" in side for side in sides):
        assert merge(base, found.text, theirs, whole, RULES) == found
        assert meaning(merge(base, ours, found.text, whole, RULES).text) == meaning(found.text)
