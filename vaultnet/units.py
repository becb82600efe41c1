"""Files that have the system start `vaultnet watch` at login and keep it running: pure texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from xml.sax.saxutils import escape


def name_of(vault: str) -> str:
    """A name for a vault's watch, which no other vault of this user has: ``vaultnet-1f2e3d``."""
    return f"vaultnet-{blake2b(vault.encode(errors='surrogateescape'), digest_size=3).hexdigest()}"


def systemd(program: Sequence[str], vault: str, environment: Mapping[str, str] | None = None) -> str:
    """Give a user unit for systemd.

    ``program`` and ``vault`` are absolute, as are the paths among its words. ``environment`` is what the shell sets
    that the system would not.
    """
    unit = f"{name_of(vault)}.service"
    command = " ".join(map(_systemd_word, (*program, "watch", "--vault", vault)))
    settings = "".join(
        f"Environment={_systemd_setting(f'{name}={value}')}\n"
        for name, value in sorted((environment or {}).items())
    )
    return f"""\
# Watches {_one_line(vault)}.
#
# Keep this as ~/.config/systemd/user/{unit}, then:
#   systemctl --user daemon-reload
#   systemctl --user enable --now {unit}
#
# What it says:   journalctl --user -u {unit} -f
# Settings, templates and plugins anew: systemctl --user reload {unit}
# No more:        systemctl --user disable --now {unit}

[Unit]
Description=vaultnet watch of {_systemd_text(vault)}

[Service]
{settings}ExecStart={command}
ExecReload=kill -HUP $MAINPID
Restart=on-failure
RestartSec=30
Nice=5

[Install]
WantedBy=default.target
"""


def _systemd_text(text: str) -> str:
    """Text in which systemd finds no specifier, on one line."""
    return _one_line(text).replace("%", "%%")


def _systemd_word(word: str) -> str:
    """Give one word of a command line, as systemd reads it."""
    quoted = "".join(_SYSTEMD.get(char, char) for char in word)
    return f'"{quoted}"'


def _systemd_setting(text: str) -> str:
    """Give a setting of the environment, in which a dollar sign means nothing."""
    return _systemd_word(text).replace("$$", "$")


_SYSTEMD = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "%": "%%",  # specifiers
    "$": "$$",  # variables
}


def launchd(
    program: Sequence[str], vault: str, logs: str, environment: Mapping[str, str] | None = None
) -> str:
    """Give an agent for launchd.

    ``program``, ``vault`` and ``logs``, the folder for what it says, are absolute. ``environment`` is what the
    shell sets that the system would not.
    """
    label = f"net.vaultnet.{name_of(vault)}"
    words = "\n".join(
        f"        <string>{_xml(word)}</string>" for word in (*program, "watch", "--vault", vault)
    )
    log = f"{logs}/{name_of(vault)}.log"
    settings = _launchd_settings(environment or {})
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!--
Watches {_in_comment(vault)}.

Keep this as ~/Library/LaunchAgents/{label}.plist, then:
  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{label}.plist

What it says:   tail -f {_in_comment(log)}
Settings, templates and plugins anew: launchctl kill HUP gui/$(id -u)/{label}
No more:        launchctl bootout gui/$(id -u)/{label}
-->
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>{label}</string>
    <key>ProgramArguments</key>
    <array>
{words}
    </array>
{settings}    <key>RunAtLoad</key>
    <true/>
    <key>KeepAlive</key>
    <dict>
        <key>SuccessfulExit</key>
        <false/>
    </dict>
    <key>ProcessType</key>
    <string>Background</string>
    <key>StandardOutPath</key>
    <string>{_xml(log)}</string>
    <key>StandardErrorPath</key>
    <string>{_xml(log)}</string>
</dict>
</plist>
"""


def _launchd_settings(environment: Mapping[str, str]) -> str:
    if not environment:
        return ""
    pairs = (
        f"        <key>{_xml(name)}</key>\n        <string>{_xml(value)}</string>\n"
        for name, value in sorted(environment.items())
    )
    return f"    <key>EnvironmentVariables</key>\n    <dict>\n{''.join(pairs)}    </dict>\n"


def _xml(text: str) -> str:
    """Text between tags. XML has no way to write most control characters: they are left out."""
    return escape("".join(char for char in text if char >= " " or char in "\t\n"))


def _in_comment(text: str) -> str:
    """Text in a comment, in which two hyphens would be its end."""
    return _one_line(text).replace("--", "- -")


def _one_line(text: str) -> str:
    return " ".join(text.split())
