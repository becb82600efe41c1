"""People one at a time, each shown and then asked about: what ``vaultnet next`` and ``vaultnet triage`` share.

Nobody else is kept from writing while somebody thinks. Each step is planned from the notes as they are when the
key is pressed, done through the journal, and everything is read anew before the next person is shown.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from vaultnet import acting, cards, failures, journal, jsonout, keys, opening, portable
from vaultnet.acting import Act
from vaultnet.cards import Card, Row
from vaultnet.commands.history import act_on
from vaultnet.keys import Key, Typed
from vaultnet.parse import Parser
from vaultnet.planners import steps
from vaultnet.prompting import Keyboard
from vaultnet.session import Failure, Number, Session, looks_back
from vaultnet.terminal import Page, Piece, clean, count, place
from vaultnet.who import Who

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.model import Note, Sourced

BUILD = "`vaultnet build` brings the dashboards up to date; `vaultnet watch` does so by itself."


F = TypeVar("F", bound=Callable[..., Any])


def options(function: F) -> F:
    """Give a command the options that both have."""
    function = looks_back(function)
    function = click.option(
        "--json", "json", is_flag=True, help="Print JSON: everyone with all that is shown. Asks nothing."
    )(function)
    limit = click.option(
        "-n", "--limit", "most", type=Number("people"), metavar="N", help="N people at most."
    )
    return limit(function)


class Person(NamedTuple):
    """Somebody who is to be shown."""

    contact: str
    """The contact's path."""
    card: Callable[[], Card]
    """Makes what is shown, when it is."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one command goes through."""

    command: str
    people: Callable[[Facts], Sequence[Person]]
    """Who there is, in order."""
    keys: Callable[[Facts], Sequence[Key]]
    nobody: Callable[[Facts], str]
    """What is said where there is nobody at all."""
    end: str
    """What is said after the last."""


class Done(NamedTuple):
    """A step that was made."""

    contact: str
    what: str = ""
    """What was done, in a word; ``""`` for nothing."""
    number: int | None = None
    """The operation's number in the history, if there was one."""


@dataclass(slots=True)
class Loop:
    """One run through the people."""

    session: Session
    work: Work
    keyboard: Keyboard
    most: int | None = None
    """How many people at most."""
    done: list[Done] = field(default_factory=list)
    back: str = ""
    """Whom a step that was taken back concerned: they come next."""
    begun: bool = False

    def run(self) -> None:
        """Go through them until there are no more, or somebody ends it."""
        if self.session.as_of:
            raise click.UsageError("--as-of only looks back, and writes nothing: use it with --json.")
        try:
            while self._one():
                pass
        except (KeyboardInterrupt, EOFError):
            if not self.begun:
                raise
            click.echo("")
        finally:
            if self.begun:
                click.echo(_summary(self.done))

    def _one(self) -> bool:
        """Show the next person and do what is asked for. False at the end."""
        with self.session.facts(quiet=self.begun) as facts:
            seen = {one.contact for one in self.done}
            people = [one for one in self.work.people(facts) if one.contact not in seen]
        people.sort(key=lambda one: one.contact != self.back)
        if not people and not self.begun:
            click.echo(self.work.nobody(facts))
            return False
        self.begun = True
        left = len(people) if self.most is None else max(0, self.most - len(seen))
        if not people[:left]:
            self._end(len(people))
            return False
        card = people[0].card()
        _show(card, facts, f"{len(seen) + 1} of {len(seen) + len(people[:left])}")
        return self._ask(facts, card)

    def _end(self, left: int) -> None:
        """Say that there are no more, or how many there would be."""
        more = f"And {count(left, 'more person', 'more people')}: vaultnet {self.work.command}"
        click.echo(f"\n{more if left else self.work.end}")
        if self.done and self.done[-1].number is not None:
            click.echo("To take the last step back: vaultnet undo")

    def _ask(self, facts: Facts, card: Card) -> bool:
        """Ask until something is done that leads on. False to end it."""
        known = self.work.keys(facts)
        click.echo(keys.line(known))
        while True:
            typed = keys.read(known, self.keyboard.key())
            leads_on = self._do(facts, card, typed)
            if leads_on is not None:
                return leads_on

    def _do(self, facts: Facts, card: Card, typed: Typed) -> bool | None:
        """Do what a key means. None if the question stands as it was."""
        act = typed.key.act if typed.key else ""
        if typed.key and act in steps.PLANS:
            return self._carry_out(facts, card, typed.key, typed.words)
        if act == "quit":
            return False
        if act == "undo":
            return self._undo()
        if act == "pass":
            self.done.append(Done(card.contact))
            return True
        if act == "edit":
            file = os.path.join(facts.vault, card.contact)
            return _unless(opening.in_editor(file, opening.editor(os.environ)), then=True)
        if act == "open":
            return _unless(opening.link(opening.obsidian(str(facts.vault), card.contact)), then=None)
        if act == "help":
            Page().rows([((sign, "name"), said) for sign, said in keys.rows(self.work.keys(facts))])
        else:
            click.echo("That is none of the keys. What they do: ?")
        return None

    def _carry_out(self, facts: Facts, card: Card, key: Key, words: str | None) -> bool | None:
        """Change the notes by a key; ``words`` are asked for if it needs some that were not said."""
        if key.asks and words is None:
            words = self.keyboard.line(f"{key.asks} {card.every}".strip())
            if keys.goes_back(words):
                click.echo("Nothing was done.")
                return None
        words = key.tier or words or (card.every if key.act == "track" else "")
        if not portable.is_utf8(words):
            click.echo("What was typed is not written in UTF-8, so nothing was done.")
            return None
        try:
            with acting.alone(self.session) as root:
                read = Act(self.session, facts).read
                step = steps.PLANS[key.act](facts, read, card.contact, words)
                if step.planned.refused:
                    raise acting.refusal(step.planned)
                number = acting.carry_out(root, step.planned)
        except (Failure, OSError, journal.Paused) as error:
            return _say(error)
        click.echo(clean(step.say) if number else "It is so already.")
        if number is None:
            return None
        acting.name(step.planned.changes)
        self.done.append(Done(card.contact, step.done, number))
        return True

    def _undo(self) -> bool | None:
        """Take back the last step, and go back to whom it concerned."""
        if not self.done:
            click.echo("Nothing was done here yet. What was done before: vaultnet history")
            return None
        last = self.done[-1]
        if last.number is not None:
            undo, look = (partial(one, number=last.number) for one in (journal.undo, journal.to_undo))
            try:
                act_on(self.session, "undo", undo, look, dry_run=False, as_json=False)
            except (Failure, OSError, journal.Paused) as error:
                return _say(error)
        self.done.pop()
        self.back = last.contact
        return True


