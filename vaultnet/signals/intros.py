"""Introductions that the owner has promised: whom to ask whether they want it, and when to make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from vaultnet import memo
from vaultnet.config import Config
from vaultnet.dates import parse_day
from vaultnet.filters import words
from vaultnet.goals import CANCELLED, DONE
from vaultnet.model import note_name
from vaultnet.network import FollowUp, Promise, Snapshot, Summary, TaggedTask
from vaultnet.signals.rest import at_rest

TAG = "intro"
PATIENCE = 14
"""Days after which somebody who was asked and has not answered is asked again: a rule of thumb."""
READY, KEEN, WEIGHT = 2.5, 1.5, 1.0
"""Weights: all said yes; others said yes and wait for this one's answer; neither."""

YES, ASKED, NO = "yes", "asked", "no"
WORDS = {
    **dict.fromkeys(("yes", "ok", "okay", "agreed", "happy", "keen"), YES),
    **dict.fromkeys(("asked", "waiting"), ASKED),
    **dict.fromkeys(("no", "declined"), NO),
}
"""What the words in the brackets say of a person."""
SILENCE = frozenset("answer answers reply replies response word words objection objections news".split())
"""After ``no``, words that say that somebody has not said no."""

_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[,;]")
_WORD = re.compile(r"[^\W_]+")


def find(snapshot: Snapshot, _config: Config) -> Sequence[FollowUp]:
    """Give a follow-up for one person of each introduction that the owner owes and can do something for."""
    return _find(snapshot)


@memo.of_read
def _find(snapshot: Snapshot) -> tuple[FollowUp, ...]:
    """Remembered, because `promises` asks as well."""
    return tuple(_found(snapshot))


def _found(snapshot: Snapshot) -> Iterator[FollowUp]:
    tasks = owed(snapshot.tagged, snapshot.promises)
    contacts = {contact.path: contact for contact in snapshot.contacts} if tasks else {}
    for task in tasks:
        people = [contacts[path] for path in task.contacts if path in contacts]
        if len(people) > 1 and not any(at_rest(one, snapshot.today) for one in people):
            found = _of(task, people, snapshot.today)
            if found:
                yield found


@memo.of_last
def owed(tagged: Sequence[TaggedTask], promises: Sequence[Promise]) -> tuple[TaggedTask, ...]:
    """Give the open introductions between two or more people, but those that somebody else is to make.

    One with a private contact is left out: its words, by which it is told how things stand, are not kept.
    """
    theirs = {(one.path, one.line) for one in promises if one.theirs}
    return tuple(
        task
        for task in tagged
        if task.tag == TAG
        and task.status not in DONE | CANCELLED
        and task.text
        and len(task.contacts) > 1
        and (task.path, task.line) not in theirs
    )


@memo.of_last
def in_words(tagged: Sequence[TaggedTask]) -> Mapping[tuple[str, int], str]:
    """Say what is owed by each open introduction, by its path and line: ``introduce Eva to Henry``."""
    found = {}
    for task in tagged:
        if task.tag == TAG and task.status not in DONE | CANCELLED and task.text and len(task.contacts) > 1:
            first, *others = map(note_name, task.contacts)
            found[task.path, task.line] = f"introduce {first} to {' and '.join(others)}"
    return found


def states(text: str, names: Sequence[str]) -> Mapping[str, str]:
    """Read what the last brackets say of each person: ``yes``, ``asked``, ``no``, or ``""`` for nothing.

    A person is named in full, or by a first name that no other of them has; ``both`` and ``all`` are everybody.
    """
    found = dict.fromkeys(names, "")
    brackets = _BRACKETS.findall(words(text)) if "(" in text else ()
    for part in _BETWEEN.split(brackets[-1]) if brackets else ():
        said = _WORD.findall(part.casefold())
        state = _state(said)
        if state and "not" not in said:
            found.update(dict.fromkeys(_named(said, names), state))
    return found


def _state(said: Sequence[str]) -> str:
    """Tell what the first telling word of some says; ``no answer yet`` is no ``no``."""
    for word, after in zip(said, (*said[1:], ""), strict=True):
        if word in WORDS:
            return ASKED if WORDS[word] == NO and after in SILENCE else WORDS[word]
    return ""


def _named(said: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    if {"both", "all"} & set(said):
        return names
    spoken = f" {' '.join(said)} "
    whole = [name for name in names if f" {' '.join(_WORD.findall(name.casefold()))} " in spoken]
    firsts = [_WORD.findall(name.casefold())[:1] for name in names]
    short = [name for name, first in zip(names, firsts, strict=True) if first and first[0] in said]
    return whole or [name for name in short if firsts.count(firsts[names.index(name)]) == 1]


def _of(task: TaggedTask, people: Sequence[Summary], today: date) -> FollowUp | None:
    """Make the next step of an introduction, if there is one: make it, ask somebody, or ask again."""
    said = states(task.text, [one.name for one in people])
    if NO in said.values():
        return None
    if set(said.values()) == {YES}:
        everybody = "both" if len(people) == 2 else "all"
        text = f"introduce {people[0].name} to {_others(people[0], people)}; {everybody} said yes"
        return _follow_up(task, people[0], today, "promise", text, READY)
    weight = KEEN if YES in said.values() else WEIGHT
    for one in people:
        if not said[one.name]:
            keen = [other.name for other in people if said[other.name] == YES]
            agreed = f"; {' and '.join(keen)} said yes" if keen else ""
            text = f"whether they would like to be introduced to {_others(one, people)}{agreed}"
            return _follow_up(task, one, today, "ask", text, weight)
    for one in people:
        if said[one.name] == ASKED and _has_waited(task, one, today):
            text = (
                f"you asked whether they would like to be introduced to {_others(one, people)}; no answer yet"
            )
            return _follow_up(task, one, today, "ask", text, weight)
    return None


def _others(one: Summary, people: Sequence[Summary]) -> str:
    return " and ".join(other.name for other in people if other is not one)


def _has_waited(task: TaggedTask, one: Summary, today: date) -> bool:
    """Tell whether an answer is late: its day has come, or there was no word for two weeks."""
    if task.due:
        return task.due <= today.isoformat()
    days = [task.day, *(trace.day for trace in (*one.recent[:1], *one.sent[:1]))]
    last = parse_day(max(days))
    return last is not None and (today - last) >= timedelta(PATIENCE)


def _follow_up(
    task: TaggedTask, contact: Summary, today: date, reason: str, text: str, weight: float
) -> FollowUp:
    return FollowUp(
        contact=contact.path,
        name=contact.name,
        reason=reason,
        since=min(parse_day(task.due) or parse_day(task.day) or today, today),
        text=text,
        sources=(task.source,),
        weight=weight,
        signal="intros",
    )
