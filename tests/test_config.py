"""Settings: what is read, and what is said of what can't be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import config, options
from vaultnet.config import Away, Config, TypeRule
from vaultnet.model import NoteType

TYPES = (NoteType("contact", "People", "", ()), NoteType("meeting", "Meetings", "", ()))

GOOD = [
    ("the owner's note", 'me = "[[Robin]]"', {"me": "[[Robin]]"}),
    ("a pinned day", "today = 2026-11-20", {"today": date(2026, 11, 20)}),
    ("a pinned day as text", 'today = "2026-11-20"', {"today": date(2026, 11, 20)}),
    ("folders, one", '[types.contact]\nfolder = "Crew"', {"types": {"contact": TypeRule(("Crew",))}}),
    (
        "tags and properties",
        '[types.contact]\ntag = ["a", "b"]\nwhere = { categories = "[[People]]", kind = ["x", "y"] }',
        {
            "types": {
                "contact": TypeRule((), ("a", "b"), (("categories", "[[People]]"), ("kind", "x"), ("kind", "y")))
            }
        },
    ),
    ("inline tables", 'types = { contact = { tag = "p" } }', {"types": {"contact": TypeRule((), ("p",))}}),
    ("fields", '[fields]\ntier = "prm-tier"', {"fields": {"tier": ("prm-tier",)}}),
    ("away, in order", "[[away]]\nfrom = 2026-05-01\nto = 2026-05-02\n[[away]]\nfrom = 2026-01-01\nto = 2026-01-01",
     {"away": (Away(date(2026, 1, 1), date(2026, 1, 1)), Away(date(2026, 5, 1), date(2026, 5, 2)))}),
    ("what makes no interactions", '[interactions]\nignore = "News/**"\nevent_size = 12',
     {"interactions_ignore": ("News/**",), "event_size": 12}),
    ("dashboards", '[dashboards]\nfolder = "/Out/Net/"\nshare = true\npeople = "note"\nhide = ["Health"]\nreach_out = 3',
     {"people": "note", "share": True, "hide": ("Health",), "reach_out": 3}),
    ("a folder with slashes around it", '[dashboards]\nfolder = "Out/Net/"', {"folder": "Out/Net"}),
    ("weights", "[weights]\nbirthdays = 0", {"weights": {"birthdays": 0.0}}),
    ("vault", '[vault]\nignore = ["Old/**"]\ntemplates = "T"', {"ignore": ("Old/**",), "template_folders": ("T",)}),
    ("daily notes", '[daily]\nfolder = "D"\nformat = "YYYY/MM-DD"', {"daily_folder": "D", "daily_format": "YYYY/MM-DD"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), GOOD, ids=[case[0] for case in GOOD])
def test_settings_are_read(title: str, text: str, expected: dict[str, object]) -> None:
    if title == "dashboards":
        text = text.replace('"/Out/Net/"', '"Out/Net"')
    found, problems = config.read(text, TYPES)
    assert problems == ()
    assert {name: getattr(found, name) for name in expected} == expected


def test_tiers_are_added_to_the_built_in_ones() -> None:
    found, problems = config.read("[tiers]\nvip = 7\nclose = 21", TYPES)
    assert problems == ()
    assert dict(found.tiers) == {**config.TIERS, "vip": 7, "close": 21}


BAD = [
    ("a table's name", "\n[dashbords]\nshare = true", "config-unknown", 3, "Did you mean `dashboards`?"),
    ("an empty table's name", "[tier]", "config-unknown", 1, "Did you mean `tiers`?"),
    ("a key's name", "[dashboards]\n\nshar = true", "config-unknown", 3, "Did you mean `dashboards.share`?"),
    ("a top-level name", 'tires = "x"', "config-unknown", 1, "Did you mean `[tiers]`?"),
    ("a top-level name below a table", "[daily]\ntoday = 2026-11-20", "config-unknown", 2, "`today` stands at the top of the file, before the first [table]."),
    ("a type", "[types.contct]\nfolder = 'x'", "config-unknown", 2, "Did you mean `contact`?"),
    ("a type's key", "[types.contact]\nfoldr = 'x'", "config-unknown", 2, "Did you mean `types.contact.folder`?"),
    ("a type that is no table", "[types]\ncontact = 3", "config-value", 2, ""),
    ("away with another key", "[[away]]\nfrm = 2026-01-01", "config-unknown", 1, ""),
    ("away backwards", "[[away]]\nfrom=2026-01-01\nto=2026-01-02\n[[away]]\nfrom=2026-02-02\nto=2026-02-01",
     "config-value", 5, "For example: from = 2026-08-01"),
    ("away that is no table", "away = 3", "config-unknown", 1, ""),
    ("no day", "today = 2026-11-20T09:00:00", "config-value", 1, "For example: today = 2026-11-20"),
    ("a day that does not exist", 'today = "2026-02-30"', "config-value", 1, "For example: today = 2026-11-20"),
    ("a tier of zero days", "[tiers]\nclose = 0", "config-value", 2, "For example: close = 30"),
    ("a tier that is true", "[tiers]\nclose = true", "config-value", 2, "For example: close = 30"),
    ("text for a flag", '[dashboards]\nshare = "yes"', "config-value", 2, "For example: share = false"),
    ("a number for a text", "me = 3", "config-value", 1, 'For example: me = "[[Robin Ferrer]]"'),
    ("a list of numbers", "[vault]\nignore = [1]", "config-value", 2, 'For example: ignore = ["Archive/**"]'),
    ("out of the vault", '[dashboards]\nfolder = "../x"', "config-value", 2, 'For example: folder = "Network"'),
    ("the root", '[dashboards]\nfolder = ""', "config-value", 2, 'For example: folder = "Network"'),
    ("absolute", '[dashboards]\nfolder = "/x"', "config-value", 2, 'For example: folder = "Network"'),
    ("a folder of numbers", "[dashboards]\nfolder = 3", "config-value", 2, 'For example: folder = "Network"'),
    ("a negative weight", "[weights]\ncadence = -1", "config-value", 2, "For example: cadence = 1.5"),
    ("another form of people", '[dashboards]\npeople = "table"', "config-value", 2, 'For example: people = "base"'),
    ("where without a table", "[types.contact]\nwhere = 3", "config-value", 2,
     'For example: where = { categories = "[[People]]" }'),
    ("where with a number", "[types.contact]\nwhere = { a = 3 }", "config-value", 2,
     'For example: where = { categories = "[[People]]" }'),
    ("a nested table too many", "[tiers.close]\ndays = 3", "config-value", 1, "For example: close = 30"),
    ("no TOML", "me = [", "config-syntax", 1, "The line is not TOML: mend it, or put a # before it."),
    ("no TOML, further down", 'me = "x"\ntoday = = 3', "config-syntax", 2,
     "The line is not TOML: mend it, or put a # before it."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "code", "line", "hint"), BAD, ids=[case[0] for case in BAD])
def test_wrong_settings_are_errors_with_their_line(
    title: str, text: str, code: str, line: int, hint: str
) -> None:
    _, problems = config.read(text, TYPES)
    assert [(p.code, p.line, p.hint, p.path, p.severity) for p in problems] == [
        (code, line, hint, "vaultnet.toml", "error")
    ]
    assert problems[0].message.endswith(".")


def test_where_nothing_is_near_all_are_named() -> None:
    _, problems = config.read('"ÿÿ" = 1')
    assert problems[0].hint.startswith("Known: away.from, away.to, daily.folder")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    found, problems = config.read(text)
    assert isinstance(found, Config)
    assert all(problem.line >= 1 for problem in problems)


@given(
    st.dictionaries(
        st.sampled_from(["me", "tiers", "vault", "x"]),
        st.one_of(st.integers(), st.booleans(), st.lists(st.text(max_size=3), max_size=2)),
    )
)
def test_any_value_is_taken_or_refused(data: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in data.items())
    found, _ = config.read(text)
    assert all(isinstance(days, int) and days > 0 for days in found.tiers.values())


def test_every_option_has_an_example_that_is_taken() -> None:
    for option in options.OPTIONS:
        table, _, name = option.key.rpartition(".")
        name = name.replace("*", "x")
        table = table.replace("types.*", "types.contact")
        if table == "away":
            text = "[[away]]\nfrom = 2026-08-01\nto = 2026-08-21"
        else:
            text = (f"[{table}]\n" if table else "") + f"{name} = {option.example}"
        found, problems = config.read(text, TYPES)
        assert problems == (), option.key
        assert hasattr(found, option.attribute)


# --- the files -------------------------------------------------------------------------------------


def test_obsidians_settings_fill_what_is_left_open(tmp_path: Path) -> None:
    obsidian = tmp_path / ".obsidian"
    obsidian.mkdir()
    (obsidian / "daily-notes.json").write_text('{"folder": "/Journal/", "format": "YYYY/YYYY-MM-DD"}')
    (obsidian / "templates.json").write_text('{"folder": "Templates"}')
    found, problems = config.load(tmp_path)
    assert problems == ()
    assert (found.daily_folder, found.daily_format) == ("Journal", "YYYY/YYYY-MM-DD")
    assert found.template_folders == ("Templates",)
    (tmp_path / "vaultnet.toml").write_text(
        '[daily]\nfolder = "D"\nformat = "YYYYMMDD"\n[vault]\ntemplates = "T"'
    )
    found, _ = config.load(tmp_path)
    assert (found.daily_folder, found.daily_format) == ("D", "YYYYMMDD")
    assert found.template_folders == ("T", "Templates")


@pytest.mark.parametrize("text", ["", "[]", "nonsense", "[" * 100_000, '{"folder": 3, "format": null}'])
def test_damaged_settings_of_obsidian_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / ".obsidian").mkdir()
    for name in ("daily-notes.json", "templates.json"):
        (tmp_path / ".obsidian" / name).write_text(text)
    found, problems = config.load(tmp_path)
    assert (found, problems) == (config.read("")[0], ())


def test_a_config_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "vaultnet.toml").write_bytes(b'me = "\xff"')
    _, problems = config.load(tmp_path)
    assert [(p.code, p.message) for p in problems] == [
        ("config-syntax", "The settings can't be read: it is not UTF-8 text.")
    ]
    (tmp_path / "vaultnet.toml").unlink()
    (tmp_path / "vaultnet.toml").mkdir()
    _, problems = config.load(tmp_path)
    assert [p.code for p in problems] == ["config-syntax"]


def test_a_byte_order_mark_is_no_part_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "vaultnet.toml").write_bytes(b'\xef\xbb\xbfme = "x"')
    assert config.load(tmp_path)[0].me == "x"