def _unless(wrong: str, *, then: bool | None) -> bool | None:
    """Say what went wrong, and ask again; else go on."""
    if wrong:
        click.echo(clean(wrong))
    return None if wrong else then


def _say(error: Failure | OSError | journal.Paused) -> bool | None:
    """Say what could not be done. A note may be gone, so everything is looked at again after an OSError."""
    failure = error if isinstance(error, Failure) else failures.of_the_system(error)
    assert failure is not None
    click.echo(failure.message)
    if failure.hint:
        click.echo(failure.hint)
    return True if isinstance(error, OSError) else None


def _summary(done: Sequence[Done]) -> str:
    """Say what was done, ``3 people: 2 logged, 1 put off``, and what is still to do."""
    told = Counter(one.what for one in done if one.number is not None)
    if not told:
        return "Nothing was written."
    what = ", ".join(f"{number} {how}" for how, number in told.items())
    return f"{count(told.total(), 'person', 'people')}: {what}. {BUILD}"


# --- what is shown ---------------------------------------------------------------------------------


def read_note(facts: Facts, path: str) -> tuple[str, Note]:
    """Read a contact's note: its text, and what it says. One that can't be read says nothing.

    The text is without the lines that link a private contact.
    """
    try:
        text = facts.text(path)
    except OSError:
        text = ""
    note, _ = Parser(facts.config, facts.note_types).parse(path, text.encode())
    secret = Who(note, facts.names, facts.config).secret
    lines = ("" if number in secret else line for number, line in enumerate(text.split("\n"), 1))
    return "\n".join(lines), note


def _show(card: Card, facts: Facts, number: str) -> None:
    page = Page()
    about = cards.heading(card)
    more = [f" · {clean(part)}" for part in (about, card.contact) if part]
    page.line("")
    page.line(f"{number} · ", (clean(card.name), "name"), *more)
    page.rows([line for row in cards.rows(card, facts.today) for line in _lines(row)])


def _lines(row: Row) -> Iterator[tuple[Piece, Piece]]:
    """Lay out a row of a card: what it says, and below that where it stands."""
    yield (clean(row.label), "reason"), clean(row.text)
    if row.sources:
        yield "", (", ".join(place(source) for source in row.sources[:2]), "place")


def as_json(command: str, facts: Facts, people: Sequence[Person], most: int | None, **more: Any) -> str:
    """Give everyone for programs, with all that is shown of them."""
    shown = [_card_json(one.card()) for one in people[:most]]
    return jsonout.of_facts(command, {"people": shown, "total": len(people), **more}, facts)


def _card_json(card: Card) -> dict[str, Any]:
    return {
        "contact": card.contact,
        "name": card.name,
        "weight": round(card.weight, 3),
        "reasons": [jsonout.follow_up(one) for one in card.reasons],
        "about": {name: value.value for name, value in card.about},
        "times": card.times,
        "interactions": [jsonout.trace(one) for one in card.recent],
        "note": [_said(one) for one in card.note],
        "openers": [_said(one) for one in card.openers],
        "every": card.every or None,
    }


def _said(one: Sourced[str]) -> dict[str, Any]:
    return {"text": one.value, "sources": jsonout.sources(one.sources)}
