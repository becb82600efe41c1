"""The best chains: what they say, and that the search finds what looking at every chain finds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise, permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.vaults import TODAY, put
from vaultnet import build, paths, ties, warmth
from vaultnet.config import Config
from vaultnet.model import Source, Value
from vaultnet.network import Gathering, LedgerLine, Snapshot, Summary, Trace
from vaultnet.paths import Chain, Target

LATELY = "- 2026-11-10 coffee: looms"
LONG_AGO = "- 2023-01-10 coffee: looms"


def person(name: str, fields: str = "", log: str = "") -> dict[str, str]:
    """A contact's note."""
    return {f"People/{name}.md": f"---\ntype: contact\n{fields}\n---\n{log}\n"}


def say(chain: Chain) -> str:
    """Write a chain as it stands in a case."""
    rests = f" ({chain.rests.value})" if chain.rests else ""
    return " > ".join(f"{hop.contact.name}: {hop.why.value}" for hop in chain.hops) + rests


class Case(NamedTuple):
    """Notes, whom to find a way to, and the chains."""

    title: str
    notes: Mapping[str, str]
    expected: Sequence[str]
    to: Sequence[str] = ("Zoe",)


BEN = person("Ben", 'knows: "[[Zoe]]"', LATELY)
ZOE = person("Zoe")
CASES = [
    Case("who knows them", ZOE | BEN, ["Ben: warm, last on 10 November > Zoe: Ben knows them"]),
    Case(
        "whom they know",
        person("Zoe", "knows: [Ben]") | person("Ben", "", LATELY),
        ["Ben: warm, last on 10 November > Zoe: they know Ben"],
    ),
    Case(
        "who brought you together counts more than who knows them",
        person("Zoe", 'introduced_by: "[[Cleo]]"') | person("Cleo", "", LATELY) | BEN,
        [
            "Cleo: warm, last on 10 November > Zoe: Cleo brought you together",
            "Ben: warm, last on 10 November > Zoe: Ben knows them",
        ],
    ),
    Case(
        "over two people",
        ZOE | person("Cleo", 'knows: "[[Zoe]]"') | person("Ben", "knows: [Cleo]", LATELY),
        ["Ben: warm, last on 10 November > Cleo: Ben knows them > Zoe: Cleo knows them"],
    ),
    Case(
        "never over three",
        ZOE
        | person("Dov", 'knows: "[[Zoe]]"')
        | person("Cleo", 'knows: "[[Dov]]"')
        | person("Ben", "knows: [Cleo]", LATELY),
        [],
    ),
    Case(
        "whom you know",
        person("Zoe", "", LATELY) | BEN,
        ["Zoe: warm, last on 10 November"],
    ),
    Case(
        "whom you have not seen for long comes first, then who could bring you together again",
        person("Zoe", "", LONG_AGO) | BEN,
        ["Zoe: quiet, last on 10 January 2023", "Ben: warm, last on 10 November > Zoe: Ben knows them"],
    ),
    Case(
        "the warmer bridge first",
        ZOE | person("Cleo", 'knows: "[[Zoe]]"', LONG_AGO) | BEN,
        [
            "Ben: warm, last on 10 November > Zoe: Ben knows them",
            "Cleo: quiet, last on 10 January 2023 > Zoe: Cleo knows them",
        ],
    ),
    Case(
        "nobody is asked to lead to whom you can ask yourself",
        ZOE | BEN | person("Cleo", "knows: [Ben]", LATELY),
        ["Ben: warm, last on 10 November > Zoe: Ben knows them"],
    ),
    Case(
        "but to whom you have nearly lost",
        ZOE | person("Ben", "knows: [Zoe]", LONG_AGO) | person("Cleo", "knows: [Ben]", LATELY),
        [
            "Cleo: warm, last on 10 November > Ben: Cleo knows them > Zoe: Ben knows them",
            "Ben: quiet, last on 10 January 2023 > Zoe: Ben knows them",
        ],
    ),
    Case(
        "who was asked lately comes last",
        ZOE
        | person("Ben", "knows: [Zoe]", f"{LATELY}\n\nasked:: [[Ben]] a word on 2026-11-10")
        | person("Cleo", "knows: [Zoe]", LONG_AGO)
        | {"Daily/2026-09-10.md": "asked:: [[Ben]] for his press"},
        [
            "Cleo: quiet, last on 10 January 2023 > Zoe: Cleo knows them",
            "Ben: warm, last on 10 November > Zoe: Ben knows them (asked on 10 September)",
        ],
    ),
    Case(
        "who is between in an opportunity was asked",
        ZOE
        | BEN
        | {
            "Opportunities/Looms.md": "---\ntype: opportunity\nkind: referral\nasked: 2026-11-01\n"
            'via: "[[Ben]]"\npeople: ["[[Zoe]]"]\n---\n'
        },
        ["Ben: warm, last on 10 November > Zoe: Ben knows them (asked on 1 November)"],
    ),
    Case(
        "who was asked three months ago has had their rest",
        ZOE | BEN | {"Daily/2026-08-21.md": "asked:: [[Ben]] for his press"},
        ["Ben: warm, last on 10 November > Zoe: Ben knows them"],
    ),
    Case("a stranger is no bridge", ZOE | person("Ben", "knows: [Zoe]"), []),
    Case("who has ended is none", ZOE | person("Ben", "knows: [Zoe]\nended: true", LATELY), []),
    Case("nor is somebody private", ZOE | person("Ben", "knows: [Zoe]\nprivate: true", LATELY), []),
    Case(
        "nor do they lead on",
        ZOE
        | person("Cleo", "knows: [Zoe]\nprivate: true")
        | person("Dov", "knows: [Zoe]\nended: 2026-01-01")
        | person("Ben", "knows: [Cleo, Dov]", LATELY),
        [],
    ),
    Case("nobody leads to somebody private", person("Zoe", "private: true") | BEN, []),
    Case("nor to whom you have let go", person("Zoe", "ended: true", LATELY) | BEN, []),
    Case("an end that is still to come is none", ZOE | person("Ben", "knows: [Zoe]\nended: 2026-12-01", LATELY), [
        "Ben: warm, last on 10 November > Zoe: Ben knows them",
    ]),
    Case(
        "of several the nearest, and of each bridge one chain",
        ZOE | person("Yan", "knows: [Ben]") | BEN,
        ["Ben: warm, last on 10 November > Yan: they know Ben"],
        ("Yan", "Zoe"),
    ),
    Case(
        "who was asked lately hides nobody who could lead there as well",
        ZOE
        | person("Xena", "knows: [Zoe]", f"{LATELY}\n\nasked:: [[Xena]] a word on 2026-11-10")
        | person("Yan", "company: Globex")
        | person("Zoe", "company: Globex")
        | person("Bea", "knows: [Xena, Yan]", LATELY)
        | {"Daily/2026-11-10.md": "asked:: [[Xena]] for a word"},
        [
            "Bea: warm, last on 10 November > Yan: Bea knows them > Zoe: both at Globex",
            "Xena: warm, last on 10 November > Zoe: Xena knows them (asked on 10 November)",
        ],
    ),
    Case(
        "a roundabout way hides none that is longer or weaker",
        ZOE
        | person("Xena", "knows: [Zoe]", LATELY)
        | person("Yan", "company: Globex")
        | person("Zoe", "company: Globex")
        | person("Bea", "knows: [Xena, Yan]", LATELY),
        [
            "Xena: warm, last on 10 November > Zoe: Xena knows them",
            "Bea: warm, last on 10 November > Yan: Bea knows them > Zoe: both at Globex",
        ],
    ),
    *(
        Case(
            f"a bridge who is to be let rest comes last: {said}",
            ZOE
            | person("Ben", f"knows: [Zoe]\n{field}", LATELY)
            | person("Cleo", "knows: [Zoe]", LONG_AGO),
            [
                "Cleo: quiet, last on 10 January 2023 > Zoe: Cleo knows them",
                f"Ben: warm, last on 10 November > Zoe: Ben knows them ({said})",
            ],
        )
        for field, said in (
            ("paused: true", "paused"),
            ("paused: 2026-12-03", "paused until 3 December"),
            ("snooze: 2026-12-03", "put off until 3 December"),
            ("skipped: 2026-11-16", "skipped on 16 November"),
        )
    ),
    Case(
        "who was put off until today, or skipped long ago, is no longer at rest",
        ZOE | person("Ben", "knows: [Zoe]\nsnooze: 2026-11-20\nskipped: 2026-11-01", LATELY),
        ["Ben: warm, last on 10 November > Zoe: Ben knows them"],
    ),
    Case(
        "somebody between who is to be let rest",
        ZOE | person("Cleo", "knows: [Zoe]\nsnooze: 2026-12-03") | person("Ben", "knows: [Cleo]", LATELY),
        [
            "Ben: warm, last on 10 November > Cleo: Ben knows them > Zoe: Cleo knows them"
            " (Cleo put off until 3 December)"
        ],
    ),
    Case(
        "whom you know, and is to be let rest, before who would lead to them",
        person("Zoe", "snooze: 2026-12-03", LONG_AGO) | BEN,
        [
            "Zoe: quiet, last on 10 January 2023 (put off until 3 December)",
            "Ben: warm, last on 10 November > Zoe: Ben knows them (Zoe put off until 3 December)",
        ],
    ),
    Case("nobody", BEN, [], ("Nobody",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_chains(case: Case, tmp_path: Path) -> None:
    put(tmp_path, {"vaultnet.toml": "", **case.notes})
    with build.facts(tmp_path, today=TODAY) as facts:
        found = paths.to_people([f"People/{name}.md" for name in case.to], facts.snapshot, facts.config)
    assert [say(chain) for chain in found] == case.expected
    for chain in found:
        for hop in chain.hops:
            for source in hop.why.sources:
                assert source.quote in (tmp_path / source.path).read_text().splitlines()[source.line - 1]


def test_the_owner_is_on_no_chain(tmp_path: Path) -> None:
    me = person("Me", "knows: [Zoe]", LATELY) | {"vaultnet.toml": 'me = "[[Me]]"\n'}
    put(tmp_path, ZOE | me)
    with build.facts(tmp_path, today=TODAY) as facts:
        assert paths.to_people(["People/Zoe.md", "People/Me.md"], facts.snapshot, facts.config) == ()


@pytest.mark.parametrize("today", [date.min, date(1, 1, 5), date.max])
def test_at_the_ends_of_the_calendar(today: date, tmp_path: Path) -> None:
    put(tmp_path, ZOE | BEN | {"vaultnet.toml": "", "Daily/0001-01-02.md": "asked:: [[Ben]] for his press"})
    with build.facts(tmp_path, today=today) as facts:
        assert len(paths.to_people(["People/Zoe.md"], facts.snapshot, facts.config)) == (today.year > 1)


def test_by_way_of_somebody(tmp_path: Path) -> None:
    put(tmp_path, ZOE | BEN | person("Cleo", "knows: [Ben]", LATELY) | {"vaultnet.toml": ""})
    with build.facts(tmp_path, today=TODAY) as facts:
        to = [Target("People/Zoe.md")]
        chain = paths.by_way_of("People/Cleo.md", to, facts.snapshot, facts.config)
        assert chain
        assert say(chain) == ("Cleo: warm, last on 10 November > Ben: Cleo knows them > Zoe: Ben knows them")
        assert paths.by_way_of("People/Nobody.md", to, facts.snapshot, facts.config) is None


# --- a plain search --------------------------------------------------------------------------------
#
# Small networks at random. The plain search looks at each pair of people, and then at each chain there is.

KINDS = ("coffee", "call", "message", "event", "letter", "introduction")
COMPANIES = ("Globex", "Initech", "Freelance")


def network(chance: random.Random) -> Snapshot:
    """A network of three to ten people."""
    names = [f"P{number}" for number in range(chance.randint(3, 10))]
    contacts = tuple(_contact(name, names, chance) for name in names)
    everybody = [contact.path for contact in contacts]
    gatherings = tuple(_gathering(number, everybody, chance) for number in range(chance.randint(0, 3)))
    asked = [path for path in everybody if chance.random() < 0.15]
    return Snapshot(
        today=TODAY,
        contacts=contacts,
        gatherings=gatherings,
        ledger=tuple(LedgerLine("asked", path, "a word", "2026-11-01", "Daily/a.md", 1) for path in asked),
        private=frozenset(one.path for one in contacts if "private" in one.fields),
    )


def _contact(name: str, names: Sequence[str], chance: random.Random) -> Summary:
    path = f"People/{name}.md"

    def named(chosen: Sequence[str], line: int) -> tuple[Value, ...]:
        return tuple(Value(one, line, one, link=chance.random() < 0.5) for one in chosen)

    known = [other for other in (*names, *COMPANIES) if chance.random() < 0.2]
    at = [chance.choice(COMPANIES if chance.random() < 0.9 else names)] if chance.random() < 0.5 else []
    fields = {
        "knows": named(known, 2),
        "introduced_by": named([other for other in names if chance.random() < 0.1], 3),
        "company": named(at, 4),
    }
    fields |= {key: (Value(True, 5),) for key in ("private", "ended", "paused") if chance.random() < 0.07}
    for key, day in (("snooze", "2026-12-03"), ("snooze", "2026-11-03"), ("skipped", "2026-11-16")):
        if chance.random() < 0.07:
            fields[key] = (Value(day, 5),)
    days = sorted({chance.randint(0, 500) for _ in range(chance.choice((0, 1, 1, 3)))})
    traces = tuple(
        Trace(path, (TODAY - timedelta(days)).isoformat(), chance.choice(KINDS), path, 6, "log")
        for days in days
    )
    leads = {other: f"People/{other}.md" for other in names} | {"Globex": "Organisations/Globex.md"}
    told = {key: found for key, found in fields.items() if found}
    return Summary(path, name, told, recent=traces, links=leads)


def _gathering(number: int, everybody: Sequence[str], chance: random.Random) -> Gathering:
    people = tuple(sorted(chance.sample(everybody, chance.randint(2, len(everybody)))))
    day = (TODAY - timedelta(chance.randint(0, 900))).isoformat()
    path = f"Meetings/{day} {number}.md"
    return Gathering(path, day, chance.choice(KINDS), people, tuple(Source(path, 1) for _ in people))


class Plain:
    """The textbook: the strength of each pair, and every chain of at most two people before the target."""

    def __init__(self, snapshot: Snapshot, config: Config) -> None:
        self.snapshot, self.config = snapshot, config
        self.open = [one for one in snapshot.contacts if not {"private", "ended"}.intersection(one.fields)]
        self.resting = {line.contact for line in snapshot.ledger}
        self.resting |= {one.path for one in self.open if _is_at_rest(one)}
        self.ties = {
            (one.path, other.path): self._strength(one, other) for one, other in permutations(self.open, 2)
        }

    def _strength(self, one: Summary, other: Summary) -> float:
        """How strong the strongest tie of two is; 0 for none."""
        found = [0.0]
        for this, that in ((one, other), (other, one)):
            names = {
                key: {value.value for value in this.fields.get(key, ())} for key in ("knows", "introduced_by")
            }
            found += [ties.KNOWS] if that.name in names["knows"] else []
            found += [ties.INTRODUCED] if that.name in names["introduced_by"] else []
            places = _company(that) & names["knows"] - _company(this)
            for place in places - {one.name for one in self.snapshot.contacts}:
                found.append(ties.INSIDE * self._share(place))
        for place in _company(one) & _company(other):
            found.append(ties.COLLEAGUES * self._share(place))
        for meeting in self.snapshot.gatherings:
            if {one.path, other.path} <= set(meeting.people) and meeting.kind not in ("message", "letter"):
                days = (TODAY - date.fromisoformat(meeting.day)).days
                share = min(1.0, ties.TALKED / (len(meeting.people) - 1))
                found.append(ties.TOGETHER * share * 0.5 ** (days / ties.HALF_LIFE))
        return max(found)

    def _share(self, place: object) -> float:
        there = sum(place in _company(one) for one in self.open)
        return min(1.0, ties.ACQUAINTED / max(there - 1, 1))

    def worth(self, one: Summary) -> float:
        """What somebody is worth as a bridge; 0 for who is none."""
        warm = warmth.of(one, TODAY, self.config)
        return paths.worth(warm.number) if warm else 0.0

    def chains(self, targets: Mapping[str, float]) -> Iterator[tuple[float, Sequence[Summary]]]:
        """Every chain, with its score."""
        for number in (1, 2, 3):
            for people in permutations(self.open, number):
                score = self.score(people, targets)
                if score:
                    yield score, people

    def score(self, people: Sequence[Summary], targets: Mapping[str, float]) -> float:
        """What a chain is worth; 0 if it is none."""
        value = targets.get(people[-1].path, 0.0)
        for one, other in reversed([*pairwise(people)]):
            value *= self.ties[one.path, other.path]
        return self.worth(people[0]) * value

    def best(self, targets: Mapping[str, float], most: int) -> list[tuple[float, list[str]]]:
        """The best chains, one for each bridge: of those that are not roundabout the first in order."""
        best: dict[str, tuple[float, Sequence[Summary]]] = {}
        for score, people in self.chains(targets):
            if not any(self.score(people[at:], targets) >= score for at in range(1, len(people))):
                bridge, chain = people[0].path, (score, people)
                best[bridge] = min(best.get(bridge, chain), chain, key=self._in_order)
        kept = [*best.values()]
        kept.sort(key=lambda one: (self.rests(one[1]), not self._is_it(one[1], targets), *_by_score(one)))
        return [(score, [one.name for one in people]) for score, people in kept[:most]]

    def rests(self, people: Sequence[Summary]) -> bool:
        """Whether somebody on a chain is to be let rest."""
        return any(one.path in self.resting for one in people)

    def _in_order(self, one: tuple[float, Sequence[Summary]]) -> tuple[bool, float, int, list[str]]:
        return self.rests(one[1]), *_by_score(one)

    def _is_it(self, people: Sequence[Summary], targets: Mapping[str, float]) -> bool:
        return len(people) == 1 and targets[people[0].path] == 1.0


def _is_at_rest(contact: Summary) -> bool:
    told = {key: values[0].value for key, values in contact.fields.items()}
    return "paused" in told or told.get("snooze") == "2026-12-03" or "skipped" in told


def _company(contact: Summary) -> set[object]:
    return {value.value for value in contact.fields.get("company", ())} - {"Freelance"}


def _by_score(one: tuple[float, Sequence[Summary]]) -> tuple[float, int, list[str]]:
    score, people = one
    return -score, len(people), [contact.path for contact in people]


@pytest.mark.parametrize("hundred", range(10))
def test_it_is_what_a_plain_search_finds(hundred: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "ACQUAINTED", 2)  # else no company of so few people is a large one
    config, found_any = Config(), 0
    for seed in range(hundred * 100, hundred * 100 + 100):
        chance = random.Random(seed)
        snapshot = network(chance)
        sought = chance.sample(snapshot.contacts, chance.choice((1, 1, 2, 3)))
        targets = {contact.path: chance.choice((1.0, 1.0, 0.5)) for contact in sought}
        most = chance.choice((1, 3, 100))
        found = paths.to_targets(
            [Target(path, worth) for path, worth in targets.items()], snapshot, config, most
        )
        said = [(chain.score, [hop.contact.name for hop in chain.hops]) for chain in found]
        assert said == Plain(snapshot, config).best(targets, most), seed
        resting = [chain.rests is not None for chain in found]
        assert resting == sorted(resting)
        found_any += bool(found)
    assert found_any > 50
