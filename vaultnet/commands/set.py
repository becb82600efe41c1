"""``vaultnet set NAME key=value``: set a property of a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from vaultnet import acting, fields, files
from vaultnet.acting import Act
from vaultnet.filters import typed
from vaultnet.lookup import Named, look_up, told_apart
from vaultnet.planners import property_edits
from vaultnet.planners.asked import Pair, parse_pair
from vaultnet.session import Failure, Session, complete_names, named
from vaultnet.terminal import clean

if TYPE_CHECKING:
    from vaultnet.facts import Facts


@click.command("set")
@click.argument(
    "arguments", nargs=-1, required=True, metavar="NAME KEY=VALUE...", shell_complete=complete_names
)
@click.option(
    "--new-key", is_flag=True, help="Set a property of your own, however like one of vaultnet's it looks."
)
@acting.options
@click.pass_obj
def command(
    session: Session, arguments: tuple[str, ...], new_key: bool, dry_run: bool, as_json: bool
) -> None:
    """Set properties of a note, and change nothing else in it.

    For example: vaultnet set Ada Lovelace tier=close email+=ada@example.com. To add to a list: key+=value; to
    take something out of it: key-=value; to remove a property: key=
    """
    name, pairs = parts(session, arguments)
    with acting.acting(session, dry_run=dry_run) as act:
        note = act.find(name)
        pairs = pairs if new_key else _without_slips(act, note.path, pairs)
        planned = property_edits.set_properties(act.facts, act.read, note.path, pairs)
        verb, _, rest = planned.what.partition(" ")
        say = f"{'Removed' if verb == 'remove' else 'Set'} {rest}."
        why = property_edits.nothing_to_set(note.path, pairs)
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data={"note": note.path})


def _without_slips(act: Act, path: str, pairs: list[Pair]) -> list[Pair]:
    """Ask about keys that look like slips of the pen. Raises `Failure` if nobody can say what is meant."""
    for key, near in property_edits.slips(act.facts, act.read, path, pairs).items():
        said = f"“{clean(key)}” is no property that vaultnet knows here"
        if not acting.asks():
            pair = next(pair for pair in pairs if pair.key == key)
            instead = clean(f"{near}{pair.sign}={pair.value}")
            raise Failure(f"{said}.", f"Did you mean {instead}? To write it as it is: --new-key")
        if act.ask(partial(click.confirm, f"{said}. Do you mean “{near}”?", default=False, err=True)):
            pairs = [pair._replace(key=near) if pair.key == key else pair for pair in pairs]
        elif not act.ask(partial(click.confirm, f"Set “{clean(key)}”, then?", default=False, err=True)):
            raise Failure("Nothing was set.")
    return pairs


def parts(
    session: Session,
    arguments: tuple[str, ...],
    usage: str = "set NAME",
    types: Sequence[str] = (),
    besides: str = "",
) -> tuple[str, list[Pair]]:
    """Tell the words of the name, of a note of ``types``, from the properties.

    Raises click.UsageError, with an example: of ``usage``, and what the command needs ``besides``.
    """
    found = [parse_pair(one) for one in arguments]
    first = next((at for at, one in enumerate(found) if one), len(found))
    name, pairs = " ".join(arguments[:first]).strip(), found[first:]
    command = usage.partition(" ")[0]
    if not name:
        later = " ".join(one for one, pair in zip(arguments, found, strict=True) if not pair).strip()
        moved = " ".join([_word(later), *(_pair(pair) for pair in found if pair)]) if later else ""
        after = (
            f"The name comes first: vaultnet {command} {moved}" if moved else f"vaultnet {usage} KEY=VALUE"
        )
        raise click.UsageError(f"Whose? {after}")
    if not pairs:
        said, example = _example(session, name, types)
        shown = " ".join(filter(None, (command, _word(said), example, besides)))
        raise click.UsageError(f"What of {clean(said)}? For example: vaultnet {shown}")
    wrong = next((at for at, one in enumerate(pairs) if one is None), None)
    if wrong is not None:
        words = takewhile(lambda one: parse_pair(one) is None, arguments[first + wrong :])
        before = pairs[wrong - 1]
        assert before
        whole = before._replace(value=f"{before.value} {' '.join(words)}".strip())
        hint = f"A value of several words stands in quotes: {_pair(whole)}"
        raise click.UsageError(f"“{clean(arguments[first + wrong])}” is not KEY=VALUE. {hint}")
    return name, [one for one in pairs if one]


# --- an example that works -------------------------------------------------------------------------

_EXAMPLES = {
    "contact": "tier=close",
    "goal": "due=2027-06-30",
    "meeting": "kind=coffee",
    "event": "went=true",
    "project": "due=2027-06-30",
    "opportunity": "stage=asked",
    "community": "rhythm=monthly",
    "organisation": "url=https://example.com",
}
"""What may be set of a note, by its type."""
_PARTED = re.compile(r"(?P<key>[^\s:=]+)\s*(?:[:=]\s*|\s)(?P<value>.*\S)")
"""A property and its value without the sign between them, or with one of another language."""
_PLAIN = re.compile(r"[\w.,:/@+ -]*")
"""What a shell leaves as it is."""


def _example(session: Session, words: str, types: Sequence[str]) -> tuple[str, str]:
    """Give the name in some words, and a property of it that can be set: the one that is meant, if that is plain.

    Where there is no vault, or no such note, all words are the name.
    """
    try:
        with session.facts(quiet=True) as facts:
            name, rest = told_apart(words, named(facts, types))
            note = look_up(name, named(facts, types), sure=True).note
            if note is None:
                return words, _EXAMPLES[types[0]] if types else "KEY=VALUE"
            return name, _meant(facts, note, rest) or _EXAMPLES.get(note.type, "KEY=VALUE")
    except Failure:
        return words, "KEY=VALUE"


def _meant(facts: Facts, note: Named, rest: str) -> str:
    """Give the property that the words after a name mean, if it can be set; ``""`` for none."""
    parted = _PARTED.fullmatch(rest)
    note_type = next((one for one in facts.note_types if one.name == note.type), None)
    if not parted or not note_type or fields.field_of(parted["key"], note_type, facts.config) is None:
        return ""
    pair = Pair(parted["key"], "", parted["value"])
    planned = property_edits.set_properties(facts, partial(files.read, str(facts.vault)), note.path, [pair])
    return "" if planned.refused else _pair(pair)


def _pair(pair: Pair) -> str:
    """Write a pair as it is typed into a shell."""
    value = clean(pair.value)
    return clean(
        f"{pair.key}{pair.sign}={value if ' ' not in value and _PLAIN.fullmatch(value) else typed(value)}"
    )


def _word(name: str) -> str:
    """Write a name as it is typed into a shell: without quotes where it needs none."""
    return clean(name) if _PLAIN.fullmatch(name) else typed(name)
