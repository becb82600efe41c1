"""How senior a role is."""

from __future__ import annotations

import pytest

from vaultnet import seniority

RANKS = [
    ("", 0),
    ("Engineer", 0),
    ("Junior Engineer", -1),
    ("Senior Engineer", 1),
    ("Tech Lead", 2),
    ("Senior Staff Engineer", 2),
    ("Principal Engineer", 3),
    ("Engineering Manager", 3),
    ("Product Manager", 1),
    ("Senior Project Manager", 1),
    ("Head of Platform", 4),
    ("Director, Engineering", 4),
    ("VP Engineering", 5),
    ("Vice President of Sales", 5),
    ("President", 6),
    ("Chief Technology Officer", 6),
    ("CTO & Co-Founder", 6),
    ("Formerly Chief Engineer", 6),
    ("Leading lady", 0),
    ("Product Owner", 1),
    ("Technical Product Owner", 1),
    ("Case Owner", 1),
    ("Owner", 6),
    ("Owner, Community Kitchen", 6),
    ("Business owner", 6),
    ("Assistant to the CEO", -1),
    ("Executive Assistant to the Vice President", -1),
    ("Adviser to the board, Founder", 6),
    ("Head of Go-to-market", 4),
    ("Founder's Associate", -1),
    ("Founder’s Associate", -1),
    ("President's Office assistant", -1),
    ("Assistant", -1),
    ("Assistant Professor", 2),
    ("Associate Professor", 3),
    ("Professor", 4),
    ("Assistant Manager", 1),
    ("Senior Associate", 0),
    ("CTO, Associate Professor", 6),
    ("Trainee, Loom Works", -1),
    ("Assistant, Loom Works", -1),
]


@pytest.mark.parametrize(("role", "rank"), RANKS)
def test_how_senior_a_role_is(role: str, rank: int) -> None:
    assert seniority.rank(role) == rank
