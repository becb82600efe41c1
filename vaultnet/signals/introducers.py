"""Who brought the owner together with somebody, and who with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultnet import links, memo
from vaultnet.model import Source, Value
from vaultnet.network import Summary


class Introducer(NamedTuple):
    """Somebody who introduced a contact to the owner."""

    contact: Summary
    introduced: Summary
    """Whom they introduced: the contact that was asked about, or another introducer."""
    source: Source


def by_name(contacts: Sequence[Summary]) -> Mapping[str, Sequence[Summary]]:
    """List contacts by how their names are looked up."""
    found: dict[str, list[Summary]] = {}
    for contact, name in zip(contacts, _name(contacts), strict=True):
        found.setdefault(name, []).append(contact)
    return found


@memo.of_all
def _name(contact: Summary) -> str:
    return links.key(contact.path)


def chain(contact: Summary, people: Mapping[str, Sequence[Summary]]) -> Iterator[Introducer]:
    """Yield who introduced a contact, then who introduced those, nobody twice and never the contact itself."""
    seen = {contact.path}
    waiting = [contact]
    for introduced in waiting:
        for value in introduced.fields.get("introduced_by", ()):
            found = _meant(value, people)
            if found and found.path not in seen:
                seen.add(found.path)
                waiting.append(found)
                yield Introducer(found, introduced, Source(introduced.path, value.line, value.quote))


def _meant(value: Value, people: Mapping[str, Sequence[Summary]]) -> Summary | None:
    """Give the contact that a name means, with or without a link: of several the one at that path, or none."""
    named = str(value.value)
    found = people.get(links.key(named), ())
    if len(found) == 1:
        return found[0]
    path = links.fold(named).removesuffix(".md") + ".md"
    return next((one for one in found if "/" in named and links.fold(one.path).endswith(path)), None)
