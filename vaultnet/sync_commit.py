"""Committing what changed in a vault, and nothing else: what the owner has staged stays staged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from vaultnet import commit_words, config, discreet, marks, sync_decisions, sync_files, sync_words
from vaultnet.commit_words import Altered
from vaultnet.facts import Facts
from vaultnet.git_run import LOOKING, Failed, Git
from vaultnet.model import Note
from vaultnet.parse import Parser
from vaultnet.sync_decisions import Choice, Entry, Status

READ: Final = 300
"""Files whose change is looked at for the message; more are counted."""
UNREAD: Final = frozenset(
    "broken-yaml conflict-in-properties deep-front-matter duplicate-key large-front-matter reserved-character"
    " too-many-aliases unprintable-character".split()
)
"""Problems for which nothing of a note's properties can be read, so that it may be private."""

_HOOKS: Final = ("pre-commit", "prepare-commit-msg", "commit-msg")


class Commit(NamedTuple):
    """What was committed, or would be."""

    message: str
    paths: tuple[str, ...]
    """Within the vault; sorted."""


def status(git: Git) -> Status:
    """What differs in the whole work tree, and on which branch. Raises `Failed`."""
    words = (
        "--porcelain=v2",
        "--branch",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--ignore-submodules=none",
    )
    return sync_decisions.read_status(git.ask("status", *words, env=LOOKING))


def unshared(git: Git, found: Status) -> tuple[str, ...]:
    """Name the dashboards that are not shared, and that git would take along for the first time."""
    settings, _ = config.load(Path(git.root))
    folder = f"{git.under}{settings.folder}/"
    new = (one.path for one in found.entries if one.is_new and one.path.startswith(folder))
    if settings.share:
        return ()
    return tuple(
        path.removeprefix(git.under)
        for path in new
        if sync_files.is_generated(path, sync_files.held(git.top, path))
    )


def planned(git: Git, found: Status, choice: Choice, facts: Facts, message: str = "") -> Commit:
    """Say what is to be committed of a vault, and with which message. Raises `Failed`."""
    paths = tuple(sorted(path.removeprefix(git.under) for path in choice.paths))
    return Commit(message or _message(git, found, choice, facts), paths)


def commit(git: Git, made: Commit, choice: Choice) -> None:
    """Commit the chosen files as they lie there. Raises `sync_words.Stop`; the index is then as it was."""
    try:
        if choice.new:
            # Known, and not staged: if this is cut off, the next sync commits them, and leaves them to nobody.
            on_files(git, choice.new, "add", "--intent-to-add")
        on_files(git, choice.paths, "commit", "-q", "--only", "-m", made.message)
    except Failed as error:
        if choice.new and not sync_words.lock_of(error):
            with suppress(Failed):
                on_files(git, choice.new, "rm", "-q", "--cached", "-f", "--ignore-unmatch")
        require_somebody(git)
        raise sync_words.not_committed(error, by_hook=has_hooks(git)) from error


def has_hooks(git: Git) -> bool:
    """Tell whether a hook may have refused a commit."""
    folder = os.path.join(git.root, git.run("rev-parse", "--git-path", "hooks").out.strip())
    return any(os.access(os.path.join(folder, name), os.X_OK) for name in _HOOKS)


def require_seen(git: Git) -> None:
    """Look whether the repository takes notice of the vault at all. Raises `sync_words.Stop`."""
    if git.under and not git.run("check-ignore", "-q", ".").code and not git.ask("ls-files", "-z"):
        raise sync_words.ignored(git.top)


def require_somebody(git: Git) -> None:
    """Look whether git knows whose commits these are. Raises `sync_words.Stop`."""
    if any(git.run("var", f"GIT_{who}_IDENT").code for who in ("AUTHOR", "COMMITTER")):
        raise sync_words.nobody()


def keeping_staged(git: Git) -> tuple[str, ...]:
    """Give the option by which a merge or a rebase leaves staged what is: git's autostash would unstage it."""
    puts_aside = any("autostash" in f"{key} {value}".casefold() for key, value in git.settings.items())
    if puts_aside and git.run("diff", "--cached", "--quiet").code:
        return ("--no-autostash",)
    return ()


