"""``vaultnet path WHOM``: who could introduce you, over whom and why; and a draft that asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from vaultnet import jsonout
from vaultnet.filters import typed
from vaultnet.links import as_typed
from vaultnet.lookup import Named, look_up
from vaultnet.session import Failure, Session, complete_words, find_note, looks_back, named
from vaultnet.terminal import Page, Piece, clean, listing, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.network import Summary
    from vaultnet.paths import Chain
    from vaultnet.sought import Sought

_LINK = re.compile(r"\[\[([^\[\]|#]*)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
MOST = 5
"""Chains that are shown at most."""
_MISSING = (
    "Whoever is there, or does that, has no note yet: vaultnet new contact NAME, with `company:` and `role:`.\n"
    "Where you could meet somebody: vaultnet event"
)
TYPES = ("contact", "organisation")
"""Types of the notes that may be sought."""


@click.command("path")
@click.argument("whom", nargs=-1, required=True, shell_complete=complete_words(*TYPES))
@click.option("--draft", is_flag=True, help="Write what asks for the introduction, and can be forwarded.")
@click.option("--via", metavar="NAME", help="Only over this person.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: every value with its lines.")
@looks_back
@click.pass_obj
def command(session: Session, whom: tuple[str, ...], draft: bool, via: str | None, as_json: bool) -> None:
    """Say who could lead you to somebody, over whom, and why.

    WHOM is a person, an organisation, a role or a skill: vaultnet path Globex, vaultnet path Engineering Manager.
    Who was asked for something in the last 90 days comes last.
    """
    text = _LINK.sub(r"\1", " ".join(whom).strip()).strip()
    if not text:
        raise click.UsageError("To whom? vaultnet path Globex")
    with session.facts() as facts:
        sought = _sought(facts, text)
        chains = _chains(facts, sought, via)
        written = _draft(facts, sought, chains, via) if draft else None
        if as_json:
            click.echo(jsonout.of_facts("path", _data(sought, chains, written), facts))
        elif written:
            click.echo(written.text, nl=False)
            _say_beside(facts, sought, chains, written, via)
        elif chains:
            _show(Page(), sought, chains)
        else:
            _nobody(Page(), facts, sought)


# --- who is meant ----------------------------------------------------------------------------------


def _sought(facts: Facts, text: str) -> Sought:
    """Find what is meant: what is called so, else a role or a skill, else what is nearly called so."""
    from vaultnet import sought

    notes = named(facts, TYPES)
    exactly = look_up(text, notes, sure=True).note
    if exactly and as_typed(text) in map(as_typed, (exactly.path, *exactly.names)):
        return _of_note(facts, exactly)
    found = sought.called(text, facts.snapshot)
    if found:
        return found
    begun = look_up(text, notes)
    if begun.note or begun.rivals:
        return _of_note(facts, find_note(facts, text, TYPES, parts=True))
    open_notes = [one for one in notes if one.path not in facts.snapshot.private]
    near = look_up(text, [*open_notes, *sought.others(facts.snapshot)])
    found = sought.called(near.note.path, facts.snapshot) if near.note else None
    if found:
        return found
    names = [one.path for one in near.rivals] or [one.name for one in near.near]
    said = listing([f"“{clean(one)}”" for one in dict.fromkeys(names[:MOST])], "or")
    raise Failure(
        f"Nobody and no place in your notes is called “{clean(text)}”, and nobody has it as a role or a skill.",
        f"Did you mean {said}?" if said else _MISSING,
    )


def _of_note(facts: Facts, note: Named) -> Sought:
    from vaultnet import cadence, sought

    if note.path in facts.snapshot.private:
        raise Failure(f"{clean(note.name)} is private: no way there is shown.")
    if note.type != "contact":
        return sought.place(note.path, note.name, facts.snapshot)
    contact = _contact(facts, note.path)
    if contact is None:
        raise Failure(
            f"{clean(note.name)} is your own note (`me` in vaultnet.toml): there is no way to yourself."
        )
    if cadence.has_ended(contact, facts.today):
        raise Failure(
            f"You no longer keep in touch with {clean(note.name)}, so no way to them is shown.",
            f"It says so in {place(contact.source('ended'))}.",
        )
    return sought.person(contact)


def _contact(facts: Facts, path: str) -> Summary | None:
    return next((one for one in facts.snapshot.contacts if one.path == path), None)


def _chains(facts: Facts, sought: Sought, via: str | None) -> tuple[Chain, ...]:
    from vaultnet import paths

    if via is None:
        return paths.to_targets(sought.targets, facts.snapshot, facts.config, MOST)
    bridge = find_note(facts, via, ("contact",), parts=True)
    chain = paths.by_way_of(bridge.path, sought.targets, facts.snapshot, facts.config)
    if chain:
        return (chain,)
    contact = _contact(facts, bridge.path)
    is_stranger = contact is not None and not contact.recent
    why = "you were never in touch" if is_stranger else "none of their ties leads there in two steps"
    raise Failure(f"There is no way to {clean(sought.name)} over {clean(bridge.name)}: {why}.")


class _Draft(NamedTuple):
    """A text to send."""

    chain: Chain
    of: dict[str, Any]
    """What it is made of."""
    text: str


def _draft(facts: Facts, sought: Sought, chains: Sequence[Chain], via: str | None) -> _Draft | None:
    """Write to the best bridge; to whom the owner knows a question of their own. None where there is no chain."""
    from vaultnet import drafts, introductions

    if not chains:
        return None
    me = facts.snapshot.me
    if me and introductions.is_nameless(me):
        raise Failure(
            "Your own note does not say who you are yet, so nothing is written in your name.",
            f"It is {clean(me.path)}: rename it to your name (and change `me` in vaultnet.toml),"
            " and fill in `role:` and `company:`.",
        )
    best = chains[0]
    if best.target.recent and len(best.hops) > 1:
        best = _to_a_stranger(facts, sought, best, via)
    if len(best.hops) == 1:
        template, context = drafts.QUESTION, introductions.question(best.target, sought, facts.snapshot)
    else:
        template, context = drafts.INTRODUCTION, introductions.draft(best, sought, facts.snapshot)
    try:
        return _Draft(best, context, drafts.text(facts, template, context))
    except drafts.Failed as error:
        raise Failure(clean(str(error))) from error


def _to_a_stranger(facts: Facts, sought: Sought, chain: Chain, via: str | None) -> Chain:
    """Give a chain to somebody else, where one leads to whom the owner knows: they need no introduction."""
    from vaultnet import paths

    people = {one.path: one for one in facts.snapshot.contacts}
    wanted = [one for one in sought.targets if not people[one.path].recent]
    bridge = chain.bridge.path if via else chain.target.path
    targets = wanted if via else [one for one in sought.targets if one.path == bridge]
    found = paths.by_way_of(bridge, targets, facts.snapshot, facts.config)
    if found:
        return found
    name = chain.target.name
    raise Failure(
        f"You know {clean(name)} yourself: no introduction is needed.",
        f"Write to them: vaultnet path {typed(name)} --draft",
    )


# --- what is said ----------------------------------------------------------------------------------


def _data(sought: Sought, chains: Sequence[Chain], written: _Draft | None) -> dict[str, Any]:
    from vaultnet.dashboards import chains as parts

    return {
        "sought": {"name": sought.name, "kind": sought.kind, "path": sought.path or None},
        "chains": [
            {**jsonout.sourced(parts.part(one, sought)), "score": round(one.score, 3)} for one in chains
        ],
        "draft": {"text": written.text, "of": jsonout.sourced(written.of)} if written else None,
    }


def _show(page: Page, sought: Sought, chains: Sequence[Chain]) -> None:
    whom = f"whoever has “{clean(sought.name)}”" if sought.kind == "words" else clean(sought.name)
    page.line((f"Ways to {whom}", "heading"))
    for one in chains:
        names = " → ".join(clean(hop.contact.name) for hop in one.hops)
        rests = f", {clean(one.rests.value)}: let them rest" if one.rests else ""
        at: list[Piece] = ["  ", (place(one.rests.source), "place")] if one.rests else []
        page.line((names, "name"), rests, *at)
        page.rows(_rows(one, sought))


def _rows(one: Chain, sought: Sought) -> list[tuple[Piece, ...]]:
    """Give why each of a chain leads on to the next, and why the last is who is sought."""
    is_known = len(one.hops) == 1
    rows: list[tuple[Piece, ...]] = [
        (
            "you know them" if is_known else clean(hop.contact.name),
            clean(hop.why.value),
            (place(hop.why.source), "place"),
        )
        for hop in one.hops
    ]
    fits = sought.why(one.target)
    return [*rows, ("", clean(fits.value), (place(fits.source), "place"))] if fits else rows


def _say_beside(
    facts: Facts, sought: Sought, chains: Sequence[Chain], written: _Draft, via: str | None
) -> None:
    """Say beside the draft, which may go on as it is, what to think of first, and who else could be asked."""
    from vaultnet.dashboards.giving import before

    bridge = written.chain.bridge
    known, name = before(bridge, facts.snapshot, facts.config), clean(bridge.name)
    said = [f"{clean(written.chain.rests.value)}, let them rest"] if written.chain.rests else []
    said += [clean(known["since"].value)] if known["since"] else []
    said += [f"what would help: {clean(one.value)} ({place(one.source)})" for one in known["offers"][:1]]
    if said:
        click.echo(
            f"\nBefore you ask {name}: {'; '.join(said)}. More: vaultnet giving {typed(name)}", err=True
        )
    strangers = [one for one in chains if len(one.hops) > 1 and not one.target.recent and not one.rests]
    if via is None and len(written.chain.hops) == 1 and strangers:
        other = strangers[0]
        click.echo(
            f"To {clean(other.target.name)}, over somebody else:"
            f" vaultnet path {typed(sought.name)} --draft --via {typed(other.bridge.name)}",
            err=True,
        )


def _nobody(page: Page, facts: Facts, sought: Sought) -> None:
    """Say that there is no way, who is nearest, and what would help."""
    from vaultnet import paths

    name = clean(sought.name)
    link = typed(f"[[{name}]]" if sought.path else name)
    if not sought.targets:
        page.line(f"Nobody in your notes is at {name}, or knows it, as far as they say.")
        page.line(f'Whoever does: vaultnet set "Ada Lovelace" knows+={link}')
        return
    page.line(f"None of those with whom you were in touch leads to {name} in two steps.")
    nearest = paths.strangers(sought.targets, facts.snapshot, facts.config, MOST)
    rows = [
        (clean(one.contact.name), clean(one.why.value), (place(one.why.source), "place")) for one in nearest
    ]
    if rows:
        page.line("Nearest come, though you were never in touch:")
        page.rows(rows)
    whom = clean(nearest[0].contact.name) if nearest else name
    page.line(f'If somebody you know knows {whom}: vaultnet set "Ada Lovelace" knows+={typed(f"[[{whom}]]")}')
