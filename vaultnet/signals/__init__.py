"""The built-in signals: a plugin like any other. Each is a module beside this one with a function ``find``.

To add one, write the module and put it into `SIGNALS`. docs/follow-ups.md says what each looks for and how
much it weighs.
"""

from __future__ import annotations

from vaultnet.hookspecs import Signal, hookimpl
from vaultnet.signals import birthdays, cadence, news, promises

SIGNALS: tuple[Signal, ...] = (
    Signal("cadence", "People whose turn it is, by their tier or cadence.", cadence.find),
    Signal(
        "promises",
        "Promises of yours that are near or past their day, and theirs that are late.",
        promises.find,
    ),
    Signal("birthdays", "Birthdays within a week.", birthdays.find),
    Signal("news", "What happened to you, for those who had a part in it or care about it.", news.find),
)
"""In the order in which the docs show them; the order makes no difference to what is found."""


@hookimpl
def vaultnet_signals() -> list[Signal]:
    """Give the signals that come with vaultnet."""
    return list(SIGNALS)
