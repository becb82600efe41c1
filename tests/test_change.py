"""What `change` does to a goal: cases as data, the law of its history, and the command itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import vaults
from vaultnet import course, goal_lines, plugins
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.facts import Facts
from vaultnet.links import Names
from vaultnet.model import Fields
from vaultnet.network import Goal, Snapshot
from vaultnet.operation import Operation
from vaultnet.parse import Parser
from vaultnet.planners import course as planner
from vaultnet.planners.asked import Pair, parse_pair
from vaultnet.who import Who

LEAD = "Goals/Lead.md"
TYPES = plugins.load()
FACTS = Facts(
    Path("vault"), vaults.TODAY, Config(), TYPES, Snapshot({}), (), (), None, ""  # type: ignore[arg-type]
)  # fmt: skip


def note(front: str, body: str = "") -> bytes:
    return f"---\ntype: goal\n{front}---\n{body}".encode()


def plan(data: bytes, arguments: list[str], because: str, facts: Facts = FACTS) -> Operation:
    pairs = [pair for one in arguments if (pair := parse_pair(one))]
    return planner.change(facts, lambda _: data, LEAD, pairs, because)


def goal(data: bytes) -> Goal:
    """The goal as a build sees it, as far as its own note goes."""
    parsed = Parser(Config(), TYPES.note_types).parse(LEAD, data)[0]
    lines = tuple(goal_lines.lines(Who(parsed, Names(()), Config())))
    return Goal(LEAD, "Lead", parsed.fields, (), (), lines=lines)


DONE: list[tuple[str, str, list[str], str, str, str]] = [
    (
        "let go",
        "status: active\n",
        ["status=dropped"],
        "nobody asked",
        "status: dropped\nbecause: nobody asked\n",
        "status: active → dropped; because nobody asked",
    ),
    (
        "a status that nothing said",
        "",
        ["status=paused"],
        "the baby",
        "status: paused\nbecause: the baby\n",
        "status: none → paused; because the baby",
    ),
    (
        "taken up again",
        "status: dropped\nbecause: no time\n",
        ["status=active"],
        "time",
        "status: active\n",
        "status: dropped → active; because: no time → none; because time",
    ),
    (
        "paused, then let go",
        "status: paused\nreason: no time\n",
        ["status=dropped"],
        "no wish",
        "status: dropped\nreason: no wish\n",
        "status: paused → dropped; because: no time → no wish; because no wish",
    ),
    (
        "a word of one's own for a status",
        "state: on hold\n",
        ["status=abandoned"],
        "x",
        "state: abandoned\nbecause: x\n",
        "status: paused → dropped; because x",
    ),
    (
        "reached",
        "",
        ["status=done"],
        "they said yes",
        "status: done\n",
        "status: none → done; because they said yes",
    ),
    (
        "what it needs",
        'needs: [mentor, "insider at [[Globex]]"]\n',
        ["needs-=mentor", "needs+=hiring"],
        "I have one",
        'needs: ["insider at [[Globex]]", "hiring"]\n',
        "needs: mentor, insider at [[Globex]] → insider at [[Globex]], hiring; because I have one",
    ),
    (
        "a need with a comma",
        "",
        ['needs="a lead, of people"'],
        "x",
        'needs: ["a lead, of people"]\n',
        'needs: none → "a lead, of people"; because x',
    ),
    (
        "a day, and a number",
        "due: 2027-01-29\ntarget: 10\n",
        ["due=2027-06-30", "target=2.5"],
        "spring",
        "due: 2027-06-30\ntarget: 2.5\n",
        "due: 2027-01-29 → 2027-06-30; target: 10 → 2.5; because spring",
    ),
    (
        "a day taken away",
        "due: 2027-01-29\n",
        ["due="],
        "no hurry",
        "",
        "due: 2027-01-29 → none; because no hurry",
    ),
    (
        "the larger goal",
        'parent: "[[Work]]"\n',
        ["parent=Work that lasts"],
        "larger",
        'parent: "[[Work that lasts]]"\n',
        "parent: [[Work]] → [[Work that lasts]]; because larger",
    ),
    (
        "how often it is looked at",
        "review: monthly\n",
        ["review=6w"],
        "enough",
        "review: 6w\n",
        "review: monthly → 6w; because enough",
    ),
    (
        "why it rests stays where that is not asked",
        "status: dropped\nbecause: a\n",
        ["target=5"],
        "b",
        "status: dropped\nbecause: a\ntarget: 5\n",
        "target: none → 5; because b",
    ),
    (
        "why, on several lines",
        "",
        ["target=5"],
        "  one\n two ",
        "target: 5\n",
        "target: none → 5; because one two",
    ),
]


@pytest.mark.parametrize(
    ("title", "front", "arguments", "because", "after", "line"), DONE, ids=[case[0] for case in DONE]
)
def test_what_is_changed_and_kept(
    title: str, front: str, arguments: list[str], because: str, after: str, line: str
) -> None:
    planned = plan(note(front, "Text.\n"), arguments, because)
    assert not planned.refused
    wanted = f"---\ntype: goal\n{after}---\nText.\n\n## History\n- 2026-11-20 changed {line}\n"
    assert planned.changes[0].after == wanted.encode()
    assert planner.said(FACTS, planned)


PLACES = [
    ("no text at all", "", "\n## History\n- {line}\n"),
    ("no newline at the end", "Text.", "Text.\n\n## History\n- {line}"),
    (
        "newest first",
        "## History\n- 2026-09-02 b\n- 2026-08-01 a\n\n## More\n",
        "## History\n- {line}\n- 2026-09-02 b\n- 2026-08-01 a\n\n## More\n",
    ),
    (
        "oldest first, and other marks",
        "# history:\n* 2026-08-01 a\n* 2026-09-02 b\n",
        "# history:\n* 2026-08-01 a\n* 2026-09-02 b\n* {line}\n",
    ),
    (
        "a log beside it",
        "## Log\n- 2026-09-02 b\n",
        "## Log\n- 2026-09-02 b\n\n## History\n- {line}\n",
    ),
]


@pytest.mark.parametrize(("title", "body", "after"), PLACES, ids=[case[0] for case in PLACES])
def test_where_the_line_goes(title: str, body: str, after: str) -> None:
    planned = plan(note("target: 5\n", body), ["target=6"], "x")
    done = planned.changes[0].after
    assert done is not None
    line = "2026-11-20 changed target: 5 → 6; because x"
    assert done.decode().partition("---\n")[2].partition("---\n")[2] == after.format(line=line)


REFUSED = [
    ("nothing says why", note(""), ["status=dropped"], " ", "Nothing says why."),
    ("no goal", b"---\ntype: contact\n---\n", ["tier=close"], "x", "Lead is no goal"),
    ("no property of a goal", note(""), ["mood=low"], "x", "“mood” is no property of a goal"),
    ("why, as a property", note(""), ["because=y"], "x", "Why it is changed is said once"),
    ("a status that there isn't", note(""), ["status=asleep"], "x", "none of the words that are known"),
    ("a target of none", note("target: 5\n"), ["target=0"], "x", "“0” is not above zero"),
    ("a target of many", note("target: 5\n"), ["target=many"], "x", "“many” is no number"),
    ("properties that can't be read", note("a: [x\nb: 1\n"), ["target=5"], "x", ""),
    ("code that is open", note("", "```\ncode\n"), ["target=5"], "x", "would not be read as that"),
    (
        "a comment that would hide what is there",
        note("", "## History\n- 2026-08-01 a\n- 2026-01-01 b\n"),
        ["target=5"],
        "%% x",
        "would not be read as that",
    ),
    ("no UTF-8", note(""), ["target=5"], "\udcff", "not written in UTF-8"),
    ("longer than a line can be", note(""), ["target=5"], "x" * 5000, "longer than 4,000 characters"),
]


@pytest.mark.parametrize(
    ("title", "data", "arguments", "because", "message"), REFUSED, ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(title: str, data: bytes, arguments: list[str], because: str, message: str) -> None:
    planned = plan(data, arguments, because)
    assert planned.refused
    assert message in planned.refused[0].message
    assert not planned.changes


def test_a_slip_of_the_pen_is_told() -> None:
    assert "Did you mean target?" in plan(note(""), ["taget=5"], "x").refused[0].hint


def test_nothing_that_is_asked_for_twice_is_kept_twice() -> None:
    data = note("target: 5\n")
    planned = plan(data, ["target=5"], "x")
    assert not planned.changes
    assert not planned.refused


@settings(max_examples=60)
@given(body=st.text(max_size=60), because=st.text(max_size=12), value=st.text(max_size=8))
def test_nothing_raises_and_what_was_written_stays(body: str, because: str, value: str) -> None:
    data = note("needs: a\n", f"## History\n- 2026-09-02 b\n{body}")
    planned = plan(data, ["target=5", f"needs+={value}"], because)
    for done in planned.changes:
        assert done.after is not None
        left = iter(done.after.decode(errors="surrogateescape").split("\n"))
        wanted = data.decode(errors="surrogateescape").split("---\n", 2)[2].split("\n")
        assert all(line in left for line in wanted)  # in their order: `in` goes on where it was


# --- the law ---------------------------------------------------------------------------------------

WORDS = st.text(alphabet="ab ,;→-\"'[]#é", min_size=1, max_size=8)
ASKED = st.one_of(
    st.builds(Pair, st.just("status"), st.just(""), st.sampled_from(["active", "paused", "dropped", "done"])),
    st.builds(
        Pair, st.just("needs"), st.sampled_from(["", "+", "-"]), WORDS | st.sampled_from(["none", "a"])
    ),
    st.builds(Pair, st.just("due"), st.just(""), st.sampled_from(["", "2027-01-29", "2027-06-30"])),
    st.builds(Pair, st.just("target"), st.just(""), st.sampled_from(["", "5", "2.5"])),
    st.builds(Pair, st.just("parent"), st.just(""), st.sampled_from(["", "Work", "[[Work|w]]"])),
    st.builds(Pair, st.just("review"), st.just(""), st.sampled_from(["", "monthly", "45", "6w"])),
    st.builds(Pair, st.just("horizon"), st.just(""), st.sampled_from(["", "short", "a year"])),
)
FRONTS = st.sampled_from(
    [
        "",
        "status: dropped\nbecause: 'a; b → c'\n",
        "Status: on hold\nneeds: mentor\n",
        'needs: [mentor, "insider at [[Globex]]", "a, b"]\ndue: 2027-01-29\n',
        'parent: "[[Work that lasts]]"\nreview: 30\ntarget: 10\n',
    ]
)


def values(found: Fields) -> dict[str, list[object]]:
    return {name: [(one.value, one.link) for one in of] for name, of in found.items() if of}


@settings(max_examples=60)
@given(front=FRONTS, steps=st.lists(st.tuples(ASKED, st.integers(0, 2), WORDS), max_size=6))
@example(front="", steps=[(Pair("status", "", "dropped"), 0, "x"), (Pair("status", "", "active"), 0, "y")])
@example(front="", steps=[(Pair("status", "", "dropped"), 0, "x"), (Pair("status", "", "paused"), 1, "x")])
def test_taking_the_lines_back_gives_what_was(front: str, steps: list[tuple[Pair, int, str]]) -> None:
    """Whatever was changed, on however many days: a goal without the lines since a day is as it was before it."""
    data, day = note(front, "Text.\n"), date(2026, 9, 1)
    were = []
    for pair, days, because in steps:
        day = date.fromordinal(day.toordinal() + days)
        planned = planner.change(replace(FACTS, today=day), {LEAD: data}.__getitem__, LEAD, [pair], because)
        if planned.changes and planned.changes[0].after:
            were.append((day, data))
            data = planned.changes[0].after
    now = goal(data)
    assert len(course.changes(now)) == len(were)
    for day in {day for day, _ in were}:
        first = next(before for when, before in were if when == day)
        assert values(course.before(now, day, Config()).fields) == values(goal(first).fields)


# --- the command -----------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--vault", str(root), "--today", vaults.TODAY.isoformat(), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


COMMANDS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (
        ("change", "Lead", "a", "team", "status=dropped", "--because", "no wish"),
        0,
        "Changed Lead a team: let go.\nChanged Goals/Lead a team.md\n",
    ),
    (
        ("change", "Lead a team", "status=done", "--because", "they asked me"),
        0,
        "Changed Lead a team: done.\nChanged Goals/Lead a team.md\n",
    ),
    (
        ("change", "Lead a team", "reviewed=today", "--because", "x"),
        1,
        'Nothing of a goal is changed by looking at it.\nWrite vaultnet set "Lead a team" reviewed=today',
    ),
    (("change", "Lead a team", "last review=today", "--because", "x"), 1, "is changed by looking at it."),
    (("change", "Lead a team", "due=", "--because", "x"), 0, "due no longer said (it was 30 June 2027)"),
    (("change", "Lead a team", "target=10", "--because", "x"), 0, "Lead a team has target: 10 already."),
    (
        ("change", "Lead a team", "target=12", "--because", "x", "--dry-run"),
        0,
        "+- 2026-11-20 changed target",
    ),
    (("change", "Lead a team", "target=12"), 1, "Nothing says why."),
    (("change", "Ada Lovelace", "tier=close", "--because", "x"), 1, "Ada Lovelace is a contact, and no goal"),
    (("change", "Lead a team", "--because", "x"), 2, "vaultnet change Lead a team due=2027-06-30 --because"),
    (("change", "Lead a team", "due", "2028-01-01"), 2, 'change Lead a team due=2028-01-01 --because "…"\n'),
    (("change", "target=5", "--because", "x"), 2, "Whose? vaultnet change GOAL KEY=VALUE"),
)


@pytest.mark.parametrize(("arguments", "code", "said"), COMMANDS)
def test_the_command(
    arguments: tuple[str, ...], code: int, said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, vaults.SMALL)
    found, out, err = run(capsys, vault, *arguments)
    assert found == code
    assert said in out + err


# what a goal is to be a part of, the code, what is said: Hire is a part of Lead, and that one of Grow
ROUND = [
    ("Lead", "parent=Lead", 1, "Lead would be a part of itself."),
    ("Lead", "parent=[[Hire]]", 1, "These goals would be parts of each other: Hire, Lead."),
    ("Grow", "part of=Hire", 1, "These goals would be parts of each other: Hire, Lead, Grow."),
    ("Hire", "parent=Grow", 0, ""),
    ("Round", "target=5", 0, ""),
    ("Round", "parent=Grow", 0, ""),
]


@pytest.mark.parametrize(("name", "pair", "code", "said"), ROUND)
@pytest.mark.parametrize("command", [["set"], ["change", "--because", "x"]], ids=["set", "change"])
def test_no_goal_is_made_a_part_of_itself(
    command: list[str],
    name: str,
    pair: str,
    code: int,
    said: str,
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    parents = {"Grow": "", "Lead": "Grow", "Hire": "Lead", "Round": "Round"}
    notes = {
        f"Goals/{one}.md": note(f'parent: "[[{above}]]"\n' * bool(above)) for one, above in parents.items()
    }
    vaults.put(vault, {"vaultnet.toml": "", **{path: data.decode() for path, data in notes.items()}})
    found, _, err = run(capsys, vault, command[0], name, pair, *command[1:])
    assert (found, said in err) == (code, True)
    assert ("take the parent: away" in err) is bool(said)


def test_why_is_asked_for_at_a_terminal(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vaults.put(vault, vaults.SMALL)
    asked: list[str] = []

    def prompt(text: str, prompt_suffix: str = ": ", **_: object) -> str:
        asked.append(text + prompt_suffix)
        return ["", "no wish"][len(asked) - 1]

    monkeypatch.setattr("vaultnet.acting.asks", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    assert run(capsys, vault, "change", "Lead a team", "status=dropped")[0] == 1
    assert run(capsys, vault, "change", "Lead a team", "status=dropped")[0] == 0
    assert asked == ["Why do you change Lead a team? "] * 2
    assert "because: no wish\n" in (vault / "Goals/Lead a team.md").read_text("utf-8")


def test_a_change_is_taken_back_whole(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vaults.put(vault, vaults.SMALL)
    before = vaults.tree(vault)
    code, out, _ = run(capsys, vault, "change", "Lead a team", "needs=mentor", "--because", "x", "--json")
    data = json.loads(out)["data"]
    assert code == 0
    assert (data["goal"], data["because"], data["changes"][0]["action"]) == (
        "Goals/Lead a team.md",
        "x",
        "edit",
    )
    assert vaults.tree(vault) != before
    run(capsys, vault, "undo")
    assert vaults.tree(vault) == before
