"""A proposal for a vault that has notes already: which of them are contacts, meetings and the rest, and why.

Pure. Nothing is guessed from one sign: a folder, tag or category is claimed only where two thirds of its
notes bear it out, and what is refused is said. Evidence is taken in this order: ``type`` values, category
links, tags, folders so called, and folders whose notes other notes name under ``attendees`` and its like.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from vaultnet import links
from vaultnet.adopt_fields import FieldRule, propose_fields, unknown_tiers
from vaultnet.model import NoteType, note_name
from vaultnet.survey import Look, Mark, Seen, Settings, View, aliases, view
from vaultnet.survey_words import (
    EVENT_KEYS,
    GOAL_KEYS,
    ORGANISATION_KEYS,
    OWN_NAMES,
    SINGULAR,
    WORDS,
    WORK_KEYS,
    is_index,
    meaning,
    person_name,
)
from vaultnet.values import normal

How: TypeAlias = Literal["type", "where", "tag", "folder"]

DIRECTORY = 300
"""From this many people on, nearly none of whom appears in any dated note, a folder reads as a directory."""

_DRAWING = ".excalidraw.md"


class Rule(NamedTuple):
    """One way in which the notes of a type are told, and how many bear it out.

    ``how`` is ``type`` for a value that is understood without a rule. ``key`` is the property of a ``where``.
    ``alike`` of the ``notes`` look like the type beyond the rule itself; ``others`` are those that don't.
    """

    type: str
    how: How
    key: str
    value: str
    notes: tuple[str, ...]
    alike: int
    others: tuple[str, ...] = ()


class Owner(NamedTuple):
    """Who the vault's owner seems to be: the name of their note, what tells so, and whether it is beyond doubt."""

    name: str = ""
    because: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `vaultnet.toml` is to say of a vault, and what was noticed on the way."""

    rules: tuple[Rule, ...] = ()
    fields: tuple[FieldRule, ...] = ()
    tiers: tuple[str, ...] = ()
    """Tier names in use that have no days yet."""
    me: Owner = Owner()
    ignore: tuple[str, ...] = ()
    """Globs of what lies among the notes and is none: drawings."""
    closed: tuple[Rule, ...] = ()
    """Folders that a type would have without a word, and whose notes are not of that type."""
    directories: tuple[Rule, ...] = ()
    """What looks like a directory of people rather than the owner's contacts, and is not claimed."""
    doubtful: tuple[Rule, ...] = ()
    """Folders and tags called after people whose notes do not look like it, and are not claimed."""
    unknown: tuple[str, ...] = ()
    """People named in notes who have no note of their own."""
    templates: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def contacts(self) -> int:
        """How many notes are claimed as contacts."""
        return len({path for rule in self.rules if rule.type == "contact" for path in rule.notes})


def propose(
    notes: Iterable[Seen], settings: Settings, types: Sequence[NoteType], people: Sequence[str] = ()
) -> Proposal:
    """Weigh what the notes show.

    ``people`` are folders that the owner says hold contacts, whatever they look like.
    """
    declared = {t.name: t for t in types}
    native = {normal(word): t.name for t in types for word in (t.name, *t.synonyms)}
    everything = list(notes)
    kept = [note for note in everything if not note.path.endswith(_DRAWING)]
    seen = view(kept, settings, native)
    rules: list[Rule] = []
    doubtful: list[Rule] = []
    for name in WORDS:
        given = _given(seen, people) if name == "contact" else []
        found, refused = _claim(seen, name, native, given)
        rules += found
        doubtful += refused
    directories = [rule for rule in [*rules, *doubtful] if _is_directory(rule, seen, people)]
    rules = [rule for rule in rules if rule not in directories]
    claimed = _claimed(seen, rules)
    return Proposal(
        rules=tuple(rules),
        fields=propose_fields(claimed, declared, seen.settings),
        tiers=unknown_tiers(claimed.get("contact", ())),
        me=_owner(seen, claimed.get("contact", ())),
        closed=tuple(_closed(rules, [*doubtful, *directories], declared)),
        directories=tuple(directories),
        doubtful=tuple(r for r in doubtful if r.type == "contact" and r not in directories),
        unknown=seen.unknown,
        templates=seen.templates,
        settings=seen.settings,
        ignore=(f"*{_DRAWING}",) if len(kept) < len(everything) else (),
    )


def _closed(
    rules: Iterable[Rule], refused: Iterable[Rule], declared: Mapping[str, NoteType]
) -> Iterator[Rule]:
    ruled = {rule.type for rule in rules if rule.how != "type"}
    for rule in refused:
        own = declared[rule.type].folder if rule.type in declared else ""
        if rule.type not in ruled and rule.how == "folder" and rule.value.casefold() == own.casefold():
            ruled.add(rule.type)
            yield rule


