"""``vaultnet giving [NAME]``: what others asked for, what to give before you ask, and what went to and fro."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import click

from vaultnet import jsonout
from vaultnet.dates import earlier, say_day
from vaultnet.filters import typed, words
from vaultnet.model import note_name
from vaultnet.session import Failure, Session, complete_one, find_note, looks_back, no_contacts
from vaultnet.terminal import Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts
    from vaultnet.model import Source
    from vaultnet.reviews.asked import Kept

_Line: TypeAlias = "tuple[str, str, Source | None]"
"""What it is, what is said, and where that stands."""

WAYS = (("gave", "you gave"), ("received", "they gave"), ("asked", "you asked"))
LATELY = 365
"""Days for which a promise that was kept is shown: a rule of thumb."""


@click.command("giving")
@click.argument("name", metavar="[NAME]", nargs=-1, shell_complete=complete_one("contact"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Show what others asked of you, what would help those you are about to ask, and what you gave.

    With a NAME, all that went to and fro with that contact, and what would help them.
    """
    from vaultnet.dashboards import giving

    with session.facts() as facts:
        found = _one(facts, " ".join(name)) if name else giving.page(facts.snapshot, facts.config)
        if as_json:
            click.echo(jsonout.of_facts("giving", jsonout.sourced(found), facts))
        elif name:
            _person(Page(), found, facts.today)
        else:
            _all(Page(), found, facts)


def _one(facts: Facts, name: str) -> Part:
    from vaultnet.dashboards.giving import of_one

    found = find_note(facts, name, ("contact",), parts=True)
    contact = next((one for one in facts.snapshot.contacts if one.path == found.path), None)
    if contact is None:
        raise Failure(
            f"{clean(found.name)} is your own note (`me` in vaultnet.toml): you give nothing to yourself."
        )
    if contact.path in facts.snapshot.private:
        raise Failure(
            f"{clean(found.name)} is private, so nothing is told of what went to and fro between you.",
            f"`private: true` in {clean(found.path)} says so; your notes themselves have it:"
            f" vaultnet search {clean(typed(found.name))}",
        )
    kept = {one.promise: one.at for one in _closed(facts) if one.promise.closed and not one.given_up}
    return of_one(contact, kept, facts.snapshot, facts.config)


def _closed(facts: Facts) -> tuple[Kept, ...]:
    """Ask the index for the promises of the last year, and how they ended."""
    from vaultnet.reviews import asked

    return asked.promises(facts.query, earlier(facts.today, LATELY), facts.today)


# --- everybody -------------------------------------------------------------------------------------


def _all(page: Page, found: Part, facts: Facts) -> None:
    today = facts.today
    parts: Sequence[tuple[str, list[_Line]]] = (
        ("Asked of you", [*_requests(found["requests"], today)]),
        ("Before you ask", [*_before(found["before"], today)]),
        ("Let them rest", [*_rest(found["rest"], today)]),
        ("What you gave", [*_gave(found, today)]),
    )
    shown = [(heading, lines) for heading, lines in parts if lines]
    for number, (heading, lines) in enumerate(shown):
        if number:
            page.line("")
        page.line((heading, "heading"))
        page.rows(list(map(_row, lines)))
    if not shown:
        page.line(_nothing(facts))


def _nothing(facts: Facts) -> str:
    if not facts.snapshot.contacts:
        return f"There are no contacts yet. {no_contacts(facts.vault)}"
    return (
        "Nothing is noted of what you gave, got or were asked for. Write it where it happened, as"
        " `gave:: [[Ada Lovelace]] a review of her talk`, or what somebody asks of you as a task:"
        " `- [ ] #request [[Ada Lovelace]]: read her talk`"
    )


def _requests(found: Part, today: date) -> Iterator[_Line]:
    for one in found["rows"]:
        due = f", {'was ' if one['late'] else ''}for {say_day(one['due'].value, today)}" if one["due"] else ""
        said = clean(words(one["text"].value)) if one["text"] else "see the note"
        yield clean(one["who"]["name"].value), f"{said}{due}", (one["text"] or one["path"]).source
    if found["more"]:
        yield "", f"and {count(found['more'].value, 'more request')}", None


