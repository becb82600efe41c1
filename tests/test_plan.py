"""Pure differences: what to read again, and what to write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import marks, plan
from vaultnet.plan import Action, Changes

OLD, NEW = (1, 1, 1, 1), (2, 1, 1, 1)

DIFFERENCES = [
    ("nothing", {"": {"a.md": OLD}}, {"": {"a.md": OLD}}, Changes((), (), {}, ())),
    ("a first look", {}, {"": {"a.md": OLD}, "P": {"b.md": OLD}},
     Changes(("P/b.md", "a.md"), (), {"": {"a.md": OLD}, "P": {"b.md": OLD}}, ())),
    ("an edit", {"P": {"a.md": OLD, "b.md": OLD}}, {"P": {"a.md": NEW, "b.md": OLD}},
     Changes(("P/a.md",), (), {"P": {"a.md": NEW, "b.md": OLD}}, ())),
    ("a removal", {"P": {"a.md": OLD}}, {"P": {}}, Changes((), ("P/a.md",), {"P": {}}, ())),
    ("a rename", {"": {"a.md": OLD}}, {"": {"b.md": OLD}}, Changes(("b.md",), ("a.md",), {"": {"b.md": OLD}}, ())),
    ("a folder moved", {"P": {"a.md": OLD}}, {"Q": {"a.md": OLD}},
     Changes(("Q/a.md",), ("P/a.md",), {"Q": {"a.md": OLD}}, ("P",))),
    ("an empty folder", {}, {"": {}}, Changes((), (), {"": {}}, ())),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "known", "found", "expected"), DIFFERENCES, ids=[case[0] for case in DIFFERENCES]
)
def test_changes(title: str, known: dict, found: dict, expected: Changes) -> None:  # type: ignore[type-arg]
    assert plan.changes(known, found) == expected


folders = st.dictionaries(
    st.sampled_from(["", "P", "P/Q"]),
    st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md"]), st.sampled_from([OLD, NEW])),
)


@given(folders, folders)
def test_what_is_read_and_removed_leads_from_one_state_to_the_other(known: dict, found: dict) -> None:  # type: ignore[type-arg]
    def flat(state: dict) -> dict:  # type: ignore[type-arg]
        return {(folder, name): stamp for folder, names in state.items() for name, stamp in names.items()}

    changes = plan.changes(known, found)
    state = {**known, **changes.folders}
    assert {folder: names for folder, names in state.items() if folder not in changes.gone} == found
    before, after = flat(known), flat(found)
    joined = {key: "/".join(filter(None, key)) for key in {**before, **after}}
    assert set(changes.read) == {joined[key] for key in after if before.get(key) != after[key]}
    assert set(changes.removed) == {joined[key] for key in before if key not in after}


def test_what_is_kept_is_asked_by_the_whole_path() -> None:
    found = {"": {"a.md": OLD}, "P": {"a.md": OLD, "b.md": OLD}}
    assert plan.keep(found, lambda path: path != "P/a.md") == {"": {"a.md": OLD}, "P": {"b.md": OLD}}


FRESH = marks.finish("# Today\n\nAda is due.", "Today", date(2026, 11, 20))
STALE = marks.finish("# Today\n\nGrace is due.", "Today", date(2026, 11, 19))
TYPED = STALE.replace("Grace is due.\n", "Grace is due.\n\nCall the printer.\n")

OUTPUTS = [
    ("new", None, FRESH, ("write", ())),
    ("the same", FRESH, FRESH, ("keep", ())),
    ("another day", STALE, FRESH, ("write", ())),
    ("with words of the user's", TYPED, FRESH, ("write", ("Call the printer.",))),
    ("no longer produced", STALE, None, ("remove", ())),
    ("no longer produced, with words", TYPED, None, ("remove", ("Call the printer.",))),
    ("a note of the user's", "Mine.\n", FRESH, ("blocked", ())),
]


@pytest.mark.parametrize(("title", "old", "new", "expected"), OUTPUTS, ids=[case[0] for case in OUTPUTS])
def test_outputs(title: str, old: str | None, new: str | None, expected: tuple[str, tuple[str, ...]]) -> None:
    before = None if old is None else old.encode()
    (action,) = plan.outputs({"N/T.md": before}, {} if new is None else {"N/T.md": new})
    after = None if new is None else new.encode()
    assert action == Action(expected[0], "N/T.md", before, after, expected[1])


def test_a_note_of_the_users_that_nothing_wants_is_left_alone() -> None:
    assert plan.outputs({"N/T.md": b"Mine.\n"}, {}) == ()


def test_what_was_typed_may_be_known_already() -> None:
    page = marks.finish("- [ ] a", "Today", date(2026, 11, 20))
    old = {"N/a.md": (page + "typed\n").encode(), "N/b.md": (page + "typed\n").encode()}
    actions = plan.outputs(old, {"N/a.md": page, "N/b.md": page}, {"N/a.md": ()})
    assert [action.rescued for action in actions] == [(), ("typed",)]
