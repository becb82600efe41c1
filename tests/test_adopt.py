"""What a vault is proposed to be: each file in data/adopt is a vault, with what must be found in it."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import config, frontmatter, markdown
from vaultnet.adopt import DIRECTORY, Proposal, Rule, propose
from vaultnet.adopt_fields import FieldRule
from vaultnet.adopt_text import describe, plural, quoted, render_config, warnings
from vaultnet.classify import Classifier
from vaultnet.note_types import NOTE_TYPES
from vaultnet.survey import Seen, Settings, guess_daily, read_settings
from vaultnet.survey_words import is_index, meaning, person_name
from vaultnet.tally import proposed, tally

TODAY = date(2026, 11, 20)
DATA = Path(__file__).parent / "data" / "adopt"


def seen(files: dict[str, str]) -> list[Seen]:
    classifier = Classifier((), config.Config())
    notes = []
    for path, text in files.items():
        if path.endswith(".md"):
            front = frontmatter.read(path, text)
            body = markdown.scan(front.body, front.body_line)
            template = classifier.is_template(path, "{{" in text.removesuffix(front.body), body)
            notes.append(Seen(path, front.values, body, template))
    return notes


def proposal_for(files: dict[str, str], people: tuple[str, ...] = ()) -> Proposal:
    return propose(seen(files), read_settings(files), NOTE_TYPES, people)


def counted(files: dict[str, str], proposal: Proposal) -> str:
    notes = {path: text.encode() for path, text in sorted(files.items()) if path.endswith(".md")}
    found = proposed(render_config(proposal), proposal.settings, NOTE_TYPES)
    return tally(notes, found, NOTE_TYPES, TODAY).sentence()


def read_case(path: Path) -> tuple[dict[str, str], str, str]:
    vault, _, rest = path.read_text("utf-8").partition(">>> found\n")
    found, _, toml = rest.partition(">>> vaultnet.toml\n")
    files = {}
    for part in vault.split("=== ")[1:]:
        name, _, text = part.partition("\n")
        files[name] = text
    return files, found.strip(), toml


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_vault(path: Path) -> None:
    files, found, toml = read_case(path)
    proposal = proposal_for(files)
    assert render_config(proposal) == toml
    assert counted(files, proposal) == found


# --- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("People", "contact"),
        ("01 - People", "contact"),
        ("👥 PEOPLE", "contact"),
        ("people_notes", "contact"),
        ("10 Kontakte", "contact"),
        ("People & Contacts", "contact"),
        ("[[People]]", "contact"),
        ("[[Categories/People|persons]]", "contact"),
        ("人物", "contact"),
        ("Meeting Notes", "meeting"),
        ("1-1s", "meeting"),
        ("Réunions", "meeting"),
        ("Re\u0301unions", "meeting"),
        ("OKRs", "goal"),
        ("Companies", "organisation"),
        ("Conferences", "event"),
        ("People & Projects", ""),
        ("People and Companies", ""),
        ("Peoples of the world", ""),
        ("2026", ""),
        ("", ""),
        ("[[]]", ""),
    ],
)
def test_meaning(text: str, expected: str) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", True),
        ("Lovelace, Ada", True),
        ("John von Neumann", True),
        ("Sophia De Morgan (Cambridge)", True),
        ("Person - Ada Lovelace", True),
        ("Mary O'Neill-Smith", True),
        ("Иван Петров", True),
        ("@ada", True),
        ("👤 Joel", True),
        ("Ada", None),
        ("kepano", None),
        ("张伟", None),
        ("", None),
        ("How to give feedback", False),
        ("Leading well", False),
        ("2026 Plan", False),
        ("One Two Three Four Five Six", False),
    ],
)
def test_person_name(name: str, expected: bool | None) -> None:
    assert person_name(name) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("People/README.md", True),
        ("People/People.md", True),
        ("_MOC - People.md", True),
        ("People/People MOC.md", True),
        ("People/Ada Lovelace.md", False),
        ("People/Mochi Tanaka.md", False),
    ],
)
def test_is_index(path: str, expected: bool) -> None:
    assert is_index(path) is expected


# --- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, Settings()),
        ({".obsidian/daily-notes.json": "{broken"}, Settings(daily_from=".obsidian/daily-notes.json")),
        ({".obsidian/daily-notes.json": "[1]"}, Settings(daily_from=".obsidian/daily-notes.json")),
        (
            {".obsidian/daily-notes.json": '\ufeff{"folder": "/Daily/", "format": ""}'},
            Settings("Daily", "", ".obsidian/daily-notes.json"),
        ),
        (
            {
                ".obsidian/daily-notes.json": '{"folder": "Daily"}',
                ".obsidian/plugins/periodic-notes/data.json": '{"daily": {"enabled": false, "folder": "X"}}',
            },
            Settings("Daily", "", ".obsidian/daily-notes.json"),
        ),
        (
            {
                ".obsidian/templates.json": '{"folder": "T"}',
                ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "T", "x": 1}',
            },
            Settings(templates=("T",), core_templates="T"),
        ),
        (
            {".obsidian/types.json": '{"types": {"Last Met": "date", "n": 3}}'},
            Settings(kinds={"lastmet": "date"}),
        ),
        ({".obsidian/types.json": '{"types": []}'}, Settings()),
    ],
)
def test_read_settings(texts: dict[str, str], expected: Settings) -> None:
    assert read_settings(texts) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["April 10th, 2022, Sunday"] * 5, ("Log", "MMMM Do, YYYY, dddd")),
        (["13.02.2026", "01.02.2026", "02.02.2026", "03.02.2026", "04.02.2026"], ("Log", "DD.MM.YYYY")),
        (["13-02-2026", "01-02-2026", "02-02-2026", "03-02-2026", "04-02-2026"], ("Log", "DD-MM-YYYY")),
        (["02-13-2026", "01-02-2026", "02-02-2026", "03-02-2026", "04-02-2026"], ("Log", "MM-DD-YYYY")),
        (["05-02-2026", "01-02-2026", "02-02-2026", "03-02-2026", "04-02-2026"], ("", "")),
        (["April 10th, 2022, Sunday"] * 4, ("", "")),
        (["2026-02-01"] * 9, ("", "")),
        (["Ada"] * 9, ("", "")),
    ],
)
def test_daily_notes_told_by_their_names(names: list[str], expected: tuple[str, str]) -> None:
    found = guess_daily([f"Log/{name}.md" for name in names], Settings())
    assert (found.daily_folder, found.daily_format) == expected
    assert bool(found.daily_from) is bool(expected[1])


def test_daily_notes_that_are_set_are_not_guessed() -> None:
    set_up = Settings("Daily", "", ".obsidian/daily-notes.json")
    assert guess_daily(["Log/April 10th, 2022.md"] * 9, set_up) is set_up


# --- directories, doubts, owners -------------------------------------------------------------------


def crowd(folder: str, number: int, text: str = "") -> dict[str, str]:
    return {f"{folder}/user{n}.md": text for n in range(number)}


def test_thousands_whom_nobody_met_are_a_directory() -> None:
    proposal = proposal_for(crowd("Community/People", DIRECTORY))
    assert proposal.contacts == 0
    assert [rule.value for rule in proposal.directories] == ["Community/People"]
    [said] = warnings(proposal)
    assert "looks like a directory of people, not your contacts" in said
    assert said.endswith("vaultnet init --people Community/People")


@pytest.mark.parametrize(
    ("title", "files"),
    [
        ("fewer than a directory", crowd("People", DIRECTORY - 1, "---\nemail: x@y.example\n---\n")),
        ("personal", crowd("People", DIRECTORY, "---\nbirthday: 05-02\n---\n")),
        (
            "met",
            crowd("People", DIRECTORY, "---\ncompany: Navy\n---\n")
            | {"2026-01-02.md": " ".join(f"[[user{n}]]" for n in range(9))},
        ),
    ],
)
def test_contacts_are_no_directory(title: str, files: dict[str, str]) -> None:
    proposal = proposal_for(files)
    assert proposal.directories == ()
    assert proposal.contacts >= DIRECTORY - 1


def test_a_directory_beside_contacts_is_left_out_and_said() -> None:
    files = crowd("People", DIRECTORY, "---\ncompany: Navy\n---\n") | {
        "Friends/Ada.md": "---\ntags: person\nemail: a@b.example\n---\n"
    }
    proposal = proposal_for(files)
    assert proposal.contacts == 1
    text = render_config(proposal)
    assert "looks like a directory of people" in text
    assert '# folder = "People"' in text
    assert counted(files, proposal).startswith("1 contact,")


def test_a_directory_by_category_says_its_rule() -> None:
    files = crowd("All", DIRECTORY, '---\ncategories: "[[People]]"\n---\n')
    text = render_config(proposal_for(files))
    assert '# where = { categories = "[[People]]" }' in text


def test_folders_that_the_owner_names_hold_contacts() -> None:
    files = crowd("People", DIRECTORY) | {"Log/a.md": ""}
    proposal = proposal_for(files, ("People",))
    assert (proposal.contacts, proposal.directories) == (DIRECTORY, ())
    assert 'folder = "People"' in render_config(proposal)


def test_a_folder_that_is_not_what_it_is_called_is_said() -> None:
    proposal = proposal_for({"People/Leading well.md": "", "People/How to ask.md": ""})
    assert proposal.contacts == 0
    [said] = warnings(proposal)
    assert said.startswith("2 notes in People/: left out, because too few")
    assert said.endswith("vaultnet init --people People")


def test_a_tag_that_is_a_topic_is_said() -> None:
    files = {"a b.md": "#people", "c d.md": "#people", "Ada.md": "---\ntype: contact\n---\n"}
    [said] = warnings(proposal_for(files))
    assert said.startswith("2 notes tagged #people: left out")
    assert "--people" not in said


def test_people_without_notes_are_said() -> None:
    files = {
        "People/Ada Lovelace.md": "---\naliases: [Ada]\n---\n",
        "Meetings/2026-01-01.md": '---\nwith: ["[[Ada]]", "[[Bo B]]", Cy C, Di D, "[[Ed E]]", all]\n---\n',
    }
    [said] = warnings(proposal_for(files))
    assert said.startswith("4 people whom your notes name have no note under that name (Bo B, Cy C, Di D …).")


def meetings(*groups: tuple[int, str], key: str = "attendees") -> dict[str, str]:
    """As many notes as each group says, with the people that it names, and a note for each of Ada, Bo and Cy."""
    named = [people for number, people in groups for _ in range(number)]
    notes = {
        f"Meetings/2026-{1 + at // 28:02}-{1 + at % 28:02}.md": f"---\n{key}: [{people}]\n---\nx"
        for at, people in enumerate(named)
    }
    return notes | {f"People/{name}.md": "" for name in ("Ada Lovelace", "Bo Peep", "Cy Young")}


ADA, BO, CY, DI = (f'"[[{name}]]"' for name in ("Ada Lovelace", "Bo Peep", "Cy Young", "Di Dee"))
OWNERS = [
    ("in all of ten, somebody in six", meetings((6, f"{ADA}, {BO}"), (4, f"{ADA}, {CY}")), "Ada Lovelace"),
    ("in four of five", meetings((4, ADA), (1, BO)), "Ada Lovelace"),
    ("in four of four", meetings((4, ADA)), ""),
    ("in three of five", meetings((3, ADA), (2, BO)), ""),
    ("another in nearly as many", meetings((10, f"{ADA}, {BO}"), (2, ADA), (1, BO)), ""),
    ("another without a note in as many", meetings((6, f"{ADA}, {DI}")), ""),
    ("another in two thirds as many", meetings((4, f"{ADA}, {BO}"), (2, ADA)), "Ada Lovelace"),
    ("another in a few more than that", meetings((5, f"{ADA}, {BO}"), (2, ADA)), ""),
    ("nobody in particular", meetings((4, ADA), (4, BO), (4, CY)), ""),
    (
        "under an alias as well",
        meetings((3, '"[[Ada]]"'), (3, ADA), (1, BO))
        | {"People/Ada Lovelace.md": "---\naliases: [Ada]\n---\n"},
        "Ada Lovelace",
    ),
    ("the author of everything", meetings((5, ADA), key="author"), "Ada Lovelace"),
    ("the author in plain text", meetings((4, "Ada Lovelace"), (1, "Someone"), key="author"), "Ada Lovelace"),
    ("authors of what was read", meetings((4, "Ada Lovelace"), (2, "Bo"), (1, "Cy"), key="author"), ""),
    (
        "author rather than guest",
        meetings((5, BO)) | {f"Ideas/{n}.md": f"---\nauthor: {ADA}\n---\n" for n in range(5)},
        "Ada Lovelace",
    ),
]


@pytest.mark.parametrize(("files", "owner"), [case[1:] for case in OWNERS], ids=[case[0] for case in OWNERS])
def test_who_seems_to_be_the_owner(files: dict[str, str], owner: str) -> None:
    proposal = proposal_for(files)
    assert proposal.me.name == owner
    assert (f'# me = "[[{owner}]]"' in render_config(proposal)) is bool(owner)
    assert any(said.startswith(f"{owner}: named ") for said in warnings(proposal)) is bool(owner)


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ({"People/Me.md": ""}, "Me"),
        ({"People/Ich.md": ""}, "Ich"),
        ({"People/Home owner.md": ""}, "Home owner"),
        ({"People/Robin Ferrer.md": "---\naliases: [me]\n---\n"}, "Robin Ferrer"),
        ({"Notes/Me.md": ""}, "Ada Lovelace"),
        ({"People/Me.md": "", "People/I.md": "---\naliases: [myself]\n---\n"}, "Ada Lovelace"),
    ],
)
def test_a_note_called_me_is_the_owners(note: dict[str, str], name: str) -> None:
    proposal = proposal_for(meetings((6, ADA)) | note)
    assert proposal.me.name == name
    assert (f'\nme = "[[{name}]]"' in render_config(proposal)) is (name != "Ada Lovelace")


def test_those_that_do_not_look_like_it_are_named() -> None:
    names = ("Ada Lovelace", "Bo Peep", "Cy Young", "Di Dee")
    files = {f"People/{name}.md": "" for name in names}
    assert describe(proposal_for(files)) == ["contacts: 4 notes in People/"]
    files |= {"People/How to ask.md": "", "People/Mum.md": ""}
    assert describe(proposal_for(files)) == [
        "contacts: 6 notes in People/, 4 of which look like it (the others: How to ask, Mum)"
    ]
    files |= {f"People/{name} Dee.md": "" for name in ("Ed", "Flo", "Gil", "Hal", "Ida")}
    files |= {f"People/{name}.md": "" for name in ("Nan", "Oma", "Pa", "Sis")}
    assert describe(proposal_for(files))[0].endswith("(the others: How to ask, Mum, Nan, Oma, Pa and 1 more)")


def test_drawings_are_left_out() -> None:
    files = {
        "People/Ada Lovelace.md": "",
        "People/Map.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n[[Ada Lovelace]]",
    }
    proposal = proposal_for(files)
    assert 'ignore = ["*.excalidraw.md"]' in render_config(proposal)
    assert counted(files, proposal).startswith("1 contact, ")
    with_templates = proposal_for(files | {"Templates/Person.md": ""})
    assert tomllib.loads(render_config(with_templates))["vault"] == {
        "templates": ["Templates"],
        "ignore": ["*.excalidraw.md"],
    }


def test_a_list_of_mappings_is_nobodys_value() -> None:
    files = {
        "People/Ada Lovelace.md": "---\nphone:\n  - label: home\n    number: 12345\nwith: {a: b}\nmet:: Bo\n---\n"
    }
    assert proposal_for(files).fields == ()


def test_tiers_of_the_owners_own_need_days() -> None:
    files = {"People/Ada Lovelace.md": "---\ntier: A\n---\n", "People/Bo Peep.md": "---\ntier: close\n---\n"}
    proposal = proposal_for(files)
    assert proposal.tiers == ("A",)
    assert '# [tiers]\n# "A" = 30\n' in render_config(proposal)
    assert any(said.startswith("Tiers without days: A.") for said in warnings(proposal))


def test_no_people_no_contacts() -> None:
    files = {"Guide/Install.md": "Run it.", "Guide/Use.md": "---\ntags: [docs]\n---\n", "README.md": "x"}
    proposal = proposal_for(files)
    assert (proposal.contacts, warnings(proposal), describe(proposal)) == (0, [], [])


def test_a_field_of_the_wrong_kind_is_not_mapped() -> None:
    text = "---\nemail: a@b.example\nlast met: long ago\nprm-paused: maybe\nkennengelernt: 2024\n---\n"
    files = {"People/Ada Lovelace.md": text, ".obsidian/types.json": '{"types": {"kennengelernt": "number"}}'}
    assert proposal_for(files).fields == ()


def test_describe_says_each_rule_and_field() -> None:
    rules = (
        Rule("contact", "folder", "", "People", ("a", "b"), 1),
        Rule("meeting", "tag", "", "m", ("c",), 1),
    )
    proposal = Proposal(rules=rules, fields=(FieldRule("email", ("a.b", "c"), 2),))
    assert describe(proposal) == [
        "contacts: 2 notes in People/, 1 of which look like it",
        "meetings: 1 note tagged #m",
        "email: from a.b and c (2 notes)",
    ]


# --- text ------------------------------------------------------------------------------------------

names = st.text(max_size=12)
rules = st.builds(
    Rule,
    st.sampled_from([t.name for t in NOTE_TYPES[:4]]),
    st.sampled_from(["where", "tag", "folder"]),
    names.filter(bool),
    names,
    st.just(("a",)),
    st.integers(0, 1),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rules, max_size=4, unique_by=lambda r: (r.type, r.how, r.key, r.value)), names, st.booleans())
def test_any_proposal_is_readable_settings(found: list[Rule], name: str, share: bool) -> None:
    proposal = Proposal(rules=tuple(found), templates=(name,), tiers=(name,), directories=tuple(found[:1]))
    data = tomllib.loads(render_config(proposal, share))
    for rule in found:
        table = data["types"][rule.type]
        told = table[rule.how][rule.key] if rule.how == "where" else table[rule.how]
        assert told == rule.value or rule.value in told
    assert data.get("dashboards", {}).get("share", False) is share
    assert config.read(render_config(proposal, share), NOTE_TYPES)[1] == ()


@given(st.text())
def test_quoted_text_reads_back(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


@pytest.mark.parametrize(("number", "expected"), [(0, "0 notes"), (1, "1 note"), (1204, "1,204 notes")])
def test_plural(number: int, expected: str) -> None:
    assert plural(number, "note") == expected
