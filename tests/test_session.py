"""`vaultnet.session`: which note is meant, and what is asked where that is unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests import vaults
from vaultnet.build import facts
from vaultnet.facts import Facts
from vaultnet.lookup import Named
from vaultnet.session import Failure, choose, find_note

CONTACT = "---\ntype: contact\n---\n"
NOTES = {
    "People/Ada Lovelace.md": CONTACT,
    "People/Adam Bede.md": CONTACT,
    "People/Zoë Vermeulen.md": CONTACT,
    "Old/Jo Novák.md": CONTACT,
    "People/Jo Novák.md": CONTACT,
    "Globex.md": "---\ntype: organisation\n---\n",
    "Plain.md": "",
}


@pytest.fixture
def known(vault: Path) -> Iterator[Facts]:
    vaults.put(vault, NOTES)
    with facts(vault, today=vaults.TODAY) as found:
        yield found


FAILURES = [
    ("Ad", "could be any of 2 notes", "  People/Ada Lovelace.md\n  People/Adam Bede.md"),
    ("Ada Lovelcae", "no contact called “Ada Lovelcae”", "Did you mean “Ada Lovelace”?"),
    ("lovelace", "no contact called", "Did you mean “Ada Lovelace”?"),
    ("Jo Navok", "no contact called", "Did you mean “Old/Jo Novák.md” or “People/Jo Novák.md”?"),
    ("Xylophone", "no contact called", ""),
    ("globex", "^Globex is an organisation, and no contact.$", "It is in Globex.md."),
    ("Glo", "no contact called “Glo”", ""),
    ("Plain", "^Plain is a note of no type, and no contact.$", "It is in Plain.md."),
    ("\x1b[31mXy", "called “[31mXy”", ""),
]


@pytest.mark.parametrize(("wanted", "message", "hint"), FAILURES)
def test_nothing_is_guessed(known: Facts, wanted: str, message: str, hint: str) -> None:
    with pytest.raises(Failure, match=message.replace("[", r"\[")) as failure:
        find_note(known, wanted, ("contact",))
    assert failure.value.hint == hint


def test_who_is_sure_is_not_asked(known: Facts) -> None:
    def ask(wanted: str, candidates: Sequence[Named]) -> Named | None:
        raise AssertionError(wanted, candidates)

    assert find_note(known, "zoe", ("contact",), ask=ask).name == "Zoë Vermeulen"
    assert find_note(known, "lovelace", parts=True, ask=ask).name == "Ada Lovelace"
    with pytest.raises(Failure, match="no contact called"):
        find_note(known, "Xylophone", ("contact",), ask=ask)


@pytest.mark.parametrize(
    ("wanted", "names"), [("Ad", ["Ada Lovelace", "Adam Bede"]), ("lovelcae", ["Ada Lovelace"])]
)
def test_who_is_unsure_asks(known: Facts, wanted: str, names: list[str]) -> None:
    asked: list[list[str]] = []

    def last(wanted: str, candidates: Sequence[Named]) -> Named | None:
        asked.append([one.name for one in candidates])
        return candidates[-1]

    assert find_note(known, wanted, ("contact",), ask=last).name == names[-1]
    assert asked == [names]
    with pytest.raises(Failure):
        find_note(known, wanted, ("contact",), ask=lambda wanted, candidates: None)


ADA, ADAM = Named("People/Ada Lovelace.md", "contact"), Named("People/Adam Bede.md", "contact")
ANSWERS = [
    ([ADA], "y\n", "Is “Adda” People/Ada Lovelace? [y/N]", ADA),
    ([ADA], "n\n", "[y/N]", None),
    ([ADA], "\n", "[y/N]", None),
    ([ADA, ADAM], "2\n", "  1  People/Ada Lovelace\n  2  People/Adam Bede\n", ADAM),
    ([ADA, ADAM], "\n", "Enter for none", None),
    ([ADA, ADAM], "3\n1\n", "is not one of", ADA),
    ([Named(f"{number:02}.md") for number in range(14)], "\n", "… and 4 more: say more of the name.", None),
]  # fmt: skip


@pytest.mark.parametrize(("candidates", "typed", "shown", "chosen"), ANSWERS)
def test_asking_at_a_terminal(candidates: list[Named], typed: str, shown: str, chosen: Named | None) -> None:
    answers: list[Named | None] = []

    @click.command()
    def command() -> None:
        answers.append(choose("Adda", candidates))

    ran = CliRunner().invoke(command, input=typed)
    assert ran.exit_code == 0
    assert shown in ran.stderr
    assert answers == [chosen]
