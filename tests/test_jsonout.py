"""`vaultnet.jsonout`: the envelope, whatever stands in it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from vaultnet import jsonout
from vaultnet.network import Promise


def test_the_envelope() -> None:
    text = jsonout.envelope("due", {"a": "Zoë"}, vault=Path("/v"), today=date(2026, 11, 20), problems=2)
    assert '"Zoë"' in text
    assert json.loads(text) == {
        "vaultnet": 1,
        "command": "due",
        "vault": "/v",
        "today": "2026-11-20",
        "data": {"a": "Zoë"},
        "problems": 2,
    }


def test_what_is_not_known_is_null() -> None:
    found = json.loads(jsonout.envelope("plugins", None, vault=None, today=None, problems=0))
    assert found["vault"] is found["today"] is found["data"] is None


def test_a_file_name_that_is_no_text_still_gives_a_document() -> None:
    text = jsonout.envelope("check", ["caf\udce9.md"], vault=None, today=None, problems=0)
    assert json.loads(text.encode("utf-8"))["data"] == ["caf\udce9.md"]


def test_a_promise() -> None:
    assert jsonout.promise(Promise("People/Ada.md", "the draft", "Daily/1.md", 3)) == {
        "contact": "People/Ada.md",
        "text": "the draft",
        "due": None,
        "theirs": False,
        "path": "Daily/1.md",
        "line": 3,
    }
