"""One property of a note is changed: is anything else changed with it? Told by who made the note, and by others.

The maker of a note knows every property's bytes and comments, so it can say what an edit may touch. What the
notes mean before and after is asked of the npm package ``yaml``, which Obsidian uses, and of PyYAML, which is of
YAML 1.1 and takes ``yes`` for true; vaultnet's own reader isn't asked at all, unless there is no node.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from torture.contact_notes import Made, Maker, Property
from torture.figures import Figure
from vaultnet.edits.spans import Edit, NewValue, edit
from vaultnet.frontmatter import plain, read
from vaultnet.operation import Refusal

WHATS = (
    "One key: edits that changed another byte",
    "One key: edits that lost a comment",
    "One key: edits that changed another value",
    "One key: edits that can't be read back as asked",
    "One key: texts that a YAML 1.1 reader takes for something else",
)
BYTES, COMMENTS, OTHERS, ASKED, RETYPED = WHATS

_ORACLE = Path(__file__).parent.parent / "tests" / "oracle"
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_TEXTS = (
    "Vienna", "yes", "no", "On", "1e3", "12:30", "0o7", "007", "0x1F", "1_000", "1,000", ".5",
    "2026-11-20", "~", "null", "", "@home", "`x`", "%x", "&x", "*x", "!x", "|", ">", "- x", "-", "? x",
    ": x", "a: b", "a:", "a #b", "#tag", "[x]", "{x}", "[[Ada Lovelace]]", "[[Ada Lovelace|Ada]]",
    "{{date}}", "it's", 'say "hi"', "back\\slash", "tab\there", " lead", "trail ", "two\nlines",
    "two\nlines\n", "ends\n\n", "Jürgen Löwe", "日本", "🌱 green", "\x85\u2028", "\x07", "6w",
    "every 6 weeks", "https://example.com/a?b=c#d", "+49 30 123", "Acme, Inc.", "=", "<<", "...", "---",
    "y", "N", "inf", ".nan", "x" * 300,
)  # fmt: skip


class Task(NamedTuple):
    """One edit of one note. ``number`` is the place of the property among the note's, or -1 for a new one."""

    made: Made
    number: int
    edit: Edit


class Reader:
    """Says what the properties of a note mean, as the npm package reads them; as vaultnet does without node."""

    def __init__(self, stack: ExitStack) -> None:
        home = Path(os.environ.get("VAULTNET_YAML", _ORACLE))
        node = shutil.which("node")
        self.unread = 0
        self.process: subprocess.Popen[str] | None = None
        if node and (home / "node_modules" / "yaml").is_dir():
            command = [node, str(_ORACLE / "record.mjs"), "--lines"]
            environment = os.environ | {"VAULTNET_YAML": str(home)}
            self.process = stack.enter_context(
                subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
            )

    @property
    def name(self) -> str:
        """Who reads."""
        if self.process:
            return "as the npm package `yaml` reads them"
        return "as vaultnet reads them: node or the npm package `yaml` is not here"

    def values(self, data: bytes) -> dict[str, Any] | None:
        """Give the properties; None where this reader can't read them."""
        note = data.decode(errors="replace")
        match = _FRONT.match(note)
        if match is None:
            return {}
        if self.process is None:
            front = read("note.md", note)
            return None if front.problems else {key: plain(value) for key, value in front.values.items()}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(match[1]) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        value = answer.get("value", None) if "error" not in answer else "error"
        return {} if value is None else value if isinstance(value, dict) else None


class Tally:
    """Counts what went wrong, with the first example of each, and what was refused."""

    def __init__(self) -> None:
        self.wrong: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.texts = 0

    def add(self, what: str, task: Task, after: bytes) -> None:
        """Count one edit that went wrong."""
        self.wrong[what] += 1
        self.examples.setdefault(what, f"{task.edit} {task.made.data()!r} {after!r}")


