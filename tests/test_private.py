"""Nothing of somebody private is quoted on any page: a vault in which every sort of note has words about them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import put
from vaultnet.cli import main

EVE = "People/Eve Stone.md"
FIELDS = """type: contact
tier: close
relation: [mentor, collaborator]
first_met: 2026-02-03
role: Engineering Manager
company: Globex
interests: [zqinterests]
teaches: [zqteaches]
learns: [zqlearns]
knows: ["[[Ada Lovelace]]"]
helps_with: ["[[Lead]]"]
"""
LOG = """
zqbody of the note.

## Log
- 2026-09-02 letter: zqletter
- 2026-10-05 call: zqcall; news:: zqnews
- 2026-10-06 coffee; gave:: zqgave; received:: zqreceived
- 2026-10-07 call; asked:: zqasked; promised:: zqpledged
"""
ABOUT = {
    "vaultnet.toml": 'me = "[[Robin]]"\n[dashboards]\npeople = "note"\n',
    "Robin.md": "---\ntype: contact\nteaches: [zqlearns]\nlearns: [zqteaches]\n---\n",
    "People/Ada Lovelace.md": '---\ntype: contact\ntier: close\nknows: ["[[Eve Stone]]"]\n---\n- 2026-11-01 coffee: on looms\n',
    "Meetings/2026-10-12 Eve.md": '---\ntype: meeting\nkind: mentoring\npeople: ["[[Eve Stone]]"]\nhelps: ["[[Lead]]"]\n---\n'
    "zqmeeting words.\n\n- [ ] #waiting [[Eve Stone]] sends zqtheirs 📅 2026-11-01\n- [ ] #advice [[Eve Stone]]: zqadvice\n",
    "Meetings/2026-11-23 Eve.md": '---\ntype: meeting\nkind: coffee\npeople: ["[[Eve Stone]]"]\n---\n',
    "Daily/2026-11-10.md": "Tea with [[Eve Stone]]: zqmention\n\n- [ ] Send [[Eve Stone]] the zqpromise 📅 2026-11-18\n"
    "- [ ] #request [[Eve Stone]]: zqrequest 📅 2026-11-25\n- [ ] #intro [[Eve Stone]] ↔ [[Ada Lovelace]]: zqintro\n",
    "Daily/2026-11-11.md": "share:: [[Eve Stone]] zqshare\nnews:: I told [[Eve Stone]] zqtold\n"
    "gave:: [[Eve Stone]] a recommendation zqwritten\nreceived:: [[Eve Stone]] a recommendation zqgot\n",
    "Goals/Lead.md": "---\ntype: goal\ndue: 2027-06-30\nneeds: [mentor]\n---\n"
    "- [x] Ask [[Eve Stone]] zqdone ✅ 2026-11-12\n- [ ] Tell [[Eve Stone]] zqstep 📅 2026-11-24\n"
    "when:: [[Eve Stone]] calls then:: zqplan\n",
    "Projects/Loom book.md": '---\ntype: project\npeople: ["[[Eve Stone]]", "[[Ada Lovelace]]"]\nstarted: 2026-06-01\ncheck_in: monthly\n---\n'
    "- [ ] [[Eve Stone]]: zqdeliver 📅 2026-11-01\n- [x] Eve Stone: zqdelivered ✅ 2026-10-02\n",
    "Opportunities/Talk.md": '---\ntype: opportunity\nkind: informational-interview\nstage: asked\npeople: ["[[Eve Stone]]"]\nasked: 2026-11-01\n---\n'
    "- [ ] Ask [[Eve Stone]] zqquestion\n",
    "Opportunities/Door.md": '---\ntype: opportunity\nkind: referral\nstage: ended\nvia: "[[Eve Stone]]"\norganisation: Globex\nclosed: 2026-11-05\n'
    "outcome: what Eve Stone said zqoutcome\n---\n",
    "Events/Loom Days.md": '---\ntype: event\ndate: 2026-11-14\npeople: ["[[Eve Stone]]"]\n---\n'
    "## Met\n\n- [[Eve Stone]]: zqmet; promised:: zqhand\n- [[Ada Lovelace]]: her looms\n",
    "Events/Loom Eve.md": '---\ntype: event\ndate: 2026-11-25\npeople: ["[[Eve Stone]]", "[[Ada Lovelace]]"]\n---\n',
    "Communities/Weavers.md": '---\ntype: community\nurl: https://weavers.example\nrhythm: weekly\npeople: ["[[Eve Stone]]"]\n---\n'
    "- 2026-10-20 engage: [[Eve Stone]] zqengage\n- 2026-10-21 answered [[Eve Stone]] on zqcontribution\n"
    "- [ ] Thank [[Eve Stone]] for zqtask 🔁 every month 📅 2026-11-01\n",
}  # fmt: skip
WORD = re.compile(r"\bzq\w+")


def pages(root: Path) -> dict[str, str]:
    """Every page of a build, and the review of a year, by name."""
    put(root, ABOUT)
    vaults.build(root)
    assert main(["--vault", str(root), "--today", "2026-11-20", "review", "year", "this"]) == 0
    made = {
        **vaults.outputs(root),
        **{p: d for p, d in vaults.tree(root).items() if p.startswith("Reviews/")},
    }
    return {path: data.decode() for path, data in made.items()}


def test_nothing_of_somebody_private_is_on_any_page(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {EVE: f"---\n{FIELDS}private: true\n---\n{LOG}"})
    found = {path: set(WORD.findall(text)) for path, text in pages(vault).items()}
    assert {path: words for path, words in found.items() if words} == {}
    capsys.readouterr()


def test_it_would_be_if_they_were_not(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The notes do reach the pages: of anybody else nearly all of it is there."""
    put(vault, {EVE: f"---\n{FIELDS}---\n{LOG}"})
    found = {path: set(WORD.findall(text)) for path, text in pages(vault).items()}
    every = set(WORD.findall("".join((*ABOUT.values(), FIELDS, LOG))))
    assert len(every - set().union(*found.values())) <= 8  # what is older than what is shown
    quoting = {
        path.rpartition("/")[2].removesuffix(".md").removeprefix("Network ") for path in found if found[path]
    }
    assert quoting >= {
        "Briefs", "Events", "Giving", "Goals", "Health", "Mentors", "Opportunities", "Presence", "Projects", "Skills",
        "Today", "Review 2026",
    }  # fmt: skip
    capsys.readouterr()
