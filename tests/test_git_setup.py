"""``vaultnet git setup``, ``status`` and ``remove``, with real git: what is written, what git makes of it, what is said."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests import vaults
from tests.test_git_files import answers, git
from vaultnet import git_setup, plugins
from vaultnet.cli import main

FILES = (".gitignore", ".gitattributes")
EXAMPLE = Path(__file__).parents[1] / "examples" / "vault"
DATED = ["--today", "2026-11-20"]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small vault at the top of a repository, with nobody's settings of git."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Robin")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "robin@example.org")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    root = tmp_path / "repository"
    git_vault(root)
    return root


def git_vault(root: Path, files: dict[str, str] | None = None) -> None:
    vaults.put(root, {**vaults.SMALL, **(files or {})})
    git(root, "init", "-q", "-b", "main")


def run(root: Path, *words: str, code: int = 0) -> None:
    assert main(["--vault", str(root), *DATED, *words]) == code


def said(capsys: pytest.CaptureFixture[str]) -> str:
    both = capsys.readouterr()
    return both.out + both.err


def status(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    run(root, "git", "status", "--json")
    found: dict[str, object] = json.loads(capsys.readouterr().out)["data"]
    return found


def both(root: Path) -> dict[str, bytes | None]:
    return {name: (root / name).read_bytes() if (root / name).exists() else None for name in FILES}


def committed(root: Path) -> set[str]:
    """Commit all that git takes along, and tell what that is."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all", "--allow-empty")
    return set(git(root, "ls-files", "-z").split("\0")[:-1])


# --- set up and taken out --------------------------------------------------------------------------

BEFORE = [
    ("nothing", {}),
    ("lines of the owner's", {".gitignore": "*.tmp\n", ".gitattributes": "*.png binary\n"}),
    ("without a last line end", {".gitignore": "*.tmp", ".gitattributes": "*.png binary"}),
    ("of Windows", {".gitignore": "*.tmp\r\n", ".gitattributes": "*.png binary\r\nx"}),
    ("empty ones", {".gitignore": "", ".gitattributes": ""}),
]


@pytest.mark.parametrize("share", ["--share", "--no-share"])
@pytest.mark.parametrize(("title", "files"), BEFORE, ids=[case[0] for case in BEFORE])
def test_what_is_removed_is_as_it_was(title: str, files: dict[str, str], share: str, vault: Path) -> None:
    for name, text in files.items():
        (vault / name).write_bytes(text.encode())
    before = both(vault)
    run(vault, "git", "setup", share)
    assert both(vault) != before
    run(vault, "git", "remove")
    assert both(vault) == before


def test_one_undo_takes_all_of_it_back(vault: Path) -> None:
    before = {**both(vault), "settings": (vault / "vaultnet.toml").read_bytes()}
    run(vault, "git", "setup", "--share", "--workflows")
    assert b"share = true" in (vault / "vaultnet.toml").read_bytes()
    assert (vault / ".github/workflows/vaultnet-morning.yml").exists()
    run(vault, "undo")
    assert {**both(vault), "settings": (vault / "vaultnet.toml").read_bytes()} == before
    assert not (vault / ".github").exists()


def test_a_dry_run_shows_it_and_writes_nothing(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, "git", "setup", "--dry-run", "--share")
    assert '+"/Network/Network Today.md" merge=union\n' in said(capsys)
    assert both(vault) == dict.fromkeys(FILES)


def test_what_is_set_up_is_not_set_up_again(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, "git", "setup")
    once = both(vault)
    capsys.readouterr()
    run(vault, "git", "setup")
    assert (
        said(capsys) == "Nothing to change. The dashboards are left out of git: each device makes its own.\n"
    )
    assert both(vault) == once


def test_lines_that_are_torn_are_refused_with_their_place(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / ".gitignore").write_text("*.tmp\n# >>> vaultnet\n")
    run(vault, "git", "setup", "--share", code=1)
    assert "Error: .gitignore:2: The beginning or the end" in said(capsys)
    assert both(vault)[".gitattributes"] is None


