"""``vaultnet init``: a new vault, the example, or the notes a person has, adopted as they are."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vaultnet import acting, files, journal, operation, sharing, writing
from vaultnet.operation import Change, Operation
from vaultnet.session import Failure, Session

if TYPE_CHECKING:
    from vaultnet.adopt import Proposal
    from vaultnet.survey import Seen
    from vaultnet.tally import Tally
    from vaultnet.terminal import Advance

CONFIG = "vaultnet.toml"


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take what is proposed.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, as a diff, and write nothing.")
@click.option(
    "--share/--no-share", default=None, help="Commit the dashboards to git, or leave them out of it."
)
@click.option("--people", multiple=True, metavar="FOLDER", help="This folder of the vault holds my contacts.")
@click.option("--example", is_flag=True, help="Copy the example vault to FOLDER, its dates moved to today.")
@click.pass_obj
def command(
    session: Session,
    folder: Path | None,
    yes: bool,
    dry_run: bool,
    share: bool | None,
    people: tuple[str, ...],
    example: bool,
) -> None:
    """Set up a new vault in FOLDER, or adopt the notes that are there.

    An empty or missing FOLDER becomes a vault with a few notes to start from. A folder of Markdown notes,
    an Obsidian vault for one, is read, and what it holds is proposed; then only vaultnet.toml and lines of
    .gitignore and .gitattributes are written, as vaultnet git setup does.
    """
    root = (folder or session.folder or Path()).expanduser().absolute()
    today = session.today or date.today()  # noqa: DTZ011 - a person's day is their own clock's
    ask = not yes and not dry_run and _on_terminal()
    if root.exists() and not root.is_dir():
        raise click.UsageError(f"{root} is a file, not a folder.")
    if not (yes or dry_run):
        _refuse_everything(root)
    if example:
        _start(root, list(_example(today)), dry_run, "The example vault, with its dates moved to today")
    elif (root / CONFIG).exists():
        click.echo(f"{_shown(root)} is a vaultnet vault already. Nothing was changed.")
        click.echo("Next: vaultnet build")
    elif root.is_dir() and any(files.walk(str(root)).stamps()):
        _refuse_inside(root)
        _adopt(root, today, people, share, ask=ask, yes=yes, dry_run=dry_run)
    else:
        _refuse_inside(root)
        _refuse_other_things(root)
        if not (yes or dry_run):
            _ask_hidden(root, ask)
        if ask:
            click.echo(
                f"{_shown(root)} holds no notes yet: it becomes a new vault, with a few to start from."
            )
        shared = _answered(share, ask)
        _start(root, list(_starter(root, today, shared)), dry_run, "A new vault")


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _shown(path: Path) -> str:
    """A path as a person would type it from here."""
    try:
        relative = path.relative_to(Path.cwd())
    except ValueError:
        return str(path)
    return path.name if relative == Path() else str(relative)


def _refuse_inside(root: Path) -> None:
    outer = files.find_vault(str(root.parent))
    if outer is not None and Path(outer) != Path.home():
        raise Failure(
            f"{_shown(root)} lies inside the vault {outer}.",
            f"A vault can't hold another. To set up the outer one: vaultnet init {shlex.quote(outer)}",
        )


def _refuse_everything(root: Path) -> None:
    """Refuse the folder that holds a person's whole life, or the machine's: it is rarely what was meant."""
    here = root.resolve()
    home = Path(os.path.expanduser("~")).resolve()
    if here == home or here.parent == here:
        what = "your home folder" if here == home else "the root of the file system"
        raise Failure(
            f"{root} is {what}, so nothing was written.",
            "Name a folder in it: vaultnet init my-network\nIf all of it is to be a vault, say so with --yes.",
        )


def _refuse_other_things(root: Path) -> None:
    there = sorted(entry.name for entry in root.iterdir()) if root.is_dir() else []
    if any(not name.startswith(".") for name in there):
        raise Failure(
            f"{_shown(root)} is not empty: {_some(there)}.",
            "Name a new folder, or one that holds Markdown notes.",
        )


def _ask_hidden(root: Path, ask: bool) -> None:
    """Ask before a folder becomes a vault that seems empty and has hidden files no vault would have."""
    there = sorted({entry.name for entry in root.iterdir()} - _EXPECTED) if root.is_dir() else []
    if not there:
        return
    said = f"{_shown(root)} holds nothing but hidden files: {_some(there)}."
    if not ask:
        raise Failure(said, "To make a new vault of it, run this again with --yes.")
    if not click.confirm(f"{said} Make a new vault of it?", default=False):
        raise Failure("Nothing was written.")


_EXPECTED = frozenset(
    {".git", ".gitignore", ".gitattributes", ".obsidian", ".DS_Store", ".trash", ".stfolder"}
)
"""Hidden files of a folder that is meant to be a vault: Obsidian's, git's, a sync tool's."""


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if names[3:] else "")


