"""``vaultnet path``: what is said, what is not, and the draft that asks for an introduction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.one_by_one import run
from tests.vaults import put

LATELY = "- 2026-11-10 coffee: looms"
DRAFT = "_vaultnet/templates/drafts/introduction.md.jinja"


def person(name: str, *fields: str, log: str = "") -> dict[str, str]:
    """A contact's note."""
    return {f"People/{name}.md": "\n".join(("---", "type: contact", *fields, "---", log, ""))}


SETTINGS = {"vaultnet.toml": 'me = "[[Me Myself]]"\n'}
ME = person("Me Myself", "role: Weaver", "company: Initech", "teaches: [looms, dyeing, knots, felt]")
BEN = person("Ben", "knows: [Zoe]", log=LATELY)
ZOE = person("Zoe", "role: Director", "company: Globex")
GOAL = {"Goals/Lead.md": "---\ntype: goal\nneeds: [director]\nbecause: the view is good\n---\n"}
BASE = {**SETTINGS, **ME, **BEN, **ZOE}

# title, notes, what is typed, what is printed
SAID: list[tuple[str, Mapping[str, str], list[str], str]] = [
    (
        "a person",
        BASE,
        ["zoe"],
        "Ways to Zoe\nBen → Zoe\n  Ben  warm, last on 10 November  People/Ben.md:5\n  Zoe  Ben knows them             People/Ben.md:3\n",
    ),
    (
        "a place, with what they do there",
        BASE,
        ["Globex"],
        "Ways to Globex\nBen → Zoe\n  Ben  warm, last on 10 November  People/Ben.md:5\n"
        "  Zoe  Ben knows them             People/Ben.md:3\n       Director at Globex         People/Zoe.md:3\n",
    ),
    (
        "a link that was copied",
        BASE,
        ["[[Zoe]]"],
        "Ways to Zoe\nBen → Zoe\n  Ben  warm, last on 10 November  People/Ben.md:5\n  Zoe  Ben knows them             People/Ben.md:3\n",
    ),
    (
        "whom you know",
        BASE,
        ["ben"],
        "Ways to Ben\nBen\n  you know them  warm, last on 10 November  People/Ben.md:5\n",
    ),
    (
        "who was asked lately",
        {**BASE, "Daily/2026-11-02.md": "asked:: [[Ben]] for his press\n"},
        ["zoe"],
        "Ways to Zoe\nBen → Zoe, asked on 2 November: let them rest  Daily/2026-11-02.md:1\n"
        "  Ben  warm, last on 10 November  People/Ben.md:5\n  Zoe  Ben knows them             People/Ben.md:3\n",
    ),
    (
        "over one person only",
        {**BASE, **person("Cleo", "company: Globex", log=LATELY)},
        ["zoe", "--via", "cleo"],
        "Ways to Zoe\nCleo → Zoe\n  Cleo  warm, last on 10 November  People/Cleo.md:5\n"
        "  Zoe   both at Globex             People/Cleo.md:3\n",
    ),
    (
        "over somebody who leads nowhere",
        {**BASE, **person("Cleo", log=LATELY)},
        ["zoe", "--via", "cleo"],
        "Error: There is no way to Zoe over Cleo: none of their ties leads there in two steps.\n",
    ),
    (
        "over a stranger",
        {**BASE, **person("Cleo", "knows: [Zoe]")},
        ["zoe", "--via", "cleo"],
        "Error: There is no way to Zoe over Cleo: you were never in touch.\n",
    ),
    (
        "nobody leads there, and who is nearest",
        {**SETTINGS, **ME, **ZOE, **person("Cleo", "knows: [Zoe]")},
        ["zoe"],
        "None of those with whom you were in touch leads to Zoe in two steps.\n"
        "Nearest come, though you were never in touch:\n  Cleo  to Zoe: Cleo knows them  People/Cleo.md:3\n"
        'If somebody you know knows Cleo: vaultnet set "Ada Lovelace" knows+="[[Cleo]]"\n',
    ),
    (
        "nobody leads there at all",
        {**SETTINGS, **ME, **ZOE},
        ["zoe"],
        "None of those with whom you were in touch leads to Zoe in two steps.\n"
        'If somebody you know knows Zoe: vaultnet set "Ada Lovelace" knows+="[[Zoe]]"\n',
    ),
    (
        "a place at which nobody is",
        {**BASE, "Organisations/Umbrella.md": "---\ntype: organisation\n---\n"},
        ["umbrella"],
        "Nobody in your notes is at Umbrella, or knows it, as far as they say.\n"
        'Whoever does: vaultnet set "Ada Lovelace" knows+="[[Umbrella]]"\n',
    ),
    (
        "a slip of the pen",
        BASE,
        ["Globxe"],
        "Error: Nobody and no place in your notes is called “Globxe”, and nobody has it as a role or a skill.\n"
        "Did you mean “Globex”?\n",
    ),
    (
        "nothing like it",
        BASE,
        ["xyzzy"],
        "Error: Nobody and no place in your notes is called “xyzzy”, and nobody has it as a role or a skill.\n"
        "Whoever is there, or does that, has no note yet: vaultnet new contact NAME, with `company:` and `role:`.\n"
        "Where you could meet somebody: vaultnet event\n",
    ),
    (
        "nothing",
        BASE,
        [" "],
        "Error: To whom? vaultnet path Globex\nHow it is used: vaultnet path -h\n",
    ),
    (
        "oneself",
        BASE,
        ["me", "myself"],
        "Error: Me Myself is your own note (`me` in vaultnet.toml): there is no way to yourself.\n",
    ),
    (
        "somebody private",
        {**BASE, **person("Eve", "private: true", log=LATELY)},
        ["eve"],
        "Error: Eve is private: no way there is shown.\n",
    ),
    (
        "who has ended",
        {**BASE, **person("Eve", "ended: 2026-01-05", log=LATELY)},
        ["eve"],
        "Error: You no longer keep in touch with Eve, so no way to them is shown.\nIt says so in People/Eve.md:3.\n",
    ),
    (
        "two who are called so",
        {**BASE, **person("Eve May"), **person("Eve Lee")},
        ["eve"],
        "Error: “eve” could be any of 2 notes. Say more of the name, or the path:\n  People/Eve Lee.md\n  People/Eve May.md\n",
    ),
    (
        "to whom you know, a note of their own",
        BASE,
        ["ben", "--draft"],
        "Dear Ben,\n\nour last coffee was on 10 November. How have you been since?\n\n"
        "Would you have twenty minutes for me?\n\n"
        "Whenever and however it suits you. If it does not, that is fine, and needs no reason.\n\nMe Myself\n"
        '\nBefore you ask Ben: nothing given yet, as far as the notes tell. More: vaultnet giving "Ben"\n',
    ),
    (
        "somebody whom you know at the place is written to themselves, and who else could be asked stands below",
        {**BASE, **GOAL, **person("Cleo", "role: Director", "company: Globex", log="- 2025-01-10 call: looms")},
        ["Globex", "--draft"],
        "Dear Cleo,\n\nour last call was on 10 January 2025. How have you been since?\n\n"
        "Would you have twenty minutes for me? I would like to hear from you about your work at Globex.\n"
        "It is for a goal of mine, “Lead”, because the view is good.\n\n"
        "Whenever and however it suits you. If it does not, that is fine, and needs no reason.\n\nMe Myself\n"
        '\nBefore you ask Cleo: nothing given yet, as far as the notes tell. More: vaultnet giving "Cleo"\n'
        'To Zoe, over somebody else: vaultnet path "Globex" --draft --via "Ben"\n',
    ),
    (
        "of several the best who is not at rest; a letter that was sent is no talk",
        {
            **BASE,
            **person("Cleo", "company: Globex", "snooze: 2026-12-03", log=LATELY),
            **person("Dov", "company: Globex", log="- 2026-10-10 letter: looms"),
        },
        ["Globex", "--draft"],
        "Dear Dov,\n\nhow have you been?\n\n"
        "Would you have twenty minutes for me? I would like to hear from you about your work at Globex.\n\n"
        "Whenever and however it suits you. If it does not, that is fine, and needs no reason.\n\nMe Myself\n"
        '\nBefore you ask Dov: nothing given yet, as far as the notes tell. More: vaultnet giving "Dov"\n'
        'To Zoe, over somebody else: vaultnet path "Globex" --draft --via "Ben"\n',
    ),
    (
        "whom you know is introduced by nobody",
        {**BASE, **person("Zoe", log="- 2025-01-10 call: looms")},
        ["Zoe", "--draft", "--via", "Ben"],
        "Error: You know Zoe yourself: no introduction is needed.\n"
        'Write to them: vaultnet path "Zoe" --draft\n',
    ),
    (
        "who is to be let rest",
        {**BASE, **person("Ben", "knows: [Zoe]", "snooze: 2026-12-03", log=LATELY)},
        ["zoe"],
        "Ways to Zoe\nBen → Zoe, put off until 3 December: let them rest  People/Ben.md:4\n"
        "  Ben  warm, last on 10 November  People/Ben.md:6\n  Zoe  Ben knows them             People/Ben.md:3\n",
    ),
    (
        "an own note that was never filled in",
        {**BEN, **ZOE, **person("Me"), "vaultnet.toml": 'me = "[[Me]]"\n'},
        ["Zoe", "--draft"],
        "Error: Your own note does not say who you are yet, so nothing is written in your name.\n"
        "It is People/Me.md: rename it to your name (and change `me` in vaultnet.toml), and fill in `role:` and"
        " `company:`.\n",
    ),
    (
        "a link with other words to show",
        BASE,
        ["[[Ben|Benny]]"],
        "Ways to Ben\nBen\n  you know them  warm, last on 10 November  People/Ben.md:5\n",
    ),
    (
        "a name that a shell would run",
        {**SETTINGS, **ME, **person("$(touch x)`y`")},
        ["[[$(touch x)`y`]]"],
        "None of those with whom you were in touch leads to $(touch x)`y` in two steps.\n"
        "If somebody you know knows $(touch x)`y`: vaultnet set \"Ada Lovelace\" knows+='[[$(touch x)`y`]]'\n",
    ),
    (
        "what bears the name of somebody private, or a private place",
        {
            **SETTINGS,
            **ME,
            **person("Sec Ret", "private: true"),
            **person("Zoe", "role: Assistant of Sec Ret", "company: [Globex, '[[Shadow Org]]']", "knows: [Ben]"),
            **person("Ben", "company: '[[Shadow Org]]'", log=LATELY),
            "Organisations/Shadow Org.md": "---\ntype: organisation\nprivate: true\n---\n",
        },
        ["Globex"],
        "Ways to Globex\nBen → Zoe\n  Ben  warm, last on 10 November  People/Ben.md:5\n"
        "  Zoe  they know Ben              People/Zoe.md:5\n       at Globex                  People/Zoe.md:4\n",
    ),
    (
        "a private place by its name",
        {
            **BASE,
            **person("Cleo", "company: Shadow Org", log=LATELY),
            "Organisations/Shadow Org.md": "---\ntype: organisation\nprivate: true\n---\n",
        },
        ["Shadow Orgs"],
        "Error: Nobody and no place in your notes is called “Shadow Orgs”, and nobody has it as a role or a skill.\n"
        "Whoever is there, or does that, has no note yet: vaultnet new contact NAME, with `company:` and `role:`.\n"
        "Where you could meet somebody: vaultnet event\n",
    ),
    (
        "who was asked in a private note, which is not named",
        {
            **BASE,
            "Opportunities/Leaving.md": "---\ntype: opportunity\nprivate: true\nvia: '[[Ben]]'\nasked: 2026-11-02\n---\n",
        },
        ["zoe"],
        "Ways to Zoe\nBen → Zoe, asked on 2 November: let them rest  People/Ben.md:1\n"
        "  Ben  warm, last on 10 November  People/Ben.md:5\n  Zoe  Ben knows them             People/Ben.md:3\n",
    ),
    (
        "a template of your own",
        {**BASE, DRAFT: "{{ bridge.name }}: {{ target.name }}?\n"},
        ["zoe", "--draft"],
        "Ben: Zoe?\n"
        "\nBefore you ask Ben: nothing given yet, as far as the notes tell. More: vaultnet giving \"Ben\"\n",
    ),
    (
        "a template that fails",
        {**BASE, DRAFT: "{{ nobody }}\n"},
        ["zoe", "--draft"],
        "Error: The template drafts/introduction.md.jinja failed: 'nobody' is undefined.\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "typed", "expected"), SAID, ids=[case[0] for case in SAID])
def test_what_is_said(
    title: str, notes: Mapping[str, str], typed: list[str], expected: str, tmp_path: Path
) -> None:
    put(tmp_path, notes)
    assert run(tmp_path, "path", *typed)[1] == expected


# --- the draft -------------------------------------------------------------------------------------

ASKS = """Dear Ben,

could you introduce me to Zoe (Director at Globex)?
I would like to hear from them about their work as Director.
"""
LETS = """
If you would rather not, a no is fine, and needs no reason. If you would, please ask first whether it is welcome. Here is a text that you can forward as it is.

Me Myself

---

Dear Zoe,

I am Me Myself, Weaver at Initech.
I would like to hear from you about your work as Director.
"""
ENDS = """
Twenty minutes would be enough, whenever and however it suits you. If it does not, that is fine.

If it is ever of use to you: I know something about looms, dyeing and knots.

Me Myself
"""
FOR = "It is for a goal of mine, “Lead”, because the view is good.\n"
DOOR = 'type: opportunity\npeople: ["[[Zoe]]"]\ngoals: ["[[Learn]]"]\n'
LEARN = {"Goals/Learn.md": "---\ntype: goal\n---\n"}

# title, notes, what stands in the draft, and what doesn't
DRAFTS: list[tuple[str, Mapping[str, str], list[str], list[str]]] = [
    ("without a goal", BASE, [ASKS + LETS + ENDS], ["goal"]),
    ("for a goal that needs what they have", {**BASE, **GOAL}, [ASKS + FOR + LETS + FOR + ENDS], []),
    (
        "for a goal that says not why",
        {**BASE, "Goals/Lead.md": "---\ntype: goal\nneeds: ['insider at Globex']\n---\n"},
        ["It is for a goal of mine, “Lead”.\n", "about your work at Globex."],
        ["because"],
    ),
    (
        "a goal that rests is none",
        {**BASE, "Goals/Lead.md": "---\ntype: goal\nneeds: [director]\nstatus: paused\n---\n"},
        [ASKS + LETS + ENDS],
        ["goal"],
    ),
    (
        "for the goal of an opportunity with them",
        {**BASE, **LEARN, "Opportunities/A.md": f"---\n{DOOR}---\n"},
        ["It is for a goal of mine, “Learn”.\n"],
        [],
    ),
    (
        "an opportunity that is closed is for nothing",
        {**BASE, **LEARN, "Opportunities/A.md": f"---\n{DOOR}closed: 2026-11-01\n---\n"},
        [],
        ["Learn"],
    ),
    (
        "a private goal is kept to oneself",
        {**BASE, "Goals/Leave.md": "---\ntype: goal\nneeds: [director]\nprivate: true\n---\n"},
        [],
        ["Leave", "goal"],
    ),
    (
        "why, when that names somebody private",
        {
            **BASE,
            **person("Eve May", "private: true"),
            "Goals/Lead.md": "---\ntype: goal\nneeds: [director]\nbecause: Eve May said so\n---\n",
        },
        ["“Lead”.\n"],
        ["Eve", "because"],
    ),
    (
        "what they would like to learn",
        {**BASE, **person("Zoe", "learns: [dyeing]")},
        ["In return I could tell you something about dyeing.", "could you introduce me to Zoe?\n"],
        ["looms", "about your"],
    ),
    (
        "what they teach",
        {**BASE, **person("Zoe", "teaches: [budgets]"), "Goals/A.md": "---\ntype: goal\nneeds: [budgets]\n---\n"},
        ["I would like to hear from you about budgets.\n"],
        [],
    ),
    (
        "whoever works for themselves is at no place",
        {**BASE, **person("Zoe", "role: Typesetter", "company: Freelance")},
        ["Zoe (Typesetter)?"],
        ["Freelance"],
    ),
    (
        "a note of one's own that is private",
        {**BASE, **person("Me Myself", "role: Weaver", "teaches: [looms]", "private: true")},
        ["I am Me Myself.\n"],
        ["Weaver", "looms"],
    ),
    (
        "a place whose note is private",
        {
            **BASE,
            **person("Zoe", "role: Director", "company: '[[Shadow Org]]'"),
            "Organisations/Shadow Org.md": "---\ntype: organisation\nprivate: true\n---\n",
        },
        ["introduce me to Zoe (Director)?"],
        ["Shadow"],
    ),
    (
        "an own note under another name",
        {**BEN, **ZOE, **person("Me", "aliases: [Ann Myself]", "role: Weaver"), "vaultnet.toml": 'me = "[[Me]]"\n'},
        ["I am Ann Myself, Weaver.\n"],
        ["I am Me"],
    ),
    ("no note of one's own", {**BEN, **ZOE, "vaultnet.toml": ""}, ["Dear Zoe,\n\nI would like"], ["I am", "None", "["]),
    (
        "over two people",
        {**SETTINGS, **ME, **ZOE, **person("Cleo", "knows: [Zoe]"), **person("Ben", "knows: [Cleo]", log=LATELY)},
        ["Dear Ben,\n\ncould you ask Cleo whether they would introduce me to Zoe (Director at Globex)?\n"],
        [],
    ),
    (
        "names stand as they are written",
        {**BASE, **person("Zoe", "role: C++ *and* C# lead", "company: A_b_c <d>")},
        ["Zoe (C++ *and* C# lead at A_b_c <d>)?"],
        ["\\"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "there", "absent"), DRAFTS, ids=[case[0] for case in DRAFTS])
def test_a_draft(
    title: str, notes: Mapping[str, str], there: list[str], absent: list[str], tmp_path: Path
) -> None:
    put(tmp_path, notes)
    code, text = run(tmp_path, "path", "Zoe", "--draft")
    assert code == 0
    assert [one for one in there if one not in text] == []
    assert [one for one in absent if one in text] == []


# --- for programs ----------------------------------------------------------------------------------


def test_what_programs_see(tmp_path: Path) -> None:
    put(tmp_path, {**BASE, **GOAL})
    code, text = run(tmp_path, "path", "Globex", "--draft", "--json")
    data = json.loads(text)["data"]
    assert code == 0
    assert data["sought"] == {"name": "Globex", "kind": "place", "path": None}
    (chain,) = data["chains"]
    assert [hop["name"]["value"] for hop in chain["hops"]] == ["Ben", "Zoe"]
    assert (chain["is"]["value"], chain["asked"], chain["score"]) == ("Director at Globex", None, 0.766)
    assert data["draft"]["text"].startswith("Dear Ben,")
    assert data["draft"]["of"]["goal"]["because"]["value"] == "the view is good"
    for leaf in leaves(data):
        for source in leaf["sources"]:
            line = (tmp_path / source["path"]).read_text().splitlines()[source["line"] - 1]
            assert source["quote"] in (line, source["path"]) or source["quote"] in line + source["path"]


def leaves(value: object) -> list[dict[str, list[dict[str, str | int]]]]:
    """Every value with its sources."""
    if isinstance(value, dict):
        return [value] if "sources" in value else [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else []


def test_where_there_is_no_way(tmp_path: Path) -> None:
    put(tmp_path, {**SETTINGS, **ME, **ZOE})
    code, text = run(tmp_path, "path", "Zoe", "--draft", "--json")
    assert (code, json.loads(text)["data"]) == (
        0,
        {"sought": {"name": "Zoe", "kind": "person", "path": "People/Zoe.md"}, "chains": [], "draft": None},
    )