def _before(found: Part, today: date) -> Iterator[_Line]:
    for one in found["rows"]:
        what = (
            f"ask: {clean(one['what'].value)}"
            if one["what"]
            else f"for {clean(note_name(one['path'].value))}"
        )
        yield clean(one["who"]["name"].value), what, one["path"].source
        if one["rest"]:
            yield "", one["rest"].value, one["rest"].source
        yield from (("", _labelled(label, said), at) for label, said, at in _facts(one, today))
    if found["more"]:
        yield "", f"and {count(found['more'].value, 'more person', 'more people')}", None


def _labelled(label: str, said: str) -> str:
    return f"{label}: {said}" if label else said


def _facts(one: Part, today: date, *, is_known: bool = False) -> Iterator[_Line]:
    """Give what to know before somebody is asked; ``is_known``: it is told already what would help."""
    if one["since"]:
        yield "", one["since"].value, one["since"].source
    if one["asked"]:
        yield "", f"asked last on {say_day(one['asked'].value, today)}", one["asked"].source
    for number, offer in enumerate(one["offers"]):
        yield "" if number else "would help", clean(offer.value), offer.source
    if not one["offers"] and not is_known:
        yield "", "nothing in the notes says what would help: ask what they are looking for", None


def _rest(found: Part, today: date) -> Iterator[_Line]:
    for one in found["rows"]:
        days = listing([f"on {say_day(at['day'].value, today)}" for at in one["days"]])
        since = f"; {one['since'].value}" if one["since"] else ""
        yield clean(one["who"]["name"].value), f"asked {days}{since}", one["days"][0]["day"].source
    if found["more"]:
        yield "", f"and {count(found['more'].value, 'more person', 'more people')}", None


def _gave(found: Part, today: date) -> Iterator[_Line]:
    often = found["often"]
    if often:
        last, months = often["last"], [one.value for one in often["months"]]
        more = f": {listing(months)}" if months else ""
        if last and not months:
            more = f"; the last time to {clean(last['who']['name'].value)}, on {say_day(last['day'].value, today)}"
        yield "how often", f"{often['word'].value} within a year{more}", often["word"].source
    for kind in found["kinds"]["rows"]:
        for number, one in enumerate(kind["things"]["rows"]):
            said = f": {clean(one['text'].value)}" if one["text"] else ""
            who = clean(one["who"]["name"].value)
            yield (
                "" if number else kind["kind"].value,
                f"{who}, {say_day(one['day'].value, today)}{said}",
                one["kind"].source,
            )
        if kind["things"]["more"]:
            yield "", f"and {kind['things']['more'].value} more", None


# --- one person ------------------------------------------------------------------------------------


def _person(page: Page, found: Part, today: date) -> None:
    page.line((clean(found["name"].value), "name"))
    lines: list[_Line] = []
    if found["ended"]:
        lines.append(("ended", found["ended"].value, found["ended"].source))
    for number, (_, said, at) in enumerate(_requests(found["requests"], today)):
        lines.append(("" if number else "they ask", said, at))
    for way, label in WAYS:
        lines += _things(found[way], label, today)
    lines += [*_promises(found["owed"], "you owe", today), *_promises(found["kept"], "you kept", today)]
    is_known = bool(found["owed"]["rows"] or found["requests"]["rows"])
    if not found["ended"]:
        lines += _facts(found["before"], today, is_known=is_known)
    page.rows(list(map(_row, lines)))


def _promises(found: Part, label: str, today: date) -> Iterator[_Line]:
    for number, one in enumerate(found["rows"]):
        said = clean(words(one["text"].value)) if one["text"] else "see the note"
        if one["kept"]:
            said = f"{said}, on {say_day(one['kept'].value, today)}"
        elif one["due"]:
            said = f"{said}, {'was ' if one['late'] else ''}for {say_day(one['due'].value, today)}"
        yield "" if number else label, said, one["line"].source
    if found["more"]:
        yield "", f"and {count(found['more'].value, 'more promise')}", None


def _things(found: Part, label: str, today: date) -> Iterator[_Line]:
    for number, one in enumerate(found["rows"]):
        day = f"{say_day(one['day'].value, today)}: " if one["day"] else ""
        said = clean(one["text"].value) if one["text"] else "see the note"
        yield "" if number else label, f"{day}{said}", one["kind"].source
    if found["more"]:
        yield "", f"and {count(found['more'].value, 'more line')}", None


def _row(line: _Line) -> tuple[Piece, ...]:
    label, said, source = line
    return label, said, (place(source), "place") if source else ""
