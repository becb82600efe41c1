"""Something to work towards, with the help of others."""

from __future__ import annotations

from vaultnet.model import Field, NoteType
from vaultnet.note_types.meeting import MEETING

_KINDS = next(field.choices for field in MEETING.fields if field.name == "kind")

GOAL = NoteType(
    name="goal",
    folder="Goals",
    help="Something to work towards. The tasks in its text are its milestones.",
    template="new/goal.md.jinja",
    synonyms=("goals", "objective"),
    fields=(
        Field(
            "horizon", "choice", "short or long, or a word of your own.", choices=("short", "long"), open=True
        ),
        Field(
            "start",
            "date",
            "When work on it began; pace is counted from here.",
            synonyms=("since", "started"),
        ),
        Field(
            "due", "date", "When it is to be reached.", synonyms=("deadline", "target_date", "by", "due_date")
        ),
        Field("parent", "link", "The larger goal it is a part of.", synonyms=("part_of", "parent_goal")),
        Field(
            "status",
            "choice",
            "How it stands.",
            synonyms=("state",),
            choices=("active", "paused", "done", "dropped"),
            words=(
                ("open", "active"),
                ("todo", "active"),
                ("ongoing", "active"),
                ("in progress", "active"),
                ("on hold", "paused"),
                ("waiting", "paused"),
                ("someday", "paused"),
                ("achieved", "done"),
                ("complete", "done"),
                ("completed", "done"),
                ("finished", "done"),
                ("abandoned", "dropped"),
                ("canceled", "dropped"),
                ("cancelled", "dropped"),
            ),
        ),
        Field(
            "because",
            "text",
            "Why you want it; why it was dropped, or paused.",
            synonyms=("dropped_because", "reason"),
        ),
        Field(
            "measure",
            "choice",
            "What is counted: conversations, milestones, or one kind of meeting.",
            synonyms=("metric", "measured_by"),
            choices=("conversations", "milestones", *_KINDS),
            open=True,
            words=(("conversation", "conversations"), ("talks", "conversations"), ("steps", "milestones")),
        ),
        Field("target", "number", "How many of them.", positive=True),
        Field("needs", "texts", "What would help: mentor, insider at [[Globex]].", synonyms=("need",)),
        Field("review", "cadence", "How often to look at it: monthly.", synonyms=("review_every",)),
        Field(
            "reviewed",
            "date",
            "The day you last looked at it; the next review is counted from here.",
            synonyms=("last_review", "last_reviewed", "reviewed_on"),
        ),
    ),
)
