"""The build from outside: what it writes, what it leaves alone, and what bad input gets."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from tests import vaults
from tests.vaults import SMALL, TODAY, build, clean, outputs, put, tree
from vaultnet import build as building
from vaultnet import dashboards, files, index, plugins, record
from vaultnet.__main__ import nothing_to_do
from vaultnet.build import Refused
from vaultnet.cli import main
from vaultnet.dates import later
from vaultnet.model import NoteType

EXAMPLE = Path(__file__).parent.parent / "examples/vault"


@pytest.fixture
def small(vault: Path) -> Path:
    put(vault, SMALL)
    return vault


def codes(root: Path) -> set[tuple[str, str]]:
    return {(problem.code, problem.path) for problem in build(root).problems}


# --- what it writes --------------------------------------------------------------------------------


def test_a_build_writes_the_dashboards_and_nothing_else(small: Path) -> None:
    before = tree(small)
    report = build(small)
    after = tree(small)
    assert {path: data for path, data in after.items() if path not in report.written} == before
    assert report.written == (
        "Network/Network Calendar.md",
        "Network/Network Calendar.svg",
        "Network/Network Goals.md",
        "Network/Network Health.md",
        "Network/Network People.base",
        "Network/Network Today.md",
    )
    assert (report.notes, report.changed, report.unchanged, report.problems) == (5, 5, 0, ())
    today = after["Network/Network Today.md"].decode()
    assert "[[Ada Lovelace]]" in today
    assert "the draft" in today


def test_only_what_changed_is_read_and_written_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaultnet.index.racy", lambda stamp, now: False)
    build(small)
    path = small / "Goals" / "Lead a team.md"
    path.write_text(path.read_text().replace("Hire one person", "Hire two people"))
    report = build(small)
    assert report.changed == 1
    assert report.written == ("Network/Network Goals.md", "Network/Network Today.md")


def test_a_dry_run_writes_nothing_and_shows_the_difference(small: Path) -> None:
    before = tree(small)
    report = build(small, dry_run=True)
    assert tree(small) == before
    assert "--- /dev/null\n+++ b/Network/Network Today.md\n" in report.diff
    build(small)
    (small / "vaultnet.toml").write_text('[dashboards]\nhide = ["Goals"]\n')
    report = build(small, dry_run=True)
    assert report.removed == ("Network/Network Goals.md",)
    assert "--- a/Network/Network Goals.md\n+++ /dev/null\n" in report.diff
    assert (small / "Network" / "Network Goals.md").exists()


def test_a_dashboard_that_is_no_longer_wanted_is_removed(small: Path) -> None:
    build(small)
    (small / "vaultnet.toml").write_text('[dashboards]\nhide = ["Goals"]\npeople = "note"\n')
    report = build(small)
    assert report.removed == ("Network/Network Goals.md", "Network/Network People.base")
    assert not (small / "Network" / "Network Goals.md").exists()
    assert "Network/Network People.md" in report.written


def test_a_copy_of_a_dashboard_is_the_users(small: Path) -> None:
    build(small)
    for name in ("Monday.md", "Network Today (conflict).md", "Kept.base"):
        original = "Network People.base" if name.endswith(".base") else "Network Today.md"
        put(small, {f"Network/{name}": (small / "Network" / original).read_bytes()})
    report = building.build(small, today=date(2026, 11, 21))
    assert report.removed == ()
    assert (small / "Network" / "Monday.md").exists()


def test_dashboards_move_with_their_folder(small: Path) -> None:
    build(small)
    page = small / "Network" / "Network Today.md"
    page.write_text(page.read_text() + "\nCall the printer\n")
    put(small, {"vaultnet.toml": '[dashboards]\nfolder = "Pages"\n'})
    report = build(small)
    assert sorted(path.replace("Pages/", "Network/") for path in report.written) == sorted(report.removed)
    assert report.rescued == ("Inbox/Call the printer.md",)
    assert os.listdir(small / "Network") == []


def test_dashboards_left_in_another_folder_are_pointed_out(small: Path) -> None:
    """Where nothing is known of the last build, as on another device."""
    build(small)
    put(small, {"vaultnet.toml": '[dashboards]\nfolder = "Pages"\n'})
    vaults.forget(small)
    report = build(small)
    assert {(p.code, p.path) for p in report.problems} == {
        ("stray-dashboard", f"Network/Network {name}.md") for name in ("Calendar", "Goals", "Health", "Today")
    }
    assert (small / "Network" / "Network Today.md").exists()
    assert build(small).written == ()


@pytest.mark.parametrize("odd", ["folder", "dead link", "loop"])
def test_something_odd_where_a_dashboard_goes_costs_that_dashboard(small: Path, odd: str) -> None:
    place = small / "Network" / "Network Today.md"
    place.parent.mkdir()
    if odd == "folder":
        place.mkdir()
    else:
        os.symlink("nowhere.md" if odd == "dead link" else place.name, place)
    put(small, {"Network/x.md/y.md": "mine\n", "Network/z.base/y.md": "mine\n"})
    report = build(small)
    assert "Network/Network Goals.md" in report.written
    assert ("output-in-the-way", "Network/Network Today.md") in {(p.code, p.path) for p in report.problems}
    assert all(problem.line and problem.hint for problem in report.problems)
    assert build(small).written == ()


def test_settings_may_be_linked_in(small: Path) -> None:
    put(small, {"dotfiles/vaultnet.toml": '[dashboards]\nhide = ["Goals"]\n'})
    (small / "vaultnet.toml").unlink()
    os.symlink("dotfiles/vaultnet.toml", small / "vaultnet.toml")
    put(small, {".obsidian/daily-notes.json/x": ""})
    assert "Network/Network Goals.md" not in build(small).written
    (small / "dotfiles" / "vaultnet.toml").write_text("")
    assert build(small).written == ("Network/Network Goals.md",)


def test_a_vault_is_one_whichever_way_it_is_reached(small: Path) -> None:
    """A build through a symbolic link leaves a record that holds for the vault itself."""
    (small / "vaultnet.toml").unlink()
    link = small.parent / "link"
    os.symlink(small, link)
    build(link)
    link.unlink()
    put(small, {"vaultnet.toml": "[tiers]\nclose = 400\n"})
    assert nothing_to_do(["--vault", str(small), "--today", TODAY.isoformat(), "build"]) is None
    assert "Network/Network Today.md" in build(small).written


def test_bytes_that_are_no_text_are_kept(small: Path) -> None:
    build(small)
    page = small / "Network" / "Network Today.md"
    page.write_bytes(page.read_bytes() + b"\ncaf\xe9 with Ada\n")
    put(small, {"_vaultnet/templates/dashboards/Today.md.jinja": "{{ no }}"})
    typed = page.read_bytes()
    build(small)
    assert page.read_bytes() == typed, "a dashboard that fails stays as it is, to the byte"
    (small / "_vaultnet" / "templates" / "dashboards" / "Today.md.jinja").unlink()
    (rescued,) = build(small).rescued
    assert (small / rescued).read_bytes().startswith(b"caf\xe9 with Ada\n")


def test_what_is_private_is_quoted_nowhere(small: Path) -> None:
    secret = "---\ntype: contact\nprivate: true\ntier: inner\nbirthday: secret illness\n---\n- [ ] secret task 📅 2026-11-01\n"
    put(small, {"People/Eve.md": secret + "- 2026-11-02 call: secret talk\n"})
    report = build(small)
    assert [(p.code, p.path, p.line) for p in report.problems] == [("bad-birthday", "People/Eve.md", 5)]
    assert not any(b"secret" in data for data in outputs(small).values())
    with building.facts(small, today=TODAY) as facts:
        for view in ("tasks", "interactions", "problems", "ledger", "follow_ups", "plans"):
            assert "secret" not in str(facts.query(f"select * from {view}")[1])


def test_nothing_of_somebody_private_is_said_under_another_name(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(small, {
        "People/Eve.md": "---\ntype: contact\naliases: [Eve Stone]\nprivate: true\n---\n",
        "People/Anna Berg.md": "---\ntype: contact\ntier: inner\n---\nMet over the secret of [[Eve Stone]].\n",
        "Goals/Home.md": "---\ntype: goal\n---\n- [ ] Ask [[Eve Stone]] about the secret 📅 2026-11-22\n",
        "Daily/2026-10-14.md": (
            "Dinner with [[Eve Stone]] and [[Anna Berg]]. A secret illness.\n"
            "- [ ] Ask [[Anna Berg]] about the secret lawyer of [[Eve Stone]] 📅 2026-11-22\n"
            "- [ ] #intro [[Anna Berg]] ↔ [[Eve Stone]] (secret: both yes)\n"
            "- [x] #advice follow the secret advice of [[Anna Berg]] on [[Eve Stone]] ✅ 2026-11-01\n"
            "gave:: [[Anna Berg]] a secret, of [[Eve Stone]]\n"
            "news:: my secret with [[Eve Stone]]\n"
            "share:: a secret paper [[Eve Stone]] wrote\n"
        ),
        "Daily/2026-10-15.md": (
            "Told [[Anna Berg]] of the secret that Eve has.\n- [ ] Tell [[Anna Berg]] what secret Eve has 📅 2026-11-21\n"
        ),
        "Meetings/2026-10-16.md": '---\npeople: ["[[Eve Stone]]", "[[Anna Berg]]"]\n---\nThe secret is out.\n',
    })  # fmt: skip
    build(small)
    assert "Anna Berg" in "".join(data.decode() for data in outputs(small).values())
    assert [path for path, data in outputs(small).items() if b"secret" in data] == []
    with building.facts(small, today=TODAY) as facts:
        linked = "path not like '%10-15%'"  # who is only named is known when all is
        for view in ("tasks", "interactions", "problems", "ledger", "plans"):
            assert "secret" not in str(facts.query(f"select * from {view} where {linked}")[1])
        assert "secret" not in str(facts.query("select * from follow_ups")[1])
    at = ["--vault", str(small), "--today", TODAY.isoformat()]
    asked = ("due", "goals", "brief Anna", "show Anna", "show Home", "why Anna", "why Home")
    for command in (*asked, *(f"{one} --json" for one in (*asked, "next", "triage"))):
        assert main([*at, *command.split()]) == 0, command
        said = capsys.readouterr().out
        assert said, command
        assert "secret" not in said, command


def test_an_owner_who_appears_is_no_contact_from_then_on(small: Path) -> None:
    """Which note is the owner's decides what their own note says, not only what links to it."""
    contact = "---\ntype: contact\naliases: [Me]\n---\n- 2026-10-10 call: hello\n"
    put(small, {"vaultnet.toml": 'me = "[[Me]]"\n', "People/X.md": contact})
    question = "select contact from interactions where contact = 'People/X.md'"
    with building.facts(small, today=TODAY) as facts:
        assert facts.query(question)[1] == []
    put(small, {"Me.md": "It is me.\n"})
    with building.facts(small, today=TODAY) as facts:
        assert facts.query(question)[1] == [("People/X.md",)]
    (small / "Me.md").unlink()
    with building.facts(small, today=TODAY) as facts:
        assert facts.query(question)[1] == []


