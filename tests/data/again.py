"""A plugin that adds what is there already."""

from vaultnet import hookimpl
from vaultnet.hookspecs import Check
from vaultnet.plugins import load


@hookimpl
def vaultnet_checks():
    """Give the first of the built-in checks once more."""
    return [Check(load([]).checks[0].name, "The same again.", lambda snapshot, config: [])]
