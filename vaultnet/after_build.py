"""What the owner wants done after a build of the watch: a command of theirs, and notices on the desktop."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import partial
from typing import IO, Final
from xml.sax.saxutils import escape

from vaultnet import files, record
from vaultnet.errand import Errand
from vaultnet.seen import Report
from vaultnet.terminal import clean, count, listing

Tell = Callable[[str], None]
"""Says a sentence to the owner."""
Find = Callable[[str], "str | None"]
"""Finds a program by its name, as `shutil.which` does."""

PATIENCE: Final = 10.0
"""Seconds that a notice may take."""
END: Final = 5.0
"""Seconds that the watch waits at its end for what still runs."""

# --- a command ---------------------------------------------------------------------------------------


class Command:
    """A command line that the shell runs after each build that wrote something; never twice at a time."""

    def __init__(self, line: str, root: str, tell: Tell, output: IO[str] | None = None) -> None:
        """Take the line, and where it runs. ``output`` is where it prints; by default where the watch does."""
        self._line, self._root, self._tell, self._output = line, root, tell, output
        self._errand = Errand(self._run)

    def built(self, report: Report) -> None:
        """Run it if the build wrote something. Builds while it runs are told to it together, afterwards."""
        paths = (*report.written, *report.rescued)
        if paths or report.removed:
            self._errand.ask(paths)

    def close(self) -> None:
        """Wait a little for its end."""
        self._errand.finish(END)

    def _run(self, builds: Sequence[tuple[str, ...]]) -> None:
        written = "\n".join(sorted({path for paths in builds for path in paths}))
        environment = {**os.environ, "VAULTNET_WRITTEN": written}
        try:
            ran = subprocess.run(  # noqa: S602 - the owner's own command line
                self._line,
                shell=True,
                cwd=self._root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                check=False,
            )
        except OSError as error:
            self._tell(f"The command of --exec could not be run: {error.strerror}.")
            return
        if ran.returncode:
            how = f"signal {-ran.returncode}" if ran.returncode < 0 else f"exit code {ran.returncode}"
            self._tell(f"The command of --exec ended with {how}: {clean(self._line)}")


# --- notices -----------------------------------------------------------------------------------------

_BOX = re.compile(r"^- \[ \] \[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]", re.MULTILINE)


def people(text: str) -> tuple[str, ...]:
    """Whom a dashboard suggests to reach out to: only those lines have boxes to tick."""
    return tuple((shown or target).rpartition("/")[2] for target, shown in _BOX.findall(text))


def notice(new: Sequence[str], report: Report) -> str:
    """What a person wants to know of a build: who is newly due, and what needs a look; ``""`` for nothing."""
    said = []
    if new:
        shown = [clean(name) for name in new[:3]] + ([f"{len(new) - 3} more"] if len(new) > 3 else [])
        said.append(f"To reach out to: {listing(shown)}.")
    if report.rescued:
        said.append(f"What you typed is now in {listing([clean(path) for path in report.rescued[:2]])}.")
    if report.refused:
        said.append(f"{count(len(report.refused), 'tick')} could not be taken in.")
    return " ".join(said)


class Notices:
    """Shows notices on the desktop, by what the system has for that."""

    def __init__(self, root: str, tell: Tell, find: Find = shutil.which) -> None:
        """Take the vault, whose dashboards as they are now hold nothing new; ``find`` finds programs."""
        self._root, self._tell = root, tell
        last = record.load(root)
        self._on = {path: self._people(path) for path in (last.outputs if last else ())}
        self._tool = tool(find)
        self._errand = Errand(self._show)
        if self._tool is None:
            tell("There is nothing here to show notices with (notify-send, osascript or PowerShell).")

    def built(self, report: Report) -> None:
        """Show what a person wants to know of a build."""
        before = self._everybody()
        for path in (*report.written, *report.removed):
            self._on[path] = self._people(path)
        text = notice([name for name in self._everybody() if name not in before], report)
        if text and self._tool:
            self._errand.ask(text)

    def close(self) -> None:
        """Wait a little for the last one."""
        self._errand.finish(END)

    def _everybody(self) -> tuple[str, ...]:
        return tuple(name for names in self._on.values() for name in names)

    def _people(self, path: str) -> tuple[str, ...]:
        try:
            return people((files.read_if_there(self._root, path) or b"").decode(errors="replace"))
        except OSError:
            return ()

    def _show(self, texts: Sequence[str]) -> None:
        assert self._tool is not None
        words = self._tool(" ".join(texts))
        try:
            code = subprocess.run(  # noqa: S603 - the system's own tool, found in PATH; no shell
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            ).returncode
        except (OSError, subprocess.TimeoutExpired):
            code = 1
        if code:
            self._tool = None
            self._tell(f"No notice could be shown: {words[0]} failed. There will be none any more.")


def tool(find: Find) -> Callable[[str], list[str]] | None:
    """What shows a notice here: from its text to a command; None if there is nothing."""
    if (found := find("notify-send")) is not None:
        return partial(_with_notify_send, found)
    if (found := find("osascript")) is not None:
        return partial(_with_osascript, found)
    if (found := find("powershell.exe")) is not None:
        return partial(_with_powershell, found)
    return None


def _with_notify_send(program: str, text: str) -> list[str]:
    return [program, "--app-name=vaultnet", "--", "vaultnet", escape(text)]


def _with_osascript(program: str, text: str) -> list[str]:
    script = ("on run argv", 'display notification (item 1 of argv) with title "vaultnet"', "end run")
    return [program, *(word for line in script for word in ("-e", line)), text]


def _with_powershell(program: str, text: str) -> list[str]:
    """Encoded, so that nothing in the text is read as anything else."""
    quoted = _QUOTES.sub(r"\g<0>\g<0>", escape(text))
    words = f'<text id="1">vaultnet</text><text id="2">{quoted}</text>'
    xml = f'<toast><visual><binding template="ToastText02">{words}</binding></visual></toast>'
    script = f"""
[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
[void][Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom, ContentType = WindowsRuntime]
$xml = New-Object Windows.Data.Xml.Dom.XmlDocument
$xml.LoadXml('{xml}')
$toast = New-Object Windows.UI.Notifications.ToastNotification $xml
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('vaultnet').Show($toast)
"""
    return [program, "-NoProfile", "-EncodedCommand", b64encode(script.encode("utf-16-le")).decode("ascii")]


_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")
"""What PowerShell takes for the end of a quoted text; doubled, it is itself."""
