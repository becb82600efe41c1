"""Whom to meet at an event: why, in which order, what to begin with, and who may be there as well."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.test_encounters import contact, event, meeting
from tests.vaults import TODAY, put
from vaultnet import build, encounters, events, memo, prep, reasons
from vaultnet.cli import main
from vaultnet.dashboards import events as dashboard
from vaultnet.prep import Prep

EVENT, LEAD, SPEAK = "Events/Loom Days.md", "Goals/Lead.md", "Goals/Speak.md"
ADA, EVA, IDA = "People/Ada.md", "People/Eva.md", "People/Ida.md"
TALKED = "- 2026-11-10 coffee: looms\n"
DAYS = ("date: 2026-12-03", "ends: 2026-12-04", "place: Ghent")
OWN = ('goals: ["[[Speak]]"]', 'people: ["[[Ada]]", "[[Eva]]"]')


def goal(*lines: str) -> str:
    return "\n".join(("---", "type: goal", *lines, "---", ""))


def found(vault: Path, notes: Mapping[str, str]) -> Prep:
    """Whom to meet at Loom Days."""
    base = {
        "vaultnet.toml": 'me = "[[Robin]]"\n',
        "Robin.md": contact("learns: [public speaking]", "teaches: [looms]", "interests: [jam]"),
        EVENT: event(*DAYS, *OWN),
        LEAD: goal("needs: [Engineering Manager]"),
        SPEAK: goal("needs: [collaborator, referrer]"),
    }
    put(vault, {**base, **notes})
    with build.facts(vault, today=TODAY) as facts:
        one = next(one for one in events.of(facts.snapshot.occasions) if one.path == EVENT)
        return prep.of(one, facts.snapshot, facts.config)


def say(one: prep.Person) -> str:
    via = f"; via {', '.join(who.value for who in one.via)}" if one.via else ""
    return "; ".join(reason.said.value for reason in one.reasons) + via


# --- reasons ---------------------------------------------------------------------------------------

# title, Ada's note, further notes, why to meet Ada
WHY: list[tuple[str, str, dict[str, str], str]] = [
    ("nothing", contact(body=TALKED), {}, ""),
    ("a goal of the event needs it", contact("relation: referrer", body=TALKED), {}, "referrer, for “Speak”"),
    ("two needs of one goal", contact("relation: [referrer, collaborator]", body=TALKED), {}, "collaborator and referrer, for “Speak”"),
    ("and they help", contact("relation: referrer", 'helps_with: ["[[Speak]]"]', body=TALKED), {}, "referrer, for “Speak”, and helps with it"),
    ("they help", contact('helps_with: ["[[Speak]]"]', body=TALKED), {}, "helps with “Speak”"),
    ("another goal needs it", contact("role: Engineering Manager", body=TALKED), {}, "Engineering Manager, for “Lead”"),
    ("the event's goal comes first", contact("role: Engineering Manager", "relation: referrer", body=TALKED), {}, "referrer, for “Speak”; Engineering Manager, for “Lead”"),
    ("a goal that rests needs nothing", contact("role: Engineering Manager", body=TALKED), {LEAD: goal("status: paused", "needs: [Engineering Manager]")}, ""),
    ("a private goal says nothing", contact("relation: referrer", body=TALKED), {SPEAK: goal("private: true", "needs: [referrer]")}, ""),
    ("nobody has it", contact("role: Engineering Manager", "first_met: 2025-01-01"), {}, "Engineering Manager, for “Lead”: nobody you know has it; met on 1 January 2025, and nothing since"),
    ("who has it has gone quiet", contact("role: Engineering Manager", body="- 2024-01-10 coffee: a\n"), {}, "Engineering Manager, for “Lead”: all who have it have gone quiet; quiet, last in touch on 10 January 2024"),
    ("an opportunity is open", contact(body=TALKED), {"Opportunities/Globex.md": "---\ntype: opportunity\nkind: referral\nstage: asked\npeople: [\"[[Ada]]\"]\n---\n"}, "“Globex” is open, asked"),
    ("they open the door", contact(body=TALKED), {"Opportunities/Globex.md": "---\ntype: opportunity\nkind: application\nstage: applied\nvia: [\"[[Ada]]\"]\n---\n"}, "“Globex” is open, applied"),
    ("it is closed", contact(body=TALKED), {"Opportunities/Globex.md": "---\ntype: opportunity\nkind: referral\nstage: declined\npeople: [\"[[Ada]]\"]\n---\n"}, ""),
    ("it is private", contact(body=TALKED), {"Opportunities/Globex.md": "---\ntype: opportunity\nkind: referral\nstage: asked\nprivate: true\npeople: [\"[[Ada]]\"]\n---\n"}, ""),
    ("you promised", contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] send [[Ada]] the draft\n"}, "you promised: “send Ada the draft”"),
    ("they promised", contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] #waiting [[Ada]] sends the draft\n"}, "they promised: “Ada sends the draft”"),
    ("somebody else promised", contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] #waiting [[Eva]] introduces me to [[Ada]]\n"}, ""),
    ("it is kept", contact(body=TALKED), {"Daily/2026-11-11.md": "- [x] send [[Ada]] the draft ✅ 2026-11-12\n"}, ""),
    ("you are to introduce them", contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] #intro [[Ada]] ↔ [[Eva]]\n"}, "an introduction is open: “Ada ↔ Eva”"),
    ("you asked", contact(body=TALKED), {"Daily/2026-11-11.md": "asked:: [[Ada]] for her loom\n"}, "you asked, 11 November: “for her loom”"),
    ("you asked, and had something since", contact(body=TALKED), {"Daily/2026-11-11.md": "asked:: [[Ada]] for her loom\n", "Daily/2026-11-12.md": "received:: [[Ada]] her loom\ngave:: [[Ada]] jam\n"}, ""),
    ("you asked long ago", contact(body=TALKED), {"Daily/2026-08-11.md": "asked:: [[Ada]] for her loom\n"}, ""),
    ("they gave you something", contact(body=TALKED), {"Daily/2026-11-11.md": "received:: [[Ada]] her loom\n"}, "they gave you, 11 November: “her loom”"),
    ("and you thanked them", contact(body="- 2026-11-12 letter: thanks for the loom\n"), {"Daily/2026-11-11.md": "received:: [[Ada]] her loom\n"}, ""),
    ("their news", contact(body=f"{TALKED}news:: moves to Ghent 📅 2026-11-01\n"), {"Daily/2026-11-11.md": "news:: [[Ada]] has a new loom\n"}, "their news, 11 November: “has a new loom”"),
    ("cooling", contact("tier: casual", body="- 2026-07-10 coffee: looms\n"), {}, "cooling, last in touch on 10 July"),
    ("quiet", contact("cadence: 4w", body="- 2026-05-10 coffee: looms\n"), {}, "quiet, last in touch on 10 May"),
    ("never in touch", contact(), {}, "you have never been in touch"),
    ("met, as their note says", contact("first_met: 2025-01-01"), {}, "met on 1 January 2025, and nothing since"),
    ("only from afar", contact(body="- 2026-11-10 email: looms\n"), {}, "you have never met in person"),
    ("somebody there knows them", contact(), {EVA: contact('knows: ["[[Ada]]"]', body=TALKED)}, f"you have never been in touch; via {EVA}"),
    ("somebody there knows them, whom you met once", contact("first_met: 2025-01-01"), {EVA: contact('knows: ["[[Ada]]"]', body=TALKED)}, f"met on 1 January 2025, and nothing since; via {EVA}"),
    ("somebody there whom they know", contact('knows: ["[[Eva]]"]'), {EVA: contact(body=TALKED)}, f"you have never been in touch; via {EVA}"),
    ("somebody there brought you together", contact('introduced_by: "[[Eva]]"'), {EVA: contact(body=TALKED)}, f"you have never been in touch; via {EVA}"),
    ("who knows them is not there", contact(), {IDA: contact('knows: ["[[Ada]]"]', body=TALKED)}, "you have never been in touch"),
    ("you never met who knows them", contact(), {EVA: contact('knows: ["[[Ada]]"]')}, "you have never been in touch"),
    ("who knows them is private", contact(), {EVA: contact('knows: ["[[Ada]]"]', "private: true", body=TALKED)}, "you have never been in touch"),
    ("they teach what you learn", contact("teaches: [public speaking]", body=TALKED), {}, "teaches public speaking, which you would like to learn"),
    ("they learn what you teach", contact("learns: [looms]", body=TALKED), {}, "would like to learn looms, which you teach"),
    ("you care about the same", contact("interests: [chess, Jam]", body=TALKED), {}, "you both care about Jam"),
    ("a line that names somebody private is not said", contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] send [[Ada]] what [[Ida]] wrote\n", IDA: contact("private: true")}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("ada", "notes", "why"), [case[1:] for case in WHY], ids=[case[0] for case in WHY])
def test_why_to_meet_somebody(ada: str, notes: dict[str, str], why: str, vault: Path) -> None:
    people = found(vault, {ADA: ada, **notes}).people
    assert say(next(one for one in people if one.contact.path == ADA)) == why


# --- the order, and who is left out ----------------------------------------------------------------

# title, notes of Ada and Eva, further notes, whom to meet in which order
ORDER: list[tuple[str, str, str, dict[str, str], list[str]]] = [
    ("of equals by name", contact(body=TALKED), contact(body=TALKED), {}, ["Ada", "Eva"]),
    ("who has a reason", contact(body=TALKED), contact("learns: [looms]", body=TALKED), {}, ["Eva", "Ada"]),
    ("the event's goal before another's", contact("role: Engineering Manager", body=TALKED), contact("relation: referrer", body=TALKED), {}, ["Eva", "Ada"]),
    ("a promise before an interest", contact("interests: [jam]", body=TALKED), contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] send [[Eva]] the draft\n"}, ["Eva", "Ada"]),
    ("what nobody has before what somebody has", contact("relation: referrer", body=TALKED), contact("relation: collaborator"), {}, ["Eva", "Ada"]),
    ("of one sort one counts", contact("relation: referrer", body=TALKED), contact(body=TALKED), {"Daily/2026-11-11.md": "- [ ] send [[Eva]] a\n- [ ] send [[Eva]] b\n- [ ] send [[Eva]] c\n"}, ["Ada", "Eva"]),
    ("somebody private is left out", contact("private: true"), contact(), {}, ["Eva"]),
    ("somebody who has ended", contact("ended: 2026-01-01"), contact(), {}, ["Eva"]),
    ("who will have ended by then", contact("ended: 2026-12-01"), contact(), {}, ["Eva"]),
    ("somebody paused", contact("paused: true"), contact("paused: 2026-12-31"), {}, []),
    ("paused until before the event", contact("paused: 2026-12-01", body=TALKED), contact("paused: true"), {}, ["Ada"]),
    ("a private event", contact(), contact(), {EVENT: event(*DAYS, *OWN, "private: true")}, []),
    ("an event that is called by the name of somebody private", contact(), contact(), {IDA: contact("private: true", "aliases: [Loom]")}, []),
    ("nobody is expected", contact(), contact(), {EVENT: event(*DAYS)}, []),
    ("the owner is nobody to meet", contact(body=TALKED), contact(), {EVENT: event(*DAYS, 'people: ["[[Robin]]", "[[Ada]]", "[[Nobody]]", Somebody]')}, ["Ada"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ada", "eva", "notes", "order"), [case[1:] for case in ORDER], ids=[case[0] for case in ORDER]
)
def test_whom_to_meet_first(ada: str, eva: str, notes: dict[str, str], order: list[str], vault: Path) -> None:
    assert [one.contact.name for one in found(vault, {ADA: ada, EVA: eva, **notes}).people] == order


# --- who may be there ------------------------------------------------------------------------------

MAY = contact("learns: [looms]", body=TALKED)
OLD = {"Meetings/Old.md": meeting("2025-12-03", "Ida")}

# title, notes, who may be there and why
MAYBE: list[tuple[str, dict[str, str], list[str]]] = [
    ("nobody", {IDA: MAY}, []),
    ("they live there", {IDA: MAY.replace("type", "location: Ghent\ntype")}, ["Ida: lives in Ghent"]),
    ("where many live it says nothing", {f"People/I{number}.md": MAY.replace("type", "location: Ghent\ntype") for number in range(6)}, []),
    ("their company is called like the place", {IDA: MAY.replace("type", "company: Globex\ntype"), EVENT: event("date: 2026-12-03", "place: Globex, Ghent")}, ["Ida: at Globex"]),
    ("as a link", {IDA: MAY.replace("type", 'company: "[[Globex]]"\ntype'), EVENT: event("date: 2026-12-03", 'place: "[[Globex]]"')}, ["Ida: at Globex"]),
    ("their role names it", {IDA: MAY.replace("type", "role: Chair, Loom Days\ntype")}, ["Ida: Chair, Loom Days"]),
    ("they were there a year before", {IDA: MAY, "Events/Loom Days 2025.md": event("date: 2025-12-03"), **OLD}, ["Ida: was at Loom Days 2025 on 3 December 2025"]),
    ("at another event in that place", {IDA: MAY, "Events/Salon.md": event("date: 2025-12-03", "place: ghent"), **OLD}, ["Ida: was at Salon on 3 December 2025"]),
    ("at another event elsewhere", {IDA: MAY, "Events/Salon.md": event("date: 2025-12-03", "place: Bruges"), **OLD}, []),
    ("without a reason to meet them they are not named", {IDA: contact("location: Ghent", body=TALKED)}, []),
    ("nobody private", {IDA: MAY.replace("type", "location: Ghent\nprivate: true\ntype")}, []),
    ("who is expected is no surprise", {IDA: MAY.replace("type", "location: Ghent\ntype"), EVENT: event(*DAYS, 'people: ["[[Ida]]"]')}, []),
    ("three at most", {f"People/I{number}.md": MAY.replace("type", "location: Ghent\ntype") for number in range(5)}, ["I0: lives in Ghent", "I1: lives in Ghent", "I2: lives in Ghent"]),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), [case[1:] for case in MAYBE], ids=[case[0] for case in MAYBE])
def test_who_may_be_there(notes: dict[str, str], expected: list[str], vault: Path) -> None:
    people = found(vault, notes).maybe
    assert [f"{one.contact.name}: {one.there.value}" for one in people] == expected


# --- what to begin with ----------------------------------------------------------------------------

# title, Ada's note, further notes, what to begin with
BEGIN: list[tuple[str, str, dict[str, str], str | None]] = [
    ("nothing is known", contact(), {}, None),
    ("a question about the role that is needed", contact("role: Engineering Manager", body=TALKED), {}, "What surprised you most when you became Engineering Manager?"),
    ("about a skill", contact("teaches: [hiring]", body=TALKED), {LEAD: goal("needs: [hiring]")}, "What would you tell somebody who begins with hiring?"),
    ("their words last time", contact(body=TALKED), {}, "last time, 10 November: “looms”"),
    ("that they are expected is no news", contact("learns: [weaving]"), {}, "they would like to learn weaving"),
    ("what a reason says is not said again", contact(body=TALKED), {"Daily/2026-11-09.md": "- [ ] send [[Ada]] the draft\n"}, "last time, 10 November: “looms”"),
    ("something to share", contact(body=TALKED), {"Daily/2026-11-11.md": "share:: [[Ada]] the poster\n"}, "last time, 10 November: “looms”"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ada", "notes", "begin"), [case[1:] for case in BEGIN], ids=[case[0] for case in BEGIN]
)
def test_what_to_begin_with(ada: str, notes: dict[str, str], begin: str | None, vault: Path) -> None:
    one = next(one for one in found(vault, {ADA: ada, **notes}).people if one.contact.path == ADA)
    with build.facts(vault, today=TODAY) as facts:
        event_ = next(one for one in events.of(facts.snapshot.occasions) if one.path == EVENT)
        said = prep.opener(one, event_, facts.snapshot)
    assert (said.value if said else None) == begin


# --- the command -----------------------------------------------------------------------------------


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run ``vaultnet event`` and give its exit code and what it printed."""
    code = main(["event", *arguments, "--vault", str(vault), "--today", TODAY.isoformat()])
    out = capsys.readouterr()
    return code, out.out + out.err