def _given(seen: View, people: Sequence[str]) -> list[Rule]:
    rules = []
    for folder in people:
        inside = [look.path for look in seen.looks if look.path.startswith(f"{folder}/")]
        rules.append(Rule("contact", "folder", "", folder, tuple(inside), len(inside)))
    return rules


def _claimed(seen: View, rules: Iterable[Rule]) -> dict[str, tuple[Look, ...]]:
    paths: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        paths[rule.type].update(rule.notes)
    return {name: tuple(x for x in seen.looks if x.path in found) for name, found in paths.items()}


# --- the owner -------------------------------------------------------------------------------------

ENOUGH = 5
"""Notes that must name people, or an author, before anything follows from whom they name."""


def _owner(seen: View, contacts: Sequence[Look]) -> Owner:
    """The contact who is probably the vault's owner, by the best evidence there is."""
    known = {look.path: {links.key(note_name(look.path)), *aliases(look)} for look in contacts}
    named = [path for path, names in known.items() if names & OWN_NAMES]
    if len(named) == 1:
        return Owner(note_name(named[0]), "A note with this name is probably your own.", sure=True)
    for counts, of, what in (
        (seen.authors, sum(seen.authors.values()), "the author of {} notes out of {} that name one"),
        (seen.met, seen.naming, "in {} notes out of {} that say who was there"),
    ):
        path, number = _outstanding(known, counts, of)
        if path:
            return Owner(note_name(path), f"Named {what.format(number, of)}: is this you?")
    return Owner()


def _outstanding(known: Mapping[str, set[str]], counts: Mapping[str, int], of: int) -> tuple[str, int]:
    """The contact in four of five of at least `ENOUGH` notes, if nobody else is in more than two thirds as many."""
    of_contacts = {path: min(of, sum(counts.get(name, 0) for name in names)) for path, names in known.items()}
    theirs = frozenset().union(*known.values())
    others = [number for name, number in counts.items() if name not in theirs]
    if not of_contacts or of < ENOUGH:
        return "", 0
    path = max(of_contacts, key=lambda one: (of_contacts[one], one))
    first = of_contacts.pop(path)
    second = max([*of_contacts.values(), *others], default=0)
    return (path, first) if first * 5 >= of * 4 and second * 3 <= first * 2 else ("", 0)


# --- what a type's notes look like -----------------------------------------------------------------

Mode: TypeAlias = Literal["explicit", "tag", "named", "open"]
"""How a note came to be asked about: it says so itself; a topical tag; a folder so called; any folder."""
Likeness: TypeAlias = "bool | None"
"""Whether a note looks like a type; None where it can't be told."""


def _like_contact(look: Look, seen: View, mode: Mode) -> Likeness:
    key = links.key(note_name(look.path))
    if look.stamped or is_index(look.path):
        return False
    if look.personal or key in seen.met:
        return True
    if look.names_people and look.dated:
        return False
    if mode in ("explicit", "open"):
        return mode == "explicit"
    if look.keys & WORK_KEYS:
        return True
    named = person_name(note_name(look.path))
    return True if named is None and key in seen.mentioned else named


def _like_meeting(look: Look, _: View, mode: Mode) -> Likeness:
    if is_index(look.path) or (look.daily and mode in ("tag", "open")):
        return False
    if mode == "open":
        return look.names_people and look.dated
    return True if look.names_people or look.dated or mode == "explicit" else None


def _like_organisation(look: Look, seen: View, mode: Mode) -> Likeness:
    if look.stamped or is_index(look.path) or "birthday" in look.keys:
        return False
    if links.key(note_name(look.path)) in seen.employers or look.keys & ORGANISATION_KEYS:
        return True
    if mode == "named":
        return bool(meaning(look.path.split("/")[-2]))
    return True if mode == "explicit" else None


def _like_goal(look: Look, _: View, mode: Mode) -> Likeness:
    if look.daily or is_index(look.path):
        return False
    return True if look.keys & GOAL_KEYS or look.seen.body.tasks or mode != "tag" else None


def _like_event(look: Look, _: View, mode: Mode) -> Likeness:
    if is_index(look.path) or (look.daily and mode == "tag"):
        return False
    return True if look.dated or look.keys & EVENT_KEYS or mode == "explicit" else None


_LIKE: Mapping[str, Callable[[Look, View, Mode], Likeness]] = {
    "contact": _like_contact,
    "meeting": _like_meeting,
    "organisation": _like_organisation,
    "goal": _like_goal,
    "event": _like_event,
}
_OPEN = ("contact", "meeting")
"""Types that a folder may be claimed for by its notes alone, whatever it is called."""


class _Verdict(NamedTuple):
    yes: int
    no: int
    unsure: int

    @property
    def holds(self) -> bool:
        """Two thirds of what can be told bear it out, and what can't be told does not drown it."""
        return self.yes > 0 and self.yes >= 2 * self.no and 2 * self.yes >= self.unsure


