"""The skill ledger: what the owner could learn from whom, and teach whom, and who could teach each other. Pure.

It has two sides, each the other one turned round. A contact teaches what their note says (``teaches``) and what
the owner received from them as teaching; they learn what their note says (``learns``) and what the owner taught
them. For the owner it is their own note and the same lines of the ledger (see `vaultnet.skill_lines`). They would
also like to learn what their active goals need, where somebody teaches it: otherwise nobody can tell whether such
a need is a skill or a role. docs/skills.md shows it.

Of contacts who are private, or with whom the owner no longer keeps in touch, nothing is said here at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from typing import NamedTuple, TypeAlias

from vaultnet import discreet, memo, needs, skill_lines, warmth
from vaultnet.config import Config
from vaultnet.model import Source, Sourced
from vaultnet.network import Snapshot, Summary
from vaultnet.skill_lines import Lesson, Says, Skill
from vaultnet.warmth import Warmth

_UNKNOWN = len(warmth.ORDER)


class Partner(NamedTuple):
    """A contact who could teach the owner a skill, or be taught it."""

    contact: Summary
    warm: Warmth | None
    """None where the owner was never in touch with them."""
    said: tuple[Skill, ...]
    """Where their note says so; first what is the very same."""
    lessons: tuple[Lesson, ...]
    """When it was taught, newest first."""

    @property
    def skill(self) -> Skill:
        """What it is, as their note has it; if it doesn't, as the ledger does."""
        return self.said[0] if self.said else self.lessons[0].skill

    @property
    def taught(self) -> Sourced[date] | None:
        """The last day on which it was taught, if one is known."""
        last = next((one for one in self.lessons if one.day), None)
        return Sourced(date.fromisoformat(last.day), (last.skill.source,)) if last else None


class Subject(NamedTuple):
    """A skill that the owner teaches, or would like to learn, and with whom."""

    text: Sourced[str]
    words: frozenset[str]
    goals: tuple[Source, ...]
    """Where goals say that they need it."""
    partners: tuple[Partner, ...]
    """The warmest first."""


class Pair(NamedTuple):
    """A contact and the owner, each of whom could teach the other something, or has done so."""

    contact: Summary
    warm: Warmth | None
    learn: tuple[Partner, ...]
    """What the owner could learn from them, in the order of `Skills.learn`."""
    teach: tuple[Partner, ...]
    """What they could learn from the owner, likewise."""


@dataclass(frozen=True, slots=True)
class Skills:
    """The ledger, as of a day."""

    learn: tuple[Subject, ...]
    """What the owner would like to learn, in the order of their note, then of their goals; then what was taught."""
    teach: tuple[Subject, ...]
    """What the owner teaches, likewise."""
    pairs: tuple[Pair, ...]
    """By name."""
    told: bool
    """Whether the owner's own note says what they teach or would like to learn."""


def of(snapshot: Snapshot, config: Config) -> Skills:
    """Draw up the ledger."""
    contacts, today, me = snapshot.contacts, snapshot.today, snapshot.me
    hidden = discreet.hidden(contacts)
    unsaid = me is None or me.path in snapshot.private
    matched = _matched(
        skill_lines.of_contacts(contacts, today, hidden),
        skill_lines.lessons(snapshot.ledger, hidden),
        Says("") if me is None or unsaid else skill_lines.of_note(me, hidden),
        skill_lines.wishes(snapshot.goals, today, snapshot.private, hidden),
    )
    by_path = _by_path(contacts)
    return _ledger(matched, tuple(by_path[path] for path in _paths(matched)), today, config)


def asked(text: str, snapshot: Snapshot, config: Config) -> tuple[tuple[Partner, ...], tuple[Partner, ...]]:
    """Find who could teach a skill, and whom it could be taught, be it one of the owner's or not."""
    contacts, today = snapshot.contacts, snapshot.today
    hidden = discreet.hidden(contacts)
    said = skill_lines.of_contacts(contacts, today, hidden)
    learn, teach = (
        _partners(_matches(needs.words(text), side), _by_path(contacts), today, config)
        for side in _sides(said, _shown(skill_lines.lessons(snapshot.ledger, hidden), said))
    )
    return learn, teach


