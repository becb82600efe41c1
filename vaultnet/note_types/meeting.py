"""A conversation that took place, or is planned: a date and the people."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

MEETING = NoteType(
    name="meeting",
    folder="Meetings",
    help="A conversation that took place or is planned. Its people were in touch with you on its date.",
    template="new/meeting.md.jinja",
    synonyms=("meetings", "interaction", "conversation"),
    fields=(
        Field("date", "date", "The day.", synonyms=("day", "when", "on", "held", "meeting_date")),
        Field(
            "people",
            "names",
            "Who was there, as links.",
            synonyms=("person", "attendees", "with", "participants", "who", "contacts", "contact", "guests"),
        ),
        Field(
            "kind",
            "choice",
            "What sort of meeting; words of your own are welcome.",
            synonyms=("meeting_type", "format", "medium", "channel"),
            choices=(
                "coffee",
                "call",
                "video",
                "meal",
                "message",
                "email",
                "letter",
                "event",
                "informational-interview",
                "mentoring",
                "introduction",
                "sent",
                "engage",
            ),
            open=True,
            words=(
                ("phone", "call"),
                ("phone call", "call"),
                ("video call", "video"),
                ("lunch", "meal"),
                ("dinner", "meal"),
                ("breakfast", "meal"),
                ("mail", "email"),
                ("intro", "introduction"),
            ),
        ),
        Field("helps", "links", "Goals that it moves forward.", synonyms=("goals", "goal", "helps_with")),
        Field("place", "names", "Where.", synonyms=("where", "location", "venue")),
        Field(
            "tick",
            "texts",
            "What it was taken in from: the dashboard's day and the person. Counts once.",
        ),
    ),
)
