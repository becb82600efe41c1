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
        Field(
            "rhythm",
            "cadence",
            "How often you mean to take part: `weekly`, `every 2 weeks`.",
            synonyms=("cadence", "every", "how_often"),
        ),
        Field("people", "names", "Who you know there, as links.", synonyms=("person", "members", "with")),
        Field("goals", "links", "Goals that taking part helps.", synonyms=("goal", "helps", "helps_with")),
        Field("left", "flag-or-date", "true, or the day you left it; it rests then.", synonyms=("left_on",)),
    ),
)
