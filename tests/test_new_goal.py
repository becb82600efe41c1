"""``vaultnet new goal``: the questions that lead to a goal that can be measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import one_by_one, vaults
from vaultnet import acting, build, journal
from vaultnet.goals import standings

NOTES = {
    "vaultnet.toml": "",
    "Goals/Lead a team.md": "---\ntype: goal\n---\n",
    "Notes/Work that lasts.md": "Why I do it.\n",
    "Organisations/Globex.md": "---\ntype: organisation\n---\n",
}
PATH = "Goals/Learn to hire.md"
NEW = {"start": "2026-11-20", "status": "active"}
"""What every new goal holds."""


def asked(
    vault: Path, *answers: str, more: tuple[str, ...] = (), name: str = "Learn to hire"
) -> tuple[int, str]:
    """Answer the questions of a new goal, one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "asks", lambda: True)
        keys = "".join(f"{answer}\n" for answer in answers)
        return one_by_one.run(vault, "new", "goal", name, *more, keys=keys)


def written(vault: Path) -> tuple[dict[str, str], str]:
    """The properties that are set in the new note, and its text below the hint."""
    _, front, text = (vault / PATH).read_text("utf-8").split("---\n")
    lines = (line.partition(": ") for line in front.splitlines())
    fields = {name: value for name, colon, value in lines if colon and value and name != "type"}
    return fields, text.partition("-->\n")[2].strip()


# title, answers to: why, what would show it, by when, part of, needs, when, how often; properties; text
CASES: list[tuple[str, list[str], dict[str, str], str]] = [
    ("nothing", [""] * 7, {}, ""),
    (
        "all of it",
        ["I will have to", "12 conversations", "30 June 2027", "Lead a team", "mentor, hiring",
         "when I finish my review, then I ask one person", "monthly"],
        {"due": "2027-06-30", "parent": '"[[Lead a team]]"', "measure": "conversations", "target": "12",
         "needs": "[mentor, hiring]", "review": "monthly"},
        "I will have to\n\nwhen:: I finish my review then:: I ask one person",
    ),
    (
        "vague answers are met with one question",
        ["", "many", "about ten", "soon", "in 6 months", "", "help", "mentor", "", "often", "weekly"],
        {"due": "2027-05-20", "measure": "conversations", "target": "10", "needs": "[mentor]", "review": "weekly"},
        "",
    ),
    (
        "and then left open",
        ["", "many", "lots", "soon", "later", "", "help", "people", "", "often", "regularly"],
        {},
        "",
    ),
    (
        "vague, then nothing",
        ["", "many", "", "soon", "", "", "help", "", "", "often", ""],
        {},
        "",
    ),
    (
        "what can't be counted stays as it was said",
        ["", "I run the hiring", "5 milestones", "", "", "", "", ""],
        {"measure": "milestones", "target": "5"},
        "I am there when: I run the hiring",
    ),
    ("no number at all", ["", "I run the hiring", "", "", "", "", "", ""], {}, "I am there when: I run the hiring"),
    ("a target of zero is none", ["", "0 conversations", "", "", "", "", "", ""], {}, "I am there when: 0 conversations"),
    ("part of a note that is no goal", ["", "", "", "Work that lasts", "", "", ""],
     {"parent": '"[[Work that lasts]]"'}, ""),
    ("the beginning of a name", ["", "", "", "Lead", "", "", ""], {"parent": '"[[Lead a team]]"'}, ""),
    ("part of what is not there, and then is", ["", "", "", "Led", "Lead a team", "", "", ""],
     {"parent": '"[[Lead a team]]"'}, ""),
    ("part of what is not there yet", ["", "", "", "Rule", "Rule the sea", "", "", ""],
     {"parent": '"[[Rule the sea]]"'}, ""),
    ("a link to what is not there yet", ["", "", "", "[[Rule]]", "[[Rule]]", "", "", ""], {"parent": '"[[Rule]]"'}, ""),
    ("part of nothing after all", ["", "", "", "Rule", "", "", "", ""], {}, ""),
    ("an insider is linked where there is a note", ["", "", "", "", "insider at Globex, insider at Initech", "", ""],
     {"needs": '["insider at [[Globex]]", insider at Initech]'}, ""),
    ("a plan in two answers", ["", "", "", "", "", "When I finish", "then I ask", ""], {},
     "when:: I finish then:: I ask"),
    ("half a plan is none", ["", "", "", "", "", "when I finish", "", ""], {}, ""),
    ("no is no answer", ["no", "none", "-", "no", "nobody", "no", "?"], {}, ""),
    ("words that YAML would take for something else", ["# Why: because", "", "", "", "hiring: engineers", "", ""],
     {"needs": '["hiring: engineers"]'}, "# Why: because"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "answers", "fields", "text"), CASES, ids=[case[0] for case in CASES])
