"""What the notes give for asking for an introduction: who the owner is, why them, what for, what they bring. Pure.

Nothing is made up: what the notes don't say is left out. Nothing is said out of private notes, nor what bears the
name of somebody private.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vaultnet import discreet, fields, goals, kinds, needs, ties
from vaultnet.filters import words
from vaultnet.goals import GoalStanding
from vaultnet.model import Source, Sourced, Value
from vaultnet.needs import Trait
from vaultnet.network import Goal, Snapshot, Summary
from vaultnet.paths import Chain
from vaultnet.sought import Sought
from vaultnet.stages import OPPORTUNITY, OVER, stage_of

SHIPPED = "Me"
"""What the owner's own note is called in a new vault."""
BRINGS = 3
"""Skills of the owner's that are named at most."""


class _Telling(NamedTuple):
    """What is asked of the notes."""

    snapshot: Snapshot
    hidden: frozenset[str]

    def said(self, value: Sourced[str] | None) -> Sourced[str] | None:
        """Give some words of a note as they may be said to others; None if they may not."""
        text = _plain(value.value) if value else ""
        return Sourced(text, value.sources) if value and text and self.is_sayable(text) else None

    def is_sayable(self, text: str) -> bool:
        """Tell whether some words bear no private name."""
        return not discreet.names_any(text, self.hidden)

    def field(self, contact: Summary, name: str) -> Sourced[str] | None:
        """Give the first value of a field."""
        value = contact.first(name)
        return self.said(_valued(contact, value)) if value else None


def draft(chain: Chain, sought: Sought, snapshot: Snapshot) -> dict[str, Any]:
    """Give what is to be said to a bridge who is asked for an introduction, and by them to the target.

    Returns:
        ``bridge``, ``over`` (who is between the bridge and the target), ``target`` and ``me`` (None where the
        settings name no note) with ``name``, ``role`` and ``company``; ``about``, what makes the target worth
        asking, with its ``kind`` (``skill``, ``role`` or ``at``) and ``name``; ``goal`` with ``name`` and
        ``because``; ``bring``, skills of the owner's, with ``wanted``, whether the target would like to learn
        them. All are None or empty where the notes say nothing.

    """
    telling, target = _telling(snapshot), chain.target
    goal, trait = _goal(target, telling)
    return {
        "bridge": _person(chain.bridge, telling),
        "over": tuple(_person(hop.contact, telling) for hop in chain.hops[1:-1]),
        "target": _person(target, telling),
        "me": _me(telling),
        "about": _about(target, (sought.traits.get(target.path), trait), telling),
        "goal": _named(goal, telling) if goal else None,
        **_bring(target, telling),
    }


def question(target: Summary, sought: Sought, snapshot: Snapshot) -> dict[str, Any]:
    """Give what is to be said to somebody whom the owner knows, and who is what is sought.

    Returns:
        ``target``, ``me``, ``about``, ``goal``, ``bring`` and ``wanted`` as `draft` gives them; ``about`` also of
        the kind ``knows``, a place that they know; and ``last``, the last conversation: ``kind`` and ``day``.

    """
    telling = _telling(snapshot)
    goal, trait = _goal(target, telling)
    first = sought.traits.get(target.path)
    return {
        "target": _person(target, telling),
        "me": _me(telling),
        "about": _about(target, (first, trait), telling, known=True),
        "goal": _named(goal, telling) if goal else None,
        "last": _last(target, snapshot),
        **_bring(target, telling),
    }


def is_nameless(me: Summary) -> bool:
    """Tell whether the owner's own note has still the name that it came with, and no other."""
    return _own_name(me) == SHIPPED


def _own_name(me: Summary) -> str:
    return next((one for one in (me.name, *me.aliases) if one != SHIPPED), SHIPPED)


def _telling(snapshot: Snapshot) -> _Telling:
    return _Telling(snapshot, discreet.unnamed(snapshot.contacts, snapshot.occasions, snapshot.private))


def _last(target: Summary, snapshot: Snapshot) -> dict[str, Any] | None:
    """Give the last conversation of which something may be said."""
    for one in (*target.recent, *target.earlier):
        if kinds.is_conversation(one.kind) and one.path not in snapshot.private:
            there = (one.source,)
            return {"kind": Sourced(kinds.say(one.kind), there), "day": Sourced(one.day, there)}
    return None