def _answered(share: bool | None, ask: bool) -> bool:
    """Whether dashboards are shared: as it was said, or as the answer is, once people know what was found."""
    if share is not None or not ask:
        return bool(share)
    click.echo()
    return click.confirm(
        "Will you read the dashboards on a phone or a git host? (Then they are committed to git.)",
        default=False,
    )


# --- a new vault -----------------------------------------------------------------------------------


def _starter(root: Path, today: date, share: bool) -> Iterator[Change]:
    """The shipped notes to start from, the settings, the property types for Obsidian, and what git is to know."""
    from vaultnet.plugins import load
    from vaultnet.reference import obsidian_types

    day = str(today)
    for path, data in _shipped(os.path.join(files.shipped("templates"), "starter")):
        text = data.decode() + ("\n" + sharing.setting(share) if path == CONFIG else "")
        yield Change(path.replace("{today}", day), None, text.replace("{today}", day).encode())
    yield Change(".obsidian/types.json", None, obsidian_types(load().note_types).encode())
    yield from _for_git(root, share).changes


def _example(today: date) -> Iterator[Change]:
    from vaultnet import example

    for path, data in example.shift(dict(_shipped(files.shipped("example"))), today).items():
        yield Change(path, None, data)


def _shipped(folder: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a shipped folder, sorted: path within it, and bytes."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            full = Path(base, name)
            yield full.relative_to(folder).as_posix(), full.read_bytes()


def _start(root: Path, changes: Sequence[Change], dry_run: bool, what: str) -> None:
    _refuse_other_things(root)
    fresh = [change for change in changes if change.before is not None or not (root / change.path).exists()]
    if dry_run:
        _show(fresh)
        return
    _write(root, fresh)
    notes = sum(change.path.endswith(".md") for change in fresh)
    click.echo(f"{what}: {_shown(root)}, with {notes} notes.")
    where = "" if root == Path.cwd() else f"cd {shlex.quote(_shown(root))} && "
    click.echo(f"Next: {where}vaultnet build")


# --- notes that are there --------------------------------------------------------------------------


def _adopt(
    root: Path, today: date, people: Sequence[str], share: bool | None, *, ask: bool, yes: bool, dry_run: bool
) -> None:
    from vaultnet import adopt, adopt_text, survey
    from vaultnet.plugins import load
    from vaultnet.tally import proposed, tally
    from vaultnet.terminal import progress

    types = load().note_types
    texts = _read_all(root)
    settings = survey.read_settings(_settings(root))
    folders = tuple(_inside(root, folder) for folder in people)
    with progress() as advance:
        proposal = adopt.propose(_seen(texts, advance), settings, types, folders)
    if not proposal.contacts and not folders:
        raise Failure(*_nobody(root, proposal, len(texts)))
    found = proposed(adopt_text.render_config(proposal), proposal.settings, types)
    counts = tally(texts, found, types, today)
    if yes and not dry_run:  # written first: whoever reads the report may stop listening
        changes = _changes(root, proposal, bool(share))
        _write(root, changes)
        _tell(root, texts, proposal, counts)
    else:
        _tell(root, texts, proposal, counts)
        changes = _changes(root, proposal, _answered(share, ask))
        if dry_run:
            click.echo()
            _show(changes)
            return
        _agree(changes, ask=ask)
        _write(root, changes)
    click.echo(f"Wrote {_paths(changes)}. No other file was touched.")
    for one in _for_git(root, bool(share)).refused:
        click.echo(f"{one.path}:{one.line}: {one.message} Then: vaultnet git setup")
    click.echo("Next: vaultnet build")


def _changes(root: Path, proposal: Proposal, share: bool) -> list[Change]:
    from vaultnet.adopt_text import render_config

    return [Change(CONFIG, None, render_config(proposal, share).encode()), *_for_git(root, share).changes]


def _inside(root: Path, folder: str) -> str:
    """A folder named with ``--people``, relative to the vault."""
    path = Path(folder).expanduser()
    for candidate in (Path(os.path.normpath(root / path)), path.absolute()):
        if candidate.is_dir() and candidate.is_relative_to(root) and candidate != root:
            return candidate.relative_to(root).as_posix()
    raise click.UsageError(f"--people: there is no folder {folder} in {_shown(root)}.")


def _read_all(root: Path) -> dict[str, bytes]:
    """Every note that can be read, by path; what can't be is `check`'s to say."""
    found = {}
    for path, stamp in files.walk(str(root)).stamps():
        if stamp[3] <= files.LARGEST:
            try:
                found[path] = files.read(str(root), path)
            except OSError:
                continue
    return dict(sorted(found.items()))


def _settings(root: Path) -> dict[str, str]:
    from vaultnet.survey import SETTINGS_FILES

    found = {}
    for path in SETTINGS_FILES:
        try:
            found[path] = (root / path).read_text("utf-8", errors="replace")
        except OSError:
            continue
    return found


def _seen(texts: Mapping[str, bytes], advance: Advance | None = None) -> Iterator[Seen]:
    """The notes as the survey wants them. ``advance`` is told how far it is."""
    from vaultnet import frontmatter, markdown
    from vaultnet.classify import Classifier
    from vaultnet.config import Config
    from vaultnet.survey import Seen

    classifier = Classifier((), Config())

    for number, (path, data) in enumerate(texts.items(), 1):
        if advance is not None:
            advance(number, len(texts))
        if b"\0" in data:
            continue
        text = data.decode("utf-8", errors="replace")
        front = frontmatter.read(path, text)
        body = markdown.scan(front.body, front.body_line)
        head = text[: len(text) - len(front.body)]
        yield Seen(path, front.values, body, classifier.is_template(path, "{{" in head or "<%" in head, body))


def _nobody(root: Path, proposal: Proposal, notes: int) -> tuple[str, str]:
    """What to say of a vault in which no contacts were found, and what to do."""
    from vaultnet.adopt_text import plural, warnings

    said = "\n".join(warnings(proposal))
    if proposal.directories:
        return f"{_shown(root)} is no network of yours as it stands, so nothing was written.", said
    what = f"{_shown(root)} holds {plural(notes, 'note')}, and none that reads like a note about a person"
    hint = (
        "If a folder holds notes about people you know, name it: vaultnet init --people FOLDER\n"
        "To start from scratch: vaultnet init NEW-FOLDER"
    )
    return (
        f"{what}: it looks like documentation, or notes on other things. Nothing was written.",
        f"{said}\n{hint}".lstrip(),
    )


def _tell(root: Path, texts: Mapping[str, bytes], proposal: Proposal, counts: Tally) -> None:
    from vaultnet.adopt_text import describe, plural, warnings

    click.echo(f"{_shown(root)}: {plural(len(texts), 'note')}.")
    click.echo(f"Found {counts.sentence()}.")
    click.echo("\nHow they are told:")
    for line in describe(proposal):
        click.echo(f"  {line}")
    for line in warnings(proposal):
        click.echo(f"\nNote: {line}")


def _for_git(root: Path, share: bool) -> Operation:
    """What git's files are to say of the dashboards, as `vaultnet git setup` writes it."""
    from vaultnet import git_setup
    from vaultnet.config import Config
    from vaultnet.plugins import load

    return git_setup.look(str(root), load(), Config().folder, share=share).setup()


def _paths(changes: Sequence[Change]) -> str:
    from vaultnet.terminal import listing

    return listing([change.path for change in changes])


def _agree(changes: Sequence[Change], *, ask: bool) -> None:
    what = _paths(changes)
    if not ask:
        raise Failure("Nothing was written.", f"To write {what}, run this again with --yes.")
    if not click.confirm(f"\nWrite {what}? No other file is touched.", default=True):
        raise Failure("Nothing was written.")


# --- writing ---------------------------------------------------------------------------------------


def _show(changes: Sequence[Change]) -> None:
    click.echo(operation.diff(tuple(changes)), nl=False)


def _write(root: Path, changes: Sequence[Change]) -> None:
    try:
        with journal.writing_alone(str(root)):
            root.mkdir(parents=True, exist_ok=True)
            journal.carry_out(str(root), Operation("init", "set up the vault", tuple(changes)))
    except journal.Waiting:
        raise acting.waiting() from None
    except (OSError, writing.Changed) as error:
        reason = getattr(error, "strerror", None) or "it was changed meanwhile"
        raise Failure(f"{_shown(root)} can't be written: {reason}.") from error
