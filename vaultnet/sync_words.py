"""What `vaultnet sync` says when it can't go on, or has done what it can: sentences. Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from vaultnet import frontmatter, merge_clashes
from vaultnet.git_run import Failed
from vaultnet.sync_decisions import Conflict, Open, words_of
from vaultnet.sync_marks import marker
from vaultnet.terminal import clean, count, listing

_SHOWN: Final = 8
"""Files that are named; then a count."""
_LOCK = re.compile(r"'([^'\n]*\.lock)'")
AGAIN: Final = "Then: vaultnet sync"


class Stop(Exception):
    """What only a person can decide: what is so, and what to do about it."""

    def __init__(self, message: str, hint: str = "", conflicts: Sequence[Open] = ()) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.conflicts = tuple(conflicts)


def files(paths: Sequence[str]) -> str:
    """Name some files, as many as fit a sentence."""
    shown = [clean(path) for path in paths[:_SHOWN]]
    more = [f"{len(paths) - _SHOWN} more"] if len(paths) > _SHOWN else []
    return listing([*shown, *more])


def said_by(error: Failed | str) -> str:
    """Give git's own words about what it did not do, in one line."""
    lines = words_of(error if isinstance(error, str) else error.said)
    said = clean("; ".join((*(line.rstrip(".") for line in lines[:-1]), *lines[-1:])))
    if not said:
        return "it did not say why."
    return said if said.endswith((".", "!", "?")) else f"{said}."


def lock_of(error: Failed) -> str:
    """Give the lock file that kept git from something; ``""`` if none did."""
    found = _LOCK.search(error.said)
    return found[1] if found else ""


def locked(lock: str) -> Stop:
    """Git's lock is held, or was left behind; only a person knows which."""
    return Stop(
        "Another git command holds a lock on this repository, or one that was cut off has left it there.",
        f"If none is at work: `rm {shlex.quote(lock)}`. {AGAIN}",
    )


# --- before anything is done -----------------------------------------------------------------------


def no_git() -> Stop:
    """There is no git."""
    return Stop("There is no git on this machine, and sync works with it.", "Install git, or add it to PATH.")


def no_repository(root: str) -> Stop:
    """The vault is in no repository."""
    hint = f"To make one of it: `git -C {shlex.quote(root)} init`. Then: vaultnet git setup"
    return Stop("This vault is in no git repository, so there is nothing to sync it with.", hint)


def ignored(top: str) -> Stop:
    """The repository around the vault leaves it out."""
    return Stop(
        f"This vault lies in the git repository {clean(top)}, which ignores it, so nothing of it is committed.",
        "To make a repository of the vault itself: `git init` in its folder. Then: vaultnet git setup",
    )


def refuses(error: Failed) -> Stop:
    """Git does not work here at all, as in a folder that belongs to somebody else."""
    if lock := lock_of(error):
        return locked(lock)
    return Stop(f"git refuses to work here: {said_by(error)}", f"Mend that. {AGAIN}")


def no_branch() -> Stop:
    """No branch is checked out."""
    return Stop(
        "No branch is checked out here (git calls it a detached HEAD), so there is nothing to sync with.",
        f"To go back to a branch: `git switch NAME` (`git branch` lists them). {AGAIN}",
    )


def nobody() -> Stop:
    """Git does not know who commits."""
    return Stop(
        "git does not know who you are, so nothing was committed.",
        f'Tell it: `git config user.name "Your Name"` and `git config user.email you@example.org`. {AGAIN}',
    )


def of_another(what: str) -> Stop:
    """Git is in the middle of something that is not sync's to end."""
    ends = {
        "a cherry-pick": "`git cherry-pick --continue`, or `--abort`",
        "a revert": "`git revert --continue`, or `--abort`",
        "applying patches": "`git am --continue`, or `--abort`",
        "a bisect": "`git bisect reset`",
        "a rebase": "`git rebase --continue`, or `--abort`",
    }
    return Stop(f"git is in the middle of {what}, which is yours to end.", f"End it: {ends[what]}. {AGAIN}")


# --- conflicts -------------------------------------------------------------------------------------


def undecided(what: str, found: Sequence[Open]) -> Stop:
    """Files that a person has to decide about; ``what`` git is in the middle of, ``""`` for nothing."""
    number = count(len(found), "file waits", "files wait")
    where = f"git is in the middle of {what}, and" if what else "git has left a conflict, and"
    verb = {"a merge": "merge", "a rebase": "rebase"}.get(what)
    since = "; what you have changed in any file since then goes with it" if verb == "rebase" else ""
    give_up = f" To give it up: `git {verb} --abort`{since}." if verb else ""
    lines = [f"{clean(one.path)}{f':{one.line}' if one.line else ''}: {one.what}" for one in found[:_SHOWN]]
    more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    hint = "\n".join((*lines, *more, f"{AGAIN}, which goes on from there.{give_up}"))
    return Stop(f"{where} {number} for you to decide.", hint, found)


