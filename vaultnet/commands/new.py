"""``vaultnet new TYPE NAME``: start a note from its type's template."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import click

from vaultnet import acting, dates, jsonout, newnote, portable
from vaultnet.acting import Act
from vaultnet.lookup import Named, look_up
from vaultnet.model import Field, NoteType
from vaultnet.operation import Change, Operation
from vaultnet.planners import given
from vaultnet.session import Failure, Session, named
from vaultnet.terminal import Page, clean, listing
from vaultnet.values import links

if TYPE_CHECKING:
    from vaultnet.commands.new_goal import Answers
    from vaultnet.facts import Facts


def _complete_types(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    del context, parameter
    from vaultnet import plugins

    return [one.name for one in plugins.load().note_types if one.name.startswith(incomplete)]


@click.command("new")
@click.argument("type_name", metavar="[TYPE]", required=False, shell_complete=_complete_types)
@click.argument("name", nargs=-1)
@click.option("--set", "-s", "pairs", multiple=True, metavar="FIELD=VALUE",
              help="A field's value, as in tier=close; repeat it for several.")  # fmt: skip
@acting.options
@click.pass_obj
def command(
    session: Session,
    type_name: str | None,
    name: tuple[str, ...],
    pairs: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Start a note, or list the types of notes there are.

    For example: vaultnet new contact "Ada Lovelace" -s tier=close. A note that is there is never touched.
    The people of a meeting are the contacts whose full names its title holds, unless they are given.
    At a terminal, new goal NAME without --set asks a few questions that lead to a goal that can be measured.
    """
    if type_name is None:
        _list_types(session, as_json)
        return
    from vaultnet import starting

    with acting.acting(session, dry_run=dry_run) as act:
        facts = act.facts
        note_type = _type(facts, type_name)
        title = normalize("NFC", newnote.unquoted(" ".join(name)))
        reason = portable.reason_against(title) if name else ""
        if not name:
            raise click.UsageError(f"What is the {note_type.name} called? vaultnet new {note_type.name} NAME")
        if reason:
            raise Failure(f"“{clean(title)}” can't be a note's name: {reason}.")
        answers = None
        if note_type.name == "goal" and not (pairs or as_json) and acting.asks():
            answers = _ask(act, note_type, title)
        told, nowhere = _linked(act, _given(note_type, pairs, facts.today))
        if answers:
            told, nowhere = answers.fields, []
        day = dates.parse_day(told["date"][-1]) if "date" in told else None
        stands = dates.day_in_name(f"{title}.md")
        if day and stands and stands[0] != day:
            raise click.UsageError(f"The name says {stands[1]}, and --set {day}. Say the day once.")
        draft = newnote.draft(note_type, title, facts.config, day or facts.today, list(facts.names))
        fields = _people(facts, note_type, title) | told
        try:
            text = starting.text(facts, note_type, title, draft, fields)
            text += answers.text if answers else ""
            starting.check(facts, note_type, draft.path, text)
        except starting.Unfit as error:
            raise Failure(clean(error.message), clean(error.hint)) from error
        rivals = _rivals(facts, draft.path)
        planned = Operation(
            "new", f"new {note_type.name} {title}", (Change(draft.path, None, text.encode()),)
        )
        if answers and not dry_run:
            _preview(text)
        data = {"type": note_type.name, "path": draft.path, "rivals": rivals, "nowhere": nowhere}
        act.perform(planned, dry_run=dry_run, as_json=as_json, data=data)
    if not (dry_run or as_json):
        _say(rivals, nowhere, asked=answers is not None)


def _say(rivals: Sequence[str], nowhere: Sequence[str], *, asked: bool) -> None:
    """Say what else there is to know of a note that was made: notes of its name, links that lead nowhere yet."""
    for rival in rivals:
        click.echo(f"Links to that name could also mean {clean(rival)}.")
    if asked:
        click.echo("To take it back: vaultnet undo")
    for one in nowhere:
        click.echo(f"There is no note called “{clean(one)}” yet; the link leads there once there is.")


def _ask(act: Act, note_type: NoteType, title: str) -> Answers:
    """Ask what a goal is to hold; a name that is taken is refused before that."""
    from vaultnet import prompting
    from vaultnet.commands import new_goal

    facts = act.facts
    _rivals(facts, newnote.draft(note_type, title, facts.config, facts.today, list(facts.names)).path)
    return act.ask(lambda: new_goal.ask(facts, prompting.here()))


def _preview(text: str) -> None:
    """Show a note before it is written, indented."""
    click.echo("")
    for line in text.splitlines():
        click.echo(f"    {clean(line)}".rstrip())
    click.echo("")