def run(size: int, seed: int) -> list[Figure]:
    """Edit ``size`` generated notes and count what went wrong."""
    chance = random.Random(seed)
    maker = Maker(chance)
    tally = Tally()
    with ExitStack() as stack:
        reader = Reader(stack)
        for _ in range(size):
            task = _task(maker.note(), chance)
            after = edit("note.md", task.made.data(), [task.edit])
            if isinstance(after, Refusal):
                tally.refused[_reason(task, after)] += 1
            else:
                _judge(task, after, reader, tally)
        if reader.process and reader.process.stdin:
            reader.process.stdin.close()
    return [_figure(what, size, tally, reader) for what in WHATS]


def _figure(what: str, size: int, tally: Tally, reader: Reader) -> Figure:
    tried = tally.texts if what == RETYPED else size - sum(tally.refused.values())
    note = ""
    if what == BYTES:
        note = f"of {size:,}; refused: " + (
            ", ".join(f"{count:,} {why}" for why, count in sorted(tally.refused.items())) or "none"
        )
    elif what == OTHERS:
        note = reader.name + (
            f"; {reader.unread:,} notes it can't read are read by vaultnet" if reader.unread else ""
        )
    if what in tally.examples:
        note = f"{note} e.g. {tally.examples[what]}".strip()
    return Figure(what, tried, tally.wrong[what], note)


def _reason(task: Task, refusal: Refusal) -> str:
    one = task.made.properties[task.number] if task.number >= 0 else None
    if one and one.shared:
        return "whose value is used elsewhere by `*`"
    if one and one.form == "nested":
        return "that hold further properties"
    return f"for another reason ({refusal.message.rpartition(': ')[2]})"


# --- what is edited --------------------------------------------------------------------------------


def _task(made: Made, chance: random.Random) -> Task:
    named = [number for number, one in enumerate(made.properties) if one.key]
    if not named or chance.random() < 0.25:
        return Task(made, -1, Edit(("new key" if chance.random() < 0.2 else "nickname_2",), _value(chance)))
    number = chance.choice(named)
    one = made.properties[number]
    key = chance.choice((one.key, one.key.upper(), one.key.replace("_", "-")))
    keys = (f"no_such_{number}", key) if chance.random() < 0.2 else (key,)
    if chance.random() < 0.15:
        return Task(made, number, Edit(keys, None))
    if chance.random() < (0.5 if one.items else 0.1):
        return Task(made, number, Edit(keys, chance.choice(_TEXTS), add=True))
    return Task(made, number, Edit(keys, _value(chance)))


def _value(chance: random.Random) -> NewValue:
    kind = chance.randrange(10)
    if kind < 5:
        return chance.choice(_TEXTS)
    if kind < 8:
        return tuple(chance.choice(_TEXTS) for _ in range(chance.randint(0, 4)))
    return chance.choice((True, False, 5, -3, 0.5, 10**15, date(2026, 11, 20), date(1990, 2, 3)))


# --- what came of it -------------------------------------------------------------------------------


def _judge(task: Task, after: bytes, reader: Reader, tally: Tally) -> None:
    text = after.decode("utf-8", "surrogateescape")
    chunk = _edited_part(task, text)
    if chunk is None:
        tally.add(BYTES, task, after)
        return
    one = task.made.properties[task.number] if task.number >= 0 else None
    if one and not _keeps(one, chunk, task.edit):
        tally.add(BYTES, task, after)
    if one and Counter(one.comments) - Counter(_comments(chunk, one)):
        tally.add(COMMENTS, task, after)
    _judge_values(task, after, reader, tally)


def _edited_part(task: Task, text: str) -> str | None:
    """Give what stands in the place of what was edited; None if anything around it has changed."""
    made, parts = task.made, task.made.parts()
    if task.number >= 0:
        before, after = "".join(parts[: 2 * task.number + 1]), "".join(parts[2 * task.number + 2 :])
    elif _FRONT.match("".join(parts)):
        whole = "".join(parts)
        before, after = whole[: len(whole) - len(made.after)], made.after
        if made.properties and made.properties[0].form == "braces":
            before, after = _around_braces(before, after)
    else:
        before, after = made.before, made.after
    if not (text.startswith(before) and text.endswith(after) and len(text) >= len(before) + len(after)):
        return None
    return text[len(before) : len(text) - len(after)]


