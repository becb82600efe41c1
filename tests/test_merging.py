"""Two notes become one: nothing either says is lost, every link follows, and the facts are the union."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import vaults
from vaultnet import build, files
from vaultnet.cli import main
from vaultnet.planners import merging

L, ADA = "People/Ada L.md", "People/Ada Lovelace.md"


def plan(root: Path, other: str = L, kept: str = ADA) -> merging.Merge:
    with build.facts(root, today=vaults.TODAY) as facts:
        return merging.plan(facts, lambda path: files.read(str(root), path), other, kept)


def carry_out(root: Path, planned: merging.Merge) -> None:
    """Do what was planned, without the journal."""
    for change in planned.operation.changes:
        assert (root / change.path).read_bytes() == change.before
        if change.after is None:
            (root / change.path).unlink()
        else:
            (root / change.path).write_bytes(change.after)


def days(root: Path) -> set[tuple[str, str]]:
    """Who was met on which day."""
    with build.facts(root, today=vaults.TODAY) as facts:
        rows = facts.query("select distinct contact, day from interactions")[1]
    return {(str(contact), str(day)) for contact, day in rows}


class Case(NamedTuple):
    title: str
    other: str
    kept: str
    after: str


def test_two_notes_of_one_name_are_told_apart_by_their_paths(vault: Path) -> None:
    vaults.put(vault, dict.fromkeys(("Old/Ada.md", "People/ada.md"), "---\ntype: contact\n---\nText.\n"))
    planned = plan(vault, "Old/Ada.md", "People/ada.md")
    assert planned.operation.what == "merge Old/Ada.md into People/ada.md"
    assert b"\n## From Old/Ada.md\n\nText.\n" in (planned.operation.changes[0].after or b"")


FROM = "\n## From Ada L\n\n"
CASES = [
    Case("an empty one", "---\ntype: contact\n---\n", "---\ntype: contact\n---\n", "---\ntype: contact\naliases: [Ada L]\n---\n"),
    Case(
        "what only the other says is taken over",
        "---\ntype: contact\ncompany: \"[[Globex]]\"\nemail: [a@b.c]\nown words: 3\n---\nText.\n",
        "---\ntype: contact\n---\nMine.",
        "---\ntype: contact\naliases: [Ada L]\ncompany: \"[[Globex]]\"\nemail: [a@b.c]\nown words: 3\n---\nMine.\n" + FROM + "Text.\n",
    ),
    Case(
        "lists are united, by what their links mean",
        "---\ntype: contact\nemail: x@y.z\nknows: [\"[[Grace Hopper|G]]\", \"[[Nobody]]\"]\ntags: [b, a]\n---\n",
        "---\ntype: contact\nemails: [a@b.c]\nknows:\n  - \"[[Grace Hopper]]\"\ntags: a\n---\n",
        "---\ntype: contact\nemails: [a@b.c, x@y.z]\nknows:\n  - \"[[Grace Hopper]]\"\n  - \"[[Nobody]]\"\ntags: [a, b]\naliases: [Ada L]\n---\n",
    ),
    Case(
        "a value that gives way stands in the text",
        "---\ntype: contact\nrole: CTO\nlocation: Rome\n---\n",
        "---\ntype: contact\ntitle: CEO # now\nlocation: rome\n---\nMine.\n",
        "---\ntype: contact\ntitle: CEO # now\nlocation: rome\naliases: [Ada L]\n---\nMine.\n" + FROM + "- role: CTO\n",
    ),
    Case(
        "days: the later, or the earlier",
        "---\ntype: contact\nsnooze: 2026-12-04\nskipped: 2026-01-01\nfirst_met: 2020-01-01\nlast_contact: 2026-05-05\n---\n",
        "---\ntype: contact\nsnooze: 2026-11-30\nskipped: 2026-02-01\nmet: 2021-01-01\nlast_contact: 2026-04-04\n---\n",
        "---\ntype: contact\nsnooze: 2026-12-04\nskipped: 2026-02-01\nmet: 2020-01-01\nlast_contact: 2026-05-05\naliases: [Ada L]\n---\n"
        + FROM.lstrip() + "- 2026-04-04 last contact\n",
    ),
    Case(
        "private wins",
        "---\ntype: contact\nprivate: true\n---\n",
        "---\ntype: contact\nprivate: false\n---\n",
        "---\ntype: contact\nprivate: true\naliases: [Ada L]\n---\n",
    ),
    Case(
        "what no line can hold is quoted, and so are comments",
        "---\ntype: contact\nmore: {a: 1}\n# a thought\n---\n",
        "---\ntype: contact\n---\n",
        "---\ntype: contact\naliases: [Ada L]\n---\n" + FROM.lstrip() + "```yaml\ntype: contact\nmore: {a: 1}\n# a thought\n```\n",
    ),
    Case(
        "logs are united, links to itself follow",
        "---\ntype: contact\naliases: [Lady L]\n---\nIn [[Ada L#Log]].\n\n## Log\n- 2026-02-01 call\n",
        "---\ntype: contact\naliases: [Countess]\n---\nSee [[Ada L]].\n\n## Log\n- 2026-01-01 tea\n- 2026-03-01 tea\n",
        "---\ntype: contact\naliases: [Countess, Ada L, Lady L]\n---\nSee [[Ada Lovelace]].\n\n## Log\n- 2026-01-01 tea\n- 2026-02-01 call\n- 2026-03-01 tea\n"
        + FROM + "In [[Ada Lovelace#Log]].\n",
    ),
    Case(
        "two that were begun and never written in",
        "---\ntype: contact\n---\n<!-- How you met. -->\n\n## Log\n",
        "---\ntype: contact\n---\n<!-- How you met. -->\n\n## Log\n",
        "---\ntype: contact\naliases: [Ada L]\n---\n<!-- How you met. -->\n\n## Log\n",
    ),
    Case(
        "one that was begun, and one with a log",
        "---\ntype: contact\nrole: CTO\n---\n<!-- How you met. -->\n\n## Log\n- 2026-02-01 call\n",
        "---\ntype: contact\nrole: CEO\n---\n<!-- How you met. -->\n\n## Log\n",
        "---\ntype: contact\nrole: CEO\naliases: [Ada L]\n---\n<!-- How you met. -->\n\n## Log\n- 2026-02-01 call\n" + FROM + "- role: CTO\n",
    ),
    Case(
        "under a day's heading nothing may slip",
        "---\ntype: contact\n---\nText.\n",
        "---\ntype: contact\n---\n# 2026-03-03\nTalked.\n",
        "---\ntype: contact\naliases: [Ada L]\n---\n# 2026-03-03\nTalked.\n\n# From Ada L\n\nText.\n",
    ),
    Case(
        "line ends as in the note that stays",
        "---\ntype: contact\n---\nText.\n",
        "---\r\ntype: contact\r\n---\r\nMine.\r\n",
        "---\r\ntype: contact\r\naliases: [Ada L]\r\n---\r\nMine.\r\n\r\n## From Ada L\r\n\r\nText.\r\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_two_notes_become_one(case: Case, vault: Path) -> None:
    vaults.put(
        vault,
        {
            L: case.other,
            ADA: case.kept,
            "People/Grace Hopper.md": "---\ntype: contact\n---\n",
            "x.md": '---\npeople: ["[[Ada L]]"]\n---\n[[Ada L]] [[Ada Lovelace]] [[Lady L]]\n',
        },
    )
    planned = plan(vault)
    assert planned.operation.refused == ()
    before = days(vault)
    carry_out(vault, planned)
    assert (vault / ADA).read_bytes().decode() == case.after
    assert not (vault / L).exists()
    assert "[[Ada L]]" not in (vault / "x.md").read_text()
    assert days(vault) == {(ADA if contact == L else contact, day) for contact, day in before}


REFUSED: list[tuple[str, Mapping[str, str], str, str, tuple[str, int], str]] = [
    ("the same note", {}, ADA, ADA, ("", 0), "Both"),
    ("notes of two types", {"Goals/x.md": "---\ntype: goal\n---\n"}, "Goals/x.md", ADA, ("", 0), "one type"),
    ("a note that isn't there", {}, "x.md", ADA, ("x.md", 1), "no such note"),
    ("properties that can't be read", {L: "---\ntype: contact\na: 1\na: 2\n---\n"}, L, ADA, (L, 4), "twice"),
    (
        "code that never ends",
        {ADA: "---\ntype: contact\n---\n```\nx\n", L: "---\ntype: contact\n---\n[[Grace]]\n"},
        L,
        ADA,
        (ADA, 6),
        "read otherwise",
    ),
]


@pytest.mark.parametrize(
    ("title", "more", "other", "kept", "place", "words"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(
    title: str,
    more: Mapping[str, str],
    other: str,
    kept: str,
    place: tuple[str, int],
    words: str,
    vault: Path,
) -> None:
    folder = '[types.contact]\nfolder = "People"\n'
    vaults.put(
        vault, {"vaultnet.toml": folder, L: "---\ntype: contact\n---\n", ADA: "---\ntype: contact\n---\n"}
    )
    vaults.put(vault, more)
    (refused,) = plan(vault, other, kept).operation.refused
    assert refused[:2] == place, title
    assert words in refused.message
    assert refused.hint


def test_what_is_said_of_it(vault: Path) -> None:
    vaults.put(
        vault,
        {L: "---\ntype: contact\nrole: CTO\ntier: close\n---\n", ADA: "---\ntype: contact\nrole: CEO\n---\n"},
    )
    assert plan(vault).said == (
        "role: CEO stays, CTO goes under “From Ada L”.",
        "tier is taken over: close.",
        "Ada Lovelace is also called Ada L.",
    )


# --- laws ---------------------------------------------------------------------------------------------

PROPERTIES = st.lists(
    st.sampled_from(
        ["company: '[[Globex]]'", "company: Initech", "tier: close", "cadence: 6w", "private: yes", "last_contact: 2026-02-02",
         "last_contact: 2026-03-03", "first_met: 2020-02-02", "knows: ['[[Grace Hopper]]', Bob]", "x: {a: [1, 2]}",
         "x: [1, '2']", "note: |\n  two\n  lines", "tags: a, b", "tags: [c]", "aliases: [A, B]", "alias: C", "# why", "met: '[[2026-01-01]]'"]
    ),
    max_size=5, unique_by=lambda line: line.partition(":")[0],
)  # fmt: skip
TEXT = st.lists(
    st.sampled_from(
        ["words\n", "\n", "## Log\n", "- 2026-01-05 tea\n", "- 2026-02-05 call: x\n", "  - more\n", "# 2026-04-04\n",
         "- [ ] ask [[Ada L]] 📅 2026-12-01\n", "- [x] did it ✅ 2026-05-05\n", "[[2026-01-01]]\n", "gave:: tea\n", "```\n", "%%\n", "#tag\n"]
    ),
    max_size=7,
).map("".join)  # fmt: skip
NOTES = st.builds(
    lambda front, text: "---\ntype: contact\n" + "".join(f"{x}\n" for x in front) + f"---\n{text}",
    PROPERTIES,
    TEXT,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOTES, NOTES, TEXT)
def test_the_facts_are_the_union(
    tmp_path_factory: pytest.TempPathFactory, other: str, kept: str, daily: str
) -> None:
    root = tmp_path_factory.mktemp("law")
    vaults.put(root, {"vaultnet.toml": "", L: other, ADA: kept, "Daily/2026-01-01.md": f"[[Ada L]] {daily}"})
    planned = plan(root)
    if planned.operation.refused:
        assert all(one.message for one in planned.operation.refused)
        return
    before = {(ADA if contact == L else contact, day) for contact, day in days(root)}
    carry_out(root, planned)
    assert days(root) == before
    text = (root / ADA).read_text()
    bodies = "\n".join(note.split("---\n", 2)[2] for note in (other, kept))
    assert [line for line in bodies.split("\n") if "Ada L" not in line and line not in text] == []


# --- the command ----------------------------------------------------------------------------------------


def test_the_command_shows_asks_and_can_be_taken_back(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, vaults.SMALL | {L: "---\ntype: contact\n---\nText.\n", "x.md": "[[Ada L]]"})
    monkeypatch.setenv("VAULTNET_TODAY", "2026-11-20")
    monkeypatch.chdir(vault)
    before = vaults.tree(vault)
    assert main(["merge", "Ada L", "Ada Lovelace"]) == 1
    captured = capsys.readouterr()
    assert "People/Ada L.md goes. Links in 1 other note follow." in captured.out
    assert "--yes" in captured.err
    assert main(["merge", "Ada L", "Ada Lovelace", "--dry-run"]) == 0
    assert "+## From Ada L" in capsys.readouterr().out
    assert vaults.tree(vault) == before
    assert main(["merge", "Ada L", "Ada Lovelace", "--yes"]) == 0
    assert "Ada L is Ada Lovelace now." in capsys.readouterr().out
    assert (vault / "x.md").read_text() == "[[Ada Lovelace]]"
    assert main(["undo"]) == 0
    assert vaults.tree(vault) == before
