"""From facts to files: saves that come in between are never lost, and what is in the way is said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path, PurePosixPath

import pytest

from tests.vaults import SMALL, TODAY, build, outputs, put, tree
from vaultnet import files, journal, marks, publish
from vaultnet.build import Refused
from vaultnet.operation import Change, Operation
from vaultnet.plan import Action
from vaultnet.plan import outputs as plan_outputs
from vaultnet.writing import Changed

TODAY_PAGE = "Network/Network Today.md"
TOMORROW = TODAY + timedelta(1)


@pytest.fixture
def built(vault: Path) -> Path:
    put(vault, SMALL)
    build(vault)
    return vault


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something after everything was read and decided, and before anything is written."""
    carry_out = publish.carry_out

    def late(root: str, actions: Iterable[Action], inbox: str) -> list[str]:
        act()
        return carry_out(root, actions, inbox)

    monkeypatch.setattr(publish, "carry_out", late)


# --- who saves meanwhile ---------------------------------------------------------------------------


def save(page: Path) -> None:
    page.write_text("Mine now.\n")


def save_by_renaming(page: Path) -> None:
    page.with_suffix(".tmp").write_text("Mine now.\n")
    page.with_suffix(".tmp").rename(page)


SAVES: dict[str, tuple[Callable[[Path], object], str | None]] = {
    "an edit": (save, "Mine now.\n"),
    "an edit by renaming": (save_by_renaming, "Mine now.\n"),
    "gone": (Path.unlink, None),
}


