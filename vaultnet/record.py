"""The record of the last build: enough to tell that there is nothing to do, without opening anything else.

A build with nothing to do is the commonest one, so this module imports next to nothing. The record is a
cache like the index: if it is missing, foreign or damaged, the build looks at everything instead.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from binascii import crc32
from collections import namedtuple
from collections.abc import Callable, Mapping

from vaultnet.files import Folders, Odd, Stamp, racy, read, stamp_of, walk

_FORMAT = f"vaultnet record 1 {sys.hexversion:x}\n".encode()
_DIGEST = 16
"""Bytes of a digest."""
_DOUBTFUL = 64
"""Files whose contents are compared at most; with more of them the index is asked."""


class Summary(namedtuple("Summary", "notes dashboards errors problems")):  # noqa: PYI024 - see files
    """What a build says of the vault when it is done."""

    __slots__ = ()
    notes: int
    dashboards: int
    errors: int
    problems: int


class Record(
    namedtuple("Record", "today pinned folders odd watched outputs doubtful summary")  # noqa: PYI024 - see files
):
    """A vault as the last build left it."""

    __slots__ = ()
    today: str
    """The day it was built for (ISO)."""
    pinned: str
    """The day that the configuration pins, or ``""``."""
    folders: Folders
    odd: tuple[Odd, ...]
    watched: dict[str, Stamp | None]
    """Everything else that decides the output, by absolute path: settings, templates, code, plugins."""
    outputs: dict[str, Stamp | None]
    doubtful: dict[str, bytes]
    """Digests of notes and outputs saved so shortly before that their stamps can't be trusted, and what is kept
    in place of those of files that could not be read (see `state`)."""
    summary: Summary


def digest(data: bytes) -> bytes:
    """A 16-byte digest of a file's contents (BLAKE2b)."""
    from _blake2 import blake2b  # hashlib would cost as much as everything else here

    return blake2b(data, digest_size=_DIGEST).digest()


def state(vault: str, path: str) -> bytes:
    """The digest of a note's contents as they are now, or why they can't be read. Raises FileNotFoundError."""
    try:
        return digest(read(vault, path))
    except FileNotFoundError:
        raise
    except OSError as error:
        return unread(error)


def unread(error: OSError) -> bytes:
    """What is kept in place of the digest of contents that can't be read."""
    return str(error.errno).encode()


def is_unread(known: bytes) -> bool:
    """Whether this stands for contents that could not be read."""
    return 0 < len(known) < _DIGEST


def cache_root() -> str:
    """The folder of all caches: ``VAULTNET_CACHE``, or the platform's place for them."""
    return _root("VAULTNET_CACHE", "XDG_CACHE_HOME", "~/.cache", "user_cache_dir")


def state_root() -> str:
    """The folder of what is kept about vaults (journals, locks): ``VAULTNET_STATE``, or the platform's place."""
    return _root("VAULTNET_STATE", "XDG_STATE_HOME", "~/.local/state", "user_state_dir")


def _root(given: str, base: str, usual: str, platform: str) -> str:
    wanted = os.environ.get(given)
    if wanted:
        return os.path.abspath(wanted)
    if sys.platform == "linux":  # what platformdirs says, without the time to import it
        folder = os.environ.get(base, "").strip() or os.path.expanduser(usual)
        return os.path.join(folder, "vaultnet")
    import platformdirs

    return str(getattr(platformdirs, platform)("vaultnet", appauthor=False))


def cache_folder(vault: str) -> str:
    """The cache folder of one vault, keyed by its real path, so that a copied vault brings nothing along."""
    return os.path.join(cache_root(), _key(vault))


def state_folder(vault: str) -> str:
    """The state folder of one vault, keyed as its cache folder is."""
    return os.path.join(state_root(), _key(vault))


def _key(vault: str) -> str:
    return digest(os.fsencode(os.path.realpath(vault))).hex()


def unfinished(vault: str) -> bool:
    """Whether something was begun in this vault that its process did not live to finish."""
    try:
        return bool(os.listdir(os.path.join(state_folder(vault), "pending")))
    except OSError:
        return False


