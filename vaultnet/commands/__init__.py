"""The built-in commands: a plugin like any other.

Each command is a module beside this one that holds a ``click.Command`` named ``command``; it is imported
only when it is called, so that ``vaultnet --help`` costs no more than this table.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from vaultnet.hookspecs import Command, hookimpl

if TYPE_CHECKING:
    import click

COMMANDS: tuple[tuple[str, str], ...] = (
    ("init", "Set up a new vault, or adopt the notes you have."),
    ("new", "Start a note: a contact, a meeting, a goal …"),
    ("build", "Take in what was ticked, read the notes and write the dashboards."),
    ("watch", "Build whenever a note is saved."),
    ("due", "Who deserves attention today, and why."),
    ("next", "The people of the day, one at a time, with one key for each."),
    ("triage", "Who is not tracked yet, one at a time: how often to be in touch?"),
    ("brief", "What to know of somebody before you meet."),
    ("log", "Note that you were in touch with someone."),
    ("snooze", "Put a contact off: not before a certain day."),
    ("skip", "Pass over a contact this time."),
    ("fresh-start", "After a long absence: spread who is overdue over the coming weeks."),
    ("track", "Say how often to be in touch with a contact."),
    ("set", "Set a property of a note."),
    ("done", "Tick a task in the note where it stands."),
    ("goals", "How the goals stand."),
    ("change", "Change a goal, or let it go, and keep what it was, and why."),
    ("review", "Look back over a week, a month, a quarter or a year, in a note of its own."),
    ("event", "Which events come, whom to meet there, and what past ones gave."),
    ("skills", "Who could teach whom what, and between whom it has long gone one way."),
    ("opportunities", "At which stage each opportunity is, what is stuck, and what comes next."),
    ("mentors", "Who mentors you, whom you mentor, and whom you could ask."),
    ("recommendations", "Recommendations: received, written by you, and for whom you could write one."),
    ("giving", "What others asked of you, what to give before you ask, and what you gave."),
    ("projects", "The work that others share in: what comes next, and what came of it."),
    ("presence", "Where you can be seen, what of it has gone stale, and where you belong."),
    ("path", "Who could introduce you to somebody, over whom; and a draft that asks for it."),
    ("show", "What the vault knows about a contact, a goal or any note."),
    ("why", "Every number about a contact or a goal, with the line it comes from."),
    ("search", "Find words in the notes."),
    ("query", "Ask the facts a question in SQL."),
    ("rename", "Rename a note, and every link to it."),
    ("merge", "Make one contact of two."),
    ("tidy", "Fold last year's wordless logs into the contacts' notes."),
    ("undo", "Take back what a command did."),
    ("redo", "Do again what was taken back."),
    ("history", "What was done to the notes, when, and to which."),
    ("sync", "Commit what changed, merge what others have pushed, build, and push."),
    ("git", "Set a vault up for git: two devices and a phone, without conflicts."),
    ("check", "What is wrong in the notes, where, and what to do."),
    ("plugins", "What is loaded, from where, and what each plugin adds."),
    ("completion", "Tab completion for bash, zsh or fish."),
)
"""Names and one-line helps, in the order of ``vaultnet --help``."""


@hookimpl
def vaultnet_commands() -> list[Command]:
    """The commands that come with vaultnet."""
    return [Command(name, text, partial(_load, name)) for name, text in COMMANDS]


def _load(name: str) -> click.Command:
    return cast("click.Command", import_module(f"vaultnet.commands.{name.replace('-', '_')}").command)
