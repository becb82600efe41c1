"""What a build sees before it writes anything, and what it reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vaultnet import debriefs, operation, plan, publish
from vaultnet.debriefs import Offer
from vaultnet.facts import Facts
from vaultnet.index import Fresh
from vaultnet.network import Promise
from vaultnet.operation import Refusal
from vaultnet.problems import Problem

if TYPE_CHECKING:
    from vaultnet.planners.intake import Intake, Taken


_STOPS = frozenset({"template-failed", "template-missing", "plugin-failed"})
"""Problems for which a dashboard stays as it was."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. Paths are vault-relative."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    rescued: tuple[str, ...]
    """Notes made of what was typed into dashboards."""
    unchanged: int
    """Dashboards that were right already."""
    notes: int
    problems: tuple[Problem, ...]
    changed: int
    """Notes that were read."""
    diff: str
    """What a dry run would have changed, as a unified diff."""
    seconds: float
    finished: tuple[str, ...] = ()
    """What an earlier run had begun and was interrupted in."""
    taken: tuple[Taken, ...] = ()
    """Ticks that were taken in."""
    refused: tuple[Refusal, ...] = ()
    """What of them could not be done; it is among what was rescued."""
    waiting: tuple[Refusal, ...] = ()
    """What keeps ticks on their dashboards until the next build: notes that are held open, or just saved."""
    differing: tuple[str, ...] = ()
    """The notes that were read, and the ones that are gone; sorted."""
    lost: tuple[str, ...] = ()
    """Of those, the ones that were contacts before and are of no type any more."""
    still_open: tuple[Promise, ...] = ()
    """The promises for which somebody was to be reached out to who was ticked; that closes none."""
    offers: tuple[Offer, ...] = ()
    """The debriefs of events that are not taken down yet; it is done when asked for."""
    resting: float = 0.0
    """Seconds after which a dashboard that was left alone, because somebody is at it, has rested; 0 for none."""

    saved: tuple[str, ...] = ()
    """Dashboards that somebody else had saved, and that were taken in; sorted."""
    gone: tuple[str, ...] = ()
    """Dashboards that somebody else had deleted, and that are there again; sorted."""
    reread: tuple[str, ...] = ()
    """Settings, templates and what plugins bring that had changed, and were read anew; sorted. What is outside the
    vault has its absolute path."""

    def errors(self) -> tuple[Problem, ...]:
        """Give what is wrong in the notes that were read, and what keeps a dashboard from being made."""
        read = frozenset(self.differing)
        errors = (one for one in self.problems if one.severity == "error")
        return tuple(one for one in errors if one.path in read or one.code in _STOPS)


@dataclass(frozen=True)
class Seen:
    """What a run sees: the facts, and what the dashboards are to be."""

    root: str
    fresh: Fresh
    facts: Facts
    rendered: publish.Rendered
    found: dict[str, bytes | OSError | None]
    """What lies at the dashboards' paths."""
    intake: Intake

    def actions(self) -> tuple[plan.Action, ...]:
        """Say what is to be done to the dashboards."""
        kept = self.rendered.kept
        old = {
            path: data
            for path, data in self.found.items()
            if path not in kept and not isinstance(data, OSError)
        }
        return plan.outputs(old, self.rendered.texts, self.intake.typed)

    @property
    def has_failed(self) -> bool:
        """Whether something keeps a dashboard from being what it should be."""
        return any(one.code in _STOPS for one in self.rendered.problems)

    @property
    def inbox(self) -> str:
        """The folder for what was typed, as it is spelled in this vault."""
        from vaultnet.interaction_notes import as_spelled

        return as_spelled(publish.INBOX, self.facts.names)

    @property
    def differing(self) -> tuple[str, ...]:
        """The notes that were read, and those that are gone."""
        return tuple(sorted({*self.fresh.changed, *self.fresh.removed}))

    def would_do(self) -> Report:
        """Say what a build would do.

        Where ticks would be taken in, the dashboards follow from notes that are not there yet: they are left out.
        """
        actions = self.actions()
        taken = self.intake
        made = "".join(operation.diff(one.changes) for one in taken.operations.values())
        todo = [action for action in actions if action.kind in ("write", "remove")]
        diff = made + publish.diff(self.root, todo, self.inbox, dashboards=not made)
        return replace(self.report(actions), diff=diff, taken=taken.taken, refused=taken.refused)

    def report(self, actions: Iterable[plan.Action]) -> Report:
        """Report what is done to the dashboards."""
        paths: dict[str, list[str]] = {"write": [], "remove": [], "keep": [], "blocked": []}
        for action in actions:
            paths[action.kind].append(action.path)
        return Report(
            written=tuple(paths["write"]),
            removed=tuple(paths["remove"]),
            rescued=(),
            unchanged=len(paths["keep"]),
            notes=self.facts.snapshot.notes,
            problems=self.rendered.problems,
            changed=len(self.fresh.changed),
            differing=self.differing,
            lost=self.fresh.lost,
            offers=debriefs.offers(self.facts.snapshot),
            diff="",
            seconds=0.0,
        )