def test_what_becomes_of_answers(
    title: str, answers: list[str], fields: dict[str, str], text: str, vault: Path
) -> None:
    vaults.put(vault, NOTES)
    code, screen = asked(vault, *answers)
    assert code == 0, screen
    assert written(vault) == (NEW | fields, text)
    assert screen.rstrip().splitlines()[-1] == "To take it back: vaultnet undo"
    with build.facts(vault, today=vaults.TODAY) as facts:
        assert {one.code for one in facts.problems} <= {"no-parent"}
        assert len(standings(facts.snapshot.goals, facts.today)) == 2


LATER = "That is left open: the note can say it later."
COUNTED = "Counted as conversations; if you mean others, say which in the note: measure: coffee"

# title, answers as above, what is said besides the questions
SAID: list[tuple[str, list[str], list[str]]] = [
    ("nothing", [""] * 7, []),
    ("half a plan", ["", "", "", "", "", "when I finish", "", ""], [LATER]),
    ("a whole plan", ["", "", "", "", "", "when I finish, then I ask", ""], []),
    ("what is never read", ["", "", "soon", "later", "", "", "", ""], [LATER]),
    ("a larger goal that is not there, twice", ["", "", "", "Rule", "Rule the sea", "", "", ""],
     ["That is left open: there is no “Rule the sea” yet, and the link leads there once there is."]),
    ("talks", ["", "3 talks", "", "", "", "", ""], [COUNTED]),
    ("a bare number", ["", "a few", "10", "", "", "", "", ""], [COUNTED]),
    ("conversations", ["", "3 conversations", "", "", "", "", ""], []),
    ("a kind", ["", "3 coffees", "", "", "", "", ""], []),
    ("milestones", ["", "3 steps", "", "", "", "", ""], []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "answers", "said"), SAID, ids=[case[0] for case in SAID])
def test_what_is_said_of_answers(title: str, answers: list[str], said: list[str], vault: Path) -> None:
    vaults.put(vault, NOTES)
    _, screen = asked(vault, *answers)
    asked_for = screen.partition("\n\n")[0].splitlines()
    assert [line for line in asked_for if line.startswith(("That is", "Counted"))] == said


def test_it_is_shown_before_it_is_written_and_can_be_taken_back(vault: Path) -> None:
    vaults.put(vault, NOTES)
    _, screen = asked(vault, "I will have to", "12 talks", "", "", "", "", "")
    shown, _, after = screen.partition(f"Wrote {PATH}")
    assert after
    assert "\n    target: 12\n" in shown
    assert "\n    I will have to\n" in shown
    assert one_by_one.run(vault, "undo")[0] == 0
    assert not (vault / PATH).exists()


