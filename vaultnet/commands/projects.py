"""``vaultnet projects [PROJECT]``: the work that others share in, what comes next in it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import words
from vaultnet.model import Source
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back, no_contacts
from vaultnet.terminal import Entry, Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts

_Line: TypeAlias = tuple[str, str, "Source | None"]
"""What it is, what is said, and where that stands."""

_SECTIONS = (("Going on", "active"), ("Resting", "resting"), ("Ended", "ended"))


@click.command("projects")
@click.argument("name", metavar="[PROJECT]", nargs=-1, shell_complete=complete_words("project"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Show the work that others share in: with whom, what comes next, what is late, and what came of it.

    With a PROJECT, that one only, however long ago it ended.
    """
    from vaultnet.dashboards import projects

    with session.facts() as facts:
        found = _of_one(facts, " ".join(name)) if name else projects.page(facts.snapshot, facts.config)
        if as_json:
            click.echo(jsonout.of_facts("projects", jsonout.sourced(found), facts))
            return
        _show(Page(), found, facts.today)
        if not any(found[key]["rows"] for _, key in _SECTIONS):
            click.echo(_nothing(facts))


def _of_one(facts: Facts, name: str) -> Part:
    from vaultnet import projects
    from vaultnet.dashboards.projects import of_one

    path = find_note(facts, name, ("project",), parts=True).path
    found = next((one for one in projects.of(facts.snapshot, facts.config) if one.path == path), None)
    if found is None:
        shown = clean(path.removesuffix(".md"))
        if path in facts.snapshot.private:
            raise Failure(f"{shown} is private, so nothing is said of it.")
        raise Failure(
            f"{shown} is shared with nobody, as far as it says.",
            'Link who shares in it in its front matter: people: ["[[Ada Lovelace]]"]',
        )
    return of_one(found)


def _nothing(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"There are no contacts yet. {no_contacts(facts.vault)}"
    return (
        "No work is shared, as far as the notes say. Link who shares in a project in its front matter,"
        ' `people: ["[[Ada Lovelace]]"]`, or begin one: vaultnet new project "A name"'
    )


# --- the page --------------------------------------------------------------------------------------


def _show(page: Page, found: Part, today: date) -> None:
    sections = [(heading, found[key]) for heading, key in _SECTIONS if found[key]["rows"]]
    page.sections((heading, _entries(section, today)) for heading, section in sections)


def _entries(section: Part, today: date) -> Iterator[Entry]:
    for one in section["rows"]:
        yield _title(one, today), [_row(line) for line in _lines(one, today)]
    if section["more"]:
        yield [f"And {count(section['more'].value, 'more project')}."], []


def _title(one: Part, today: date) -> list[Piece]:
    said = []
    if one["standing"].value not in ("active", "done"):
        said.append("given up" if one["standing"].value == "dropped" else clean(one["standing"].value))
    for word, key in (("since", "started"), ("until", "due"), ("ended on", "ended")):
        if one[key]:
            said.append(f"{word} {say_day(one[key].value, today)}")
    if one["goals"]:
        said.append(f"for {listing([clean(goal['name'].value) for goal in one['goals']])}")
    line: list[Piece] = [(clean(one["name"].value), "name"), *(f" · {part}" for part in said)]
    return [*line, "  ", (place(one["standing"].source), "place")]


def _lines(one: Part, today: date) -> Iterator[_Line]:
    """Yield the lines below a project: who, what is to be done, what came of it."""
    for partner in one["partners"]:
        yield "with", _partner(partner, today), partner["last"]["day"].source if partner["last"] else None
    for label, key in (("late", "late"), ("next", "coming")):
        for number, task in enumerate(one[key]["rows"]):
            day = task["due"]
            by = f", {'was for' if key == 'late' else 'by'} {say_day(day.value, today)}" if day else ""
            said = f"{clean(words(task['text'].value))}{by}{_whose(task)}"
            yield label if key == "late" or not number else "then", said, task["text"].source
    if one["last_done"]:
        last = one["last_done"]
        day = f" on {say_day(last['done'].value, today)}" if last["done"] else ""
        said = f"{one['count'].value} of {one['deliverables'].value}, last {clean(words(last['text'].value))}{day}"
        yield "done", said, last["text"].source
    if one["left"]["rows"]:
        more = f", and {one['left']['more'].value} more" if one["left"]["more"] else ""
        left = "; ".join(f"{clean(words(task['text'].value))}{_whose(task)}" for task in one["left"]["rows"])
        yield "left open", f"{left}{more}", one["left"]["rows"][0]["text"].source
    if one["outcome"]:
        yield "came of it", clean(words(one["outcome"].value)), one["outcome"].source
    unheard = [partner for partner in one["partners"] if partner["unheard"]]
    if unheard:
        names = listing([clean(partner["name"].value) for partner in unheard])
        have = "have" if len(unheard) > 1 else "has"
        yield "what next?", f"{names} {have} not heard from you since", one["ended"].source


def _whose(task: Part) -> str:
    """Say whose it is, where no link in its words does."""
    named = [] if "[[" in task["text"].value else [clean(who["name"].value) for who in task["whose"]]
    return f" · {listing(named)}" if named else ""


def _partner(one: Part, today: date) -> str:
    said = [clean(one["name"].value)]
    if one["warmth"]:
        said.append(one["warmth"].value)
    if one["last"]:
        said.append(f"in touch on {say_day(one['last']['day'].value, today)}")
    else:
        said.append("not in touch yet")
    if one["about"] and one["about"]["day"].value != one["last"]["day"].value:
        said.append(f"about this on {say_day(one['about']['day'].value, today)}")
    if one["plan"]:
        said.append(f"next on {say_day(one['plan']['day'].value, today)}")
    elif one["since"]:
        said.append(f"check in since {say_day(one['since'].value, today)}")
    return ", ".join(said)


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, said, (place(source), "place") if source else ""
