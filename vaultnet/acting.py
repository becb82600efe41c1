"""How every command that writes goes about it: alone, from fresh facts, by a plan that can be shown first.

    with acting.acting(session) as act:
        note = act.find("Ada", types=("contact",))
        act.perform(operation, dry_run=dry_run, as_json=as_json, say="Put off Ada until 4 December.")

Nothing is decided here: what an operation changes is its planner's to say, and `journal` makes the changes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vaultnet import files, journal, jsonout, operation, paused, record, writing
from vaultnet.journal_files import Touched
from vaultnet.lookup import Named, told_apart
from vaultnet.operation import Change, Operation
from vaultnet.session import Failure, Session, choose, find_note, named
from vaultnet.terminal import clean, count

if TYPE_CHECKING:
    from vaultnet.facts import Facts

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_SHOWN = 8
"""Notes that are named after a command; then a count."""


def options(function: F) -> F:
    """Give a command the two options that every writing command has."""
    function = click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)
    dry_run = click.option(
        "--dry-run", is_flag=True, help="Write nothing; print what would be written, as a unified diff."
    )
    return dry_run(function)


def asks() -> bool:
    """Whether there is somebody to ask: both the questions and the answers go through a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@dataclass(frozen=True, slots=True)
class Act:
    """One command at work in a vault."""

    session: Session
    facts: Facts

    @property
    def root(self) -> str:
        """The vault's root."""
        return str(self.facts.vault)

    def read(self, path: str) -> bytes:
        """A note's bytes. Raises `Failure` for one that may not be read, or OSError."""
        try:
            return files.read(self.root, path)
        except PermissionError as error:
            said = f"{clean(path)} can't be read: {error.strerror}."
            raise Failure(said, "Check its permissions. Nothing was done.") from error

    def find(self, wanted: str, types: Sequence[str] = ()) -> Named:
        """The note that a name means; asks if that is unsure and there is somebody to ask. Raises `Failure`."""
        return find_note(self.facts, wanted, types, ask=self._choose if asks() else None)

    def ask(self, question: Callable[[], T]) -> T:
        """Ask a person, and let others write meanwhile. What they save is found out when it comes to writing."""
        with journal.letting_others(self.root):
            return question()

    def told_apart(self, words: str, types: Sequence[str]) -> tuple[str, str]:
        """Part words into a name and what comes after it: the longest beginning that is a name for sure.

        Without one all but the last word are taken for the name.
        """
        return told_apart(words, named(self.facts, types))

    def _choose(self, wanted: str, candidates: Sequence[Named]) -> Named | None:
        return self.ask(lambda: choose(wanted, candidates))

    def perform(
        self,
        planned: Operation,
        *,
        dry_run: bool = False,
        as_json: bool = False,
        say: str = "",
        why: str = "",
        data: dict[str, Any] | None = None,
    ) -> None:
        """Do what was planned, or show it, and say so.

        ``say`` is the sentence about it, ``why`` the one for when there is nothing to do; ``data`` is more for the
        JSON. Raises `Failure` if something in it can't
        be done.
        """
        if planned.refused:
            raise refusal(planned)
        number = None
        if not dry_run and planned.changes:
            number = carry_out(self.root, planned)
        if as_json:
            click.echo(self._as_json(planned, number, dry_run, data or {}))
        elif dry_run:
            click.echo(
                operation.diff(planned.changes) or f"{clean(why) or 'Nothing would change.'}\n", nl=False
            )
        elif not planned.changes:
            click.echo(clean(why) or "Nothing to change.")
        else:
            if say:
                click.echo(clean(say))
            name(planned.changes)

    def _as_json(self, planned: Operation, number: int | None, dry_run: bool, data: dict[str, Any]) -> str:
        whole = {
            "dry_run": dry_run,
            "what": planned.what,
            "number": number,
            "changes": [change(one) for one in planned.changes],
            "diff": operation.diff(planned.changes) if dry_run else "",
            **data,
        }
        return jsonout.of_facts(planned.command, whole, self.facts)


