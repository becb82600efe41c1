"""Git's merge driver for notes, and the merge by line that it leaves to git.

Git starts it once for each note that was changed on both sides, so little is imported before there is a need, and
`vaultnet.__main__` comes here without the command line. Whatever goes wrong, it does not do worse than git.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vaultnet.merge_notes import Body, Merged, merge
from vaultnet.merge_values import BY_NAME, Rule, Rules
from vaultnet.spelling import normal

if TYPE_CHECKING:
    from vaultnet.merge_sides import Versions

CLEAN: Final = 0
"""What tells git that the note is merged."""
UNDECIDED: Final = 1
"""What tells git that a person has to decide about something in the note."""
_CONFLICTS: Final = 127
"""The most conflicts that git's exit code tells; what is above says that it could not merge at all."""


class NotMerged(Exception):
    """Git could not merge some texts by line: what it said."""


def drive(base: str, ours: str, theirs: str, path: str = "") -> int:
    """Merge three files as git asks its drivers to: the result takes the place of the second.

    ``path`` is the note's path in the work tree, for what is said and for the settings of its vault. Gives the exit
    code. Raises OSError where a file can't be read or written.
    """
    before, own, other = (_read(one) for one in (base, ours, theirs))
    if "\0" in own + other:
        _say(f"{path or 'A note'} is no text, so one of the two has to be chosen. Ours is in place.")
        return UNDECIDED
    try:
        merged = _merged(before, own, other, path)
    except Exception as error:  # git would take ours for the result, and theirs would be lost
        _say(f"{path or 'A note'} could not be merged: {error!r}. Both versions stand in it.")
        merged = Merged(
            "".join(["<<<<<<< ours\n", _ended(own), "=======\n", _ended(other), ">>>>>>> theirs\n"]), ("",)
        )
    if merged.text != own:
        with open(ours, "wb") as handle:
            handle.write(merged.text.encode("utf-8", "surrogateescape"))
    if merged.clashes:
        _say(f"{path or 'A note'}: {undecided(merged.clashes)}")
    return UNDECIDED if merged.clashes else CLEAN


def _merged(base: str, ours: str, theirs: str, path: str) -> Merged:
    if "\nvaultnet:" in ours and "\nvaultnet:" in theirs:
        from vaultnet.marks import is_generated

        if is_generated(ours) and is_generated(theirs):
            return by_line(".", union=True)(base, ours, theirs)
    return merge(base, ours, theirs, by_line("."), LazyRules(os.path.dirname(os.path.abspath(path))))


class LazyRules:
    """The rules for keys, read when the first is asked for: only a clash needs them."""

    def __init__(self, folder: str) -> None:
        """Take a folder in the vault, whose settings may have further names for fields."""
        self._folder = folder
        self._rules: Rules | None = None

    def __call__(self, key: str) -> Rule:
        """Give the rule for a key."""
        known = BY_NAME.get(normal(key))
        if known:
            return known
        self._rules = self._rules or self._read()
        return self._rules(key)

    def _read(self) -> Rules:
        from pathlib import Path

        from vaultnet import config, files, merge_rules

        vault = files.find_vault(self._folder)
        return merge_rules.rules(config.load(Path(vault))[0].fields if vault else {})


def kept(root: str, path: str) -> Versions | None:
    """Give the versions of a note that git keeps while it is in conflict; None if it keeps none."""
    from vaultnet.git_run import Git, NoGit
    from vaultnet.merge_sides import Versions

    try:
        git = Git(root)
        listed = git.run("ls-files", "-u", "-z", "--", f":(literal){path}")
    except NoGit:
        return None
    blobs = {entry.split()[2]: entry.split()[1] for entry in listed.out.split("\0") if entry}
    if listed.code or not {"2", "3"} <= blobs.keys():
        return None
    texts = {stage: git.ask("cat-file", "blob", blob) for stage, blob in blobs.items()}
    return Versions(texts.get("1"), texts["2"], texts["3"])


def in_conflict(root: str) -> tuple[str, ...]:
    """Give the files of a vault that git keeps several versions of; nothing without git."""
    from vaultnet.git_run import Git, NoGit

    try:
        listed = Git(root).run("ls-files", "-u", "-z").out
    except NoGit:
        return ()
    return tuple(dict.fromkeys(entry.partition("\t")[2] for entry in listed.split("\0") if entry))


def undecided(clashes: Sequence[str]) -> str:
    """Say what a person has to decide, and where."""
    keys = [f"`{key}`" for key in clashes if key]
    said = []
    if keys:
        them = f"{', '.join(keys[:-1])} and {keys[-1]}" if keys[1:] else keys[0]
        said.append(f"{them} {'have' if keys[1:] else 'has'} two values; both stand below the properties")
    if "" in clashes:
        said.append("the text was changed on both sides, between the markers")
    return f"{'; '.join(said)}."


def by_line(root: str, names: tuple[str, str] = ("ours", "theirs"), *, union: bool = False) -> Body:
    """Give the merge by line that git does; with ``union`` the lines of both stay where they differ.

    ``names`` are what its markers call the two sides. What it gives raises `NotMerged`, or `git_run.NoGit`.
    """

    def body(base: str, ours: str, theirs: str) -> Merged:
        from tempfile import TemporaryDirectory

        from vaultnet.git_run import Git

        with TemporaryDirectory(prefix="vaultnet-") as folder:
            files = [os.path.join(folder, name) for name in ("ours", "base", "theirs")]
            for file, text in zip(files, (ours, base, theirs), strict=True):
                with open(file, "wb") as handle:
                    handle.write(text.encode("utf-8", "surrogateescape"))
            told = [word for name in (names[0], "base", names[1]) for word in ("-L", name)]
            ended = Git(root).run("merge-file", "-p", *told, *(["--union"] if union else []), *files)
        if not 0 <= ended.code <= _CONFLICTS:
            raise NotMerged(ended.said)
        return Merged(ended.out, ("",) if ended.code else ())

    return body


def _read(path: str) -> str:
    with open(path, "rb") as handle:
        return handle.read().decode("utf-8", "surrogateescape")


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _say(sentence: str) -> None:
    sys.stderr.write(f"vaultnet: {sentence}\n")
