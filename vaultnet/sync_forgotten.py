"""What `vaultnet git setup --untrack` has had git forget, for a sync to commit: its owner has staged none of it."""

from __future__ import annotations

from vaultnet import git_files, sync_commit, sync_files, sync_words
from vaultnet.git_run import LOOKING, Failed, Git
from vaultnet.sync_commit import Commit
from vaultnet.sync_decisions import Entry, Status
from vaultnet.terminal import count

_TRASH = ".trash/"


def planned(git: Git, found: Status) -> Commit | None:
    """Say what is to be committed; None for nothing, and where more is staged, which is its owner's.

    That is what git has of a dashboard, or of a file of one device, and is to leave out now. Raises `Failed`.
    """
    staged = [one for one in found.entries if one.staged != "."]
    if not staged or any(one.staged != "D" or not one.path.startswith(git.under) for one in staged):
        return None
    paths = tuple(sorted(one.path.removeprefix(git.under) for one in staged))
    given = "\0".join(paths)
    words = ("check-ignore", "--no-index", "-z", "--stdin")
    ignored = git.ask(*words, given=given, ok=(0, 1), env=LOOKING).split("\0")
    if not {*paths} <= {*ignored} or not all(_is_ours(git, one) for one in staged):
        return None
    return Commit(f"leave {count(len(paths), 'file')} out of git", paths)


def commit(git: Git, made: Commit) -> None:
    """Commit it as it is staged. Raises `sync_words.Stop`."""
    try:
        git.ask("commit", "-q", "-m", made.message)
    except Failed as error:
        sync_commit.require_somebody(git)
        raise sync_words.not_committed(error, by_hook=sync_commit.has_hooks(git)) from error


def _is_ours(git: Git, entry: Entry) -> bool:
    path = entry.path.removeprefix(git.under)
    if f"/{path}" in git_files.LITTER or path.startswith(_TRASH):
        return True
    (data,) = git.read([entry.blob])
    return sync_files.is_generated(path, data)
