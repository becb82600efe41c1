"""Whom a text interests: found by its words, the same people as if everyone were asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultnet.model import Value
from vaultnet.network import Summary
from vaultnet.openers import terms
from vaultnet.signals.interests import SHORT, asking, topic

WORDS = ("go", "looms", "loom", "river", "the", "old", "Rivers")
_interests = st.lists(st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join), max_size=3)
_texts = st.lists(st.sampled_from((*WORDS, "#go", "#river", "[[Old looms]]", "#")), max_size=5).map(" ".join)


def contact(number: int, interests: list[str]) -> Summary:
    values = tuple(Value(one, 3, one) for one in interests)
    return Summary(f"People/P{number}.md", f"P{number}", {"interests": values} if values else {})


def first(interests: list[str], text: str) -> str | None:
    """Give the first interest all words of which are in a text; of a short one as a tag or a link."""
    about = topic(text)
    for one in interests:
        among = about.marked if len(one) <= SHORT else about.terms
        if terms(one) and terms(one) <= among:
            return one
    return None


@given(people=st.lists(_interests, max_size=4), texts=st.lists(_texts, max_size=4), fewer=st.integers(0, 4))
def test_whom_a_text_interests(people: list[list[str]], texts: list[str], fewer: int) -> None:
    whom = asking()
    topics = [topic(text) for text in texts]
    contacts = [contact(number, interests) for number, interests in enumerate(people)]
    for some in (contacts, contacts[fewer:], contacts):  # what is remembered of others is not theirs
        found = whom(topics, some)
        asked = people[fewer:] if some is not contacts else people
        expected = [
            [(place, one) for place, interests in enumerate(asked) if (one := first(interests, text))]
            for text in texts
        ]
        assert [[(place, one.name) for place, one in interested] for interested in found] == expected
