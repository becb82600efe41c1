"""Lines of a debrief are taken down in place: every other byte stays, or nothing is written."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vaultnet import markdown, met_lines
from vaultnet.edits import met_links
from vaultnet.edits.met_links import Naming, Taking
from vaultnet.operation import Refusal

ROWS = (
    "- Grace Hopper, Globex: on-call",
    "* [x] Grace Hopper: tea",
    "12. Grace Hopper",
    "Grace Hopper: bells",
    "- [ ] Grace Hopper",
    "- Grace Hopper <!-- and -->",
    "  - nested [[Ada]]",
    "\t- [ ] nested task 📅 2026-12-01",
    "  going on #tag",
    "",
    "- [[Ada Lovelace]]; gave:: tea",
    "- 2026-11-19 call",
    "```",
    "<!--",
    "-->",
    "%%",
    "> - [ ] quoted [[Ada]]",
    "### On Friday",
    "## Later",
    "| a | b |",
    "| - | - |",
    "    - [ ] Grace Hopper",
    "caf\xe9 \u2028 [x](y.md)",
)
TASKS = st.lists(st.sampled_from(["Paper for [[Grace Hopper]] 📅 2026-12-03", "tea #waiting"]), max_size=2)
NAME = "Grace Hopper"


def takings(text: str, tasks: list[str]) -> list[Taking]:
    found = []
    for line, words in met_lines.find(text, 1, markdown.scan(text).headings):
        at = words.find(NAME)
        if at == 0:
            naming = Naming(at, at + len(NAME), f"[[{NAME}]]")
            found.append(Taking(line, words, (naming,), tuple(tasks)))
    return found


@given(
    st.lists(st.sampled_from(ROWS), max_size=8),
    TASKS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_nothing_else_changes(rows: list[str], tasks: list[str], end: str, last: str, mark: str) -> None:
    text = "\n".join(["[[Ada]] before", "## Met", *rows]) + last
    wanted = takings(text, tasks)
    data = (mark + text.replace("\n", end)).encode()
    if not wanted:
        return
    after = met_links.take_down("Events/Fair.md", data, wanted)
    if isinstance(after, Refusal):
        assert after.line in [one.line for one in wanted]
        return
    back = re.sub(rb"(?:^|(?<=\n))[\t ]+[-*+] \[ \] (?:Paper for|tea #w)[^\n]*(?:\n|\Z)", b"", after)
    back = back.replace(b"[[Grace Hopper]]", b"Grace Hopper")
    assert back.removesuffix(b"\r").removesuffix(b"\n").removesuffix(b"\r") == data.removesuffix(
        b"\n"
    ).removesuffix(b"\r")
    assert after.endswith(b"\n") == data.endswith(b"\n")
    body = markdown.scan(after.decode())
    assert sum(link.target == NAME for link in body.links) == len(wanted) * (
        1 + sum("Grace" in task for task in tasks)
    )


def test_bytes_that_are_no_text_stay() -> None:
    data = b"## Met\n- Grace Hopper, caf\xe9\n- caf\xe9\n"
    taking = Taking(2, "Grace Hopper, caf\udce9", (Naming(0, 12, "[[Grace Hopper]]"),), ("tea",))
    after = met_links.take_down("x.md", data, [taking])
    assert after == b"## Met\n- [[Grace Hopper]], caf\xe9\n  - [ ] tea\n- caf\xe9\n"


def test_a_task_below_is_seen() -> None:
    data = b"- Grace\n  - dog\n  - [ ] paper\n- Ada\n\n  - [ ] loose\n"
    assert met_links.has_task(data, 1)
    assert not met_links.has_task(data, 4)
