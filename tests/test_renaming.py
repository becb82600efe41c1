"""Renaming notes: what moves, what follows, what is refused; and that every link leads where it led."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import vaults
from vaultnet import build, files
from vaultnet.cli import main
from vaultnet.operation import Operation
from vaultnet.planners import renaming

ADA = "People/Ada Lovelace.md"
WHERE = '[types.contact]\nfolder = []\nwhere = { category = "[[People]]" }\n'


def plan(root: Path, path: str, wanted: str, *, alias: bool = True) -> Operation:
    with build.facts(root, today=vaults.TODAY) as facts:
        return renaming.plan(facts, lambda name: files.read(str(root), name), path, wanted, alias=alias)


def carry_out(root: Path, planned: Operation) -> None:
    """Do what was planned, without the journal."""
    for change in planned.changes:
        assert (root / change.path).read_bytes() == change.before
        assert change.after is not None
        if change.to:
            (root / change.path).unlink()
        (root / change.now).parent.mkdir(parents=True, exist_ok=True)
        (root / change.now).write_bytes(change.after)


def links(root: Path, renamed: Mapping[str, str]) -> list[tuple[object, ...]]:
    """Every link in its order, and where it leads, by the names of before."""
    back = {to: path for path, to in renamed.items()}
    with build.facts(root, today=vaults.TODAY) as facts:
        order = "select path, resolved, place, property from links order by path, line, column"
        rows = facts.query(order)[1]
    return sorted(
        ((back.get(p, p), back.get(r, r), *rest) for p, r, *rest in rows), key=lambda row: str(row[0])
    )


class Case(NamedTuple):
    title: str
    files: Mapping[str, str]
    path: str
    wanted: str
    after: Mapping[str, str]


CASES = [
    Case(
        "a contact, with what links to it",
        {ADA: "---\ntype: contact\n---\nSee [[Ada Lovelace]].\n", "x.md": '---\npeople: ["[[Ada Lovelace]]"]\n---\n'},
        ADA,
        "Ada King",
        {
            "People/Ada King.md": "---\ntype: contact\naliases: [Ada Lovelace]\n---\nSee [[Ada King]].\n",
            "x.md": '---\npeople: ["[[Ada King]]"]\n---\n',
        },
    ),
    Case(
        "to another folder: the name needs no alias",
        {ADA: "x", "y.md": "[[People/Ada Lovelace]] [[Ada Lovelace]]"},
        ADA,
        "Friends/Old/Ada Lovelace",
        {"Friends/Old/Ada Lovelace.md": "x", "y.md": "[[Friends/Old/Ada Lovelace]] [[Ada Lovelace]]"},
    ),
    Case("to the root", {ADA: "x"}, ADA, "/Ada Lovelace.md", {"Ada Lovelace.md": "x"}),
    Case(
        "only the case",
        {"People/ada.md": "[[ada]]", "y.md": "[[ADA]]"},
        "People/ada.md",
        "Ada",
        {"People/Ada.md": "[[Ada]]", "y.md": "[[ADA]]"},
    ),
    Case(
        "the owner's own note",
        {"vaultnet.toml": "# mine\nme = '[[Me]]' # here\n[tiers]\nclose = 3\n", "Me.md": "---\naliases: [I]\n---\n"},
        "Me.md",
        "Myself",
        {"vaultnet.toml": "# mine\nme = '[[Myself]]' # here\n[tiers]\nclose = 3\n", "Myself.md": "---\naliases: [I, Me]\n---\n"},
    ),
    Case(
        "several aliases in one text",
        {ADA: "---\nalias: Ada, Countess # two\n---\n"},
        ADA,
        "Ada King",
        {"People/Ada King.md": "---\nalias: [Ada, Countess, Ada Lovelace] # two\n---\n"},
    ),
    Case(
        "a template's links follow, too",
        {"Templates/day.md": "{{date}} [[Ada Lovelace]]", ADA: "---\naliases: Ada Lovelace\n---\n"},
        ADA,
        "Ada King",
        {"Templates/day.md": "{{date}} [[Ada King]]", "People/Ada King.md": "---\naliases: Ada Lovelace\n---\n"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_note_is_renamed(case: Case, vault: Path) -> None:
    vaults.put(vault, case.files)
    planned = plan(vault, case.path, case.wanted)
    assert planned.refused == ()
    carry_out(vault, planned)
    found = {path: data.decode() for path, data in vaults.tree(vault).items()}
    found.pop("vaultnet.toml") if "vaultnet.toml" not in case.files else None
    assert found == case.after


def test_without_an_alias(vault: Path) -> None:
    vaults.put(vault, {ADA: "x"})
    (change,) = plan(vault, ADA, "Ada King", alias=False).changes
    assert (change.before, change.after, change.to) == (b"x", b"x", "People/Ada King.md")


def test_its_own_name_changes_nothing(vault: Path) -> None:
    vaults.put(vault, {ADA: "x"})
    assert plan(vault, ADA, "Ada Lovelace").changes == ()


REFUSED: list[tuple[str, Mapping[str, str], str, str, int, str]] = [
    ("a name that Windows keeps", {}, "con", "", 0, "Windows keeps"),
    ("a name that no link holds", {}, "a#b", "", 0, "#"),
    ("out of the vault", {}, "../Ada", "", 0, "dot"),
    ("nothing", {}, "x/", "", 0, "empty"),
    ("a taken name", {"People/Ada King.md": ""}, "Ada King", "", 0, "People/Ada King.md"),
    ("a taken name in another case", {"People/ada king.md": ""}, "Ada King", "", 0, "ada king"),
    ("a taken name with other accents", {"People/Zoe\u0308.md": ""}, "Zoë", "", 0, "People/Zo"),
    (
        "a link that can't be rewritten",
        {"x.md": "`a [[Ada Lovelace]]\n"},
        "Ada ` King",
        "x.md",
        1,
        "read as something else",
    ),
    ("properties that can't be read", {ADA: "---\na: 1\na: 2\n---\n"}, "Ada King", ADA, 3, "twice"),
    (
        "what leads from its folder to a file",
        {ADA: "![x](img/y.png)\n![x](../img/y.png)\n"},
        "Friends/Ada Lovelace",
        ADA,
        2,
        "../img/y.png",
    ),
    (
        "a setting that can't be changed",
        {"vaultnet.toml": '"me" = "Ada Lovelace"\n'},
        "Ada King",
        "vaultnet.toml",
        1,
        "`me`",
    ),
]


@pytest.mark.parametrize(
    ("title", "more", "wanted", "path", "line", "words"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(
    title: str, more: Mapping[str, str], wanted: str, path: str, line: int, words: str, vault: Path
) -> None:
    vaults.put(vault, {ADA: "---\ntype: contact\n---\n", **more})
    planned = plan(vault, ADA, wanted)
    (refused,) = planned.refused
    assert (refused.path, refused.line) == (path, line), title
    assert words in refused.message
    assert refused.hint


READ_OTHERWISE = [
    (
        "a page that tells the type",
        {"vaultnet.toml": WHERE, "People.md": "", "Ann.md": '---\ncategory: "[[People]]"\n---\n'},
        "People.md",
        ("Ann.md", 1),
        "type",
    ),
    (
        "a page that is a word",
        {"Ann.md": '---\ntype: contact\ntier: "[[Close]]"\n---\n', "Close.md": ""},
        "Close.md",
        ("Ann.md", 3),
        "tier",
    ),
    (
        "a daily note that is a day",
        {"Ann.md": '---\ntype: meeting\ndate: "[[2026-11-01]]"\n---\n', "2026-11-01.md": ""},
        "2026-11-01.md",
        ("Ann.md", 3),
        "day",
    ),
]


@pytest.mark.parametrize(
    ("title", "vault_files", "path", "place", "words"),
    READ_OTHERWISE,
    ids=[case[0] for case in READ_OTHERWISE],
)
def test_a_name_that_says_something_is_kept(
    title: str, vault_files: Mapping[str, str], path: str, place: tuple[str, int], words: str, vault: Path
) -> None:
    vaults.put(vault, vault_files)
    planned = plan(vault, path, "Something")
    (refused,) = planned.refused
    assert refused[:2] == place, title
    assert words in refused.message


def test_a_type_goes_on_if_the_settings_know_the_new_name_first(vault: Path) -> None:
    settings_text = WHERE.replace('"[[People]]"', '["[[People]]", "[[Persons]]"]')
    vaults.put(
        vault,
        {"vaultnet.toml": settings_text, "People.md": "", "Ann.md": '---\ncategory: "[[People]]"\n---\n'},
    )
    assert plan(vault, "People.md", "Persons").refused == ()


def ticked(name: str) -> str:
    return f'---\ntype: meeting\ndate: 2026-11-19\npeople: ["[[Ada Lovelace]]", "[[Bo]]"]\ntick: {name}\n---\nx\n'


TICKS = [
    ("the name stays as an alias", "2026-11-18 Ada Lovelace", "Ada King", True, "2026-11-18 Ada Lovelace"),
    ("no alias stays", "2026-11-18 Ada Lovelace", "Ada King", False, "2026-11-18 Ada King"),
    ("one of two", '["2026-11-18 Bo", "2026-11-18 ADA LOVELACE"]', "Ada King", False, '["2026-11-18 Bo", "2026-11-18 Ada King"]'),
    ("by its path", "2026-11-18 People/Ada Lovelace", "Old/Ada Lovelace", True, "2026-11-18 Ada Lovelace"),
    ("by an alias of its own", "2026-11-18 Countess", "Ada King", False, "2026-11-18 Countess"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "wanted", "alias", "after"), [case[1:] for case in TICKS], ids=[case[0] for case in TICKS]
)
def test_a_tick_goes_on_to_name_whom_it_named(
    written: str, wanted: str, alias: bool, after: str, vault: Path
) -> None:
    vaults.put(
        vault,
        {
            ADA: "---\ntype: contact\naliases: [Countess]\n---\n",
            "Bo.md": "---\ntype: contact\n---\n",
            "Meetings/m.md": ticked(written),
        },
    )
    carry_out(vault, plan(vault, ADA, wanted, alias=alias))
    assert f"\ntick: {after}\n" in (vault / "Meetings/m.md").read_text()
    with build.facts(vault, today=vaults.TODAY) as facts:
        there = facts.query("select contact, day from ticks order by contact")[1]
    both = [("Bo.md", "2026-11-18")] if "Bo" in written else []
    assert there == [*both, (renaming.place(ADA, wanted), "2026-11-18")]


# --- laws ---------------------------------------------------------------------------------------------

NAMES = ["Ada", "Bob", "Cy", "ada king"]
PATHS = [f"{folder}{name}.md" for folder in ("", "a/", "a/b/", "z/") for name in NAMES]
TARGETS = [*NAMES, "a/Ada", "b/Cy", "./Bob", "../Ada", "/Ada", "a/b/Bob.md", "ADA", "Nobody", "King", "z/Cy"]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(TARGETS).map("[[{}]]".format),
        st.sampled_from(TARGETS).map("[[{}#h|x]]".format),
        st.sampled_from(TARGETS).map("[x](<{}>)".format),
        st.sampled_from(["\n", " ", "`", "- [ ] ", "word"]),
    ),
    max_size=8,
).map("".join)
FRONT = st.sampled_from(
    [
        "",
        "---\ntype: contact\n---\n",
        "---\ntype: contact\naliases: [King]\n---\n",
        '---\nx: "[[Ada]]"\n---\n',
    ]
)
VAULTS = st.dictionaries(
    st.sampled_from(PATHS), st.builds("{}{}".format, FRONT, TEXTS), min_size=2, max_size=7
)
NEW = st.sampled_from(["Ada", "Bob", "King", "Ada King", "a/Ada", "z/Bob", "/Cy", "a/b/New"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VAULTS, st.integers(0, 6), NEW)
def test_every_link_leads_where_it_led(
    tmp_path_factory: pytest.TempPathFactory, notes: Mapping[str, str], which: int, wanted: str
) -> None:
    folded = {path.lower(): path for path in notes}
    notes = {path: notes[path] for path in folded.values()}
    path = sorted(notes)[which % len(notes)]
    root = tmp_path_factory.mktemp("law")
    vaults.put(root, {"vaultnet.toml": "", **notes})
    before = links(root, {})
    planned = plan(root, path, wanted)
    if not planned.refused:
        carry_out(root, planned)
        found = links(root, {path: renaming.place(path, wanted)})
        assert len(found) == len(before)
        assert [now for was, now in zip(before, found, strict=True) if was[1]] == [
            was for was in before if was[1]
        ]


# --- the command ----------------------------------------------------------------------------------------


def test_the_command_renames_and_can_be_taken_back(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, vaults.SMALL | {"x.md": "[[Ada King]]"})
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    before = vaults.tree(vault)
    monkeypatch.chdir(vault)
    assert main(["rename", "Ada Lovelace", "Ada King", "--dry-run"]) == 0
    assert "rename to People/Ada King.md" in capsys.readouterr().out
    assert vaults.tree(vault) == before
    assert main(["rename", "Ada Lovelace", "Ada King"]) == 0
    said = capsys.readouterr().out
    assert "Renamed Ada Lovelace to People/Ada King. 1 link that led nowhere leads there now." in said
    assert "Moved People/Ada Lovelace.md to People/Ada King.md" in said
    assert "[[Ada King]]" in (vault / "Meetings/2026/2026-10-01 Ada.md").read_text()
    assert main(["undo"]) == 0
    assert vaults.tree(vault) == before


def test_the_command_says_why_not(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, vaults.SMALL)
    monkeypatch.chdir(vault)
    assert main(["rename", "Ada Lovelace", "Grace Hopper"]) == 1
    assert "There is a note People/Grace Hopper.md already." in capsys.readouterr().err
    assert main(["rename", "Ada Lovelace", "“Ada King”", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert "Ada King" in json.dumps(said)
    assert (vault / "People/Ada King.md").exists()
