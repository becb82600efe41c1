"""``vaultnet why NAME``: every number about a contact or a goal, with the lines it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from vaultnet import discreet, jsonout, why
from vaultnet.model import Source
from vaultnet.network import Summary, Trace
from vaultnet.session import Failure, Session, complete_names, find_note, looks_back
from vaultnet.terminal import Page, Piece, clean, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts
    from vaultnet.lookup import Named


@click.command("why")
@click.argument("name", nargs=-1, required=True, shell_complete=complete_names)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@looks_back
@click.pass_obj
def command(session: Session, name: tuple[str, ...], as_json: bool) -> None:
    """Explain every number about a contact or a goal: each with the line that it comes from.

    For what is due today, that is the sum of its weights. NAME is a name, an alias or the beginning of one.
    """
    with session.facts() as facts:
        note = find_note(facts, " ".join(name), ("contact", "goal"), parts=True)
        claims = explain(facts, note)
        if as_json:
            data = {
                "path": note.path,
                "name": note.name,
                "type": note.type,
                "claims": [
                    {"label": one.label, "text": one.text, "sources": jsonout.sources(one.sources)}
                    for one in claims
                ],
            }
            click.echo(jsonout.of_facts("why", data, facts))
            return
        page = Page()
        page.line((clean(note.name), "name"), f" · {note.type} · {clean(note.path)}")
        page.line("")
        _print(page, claims)


def explain(facts: Facts, note: Named) -> tuple[why.Claim, ...]:
    """Explain a contact or goal of the vault."""
    from vaultnet.goals import standings
    from vaultnet.signals.ranking import dealt_with, in_order

    goals = standings(facts.snapshot.goals, facts.today)
    if note.type == "goal":
        return why.goal(next(one for one in goals if one.goal.path == note.path), facts.today)
    summary = next((one for one in facts.snapshot.contacts if one.path == note.path), None)
    if summary is None:
        raise Failure(f"{note.name} is your own note (`me` in vaultnet.toml): nothing is counted about you.")
    dealt = dealt_with(facts.snapshot, facts.dealt)
    known = why.Known(
        interactions=interactions(facts, summary),
        promises=discreet.muted(facts.snapshot.promises, discreet.hidden(facts.snapshot.contacts)),
        goals=goals,
        people=in_order(facts.follow_ups, facts.config, dealt),
        dealt=dealt,
        problems=[problem for problem in facts.problems if problem.path == note.path],
        prepared=prepared(facts, summary),
    )
    return why.contact(summary, known, facts.today, facts.config)


def interactions(facts: Facts, summary: Summary) -> Sequence[Trace]:
    """Give every interaction with a contact, newest first: a summary keeps only the latest."""
    if len(summary.recent) == summary.interactions:
        return summary.recent
    here = summary.path.replace("'", "''")
    _, rows = facts.query(
        "select contact, day, kind, path, line, '', text from interactions"
        f" where contact = '{here}' order by day desc"
    )
    return [Trace(*row) for row in rows]


def prepared(facts: Facts, summary: Summary) -> Sequence[Trace]:
    """Give every meeting with a contact whose day has passed and whose note is still empty, newest first."""
    here, day = summary.path.replace("'", "''"), facts.today.isoformat()
    _, rows = facts.query(
        "select c.path, t.day, t.kind, n.path, t.line, t.rule from trace t join note n on n.id = t.note"
        f" join note c on c.id = t.contact where c.path = '{here}' and t.plan and t.rule = 'meeting'"
        f" and t.day < '{day}' order by t.day desc, n.path, t.line"
    )
    return [Trace(*row) for row in rows]


def _print(page: Page, claims: Sequence[why.Claim]) -> None:
    rows: list[tuple[Piece, Piece, Piece]] = []
    for claim in claims:
        first, *more = claim.sources or (None,)
        text = clean(claim.text)
        rows.append(((claim.label.replace("_", " "), "name"), text, _place(first)))
        rows += [("", "", _place(source)) for source in more]
    page.rows(rows)


def _place(source: Source | None) -> Piece:
    return (place(source), "place") if source else ""
