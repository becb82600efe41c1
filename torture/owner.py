"""What is done to a vault under a watch: by its owner, by editors, by sync tools and by git.

Everything here is given its choices, so that the same choices make the same vault. Where a choice finds nothing to
do (no note to delete, no folder to bring back), nothing is done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

T = TypeVar("T")

WAYS = ("in place", "by rename", "with a backup", "anew")
"""How editors save."""
_AGO = 60.0
"""Seconds that a dashboard has rested when its owner is through with it."""
_OUTPUTS = ("Network", "Pages")
_BOX = "- [ ] "

TEXTS = (
    "---\ntype: contact\ntier: close\nfirst_met: 2025-03-14\n---\nMet at the evening on looms.\n\n"
    "## Log\n- 2026-09-02 letter: sent the note on looms\n",
    "---\ntype: contact\ntier: inner\naliases: [Robin]\n---\nSee [[2026-10-01]].\n- 2026-10-12 call: hello\n",
    "---\ntype: contact\ncadence: 6w\nbirthday: 1906-11-22\n---\nKnows [[Ada Lovelace]].\n",
    "---\ntype: contact\nprivate: true\ncadence: 2w\n---\n- 2026-11-02 call: secrets\n",
    "---\ntype: contact\ntier: clsoe\nbirthday: 1990-11-23\n---\n- [ ] Ask [[Robin]] 📅 2026-11-12\n",
    '---\ntype: meeting\ndate: 2026-10-01\nkind: coffee\npeople: ["[[Ada Lovelace]]"]\n---\n'
    "How she moved from building to leading.\n\n- [ ] Send [[Ada Lovelace]] the draft 📅 2026-11-19\n",
    '---\ntype: meeting\ndate: 2026-12-01\npeople: ["[[Grace Hopper]]", "[[Robin]]"]\n---\nTo come.\n',
    "---\ntype: goal\ndue: 2027-06-30\ntarget: 10\nstart: 2026-06-01\n---\n- [ ] Hire one person\n",
    "Lunch with [[Grace Hopper]] and [[Robin]] about compilers.\n\n- [ ] Call [[Robin]] 📅 2026-11-18\n",
    "---\nbroken: [yaml\n---\nbut [[Ada Lovelace]] is here\n",
    "",
)
NAMES = ("Ada Lovelace", "Grace Hopper", "ada lovelace", "Lead a team", "2026-10-01", "Robin", "Café")
PLACES = ("", "People/", "Meetings/2026/", "Goals/", "Daily/", "Old/", "Deep/er/est/")
SETTINGS = (
    "",
    'me = "[[Robin]]"\n',
    '[types.contact]\nfolder = "Old"\n',
    '[interactions]\nignore = ["Daily/**"]\n[tiers]\nclose = 10\n',
    '[dashboards]\npeople = "note"\nhide = ["Goals"]\n',
    '[vault]\nignore = ["Meetings/**"]\n',
    '[dashboards]\nfolder = "Pages"\n',
    "[dashboards\n",
)
TEMPLATES = ("{{ today }} at last\n", "{{ nothing_of_the_kind }}\n", "{% if %}\n", None)
"""For the dashboard of goals; None for the shipped one."""
SAID = ("", " {}", " coffee, {}", " {} → 2w", " 2w", " skip", " ✅ 2026-11-01 sauna: {}", " [[Robin]] {}")
PASSING = (".{}.swp", "{}~", "#{}#", "{}.tmp", "4913", ".{}.kate-swp", "{}.crdownload")
COPIES = ("{} (conflicted copy 2026-11-20).md", "{}.sync-conflict-20261120-101010-ABCDEFG.md")
START = {
    "vaultnet.toml": "",
    ".gitignore": "Network/\nPages/\n",
    "People/Ada Lovelace.md": TEXTS[0],
    "People/Grace Hopper.md": TEXTS[2],
    "Meetings/2026/2026-10-01 Ada.md": TEXTS[5],
    "Goals/Lead a team.md": TEXTS[7],
    "Daily/2026-11-01.md": TEXTS[8],
}


class Owner:
    """A vault's owner, with a folder outside the vault where things can be moved to."""

    def __init__(self, root: Path, outside: Path) -> None:
        self.root, self.outside = root, outside
        self.words: set[str] = set()
        """What was typed into dashboards and has to be somewhere in the vault."""
        self._typed = 0
        self._open: IO[bytes] | None = None
        self._rest = b""
        self._kept: dict[Path, bytes] = {}

    # --- what there is -----------------------------------------------------------------------------------

    def notes(self) -> list[Path]:
        """The notes, but no dashboards."""
        return self._found("*.md", lambda path: path.is_file())

    def folders(self) -> list[Path]:
        """The folders of notes."""
        return self._found("*", lambda path: path.is_dir() and not path.name.startswith("."))

    def _found(self, pattern: str, wanted: Callable[[Path], bool]) -> list[Path]:
        found = []
        with suppress(OSError):  # the watch takes files away, too
            for path in self.root.rglob(pattern):
                first = path.relative_to(self.root).parts[0]
                if first not in _OUTPUTS and not first.startswith((".", "_")) and wanted(path):
                    found.append(path)
        return sorted(found)

    def pages(self) -> list[Path]:
        """The dashboards that are notes."""
        return sorted(path for folder in _OUTPUTS for path in (self.root / folder).glob("*.md"))

    # --- notes ---------------------------------------------------------------------------------------------

    def save(self, path: Path, data: bytes, way: str, *, ago: float = 0) -> None:
        """Save a file as an editor does; ``ago``: so many seconds before now, as far as the file says."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}~")
        if way == "by rename":
            beside.write_bytes(data)
            _age(beside, ago)
            beside.replace(path)
            return
        if way == "with a backup":
            (path.parent / "4913").write_bytes(b"")
            (path.parent / "4913").unlink()
            if path.exists():
                path.rename(beside)
        elif way == "anew":
            path.unlink(missing_ok=True)
        path.write_bytes(data)
        _age(path, ago)
        if way == "with a backup":
            beside.unlink(missing_ok=True)

    def write(self, path: str, text: str, way: str) -> None:
        """Make a note or edit it."""
        self.save(self.root / path, text.encode(), way)

    def hold(self, path: str, text: str) -> None:
        """Begin to save in place, and stay at it."""
        self.let_go()
        full, data = self.root / path, text.encode()
        full.parent.mkdir(parents=True, exist_ok=True)
        self._open = full.open("wb", buffering=0)
        self._open.write(data[: len(data) // 2])
        self._rest = data[len(data) // 2 :]

    def let_go(self) -> None:
        """Save the rest."""
        if self._open:
            self._open.write(self._rest)
            self._open.close()
            self._open = None

    def rename(self, which: int, path: str) -> None:
        """Rename a note, perhaps over another."""
        if old := _one(self.notes(), which):
            self.words.clear()
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            _quietly(old.rename, self.root / path)

    def rename_case(self, which: int) -> None:
        """Change nothing of a name but its case."""
        if old := _one(self.notes(), which):
            self.words.clear()
            _quietly(old.rename, old.with_name(f"{old.stem.swapcase()}.md"))

    def delete(self, which: int) -> None:
        """Delete a note."""
        if path := _one(self.notes(), which):
            self.words.clear()
            _quietly(path.unlink)

    def disguise(self, which: int) -> None:
        """Change a note's bytes, but not its size, nor the time it says it was saved."""
        if path := _one(self.notes(), which):
            with suppress(OSError):
                status = path.stat()
                data = path.read_bytes()
                path.write_bytes(data.replace(b"close", b"inner").replace(b"coffee", b"letter"))
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def pass_by(self, which: int, name: str, stay: bool) -> None:
        """Leave, or make for a moment, a file that is no note."""
        if path := _one(self.notes(), which):
            beside = path.with_name(name.format(path.name))
            with suppress(OSError):
                beside.write_bytes(TEXTS[0].encode())
                if not stay:
                    beside.unlink()

    def conflict(self, which: int, name: str, text: str) -> None:
        """Have a sync tool leave a copy."""
        if path := _one([*self.notes(), *self.pages()], which):
            _quietly(path.with_name(name.format(path.stem)).write_text, text)

    # --- folders -------------------------------------------------------------------------------------------

    def grow(self, name: str, text: str, depth: int) -> None:
        """Make folders in folders, and notes in them at once."""
        folder = self.root / "Grown"
        for level in range(depth + 1):
            folder /= f"{name} {level}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name} in {level}.md").write_text(text)

    def carry_out(self, which: int) -> None:
        """Move a folder out of the vault."""
        if folder := _one(self.folders(), which):
            self.words.clear()
            _quietly(folder.rename, self.outside / f"{len(list(self.outside.iterdir()))}")

    def carry_in(self, which: int, name: str, text: str) -> None:
        """Move a folder into the vault that was moved out, or never was there; edited before."""
        folder = _one(sorted(self.outside.iterdir()), which)
        if folder is None:
            folder = self.outside / "new"
            (folder / "in it").mkdir(parents=True)
        (folder / f"{name}.md").write_text(text)
        (self.root / "Brought").mkdir(exist_ok=True)
        _quietly(folder.rename, self.root / "Brought" / f"{name} {which % 3}")

    def rename_folder(self, which: int, name: str) -> None:
        """Rename a folder with all that is in it."""
        if folder := _one(self.folders(), which):
            self.words.clear()
            _quietly(folder.rename, folder.with_name(name))

    def remove_folder(self, which: int) -> None:
        """Delete a folder with all that is in it."""
        if folder := _one(self.folders(), which):
            self.words.clear()
            shutil.rmtree(folder, ignore_errors=True)

    # --- dashboards ----------------------------------------------------------------------------------------

    def tick(self, which: int, box: str, said: str, way: str) -> None:
        """Tick a line of a dashboard, and say something."""
        page = _one([page for page in self.pages() if _BOX in "\n".join(_lines(page))], which)
        lines = _lines(page)
        boxes = [number for number, line in enumerate(lines) if _BOX in line]
        number = _one(boxes, which)
        if page and number is not None:
            lines[number] = lines[number].replace("[ ]", f"[{box}]") + said.format(self._word(said))
            self.save(page, "\n".join(lines).encode(), way, ago=_AGO)

    def scribble(self, which: int, indent: str, way: str) -> None:
        """Type a word into a dashboard."""
        page = _one(self.pages(), which)
        lines = _lines(page)
        if page and len(lines) > 5:
            lines.insert(5 + which % (len(lines) - 5), indent + self._word("{}"))
            self.save(page, "\n".join(lines).encode(), way, ago=_AGO)

    def _word(self, said: str) -> str:
        self._typed += 1
        word = f"typed{self._typed}z"
        if "{}" in said:
            self.words.add(word)
        return word

    def lose_page(self, which: int) -> None:
        """Delete a dashboard."""
        if page := _one(self.pages(), which):
            self.words.clear()
            page.unlink(missing_ok=True)

    def keep_page(self, which: int) -> None:
        """Have a dashboard on another device."""
        if page := _one(self.pages(), which):
            with suppress(OSError):
                self._kept[page] = page.read_bytes()

    def old_page(self, which: int, way: str) -> None:
        """Have a sync tool bring the dashboard of the other device."""
        if page := _one(sorted(self._kept), which):
            self.words.clear()
            self.save(page, self._kept[page], way, ago=_AGO)

    def rest(self) -> None:
        """Have all dashboards rested."""
        for page in self.pages():
            _age(page, _AGO)

    def missing(self) -> list[str]:
        """Which of the words typed on dashboards are nowhere in the vault."""
        every = b"\n".join(path.read_bytes() for path in self.root.rglob("*.md") if path.is_file())
        found = sorted(word for word in self.words if word.encode() not in every)
        self.words.clear()
        return found

    # --- settings and git ------------------------------------------------------------------------------------

    def configure(self, text: str, way: str) -> None:
        """Change the settings."""
        self.save(self.root / "vaultnet.toml", text.encode(), way)

    def template(self, text: str | None) -> None:
        """Have a template of one's own, or no more."""
        if text is None:
            shutil.rmtree(self.root / "_vaultnet", ignore_errors=True)
        else:
            self.save(self.root / "_vaultnet/templates/dashboards/Goals.md.jinja", text.encode(), "by rename")

    def daily(self, folder: str) -> None:
        """Set in Obsidian where daily notes are."""
        self.save(self.root / ".obsidian/daily-notes.json", f'{{"folder": "{folder}"}}'.encode(), "by rename")

    def is_merging(self) -> bool:
        """Whether git is in the middle of a merge."""
        return (self.root / ".git/MERGE_HEAD").exists()

    def commit(self) -> None:
        """Commit all there is."""
        git(self.root, "add", "-A")
        git(self.root, "commit", "-qm", "as it is", "--allow-empty")

    def switch(self) -> None:
        """Go to the other branch."""
        if not self.is_merging():
            self.words.clear()
            self.commit()
            git(self.root, "checkout", "-q", "-")

    def merge(self) -> None:
        """Merge the other branch, which may stop with a conflict."""
        if not self.is_merging():
            self.words.clear()
            self.commit()
            git(self.root, "merge", "-q", "--no-edit", "@{-1}")

    def end_merge(self, finish: bool) -> None:
        """Finish the merge or abort it."""
        if self.is_merging():
            self.words.clear()
            if finish:
                git(self.root, "add", "-A")
                git(self.root, "commit", "-q", "--no-edit")
            else:
                git(self.root, "reset", "-q", "--hard")


