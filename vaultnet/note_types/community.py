"""A group or a channel in which people meet."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

COMMUNITY = NoteType(
    name="community",
    folder="Communities",
    help="A group, a forum, a channel such as LinkedIn: a place where people meet.",
    template="new/community.md.jinja",
    synonyms=("communities", "group", "channel"),
    fields=(
        Field("url", "url", "Where it is found.", synonyms=("website", "site", "link")),
        Field("people", "names", "Who you know there, as links.", synonyms=("person", "members", "with")),
        Field("goals", "links", "Goals that taking part helps.", synonyms=("goal", "helps", "helps_with")),
    ),
)
