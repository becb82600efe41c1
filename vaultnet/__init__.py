"""vaultnet: a personal network kept as Markdown notes.

Plugins write ``import vaultnet`` and mark their functions with ``@vaultnet.hookimpl``.
"""

from __future__ import annotations

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Give ``hookimpl`` when it is asked for: a build with nothing to do need not import pluggy."""
    if name == "hookimpl":
        from vaultnet.hookspecs import hookimpl

        return hookimpl
    raise AttributeError(f"module 'vaultnet' has no attribute {name!r}")
