"""Notes about people as people write them, made by chance: every property is known with its bytes and comments.

Quotes, anchors, blocks of lines, lists in both styles, odd indents, comments wherever YAML has them, line ends
of either kind, a BOM, tabs, bytes that are no UTF-8, no front matter at all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_NAMES = ("Ada Lovelace", "Grace Hopper", "Jürgen Löwe", "Zoë O'Neill", "山田 太郎", "María José", "Bob")
_FIRMS = ("Initech", "Globex AG", "Ärzte & Co", "Acme, Inc.", "R&D: Labs", "3M", "Null Island", "No")
_TEXTS = (
    "Staff engineer", "met at a talk, then coffee", "https://example.com/in/ada?x=1#top", "+49 30 1234567", "007",
    "yes", "off", "12:30", "1e3", "0o17", "~", "a: b", "not #1", "C#", "it's fine", 'she said "hi"', "🌱 gardens",
    "6w", "every 6 weeks", "2026-11-20", "null", "-", "- dash", "@ada", "`code`", "100%", "50 % more", "x\\y",
    "true",
)  # fmt: skip
_KEYS = (
    "company", "role", "role_since", "location", "tier", "cadence", "relation", "email", "phone", "linkedin",
    "birthday", "first_met", "introduced_by", "knows", "helps_with", "interests", "teaches", "snooze", "paused",
    "last_contact", "tags", "aliases", "rating", "Favourite Tea", "next-step", "Straße", "Wohnort (alt)", "color",
    "done", "nickname", "source", "website", "team", "spouse", "kids", "allergies", "notes", "how we met",
)  # fmt: skip
_REMARKS = (
    "from LinkedIn",
    "ask again in spring",
    "sure?",
    "old: 2019",
    "Grüße",
    "see [[2026-03-01]]",
    "# twice",
    "'",
    "- x",
)
_LINES = (
    "Likes long walks.",
    "Moved in 2024: new flat",
    "# not a comment",
    "- not an item",
    "  indented",
    "key: value",
    "Ünïcödé",
)


@dataclass
class Property:
    """One property of a note: its lines, and what is known of them."""

    key: str
    text: str
    """Its bytes as text, with line ends; what was no UTF-8 is escaped (surrogateescape)."""
    head: str
    """The key with its colon, as it stands."""
    comments: list[str] = field(default_factory=list)
    form: str = "plain"
    items: list[str] = field(default_factory=list)
    """A list's items as they stand."""
    shared: bool = False
    """Whether an alias elsewhere stands for it."""


@dataclass
class Made:
    """A note, in parts: what stands before the properties, they, and what stands after."""

    before: str
    properties: list[Property]
    between: list[str]
    """What stands before each property, and after the last: comments and blank lines."""
    after: str
    comments: int
    """How many comments stand between the properties."""

    def parts(self) -> list[str]:
        """Give the note's text, in parts: those at odd places are the properties."""
        parts = [self.before + self.between[0]]
        for one, gap in zip(self.properties, self.between[1:], strict=True):
            parts += [one.text, gap]
        parts[-1] += self.after
        return parts

    def data(self) -> bytes:
        """Give the note's bytes."""
        return "".join(self.parts()).encode("utf-8", "surrogateescape")