def test_a_note_that_stops_being_a_dashboard_answers_to_its_name(small: Path) -> None:
    put(small, {
        "Bob.md": "---\nvaultnet: Bob\nfor: 2026-11-01\n---\n",
        "People/Robert.md": "---\ntype: contact\naliases: [Bob]\n---\n",
        "Daily/2026-09-02.md": "Coffee with [[Bob]]\n",
    })  # fmt: skip
    question = "select contact from interactions where day = '2026-09-02' and contact like '%Robert%'"
    with building.facts(small, today=TODAY) as facts:
        assert facts.query(question)[1] == [("People/Robert.md",)]
    put(small, {"Bob.md": "A fish.\n"})
    with building.facts(small, today=TODAY) as facts:
        assert facts.query(question)[1] == []


def test_what_the_settings_name_in_vain_is_said(small: Path) -> None:
    settings = 'me = "[[Nobody]]"\n[types.contact]\nfolder = "Crew"\n[dashboards]\nhide = ["Todya"]\n[weights]\ncadance = 0\n'
    put(small, {"vaultnet.toml": settings})
    found = [(p.line, p.code, p.hint) for p in build(small).problems if p.path == "vaultnet.toml"]
    assert found == [
        (1, "setting-names-nothing", "Mend the name, or take the setting out."),
        (3, "setting-names-nothing", "Mend the name, or take the setting out."),
        (5, "setting-names-nothing", "Did you mean `Today`?"),
        (7, "setting-names-nothing", "Did you mean `cadence`?"),
    ]


