"""Something that could come of the network."""

from __future__ import annotations

from collections.abc import Mapping

from vaultnet.model import Field, NoteType
from vaultnet.stages import STAGES, Stage

_WORDS: Mapping[Stage, str] = {
    "noticed": "new, open, idea, maybe, someday, thinking, thinking about it, considering, interested,"
    " interesting, lead, prospect, potential, possible, candidate, target, spotted, found, identified,"
    " saved, bookmarked, wishlist, backlog, inbox, todo, to ask, to contact, to apply, not"
    " started, not asked, not yet, research, researching, preparing, drafting, draft, on hold",
    "asked": "requested, request, request sent, sent, reached out, outreach, contacted, approached, messaged,"
    " emailed, wrote, written to, invited, proposed, pending, waiting, waiting for an answer, waiting"
    " for answer, waiting for reply, waiting on them, awaiting, awaiting answer, awaiting reply,"
    " awaiting response, no answer yet, no reply yet",
    "agreed": "accepted, yes, said yes, confirmed, promised, active, ongoing, running, started, in progress,"
    " under way, current, replied, answered, responded",
    "introduced": "introduction made, intro, intro made, introduction, connected, referred, recommended",
    "scheduled": "planned, booked, arranged, set, set up, date set, upcoming, in the calendar, meeting scheduled,"
    " call scheduled, appointment",
    "applied": "application sent, submitted, in review, under review, reviewing",
    "held": "met, talked, spoke, spoken, happened, took place, had, conducted, to thank",
    "interview": "interviews, interviewing, interviewed, interview stage, screening, screen, phone screen, first"
    " round, second round, third round, final round, last round, on site, assessment, trial day, in"
    " process",
    "offer": "offered, offer received, negotiating, negotiation, deciding",
    "thanked": "thanks, thank you sent, thanks sent, followed up",
    "ended": "done, finished, over, complete, completed, closed, hired, won, success, successful, past,"
    " archived, archive, written, received, delivered, given, signed, joined",
    "declined": "dropped, refused, rejected, rejection, no, said no, lost, failed, unsuccessful, withdrew,"
    " withdrawn, cancelled, canceled, turned down, ghosted, abandoned, no answer, no reply, no response,"
    " passed, not now, not interested, expired",
}
"""Other words for each stage."""

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
            "How far it has come. What the notes show beyond it counts as well.",
            synonyms=("status", "state", "phase"),
            choices=tuple(STAGES),
            words=tuple((word, stage) for stage, words in _WORDS.items() for word in words.split(", ")),
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
        Field(
            "outcome",
            "text",
            "What came of it; of a referral or application: hired, rejected, withdrew, no answer, then your words.",
            synonyms=("result",),
        ),
        Field("closed", "flag-or-date", "true, or the day it was settled.", synonyms=("closed_on",)),
    ),
)
