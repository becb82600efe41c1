"""``vaultnet brief [NAME]``: what to know of somebody before you meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.dates import say_day
from vaultnet.filters import in_words, words
from vaultnet.model import Source
from vaultnet.session import Failure, Session, complete_one, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.dashboards.leaves import Part
    from vaultnet.facts import Facts


@click.command("brief")
@click.argument("name", nargs=-1, shell_complete=complete_one("contact"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Say what to know of somebody before you meet: what you owe, their last words, what to ask, with the lines.

    NAME is a contact's name, an alias or the beginning of one; without it, everyone whom you meet in the next
    seven days, as in Network Briefs.
    """
    from vaultnet.dashboards import briefs

    with session.facts() as facts:
        found = _one(facts, " ".join(name)) if name else briefs.week(facts.snapshot, facts.config)
        if as_json:
            data = {"meetings": [], "more": None} if found is None else jsonout.sourced(found)
            click.echo(jsonout.of_facts("brief", data, facts))
        elif found is None:
            click.echo("Nobody is to be met in the next seven days. Of one person: vaultnet brief NAME")
        elif name:
            _person(Page(), found, facts.today)
        else:
            _week(Page(), found, facts.today)


def _one(facts: Facts, name: str) -> Part:
    from vaultnet.dashboards.brief import brief
    from vaultnet.dashboards.known import Known

    note = find_note(facts, name, ("contact",), parts=True)
    contact = next((one for one in facts.snapshot.contacts if one.path == note.path), None)
    if contact is None:
        raise Failure(f"{note.name} is your own note (`me` in vaultnet.toml): there is no brief of you.")
    return brief(contact, Known.of(facts.snapshot, facts.config))


def _week(page: Page, found: Part, today: date) -> None:
    for meeting in found["meetings"]:
        until = f", until {say_day(meeting['until'].value, today)}" if meeting["until"] else ""
        what = clean(meeting["what"].value)
        page.line((f"{say_day(meeting['day'].value, today, weekday=True)} · {what}{until}", "heading"))
        page.line("    ", (place(meeting["day"].sources[0]), "place"))
        for person in meeting["people"]:
            page.line("")
            _person(page, person, today)
        if meeting["again"]:
            page.line(f"Further up: {listing([clean(one['name'].value) for one in meeting['again']])}")
        if meeting["more"]:
            page.line(f"And {count(meeting['more'].value, 'more person', 'more people')}.")
        page.line("")
    if found["more"]:
        page.line(f"And {count(found['more'].value, 'more meeting')}.")


def _person(page: Page, found: Part, today: date) -> None:
    page.line((clean(found["name"].value), "name"))
    for label, said, source in _lines(found, today):
        at: list[Piece] = ["  ", (place(source), "place")] if source else []
        page.line(f"  {label}: ", clean(said), *at)


_Line = tuple[str, str, "Source | None"]


def _lines(found: Part, today: date) -> Iterator[_Line]:
    """Give the lines of a brief: what it is, what is said, and where that stands."""
    if found["ended"]:
        yield _ended(found["ended"], today)
    yield from _promises("you owe", found["owed"], today)
    yield from _promises("to ask", found["to_ask"], today)
    yield from _promises("they ask", found["requests"], today)
    if found["last"]:
        yield _touch("last", found["last"], today)
    else:
        yield "last", "not in touch yet, as far as the notes tell", None
    if found["before"]:
        yield _touch("before that", found["before"], today)
    for one in found["news"]:
        yield "your news", f"{_news(one)} on {say_day(one['day'].value, today)}", one["text"].source
    if found["more_news"]:
        yield "your news", f"{in_words(found['more_news'].value)} more since then", None
    yield from _who(found["who"])
    yield from _met(found["met"], today)
    yield from _promises("they promised", found["theirs"], today)
    if found["knows"]:
        names = [str(one["name"].value) for one in found["knows"]]
        yield "knows", listing(names), found["knows"][0]["name"].source
    for one in found["together"]:
        names = [person["name"].value for person in one["people"]]
        more = [count(one["more"].value, "more person", "more people")] if one["more"] else []
        said = f"{listing([*names, *more])} on {say_day(one['day'].value, today)}"
        yield "with others", said, one["day"].source
    for one in found["goals"]:
        yield "goal", _goal(one, today), (one["last"] or one["ahead"] or one).get("day", one["path"]).source
    for one in found["opportunities"]:
        yield "opportunity", _opportunity(one, today), one["stage"].source
        for told in one["questions"]:
            yield "prepared", words(told["words"].value), told["words"].source
    for one in found["projects"]:
        yield "project", _project(one, today), (one["next"] or one).get("text", one["path"]).source
    for one in found["for_you"]:
        yield "for you", _for_you(one, today), (one["day"] or one["what"]).source
    if found["give"]:
        given = found["give"]["since"]
        yield from [("give", given.value, given.source)] if given else []
        yield from (("give", one.value, one.source) for one in found["give"]["offers"])
    for one in found["ask"]["rows"]:
        yield "ask", f"{one['what'].value}: {words(one['text'].value)}", one["text"].source
    if found["ask"]["more"]:
        yield "ask", count(found["ask"]["more"].value, "more question"), None
    if found["needed"]:
        yield "ask", _needed(found["needed"]), found["needed"][0]["needs"][0].source


