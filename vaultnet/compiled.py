"""Compiled templates, kept in the cache between builds.

They are Python's own bytecode, which the interpreter runs without a look: one flipped bit may crash it, or change
a page. So each file begins with a digest of the rest, and one that is damaged is as good as not there.
"""

from __future__ import annotations

import io
import os
from contextlib import suppress

import jinja2
from jinja2.bccache import Bucket

from vaultnet import __version__
from vaultnet.record import digest

_NAME = f"{__version__}-counted-"
"""What the files' names begin with: the code depends on the version, and on what the sandbox counts."""
_DIGEST = 16


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in an existing folder. What can't be read or written is compiled again."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code, if it is there and whole."""
        try:
            with open(self._path(bucket), "rb") as file:
                data = file.read()
        except OSError:
            return
        if digest(data[_DIGEST:]) == data[:_DIGEST]:
            bucket.load_bytecode(io.BytesIO(data[_DIGEST:]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, whole or not at all."""
        code = io.BytesIO()
        bucket.write_bytecode(code)
        path = self._path(bucket)
        temporary = f"{path}.{os.getpid()}"
        with suppress(OSError):
            with open(temporary, "wb") as file:
                file.write(digest(code.getvalue()) + code.getvalue())
            os.replace(temporary, path)

    def _path(self, bucket: Bucket) -> str:
        return os.path.join(self._folder, f"{_NAME}{bucket.key}")