def _around_braces(before: str, after: str) -> tuple[str, str]:
    end = before.rindex("}")
    return before[:end], before[end:] + after


def _keeps(one: Property, chunk: str, asked: Edit) -> bool:
    """Whether the key stands as it stood, and of a list that grew every item."""
    if asked.value is None:
        return True
    if not chunk.startswith(one.head):
        return False
    if not asked.add or not one.items:
        return True
    at = len(one.head)
    for item in one.items:
        at = chunk.find(item, at)
        if at < 0:
            return False
        at += len(item)
    return True


def _comments(chunk: str, one: Property) -> list[str]:
    """The comments of a property that stand in a text: those that it had, where a comment can stand."""
    found = []
    for comment in sorted(one.comments, key=len, reverse=True):
        match = re.search(rf"(?:^|(?<=[ \t])){re.escape(comment)}[ \t]*\r?$", chunk, re.MULTILINE)
        if match:
            found.append(comment)
            chunk = chunk[: match.start()] + chunk[match.end() :]
    return found


def _judge_values(task: Task, after: bytes, reader: Reader, tally: Tally) -> None:
    before = reader.values(task.made.data())
    now = reader.values(after)
    if before is None:  # an unquoted link, which the package can't read; vaultnet can
        reader.unread += 1
        process, reader.process = reader.process, None
        before, now = reader.values(task.made.data()), reader.values(after)
        reader.process = process
    if before is None or now is None:
        tally.add(OTHERS, task, after)
        return
    edited = _edited_key(task, before)
    if [one for one in before.items() if one[0] != edited] != [
        one for one in now.items() if one[0] != edited
    ]:
        tally.add(OTHERS, task, after)
    wanted = _wanted(task.edit, before.get(edited))
    if repr(_as_meant(now.get(edited))) != repr(wanted):
        tally.add(ASKED, task, after)
    _judge_type(task, after, edited, tally)


def _edited_key(task: Task, before: dict[str, Any]) -> str:
    if task.number < 0:
        return task.edit.keys[0]
    return list(before)[task.number]


def _wanted(asked: Edit, there: Any) -> Any:
    """What the property is to say, as JSON has it."""
    value: Any = asked.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if not asked.add:
        return value
    there = _as_meant(there)
    items = there if isinstance(there, list) else [] if there is None else [there]
    known = {
        str(item).lower() if isinstance(item, bool) else str(item).strip()
        for item in items
        if item is not None
    }
    known |= {""} if None in items else set()
    return there if value.strip() in known else [*items, value]


def _as_meant(there: Any) -> Any:
    """What people mean: a bare link is a list in a list to the package, a bare placeholder a map in a map."""
    if isinstance(there, list) and len(there) == 1 and isinstance(there[0], list):
        return f"[[{there[0][0]}]]"
    return "{{date}}" if isinstance(there, dict) and "mail" not in there else there


def _judge_type(task: Task, after: bytes, edited: str, tally: Tally) -> None:
    """Whether what was given as text is a text to a reader of YAML 1.1 as well."""
    value = task.edit.value
    texts = (
        value
        if isinstance(value, tuple)
        else (value,)
        if isinstance(value, str) and not task.edit.add
        else ()
    )
    match = _FRONT.match(after.decode(errors="replace"))
    if not texts or match is None or after == task.made.data():
        return
    try:
        read_by_it = yaml.load(match[1], Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return  # something else in the note is not YAML 1.1; `tried` doesn't count it
    found = read_by_it.get(edited) if isinstance(read_by_it, dict) else None
    tally.texts += 1
    if found != (list(value) if isinstance(value, tuple) else value):
        tally.add(RETYPED, task, after)
