"""The skill ledger: who could teach whom what, by notes, by the ledger and by what goals need; and its laws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import balance, build, skill_lines, skills
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.dashboards import skills as dashboard
from vaultnet.hookspecs import Inputs
from vaultnet.model import Value
from vaultnet.network import LedgerLine, Snapshot, Summary
from vaultnet.skills import Subject


def contact(*lines: str) -> str:
    return "\n".join(("---", "type: contact", *lines, "---", ""))


ME = {"vaultnet.toml": 'me = "[[Robin]]"\n'}
DAY, LATER = "Daily/2026-03-02.md", "Daily/2026-04-02.md"


def say(subject: Subject) -> str:
    """A row in short: what it is, for which goals, and who: how it is called, and when it was taught."""
    goals = "".join(f" for {source.path}:{source.line}" for source in subject.goals)
    people = [
        f"{one.contact.name} {one.skill.text}" + (f" {one.taught.value}" if one.taught else "")
        for one in subject.partners
    ]
    return f"{subject.text.value}{goals}: {', '.join(people)}"


def found(vault: Path, notes: Mapping[str, str]) -> dict[str, list[str]]:
    """What the ledger of some notes holds, but for its empty parts."""
    put(vault, notes)
    with build.facts(vault, today=TODAY) as facts:
        one = skills.of(facts.snapshot, facts.config)
        sides = {
            "learn": [say(subject) for subject in one.learn],
            "teach": [say(subject) for subject in one.teach],
            "pairs": [
                f"{pair.contact.name}: {', '.join(p.skill.text for p in pair.learn)}"
                f" / {', '.join(p.skill.text for p in pair.teach)}"
                for pair in one.pairs
            ],
        }
        for subject in (*one.learn, *one.teach):
            for source in (*subject.text.sources, *(s.source for p in subject.partners for s in p.said)):
                assert source.quote in (vault / source.path).read_text("utf-8").split("\n")[source.line - 1]
    return {name: rows for name, rows in sides.items() if rows}


ADA, GRACE, ROBIN = "People/Ada.md", "People/Grace.md", "Robin.md"
LOOMS = {ROBIN: contact("learns: [looms]"), ADA: contact("teaches: [looms]")}

# title, the notes, what is found
CASES: list[tuple[str, dict[str, str], dict[str, list[str]]]] = [
    ("nobody says anything", {ADA: contact()}, {}),
    ("what you would like to learn, and who teaches it", LOOMS, {"learn": ["looms: Ada looms"]}),
    (
        "what you teach, and who would like to learn it",
        {ROBIN: contact("teaches: looms"), ADA: contact("learns: looms")},
        {"teach": ["looms: Ada looms"]},
    ),
    (
        "nobody teaches it, and nobody would like to learn it",
        {ROBIN: contact("teaches: [looms]", "learns: [sailing]"), ADA: contact()},
        {"learn": ["sailing: "], "teach": ["looms: "]},
    ),
    (
        "each could teach the other",
        {
            ROBIN: contact("teaches: [sailing]", "learns: [looms]"),
            ADA: contact("teaches: [looms]", "learns: [sailing]"),
        },
        {"learn": ["looms: Ada looms"], "teach": ["sailing: Ada sailing"], "pairs": ["Ada: looms / sailing"]},
    ),
    (
        "one way with one, the other way with another: no pair",
        {
            ROBIN: contact("teaches: [sailing]", "learns: [looms]"),
            ADA: contact("teaches: [looms]"),
            GRACE: contact("learns: [sailing]"),
        },
        {"learn": ["looms: Ada looms"], "teach": ["sailing: Grace sailing"]},
    ),
    (
        "a part of it, other letters, and small words between",
        {
            ROBIN: contact("learns: [public speaking]"),
            ADA: contact("teaches: [Speaking to the Public, looms]"),
        },
        {"learn": ["public speaking: Ada Speaking to the Public"]},
    ),
    (
        "the very same is named before what is like it",
        {ROBIN: contact("learns: [hiring]"), ADA: contact("teaches: [hiring engineers, hiring]")},
        {"learn": ["hiring: Ada hiring"]},
    ),
    (
        "a link is a skill by the name of its note",
        {ROBIN: contact('learns: ["[[Notes/Looms]]"]'), ADA: contact('teaches: ["[[Looms]]"]')},
        {"learn": ["Looms: Ada Looms"]},
    ),
    (
        "in the order of your note",
        {ROBIN: contact("learns: [sailing, looms]"), ADA: contact("teaches: [looms, sailing]")},
        {"learn": ["sailing: Ada sailing", "looms: Ada looms"]},
    ),
    (
        "said twice is said once",
        {ROBIN: contact("learns: [looms, the loom]"), ADA: contact("teaches: [looms, the loom]")},
        {"learn": ["looms: Ada looms"]},
    ),
    (
        "you taught it: the ledger says so, and no note",
        {ADA: contact(), DAY: "gave:: [[Ada]] teaching: looms\n"},
        {"teach": ["looms: Ada looms 2026-03-02"]},
    ),
    (
        "they taught it",
        {ADA: contact(), DAY: "received:: [[Ada]] teaching: looms\n"},
        {"learn": ["looms: Ada looms 2026-03-02"]},
    ),
    (
        "taught both ways is a pair",
        {ADA: contact(), DAY: "received:: [[Ada]] teaching: looms\ngave:: [[Ada]] teaching: sailing\n"},
        {
            "learn": ["looms: Ada looms 2026-03-02"],
            "teach": ["sailing: Ada sailing 2026-03-02"],
            "pairs": ["Ada: looms / sailing"],
        },
    ),
    (
        "the last time counts",
        {
            **LOOMS,
            DAY: "received:: [[Ada]] teaching: looms\n",
            LATER: "received:: [[Ada]] teaching: looms\n",
        },
        {"learn": ["looms: Ada looms 2026-04-02"]},
    ),
    (
        "without a day",
        {**LOOMS, "Notes.md": "received:: [[Ada]] teaching: looms\n"},
        {"learn": ["looms: Ada looms"]},
    ),
    (
        "taught once, it can be taught to others",
        {
            ADA: contact(),
            GRACE: contact("learns: [looms]"),
            DAY: "gave:: [[Ada]] teaching: looms\n",
        },
        {"teach": ["looms: Ada looms 2026-03-02, Grace looms"]},
    ),
    (
        "what was taught under a like name is in the row of your note",
        {ROBIN: contact("teaches: [looms]"), ADA: contact(), DAY: "gave:: [[Ada]] teaching: old looms\n"},
        {"teach": ["looms: Ada old looms 2026-03-02"]},
    ),
    (
        "a gift that is no teaching",
        {ADA: contact(), DAY: "gave:: [[Ada]] a book on teaching\nreceived:: [[Ada]] teaching:: looms\n"},
        {},
    ),
    (
        "promised, it is not taught yet",
        {ADA: contact(), DAY: "promised:: [[Ada]] teaching: looms\n- [ ] gave:: [[Ada]] teaching: looms\n"},
        {},
    ),
    (
        "what a goal needs and somebody teaches",
        {ADA: contact("teaches: [hiring]"), "Goals/Lead.md": "---\ntype: goal\nneeds: [hiring]\n---\n"},
        {"learn": ["hiring for Goals/Lead.md:3: Ada hiring"]},
    ),
    (
        "what a goal needs and nobody teaches may be a role",
        {ADA: contact("role: Manager"), "Goals/Lead.md": "---\ntype: goal\nneeds: [Manager, mentor]\n---\n"},
        {},
    ),
    (
        "what a goal needs and your note says, too",
        {
            **LOOMS,
            "Goals/Lead.md": "---\ntype: goal\nneeds: [old looms]\n---\n",
            "Goals/Weave.md": "---\ntype: goal\nneeds: [looms]\n---\n",
        },
        {"learn": ["looms for Goals/Lead.md:3 for Goals/Weave.md:3: Ada looms"]},
    ),
    (
        "what a goal needed that is done, or is private",
        {
            ADA: contact("teaches: [hiring, looms]"),
            "Goals/Lead.md": "---\ntype: goal\nneeds: [hiring]\nstatus: done\n---\n",
            "Goals/Weave.md": "---\ntype: goal\nneeds: [looms]\nprivate: true\n---\n",
        },
        {},
    ),
    (
        "somebody private",
        {
            **LOOMS,
            ADA: contact("teaches: [looms]", "private: true"),
            DAY: "received:: [[Ada]] teaching: looms\n",
        },
        {"learn": ["looms: "]},
    ),
    (
        "somebody with whom you no longer keep in touch",
        {
            **LOOMS,
            ADA: contact("teaches: [looms]", "ended: 2026-11-20"),
            DAY: "received:: [[Ada]] teaching: looms\ngave:: [[Ada]] teaching: sailing\n",
        },
        {"learn": ["looms: "]},
    ),
    (
        "a skill that names somebody private",
        {
            ROBIN: contact("learns: [the way of Eve Stone, looms]"),
            ADA: contact("teaches: [the way of Eve Stone]"),
            "People/Eve Stone.md": contact("private: true"),
            DAY: "received:: [[Ada]] teaching: looms, as Eve Stone does\n",
        },
        {"learn": ["looms: "]},
    ),
    ("your own note is private", {**LOOMS, ROBIN: contact("learns: [looms]", "private: true")}, {}),
    (
        "you are no contact of your own",
        {ROBIN: contact("teaches: [looms]", "learns: [looms]"), DAY: "gave:: [[Robin]] teaching: looms\n"},
        {"learn": ["looms: "], "teach": ["looms: "]},
    ),
    (
        "your note is no contact: it says nothing",
        {**LOOMS, ROBIN: "---\nlearns: [looms]\n---\n"},
        {},
    ),
    ("nothing but small words", {ROBIN: contact("learns: [the]"), ADA: contact("teaches: [the, '!']")}, {}),
]


@pytest.mark.parametrize(("title", "notes", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_ledger(title: str, notes: dict[str, str], expected: dict[str, list[str]], vault: Path) -> None:
    assert found(vault, {**ME, **notes}) == expected


def test_the_warmest_come_first(vault: Path) -> None:
    notes = {
        ROBIN: contact("learns: [looms]"),
        **{f"People/{name}.md": contact("teaches: [looms]") for name in ("Ada", "Bea", "Cid", "Dov")},
        "Daily/2026-11-19.md": "Lunch with [[Dov]].\n",
        "Daily/2026-06-01.md": "Lunch with [[Bea]].\n",
        "Daily/2026-11-18.md": "Called [[Cid]].\n",
    }
    assert found(vault, {**ME, **notes})["learn"] == ["looms: Cid looms, Dov looms, Bea looms, Ada looms"]


# --- what a line says was taught --------------------------------------------------------------------

LINES = [
    ("[[Ada]] teaching: public speaking", "public speaking"),
    ("[[Ada]]: Teaching: looms.", "looms"),
    ("teaching:looms", "looms"),
    ("teaching: looms, to [[Ada]] and [[Grace]]", "looms"),
    ("teaching: looms for [[Ada]]", "looms"),
    ("[[Ada]] teaching: how to card, spin and weave", "how to card, spin and weave"),
    ("[[Ada]] an hour of teaching: looms; she wants more", "looms"),
    ("[[Ada]] teaching: looms. She wants more", "looms"),
    ("[[Ada]] teaching: looms (the old ones)", "looms"),
    ("[[Ada]] teaching: looms – the old ones", "looms"),
    ("[[Ada]] teaching: **[[Looms|the loom]]**", "the loom"),
    ("[[Ada]] teaching:", ""),
    ("[[Ada]] teaching: to [[Grace]]", ""),
    ("[[Ada]] teaching:: looms", ""),
    ("[[Ada]] unteaching: looms", ""),
    ("[[Ada]] taught looms", ""),
]


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[text for text, _ in LINES])
def test_what_a_line_says_was_taught(text: str, expected: str) -> None:
    skill = skill_lines.taught(LedgerLine("gave", ADA, text, "2026-03-02", DAY, 1))
    assert (skill.text if skill else "") == expected


# --- one way ----------------------------------------------------------------------------------------


def gifts(*lines: str) -> dict[str, str]:
    """Notes with what was given, from ``2026-03-02 gave``."""
    return {f"Daily/{line[:10]}.md": f"{line[11:]}:: [[Ada]] a book\n" for line in lines}


# title, what was given and received, since when it has gone one way, and which
ONE_WAY: list[tuple[str, dict[str, str], str]] = [
    ("nothing", {}, ""),
    ("once", gifts("2026-03-02 gave"), ""),
    ("twice", gifts("2026-03-02 gave", "2026-10-02 gave"), "gave 2 since 2026-03-02"),
    ("twice to you", gifts("2026-03-02 received", "2026-10-02 received"), "received 2 since 2026-03-02"),
    ("both ways", gifts("2026-03-02 gave", "2026-03-03 gave", "2026-10-02 received"), ""),
    ("on the same day", {**gifts("2026-03-02 gave"), LATER: "gave:: [[Ada]] a; received:: [[Ada]] b\n"}, ""),
    (
        "since something came back",
        gifts("2026-02-02 gave", "2026-03-02 received", "2026-04-02 gave", "2026-05-02 gave"),
        "gave 2 since 2026-04-02",
    ),
    ("not for long yet", gifts("2026-08-23 gave", "2026-10-02 gave"), ""),
    ("for just as long", gifts("2026-08-22 gave", "2026-10-02 gave"), "gave 2 since 2026-08-22"),
    ("long over", gifts("2025-03-02 gave", "2025-11-19 gave"), ""),
    ("begun long ago, and not over", gifts("2024-03-02 gave", "2025-11-20 gave"), "gave 2 since 2024-03-02"),
    (
        "on no day",
        {**gifts("2026-03-02 gave"), "Notes.md": "gave:: [[Ada]] a book\n"},
        "",
    ),
    ("promised and asked", {DAY: "promised:: [[Ada]] a\nasked:: [[Ada]] b\nnews:: [[Ada]] c\n"}, ""),
    ("private", {**gifts("2026-03-02 gave", "2026-10-02 gave"), ADA: contact("private: true")}, ""),
    (
        "two things in one note are given once",
        {DAY: "gave:: [[Ada]] a book\ngave:: [[Ada]] a pen\n"},
        "",
    ),
    (
        "two things in one of two notes",
        {DAY: "gave:: [[Ada]] a book\ngave:: [[Ada]] a pen\n", LATER: "gave:: [[Ada]] a card\n"},
        "gave 2 since 2026-03-02",
    ),
    (
        "what a private note says is not counted",
        {**gifts("2026-10-02 gave"), DAY: "---\nprivate: true\n---\ngave:: [[Ada]] a secret\n"},
        "",
    ),
    (
        "nor linked as the first of it",
        {
            **gifts("2026-04-02 gave", "2026-10-02 gave"),
            DAY: "---\nprivate: true\n---\ngave:: [[Ada]] a secret\n",
        },
        "gave 2 since 2026-04-02",
    ),
    (
        "what came back as a private note says did come back",
        {
            **gifts("2026-03-02 gave", "2026-04-02 gave"),
            "Daily/2026-10-02.md": "---\nprivate: true\n---\nreceived:: [[Ada]] a secret\n",
        },
        "",
    ),
    (
        "what stands in the note of somebody private is not counted",
        {
            **gifts("2026-10-02 gave"),
            GRACE: contact("private: true") + "- 2026-03-02 coffee\n\ngave:: [[Ada]] a card (2026-03-02)\n",
        },
        "",
    ),
    ("ended", {**gifts("2026-03-02 gave", "2026-10-02 gave"), ADA: contact("ended: true")}, ""),
]


@pytest.mark.parametrize(("title", "notes", "expected"), ONE_WAY, ids=[case[0] for case in ONE_WAY])
def test_between_whom_it_has_long_gone_one_way(
    title: str, notes: dict[str, str], expected: str, vault: Path
) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact(), **notes})
    with build.facts(vault, today=TODAY) as facts:
        rows = [
            f"{'gave' if one.mine else 'received'} {len(one.lines)} since {one.since}"
            for one in balance.of(facts.snapshot)
        ]
    assert rows == ([expected] if expected else [])


# --- laws -------------------------------------------------------------------------------------------

TOPICS = st.sampled_from(["looms", "old looms", "sailing", "public speaking", "Speaking", "hiring"])
WORDS = st.lists(TOPICS, max_size=3, unique=True)
PATHS = tuple(f"People/{name}.md" for name in ("Ada", "Bea", "Cid"))


def summary(path: str, teaches: list[str], learns: list[str]) -> Summary:
    said = {"teaches": teaches, "learns": learns}
    fields = {name: tuple(Value(text, 3, text) for text in texts) for name, texts in said.items() if texts}
    return Summary(path, path.rpartition("/")[2].removesuffix(".md"), fields)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    contacts = tuple(summary(path, draw(WORDS), draw(WORDS)) for path in PATHS)
    days = st.dates(TODAY - timedelta(500), TODAY).map(date.isoformat)
    ledger = tuple(
        LedgerLine(
            draw(st.sampled_from(["gave", "received"])),
            draw(st.sampled_from(PATHS)),
            draw(st.sampled_from(["a book", f"teaching: {draw(TOPICS)}"])),
            draw(days),
            f"Daily/{number}.md",
            1,
        )
        for number in range(draw(st.integers(0, 5)))
    )
    me = summary(ROBIN, draw(WORDS), draw(WORDS)) if draw(st.booleans()) else None
    return Snapshot(TODAY, contacts, me=me, ledger=ledger)


def turned(one: Snapshot) -> Snapshot:
    """The same with who teaches and who learns exchanged."""

    def turn(person: Summary) -> Summary:
        other = {"teaches": "learns", "learns": "teaches"}
        return replace(person, fields={other[name]: values for name, values in person.fields.items()})

    back = {"gave": "received", "received": "gave"}
    return replace(
        one,
        contacts=tuple(map(turn, one.contacts)),
        me=turn(one.me) if one.me else None,
        ledger=tuple(line._replace(kind=back[line.kind]) for line in one.ledger),
    )


@settings(max_examples=60)
@given(snapshots())
def test_both_sides_are_the_same_turned_round(one: Snapshot) -> None:
    here, there = skills.of(one, Config()), skills.of(turned(one), Config())
    assert [say(row) for row in here.learn] == [say(row) for row in there.teach]
    assert [say(row) for row in here.teach] == [say(row) for row in there.learn]
    assert [pair.contact.name for pair in here.pairs] == [pair.contact.name for pair in there.pairs]
    for mine, theirs in zip(here.pairs, there.pairs, strict=True):
        assert [p.skill for p in mine.learn] == [p.skill for p in theirs.teach]
        assert [p.skill for p in mine.teach] == [p.skill for p in theirs.learn]
    ways = [(way.contact.path, way.mine, way.since) for way in balance.of(one)]
    assert ways == [(way.contact.path, not way.mine, way.since) for way in balance.of(turned(one))]


@settings(max_examples=60)
@given(snapshots(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_known_makes_no_difference(one: Snapshot, random: Any) -> None:
    contacts, ledger = list(one.contacts), list(one.ledger)
    random.shuffle(contacts)
    random.shuffle(ledger)
    mixed = replace(one, contacts=tuple(contacts), ledger=tuple(ledger))
    assert skills.of(mixed, Config()) == skills.of(one, Config())
    assert balance.of(mixed) == balance.of(one)


@settings(max_examples=60)
@given(
    st.lists(
        st.frozensets(st.sampled_from(["card", "knit", "loom", "spin", "weave"]), min_size=1),
        min_size=1,
        max_size=12,
    )
)
def test_what_was_taught_is_one_row_with_the_first_that_is_the_same(taught: list[frozenset[str]]) -> None:
    """Of each row the first one is neither a part of the first of an earlier row, nor the other way round."""
    ledger = tuple(
        LedgerLine(
            "gave",
            PATHS[0],
            f"teaching: {' '.join(sorted(words))}",
            f"{date(2026, 9, 1) - timedelta(n)}",
            DAY,
            n,
        )
        for n, words in enumerate(taught, start=1)
    )
    firsts: list[frozenset[str]] = []
    for words in taught:
        if not any(words <= first or first <= words for first in firsts):
            firsts.append(words)
    found = skills.of(Snapshot(TODAY, (Summary(PATHS[0], "Ada"),), ledger=ledger), Config())
    assert [row.words for row in found.teach] == firsts


@settings(max_examples=60)
@given(snapshots(), TOPICS)
def test_what_is_asked_is_what_the_rows_say(one: Snapshot, topic: str) -> None:
    """Of a skill of the owner's, `asked` gives those of its row; a pair is on both sides; a partner has a line."""
    ledger = skills.of(one, Config())
    learn, teach = skills.asked(topic, one, Config())
    for subjects, people in ((ledger.learn, learn), (ledger.teach, teach)):
        for subject in subjects:
            if subject.text.value == topic:
                assert subject.partners == people
            assert all(partner.said or partner.lessons for partner in subject.partners)
    both = [
        {partner.contact.path for subject in side for partner in subject.partners}
        for side in (ledger.learn, ledger.teach)
    ]
    assert {pair.contact.path for pair in ledger.pairs} == both[0] & both[1]