def _list_types(session: Session, as_json: bool) -> None:
    """List the types; the folders are those of the vault, if there is one."""
    from vaultnet import config, plugins

    note_types = plugins.load().note_types
    vault: Path | None = None
    try:
        vault = session.vault()
        settings = config.load(vault, note_types)[0]
    except Failure:
        settings = config.Config()
    folders = {}
    for one in note_types:
        rule = settings.types.get(one.name)
        folders[one.name] = rule.folders[0] if rule and rule.folders else one.folder
    if as_json:
        types = [{"type": one.name, "folder": folders[one.name], "help": one.help} for one in note_types]
        today = session.day(vault) if vault else session.today
        click.echo(jsonout.envelope("new", {"types": types}, vault=vault, today=today, problems=0))
        return
    page = Page()
    page.line("To start a note: vaultnet new TYPE NAME")
    page.rows([((one.name, "name"), f"{folders[one.name]}/", one.help) for one in note_types])


def _type(facts: Facts, wanted: str) -> NoteType:
    found = newnote.find_type(wanted, facts.note_types)
    if found is None:
        names = [one.name for one in facts.note_types]
        near = get_close_matches(wanted, names, 1)
        hint = f"Did you mean “{near[0]}”?" if near else f"There are {listing(names)}."
        raise click.UsageError(f"There is no type “{wanted}”. {hint}")
    return found


def _given(note_type: NoteType, pairs: tuple[str, ...], today: date) -> list[tuple[Field, str]]:
    """Read the ``FIELD=VALUE`` pairs; the field must be a declared one."""
    found = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--set: “{pair}” is not FIELD=VALUE.")
        if not portable.is_utf8(value):
            raise click.UsageError(f"--set: “{clean(pair)}” is not written in UTF-8.")
        field = newnote.find_field(key, note_type)
        if field is None:
            raise click.UsageError(_no_field(key, note_type.name, note_type.fields))
        found.append((field, given.day(field, value.strip(), today)))
    return found


def _linked(act: Act, pairs: list[tuple[Field, str]]) -> tuple[dict[str, list[str]], list[str]]:
    """Let names be links to the notes that they mean. Gives the fields' values, and the names that mean none."""
    values: dict[str, list[str]] = {}
    nowhere: list[str] = []
    for field, value in pairs:
        notes = named(act.facts, given.types_of(field))
        for name in given.names_in(field, value, lambda one: bool(_means(one, notes))):  # noqa: B023 - called here
            written = name
            if field.kind in ("link", "links", "names") and name and not links(name):
                written = _link(act, field, name, notes)
                if given.holds_links(field) and written == name:
                    written = f"[[{name}]]"
                    nowhere.append(name)
            values.setdefault(field.name, []).append(written)
    return values, nowhere


def _means(name: str, notes: Sequence[Named]) -> bool:
    found = look_up(name, notes, sure=True)
    return bool(found.note or found.rivals)


def _link(act: Act, field: Field, name: str, notes: Sequence[Named]) -> str:
    """Give the link to the note that a name means, or the name if it means none. Raises `Failure` if unsure."""
    names = act.facts.names
    if given.holds_links(field):
        return (
            f"[[{names.shortest(act.find(name, given.types_of(field)).path)}]]"
            if _means(name, notes)
            else name
        )
    entry = names.resolve(name, "").entry
    return f"[[{names.shortest(entry.path)}]]" if entry else name


def _people(facts: Facts, note_type: NoteType, title: str) -> dict[str, list[str]]:
    """Who a meeting is with, by the names in its title: links to the contacts."""
    if note_type.name != newnote.DATED:
        return {}
    entries = (facts.names.at(path) for path in facts.names if path != facts.me)
    contacts = (facts.names.shortest(entry.path) for entry in entries if entry and entry.type == "contact")
    by_name = {path.rpartition("/")[2]: path for path in contacts}
    found = newnote.named_in(title, by_name)
    return {"people": [f"[[{by_name[name]}]]" for name in found]} if found else {}


def _no_field(key: str, type_name: str, fields: tuple[Field, ...]) -> str:
    names = [one.name for one in fields]
    near = get_close_matches(key, names, 1)
    hint = f"Did you mean “{near[0]}”?" if near else f"It has {listing(names)}."
    if key.strip().lower() in ("aliases", "tags", "cssclasses"):  # Obsidian's own, for notes of every type
        hint = f"Once the note is there: vaultnet set NAME {key.strip()}=VALUE"
    return f"--set: a {type_name} has no field “{key}”. {hint}"


def _rivals(facts: Facts, path: str) -> list[str]:
    """Refuse a name that is taken in its folder, in whatever case; give the notes elsewhere that bear it."""
    folder, _, name = path.rpartition("/")
    same = newnote.same_names(name.removesuffix(".md"), facts.names)
    taken = [one for one in same if one.rpartition("/")[0] == folder]
    if taken or os.path.lexists(facts.vault / path):
        raise Failure(f"{clean((taken or [path])[0])} is there already; it was left as it is.")
    return same