def _ended(one: Part, today: date) -> _Line:
    """Say that the owner no longer keeps in touch, since when, and why."""
    since = f", since {say_day(one['day'].value, today)}" if one["day"] else ""
    because = f": “{words(one['because'].value)}”" if one["because"] else ""
    return "ended", f"{one['what'].value}{since}{because}", one["what"].source


def _promises(label: str, found: Part, today: date) -> Iterator[_Line]:
    for one in found["rows"]:
        due = f", {'was ' if one['late'] else ''}for {say_day(one['due'].value, today)}" if one["due"] else ""
        said = words(one["text"].value) if one["text"] else "see the note"
        yield label, said + due, one["line"].source
    if found["more"]:
        yield label, count(found["more"].value, f"more {'promise' if label == 'you owe' else 'thing'}"), None


def _touch(label: str, one: Mapping[str, Any], today: date) -> _Line:
    said = f": “{words(one['words'].value)}”" if one["words"] else ""
    return label, f"{one['kind'].value} on {say_day(one['day'].value, today)}{said}", one["day"].source


def _who(found: Mapping[str, Any]) -> Iterator[_Line]:
    does = " at ".join(str(found[name].value) for name in ("role", "company") if found[name])
    relation = ", ".join(str(one.value) for one in found["relation"])
    other = [str(found[name].value) if found[name] else "" for name in ("location", "tier")]
    said = " · ".join(filter(None, (does, other[0], relation, other[1])))
    leaves = [one for one in (found["role"], found["company"], *found["relation"]) if one]
    leaves += [found[name] for name in ("location", "tier") if found[name]]
    if said:
        yield "who", said, leaves[0].source


def _met(found: Mapping[str, Any], today: date) -> Iterator[_Line]:
    through = [one["name"].value for one in found["through"]]
    parts = [say_day(found["day"].value, today)] if found["day"] else []
    parts += [f"through {listing(through)}"] if through else []
    if found["first"]:
        parts.append(
            f"first noted: {found['first']['kind'].value} on {say_day(found['first']['day'].value, today)}"
        )
    if parts:
        leaf = found["day"] or (found["through"][0]["name"] if through else found["first"]["day"])
        yield "met", ", ".join(parts), leaf.source


def _goal(one: Part, today: date) -> str:
    said = str(one["name"].value)
    if one["times"]:
        day = say_day(one["last"]["day"].value, today)
        times = one["times"].value
        said += f": they helped {'once, on' if times == 1 else f'{in_words(times)} times, last on'} {day}"
    if one["ahead"]:
        said += f"; planned for it: {say_day(one['ahead']['day'].value, today)}"
    return said


def _project(one: Part, today: date) -> str:
    """Say what comes next in a project that they share in, and if it is theirs."""
    coming, name = one["next"], one["name"].value
    if coming is None:
        return str(name)
    word = "theirs" if coming["theirs"] else "next"
    day = say_day(coming["due"].value, today) if coming["due"] else ""
    by = f", {'was for' if coming['late'] else 'by'} {day}" if day else ""
    return f"{name}; {word}: {words(coming['text'].value)}{by}"


def _opportunity(one: Part, today: date) -> str:
    """Say how an opportunity stands: since when, who opened the door, and for which goals."""
    said = f"{one['name'].value}, {one['stage'].value}"
    if one["since"]:
        word, day = one["since"]["word"].value, say_day(one["since"]["day"].value, today)
        said += f" on {day}" if word == one["stage"].value else f", {word} on {day}"
    if one["through"]:
        said += f", through {listing([who['name'].value for who in one['through']])}"
    if one["goals"]:
        said += f"; for {listing([goal['name'].value for goal in one['goals']])}"
    return said


def _for_you(one: Part, today: date) -> str:
    """Say what they did for the owner."""
    what = f"they {one['what'].value}" if one["said"] else f"they {one['what'].value}: {one['name'].value}"
    day = f", {say_day(one['day'].value, today)}" if one["day"] else ""
    return f"{what}{day}{'; ' + one['owed'].value if one['owed'] else ''}"


def _news(one: Part) -> str:
    said = f"“{one['text'].value}”"
    if one["kind"] is None:
        return said
    kind = one["kind"].value
    return f"you {'finished' if kind == 'done' else kind} {said}"


def _needed(found: Sequence[Part]) -> str:
    """Ask whether they could help with the goals that need what they have."""
    goals = [
        f"{one['name'].value} (needs: {', '.join(words(need.value) for need in one['needs'])})"
        for one in found
    ]
    return f"could they help with {listing(goals, 'or')}?"
