"""``vaultnet mentors [GOAL]``: who mentors you, whom you mentor, and whom you could ask, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import typed, words
from vaultnet.model import Source
from vaultnet.session import Session, complete_words, find_note, looks_back, no_contacts
from vaultnet.terminal import Entry, Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts

_Line: TypeAlias = tuple[str, str, "Source | None"]
"""What it is, what is said, and where that stands."""


@click.command("mentors")
@click.argument("name", metavar="[GOAL]", nargs=-1, shell_complete=complete_words("goal"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Say who mentors you, whom you mentor, and whom you could ask: why them, and one question to begin with.

    With a GOAL, of that goal only, and everyone who could be asked for it.
    """
    from vaultnet.dashboards import mentors

    with session.facts() as facts:
        found = _of_goal(facts, " ".join(name)) if name else mentors.page(facts.snapshot, facts.config)
        if as_json:
            click.echo(jsonout.of_facts("mentors", jsonout.sourced(found), facts))
            return
        _show(Page(), found, facts.today)
        if name and not any(one["candidates"]["rows"] for one in found["goals"]):
            _show_nobody(found["goals"][0], facts)
        elif not any(found.values()):
            click.echo(_nobody(facts))


def _of_goal(facts: Facts, name: str) -> dict[str, Any]:
    from vaultnet.dashboards import mentors

    path = find_note(facts, name, ("goal",), parts=True).path
    goal = next(one for one in facts.snapshot.goals if one.path == path)
    return mentors.page_of(goal, facts.snapshot, facts.config)


def _nobody(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"There are no contacts yet. {no_contacts(facts.vault)}"
    return (
        "There is nobody to show. Say of a contact that they are your mentor, `relation: mentor`, or of a goal what"
        " it needs: vaultnet set GOAL needs+=hiring"
    )


def _show_nobody(goal: Part, facts: Facts) -> None:
    """Say that nobody comes into question for a goal: it is private, or who is left out, and why."""
    name = clean(goal["name"].value)
    if goal["path"].value in facts.snapshot.private:
        click.echo(f"{name} is private, so nothing is said of what it needs, nor who has it.")
        return
    page, left = Page(), goal["left_out"]
    if left or goal["unsaid"]:
        page.line(
            f"Nobody comes into question for {name}. Who has what it needs, or helps with it, is left out:"
        )
        page.rows(
            [
                (
                    f"{clean(one['name'].value)}, {one['because'].value}",
                    listing([clean(why.value) for why in one["why"]]),
                    (place(one["why"][0].source), "place"),
                )
                for one in left
            ]
        )
        if goal["unsaid"]:
            page.line("  somebody you keep private")
        return
    page.line(
        f"Nobody comes into question for {name}: nobody has what it needs, or helps with it. Say what it needs,"
        " `needs: [hiring]`, and of your contacts what they do, `role:` and `teaches:`, or that they help,"
        f' `helps_with: ["[[{name}]]"]`.'
    )


# --- the page --------------------------------------------------------------------------------------

_SECTIONS = (
    ("Who mentors you", "mentors"),
    ("Whom you mentor", "mentees"),
    ("Asked, no answer yet", "asked"),
    ("Noticed, not asked yet", "noticed"),
    ("Ended", "ended"),
)
_SAID = (
    ("from them", "learned"),
    ("advice followed", "followed"),
    ("to follow", "to_follow"),
    ("you asked", "questions"),
    ("to them", "given"),
)
"""What went to and fro: how it is called, and its key."""


def _show(page: Page, found: Part, today: date) -> None:
    page.sections(_sections(found, today))


def _sections(found: Part, today: date) -> Iterator[tuple[str, list[Entry]]]:
    for heading, key in _SECTIONS:
        if found[key]:
            yield heading, [_mentorship(one, today) for one in found[key]]
    for goal in found["goals"]:
        if goal["candidates"]["rows"]:
            yield f"Whom you could ask for {clean(goal['name'].value)}", list(_goal(goal))


def _mentorship(one: Part, today: date) -> Entry:
    line: list[Piece] = [(clean(one["name"].value), "name")]
    if one["day"]:
        since = "since" if one["stage"].value == "agreed" else "on"
        line.append(f" · {since} {say_day(one['day'].value, today)}")
    if one["goals"]:
        line.append(f" · for {listing([clean(goal['name'].value) for goal in one['goals']])}")
    line += ["  ", (place((one["day"] or one["stage"]).source), "place")]
    return line, [_row(row) for row in _lines(one, today)]


def _lines(one: Part, today: date) -> Iterator[_Line]:
    """Give the lines of one mentorship."""
    if one.get("times"):
        day = say_day(one["last"]["day"].value, today)
        sessions = f"{count(one['times'].value, 'session')} within a year, last on {day}"
        yield "met", sessions, one["last"]["day"].sources[0]
    if one.get("plan"):
        plan = one["plan"]
        yield "next", f"{plan['kind'].value} on {say_day(plan['day'].value, today)}", plan["day"].sources[0]
    for label, key in _SAID:
        for said in one.get(key, ()):
            taught = "you taught them " if said["taught"] else ""
            yield label, f"{taught}{clean(words(said['text'].value))}", said["text"].sources[0]
    if one.get("to_thank"):
        yield (
            "to thank",
            "nothing has gone to them since they gave you that",
            one["to_thank"]["text"].source,
        )
    if one.get("unthanked"):
        yield "to thank", "nothing has gone to them since then", one["unthanked"].source
    if one.get("question"):
        yield "ask first", clean(one["question"].value), one["question"].source


def _goal(goal: Part) -> Iterator[Entry]:
    """Give what a goal needs, and whom to ask, each with the reasons and the question."""
    for need in goal["needs"]:
        yield [f"needs {clean(words(need.value))}  ", (place(need.source), "place")], []
    for one in goal["candidates"]["rows"]:
        rows = [("" if number else "why", said.value, said.source) for number, said in enumerate(one["why"])]
        rows.append(("ask first", one["question"].value, one["question"].source))
        yield [(clean(one["name"].value), "name")], [_row(row) for row in rows]
    if goal["candidates"]["more"]:
        more = count(goal["candidates"]["more"].value, "more person", "more people")
        yield [f"And {more}: vaultnet mentors {typed(goal['name'].value)}"], []


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, clean(said), (place(source), "place") if source else ""
