"""What a review looks at: how things stood before its time and at its end, and what took place meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vaultnet import discreet, kinds
from vaultnet.config import Config
from vaultnet.model import Source, note_name
from vaultnet.network import FollowUp, Promise, Snapshot, Summary, Trace
from vaultnet.periods import Period
from vaultnet.reviews.asked import Kept


@dataclass(frozen=True)
class Seen:
    """Everything that a review of a period is made of."""

    period: Period
    until: date
    """The last day that is looked at: the period's, or today if it is not over."""
    then: Snapshot
    """The facts as of the day before."""
    now: Snapshot
    """The facts as of ``until``."""
    hidden: Collection[str]
    """The names of all who are private today (`vaultnet.discreet`)."""
    private: Collection[str]
    """The paths of the notes that are private today."""
    due: Sequence[FollowUp]
    """What was due on the day before."""
    talks: Sequence[Trace]
    promised: Sequence[Kept]
    config: Config

    @cached_property
    def people(self) -> Mapping[str, Summary]:
        """The contacts of whom may be spoken, by path."""
        return {one.path: one for one in self.now.contacts if one.path not in self.private}

    @cached_property
    def before(self) -> Mapping[str, Summary]:
        """The same as they were before."""
        return {one.path: one for one in self.then.contacts if one.path in self.people}

    @cached_property
    def met(self) -> Mapping[str, Sequence[Trace]]:
        """The days in touch with each of them, earliest first."""
        found: dict[str, list[Trace]] = {}
        for trace in self.talks:
            if trace.contact in self.people:
                found.setdefault(trace.contact, []).append(trace)
        return found

    @cached_property
    def _company(self) -> Mapping[tuple[str, str], int]:
        """With how many the owner was in touch by what one note tells of a day."""
        return Counter((trace.path, trace.day) for trace in self.talks)

    def says_most(self, trace: Trace) -> tuple[bool, bool, str]:
        """Order traces by what their words tell of somebody: best a talk between the two, then any; the latest."""
        spoke = kinds.is_conversation(trace.kind)
        return spoke and self._company[trace.path, trace.day] == 1, spoke, trace.day

    def may_say(self, text: str) -> bool:
        """Tell whether words name nobody who is private."""
        return not discreet.names_any(text, self.hidden)

    def source(self, one: Source) -> Source:
        """Give where something stands: without the words of a private note, or that name who is private."""
        return one if one.path not in self.private and self.may_say(one.quote) else one._replace(quote="")

    def may_link(self, path: str) -> bool:
        """Tell whether a note may be named: it is not private, and its own name names nobody who is."""
        return path not in self.private and self.may_say(note_name(path))

    def named(self, paths: Iterable[str]) -> list[Summary]:
        """Give those of some contacts of whom may be spoken, by name."""
        found = [self.people[path] for path in dict.fromkeys(paths) if path in self.people]
        return sorted(found, key=lambda one: (one.name.casefold(), one.path))

    def mine(self, one: Promise) -> bool:
        """Tell whether a promise is one of which may be spoken."""
        return one.contact in self.people and self.may_link(one.path)
