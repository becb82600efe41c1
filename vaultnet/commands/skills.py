"""``vaultnet skills [SKILL]``: who could teach whom what, and between whom it has long gone one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import in_words, typed
from vaultnet.model import Source
from vaultnet.session import Session, looks_back
from vaultnet.terminal import Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts


@click.command("skills")
@click.argument("skill", metavar="[SKILL]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, skill: tuple[str, ...], as_json: bool) -> None:
    """Say what you could learn from whom, and teach whom; and between whom it has long gone one way.

    With a SKILL, say who could teach it, and who would like to learn it.
    """
    wanted = " ".join(skill)
    with session.facts() as facts:
        if skill:
            _one(facts, wanted, as_json=as_json)
        else:
            _all(facts, as_json=as_json)


def _all(facts: Facts, *, as_json: bool) -> None:
    from vaultnet.dashboards.skills import ledger

    found = ledger(facts.snapshot, facts.config)
    if as_json:
        click.echo(jsonout.of_facts("skills", jsonout.sourced(found), facts))
        return
    page, today = Page(), facts.today
    parts = (
        ("Each could teach the other", _pairs(found["pairs"], today)),
        ("You would like to learn", _subjects(found["learn"], found["untaught"], "teaches it", today)),
        ("You could teach", _subjects(found["teach"], found["unlearned"], "would like to learn it", today)),
        ("One way so far", _one_way(found, today)),
    )
    _print(page, parts)
    if found["bare"]:
        page.line(_how_to_begin(found, any(lines for _, lines in parts)))
    elif not any(lines for _, lines in parts):
        page.line(
            'Nothing is known of skills yet. Who teaches something: vaultnet set "Ada Lovelace" teaches+=looms'
        )


def _one(facts: Facts, wanted: str, *, as_json: bool) -> None:
    from vaultnet import needs, skills
    from vaultnet.dashboards.skills import people

    said = clean(wanted)
    if not needs.words(wanted):
        raise click.UsageError(f"“{said}” names no skill. Write it as in: vaultnet skills public speaking")
    learn, teach = map(people, skills.asked(wanted, facts.snapshot, facts.config))
    if as_json:
        data = {"skill": wanted, "learn": jsonout.sourced(learn), "teach": jsonout.sourced(teach)}
        click.echo(jsonout.of_facts("skills", data, facts))
    elif learn["rows"] or teach["rows"]:
        parts = (
            (f"Who could teach you “{said}”", [*_people(learn, facts.today)]),
            (f"Who would like to learn “{said}”", [*_people(teach, facts.today)]),
        )
        _print(Page(), parts)
    else:
        click.echo(
            f"Nobody in your notes teaches “{said}”, or would like to learn it, as far as they say. Who does:"
            f' vaultnet set "Ada Lovelace" teaches+={typed(wanted)}'
        )


# --- lines -----------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A line to print, with where it can be read."""

    text: str
    at: Source | None = None
    style: str = ""


def _print(page: Page, parts: Sequence[tuple[str, Sequence[_Line]]]) -> None:
    first = True
    for heading, lines in parts:
        if not lines:
            continue
        if first:
            page.line((heading, "heading"))
        else:
            page.heading(heading)
        first = False
        for line in lines:
            where: list[Piece] = ["  ", (place(line.at), "place")] if line.at else []
            page.line("  ", (clean(line.text), line.style) if line.style else _indented(line.text), *where)


def _indented(text: str) -> str:
    """Give a text as it may be shown, with the spaces that it begins with."""
    return " " * (len(text) - len(text.lstrip())) + clean(text)


def _pairs(found: Part, today: date) -> list[_Line]:
    lines = []
    for one in found["rows"]:
        lines.append(_Line(_who(one), style="name"))
        for skill in one["learn"]:
            said = f"  could teach you {skill['text'].value}{_taught(skill, today)}"
            lines.append(_Line(said, skill["text"].source))
        for skill in one["teach"]:
            said = f"  could learn {skill['text'].value} from you{_taught(skill, today)}"
            lines.append(_Line(said, skill["text"].source))
    return [*lines, *_more(found, "person", "people")]


def _subjects(found: Part, alone: Sequence[Part], nobody: str, today: date) -> list[_Line]:
    lines: list[_Line] = []
    for one in found["rows"]:
        said = str(one["text"].value)
        goals = listing([str(goal["name"].value) for goal in one["goals"]])
        what = f"{said}, for {goals}" if goals else said
        lines += [_Line(f"{what}: {line.text}", line.at) for line in _people(one["people"], today, said)]
    lines += _more(found, "skill")
    return [*lines, *(_Line(f"{one['text'].value}: nobody {nobody}", one["text"].source) for one in alone)]


def _people(found: Part, today: date, subject: str = "") -> Iterator[_Line]:
    """Give those who match a skill, each with how it is called there, where that is something else."""
    for one in found["rows"]:
        said = str(one["text"].value)
        called = "" if said.casefold() == subject.casefold() else f" ({said})"
        yield _Line(f"{_who(one)}{called}{_taught(one, today)}", one["text"].source)
    yield from _more(found, "person", "people")


def _one_way(found: Part, today: date) -> list[_Line]:
    lines = []
    for one in found["gave"]["rows"]:
        said = f"you gave {one['name'].value} {_things(one, today)}; nothing came back yet"
        lines.append(_Line(said + _could(one, "they could teach you"), one["first"]["day"].source))
    for one in found["received"]["rows"]:
        said = f"{one['name'].value} gave you {_things(one, today)}; nothing went back yet"
        lines.append(_Line(said + _could(one, "they would like to learn"), one["first"]["day"].source))
    return [*lines, *_more(found["gave"], "person", "people"), *_more(found["received"], "person", "people")]


def _things(one: Part, today: date) -> str:
    since = say_day(one["first"]["day"].value, today)
    return f"something on {in_words(one['times'].value)} occasions since {since}"


def _could(one: Part, what: str) -> str:
    skills = listing([str(skill["text"].value) for skill in one["could"]])
    return f"; {what} {skills}" if skills else ""


def _more(found: Part, one: str, many: str = "") -> Iterator[_Line]:
    if found["more"]:
        yield _Line(f"and {count(found['more'].value, f'more {one}', f'more {many}' if many else '')}")


def _who(one: Part) -> str:
    return str(one["name"].value) + (f", {one['warmth'].value}" if one["warmth"] else "")


def _taught(one: Part, today: date) -> str:
    if not one["taught"]:
        return ""
    day = one["taught"]["day"]
    return f", taught on {say_day(day.value, today)}" if day else ", taught"


def _how_to_begin(found: Part, is_begun: bool) -> str:
    """Say what would make more of the ledger, or begin it."""
    if found["own"]:
        own = typed(found["own"]["name"].value)
        where = f'in your own note: vaultnet set {own} teaches+="public speaking" learns+=looms'
    else:
        where = 'in a note of your own, a contact that vaultnet.toml names: me = "[[Your Name]]"'
    if is_begun:
        return f"There is more to say once it is written what you teach and would like to learn, {where}"
    return f"Nothing is known of skills yet. Begin with what you teach and would like to learn, {where}"
