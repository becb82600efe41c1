"""``vaultnet opportunities [NAME]``: the board by stage, or all there is to say of one opportunity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.commands import doors
from vaultnet.dates import say_day
from vaultnet.filters import words
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back
from vaultnet.stages import OVER
from vaultnet.terminal import Entry, Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts
    from vaultnet.model import Source, Sourced

_Line: TypeAlias = "tuple[str, str, Source]"
"""What it is, what is said, and where that stands."""


@click.command("opportunities")
@click.argument("name", metavar="[NAME]", nargs=-1, shell_complete=complete_words("opportunity"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Say at which stage each opportunity is, since when, what is stuck, and what comes next.

    With the NAME of one, all that there is to say of it, each value with its line.
    """
    from vaultnet.dashboards import opportunities

    with session.facts() as facts:
        if name:
            one = _one(facts, " ".join(name))
            if as_json:
                click.echo(jsonout.of_facts("opportunity", jsonout.sourced(one), facts))
            else:
                _whole(Page(), one, facts.today)
            return
        found = opportunities.page(facts.snapshot, facts.config)
        if as_json:
            click.echo(jsonout.of_facts("opportunities", jsonout.sourced(found), facts))
        elif any(found[part] for part in ("stages", "closed", "referrals")):
            _board(Page(), found, facts.today)
        else:
            click.echo(
                "There is no opportunity yet, none that is open or was closed lately. To note one:"
                ' vaultnet new opportunity "Coffee with Ada" --set kind=informational-interview --set people="Ada"'
            )


def _one(facts: Facts, name: str) -> Part:
    from vaultnet import opportunities
    from vaultnet.dashboards.opportunities import row_of

    note = find_note(facts, name, ("opportunity",), parts=True)
    one = next((one for one in opportunities.of(facts.snapshot) if one.note.path == note.path), None)
    if one is None:
        raise Failure(
            f"{clean(note.name)} is private, or named after somebody who is: nothing is said of it."
        )
    return row_of(one, facts.snapshot, facts.config)


# --- the board -------------------------------------------------------------------------------------


def _board(page: Page, found: dict[str, Any], today: date) -> None:
    blocks = [(str(part["stage"].value).capitalize(), part) for part in found["stages"]]
    blocks += [("Closed lately", found["closed"])] if found["closed"] else []
    page.sections((heading, _entries(part, today)) for heading, part in blocks)
    if found["referrals"]:
        if blocks:
            page.line("")
        doors.show(page, found["referrals"], today)


def _entries(part: Part, today: date) -> Iterator[Entry]:
    for one in part["rows"]:
        yield _head(one, today), [_cells(line) for line in _in_short(one, today)]
    if part["more"]:
        yield [f"And {count(part['more'].value, 'more')}."], []


def _head(one: Part, today: date) -> list[Piece]:
    """Give the line of an opportunity on the board: what it is, with whom, since when."""
    line: list[Piece] = [(clean(one["name"].value), "name")]
    line += [f" · {who}"] if (who := _who(one)) else []
    stage = one["stage"].value
    over = f"{stage}, on a day that no note names" if stage in ("ended", "declined") else ""
    since = _since(one["since"], today) if one["since"] else over
    line += [f" · {since}"] if since else []
    source = one["since"]["day"].source if one["since"] else one["stage"].source
    return [*line, "  ", (place(source), "place")]


def _who(one: Part) -> str:
    """Say with whom it is, or where, and through whom; of what is over its kind as well."""
    who, via = _names(one["people"] or one["places"]), _names(one["via"])
    kind = str(one["kind"].value).replace("-", " ") if one["kind"] and one["stage"].value in OVER else ""
    between = " with " if one["people"] else " at "
    said = f"{kind}{between}{who}" if kind and who else kind or who
    return ", ".join(filter(None, (said, f"through {via}" if via else "")))


