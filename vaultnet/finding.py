"""What the signals and checks find in one snapshot after the other, as it may be said.

Those that read nothing but what is the same objects as in the snapshot before are not asked again. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from vaultnet import discreet, memo, plugins
from vaultnet.config import Config
from vaultnet.hookspecs import Check, Signal
from vaultnet.network import FollowUp, Snapshot
from vaultnet.problems import Problem

T = TypeVar("T")


class _Asked(NamedTuple):
    """A signal, and what it gave the last time."""

    signal: Signal
    weight: float
    find: Callable[[Snapshot, Config], list[FollowUp]]
    say: Callable[..., list[FollowUp]]


class Finder:
    """Asks signals, of one series of snapshots."""

    def __init__(self, signals: Iterable[Signal], config: Config) -> None:
        """Take the signals, of which those that weigh nothing are left out."""
        self._config = config
        weights = ((signal, config.weights.get(signal.name, 1.0)) for signal in signals)
        self._asked = [
            _Asked(
                signal,
                weight,
                memo.of_read(_finds(FollowUp, signal.find)),
                memo.of_all(_said),
            )
            for signal, weight in weights
            if weight
        ]
        self._in_order = memo.in_order(_pressing)

    def find(self, shot: Snapshot) -> tuple[tuple[FollowUp, ...], list[Problem]]:
        """Give the follow-ups that the signals find, most pressing first, and what is wrong with the signals."""
        problems: list[Problem] = []
        follow_ups: list[FollowUp] = []
        names, own = discreet.hidden(shot.contacts), discreet.own(shot.contacts)
        for signal, weight, find, say in self._asked:
            try:
                follow_ups += say(find(shot, self._config), names, own, weight, signal.name)
            except Exception as error:
                is_ours = plugins.is_built_in("signals", signal.name)
                problems.append(plugins.failed(signal.name, "to find follow-ups", error, is_ours=is_ours))
        return self._in_order(follow_ups), problems


class Checker:
    """Lets checks look at snapshots."""

    def __init__(self, checks: Iterable[Check], config: Config) -> None:
        """Take the checks."""
        self._config = config
        self._asked = [(check, memo.of_read(_finds(Problem, check.find))) for check in checks]

    def find(self, shot: Snapshot) -> list[Problem]:
        """Give what is wrong in the vault, or with the checks."""
        problems: list[Problem] = []
        for check, find in self._asked:
            try:
                problems += find(shot, self._config)
            except Exception as error:
                is_ours = plugins.is_built_in("checks", check.name)
                problems.append(plugins.failed(check.name, "to check the vault", error, is_ours=is_ours))
        return problems


def _finds(
    wanted: type[T], find: Callable[[Snapshot, Config], Iterable[T]]
) -> Callable[[Snapshot, Config], list[T]]:
    """Give everything that a plugin finds, or TypeError if it is not what was asked for."""

    def finding(shot: Snapshot, config: Config) -> list[T]:
        values = list(find(shot, config))
        for value in values:
            if not isinstance(value, wanted):
                raise TypeError(f"{wanted.__name__} values are wanted, not {value!r}")
        return values

    return finding


def _said(
    one: FollowUp, names: frozenset[str], own: Mapping[str, frozenset[str]], weight: float, signal: str
) -> FollowUp:
    """Give a follow-up as it may be said, by the weight that the settings give to its signal."""
    said = discreet.sayable(one, names, own)
    if weight == 1 and said.signal == signal:
        return said
    return replace(said, weight=said.weight * weight, signal=signal)


def _pressing(one: FollowUp) -> tuple[object, ...]:
    """Order by weight, and then by everything else, so that no two tie unless they are the same."""
    rest = one.text, one.signal, one.opener, one.sources
    return -one.weight, one.since, one.name, one.contact, one.reason, *rest
