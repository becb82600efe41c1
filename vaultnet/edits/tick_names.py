"""Making the names in ``tick:`` follow contacts that get another name or place. Pure.

A name there is no link, so most of the time the old name, kept as an alias, is enough. Where it would lead nowhere,
or to somebody else, the tick would be taken in once more: then the name is written anew.
"""

from __future__ import annotations

from vaultnet import frontmatter, tick_fields
from vaultnet.edits import spans
from vaultnet.edits.relink import Moves
from vaultnet.model import Scalar
from vaultnet.operation import Refusal
from vaultnet.values import normal


def follow(path: str, data: bytes, moves: Moves) -> bytes | Refusal:
    """Rewrite the ticks of the note that was at ``path``, so that each names whom it named."""
    values = frontmatter.read(path, data.decode(errors="replace")).values
    key = next((key for key in values if normal(key) == "tick"), "")
    there = frontmatter.plain(values[key]) if key else None
    listed = there if isinstance(there, list) else [there]
    now = tuple(_followed(one, path, moves) for one in listed)
    if now == tuple(listed):
        return data
    texts = tuple(str(one) for one in now)
    return spans.edit(path, data, [spans.Edit((key,), texts if isinstance(there, list) else texts[0])])


def _followed(written: Scalar, path: str, moves: Moves) -> Scalar:
    """Give a tick as it has to be written afterwards."""
    told = tick_fields.read(written) if isinstance(written, str) else None
    meant = moves.meant(told[1], path).entry if told else None
    if told is None or meant is None or meant.path not in moves.to:
        return written
    goal, found = moves.to[meant.path], moves.found(told[1], path).entry
    leads = found is not None and found.path == goal
    return written if leads else tick_fields.write(told[0], moves.now.shortest(goal))