@pytest.mark.parametrize("title", SAVES)
def test_a_dashboard_saved_meanwhile_is_not_replaced(
    title: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, expected = SAVES[title]
    page = built / TODAY_PAGE
    meanwhile(monkeypatch, lambda: act(page))
    with pytest.raises(Changed, match="Network Today"):
        build(built, TOMORROW)
    assert (page.read_text() if page.exists() else None) == expected
    assert not [name for name in os.listdir(built / "Network") if name.startswith(".")]


def test_the_next_build_takes_in_what_was_saved_meanwhile(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = built / TODAY_PAGE
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda: page.write_text(page.read_text() + "\nAsk about the looms.\n"))
        with pytest.raises(Changed):
            build(built, TOMORROW)
    report = build(built, TOMORROW)
    assert report.rescued == ("Inbox/Ask about the looms.md",)
    assert TODAY_PAGE in report.written
    assert build(built, TOMORROW).written == ()


def test_a_new_file_where_there_was_none_stays(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(vault, SMALL)
    meanwhile(monkeypatch, lambda: put(vault, {TODAY_PAGE: "Mine.\n"}))
    with pytest.raises(Changed):
        build(vault)
    assert (vault / TODAY_PAGE).read_text() == "Mine.\n"


def test_a_dashboard_that_goes_is_kept_if_it_was_saved_meanwhile(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(built, {"vaultnet.toml": '[dashboards]\nhide = ["Goals"]\n'})
    page = built / "Network" / "Network Goals.md"
    meanwhile(monkeypatch, lambda: page.write_text(page.read_text() + "Mine.\n"))
    with pytest.raises(Changed):
        build(built)
    assert page.read_text().endswith("Mine.\n")


def test_a_disk_that_is_full_leaves_the_old_page_whole(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outputs(built)

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("vaultnet.exchange.swap", full)
        with pytest.raises(OSError, match="No space"):
            build(built, TOMORROW)
    assert outputs(built) == before, "and nothing is left beside it"
    assert TODAY_PAGE in build(built, TOMORROW).written


# --- what is typed -----------------------------------------------------------------------------------


def carry_out(vault: Path, actions: list[Action]) -> list[str]:
    with journal.writing_alone(str(vault)):
        return publish.carry_out(str(vault), actions)


def action(*typed: str, old: bytes = b"old\n") -> Action:
    return Action("write", "Network/X.md", old, b"new\n", typed)


def test_what_was_typed_is_safe_before_the_page_is_replaced(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, {"Network/X.md": "other\n"})
    with pytest.raises(Changed):
        carry_out(vault, [action("Ask about the looms")])
    assert (vault / "Inbox" / "Ask about the looms.md").read_text().startswith("Ask about the looms\n")
    put(vault, {"Network/X.md": "old\n"})
    assert carry_out(vault, [action("Ask about the looms")]) == [], "once is enough"
    assert (vault / "Network" / "X.md").read_text() == "new\n"


def test_the_inbox_that_is_there_is_used_however_it_is_spelled(vault: Path) -> None:
    put(vault, {**SMALL, "inbox/Mine.md": "mine\n"})
    build(vault)
    with (vault / "Network/Network Today.md").open("a") as page:
        page.write("Call the bank\n")
    assert build(vault).rescued == ("inbox/Call the bank.md",)


def test_every_block_becomes_a_note_of_its_own(vault: Path) -> None:
    put(vault, {"Network/X.md": "old\n"})
    assert carry_out(vault, [action("One", "Two\nand more", "One")]) == [
        "Inbox/One.md",
        "Inbox/Two.md",
    ]


def test_names_run_out_before_anything_is_lost(vault: Path) -> None:
    put(vault, {f"Inbox/One{f' {number}' if number > 1 else ''}.md": "taken\n" for number in range(1, 1000)})
    put(vault, {"Network/X.md": "old\n"})
    before = tree(vault)
    with pytest.raises(Refused, match="a thousand notes named One"):
        carry_out(vault, [action("One")])
    assert tree(vault) == before


def test_nothing_is_removed_through_a_link_out_of_the_vault(vault: Path, tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere/X.md": "old\n"})
    os.symlink(tmp_path / "elsewhere", vault / "Network")
    for kind, new in (("remove", None), ("write", b"new\n")):
        with pytest.raises(Refused, match="leads out of the vault"):
            carry_out(vault, [Action(kind, "Network/X.md", b"old\n", new)])
    assert tree(tmp_path / "elsewhere") == {"X.md": b"old\n"}


def test_what_is_kept_or_in_the_way_is_not_touched(vault: Path) -> None:
    put(vault, {"Network/X.md": "mine\n"})
    actions = [Action(kind, "Network/X.md", b"mine\n", b"new\n") for kind in ("keep", "blocked")]
    assert carry_out(vault, actions) == []
    assert (vault / "Network" / "X.md").read_text() == "mine\n"


# --- what stands there already -----------------------------------------------------------------------


def test_generated_files_that_nobody_makes_any_more_go_and_others_stay(built: Path) -> None:
    put(
        built,
        {"Network/Mine.md": "Mine.\n", "Network/Mine.base": "views: []\n", "Network/Mine.svg": "<svg/>\n"},
    )
    put(built, {"_vaultnet/templates/dashboards/Crew.md.jinja": "# Crew\n"})
    assert build(built).written == ("Network/Network Crew.md",)
    (built / "_vaultnet" / "templates" / "dashboards" / "Crew.md.jinja").unlink()
    assert build(built).removed == ("Network/Network Crew.md",)
    assert (built / "Network" / "Mine.md").read_text() == "Mine.\n"
    assert (built / "Network" / "Mine.base").read_text() == "views: []\n"
    assert (built / "Network" / "Mine.svg").read_text() == "<svg/>\n"


def test_a_picture_of_the_users_where_ours_would_go_is_never_touched(built: Path) -> None:
    picture = built / "Network" / "Network Calendar.svg"
    ours = picture.read_text(encoding="utf-8")
    for theirs in ("<svg/>\n", ours.replace("#1f6feb", "#bf3989"), ours.partition("<!-- vaultnet")[0]):
        picture.write_text(theirs, encoding="utf-8")
        assert build(built).problems == ()
        assert picture.read_text(encoding="utf-8") == theirs
    picture.unlink()
    assert build(built).written == ("Network/Network Calendar.svg",)
    assert picture.read_text(encoding="utf-8") == ours


def test_the_picture_goes_with_its_note(built: Path) -> None:
    put(built, {"vaultnet.toml": '[dashboards]\nhide = ["Calendar"]\n'})
    assert build(built).removed == ("Network/Network Calendar.md", "Network/Network Calendar.svg")
    put(built, {"vaultnet.toml": '[dashboards]\nhide = ["Calendar picture"]\n'})
    assert build(built).written == ("Network/Network Calendar.md",)
    assert "svg" not in (built / "Network" / "Network Calendar.md").read_text(encoding="utf-8")


def test_nothing_that_is_planned_depends_on_the_order_of_files(built: Path) -> None:
    found = outputs(built)
    texts = {path: data.decode() for path, data in found.items()}
    there: dict[str, bytes | None] = {path: found[path] for path in sorted(found, reverse=True)}
    assert [one.path for one in plan_outputs(there, texts)] == sorted(found)
    assert {one.kind for one in plan_outputs(there, texts)} == {"keep"}


def test_a_dashboard_folder_may_lie_deep(vault: Path) -> None:
    put(vault, {**SMALL, "vaultnet.toml": '[dashboards]\nfolder = "Made/By/Machine"\n'})
    report = build(vault)
    assert "Made/By/Machine/Network Today.md" in report.written
    assert build(vault).written == ()
    assert files.listing(str(vault), "Made/By/Machine", ".base") == ("Made/By/Machine/Network People.base",)


# --- ticks -----------------------------------------------------------------------------------------


def test_ticks_are_looked_for_on_notes_of_ours_that_differ() -> None:
    page = marks.finish("- [ ] a", "Today", TODAY)
    found = {
        "N/same.md": page.encode(),
        "N/changed.md": page.replace("[ ]", "[x]").encode(),
        "N/gone.md": page.encode(),
        "N/mine.md": b"- [x] a\n",
        "N/none.md": None,
        "N/error.md": OSError(),
        "N/base.base": marks.finish("a: b", "X", TODAY, "x.base").encode(),
    }
    texts = dict.fromkeys(("N/same.md", "N/changed.md", "N/mine.md"), page)
    assert [(one.path, one.fresh) for one in publish.pages(found, texts)] == [
        ("N/changed.md", page),
        ("N/gone.md", ""),
    ]


def test_a_note_that_is_made_meanwhile_stands(vault: Path) -> None:
    operation = Operation("ticks", "take in a tick", (Change("Log/a.md", None, b"ours\n"),))
    put(vault, {"Log/a.md": "theirs\n"})
    with journal.writing_alone(str(vault)):
        refusal = publish.take_in(str(vault), operation)
    assert refusal is not None
    assert refusal.path == "Log/a.md"
    assert (vault / "Log/a.md").read_text() == "theirs\n"


def test_nothing_is_taken_in_through_a_link_out_of_the_vault(vault: Path) -> None:
    (vault.parent / "elsewhere").mkdir()
    put(vault, {"Log": PurePosixPath("../elsewhere")})
    operation = Operation("ticks", "take in a tick", (Change("Log/a.md", None, b"ours\n"),))
    with (
        journal.writing_alone(str(vault)),
        pytest.raises(publish.Refused, match=r"^Log/a\.md leads out of the vault"),
    ):
        publish.take_in(str(vault), operation)
    assert list((vault.parent / "elsewhere").iterdir()) == []
