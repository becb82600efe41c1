"""How a vault stands with git: what git's files are to say, what git makes of them, and where that disagrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vaultnet import files, git_files, git_state, marks, publish, workflows
from vaultnet.git_files import ATTRIBUTES, IGNORE
from vaultnet.git_run import LOOKING, Failed, Git, NoGit
from vaultnet.operation import Change, Operation, Refusal

if TYPE_CHECKING:
    from vaultnet.plugins import Plugins


class Standing(NamedTuple):
    """What there is of a vault that git's files speak of."""

    root: str
    share: bool
    pages: tuple[str, ...]
    """Where the dashboards lie that there may be; hidden ones as well."""
    theirs: tuple[str, ...]
    """Notes of the owner's that lie where a dashboard would: git is told nothing of them."""
    texts: Mapping[str, bytes | None]
    """The two files, None for one that is not there."""
    unread: tuple[Refusal, ...]
    """Which of them can't be read, and why."""

    def setup(self, more: Iterable[Change] = ()) -> Operation:
        """Plan what they are to say."""
        return self._but_unread(git_files.setup(self.texts, share=self.share, pages=self.pages, more=more))

    def removal(self, more: Iterable[Change] = ()) -> Operation:
        """Plan them without anything of ours."""
        return self._but_unread(git_files.removal(self.texts, self.pages, more))

    def _but_unread(self, planned: Operation) -> Operation:
        odd = {one.path for one in self.unread}
        changes = tuple(one for one in planned.changes if one.path not in odd)
        return replace(planned, changes=changes, refused=(*self.unread, *planned.refused))


class Mismatch(NamedTuple):
    """Something that git does with a vault, and that its settings say otherwise of."""

    kind: str
    """``ignored``, ``by line``, ``taken along`` or ``tracked``."""
    paths: tuple[str, ...]
    said: str
    """A sentence about it, without the paths."""
    hint: str
    """What to do."""


def look(root: str, loaded: Plugins, folder: str, *, share: bool) -> Standing:
    """See what lies in a vault whose dashboards go to a ``folder``, and are to be shared or not."""
    texts: dict[str, bytes | None] = {}
    unread = []
    for name in (IGNORE, ATTRIBUTES):
        try:
            texts[name] = files.read_if_there(root, name)
        except OSError as error:
            texts[name] = None
            what = f"{name} is no file that can be read and written here: {error.strerror}."
            unread.append(Refusal(name, 1, what, "git does not read a symbolic link of that name either."))
    pages = [f"{folder}/{one.file}" for one in publish.declared(root, loaded)]
    theirs = tuple(page for page in pages if _is_theirs(root, page))
    ours = tuple(page for page in pages if page not in theirs)
    return Standing(root, share, ours, theirs, texts, tuple(unread))


def _is_theirs(root: str, page: str) -> bool:
    try:
        data = files.read(root, page)
    except OSError:
        return False
    return not marks.is_generated(data.decode(errors="replace"), page)


def states(standing: Standing) -> dict[str, str]:
    """Tell of each of git's two files whether it says what it is to.

    Each is ``set up``, ``not set up``, ``not up to date``, ``not needed`` or ``unclear``.
    """
    planned = standing.setup()
    changes, refused = {one.path for one in planned.changes}, {one.path for one in planned.refused}
    ours = {one.path for one in standing.removal().changes}
    found = {}
    for name in (IGNORE, ATTRIBUTES):
        if name in refused:
            found[name] = "unclear"
        elif name in changes:
            found[name] = "not up to date" if name in ours else "not set up"
        else:
            found[name] = "set up" if standing.share or name == IGNORE else "not needed"
    return found


# --- workflows -------------------------------------------------------------------------------------


def template(name: str) -> str:
    """Give a workflow as it is shipped. Raises OSError."""
    return files.read(files.shipped("templates"), f"workflows/{name}").decode()


def workflow_files(root: str) -> dict[str, bytes | None]:
    """Give the workflows of a vault, None for one that is not there or can't be read."""
    found: dict[str, bytes | None] = {}
    for name in (workflows.CHECK, workflows.MORNING):
        found[name] = None
        with suppress(OSError):
            found[name] = files.read_if_there(root, f"{workflows.FOLDER}/{name}")
    return found


