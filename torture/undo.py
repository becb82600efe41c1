"""Everything that a command did can be taken back: random operations on a vault made by chance, and all undone.

The commands run through `vaultnet.cli.main` in this process, as a person types them. Some operations are taken
back at once, some in chains, some done again in between. What must come back is every file outside the
dashboards' folder, byte for byte, and no folder that wasn't there.
"""

from __future__ import annotations

import io
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from torture.figures import Figure
from torture.stage import scratch
from vaultnet import interaction_notes, journal
from vaultnet.cli import BUG, main
from vaultnet.interaction_notes import Person

TODAY = date(2026, 11, 20)
LONGEST = 60
"""Operations in one chain."""
WHATS = (
    "operations taken back, at once or in a chain",
    "operations done again, then taken back",
    "commands that declined, and changed nothing",
    "the vault at the end is the one of the beginning",
)

_DASHBOARDS, _INBOX = "Network", "Inbox"
_PAGE = f"{_DASHBOARDS}/Network Today.md"
_FIRST = ("Ada", "Grace", "Zoë", "Jürgen", "Mary", "Émile", "Anna", "Luigi", "Sophia", "Noor")
_LAST = ("Lovelace", "Hopper", "O'Neill", "Löwe", "Somerville", "Borel", "Atkins", "Menabrea", "De Morgan")
_WORDS = (
    "Talked of looms",
    "she moves to Lisbon",
    "über Bücher",
    "the draft: second page",
    "[[Goal 1]] came up",
)
_BOX = re.compile(r"^- \[ \] \[\[.*$", re.MULTILINE)
_TASK = re.compile(rb"^[ \t]*- \[ \] ", re.MULTILINE)


@dataclass
class Run:
    """One run: its vault and what was counted."""

    root: Path
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    example: str = ""
    days: int = 0

    def command(self, *words: str) -> int:
        """Run a command here, on a day that moves on with the run."""
        today = (TODAY + timedelta(days=self.days)).isoformat()
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = main([*words, "--vault", str(self.root), "--today", today])
        if code == BUG:
            self.miss(WHATS[2], f"{' '.join(words)}: {said.getvalue()[:300]}")
        return code

    def miss(self, what: str, example: str) -> None:
        """Count what went wrong."""
        self.lost[what] += 1
        self.example = self.example or example

    def check(self, what: str, before: dict[str, bytes], told: str) -> None:
        """Compare the vault with what it has to be."""
        self.tried[what] += 1
        now = files(self.root)
        if now != before:
            odd = sorted(path for path in {*now, *before} if now.get(path) != before.get(path))
            self.miss(what, f"{told}: {', '.join(odd[:3])}")

    def contacts(self) -> list[str]:
        """The names of the contacts, as their files are called."""
        return sorted(path.stem for path in (self.root / "People").glob("*.md"))

    def numbers(self) -> list[int]:
        """The operations that stand, newest first."""
        return [entry.number for entry in journal.history(str(self.root)) if not entry.undone]


def run(size: int, seed: int) -> list[Figure]:
    """Do ``size`` operations, and take all of them back."""
    with scratch() as folder, _places(folder):
        torture = Run(Path(os.path.realpath(folder)) / "vault", random.Random(seed))
        _make(torture.root, torture.chance)
        torture.command("build")
        begun = files(torture.root)
        while sum(torture.done.values()) < size:
            left = size - sum(torture.done.values())
            longest = 1 if torture.chance.random() < 0.5 else torture.chance.randint(2, LONGEST)
            _chain(torture, min(longest, left))
        torture.check(WHATS[3], begun, "at the end")
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(torture.done.items()))
    notes = {WHATS[0]: kinds, WHATS[3]: f"{len(begun)} files and folders"}
    return [
        Figure(what, torture.tried[what], torture.lost[what], _note(torture, what, notes.get(what, "")))
        for what in WHATS
    ]


def files(root: Path) -> dict[str, bytes]:
    """Every file outside the dashboards' folder with its bytes; a folder is there with a slash.

    What was typed into a dashboard stays in the inbox: the page on which it stood was made anew.
    """
    found: dict[str, bytes] = {}
    for folder, folders, names in os.walk(root):
        inside = os.path.relpath(folder, root)
        if inside == ".":
            folders[:] = [name for name in folders if name not in (_DASHBOARDS, _INBOX)]
        found.update(
            (os.path.normpath(f"{inside}/{name}"), Path(folder, name).read_bytes()) for name in names
        )
        found.update((os.path.normpath(f"{inside}/{name}") + "/", b"") for name in folders)
    return found


