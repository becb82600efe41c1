"""The entry point: a build with nothing to do ends here, as a merge for git does; the rest is the command line's.

Only what a stat walk needs is imported before it is clear that there is more to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run vaultnet with ``argv`` (by default the process's own) and give its exit code."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _open_closed()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:2] == ["git", "merge-note"] and _are_files(arguments[2:]):
        from vaultnet.merge_driver import drive

        return drive(*arguments[2:])
    said = nothing_to_do(arguments)
    if said is not None:
        return _tell(said)
    from vaultnet.cli import main as run

    return run(arguments)


def _are_files(words: Sequence[str]) -> bool:
    """Whether git calls us as its merge driver, once for each note that was changed on both sides."""
    return len(words) in (3, 4) and all(map(os.path.isfile, words[:3]))


def _open_closed() -> None:
    """Let standard streams that the process began without lead nowhere, so that nobody has to ask for them.

    By their numbers, too: otherwise the next file that is opened would get the number of a standard stream.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))


def _tell(said: str) -> int:
    """Print what is to be said, and give the exit code: as the command line would, had it been imported."""
    try:
        if said:
            print(said, flush=True)  # noqa: T201 - click is not imported yet, and this is all that is said
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it is tried again at the end
        if isinstance(error, BrokenPipeError):
            return 0
        print(f"Error: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def nothing_to_do(arguments: Sequence[str]) -> str | None:
    """What a plain ``build`` says when nothing has changed since the last one; None if it has to look closer.

    Understands ``--vault`` and ``--today`` anywhere and ``--quiet`` after the command, in their plain forms; with
    anything else on the line the command line decides.
    """
    vault, today, quiet, commands = os.environ.get("VAULTNET_VAULT"), None, False, 0
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name in ("--vault", "--today"):
            value = value if equals else next(words, "")
            vault, today = (value, today) if name == "--vault" else (vault, value)
            if not value:
                return None
        elif word in ("-q", "--quiet") and commands:
            quiet = True
        elif word == "build":
            commands += 1
        else:
            return None
    if commands != 1:
        return None
    from vaultnet import files, record

    root = os.path.abspath(os.path.expanduser(vault)) if vault else files.find_vault(os.getcwd())
    summary = record.unchanged(root, today) if root else None
    if summary is None:
        return None
    return "" if quiet else record.say(summary)


if __name__ == "__main__":
    sys.exit(main())