# --- the page and the command -----------------------------------------------------------------------


def context(vault: Path, notes: Mapping[str, str]) -> dict[str, Any] | None:
    put(vault, {**ME, **notes})
    with build.facts(vault, today=TODAY) as facts:
        given = Inputs(facts.snapshot, facts.follow_ups, facts.problems, facts.config, facts.note_types)
        return dashboard.context(given)


PAGES = [
    ("nothing is known", {ADA: contact()}, None),
    ("only you say something", {ROBIN: contact("teaches: [looms]"), ADA: contact()}, None),
    ("somebody teaches it", LOOMS, (None, None)),
    ("no note of yours", {ADA: contact(), DAY: "gave:: [[Ada]] teaching: looms\n"}, (True, None)),
    (
        "your note says nothing",
        {ROBIN: contact(), ADA: contact(), DAY: "gave:: [[Ada]] teaching: looms\n"},
        (True, ROBIN),
    ),
    (
        "your note is private",
        {ROBIN: contact("private: true"), ADA: contact(), DAY: "gave:: [[Ada]] teaching: looms\n"},
        (None, None),
    ),
]


@pytest.mark.parametrize(("title", "notes", "expected"), PAGES, ids=[case[0] for case in PAGES])
def test_when_there_is_a_page_and_what_it_says_of_your_note(
    title: str, notes: dict[str, str], expected: tuple[Any, Any] | None, vault: Path
) -> None:
    given = context(vault, notes)
    said = given and (
        given["bare"] and given["bare"].value,
        given["own"] and given["own"]["path"].value,
    )
    assert said == expected