def _judge(looks: Iterable[Look], seen: View, name: str, mode: Mode) -> _Verdict:
    found = Counter(_LIKE[name](look, seen, mode) for look in looks)
    return _Verdict(found[True], found[False], found[None])


# --- candidates ------------------------------------------------------------------------------------


class _Candidate(NamedTuple):
    how: How
    key: str
    value: str
    looks: tuple[Look, ...]
    mode: Mode


def _claim(
    seen: View, name: str, native: Mapping[str, str], given: list[Rule]
) -> tuple[list[Rule], list[Rule]]:
    """The rules for one type, and the candidates that were refused."""
    rules, refused = list(given), []
    covered = {path for rule in given for path in rule.notes}
    for candidate in [*_marked(seen, name, native), *_folders(seen, name)]:
        folders = [f"{rule.value}/" for rule in rules if rule.how == "folder"]
        if candidate.how == "folder" and candidate.value.startswith(tuple(folders)):
            continue
        fresh = [look for look in candidate.looks if look.path not in covered]
        if not fresh:
            continue
        verdict = _judge(candidate.looks, seen, name, candidate.mode)
        paths = tuple(look.path for look in candidate.looks)
        others = tuple(x.path for x in candidate.looks if not _LIKE[name](x, seen, candidate.mode))
        rule = Rule(name, candidate.how, candidate.key, candidate.value, paths, verdict.yes, others)
        if verdict.holds and (candidate.mode != "open" or _fills(fresh, verdict, seen, name)):
            rules.append(rule)
            covered.update(paths)
        elif candidate.mode != "open" and not (candidate.how == "tag" and "/" in candidate.value):
            refused.append(rule)
    return rules, refused


def _fills(fresh: Sequence[Look], verdict: _Verdict, seen: View, name: str) -> bool:
    """A folder that only its notes speak for needs three of them that nothing else has claimed."""
    return verdict.yes >= 3 and _judge(fresh, seen, name, "open").yes >= 3


def _marked(seen: View, name: str, native: Mapping[str, str]) -> Iterator[_Candidate]:
    groups: dict[tuple[str, str], list[tuple[Mark, Look]]] = defaultdict(list)
    for look in seen.looks:
        for mark in look.marks:
            if mark.type == name and not _is_category(look, mark):
                groups[normal(mark.key), mark.value.casefold()].append((mark, look))
    found = []
    for (key, value), pairs in groups.items():
        how: How = "tag" if not key else "type" if key == "type" and normal(value) in native else "where"
        mark = Counter(mark for mark, _ in pairs).most_common(1)[0][0]
        mode: Mode = "explicit" if key or value.partition("/")[0] in SINGULAR else "tag"
        found.append(_Candidate(how, mark.key, mark.value, tuple(look for _, look in pairs), mode))
    order: tuple[How, ...] = ("type", "where", "tag")
    yield from sorted(found, key=lambda c: (order.index(c.how), c.value.count("/"), -len(c.looks), c.value))


def _is_category(look: Look, mark: Mark) -> bool:
    """Whether the note is the category itself: ``Categories/People.md`` for ``[[People]]``."""
    return mark.value.startswith("[[") and links.key(mark.value.strip("[]")) == links.key(
        note_name(look.path)
    )


def _folders(seen: View, name: str) -> Iterator[_Candidate]:
    """Folders called after the type, then, for people and meetings, any other; outer ones first."""
    inside: dict[str, list[Look]] = defaultdict(list)
    for look in seen.looks:
        parts = look.path.split("/")[:-1]
        for depth in range(len(parts)):
            if not any(meaning(part) not in ("", name) for part in parts[depth:]):
                inside["/".join(parts[: depth + 1])].append(look)
    ordered = sorted(inside, key=lambda folder: (folder.count("/"), folder))
    for mode in ("named", "open") if name in _OPEN else ("named",):
        for folder in ordered:
            called = meaning(folder.rpartition("/")[2]) == name
            if called == (mode == "named"):
                yield _Candidate("folder", "", folder, tuple(inside[folder]), mode)


def _is_directory(rule: Rule, seen: View, people: Sequence[str]) -> bool:
    """Hundreds of people whom no dated note knows, and of whom nothing personal is written down."""
    if rule.type != "contact" or len(rule.notes) < DIRECTORY or rule.value in people:
        return False
    inside = set(rule.notes)
    looks = [look for look in seen.looks if look.path in inside]
    strangers = sum(_like_contact(look, seen, "named") is False for look in looks)
    keys = [links.key(note_name(look.path)) for look in looks]
    touched = sum(key in seen.met or key in seen.mentioned for key in keys)
    personal = sum(look.personal for look in looks)
    return touched * 100 < len(looks) and personal * 2 < len(looks) and strangers * 2 < len(looks)
