"""``vaultnet presence [COMMUNITY]``: where you can be seen, what of it has gone stale, and where you belong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import words
from vaultnet.model import Source
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, count, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts

_Line: TypeAlias = tuple[str, str, "Source | None"]
"""What it is, what is said, and where that stands."""

_SECTIONS = (("Pages to keep up", "profiles", "page"),)


@click.command("presence")
@click.argument("name", metavar="[COMMUNITY]", nargs=-1, shell_complete=complete_words("community"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Show where you can be seen, and what of it has gone stale.

    With a COMMUNITY, that one only.
    """
    from vaultnet.dashboards import presence

    with session.facts() as facts:
        only = _only(facts, " ".join(name)) if name else ""
        found = presence.page(facts.snapshot, facts.config, only)
        if as_json:
            click.echo(jsonout.of_facts("presence", jsonout.sourced(found), facts))
            return
        sections = [section for section in _SECTIONS if found[section[1]]["rows"]]
        if not sections:
            click.echo(_nothing(only))
        page = Page()
        for number, (heading, key, unit) in enumerate(sections):
            if number:
                page.line("")
            page.line((heading, "heading"))
            _show(page, found[key], unit, facts.today)


def _only(facts: Facts, name: str) -> str:
    """Find the community that a name means. Raises `Failure` for one of which nothing is said."""
    from vaultnet import communities

    path = find_note(facts, name, ("community",), parts=True).path
    if all(one.path != path for one in communities.of(facts.snapshot)):
        shown = clean(path.removesuffix(".md"))
        if path in facts.snapshot.private:
            raise Failure(f"{shown} is private, so nothing is said of it.")
        raise Failure(
            f"You have left {shown}, as its note says, or it is called after somebody private.",
            "Without left: in its front matter it is shown again.",
        )
    return path


def _nothing(only: str) -> str:
    if only:
        return "Nothing there is to be done again and again, as far as its tasks say."
    return (
        "There is no community yet that says what is to be kept up. LinkedIn begins with its tasks:"
        " vaultnet new community LinkedIn"
    )


# --- the page --------------------------------------------------------------------------------------


def _show(page: Page, section: Part, unit: str, today: date) -> None:
    for one in section["rows"]:
        url = f" · {clean(one['url'].value)}" if one["url"] else ""
        page.line((clean(one["name"].value), "name"), url)
        page.rows([_row(line) for line in _tasks(one, today)])
    if section["more"]:
        page.line(f"And {count(section['more'].value, f'more {unit}')}.")


def _tasks(one: Part, today: date) -> Iterator[_Line]:
    """Yield what is to be kept up: what is stale first."""
    for task in one["tasks"]:
        label = "stale" if task["late"] else "not yet" if task["never"] else "fresh"
        said = [clean(words(task["text"].value))]
        if task["done"]:
            said.append(f"last on {say_day(task['done'].value, today)}")
        elif task["late"] and task["never"]:
            said.append("not done yet")
        if task["next"]:
            was = "was for" if task["late"] else "again on" if not task["never"] else "for"
            said.append(f"{was} {say_day(task['next'].value, today)}")
        yield label, ", ".join(said), task["text"].source


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, said, (place(source), "place") if source else ""