def test_questions_that_are_ended_write_nothing(vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, screen = asked(vault, "I will have to", "12 talks")
    assert code == 1
    assert screen.endswith("Error: The questions were ended, so nothing was written.\n")
    assert not (vault / PATH).exists()
    assert not journal.history(str(vault))


def test_a_name_that_is_taken_is_said_before_anything_is_asked(vault: Path) -> None:
    vaults.put(vault, {**NOTES, PATH: "mine\n"})
    code, screen = asked(vault)
    assert code == 1
    assert screen == f"Error: {PATH} is there already; it was left as it is.\n"


def test_larger_goals_are_named_first(vault: Path) -> None:
    note = "---\ntype: goal\n{}\n---\n"
    notes = {
        "Goals/A done.md": note.format("status: done"),
        "Goals/B short.md": note.format("horizon: short"),
        "Goals/C long.md": note.format("horizon: long"),
        "Goals/D whole.md": note.format("horizon: short"),
        "Goals/E part.md": note.format('parent: "[[D whole]]"'),
    }
    vaults.put(vault, {"vaultnet.toml": "", **notes})
    _, screen = asked(vault, *[""] * 7)
    assert "Which larger goal is it part of (D whole, C long, B short or E part): " in screen


def test_without_goals_nothing_is_part_of_anything(vault: Path) -> None:
    vaults.put(vault, {"vaultnet.toml": ""})
    _, screen = asked(vault, *[""] * 6)
    assert "larger goal" not in screen


def test_what_is_no_utf8_is_asked_for_again(vault: Path) -> None:
    vaults.put(vault, NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "asks", lambda: True)
        keys = b"\xe9\nI will have to\n" + b"\n" * 6
        code, screen = one_by_one.run(vault, "new", "goal", "Learn to hire", keys=keys)
    assert code == 0
    assert "What was typed is not written in UTF-8." in screen
    assert written(vault) == (NEW, "I will have to")


@pytest.mark.parametrize("more", [("--set", "target=3"), ("--json",)], ids=["fields", "for programs"])
def test_nothing_is_asked_where_it_is_said(more: tuple[str, ...], vault: Path) -> None:
    vaults.put(vault, NOTES)
    code, screen = asked(vault, more=more)
    assert code == 0
    assert "Why this goal" not in screen
    assert (vault / PATH).exists()


def test_nothing_is_asked_where_nobody_is_there(vault: Path) -> None:
    vaults.put(vault, NOTES)
    assert one_by_one.run(vault, "new", "goal", "Learn to hire") == (0, f"Wrote {PATH}\n")


def test_a_dry_run_asks_and_writes_nothing(vault: Path) -> None:
    vaults.put(vault, NOTES)
    _, screen = asked(vault, "I will have to", *[""] * 6, more=("--dry-run",))
    assert "+I will have to\n" in screen
    assert not (vault / PATH).exists()


def test_other_types_are_not_asked_about(vault: Path) -> None:
    vaults.put(vault, NOTES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "asks", lambda: True)
        assert one_by_one.run(vault, "new", "contact", "Ada")[1] == "Wrote People/Ada.md\n"


def test_the_docs_show_what_is_asked(vault: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "goals.md").read_text("utf-8")
    shown = page.partition('$ vaultnet new goal "Learn to negotiate"\n')[2].partition("```")[0]
    answers = ["I say yes too early", "many", "6 conversations", "30 June 2027", "Lead", "negotiating",
               "when I hear a number", "I count to ten", "monthly"]  # fmt: skip
    vaults.put(vault, {"vaultnet.toml": "", "Goals/Lead a platform team.md": "---\ntype: goal\n---\n"})
    assert asked(vault, *answers, name="Learn to negotiate") == (0, shown)


def test_it_asks_at_a_terminal(vault: Path) -> None:
    vaults.put(vault, {"vaultnet.toml": ""})
    keys = [(": ", f"{answer}\n") for answer in ("I will have to", "12 talks", "", "", "", "")]
    screen = one_by_one.at_terminal(vault, "new goal Learn", keys)
    assert "Wrote Goals/Learn.md" in screen
    assert "target: 12" in (vault / "Goals" / "Learn.md").read_text("utf-8")
