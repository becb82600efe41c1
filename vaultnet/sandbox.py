"""What templates may do, and how much of it: they change nothing, ask no clock, and come to an end.

The bounds are counted, never timed: the same template and the same facts always give the same page. They are
there for a mistake, such as a loop in a loop in a loop. Templates come with plugins or from the vault's owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vaultnet.filters import Markdown

LONGEST = 4_000_000
"""Characters of a page, or of one text or list that a template puts together."""

STEPS = 4_000_000
"""Turns of loops in one page; a call counts as many."""

CALL = 20
"""Steps that the call of a macro, a method or a function counts as, for it takes as long."""

BITS = 4096
"""Bits of a whole number that a template works out."""

_OF_A_DAY = frozenset({"year", "month", "day", "isoformat", "weekday", "isoweekday", "replace"})
_WIDE = re.compile(r"\d{5}|[%{:]\*|\{[^{}]*\{")
"""In a format: a width of five digits, or one that is worked out."""
_PADDING = ("batch", "center", "format", "indent", "slice", "truncate", "wordwrap")
"""Jinja's filters that fill up to a length which they are told."""


class TooMuch(SecurityError):
    """A template went on for too long."""


class Generator(CodeGenerator):
    """Compiles templates so that every turn of a loop and every joined text is counted."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - jinja's name
        """Let the loop go over what is counted."""
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - jinja's name
        """Join with ``~`` through `Environment.joined`."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Environment(ImmutableSandboxedEnvironment):
    """Where templates are found and what they may do; made by `vaultnet.render.environment`."""

    code_generator_class = Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    root: Path | None = None
    """The vault, so that its own templates are named by their vault-relative path."""

    names: Mapping[str, str] = {}
    """Link texts by path, for the filters that make links. Templates don't see it."""

    steps = 0
    """Steps taken in the page that is being made."""

    def bound(self) -> None:
        """Bound Jinja's own filters that fill up to a length."""
        self.filters.update({name: _bounded(self.filters[name]) for name in _PADDING})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep templates from the clock (``today.today()``) and the locale (``strftime``)."""
        if isinstance(obj, date):
            return attr in _OF_A_DAY
        return super().is_safe_attribute(obj, attr, value)

    def step(self, by: int = 1) -> None:
        """Count what is done. Raises `TooMuch`."""
        self.steps += by
        if self.steps > STEPS:
            raise TooMuch(f"this took more than {STEPS:,} turns of loops; a call counts as {CALL}")

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Go over items, each a step."""
        for item in items:
            self.step()
            yield item

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something for a template; a text's own methods fill up to no great length."""
        self.step(CALL)
        if isinstance(getattr(obj, "__self__", None), str):
            _check_width(args)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, if the result is of a size to be had."""
        _check_size(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Give ``"…".format``, if the text asks for no great width."""
        found = super().wrap_str_format(value)
        if found is not None and _WIDE.search(value.__self__):
            raise TooMuch("a format may not ask for a width of five digits, or for one that is worked out")
        return found

    def joined(self, parts: Iterable[Any]) -> str:
        """Join with ``~``: text, which is a value and no Markdown."""
        return "".join(_in_bounds(map(str, parts)))

    @staticmethod
    def concat(parts: Iterable[str]) -> Markdown:
        """Put together what a page, a macro or a block gives, which is Markdown already."""
        return Markdown("".join(_in_bounds(parts)))


def _in_bounds(parts: Iterable[str]) -> Iterator[str]:
    length = 0
    for part in parts:
        length += len(part)
        if length > LONGEST:
            error = TooMuch(f"this would be longer than {LONGEST:,} characters")
            # Raised where the template stands, if it is still at work, so that the line is known.
            throw = getattr(parts, "throw", None)
            if throw is not None:
                throw(error)
            raise error
        yield part


def _check_size(operator: str, left: Any, right: Any) -> None:
    if operator == "%":
        if isinstance(left, str) and _WIDE.search(left):
            raise TooMuch("a format may not ask for a width of five digits, or for one that is worked out")
    elif isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length()
        if (bits * abs(right) if operator == "**" else bits + right.bit_length()) > BITS:
            raise TooMuch(f"this number would have more than {BITS:,} bits")
    elif _length(left, right, operator) > LONGEST:
        raise TooMuch(f"this would be longer than {LONGEST:,}")


def _length(left: Any, right: Any, operator: str) -> int:
    """How long the sum or product of texts or lists is; 0 of anything else."""
    if operator == "*":
        items, times = (right, left) if isinstance(left, int) else (left, right)
        return len(items) * times if isinstance(items, (str, tuple, list)) and isinstance(times, int) else 0
    both = isinstance(left, (str, tuple, list)) and isinstance(right, (str, tuple, list))
    return len(left) + len(right) if both else 0


def _check_width(values: Iterable[Any]) -> None:
    if any(isinstance(value, int) and value > LONGEST for value in values):
        raise TooMuch(f"this would be longer than {LONGEST:,}")


def _bounded(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(filter_)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        _check_width((*args, *kwargs.values()))
        if filter_.__name__ == "do_format" and _WIDE.search(str(args[0])):
            raise TooMuch("a format may not ask for a width of five digits, or for one that is worked out")
        return filter_(*args, **kwargs)

    return bounded