class Maker:
    """Makes notes from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.anchors = 0
        self.eol = "\n"

    def note(self) -> Made:
        """Make a note; a few have no front matter, or an empty one."""
        chance = self.chance
        self.eol, self.anchors = chance.choice(("\n", "\n", "\r\n")), 0
        mixed = chance.random() < 0.05
        bom = "\ufeff" if chance.random() < 0.15 else ""
        body = self._body()
        if chance.random() < 0.06:
            # It may begin with a rule, which is no front matter as long as no other follows.
            return Made(bom, [], [""], body[:3] + body[3:].replace("---", "***"), 0)
        if chance.random() < 0.04:
            return self._in_braces(bom, body)
        keys = chance.sample(_KEYS, 0 if chance.random() < 0.03 else chance.randint(1, 9))
        margin = "  " if chance.random() < 0.04 else ""
        properties = [self._property(key, margin) for key in keys]
        properties = self._with_alias(properties, margin)
        comments, between = 0, []
        for form in ("", *(one.form for one in properties)):
            gap, count = self._gap(margin)
            gap = gap if count or form != "kept" else ""  # a blank line would be part of the text before it
            between.append(gap)
            comments += count
        opening = bom + "---" + chance.choice(("", "", "", " ", "\t")) + self.eol
        made = Made(opening, properties, between, "---" + self.eol + body, comments)
        return self._mixed(made) if mixed else made

    def _body(self) -> str:
        chance, eol = self.chance, self.eol
        lines = [
            chance.choice((*_LINES, "", "## Log", "---", "company: not a property", "- [ ] call #todo"))
            for _ in range(chance.randint(0, 5))
        ]
        return eol.join(lines) + chance.choice((eol, eol, "", eol * 2))

    def _mixed(self, made: Made) -> Made:
        """Change the line end of one part, as an editor does that doesn't look."""
        if made.properties:
            one = self.chance.choice(made.properties)
            one.text = (
                one.text.replace("\r\n", "\n") if self.eol == "\r\n" else one.text.replace("\n", "\r\n")
            )
        return made

    def _in_braces(self, bom: str, body: str) -> Made:
        pairs = [
            f"{key}: {value}"
            for key, value in (("type", "contact"), ("tier", "close"), ("tags", "[a, 'b']"), ("rating", "5"))
        ]
        text = "{" + ", ".join(self.chance.sample(pairs, self.chance.randint(0, 4))) + "}" + self.eol
        whole = Property("", text, "", [], "braces")
        return Made(f"{bom}---{self.eol}", [whole], ["", ""], f"---{self.eol}{body}", 0)

    def _gap(self, margin: str) -> tuple[str, int]:
        chance = self.chance
        if chance.random() < 0.75:
            return "", 0
        if chance.random() < 0.4:
            return self.eol, 0
        return f"{margin}# {chance.choice(_REMARKS)}{self.eol}", 1

    def _with_alias(self, properties: list[Property], margin: str) -> list[Property]:
        anchored = [one for one in properties if "&" in one.form]
        if not anchored or self.chance.random() < 0.4:
            return properties
        one = self.chance.choice(anchored)
        one.shared = True
        head = f"{margin}see also:"
        alias = Property("see also", f"{head} *{one.form[1:]}{self.eol}", head, form="alias")
        return [*properties, alias]

    # --- properties ---------------------------------------------------------------------------------

    def _property(self, key: str, margin: str) -> Property:
        chance = self.chance
        written = chance.choice((key, key, key, key.upper(), key.replace("_", " "), f'"{key}"', f"'{key}'"))
        head = f"{margin}{written}{chance.choice(('', '', '', '', ' '))}:"
        make = chance.choices(
            (
                self._one_line,
                self._empty,
                self._lines,
                self._continued,
                self._flow,
                self._block,
                self._nested,
                self._anchored,
            ),
            (10, 2, 3, 2, 4, 5, 1, 1),
        )[0]
        return make(key, head, margin)

    def _remark(self, share: float = 0.3) -> tuple[str, list[str]]:
        """Give a comment for the end of a line, with what stands before it; mostly none."""
        if self.chance.random() >= share:
            return self.chance.choice(("", "", "", " ", "\t")), []
        comment = f"# {self.chance.choice(_REMARKS)}"
        if self.chance.random() < 0.03:
            comment += "\udce9"  # a byte of Latin-1
        return self.chance.choice((" ", "  ", "\t")) + comment, [comment]

    def _scalar(self, *, flow: bool = False) -> str:
        chance = self.chance
        text = chance.choice((*_TEXTS, *_NAMES, *_FIRMS))
        if chance.random() < 0.2:
            return f'"[[{chance.choice(_NAMES)}]]"'
        if chance.random() < 0.1:
            return chance.choice(("5", "true", "2026-03-01", "0.5", "null", "~", "0123", "1_000"))
        if chance.random() < 0.3:
            return "'" + text.replace("'", "''") + "'"
        safe = text[0].isalnum() and not any(sign in text for sign in (": ", " #", '"', "\\"))
        if safe and not (flow and any(sign in text for sign in ",:[]{}?")) and chance.random() < 0.8:
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def _one_line(self, key: str, head: str, _margin: str) -> Property:
        chance = self.chance
        remark, comments = self._remark()
        value = self._scalar()
        if chance.random() < 0.06:
            value = chance.choice(
                (f"[[{chance.choice(_NAMES)}]]", "{{date}}", f"[[{_NAMES[0]}]] and [[{_NAMES[1]}]]")
            )
        if chance.random() < 0.02:
            value = "Andr\udce9"
        space = chance.choice((" ", " ", " ", "   ", "\t"))
        return Property(key, f"{head}{space}{value}{remark}{self.eol}", head, comments)

    def _empty(self, key: str, head: str, _margin: str) -> Property:
        remark, comments = self._remark()
        return Property(key, f"{head}{remark}{self.eol}", head, comments)

    def _lines(self, key: str, head: str, margin: str) -> Property:
        chance, eol = self.chance, self.eol
        indent = margin + " " * chance.choice((1, 2, 2, 4))
        remark, comments = self._remark(0.2)
        lines = [chance.choice((*_LINES, "")) for _ in range(chance.randint(1, 4))]
        lines = ["First line", *lines, "Last line"]
        sign = chance.choice("|>") + chance.choice(("", "-", "+"))
        body = "".join(f"{indent}{line}{eol}" if line else eol for line in lines)
        return Property(
            key, f"{head} {sign}{remark}{eol}{body}", head, comments, "kept" if "+" in sign else "lines"
        )

    def _continued(self, key: str, head: str, margin: str) -> Property:
        chance, eol = self.chance, self.eol
        quote = chance.choice(("", "'", '"'))
        indent = margin + " " * chance.choice((1, 2, 4))
        remark, comments = self._remark()
        first = chance.choice((" ", eol + indent))
        blank = chance.choice(("", eol))
        text = f"{first}{quote}a long text that{eol}{indent}goes on{blank}{eol}{indent}and ends{quote}"
        return Property(key, f"{head}{text}{remark}{eol}", head, comments, "continued")

    def _flow(self, key: str, head: str, margin: str) -> Property:
        chance, eol = self.chance, self.eol
        items = [self._scalar(flow=True) for _ in range(chance.randint(0, 4))]
        remark, comments = self._remark()
        if chance.random() < 0.6 or not items:
            pad = chance.choice(("", "", " "))
            text = f"[{pad}{chance.choice((', ', ', ', ',  ', ' , ')).join(items)}{pad}]"
        else:
            lines = []
            for number, item in enumerate(items):
                beside, more = self._remark(0.4)
                comments = more + comments
                comma = "," if number + 1 < len(items) or chance.random() < 0.5 else ""
                beside = beside if beside.strip() else ""
                lines.append(f"{margin}  {item}{comma}{beside or ''}{eol}")
            text = f"[{eol}{''.join(lines)}{margin}]"
            # A remark right after `[` or an item without a space would be no comment; each has its space.
        return Property(key, f"{head} {text}{remark}{eol}", head, comments, "flow", items)

    def _block(self, key: str, head: str, margin: str) -> Property:
        chance, eol = self.chance, self.eol
        indent = margin + " " * chance.choice((0, 2, 2, 2, 4, 3))
        items = [self._scalar() for _ in range(chance.randint(1, 5))]
        remark, comments = self._remark(0.15)
        gap = chance.choice((" ", " ", " ", "   "))
        lines = [f"{head}{remark}{eol}"]
        for number, item in enumerate(items):
            if number and chance.random() < 0.1:
                lines.append(chance.choice((eol, f"{indent}# {_REMARKS[0]}{eol}")))
                comments += [f"# {_REMARKS[0]}"] if "#" in lines[-1] else []
            beside, more = self._remark(0.2)
            comments += more
            lines.append(f"{indent}-{gap}{item}{beside}{eol}")
        return Property(key, "".join(lines), head, comments, "block", items)

    def _nested(self, key: str, head: str, margin: str) -> Property:
        remark, comments = self._remark(0.2)
        text = f"{head}{remark}{self.eol}{margin}  mail: ada@example.com{self.eol}{margin}  fax: [1, 2]{self.eol}"
        if self.chance.random() < 0.3:
            text = f"{head} {{mail: ada@example.com, fax: '1'}}{remark}{self.eol}"
        return Property(key, text, head, comments, "nested")

    def _anchored(self, key: str, head: str, margin: str) -> Property:
        self.anchors += 1
        name = f"a{self.anchors}"
        remark, comments = self._remark(0.2)
        value = self._scalar()
        if self.chance.random() < 0.4:
            items = [self._scalar() for _ in range(self.chance.randint(1, 3))]
            lines = "".join(f"{margin}  - {item}{self.eol}" for item in items)
            return Property(
                key, f"{head} &{name}{remark}{self.eol}{lines}", head, comments, f"&{name}", items
            )
        return Property(key, f"{head} &{name} {value}{remark}{self.eol}", head, comments, f"&{name}")
