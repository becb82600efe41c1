"""Git's merge driver for notes, with real git: two devices, a merge or a rebase, and what neither decides."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git_world import Device, World, world
from tests.vaults import put, unmeasured
from vaultnet import marks, merge_driver, merge_notes
from vaultnet.__main__ import main
from vaultnet.frontmatter import plain, read
from vaultnet.merge_driver import by_line, drive
from vaultnet.merge_notes import Merged

__all__ = ["world"]

ADA = """---
type: contact
company: Initech
tags: [maths]
snooze: 2026-12-01
---
# Ada Lovelace

Met at the evening on looms.

## Notes

- 2026-03-01 coffee

She plays chess.
"""
PATH = "People/Ada Lovelace.md"
OURS = ADA.replace("[maths]", "[maths, looms]").replace("12-01", "12-24").replace("coffee", "coffee, an hour")
THEIRS = (
    ADA.replace("[maths]", "[maths, engines]").replace("12-01", "12-10").replace("plays chess", "plays whist")
)
BOTH = OURS.replace("looms]", "looms, engines]").replace("plays chess", "plays whist")


@pytest.fixture
def options(tmp_path: Path) -> tuple[str, ...]:
    """The driver, for one command of git."""
    (tmp_path / "attributes").write_text("*.md merge=vaultnet-note\n")
    program = f"'{sys.executable}' -m vaultnet git merge-note %O %A %B %P"
    return ("-c", f"merge.vaultnet-note.driver={program}", "-c", f"core.attributesFile={tmp_path}/attributes")


def apart(world: World, ours: str, theirs: str, base: str = ADA) -> Device:
    """A device that has changed a note, as has another one that pushed it."""
    one, two = world.two({"vaultnet.toml": "", PATH: base})
    two.push({PATH: theirs})
    one.commit({PATH: ours})
    one.git("fetch", "-q")
    return one


WAYS = [("merge", "--no-edit"), ("rebase",)]


@pytest.mark.parametrize("way", WAYS, ids=["merge", "rebase"])
def test_two_devices_change_a_note(way: tuple[str, ...], world: World, options: tuple[str, ...]) -> None:
    one = apart(world, OURS, THEIRS)
    one.git(*options, *way, "origin/main")
    assert values(one.read(PATH)) == values(BOTH)
    assert one.read(PATH).partition("# Ada")[2] == BOTH.partition("# Ada")[2]
    assert one.status() == ""


@pytest.mark.parametrize("way", WAYS, ids=["merge", "rebase"])
def test_what_only_a_person_decides(way: tuple[str, ...], world: World, options: tuple[str, ...]) -> None:
    one = apart(world, OURS.replace("Initech", "Globex"), THEIRS.replace("Initech", "Hooli"))
    said = subprocess.run(
        ["git", *options, *way, "origin/main"], cwd=one.place, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert f"vaultnet: {PATH}: `company` has two values; both stand below the properties.\n" in said.stderr
    assert one.status() == f'UU "{PATH}"'
    text = one.read(PATH)
    assert values(text)["tags"] == {"maths", "looms", "engines"}
    blocks = [
        f"---\n<<<<<<< ours: company\ncompany: {mine}\n=======\ncompany: {other}\n>>>>>>> theirs: company\n# Ada"
        for mine, other in (("Globex", "Hooli"), ("Hooli", "Globex"))
    ]
    assert blocks[way == ("rebase",)] in text
    decided = text.replace(blocks[0], "---\n# Ada").replace(blocks[1], "---\n# Ada")
    one.put({PATH: decided})
    one.git("add", "-A")
    one.git("-c", "core.editor=true", way[0], "--continue")
    one.git("push", "-q")
    assert values(one.read(PATH))["company"] in ("Globex", "Hooli")


def values(text: str) -> dict[str, object]:
    """What the properties say; a list as a set."""
    found = read("", text)
    assert not found.problems
    told = {key: plain(value) for key, value in found.values.items()}
    return {key: set(value) if isinstance(value, list) else value for key, value in told.items()}


def test_several_ancestors(world: World, options: tuple[str, ...]) -> None:
    """Each device merged the other's change in its own way, so what they have in common is a merge by itself."""
    one, two = world.two({"vaultnet.toml": "", PATH: ADA})
    for device, firm in ((one, "Globex"), (two, "Hooli")):
        device.commit({PATH: ADA.replace("Initech", firm)})
        device.git("push", "-q", "origin", f"HEAD:{firm}")
    one.git("fetch", "-q")
    two.git("fetch", "-q")
    for device, other, firm in ((one, "Hooli", "Globex"), (two, "Globex", "Hooli")):
        device.git("merge", "-q", "-s", "ours", "--no-edit", f"origin/{other}")
        device.git("push", "-q", "origin", f"HEAD:{firm}")
    one.git("fetch", "-q")
    one.git(*options, "merge", "--no-edit", "origin/Hooli", ok=False)
    text = one.read(PATH)
    assert values(text)["company"] == "Globex"
    assert "<<<<<<< ours: company\ncompany: Globex\n=======\ncompany: Hooli\n" in text


