"""Last year's logs without words become dated lines in the contacts' own notes. Pure.

Only a note that `interaction_notes` wrote, and that nobody added to, is folded, and only where the facts stay
what they are: the same days in touch with the same contacts, of the same kinds. All others stay, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaultnet.edits.log_section import Line, add
from vaultnet.facts import Facts
from vaultnet.filters import plural
from vaultnet.interaction_notes import LOG, is_bare
from vaultnet.interactions import derive, strength
from vaultnet.kinds import KINDS, OWN
from vaultnet.links import Entry, Names
from vaultnet.model import Note
from vaultnet.network import Trace
from vaultnet.operation import Change, Operation
from vaultnet.parse import Parser

OF_OWN_WEIGHT = next(kind for kind, known in KINDS.items() if known.strength == OWN.strength)
"""The one kind that weighs as much as another can: every kind of the user's own weighs as much."""


class Fold(NamedTuple):
    """A note that goes, and the contacts in whose notes it will stand as a line."""

    path: str
    traces: tuple[Trace, ...]

    @property
    def contacts(self) -> tuple[str, ...]:
        """The contacts' paths."""
        return tuple(trace.contact for trace in self.traces)


class Kept(NamedTuple):
    """A wordless note that stays, and why."""

    path: str
    reason: str


class Tidying(NamedTuple):
    """What is to be folded, what stays, and the changes that this takes."""

    folds: tuple[Fold, ...]
    kept: tuple[Kept, ...]
    operation: Operation


def plan(facts: Facts, read: Callable[[str], bytes]) -> Tidying:
    """Fold the wordless logs of every year before the current one."""
    before = date(facts.today.year, 1, 1).isoformat()
    data = {path: read(path) for path in _old(facts, before)}
    bare = {path: content for path, content in data.items() if is_bare(path, content)}
    folder = _Folder(facts, read)
    folds, kept = folder.folds(bare)
    changed, refused = folder.written(folds)
    kept += [Kept(fold.path, reason) for fold in folds if (reason := _refused(fold, refused))]
    folds = [fold for fold in folds if not _refused(fold, refused)]
    changes = [Change(path, *both) for path, both in sorted(changed.items()) if both[0] != both[1]]
    changes += [Change(fold.path, bare[fold.path], None) for fold in folds]
    contacts = {contact for fold in folds for contact in fold.contacts}
    what = f"fold {plural(len(folds), 'log')} into {plural(len(contacts), 'note')}"
    return Tidying(tuple(folds), tuple(sorted(kept)), Operation("tidy", what, tuple(changes)))


def _old(facts: Facts, before: str) -> Iterator[str]:
    """Find the notes that may be meant."""
    for path in sorted(facts.names):
        entry = facts.names.at(path)
        if entry and entry.type == "meeting" and "" < entry.day < before and path.startswith(f"{LOG}/"):
            yield path


def _refused(fold: Fold, refused: Mapping[str, str]) -> str:
    """Return why one of a note's contacts can't take its line; ``""`` if all can."""
    return next((refused[contact] for contact in fold.contacts if contact in refused), "")