def test_many_are_counted(vault: Path) -> None:
    people = {f"People/P{number:02}.md": contact("teaches: [looms]") for number in range(11)}
    given = context(vault, {ROBIN: contact("learns: [looms]"), **people})
    assert given
    (row,) = given["learn"]["rows"]
    assert len(row["people"]["rows"]) == dashboard.PEOPLE
    assert row["people"]["more"].value == 11 - dashboard.PEOPLE


def test_what_could_be_given_back_is_what_was_not_taught_yet(vault: Path) -> None:
    given = context(
        vault,
        {
            ROBIN: contact("teaches: [looms, sailing]"),
            ADA: contact("learns: [looms, sailing, knitting]"),
            "Daily/2026-01-02.md": "gave:: [[Ada]] teaching: sailing\n",
            DAY: "received:: [[Ada]] a book\n",
            LATER: "received:: [[Ada]], of whom Eve Stone speaks\n",
            "People/Eve Stone.md": contact("private: true"),
        },
    )
    assert given
    (row,) = given["received"]["rows"]
    assert (row["times"].value, row["first"]["day"].value, row["words"]) == (2, date(2026, 3, 2), None)
    assert [one["text"].value for one in row["could"]] == ["looms"]


LATEST = [
    ("a gift", "gave:: [[Ada]] a book\n", 'The latest: *"a book"*.'),
    ("a lesson", "gave:: [[Ada]] teaching: sql; it went well\n", "The latest: you taught them sql."),
    ("a lesson to you", "received:: [[Ada]] teaching: sql\n", "The latest: they taught you sql."),
]


