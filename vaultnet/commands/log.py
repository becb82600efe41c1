"""``vaultnet log NAME``: note that you were in touch with someone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from vaultnet import acting, jsonout, kinds, portable, tick_words, when
from vaultnet.acting import Act
from vaultnet.dates import say_day
from vaultnet.filters import typed
from vaultnet.links import fold
from vaultnet.lookup import Named
from vaultnet.operation import Operation, Refusal
from vaultnet.planners import log_entry
from vaultnet.planners.log_entry import Entry, Line
from vaultnet.session import Failure, Session, complete_one
from vaultnet.terminal import clean

PEOPLE, GOALS = ("contact",), ("goal",)


def _complete_kinds(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    del context, parameter
    return [one for one in kinds.KINDS if one.startswith(incomplete) and one not in log_entry.NO_TALK]


@click.command("log")
@click.argument("name", shell_complete=complete_one(*PEOPLE))
@click.argument("words", nargs=-1, metavar="[TEXT]...")
@click.option("--with", "-w", "others", multiple=True, metavar="NAME", shell_complete=complete_one(*PEOPLE),
              help="Somebody else who was there; may be repeated.")  # fmt: skip
@click.option("--kind", "-k", default="", metavar="KIND", shell_complete=_complete_kinds,
              help="What it was: coffee, call, meal, video, message … or a word of your own.")  # fmt: skip
@click.option("--date", "-d", "day", default="", metavar="DAY",
              help="When: yesterday, friday, 3 days ago, 17 October, 2026-11-19. By default today.")  # fmt: skip
@click.option("--helps", multiple=True, metavar="GOAL", shell_complete=complete_one(*GOALS),
              help="A goal that it moved; may be repeated.")  # fmt: skip
@click.option("--gave", multiple=True, metavar="WHAT", help="What you gave them; may be repeated.")
@click.option("--received", multiple=True, metavar="WHAT", help="What they gave you; may be repeated.")
@click.option("--promised", multiple=True, metavar="WHAT",
              help="What you promised them, which becomes a task; may be repeated.")  # fmt: skip
@click.option("--due", default="", metavar="DAY",
              help="When what you promised is due: friday, in 2 weeks, 2026-12-01.")  # fmt: skip
@acting.options
@click.pass_obj
def command(
    session: Session, /, name: str, words: tuple[str, ...], dry_run: bool, as_json: bool, **told: Any
) -> None:
    """Note that you were in touch with someone; each time is a note of its own.

    For example: vaultnet log "Ada Lovelace" coffee, she moves to Lisbon. The kind is read out of the words as
    behind a tick, or given with --kind. Several people: "Ada, Grace", or --with. With - for TEXT the words are read
    from standard input; with - for NAME each line there is one entry, as in:
    2026-11-19 Ada Lovelace: coffee, she moves to Lisbon
    """
    _check(name, words, told)
    given = _standard_input() if name == "-" or words == ("-",) else ""
    with acting.acting(session, dry_run=dry_run) as act:
        if name == "-":
            planned = _from_lines(act, given)
            act.perform(planned, dry_run=dry_run, as_json=as_json, say=f"{_logged(planned)}.")
            return
        entry = _entry(act, name, (given,) if words == ("-",) else words, told)
        planned = log_entry.plan(act.facts, act.read, [entry])
        said = f"{_logged(planned)} on {say_day(entry.day, act.facts.today)}"
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=f"{said}.", data=_data(entry))


def _check(name: str, words: tuple[str, ...], told: dict[str, Any]) -> None:
    """Refuse what can't have been meant, before anything is read."""
    options = [one for value in told.values() for one in ([value] if isinstance(value, str) else value)]
    garbled = [text for text in (name, *words, *options) if not portable.is_utf8(text)]
    if garbled:
        shown = clean(garbled[0].encode(errors="replace").decode())
        raise click.UsageError(f"“{shown}” is not written in UTF-8.")
    if name == "-" and (words or any(options)):
        raise click.UsageError("With - for NAME everything is said in the lines: no other words or options.")
    if told["due"] and not told["promised"]:
        raise click.UsageError("--due: say what is due then, with --promised.")


def _logged(planned: Operation) -> str:
    return f"Logged {planned.what.removeprefix('log ')}"


def _entry(act: Act, name: str, words: tuple[str, ...], told: dict[str, Any]) -> Entry:
    today = act.facts.today
    day = _day(told["day"], today) if told["day"] else today
    _no_name_among(act, name, words)
    people = [person for wanted in (name, *told["others"]) for person in _people(act, wanted)]
    due = when.parse_when(told["due"], today, ahead=True) if told["due"] else None
    if told["due"] and due is None:
        raise click.UsageError(f"--due: “{clean(told['due'])}” is no day. {when.HINT}")
    kind, text = _kind(told["kind"], log_entry.own_kinds(act.facts)), _joined(words, today)
    if not told["day"] and (ahead := log_entry.still_ahead(text, people[0].name, today)):
        message, hint = map(clean, ahead)
        raise Failure(message, f"{hint}\nTo log it for today all the same: --date today")
    if not kind and "\n" not in text:
        day, kind, text = _read(text, day, by_words=not told["day"])
    return Entry(
        day,
        tuple(dict.fromkeys(people)),
        kind,
        text,
        tuple(dict.fromkeys(act.find(goal, GOALS) for goal in told["helps"])),
        told["gave"],
        told["received"],
        told["promised"],
        due,
    )


