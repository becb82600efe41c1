"""``share`` in the settings: one line is changed or added, and nothing else."""

from __future__ import annotations

import tomllib

import pytest

from vaultnet.operation import Refusal
from vaultnet.sharing import changed, setting

CASES = [
    ("an empty file", "", True, "[dashboards]\nshare = true\n"),
    ("it is so already", "[dashboards]\nshare = true # yes\n", True, "[dashboards]\nshare = true # yes\n"),
    ("it is not shared, by default", "me = 'x'\n", False, "me = 'x'\n"),
    ("the line changes", "[dashboards]\nshare=false  # why\nhide=[]", True, "[dashboards]\nshare=true  # why\nhide=[]"),
    ("and back", "[dashboards]\r\nshare = true\r\n", False, "[dashboards]\r\nshare = false\r\n"),
    ("a dotted key", "dashboards.share = false\n", True, "dashboards.share = true\n"),
    ("a table that is there", "[dashboards] # d\nhide = []\n", True, "[dashboards] # d\nshare = true\nhide = []\n"),
    ("of Windows", "[ dashboards ]\r\nhide = []\r\n", True, "[ dashboards ]\r\nshare = true\r\nhide = []\r\n"),
    ("no table", "me = 'x'\n[tiers]\nmine = 3\n", True, "me = 'x'\n[tiers]\nmine = 3\n\n[dashboards]\nshare = true\n"),
    ("a last line without an end", "me = 'x'", True, "me = 'x'\n\n[dashboards]\nshare = true\n"),
    ("what init wrote", f"me = 'x'\n{setting(False)}[tiers]\n", True, f"me = 'x'\n{setting(True)}[tiers]\n"),
    ("and took back", f"me = 'x'\n{setting(True)}", False, f"me = 'x'\n{setting(True)}".replace("= true", "= false")),
    (
        "a share of something else",
        "[fields]\nshare = 'x'\n[dashboards]\nfolder = 'N'\n",
        True,
        "[fields]\nshare = 'x'\n[dashboards]\nshare = true\nfolder = 'N'\n",
    ),
    ("words in a text", 't = """\nshare = false\n"""\n[dashboards]\nshare = false\n', True, 't = """\nshare = false\n"""\n[dashboards]\nshare = true\n'),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "share", "expected"), CASES, ids=[case[0] for case in CASES])
def test_settings(title: str, text: str, share: bool, expected: str) -> None:
    assert changed(text, share) == expected
    assert tomllib.loads(expected).get("dashboards", {}).get("share", False) is share


REFUSED = [
    ("no TOML", "me = \n"),
    ("no table", "dashboards = 3\n"),
    ("a table in a line", "dashboards = { hide = [] }\n"),
    ("no flag", "[dashboards]\nshare = 'no'\nhide = []\n[[dashboards]]"),
]


@pytest.mark.parametrize(("title", "text"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_can_not_be_said_in_a_line_is_refused(title: str, text: str) -> None:
    found = changed(text, True)
    assert isinstance(found, Refusal)
    assert "[dashboards] share = true" in found.message
