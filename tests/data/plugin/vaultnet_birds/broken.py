"""A plugin for the tests that fails wherever it can."""

import vaultnet
from vaultnet.hookspecs import Check, Dashboard, Signal
from vaultnet.model import NoteType


@vaultnet.hookimpl
def vaultnet_note_types():
    return [NoteType("bird", "Birds", "A name that is taken.", ()), "no type at all"]


@vaultnet.hookimpl
def vaultnet_commands():
    raise RuntimeError("no commands today")


def fail(*arguments):
    raise ValueError("as it always does")


@vaultnet.hookimpl
def vaultnet_signals():
    return [Signal("broken-signal", "Fails.", fail)]


@vaultnet.hookimpl
def vaultnet_checks():
    return [Check("broken-check", "Fails.", fail)]


@vaultnet.hookimpl
def vaultnet_dashboards():
    return [Dashboard("Broken", "Network Broken.md", "broken.md.jinja", "Fails.", fail)]
