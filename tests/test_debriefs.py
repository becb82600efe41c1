"""Which lines of a debrief are still to be taken down, whom they mean, and what is said of those that can't be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import vaults
from vaultnet import build, debriefs

EVENT = "---\ntype: event\ndate: 2026-11-19\n---\n## Met\n"
CONTACT = "---\ntype: contact\n---\n"
NOTES = {
    "vaultnet.toml": 'me = "[[Robin Ferrer]]"\n',
    "Robin Ferrer.md": CONTACT,
    "People/Ada Lovelace.md": "---\ntype: contact\naliases: [Countess, The Enchantress]\n---\n",
    "People/Ada Byron.md": CONTACT,
    "People/Niamh D'Arcy.md": CONTACT,
    "People/Quiet Quinn.md": "---\ntype: contact\nprivate: true\n---\n",
    "Old/Sam Roe.md": CONTACT,
    "People/Sam Roe.md": CONTACT,
    "Organisations/Globex.md": "---\ntype: organisation\n---\n",
}

CASES: list[tuple[str, str, list[str]]] = [
    ("somebody new", "- Grace Hopper, Globex: on-call\n", ["6 new Grace Hopper"]),
    ("somebody known by the name", "- Ada Lovelace: looms\n", ["6 Ada Lovelace → People/Ada Lovelace.md"]),
    ("in small letters", "- ada lovelace: looms\n", ["6 ada lovelace → People/Ada Lovelace.md"]),
    ("by an alias", "- Countess: looms\n", ["6 Countess → People/Ada Lovelace.md"]),
    ("with another apostrophe", "- Niamh D’Arcy: ropes\n", ["6 Niamh D’Arcy → People/Niamh D'Arcy.md"]),
    ("taken down", "- [[Ada Lovelace]]: looms\n", []),
    ("taken down by its alias", "- [[Countess]]: looms\n", []),
    ("a link to nobody yet", "- [[Grace Hopper]]: on-call\n", ["6 new Grace Hopper"]),
    ("one of two is taken down", "- [[Ada Lovelace]] and Grace Hopper: looms\n", ["6 Ada Lovelace → People/Ada Lovelace.md, new Grace Hopper"]),
    ("somebody who knows somebody", "- Grace Hopper, a friend of [[Ada Lovelace]]: looms\n", ["6 new Grace Hopper"]),
    ("a sentence that links a contact", "- had soup with [[Ada Lovelace]]\n", []),
    ("a first name that several begin with", "- Ada: looms\n",
     ["6 unsure: “Ada” could be Ada Byron or Ada Lovelace."]),
    ("a first name that one begins with", "- Niamh: ropes\n", ["6 unsure: “Niamh” could be Niamh D'Arcy or somebody new."]),
    ("two of one name", "- Sam Roe: bells\n", ["6 unsure: “Sam Roe” could be Old/Sam Roe or People/Sam Roe."]),
    ("a first name of somebody private", "- Quiet: tea\n",
     ["6 unsure: “Quiet” could be more than one of your contacts, or somebody new."]),
    ("the owner", "- Robin Ferrer: me\n", ["6 unread: That is you: nobody meets themselves."]),
    ("another note", "- Globex: nice stand\n", ["6 unread: “Globex” is a note of yours, and no contact."]),
    ("a link to another note", "- [[Globex]]: nice stand\n", ["6 unread: “Globex” is a note of yours, and no contact."]),
    ("a contact after the comma", "- Grace Hopper, Ada Lovelace: looms\n",
     ["6 unsure: “Ada Lovelace” after the comma is called like a contact, and is read as where they work."]),
    ("no name", "- talked about looms\n",
     ["6 unread: “talked about looms” can't be read as a name: those have capital letters."]),
    ("an abbreviated surname", "- Ada B.: looms\n", ["6 unsure: “Ada B.” could be Ada Byron or somebody new."]),
    ("an abbreviated surname of nobody", "- Jo K.: looms\n", ["6 unsure: “Jo K.” is no whole name."]),
    ("one word", "- Bob: looms\n", ["6 unsure: “Bob” is one word, and nobody whom you know is called so."]),
    ("one word and a title", "- Dr. Strange: magic\n", ["6 unsure: “Dr. Strange” is one word, and nobody whom you know is called so."]),
    ("one word that is linked", "- [[Bob]]: looms\n", ["6 new Bob"]),
    ("one word of a script without capitals", "- 阮下玲: 陶芸\n", ["6 new 阮下玲"]),
    ("two words, one on one line", "- Grace Hopper & Flo: looms\n",
     ["6 unsure: “Flo” is one word, and nobody whom you know is called so. So the whole line waits."]),
    ("nearly somebody's name", "- Ada Lovelase, Initech: looms\n",
     ["6 unsure: “Ada Lovelase” is somebody new, or is it [[Ada Lovelace]]?"]),
    ("nearly somebody's first name", "- Adah Lovelace: looms\n",
     ["6 unsure: “Adah Lovelace” is somebody new, or is it [[Ada Lovelace]]?"]),
    ("nearly somebody's name, and linked", "- [[Ada Lovelase]]: looms\n", ["6 new Ada Lovelase"]),
    ("nearly the name of somebody private", "- Quiet Quinne: tea\n",
     ["6 unsure: “Quiet Quinne” is very near to the name of a contact."]),
    ("in bold, by an alias of two words", "- **The Enchantress**: looms\n", ["6 The Enchantress → People/Ada Lovelace.md"]),
    ("a link with a path", "- [[People/Ada Lovelace.md|Ada]] and Mary Shelley: looms\n", ["6 Ada → People/Ada Lovelace.md, new Mary Shelley"]),
    ("several lines", "- Grace Hopper\n- [[Ada Lovelace]]\n- Mary Shelley: letters\n", ["6 new Grace Hopper", "8 new Mary Shelley"]),
]  # fmt: skip


def offers(tmp_path: Path, notes: dict[str, str], today: date = vaults.TODAY) -> tuple[debriefs.Offer, ...]:
    vaults.put(tmp_path, {**NOTES, **notes})
    with build.facts(tmp_path, today=today) as facts:
        return debriefs.offers(facts.snapshot)


def say(told: debriefs.Told) -> str:
    if told.why:
        kind = "unsure" if isinstance(told.why, debriefs.Unsure) else "unread"
        return f"{told.line} {kind}: {told.why.message}"
    people = (
        f"{one.name.shown} → {one.contact}" if one.contact else f"new {one.name.called}"
        for one in told.people
    )
    return f"{told.line} {', '.join(people)}"


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_open(tmp_path: Path, lines: str, expected: list[str]) -> None:
    found = offers(tmp_path, {"Events/Fair.md": EVENT + lines})
    assert [say(told) for offer in found for told in (*offer.lines, *offer.unread)] == expected


EXPECTED: list[tuple[str, str, str, list[str]]] = [
    ("the one of that first name", "Ada Byron", "- Ada: looms\n", ["6 Ada → People/Ada Byron.md"]),
    ("the one of that initial", "Ada Byron", "- Ada B.: looms\n", ["6 Ada B. → People/Ada Byron.md"]),
    ("another initial", "Ada Byron", "- Ada L.: looms\n", ["6 unsure: “Ada L.” could be Ada Lovelace or somebody new."]),
    ("two of that first name", 'Ada Byron]]", "[[Ada Lovelace', "- Ada: looms\n",
     ["6 unsure: “Ada” could be Ada Byron or Ada Lovelace."]),
    ("somebody private is not told", "Quiet Quinn", "- Quiet: tea\n",
     ["6 unsure: “Quiet” could be more than one of your contacts, or somebody new."]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "lines", "expected"), [case[1:] for case in EXPECTED], ids=[case[0] for case in EXPECTED]
)
def test_a_first_name_means_who_was_expected(
    tmp_path: Path, people: str, lines: str, expected: list[str]
) -> None:
    head = EVENT.replace("date: 2026-11-19", f'people: ["[[{people}]]"]\ndate: 2026-11-19')
    found = offers(tmp_path, {"Events/Fair.md": head + lines})
    told = [say(told) for offer in found for told in (*offer.lines, *offer.unread)]
    assert told == [f"7{one[1:]}" for one in expected]


OFFERED = "- Grace Hopper\n"
WHEN: list[tuple[str, str, str, bool]] = [
    ("yesterday", "Events/Fair.md", EVENT, True),
    ("today", "Events/Fair.md", EVENT.replace("11-19", "11-20"), True),
    ("still to come", "Events/Fair.md", EVENT.replace("11-19", "11-21"), False),
    ("of two days, on the first", "Events/Fair.md", EVENT.replace("11-19", "11-20\nends: 2026-11-21"), True),
    ("without a day", "Events/Fair.md", EVENT.replace("date: 2026-11-19\n", ""), False),
    ("its day in the name", "Events/2026-11-19 Fair.md", EVENT.replace("date: 2026-11-19\n", ""), True),
    ("a private note", "Events/Fair.md", EVENT.replace("---\n## Met", "private: true\n---\n## Met"), False),
    ("did not go", "Events/Fair.md", EVENT.replace("---\n## Met", "went: false\n---\n## Met"), False),
    ("no event", "Notes/Fair.md", "---\ndate: 2026-11-19\n---\n## Met\n", False),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in WHEN], ids=[case[0] for case in WHEN]
)
def test_when_it_is_offered(tmp_path: Path, path: str, text: str, expected: bool) -> None:
    assert bool(offers(tmp_path, {path: text + OFFERED})) == expected


def test_the_latest_event_comes_first(tmp_path: Path) -> None:
    found = offers(
        tmp_path,
        {"Events/Old.md": EVENT.replace("11-19", "10-01") + OFFERED, "Events/Fair.md": EVENT + OFFERED},
    )
    assert [offer.event.title for offer in found] == ["Fair", "Old"]


def test_people_are_counted_once(tmp_path: Path) -> None:
    lines = "- Grace Hopper: on-call\n- grace hopper\n- Grace Hopper\n- Ada Byron\n"
    (found,) = offers(tmp_path, {"Events/Fair.md": EVENT + lines})
    assert (len(found.people), found.new) == (2, 1)
    assert len(found.unread) == 1


def test_of_who_is_private_no_line_is_quoted(tmp_path: Path) -> None:
    vaults.put(
        tmp_path, {**NOTES, "Events/Fair.md": EVENT + "- Quiet Quinn: secrets\n- quiet quinn and nobody\n"}
    )
    with build.facts(tmp_path, today=vaults.TODAY) as facts:
        (offer,) = debriefs.offers(facts.snapshot)
        assert [say(told) for told in offer.lines] == ["6 Quiet Quinn → People/Quiet Quinn.md"]
        said = [one.message for one in facts.problems if one.code.endswith("-debrief")]
    assert said == ["This line under “Met” can't be taken down as it stands."]


SAID: list[tuple[str, str, str]] = [
    ("one", "- Grace Hopper\n", "1 person under “Met” of Fair is not taken down yet, and new to your notes"),
    ("one who is known", "- Ada Byron\n", "1 person under “Met” of Fair is not taken down yet"),
    ("two", "- Ada Byron and Grace Hopper\n",
     "2 people under “Met” of Fair are not taken down yet, 1 of them new to your notes"),
    ("all are new", "- Grace Hopper\n- Mary Shelley\n",
     "2 people under “Met” of Fair are not taken down yet, all of them new to your notes"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_what_is_said(tmp_path: Path, lines: str, expected: str) -> None:
    (offer,) = offers(tmp_path, {"Events/Fair.md": EVENT + lines})
    assert offer.say() == expected
    assert offer.command == 'vaultnet event debrief "Fair"'


def test_an_event_called_like_somebody_private_is_not_named(tmp_path: Path) -> None:
    (offer,) = offers(tmp_path, {"Events/Supper with Quiet Quinn.md": EVENT + "- Grace Hopper\n"})
    assert offer.say() == "1 person under “Met” of an event is not taken down yet, and new to your notes"
    assert offer.command == "vaultnet event debrief"