@contextmanager
def acting(session: Session, *, dry_run: bool = False) -> Iterator[Act]:
    """Work in the vault as the only one that writes; what another run left unfinished is finished first.

    A ``dry_run`` finishes nothing: it only says that there is something.
    """
    with alone(session, dry_run=dry_run), session.facts() as facts:
        yield Act(session, facts)


@contextmanager
def alone(session: Session, *, dry_run: bool = False) -> Iterator[str]:
    """Be the only one that writes into the vault. Gives its root."""
    root = str(session.vault())
    try:
        with journal.writing_alone(root, finish=not dry_run) as recovered:
            tell(one.said for one in recovered)
            if dry_run and record.unfinished(root):
                tell(["Something was interrupted before; it is finished by the next command that writes."])
            yield root
    except journal.Waiting:
        raise waiting() from None


def tell(sentences: Iterable[str]) -> None:
    """Say what became of what was interrupted."""
    for said in sentences:
        click.echo(clean(said), err=True)


def waiting() -> Failure:
    """Say that somebody else is at work."""
    if os.environ.get(paused.IN_SYNC):
        return Failure("`vaultnet sync` is at work here and builds by itself, so nothing was done.")
    return Failure(
        f"Another vaultnet has been writing into this vault for {journal.PATIENCE:.0f} seconds.",
        "Nothing was done. Try again when it is through.",
    )


def carry_out(root: str, planned: Operation) -> int | None:
    """Do what was planned, and give its number in the history. Raises `Failure` if somebody was quicker."""
    with saying():
        entry = journal.carry_out(root, planned)
    return entry.number if entry else None


@contextmanager
def saying() -> Iterator[None]:
    """Say why an operation could not be done. Raises `Failure`."""
    try:
        yield
    except writing.Busy as error:
        raise Failure(
            f"{error} is held open for writing by another program, so nothing was done.",
            "Close it there, or wait until it is saved.",
        ) from error
    except writing.Changed as error:
        raise Failure(f"{error} was saved meanwhile, so nothing was done.", "Try again.") from error
    except FileExistsError as error:
        there = clean(str(error.filename2 or error.filename))
        raise Failure(f"{there} is there already, so nothing was done.") from error
    except writing.Protected as error:
        hint = (
            "Whoever protected it meant it to stay; to change it all the same, allow writing to it: chmod u+w"
        )
        raise Failure(f"{error.filename} is write-protected, so nothing was done.", hint) from error
    except writing.Outside as error:
        raise Failure(f"{error.filename} leads out of the vault, so nothing was written there.") from error


def refusal(planned: Operation) -> Failure:
    """Say what can't be done, where and why."""
    first, *others = planned.refused
    at = f"{clean(first.path)}:{first.line}: " if first.path else ""
    more = "".join(f"\n{clean(one.path)}:{one.line}: {clean(one.message)}" for one in others[:_SHOWN])
    return Failure(f"{at}{clean(first.message)}", f"{clean(first.hint)}{more}".strip())


def change(one: Change | Touched) -> dict[str, Any]:
    """A change for programs: which note, and what becomes of it."""
    return {"path": one.path, "to": one.to or None, "action": one.action}


def name(changes: Sequence[Change]) -> None:
    """Name the notes that were written, as they are called now: what moved first, the rest follows from it."""
    changes = sorted(changes, key=lambda one: not one.to)
    verbs = {"create": "Wrote", "remove": "Removed", "move": "Moved", "edit": "Changed"}
    for one in changes[:_SHOWN]:
        to = f" to {clean(one.to)}" if one.to else ""
        click.echo(f"{verbs[one.action]} {clean(one.path)}{to}")
    if len(changes) > _SHOWN:
        click.echo(f"… and {count(len(changes) - _SHOWN, 'more note')}")