def test_a_dry_run_shows_what_would_be_rescued(small: Path) -> None:
    build(small)
    page = small / "Network" / "Network Today.md"
    page.write_text(page.read_text() + "\nCall the printer\n")
    diff = building.build(small, today=date(2026, 11, 21), dry_run=True).diff
    assert "--- /dev/null\n+++ b/Inbox/Call the printer.md\n" in diff
    assert not (small / "Inbox").exists()


def test_a_day_that_has_not_come_is_said(small: Path) -> None:
    put(small, {"People/Grace Hopper.md": "---\ntype: contact\ncadence: 6w\nlast_contact: 2062-01-01\n---\n"})
    (problem,) = build(small).problems
    assert (problem.code, problem.path, problem.line) == ("future-day", "People/Grace Hopper.md", 4)
    with building.facts(small, today=TODAY) as facts:
        assert facts.query("select * from plans")[1] == []


AT_THE_ENDS = {"People/Ida.md": "---\ntype: contact\ntier: close\nbirthday: 05-02\nsnooze: 9999-12-30\n---\n"}
AT_THE_ENDS |= {
    path.format(day): text.format(day)
    for day in (date.min, date.max)
    for path, text in {
        "People/P{}.md": '---\ntype: contact\nintroduced_by: "[[Ida]]"\nrole_since: {0}\n---\n- {0} call: hello\n',
        "Meetings/M{}.md": '---\ntype: meeting\ndate: {0}\nkind: coffee\npeople: ["[[Eva]]", "[[P{0}]]"]\n---\nTea.\n',
        "Events/E{}.md": '---\ntype: event\ndate: {0}\nends: {0}\npeople: ["[[P{0}]]"]\n---\n',
        "Opportunities/O{}.md": (
            '---\ntype: opportunity\nkind: referral\nvia: "[[P{0}]]"\nclosed: {0}\noutcome: yes\n---\n'
        ),
        "Goals/G{}.md": "---\ntype: goal\nstart: {0}\ndue: {0}\ntarget: 9\n---\n- [x] Done ✅ {0}\n- [ ] Next 📅 {0}\n",
        "Notes/N{}.md": (
            "---\ndate: {0}\n---\nCalled [[P{0}]].\n- [ ] #intro [[Ida]] ↔ [[P{0}]] 📅 {0}\n- [ ] #waiting [[P{0}]] 📅 {0}\n"
            "- [x] #advice of [[P{0}]] ✅ {0}\ngave:: [[P{0}]] tea\nnews:: tea\nshare:: tea\n"
        ),
    }.items()
}
"""Something of every kind on the calendar's first and last days."""


