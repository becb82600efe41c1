"""What the owner does on a device: edits, ticks, logs, renames, put-offs, each by chance and noted down."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from torture.replica_devices import Device, Laptop, Phone
from torture.replica_truth import MET, SKIPPED, SNOOZE, Mark, Truth
from vaultnet import marks
from vaultnet.dates import parse_span

NAMES = (
    "Ada Lovelace", "Grace Hopper", "Zoë O'Neill", "Jürgen Löwe", "Mary Somerville", "Émile Borel", "Anna Atkins",
    "Luigi Menabrea", "Sophia De Morgan", "Noor (Utrecht)", "C. Babbage", "김민지",
)  # fmt: skip
MOST = 16
"""Contacts of a vault, new ones included."""
START = date(2026, 1, 5)
_TODAY = "Network/Network Today.md"
_LINE = re.compile(r"^- \[ \] (track )?\[\[([^\]|]*)[^\]]*\]\]")
_KINDS = ("coffee", "call", "video", "email")
_SPANS = ("2w", "3w", "10d", "5w")
_KEYS = ("company", "role", "location", "email", "note to self")
_WAYS = ("done",) * 6 + ("nested",) * 2 + ("a day",) * 2 + ("put off",) * 3 + ("[>]",) + ("skip", "[-]")


class Pending(NamedTuple):
    """A tick that nothing was made of yet."""

    device: str
    line: str
    who: str
    mark: Mark


class Owner:
    """The owner of all devices."""

    def __init__(self, chance: Random, truth: Truth) -> None:
        self.chance, self.truth = chance, truth
        self.touched: set[tuple[str, date, str]] = set()
        """Lines of a device's page that were ticked or written on: who, and the page's day."""
        self.pending: list[Pending] = []
        """Ticks that stand on a page."""
        self.made = 0

    def act(self, device: Device) -> str:
        """Do one thing on a device, and tell what."""
        acts: list[tuple[int, str, Callable[[Device], bool]]] = [
            (6, "edits of a text", self.edit),
            (5, "edits of a property", self.property),
            (2, "lists that grew", self.grow),
            (3, "ticked tasks", self.task),
            (2, "days of the diary", self.diary),
            (1, "new contacts", self.contact),
        ]
        if device.pages():
            acts += [(12, "ticks", self.tick), (4, "texts typed on a page", self.scribble)]
        if isinstance(device, Phone):
            acts += [(1, "notes moved", self.move)]
        if isinstance(device, Laptop):
            acts += [
                (3, "logs", self.log),
                (2, "put-offs by command", self.snooze),
                (1, "skips by command", self.skip),
                (1, "renames", self.rename),
                (2, "properties by command", self.set),
            ]
        _, what, act = self.chance.choices(acts, [weight for weight, *_ in acts])[0]
        return what if act(device) else "nothing to do"

    # --- notes -------------------------------------------------------------------------------------------

    def edit(self, device: Device) -> bool:
        """Write a line into a note, change one, or write more behind one."""
        path, text = self._note(device, ("People/", "Old/", "Goals/", "Meetings/"))
        lines = text.rstrip("\n").split("\n")
        first = next((at for at, line in enumerate(lines) if at and line == "---"), 0) + 1
        at = self.chance.randrange(first, len(lines) + 1) if first < len(lines) else len(lines)
        way = self.chance.random()
        if way < 0.4 or at == len(lines) or not lines[at].strip():
            lines.insert(at, f"A line about {self.truth.word()}.")
        elif way < 0.6 and not lines[at].startswith(("- [", "#")):
            self.truth.drop(lines[at])
            lines[at] = f"Another line, about {self.truth.word()}."
        else:
            lines[at] = f"{lines[at]} And {self.truth.word()}."
        device.write(path, "\n".join([*lines, ""]))
        return True

    def property(self, device: Device) -> bool:
        """Give a contact a property, change one, or take one away."""
        path, text = self._contact(device)
        key = self.chance.choice(_KEYS)
        old = re.search(rf"(?m)^{key}:.*\n", text)
        new = f"{key}: {self.truth.word()}\n" if not old or self.chance.random() < 0.85 else ""
        if old:
            self.truth.drop(old[0])
            text = text.replace(old[0], new, 1)
        else:
            at = text.index("\n", self.chance.choice((4, text.index("\ntype:") + 1))) + 1
            text = text[:at] + new + text[at:]
        device.write(path, text)
        return True

    def grow(self, device: Device) -> bool:
        """Add an interest."""
        path, text = self._contact(device)
        if "\ninterests: [" not in text:
            return False
        device.write(path, text.replace("\ninterests: [", f"\ninterests: [{self.truth.word()}, ", 1))
        return True

    def task(self, device: Device) -> bool:
        """Tick a task of a goal, and think of the next one."""
        path, text = self._note(device, ("Goals/",))
        boxes = [line for line in text.split("\n") if line.startswith("- [ ] ")]
        if not boxes:
            return False
        line = self.chance.choice(boxes)
        done = line.replace("[ ]", "[x]", 1) + f" ✅ {device.today}"
        self.truth.tasks.update(re.findall(r"\bw\d+x\b", line))
        self.truth.ticks["tasks"] += 1
        more = f"- [ ] Then do {self.truth.word()}" if len(boxes) < 5 else ""
        device.write(path, text.replace(line, "\n".join(filter(None, (done, more))), 1))
        return True

    def diary(self, device: Device) -> bool:
        """Note in the day's note whom one has seen."""
        path = f"Daily/{device.today}.md"
        text = device.notes().get(path, "")
        name, who = self._named(device)
        self.truth.meet(who, device.today)
        device.write(path, f"{text}Lunch with [[{name}]] about {self.truth.word()}.\n")
        return True

    def contact(self, device: Device) -> bool:
        """Meet somebody new."""
        if self.made >= MOST - len(NAMES):
            return False
        self.made += 1
        name, who = f"Newcomer {chr(64 + self.made)}", f"n{self.made}"
        self.truth.names[name] = who
        if isinstance(device, Laptop):
            device.do("new", "contact", name)
            path = next(path for path in device.notes() if path.endswith(f"/{name}.md"))
            text = device.notes()[path].replace("---\n", f"---\nid: {who}\ncadence: 1w\n", 1)
        else:
            path, text = f"People/{name}.md", f"---\nid: {who}\ntype: contact\ncadence: 1w\n---\n"
        device.write(path, f"{text}\nMet at {self.truth.word()}.\n")
        return True

    def move(self, device: Device) -> bool:
        """Move a contact into another folder, as on a phone."""
        path, text = self._contact(device)
        folder, _, name = path.rpartition("/")
        device.write(f"{'Old' if folder == 'People' else 'People'}/{name}", text)
        (device.root / path).unlink()
        return True

    # --- pages -------------------------------------------------------------------------------------------

    def tick(self, device: Device) -> bool:
        """Tick one or two lines of the page, whatever its day is."""
        page = device.root / _TODAY
        text = page.read_text(encoding="utf-8")
        days = marks.days(text)
        lines = text.split("\n")
        marked = {one.line for one in self.pending if one.device == device.name}
        found = False
        for at, line in enumerate(lines):
            head = _LINE.match(line) if line not in marked else None
            who = self.truth.names.get(head[2].rpartition("/")[2], "") if head else ""
            if (
                not who
                or not days
                or (device.name, days[0], who) in self.touched
                or self.chance.random() < 0.5
            ):
                continue
            self.touched.add((device.name, days[0], who))
            if head and head[1]:
                self.truth.tracked.add(who)
                self.truth.ticks["track"] += 1
                lines[at] = line.replace("[ ]", "[x]", 1)
            else:
                lines[at] = self._ticked(line, who, days, device)
            found = True
            if self.chance.random() < 0.5:
                break
        page.write_text("\n".join(lines), encoding="utf-8")
        return found

    def _ticked(self, line: str, who: str, days: tuple[date, ...], device: Device) -> str:
        """Tick a line in one of the ways there are."""
        way = self.chance.choice(_WAYS)
        self.truth.ticks[way] += 1
        if len(days) > 1:
            self.truth.ticks["on a page of two days"] += 1
        elif days[0] < device.today:
            self.truth.ticks["on an outdated page"] += 1
        mark = Mark(MET, days)
        if way in ("put off", "[>]"):
            said = self.chance.choice(_SPANS) if way == "put off" else "1w"
            mark = mark._replace(kind=SNOOZE, after=timedelta(parse_span(said) or 0))
            line = f"{line} {said}" if way == "put off" else line.replace("[ ]", "[>]", 1)
        elif way in ("skip", "[-]"):
            mark = mark._replace(kind=SKIPPED)
            line = f"{line} skip" if way == "skip" else line.replace("[ ]", "[-]", 1)
        else:
            words = " ".join(self.truth.word() for _ in range(self.chance.randrange(3)))
            said = ", ".join(filter(None, (self.chance.choice(("", *_KINDS)), words)))
            line = f"{line.replace('[ ]', '[x]', 1)} {said}".rstrip()
            if way == "a day":
                mark = mark._replace(on=min(days) - timedelta(self.chance.randrange(1, 3)))
                line += f" ✅ {mark.on}"
        self.truth.mark(who, mark)
        self.pending.append(Pending(device.name, line, who, mark))
        return f"{line}\n    - They said {self.truth.word()}" if way == "nested" else line

    def pulled(self, device: Device) -> None:
        """See whether git, without vaultnet, has merged a page that was ticked into that of another day.

        By what stands there then the ticks are of that other day. What git knows tells better: exactly after a
        merge; after a rebase, which leaves nothing of the old page, by that of the day on which it was committed.
        """
        page = device.root / _TODAY
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        there = text.split("\n")
        for one in [one for one in self.pending if one.device == device.name]:
            if one.line not in there:
                self.pending.remove(one)
            elif not set(marks.days(text)) <= set(one.mark.pages):
                self.truth.ticks["merged by git alone into the page of another day"] += 1
                first, *_, last = sorted({*one.mark.pages, *marks.days(text)})
                between = tuple(first + timedelta(more) for more in range((last - first).days + 1))
                self.pending.remove(one)
                self.truth.marks[one.who].remove(one.mark)
                self.pending.append(one._replace(mark=one.mark._replace(pages=between)))
                self.truth.mark(one.who, self.pending[-1].mark)

    def scribble(self, device: Device) -> bool:
        """Type a text on a page: a line of its own, one under another, or words behind one."""
        pages = [path for path in device.pages() if path.endswith(".md")]
        page = device.root / self.chance.choice([*pages, *([_TODAY] * 3 if _TODAY in pages else [])])
        lines = page.read_text(encoding="utf-8").split("\n")
        if len(lines) < 8:
            return False
        at = self.chance.randrange(5, len(lines) - 2)
        way = self.chance.random()
        if way < 0.3 and lines[at].startswith("- ") and "[" not in lines[at][:6]:
            lines[at] += f" {self.truth.word()}"
        else:
            indent = "    - " if way < 0.5 and lines[at - 1].startswith("- ") else ""
            lines.insert(at, f"{indent}Thought of {self.truth.word()}")
        page.write_text("\n".join(lines), encoding="utf-8")
        return True

    # --- commands ----------------------------------------------------------------------------------------

    def log(self, device: Device) -> bool:
        """Log that one was in touch."""
        assert isinstance(device, Laptop)
        name, who = self._named(device)
        words = [f"about {self.truth.word()}"] if self.chance.random() < 0.7 else []
        device.do("log", name, *words, "--kind", self.chance.choice(_KINDS))
        self.truth.mark(who, Mark(MET, (device.today,)))
        return True

    def snooze(self, device: Device) -> bool:
        """Put somebody off, for longer than they are."""
        assert isinstance(device, Laptop)
        name, who = self._named(device)
        until = max([device.today, self.truth.last(SNOOZE, who), *self._until(device, who)])
        until += timedelta(self.chance.randrange(5, 15))
        device.do("snooze", name, until.isoformat())
        self.truth.mark(who, Mark(SNOOZE, (device.today,), until - device.today))
        return True

    def _until(self, device: Device, who: str) -> list[date]:
        texts = [text for text in device.notes().values() if f"\nid: {who}\n" in text]
        return [date.fromisoformat(one) for text in texts for one in re.findall(r"(?m)^snooze: (\S+)", text)]

    def skip(self, device: Device) -> bool:
        """Skip somebody."""
        assert isinstance(device, Laptop)
        name, who = self._named(device)
        device.do("skip", name)
        self.truth.mark(who, Mark(SKIPPED, (device.today,)))
        return True

    def set(self, device: Device) -> bool:
        """Set a property with a command."""
        assert isinstance(device, Laptop)
        path, text = self._contact(device)
        key = self.chance.choice(_KEYS[:4])
        if old := re.search(rf"(?m)^{key}:.*\n", text):
            self.truth.drop(old[0])
        device.do("set", path, f"{key}={self.truth.word()}")
        return True

    def rename(self, device: Device) -> bool:
        """Give a contact of one's own another name; nobody else renames them."""
        assert isinstance(device, Laptop)
        name, who = self._named(device)
        if (sum(map(ord, who)) % 2 == 0) != (device.name == "one"):
            return False
        new = f"{name.split(' née ')[0]} née {self.truth.said}"
        device.do("rename", name, new)
        self.truth.names[new] = who
        return True

    # --- what there is -------------------------------------------------------------------------------------

    def _note(self, device: Device, folders: tuple[str, ...]) -> tuple[str, str]:
        return self.chance.choice([pair for pair in device.notes().items() if pair[0].startswith(folders)])

    def _contact(self, device: Device) -> tuple[str, str]:
        found = [pair for pair in device.notes().items() if "\nid: " in pair[1].partition("\n---")[0]]
        return self.chance.choice(found)

    def _named(self, device: Device) -> tuple[str, str]:
        path, _ = self._contact(device)
        name = path.rpartition("/")[2].removesuffix(".md")
        return name, self.truth.names[name]