def open_conflict(
    conflict: Conflict, there: bytes | None, sides: Collection[bytes], shown: str, *, rebasing: bool = False
) -> Open:
    """Say what there is to decide. ``shown`` is the path as it is typed in a shell.

    A rebase replays what was done here upon what the others have, so to git that is ``ours`` then.
    """
    keep_or_drop = f"To keep it: `git add -- {shown}`; to let it go: `git rm -- {shown}`."
    if conflict.ours and conflict.theirs:
        line = marker(there or b"", sides, conflict.size)
        if line:
            text = (there or b"").decode(errors="replace")
            if key := merge_clashes.key_at(text, line):
                stands = "; what stands above is what the others have" if rebasing else ""
                return Open(
                    conflict.path, line, f"Both sides have changed {key}{stands}. {merge_clashes.DECIDE}"
                )
            said = "Both sides have changed it: keep what is right, and delete git's marks."
            by_key = f" Or have its properties merged: `vaultnet git merge-note --write -- {shown}`."
            front = frontmatter.find(text) if conflict.path.endswith(".md") else None
            among = front is not None and line <= text.count("\n", 0, front[1])
            return Open(conflict.path, line, said + by_key * among)
        if conflict.is_repository:
            said = (
                "Both sides have this repository at another commit. Check out the right one in it, and then:"
            )
            return Open(conflict.path, 0, f"{said} `git add -- {shown}`.")
        lies, other = (
            ("what the others have", "yours") if rebasing else ("what lies here", "what the others have")
        )
        said = f"Both sides have changed it. To keep {lies}: `git add -- {shown}`;"
        return Open(conflict.path, 0, f"{said} to take {other}: `git checkout --theirs -- {shown}`.")
    if not conflict.base:
        return Open(conflict.path, 0, f"It has this name on one side only, after a rename. {keep_or_drop}")
    where, other = "here", "on the other side"
    if bool(conflict.ours) == rebasing:
        where, other = other, where
    return Open(conflict.path, 0, f"It was changed {where} and deleted {other}. {keep_or_drop}")


def cut_off() -> Stop:
    """A rebase ended in the middle of a commit, as when the power fails."""
    return Stop(
        "A rebase was cut off in the middle of a commit, which would be lost if git went on from here.",
        "To have everything as it was before the rebase: `git rebase --abort`. No commit is lost by that; what you"
        f" have changed in files since then is, so keep a copy of it. {AGAIN}",
    )


def not_continued(what: str, error: Failed) -> Stop:
    """Git did not go on, for another reason."""
    if lock := lock_of(error):
        return locked(lock)
    return Stop(
        f"git did not go on with {what}: {said_by(error)}", f"Mend that. {AGAIN}, which goes on from there."
    )


# --- committing ------------------------------------------------------------------------------------


def not_committed(error: Failed, *, by_hook: bool) -> Stop:
    """Git did not commit; ``by_hook``: a hook may have refused it."""
    if lock := lock_of(error):
        return locked(lock)
    if "sparse-checkout" in error.said:
        return Stop(
            "Something new lies outside of the part of the repository that is checked out here, so nothing was"
            " committed (git calls it a sparse checkout, and would take it off the disk).",
            f"Move it, or take its folder in: `git sparse-checkout add FOLDER`. {AGAIN}",
        )
    mend = "If a hook of yours refused it: mend what it complains of." if by_hook else "Mend that."
    return Stop(f"git did not commit: {said_by(error)}", f"{mend} Your files are as they were. {AGAIN}")


def left(staged: Sequence[str]) -> str:
    """What the owner has staged, and was therefore left to them."""
    it = "it is" if len(staged) == 1 else "they are"
    return f"Left {files(staged)} as {it}: what you have staged is yours to commit."


def unshared(paths: Sequence[str]) -> str:
    """Dashboards that are not shared, and are nowhere left out of git."""
    number = count(len(paths), "dashboard")
    return f"Left {number} out, as they are not shared. So that git does, too: vaultnet git setup"


# --- the other side --------------------------------------------------------------------------------


def no_remote() -> str:
    """There is nobody to sync with."""
    return "This repository has no remote, so nothing was pulled or pushed. To add one: git remote add origin URL"


def no_upstream(branch: str, remote: str, *, is_there: bool) -> Stop:
    """The branch follows none on a remote, where one of its name ``is_there`` or not."""
    remote, name = shlex.quote(remote), shlex.quote(branch)
    command = f"git branch --set-upstream-to={remote}/{name}" if is_there else f"git push -u {remote} {name}"
    return Stop(
        f"The branch {clean(branch)} follows none on a remote yet.", f"Say once: `{command}`. {AGAIN}"
    )