def _plain(text: str) -> str:
    """Give the words of a text that has links in it; any other as it was written."""
    return words(text) if "[[" in text else text.strip()


def _valued(contact: Summary, value: Value) -> Sourced[str]:
    said = value.name
    return Sourced(said, (value.source(contact.path),))


def _person(contact: Summary, telling: _Telling) -> dict[str, Any]:
    company = telling.field(contact, "company")
    return {
        "name": Sourced(contact.name, (Source(contact.path, 1, contact.name),)),
        "role": telling.field(contact, "role"),
        "company": None if company is None or ties.is_alone(company.value) else company,
    }


def _me(telling: _Telling) -> dict[str, Any] | None:
    me = telling.snapshot.me
    if me is None:
        return None
    found = _person(me, telling)
    found["name"] = Sourced(_own_name(me), found["name"].sources)
    return {"name": found["name"], "role": None, "company": None} if _is_kept(telling) else found


def _is_kept(telling: _Telling) -> bool:
    """Tell whether the owner's own note is private."""
    me = telling.snapshot.me
    return me is not None and me.path in telling.snapshot.private


# --- why them --------------------------------------------------------------------------------------


def _about(
    target: Summary, first: Iterable[Trait | None], telling: _Telling, *, known: bool = False
) -> dict[str, Any] | None:
    """Give what the target could tell of: what is sought, what the goal needs, else their role or company."""
    own = needs.traits_of(target)
    rest = (one for kind in ("role", "at") for one in own if one.kind == kind)
    for trait in (*first, *rest):
        is_telling = trait and (_is_telling(trait) or (known and trait.kind == "knows"))
        if trait and is_telling and telling.is_sayable(trait.name):
            there = (trait.source,)
            return {"kind": Sourced(trait.kind, there), "name": Sourced(_plain(trait.name), there)}
    return None


def _is_telling(trait: Trait) -> bool:
    """Tell whether a trait says what somebody could tell of."""
    is_place = trait.kind == "at" and not ties.is_alone(trait.name)
    return is_place or trait.kind in ("skill", "role")


# --- what for --------------------------------------------------------------------------------------


def _goal(target: Summary, telling: _Telling) -> tuple[GoalStanding | None, Trait | None]:
    """Give the goal that the introduction serves: one that needs what they have, or for which they are sought."""
    snapshot = telling.snapshot
    standings = goals.standings(snapshot.goals, snapshot.today)
    active = [
        one
        for one in standings
        if one.status == "active"
        and one.goal.path not in snapshot.private
        and telling.is_sayable(one.goal.name)
    ]
    for one in active:
        for need in needs.of(one.goal):
            trait = needs.fits(need, target)
            if trait:
                return one, trait
    sought = set(_sought_for(target, snapshot))
    return next((one for one in active if one.goal.path in sought), None), None


def _sought_for(target: Summary, snapshot: Snapshot) -> Iterator[str]:
    """Yield the paths of the goals that are served by the open opportunities with somebody."""
    for one in snapshot.occasions:
        is_sayable = one.type == OPPORTUNITY and one.path not in snapshot.private
        is_open = is_sayable and stage_of(one, snapshot.today).value not in OVER
        people = one.fields.get("people", ()) if is_open else ()
        if any(fields.means(value, target.path, one.links) for value in people):
            yield from (one.links.get(str(value.value), "") for value in one.fields.get("goals", ()))


def _named(one: GoalStanding, telling: _Telling) -> dict[str, Any]:
    goal: Goal = one.goal
    return {
        "name": Sourced(goal.name, (Source(goal.path, 1, goal.name),)),
        "because": telling.said(one.because),
    }


# --- what the owner brings -------------------------------------------------------------------------


def _bring(target: Summary, telling: _Telling) -> dict[str, Any]:
    """Give what the owner could teach the target who would like to learn it, else what they teach."""
    me = telling.snapshot.me
    if me is None or _is_kept(telling):
        return {"bring": (), "wanted": None}
    teaches = [_valued(me, value) for value in me.fields.get("teaches", ())]
    learns = [needs.words(str(one.value)) for one in target.fields.get("learns", ())]
    wanted = [one for one in teaches if any(needs.matches(needs.words(one.value), other) for other in learns)]
    said = [one for value in wanted or teaches if (one := telling.said(value))]
    is_wanted = Sourced(True, (target.source("learns"),)) if wanted else None
    return {"bring": tuple(said[:BRINGS]), "wanted": is_wanted}
