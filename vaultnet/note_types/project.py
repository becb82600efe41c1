"""Work that others share in, or that people know about."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

_WORDS = {
    "active": "in progress, ongoing, doing, open, running, started, current, currently, wip, on track,"
    " underway, live, now, going, going on, going well, yes, new, in review, review, testing, draft,"
    " drafting, writing, editing, work in progress, in development, developing, at risk, off track,"
    " delayed, late, behind",
    "paused": "on hold, hold, waiting, waiting for, blocked, stuck, stalled, backlog, someday, maybe, someday"
    " maybe, planned, planning, plan, idea, ideas, not started, not yet, not yet started, todo, later,"
    " next, upcoming, soon, proposed, incubating, icebox, resting, rests, sleeping, dormant, inactive,"
    " parked, postponed, deferred, suspended, simmering",
    "done": "finished, completed, complete, closed, ended, over, shipped, delivered, published, released,"
    " launched, archived, archive, past, resolved, success, successful",
    "dropped": "cancelled, canceled, abandoned, given up, gave up, stopped, discontinued, rejected, failed,"
    " dead, killed, scrapped, withdrawn",
}
"""Other words for each."""

PROJECT = NoteType(
    name="project",
    folder="Projects",
    help="Work of yours that others share in, or would like to hear about.",
    template="new/project.md.jinja",
    synonyms=("projects", "collaboration", "collaborations"),
    fields=(
        Field(
            "people",
            "names",
            "Who shares in it, as links.",
            synonyms=(
                "person",
                "team",
                "with",
                "members",
                "partner",
                "partners",
                "collaborator",
                "collaborators",
                "contributors",
            ),
        ),
        Field(
            "status",
            "choice",
            "How it stands.",
            choices=("active", "paused", "done", "dropped"),
            words=tuple((word, status) for status, words in _WORDS.items() for word in words.split(", ")),
        ),
        Field("started", "date", "The day it began.", synonyms=("start", "start_date", "started_on")),
        Field(
            "due",
            "date",
            "When it is to be finished.",
            synonyms=("deadline", "due_date", "end", "end_date", "target_date"),
        ),
        Field(
            "closed",
            "flag-or-date",
            "true, or the day it ended.",
            synonyms=("closed_on", "ended", "ended_on", "finished_on", "completed_on"),
        ),
        Field(
            "check_in",
            "cadence",
            "How often those who share in it talk about it: `every 2 weeks`, `monthly`.",
            synonyms=("check_ins", "check_in_every", "cadence"),
        ),
        Field("goals", "links", "Goals it serves.", synonyms=("goal", "helps", "helps_with")),
        Field("url", "url", "Where it can be seen.", synonyms=("website", "site", "link")),
        Field("outcome", "text", "What came of it.", synonyms=("result",)),
    ),
)
