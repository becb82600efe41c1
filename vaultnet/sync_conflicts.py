"""Going on where git has stopped: generated files are healed, and what a person has decided is told to git.

While git is in the middle of a merge or a rebase, nothing is written into the vault but generated files in
conflict, and those through the door, which looks after that itself (`vaultnet.paused`).
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from vaultnet import (
    config,
    files,
    git_state,
    journal,
    marks,
    merge_driver,
    sync_decisions,
    sync_files,
    sync_marks,
    sync_words,
)
from vaultnet.git_run import Failed, Git
from vaultnet.operation import Change, Operation
from vaultnet.sync_commit import on_files, require_somebody, status
from vaultnet.sync_decisions import Conflict, Open

_COMMANDS: Final = {"a merge": "merge", "a rebase": "rebase"}


def go_on(git: Git, options: Sequence[str], *, found: bool) -> tuple[str, ...]:
    """Go on with a merge or a rebase until it is over. The caller is `journal.writing_alone` while git is paused.

    Args:
        git: git in the vault.
        options: those by which it merges notes.
        found: it was paused before, so that somebody may have decided something meanwhile.

    Returns:
        the generated files that were healed.

    Raises:
        sync_words.Stop: a person has to decide something, or git refuses for another reason.

    """
    healed: list[str] = []
    while what := git_state.under_way(git.root):
        if what not in _COMMANDS or _is_owners_stop(git):
            raise sync_words.of_another(what)
        require_whole(git)
        require_somebody(git)
        healed += settle(git, found=found, what=what)
        if found and what == "a rebase":
            _add_what_changed(git)
        before = git.run("rev-parse", "HEAD").out
        try:
            git.ask(*options, _COMMANDS[what], "--continue", env={"GIT_EDITOR": "true"})
        except Failed as error:
            has_gone_on = remembers(git) and git.run("rev-parse", "HEAD").out != before
            if not conflicts(git) and not has_gone_on:
                raise sync_words.not_continued(what, error) from error
        found = False
    return tuple(dict.fromkeys(healed))


def remembers(git: Git) -> bool:
    """Tell whether git settles by itself what was decided once before, and stops there with nothing open."""
    return sync_decisions.is_on(git.settings.get("rerere.autoupdate", ""))


def conflicts(git: Git) -> tuple[Conflict, ...]:
    """Every file of the work tree that git holds in conflict."""
    found = sync_decisions.read_conflicts(git.at_top.ask("ls-files", "--unmerged", "-z"))
    if not found:
        return ()
    words = ("check-attr", "-z", "--stdin", "merge", "conflict-marker-size")
    said = git.at_top.ask(*words, given="\0".join(one.path for one in found))
    known = sync_decisions.attributed(found, said)
    return tuple(
        one._replace(is_file=one.is_file and sync_files.look(git.top, one.path).is_file) for one in known
    )


def settle(git: Git, *, found: bool, what: str) -> list[str]:
    """Settle what can be settled, and give the healed files. Raises `sync_words.Stop` if there is anything else.

    ``what`` git is in the middle of; ``""`` for nothing, as after ``git stash pop``.
    """
    healed, open_ones = [], []
    for one, there, ours, theirs, is_page in _looked_at(git):
        if is_page:
            _heal(git, one, there, ours, theirs)
            healed.append(one.path.removeprefix(git.under))
        elif not _is_settled(git, one, there, ours, theirs, found=found):
            open_ones.append(_open(git, one, ours, theirs, what))
    if open_ones:
        raise sync_words.undecided(what, open_ones)
    return healed


def require_none(git: Git, what: str) -> None:
    """Look whether a person has to decide something; nothing is done about it. Raises `sync_words.Stop`."""
    require_whole(git)
    found = [
        _open(git, one, ours, theirs, what)
        for one, there, ours, theirs, is_page in _looked_at(git)
        if not is_page and not _is_decided(git, one, there, ours, theirs)
    ]
    if found:
        raise sync_words.undecided(what, found)


def _looked_at(git: Git) -> Iterator[tuple[Conflict, bytes | None, bytes, bytes, bool]]:
    """Yield each conflict, what lies there, what the sides have, and whether it is one of a dashboard."""
    settings, _ = config.load(Path(git.root))
    pages = f"{git.under}{settings.folder}/"
    for one in conflicts(git):
        there, ours, theirs = _there(git, one), *_sides(git, one)
        yield one, there, ours, theirs, one.path.startswith(pages) and _is_page(one, there, ours, theirs)


def _is_settled(
    git: Git, one: Conflict, there: bytes | None, ours: bytes, theirs: bytes, *, found: bool
) -> bool:
    """Tell git of a conflict that is no question any more; False for one that is."""
    if not one.path.startswith(git.under):
        return False
    if found and _is_decided(git, one, there, ours, theirs):
        _tell(git, one.path, is_there=there is not None)
        return True
    if there is None and not (
        one.ours or one.theirs
    ):  # renamed on both sides; the new names are what is open
        _tell(git, one.path, is_there=False)
        return True
    if not found and one.ours and one.theirs and there == ours and not _is_whole(one, there):
        # What was to merge it came to no end: git's own merge shows both sides.
        on_files(git, [one.path], "checkout", "--merge")
    return False


def _is_decided(git: Git, one: Conflict, there: bytes | None, ours: bytes, theirs: bytes) -> bool:
    """Tell whether a person has decided a conflict. That ours lies there says nothing: git may have left it so."""
    if not sync_decisions.is_decided(one, there, ours, theirs):
        return False
    if there is None or there.replace(b"\r\n", b"\n") != ours.replace(b"\r\n", b"\n"):
        return True
    return not _is_whole(one, there) and _is_touched(git, one.path)


def _is_touched(git: Git, path: str) -> bool:
    """Tell whether a file was written after git had stopped, which it notes when its files are in place."""
    place = git_state.folder(git.root)
    for noted in ("rebase-merge/stopped-sha", "MERGE_HEAD"):
        with suppress(OSError):
            return os.lstat(f"{git.top}/{path}").st_mtime_ns > os.lstat(f"{place}/{noted}").st_mtime_ns
    return False


def _is_whole(one: Conflict, there: bytes | None) -> bool:
    """Tell whether git merges a file as a whole, so that it has left one side of it there, and no marks."""
    return one.is_whole or b"\0" in (there or b"")


def _open(git: Git, one: Conflict, ours: bytes, theirs: bytes, what: str) -> Open:
    here = os.getcwd()
    full = os.path.join(git.top, one.path)
    typed = os.path.relpath(full, here if f"{here}/".startswith(f"{git.top}/") else git.root)
    there, sides, rebasing = _there(git, one), (ours, theirs), what == "a rebase"
    found = sync_words.open_conflict(one, there, sides, shlex.quote(typed), rebasing=rebasing)
    return found._replace(path=os.path.relpath(full, os.path.realpath(git.root)))


def _is_owners_stop(git: Git) -> bool:
    """Tell whether a rebase has stopped because its owner wanted it to."""
    place = _rebase(git)
    return sync_decisions.is_owners_stop(_noted(place, "done"), os.path.exists(f"{place}/amend"))


def require_whole(git: Git) -> None:
    """Look whether a rebase has stopped by itself, so that git can go on with it. Raises `sync_words.Stop`."""
    place = _rebase(git)
    if not os.path.isdir(place) or _is_owners_stop(git):
        return
    finished = " ".join(
        (
            _noted(place, "rewritten-list"),
            _noted(place, "rewritten-pending"),
            git.run("rev-parse", "HEAD").out,
        )
    )
    done, onto, stopped = (_noted(place, name) for name in ("done", "onto", "stopped-sha"))
    if sync_decisions.is_cut_off(done, onto, stopped, finished):
        raise sync_words.cut_off()


def _rebase(git: Git) -> str:
    """Where git keeps how far a rebase is."""
    return f"{git_state.folder(git.root)}/rebase-merge"


def _noted(place: str, name: str) -> str:
    try:
        return files.read(place, name).decode(errors="replace")
    except OSError:
        return ""


def _add_what_changed(git: Git) -> None:
    """Take what was changed in the vault meanwhile into the commit at hand: a rebase goes on from nothing else."""
    found = status(git).entries
    paths = [one.path for one in found if one.path.startswith(git.under) and _is_edited(one)]
    if paths:
        on_files(git, paths, "add")


def _is_edited(one: sync_decisions.Entry) -> bool:
    return one.changed != "." and not one.is_new and not one.is_repository


# --- how git merges notes --------------------------------------------------------------------------


@contextmanager
def options(git: Git) -> Iterator[tuple[str, ...]]:
    """Give the options by which git merges notes by their keys, for one command: nothing is installed."""
    own = os.path.expanduser(git.settings.get("core.attributesfile", "")) or _own_attributes()
    try:
        text = os.fsdecode(Path(own).read_bytes())
    except OSError:
        text = ""
    program = sync_decisions.driver(
        (sys.executable, "-P", "-m", "vaultnet")
    )  # -P: nothing of the vault's is imported
    with NamedTemporaryFile(prefix="vaultnet-") as file:
        file.write(os.fsencode(sync_decisions.attributes(text, git.under)))
        file.flush()
        driver = f"merge.{sync_decisions.DRIVER}.driver={program}"
        yield ("-c", driver, "-c", f"core.attributesFile={file.name}")


def _own_attributes() -> str:
    """Where git looks for its owner's attributes if they have not said."""
    place = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return f"{place}/git/attributes"


