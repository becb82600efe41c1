"""Work that others share in, or that people know about."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

_ACTIVE = (
    "in progress", "ongoing", "doing", "open", "running", "started", "current", "wip", "on track", "underway",
)  # fmt: skip
_PAUSED = (
    "on hold",
    "hold",
    "waiting",
    "blocked",
    "backlog",
    "someday",
    "planned",
    "idea",
    "not started",
    "todo",
)
_DONE = (
    "finished",
    "completed",
    "complete",
    "closed",
    "ended",
    "shipped",
    "published",
    "released",
    "archived",
)
_DROPPED = ("cancelled", "canceled", "abandoned", "given up", "stopped")

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
            "How it stands, in a word; words of your own are welcome.",
            choices=("active", "paused", "done", "dropped"),
            open=True,
            words=(
                *((word, "active") for word in _ACTIVE),
                *((word, "paused") for word in _PAUSED),
                *((word, "done") for word in _DONE),
                *((word, "dropped") for word in _DROPPED),
            ),
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
