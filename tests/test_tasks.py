"""Tasks: fields read from the line's end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_cases import describe_task

from vaultnet.model import Task
from vaultnet.tasks import parse_task

# What stands after the box, and what is read from it.
CASES = {
    "write": "'write'",
    "  write  ": "'write'",
    "": "''",
    "write 📅 2026-11-19": "'write' due=2026-11-19",
    "write 📆 2026-11-19": "'write' due=2026-11-19",
    "write 🗓️ 2026-11-19": "'write' due=2026-11-19",
    "write 📅2026-11-19": "'write' due=2026-11-19",
    "write 📅    2026-11-19": "'write' due=2026-11-19",
    "write ⏳ 2026-11-19": "'write' scheduled=2026-11-19",
    "write ⌛️ 2026-11-19": "'write' scheduled=2026-11-19",
    "write 🛫 2026-11-19": "'write' start=2026-11-19",
    "write ➕ 2026-11-19": "'write' created=2026-11-19",
    "write ✅ 2026-11-19": "'write' done=2026-11-19",
    "write ❌ 2026-11-19": "'write' cancelled=2026-11-19",
    "write 🔁 every week": "'write' recurrence=every week",
    "write 🔁 every month on the 1st, 2nd when done": "'write' recurrence=every month on the 1st, 2nd when done",
    "write 🔺": "'write' priority=highest",
    "write ⏫": "'write' priority=high",
    "write 🔼": "'write' priority=medium",
    "write 🔽": "'write' priority=low",
    "write ⏬️": "'write' priority=lowest",
    "write 🆔 ab-1": "'write'",
    "write ⛔ ab-1, c2": "'write'",
    "write 🏁 delete": "'write'",
    "write [due:: 2026-11-19]": "'write' due=2026-11-19",
    "write (due:: 2026-11-19)": "'write' due=2026-11-19",
    "write [ due::2026-11-19 ]": "'write' due=2026-11-19",
    "write [due:: 2026-11-19], [start:: 2026-11-01]": "'write' due=2026-11-19 start=2026-11-01",
    "write [scheduled:: 2026-11-19]": "'write' scheduled=2026-11-19",
    "write [created:: 2026-11-19]": "'write' created=2026-11-19",
    "write [completion:: 2026-11-19]": "'write' done=2026-11-19",
    "write [cancelled:: 2026-11-19]": "'write' cancelled=2026-11-19",
    "write [repeat:: every week]": "'write' recurrence=every week",
    "write [priority:: high]": "'write' priority=high",
    "write (priority:: lowest)": "'write' priority=lowest",
    "write [priority:: soon]": "'write [priority:: soon]'",
    "write [id:: a] [dependsOn:: b, c] [onCompletion:: keep]": "'write'",
    "write [place:: home]": "'write [place:: home]'",
    "write ➕ 2026-11-01 🛫 2026-11-02 ⏳ 2026-11-03 📅 2026-11-04 ✅ 2026-11-05": (
        "'write' due=2026-11-04 scheduled=2026-11-03 start=2026-11-02 created=2026-11-01 done=2026-11-05"
    ),
    # Several of one name: the leftmost.
    "write 📅 2026-11-19 📅 2026-11-20": "'write' due=2026-11-19",
    # Only at the end.
    "on 📅 2026-11-19 at noon": "'on 📅 2026-11-19 at noon'",
    "on 📅 2026-11-19 at noon ⏫": "'on 📅 2026-11-19 at noon' priority=high",
    "write 📅 2026-11-19.": "'write 📅 2026-11-19.'",
    "write 📅 tomorrow": "'write 📅 tomorrow'",
    "write 📅": "'write 📅'",
    "write 🔁": "'write 🔁'",
    "write 🔁 [[Ada]]": "'write 🔁 [[Ada]]'",
    "📅 2026-11-19": "'' due=2026-11-19",
    "[[Ada]] 📅 2026-11-19": "'[[Ada]]' due=2026-11-19",
    "write 📅 2026-11-19 [[Ada]]": "'write 📅 2026-11-19 [[Ada]]'",
    # A day that doesn't exist is text.
    "write 📅 2026-02-30": "'write 📅 2026-02-30'",
    "write 🛫 2026-01-01 📅 2026-02-30": "'write 🛫 2026-01-01 📅 2026-02-30'",
    "write [due:: 2026-13-01] ⏫": "'write [due:: 2026-13-01]' priority=high",
    "write 📅 2028-02-29": "'write' due=2028-02-29",
    # Tags among the fields, and in the text.
    "#waiting write": "'#waiting write' tags=('waiting',)",
    "write to #work people": "'write to #work people' tags=('work',)",
    "write #work": "'write #work' tags=('work',)",
    "write #work 📅 2026-11-19": "'write #work' due=2026-11-19 tags=('work',)",
    "write 📅 2026-11-19 #work": "'write' due=2026-11-19 tags=('work',)",
    "write ⏫ #a/b 📅 2026-11-19 #c": "'write' due=2026-11-19 priority=high tags=('a/b', 'c')",
    "write 📅 2026-11-19#work": "'write 📅 2026-11-19#work'",
    "write #2026 📅 2026-11-19": "'write #2026' due=2026-11-19",
    "write `#no` #yes": "'write `#no` #yes' tags=('yes',)",
    "write [[Ada#x]] #": "'write [[Ada#x]] #'",
    # A block identifier comes last.
    "write ^b1": "'write'",
    "write 📅 2026-11-19 ^b1": "'write' due=2026-11-19",
    "write #work ^b1": "'write #work' tags=('work',)",
    "write x^2": "'write x^2'",
    "write ^b c": "'write ^b c'",
    "^b1": "''",
}


@pytest.mark.parametrize(("rest", "expected"), CASES.items(), ids=str)
def test_reads(rest: str, expected: str) -> None:
    task = parse_task("/", rest, 3, 4)
    assert task[:1] + task[2:4] == ("/", 3, 4)
    assert describe_task(task._replace(indent=0)) == f"[/] {expected}"


FIELDS = {
    "📅 2026-11-19": ("due", "2026-11-19"),
    "[scheduled:: 2026-11-18]": ("scheduled", "2026-11-18"),
    "🛫 2026-11-17": ("start", "2026-11-17"),
    "(created:: 2026-11-16)": ("created", "2026-11-16"),
    "✅ 2026-11-15": ("done", "2026-11-15"),
    "🔁 every 2 weeks": ("recurrence", "every 2 weeks"),
    "⏫": ("priority", "high"),
    "#tag": ("tags", ("tag",)),
}


@given(st.lists(st.sampled_from(sorted(FIELDS)), unique=True))
@settings(max_examples=100, deadline=None)
def test_fields_are_read_in_any_order(fields: list[str]) -> None:
    rest = " ".join(["write to [[Ada]]", *fields])
    task = parse_task(" ", rest, 1, 0)
    expected = Task(" ", task.text, 1, **dict(FIELDS[field] for field in fields))
    assert task == expected
    kept = fields[: next((i for i, field in enumerate(fields) if field != "#tag"), len(fields))]
    assert task.text == " ".join(["write to [[Ada]]", *kept])


@given(st.text(alphabet="a #📅⏫🔁[]():^-0126\ufe0f`", max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_its_text_is_its_beginning(rest: str) -> None:
    assert rest.strip().startswith(parse_task(" ", rest, 1, 0).text)


def test_no_more_than_twenty_fields_are_read() -> None:
    assert parse_task(" ", "a " + "⏫ " * 25, 1, 0).text == "a ⏫ ⏫ ⏫ ⏫ ⏫"


@pytest.mark.parametrize("unit", ["📅", "#a", "📅 2026-02-30 ", "⏫", "[", "#"])
def test_a_long_line_takes_no_longer_than_its_length(unit: str) -> None:
    assert parse_task(" ", unit * (400_000 // len(unit)), 1, 0).text
