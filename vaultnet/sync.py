"""``vaultnet sync``: commit, take in what others have, build, and give what is new; with the owner's own git.

What is decided stands in `vaultnet.sync_decisions`, what is said in `vaultnet.sync_words`. Each step is whole by
itself: where one can't be taken, what was done before it stays done, and the next sync goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from vaultnet import (
    build,
    git_state,
    journal,
    record,
    sync_commit,
    sync_conflicts,
    sync_days,
    sync_decisions,
    sync_forgotten,
    sync_room,
    sync_words,
)
from vaultnet.git_run import PLAIN, Failed, Git, NoGit
from vaultnet.operation import Operation
from vaultnet.paused import IN_SYNC
from vaultnet.sync_commit import Commit
from vaultnet.sync_decisions import Upstream
from vaultnet.sync_words import Stop

ROUNDS: Final = 3
"""How often it begins again because somebody else has pushed, or saved a file, meanwhile."""

Tell = Callable[[str], None]
"""Says a sentence to the owner."""


@dataclass(slots=True)
class Done:
    """What a sync did, or would do."""

    commits: list[Commit] = field(default_factory=list)
    left: tuple[str, ...] = ()
    """Files that the owner has staged."""
    repositories: tuple[str, ...] = ()
    """Repositories within the vault that hold something new."""
    healed: tuple[str, ...] = ()
    """Generated files that were in conflict."""
    pulled: int = 0
    """Commits that were taken in."""
    how: str = ""
    """By which command of git: ``merge`` or ``rebase``."""
    pushed: int = 0
    """Commits that were given."""
    upstream: str = ""
    """What it was synced with: ``origin/main``; ``""`` for nothing."""
    offline: bool = False


class Sync:
    """One sync of a vault."""

    def __init__(
        self,
        vault: Path,
        made: Callable[[], None],
        tell: Tell,
        *,
        today: date | None = None,
        message: str = "",
    ) -> None:
        """Take the vault.

        Args:
            vault: its root.
            made: builds the vault; says itself what came of it.
            tell: is told each step when it is done.
            today: the day to work for.
            message: what the commit says; by default what changed.

        """
        self.root = os.path.realpath(vault)
        self.done = Done()
        self._vault, self._build, self._tell = vault, made, tell
        self._today, self._message = today, message
        self._said_hidden = False
        self._theirs = ""
        """The commit that the upstream was last seen at; ``""`` if there is no such branch yet."""

    def run(self) -> None:
        """Do it; what was done by the time it raises is in ``done``.

        Raises:
            Stop: a person has to decide something.
            journal.Waiting: another process has been writing into the vault for too long.
            OSError: the vault can't be read or written.

        """
        self.git = opened(self.root)
        try:
            with _only_sync(self.root):
                self._steps()
        except Failed as error:  # a lock that was left behind, most of the time
            raise sync_words.refuses(error) from error

    def _steps(self) -> None:
        with self._alone():
            if git_state.under_way(self.root):
                self._go_on(found=True)
            self._date()
        branch = self.git.run("symbolic-ref", "-q", "--short", "HEAD").out.strip()
        if not branch:
            raise sync_words.no_branch()
        self._build()
        self._commit()
        upstream = self._upstream(branch)
        if upstream is None:
            return
        self.done.upstream = upstream.name
        for _ in range(ROUNDS):
            if not self._fetch(upstream):
                return
            if self._pull(upstream):
                self._build()
                self._commit()
            if self._push(upstream):
                return
        raise sync_words.busy(upstream.name, ROUNDS)

    # --- here ---

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one that writes; while git is paused as well, when the door takes generated files alone."""
        with journal.writing_alone(self.root, while_paused=True) as recovered:
            for one in recovered:
                self._tell(one.said)
            yield

    def _go_on(self, *, found: bool) -> None:
        """Go on where git has stopped. Raises `Stop`."""
        with sync_conflicts.options(self.git) as options:
            healed = sync_conflicts.go_on(self.git, options, found=found)
        self.done.healed += healed
        if healed:
            self._tell(sync_words.healed(healed))

    def _date(self, ours: str = "") -> None:
        """Put each tick under the day of its page; after what others have was taken into ``ours``, theirs alone."""
        if changes := sync_days.changes(self.git, ours, self._theirs if ours else ""):
            journal.carry_out(self.root, Operation("sync", "date ticks", changes), keep=False)

    def _commit(self) -> None:
        """Commit what changed. Raises `Stop`."""
        found = sync_commit.status(self.git)
        if any(one.in_conflict for one in found.entries):
            with self._alone():
                sync_conflicts.settle(self.git, found=True, what="")
            found = sync_commit.status(self.git)
        if gone := sync_forgotten.planned(self.git, found):
            sync_forgotten.commit(self.git, gone)
            self._committed(gone)
            found = sync_commit.status(self.git)
        names = sync_commit.respelled(self.git)
        is_free = not any(one.staged != "." for one in found.entries)
        hidden = sync_commit.unshared(self.git, found)
        choice = sync_decisions.choose(found.entries, self.git.under, but={*names, *hidden})
        self._say_left(choice, hidden)
        if not choice.entries and not names:
            sync_commit.require_seen(self.git)
            return
        with build.facts(self._vault, today=self._today) as facts:
            if names and is_free:
                self._committed(sync_commit.respell(self.git, names, facts))
                found = sync_commit.status(self.git)
                choice = sync_decisions.choose(found.entries, self.git.under, but=hidden)
            if choice.entries:
                made = sync_commit.planned(self.git, found, choice, facts, self._message)
                sync_commit.commit(self.git, made, choice)
                self._committed(made)

    def _say_left(self, choice: sync_decisions.Choice, hidden: tuple[str, ...]) -> None:
        if hidden and not self._said_hidden:
            self._said_hidden = True
            self._tell(sync_words.unshared(hidden))
        self.done.repositories = tuple(path.removeprefix(self.git.under) for path in choice.repositories)
        if choice.staged and not self.done.left:
            self.done.left = tuple(path.removeprefix(self.git.under) for path in choice.staged)
            self._tell(sync_words.left(self.done.left))

    def _committed(self, made: Commit) -> None:
        self.done.commits.append(made)
        self._tell(sync_words.committed(made.paths, made.message))

    # --- the others ---

    def _upstream(self, branch: str) -> Upstream | None:
        """Whom to sync with; None for nobody. Raises `Stop`."""
        known = self.git.settings
        remotes = [key[7:-4] for key in known if key.startswith("remote.") and key.endswith(".url")]
        remote, ref = (known.get(f"branch.{branch}.{name}") for name in ("remote", "merge"))
        if remote == "." or not (remotes or remote):
            self._tell(sync_words.no_remote())
            return None
        if remote and ref:
            tracked = self.git.run("rev-parse", "--symbolic-full-name", "--verify", "-q", "@{upstream}")
            tracking = tracked.out.strip() if not tracked.code else ""
            name = tracking.removeprefix("refs/remotes/") or f"{remote}/{ref.removeprefix('refs/heads/')}"
            return Upstream(branch, remote, ref, name, tracking)
        remote = "origin" if "origin" in remotes else remotes[0]
        is_there = self.git.run("rev-parse", "--verify", "-q", f"refs/remotes/{remote}/{branch}").code == 0
        if is_there or not sync_decisions.is_on(known.get("push.autosetupremote", "")):
            raise sync_words.no_upstream(branch, remote, is_there=is_there)
        return Upstream(branch, remote, f"refs/heads/{branch}", f"{remote}/{branch}", "", is_new=True)

    def _fetch(self, upstream: Upstream) -> bool:
        """Ask what is new. False if nobody can be reached, which is said. Raises `Stop`."""
        words = ("fetch", "-q", upstream.remote, upstream.ref)
        ended = self.git.run(*words, env=PLAIN)
        if not ended.code:
            self._theirs = self.git.ask("rev-parse", upstream.tracking or "FETCH_HEAD").strip()
            return True
        if "couldn't find remote ref" in ended.said.casefold():
            if upstream.tracking:
                raise sync_words.gone(upstream.name, upstream.remote, upstream.ref)
            self._theirs = ""
            return True
        if self._is_offline(upstream, ended.said):
            return False
        raise sync_words.not_fetched(upstream.remote, Failed(words, ended))

    def _is_offline(self, upstream: Upstream, said: str) -> bool:
        """Tell whether nobody can be reached, and say so. A remote may be a folder on a drive that is not there."""
        place = sync_decisions.folder(self.git.settings.get(f"remote.{upstream.remote}.url", upstream.remote))
        is_away = place and not os.path.exists(os.path.join(self.git.top, place))
        if is_away or sync_decisions.is_offline(said):
            self.done.offline = True
            self._tell(sync_words.unreachable(upstream.remote, said))
            return True
        return False

    def _pull(self, upstream: Upstream) -> bool:
        """Take in what is new, in the way that the owner has told git. False for nothing. Raises `Stop`."""
        for attempt in range(ROUNDS):
            ahead, behind = self._apart()
            kept = sync_decisions.settings(self.git.settings, upstream.branch)
            words = sync_decisions.way(kept, ahead, behind)
            if words is None:
                raise sync_words.only_forward(upstream.name, ahead, behind)
            if not words:
                return False
            if ahead:
                self._require_kin(upstream)
            refused = self._take_in(upstream, words)
            if refused is None:
                self.done.pulled += behind
                self.done.how = words[0]
                self._tell(sync_words.pulled(behind, upstream.name, words))
                return True
            known = len(self.done.commits)
            if attempt < ROUNDS - 1:
                self._commit()  # somebody has saved something before it began
            if len(self.done.commits) == known:
                raise self._in_the_way(words[0], refused)
        raise AssertionError("the last round returns or raises")

    def _require_kin(self, upstream: Upstream) -> None:
        """Look whether both sides can be brought together. Raises `Stop`."""
        sync_commit.require_somebody(self.git)
        if self.git.run("merge-base", "HEAD", self._theirs).code:
            raise sync_words.unrelated(upstream.name)

    def _take_in(self, upstream: Upstream, words: tuple[str, ...]) -> Failed | None:
        """Merge or rebase. Gives what git said if it did not even begin. Raises `Stop`."""
        named = self.git.run("rev-parse", "-q", "--verify", upstream.name).out.strip()
        # A merge's message names it, unless a branch or a tag here is called so, too.
        theirs = upstream.name if named == self._theirs else self._theirs
        keeps, remembers = sync_commit.keeping_staged(self.git), sync_conflicts.remembers(self.git)
        with self._alone(), sync_conflicts.options(self.git) as options:
            sync_room.make(self.git, self._theirs, upstream.name, words[0])
            ours = self.git.run("rev-parse", "-q", "--verify", "HEAD").out.strip()
            ended = self.git.run(*options, *words, *keeps, theirs, env=PLAIN if remembers else None)
            refused = Failed(words, ended) if ended.code else None
            if what := git_state.under_way(self.root) if refused else "":
                is_settled = remembers and "using previous resolution" in ended.said
                if not is_settled and not sync_conflicts.conflicts(self.git):  # a hook of the owner's refused
                    raise sync_words.not_continued(what, Failed(words, ended))
                self._go_on(found=False)
                refused = None
            if not refused:
                self._date(ours)
        return refused

    def _in_the_way(self, how: str, error: Failed) -> Stop:
        """Say why git does not even begin."""
        entries = [one for one in sync_commit.status(self.git).entries if not one.is_new]
        staged = [one.path for one in entries if one.staged != "."]
        changed = [one.path for one in entries if not one.is_repository] if how == "rebase" else []
        return sync_words.in_the_way(how, staged or changed, bool(staged), error)

    def _push(self, upstream: Upstream) -> bool:
        """Give what is new. False if somebody else was quicker, so that there is more to take in. Raises `Stop`."""
        ahead, _ = self._apart()
        if not ahead:
            self._tell(sync_words.in_step(upstream.name))
            return True
        follow = ("-u",) if upstream.is_new else ()
        words = ("push", "-q", *follow, upstream.remote, f"HEAD:{upstream.ref}")
        ended = self.git.run(*words, env=PLAIN)
        if not ended.code:
            self.done.pushed = ahead
            self._tell(sync_words.pushed(ahead, upstream.name))
            return True
        if self._is_offline(upstream, ended.said) or not self._fetch(upstream):
            return True
        if not self._apart()[1]:
            raise sync_words.not_pushed(upstream.remote, f"{ended.out}\n{ended.said}")
        return False

    def _apart(self) -> tuple[int, int]:
        """How many commits are here alone, and how many are there alone."""
        if self._theirs:
            both = self.git.run("rev-list", "--left-right", "--count", f"HEAD...{self._theirs}")
            if not both.code:
                ours, theirs = both.out.split()
                return int(ours), int(theirs)
        counts = [self.git.run("rev-list", "--count", one).out.strip() for one in ("HEAD", self._theirs)]
        return int(counts[0] or 0), int(counts[1] or 0)