def _in_short(one: Part, today: date) -> Iterator[_Line]:
    yield from _differing(one)
    yield from _stuck(one, today)
    yield from _next(one)
    for told in one["advice"]:
        yield "to follow", _said(told["text"]), told["text"].source
    if one["outcome"]:
        yield "outcome", _said(one["outcome"]), one["outcome"].source


def _differing(one: Part) -> Iterator[_Line]:
    """Give the owner's own word, where the notes show another stage."""
    if one["written"]:
        yield "written", one["written"].value, one["written"].source


def _stuck(one: Part, today: date) -> Iterator[_Line]:
    if one["stuck"]:
        since = say_day(one["stuck"]["since"].value, today)
        yield "stuck", f"since {since}: {one['stuck']['why'].value}", one["stuck"]["why"].source


def _next(one: Part) -> Iterator[_Line]:
    """Give what comes next; where somebody could open the door, whom to ask, and over whom it goes."""
    if not one["way"]:
        if one["to_do"]:
            yield "next", _said(one["to_do"]), one["to_do"].source
        return
    bridge, *rest = one["way"]["hops"]
    target = clean(rest[-1]["name"].value)
    rests = one["way"]["rests"]
    lately = f"; {clean(rests.value)}: let them rest" if rests else ""
    said = f"ask {clean(bridge['name'].value)} for an introduction to {target}: {bridge['why'].value}{lately}"
    yield "next", said, bridge["why"].source
    for hop in rest:
        yield "", f"{clean(hop['name'].value)}: {clean(words(hop['why'].value))}", hop["why"].source


# --- one -------------------------------------------------------------------------------------------

_PARTS = (("with", "people"), ("through", "via"), ("at", "places"))


def _whole(page: Page, one: Part, today: date) -> None:
    page.line((clean(one["name"].value), "name"))
    page.rows([_cells(line) for line in _lines(one, today)])


def _lines(one: Part, today: date) -> Iterator[_Line]:
    """Give all that there is to say of an opportunity."""
    if one["kind"]:
        yield "kind", str(one["kind"].value).replace("-", " "), one["kind"].source
    yield "stage", one["stage"].value, one["stage"].source
    yield from _differing(one)
    if one["since"]:
        yield "since", _since(one["since"], today), one["since"]["day"].source
    yield from _stuck(one, today)
    yield from _next(one)
    for label, key in _PARTS:
        for who in one[key]:
            yield label, str(who["name"].value), who["name"].source
    for goal in one["goals"]:
        yield "for", str(goal["name"].value), goal["name"].source
    if one["due"]:
        yield "due", say_day(one["due"].value, today), one["due"].source
    yield from _talk(one["talk"], today)
    for label, key in (("last", "last"), ("planned", "plan")):
        if one[key]:
            yield _touch(label, one[key], today)
    for told in one["advice"]:
        yield "to follow", _said(told["text"]), told["text"].source
    if one["outcome"]:
        yield "outcome", _said(one["outcome"]), one["outcome"].source


def _talk(talk: Part, today: date) -> Iterator[_Line]:
    """Give what the notes tell of an informational interview."""
    if talk["asked"]:
        yield "asked", say_day(talk["asked"].value, today), talk["asked"].source
    for key in ("answered", "missed", "held"):
        if talk[key]:
            yield _touch(key, talk[key], today)
    if talk["thanked"]:
        yield "thanked", say_day(talk["thanked"].value, today), talk["thanked"].source


def _touch(label: str, one: Part, today: date) -> _Line:
    who = f" with {clean(one['who']['name'].value)}" if "who" in one else ""
    return label, f"{one['kind'].value}{who} on {say_day(one['day'].value, today)}", one["day"].source


# --- parts -----------------------------------------------------------------------------------------


def _since(since: Part, today: date) -> str:
    return f"{since['word'].value} on {say_day(since['day'].value, today)}"


def _names(some: Sequence[Part]) -> str:
    return listing([clean(str(one["name"].value)) for one in some])


def _said(leaf: Sourced[str]) -> str:
    return clean(words(leaf.value))


def _cells(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, clean(said), (place(source), "place")
