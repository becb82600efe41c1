"""``vaultnet review``: where it writes, what it refuses, and that a review counts for nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import SMALL, TODAY, tree
from vaultnet import build as building
from vaultnet.cli import main
from vaultnet.finding import Finder
from vaultnet.network import FollowUp, Snapshot
from vaultnet.problems import Problem
from vaultnet.reviews import seal

Q3 = "Reviews/2026/Review 2026-Q3.md"
WRITTEN = f"Looked back at July to September 2026.\nWrote {Q3}\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vaults.put(tmp_path, SMALL)
    return tmp_path


def run(
    vault: Path, capsys: pytest.CaptureFixture[str], *given: str, day: str = TODAY.isoformat()
) -> tuple[int, str, str]:
    code = main(["review", *given, "--vault", str(vault), "--today", day])
    out = capsys.readouterr()
    return code, out.out, out.err


# title, what was typed, today, where the review goes
PLACES = [
    ("the last week", "week", "2026-11-20", "Reviews/2026/Review 2026-W46.md"),
    ("the last month", "month", "2026-11-20", "Reviews/2026/Review 2026-10.md"),
    ("the last quarter", "quarter", "2026-11-20", Q3),
    ("the last year", "year", "2026-11-20", "Reviews/2025/Review 2025.md"),
    ("the running year", "year this", "2026-11-20", "Reviews/2026/Review 2026.md"),
    ("one by its name", "quarter 2026-Q1", "2026-11-20", "Reviews/2026/Review 2026-Q1.md"),
    ("a week of two years", "week 2026-W53", "2027-02-01", "Reviews/2026/Review 2026-W53.md"),
    ("without its kind", "2026-Q3", "2026-11-20", Q3),
    ("a quarter of no year", "q3", "2026-11-20", Q3),
    ("a month by its name", "September 2026", "2026-11-20", "Reviews/2026/Review 2026-09.md"),
    ("the last week, in words", "last week", "2026-11-20", "Reviews/2026/Review 2026-W46.md"),
    ("a kind in capitals", "Year 2025", "2026-11-20", "Reviews/2025/Review 2025.md"),
    ("a time long before the notes", "year 1999", "2026-11-20", "Reviews/1999/Review 1999.md"),
]


@pytest.mark.parametrize(
    ("given", "day", "path"), [one[1:] for one in PLACES], ids=[one[0] for one in PLACES]
)
def test_where_it_goes(
    vault: Path, capsys: pytest.CaptureFixture[str], given: str, day: str, path: str
) -> None:
    code, out, err = run(vault, capsys, *given.split(), day=day)
    assert (code, out.splitlines()[1:], err) == (0, [f"Wrote {path}"], "")
    assert seal.is_untouched((vault / path).read_bytes())


# title, what was typed, exit code, what is said
REFUSED = [
    ("a quarter to come", "quarter 2027-Q1", 1, "January to March 2027 is still to come: it begins on 1 January 2027."),
    ("the next week", "week next", 1, "Week 48 of 2026 is still to come: it begins on 23 November."),
    ("no such week", "week 2026-W54", 2, "“2026-W54” is no week. Write 2026-W39 or W39, this or last, or a day in it: 2026-09-21."),
    ("no such month", "month Smarch", 2, "“Smarch” is no month. Write 2026-09 or September, this or last"),
    ("no such quarter", "quarter Q7", 2, "“Q7” is no quarter."),
    ("no year", "year soon", 2, "“soon” is no year. Write 2026, this or last"),
    ("another kind", "week 2026-Q3", 2, "2026-Q3 is a quarter: vaultnet review quarter 2026-Q3"),
    ("nothing", "", 2, "Say what to look back on: week, month, quarter or year.\nThe last quarter that is over: vaultnet review quarter."),
    ("no time at all", "decade", 2, "“decade” is no time to look back on. Write week, month, quarter or year, and then which"),
    ("a slip of the pen", "qarter", 2, "“qarter” is no time to look back on. Did you mean vaultnet review quarter?"),
    ("a slip of the pen, and which", "moth last", 2, "“moth last” is no time to look back on. Did you mean vaultnet review month last?"),
    ("a number that may be a week or a month", "9", 2, "“9” is no time to look back on."),
    ("a number of a year that may be a week or a month", "09 2026", 2, "“09 2026” can be a week or month. Say which: vaultnet review week 09 2026"),
    ("one that may be a quarter, too", "3 of 2026", 2, "“3 of 2026” can be a week, month or quarter. Say which:"),
    ("a day of any kind", "2026-09-21", 2, "“2026-09-21” can be a week, month, quarter or year. Say which: vaultnet review week 2026-09-21"),
    ("one to come without its kind", "2027-Q1", 1, "January to March 2027 is still to come"),
    ("a year out of reach", "year 1850", 1, "1850 was over more than 100 years ago, and your notes tell nothing of it: nothing was written.\n"
        "The first time in touch that they tell of was on 2 September: vaultnet review year 2026"),
    ("a week out of reach", "week 0001-W01", 1, "Week 1 of 1 was over more than 100 years ago"),
    ("a day that there is not", "week 2026-02-30", 2, "“2026-02-30” is no week."),
    ("control characters", "month \x1b[31m", 2, "is no month."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code", "said"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_what_is_refused(
    vault: Path, capsys: pytest.CaptureFixture[str], given: str, code: int, said: str
) -> None:
    before = tree(vault)
    found, _, err = run(vault, capsys, *given.split())
    assert found == code
    assert said in err
    assert "\x1b" not in err
    assert tree(vault) == before


def test_a_vault_with_nobody_in_it_reaches_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(tmp_path, {"vaultnet.toml": ""})
    code, _, err = run(tmp_path, capsys, "year", "1850")
    assert code == 1
    assert err.endswith("The last year that is over: vaultnet review year 2025\n")
    assert run(tmp_path, capsys, "year", "1990")[0] == 0


def test_what_the_notes_tell_of_is_in_reach_however_long_ago(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vaults.put(vault, {"Letters/Ada.md": "---\ndate: 1850-03-02\n---\nLetter to [[Ada Lovelace]].\n"})
    assert run(vault, capsys, "year", "1850")[0] == 0


def test_one_that_is_there_stays(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, capsys, "quarter")
    before = tree(vault)
    code, out, err = run(vault, capsys, "quarter", "Q3")
    assert (code, out) == (1, "")
    assert f"{Q3}:1: There is a review of 2026-Q3 already; it was left as it is." in err
    assert "vaultnet review quarter 2026-Q3 --again" in err
    assert tree(vault) == before


def test_one_that_nobody_edited_can_be_written_anew(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, capsys, "quarter")
    assert run(vault, capsys, "quarter", "--again")[1] == "Nothing has changed since it was written.\n"
    vaults.put(vault, {"Daily/2026-09-03.md": "Lunch with [[Grace Hopper]] about compilers.\n"})
    assert run(vault, capsys, "quarter", "--again")[:2] == (0, WRITTEN.replace("Wrote", "Changed"))
    assert "meal on [[2026-09-03\\|3 September]]" in (vault / Q3).read_text()


EDITS = {
    "a word": lambda text: text.replace("## In your own words\n", "## In your own words\nMore walks.\n"),
    "a line less": lambda text: text.replace("## Goals\n", ""),
    "another property": lambda text: text.replace("to: 2026", "mood: good\nto: 2026"),
    "no seal": lambda text: text[: text.index("<!-- review ")],
    "everything": lambda text: "My own.\n",
    "nothing left": lambda text: "",
}


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_one_that_was_edited_is_never_written_anew(
    vault: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    run(vault, capsys, "quarter")
    (vault / Q3).write_text(EDITS[edit]((vault / Q3).read_text()))
    before = tree(vault)
    code, _, err = run(vault, capsys, "quarter", "--again")
    assert code == 1
    assert "and it was edited since, so it stays as it is" in err
    assert tree(vault) == before


def test_other_line_ends_are_no_edit(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, capsys, "quarter")
    data = (vault / Q3).read_bytes()
    assert seal.is_untouched(data.replace(b"\n", b"\r\n"))
    assert seal.is_untouched(b"\xef\xbb\xbf" + data)
    assert not seal.is_untouched(data + b"More.\n")


# title, what is done to the notes, what the review says then and what it said
FOLLOWED = [
    ("a rename", ["rename", "Ada Lovelace", "Ada King"], "[[Ada King]]", "[[Ada Lovelace]]"),
    ("a merge", ["merge", "Ada Lovelace", "Grace Hopper", "--yes"], "[[Grace Hopper]]", "[[Ada Lovelace]]"),
    ("a note it is about", ["rename", "Lead a team", "Lead two"], "[[Lead two]]", "[[Lead a team]]"),
    ("itself, to another folder", ["rename", "Review 2026-Q3", "Old/Review 2026-Q3"], "[[Ada Lovelace]]", ""),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("given", "says", "said"), [one[1:] for one in FOLLOWED], ids=[one[0] for one in FOLLOWED]
)
def test_a_rename_is_no_edit(
    vault: Path, capsys: pytest.CaptureFixture[str], given: list[str], says: str, said: str, ends: str
) -> None:
    """Its links follow, so that they lead somewhere a year later, and it can still be written anew."""
    vaults.put(vault, {"Daily/2026-09-02.md": "Lunch with [[Grace Hopper]], helps:: [[Lead a team]]\n"})
    run(vault, capsys, "quarter")
    (vault / Q3).write_bytes((vault / Q3).read_bytes().replace(b"\n", ends.encode()))
    before = tree(vault)
    assert main([*given, "--vault", str(vault), "--today", TODAY.isoformat()]) == 0
    capsys.readouterr()
    (there,) = vault.rglob("Review 2026-Q3.md")
    data = there.read_bytes()
    assert seal.is_untouched(data)
    assert data.count(b"\n") == data.count(ends.encode())
    assert says in data.decode()
    assert not said or said not in data.decode()
    assert run(vault, capsys, "quarter", "--again")[0] == 0
    for _ in range(1 if there.read_bytes() == data else 2):
        assert main(["undo", "--vault", str(vault)]) == 0
    assert tree(vault) == before


def test_a_rename_makes_no_edited_review_look_unedited(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(vault, capsys, "quarter")
    (vault / Q3).write_text((vault / Q3).read_text().replace("## In your own words\n", "## In my words\n"))
    assert main(["rename", "Ada Lovelace", "Ada King", "--vault", str(vault)]) == 0
    assert "[[Ada King]]" in (vault / Q3).read_text()
    assert not seal.is_untouched((vault / Q3).read_bytes())
    assert run(vault, capsys, "quarter", "--again")[0] == 1


def test_one_that_was_moved_is_found(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(vault, capsys, "quarter")
    (vault / "Old").mkdir()
    (vault / Q3).rename(vault / "Old/Review 2026-Q3.md")
    code, _, err = run(vault, capsys, "quarter")
    assert code == 1
    assert "Old/Review 2026-Q3.md:1: There is a review" in err


# title, where something stands, whether it is a folder, what is said
IN_THE_WAY = [
    ("a folder of its name", Q3, True, f"Error: {Q3} is a folder, so the review of 2026-Q3 was not written.\nGive the folder another name.\n"),
    ("a file where its folder is to be", "Reviews", False, "Error: Reviews is a file, and reviews are to lie in a folder of that name: nothing was written.\nGive the file another name.\n"),
    ("a file where the year's folder is to be", "Reviews/2026", False, "Error: Reviews/2026 is a file, and reviews are to lie in a folder of that name: nothing was written.\nGive the file another name.\n"),
]  # fmt: skip


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=["written", "dry run"])
@pytest.mark.parametrize(
    ("path", "folder", "said"), [one[1:] for one in IN_THE_WAY], ids=[one[0] for one in IN_THE_WAY]
)
def test_what_stands_in_its_way(
    vault: Path, capsys: pytest.CaptureFixture[str], path: str, folder: bool, said: str, more: list[str]
) -> None:
    (vault / path).parent.mkdir(parents=True, exist_ok=True)
    if folder:
        (vault / path).mkdir()
    else:
        (vault / path).write_text("Mine.\n")
    vaults.put(vault, {"Reviews/2025/Review 2025.md": "Mine.\n"} if path == "Reviews/2026" else {})
    before = tree(vault)
    assert run(vault, capsys, "quarter", *more) == (1, "", said)
    assert tree(vault) == before


def test_a_dry_run_writes_nothing(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(vault)
    code, out, _ = run(vault, capsys, "quarter", "--dry-run")
    assert code == 0
    assert f"+++ b/{Q3}\n" in out
    assert "+# July to September 2026\n" in out
    assert tree(vault) == before


def test_programs_are_told_every_line(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run(vault, capsys, "quarter", "--json")[1])["data"]
    assert told["period"] == {
        "kind": "quarter",
        "name": "2026-Q3",
        "first": "2026-07-01",
        "last": "2026-09-30",
    }
    assert told["path"] == Q3
    row = told["review"]["talks"]["others"]["rows"][0]
    assert row["who"]["name"]["value"] == "Ada Lovelace"
    assert row["times"][0]["day"] == {
        "value": "2026-09-02",
        "sources": [{"path": "People/Ada Lovelace.md", "line": 9, "quote": "2026-09-02"}],
    }


def test_it_is_taken_back(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(vault)
    run(vault, capsys, "quarter")
    assert main(["undo", "--vault", str(vault)]) == 0
    capsys.readouterr()
    assert tree(vault) == before


FACTS = ("contacts", "interactions", "plans", "goals", "tasks", "ledger", "ticks", "problems")


def facts(vault: Path) -> dict[str, list[tuple[object, ...]]]:
    with building.facts(vault, today=TODAY) as found:
        return {view: found.query(f"select * from {view}")[1] for view in FACTS} | {
            "promises": found.query("select * from promise order by note, line, contact")[1]
        }


def test_a_review_counts_for_nobody(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "- gave:: [[Ada Lovelace]] a book\n- [x] Thank [[Grace Hopper]] 📅 2026-10-02 ✅ 2026-10-03\n"
    vaults.put(vault, {"Daily/2026-10-02.md": f"Coffee with [[Grace Hopper]].\n{more}"})
    before = facts(vault)
    for given in (["week", "this"], ["month"], ["quarter"], ["year", "this"]):
        assert run(vault, capsys, *given)[0] == 0
    assert facts(vault) == before


GRACE = "People/Grace Hopper.md"
# title, what the owner writes into it, and what is counted then: view, row
OWN_WORDS: list[tuple[str, str, dict[str, list[tuple[object, ...]]]]] = [
    ("words with links", "More of [[Grace Hopper]], lunch with her did me good.\n", {}),
    (
        "an open task",
        "- [ ] Call [[Grace Hopper]] 📅 2026-12-01\n",
        {"promises": [(GRACE, "Call [[Grace Hopper]]", "2026-12-01", "")]},
    ),
    ("an open task with nobody on it", "- [ ] Walk more 📅 2026-12-01\n", {}),
    ("a list without boxes", "- Call [[Grace Hopper]] more often\n", {}),
    (
        "a task that is done",
        "- [x] Call [[Grace Hopper]] ✅ 2026-11-12\n",
        {
            "promises": [(GRACE, "Call [[Grace Hopper]]", "", "2026-11-12")],
            "interactions": [(GRACE, "2026-11-12", "call")],
        },
    ),
    (
        "a line that begins with a day",
        "- 2026-11-12 lunch with [[Grace Hopper]]\n",
        {"interactions": [(GRACE, "2026-11-12", "meal")]},
    ),
    (
        "a day that counts already",
        "- 2026-11-01 lunch with [[Grace Hopper]]\n",
        {},
    ),
    (
        "what was given, with its day",
        "- 2026-11-12 gave:: [[Grace Hopper]] a moth\n",
        {"ledger": [(GRACE, "gave", "2026-11-12")], "interactions": [(GRACE, "2026-11-12", "mention")]},
    ),
    (
        "what was given, without one",
        "- gave:: [[Grace Hopper]] a moth\n",
        {"ledger": [(GRACE, "gave", "")]},
    ),
]


@pytest.mark.parametrize(
    ("words", "counted"), [one[1:] for one in OWN_WORDS], ids=[one[0] for one in OWN_WORDS]
)
def test_what_the_owner_writes_into_it_counts_as_in_any_note_without_a_day(
    vault: Path,
    capsys: pytest.CaptureFixture[str],
    words: str,
    counted: dict[str, list[tuple[object, ...]]],
) -> None:
    run(vault, capsys, "quarter")
    before = tallied(vault)
    (vault / Q3).write_text((vault / Q3).read_text().replace("own words\n", f"own words\n\n{words}"))
    assert {
        view: new for view, rows in tallied(vault).items() if (new := sorted(set(rows) - set(before[view])))
    } == counted


def tallied(vault: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a vault counts, without where it stands."""
    with building.facts(vault, today=TODAY) as found:
        return {
            "interactions": [*found.query("select contact, day, kind from interactions")[1]],
            "ledger": [*found.query("select contact, kind, day from ledger")[1]],
            "promises": [
                *found.query(
                    "select c.path, p.text, p.due, p.closed from promise p join note c on c.id = p.contact"
                )[1]
            ],
        }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[types.meeting]\nfolder = "Reviews"\n', "would be read as a note of the type meeting"),
        ('[types.goal]\nwhere = { review = "2026-Q3" }\n', "would be read as a note of the type goal"),
    ],
)
def test_it_is_not_written_where_it_would_count(
    vault: Path, capsys: pytest.CaptureFixture[str], settings: str, said: str
) -> None:
    vaults.put(vault, {"vaultnet.toml": settings})
    before = tree(vault)
    code, _, err = run(vault, capsys, "quarter")
    assert code == 1
    assert said in err
    assert tree(vault) == before