def opened(root: str) -> Git:
    """Give git in a vault that has a repository. Raises `Stop`."""
    try:
        git = Git(root, env={IN_SYNC: "1"})
        if git_state.folder(root) is None:
            raise sync_words.no_repository(root)
        git.ask("rev-parse", "--git-dir")
    except NoGit:
        raise sync_words.no_git() from None
    except Failed as error:
        raise sync_words.refuses(error) from error
    return git


def preview(vault: Path, today: date | None, message: str) -> Done:
    """Say what would be committed as the vault lies there. Writes nothing. Raises `Stop`, or OSError."""
    git = opened(os.path.realpath(vault))
    done = Done()
    found = sync_commit.status(git)
    if what := git_state.under_way(git.root):
        sync_conflicts.require_none(git, what)
    elif not found.branch:
        raise sync_words.no_branch()
    if gone := sync_forgotten.planned(git, found):
        done.commits.append(gone)
        found = found._replace(entries=tuple(one for one in found.entries if one.staged == "."))
    choice = sync_decisions.choose(found.entries, git.under, but=sync_commit.unshared(git, found))
    if choice.entries:
        with build.facts(vault, today=today) as facts:
            done.commits.append(sync_commit.planned(git, found, choice, facts, message))
    done.left = tuple(path.removeprefix(git.under) for path in choice.staged)
    done.repositories = tuple(path.removeprefix(git.under) for path in choice.repositories)
    return done


@contextmanager
def _only_sync(root: str) -> Iterator[None]:
    """Be the only sync of this vault. Raises `journal.Waiting`."""
    folder = record.state_folder(root)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    lock = FileLock(os.path.join(folder, "sync.lock"))
    try:
        lock.acquire(timeout=0 if os.environ.get(IN_SYNC) else journal.PATIENCE)
    except Timeout:
        raise journal.Waiting(root) from None
    try:
        yield
    finally:
        lock.release()
