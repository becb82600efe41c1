"""Something that could come of the network."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

OPPORTUNITY = NoteType(
    name="opportunity",
    folder="Opportunities",
    help="An informational interview, a referral, an application: something asked for, until it is closed.",
    template="new/opportunity.md.jinja",
    synonyms=("opportunities",),
    fields=(
        Field(
            "kind",
            "choice",
            "What sort of opportunity; words of your own are welcome.",
            choices=("informational-interview", "referral", "recommendation", "application", "mentoring"),
            open=True,
            words=(
                ("reference", "recommendation"),
                ("job", "application"),
                ("job application", "application"),
            ),
        ),
        Field(
            "stage",
            "choice",
            "How far it has come; words of your own are welcome.",
            synonyms=("status", "state", "phase"),
            choices=(
                "noticed",
                "idea",
                "asked",
                "agreed",
                "applied",
                "interview",
                "offer",
                "ended",
                "done",
                "declined",
            ),
            open=True,
        ),
        Field(
            "people",
            "names",
            "Who it is about or with, as links.",
            synonyms=("person", "with", "contact", "contacts"),
        ),
        Field(
            "organisation",
            "names",
            "Where.",
            synonyms=("organization", "org", "company", "employer", "organisations"),
        ),
        Field("via", "names", "Who could open the door, as links.", synonyms=("through", "referrer")),
        Field("goals", "links", "Goals it serves.", synonyms=("goal", "helps", "helps_with")),
        Field("noticed", "date", "The day you noticed it.", synonyms=("noticed_on",)),
        Field("asked", "date", "The day you asked.", synonyms=("asked_on", "applied_on")),
        Field("due", "date", "When it wants an answer or a step.", synonyms=("deadline", "by", "due_date")),
        Field("outcome", "text", "What came of it.", synonyms=("result",)),
        Field("closed", "flag-or-date", "true, or the day it was settled.", synonyms=("closed_on",)),
    ),
)
