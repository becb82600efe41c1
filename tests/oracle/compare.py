"""What vaultnet and the npm package ``yaml`` say of the same snippet, made comparable."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vaultnet.frontmatter import plain, read

HERE = Path(__file__).parent
SNIPPETS = HERE / "yaml_snippets.json"

NONE = "no properties"


def recorded() -> list[dict[str, Any]]:
    """The committed snippets with the package's answers."""
    return json.loads(SNIPPETS.read_text(encoding="utf-8"))["snippets"]


def package() -> Path | None:
    """The folder whose ``node_modules`` holds the npm package, or None: then nothing can be asked live."""
    home = Path(os.environ.get("VAULTNET_YAML", HERE))
    return home if (home / "node_modules" / "yaml").is_dir() and shutil.which("node") else None


def ask(snippets: Sequence[str]) -> list[dict[str, Any]]:
    """The package's answers, all from one process."""
    home = package()
    if home is None:
        raise SystemExit(
            "node and the npm package are needed; docs/front-matter.md says how to install them."
        )
    done = subprocess.run(
        ["node", str(HERE / "record.mjs")],
        input=json.dumps([f"{snippet}\n" for snippet in snippets]),
        env=os.environ | {"VAULTNET_YAML": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def ours(snippet: str) -> Any:
    """What vaultnet reads: a dict, or `NONE`, for what is broken, text or a list."""
    front = read("note.md", f"---\n{snippet}\n---\n")
    assert front.present
    if front.problems:
        return NONE
    return {key: plain(value) for key, value in front.values.items()}


def theirs(answer: dict[str, Any]) -> Any:
    """The package's answer in the same words."""
    if "error" in answer:
        return NONE
    value = answer["value"]
    if value is None:
        return {}
    return value if isinstance(value, dict) and not {"$class", "$number"} & value.keys() else NONE


def agree(mine: Any, other: Any) -> bool:
    """Whether two values are the same to JavaScript: one kind of number, lists by order, objects without."""
    if isinstance(other, dict) and other.keys() == {"$number"}:
        return isinstance(mine, float) and repr(mine) == repr(float(other["$number"]))
    if isinstance(mine, bool) or isinstance(other, bool):
        return mine is other
    if isinstance(mine, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(mine, other, rel_tol=1e-15)
    if isinstance(mine, dict) and isinstance(other, dict):
        return mine.keys() == other.keys() and all(agree(mine[key], other[key]) for key in mine)
    if isinstance(mine, list) and isinstance(other, list):
        return len(mine) == len(other) and all(map(agree, mine, other))
    return type(mine) is type(other) and mine == other
