"""Dashboards are ticked, written on, shuffled and reformatted, and taken in: once, and all that was written.

Every page is one that a build of a vault made by chance has written. Half of them are outdated when they are taken
in; some are taken in twice, some on two devices whose new files are united afterwards.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from torture.figures import Figure
from torture.stage import scratch
from vaultnet import build as building
from vaultnet import fields, record
from vaultnet.dates import parse_span
from vaultnet.network import Summary

START = date(2026, 1, 5)
PAGES = 25
"""Dashboards that one vault gives before another is made."""
STEP = 16
"""Days between two of them, so that everybody is due again."""
WHATS = (
    "ticks, each taken in exactly once",
    "contacts that no tick was about",
    "words typed",
    "builds after that, which had nothing to do",
)

_PAGE = "Network/Network Today.md"
_NAMES = (
    "Ada Lovelace", "Grace Hopper", "Zoë O'Neill", "Jürgen Löwe", "Mary Somerville", "Émile Borel", "Anna Atkins",
    "Luigi Menabrea", "Sophia De Morgan", "Noor (Utrecht)", "C. Babbage", "J K", "A[B", "김민지",
)  # fmt: skip
_KINDS = ("coffee", "call", "video", "email", "lunch", "sauna:")
_STORED = {"lunch": "meal", "sauna:": "sauna", "": "in-touch"}
_SPANS = ("2w", "+3w", "→ 10d")
_DAY = re.compile(r"(?m)^([-*+] \[x\].*?)(?: ✅|,) \d{4}-\d\d-\d\d([ \r]*)$")
"""A day at the end of a ticked line."""
_HEAD = re.compile(r"^- \[ \] (track )?(\[\[.*?\]\]|\[.*?\]\(.*?\))")


@dataclass
class Want:
    """What is to come of one line."""

    contact: str
    done: bool = False
    on: date | None = None
    kind: str | None = None
    until: date | None = None
    skip: bool = False
    every: int = 0


@dataclass
class Case:
    """A page as its owner left it, and what is to come of it."""

    page: str
    wanted: list[Want] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    """Those that tell of what was done."""


@dataclass
class Run:
    """A run: where it is, and what was counted."""

    folder: Path
    chance: random.Random
    tried: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    said: int = 0

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.said += 1
        return f"w{self.said}x"

    def judge(self, what: str, right: bool, example: str) -> None:
        """Count one thing."""
        self.tried[what] += 1
        if not right:
            self.lost[what] += 1
            self.examples.setdefault(what, example)


def run(size: int, seed: int) -> list[Figure]:
    """Take in ``size`` dashboards."""
    with scratch() as folder, _places(folder):
        torture = Run(Path(folder), random.Random(seed))
        left = size
        while left > 0:
            _vault(torture, min(left, PAGES))
            left -= PAGES
    said = ", ".join(f"{count:,} {name}" for name, count in sorted(torture.kinds.items()))
    notes = {WHATS[0]: f"on {size:,} dashboards: {said}"}
    return [
        Figure(what, torture.tried[what], torture.lost[what], _note(torture, what, notes.get(what, "")))
        for what in WHATS
    ]


def _note(torture: Run, what: str, note: str) -> str:
    example = torture.examples.get(what, "")
    return "; ".join(part for part in (note, f"for example {example}" if example else "") if part)


@contextmanager
def _places(folder: str) -> Iterator[None]:
    places = {"VAULTNET_CACHE": f"{folder}/cache", "VAULTNET_STATE": f"{folder}/state"}
    with mock.patch.dict("os.environ", places):
        yield


# --- the vault -------------------------------------------------------------------------------------


def _vault(torture: Run, pages: int) -> None:
    root = torture.folder / "vault"
    shutil.rmtree(root, ignore_errors=True)
    _make(root, torture.chance)
    day = START + timedelta(torture.chance.randrange(300))
    for _ in range(pages):
        _one(torture, root, day)
        day += timedelta(STEP)
    for place in (root, torture.folder / "other"):
        shutil.rmtree(record.cache_folder(str(place)), ignore_errors=True)
        shutil.rmtree(record.state_folder(str(place)), ignore_errors=True)


def _make(root: Path, chance: random.Random) -> None:
    """Make a vault: contacts with a cadence, a promise, a birthday, none of these; two who share a name."""
    for folder in ("People", "Old", "Daily"):
        (root / folder).mkdir(parents=True)
    (root / "vaultnet.toml").write_text("[dashboards]\nreach_out = 6\n")
    for folder in ("People", "Old"):
        (root / folder / "Twin.md").write_text("---\ntype: contact\n---\n")
    for name in chance.sample(_NAMES, 11):
        first = chance.choice(("cadence: 1w\n", "cadence: 2w\n", "tier: inner\n", "", ""))
        log = "".join(f"- 2025-1{month}-0{chance.randint(1, 9)} call: looms\n" for month in range(3))
        promise = chance.choice(("", "- [ ] Send the draft 📅 2026-01-02\n", "- [ ] Ask about it\n"))
        text = f"---\ntype: contact\n{first}---\n{promise}{log}"
        (root / "People" / f"{name}.md").write_text(text, encoding="utf-8")


def _state(root: Path, today: date) -> dict[str, tuple[object, ...]]:
    """What the facts say of each contact, as of a day."""
    with building.facts(root, today=today) as facts:
        _, rows = facts.query("select contact, day, kind from interactions")
        days: dict[str, list[tuple[str, str]]] = {}
        for contact, day, kind in rows:
            days.setdefault(contact, []).append((day, kind))
        return {one.path: (sorted(days.get(one.path, [])), *_set(one)) for one in facts.snapshot.contacts}


def _set(one: Summary) -> tuple[object, ...]:
    names = ("snooze", "put_off", "skipped")
    cadence = one.first("cadence")
    return (*(fields.day_of(one.fields, name) for name in names), cadence.value if cadence else None)


# --- one dashboard ---------------------------------------------------------------------------------


def _one(torture: Run, root: Path, day: date) -> None:
    chance, later = torture.chance, day + timedelta(4)
    building.build(root, today=day)
    case = _case(torture, (root / _PAGE).read_text(encoding="utf-8"), day)
    if chance.random() < 0.5:
        torture.kinds["outdated"] += 1
        (root / "Daily" / f"{day}.md").write_text(f"Looms, {torture.said}.\n")
        building.build(root, today=day + timedelta(1))
    before = _state(root, later)
    other = torture.folder / "other"
    two = chance.random() < 0.3
    shutil.rmtree(other, ignore_errors=True)
    if two:
        torture.kinds["on two devices"] += 1
        shutil.copytree(root, other)
    here = there = case.page
    if two and chance.random() < 0.5 and _DAY.search(case.page):  # one of them wrote no day
        torture.kinds["with a day on one of them"] += 1
        here, there = chance.sample([case.page, _DAY.sub(r"\1\2", case.page)], 2)
    _take_in(root, here, day + timedelta(chance.randrange(4)))
    if two:
        page = there
        if case.done and chance.random() < 0.5:  # it was written on there
            case.words.append(more := torture.word())
            word = chance.choice(case.done)
            page = page.replace(word, f"{word} {more}")
        _take_in(other, page, day + timedelta(chance.randrange(4)))
        torture.judge(WHATS[0], _unite(root, other), f"{case.page} on two devices")
    if chance.random() < 0.4:
        torture.kinds["taken in twice"] += 1
        _take_in(root, case.page, later)
    building.build(root, today=later)
    _judge(torture, root, case, before, later)


def _take_in(root: Path, page: str, today: date) -> None:
    (root / _PAGE).write_bytes(page.encode())
    building.build(root, today=today)


def _unite(root: Path, other: Path) -> bool:
    """Bring what the other device wrote; False if a file of one name has two contents."""
    sound = True
    for path in sorted(other.rglob("*.md")):
        here = root / path.relative_to(other)
        if path.parent.name == "Network":
            continue
        if not here.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, here)
        elif here.read_bytes() != path.read_bytes():
            sound = False
    return sound


def _judge(torture: Run, root: Path, case: Case, before: dict[str, tuple[object, ...]], later: date) -> None:
    again = building.build(root, today=later)
    torture.judge(WHATS[3], not (again.written or again.taken or again.rescued), case.page)
    after = _state(root, later)
    wanted = {one.contact: one for one in case.wanted}
    for contact, was in before.items():
        expected = _expected(was, wanted[contact]) if contact in wanted else was
        what = WHATS[0] if contact in wanted else WHATS[1]
        torture.judge(
            what, after[contact] == expected, f"{after[contact]} rather than {expected}: {case.page}"
        )
    notes = [path for path in root.rglob("*.md") if path.parent.name != "Network"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in notes)
    there = set(re.findall(r"w\d+x", text))
    for word in case.words:
        torture.judge(WHATS[2], word in there, f"{word}: {case.page}")


def _expected(was: tuple[object, ...], want: Want) -> tuple[object, ...]:
    days, snooze, put_off, skipped, cadence = was
    assert isinstance(days, list)
    if want.done and want.on:
        days = sorted([*days, (want.on.isoformat(), want.kind or "in-touch")])
    if want.until:
        snooze, put_off = want.until, want.on
    return days, snooze, put_off, want.on if want.skip else skipped, want.every or cadence


# --- what an owner does to a page ------------------------------------------------------------------


def _case(torture: Run, page: str, day: date) -> Case:
    """Tick some lines, and edit the page."""
    chance, case = torture.chance, Case("")
    head, blocks, tail = _blocks(page)
    for number, block in enumerate(blocks):
        found = _HEAD.match(block[0])
        about = {one.contact for one in case.wanted}
        if found and _path(found) not in about and chance.random() < 0.6:
            mark = _track if found[1] else _mark
            blocks[number] = mark(torture, case, block, found, day)
        elif chance.random() < 0.05:
            case.words.append(word := torture.word())
            blocks[number] = [*block, word]
    if chance.random() < 0.5:
        torture.kinds["shuffled"] += 1
        chance.shuffle(blocks)
    lines = [*head, *(line for block in blocks for line in block), *tail]
    case.page = "\n".join(lines)
    for edit in chance.sample(_EDITS, chance.randrange(3)):
        case.page = edit(case.page)
    return case


def _blocks(page: str) -> tuple[list[str], list[list[str]], list[str]]:
    """Split a page: front matter, lines with what is nested under them, and the closing comment."""
    lines = page.split("\n")
    end = lines.index("---", 1) + 1
    blocks: list[list[str]] = []
    for line in lines[end:-2]:
        if line.startswith("    ") and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return lines[:end], blocks, lines[-2:]


def _path(found: re.Match[str]) -> str:
    link = found[2]
    wiki = re.fullmatch(r"\[\[([^|]*).*\]\]", link)
    return f"People/{wiki[1]}.md" if wiki else "People/A[B.md"


def _mark(torture: Run, case: Case, block: list[str], found: re.Match[str], day: date) -> list[str]:
    """Tick somebody, put them off or skip them, in one of the ways there are."""
    chance, want = torture.chance, Want(_path(found), on=day)
    line, *below = block
    way = chance.choice(("done",) * 6 + ("put off", "skip", "within", "before", "no link", "twin", "typed"))
    torture.kinds[way] += 1
    words = [torture.word() for _ in range(chance.randrange(3))]
    if way in ("put off", "skip"):
        said, want.until = "skip", None
        if way == "put off":
            said = chance.choice(_SPANS)
            want.until = day + timedelta(parse_span(said.lstrip("→+ ")) or 0)
        want.skip = way == "skip"
        case.wanted.append(want)
        return [line.replace("[ ]", chance.choice(("[ ]", "[x]")), 1) + f" {said}", *below]
    case.words += words
    if way == "typed":
        return [f"{line} {' '.join(['perhaps', *words])}" if words else line, *below]
    if way in ("no link", "twin"):
        line = line.replace(found[2], "" if way == "no link" else "[[Twin]]", 1)
        return [f"{line.replace('[ ]', '[x]', 1)} {' '.join(words)}", *below]
    want.done = True
    case.wanted.append(want)
    ticked = line.replace("[ ]", "[x]", 1)
    if way == "within":
        middle = found.end() + 3
        case.words.append(inside := torture.word())
        return [f"{ticked[:middle]}{inside} {ticked[middle:]} {' '.join(words)}", *below]
    kind = chance.choice(("", *_KINDS))
    want.kind = _STORED.get(kind, kind)
    case.done += words
    if way == "before":
        want.kind = "in-touch"
        return [ticked.replace("[x] ", " ".join(["[x]", *words, ""]), 1), *below]
    if chance.random() < 0.3:
        case.words.append(word := torture.word())
        below = [*below, f"\t- {word}", "\t\tso"]
    return [ticked + _said(torture, kind, words, want), *below]


def _said(torture: Run, kind: str, words: list[str], want: Want) -> str:
    """Write what was done: the kind, the words and the day in one order or another."""
    chance = torture.chance
    said = " ".join(words)
    if kind.endswith(":"):
        text = f" {kind} {said}"
    else:
        text = (
            chance.choice((f" {kind}, {said}", f", {kind}; {said}", f" {said}, {kind}"))
            if kind
            else f" {said}"
        )
    if chance.random() < 0.2 and want.on:
        want.on -= timedelta(chance.randrange(3))
        text += f" ✅ {want.on}" if chance.random() < 0.5 else f", {want.on}"
    return text


def _track(torture: Run, case: Case, block: list[str], found: re.Match[str], day: date) -> list[str]:
    """Tick a line about tracking; the cadence as proposed, edited, or written behind."""
    torture.kinds["track"] += 1
    line = block[0].replace("[ ]", "[x]", 1)
    every = re.search(r" every (\w+)", line)
    assert every
    span = every[1]
    way = torture.chance.randrange(3)
    if way:
        span = torture.chance.choice(("2w", "5w"))
        line = line.replace(every[0], f" every {span}", 1) if way == 1 else f"{line} {span}"
    case.wanted.append(Want(_path(found), on=day, every=parse_span(span) or 0))
    return [line, *block[1:]]


_EDITS: tuple[Callable[[str], str], ...] = (
    lambda page: re.sub(r"(?m)^(\s*)- ", r"\1* ", page),
    lambda page: re.sub(r"(?m)^(\s*)- ", r"\1+ ", page),
    lambda page: page.replace("\n", "\r\n"),
    lambda page: page.replace("] ", "]\u00a0").replace("last ", "last  "),
    lambda page: re.sub(r"(?m)^    - ", "\t- ", page),
    lambda page: re.sub(r"(?m)^(- \[.\] .*)$", r"\1  ", page),
    lambda page: re.sub(r"(?m)^- \[x\] (.*)$", r"- [x] \1\n- [x] \1", page),
    lambda page: page.replace("## Reach out", "<<<<<<< HEAD\n## Reach out\n=======\n>>>>>>> other"),
    lambda page: page.replace('*"', '_"').replace('"*', '"_'),
    lambda page: page.replace(" -->", ""),
    lambda page: "\ufeff" + page,
)
"""What editors, formatters and merges do to a page as a whole."""
