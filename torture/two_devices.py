"""Notes that two devices change at one time, made by chance: as vaultnet, an editor's pane and people do it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from torture.contact_notes import Maker
from vaultnet.edits.spans import Edit, NewValue, edit
from vaultnet.frontmatter import read

_PEOPLE = ("Ada Lovelace", "Grace Hopper", "Zoë O'Neill", "Jürgen Löwe", "Mary Shaw", "Bob Stone")
_SINGLE = {
    "company": ('"[[Initech]]"', "Globex", "Acme Ltd", '"R&D: Labs"'),
    "role": ("Engineer", "Staff engineer", "CTO", "'Head of R&D'"),
    "location": ("Vienna", '"[[Lisbon]]"', "Zürich"),
    "tier": ("close", "key", "keep-warm"),
    "cadence": ("6w", "45d", "monthly", "90"),
    "linkedin": ("https://example.com/in/a#x", "https://example.com/in/b"),
    "birthday": ("1990-05-02", "05-02"),
    "private": ("true", "false"),
    "status": ("active", "paused", "done"),
    "because": ("I want to lead", "it is time", "|\n  Two lines\n  of reasons"),
    "target": ("5", "12"),
    "rating": ("3", "4.5", "7"),
    "Favourite tea": ("Assam", "green, no milk", '"Earl Grey: strong"'),
}
"""Properties with one value each, and what they may be."""
_LISTED = {
    "tags": ("maths", "looms", "a/b", "'2026'"),
    "aliases": ("Ada", "'The Countess'", '"A. L."'),
    "email": ("ada@example.com", "al@example.org", "a@b.example"),
    "relation": ("mentor", "peer", "friend"),
    "knows": tuple(f'"[[{name}]]"' for name in _PEOPLE),
    "interests": ("chess", "gardens", '"[[Engines]]"', "R&D"),
    "needs": ("mentor", '"insider at [[Globex]]"', "hiring"),
}
_DAYS = ("snooze", "put_off", "skipped", "last_contact", "reviewed", "first_met", "due")
_REMARKS = ("sure?", "from LinkedIn", "ask in spring")
_DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Line:
    """A property as it is to be written: a value, or a list in either form."""

    key: str
    values: tuple[str, ...]
    form: str = "single"
    """``single``, ``flow`` or ``block``."""
    remark: str = ""

    @property
    def text(self) -> str:
        """Its lines, with line ends."""
        beside = f" # {self.remark}" if self.remark else ""
        if self.form == "single":
            value = self.values[0] if self.values else ""
            return f"{self.key}: {value}{beside if '|' not in value else ''}".rstrip() + "\n"
        if self.form == "flow" or not self.values:
            return f"{self.key}: [{', '.join(self.values)}]{beside}\n"
        return f"{self.key}:{beside}\n" + "".join(f"  - {value}\n" for value in self.values)


class Three(NamedTuple):
    """A note, and what each of two devices made of it."""

    base: bytes
    ours: bytes
    theirs: bytes


Lines = list[Line]


class Devices:
    """Makes notes and their changes from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.maker = Maker(chance)

    def three(self) -> Three:
        """Make a note that both devices change; three in four as most people have them, the others odd."""
        while True:
            found = self._odd() if self.chance.random() < 0.25 else self._plain()
            if found.base not in (found.ours, found.theirs) and found.ours != found.theirs:
                return found

    # --- notes as most people have them ---

    def _plain(self) -> Three:
        chance = self.chance
        lines = [Line("type", ("contact",)), *self._lines(chance.randint(2, 9))]
        end = chance.choice(("\n", "\n", "\n", "\r\n"))
        versions = [lines, *(self._changed(lines) for _ in range(2))]
        bodies = self._bodies()
        texts = (
            f"---\n{''.join(line.text for line in version)}---\n{body}"
            for version, body in zip(versions, bodies, strict=True)
        )
        return Three(*(text.replace("\n", end).encode() for text in texts))

    def _lines(self, most: int) -> Lines:
        keys = self.chance.sample((*_SINGLE, *_LISTED, *_DAYS), most)
        return [self._line(key) for key in keys]

    def _line(self, key: str) -> Line:
        chance = self.chance
        remark = chance.choice(_REMARKS) if chance.random() < 0.08 else ""
        if key in _LISTED:
            values = tuple(chance.sample(_LISTED[key], chance.randint(1, 2)))
            form = (
                chance.choice(("flow", "block", "block"))
                if len(values) > 1
                else chance.choice(("single", "flow", "block"))
            )
            return Line(key, values, form, remark)
        return Line(key, (self._value(key),), "single", remark)

    def _value(self, key: str) -> str:
        if key in _DAYS:
            return str(_DAY + timedelta(self.chance.randint(-40, 40)))
        return self.chance.choice(_SINGLE[key])

    def _bodies(self) -> tuple[str, str, str]:
        base = "# A person\n\nMet at a talk.\n\n## Notes\n\nLikes tea.\n"
        first = base.replace("a talk", "a conference") if self.chance.random() < 0.2 else base
        second = base.replace("tea", "coffee") if self.chance.random() < 0.2 else base
        return base, first, second

    def _changed(self, lines: Lines) -> Lines:
        """Make one to four changes."""
        changes: tuple[Callable[[Lines], Lines], ...] = (
            self._put_off, self._touch, self._add_entry, self._drop_entry, self._change, self._add,
            self._remove, self._to_list, self._restyle, self._sort, self._remark,
        )  # fmt: skip
        for change in self.chance.choices(
            changes, (6, 4, 6, 3, 6, 4, 2, 1, 1, 1, 1), k=self.chance.randint(1, 4)
        ):
            lines = change(lines)
        return lines

    def _set(self, lines: Lines, key: str, value: str) -> Lines:
        made = Line(key, (value,))
        if any(line.key == key for line in lines):
            return [replace(made, remark=line.remark) if line.key == key else line for line in lines]
        return [*lines, made]

    def _put_off(self, lines: Lines) -> Lines:
        """As ``vaultnet snooze`` and a tick do."""
        day = _DAY + timedelta(self.chance.randint(0, 3))
        until = day + timedelta(self.chance.choice((7, 14, 30)))
        return self._set(self._set(lines, "snooze", str(until)), "put_off", str(day))

    def _touch(self, lines: Lines) -> Lines:
        key = self.chance.choice(("skipped", "last_contact", "reviewed"))
        return self._set(lines, key, str(_DAY + timedelta(self.chance.randint(-3, 3))))

    def _some(self, lines: Lines, wanted: Callable[[Line], bool]) -> Line | None:
        found = [line for line in lines[1:] if wanted(line)]
        return self.chance.choice(found) if found else None

    def _add_entry(self, lines: Lines) -> Lines:
        key = self.chance.choice(tuple(_LISTED))
        there = next((line for line in lines if line.key == key), None)
        new = [value for value in _LISTED[key] if not there or value not in there.values]
        if not new:
            return lines
        value = self.chance.choice(new)
        if there is None:
            return [*lines, Line(key, (value,), "block")]
        form = "flow" if there.form == "single" else there.form
        return _with(lines, replace(there, values=(*there.values, value), form=form))

    def _drop_entry(self, lines: Lines) -> Lines:
        line = self._some(lines, lambda one: one.form != "single" and bool(one.values))
        if line is None:
            return lines
        gone = self.chance.choice(line.values)
        return _with(lines, replace(line, values=tuple(one for one in line.values if one != gone)))

    def _change(self, lines: Lines) -> Lines:
        line = self._some(lines, lambda one: one.key not in _LISTED)
        return _with(lines, replace(line, values=(self._value(line.key),))) if line else lines

    def _add(self, lines: Lines) -> Lines:
        there = {line.key for line in lines}
        new = self._line(
            self.chance.choice([key for key in (*_SINGLE, *_LISTED, *_DAYS) if key not in there])
        )
        place = self.chance.choice((len(lines), len(lines), self.chance.randint(1, len(lines))))
        return [*lines[:place], new, *lines[place:]]

    def _remove(self, lines: Lines) -> Lines:
        line = self._some(lines, lambda _: True)
        return [one for one in lines if one is not line]

    def _to_list(self, lines: Lines) -> Lines:
        line = self._some(
            lines, lambda one: one.form == "single" and one.key in ("company", "location", *_LISTED)
        )
        if line is None:
            return lines
        more = self.chance.choice({**_SINGLE, **_LISTED}[line.key])
        return _with(lines, replace(line, values=tuple(dict.fromkeys((*line.values, more))), form="flow"))

    def _restyle(self, lines: Lines) -> Lines:
        """As Obsidian's pane does: lists in lines, no comments, other quotes."""
        return [
            replace(
                line,
                form="block" if line.form == "flow" else line.form,
                remark="",
                values=tuple(_requoted(value) for value in line.values),
            )
            for line in lines
        ]

    def _sort(self, lines: Lines) -> Lines:
        return [lines[0], *sorted(lines[1:], key=lambda line: line.key)]

    def _remark(self, lines: Lines) -> Lines:
        line = self._some(lines, lambda one: "|" not in "".join(one.values))
        return _with(lines, replace(line, remark=self.chance.choice(_REMARKS))) if line else lines

    # --- odd ones ---

    def _odd(self) -> Three:
        while True:
            base = self.maker.note().data()
            front = read("", base.decode("utf-8", "replace"))
            if front.present and not front.problems:
                return Three(base, self._edited(base), self._edited(base))

    def _edited(self, data: bytes) -> bytes:
        """Change some properties, one by one, as vaultnet does; what it refuses stays."""
        keys = [*read("", data.decode("utf-8", "replace")).values, "rating", "tags", "snooze"]
        for _ in range(self.chance.randint(1, 3)):
            value = self.chance.choice(
                (*_PEOPLE, "a: b", "yes", 5, True, date(2026, 12, 1), ("x", "y"), None)
            )
            after = edit(
                "",
                data,
                [
                    Edit(
                        (self.chance.choice(keys),),
                        _new(value),
                        self.chance.random() < 0.2 and value is not None,
                    )
                ],
            )
            data = after if isinstance(after, bytes) else data
        return data


def _new(value: object) -> NewValue | None:
    return value  # type: ignore[return-value]  # one of the values above


def _with(lines: Lines, changed: Line) -> Lines:
    return [changed if line.key == changed.key else line for line in lines]


def _requoted(value: str) -> str:
    return f'"{value[1:-1]}"' if value.startswith("'") and value.endswith("'") else value