# --- one chain ------------------------------------------------------------------------------------


def _chain(torture: Run, longest: int) -> None:
    """Do some operations, one after the other, and take all of them back, the last first."""
    past: list[tuple[int, dict[str, bytes], dict[str, bytes], str]] = []
    misses = 0
    while len(past) < longest and misses < 20 * LONGEST:
        name = torture.chance.choices(tuple(_SHARES), tuple(_SHARES.values()))[0]
        before, stood = files(torture.root), set(torture.numbers())
        code = _one(torture, name)
        new = sorted(number for number in torture.numbers() if number not in stood)
        if not new:
            misses += 1
            if code:
                torture.check(WHATS[2], before, f"{name} declined")
            continue
        torture.done[name] += 1
        past.append((new[0], before, files(torture.root), name))
    for place, (number, before, after, name) in reversed(list(enumerate(past, 1))):
        told = f"{name} as number {place} of {len(past)}"
        _take_back(torture, number)
        torture.check(WHATS[0], before, told)
        if torture.chance.random() < 0.1:
            _again(torture, number, before, after, told)


def _again(torture: Run, number: int, before: dict[str, bytes], after: dict[str, bytes], told: str) -> None:
    """Do an operation again, and take it back again."""
    torture.command("redo")
    torture.check(WHATS[1], after, f"{told}, done again")
    _take_back(torture, number)
    torture.check(WHATS[1], before, f"{told}, done again and taken back")


def _take_back(torture: Run, number: int) -> None:
    """Take back everything down to an operation."""
    while any(one >= number for one in torture.numbers()):
        if torture.command("undo"):
            return


def _one(torture: Run, name: str) -> int:
    """Do one operation that was drawn by its name. Gives the exit code."""
    chance = torture.chance
    torture.days += chance.random() < 0.2
    people = torture.contacts()
    if len(people) < 2:  # merged away, or moved to other folders
        name, people = "new", ["nobody", "nobody else"]
    one, other = chance.sample(people, 2)
    if name == "log":
        words = [chance.choice(_WORDS)] if chance.random() < 0.6 else []
        who = ["--with", other] if chance.random() < 0.3 else []
        day = ["--date", f"{chance.randint(1, 400)} days ago"] if chance.random() < 0.5 else []
        return torture.command(
            "log", one, *words, "--kind", chance.choice(("call", "meal", "video")), *who, *day
        )
    if name == "set":
        return torture.command("set", f"People/{one}.md", chance.choice(_PAIRS))
    if name == "done":
        return torture.command("done", chance.choice(_tasks(torture.root) or ["nothing"]))
    if name == "new":
        return torture.command("new", "contact", _name(chance), "-s", "tier=casual")
    if name == "rename":
        to = chance.choice(
            (_name(chance), one.upper(), f"People/Old/{one}", f"{one} {chance.randint(2, 99)}")
        )
        return torture.command("rename", f"People/{one}.md", to)
    if name == "merge":
        return torture.command("merge", f"People/{one}.md", f"People/{other}.md", "--yes")
    if name == "ticks":
        return _tick(torture)
    words = {"snooze": [chance.choice(("2w", "friday"))], "track": [chance.choice(("6w", "close"))]}.get(
        name, []
    )
    return torture.command(name, *(["--yes"] if name == "tidy" else [one, *words]))


_SHARES = {
    "log": 5, "snooze": 3, "skip": 3, "track": 3, "set": 4, "done": 3, "new": 3, "rename": 4, "merge": 2, "tidy": 1,
    "ticks": 2,
}  # fmt: skip
"""The operations, and how often each is drawn."""
_PAIRS = (
    "role=Staff engineer",
    "email+=new@example.org",
    "company=[[Globex]]",
    "location=",
    "own key=a: b",
    "tags+=x",
)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _tasks(root: Path) -> list[str]:
    """Where the open tasks stand, as ``path:line``."""
    found = []
    for path in sorted(root.rglob("*.md")):
        if _DASHBOARDS not in path.parts:
            data = path.read_bytes()
            lines = (data.count(b"\n", 0, match.start()) + 1 for match in _TASK.finditer(data))
            found += [f"{path.relative_to(root).as_posix()}:{line}" for line in lines]
    return found


