"""Pages that stand one after another in one file."""

from __future__ import annotations

from datetime import date

import pytest

from vaultnet.marks import days, finish, hashes, is_generated, lines, typed
from vaultnet.page_turns import add, apart

ONE = finish("# One\n\n- [ ] a", "Today", date(2026, 11, 20))
TWO = finish("# Two\n\n- [ ] b", "Today", date(2026, 11, 21))

FILES = [
    ("one page", ONE, [ONE]),
    ("two", f"{ONE}\n{TWO}", [f"{ONE}\n", TWO]),
    ("without an empty line", ONE + TWO, [ONE, TWO]),
    ("three", f"{ONE}\n{TWO}\n\n{ONE}", [f"{ONE}\n", f"{TWO}\n\n", ONE]),
    ("another system's line ends", f"{ONE}\n{TWO}".replace("\n", "\r\n"), [f"{ONE}\n", TWO]),
    ("keys the other way round", f"{ONE}---\nfor: 2026-11-21\nvaultnet: Today\n---\n", None),
    ("text below the comment", f"{ONE}a word\n{TWO}", [f"{ONE}a word\n{TWO}"]),
    ("a rule below the comment", f"{ONE}---\na word\n---\n", [f"{ONE}---\na word\n---\n"]),
    ("other properties", f"{ONE}---\ntitle: x\nfor: 2026-11-21\n---\n", [f"{ONE}---\ntitle: x\nfor: 2026-11-21\n---\n"]),
    ("front matter without an end", f"{ONE}---\nvaultnet: Today\nfor: 2026-11-21\n", [f"{ONE}---\nvaultnet: Today\nfor: 2026-11-21\n"]),
    ("nothing", "", [""]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), FILES, ids=[case[0] for case in FILES])
def test_which_pages_a_file_holds(title: str, text: str, expected: list[str] | None) -> None:
    every = lines(text)
    found = apart(every)
    assert [at for span in found for at in span] == list(range(len(every)))
    if expected is None:
        assert len(found) == 2
    else:
        assert [[every[at] for at in span] for span in found] == [
            one.removesuffix("\n").split("\n") if place < len(expected) - 1 else one.split("\n")
            for place, one in enumerate(expected)
        ]


@pytest.mark.parametrize("below", ["", "\n\n", "typed below\n"])
def test_a_page_that_is_put_below_is_found_again(below: str) -> None:
    text = "\n".join(add(lines(f"{ONE}{below}"), date(2026, 11, 19), ["- [x] c", "    a word"], ["0a0a0a"]))
    every = lines(text)
    first, second = ("\n".join(every[span.start : span.stop]) for span in apart(every))
    assert [days(first), days(second)] == [(date(2026, 11, 20),), (date(2026, 11, 19),)]
    assert hashes(second) == (frozenset({"0a0a0a"}),)
    assert "\n- [x] c\n    a word\n" in second
    assert is_generated(text)
    assert "\n".join(typed(text)).replace("\n\n", "\n").split("\n") == [
        *filter(None, [below.strip()]),
        "- [x] c",
        "    a word",
    ]
