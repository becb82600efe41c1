"""``vaultnet presence [COMMUNITY]``: where you can be seen, what of it has gone stale, and where you belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import clip, words
from vaultnet.model import Source
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back
from vaultnet.terminal import Entry, Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts

_Line: TypeAlias = tuple[str, str, "Source | None"]
"""What it is, what is said, and where that stands."""

_SECTIONS = (("Pages to keep up", "profiles", "page"), ("Where you take part", "places", "community"))


@click.command("presence")
@click.argument("name", metavar="[COMMUNITY]", nargs=-1, shell_complete=complete_words("community"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Show where you can be seen, what of it has gone stale, where you take part, and what came of it.

    With a COMMUNITY, that one only.
    """
    from vaultnet.dashboards import presence

    with session.facts() as facts:
        only = _only(facts, " ".join(name)) if name else ""
        found = presence.page(facts.snapshot, facts.config, facts.problems, only)
        if as_json:
            click.echo(jsonout.of_facts("presence", jsonout.sourced(found), facts))
            return
        if not any(found[key]["rows"] for _, key, _ in _SECTIONS):
            click.echo(_nothing(only, facts.today))
        Page().sections(
            (heading, _entries(found[key], key, unit, facts.today))
            for heading, key, unit in _SECTIONS
            if found[key]["rows"]
        )


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


def _nothing(only: str, today: date) -> str:
    if only:
        line = f"- {today} answered a question"
        return f"Nothing came to pass there yet. What you did there is a dated line in its note: {line}"
    return (
        "There is no community yet in which something was done or is to be kept up. LinkedIn begins with its tasks:"
        " vaultnet new community LinkedIn"
    )


# --- the page --------------------------------------------------------------------------------------


def _entries(section: Part, key: str, unit: str, today: date) -> Iterator[Entry]:
    for one in section["rows"]:
        said = one["url"] if key == "profiles" else one["every"]
        lines = _tasks(one, today) if key == "profiles" else _place(one, today)
        line: list[Piece] = [(clean(one["name"].value), "name"), f" · {clean(said.value)}" if said else ""]
        yield line, [_row(found) for found in lines]
    if section["more"]:
        yield [f"And {count(section['more'].value, f'more {unit}', _MANY.get(unit, ''))}."], []


_LENGTH = 80
_MANY = {"community": "more communities"}


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


def _place(one: Part, today: date) -> Iterator[_Line]:
    """Yield what was done in a community, and what came of it."""
    if one["unread"]:
        yield "rhythm", clean(one["unread"].value), one["unread"].source
    if one["last"]:
        told = one["last"]["words"]
        said = f": {clean(clip(words(told.value), _LENGTH))}" if told else ""
        yield "last", f"{say_day(one['last']['day'].value, today)}{said}", one["last"]["day"].source
    if one["since"]:
        yield "due", f"to look in again since {say_day(one['since'].value, today)}", one["since"].source
    for label, key in (("this quarter", "this_quarter"), ("last quarter", "last_quarter")):
        yield from _quarter(label, one[key], today) if one[key] else ()
    if one["met"]["rows"]:
        names = [clean(person["name"].value) for person in one["met"]["rows"]]
        names += [f"{one['met']['more'].value} more"] if one["met"]["more"] else []
        yield "met earlier", listing(names), one["met"]["rows"][0]["is"].source
    if one["worth"]:
        yield "came of it", f"you did something there {one['worth'].value}", one["worth"].source


def _quarter(label: str, found: Part, today: date) -> Iterator[_Line]:
    for verb, key in (("talked with", "talks"), ("met", "met"), ("reacted to", "engaged")):
        rows = found[key]["rows"]
        if rows:
            said = _and_more(_people(rows, today), found[key])
            source = rows[0]["is"].source if key == "met" else rows[0]["time"]["day"].source
            yield label, f"{verb} {said}", source
            label = ""


def _people(rows: Sequence[Part], today: date) -> list[str]:
    """Say with whom it was, and when; who was there on one day stands together."""
    by_day = groupby(rows, key=lambda one: _when(one, today))
    return [listing([clean(one["name"].value) for one in some]) + when for when, some in by_day]


def _when(one: Part, today: date) -> str:
    day = one["time"]["day"] if one["time"] else one["day"]
    after = one["after"]
    came = f", after the reaction of {say_day(after.value, today)}" if after else ""
    return f" on {say_day(day.value, today)}{came}" if day else ""


def _and_more(said: list[str], found: Part) -> str:
    return "; ".join([*said, *([f"{found['more'].value} more"] if found["more"] else [])])


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, said, (place(source), "place") if source else ""