def _tick(torture: Run) -> int:
    """Tick a line of the dashboard, type another one, and build."""
    torture.command("build")
    page = torture.root / _PAGE
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    boxes = list(_BOX.finditer(text))
    if boxes:
        box = torture.chance.choice(boxes)
        ending = torture.chance.choice((" coffee Talked of looms.", "", " 2w", " skip"))
        text = f"{text[: box.start()]}{box[0].replace('[ ]', '[x]', 1)}{ending}{text[box.end() :]}"
    if torture.chance.random() < 0.5:
        text += "\nA thought that came while reading.\n"
    page.write_text(text, encoding="utf-8", newline="\n")
    os.utime(page, (0, 0))  # it has rested
    return torture.command("build")


# --- the vault ------------------------------------------------------------------------------------


@contextmanager
def _places(folder: str) -> Iterator[None]:
    """Caches and journal of the run's own, and no settings of the user's."""
    names = {"VAULTNET_STATE": f"{folder}/state", "VAULTNET_CACHE": f"{folder}/cache"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAULTNET_")}
    with mock.patch.dict(os.environ, {**kept, **names}, clear=True):
        yield


def _make(root: Path, chance: random.Random) -> None:
    """Make a vault: contacts written in different ways, meetings, goals, days, and wordless logs of last year."""
    notes: dict[str, str | bytes] = {"vaultnet.toml": "# mine\nme = '[[Me]]'\n", "Me.md": "", "Empty.md": ""}
    people = chance.sample([f"{first} {last}" for first in _FIRST for last in _LAST], 16)
    for person in people:
        notes[f"People/{person}.md"] = _contact(person, people, chance)
    for number in range(20):
        day = TODAY - timedelta(days=chance.randint(1, 300))
        who = ", ".join(f'"[[{one}]]"' for one in chance.sample(people, chance.randint(1, 3)))
        text = f"---\ntype: meeting\ndate: {day}\nkind: coffee\npeople: [{who}]\n---\nWe talked.\n"
        task = f"- [ ] Send [[{chance.choice(people)}|the draft]] {chance.choice(('', '🔁 every week '))}📅 {day}\n"
        notes[f"Meetings/{day.year}/{day} {number}.md"] = text + task
        notes[f"Daily/{day}.md"] = (
            f"Lunch with [[{chance.choice(people)}]], and [x](<{people[0]}.md>).\r\n`[[{people[1]}]]`"
        )
    for number in range(4):
        notes[f"Goals/Goal {number}.md"] = (
            f"---\ntype: goal\ndue: 2027-06-30\n---\n- [ ] Ask [[{people[number]}]]\n"
        )
    for number in range(8):
        person = chance.choice(people)
        path, data = interaction_notes.draft(date(2025, 1 + number, 9), [Person(person, person)], kind="call")
        notes[path] = data
    for path, note in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(note if isinstance(note, bytes) else note.encode())
    (root / "Attachments").mkdir()


def _contact(person: str, people: list[str], chance: random.Random) -> str:
    """Write one contact's note: with or without comments, aliases, a log, a BOM, and with either line end."""
    lines = [
        "---",
        "type: contact",
        chance.choice(("tier: close  # since spring", "cadence: 6w", "tier: 'inner'")),
    ]
    if chance.random() < 0.5:
        lines += [
            f"aliases: [{person.split()[0]} {chance.randint(10, 99)}]",
            "# a remark",
            'company: "[[Globex]]"',
        ]
    if chance.random() < 0.5:
        lines += ["knows:", f'  - "[[{chance.choice(people)}]]"  # from the choir', "location: Lisbon"]
    lines += ["---", f"Met with [[{chance.choice(people)}]]."]
    if chance.random() < 0.5:
        lines += ["", "## Log", "- 2026-02-03 call", "- 2026-05-06 letter: sent her the note"]
    end = chance.choice(("\n", "\n", "\r\n"))
    return chance.choice(("", "", "\ufeff")) + end.join(lines) + chance.choice((end, "", end * 3))


def _note(torture: Run, what: str, note: str) -> str:
    return f"{note}; {torture.example}".strip("; ") if torture.lost[what] else note
