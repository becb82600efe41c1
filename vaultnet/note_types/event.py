"""An occasion at which people are expected."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

EVENT = NoteType(
    name="event",
    folder="Events",
    help="A conference, a meetup, a dinner. Its people are expected there, which is not yet having met.",
    template="new/event.md.jinja",
    synonyms=("events", "conference", "meetup"),
    fields=(
        Field(
            "date", "date", "The day, or the first day.", synonyms=("day", "when", "on", "start", "starts")
        ),
        Field("ends", "date", "The last day, if there are several.", synonyms=("end", "until", "end_date")),
        Field("place", "names", "Where.", synonyms=("where", "location", "venue")),
        Field("goals", "links", "Goals that going there helps.", synonyms=("goal", "helps", "helps_with")),
        Field(
            "people",
            "names",
            "Who is expected there, as links.",
            synonyms=("person", "attendees", "with", "participants", "who", "speakers"),
        ),
        Field(
            "cost",
            "text",
            "What it costs, in your own words: `390 €`, `free for speakers`.",
            synonyms=("price", "fee", "costs"),
        ),
        Field("went", "flag", "Whether you went; `false` if you did not, or will not, or it is called off."),
    ),
)
