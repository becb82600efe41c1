"""What a vault amounts to under a proposed `vaultnet.toml`, counted in memory: nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vaultnet import config, globs, interactions, links
from vaultnet.adopt_text import plural
from vaultnet.config import Config
from vaultnet.model import Note, NoteType
from vaultnet.parse import Parser
from vaultnet.survey import Settings


class Tally(NamedTuple):
    """How many there are of what."""

    contacts: int
    dated: int
    """Notes that stand for a day."""
    interactions: int
    """Days in touch, one for each contact and day."""
    plans: int
    goals: int
    events: int
    organisations: int

    def sentence(self) -> str:
        """``43 contacts, 1,204 dated notes, 2,310 interactions, 31 plans``, and what else there is."""
        said = [
            plural(self.contacts, "contact"),
            plural(self.dated, "dated note"),
            plural(self.interactions, "interaction"),
            plural(self.plans, "plan"),
        ]
        more = ((self.goals, "goal"), (self.events, "event"), (self.organisations, "organisation"))
        return ", ".join([*said, *(plural(number, word) for number, word in more if number)])


def proposed(text: str, settings: Settings, types: Sequence[NoteType]) -> Config:
    """The config that a proposed `vaultnet.toml` makes together with Obsidian's own settings."""
    base = Config(
        daily_folder=settings.daily_folder,
        daily_format=settings.daily_format or Config().daily_format,
        template_folders=tuple(settings.templates),
    )
    found, problems = config.read(text, types, base)
    assert not problems, problems
    return found


def tally(notes: Mapping[str, bytes], found: Config, types: Sequence[NoteType], today: date) -> Tally:
    """Count what the notes (bytes by path) hold, as a build on ``today`` would."""
    parser = Parser(found, types)
    ignored = globs.matcher(found.ignore)
    parsed = [parser.parse(path, data)[0] for path, data in notes.items() if not ignored(path)]
    names = links.Names(
        links.Entry(number, note.path, note.type, note.aliases, note.day)
        for number, note in enumerate(parsed)
    )
    met, planned = _in_touch(parsed, names, found, today)
    by_type = [note.type for note in parsed]
    return Tally(
        contacts=by_type.count("contact"),
        dated=sum(bool(note.day) for note in parsed),
        interactions=len(met),
        plans=len(planned),
        goals=by_type.count("goal"),
        events=by_type.count("event"),
        organisations=by_type.count("organisation"),
    )


def _in_touch(
    parsed: Iterable[Note], names: links.Names, found: Config, today: date
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Contact and day of every interaction, and of every plan from today on."""
    met: set[tuple[str, str]] = set()
    planned: set[tuple[str, str]] = set()
    for note in parsed:
        if not note.generated and not note.template:
            for trace in interactions.derive(note, names, found).traces:
                ahead = trace.day > today.isoformat()
                if ahead or not trace.plan:
                    (planned if ahead else met).add((trace.contact, trace.day))
    return met, planned