PLAIN = {
    "vaultnet.toml": "",
    EVENT: event(*DAYS, *OWN),
    ADA: contact(body=TALKED),
    EVA: contact("private: true"),
}

# title, notes, arguments, exit code, a part of what is printed
COMMANDS: list[tuple[str, dict[str, str], list[str], int, str]] = [
    ("nothing at all", {}, [], 0, "No event is ahead, and nobody was met at one. To note one: vaultnet new event"),
    ("what comes", PLAIN, [], 0, "Loom Days · 3 December to 4 December, Ghent"),
    ("the next one", PLAIN, ["prep"], 0, "begin with  last time, 10 November: “looms”"),
    ("by a part of its name", PLAIN, ["prep", "loom"], 0, "Loom Days"),
    ("of two the one that is not over", PLAIN | {"Events/Loom Days 2025.md": event("date: 2025-12-03")}, ["prep", "loom"], 0, "3 December to 4 December"),
    ("two that are not over", PLAIN | {"Events/Loom Days 2027.md": event("date: 2027-12-03")}, ["prep", "loom"], 1, "could be any of 2 notes"),
    ("none is ahead", {EVENT: event("date: 2026-01-01")}, ["prep"], 1, "No event is ahead."),
    ("one that is over", {EVENT: event("date: 2026-01-01")}, ["prep", "Loom", "Days"], 1, "Loom Days is over.\nWhat it gave: vaultnet event"),
    ("one that is missed is not the next", {EVENT: event(*DAYS, "went: false")}, ["prep"], 1, "No event is ahead."),
    ("one without a day", {EVENT: event(*OWN), ADA: contact(body=TALKED)}, ["prep", "Loom"], 0, "Loom Days · no day yet"),
    ("a private one", {EVENT: event(*DAYS, "private: true")}, ["prep", "Loom"], 1, "Loom Days is private, or called by the name of somebody private"),
    ("a private one is not the next", {EVENT: event(*DAYS, "private: true")}, ["prep"], 1, "No event is ahead."),
    ("nobody is expected", {EVENT: event(*DAYS)}, ["prep"], 0, 'vaultnet set "Loom Days" people+="[[Ada Lovelace]]"'),
    ("no such event", PLAIN, ["prep", "Salon"], 1, "There is no event called “Salon”."),
    ("an event instead of a subcommand", PLAIN, ["Loom", "Days"], 2, 'Whom to meet at an event: vaultnet event prep "Loom Days"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "arguments", "code", "part"),
    [case[1:] for case in COMMANDS],
    ids=[case[0] for case in COMMANDS],
)
def test_the_command(
    notes: dict[str, str],
    arguments: list[str],
    code: int,
    part: str,
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(vault, {"vaultnet.toml": "", **notes})
    found = run(vault, capsys, *arguments)
    assert found[0] == code
    assert part in found[1]


def test_nothing_is_said_of_who_is_private(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, PLAIN)
    assert all(
        "Eva" not in run(vault, capsys, *words)[1]
        for words in ((), ("prep",), ("--json",), ("prep", "--json"))
    )


def test_json(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, PLAIN)
    every = json.loads(run(vault, capsys, "--json")[1])
    one = json.loads(run(vault, capsys, "prep", "--json")[1])
    assert (every["command"], one["command"]) == ("event", "event prep")
    assert every["data"]["coming"] == [one["data"]]
    (ada,) = one["data"]["people"]["rows"]
    assert ada["begin"]["value"] == "last time, 10 November: “looms”"
    assert ada["begin"]["sources"] == [{"path": ADA, "line": 4, "quote": "2026-11-10"}]


def test_what_was_not_there_yet_is_not_there_looking_back(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, PLAIN | {"Daily/2026-11-11.md": "- [ ] send [[Ada]] the draft\n"})
    assert "you promised" in run(vault, capsys, "prep")[1]
    assert "you promised" not in run(vault, capsys, "prep", "--as-of", "2026-11-10")[1]


def test_help_names_the_subcommands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["event", "-h"]) == 0
    assert "prep" in capsys.readouterr().out


# --- laws ------------------------------------------------------------------------------------------

RICH = {
    "vaultnet.toml": 'me = "[[Robin]]"\n',
    "Robin.md": contact("learns: [public speaking]", "interests: [jam]"),
    EVENT: event(*DAYS, *OWN),
    "Events/Old.md": event(
        "date: 2026-05-20", "place: Ghent", "cost: 90 €", body="## Met\n- [[Ada]]\n- [[Ida]]\n"
    ),
    LEAD: goal("needs: [Engineering Manager]"),
    SPEAK: goal("needs: [collaborator, referrer]"),
    ADA: contact("relation: referrer", "interests: [jam]", body=TALKED),
    EVA: contact("role: Engineering Manager", 'knows: ["[[Ada]]"]'),
    IDA: contact("teaches: [public speaking]", body="- 2026-06-01 call: looms\n- 2026-07-01 coffee: looms\n"),
    "Opportunities/Globex.md": '---\ntype: opportunity\nkind: referral\nstage: asked\npeople: ["[[Eva]]"]\n---\n',
    "Daily/2026-11-11.md": "- [ ] send [[Ada]] the draft\nreceived:: [[Eva]] a loom\nnews:: [[Ida]] moves\n",
}
"""A vault with something of everything."""

# title, what is written over a note of it
EDITS: list[tuple[str, dict[str, str]]] = [
    ("nothing", {}),
    ("somebody was talked to", {EVA: contact("role: Engineering Manager", body=TALKED)}),
    ("a promise was kept", {"Daily/2026-11-11.md": "- [x] send [[Ada]] the draft ✅ 2026-11-12\n"}),
    ("an opportunity is over", {"Opportunities/Globex.md": "---\ntype: opportunity\nstage: declined\n---\n"}),
    ("a goal rests", {SPEAK: goal("status: paused", "needs: [referrer]")}),
    ("a goal needs something else", {LEAD: goal("needs: [referrer]")}),
    ("the event helps another goal", {EVENT: event(*DAYS, 'goals: ["[[Lead]]"]', 'people: ["[[Ada]]", "[[Eva]]"]')}),
    ("somebody else is expected", {EVENT: event(*DAYS, 'people: ["[[Ida]]"]')}),
    ("the owner learns something else", {"Robin.md": contact("learns: [looms]")}),
    ("somebody is private", {ADA: contact("private: true")}),
    ("it cost more", {"Events/Old.md": event("date: 2026-05-20", "cost: 900 €", body="## Met\n- [[Ida]]\n")}),
    ("it was missed", {"Events/Old.md": event("date: 2026-05-20", "went: false", body="## Met\n- [[Ida]]\n")}),
]  # fmt: skip


def whole(vault: Path) -> object:
    with build.facts(vault, today=TODAY) as facts:
        return dashboard.page(facts.snapshot, facts.config)


@pytest.mark.parametrize("edit", [case[1] for case in EDITS], ids=[case[0] for case in EDITS])
def test_what_was_kept_is_what_would_be_worked_out(
    edit: dict[str, str], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(vault, RICH)
    whole(vault)
    put(vault, edit)
    kept = whole(vault)
    monkeypatch.setattr(reasons, "_KEPT", memo.Kept())
    assert kept == whole(vault)


@pytest.mark.parametrize("name", ["Ada", "Eva", "Ida"])
def test_nothing_on_the_page_comes_from_somebody_private(
    name: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"People/{name}.md"
    put(vault, RICH | {path: RICH[path].replace("---\n", "---\nprivate: true\n", 1)})
    for words in ((), ("--json",), ("prep",), ("prep", "--json")):
        said = run(vault, capsys, *words)[1]
        if words[-1:] == ("--json",):
            said = json.dumps(values(json.loads(said)["data"]))
        assert name not in said, words


def values(data: object) -> list[object]:
    """What is said, without the lines that it comes from: these may stand in a list that names somebody else."""
    if isinstance(data, dict):
        return [one for key, inner in data.items() if key != "sources" for one in values(inner)]
    return [one for inner in data for one in values(inner)] if isinstance(data, list) else [data]


def test_the_page_of_the_docs_has_the_weights() -> None:
    page = (Path(__file__).parents[1] / "docs/events.md").read_text("utf-8")
    table = page.partition("| reason | weight |\n| --- | --- |\n")[2].partition("\n\n")[0]
    figures = [
        int(number) for row in table.splitlines() for number in re.findall(r"\d+", row.split(" | ")[1])
    ]
    weights = dict(reasons.WEIGHTS)
    # helping with a goal is told twice, and three ways of hardly knowing each other in one row
    expected = [*weights.values(), weights["helps"], weights["helps elsewhere"]]
    expected.remove(weights["not since"])
    assert sorted(figures) == sorted(expected)
    assert f"last {reasons.ASKED} days" in page
    assert f"last {reasons.FRESH} days" in page
    assert f"within {encounters.FOLLOW_UP} days" in page