def test_a_link_in_the_place_of_a_file_is_refused(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (vault / ".gitignore").symlink_to("elsewhere")
    run(vault, "git", "setup", code=1)
    assert "does not read a symbolic link" in said(capsys)
    assert not (vault / "elsewhere").exists()
    assert status(vault, capsys)["files"] == {".gitignore": "unclear", ".gitattributes": "not needed"}


def test_wrong_settings_decide_nothing(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (vault / "vaultnet.toml").write_text("[dashboards]\nshare = 'maybe'\n")
    run(vault, "git", "setup", code=1)
    assert "vaultnet.toml:2: the settings are wrong" in said(capsys)
    assert both(vault) == dict.fromkeys(FILES)


def test_settings_in_which_it_can_not_be_said_are_refused(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "vaultnet.toml").write_text("dashboards = {hide = ['Health']}\n")
    run(vault, "git", "setup", "--share", code=1)
    assert "[dashboards] share = true can't be written" in said(capsys)


# --- what git takes along --------------------------------------------------------------------------

OWN = {
    "_vaultnet/templates/dashboards/Birds.md.jinja": "# Birds\n",
    "Network/Network engineers.md": "Mine.\n",
    "Network/Network Today 2.md": "Mine.\n",
    "Notes/Network Today.md": "Mine.\n",
    ".obsidian/workspace.json": "{}",
    ".obsidian/app.json": "{}",
    ".trash/old.md": "x",
}
FOLDERS = ["Network", "Über mich/Netz [1] *neu*", "a \\\\ b"]


@pytest.mark.parametrize("under", ["", "notes/my vault"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_all_that_a_build_writes_and_nothing_beside_it(folder: str, under: str, vault: Path) -> None:
    root = vault / under
    own = {
        path.replace("Network/", f"{folder}/".replace("\\\\", "\\"), 1): text for path, text in OWN.items()
    }
    vaults.put(root, {**vaults.SMALL, **own, "vaultnet.toml": f'[dashboards]\nfolder = "{folder}"\n'})
    before = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    vaults.build(root)
    after = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    generated = {path for path in after - before if not path.startswith((".git/", ".github"))}
    assert f"{folder}/Network Birds.md".replace("\\\\", "\\") in generated
    run(root, "git", "setup")
    mine = {path for path in before if not path.startswith((".git/", ".trash/")) and "workspace" not in path}
    prefix = f"{under}/" if under else ""
    known = committed(vault)
    here = {path.removeprefix(prefix) for path in known if path.startswith(prefix)}
    if under:
        assert here == {*mine, ".gitignore"}
    else:
        assert {path for path in here if not path.startswith("notes/")} == {*mine, ".gitignore"}
    run(root, "git", "setup", "--share")
    assert committed(vault) == known | {f"{prefix}{path}" for path in {*generated, ".gitattributes"}}
    found = answers(root, "check-attr", "merge", paths=sorted(generated | mine))
    assert {
        path for path, value in zip(found[::3], found[2::3], strict=True) if value == "union"
    } == generated


def test_the_example_vault(vault: Path) -> None:
    shutil.rmtree(vault / "People")
    shutil.copytree(EXAMPLE, vault, dirs_exist_ok=True)
    pages = {f"Network/{path.name}" for path in (vault / "Network").iterdir()}
    run(vault, "git", "setup", "--no-share")
    assert not committed(vault) & pages
    notes = [path.relative_to(vault).as_posix() for path in vault.rglob("*.md")]
    assert sorted(answers(vault, "check-ignore", paths=notes)) == sorted(
        page for page in pages if page.endswith(".md")
    )


def test_a_note_of_the_owner_s_in_a_dashboard_s_place_is_taken_along(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {"Network/Network Today.md": "Mine.\n"})
    run(vault, "git", "setup")
    assert "Network/Network Today.md" in committed(vault)
    assert status(vault, capsys)["yours"] == ["Network/Network Today.md"]
    run(vault, "git", "status")
    assert "Network/Network Today.md is a note of yours" in said(capsys)


# --- where it disagrees ----------------------------------------------------------------------------


def kinds(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    found = status(root, capsys)["mismatches"]
    assert isinstance(found, list)
    return [one["kind"] for one in found]


def test_who_changes_the_settings_later_is_told_and_setup_puts_it_right(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(vault, "git", "setup")
    assert kinds(vault, capsys) == []
    settings = vault / "vaultnet.toml"
    settings.write_text("[dashboards]\nshare = true\n")
    assert kinds(vault, capsys) == ["ignored", "by line"]
    assert status(vault, capsys)["files"] == {".gitignore": "not up to date", ".gitattributes": "not set up"}
    run(vault, "git", "setup")
    assert kinds(vault, capsys) == []
    settings.write_text("[dashboards]\nshare = true\nfolder = 'Pages'\n")
    assert kinds(vault, capsys) == ["by line"]
    run(vault, "git", "setup")
    assert kinds(vault, capsys) == []
    settings.write_text("[dashboards]\nfolder = 'Pages'\n")
    assert kinds(vault, capsys) == ["taken along"]
    run(vault, "git", "setup")
    assert kinds(vault, capsys) == []
    assert both(vault)[".gitattributes"] is None


def test_lines_of_the_owner_s_that_decide_otherwise_are_named(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / ".gitignore").write_text("x\nNetwork/\n")
    run(vault, "git", "setup", "--share")
    told = said(capsys)
    assert "Shared dashboards are left out of git by .gitignore:2: Network/Network Today.md" in told
    assert "Take that line out of .gitignore:2." in told
    (vault / ".gitignore").write_text("Network/*\n!Network/*.md\n")
    run(vault, "git", "setup", "--no-share")
    assert kinds(vault, capsys) == []
    (vault / ".gitignore").write_bytes((vault / ".gitignore").read_bytes() + b"!/Network/*\n")
    assert kinds(vault, capsys) == ["taken along"]


def test_what_was_committed_before_is_forgotten_if_that_is_wanted(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {".obsidian/workspace.json": "{}", ".obsidian/app.json": "{}"})
    vaults.build(vault)
    assert "Network/Network Today.md" in committed(vault)
    run(vault, "git", "setup")
    assert "git has dashboards that are not shared, and goes on taking them along: Network/Network" in said(
        capsys
    )
    assert kinds(vault, capsys) == ["tracked", "tracked"]
    run(vault, "git", "setup", "--untrack")
    assert "git has forgotten" in said(capsys)
    known = committed(vault)
    assert not any(path.startswith("Network/") for path in known)
    assert ".obsidian/app.json" in known
    assert ".obsidian/workspace.json" not in known
    assert (vault / "Network/Network Today.md").exists()
    assert kinds(vault, capsys) == []


@pytest.mark.parametrize(("answer", "kept"), [("y\n", False), ("\n", True)])
def test_a_terminal_is_asked_whether_git_is_to_forget(
    answer: str, kept: bool, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.build(vault)
    committed(vault)
    monkeypatch.setattr("vaultnet.acting.asks", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    run(vault, "git", "setup")
    assert ("Network/Network Today.md" in committed(vault)) is kept


def test_without_a_repository_it_is_said_that_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(tmp_path, vaults.SMALL)
    run(tmp_path, "git", "setup")
    assert "There is no git repository here yet: git init" in said(capsys)
    assert status(tmp_path, capsys)["repository"] is False
    assert not git_setup.is_used(str(tmp_path))
    run(tmp_path, "git", "status")
    assert "There is no git repository here yet: git init" in said(capsys)


def test_git_is_used_when_it_has_a_file_of_the_vault(vault: Path) -> None:
    assert not git_setup.is_used(str(vault))
    committed(vault)
    assert git_setup.is_used(str(vault))


def test_without_git_nothing_disagrees(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(vault)
    standing = git_setup.look(str(vault), plugins.load(), "Network", share=False)
    assert [one.kind for one in git_setup.mismatches(standing)] == ["taken along"]
    monkeypatch.setenv("PATH", "")
    assert git_setup.mismatches(standing) == ()
    assert not git_setup.is_used(str(vault))


def test_where_case_does_not_count_a_folder_may_be_spelt_otherwise(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on macOS: the setting says network, the folder is Network on the disk and in git."""
    vaults.put(vault, {"Network/Network Today.md": "---\nvaultnet: Today\nfor: 2026-11-20\n---\n"})
    committed(vault)
    git(vault, "config", "core.ignorecase", "true")
    (vault / "vaultnet.toml").write_text("[dashboards]\nfolder = 'network'\n")
    run(vault, "git", "setup")
    assert kinds(vault, capsys) == ["tracked"]
    run(vault, "git", "setup", "--untrack")
    assert "Network/Network Today.md" not in committed(vault)
    run(vault, "git", "setup", "--share")
    assert "Network/Network Today.md" in committed(vault)
    assert answers(vault, "check-attr", "merge", paths=["Network/Network Today.md"])[2] == "union"


def test_what_is_staged_otherwise_is_not_forgotten(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.build(vault)
    committed(vault)
    page = vault / "Network/Network Today.md"
    page.write_text(page.read_text("utf-8") + "staged\n", "utf-8")
    git(vault, "add", "-A")
    page.write_text(page.read_text("utf-8") + "and more\n", "utf-8")
    run(vault, "git", "setup", "--untrack", code=1)
    told = said(capsys)
    assert "git could not forget them" in told
    assert "Commit first" in told


# --- workflows -------------------------------------------------------------------------------------

CHECK, MORNING = (f".github/workflows/vaultnet-{name}.yml" for name in ("check", "morning"))


def test_workflows_are_written_once_and_stay_what_the_owner_makes_of_them(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(vault, "git", "setup", "--share", "--workflows", "--from", "git+https://host.example/v")
    assert "TZ: Europe/Berlin" in (vault / MORNING).read_text("utf-8")
    assert 'VAULTNET_SOURCE: "git+https://host.example/v"' in (vault / CHECK).read_text("utf-8")
    assert "Say in" not in said(capsys)
    (vault / MORNING).write_text((vault / MORNING).read_text("utf-8").replace('"17 5', '"0 7'), "utf-8")
    mine = (vault / MORNING).read_bytes()
    run(vault, "git", "setup", "--workflows")
    assert list(status(vault, capsys)["workflows"].values()) == ["written", "changed by you"]  # type: ignore[attr-defined]
    capsys.readouterr()
    run(vault, "git", "remove")
    assert "vaultnet-morning.yml was changed by you, so it stays." in said(capsys)
    assert not (vault / CHECK).exists()
    assert (vault / MORNING).read_bytes() == mine


def test_without_shared_dashboards_the_morning_has_nothing_to_commit(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultnet.workflows.source", lambda said, version: "")
    run(vault, "git", "setup", "--workflows")
    told = said(capsys)
    assert "Without vaultnet-morning.yml" in told
    assert f"Say in {CHECK} from where a host installs vaultnet" in told
    assert not (vault / MORNING).exists()


def test_in_a_part_of_a_repository_nothing_is_written_outside_of_it(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault / "notes"
    vaults.put(root, vaults.SMALL)
    run(root, "git", "setup", "--workflows", "--share", code=1)
    told = said(capsys)
    assert "The vault is the folder notes of its repository" in told
    assert "VAULTNET_VAULT: notes" in told
    assert both(root) == dict.fromkeys(FILES)
    assert not (root / ".github").exists()


# --- check -----------------------------------------------------------------------------------------


def test_check_says_it_only_where_git_is_used(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, {"vaultnet.toml": "[dashboards]\nshare = true\n"})
    run(vault, "check")
    assert "git" not in said(capsys)
    committed(vault)
    run(vault, "check")
    assert "Two devices would conflict over shared dashboards" in said(capsys)
    run(vault, "check", "--as-of", "2026-11-01")
    assert "git" not in said(capsys)
    run(vault, "check", "--json")
    (found,) = json.loads(capsys.readouterr().out)["data"]["git"]
    assert (found["kind"], found["hint"]) == ("by line", "To set it right: vaultnet git setup")
    run(vault, "git", "setup")
    capsys.readouterr()
    run(vault, "check")
    assert "git" not in said(capsys)


def test_check_says_nothing_of_git_where_the_settings_are_wrong(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {"vaultnet.toml": "[dashboards]\nshare = 'yes'\n"})
    committed(vault)
    run(vault, "check", code=1)
    assert "git" not in said(capsys)


def test_the_example_vault_is_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    """As `vaultnet git setup` leaves it: say that again there when there is a new dashboard."""
    assert status(EXAMPLE, capsys)["files"] == dict.fromkeys(FILES, "set up")


# --- merged by git alone ---------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["merge", "rebase"])
@pytest.mark.parametrize("shared", [True, False])
def test_two_devices_conflict_over_no_shared_dashboard(
    shared: bool, how: str, vault: Path, tmp_path: Path
) -> None:
    """A laptop builds the next day while the phone ticks and types; git has no settings at all, and needs none.

    Without what setup writes, git stops at those pages.
    """
    vaults.put(vault, {"People/Joan.md": "---\ntype: contact\ncadence: 2w\n---\n"})
    run(vault, "git", "setup", "--share")
    if not shared:
        (vault / ".gitattributes").unlink()
    run(vault, "build")
    committed(vault)
    phone = tmp_path / "phone"
    git(tmp_path, "clone", "-q", str(vault), str(phone))
    for page in sorted((phone / "Network").glob("*.md")):
        text = (
            page.read_text("utf-8")
            .replace("- [ ] [[", "- [x] [[")
            .replace("for: 2026-11-20\n---\n", "for: 2026-11-20\n---\nMine.\n")
        )
        page.write_text(text, "utf-8")
    committed(phone)
    vaults.put(vault, {"People/Mary.md": "---\ntype: contact\ncadence: 1w\n---\n"})
    run(vault, "--today", "2026-11-21", "build")
    committed(vault)
    git(phone, "fetch", "-q")
    git(
        phone,
        *([how, "-q"] if how == "rebase" else [how, "-q", "--no-edit"]),
        "origin/main",
        code=0 if shared else 1,
    )
    stuck = git(phone, "diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
    assert ("Network/Network Today.md" in stuck) is not shared
    if shared:
        assert stuck == []
        merged = (phone / "Network/Network Today.md").read_text("utf-8")
        assert "# Friday, 20 November 2026\n" in merged
        assert "# Saturday, 21 November 2026\n" in merged
        run(phone, "--today", "2026-11-21", "build")
        run(vault, "--today", "2026-11-21", "build")
        assert list((phone / "Log/2026-11").glob("* Ada Lovelace*.md"))
        assert "Mine." in "".join(note.read_text("utf-8") for note in (phone / "Inbox").iterdir())
        assert "Mine." not in (phone / "Network/Network Today.md").read_text("utf-8")