# --- the driver alone ------------------------------------------------------------------------------


def files(place: Path, *texts: str | bytes) -> list[str]:
    """The three files that git hands over."""
    found = [place / name for name in ("base", "ours", "theirs")]
    for file, text in zip(found, texts, strict=True):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(file) for file in found]


def driven(place: Path, *texts: str | bytes, path: str = "") -> tuple[int, str]:
    given = files(place, *texts)
    code = drive(*given, path)
    assert (place / "base").read_bytes() == (texts[0] if isinstance(texts[0], bytes) else texts[0].encode())
    return code, (place / "ours").read_bytes().decode()


def test_texts_are_merged_by_line_as_git_does(tmp_path: Path) -> None:
    assert driven(tmp_path, "a\nb\nc\nd\n", "1\nb\nc\nd\n", "a\nb\nc\n4\n") == (0, "1\nb\nc\n4\n")
    code, text = driven(tmp_path, "a\nb\n", "1\nb\n", "2\nb\n")
    assert (code, text) == (1, "<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\nb\n")
    assert driven(tmp_path, "a\r\nb\r\n", "1\r\nb\r\n", "a\r\nb\r\nc") == (0, "1\r\nb\r\nc")


def test_lines_that_git_would_join_to_a_value_that_nobody_wrote(tmp_path: Path) -> None:
    base = "---\nsnooze: 2026-09-13\n---\n"
    ours, theirs = base.replace("13", "21"), base.replace("13", "23")
    assert driven(tmp_path, base, ours, theirs) == (0, theirs)


def test_a_dashboard_has_the_lines_of_both(tmp_path: Path) -> None:
    from datetime import date

    page = marks.finish("# Today\n\n- [ ] [[Ada]]\n- [ ] [[Bob]]\n", "Today", date(2026, 11, 20))
    ours, theirs = page.replace("[ ] [[Ada", "[x] [[Ada"), page.replace("[ ] [[Ada", "[-] [[Ada")
    code, text = driven(tmp_path, page, ours, theirs)
    assert code == 0
    assert "- [x] [[Ada]]\n- [-] [[Ada]]\n" in text
    # What one side made a note of its own is merged as one.
    mine = theirs.replace("vaultnet: Today\n", "a: 1\n").replace("<!-- vaultnet", "<!--")
    assert driven(tmp_path, page, ours, mine)[0] == 1


def test_a_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert driven(tmp_path, b"a\0", b"b\0", b"c\0", path="x.md") == (1, "b\0")
    assert (
        capsys.readouterr().err
        == "vaultnet: x.md is no text, so one of the two has to be chosen. Ours is in place.\n"
    )


def test_bytes_that_are_no_utf_8_stay(tmp_path: Path) -> None:
    given = files(
        tmp_path,
        b"---\na: 1\nb: \xff\n---\n\xfe\n",
        b"---\na: 2\nb: \xff\n---\n\xfe\n",
        b"---\na: 1\nb: \xff\n---\n\xfe!\n",
    )
    assert drive(*given) == 0
    assert (tmp_path / "ours").read_bytes() == b"---\na: 2\nb: \xff\n---\n\xfe!\n"