class _Folder:
    """Decides on each note, and writes the contacts' logs."""

    def __init__(self, facts: Facts, read: Callable[[str], bytes]) -> None:
        self._facts = facts
        self._read = read
        self._parser = Parser(facts.config, facts.note_types)
        self._linked = {path for (path,) in facts.query(_LINKED)[1]}
        self._ticks: dict[tuple[str, str], list[str]] = {}
        for contact, day, path in facts.query(_TICKS)[1]:
            self._ticks.setdefault((contact, day), []).append(path)
        self._words: dict[str, str] = {}
        self._on: dict[str, list[str]] = {}
        for path in facts.names:
            entry = facts.names.at(path)
            self._on.setdefault(entry.day if entry else "", []).append(path)

    def folds(self, bare: Mapping[str, bytes]) -> tuple[list[Fold], list[Kept]]:
        """Tell the notes that can be folded from those that can't."""
        folds: list[Fold] = []
        kept: list[Kept] = []
        for path, data in bare.items():
            note = self._parser.parse(path, data)[0]
            traces = derive(note, self._facts.names, self._facts.config).traces
            reason = self._against(note, traces)
            if reason:
                kept.append(Kept(path, reason))
            else:
                folds.append(Fold(path, traces))
        return folds, kept

    def _against(self, note: Note, traces: Sequence[Trace]) -> str:
        """Say what would be lost with a note; ``""`` if nothing would."""
        people = {str(value.value) for value in note.fields.get("people", ())}
        if note.path in self._linked:
            return "another note links to it"
        if note.fields.get("helps"):
            return "it says which goal it helped"
        if not traces:
            return "it counts for nobody"
        if len(traces) != len(people) or any(trace.plan or trace.day != note.day for trace in traces):
            return "not everyone in it is a contact here"
        if any(self._elsewhere(trace) for trace in traces):
            return "the same tick also stands in a note of another day"
        if any(self._ties(trace) for trace in traces):
            return "another note of its day names a kind that weighs the same"
        odd = next((trace.kind for trace in traces if not self._said(trace.kind)), "")
        return f"a line of a log can't say its kind, {odd}" if odd else ""

    def _elsewhere(self, trace: Trace) -> bool:
        """Tell whether the tick that a note was made of is in a note of another day, so that one of them counts."""
        twins = (self._facts.names.at(path) for path in self._ticks.get((trace.contact, trace.tick), ()))
        return any(twin and twin.day != trace.day for twin in twins)

    def _ties(self, trace: Trace) -> bool:
        """Tell whether another note gives its day a kind of the same weight, so that their order decides."""
        if trace.kind != OF_OWN_WEIGHT:
            return False
        notes = (self._parser.parse(path, self._read(path))[0] for path in self._on[trace.day])
        others = (other for note in notes for other in self._traces(note))
        weight = strength(trace.kind)
        return any(
            (other.contact, other.day) == (trace.contact, trace.day)
            and strength(other.kind) == weight
            and other.kind != trace.kind
            for other in others
        )

    def _said(self, kind: str) -> str:
        """Return the words by which a log's line is read as this kind; ``""`` if there are none."""
        if kind not in self._words:
            readings = (kind, kind.replace("-", " "), f"{kind} call", f"{kind}:")
            self._words[kind] = next((words for words in readings if self._kind(words) == kind), "")
        return self._words[kind]

    def _kind(self, words: str) -> str:
        """Return the kind that a line of a log with these words is read as."""
        entry = Entry(0, "Someone.md", "contact")
        text = f"---\ntype: contact\n---\n- 2000-01-01 {words}\n"
        note = self._parser.parse(entry.path, text.encode())[0]
        traces = derive(note, Names([entry]), self._facts.config).traces
        return traces[0].kind if len(traces) == 1 else ""

    # --- the contacts' notes ---

    def written(self, folds: Iterable[Fold]) -> tuple[dict[str, tuple[bytes, bytes]], dict[str, str]]:
        """Write the logs: each contact's note before and after, and why some can't be written.

        Who can't be written keeps every note that names them; so what these say of others is not written either.
        """
        refused: dict[str, str] = {}
        while True:
            traces: dict[str, list[Trace]] = {}
            for fold in folds:
                for trace in fold.traces if not _refused(fold, refused) else ():
                    traces.setdefault(trace.contact, []).append(trace)
            changed = {contact: self._changed(contact, told) for contact, told in traces.items()}
            failed = {contact for contact, data in changed.items() if data is None}
            if not failed:
                return {contact: data for contact, data in changed.items() if data}, refused
            for contact in failed:
                refused[contact] = f"the log in {contact} can't take it"

    def _changed(self, contact: str, traces: Sequence[Trace]) -> tuple[bytes, bytes] | None:
        """Return a contact's note before and after; None where it would then say something else."""
        data = self._read(contact)
        before = self._parser.parse(contact, data)[0]
        there = _days(self._traces(before))
        new = [trace for trace in traces if there.get(_place(trace)) != trace.kind]
        after_data = add(data, {Line(trace.day, self._said(trace.kind)) for trace in new}) if new else data
        after = self._parser.parse(contact, after_data)[0]
        expected = _days([*self._traces(before), *traces])
        same = _others(before) == _others(after) and _days(self._traces(after)) == expected
        return (data, after_data) if same else None

    def _traces(self, note: Note) -> tuple[Trace, ...]:
        return derive(note, self._facts.names, self._facts.config).traces


_LINKED = "select distinct resolved from links where resolved is not null and resolved <> path"
_TICKS = "select contact, day, path from ticks"


def _days(traces: Iterable[Trace]) -> dict[tuple[str, str, bool], str]:
    """Return the kind that counts, by contact, day, and whether it is a plan."""
    kinds: dict[tuple[str, str, bool], str] = {}
    for trace in traces:
        place = _place(trace)
        kinds[place] = max(kinds.get(place, trace.kind), trace.kind, key=lambda kind: (strength(kind), kind))
    return kinds


def _place(trace: Trace) -> tuple[str, str, bool]:
    return trace.contact, trace.day, trace.plan


def _others(note: Note) -> tuple[object, ...]:
    """Return everything that a note says besides its dated lines, wherever it stands."""
    body = note.body
    placed: list[Any] = [*body.links, *body.tags, *body.tasks, *body.fields]
    headings = [one.text for one in body.headings if one.text != "Log"]
    return note.type, note.fields, note.aliases, [one._replace(line=0) for one in placed], headings