@pytest.mark.parametrize("day", [date.min, date(9999, 12, 25), date.max], ids=str)
def test_the_calendar_has_ends_and_a_build_stands_at_them(day: date, vault: Path) -> None:
    shutil.copytree(EXAMPLE, vault, dirs_exist_ok=True)
    put(vault, AT_THE_ENDS)
    report = build(vault, day)
    assert [problem for problem in report.problems if "failed" in problem.code] == []
    assert "Network/Network Today.md" in report.written
    with building.facts(vault, today=day) as facts:
        assert all(one.since <= later(day, 7) for one in facts.follow_ups)
    back = building.build(vault, today=date.max, as_of=day, dry_run=True)
    assert [problem for problem in back.problems if "failed" in problem.code] == []


def test_dashboards_are_never_facts(small: Path) -> None:
    """What is linked from a dashboard is no interaction, and a dashboard takes no note's name."""
    build(small)
    put(small, {"Daily/2026-11-02.md": "See [[Network Today]] and [[Grace Hopper]].\n"})
    with building.facts(small, today=TODAY) as facts:
        _, rows = facts.query("select path from interactions where path like 'Network/%'")
        assert rows == []
        _, rows = facts.query("select resolved from links where target = 'Network Today'")
        assert rows == [(None,)]
        assert facts.snapshot.notes == 6


def test_the_owner_is_never_a_contact(small: Path) -> None:
    put(
        small,
        {"People/Robin.md": "---\ntype: contact\ntier: inner\n---\n", "vaultnet.toml": 'me = "[[Robin]]"\n'},
    )
    with building.facts(small, today=TODAY) as facts:
        assert facts.me == "People/Robin.md"
        assert {contact.name for contact in facts.snapshot.contacts} == {"Ada Lovelace", "Grace Hopper"}
        assert facts.query("select name from contacts order by name")[1] == [
            ("Ada Lovelace",),
            ("Grace Hopper",),
        ]
    (small / "vaultnet.toml").write_text("")
    with building.facts(small, today=TODAY) as facts:
        assert "Robin" in {contact.name for contact in facts.snapshot.contacts}


def test_a_template_of_the_vaults_own_is_a_new_dashboard(small: Path) -> None:
    put(small, {"_vaultnet/templates/dashboards/Crew.md.jinja": "# Crew of {{ today.year }}\n"})
    report = build(small)
    assert "Network/Network Crew.md" in report.written
    assert "# Crew of 2026" in (small / "Network" / "Network Crew.md").read_text()
    assert build(small).written == ()


@pytest.mark.parametrize("linked", ["Crew.md.jinja", "the folder", "all templates"])
def test_a_template_may_be_linked_in(small: Path, linked: str) -> None:
    kept, own = small / "dotfiles", small / "_vaultnet" / "templates" / "dashboards"
    place = {"Crew.md.jinja": own / linked, "the folder": own, "all templates": own.parent}[linked]
    inside = {"Crew.md.jinja": "", "the folder": "Crew.md.jinja", "all templates": "dashboards/Crew.md.jinja"}
    put(small, {f"dotfiles/one/{inside[linked]}".rstrip("/"): "one\n"})
    place.parent.mkdir(parents=True)
    os.symlink(kept / "one", place)
    build(small)
    build(small)
    put(small, {f"dotfiles/one/{inside[linked]}".rstrip("/"): "two and more\n"})
    assert not record.unchanged(str(small), TODAY.isoformat())
    build(small)
    assert b"\ntwo and more\n" in outputs(small)["Network/Network Crew.md"]