@pytest.mark.parametrize(("title", "line", "expected"), LATEST, ids=[case[0] for case in LATEST])
def test_the_latest_is_said_in_words(title: str, line: str, expected: str, vault: Path) -> None:
    first = line.partition("::")[0] + ":: [[Ada]] a list\n"
    put(vault, {"vaultnet.toml": "", ADA: contact(), DAY: first, LATER: line})
    build.build(vault, today=TODAY)
    assert expected in (vault / "Network/Network Skills.md").read_text("utf-8")


def run(vault: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["--vault", str(vault), "--today", TODAY.isoformat(), "skills", *arguments])
    said = capsys.readouterr()
    return code, said.out or said.err


SAID = [
    (
        "nothing is known",
        {},
        (),
        "Nothing is known of skills yet. Begin with what you teach and would like to learn, in a note of your own, "
        'a contact that vaultnet.toml names: me = "[[Your Name]]"\n',
    ),
    (
        "nothing in your note either",
        {ROBIN: contact()},
        (),
        "Nothing is known of skills yet. Begin with what you teach and would like to learn, in your own note: "
        'vaultnet set "Robin" teaches+="public speaking" learns+=looms\n',
    ),
    (
        "your note is private",
        {ROBIN: contact("private: true")},
        (),
        'Nothing is known of skills yet. Who teaches something: vaultnet set "Ada Lovelace" teaches+=looms\n',
    ),
    (
        "taught on no day, and there could be more",
        {"Notes.md": "gave:: [[Ada]] teaching: looms\n"},
        (),
        "You could teach\n  looms: Ada, taught  Notes.md:1\n"
        "There is more to say once it is written what you teach and would like to learn, in a note of your own, "
        'a contact that vaultnet.toml names: me = "[[Your Name]]"\n',
    ),
    (
        "a skill that nobody has",
        {},
        ("looms",),
        "Nobody in your notes teaches “looms”, or would like to learn it, as far as they say. Who does: "
        'vaultnet set "Ada Lovelace" teaches+="looms"\n',
    ),
    (
        "a skill in several words",
        {ADA: contact("learns: [speaking in public]")},
        ("public", "speaking"),
        "Who would like to learn “public speaking”\n  Ada (speaking in public)  People/Ada.md:3\n",
    ),
    (
        "no skill",
        {},
        ("the",),
        "Error: “the” names no skill. Write it as in: vaultnet skills public speaking\n"
        "How it is used: vaultnet skills -h\n",
    ),
]


@pytest.mark.parametrize(("title", "notes", "arguments", "expected"), SAID, ids=[case[0] for case in SAID])
def test_what_the_command_says(
    title: str,
    notes: dict[str, str],
    arguments: tuple[str, ...],
    expected: str,
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(vault, {**ME, ADA: contact(), **notes})
    code, said = run(vault, capsys, *arguments)
    assert (code, said) == (2 if expected.startswith("Error") else 0, expected)


def test_the_command_for_programs(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {**ME, **LOOMS})
    _, said = run(vault, capsys, "--json")
    data = json.loads(said)["data"]
    (row,) = data["learn"]["rows"]
    assert row["text"] == {
        "value": "looms",
        "sources": [{"path": ROBIN, "line": 3, "quote": "looms"}],
    }
    assert row["people"]["rows"][0]["name"]["value"] == "Ada"
    _, said = run(vault, capsys, "looms", "--json")
    data = json.loads(said)["data"]
    assert (data["skill"], data["teach"]) == ("looms", {"rows": [], "more": None})
    assert data["learn"]["rows"][0]["text"]["value"] == "looms"