def found_a_vault(root: Path) -> None:
    """Make a vault with two branches that differ, and that can't always be merged."""
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    for path, text in START.items():
        _put(root / path, text)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "the beginning")
    git(root, "checkout", "-q", "-b", "other")
    _put(root / "People/Ada Lovelace.md", TEXTS[1])
    (root / "People/Grace Hopper.md").unlink()
    (root / "Meetings/2026").rename(root / "Meetings/Past")
    for day in range(1, 25):
        _put(root / f"Daily/2026-10-{day:02d}.md", f"A call with [[Robin]] and [[Person {day}]].\n")
        _put(root / f"People/Others/Person {day}.md", TEXTS[day % 5])
    git(root, "add", "-A")
    git(root, "commit", "-qm", "another way")
    git(root, "checkout", "-q", "main")
    _put(root / "People/Ada Lovelace.md", TEXTS[4])
    git(root, "commit", "-qam", "a way")


def git(root: Path, *words: str) -> int:
    """Run git in a vault, whose exit code says whether it did what it was asked for."""
    quiet = ("git", "-c", "user.name=Owner", "-c", "user.email=owner@example.org", "-c", "gc.auto=0")
    ended = subprocess.run([*quiet, *words], cwd=root, capture_output=True, check=False)
    return ended.returncode


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _one(found: list[T], which: int) -> T | None:
    return found[which % len(found)] if found else None


def _lines(page: Path | None) -> list[str]:
    with suppress(OSError):
        if page:
            return page.read_text(encoding="utf-8").split("\n")
    return []


def _age(path: Path, seconds: float) -> None:
    if seconds:
        at = time.time() - seconds
        with suppress(OSError):
            os.utime(path, (at, at))


def _quietly(do: Callable[..., object], *given: object) -> None:
    """Do what the disk may refuse, as a folder that is to go into itself, or that is there already."""
    with suppress(OSError):
        do(*given)
