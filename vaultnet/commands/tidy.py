"""``vaultnet tidy``: fold the wordless logs of past years into the contacts' notes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from vaultnet import acting
from vaultnet.model import note_name
from vaultnet.planners import tidying
from vaultnet.planners.tidying import Fold, Kept, Tidying
from vaultnet.session import Failure, Session
from vaultnet.terminal import Page, clean, count, listing

_SHOWN = 20


@click.command("tidy")
@click.option("--yes", "-y", is_flag=True, help="Don't ask.")
@acting.options
@click.pass_obj
def command(session: Session, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Fold the wordless logs of past years into the contacts' notes.

    A note that only says that you were in touch becomes a line under “## Log” in the contact's note. Notes with
    words of yours stay, and so do those that other notes link to. What is to be done is shown first, and
    vaultnet undo takes it back.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        found = tidying.plan(act.facts, act.read)
        if not as_json and not dry_run:
            _show(found)
        if found.folds and not dry_run and not yes:
            _ask(act, found)
        data = {
            "folded": [{"path": fold.path, "contacts": list(fold.contacts)} for fold in found.folds],
            "kept": [kept._asdict() for kept in found.kept],
        }
        say = f"Folded {found.operation.what.removeprefix('fold ')}."
        why = "There is no wordless log of a past year to be folded."
        act.perform(found.operation, dry_run=dry_run, as_json=as_json, say=say, why=why, data=data)


def _show(found: Tidying) -> None:
    page = Page()
    if found.folds:
        become = "becomes a line" if len(found.folds) == 1 else "become lines"
        page.line(f"{count(len(found.folds), 'log')} {become} in the notes of the contacts:")
        page.rows([_row(fold) for fold in found.folds[:_SHOWN]])
        _more(page, found.folds)
    if found.kept:
        stays = "stays as it is" if len(found.kept) == 1 else "stay as they are"
        page.line(f"{count(len(found.kept), 'wordless log')} of past years {stays}:")
        page.rows([(clean(kept.path), kept.reason) for kept in found.kept[:_SHOWN]])
        _more(page, found.kept)


def _row(fold: Fold) -> tuple[str, str]:
    return clean(fold.path), clean(listing([note_name(contact) for contact in fold.contacts]))


def _more(page: Page, items: Sequence[Fold | Kept]) -> None:
    if len(items) > _SHOWN:
        page.line(f"  … and {count(len(items) - _SHOWN, 'more note')}")


def _ask(act: acting.Act, found: Tidying) -> None:
    """Ask whether to go on. Raises `Failure` if not, or if there is nobody to ask."""
    if not acting.asks():
        raise Failure("Nothing was folded: there is nobody to ask.", "To fold them: vaultnet tidy --yes")
    question = f"Fold {count(len(found.folds), 'log')}?"
    if not act.ask(lambda: click.confirm(question, default=False, err=True)):
        raise Failure("Nothing was folded.")