def gone(name: str, remote: str, ref: str) -> Stop:
    """The branch on the remote is no more."""
    remote, branch = shlex.quote(remote), shlex.quote(ref.removeprefix("refs/heads/"))
    return Stop(
        f"{clean(name)} is no longer there, so nothing was pulled or pushed.",
        f"To have it there again: `git push -u {remote} HEAD:{branch}`; "
        f"to follow another one: `git branch --set-upstream-to={remote}/NAME`. {AGAIN}",
    )


def unreachable(remote: str, said: str) -> str:
    """The remote can't be reached just now, which is fine."""
    return f"{clean(remote)} can't be reached, so nothing was pulled or pushed this time: {said_by(said)}"


def not_fetched(remote: str, error: Failed) -> Stop:
    """The remote refused."""
    return Stop(f"git could not fetch from {clean(remote)}: {said_by(error)}", f"Mend that. {AGAIN}")


def unrelated(name: str) -> Stop:
    """Two histories that have nothing in common."""
    return Stop(
        f"{clean(name)} and this vault have no commit in common, so git does not merge them.",
        "If they are the same notes all the same: `git pull --no-rebase --allow-unrelated-histories`.",
    )


def only_forward(name: str, ahead: int, behind: int) -> Stop:
    """The owner wants no merge, and both sides have commits."""
    return Stop(
        f"Both sides have commits ({ahead:,} here, {behind:,} on {clean(name)}), and your setting pull.ff=only has"
        " git neither merge nor rebase.",
        f"To merge this once: `git pull --no-rebase --no-ff`; always: `git config pull.ff true`. {AGAIN}",
    )


def in_the_way(how: str, paths: Sequence[str], staged: bool, error: Failed) -> Stop:
    """Git does not begin, because something is not committed; ``how`` is ``merge`` or ``rebase``."""
    if lock := lock_of(error):
        return locked(lock)
    if not paths:
        return Stop(f"git did not {how}: {said_by(error)}", f"Mend that. {AGAIN}")
    if staged:
        named = shlex.join(paths) if len(paths) <= _SHOWN else ":/"
        hint = f"Commit it (`git commit`), or unstage it (`git restore --staged -- {named}`).\n{AGAIN}"
        return Stop(f"git does not {how} while something is staged: {files(paths)}.", hint)
    aside = (
        " or have git put it aside meanwhile: `git config rebase.autoStash true`." if how == "rebase" else ""
    )
    hint = f"Commit it{',' if aside else '.'}{aside} {AGAIN}"
    return Stop(f"git does not {how} while something is changed: {files(paths)}.", hint)


def overwritten(paths: Sequence[str], name: str) -> Stop:
    """What is in no commit, and lies where something is to come; ``name`` is whose: ``origin/main``."""
    it, lies, has = ("it", "lies", "another") if len(paths) == 1 else ("them", "lie", "others")
    return Stop(
        f"{files(paths)} {lies} here without being in git, where {clean(name)} has {has} of the same name.",
        f"Nothing was taken in, as that would overwrite {it}. Move {it} away, or rename {it}. {AGAIN}",
    )


def not_pushed(remote: str, error: str) -> Stop:
    """The remote, or a hook, refused."""
    return Stop(
        f"git did not push to {clean(remote)}: {said_by(error)}", f"All is committed here. Mend that. {AGAIN}"
    )


def busy(name: str, rounds: int) -> Stop:
    """Somebody else pushed each time."""
    return Stop(
        f"Somebody else was quicker to push to {clean(name)}, {rounds} times.",
        "All is committed here. Try again: vaultnet sync",
    )


def healed(paths: Sequence[str]) -> str:
    """Generated files that were in conflict."""
    return f"Took both sides of {files(paths)}, and made {'it' if len(paths) == 1 else 'them'} anew."


def in_step(name: str) -> str:
    """There is nothing to give."""
    return f"Nothing to push: {clean(name)} has all of it."


def pulled(behind: int, name: str, how: Sequence[str]) -> str:
    """What was taken in."""
    manner = {"rebase": ", and put yours after them"}.get(how[0], "")
    return f"Pulled {count(behind, 'commit')} from {clean(name)}{manner}."


def pushed(ahead: int, name: str) -> str:
    """What was given."""
    return f"Pushed {count(ahead, 'commit')} to {clean(name)}."


def committed(paths: Iterable[str], message: str) -> str:
    """What was committed."""
    return f"Committed {count(len(tuple(paths)), 'file')}: {clean(message.partition(chr(10))[0])}"
