"""The questions of ``vaultnet new goal NAME`` at a terminal, which lead to a goal that can be measured.

Enter skips a question. An answer that says too little is met with one more question, and then left open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

from vaultnet import fields, portable
from vaultnet.goals import CONVERSATIONS, standings
from vaultnet.lookup import Named, look_up
from vaultnet.network import Goal
from vaultnet.planners import goal_answers
from vaultnet.planners.goal_answers import Plan
from vaultnet.session import Failure, named
from vaultnet.terminal import clean, listing
from vaultnet.values import links

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.prompting import Keyboard

T = TypeVar("T")

_OPEN = "That is left open: the note can say it later."

_NAMED = 5
"""Goals that are named as examples of what a goal may be a part of."""


@dataclass(slots=True)
class Answers:
    """What was answered."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    """The values of fields, as they are written."""
    text: str = ""
    """What goes into the note's text."""


def ask(facts: Facts, keyboard: Keyboard) -> Answers:
    """Ask for all that makes a goal one that can be reached.

    Raises:
        Failure: the terminal went away, or the questions were ended.

    """
    click.echo("A few questions; Enter skips one, and nothing is written before the last.")
    try:
        return _Asking(facts, keyboard).all()
    except EOFError:
        click.echo("")
        raise Failure("The questions were ended, so nothing was written.") from None


class _Asking:
    def __init__(self, facts: Facts, keyboard: Keyboard) -> None:
        self.facts = facts
        self.keyboard = keyboard
        self.answers = Answers()

    def all(self) -> Answers:
        """Ask one after the other."""
        why = self._line("Why this goal")
        there_when = self._measure()
        self._set("due", self._day())
        self._set("parent", self._parent())
        self._set("needs", *self._needs())
        plan = self._plan()
        self._set("review", self._review())
        self.answers.text = goal_answers.text(why, there_when, plan)
        return self.answers

    def _set(self, name: str, *values: str) -> None:
        found = [value for value in values if value]
        if found:
            self.answers.fields[name] = found

    # --- asking ------------------------------------------------------------------------------------

    def _line(self, question: str) -> str:
        """Ask for a line of words; ``""`` for none, or for what is no text."""
        said = self.keyboard.line(question)
        if not portable.is_utf8(said):
            click.echo("What was typed is not written in UTF-8.")
            said = self.keyboard.line(question)
        said = clean(said) if portable.is_utf8(said) else ""
        return "" if goal_answers.is_nothing(said) else said

    def _read(self, question: str, read: Callable[[str], T | None], again: str) -> tuple[str, T | None]:
        """Ask, and ask once more for what can't be read. Gives what was said first, and what it came to."""
        said = self._line(question)
        found = read(said) if said else None
        if said and found is None:
            more = self._line(again)
            found = read(more) if more else None
            if more and found is None:
                click.echo(_OPEN)
        return said, found

    # --- the questions -----------------------------------------------------------------------------

    def _measure(self) -> str:
        """Ask what is counted. Gives words that can't be counted, to be kept in the text."""
        said, found = self._read(
            "What would show that you are there (10 informational interviews)",
            goal_answers.measured,
            "How many conversations, or milestones, might that take (a rough number will do)",
        )
        if found:
            self._set("measure", found.measure)
            self._set("target", str(found.target))
            if found.measure == CONVERSATIONS and not found.is_said:
                click.echo(
                    "Counted as conversations; if you mean others, say which in the note: measure: coffee"
                )
        is_counted = goal_answers.measured(said) is not None
        return "" if is_counted or goal_answers.is_vague(said) else said

    def _day(self) -> str:
        today = self.facts.today
        _, found = self._read(
            f"By when (30 June {today.year + 1}, or in 6 months)",
            lambda said: goal_answers.day(said, today),
            "Which day to come would that be (a guess will do)",
        )
        return found.isoformat() if found else ""

    def _parent(self) -> str:
        """Ask for the larger goal. Whoever names twice what there is not means a goal that is still to be set."""
        goals = named(self.facts, ("goal",))
        if not goals:
            return ""
        examples = listing(self._larger()[:_NAMED] or [clean(one.name) for one in goals[:_NAMED]], "or")
        said = self._line(f"Which larger goal is it part of ({examples})")
        found = self._link(said, goals)
        if said and not found:
            said = self._line(f"There is no “{said}” yet. Which goal is it part of")
            found = self._link(said, goals)
            if said and not found:
                bare = said.strip("[] ")
                click.echo(
                    f"That is left open: there is no “{bare}” yet, and the link leads there once there is."
                )
                return f"[[{bare}]]"
        return found

    def _larger(self) -> list[str]:
        """Name the active goals: those that have parts first, then those with a long horizon."""
        active = [
            one for one in standings(self.facts.snapshot.goals, self.facts.today) if one.status == "active"
        ]
        active.sort(key=lambda one: (not one.children, not _is_long(one.goal), one.goal.name))
        return [clean(one.goal.name) for one in active]

    def _link(self, said: str, goals: Sequence[Named]) -> str:
        """Give the link to the goal that is meant, or else to the note of that name; ``""`` for neither."""
        if not said:
            return ""
        meant = look_up(said, goals, sure=True).note
        entry = None if meant else self.facts.names.resolve((*links(said), said)[0], "").entry
        path = meant.path if meant else entry.path if entry else ""
        return f"[[{self.facts.names.shortest(path)}]]" if path else ""

    def _needs(self) -> list[str]:
        _, found = self._read(
            "Whom or what do you need (mentor, insider at Globex, hiring)",
            goal_answers.needs,
            "What sort of people: a relation (mentor), a place (insider at Globex), a role, a skill (hiring)",
        )
        return [self._placed(need) for need in found or ()]

    def _placed(self, need: str) -> str:
        """Link the place in ``insider at Globex``, if there is a note of it."""
        parts = goal_answers.place(need)
        link = self._link(parts[1], ()) if parts else ""
        return f"{parts[0]} {link}" if parts and link else need

    def _plan(self) -> Plan | None:
        said = self._line("When will you do something for it (when I finish my weekly review)")
        whole = goal_answers.plan(said)
        when = goal_answers.half(said, "when")
        if whole or not when:
            return whole
        then = goal_answers.half(self._line("And what, then (I ask one person for a conversation)"), "then")
        if not then:
            click.echo(_OPEN)
        return Plan(when, then) if then else None

    def _review(self) -> str:
        _, found = self._read(
            "How often will you look at it (monthly)",
            goal_answers.cadence,
            "Every week, every month, or every quarter",
        )
        return found or ""


def _is_long(goal: Goal) -> bool:
    horizon = fields.first(goal.fields, "horizon")
    return horizon is not None and horizon.value == "long"
