"""What something costs: amounts read out of words, and what is left as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import costs

# what is written, and how it is said again; None for what is only words
READ: list[tuple[str, str | None]] = [
    ("390 €", "390 €"),
    ("€390", "390 €"),
    ("45 EUR", "45 €"),
    ("EUR 45", "45 €"),
    ("45 euros", "45 €"),
    ("$1,200", "$1,200"),
    ("1,200.50 USD", "$1,200"),
    ("1.200,50 €", "1,200 €"),
    ("1 200 €", "1,200 €"),
    ("1\u202f200 €", "1,200 €"),
    ("CHF 1'250.-", "1,250 CHF"),
    ("£45", "£45"),
    ("300 kr", "300 kr"),
    ("1.2k €", "1,200 €"),
    ("1,5 €", "1.50 €"),
    ("1200", "1,200"),
    ("1.200", "1,200"),
    ("280 €, training budget", "280 €"),
    ("early bird 390 €, until 1 March 2027", "390 €"),
    ("about 390 €", "390 €"),
    ("390 € + 120 € for the train", "510 €"),
    ("390 € plus 120 €", "510 €"),
    ("free + 120 € for the train", "120 €"),
    ("free", "free"),
    ("Free for speakers", "free"),
    ("nothing", "free"),
    ("0 €", "free"),
    ("0", "free"),
    ("", None),
    ("paid by the company", None),
    ("a train ride", None),
    ("2 people", None),
    ("200–300 €", None),
    ("200 to 300 €", None),
    ("200 € or 300 €", None),
    ("390 €, 450 € at the door", None),
    ("2 x 40 €", None),
    ("390 €/2", None),
    ("40 € a day", None),
    ("40 € per night", None),
    ("not 50 €", None),
    ("250 € instead of 300 €", None),
    ("free instead of 300 €", None),
    ("$100 + 20 €", None),
    ("390 € + travel", None),
    ("1.2.3.4 €", None),
    ("10 %", None),
    ("ISO 9001", None),
    ("room E45", None),
]


@pytest.mark.parametrize(("text", "said"), READ, ids=[text or "nothing written" for text, _ in READ])
def test_reading(text: str, said: str | None) -> None:
    found = costs.read(text)
    assert (costs.say(found) if found else None) == said


@given(st.text(max_size=60))
def test_no_text_is_too_much(text: str) -> None:
    found = costs.read(text)
    assert found is None or (found.amount >= 0 and costs.say(found))


@given(st.integers(0, 10**9), st.sampled_from(["€", "$", "CHF"]))
def test_an_amount_is_read_however_its_thousands_are_parted(amount: int, currency: str) -> None:
    written = f"{amount:,}"
    read = [costs.read(f"{written.replace(',', mark)} {currency}") for mark in (",", ".", "'", " ", "\u00a0")]
    assert {one and one.amount for one in read} == {amount}


@pytest.mark.parametrize(
    ("text", "many", "said"),
    [("390 €", 3, "130 €"), ("45 €", 4, "11 €"), ("$10", 4, "$2.50"), ("100", 1, "100")],
)
def test_the_part_of_each(text: str, many: int, said: str) -> None:
    cost = costs.read(text)
    assert cost
    assert costs.say(cost.for_each(many)) == said