def test_a_template_with_a_mistake_costs_its_dashboard_only(small: Path) -> None:
    build(small)
    old = (small / "Network" / "Network Goals.md").read_bytes()
    put(small, {"_vaultnet/templates/dashboards/Goals.md.jinja": "# Goals\n{{ nothing_of_the_kind }}\n"})
    report = build(small)
    assert (small / "Network" / "Network Goals.md").read_bytes() == old
    (problem,) = report.problems
    assert (problem.path, problem.line) == ("_vaultnet/templates/dashboards/Goals.md.jinja", 2)
    assert report.errors() == build(small).errors() == (problem,), "it is said at every build"
    assert report.written == ("Network/Network Health.md",)
    with building.facts(small, today=TODAY) as facts:
        assert facts.problems == (problem,), "a reading command tells what the last build met"
    (small / "_vaultnet" / "templates" / "dashboards" / "Goals.md.jinja").unlink()
    assert build(small).problems == ()


def test_progress_is_told(small: Path) -> None:
    told: list[tuple[int, int]] = []
    building.build(small, today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)


# --- what the user typed ---------------------------------------------------------------------------


def test_what_was_typed_into_a_dashboard_becomes_a_note(small: Path) -> None:
    build(small)
    page = small / "Network" / "Network Today.md"
    page.write_text(
        page.read_text().replace("## Reach out\n", "## Reach out\n\nAsk Mary about the looms\n", 1)
    )
    report = building.build(small, today=date(2026, 11, 21))
    assert report.rescued == ("Inbox/Ask Mary about the looms.md",)
    assert (
        small / report.rescued[0]
    ).read_text() == "Ask Mary about the looms\n\nTyped into [[Network Today]] of 20 November 2026.\n"
    assert "looms" not in page.read_text().replace("on looms", "")
    again = building.build(small, today=date(2026, 11, 21))
    assert (again.written, again.rescued) == ((), ())


def test_the_same_words_on_another_day_are_another_note_and_never_a_day_in_touch(small: Path) -> None:
    page = small / "Network" / "Network Today.md"
    rescued = []
    for day in (20, 20, 25):
        build(small, date(2026, 11, day))
        typed = page.read_text().replace("## Reach out\n", "## Reach out\n\nAsk [[Grace Hopper]]\n", 1)
        for _ in range(2):
            page.write_text(typed)
            rescued += build(small, date(2026, 11, day + 1)).rescued
    assert rescued == ["Inbox/Ask Grace Hopper.md", "Inbox/Ask Grace Hopper 2.md"]
    assert (small / rescued[1]).read_text().endswith("Typed into [[Network Today]] of 25 November 2026.\n")
    with building.facts(small, today=date(2026, 11, 30)) as facts:
        assert facts.query("select day from interactions where day > '2026-11-01'")[1] == []
        assert facts.query("select day from plans where path like 'Inbox/%'")[1] == []
        assert facts.query("select day from notes where path like 'Inbox/%'")[1] == [("",), ("",)]


def test_undo_leaves_what_was_typed(small: Path) -> None:
    from vaultnet import journal

    build(small)
    with (small / "Network" / "Network Today.md").open("a") as page:
        page.write("Ask Mary about the looms\n")
    assert build(small).rescued == ("Inbox/Ask Mary about the looms.md",)
    assert journal.history(str(small)) == ()


def test_a_name_that_is_taken_is_counted_on(small: Path) -> None:
    for number in range(3):
        build(small)
        page = small / "Network" / "Network Today.md"
        page.write_text(page.read_text() + f"Call\nthem{number}\n")
        (small / "Inbox").mkdir(exist_ok=True)
        building.build(small, today=TODAY)
    assert sorted(os.listdir(small / "Inbox")) == ["Call 2.md", "Call 3.md", "Call.md"]


def test_what_was_typed_into_a_dashboard_that_goes_is_kept(small: Path) -> None:
    build(small)
    page = small / "Network" / "Network Goals.md"
    page.write_text(page.read_text() + "\nLearn the organ\n")
    (small / "vaultnet.toml").write_text('[dashboards]\nhide = ["Goals"]\n')
    report = build(small)
    assert report.removed == ("Network/Network Goals.md",)
    assert report.rescued == ("Inbox/Learn the organ.md",)


# --- what is never touched -------------------------------------------------------------------------


def test_a_note_of_the_users_in_the_way_is_left_alone(small: Path) -> None:
    put(small, {"Network/Network Today.md": "Mine.\n"})
    report = build(small)
    assert (small / "Network" / "Network Today.md").read_text() == "Mine.\n"
    assert ("output-in-the-way", "Network/Network Today.md") in {(p.code, p.path) for p in report.problems}
    assert "Network/Network Goals.md" in report.written


