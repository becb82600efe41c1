"""Every signal has its cases, and each case is as docs/signals says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import signal_cases
from tests.signal_cases import Case, cases
from vaultnet import build
from vaultnet.signals import SIGNALS, thanks

NAMES = [signal.name for signal in SIGNALS]
CASES = [case for name in NAMES for case in cases(name)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.signal}: {case.title}" for case in CASES])
def test_what_a_signal_finds(case: Case, vault: Path) -> None:
    assert signal_cases.find(case, vault) == tuple(sorted(case.expected))


THANKS = [case for case in CASES if case.signal == "thanks" and case.expected]


@pytest.mark.parametrize("case", THANKS, ids=[case.title for case in THANKS])
def test_each_link_of_a_chain_is_cited(case: Case, vault: Path) -> None:
    """Whoever is thanked stands on the first line; in whose note that is, on the next; up to the ending."""
    signal_cases.find(case, vault)
    with build.facts(vault, today=case.today) as facts:
        found = tuple(thanks.find(facts.snapshot, facts.config))
        names = {one.path: (one.name, *one.aliases) for one in facts.snapshot.contacts}
    for one in found:
        bearer = one.contact
        for at in one.sources:
            line = (vault / at.path).read_text("utf-8").splitlines()[at.line - 1]
            assert any(name in f"{line} {at.path}" for name in names[bearer]), (bearer, at)
            if at.path not in names:
                break
            bearer = at.path


@pytest.mark.parametrize("name", NAMES)
def test_every_signal_has_ten_cases_and_a_page(name: str) -> None:
    found = cases(name)
    assert len({case.title for case in found}) == len(found) >= 10
    assert any(case.expected for case in found)
    assert any(not case.expected for case in found)
    page = signal_cases.DOCS / f"{name}.md"
    assert page.read_text(encoding="utf-8") == signal_cases.page(name), "run: python -m tests.signal_cases"


def test_there_is_no_page_of_a_signal_that_is_gone() -> None:
    for folder in (signal_cases.FOLDER, signal_cases.DOCS):
        assert sorted(path.stem for path in folder.glob("*.md")) == sorted(NAMES)