def _joined(words: tuple[str, ...], today: date) -> str:
    """Put the words together; a kind before one text is set off from it: ``call "he moves"``, ``call hi``."""
    text = " ".join(words)
    if len(words) != 2 or tick_words.kind_of(text)[0] or when.parse_when(words[1], today, ahead=True):
        return text
    kind = kinds.named(words[0])
    return ", ".join(words) if kind and tick_words.kind_of(words[0])[0] == kind else text


def _read(text: str, day: date, *, by_words: bool) -> tuple[date, str, str]:
    """Read a kind out of the words and, if it is not given, a day right behind it: ``coffee on friday``."""
    said = tick_words.day_behind_kind(text, day) if by_words else None
    return said or (day, *tick_words.kind_of(text))


def _people(act: Act, wanted: str) -> Iterator[Named]:
    """Find one person, or several between commas; a comma may also be part of a name."""
    if "," in wanted and not _is_called(act, wanted):
        for one in wanted.split(","):
            if one.strip():
                yield act.find(one, PEOPLE)
    else:
        yield act.find(wanted, PEOPLE)


def _is_called(act: Act, wanted: str) -> bool:
    return any(fold(wanted.strip()) in map(fold, person.names) for person in _contacts(act))


def _contacts(act: Act) -> Iterator[Named]:
    for path in act.facts.names:
        entry = act.facts.names.at(path)
        if entry and entry.type in PEOPLE:
            yield Named(entry.path, entry.type, entry.aliases)


def _no_name_among(act: Act, name: str, words: tuple[str, ...]) -> None:
    """Refuse a first word that may be meant as more of the name, or as another one: that is not to be guessed."""
    first = fold(words[0]) if words else ""
    if not first or " " in first:
        return
    for person in _contacts(act):
        parts = [fold(part) for one in person.names for part in one.split()]
        if first in parts:
            raise Failure(
                f"Is “{clean(words[0])}” a name or the first of your words?",
                f"A name of several words stands in quotes: vaultnet log {typed(f'{name} {words[0]}')} …\n"
                f"For two people: vaultnet log {typed(name)} --with {typed(words[0])} …\n"
                "Words that begin so: put all of them in quotes.",
            )


def _day(text: str, today: date) -> date:
    day = when.parse_when(text, today, ahead=False)
    if day is None:
        raise click.UsageError(f"--date: “{clean(text)}” is no day. {when.HINT}")
    if day > today:
        raise Failure(_AHEAD.format(say_day(day, today)), _PLAN)
    return day


_AHEAD = "{} is still to come, and only what took place is logged."
_PLAN = 'A plan is a meeting note with its day: vaultnet new meeting "2026-12-01 Ada Lovelace coffee"'


def _kind(word: str, own: Sequence[str]) -> str:
    kind, near = log_entry.kind_of(word.strip(), own) if word.strip() else ("", "")
    if near:
        raise click.UsageError(
            f"--kind: “{clean(word)}” is no kind of being in touch. Did you mean “{near}”?"
        )
    return kind


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure("Standard input is not written in UTF-8, so nothing was logged.") from None


def _from_lines(act: Act, text: str) -> Operation:
    """Plan what the lines of standard input tell: all of them, or none."""
    entries: list[Entry] = []
    refused: list[Refusal] = []
    for line in log_entry.lines(text, act.facts.today, log_entry.own_kinds(act.facts)):
        if isinstance(line, Refusal):
            refused.append(line)
            continue
        try:
            entries.append(_of_line(act, line))
        except Failure as failure:
            refused.append(Refusal("", line.number, failure.message, failure.hint))
    planned = log_entry.plan(act.facts, act.read, entries)
    wrong = sorted((*refused, *planned.refused), key=lambda one: one.line)
    if wrong:
        raise Failure(
            "Nothing was logged, because of what stands in these lines:", "\n".join(map(_wrong, wrong))
        )
    return planned


def _wrong(refusal: Refusal) -> str:
    said = f"  line {refusal.line}: {clean(refusal.message)} {clean(refusal.hint)}"
    return said.rstrip()


def _of_line(act: Act, line: Line) -> Entry:
    if line.day > act.facts.today:
        raise Failure(_AHEAD.format(say_day(line.day, act.facts.today)), _PLAN)
    people = tuple(dict.fromkeys(_people(act, line.names)))
    return Entry(line.day, people, line.kind, line.words, line=line.number)


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "date": jsonout.day(entry.day),
        "kind": entry.kind,
        "people": [{"path": person.path, "name": person.name} for person in entry.people],
        "helps": [{"path": goal.path, "name": goal.name} for goal in entry.helps],
    }
