"""``vaultnet init`` from the outside: what is said, what is written, and that nothing else changes."""

import hashlib
import json
import os
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from vaultnet import config, example, files, writing
from vaultnet.commands.init import command
from vaultnet.note_types import NOTE_TYPES
from vaultnet.session import Session

TODAY = date(2026, 11, 20)


def init(*arguments: str | Path, session: Session | None = None, answer: str | None = None) -> Result:
    given = session or Session(today=TODAY)
    return CliRunner().invoke(command, [str(argument) for argument in arguments], obj=given, input=answer)


def make(root: Path, notes: dict[str, str]) -> Path:
    for path, text in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def tree(root: Path) -> dict[str, str]:
    """Every file of a folder with a hash of its bytes."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


NETWORK = {
    ".obsidian/daily-notes.json": '{"folder": "Daily"}',
    "People/Ada Lovelace.md": "---\r\nemail: ada@engines.example\r\n---\r\nMet.\r\n",
    "People/Grace Hopper.md": "\ufeff---\ncompany: Navy\n---\n",
    "People/Emmy Noether.md": "",
    "Daily/2026-03-02.md": "Lunch with [[Ada Lovelace]] and [[Grace Hopper]].",
    "Daily/2026-12-24.md": "[[Emmy Noether]]",
    "broken.md": "---\na: [\n---\n",
    "binary.md": "\0",
}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaultnet.commands.init._on_terminal", lambda: True)


# --- a new vault -----------------------------------------------------------------------------------


def test_a_new_vault(tmp_path: Path) -> None:
    result = init(tmp_path / "my-network")
    assert result.exit_code == 0, result.output
    found = tree(tmp_path / "my-network")
    assert set(found) == {
        ".gitignore",
        ".obsidian/types.json",
        "Daily/2026-11-20.md",
        "Goals/Keep in touch on purpose.md",
        "People/Me.md",
        "Start here.md",
        "vaultnet.toml",
    }
    assert "vaultnet build" in result.output
    loaded, problems = config.load(tmp_path / "my-network", NOTE_TYPES)
    assert (problems, loaded.share, loaded.me) == ((), False, "[[Me]]")
    assert json.loads((tmp_path / "my-network/.obsidian/types.json").read_text())["types"]
    assert "{today}" not in "".join(p.read_text() for p in (tmp_path / "my-network").rglob("*.md"))


def test_a_new_vault_that_is_shared(tmp_path: Path) -> None:
    assert init(tmp_path, "--share").exit_code == 0
    assert config.load(tmp_path, NOTE_TYPES)[0].share
    assert "Network" not in (tmp_path / ".gitignore").read_text()
    assert '"/Network/Network Today.md" merge=union' in (tmp_path / ".gitattributes").read_text()


@pytest.mark.parametrize(("answer", "shared"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_terminal_is_asked_about_sharing(tmp_path: Path, terminal: None, answer: str, shared: bool) -> None:
    result = init(tmp_path / "new", answer=answer)
    assert "phone or a git host" in result.output
    assert config.load(tmp_path / "new", NOTE_TYPES)[0].share is shared


def test_the_vault_that_was_named_before_the_command(tmp_path: Path) -> None:
    assert init(session=Session(folder=tmp_path / "named", today=TODAY)).exit_code == 0
    assert (tmp_path / "named/vaultnet.toml").exists()


def test_what_is_hidden_in_an_empty_folder_stays(tmp_path: Path) -> None:
    make(tmp_path, {".obsidian/types.json": "{}", ".git/HEAD": "ref: x"})
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / ".obsidian/types.json").read_text() == "{}"
    assert (tmp_path / "Start here.md").exists()


HIDDEN = {".cache/x": "", ".config/y": "", ".profile": "", ".ssh/z": ""}


def test_a_folder_of_hidden_things_is_not_taken_without_asking(tmp_path: Path) -> None:
    before = tree(make(tmp_path, HIDDEN))
    result = init(tmp_path)
    assert result.exit_code == 1
    assert "holds nothing but hidden files: .cache, .config, .profile …" in result.output
    assert "--yes" in result.output
    assert tree(tmp_path) == before
    assert init(tmp_path, "--yes").exit_code == 0
    assert (tmp_path / "Start here.md").exists()


@pytest.mark.parametrize(("answer", "made"), [("y\n\n", True), ("\n", False)])
def test_a_terminal_is_asked_about_hidden_things(
    tmp_path: Path, terminal: None, answer: str, made: bool
) -> None:
    result = init(make(tmp_path, HIDDEN), answer=answer)
    assert "Make a new vault of it?" in result.output
    assert (tmp_path / "Start here.md").exists() is made
    assert result.exit_code == (0 if made else 1)


@pytest.mark.parametrize("notes", [{}, HIDDEN, NETWORK], ids=["empty", "hidden", "notes"])
def test_the_home_folder_is_refused_unless_it_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: dict[str, str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    before = tree(make(tmp_path, notes))
    result = init(tmp_path)
    assert result.exit_code == 1
    assert "is your home folder, so nothing was written." in result.output
    assert "vaultnet init my-network" in result.output
    assert tree(tmp_path) == before
    assert init(tmp_path, "--yes").exit_code == 0
    assert (tmp_path / "vaultnet.toml").exists()


def test_the_root_of_the_file_system_is_refused() -> None:
    result = init("/")
    assert result.exit_code == 1
    assert "the root of the file system" in result.output


def test_a_new_vault_in_a_dry_run(tmp_path: Path) -> None:
    result = init(tmp_path / "new", "--dry-run")
    assert result.exit_code == 0
    assert "+++ b/vaultnet.toml" in result.output
    assert "--- /dev/null" in result.output
    assert not (tmp_path / "new").exists()


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    make(tmp_path, {"main.c": "", "a.h": "", "b.h": "", "c.h": ""})
    before = tree(tmp_path)
    result = init(tmp_path, "--yes")
    assert result.exit_code == 1
    assert "is not empty: a.h, b.h, c.h …" in result.output
    assert tree(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    make(tmp_path, {"note.md": ""})
    assert init(tmp_path / "note.md").exit_code == 2


def test_the_example_is_alive_today(tmp_path: Path) -> None:
    result = init("--example", tmp_path / "example")
    assert result.exit_code == 0, result.output
    found = tree(tmp_path / "example")
    assert "vaultnet.toml" in found
    assert len(found) == len(example.shift(_example_files(), TODAY))
    assert config.load(tmp_path / "example", NOTE_TYPES)[1] == ()


def _example_files() -> dict[str, bytes]:
    root = Path(files.shipped("example"))
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_example_wants_an_empty_folder(tmp_path: Path) -> None:
    make(tmp_path, NETWORK)
    before = tree(tmp_path)
    assert init("--example", tmp_path).exit_code == 1
    assert tree(tmp_path) == before


# --- notes that are there --------------------------------------------------------------------------


def test_a_vault_is_adopted_as_it_is(tmp_path: Path) -> None:
    before = tree(make(tmp_path, NETWORK))
    result = init(tmp_path, "--yes")
    assert result.exit_code == 0, result.output
    assert "Found 3 contacts, 2 dated notes, 2 interactions, 1 plan." in result.output
    assert "contacts: 3 notes in People/" in result.output
    after = tree(tmp_path)
    assert set(after) - set(before) == {"vaultnet.toml", ".gitignore"}
    assert {path: after[path] for path in before} == before
    assert config.load(tmp_path, NOTE_TYPES)[1] == ()


def test_gitignore_keeps_its_lines(tmp_path: Path) -> None:
    make(tmp_path, NETWORK | {".gitignore": "*.tmp\r\n"})
    init(tmp_path, "--yes")
    found = (tmp_path / ".gitignore").read_bytes()
    assert found.startswith(b"*.tmp\r\n# >>> vaultnet")
    assert b"/Network/Network Today.md\r\n" in found


def test_a_gitignore_in_an_empty_folder_keeps_its_lines(tmp_path: Path) -> None:
    make(tmp_path, {".gitignore": "*.tmp\n"})
    assert init(tmp_path).exit_code == 0
    assert (tmp_path / ".gitignore").read_text().startswith("*.tmp\n# >>> vaultnet")


def test_gitignore_that_is_complete_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, NETWORK)
    init(tmp_path, "--yes")
    text = (tmp_path / ".gitignore").read_text()
    (tmp_path / "vaultnet.toml").unlink()
    result = init(tmp_path, "--yes")
    assert "Wrote vaultnet.toml. No other file" in result.output
    assert (tmp_path / ".gitignore").read_text() == text


def test_gitignore_that_can_not_be_written_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, NETWORK)
    (tmp_path / ".gitignore").symlink_to("/dev/null")
    result = init(tmp_path, "--yes")
    assert result.exit_code == 0
    assert ".gitignore:1: .gitignore is no file" in result.output
    assert os.readlink(tmp_path / ".gitignore") == "/dev/null"


def test_a_shared_vault_has_no_dashboards_to_ignore(tmp_path: Path) -> None:
    make(tmp_path, NETWORK)
    result = init(tmp_path, "--yes", "--share")
    assert "Wrote vaultnet.toml, .gitignore and .gitattributes. No other file" in result.output
    assert config.load(tmp_path, NOTE_TYPES)[0].share
    assert "Network" not in (tmp_path / ".gitignore").read_text()
    assert '"/Network/Network Today.md" merge=union' in (tmp_path / ".gitattributes").read_text()


def test_a_dry_run_shows_a_diff_and_writes_nothing(tmp_path: Path) -> None:
    before = tree(make(tmp_path, NETWORK | {".gitignore": "*.tmp"}))
    result = init(tmp_path, "--dry-run")
    assert result.exit_code == 0
    assert '+folder = "People"' in result.output
    assert "--- a/.gitignore" in result.output
    assert tree(tmp_path) == before


def test_without_a_yes_nothing_is_written(tmp_path: Path) -> None:
    before = tree(make(tmp_path, NETWORK))
    result = init(tmp_path)
    assert result.exit_code == 1
    assert "run this again with --yes" in result.output
    assert tree(tmp_path) == before


def test_a_yes_is_carried_out_though_nobody_reads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, NETWORK)

    def hang_up(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(click, "echo", hang_up)
    init(tmp_path, "--yes")
    assert (tmp_path / "vaultnet.toml").exists()
    assert (tmp_path / ".gitignore").exists()


def test_what_was_found_is_said_before_anything_is_asked(tmp_path: Path, terminal: None) -> None:
    output = init(make(tmp_path / "old", NETWORK), answer="n\ny\n").output
    assert (
        output.index("Found 3 contacts")
        < output.index("phone or a git host")
        < output.index("Write vaultnet")
    )
    output = init(tmp_path / "new", answer="n\n").output
    assert output.index("becomes a new vault") < output.index("phone or a git host")


@pytest.mark.parametrize(("answer", "code"), [("n\ny\n", 0), ("n\nn\n", 1)])
def test_a_terminal_is_asked(tmp_path: Path, terminal: None, answer: str, code: int) -> None:
    make(tmp_path, NETWORK)
    result = init(tmp_path, answer=answer)
    assert result.exit_code == code
    assert (tmp_path / "vaultnet.toml").exists() is (code == 0)


def test_a_second_time_nothing_happens(tmp_path: Path) -> None:
    make(tmp_path, NETWORK)
    init(tmp_path, "--yes")
    before = tree(tmp_path)
    result = init(tmp_path, "--yes")
    assert result.exit_code == 0
    assert "is a vaultnet vault already. Nothing was changed." in result.output
    assert tree(tmp_path) == before


def test_documentation_is_told_so(tmp_path: Path) -> None:
    before = tree(make(tmp_path, {"Guide/Install.md": "Run it.", "README.md": "x"}))
    result = init(tmp_path, "--yes")
    assert result.exit_code == 1
    assert "holds 2 notes, and none that reads like a note about a person" in result.output
    assert "Nothing was written." in result.output
    assert tree(tmp_path) == before


def test_a_directory_is_told_so_and_taken_when_the_owner_insists(tmp_path: Path) -> None:
    before = tree(make(tmp_path, {f"Community/People/user{n}.md": "" for n in range(300)}))
    result = init(tmp_path, "--yes")
    assert result.exit_code == 1
    assert "so nothing was written." in result.output
    assert "looks like a directory of people, not your contacts" in result.output
    assert tree(tmp_path) == before
    result = init(tmp_path, "--yes", "--people", "Community/People")
    assert result.exit_code == 0
    assert "Found 300 contacts" in result.output


@pytest.mark.parametrize("folder", ["Nowhere", "..", "."])
def test_people_must_be_a_folder_of_the_vault(tmp_path: Path, folder: str) -> None:
    make(tmp_path / "vault", NETWORK)
    result = init(tmp_path / "vault", "--yes", "--people", folder)
    assert result.exit_code == 2
    assert f"there is no folder {folder} in" in result.output


def test_a_folder_inside_a_vault_is_refused(tmp_path: Path) -> None:
    before = tree(make(tmp_path, NETWORK))
    for folder in (tmp_path / "People", tmp_path / "New"):
        result = init(folder, "--yes")
        assert result.exit_code == 1
        assert f"lies inside the vault {tmp_path}" in result.output
    assert tree(tmp_path) == before


def test_what_can_not_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, NETWORK | {"People/Locked Door.md": ""})
    (tmp_path / "huge.md").touch()
    os.truncate(tmp_path / "huge.md", files.LARGEST + 1)
    read = files.read

    def refuse(root: str, path: str) -> bytes:
        if "Locked" in path:
            raise PermissionError(13, "Permission denied")
        return read(root, path)

    monkeypatch.setattr(files, "read", refuse)
    result = init(tmp_path, "--yes")
    assert result.exit_code == 0
    assert "Found 3 contacts" in result.output


def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "notes", NETWORK | {"Meetings/2026-01-01.md": "---\nwith: Bo Peep\n---\n"})
    monkeypatch.chdir(tmp_path / "notes")
    result = init("--yes")
    assert result.output.startswith("notes: 8 notes.\n")
    assert "Note: 1 person whom your notes name has no note under that name (Bo Peep)." in result.output
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    assert init().output.endswith("Next: vaultnet build\n")


def test_a_long_look_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, NETWORK)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("vaultnet.terminal.progress", lambda: nullcontext(lambda *at: told.append(at)))
    assert init(tmp_path, "--yes").exit_code == 0
    assert told == [(number, 7) for number in range(1, 8)]


def test_a_vault_that_can_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, NETWORK)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "create", full)
    result = init(tmp_path, "--yes")
    assert result.exit_code == 1
    assert "can't be written: No space left on device." in result.output


def test_the_help_names_every_option() -> None:
    result = init("--help")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in result.output
