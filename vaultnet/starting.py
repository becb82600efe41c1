"""A new note, from its type's template: where it goes, and its text, read again as a build would read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from vaultnet import files, newnote
from vaultnet.facts import Facts
from vaultnet.filters import markdown
from vaultnet.links import CONTACT
from vaultnet.model import NoteType
from vaultnet.newnote import Draft
from vaultnet.operation import Refusal
from vaultnet.pages import OWN_TEMPLATES
from vaultnet.parse import Parser
from vaultnet.planners import property_edits
from vaultnet.planners.debrief import Start


class Unfit(Exception):
    """No such note can be made here: why, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def text(
    facts: Facts, note_type: NoteType, name: str, draft: Draft, told: Mapping[str, Sequence[str]]
) -> str:
    """Render a new note from its type's template, the fields filled in that are ``told``. Raises `Unfit`."""
    from vaultnet.render import environment

    folders = [facts.vault / OWN_TEMPLATES, *facts.plugins.templates, Path(files.shipped("templates"))]
    env = environment(folders, None, facts.vault)
    fields = newnote.written(note_type, {key: list(values) for key, values in told.items()})
    values = {"name": name, "type": markdown(note_type.name), "today": draft.day, "fields": fields}
    try:
        if note_type.template:
            template = env.get_template(note_type.template)
        else:
            template = env.from_string(newnote.plain_template(note_type))
        return newnote.finish(template.render(values), fields)
    except Exception as error:  # whatever a template raises is its author's to mend
        said = " ".join(str(error).split())
        what = note_type.template or f"of the type {note_type.name}"
        raise Unfit(f"The template {what} failed: {said or type(error).__name__}.") from error


def check(facts: Facts, note_type: NoteType, path: str, written: str) -> None:
    """Read a note as a build would: what was given must be something that can be read. Raises `Unfit`."""
    note, problems = Parser(facts.config, facts.note_types).parse(path, written.encode())
    wrong = [problem for problem in problems if problem.severity != "hint"]
    if wrong:
        raise Unfit(wrong[0].message, wrong[0].hint)
    early = property_edits.too_early(note, facts.today)
    if early:
        raise Unfit(early.message, early.hint)
    if note.type != note_type.name:
        raise Unfit(
            f"The note would be no {note_type.name} here, so nothing was written.",
            "The [types] in vaultnet.toml and the template disagree on what makes one.",
        )


def contacts(facts: Facts) -> Start:
    """Give what starts the note of a contact, for planners."""
    contact = next(one for one in facts.note_types if one.name == CONTACT)

    def start(name: str, told: Mapping[str, Sequence[str]], day: date) -> tuple[str, bytes] | Refusal:
        draft = newnote.draft(contact, name, facts.config, day, list(facts.names))
        try:
            written = text(facts, contact, name, draft, told)
            check(facts, contact, draft.path, written)
        except Unfit as error:
            return Refusal("", 0, error.message, error.hint)
        return draft.path, written.encode()

    return start
