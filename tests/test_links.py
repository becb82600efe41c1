"""Links lead where Obsidian leads them: the order of docs/links.md as cases, and what holds for any vault."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.links import Entry, Names, Resolution, fold, key, owner

VAULT = (
    "Ada.md",
    "People/Ada Lovelace.md",
    "People/Grace Hopper.md",
    "People/Old/Grace Hopper.md",
    "Daily/2026-01-30.md",
    "zz/Note.md",
    "a/b/Note.md",
    "b/Note.md",
    "b/deep/er/Note.md",
    "Index.md",
    "Work/Index.md",
    "Web/Log.md",
    "Twice.md.md",
    "Zoë.md",
)


class Case(NamedTuple):
    title: str
    target: str
    source: str
    leads_to: str


CASES = [
    Case("a name, whatever the folder", "Ada Lovelace", "Daily/2026-01-30.md", "People/Ada Lovelace.md"),
    Case("case does not matter", "ada LOVELACE", "Ada.md", "People/Ada Lovelace.md"),
    Case("the ending may be given", "Ada Lovelace.md", "Ada.md", "People/Ada Lovelace.md"),
    Case("in any case", "Ada Lovelace.MD", "Ada.md", "People/Ada Lovelace.md"),
    Case("composed and decomposed letters are the same", normalize("NFD", "Zoë"), "Ada.md", "Zoë.md"),
    Case("a space that does not break is a space", "Ada\u00a0Lovelace", "Ada.md", "People/Ada Lovelace.md"),
    Case("a name that nothing bears", "Nobody", "Ada.md", ""),
    Case("a file that is no note", "photo.png", "Ada.md", ""),
    Case("a whole path", "People/Ada Lovelace", "Ada.md", "People/Ada Lovelace.md"),
    Case("a whole path with its ending", "People/Ada Lovelace.md", "Ada.md", "People/Ada Lovelace.md"),
    Case("a whole path in another case", "people/ada lovelace", "Ada.md", "People/Ada Lovelace.md"),
    Case("the end of a path", "Old/Grace Hopper", "Ada.md", "People/Old/Grace Hopper.md"),
    Case("the end of a path, in the midst of a folder's name", "eb/Log", "Ada.md", "Web/Log.md"),
    Case("a folder that is another", "Friends/Ada Lovelace", "Ada.md", ""),
    Case("several: the one at the root", "Index", "Work/Plan.md", "Index.md"),
    Case("several: the one in the source's folder", "Note", "zz/Source.md", "zz/Note.md"),
    Case(
        "several: one below the source's folder",
        "Grace Hopper",
        "People/Old/x.md",
        "People/Old/Grace Hopper.md",
    ),
    Case("several: the shorter path of those below", "Note", "b/Source.md", "b/Note.md"),
    Case("several: a folder above counts for nothing", "Note", "zz/deep/Source.md", "b/Note.md"),
    Case("several: the shortest path", "Note", "Ada.md", "b/Note.md"),
    Case("a whole path wins over one near by", "b/Note", "a/b/Source.md", "b/Note.md"),
    Case("from the root", "/Index", "Work/Plan.md", "Index.md"),
    Case("from the root, where there is none", "/Note", "zz/Source.md", ""),
    Case("from the root, with folders", "/a/b/Note", "zz/Source.md", "a/b/Note.md"),
    Case("beside the source", "./Index", "Work/Plan.md", "Work/Index.md"),
    Case("beside a source at the root", "./Index", "Plan.md", "Index.md"),
    Case("above the source", "../Index", "Work/Plan.md", "Index.md"),
    Case("two above the source", "../../b/Note", "a/b/Source.md", "b/Note.md"),
    Case("above, and down again", "../zz/Note", "a/Source.md", "zz/Note.md"),
    Case("beside and above", "./../Index", "Work/Plan.md", "Index.md"),
    Case("more above than there is", "../../../Index", "Work/Plan.md", "Index.md"),
    Case("above, where there is none of that name", "../Nobody", "Work/Plan.md", ""),
    Case("a name that ends as files do", "Twice.md", "Ada.md", "Twice.md.md"),
    Case("the same in full", "Twice.md.md", "Ada.md", "Twice.md.md"),
    Case("the note itself", "", "Work/Index.md", "Work/Index.md"),
    Case("the note itself, which is none", "", "Nobody.md", ""),
]


def vault(*paths: str, contacts: tuple[str, ...] = ()) -> Names:
    return Names(Entry(i, path, "contact" if path in contacts else "") for i, path in enumerate(paths))


def leads_to(names: Names, target: str, source: str) -> str:
    found = names.resolve(target, source).entry
    return found.path if found else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_resolves(case: Case) -> None:
    names = vault(*VAULT)
    assert leads_to(names, case.target, case.source) == case.leads_to
    assert leads_to(names, case.target, case.source) == case.leads_to, "the second time"


def test_exact_spelling_settles_what_case_leaves_open() -> None:
    names = vault("People/ada.md", "People/Ada.md")
    assert leads_to(names, "Ada", "x.md") == "People/Ada.md"
    assert leads_to(names, "ada", "x.md") == "People/ada.md"
    assert leads_to(names, "People/ada", "x.md") == "People/ada.md"


def test_the_shortest_path_may_have_more_folders() -> None:
    assert leads_to(vault("zzzz/Note.md", "a/b/Note.md"), "Note", "x.md") == "a/b/Note.md"


def test_the_alphabet_settles_the_rest() -> None:
    assert leads_to(vault("b/Note.md", "a/Note.md"), "Note", "x.md") == "a/Note.md"


# --- aliases ---------------------------------------------------------------------------------------


def test_an_alias_answers_where_no_name_does() -> None:
    names = Names([Entry(1, "People/Ada Lovelace.md", "contact", ("Ada", "A/B"))])
    assert names.resolve("ada", "x.md") == Resolution(names.at("People/Ada Lovelace.md"), True)
    assert names.resolve("A/B", "x.md").by_alias
    assert not names.resolve("Ada Lovelace", "x.md").by_alias
    assert names.resolve("People/Ada", "x.md").entry is None


def test_a_name_comes_before_an_alias() -> None:
    names = Names([Entry(1, "People/Ada Lovelace.md", "contact", ("Ada",)), Entry(2, "Notes/Ada.md")])
    assert names.resolve("Ada", "x.md") == Resolution(names.at("Notes/Ada.md"))


def test_a_contact_comes_before_others_with_the_alias() -> None:
    names = Names([Entry(1, "A.md", "", ("Ada",)), Entry(2, "People/Ada Lovelace.md", "contact", ("Ada",))])
    assert names.resolve("Ada", "x.md") == Resolution(names.at("People/Ada Lovelace.md"), True)


def test_two_notes_with_an_alias_go_by_nearness() -> None:
    names = Names([Entry(1, "a/Long.md", "", ("Ada",)), Entry(2, "b/One.md", "", ("Ada",))])
    assert leads_to(names, "Ada", "a/x.md") == "a/Long.md"
    assert leads_to(names, "Ada", "x.md") == "b/One.md"
    assert names.resolve("Ada", "x.md").rivals == ()


# --- rivals ----------------------------------------------------------------------------------------

GRACES = ("People/Grace Hopper.md", "People/Old/Grace Hopper.md")


def test_two_contacts_of_one_name_are_rivals_wherever_the_link_stands() -> None:
    names = vault(*VAULT, contacts=GRACES)
    for source in ("Ada.md", "People/Old/x.md"):
        assert names.resolve("Grace Hopper", source).rivals == GRACES


@pytest.mark.parametrize("target", ["People/Grace Hopper", "/People/Grace Hopper", "Old/Grace Hopper"])
def test_a_link_that_says_which_has_no_rivals(target: str) -> None:
    assert vault(*VAULT, contacts=GRACES).resolve(target, "Ada.md").rivals == ()


def test_a_path_that_two_contacts_end_with() -> None:
    paths = ("a/People/Ada.md", "b/People/Ada.md")
    found = vault(*paths, contacts=paths).resolve("People/Ada", "x.md")
    assert (found.entry and found.entry.path, found.rivals) == (paths[0], paths)


def test_a_contact_and_another_note_of_its_name_are_no_rivals() -> None:
    assert (
        vault("People/Ada.md", "Notes/Ada.md", contacts=("People/Ada.md",)).resolve("Ada", "x.md").rivals
        == ()
    )


def test_contacts_are_no_rivals_where_another_note_is_meant() -> None:
    names = vault("Grace Hopper.md", *VAULT, contacts=GRACES)
    assert names.resolve("Grace Hopper", "x.md") == Resolution(names.at("Grace Hopper.md"))


def test_two_contacts_with_an_alias_are_rivals() -> None:
    names = Names(
        [
            Entry(1, "b/Ada.md", "contact", ("Countess", "countess")),
            Entry(2, "a.md", "contact", ("Countess",)),
        ]
    )
    found = names.resolve("countess", "x.md")
    assert (found.entry, found.by_alias, found.rivals) == (names.at("a.md"), True, ("a.md", "b/Ada.md"))


def test_one_note_with_an_alias_in_two_spellings_has_no_rivals() -> None:
    names = Names([Entry(1, "Ada.md", "contact", ("Countess", "countess"))])
    assert names.resolve("Countess", "x.md") == Resolution(names.at("Ada.md"), True)


# --- the shortest link -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "shortest"),
    [
        ("People/Ada Lovelace.md", "Ada Lovelace"),
        ("People/Old/Grace Hopper.md", "People/Old/Grace Hopper"),
        ("Index.md", "Index"),
        ("Work/Index.md", "Work/Index"),
        ("Twice.md.md", "Twice.md.md"),
        ("Nowhere/Nobody.md", "Nobody"),
    ],
)
def test_shortest(path: str, shortest: str) -> None:
    assert vault(*VAULT).shortest(path) == shortest


PART = st.text("aAbÄä .é", min_size=1, max_size=3).map(str.strip).filter(lambda part: part.strip(". "))
PATH = st.lists(PART, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")
PATHS = st.lists(PATH, min_size=1, max_size=8, unique_by=lambda path: fold(path))


@given(PATHS, PATH)
def test_the_shortest_link_leads_there_from_anywhere(paths: list[str], source: str) -> None:
    names = vault(*paths)
    assert [leads_to(names, names.shortest(path), source) for path in paths] == paths


@given(PATHS, st.lists(st.tuples(PATH, PATH), max_size=6), st.booleans())
def test_answers_do_not_depend_on_order(paths: list[str], asked: list[tuple[str, str]], short: bool) -> None:
    asked = [(target[:-3] if short else target, source) for target, source in asked]
    first, second = vault(*paths), vault(*reversed(paths))
    forward = [leads_to(first, *question) for question in asked]
    backward = [leads_to(second, *question) for question in reversed(asked)]
    assert forward == backward[::-1]


def with_initials(paths: list[str]) -> Names:
    """Notes whose first letter is an alias."""
    found = vault(*paths).entries()
    return Names(entry._replace(aliases=(entry.path[:1], entry.path[:1])) for entry in found)


@given(PATHS, PATHS, st.lists(st.tuples(st.text("./aA ", max_size=8), PATH), max_size=5))
def test_names_that_changed_are_those_made_anew(
    paths: list[str], others: list[str], asked: list[tuple[str, str]]
) -> None:
    before, after = (list(dict.fromkeys(some)) for some in (paths, others))
    names, wanted = with_initials(before), with_initials(after)
    gone = [entry for entry in names.entries() if entry.path not in after]
    come = [entry for entry in wanted.entries() if entry.path not in before]
    changed = names.changed(gone, come)
    questions = [*asked, *((path, "") for path in (*before, *after))]
    assert [leads_to(changed, *one) for one in questions] == [leads_to(wanted, *one) for one in questions]
    assert sorted(changed) == sorted(wanted)
    assert [changed.shortest(path) for path in after] == [wanted.shortest(path) for path in after]
    untouched = with_initials(before)
    assert [leads_to(names, *one) for one in questions] == [leads_to(untouched, *one) for one in questions]


@given(PATHS, st.text("./aA ", max_size=8), PATH)
def test_whatever_a_link_leads_to_bears_its_name(paths: list[str], target: str, source: str) -> None:
    found = vault(*paths).resolve(target, source).entry
    if found and target:
        assert key(found.path) in (key(target), fold(target.rpartition("/")[2]))


# --- parts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("People/Ada Lovelace.md", "ada lovelace"),
        ("Ada.MD", "ada"),
        (normalize("NFD", "Zoë"), "zoë"),
        ("Weiß", "weiß"),
        ("İstanbul", "i̇stanbul"),
        ("2026.05", "2026.05"),
        ("", ""),
    ],
)
def test_key(text: str, expected: str) -> None:
    assert key(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "me", ["Ada Lovelace", "[[Ada Lovelace]]", "[[People/Ada Lovelace|me]]", "[[ada lovelace#Me]]"]
)
def test_owner(me: str) -> None:
    assert owner(me, vault(*VAULT)) == "People/Ada Lovelace.md"


@pytest.mark.parametrize("me", ["", "[[]]", "[[Nobody]]"])
def test_no_owner(me: str) -> None:
    assert owner(me, vault(*VAULT)) == ""


def test_names_are_a_collection_of_paths() -> None:
    names = vault(*VAULT)
    assert (list(names), len(names), names.at("Ada.md"), names.at("ada.md")) == (
        list(VAULT), len(VAULT), Entry(0, "Ada.md"), None,
    )  # fmt: skip
