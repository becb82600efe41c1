"""A vault of any size, the same for the same seed: what people's vaults hold, in their proportions.

Of 100 notes, 20 are contacts, 30 meetings, 20 daily notes, up to 2 goals, 3 organisations, an opportunity, an
event or a project, and a clipping; the rest are ordinary notes with links, headings, tables and code. A note has
about 1.6 KB on average. Daily notes have news, things to share, gifts, advice and introductions; some meetings are
in the week ahead. Goals need something, and some contacts have it, know others, or teach and learn. Events have a
debrief, projects partners and deliverables.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

TODAY = date(2026, 11, 20)
FIRST = (
    "Ada Grace Mary Alan Edith Noor Ines Tomas Lena Omar Priya Jonas Mei Kofi Sara Ivan Ruth Hana Leo Zofia Amir"
).split()
LAST = (
    "Abel Brandt Castro Duarte Eriks Falk Garcia Hansen Ito Jansen Kaya Lund Mori Novak Okoye Patel".split()
)
WORDS = (
    "the team plans a migration of build tools and asks for notes about hiring while the budget for tests waits "
    "until spring because one review moved to friday and nobody wrote the summary of what the customers said"
).split()
TOPICS = (
    "looms rivers bridges chess sailing bread ceramics birds maps tariffs glaciers opera typefaces beekeeping rugby"
    " orchards tides enamel lighthouses origami fencing sundials canals mosses"
).split()
KINDS = ("coffee", "call", "video", "meal", "email", "informational-interview")
DOORS = ("referral", "application", "informational-interview", "recommendation", "talk")
ENDINGS = ("hired", "rejected", "withdrew", "no answer")
RELATIONS = ("peer", "friend", "collaborator", "leader", "mentor", "mentee", "referrer", "recruiter")
AHEAD = 14
"""Meetings in the week ahead, in a vault that is large enough."""
TIERS = ("inner", "close", "casual", "casual", "keep-warm", "yearly", "")


def notes(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Paths and texts of ``count`` notes."""
    chance = random.Random(seed)
    people = [_name(chance, number) for number in range(max(1, count * 20 // 100))]
    companies = [f"Company {number}" for number in range(max(1, count * 3 // 100))]
    goals = [f"Goal {number}" for number in range(max(1, min(40, count * 2 // 100)))]
    days = [TODAY - timedelta(days=number) for number in range(max(30, count * 20 // 100))]
    made = 0
    for path, text in _all(chance, count, people, companies, goals, days):
        yield path, text
        made += 1
    for number in range(made, count):
        yield f"Notes/{number % 40:02d}/Note {number}.md", _ordinary(chance, people)


def write(folder: str, count: int, seed: int = 1) -> None:
    """Write a vault of ``count`` notes and its settings into a new folder."""
    for path, text in notes(count, seed):
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    with open(os.path.join(folder, "vaultnet.toml"), "x", encoding="utf-8") as handle:
        handle.write('[daily]\nfolder = "Daily"\n')


def _all(
    chance: random.Random,
    count: int,
    people: list[str],
    companies: list[str],
    goals: list[str],
    days: list[date],
) -> Iterator[tuple[str, str]]:
    for number, person in enumerate(people):
        yield f"People/{number % 20:02d}/{person}.md", _contact(chance, person, companies, people)
    for company in companies:
        yield f"Organisations/{company}.md", f"---\ntype: organisation\n---\n{_prose(chance, 60)}\n"
    for goal in goals:
        yield f"Goals/{goal}.md", _goal(chance, companies)
    for number in range(count // 100):
        yield f"Opportunities/Opening {number}.md", _opportunity(chance, people, companies, goals)
        if number % 2:
            yield f"Events/Event {number}.md", _event(chance, people, goals)
        else:
            yield f"Projects/Project {number}.md", _project(chance, people, goals)
        yield f"Clippings/Clipping {number}.md", _clipping(chance, number)
    for number in range(count * 30 // 100):
        ahead = number < min(AHEAD, count // 50)
        day = TODAY + timedelta(number % 7) if ahead else chance.choice(days)
        who = chance.sample(people, min(len(people), chance.choice((1, 1, 1, 2, 3))))
        yield (
            f"Meetings/{day:%Y}/{day} {who[0]} {number}.md",
            _meeting(chance, day, who, goals, planned=ahead),
        )
    for number in range(count * 20 // 100):
        day = days[number]
        yield f"Daily/{day:%Y}/{day}.md", _daily(chance, people, day)


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}"


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _paragraphs(chance: random.Random, count: int) -> str:
    return "\n\n".join(_prose(chance, chance.randrange(40, 90)) for _ in range(count))


def _contact(chance: random.Random, person: str, companies: list[str], people: list[str]) -> str:
    tier = chance.choice(TIERS)
    met = TODAY - timedelta(days=chance.randrange(60, 2000))
    return (
        "---\ntype: contact\n"
        f"aliases: [{person.replace(' ', '')}]\n"
        f'company: "[[{chance.choice(companies)}]]"\n'
        f"role: {chance.choice(('Engineer', 'Manager', 'Designer'))}\n"
        f"email: {person.replace(' ', '.').lower()}@company.example\n"
        + (f"tier: {tier}\n" if tier else "")
        + f"first_met: {met}\n"
        f"birthday: {date(chance.randrange(1960, 2000), chance.randrange(1, 13), chance.randrange(1, 29))}\n"
        f'introduced_by: "[[{chance.choice(people)}]]"\n'
        f"interests: [{', '.join(chance.sample(TOPICS, 2))}]\n"
        + (f"role_since: {TODAY - timedelta(days=chance.randrange(400))}\n" if chance.random() < 0.1 else "")
        + ("private: true\n" if chance.random() < 0.03 else "")
        + (f"relation: {chance.choice(RELATIONS)}\n" if chance.random() < 0.3 else "")
        + (f"teaches: [{chance.choice(TOPICS)}]\n" if chance.random() < 0.1 else "")
        + (f"learns: [{chance.choice(TOPICS)}]\n" if chance.random() < 0.1 else "")
        + (f'knows: "[[{chance.choice(people)}]]"\n' if chance.random() < 0.2 else "")
        + "tags: [person]\n---\n"
        f"{_paragraphs(chance, 3)}\n\n## Log\n- {met} letter: {_prose(chance, 12)}\n"
    )


def _goal(chance: random.Random, companies: list[str]) -> str:
    needs = (
        f'[{chance.choice(RELATIONS)}, {chance.choice(TOPICS)}, "insider at [[{chance.choice(companies)}]]"]'
    )
    return (
        "---\ntype: goal\nhorizon: short\ndue: 2027-06-30\nmeasure: conversations\ntarget: 10\n"
        f"needs: {needs}\n---\n"
        f"{_paragraphs(chance, 2)}\n\n- [x] The first step ✅ 2026-09-02\n- [ ] The next step 📅 2026-12-15\n"
    )


def _opportunity(chance: random.Random, people: list[str], companies: list[str], goals: list[str]) -> str:
    closed = TODAY - timedelta(days=chance.randrange(200))
    return (
        f"---\ntype: opportunity\nkind: {chance.choice(DOORS)}\n"
        f'organisation: "[[{chance.choice(companies)}]]"\n'
        f'people: ["[[{chance.choice(people)}]]"]\nvia: "[[{chance.choice(people)}]]"\n'
        f'goals: ["[[{chance.choice(goals)}]]"]\n'
        f"asked: {closed - timedelta(days=chance.randrange(60))}\n"
        + (
            f'closed: {closed}\noutcome: "{chance.choice(ENDINGS)}: {_prose(chance, 5)}"\n'
            if chance.random() < 0.5
            else "stage: asked\n"
        )
        + f"---\n{_paragraphs(chance, 2)}\n"
    )


def _event(chance: random.Random, people: list[str], goals: list[str]) -> str:
    day = TODAY + timedelta(days=chance.randrange(-700, 60))
    expected = ", ".join(f'"[[{person}]]"' for person in chance.sample(people, min(len(people), 6)))
    met = "".join(f"- [[{chance.choice(people)}]]: {_prose(chance, 4)}\n" for _ in range(chance.randrange(6)))
    return (
        f"---\ntype: event\ndate: {day}\nplace: Hall {chance.randrange(9)}\npeople: [{expected}]\n"
        f'goals: ["[[{chance.choice(goals)}]]"]\ncost: {chance.randrange(500)} €\n---\n{_paragraphs(chance, 2)}\n'
        + (f"\n## Met\n\n{met}" if met and day < TODAY else "")
    )


def _project(chance: random.Random, people: list[str], goals: list[str]) -> str:
    started = TODAY - timedelta(days=chance.randrange(60, 700))
    partners = chance.sample(people, min(len(people), 2))
    shared = ", ".join(f'"[[{partner}]]"' for partner in partners)
    over = (
        f"status: done\nclosed: {started + timedelta(50)}\n" if chance.random() < 0.5 else "status: active\n"
    )
    return (
        f"---\ntype: project\n{over}started: {started}\ncheck_in: 4w\n"
        f"people: [{shared}]\n"
        f'goals: ["[[{chance.choice(goals)}]]"]\n---\n{_paragraphs(chance, 2)}\n\n## Deliverables\n\n'
        f"- [x] {_prose(chance, 4)} ✅ {started + timedelta(20)}\n"
        f"- [ ] [[{partners[0]}]]: {_prose(chance, 4)} 📅 2026-10-30\n- [ ] {_prose(chance, 4)}\n"
    )


def _clipping(chance: random.Random, number: int) -> str:
    return (
        f'---\ntitle: "About {chance.choice(TOPICS)}"\nsource: "https://example.org/{number}"\n'
        f"created: {TODAY - timedelta(days=chance.randrange(400))}\n"
        f'description: ""\ntags: [clippings, {chance.choice(TOPICS)}]\n---\n{_paragraphs(chance, 4)}\n'
    )


def _meeting(chance: random.Random, day: date, who: list[str], goals: list[str], *, planned: bool) -> str:
    people = ", ".join(f'"[[{person}]]"' for person in who)
    if planned:
        return f"---\ntype: meeting\ndate: {day}\nkind: {chance.choice(KINDS)}\npeople: [{people}]\n---\n"
    helps = f'helps: ["[[{chance.choice(goals)}]]"]\n' if chance.random() < 0.3 else ""
    return (
        f"---\ntype: meeting\ndate: {day}\nkind: {chance.choice(KINDS)}\npeople: [{people}]\n{helps}---\n"
        f"{_paragraphs(chance, 4)}\n\n- [ ] Send [[{who[0]}]] the {chance.choice(WORDS)} 📅 2026-12-01\n"
        f"- [x] {_prose(chance, 6)} ✅ {day}\n"
    )


def _daily(chance: random.Random, people: list[str], day: date) -> str:
    lines = [f"- talked with [[{chance.choice(people)}]] about {_prose(chance, 12)}" for _ in range(3)]
    return (
        f"# Log\n\n{chr(10).join(lines)}\n\n{_paragraphs(chance, 3)}\n\n- [ ] {_prose(chance, 5)}\n#journal\n"
        f"\n{chr(10).join(line for line in _told(chance, people, day) if chance.random() < 0.3)}\n"
    )


def _told(chance: random.Random, people: list[str], day: date) -> Iterator[str]:
    """Yield what could be told on a day; introductions are owed of the last two months only."""
    yield f"share:: {_prose(chance, 6)} #{chance.choice(TOPICS)}\n"
    yield f"news:: {_prose(chance, 6)} {chance.choice(TOPICS).capitalize()}!\n"
    yield f"news:: [[{chance.choice(people)}]] {_prose(chance, 6)}\n"
    yield f"gave:: [[{chance.choice(people)}]] {_prose(chance, 4)}\n"
    yield f"received:: [[{chance.choice(people)}]] {_prose(chance, 4)}\n"
    yield f"- [x] #advice [[{chance.choice(people)}]] {_prose(chance, 4)} ✅ {day}"
    if (TODAY - day).days < 60:
        yield f"- [ ] #intro [[{chance.choice(people)}]] ↔ [[{chance.choice(people)}]] (asked both)"


def _ordinary(chance: random.Random, people: list[str]) -> str:
    return (
        f"# {_prose(chance, 4)}\n\n{_paragraphs(chance, 2)}\n\n## Details\n\n"
        f"See [[{chance.choice(people)}]] and [the manual](https://example.org/manual).\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```python\nprint('[[not a link]]')\n```\n\n"
        f"{_paragraphs(chance, 2)}\n"
    )
