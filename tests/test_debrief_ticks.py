"""A ticked offer to take down a debrief: who is named on it is taken down, once, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import vaults
from vaultnet import build_words, journal
from vaultnet.seen import Report

TODAY = "Network/Network Today.md"
CONTACT = "---\ntype: contact\n---\n"
HEAD = "---\ntype: event\ndate: 2026-11-19\n---\n## Met\n"
OFFER = "- [ ] [[Fair]] · take down "


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vaults.put(
        tmp_path,
        {
            "vaultnet.toml": "",
            "People/Ada Lovelace.md": CONTACT,
            "Events/Fair.md": HEAD
            + "- Grace Hopper: on-call; promised:: paper by 3 Dec\n- Ada Lovelace: looms\n",
        },
    )
    vaults.build(tmp_path)
    return tmp_path


def mark(vault: Path, box: str = "x", said: str = "", offer: str = OFFER) -> str:
    """Mark the offer, and write on; gives the page as it was marked."""
    page = vault / TODAY
    lines = page.read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(offer))
    lines[at] = lines[at].replace("[ ]", f"[{box}]") + said
    page.write_text("\n".join(lines))
    return page.read_text()


def inbox(vault: Path) -> list[str]:
    return [path.read_text() for path in sorted((vault / "Inbox").glob("*.md"))]


def event(vault: Path, name: str = "Fair") -> str:
    return (vault / f"Events/{name}.md").read_text().removeprefix(HEAD)


def said(report: Report) -> list[str]:
    return [*build_words.of_ticks(report, vaults.TODAY)]


def test_the_offer_names_who_is_to_be_taken_down(vault: Path) -> None:
    page = (vault / TODAY).read_text()
    assert f"{OFFER}Grace Hopper (new), Ada Lovelace (known)\n" in page
    report = vaults.build(vault)
    assert [*build_words.of_debriefs(report)] == [
        "2 people under “Met” of Fair are not taken down yet, 1 of them new to your notes: "
        'vaultnet event debrief "Fair"'
    ]
    assert build_words.as_data(report)["debriefs"] == [
        {"path": "Events/Fair.md", "people": 2, "new": 1, "lines": [6, 7]}
    ]


def test_nothing_is_done_without_a_tick(vault: Path) -> None:
    before = (vault / "Events/Fair.md").read_bytes()
    for _ in range(2):
        vaults.build(vault)
    assert (vault / "Events/Fair.md").read_bytes() == before
    assert not (vault / "People/Grace Hopper.md").exists()


def test_ticked_it_is_done_by_the_next_build(vault: Path) -> None:
    mark(vault)
    report = vaults.build(vault)
    assert said(report) == ["Took in 1 tick: 2 people met at Fair taken down."]
    assert event(vault) == (
        "- [[Grace Hopper]]: on-call; promised:: paper by 3 Dec\n"
        "  - [ ] Paper for [[Grace Hopper]] 📅 2026-12-03\n- [[Ada Lovelace]]: looms\n"
    )
    assert "first_met: 2026-11-19\n" in (vault / "People/Grace Hopper.md").read_text()
    page = (vault / TODAY).read_text()
    assert "take down" not in page
    assert "[[Grace Hopper]] · **check in**: met at Fair on 19 November" in page
    again = vaults.build(vault)
    assert (again.taken, again.written, inbox(vault)) == ((), (), [])


def test_who_was_added_since_is_not_taken_down(vault: Path) -> None:
    mark(vault)
    path = vault / "Events/Fair.md"
    path.write_text(path.read_text() + "- Mary Shelley: letters\n")
    vaults.build(vault)
    assert event(vault).endswith("- [[Ada Lovelace]]: looms\n- Mary Shelley: letters\n")
    assert f"{OFFER}Mary Shelley (new)\n" in (vault / TODAY).read_text(), "it is offered anew"


def test_who_is_private_is_neither_named_nor_taken_down(vault: Path) -> None:
    vaults.put(vault, {"People/Quiet Quinn.md": "---\ntype: contact\nprivate: true\n---\n"})
    path = vault / "Events/Fair.md"
    path.write_text(path.read_text() + "- Quiet Quinn: secrets\n")
    vaults.build(vault)
    page = (vault / TODAY).read_text()
    assert "secrets" not in page
    assert '- [[Fair]]: 1 more person to take down, with `vaultnet event debrief "Fair"`\n' in page
    mark(vault)
    vaults.build(vault)
    assert event(vault).endswith("- [[Ada Lovelace]]: looms\n- Quiet Quinn: secrets\n")


@pytest.mark.parametrize(("box", "words"), [("-", ""), (">", ""), (" ", " 2w"), ("x", " skip")])
def test_it_is_not_put_off(vault: Path, box: str, words: str) -> None:
    mark(vault, box, words)
    report = vaults.build(vault)
    assert [one.message for one in report.refused] == [
        "An offer to take somebody down is not put off or skipped."
    ]
    assert "take the line out from under “Met”" in inbox(vault)[0]
    assert event(vault).startswith("- Grace Hopper")


def test_what_was_written_beside_it_is_kept(vault: Path) -> None:
    mark(vault, said=" what an evening\n    - and what soup")
    report = vaults.build(vault)
    assert len(report.taken) == 1
    (kept,) = inbox(vault)
    assert "what an evening" in kept
    assert "and what soup" in kept


def test_a_page_of_another_device_does_nothing_again(vault: Path) -> None:
    old = mark(vault)
    vaults.build(vault)
    before = vaults.tree(vault)
    (vault / TODAY).write_text(old)
    report = vaults.build(vault)
    assert (report.taken, report.refused) == ((), ())
    assert vaults.tree(vault) == before


def test_who_can_not_be_taken_down_is_said_and_the_others_are(vault: Path) -> None:
    mark(vault)
    vaults.put(vault, {"People/grace hopper.md": "---\ntype: meeting\n---\n"})
    report = vaults.build(vault)
    assert said(report)[0] == "Took in 1 tick: 1 person met at Fair taken down."
    assert "A tick could not be taken in: Events/Fair.md:6: " in said(report)[1]
    assert event(vault).startswith("- Grace Hopper: on-call")
    assert event(vault).endswith("- [[Ada Lovelace]]: looms\n")
    assert "People/grace hopper.md is there already, and is no contact." in inbox(vault)[0]


def test_a_line_of_the_owners_own_is_kept_as_it_is(vault: Path) -> None:
    page = vault / TODAY
    page.write_text(
        page.read_text().replace("## Met at events\n", "- [x] [[Fair]] was loud\n\n## Met at events\n")
    )
    report = vaults.build(vault)
    assert (report.taken, report.refused) == ((), ())
    assert "[[Fair]] was loud" in inbox(vault)[0]


def test_somebody_met_at_two_events_gets_one_note(vault: Path) -> None:
    vaults.put(vault, {"Events/Show.md": HEAD + "- Grace Hopper: sailing\n"})
    vaults.build(vault)
    mark(vault)
    mark(vault, offer="- [ ] [[Show]] · take down ")
    report = vaults.build(vault)
    assert (len(report.taken), report.refused, inbox(vault)) == (2, (), [])
    assert event(vault, "Show") == "- [[Grace Hopper]]: sailing\n"
    assert event(vault).startswith("- [[Grace Hopper]]: on-call")


def test_it_is_taken_back_as_a_whole(vault: Path) -> None:
    before = (vault / "Events/Fair.md").read_bytes()
    mark(vault)
    vaults.build(vault)
    with journal.writing_alone(str(vault)):
        journal.undo(str(vault))
    assert (vault / "Events/Fair.md").read_bytes() == before
    assert not (vault / "People/Grace Hopper.md").exists()
    vaults.build(vault)
    assert OFFER in (vault / TODAY).read_text()


def test_a_dry_run_shows_it(vault: Path) -> None:
    mark(vault)
    report = vaults.build(vault, dry_run=True)
    assert "+- [[Ada Lovelace]]: looms" in report.diff
    assert event(vault).startswith("- Grace Hopper")


def test_a_tick_is_for_its_own_line(vault: Path) -> None:
    """A merge has doubled the offer: on one device somebody stood on it who did not on the other."""
    page = vault / TODAY
    text = page.read_text()
    whole = next(line for line in text.split("\n") if line.startswith(OFFER))
    path = vault / "Events/Fair.md"
    path.write_text(path.read_text().replace("- Ada", "- [x] [[Ada Lovelace]]\n- the Ada"))
    vaults.build(vault)
    half = next(line for line in page.read_text().split("\n") if line.startswith(OFFER))
    assert half == f"{OFFER}Grace Hopper (new)"
    path.write_text(HEAD + "- Grace Hopper: on-call\n- Ada Lovelace: looms\n")
    page.write_text(page.read_text().replace(half, f"{half.replace('[ ]', '[x]')}\n{whole}"))
    vaults.build(vault)
    assert event(vault) == "- [[Grace Hopper]]: on-call\n- Ada Lovelace: looms\n"


def test_whose_name_only_begins_so_is_not_meant(vault: Path) -> None:
    mark(vault, said=" with Grace (new)")
    path = vault / "Events/Fair.md"
    path.write_text(path.read_text() + "- Grace: bells\n- Hopper: wells\n")
    vaults.build(vault)
    assert event(vault).endswith("- Grace: bells\n- Hopper: wells\n")
    assert event(vault).startswith("- [[Grace Hopper]]")
