"""A proposal in words: the `vaultnet.toml` it amounts to, with the evidence beside each line. Pure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator

from vaultnet import sharing
from vaultnet.adopt import Owner, Proposal, Rule
from vaultnet.config import FILE
from vaultnet.model import note_name
from vaultnet.survey import DAILY

_HEAD = """\
# How vaultnet reads this vault. It was proposed by `vaultnet init` from what your notes show; every line
# may be changed or taken out. Notes that say `type: contact` (meeting, goal …) need no rule here.
"""

OTHERS = 5
"""Names that are listed of the notes in a folder that do not look like the others."""

_PLURALS = {
    "contact": "contacts",
    "meeting": "meetings",
    "organisation": "organisations",
    "goal": "goals",
    "event": "events",
}


def plural(number: int, one: str, many: str = "") -> str:
    """``1 note``, ``1,204 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def printable(text: str) -> str:
    """A text on one line, fit for a comment or a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _one_or_list(values: Iterable[str]) -> str:
    found = [quoted(value) for value in values]
    return found[0] if len(found) == 1 else f"[{', '.join(found)}]"


def render_config(proposal: Proposal, share: bool = False) -> str:
    """The text of `vaultnet.toml` for a proposal; the same proposal gives the same bytes."""
    parts = [_HEAD, _me(proposal.me)]
    closed = {rule.type: rule for rule in proposal.closed}
    types = dict.fromkeys([*(rule.type for rule in proposal.rules), *closed])
    parts += [_type(name, [r for r in proposal.rules if r.type == name], closed.get(name)) for name in types]
    parts += map(_refused, proposal.directories)
    if proposal.fields:
        parts.append("\n".join(["[fields]", *_fields(proposal)]) + "\n")
    parts.append("".join(_tiers(proposal.tiers)))
    parts.append("".join(_daily(proposal)))
    parts.append("".join(_vault(proposal)))
    parts.append(sharing.setting(share))
    return "\n".join(part for part in parts if part)


def _me(owner: Owner) -> str:
    if not owner.name:
        return '# me = "[[Your Name]]"   # your own note, if you keep one: it is never a contact\n'
    link = quoted(f"[[{owner.name}]]")
    if owner.sure:
        return f"# {owner.because} It is never a contact.\nme = {link}\n"
    return f"# {owner.because} Then take the # away.\n# me = {link}\n"


def evidence(rule: Rule) -> str:
    """What stands behind a rule, in a few words."""
    if rule.how != "folder" or rule.alike == len(rule.notes):
        return _notes(rule)
    return f"{_notes(rule)}, {rule.alike:,} of which look like it"


def _notes(rule: Rule) -> str:
    count, value = plural(len(rule.notes), "note"), printable(rule.value)
    if rule.how == "folder":
        return f"{count} in {value}/"
    return f"{count} tagged #{value}" if rule.how == "tag" else f"{count} with {printable(rule.key)}: {value}"


def _type(name: str, rules: list[Rule], closed: Rule | None) -> str:
    lines = [f"[types.{name}]"]
    if closed:
        lines.append(
            f"# {_notes(closed)}, few of which look like {_PLURALS[name]}: only `type: {name}` makes one"
        )
        lines.append(f'where = {{ type = "{name}" }}')
    lines += [f"# {evidence(rule)}: understood without a rule" for rule in rules if rule.how == "type"]
    for how in ("folder", "tag"):
        found = [rule for rule in rules if rule.how == how]
        if found:
            lines += [f"# {evidence(rule)}" for rule in found]
            lines.append(f"{how} = {_one_or_list(rule.value for rule in found)}")
    where = [rule for rule in rules if rule.how == "where"]
    if where:
        lines += [f"# {evidence(rule)}" for rule in where]
        lines.append(f"where = {{ {', '.join(_where(where))} }}")
    return "\n".join(lines) + "\n"


def _where(rules: list[Rule]) -> Iterator[str]:
    keys = dict.fromkeys(rule.key for rule in rules)
    for key in keys:
        bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
        values = _one_or_list(rule.value for rule in rules if rule.key == key)
        yield f"{key if bare else quoted(key)} = {values}"


def _refused(rule: Rule) -> str:
    setting = (
        f"where = {{ {', '.join(_where([rule]))} }}"
        if rule.how == "where"
        else (f"{rule.how} = {quoted(rule.value)}")
    )
    return (
        f"# {_notes(rule)}: this looks like a directory of people, not your contacts.\n"
        f"# If they are yours, add under [types.contact]:\n# {setting}\n"
    )


def _fields(proposal: Proposal) -> Iterator[str]:
    for rule in proposal.fields:
        yield f"# {plural(rule.notes, 'note')}"
        yield f"{rule.field} = {_one_or_list(rule.sources)}"


def _tiers(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        yield "# Your tiers have no days yet. Say how often each is to be in touch and take the # away.\n"
        yield "# [tiers]\n"
        yield from (f"# {quoted(name)} = 30\n" for name in names)


def _daily(proposal: Proposal) -> Iterator[str]:
    settings = proposal.settings
    if settings.daily_from and settings.daily_from != DAILY:
        yield f"# As told by {settings.daily_from}.\n[daily]\n"
        yield f"folder = {quoted(settings.daily_folder)}\n"
        yield f"format = {quoted(settings.daily_format or 'YYYY-MM-DD')}\n"


def _vault(proposal: Proposal) -> Iterator[str]:
    more = [folder for folder in proposal.templates if folder != proposal.settings.core_templates]
    if more or proposal.ignore:
        yield "[vault]\n"
    if more:
        yield "# Templates are no notes about anyone.\n"
        yield f"templates = [{', '.join(map(quoted, more))}]\n"
    if proposal.ignore:
        yield "# Drawings are no notes to read.\n"
        yield f"ignore = [{', '.join(map(quoted, proposal.ignore))}]\n"


def describe(proposal: Proposal) -> list[str]:
    """What was found and what is to be understood, a line each, for a person to agree to."""
    lines = [
        f"{many}: {evidence(rule)}{_others(rule)}"
        for name, many in _PLURALS.items()
        for rule in proposal.rules
        if rule.type == name
    ]
    return lines + [
        f"{rule.field}: from {' and '.join(map(printable, rule.sources))} ({plural(rule.notes, 'note')})"
        for rule in proposal.fields
    ]


def _others(rule: Rule) -> str:
    """The notes of a rule that do not look like it, by name: they are claimed with the others."""
    if rule.how != "folder" or not rule.others:
        return ""
    some = ", ".join(printable(note_name(path)) for path in rule.others[:OTHERS])
    more = len(rule.others) - OTHERS
    return f" (the others: {some}{f' and {more:,} more' if more > 0 else ''})"


def warnings(proposal: Proposal) -> list[str]:
    """What a person should know before agreeing, a sentence or two each."""
    lines = [*map(_directory, proposal.directories), *map(_doubtful, proposal.doubtful)]
    if proposal.me.name and not proposal.me.sure:
        lines.append(
            f"{printable(proposal.me.name)}: {proposal.me.because[:1].lower()}{proposal.me.because[1:]} "
            f"Then take the # before `me` in {FILE} away, and nobody will tell you to get in touch with yourself."
        )
    if proposal.unknown:
        some = ", ".join(map(printable, proposal.unknown[:3])) + (" …" if proposal.unknown[3:] else "")
        many = "has" if len(proposal.unknown) == 1 else "have"
        lines.append(
            f"{plural(len(proposal.unknown), 'person', 'people')} whom your notes name {many} no note under "
            f"that name ({some}). A contact is a note: make one, or give one that name as an alias."
        )
    if proposal.tiers:
        tiers = ", ".join(map(printable, proposal.tiers))
        lines.append(f"Tiers without days: {tiers}. Say under [tiers] in {FILE} how often each is due.")
    return lines


def _directory(rule: Rule) -> str:
    said = (
        f"{_notes(rule)}: this looks like a directory of people, not your contacts. "
        "No dated note speaks of them, so they are left out."
    )
    return said + (f" If they are yours: {_insist(rule)}" if rule.how == "folder" else "")


def _doubtful(rule: Rule) -> str:
    said = f"{_notes(rule)}: left out, because too few of them read like notes about people."
    return said + (f" If they are: {_insist(rule)}" if rule.how == "folder" else "")


def _insist(rule: Rule) -> str:
    return f"vaultnet init --people {shlex.quote(rule.value)}"