def save(vault: str, record: Record) -> None:
    """Keep a record for the next build; one that can't be written is simply not there."""
    folder = cache_folder(vault)
    plain = record._replace(odd=tuple(map(tuple, record.odd)), summary=tuple(record.summary))
    data = marshal.dumps(tuple(plain))  # marshal takes plain tuples only
    try:
        temporary = os.path.join(folder, f"record-{os.getpid()}")
        with open(temporary, "wb") as handle:
            handle.write(_FORMAT + b"%08x\n" % crc32(data) + data)
        os.replace(temporary, os.path.join(folder, "record"))
    except OSError:
        forget(vault)


def forget(vault: str) -> None:
    """Drop the record, so that the next build looks at everything."""
    try:  # contextlib would be one more import for every build
        os.unlink(os.path.join(cache_folder(vault), "record"))
    except OSError:
        return


def load(vault: str) -> Record | None:
    """The record of the last build, or None if there is none that can be used."""
    try:
        with open(os.path.join(cache_folder(vault), "record"), "rb") as handle:
            data = handle.read()
        start = len(_FORMAT) + 9
        if data[: len(_FORMAT)] != _FORMAT or int(data[len(_FORMAT) : start], 16) != crc32(data[start:]):
            return None
        record = Record(*marshal.loads(data[start:]))
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return record._replace(odd=tuple(Odd(*odd) for odd in record.odd), summary=Summary(*record.summary))


def day(given: str | None, pinned: str) -> str:
    """The day to build for (law 7): as given, then ``VAULTNET_TODAY``, then the configuration, then the clock."""
    return given or os.environ.get("VAULTNET_TODAY") or pinned or time.strftime("%Y-%m-%d")


def unchanged(vault: str, today: str | None = None) -> Summary | None:
    """What the last build said, if a build now would do nothing; None means that it has to look closer."""
    vault = os.path.realpath(vault)
    record = load(vault)
    if record is None or record.today != day(today, record.pinned) or unfinished(vault):
        return None
    if any(stamp_of(path) != stamp for path, stamp in record.watched.items()):
        return None
    if any(stamp_of(f"{vault}/{path}") != stamp for path, stamp in record.outputs.items()):
        return None
    try:
        found = walk(vault)
        if found.folders != record.folders or found.odd != record.odd:
            return None
        if any(state(vault, path) != known for path, known in record.doubtful.items()):
            return None
    except OSError:
        return None
    return record.summary


def doubtful(
    folders: Folders,
    digest_of: Callable[[str], bytes | None],
    now: int,
    settled: dict[str, Mapping[str, Stamp]],
) -> dict[str, bytes] | None:
    """The digests to compare because a stamp at ``now`` (ns) proves nothing; None where they are too many.

    ``digest_of`` gives a note's digest; None for a file that is not read. Folders that are ``settled`` are not
    looked at again as long as they are the same object, and those in which every stamp is old enough are added.
    """
    recent = now - 2_000_000_000  # whatever is older is sure (see `racy`)
    young: list[str] = []
    for folder, names in folders.items():
        if settled.get(folder) is names:
            continue
        found_here = [
            name
            for name, stamp in names.items()
            if (stamp[0] > recent or stamp[1] > recent) and racy(stamp, now)
        ]
        young += [f"{folder}/{name}" if folder else name for name in found_here]
        if not found_here:
            settled[folder] = names
    found = {path: known for path in young if (known := digest_of(path)) is not None}
    return found if len(found) <= _DOUBTFUL else None


def say(summary: Summary) -> str:
    """What a build says when there was nothing to do."""
    dashboards = "1 dashboard" if summary.dashboards == 1 else f"{summary.dashboards} dashboards"
    notes = "1 note" if summary.notes == 1 else f"{summary.notes:,} notes"
    said = f"Up to date: {dashboards} from {notes}."
    if summary.problems:
        problems = "1 problem" if summary.problems == 1 else f"{summary.problems:,} problems"
        said += f" {problems}: vaultnet check"
    return said
