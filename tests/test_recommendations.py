"""Recommendations: received, asked for and given, for whom one could be written, and what about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, recommendations
from vaultnet.cli import main
from vaultnet.recommendations import Candidate, Recommendations
from vaultnet.recommended import Written

ADA, GRACE, NOTE, DAY = "People/Ada.md", "People/Grace.md", "Opportunities/From Ada.md", "Daily/2026-10-20.md"
TALKED = "- 2026-11-10 call: about looms\n"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def opportunity(*lines: str, people: str = "Ada") -> str:
    named = f'people: ["[[{people}]]"]'
    return "\n".join(("---", "type: opportunity", "kind: recommendation", named, *lines, "---", ""))


def project(*lines: str) -> str:
    return "\n".join(("---", "type: project", 'people: ["[[Ada]]"]', *lines, "---", ""))


def found(vault: Path, notes: Mapping[str, str], most: int = 5) -> Recommendations:
    put(vault, {"vaultnet.toml": 'me = "[[Robin]]"\n', "Robin.md": contact(), ADA: contact(), **notes})
    with build.facts(vault, today=TODAY) as facts:
        every = recommendations.of(facts.snapshot, facts.config, most)
    cited = [one.source for one in (*every.received, *every.given)] + [one.source for one in every.asked]
    cited += [at for one in every.could for leaf in (*one.reasons, *one.about) for at in leaf.sources]
    for source in cited:
        assert source.quote in (vault / source.path).read_text("utf-8").split("\n")[source.line - 1], source
    return every


def say(one: Written) -> str:
    return f"{one.contact.name} {one.day.value if one.day else 'some day'} {one.text}".strip()


# --- received and given ----------------------------------------------------------------------------

# title, the notes, who wrote one for the owner
RECEIVED: list[tuple[str, dict[str, str], list[str]]] = [
    ("none", {}, []),
    ("a line of the ledger", {DAY: "received:: [[Ada]] a recommendation, half a page\n"}, ["Ada 2026-10-20 a recommendation, half a page"]),
    ("a reference", {DAY: "received:: [[Ada]] the letter of reference\n"}, ["Ada 2026-10-20 the letter of reference"]),
    ("of a book", {DAY: "received:: [[Ada]] a book recommendation\n"}, []),
    ("a reference card", {DAY: "received:: [[Ada]] her reference card for looms\n"}, []),
    ("many of them are tips", {DAY: "received:: [[Ada]] recommendations for the trip\n"}, []),
    ("something else", {DAY: "received:: [[Ada]] a loom\n"}, []),
    ("a note of its own", {NOTE: opportunity("stage: done", "closed: 2026-11-02")}, ["Ada 2026-11-02"]),
    ("and what it says", {NOTE: opportunity("stage: done", "outcome: half a page")}, ["Ada some day half a page"]),
    ("both are one", {NOTE: opportunity("stage: done", "closed: 2026-11-02"), DAY: "received:: [[Ada]] the recommendation\n"}, ["Ada 2026-11-02"]),
    ("a second one, long before", {NOTE: opportunity("stage: done", "closed: 2026-11-02"), "Daily/2026-02-02.md": "received:: [[Ada]] a recommendation\n"}, ["Ada 2026-11-02", "Ada 2026-02-02 a recommendation"]),
    ("two people", {GRACE: contact(), NOTE: opportunity("stage: done", "closed: 2026-11-02"), DAY: "received:: [[Grace]] a recommendation\n"}, ["Ada 2026-11-02", "Grace 2026-10-20 a recommendation"]),
    ("asked for, closed, and what came of it", {NOTE: opportunity("asked: 2026-10-02", "closed: 2026-11-02", "outcome: three warm paragraphs")}, ["Ada 2026-11-02 three warm paragraphs"]),
    ("asked for, and closed without a word", {NOTE: opportunity("asked: 2026-10-02", "closed: 2026-11-02")}, []),
    ("asked for, closed, and no answer", {NOTE: opportunity("asked: 2026-10-02", "closed: 2026-11-02", "outcome: no answer")}, []),
    ("asked for is not received", {NOTE: opportunity("stage: asked", "asked: 2026-11-02")}, []),
    ("they said no", {NOTE: opportunity("stage: declined", "closed: 2026-11-02")}, []),
    ("from somebody private", {ADA: contact("private: true"), DAY: "received:: [[Ada]] a recommendation\n"}, []),
    ("in a private note", {NOTE: opportunity("stage: done", "private: true")}, []),
    ("words that name somebody private", {"People/Eva Stone.md": contact("private: true"), DAY: "received:: [[Ada]] a recommendation by way of Eva Stone\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in RECEIVED], ids=[case[0] for case in RECEIVED]
)
def test_received(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    every = found(vault, notes)
    assert [say(one) for one in every.received] == expected
    assert every.given == ()


# title, the notes, for whom the owner wrote one
GIVEN: list[tuple[str, dict[str, str], list[str]]] = [
    ("a line of the ledger", {DAY: "gave:: [[Ada]] a recommendation for the fund\n"}, ["Ada 2026-10-20 a recommendation for the fund"]),
    ("an endorsement", {DAY: "gave:: [[Ada]] an endorsement\n"}, ["Ada 2026-10-20 an endorsement"]),
    ("a testimonial", {DAY: "gave:: [[Ada]] a testimonial\n"}, ["Ada 2026-10-20 a testimonial"]),
    ("in their own note", {ADA: contact(body="- 2026-10-20 email: sent it; gave:: a recommendation\n")}, ["Ada 2026-10-20 a recommendation"]),
    ("on no day", {ADA: contact(body="gave:: a recommendation\n")}, ["Ada some day a recommendation"]),
    ("the newest first", {DAY: "gave:: [[Ada]] a recommendation\n", "Daily/2026-11-01.md": "gave:: [[Grace]] a recommendation\n", GRACE: contact()}, ["Grace 2026-11-01 a recommendation", "Ada 2026-10-20 a recommendation"]),
    ("of a restaurant", {DAY: "gave:: [[Ada]] a restaurant recommendation\n"}, []),
    ("a loom", {DAY: "gave:: [[Ada]] a loom\n"}, []),
    ("to somebody private", {ADA: contact("private: true"), DAY: "gave:: [[Ada]] a recommendation\n"}, []),
    ("in a private note", {DAY: "---\nprivate: true\n---\ngave:: [[Ada]] a recommendation\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN])
def test_given(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert [say(one) for one in found(vault, notes).given] == expected


# title, the opportunity's lines, what is waited for
ASKED: list[tuple[str, list[str], list[str]]] = [
    ("asked", ["stage: asked", "asked: 2026-11-02", "due: 2026-11-27"], ["Ada 2026-11-02 2026-11-27"]),
    ("no stage, but a day", ["asked: 2026-11-02"], ["Ada 2026-11-02"]),
    ("they said yes", ["stage: agreed"], ["Ada"]),
    ("late", ["stage: agreed", "due: 2026-11-19"], ["Ada 2026-11-19 late"]),
    ("due today is not late", ["stage: agreed", "due: 2026-11-20"], ["Ada 2026-11-20"]),
    ("noticed", ["stage: noticed"], []),
    ("there", ["stage: done"], []),
    ("declined", ["stage: declined"], []),
    ("closed", ["stage: asked", "closed: 2026-11-19"], []),
    ("private", ["stage: asked", "private: true"], []),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in ASKED], ids=[case[0] for case in ASKED])
def test_asked_for(lines: list[str], expected: list[str], vault: Path) -> None:
    shown = []
    for one in found(vault, {NOTE: opportunity(*lines)}).asked:
        days = [str(day.value) for day in (one.asked, one.due) if day]
        shown.append(" ".join((one.contact.name, *days, *(("late",) if one.late else ()))))
    assert shown == expected


# --- for whom one could be written -----------------------------------------------------------------


def tell(one: Candidate) -> str:
    return f"{one.contact.name}: {'; '.join(reason.value for reason in one.reasons)}"


HERE = {"Robin.md": contact('company: "[[Globex]]"')}

# title, the notes, for whom and why
COULD: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {ADA: contact(body=TALKED)}, []),
    ("a collaborator", {ADA: contact("relation: collaborator", body=TALKED)}, ["Ada: your collaborator"]),
    ("a mentee", {ADA: contact("relation: [friend, mentee]", body=TALKED)}, ["Ada: your mentee"]),
    ("who is paused", {ADA: contact("relation: collaborator", "paused: true", body=TALKED)}, []),
    ("who was put off", {ADA: contact("relation: collaborator", "snooze: 2026-12-03", body=TALKED)}, []),
    ("a mentor needs none", {ADA: contact("relation: mentor", body=TALKED)}, []),
    ("a peer alone is none with whom you worked", {ADA: contact("relation: peer", body=TALKED)}, []),
    (
        "a peer who gave something",
        {ADA: contact("relation: peer", body=TALKED), DAY: "received:: [[Ada]] a loom\n"},
        ["Ada: your peer"],
    ),
    (
        "a colleague",
        {**HERE, ADA: contact('company: "[[Globex]]"', body=TALKED)},
        ["Ada: you both work at Globex"],
    ),
    (
        "a colleague, by the name of the place",
        {**HERE, ADA: contact("company: globex", body=TALKED)},
        ["Ada: you both work at globex"],
    ),
    (
        "at a place whose note is private",
        {
            **HERE,
            "Globex.md": "---\nprivate: true\n---\n",
            ADA: contact('company: "[[Globex]]"', body=TALKED),
        },
        [],
    ),
    ("at another place", {**HERE, ADA: contact("company: Initech", body=TALKED)}, []),
    (
        "who is on their own is nobody's colleague",
        {"Robin.md": contact("company: Freelance"), ADA: contact("company: freelance", body=TALKED)},
        [],
    ),
    (
        "a project that goes on",
        {ADA: contact(body=TALKED), "Projects/Engine.md": project("status: active")},
        ["Ada: you work together on Engine"],
    ),
    (
        "a project that is done",
        {ADA: contact(body=TALKED), "Projects/Engine.md": project("status: done")},
        ["Ada: you worked together on Engine"],
    ),
    (
        "all of it",
        {
            **HERE,
            ADA: contact("company: Globex", "relation: peer", body=TALKED),
            "Projects/Engine.md": project(),
            "Projects/Loom.md": project(),
        },
        ["Ada: you work together on Engine; you work together on Loom; you both work at Globex; your peer"],
    ),
    ("never in touch", {ADA: contact("relation: collaborator")}, []),
    (
        "quiet by now",
        {ADA: contact("relation: collaborator", body="- 2024-01-02 call: about looms\n")},
        [],
    ),
    (
        "they have one",
        {ADA: contact("relation: collaborator", body=TALKED), DAY: "gave:: [[Ada]] a recommendation\n"},
        [],
    ),
    ("private", {ADA: contact("relation: collaborator", "private: true", body=TALKED)}, []),
    ("ended", {ADA: contact("relation: collaborator", "ended: true", body=TALKED)}, []),
    (
        "who wrote one comes first",
        {
            ADA: contact("relation: collaborator", body=TALKED),
            GRACE: contact("relation: mentee", body=TALKED),
            DAY: "received:: [[Grace]] a recommendation\n",
        },
        ["Grace: they wrote you one on 20 October; your mentee", "Ada: your collaborator"],
    ),
    (
        "who wrote one is among them, whatever they are to you",
        {
            ADA: contact("relation: collaborator", body=TALKED),
            GRACE: contact("relation: mentor", body=TALKED),
            DAY: "received:: [[Grace]] a LinkedIn recommendation, glowing\n",
        },
        ["Grace: they wrote you one on 20 October", "Ada: your collaborator"],
    ),
    (
        "who wrote one in a note of its own",
        {ADA: contact(body=TALKED), NOTE: opportunity("stage: done", "closed: 2026-11-02")},
        ["Ada: they wrote you one on 2 November"],
    ),
    (
        "a peer who wrote one, and gave nothing else",
        {ADA: contact("relation: peer", body=TALKED), DAY: "received:: [[Ada]] a recommendation\n"},
        ["Ada: they wrote you one on 20 October; your peer"],
    ),
    (
        "who wrote one, and has one",
        {
            ADA: contact(body=TALKED),
            DAY: "received:: [[Ada]] a recommendation\n\ngave:: [[Ada]] a recommendation\n",
        },
        [],
    ),
    (
        "who wrote one, and is quiet by now",
        {ADA: contact(), "Daily/2024-01-02.md": "received:: [[Ada]] a recommendation\n"},
        [],
    ),
    (
        "then who gave much and got nothing",
        {
            ADA: contact("relation: collaborator", body=TALKED),
            GRACE: contact("relation: mentee", body=TALKED),
            "Daily/2026-03-02.md": "received:: [[Grace]] a loom\n",
            "Daily/2026-04-02.md": "received:: [[Grace]] a lathe\n",
        },
        [
            "Grace: they gave you something twice since 2 March, and nothing went back; your mentee",
            "Ada: your collaborator",
        ],
    ),
    (
        "then who shares a project, is a colleague, a collaborator, a mentee",
        {
            **HERE,
            ADA: contact(body=TALKED),
            "Projects/Engine.md": project(),
            "People/B.md": contact("company: Globex", body=TALKED),
            "People/C.md": contact("relation: mentee", body=TALKED),
            "People/D.md": contact("relation: collaborator", body=TALKED),
        },
        [
            "Ada: you work together on Engine",
            "B: you both work at Globex",
            "D: your collaborator",
            "C: your mentee",
        ],
    ),
]


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in COULD], ids=[case[0] for case in COULD])
def test_for_whom_one_could_be_written(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    assert [tell(one) for one in found(vault, notes).could] == expected


def test_a_short_list_says_how_many_are_left_out(vault: Path) -> None:
    people = {f"People/{name}.md": contact("relation: mentee", body=TALKED) for name in "ABC"}
    every = found(vault, people, most=2)
    assert [one.contact.name for one in every.could] == ["A", "B"]
    assert [one.path for one in every.others] == ["People/C.md"]


# title, Ada's note, more notes, what to write about
ABOUT: list[tuple[str, str, dict[str, str], list[str]]] = [
    ("what was said", contact("relation: mentee", body=TALKED), {}, ["10 November: “about looms”"]),
    (
        "what they gave",
        contact("relation: mentee", body=TALKED),
        {DAY: "received:: [[Ada]] her list of looms\n"},
        ["they gave you “her list of looms” on 20 October", "10 November: “about looms”"],
    ),
    (
        "what they taught",
        contact("relation: mentee", body=TALKED),
        {DAY: "received:: [[Ada]] teaching: weaving\n"},
        ["they gave you “weaving” on 20 October", "10 November: “about looms”"],
    ),
    (
        "what they teach",
        contact("relation: mentee", "teaches: [looms, weaving]", body=TALKED),
        {},
        ["they teach looms and weaving", "10 November: “about looms”"],
    ),
    (
        "nothing says how you worked together",
        contact("relation: mentor", body=TALKED),
        {DAY: "received:: [[Ada]] a recommendation\n"},
        ["your notes do not say how you worked together", "10 November: “about looms”"],
    ),
    (
        "what they did for a project",
        contact(body=TALKED),
        {"Projects/Engine.md": project() + "- [x] Ada: the drawings ✅ 2026-10-02\n- [ ] Ada: the notes\n"},
        ["they did “the drawings” for Engine", "10 November: “about looms”"],
    ),
    (
        "three things at most",
        contact("relation: mentee", "teaches: looms", body=TALKED),
        {
            DAY: "received:: [[Ada]] a loom\n",
            "Daily/2026-10-21.md": "received:: [[Ada]] a lathe\n",
            "Daily/2026-10-22.md": "gave:: [[Ada]] a pen\n",
        },
        ["they gave you “a lathe” on 21 October", "they gave you “a loom” on 20 October", "they teach looms"],
    ),
    (
        "not what was said with others there",
        contact("relation: mentee"),
        {
            GRACE: contact(),
            "Meetings/2026-11-10 Dinner.md": '---\ntype: meeting\ndate: 2026-11-10\nkind: meal\npeople: ["[[Ada]]", "[[Grace]]"]\n---\nGrace told of ships.\n',
        },
        [],
    ),
    (
        "not what was sent",
        contact("relation: mentee", body="- 2026-11-10 email: sent her the draft\n"),
        {},
        [],
    ),
    (
        "not what names somebody private",
        contact("relation: mentee", body=TALKED),
        {"People/Eva Stone.md": contact("private: true"), DAY: "received:: [[Ada]] news of Eva Stone\n"},
        ["10 November: “about looms”"],
    ),
    (
        "not what stands in a private note",
        contact("relation: mentee", body=TALKED),
        {DAY: "---\nprivate: true\n---\nreceived:: [[Ada]] a loom\n"},
        ["10 November: “about looms”"],
    ),
]


@pytest.mark.parametrize(
    ("ada", "notes", "expected"), [case[1:] for case in ABOUT], ids=[case[0] for case in ABOUT]
)
def test_what_to_write_about(ada: str, notes: dict[str, str], expected: list[str], vault: Path) -> None:
    could = {one.contact.name: one for one in found(vault, {ADA: ada, **notes}).could}
    assert [leaf.value for leaf in could["Ada"].about] == expected


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({}, "There are no contacts yet."),
        ({ADA: contact()}, "There is no recommendation yet, and nobody for whom you could write one."),
        ({ADA: contact(), NOTE: opportunity("stage: agreed", "due: 2026-11-19")}, "Asked for\n  Ada  was for 19 November"),
        ({ADA: contact("relation: mentee", body=TALKED)}, "You could write one for\nAda\n  why    your mentee"),
    ],
    ids=["no contacts", "nothing to say", "late", "somebody"],
)  # fmt: skip
def test_the_command(
    notes: dict[str, str], said: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "today = 2026-11-20\n", **notes})
    assert main(["--vault", str(vault), "recommendations"]) == 0
    assert said in capsys.readouterr().out


SEEN = {
    "vaultnet.toml": "today = 2026-11-20\n",
    ADA: contact(),
    GRACE: contact("relation: mentee", body=TALKED),
    "People/Eva.md": contact("relation: mentee", body=TALKED),
    DAY: "received:: [[Ada]] a recommendation\n\ngave:: [[Ada]] a reference\n",
}


def test_programs_get_every_value_with_its_lines(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SEEN)
    assert main(["--vault", str(vault), "recommendations", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    received = data["received"][0]
    assert received["text"] == {
        "value": "a recommendation",
        "sources": [{"path": DAY, "line": 1, "quote": "[[Ada]] a recommendation"}],
    }
    assert [one["text"]["value"] for one in data["given"]] == ["a reference"]
    assert [one["who"]["name"]["value"] for one in data["could"]] == ["Eva", "Grace"]
    assert data["more"] is None


def test_before_it_was_written_there_was_none(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, SEEN)
    assert main(["--vault", str(vault), "recommendations", "--as-of", "2026-10-19"]) == 0
    assert "There is no recommendation yet" in capsys.readouterr().out


def test_all_of_them_are_named_if_that_is_asked(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = {f"People/{name}.md": contact("relation: mentee", body=TALKED) for name in "ABCDEFG"}
    put(vault, {"vaultnet.toml": "today = 2026-11-20\n", **people})
    assert main(["--vault", str(vault), "recommendations"]) == 0
    assert capsys.readouterr().out.endswith("And 2 more people: vaultnet recommendations --all\n")
    assert main(["--vault", str(vault), "recommendations", "--all"]) == 0
    said = capsys.readouterr().out
    assert said.count("your mentee") == len(people)
    assert "more people" not in said
