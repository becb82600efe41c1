"""The two versions that a note with markers was made of, so that it can be merged anew. Pure.

Both kinds of markers may stand in it: git's, anywhere, and the blocks of a merge by key below the properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vaultnet import frontmatter, merge_properties
from vaultnet.merge_clashes import ALL, Blocks, Clash, Unpaired, blocks, sides
from vaultnet.merge_notes import Body, Merged, merge
from vaultnet.merge_properties import Properties, Property
from vaultnet.merge_values import Rules
from vaultnet.spelling import normal


class Versions(NamedTuple):
    """What a note was, where that is known, and what its two sides made of it."""

    base: str | None
    ours: str
    theirs: str
    names: tuple[str, str] = ("ours", "theirs")
    """What the markers call the sides."""

    def translated(self, table: Mapping[int, str] | Mapping[int, int]) -> Versions:
        """Give them with other characters."""
        base, ours, theirs = self.base and self.base.translate(table), self.ours, self.theirs
        return Versions(base, ours.translate(table), theirs.translate(table), self.names)

    def merged(self, body: Body, rules: Rules) -> Merged:
        """Merge them."""
        return merge(self.base, self.ours, self.theirs, body, rules)


def versions(text: str, kept: Versions | None = None) -> Versions | Unpaired | None:
    """Find the versions that a note was made of; None for one without markers.

    ``kept`` are those that git keeps while it is in the middle of a merge. What stands in the note goes before
    them, since a person may have decided some of it already, unless its sides can't be read that way.
    """
    stand_ins = merge_properties.stand_ins(text, *((one or "" for one in kept[:3]) if kept else ()))
    if stand_ins:
        found = versions(text.translate(stand_ins), kept and kept.translated(stand_ins))
        return found.translated(merge_properties.back(stand_ins)) if isinstance(found, Versions) else found
    whole = "\r\n" in text and text.count("\r\n") == text.count("\n")
    found = _marked(text.replace("\r\n", "\n") if whole else text, kept.base if kept else None)
    if not isinstance(found, Versions):
        return found
    if kept and not (_is_fine(found.ours) and _is_fine(found.theirs)):
        return kept._replace(names=found.names)
    if not whole:
        return found
    base, ours, theirs = (one and one.replace("\r\n", "\n").replace("\n", "\r\n") for one in found[:3])
    return Versions(base, ours or "", theirs or "", found.names)


def _marked(text: str, before: str | None) -> Versions | Unpaired | None:
    """Take the markers of a text apart; ``before`` is what it was, where that is known."""
    end = _below(text)
    left = blocks(text[end:])
    if any(_decided(text, clash) is None for clash in left.clashes):
        left = Blocks((), text[end:])  # they count as markers of git's
    rest = text[:end] + left.rest
    found = sides(rest)
    if isinstance(found, Unpaired):
        above = found.line > text.count("\n", 0, end)
        return Unpaired(found.line + above * (text.count("\n") - rest.count("\n")))
    if found is None and not left.clashes:
        return None
    ours, theirs = (found.ours, found.theirs) if found else (rest, rest)
    for clash in left.clashes:
        theirs = _decided(theirs, clash) or theirs
    base = before if before is not None else found.base if found else None
    if left.clashes:  # what was before is not to decide what a merge could not
        base = base or ""
        below = _below(base)
        base = "".join([base[:below], *(clash.text for clash in left.clashes), base[below:]])
    return Versions(base, ours, theirs, found.names if found else ("ours", "theirs"))


def _decided(text: str, clash: Clash) -> str | None:
    """Give a note with the property of a clash as theirs has it; None where no properties can be told apart."""
    start, end, below = frontmatter.find(text) or (0, 0, 0)
    if clash.key == ALL:
        source: str | None = clash.theirs
    else:
        found = merge_properties.read(text[start:end])
        source = _with(found, clash) if found else None
    if source is None:
        return None
    opening, closing = text[:start] or "---\n", text[end:below] or "---\n"
    return f"{opening}{source}{closing}{text[below:]}"


def _with(found: Properties, clash: Clash) -> str | None:
    """Give the properties with theirs of a clash in its place, or at the end; None if it is not one property."""
    theirs = merge_properties.alone(clash.theirs) if clash.theirs else None
    if clash.theirs and theirs is None:
        return None
    exact = any(one.key == clash.key for one in found.each)
    each = []
    for one in found.each:
        if one.key != clash.key if exact else normal(one.key) != normal(clash.key):
            each.append(one)
        elif theirs:
            each.append(Property(theirs.key, one.lead, theirs.text, theirs.value))
            theirs = None
    return Properties((*each, theirs) if theirs else tuple(each), found.tail).text


def _below(text: str) -> int:
    """Give where the text below the properties begins."""
    span = frontmatter.find(text)
    return span[2] if span else len(text) - len(text.removeprefix("\ufeff"))


def _is_fine(text: str) -> bool:
    return not frontmatter.read("", text).problems
