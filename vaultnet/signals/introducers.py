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
    sources: tuple[Source, ...]
    """The lines of the chain: the one that names them first, and then on to the contact that was asked about."""


class People(NamedTuple):
    """All contacts: by path, and by how their names are looked up."""

    at: Mapping[str, Summary]
    named: Mapping[str, Sequence[Summary]]

    @classmethod
    def of(cls, contacts: Sequence[Summary]) -> People:
        """List contacts."""
        named: dict[str, list[Summary]] = {}
        for contact, name in zip(contacts, _name(contacts), strict=True):
            named.setdefault(name, []).append(contact)
        return cls({contact.path: contact for contact in contacts}, named)


@memo.of_all
def _name(contact: Summary) -> str:
    return links.key(contact.path)


def chain(contact: Summary, people: People) -> Iterator[Introducer]:
    """Yield who introduced a contact, then who introduced those, nobody twice and never the contact itself."""
    seen = {contact.path}
    waiting: list[tuple[Summary, tuple[Source, ...]]] = [(contact, ())]
    for introduced, so_far in waiting:
        for value in introduced.fields.get("introduced_by", ()):
            found = _meant(value, introduced, people)
            if found and found.path not in seen:
                seen.add(found.path)
                sources = (value.source(introduced.path), *so_far)
                waiting.append((found, sources))
                yield Introducer(found, introduced, sources)


def _meant(value: Value, introduced: Summary, people: People) -> Summary | None:
    """Give the contact that a value means: where its link leads; without a link the only one of that name."""
    if value.link:
        return people.at.get(introduced.links.get(str(value.value), ""))
    found = people.named.get(links.key(str(value.value)), ())
    return found[0] if len(found) == 1 else None