def test_a_contact_whose_front_matter_breaks_is_said_to_be_none(small: Path) -> None:
    put(small, {"Ada.md": "---\ntype: contact\n---\n", "Bo.md": "---\ntype: contact\ncadence: 4w\n---\n"})
    build(small)
    put(small, {"Ada.md": "type: contact\n", "Bo.md": "---\ntype: contact\ncadence: [4w\n---\n"})
    report = build(small)
    assert report.lost == ("Ada.md", "Bo.md")
    assert [(one.path, one.line, one.code) for one in report.errors()] == [("Bo.md", 3, "broken-yaml")]
    again = build(small)
    assert (again.lost, again.errors()) == ((), ())


def test_nothing_is_written_through_a_link_out_of_the_vault(small: Path) -> None:
    elsewhere = small.parent / "elsewhere"
    elsewhere.mkdir()
    os.symlink(elsewhere, small / "Network")
    with pytest.raises(Refused, match="leads out of the vault"):
        build(small)
    assert os.listdir(elsewhere) == []


def test_wrong_settings_stop_a_build_before_it_writes(small: Path) -> None:
    put(small, {"vaultnet.toml": "[dashbords]\nshare = true\n"})
    before = tree(small)
    with pytest.raises(Refused) as refused:
        build(small)
    assert [problem.code for problem in refused.value.problems] == ["config-unknown"]
    assert tree(small) == before
    with building.facts(small, today=TODAY) as facts:
        assert "config-unknown" in {problem.code for problem in facts.problems}