# --- who matches what ------------------------------------------------------------------------------

_ByWord: TypeAlias = Mapping[str, Sequence[tuple[str, Skill]]]
"""What is taught, or to be learned, by each of its words, with the path of the contact who says so."""


class _Side(NamedTuple):
    """One side of the ledger: that on which the owner learns, or that on which they teach."""

    says: _ByWord
    lessons: Mapping[str, Sequence[Lesson]]
    """By each word of the skill, newest first."""


class _Match(NamedTuple):
    """A contact who matches a subject, with what bears it out."""

    path: str
    said: tuple[Skill, ...]
    lessons: tuple[Lesson, ...]


class _Row(NamedTuple):
    """A subject, with who matches it."""

    text: Sourced[str]
    words: frozenset[str]
    goals: tuple[Source, ...]
    matches: tuple[_Match, ...]


class _Matched(NamedTuple):
    """Both sides of the ledger, and whether the owner's note says anything."""

    learn: tuple[_Row, ...]
    teach: tuple[_Row, ...]
    told: bool


@memo.of_equal
def _matched(
    said: Sequence[Says | None], every: Sequence[Lesson], own: Says, wishes: Sequence[Skill]
) -> _Matched:
    lessons = _shown(every, said)
    learn, teach = _sides(said, lessons)
    got, given = ([one.skill for one in lessons if one.mine is mine] for mine in (False, True))
    return _Matched(
        tuple(_rows(own.learns, wishes, got, learn)),
        tuple(_rows(own.teaches, (), given, teach)),
        bool(own.teaches or own.learns),
    )


def _shown(lessons: Sequence[Lesson], said: Sequence[Says | None]) -> tuple[Lesson, ...]:
    """Leave out what was taught to, or by, those of whom nothing is said."""
    paths = {one.path for one in said if one}
    return tuple(one for one in lessons if one.contact in paths)


@memo.of_equal
def _sides(said: Sequence[Says | None], lessons: Sequence[Lesson]) -> tuple[_Side, _Side]:
    """Give the side on which the owner learns, and that on which they teach."""
    shown = [one for one in said if one]
    by_word: tuple[dict[str, list[Lesson]], dict[str, list[Lesson]]] = ({}, {})
    for one in lessons:
        for word in one.skill.words:
            by_word[one.mine].setdefault(word, []).append(one)
    return (
        _Side(_by_word((one.path, skill) for one in shown for skill in one.teaches), by_word[False]),
        _Side(_by_word((one.path, skill) for one in shown for skill in one.learns), by_word[True]),
    )


def _by_word(skills: Iterable[tuple[str, Skill]]) -> _ByWord:
    found: dict[str, list[tuple[str, Skill]]] = {}
    for path, skill in skills:
        for word in skill.words:
            found.setdefault(word, []).append((path, skill))
    return found


def _rows(
    own: Sequence[Skill], wishes: Sequence[Skill], taught: Sequence[Skill], side: _Side
) -> Iterator[_Row]:
    """Make a row for each skill of the owner's note, of their goals, and of what was taught besides.

    Of the last two only what somebody matches.
    """
    groups = _Groups()
    for skill in own:
        groups.put(skill, lambda one, other: one == other)
    told = len(groups.each)
    for skill in (*wishes, *taught):
        groups.put(skill, needs.matches)
    for place, group in enumerate(groups.each):
        first = group[0]
        matches = tuple(_matches(first.words, side))
        if matches or place < told:
            sources = tuple(dict.fromkeys(one.source for one in group if one.words == first.words))
            needed = tuple(one.source for one in wishes if needs.matches(one.words, first.words))
            yield _Row(Sourced(first.text, sources), first.words, needed, matches)


