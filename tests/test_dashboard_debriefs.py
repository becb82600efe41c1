"""What Network Today says of events' debriefs: whom to take down, and to whom to write within 48 hours."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import vaults

CONTACT = "---\ntype: contact\n---\n"
PRIVATE = "---\ntype: contact\nprivate: true\n---\n"
FAIR = "---\ntype: event\ndate: 2026-11-19\n---\n## Met\n"
FILL = {
    f"People/P{number}.md": "---\ntype: contact\ncadence: 1w\nlast_contact: 2026-01-01\n---\n"
    for number in range(6)
}
"""People who take all the places of a day."""
NEW = "- [ ] [[Fair]] · take down Grace Hopper (new)"
TAIL = "Ticked, they are taken down at the next build: a note for who is new, a link for who was met, a task for what you promised."

CASES: list[tuple[str, dict[str, str], int, list[str]]] = [
    ("nobody", {"Events/Fair.md": FAIR}, 0, []),
    ("somebody new", {"Events/Fair.md": FAIR + "- Grace Hopper, Globex\n"}, 0, [NEW, TAIL]),
    ("somebody known", {"People/Ada.md": CONTACT, "Events/Fair.md": FAIR + "- Ada: looms\n"}, 0,
     ["- [ ] [[Fair]] · take down Ada (known)", TAIL]),
    ("what can't be read is not offered, but counted", {"Events/Fair.md": FAIR + "- talked\n"}, 0,
     ["1 line under “Met” that can't be read: `vaultnet check`"]),
    ("some can be read", {"Events/Fair.md": FAIR + "- talked\n- Grace Hopper\n- Monday\n"}, 0,
     [NEW, TAIL, "And 2 lines under “Met” that can't be read: `vaultnet check`"]),
    ("eight, and the last line is of two", {"Events/Fair.md": FAIR + "".join(f"- Grace {letter}opper\n" for letter in "ABCDEFG") + "- Grace Hopper & Eva Stone\n"}, 0,
     ["- [ ] [[Fair]] · take down " + ", ".join(f"Grace {letter}opper (new)" for letter in "ABCDEFG"),
      '- [[Fair]]: 2 more people come next, once these are taken down; all at once with `vaultnet event debrief "Fair"`', TAIL]),
    ("somebody private only", {"People/Eva Stone.md": PRIVATE, "Events/Fair.md": FAIR + "- Eva Stone: secrets\n"}, 0,
     ['- [[Fair]]: 1 more person to take down, with `vaultnet event debrief "Fair"`']),
    ("an event that names somebody private",
     {"People/Eva Stone.md": PRIVATE, "Events/Eva Stone at home.md": FAIR + "- Grace Hopper\n"}, 0, []),
    ("a private event", {"Events/Fair.md": FAIR.replace("---\n##", "private: true\n---\n##") + "- Grace Hopper\n"}, 0, []),
    ("ten people", {"Events/Fair.md": FAIR + "".join(f"- Grace {letter}opper\n" for letter in "ABCDEFGHIJ")}, 0,
     ["- [ ] [[Fair]] · take down " + ", ".join(f"Grace {letter}opper (new)" for letter in "ABCDEFGH"),
      '- [[Fair]]: 2 more people come next, once these are taken down; all at once with `vaultnet event debrief "Fair"`', TAIL]),
    ("four events", {f"Events/Fair {number}.md": FAIR.replace("11-19", f"11-1{number}") + "- Grace Hopper\n" for number in range(4)}, 0,
     [*(f"- [ ] [[Fair {number}]] · take down Grace Hopper (new)" for number in (3, 2, 1)), TAIL,
      "- and people of 1 more event: `vaultnet event debrief`"]),
    ("to write to", {"People/Ada.md": CONTACT, **FILL, "Events/Fair.md": FAIR + "- [[Ada]]: looms\n"}, 0,
     ["- [[Fair]]: write to [[Ada]] by 21 November"]),
    ("on the second day", {"People/Ada.md": CONTACT, **FILL, "Events/Fair.md": FAIR + "- [[Ada]]: looms\n"}, 1,
     ["- [[Fair]]: write to [[Ada]] by 21 November"]),
    ("after 48 hours", {"People/Ada.md": CONTACT, **FILL, "Events/Fair.md": FAIR + "- [[Ada]]: looms\n"}, 2, []),
    ("who stands above is not said again", {"People/Ada.md": CONTACT, "Events/Fair.md": FAIR + "- [[Ada]]: looms\n"}, 0, []),
    ("of a private event", {"People/Ada.md": CONTACT, **FILL,
     "Events/Fair.md": FAIR.replace("---\n##", "private: true\n---\n##") + "- [[Ada]]: looms\n"}, 0, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "days", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_today_says(tmp_path: Path, notes: dict[str, str], days: int, expected: list[str]) -> None:
    vaults.put(tmp_path, {"vaultnet.toml": "", **notes})
    vaults.build(tmp_path, date.fromordinal(vaults.TODAY.toordinal()) + timedelta(days))
    text = (tmp_path / "Network/Network Today.md").read_text()
    _, _, part = text.partition("## Met at events\n")
    part = part.partition("\n## ")[0].partition("<!--")[0]
    assert [line for line in part.split("\n") if line.strip()] == expected
    assert "secrets" not in text
