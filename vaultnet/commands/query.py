"""``vaultnet query "select …"``: ask the facts a question in SQL."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.schema import VIEWS
from vaultnet.session import Failure, Session, looks_back
from vaultnet.terminal import Page, clean, listing

if TYPE_CHECKING:
    from vaultnet.facts import Facts


@click.command("query")
@click.argument("sql", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: the columns, and each row as an object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@click.option("--schema", is_flag=True, help="Print the views and their columns.")
@looks_back
@click.pass_obj
def command(session: Session, sql: str | None, as_json: bool, as_csv: bool, schema: bool) -> None:
    """Ask the facts a question in SQL (SQLite's). Nothing can be changed this way.

    For example: vaultnet query "select name, last from contacts order by last limit 10"
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    if schema == (sql is not None):
        raise click.UsageError("Give a question in SQL, or --schema to see what can be asked.")
    with session.facts() as facts:
        if sql is None:
            _print_schema(facts, as_json)
            return
        columns, rows = _ask(facts, sql)
        if as_json:
            _only_once(columns)
            data = {
                "columns": columns,
                "rows": [dict(zip(columns, map(_known_to_json, row), strict=True)) for row in rows],
            }
            click.echo(jsonout.of_facts("query", data, facts))
        elif as_csv:
            click.echo(_csv(columns, rows), nl=False)
        else:
            Page().table(columns, [[_cell(value) for value in row] for row in rows])


def _ask(facts: Facts, sql: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    from vaultnet.store import WrongQuestion

    try:
        columns, rows = facts.query(sql)
    except WrongQuestion as error:
        hint = f"There are the views {listing(list(VIEWS))}. Their columns: vaultnet query --schema"
        raise Failure(f"That can't be answered: {str(error).rstrip('.')}.", hint) from error
    if not columns:
        raise Failure("That is no question: nothing came back.", "Begin with “select”.")
    return columns, rows


def _only_once(columns: tuple[str, ...]) -> None:
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise Failure(f"Two columns are called “{twice}”.", "Name one of them with “as”, for JSON.")


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _known_to_json(value: Any) -> Any:
    """A value as JSON can write it: an endless number, which it has no word for, is null."""
    return None if isinstance(value, float) and not math.isfinite(value) else _plain(value)


def _cell(value: Any) -> str:
    return "" if value is None else clean(str(_plain(value)))


def _csv(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue()


def _print_schema(facts: Facts, as_json: bool) -> None:
    columns = {name: facts.query(f"select * from {name} limit 0")[0] for name in VIEWS}
    if as_json:
        data = {"views": [{"name": n, "help": VIEWS[n][0], "columns": columns[n]} for n in VIEWS]}
        click.echo(jsonout.of_facts("query", data, facts))
        return
    page = Page()
    for number, (name, (text, _)) in enumerate(VIEWS.items()):
        if number:
            page.line("")
        page.line((name, "name"), f": {text}")
        page.line(f"    {', '.join(columns[name])}")