class _Groups:
    """Skills that are the same; a skill is compared with few of them, however many there are.

    One that is a part of another is among those with any of its words, so among those with its rarest one; one
    of which another is a part is found by its own rarest word.
    """

    def __init__(self) -> None:
        self.each: list[list[Skill]] = []
        self._by_word: dict[str, list[int]] = {}
        """The places of the groups whose first one has a word."""
        self._by_rarest: dict[str, list[int]] = {}
        """The same by one of its words, which fewer had than the others when it came."""

    def put(self, skill: Skill, is_same: Callable[[frozenset[str], frozenset[str]], bool]) -> None:
        """Put a skill into the first group whose first one is the same, or into one of its own."""
        rarest = min(skill.words, key=lambda word: (len(self._by_word.get(word, ())), word))
        wholes = self._by_word.get(rarest, ())
        parts = (self._by_rarest.get(word, ()) for word in skill.words)
        near = merge(wholes, *parts)
        place = next((one for one in near if is_same(skill.words, self.each[one][0].words)), len(self.each))
        if place < len(self.each):
            self.each[place].append(skill)
            return
        self.each.append([skill])
        self._by_rarest.setdefault(rarest, []).append(place)
        for word in skill.words:
            self._by_word.setdefault(word, []).append(place)


def _matches(wanted: frozenset[str], side: _Side) -> Iterator[_Match]:
    """Find everyone who says that they teach a skill, or would like to learn it, and with whom it was taught.

    Only those lines are looked at that have one of its words.
    """
    said: dict[str, set[Skill]] = {}
    lessons: dict[str, set[Lesson]] = {}
    for word in wanted:
        for path, skill in side.says.get(word, ()):
            if needs.matches(wanted, skill.words):
                said.setdefault(path, set()).add(skill)
        for lesson in side.lessons.get(word, ()):
            if needs.matches(wanted, lesson.skill.words):
                lessons.setdefault(lesson.contact, set()).add(lesson)
    for path in sorted({*said, *lessons}):
        in_order = sorted(said.get(path, ()), key=lambda one: (one.words != wanted, one.source, one.text))
        yield _Match(path, tuple(in_order), skill_lines.newest_first([*lessons.get(path, ())]))


# --- with the people -------------------------------------------------------------------------------


@memo.of_last
def _by_path(contacts: Sequence[Summary]) -> Mapping[str, Summary]:
    return {contact.path: contact for contact in contacts}


@memo.of_last
def _paths(matched: _Matched) -> tuple[str, ...]:
    """Give the paths of those who match anything."""
    return tuple(sorted({one.path for side in matched[:2] for row in side for one in row.matches}))


@memo.of_equal
def _ledger(matched: _Matched, people: Sequence[Summary], today: date, config: Config) -> Skills:
    """Draw up the ledger of what matches what, with the people: only when another one of these has changed."""
    by_path = {contact.path: contact for contact in people}
    learn, teach = (
        tuple(
            Subject(row.text, row.words, row.goals, _partners(row.matches, by_path, today, config))
            for row in rows
        )
        for rows in (matched.learn, matched.teach)
    )
    return Skills(learn, teach, _pairs(learn, teach), matched.told)


def _partners(
    matches: Iterable[_Match], by_path: Mapping[str, Summary], today: date, config: Config
) -> tuple[Partner, ...]:
    found = []
    for one in matches:
        warm = warmth.of(by_path[one.path], today, config)
        found.append(Partner(by_path[one.path], warm, one.said, one.lessons))
    return tuple(sorted(found, key=_warmest_first))


def _warmest_first(one: Partner) -> tuple[int, str, str]:
    return (
        warmth.ORDER[one.warm.word] if one.warm else _UNKNOWN,
        one.contact.name.casefold(),
        one.contact.path,
    )


def _pairs(learn: Sequence[Subject], teach: Sequence[Subject]) -> tuple[Pair, ...]:
    """Find those with whom it goes both ways."""
    learning, teaching = _by_contact(learn), _by_contact(teach)
    found = [
        Pair(learning[path][0].contact, learning[path][0].warm, tuple(learning[path]), tuple(teaching[path]))
        for path in learning.keys() & teaching.keys()
    ]
    return tuple(sorted(found, key=lambda one: (one.contact.name.casefold(), one.contact.path)))


def _by_contact(subjects: Sequence[Subject]) -> dict[str, list[Partner]]:
    found: dict[str, list[Partner]] = {}
    for subject in subjects:
        for partner in subject.partners:
            found.setdefault(partner.contact.path, []).append(partner)
    return found