# --- generated files -------------------------------------------------------------------------------


def _is_page(one: Conflict, there: bytes | None, ours: bytes, theirs: bytes) -> bool:
    """Tell whether a file in conflict is a generated one on every side, and as it lies there."""
    sides = [data for name, data in ((one.ours, ours), (one.theirs, theirs)) if name and one.is_file]
    if there is not None and not one.path.endswith(marks.WHOLE):
        sides.append(there)
    return bool(sides) and all(sync_files.is_generated(one.path, data) for data in sides)


def _heal(git: Git, one: Conflict, there: bytes | None, ours: bytes, theirs: bytes) -> None:
    """Let a page hold the lines of both sides; the next build takes in ticks and typed words, and makes it anew."""
    if there is None or not (one.ours and one.theirs):
        # Where they are not shared any more, the side that has let a page go has it; it lies here for the build.
        _tell(git, one.path, is_there=there is not None and config.load(Path(git.root))[0].share)
        return
    if one.path.endswith(marks.WHOLE):  # nobody types into these
        on_files(git, [one.path], "checkout", "--ours")
    else:
        both = _united(git, one, ours, theirs) if there == ours else sync_marks.both_sides(there, one.size)
        path = one.path.removeprefix(git.under)
        change = Change(path, there, both)
        if both != there:
            journal.carry_out(git.root, Operation("sync", f"heal {path}", (change,)), keep=False)
    _tell(git, one.path, is_there=True)


def _united(git: Git, one: Conflict, ours: bytes, theirs: bytes) -> bytes:
    """Give the lines of both sides, as git's own merge by union has them."""
    base = git.read([one.base])[0] if one.base else b""
    by_union = merge_driver.by_line(git.root, union=True)
    return os.fsencode(by_union(*map(os.fsdecode, (base, ours, theirs))).text)


# --- git -------------------------------------------------------------------------------------------


def _tell(git: Git, path: str, *, is_there: bool) -> None:
    """Tell git that a conflict is settled, by what lies there."""
    on_files(git, [path], *(("add",) if is_there else ("rm", "-q", "--cached")))


def _sides(git: Git, one: Conflict) -> tuple[bytes, bytes]:
    """What each side made of a file; nothing of one that it has not, and of what is no file."""
    if one.is_repository:
        return b"", b""
    found = iter(git.read(filter(None, (one.ours, one.theirs))))
    return (next(found) if one.ours else b""), (next(found) if one.theirs else b"")


def _there(git: Git, one: Conflict) -> bytes | None:
    """What lies there; None for nothing."""
    return sync_files.look(git.top, one.path).data
