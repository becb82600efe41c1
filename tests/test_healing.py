"""What merges leave of dashboards heals: ticks and typed words of all sides are taken in, once, whoever merged.

The pages are real ones, and git itself merges them: by union, with markers in each of its styles, from an earlier page,
from the same one or from none, with other line ends on one side, and once more with a third page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, build, clean, forget, put, tree
from vaultnet import build as building
from vaultnet import marks, page_sides, ticks
from vaultnet.ticks import Tick

PAGE = "Network/Network Today.md"
NAMES = ("Ada", "Grace", "Mary", "Noor", "Anna", "Émile")
NOTES: Mapping[str, str] = {
    "vaultnet.toml": "[dashboards]\nshare = true\nreach_out = 6\n",
    **{
        f"People/{name}.md": f"---\ntype: contact\ntier: close\n---\n- 2026-0{number + 1}-02 call: of looms\n"
        for number, name in enumerate(NAMES)
    },
    "People/Old.md": "---\ntype: contact\n---\n- [ ] Send the draft 📅 2026-11-01\n",
    "Goals/Lead a team.md": "---\ntype: goal\ndue: 2027-06-30\n---\n- [ ] Hire one person\n",
}
LABELS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>", "laptop/main", "vaultnet:", "for: 20", "vaultnet 1")
"""What is git's or ours on a page, and must not turn up among the owner's words."""


class Pages(NamedTuple):
    """A vault, and its page of four days on end."""

    root: Path
    texts: tuple[str, ...]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """A vault and its pages; each is another, because each day there is something new."""
    root = tmp_path_factory.mktemp("pages") / "vault"
    put(root, NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(root.parent / "cache"))
        patch.setenv("VAULTNET_STATE", str(root.parent / "state"))
        texts = []
        for day in range(4):
            put(root, {f"Daily/2026-11-1{day}.md": f"News of the day {day}, with [[{NAMES[day]}]].\n"})
            build(root, TODAY + timedelta(day))
            texts.append((root / PAGE).read_text())
        yield Pages(root, tuple(texts))


def merged(base: str, ours: str, theirs: str, style: str, place: Path) -> str:
    """What git makes of three pages."""
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        (place / name).write_bytes(text.encode())
    labels = [word for name in ("HEAD", "base", "laptop/main") for word in ("-L", name)]
    how = ["--union"] if style == "union" else [f"--{style}"] if style else []
    command = ["git", "merge-file", "-p", *labels, *how, "ours", "base", "theirs"]
    return subprocess.run(command, cwd=place, capture_output=True, check=False).stdout.decode()


def who(target: str) -> str:
    return f"People/{target}.md" if target in NAMES else ""


def ticked(text: str) -> tuple[Tick, ...]:
    return ticks.parse(text, PAGE, who)


# --- what an owner does ----------------------------------------------------------------------------

BOXES = (
    "[x]",
    "[x] call",
    "[x] coffee, WORD",
    "[-]",
    "[>]",
    "[ ] 2w",
    "[ ] skip",
    "[x] call, 3w",
    "[ ] WORD",
)
BELOW = ("", "", "    - WORD", "    WORD\n        - WORD")
MARKS = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from(BOXES), st.sampled_from(BELOW)))
TYPED = st.lists(
    st.tuples(
        st.sampled_from(("## Reach out", "## Goals", "<!-- vaultnet")),
        st.sampled_from(("WORD", "- WORD", "> WORD\n\nWORD")),
    ),
    max_size=2,
)
EDITS = st.tuples(MARKS, TYPED)


def edited(
    page: str, edits: tuple[Mapping[str, tuple[str, str]], Sequence[tuple[str, str]]], side: int
) -> str:
    """A page with marks and typed words, of which each stands nowhere else."""
    box_of, typed = edits
    for name, (box, below) in box_of.items():
        line = next((line for line in page.split("\n") if line.startswith(f"- [ ] [[{name}]]")), "")
        if line:
            sign, words = box[:3], box[3:]
            new = line.replace("[ ]", sign, 1) + words + (f"\n{below}" if below else "")
            page = page.replace(line, new)
    for before, words in typed:
        page = page.replace(before, f"{words}\n\n{before}", 1)
    for number in range(page.count("WORD")):
        page = page.replace("WORD", f"w{side}x{number}y", 1)
    return page


def words_of(text: str) -> set[str]:
    return set(re.findall(r"w\dx\d+y", text))


class Merge(NamedTuple):
    """Which pages are merged, and how."""

    days: tuple[int, ...]
    base: int
    """The day of the page before; -1 for none."""
    style: str
    ends: tuple[str, ...]


MERGES = st.builds(
    Merge,
    days=st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)),
    base=st.integers(-1, 1),
    style=st.sampled_from(("union", "", "diff3", "zdiff3")),
    ends=st.tuples(*[st.sampled_from(("\n", "\r\n"))] * 2),
)


def healed(pages: Pages, how: Merge, sides: Sequence[str], place: Path) -> str:
    base = pages.texts[how.base] if how.base >= 0 else ""
    own, other = (side.replace("\n", end) for side, end in zip(sides, how.ends, strict=False))
    page = merged(base, own, other, how.style, place)
    if len(sides) > 2:
        page = merged(base, page, sides[2], "union" if how.style == "union" else "", place)
    return page


def told(every: Sequence[Tick]) -> dict[str, list[object]]:
    """What ticks say about each contact, however many pages they stood on."""
    found: dict[str, list[object]] = {}
    for tick in every:
        now = found.setdefault(tick.contact, [False, None, False])
        now[0] = now[0] or tick.done
        now[1] = now[1] or tick.until is not None
        now[2] = now[2] or tick.skip
    return found


@settings(max_examples=60)
@given(how=MERGES, edits=st.lists(EDITS, min_size=2, max_size=3))
def test_a_merge_keeps_all_ticks_and_words(
    how: Merge, edits: list[tuple[Mapping[str, tuple[str, str]], Sequence[tuple[str, str]]]], pages: Pages
) -> None:
    sides = [
        edited(pages.texts[day], one, side)
        for side, (day, one) in enumerate(zip(how.days, edits, strict=False))
    ]
    page = healed(pages, how, sides, pages.root.parent)
    assert marks.is_generated(page)
    found, each = ticked(page), [tick for side in sides for tick in ticked(side)]
    same_day = len({how.days[side] for side in range(len(sides))}) == 1
    if same_day:
        assert {(one.day, one.contact) for one in found} == {(one.day, one.contact) for one in each}
        assert [one for one in found if one.done] == [
            one
            for one in found
            if (one.day, one.contact) in {(two.day, two.contact) for two in each if two.done}
        ]
    days = {TODAY + timedelta(how.days[side]) for side in range(len(sides))}
    assert {one.day for one in found} <= days
    if all(comment in page for side in sides for comment in re.findall("<!-- vaultnet 1.*", side)):
        assert told(found) == told(each)
    typed = "\n".join(marks.typed(page, "", {number for one in found for number in one.taken}))
    kept = "\n".join([typed, *(line for one in found for line in (one.words, *one.lines))])
    assert words_of(kept) == words_of("".join(sides))
    assert not [label for label in LABELS if label in kept]


# --- what went wrong once --------------------------------------------------------------------------

EARLIER, LATER = TODAY + timedelta(1), TODAY + timedelta(2)
NOTHING: tuple[dict[str, tuple[str, str]], list[tuple[str, str]]] = ({}, [])


def marked(**boxes: str) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]]]:
    return {name: (box, "") for name, box in boxes.items()}, []


Edits = tuple[Mapping[str, tuple[str, str]], Sequence[tuple[str, str]]]
SAME, OTHER_ENDS = (1, 1, 1), ("\n", "\r\n")
# title, how it is merged, what is done to each page, what is taken in: contact, day, done, put off, skipped
CASES: list[tuple[str, Merge, list[Edits], list[tuple[str, date, bool, bool, bool]]]] = [
    ("a tick is not undone by a put-off on the other side", Merge(SAME, 0, "union", ("\n", "\n")),
     [marked(Noor="[x]"), marked(Noor="[ ] 2w")], [("Noor", EARLIER, True, True, False)]),
    ("nor by a skip", Merge(SAME, 0, "", ("\n", "\n")),
     [marked(Noor="[x]"), marked(Noor="[ ] skip")], [("Noor", EARLIER, True, False, True)]),
    ("a box that skips is one beside a tick", Merge(SAME, 0, "union", ("\n", "\n")),
     [marked(Noor="[x] call"), marked(Noor="[-]")], [("Noor", EARLIER, True, False, True)]),
    ("a whole page in conflict, for its line ends", Merge(SAME, -1, "", OTHER_ENDS),
     [marked(Noor="[x]"), marked(Anna="[-]")],
     [("Noor", EARLIER, True, False, False), ("Anna", EARLIER, False, False, True)]),
    ("a whole page twice", Merge(SAME, -1, "union", OTHER_ENDS),
     [marked(Noor="[x]"), marked(Anna="[-]")],
     [("Noor", EARLIER, True, False, False), ("Anna", EARLIER, False, False, True)]),
    ("the same line on the pages of two days", Merge((1, 2, 1), -1, "union", ("\n", "\n")),
     [marked(Noor="[x]"), marked(Noor="[x] call")],
     [("Noor", EARLIER, True, False, False), ("Noor", LATER, True, False, False)]),
    ("a tick belongs to the day of its side", Merge((1, 2, 1), 0, "", ("\n", "\n")),
     [NOTHING, marked(Noor="[x]")], [("Noor", LATER, True, False, False)]),
    ("what was before a conflict", Merge((1, 2, 1), 0, "diff3", OTHER_ENDS),
     [marked(Noor="[x]"), NOTHING], [("Noor", EARLIER, True, False, False)]),
    ("a page with markers, merged once more", Merge(SAME, 0, "diff3", OTHER_ENDS),
     [NOTHING, NOTHING, marked(Noor="[x]")], [("Noor", EARLIER, True, False, False)]),
    ("a line put among those of another day", Merge((2, 1, 1), 0, "union", OTHER_ENDS),
     [NOTHING, NOTHING, marked(Mary="[ ] 2w")], [("Mary", EARLIER, False, True, False)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "edits", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_what_a_merge_leaves_is_taken_in(
    how: Merge,
    edits: list[Edits],
    expected: list[tuple[str, date, bool, bool, bool]],
    pages: Pages,
    tmp_path: Path,
) -> None:
    sides = [
        edited(pages.texts[day], one, side)
        for side, (day, one) in enumerate(zip(how.days, edits, strict=False))
    ]
    page = healed(pages, how, sides, tmp_path)
    found = ticked(page)
    said = [(one.contact[7:-3], one.day, one.done, one.until is not None, one.skip) for one in found]
    assert sorted(said) == sorted(expected)
    assert marks.typed(page, "", {number for one in found for number in one.taken}) == ()


def test_a_line_outside_of_the_conflict_is_ticked_once(pages: Pages) -> None:
    ours, theirs = (pages.texts[day].split("\n") for day in (1, 2))
    lines = [line.replace("[ ]", "[x]") if "[[Noor]] · **check" in line else line for line in ours]
    for at in (len(lines) - 2, 2):
        other = theirs[len(theirs) - 2 if at > 2 else 2]
        lines[at : at + 1] = ["<<<<<<< HEAD", lines[at], "=======", other, ">>>>>>> other"]
    page = "\n".join(lines)
    assert [(one.contact, one.day) for one in ticked(page)] == [("People/Noor.md", EARLIER)]


def test_markers_that_somebody_began_to_mend_are_lines_of_one_page() -> None:
    assert [side.numbers for side in page_sides.of(["a", "=======", "b", ">>>>>>> x", "c"])] == [(1, 3, 5)]
    assert [side.numbers for side in page_sides.of(["Heading", "=======", "b"])] == [(1, 2, 3)]


def test_the_owners_note_in_a_dashboards_place_is_left_alone(vault: Path) -> None:
    put(vault, NOTES)
    build(vault)
    page = (vault / PAGE).read_text()
    for ours, theirs in (("Mine.\n", page), (page, "Mine.\n")):
        text = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"
        (vault / PAGE).write_text(text)
        report = build(vault)
        assert [
            one.code for one in report.problems if one.path == PAGE and one.code != "conflict-marker"
        ] == ["output-in-the-way"]
        assert (vault / PAGE).read_text() == text


# --- whole builds ----------------------------------------------------------------------------------

LAST = TODAY + timedelta(4)
SHAPES = [("union", 0), ("", 0), ("diff3", -1), ("zdiff3", 0)]


@pytest.mark.parametrize(
    ("style", "base"), SHAPES, ids=[f"{style or 'markers'} from {base}" for style, base in SHAPES]
)
def test_a_build_heals_every_page(style: str, base: int, pages: Pages, tmp_path: Path) -> None:
    root = tmp_path / "vault"
    shutil.copytree(pages.root, root)
    later = {path: data for path, data in tree(root).items() if path.startswith("Network/")}
    build(root, TODAY)
    earlier = {path: data for path, data in tree(root).items() if path.startswith("Network/")}
    for path in earlier.keys() & later.keys():
        ours, theirs = (
            earlier[path].decode(),
            later[path].decode().replace("\n", "\r\n" if base < 0 else "\n"),
        )
        if path == PAGE:
            ours, theirs = (
                edited(ours, marked(Anna="[x] call, WORD"), 0),
                edited(theirs, ({}, [("## Reach out", "WORD")]), 1),
            )
        whole = merged("" if base < 0 else earlier[path].decode(), ours, theirs, style, tmp_path)
        (root / path).write_bytes(whole.encode())
    before = tree(root)
    report = build(root, LAST)
    assert [one.name for one in report.taken] == ["Anna"]
    assert {one.code for one in report.problems} & {
        "output-in-the-way",
        "conflict-marker",
        "conflict-in-properties",
    } == set()
    new = "".join(
        data.decode()
        for path, data in tree(root).items()
        if before.get(path) != data and not path.startswith("Network/")
    )
    assert words_of(new) == {"w0x0y", "w1x0y"}
    assert not [label for label in LABELS[:5] if label in new]
    again = build(root, LAST)
    assert (again.written, again.taken, again.rescued) == ((), (), ())
    forget(root)
    assert clean(root, LAST) == {
        path: data for path, data in tree(root).items() if path.startswith("Network/")
    }
    with building.facts(root, today=LAST) as facts:
        _, rows = facts.query(
            "select day from interactions where contact = 'People/Anna.md' and day > '2026-11-15'"
        )
    assert len(rows) == 1