def begin(device: Device, truth: Truth, chance: Random) -> None:
    """Write the notes of a vault: contacts, goals, meetings."""
    for number, name in enumerate(NAMES):
        who = f"c{number}"
        truth.names[name] = who
        head = f"id: {who}\ntype: contact\n"
        head += chance.choice(("cadence: 1w\n", "cadence: 1w\n", "cadence: 2w\n", "tier: inner\n", ""))
        head += (
            f"company: {truth.word()}\nrole: {truth.word()}\ninterests: [{truth.word()}, {truth.word()}]\n"
        )
        lines = "".join(f"What there is to say of the looms of {truth.word()}.\n\n" for _ in range(3))
        device.write(
            f"People/{name}.md", f"---\n{head}---\n{lines}## Notes\n\n- First, {truth.word()}\n- Then rest\n"
        )
    for number in range(3):
        tasks = "".join(f"- [ ] Do {truth.word()}\n" for _ in range(4))
        goal = f"---\ntype: goal\ndue: 2027-06-30\nstart: 2026-01-01\n---\nAbout {truth.word()}.\n\n{tasks}"
        device.write(f"Goals/Goal {number}.md", goal)
    for number in range(20):
        day = START - timedelta(9 * number + chance.randrange(3, 9))
        name = NAMES[(number * 7) % len(NAMES)]
        truth.meet(truth.names[name], day)
        head = f'type: meeting\ndate: {day}\nkind: {chance.choice(_KINDS)}\npeople: ["[[{name}]]"]\n'
        device.write(
            f"Meetings/{day.year}/{day} {number}.md", f"---\n{head}---\nThey told of {truth.word()}.\n"
        )