def workflow_states(root: str) -> dict[str, str]:
    """Tell of each workflow whether it is ``written``, ``changed by you``, or ``not written``."""
    found = {}
    for name, data in workflow_files(root).items():
        same = data is not None and workflows.is_as_written(template(name), data.decode(errors="replace"))
        found[name] = "not written" if data is None else "written" if same else "changed by you"
    return found


# --- what git makes of it --------------------------------------------------------------------------


def is_used(root: str) -> bool:
    """Whether a vault is kept in git: some file of it is."""
    if git_state.folder(root) is None:
        return False
    with suppress(NoGit):
        return bool(Git(root).run("ls-files", "-z", env=LOOKING).out)
    return False


def mismatches(standing: Standing) -> tuple[Mismatch, ...]:
    """Ask git itself, which counts lines of the owner's as well. There are none without git or a repository."""
    if git_state.folder(standing.root) is None:
        return ()
    try:
        return tuple(_mismatches(Git(standing.root), standing))
    except (NoGit, Failed):
        return ()


def _mismatches(git: Git, standing: Standing) -> Iterator[Mismatch]:
    planned = standing.setup()
    set_up = not (planned.changes or planned.refused)
    left_out = _left_out(git, standing.pages)
    tracked = tuple(git.ask("ls-files", "-z", env=LOOKING).split("\0"))
    fold = str.casefold if git.run("config", "--type=bool", "core.ignorecase").out == "true\n" else str
    if standing.share:
        if left_out:
            where = " and ".join(sorted(set(left_out.values())))
            hint = f"Take that line out of {where}." if set_up else _SET_UP
            said = f"Shared dashboards are left out of git by {where}"
            yield Mismatch("ignored", tuple(left_out), said, hint)
        if apart := tuple(_merged_apart(git, standing.pages)):
            hint = f"Another line of {ATTRIBUTES} says so, or of .git/info/attributes." if set_up else _SET_UP
            said = "Two devices would conflict over shared dashboards, as git is not told to take the lines of both"
            yield Mismatch("by line", apart, said, hint)
    else:
        if along := tuple(page for page in standing.pages if page not in left_out):
            hint = f"Another line of {IGNORE} says so." if set_up else _SET_UP
            yield Mismatch("taken along", along, "git would take dashboards along that are not shared", hint)
        pages = {fold(page) for page in standing.pages}
        if known := tuple(path for path in tracked if fold(path) in pages):
            said = "git has dashboards that are not shared, and goes on taking them along"
            yield Mismatch("tracked", known, said, _UNTRACK)
    litter = {line.removeprefix("/") for line in git_files.LITTER}
    if known := tuple(path for path in tracked if path in litter or path.startswith(".trash/")):
        yield Mismatch(
            "tracked", known, "git has files of this device alone, and goes on taking them along", _UNTRACK
        )


_SET_UP = "To set it right: vaultnet git setup"
_UNTRACK = "To leave them out from now on: vaultnet git setup --untrack"


def _left_out(git: Git, pages: Sequence[str]) -> dict[str, str]:
    """Tell which files git leaves out, and by which line of which file."""
    words = ("check-ignore", "--no-index", "--verbose", "-z", "--stdin")
    answer = git.ask(*words, given="\0".join(pages), ok=(0, 1), env=LOOKING).split("\0")
    rows = zip(answer[::4], answer[1::4], answer[2::4], answer[3::4], strict=False)
    return {path: f"{file}:{line}" for file, line, pattern, path in rows if not pattern.startswith("!")}


def _merged_apart(git: Git, pages: Sequence[str]) -> Iterator[str]:
    """Give the files for which git is told anything but to take the lines of both sides."""
    answer = git.ask("check-attr", "-z", "--stdin", "merge", given="\0".join(pages), env=LOOKING).split("\0")
    return (path for path, value in zip(answer[::3], answer[2::3], strict=False) if value != "union")


def untrack(root: str, paths: Sequence[str]) -> None:
    """Have git forget files, which stay where they are. Raises `NoGit`, `Failed`."""
    Git(root).ask("--literal-pathspecs", "rm", "--quiet", "--cached", "--", *paths)
