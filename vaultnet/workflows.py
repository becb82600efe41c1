"""The two workflows for a git host: what is filled in, and whether they are still as they were written. Pure.

What they do stands in ``templates/workflows``: `vaultnet check` at each push, `vaultnet sync` every morning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

FOLDER: Final = ".github/workflows"
CHECK, MORNING = "vaultnet-check.yml", "vaultnet-morning.yml"

_ZONE = re.compile(r"(?m)^( *(?:TZ|timezone): ).*$")
_SOURCE = re.compile(r"(?m)^( *VAULTNET_SOURCE: ).*$")
_NAME_OF_ZONE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")


def filled(template: str, zone: str, source: str) -> str:
    """Write a workflow for a time zone and for what pip installs vaultnet from, ``""`` if that is not known."""
    text = _ZONE.sub(lambda found: found[1] + zone, template)
    return _SOURCE.sub(lambda found: found[1] + json.dumps(source, ensure_ascii=False), text)


def is_as_written(template: str, text: str) -> bool:
    """Whether a workflow is as it was written, whatever was filled in."""
    return filled(text.replace("\r\n", "\n"), "", "") == filled(template, "", "")


def zone(candidates: Iterable[str]) -> str:
    """Find the name of a time zone, as ``Europe/Berlin``; ``UTC`` if there is none.

    A candidate is a name, or a path that ends with one, as that of the file that tells a system's zone.
    """
    for candidate in candidates:
        name = candidate.lstrip(":").rpartition("zoneinfo/")[2].strip()
        if _NAME_OF_ZONE.fullmatch(name):
            return name
    return "UTC"


def source(direct_url: str | None, version: str) -> str:
    """Tell from what vaultnet was installed here, for pip to install it from there as well; ``""`` if it can't.

    ``direct_url`` is what pip keeps of an address that it was given (``direct_url.json``); None says that it found
    vaultnet by its name. A folder of this machine is of no use elsewhere. A password in an address is left out.
    """
    if direct_url is None:
        return f"vaultnet=={version}"
    try:
        said: Any = json.loads(direct_url)
        system, revision = said["vcs_info"]["vcs"], said["vcs_info"]["commit_id"]
        parts = urlsplit(said["url"])
        if parts.scheme != "https" or not parts.hostname:
            return ""
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except (ValueError, KeyError, TypeError):
        return ""
    return f"{system}+{bare}@{revision}"