def on_files(git: Git, paths: Iterable[str], *words: str) -> None:
    """Run a command of git on files of the work tree, by exactly these names. Raises `Failed`.

    A note may be called ``What next?.md``, and is not meant by a pattern then.
    """
    given = "".join(f"{path}\0" for path in paths)
    literal = {"GIT_LITERAL_PATHSPECS": "1"}
    git.at_top.ask(*words, "--pathspec-from-file=-", "--pathspec-file-nul", given=given, env=literal)


# --- names in other capitals -----------------------------------------------------------------------


def respelled(git: Git) -> dict[str, str]:
    """Tell which notes are spelled otherwise on the disk than git has them; see `sync_decisions.respelled`."""
    if not sync_decisions.is_on(git.settings.get("core.ignorecase", "")):
        return {}
    known = (path for path in git.ask("ls-files", "-z").split("\0") if path)
    return sync_decisions.respelled(known, _files(git.root))


def respell(git: Git, names: Mapping[str, str], facts: Facts) -> Commit:
    """Commit names that differ in their capitals alone, while nothing is staged: it takes the whole index.

    Raises as `commit`.
    """
    parser = Parser(facts.config, facts.note_types)
    told = []
    for path, name in names.items():
        data = sync_files.held(git.top, git.under + name)
        told.append(Altered(_note(parser, path, data), _note(parser, name, data)))
    said = commit_words.message(told, facts.today, _kept(facts))
    sees = ("-c", "core.ignorecase=false")
    try:
        on_files(git, (git.under + path for path in names), *sees, "rm", "-q", "--cached")
        on_files(git, (git.under + path for path in names.values()), *sees, "add")
        git.ask(*sees, "commit", "-q", "-m", said)
    except Failed as error:
        git.run(*sees, "reset", "-q")
        require_somebody(git)
        raise sync_words.not_committed(error, by_hook=has_hooks(git)) from error
    return Commit(said, tuple(sorted(names.values())))


def _files(root: str) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        prefix = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)


# --- the message -----------------------------------------------------------------------------------


def _message(git: Git, found: Status, choice: Choice, facts: Facts) -> str:
    """Say what changed; of a whole vault, or after a long time, how much it is."""
    if len(choice.entries) > READ or not found.is_born:
        gone = sum(one.changed == "D" for one in choice.entries)
        new = sum(one.is_new or one.changed == "A" for one in choice.entries)
        return commit_words.counted(new, len(choice.paths) - new - gone, gone)
    return commit_words.message(_altered(git, choice.entries, facts), facts.today, _kept(facts))


def _kept(facts: Facts) -> discreet.Kept:
    """What is named in no message: what is private, and what may be, as nobody can read whether it is."""
    unread = [Note(one.path) for one in facts.problems if one.code in UNREAD]
    names = discreet.hidden(facts.snapshot.contacts).union(*map(discreet.names_of, unread))
    return discreet.Kept(names, facts.snapshot.private.union(note.path for note in unread))


def _altered(git: Git, entries: Sequence[Entry], facts: Facts) -> list[Altered]:
    """What became of each file, the renamed ones told."""
    was = _blobs(git, entries)
    now = {one.path: sync_files.held(git.top, one.path) for one in entries if one.changed != "D"}
    gone = {path: data for path, data in was.items() if path not in now}
    moved = sync_decisions.renamed(gone, {path: data for path, data in now.items() if path not in was})
    parser = Parser(facts.config, facts.note_types)

    def read(path: str, data: bytes | None) -> Note | None:
        return None if data is None else _note(parser, path.removeprefix(git.under), data)

    found = []
    for path in sorted({*was, *now} - set(moved.values())):
        before = moved.get(path, path)
        found.append(Altered(read(before, was.get(before)), read(path, now.get(path))))
    return found


def _note(parser: Parser, path: str, data: bytes) -> Note:
    if path.endswith(marks.WHOLE):
        return Note(path, generated=sync_files.is_generated(path, data))
    if not path.endswith(".md"):
        return Note(path)
    note, problems = parser.parse(path, data)
    is_unclosed = data.startswith(b"---\n") and b"\n---" not in data
    may_be = is_unclosed or any(one.code in UNREAD for one in problems)
    return replace(note, private=True) if may_be else note


def _blobs(git: Git, entries: Iterable[Entry]) -> dict[str, bytes]:
    """What was last committed of some files."""
    wanted = {one.path: one.blob for one in entries if one.blob}
    return dict(zip(wanted, git.read(wanted.values()), strict=True))