def test_a_mistake_of_ours_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Merged:
        raise RuntimeError("no")

    monkeypatch.setattr(merge_driver, "merge", fail)
    code, text = driven(tmp_path, "a\n", "b", "c\n")
    assert (code, text) == (1, "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n")
    assert "could not be merged: RuntimeError('no'). Both versions stand in it." in capsys.readouterr().err


def test_names_of_the_owner_count(tmp_path: Path) -> None:
    vault, place = tmp_path / "vault", tmp_path / "git"
    put(vault, {"vaultnet.toml": '[fields]\nsnooze = ["wieder"]\n', "People/x.md": ""})
    place.mkdir()
    texts = (
        "---\nwieder: 2026-01-01\n---\n",
        "---\nwieder: 2026-03-01\n---\n",
        "---\nwieder: 2026-02-01\n---\n",
    )
    assert driven(place, *texts, path=str(vault / "People" / "x.md"))[0] == 0
    assert driven(place, *texts, path="")[0] == 1


UNDECIDED = [
    (("company",), "`company` has two values; both stand below the properties."),
    (("a", "b", "c"), "`a`, `b` and `c` have two values; both stand below the properties."),
    (("",), "the text was changed on both sides, between the markers."),
    (("a", ""), "`a` has two values; both stand below the properties; the text was changed on both sides, between the markers."),
]  # fmt: skip


@pytest.mark.parametrize(("clashes", "said"), UNDECIDED)
def test_what_is_said_of_what_is_left(clashes: tuple[str, ...], said: str) -> None:
    assert merge_driver.undecided(clashes) == said


def test_git_comes_to_the_driver_without_the_command_line(tmp_path: Path) -> None:
    given = files(tmp_path, "---\na: 1\n---\nx\n", "---\na: 2\n---\nx\n", "---\na: 1\nb: 1\n---\nx\n")
    heavy = ("click", "sqlite3", "jinja2", "subprocess", "vaultnet.cli", "vaultnet.config")
    program = (
        "import sys\nfrom vaultnet.__main__ import main\n"
        f"assert main(['git', 'merge-note', *{given!r}, '-x.md']) == 0\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=unmeasured(), capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"
    assert (tmp_path / "ours").read_text() == "---\na: 2\nb: 1\n---\nx\n"


def test_files_that_are_not_there_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git", "merge-note", *(str(tmp_path / name) for name in "abc")]) == 1
    assert capsys.readouterr().err.startswith("Error: ")


FAR = "\n\n\n\n"
DOUBLED = [
    ("in what can't be read", f"a: [\nz: 1\n{FAR}b: 1\n", "tags: p\n", "tags: q\n", True),
    ("under a key that is there twice", f"x: 1\nx: 1\n{FAR}b: 1\n", "c: 1\n", "c: 1\n", True),
    ("in another writing", f"x: 1\nx: 1\n{FAR}b: 1\n", "Last met : p\n", "last_met: q\n", True),
    ("other keys", f"x: 1\nx: 1\n{FAR}b: 1\n", "c: 1\n", "d: 1\n", False),
    ("lines of a list", f"x:\n- 1\nx:\n- 2\n{FAR}b:\n- 1\n", "- n: 1\n", "- n: 2\n", False),
]


@pytest.mark.parametrize(
    ("title", "base", "mine", "other", "is_open"), DOUBLED, ids=[case[0] for case in DOUBLED]
)
def test_no_key_comes_out_more_often_than_on_a_side(
    title: str, base: str, mine: str, other: str, is_open: bool, tmp_path: Path
) -> None:
    notes = [
        f"---\n{text}---\nx\n" for text in (base, base.replace(f"{FAR}b", f"{mine}{FAR}b"), base + other)
    ]
    merged = merge_notes.merge(notes[0], notes[1], notes[2], by_line(str(tmp_path)))
    assert merged.clashes == (("all properties",) if is_open else ())
    if not is_open:
        assert mine in merged.text
        assert other in merged.text


def test_git_refuses_to_merge_by_line(tmp_path: Path) -> None:
    with pytest.raises(merge_driver.NotMerged, match="binary"):
        by_line(str(tmp_path))("a\0", "b\0", "c\0")
    assert merge_notes.merge("a", "b", "c", by_line(str(tmp_path))).clashes == ("",)
    assert os.listdir(tmp_path) == []
