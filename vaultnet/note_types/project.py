"""Work of your own that people know about or share in."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

PROJECT = NoteType(
    name="project",
    folder="Projects",
    help="Work of yours that others share in, or would like to hear about.",
    template="new/project.md.jinja",
    synonyms=("projects",),
    fields=(
        Field(
            "status", "choice", "How it stands, in a word.", choices=("active", "paused", "done"), open=True
        ),
        Field("due", "date", "When it is to be finished.", synonyms=("deadline", "due_date")),
        Field(
            "people", "names", "Who shares in it, as links.", synonyms=("person", "team", "with", "members")
        ),
        Field("goals", "links", "Goals it serves.", synonyms=("goal", "helps", "helps_with")),
        Field("url", "url", "Where it can be seen.", synonyms=("website", "site", "link")),
    ),
)
