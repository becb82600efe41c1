"""Network Skills: who could teach whom what, and between whom it has long gone one way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vaultnet import balance, discreet, memo, skill_lines, skills
from vaultnet.balance import OneSided
from vaultnet.config import Config
from vaultnet.dashboards.leaves import LONGEST, Part, count, listed, note, setting
from vaultnet.hookspecs import Inputs
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot
from vaultnet.openers import under_name
from vaultnet.skills import Pair, Partner, Skills, Subject
from vaultnet.warmth import Warmth

PEOPLE = 8
"""People named of those who match a skill; then a count."""


def context(inputs: Inputs) -> dict[str, Any] | None:
    """Make the context of Network Skills; None where there is nothing to show. docs/skills.md describes it."""
    found = ledger(inputs.snapshot, inputs.config)
    shown = any(found[name]["rows"] for name in ("pairs", "learn", "teach", "gave", "received"))
    return dict(found) if shown else None


def ledger(snapshot: Snapshot, config: Config) -> Part:
    """Give the skill ledger, be there something in it or not."""
    me = snapshot.me
    return _ledger(
        skills.of(snapshot, config),
        balance.of(snapshot),
        discreet.hidden(snapshot.contacts),
        me.path if me else "",
        me is not None and me.path in snapshot.private,
    )


def people(found: Sequence[Partner], most: int = LONGEST) -> Part:
    """Give who could teach a skill, or learn it, and how it is called there: ``rows``, and how many ``more``."""
    return listed(found, _person, _at, most)


@memo.of_equal
def _ledger(
    found: Skills, one_way: Sequence[OneSided], hidden: frozenset[str], me: str, unsaid: bool
) -> Part:
    return {
        "pairs": listed(found.pairs, _pair, lambda one: _at(one.learn[0]), LONGEST),
        "learn": _subjects(found.learn),
        "teach": _subjects(found.teach),
        "untaught": _unmatched(found.learn),
        "unlearned": _unmatched(found.teach),
        "gave": _one_way([one for one in one_way if one.mine], found.learn, hidden),
        "received": _one_way([one for one in one_way if not one.mine], found.teach, hidden),
        "own": note(me) if me and not found.told and not unsaid else None,
        "bare": None if found.told or unsaid else setting(True),
    }


# --- who could teach whom --------------------------------------------------------------------------


def _pair(one: Pair) -> Part:
    return {
        **note(one.contact.path),
        "warmth": _warmth(one.warm),
        "learn": tuple(map(_skill, one.learn)),
        "teach": tuple(map(_skill, one.teach)),
    }


def _warmth(warm: Warmth | None) -> Sourced[str] | None:
    return Sourced(warm.word, warm.sources) if warm else None


def _skill(one: Partner) -> Part:
    return {"text": Sourced(one.skill.text, (one.skill.source,)), "taught": _taught(one)}


def _taught(one: Partner) -> Part | None:
    """Give the last time that it was taught: where, and on which day, if one is known."""
    if not one.lessons:
        return None
    last = one.taught
    there = last.sources if last else (one.lessons[0].skill.source,)
    return {"day": last, "path": Sourced(there[0].path, there)}


def _subjects(found: Sequence[Subject]) -> Part:
    return listed([one for one in found if one.partners], _subject, lambda one: one.text.sources[0], LONGEST)


def _subject(one: Subject) -> Part:
    goals = dict.fromkeys(source.path for source in one.goals)
    return {
        "text": one.text,
        "goals": tuple(note(path) for path in goals),
        "people": people(one.partners, PEOPLE),
    }


def _person(one: Partner) -> Part:
    return {
        **note(one.contact.path),
        "warmth": _warmth(one.warm),
        **_skill(one),
    }


def _unmatched(found: Sequence[Subject]) -> tuple[Part, ...]:
    """Give what nobody teaches, or would like to learn."""
    return tuple({"text": one.text} for one in found if not one.partners)[:LONGEST]


def _at(one: Partner) -> Source:
    return one.skill.source


# --- between whom it has gone one way --------------------------------------------------------------


def _one_way(found: Sequence[OneSided], subjects: Sequence[Subject], hidden: frozenset[str]) -> Part:
    """Give those with whom it goes one way, with what they could give back, or be given: skills not taught yet."""
    could: dict[str, list[Partner]] = {}
    for partner in (partner for subject in subjects for partner in subject.partners):
        if not partner.lessons:
            could.setdefault(partner.contact.path, []).append(partner)

    def row(one: OneSided) -> Part:
        first, last = one.lines[0], one.lines[-1]
        words = under_name(last.text, one.contact)
        lesson = skill_lines.taught(last)
        sayable = words and not discreet.names_any(last.text, hidden)
        return {
            **note(one.contact.path),
            "times": count(one.lines, (line.source for line in one.lines)),
            "first": {
                "day": Sourced(one.since, (first.source,)),
                "path": Sourced(first.path, (first.source,)),
            },
            "words": Sourced(words, (last.source,)) if sayable else None,
            "lesson": Sourced(lesson.text, (lesson.source,)) if sayable and lesson else None,
            "could": tuple(map(_skill, could.get(one.contact.path, ()))),
        }

    return listed(found, row, lambda one: one.lines[0].source, LONGEST)
