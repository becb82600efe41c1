"""The built-in note types: a plugin like any other. Each type is a module beside this one, data only.

`check`, `new`, completion, the reference page and Obsidian's ``types.json`` all come from here.
"""

from __future__ import annotations

from vaultnet.hookspecs import hookimpl
from vaultnet.model import NoteType
from vaultnet.note_types.community import COMMUNITY
from vaultnet.note_types.contact import CONTACT
from vaultnet.note_types.event import EVENT
from vaultnet.note_types.goal import GOAL
from vaultnet.note_types.meeting import MEETING
from vaultnet.note_types.opportunity import OPPORTUNITY
from vaultnet.note_types.organisation import ORGANISATION
from vaultnet.note_types.project import PROJECT

NOTE_TYPES: tuple[NoteType, ...] = (
    CONTACT,
    MEETING,
    GOAL,
    EVENT,
    OPPORTUNITY,
    ORGANISATION,
    PROJECT,
    COMMUNITY,
)
"""In the order in which the reference shows them."""


@hookimpl
def vaultnet_note_types() -> list[NoteType]:
    """Declare the note types that come with vaultnet."""
    return list(NOTE_TYPES)
