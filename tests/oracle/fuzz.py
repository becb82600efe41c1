"""Generated snippets, read by vaultnet and by the npm package ``yaml``: ``python -m tests.oracle.fuzz --rounds N``.

Prints every disagreement that the table of known differences does not explain, and exits 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator

from . import compare
from .differences import explanation

BATCH = 4000
WORDS = (
    "a",
    "b",
    "Ada Lovelace",
    "role",
    "it's",
    "x: y",
    "c#",
    "a #b",
    "no",
    "on",
    "Löwe",
    "日本",
    "🌱",
    "-",
    "- x",
)
SCALARS = (
    *("~ null Null NULL nUll true True TRUE tRUE false no yes on off y 0 -0 +1 0123 1_000 1e3 1E-2 1.0 1. .5 . -.5".split()),
    *(".inf -.Inf +.INF .nan .NaN .NAN 0o17 0x1F 0b1 0O7 -0x1 12:30 1:2:3 2026-01-02 2026-02-30 1e400 1.5.2 +".split()),
    *("12345678901234567890 0.1 1e21 123e-20 !x ! @x `x` %x &x *x |x >x ?x :x -x =x <<x ,x [x ]x {x }x #x".split()),
    *WORDS,
    "2026-01-02T10:00:00Z", "a: b", "[[Ann]]", "[[Ann|A. B.]]", "[[a/b#c]]", "{{date}}", "<% tp.x %>", "http://x.y/z?a=b#c",
    '"x"', "'x'", '"x\\ty"', '"\\u00e9"', "'it''s'", '"a: b"', "''", '""', "!!str 12", "!!int 3", "!foo 1", "! 1", "a  b",
)  # fmt: skip
TOKENS = (
    "a", "b", "c", "1", "a: ", "b: ", "c:", ": ", ":", "- ", "-", "\n", "\n", "\n  ", "\n  ", "\n    ", " ", "  ", "[", "]", "{", "}",
    ", ", ",", "'", '"', "#", " # c", "|\n", ">\n", "|-\n", ">+\n", "&x ", "*x", "&y ", "*y", "!!str ", "!!int ", "! ", "? ", "\t", "~",
    "null", "true", "0x1", "1.5", "@", "`", "%", "...", "<<: ", "[[A]]", "[[A|b c]]", "{{x}}", "é", "\\", "\\n", "''", '""',
    "'x'", '"y"', "x y", "\r\n", "\n\n", "=", "key: value\n", "tags:\n", "  - x\n", "- y\n", "  k: v\n",
)  # fmt: skip


def main() -> int:
    """Run the rounds and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2000, help="how many snippets")
    parser.add_argument("--seed", type=int, default=None, help="to repeat a run; a random one otherwise")
    parser.add_argument("--show", type=int, default=20, help="how many disagreements to print")
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    known: Counter[str] = Counter()
    found = []
    for snippet, mine, other in disagreements(asked.rounds, seed):
        reason = explanation(snippet, mine, other)
        if reason:
            known[reason] += 1
        else:
            found.append((snippet, mine, other))
    for snippet, mine, other in sorted(found, key=lambda case: len(case[0]))[: asked.show]:
        sys.stdout.write(f"{snippet!r}\n    vaultnet  {mine!r}\n    yaml      {other!r}\n")
    known_ones = ", ".join(f"{name} {count}" for name, count in known.most_common()) or "none"
    sys.stdout.write(f"{asked.rounds} rounds, seed {seed}: {len(found)} unexplained; known: {known_ones}\n")
    return 1 if found else 0


def disagreements(rounds: int, seed: int) -> Iterator[tuple[str, object, object]]:
    """Generated snippets of which vaultnet and the package say different things."""
    chance = random.Random(seed)
    seeds = [item["yaml"] for item in compare.recorded()]
    for begin in range(0, rounds, BATCH):
        snippets = [snippet(chance, seeds) for _ in range(min(BATCH, rounds - begin))]
        for text, answer in zip(snippets, compare.ask(snippets), strict=True):
            mine, other = compare.ours(text), compare.theirs(answer)
            if not compare.agree(mine, other):
                yield text, mine, other


def snippet(chance: random.Random, seeds: list[str]) -> str:
    """One snippet: well-formed front matter, a mutated recorded one, or a heap of tokens."""
    make = chance.choices((_properties, _mutated, _heap), (5, 3, 2))[0]
    while True:
        text = make(chance, seeds)
        # A line of dashes would end the front matter before its end.
        if not any(line.rstrip(" \t\r") == "---" for line in text.split("\n")):
            return text


def _properties(chance: random.Random, seeds: list[str]) -> str:
    end = chance.choice(("\n", "\n", "\n", "\r\n"))
    lines = []
    for number in range(chance.randint(1, 6)):
        key = chance.choice(
            ("type", "role", "tags", '"quoted key"', "with space", "1", "~", f"k{number}", f"k{number}")
        )
        lines += _pair(chance, key, 0, 3)
    return end.join(lines)


def _pair(chance: random.Random, key: str, indent: int, depth: int) -> list[str]:
    space = " " * indent
    roll = chance.random()
    comment = chance.choice(("", "", "", "  # note"))
    if roll < 0.45 or depth == 0:
        return [f"{space}{key}: {chance.choice(SCALARS)}{comment}"]
    if roll < 0.6:
        return [f"{space}{key}: {_flow(chance, 2)}{comment}"]
    if roll < 0.75:
        inner = indent + chance.choice((0, 2, 2, 4))
        lines = [f"{space}{key}:{comment}"]
        return lines + [" " * inner + f"- {chance.choice(SCALARS)}" for _ in range(chance.randint(1, 3))]
    if roll < 0.88:
        lines = [f"{space}{key}:{comment}"]
        for number in range(chance.randint(1, 3)):
            lines += _pair(chance, f"n{number}", indent + 2, depth - 1)
        return lines
    style = chance.choice(("|", ">", "|-", ">-", "|+", ">2", ""))
    inner = " " * (indent + 2)
    return [f"{space}{key}: {style}"] + [
        chance.choice((inner, inner, inner + "  ")) + chance.choice(("one", "two: x", "", "# no", "- three"))
        for _ in range(chance.randint(1, 4))
    ]


def _flow(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.5:
        return chance.choice(SCALARS)
    items = [_flow(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    if chance.random() < 0.6:
        return "[" + chance.choice((", ", ",", " , ")).join(items) + chance.choice(("]", "]", ",]"))
    return (
        "{" + ", ".join(f"{chance.choice('abc')}{number}: {item}" for number, item in enumerate(items)) + "}"
    )


def _mutated(chance: random.Random, seeds: list[str]) -> str:
    text = chance.choice(seeds)
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(text))
        if chance.random() < 0.5:
            text = text[:at] + chance.choice(TOKENS) + text[at:]
        else:
            text = text[:at] + text[at + chance.randint(1, 3) :]
    return text


def _heap(chance: random.Random, seeds: list[str]) -> str:
    return "".join(chance.choice(TOKENS) for _ in range(chance.randint(1, 14)))


if __name__ == "__main__":
    sys.exit(main())