# a template of the vault's own, and what is said
TEMPLATES = [
    ("{{ nothing }}", "The template reviews/review.md.jinja failed: 'nothing' is undefined."),
    (
        "2026-08-01 lunch with [[Ada Lovelace]]\n",
        "Its line “2026-08-01 lunch with [[Ada Lovelace]]” would count as time in touch or as a promise",
    ),
    (
        "# Mine\n- [ ] Call [[Ada Lovelace]]\n",
        "Its line “- [ ] Call [[Ada Lovelace]]” would count as time in touch or as a promise",
    ),
    (
        "---\nhelps: '[[Lead a team]]'\n---\nIt went well.\n",
        "Something in the review would count as time in touch or as a promise, so",
    ),
    ("---\ndate: 2026-08-01\n---\n", "would be read as more than a text without a day"),
]


@pytest.mark.parametrize(("template", "said"), TEMPLATES)
def test_a_template_of_ones_own(
    vault: Path, capsys: pytest.CaptureFixture[str], template: str, said: str
) -> None:
    vaults.put(vault, {"_vaultnet/templates/reviews/review.md.jinja": template})
    code, _, err = run(vault, capsys, "quarter")
    assert code == 1
    assert said in err
    assert not (vault / Q3).exists()


def test_signals_are_asked_for_today_and_for_the_day_before_its_time(
    vault: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At two thousand people that is most of the work; of the last day only what was is told, and nothing is due."""
    asked: list[str] = []
    find = Finder.find

    def finding(finder: Finder, shot: Snapshot) -> tuple[tuple[FollowUp, ...], list[Problem]]:
        asked.append(shot.today.isoformat())
        return find(finder, shot)

    monkeypatch.setattr(Finder, "find", finding)
    assert run(vault, capsys, "quarter")[0] == 0
    assert asked == ["2026-11-20", "2026-06-30"]


def test_what_came_after_its_time_is_absent(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a year that is looked back to from the next, what came in between is absent."""
    vaults.put(vault, {"Daily/2027-01-05.md": "Lunch with [[Grace Hopper]].\n"})
    code, _, _ = run(vault, capsys, "year", "2026", day="2027-01-20")
    assert code == 0
    text = (vault / "Reviews/2026/Review 2026.md").read_text()
    assert "meal on [[2026-11-01\\|1 November]]" in text
    assert "5 January" not in text
