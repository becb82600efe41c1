"""``vaultnet search WORDS``: find words in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from vaultnet import jsonout
from vaultnet.model import Source
from vaultnet.search import Document, Hit, search
from vaultnet.session import Number, Session, looks_back
from vaultnet.terminal import Page, clean, count, listing, place

if TYPE_CHECKING:
    from vaultnet.facts import Facts


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "number", type=Number("notes"), default=20, metavar="N",
              help="N notes at most, 20 unless told otherwise.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@looks_back
@click.pass_obj
def command(session: Session, words: tuple[str, ...], number: int, as_json: bool) -> None:
    """Find the notes that hold all WORDS, best first, with the lines.

    Case and accents do not matter. Quote a phrase: vaultnet search "numerical methods"
    """
    with session.facts() as facts:
        found = search(words, _documents(facts))
        if as_json:
            data = {
                "words": words,
                "hits": [_as_json(hit) for hit in found.hits[:number]],
                "total": len(found.hits),
            }
            click.echo(jsonout.of_facts("search", data, facts))
            return
        page = Page()
        if not found.hits:
            page.line(_nothing(words, found.missing))
        for hit in found.hits[:number]:
            _print(page, hit)
        if len(found.hits) > number:
            page.line(
                f"And {count(len(found.hits) - number, 'more note')}: vaultnet search -n {len(found.hits)} …"
            )


def _documents(facts: Facts) -> Iterator[Document]:
    """Read the notes one by one; one that has gone, or can't be read, is `check`'s to report."""
    for path in facts.names:
        try:
            yield Document(path, facts.text(path))
        except OSError:
            continue


def _nothing(words: tuple[str, ...], missing: tuple[str, ...]) -> str:
    if missing:
        return f"No note holds {listing([f'“{word}”' for word in missing], 'or')}."
    return f"No note holds all of {listing([f'“{word}”' for word in words])}."


def _print(page: Page, hit: Hit) -> None:
    page.line((clean(hit.path), "name"))
    for line in hit.lines:
        page.line("    ", (place(Source(hit.path, line.line)), "place"), f"  {clean(line.text)}")


def _as_json(hit: Hit) -> dict[str, Any]:
    return {
        "path": hit.path,
        "score": hit.score,
        "matches": hit.matches,
        "lines": [{"line": line.line, "text": line.text} for line in hit.lines],
    }