def test_a_vault_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        build(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_nothing_that_lies_in_a_vault_is_ever_imported(small: Path) -> None:
    """Law 8."""
    trap = "raise SystemExit('imported')\n"
    put(
        small,
        {
            "_vaultnet/plugins/evil.py": trap,
            "_vaultnet/evil.py": trap,
            "conftest.py": trap,
            "jinja2.py": trap,
        },
    )
    where = os.getcwd()
    os.chdir(small)
    try:
        assert build(small).written
    finally:
        os.chdir(where)


# --- what bad input gets ---------------------------------------------------------------------------

BAD = [
    ("broken YAML", {"People/B.md": "---\ntype: [contact\n---\n"}, {"People/B.md"}),
    ("invalid UTF-8", {"People/B.md": b"---\ntype: contact\n---\ncaf\xe9\n"}, {"People/B.md"}),
    ("UTF-16", {"People/B.md": "type".encode("utf-16")}, {"People/B.md"}),
    ("NUL bytes", {"People/B.md": b"---\ntype: contact\n---\n\x00\n"}, {"People/B.md"}),
    ("a folder named like a note", {"People/B.md/C.md": "x\n"}, {"People/B.md"}),
    ("a dead link", {"B.md": PurePosixPath("nowhere.md")}, {"B.md"}),
    ("a link to itself", {"B.md": PurePosixPath("B.md")}, {"B.md"}),
    ("a folder that holds itself", {"People/again": PurePosixPath("..")}, {"People/again"}),
    ("a link out of the vault", {"B.md": PurePosixPath("/etc/hostname")}, {"B.md"}),
    ("a note of 50 MB", {"B.md": b"x" * 50_000_000}, {"B.md"}),
    ("front matter that never ends well", {"B.md": "---\n" + "- " * 100_000 + "\n---\n"}, {"B.md"}),
    ("100,000 brackets", {"B.md": "---\na: " + "[" * 100_000 + "\n---\n"}, {"B.md"}),
    ("a billion laughs", {"B.md": "---\na: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)) + "---\n"}, {"B.md"}),
    ("conflict markers", {"B.md": "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> phone\n"}, {"B.md"}),
    ("conflict markers in front matter", {"B.md": "---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n---\n"}, {"B.md"}),
    ("a Syncthing copy", {"People/Ada Lovelace.sync-conflict-20260101-120000-ABCDEFG.md": vaults.ADA},
     {"People/Ada Lovelace.sync-conflict-20260101-120000-ABCDEFG.md"}),
    ("a Dropbox copy", {"People/Ada Lovelace (Robin's conflicted copy 2026-01-01).md": vaults.ADA},
     {"People/Ada Lovelace (Robin's conflicted copy 2026-01-01).md"}),
    ("names that differ in case", {"x/Émile.md": "a\n", "x/émile.md": "b\n"}, {"x/émile.md"}),
    ("names that differ in their form", {"x/Caf\u00e9.md": "a\n", "x/Cafe\u0301.md": "b\n"}, {"x/Caf\u00e9.md"}),
    ("an alias with a bare @", {"B.md": "---\naliases: [@ada]\n---\n"}, {"B.md"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "places"), BAD, ids=[case[0] for case in BAD])
def test_bad_input_is_a_problem_with_its_place_and_the_rest_builds(
    small: Path,
    title: str,
    notes: dict[str, str | bytes | PurePosixPath],
    places: set[str],
) -> None:
    put(small, notes)
    before = tree(small)
    report = build(small)
    after = tree(small)
    assert {problem.path for problem in report.problems} == places
    assert all(problem.line >= 1 and problem.message and problem.hint for problem in report.problems)
    assert {path: data for path, data in after.items() if path not in report.written} == before
    assert "[[Ada Lovelace]]" in after["Network/Network Today.md"].decode()
    assert build(small).written == ()


FINE = [
    ("10,000 links on a line", {"Daily/2026-11-02.md": "[[Ada Lovelace]] " * 10_000 + "\n"}),
    ("a long line", {"B.md": "x" * 5_000_000 + "\n"}),
    ("names with odd characters", {
        "People/A | B.md": "---\ntype: contact\ntier: inner\n---\n",
        "People/]] C [[.md": "---\ntype: contact\ntier: inner\n---\n",
        "People/new\nline.md": "---\ntype: contact\ntier: inner\n---\n",
        'People/"quoted".md': "---\ntype: contact\ntier: inner\n---\n",
        "People/\U0001f9d1\u200d\U0001f680 \u202eabc.md": "---\ntype: contact\ntier: inner\n---\n",
        "People/# x ^ %%.md": "---\ntype: contact\ntier: inner\n---\n",
    }),
    ("a note without an end of line", {"B.md": "x"}),
    ("an empty note", {"B.md": ""}),
    ("CRLF and a BOM", {"People/B.md": "\ufeff---\r\ntype: contact\r\n---\r\nx\r\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes"), FINE, ids=[case[0] for case in FINE])
def test_odd_input_that_is_nobodys_mistake(small: Path, title: str, notes: dict[str, str]) -> None:
    put(small, notes)
    report = build(small)
    assert report.problems == ()
    assert build(small).written == ()
    for data in outputs(small).values():
        assert b"\r" not in data


def test_a_note_that_cannot_be_read_is_a_problem(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = files.read

    def refuse(root: str, path: str) -> bytes:
        if path.endswith("Grace Hopper.md"):
            raise PermissionError(13, "Permission denied")
        return read(root, path)

    monkeypatch.setattr(files, "read", refuse)
    report = build(small)
    assert [(p.code, p.path, p.message) for p in report.problems] == [
        ("unreadable", "People/Grace Hopper.md", "The note can't be read: Permission denied.")
    ]


def test_a_note_that_vanishes_while_it_is_read_is_no_note(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.read

    def vanish(root: str, path: str) -> bytes:
        if path.endswith("Grace Hopper.md"):
            raise FileNotFoundError(2, "No such file")
        return read(root, path)

    monkeypatch.setattr(files, "read", vanish)
    report = build(small)
    assert (report.notes, report.problems) == (4, ())
    monkeypatch.setattr(files, "read", read)
    (small / "People" / "Grace Hopper.md").touch()
    assert build(small).notes == 5


@pytest.mark.usefixtures("sure")
@pytest.mark.parametrize("what", ["it changed", "a name that it links to changed"])
def test_a_note_that_could_not_be_read_once_is_read_the_next_time(small: Path, what: str) -> None:
    """Nothing touches the file when a disk or a network is well again."""
    build(small)
    build(small)
    if what == "it changed":
        put(small, {"People/Grace Hopper.md": "---\ntype: contact\ncadence: 5w\n---\n"})
        failing = "Grace Hopper.md"
    else:
        put(small, {"Old/Grace Hopper.md": "---\ntype: contact\n---\n"})
        failing = "Daily/2026-11-01.md"
    with vaults.unreadable(small, failing):
        assert "unreadable" in [problem.code for problem in build(small).problems]
    build(small)
    assert outputs(small) == clean(small)


@pytest.mark.usefixtures("sure")
def test_a_note_that_stays_unreadable_is_no_work(small: Path, long_ago: None) -> None:
    with vaults.unreadable(small, "Grace Hopper.md"):
        build(small)
        again = build(small)
        assert (again.written, again.changed) == ((), 0)
        assert record.unchanged(str(small), TODAY.isoformat())
    assert not record.unchanged(str(small), TODAY.isoformat())
    with vaults.unreadable(small, "Grace Hopper.md", errno.EACCES):
        assert any("Permission denied" in problem.message for problem in build(small).problems)


def test_a_dashboard_that_could_not_be_read_once_is_made_the_next_time(small: Path) -> None:
    build(small)
    put(small, {"People/Ada Lovelace.md": "---\ntype: contact\ncadence: 1w\n---\n"})
    with vaults.unreadable(small, "Network Today.md"):
        build(small)
    assert not record.unchanged(str(small), TODAY.isoformat())


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every stamp prove something, as if all files had been saved long ago."""
    monkeypatch.setattr(index, "racy", lambda *_: False)
    monkeypatch.setattr(record, "racy", lambda *_: False)


@pytest.mark.parametrize("name", ["Ada Lovelace.md", "Ada Lovelace.md.md"])
def test_a_namesake_that_comes_or_goes_is_seen_wherever_it_matters(small: Path, name: str) -> None:
    """Also in what is said of a link that an alias answers."""
    put(
        small,
        {
            "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Bobby]\n---\n",
            "Daily/2026-11-03.md": "Lunch with [[Bobby]].\n",
        },
    )
    build(small)
    put(small, {f"Old/{name}": "---\ntype: contact\n---\nA namesake.\n"})
    build(small)
    assert outputs(small) == clean(small)
    (small / "Old" / name).unlink()
    build(small)
    assert outputs(small) == clean(small)


def test_a_link_that_only_a_doubled_suffix_answers_is_followed_when_it_comes(small: Path) -> None:
    put(small, {"Daily/2026-11-03.md": "Lunch with [[Robin.md]].\n"})
    build(small)
    put(small, {"People/Robin.md.md": "---\ntype: contact\ncadence: 2w\n---\n"})
    build(small)
    assert outputs(small) == clean(small)


# --- the index -------------------------------------------------------------------------------------


def test_renaming_a_contact_moves_what_links_to_it(small: Path) -> None:
    build(small)
    (small / "People" / "Grace Hopper.md").rename(small / "People" / "Grace H.md")
    with building.facts(small, today=TODAY) as facts:
        assert facts.query("select * from interactions where contact like '%Grace%'")[1] == []
    put(small, {"People/Grace H.md": "---\ntype: contact\naliases: [Grace Hopper]\n---\n"})
    with building.facts(small, today=TODAY) as facts:
        _, rows = facts.query("select contact, day, path from interactions where contact like '%Grace%'")
        assert rows == [("People/Grace H.md", "2026-11-01", "Daily/2026-11-01.md")]


def test_the_views_cannot_be_written(small: Path) -> None:
    import sqlite3

    build(small)
    with building.facts(small, today=TODAY) as facts, pytest.raises(sqlite3.Error, match="not authorized"):
        facts.query("delete from note")


MISSED = '---\ntype: meeting\npeople: ["[[Person {}]]"]\n---\n'


def _busy(number: int) -> str:
    """A person with much to be found by signals, and another thing than the next one."""
    fields = (
        "tier: close",
        "birthday: 11-21",
        "role_since: 2026-11-01",
        "first_met: 2025-11-20",
        "cadence: 1y",
    )
    log = "".join(f"- 2026-0{month}-02 call: hello\n" for month in range(1, number % 9 + 2))
    told = f"- 2026-11-0{number % 9 + 1} {'sent' if number % 2 else 'event'}: hello\n"
    task = "- [ ] Send the draft 📅 2026-11-19\n"
    return f"---\ntype: contact\n{fields[number % 5]}\n---\n{log}{told if number % 3 else task}"


def test_the_number_of_statements_does_not_grow_with_the_vault(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signals and dashboards never ask in a loop."""
    from vaultnet.store import Index

    asked: list[str] = []
    every = Index.all

    def count(self: Index, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return every(self, sql, values)

    monkeypatch.setattr(Index, "all", count)
    build(small)
    few = len(asked)
    put(small, {f"People/Person {number}.md": _busy(number) for number in range(60)})
    put(
        small,
        {f"Meetings/2026-11-1{number} Person {number}.md": MISSED.format(number) for number in range(9)},
    )
    vaults.forget(small)
    asked.clear()
    build(small)
    assert len(asked) == few


def test_a_dashboard_that_fails_keeps_what_it_had(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(small)
    old = (small / "Network" / "Network Goals.md").read_bytes()

    def fail(_inputs: object) -> None:
        raise ValueError("as it always does")

    monkeypatch.setattr("vaultnet.dashboards.DASHBOARDS", tuple(
        dataclasses.replace(dashboard, context=fail) if dashboard.name == "Goals" else dashboard
        for dashboard in dashboards.DASHBOARDS
    ))  # fmt: skip
    monkeypatch.setattr(plugins, "entry_points", lambda group: [])  # so that they are all asked anew
    report = build(small)
    assert (small / "Network" / "Network Goals.md").read_bytes() == old
    assert [problem.path for problem in report.problems] == ["plugin Goals"]
    assert "as it always does" in report.problems[0].message


def test_a_base_that_was_edited_is_the_users(small: Path) -> None:
    build(small)
    base = small / "Network" / "Network People.base"
    base.write_text(base.read_text().replace("Company", "Firm"))
    report = build(small)
    assert report.problems == ()
    assert "Firm" in base.read_text()


def test_a_type_that_is_declared_by_nobody_is_the_users_business(small: Path) -> None:
    put(small, {"x.md": "---\ntype: recipe\n---\n"})
    assert build(small).problems == ()
    assert isinstance(plugins.load([]).note_types[0], NoteType)
