"""Cases for the scanner as data (tests/data/markdown.txt) and a body written out line by line."""

from __future__ import annotations

from pathlib import Path

from vaultnet.model import Body, Task

_VISIBLE = {"→": "\t", "␠": " ", "␍": "\r", "⍽": "\u00a0", "␊": "\u2028"}


def plain(text: str) -> str:
    """Turn the visible signs of the data file into what they stand for."""
    for sign, character in _VISIBLE.items():
        text = text.replace(sign, character)
    return text


def cases() -> list[tuple[str, str, list[str]]]:
    """Return the title, the text and the findings of each case."""
    source = (Path(__file__).parent / "data" / "markdown.txt").read_text(encoding="utf-8")
    found = []
    for part in source.split("\n@@ ")[1:]:
        title, _, rest = part.partition("\n")
        text, _, expected = rest.partition("\n>>>\n")
        found.append((title, plain(text), expected.strip("\n").split("\n") if expected.strip() else []))
    return found


def describe(body: Body, *, first: bool = False) -> list[str]:
    """Write out what was found; ``first`` for the line to quote as well."""
    lines = [
        f"link {link.line}:{link.column} {link.where} {link.target!r}"
        + (f" # {link.subpath!r}" if link.subpath else "")
        + (f" | {link.alias!r}" if link.alias else "")
        for link in body.links
    ]
    lines += [f"tag {tag.line} {tag.name}" for tag in body.tags]
    lines += [f"heading {heading.line} h{heading.level} {heading.text!r}" for heading in body.headings]
    lines += [f"task {task.line} {describe_task(task)}" for task in body.tasks]
    lines += [
        f"field {field.line}:{field.column} {field.where} {field.key} = {field.value!r}"
        for field in body.fields
    ]
    lines += [f"log {log.line} {log.day} {log.kind}: {log.text!r}".replace(" : ", ": ") for log in body.logs]
    lines += ["placeholder"] * body.placeholder + ["empty"] * body.empty
    return lines + ([f"first {body.first[1]} {body.first[0]!r}"] if first else [])


def describe_task(task: Task) -> str:
    """Write out a task's box, text and whatever else it has."""
    extra = {
        name: value
        for name, value in task._asdict().items()
        if value and name not in ("status", "text", "line")
    }
    return f"[{task.status}] {task.text!r}" + "".join(f" {name}={value}" for name, value in extra.items())
