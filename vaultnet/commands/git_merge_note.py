"""``vaultnet git merge-note``: one note of two versions, by hand or for git."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from typing import Any

import click

from vaultnet import acting, git_state, journal, jsonout, merge_driver, merge_sides, writing
from vaultnet.acting import Act
from vaultnet.git_run import NoGit
from vaultnet.merge_clashes import Unpaired
from vaultnet.merge_notes import Merged
from vaultnet.model import note_name
from vaultnet.operation import Change, Operation
from vaultnet.session import Failure, Session, choose, complete_names, find_note
from vaultnet.terminal import clean, listing


@click.command("merge-note")
@click.argument(
    "arguments",
    nargs=-1,
    required=True,
    metavar="NOTE | BASE OURS THEIRS [PATH]",
    shell_complete=complete_names,
)
@click.option("--write", is_flag=True, help="Write the note even while git is in the middle of a merge.")
@acting.options
@click.pass_context
def command(
    context: click.Context, arguments: tuple[str, ...], write: bool, dry_run: bool, as_json: bool
) -> None:
    """Merge the two versions of a note that git left in conflict: properties by their keys, text by lines.

    For example: vaultnet git merge-note "Ada Lovelace". While git is in the middle of a merge the merged note is
    printed; --write puts it in the note's place. What only you can decide stays between markers, and the exit code
    is 1. With three files it is git's merge driver: the result takes the place of OURS.
    """
    if len(arguments) in (3, 4):
        context.exit(merge_driver.drive(*arguments))
    if len(arguments) != 1:
        raise click.UsageError(
            "Name one note; several words in quotes: vaultnet git merge-note “Ada Lovelace”"
        )
    session = context.ensure_object(Session)
    what = git_state.under_way(str(session.vault()))
    with session.facts(quiet=True) if what else nullcontext() as facts:
        if facts:
            act = Act(session, facts)
            left = _while_paused(act, what, arguments[0], dry_run=dry_run, as_json=as_json, write=write)
        else:
            left = _as_ever(session, arguments[0], dry_run=dry_run, as_json=as_json)
    if left.clashes and not as_json:
        click.echo(f"Left to decide: {merge_driver.undecided(left.clashes)}", err=True)
    context.exit(merge_driver.UNDECIDED if left.clashes else merge_driver.CLEAN)


def _as_ever(session: Session, name: str, *, dry_run: bool, as_json: bool) -> Merged:
    """Merge the note as all commands write, so that it can be taken back."""
    with acting.acting(session, dry_run=dry_run) as act:
        path = act.find(name).path
        planned, left = _planned(act, path)
        say, why = f"Merged {clean(path)}.", _nothing(path, left, ", so there is nothing to merge.")
        act.perform(planned, dry_run=dry_run, as_json=as_json, say=say, why=why, data=_data(path, left))
        return left


def _while_paused(act: Act, what: str, name: str, *, dry_run: bool, as_json: bool, write: bool) -> Merged:
    """Print the merged note, or write it because the owner says so of this very file."""
    path = find_note(act.facts, name, ask=choose if acting.asks() else None).path
    planned, left = _planned(act, path)
    if not planned.changes or dry_run or (as_json and not write):
        why = _nothing(path, left, _waiting(act.root, path))
        act.perform(planned, dry_run=True, as_json=as_json, why=why, data=_data(path, left))
    elif write:
        change = planned.changes[0]
        with journal.writing_alone(act.root, finish=False, while_paused=True), acting.saying():
            writing.replace(act.root, path, change.after or b"", change.before)
        if as_json:
            done = {
                "dry_run": False,
                "what": planned.what,
                "number": None,
                "changes": [acting.change(change)],
            }
            click.echo(
                jsonout.of_facts(planned.command, {**done, "diff": "", **_data(path, left)}, act.facts)
            )
        else:
            click.echo(f"Merged {clean(path)}.")
    else:
        click.echo((planned.changes[0].after or b"").decode(errors="surrogateescape"), nl=False)
        click.echo(f"git is in the middle of {what}, so nothing was written. To write it: --write", err=True)
    return left


def _planned(act: Act, path: str) -> tuple[Operation, Merged]:
    """Plan what becomes of a note with markers. Raises `Failure`."""
    data = act.read(path)
    text = data.decode(errors="surrogateescape")
    found = merge_sides.versions(text, merge_driver.kept(act.root, path))
    if isinstance(found, Unpaired):
        said = f"{clean(path)}:{found.line}: the other half of this marker is missing, so nothing was merged."
        raise Failure(said, "Have git write it anew (git checkout --merge FILE), or mend it in the note.")
    if found is None:
        return Operation("git merge-note", "", ()), Merged(text)
    try:
        rules = merge_driver.LazyRules(act.root)
        left = found.merged(merge_driver.by_line(act.root, found.names), rules)
    except NoGit:
        raise Failure("The text is merged by git, and there is none on this machine.") from None
    except merge_driver.NotMerged as error:
        raise Failure(f"git could not merge the text of {clean(path)}: {clean(str(error))}.") from None
    after = left.text.encode(errors="surrogateescape")
    changes = (Change(path, data, after),) if after != data else ()
    return Operation("git merge-note", f"merge the two versions of {note_name(path)}", changes), left


def _nothing(path: str, left: Merged, otherwise: str) -> str:
    """Say why nothing changes; ``otherwise`` ends the sentence about a note without markers."""
    if left.clashes:
        return f"What is left between markers in {clean(path)} is yours to decide."
    return f"There are no markers in {clean(path)}{otherwise}"


def _waiting(root: str, path: str) -> str:
    """Say what is to be done of a note without markers while git waits, which may be about another one."""
    waits = merge_driver.in_conflict(root)
    if path in waits:
        return f". Once it is as you want it, tell git: git add {shlex.quote(path)}"
    notes = [clean(one) for one in waits if one.endswith(".md")]
    waiting = f" git waits for {listing(notes)}." if notes else ""
    return f", so there is nothing to merge in it.{waiting}"


def _data(path: str, left: Merged) -> dict[str, Any]:
    """Say for programs what a person has to decide."""
    return {
        "note": path,
        "undecided": [key for key in left.clashes if key],
        "text_undecided": "" in left.clashes,
    }
