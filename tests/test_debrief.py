"""One rough line of a debrief, read: names, where they work, the topic, and what was promised."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import debrief
from vaultnet.debrief import Line, Unread

DAY = date(2026, 11, 19)

READ: list[tuple[str, str, str]] = [
    ("a name", "Grace Hopper", "Grace Hopper"),
    ("company and topic", "Grace Hopper, Globex: on-call", "Grace Hopper | Globex | | on-call"),
    ("a role at a company", "Grace Hopper, Staff Engineer at Globex: on-call", "Grace Hopper | Globex | Staff Engineer | on-call"),
    ("a role alone", "Grace Hopper, recruiter: on-call", "Grace Hopper | | recruiter | on-call"),
    ("a company, then a role", "Grace Hopper, Globex, CTO", "Grace Hopper | Globex | CTO"),
    ("with a sign", "Grace Hopper, SRE @ Globex", "Grace Hopper | Globex | SRE"),
    ("from a company", "Grace Hopper from Globex: on-call", "Grace Hopper | Globex | | on-call"),
    ("what has no capital is no company", "Grace Hopper at the bar, a friend of Ada's: tea", "Grace Hopper | | | tea"),
    ("works at a company", "Grace Hopper, works at Globex: tea", "Grace Hopper | Globex | | tea"),
    ("a role at no company", "Grace Hopper, speaker at the fair: tea", "Grace Hopper | | speaker at the fair | tea"),
    ("in brackets", "Grace Hopper (Globex): on-call", "Grace Hopper | Globex | | on-call"),
    ("a linked company", "Grace Hopper, [[Globex|the mill]]: on-call", "Grace Hopper | [[Globex|the mill]] | | on-call"),
    ("a dash before the topic", "Grace Hopper – on-call", "Grace Hopper | | | on-call"),
    ("a hyphen before the topic", "Grace Hopper, Globex - on-call", "Grace Hopper | Globex | | on-call"),
    ("a hyphen in a name", "Jean-Baptiste Morel: letters", "Jean-Baptiste Morel | | | letters"),
    ("the topic after a semicolon", "Grace Hopper; on-call", "Grace Hopper | | | on-call"),
    ("a link", "[[Grace Hopper]], Globex", "Grace Hopper → Grace Hopper | Globex"),
    ("a link with a path and other words", "[[People/Grace Hopper|Grace]]: on-call", "Grace → People/Grace Hopper | | | on-call"),
    ("a Markdown link", "[Grace](People/Grace%20Hopper.md): on-call", "Grace → People/Grace Hopper.md | | | on-call"),
    ("in bold", "**Grace Hopper**, Globex: on-call", "Grace Hopper | Globex | | on-call"),
    ("a link in bold", "**[[Grace Hopper]]**: on-call", "Grace Hopper → Grace Hopper | | | on-call"),
    ("two people", "Ada Lovelace and Grace Hopper: looms", "Ada Lovelace + Grace Hopper | | | looms"),
    ("two people of one company", "Ada Lovelace & [[Grace Hopper]], Globex", "Ada Lovelace + Grace Hopper → Grace Hopper | Globex"),
    ("a first name with a topic", "Grace: on-call", "Grace | | | on-call"),
    ("particles and accents", "Łucja van der Wierzba: bees", "Łucja van der Wierzba | | | bees"),
    ("an apostrophe", "Niamh D'Arcy, Orrin: ropes", "Niamh D'Arcy | Orrin | | ropes"),
    ("initials", "J. R. Okonjo, Morrow", "J. R. Okonjo | Morrow"),
    ("a name without capitals by its script", "阮下玲: 陶芸", "阮下玲 | | | 陶芸"),
    ("a colon in a time is no topic", "Grace Hopper, Globex: talk at 14:30", "Grace Hopper | Globex | | talk at 14:30"),
    ("a promise", "Grace Hopper: on-call; promised:: paper", "Grace Hopper | | | on-call | promised: paper"),
    ("a promise with its day", "Grace Hopper; promised:: paper 📅 2026-12-03", "Grace Hopper | | | | promised: paper (2026-12-03)"),
    ("a promise by a day", "Grace Hopper; promised:: paper by 3 Dec", "Grace Hopper | | | | promised: paper (2026-12-03)"),
    ("a promise by a weekday", "Grace Hopper; promised:: the paper (by friday)", "Grace Hopper | | | | promised: the paper (2026-11-20)"),
    ("a promise by the next weekday", "Grace Hopper; promised:: the paper by next friday", "Grace Hopper | | | | promised: the paper (2026-11-27)"),
    ("a promise by what is no day", "Grace Hopper; promised:: a song by Schubert", "Grace Hopper | | | | promised: a song by Schubert"),
    ("several parts", "Grace Hopper, Globex: on-call; gave:: runbook; received:: a pointer; asked:: a talk; promised:: paper",
     "Grace Hopper | Globex | | on-call | gave: runbook, received: a pointer, asked: a talk, promised: paper"),
    ("parts in brackets", "Grace Hopper: on-call [promised:: paper] (gave:: tea)", "Grace Hopper | | | on-call | promised: paper, gave: tea"),
    ("emoji and a sign", "🚀 Priya Nair, Platform Lead @ Netflix — wants my k8s notes, promised:: send notes by friday",
     "Priya Nair | Netflix | Platform Lead | wants my k8s notes | promised: send notes (2026-11-20)"),
    ("emoji after the name", "Priya Nair 🚀✨: notes", "Priya Nair | | | notes"),
    ("emoji everywhere", "👩🏽‍💻 **Priya Nair** 🇳🇱, Netflix 🎬: notes 🎉", "Priya Nair | Netflix | | notes 🎉"),
    ("emoji and a link", "⭐️ [[Priya Nair]] 🚀", "Priya Nair → Priya Nair"),
    ("two people and emoji", "Ada Lovelace 🚀 and 🐝 Grace Hopper: looms", "Ada Lovelace + Grace Hopper | | | looms"),
    ("an arrow", "Grace Hopper -> on-call", "Grace Hopper | | | on-call"),
    ("an arrow and nothing", "Grace Hopper ->", "Grace Hopper"),
    ("another arrow", "Grace Hopper, Globex → on-call", "Grace Hopper | Globex | | on-call"),
    ("a sentence after the company", "Grace Hopper, Globex. Talked about Ada", "Grace Hopper | Globex | | Talked about Ada"),
    ("a cry after the company", "Grace Hopper, Globex! Great talk: looms", "Grace Hopper | Globex | | Great talk: looms"),
    ("a sentence after the name", "Grace Hopper. Talked about Ada", "Grace Hopper | | | Talked about Ada"),
    ("a sentence after a link", "[[Grace Hopper]]. Talked", "Grace Hopper → Grace Hopper | | | Talked"),
    ("an abbreviated title", "Dr. Grace Hopper, Globex Inc. of Delft", "Dr. Grace Hopper | Globex Inc. of Delft"),
    ("where they were", "Grace Hopper (ex-Google): on-call", "Grace Hopper | | | on-call"),
    ("where they were and are", "Grace Hopper (former CTO of Initech), Globex: on-call", "Grace Hopper | Globex | | on-call"),
    ("two companies are kept as they are", "Grace Hopper, IBM & Red Hat: on-call", "Grace Hopper | IBM & Red Hat | | on-call"),
    ("what they do there", "Grace Hopper, product at Hooli: roadmaps", "Grace Hopper | Hooli | product | roadmaps"),
    ("an abbreviated surname", "Ann K.: recruiting", "Ann K. | | | recruiting"),
    ("a second colon", "Grace Hopper, DevRel at Globex :: demos", "Grace Hopper | Globex | DevRel | demos"),
    ("a suffix", "John Smith Jr., Acme: x", "John Smith Jr | Acme | | x"),
    ("a company of two words and its town", "Grace Hopper, Umber Cloud (Delft): on-call", "Grace Hopper | Umber Cloud | | on-call"),
    ("a first name that is also a month", "April Ludgate: parks", "April Ludgate | | | parks"),
]  # fmt: skip

UNREAD: list[tuple[str, str, str]] = [
    ("only signs", "–", "There is no name on this line."),
    ("a number", "14:30", "There is no name on this line."),
    ("a part without a name", "promised:: paper", "There is no name on this line."),
    ("a sentence", "talked about looms with everyone", "“talked about looms with everyone” can't be read as a name: those have capital letters."),
    ("a sentence with capitals", "Had Lunch with Grace", "“Had Lunch with Grace” is more than a name."),
    ("somebody", "Someone from Globex: on-call", "“Someone” is nobody's name."),
    ("the one who", "The CTO of Globex", "“The CTO” is nobody's name."),
    ("a question", "Who was that?", "“Who was that?” can't be read as a name."),
    ("small letters", "grace hopper: on-call", "“grace hopper” can't be read as a name: those have capital letters."),
    ("far too many words", "Ada And Grace Or Charles Plus Mary Anne", "“Ada And Grace Or Charles Plus Mary Anne” can't be read as a name."),
    ("a second name that is none", "Grace Hopper and somebody else", "“somebody else” is nobody's name."),
    ("a name and more", "Bob again", "“Bob again” is more than a name."),
    ("a sentence with a name", "met Rita Ora today", "“met Rita Ora today” is more than a name."),
    ("a weekday", "Monday: keynote", "“Monday” is nobody's name."),
    ("things", "Panel Discussion: trust", "“Panel Discussion” is nobody's name."),
    ("a tool", "Slack: join the group", "“Slack” is nobody's name."),
    ("everybody", "Everybody was there", "“Everybody was there” is nobody's name."),
    ("a guy", "Guy from Globex", "“Guy” is nobody's name."),
    ("a title alone", "CTO of Globex: on-call", "“CTO” is a role, and nobody's name."),
    ("a title of two words", "Product Manager: roadmaps", "“Product Manager” is a role, and nobody's name."),
    ("a team", "Platform Team: lunch", "“Platform Team” is nobody's name."),
    ("a town", "San Francisco: fog", "“San Francisco” is nobody's name."),
    ("a second person after the comma", "Chen Li, Wei Zhang (ByteDance): dinner",
     "“Wei Zhang” after the comma reads like a second person."),
    ("a tag", "#met Grace", "“#met Grace” can't be read as a name."),
    ("what goes on after a link", "[[Grace Hopper]] knows [[Ada Lovelace]]", "After the name stands “knows [[Ada Lovelace]]”, which can't be read."),
]  # fmt: skip


def told(line: Line) -> str:
    names = " + ".join(f"{one.shown} → {one.target}" if one.target else one.shown for one in line.names)
    parts = ", ".join(f"{one.kind}: {one.text}{f' ({one.due})' if one.due else ''}" for one in line.parts)
    said = " |".join(f" {part}" if part else "" for part in (line.company, line.role, line.topic, parts))
    return f"{names} |{said}".rstrip(" |")


@pytest.mark.parametrize(("words", "expected"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_what_a_line_says(words: str, expected: str) -> None:
    line = debrief.read(words, DAY)
    assert isinstance(line, Line), line
    assert told(line) == expected
    for one in line.names:
        assert one.shown in words[one.start : one.end]


@pytest.mark.parametrize(
    ("words", "expected"), [case[1:] for case in UNREAD], ids=[case[0] for case in UNREAD]
)
def test_what_is_nobody(words: str, expected: str) -> None:
    found = debrief.read(words, DAY)
    assert isinstance(found, Unread), found
    assert found.message == expected


HINTS: list[tuple[str, str]] = [
    ("met Rita Ora today", "Rita Ora? Write “- Rita Ora: …”."),
    ("Met Rita Ora at the Bar", "Rita Ora? Write “- Rita Ora: …”."),
    ("New York: pizza", "Write it as “- Grace Hopper, Globex: on-call”, or link whom you met: “- [[Grace Hopper]]: on-call”."),
    ("Mark O'Neil / Globex", "Mark O'Neil? Write “- Mark O'Neil: …”."),
    ("Bob again", "Bob? Write “- Bob: …”."),
    ("talked about looms", "Write it as “- Grace Hopper, Globex: on-call”, or link whom you met: “- [[Grace Hopper]]: on-call”."),
    ("Chen Li, Wei Zhang (ByteDance): dinner",
     "Give each a line of their own: “- Chen Li: …” and “- Wei Zhang, ByteDance: …”; or join them with “and”."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), HINTS)
def test_how_it_would_be_read(words: str, expected: str) -> None:
    found = debrief.read(words, DAY)
    assert isinstance(found, Unread), found
    assert found.hint == expected


def test_without_a_day_a_promise_keeps_its_words() -> None:
    line = debrief.read("Grace Hopper; promised:: paper by friday")
    assert isinstance(line, Line)
    assert line.promised == (debrief.Part("promised", "paper by friday"),)


ALPHABET = "AGgé 🂡,:;-–()[]|*_.@&+0!#\\'’and from at by promised:: [[Ada]] 📅 2026-12-03\u200b\r\t"


@given(st.text(st.sampled_from(ALPHABET), max_size=40))
def test_any_line_is_read_or_said(words: str) -> None:
    found = debrief.read(words, DAY)
    if isinstance(found, Line):
        spans = [(one.start, one.end) for one in found.names]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(words) for start, end in spans)
        assert all(one.shown.strip() for one in found.names)
    else:
        assert found.message
        assert found.hint
