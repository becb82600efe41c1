"""From facts to files: which dashboards there are, their text, and putting it where it belongs.

What the user typed into a dashboard is moved to a note of its own before the dashboard is written again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vaultnet import files, marks, operation, plan, plugins, sync_copies
from vaultnet.dates import MONTHS
from vaultnet.facts import Facts
from vaultnet.hookspecs import Dashboard, Inputs
from vaultnet.model import note_name
from vaultnet.operation import Change, Operation, Refusal
from vaultnet.pages import OWN_TEMPLATES, Pages
from vaultnet.problems import Problem

if TYPE_CHECKING:
    from vaultnet.planners.intake import Page

INBOX = "Inbox"
"""The folder for what was typed into a dashboard."""
_MARKED = re.compile(rb"""^vaultnet: *["']?(.*?)["']?\s*$""", re.MULTILINE)


class Refused(Exception):
    """What was not done, so that no dashboard is made wrong and no word lost: why, and the problems behind it."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def dashboards(root: str, facts: Facts) -> tuple[Dashboard, ...]:
    """Those that there are (see `declared`), less those hidden."""
    every = declared(root, facts.plugins)
    return tuple(dashboard for dashboard in every if dashboard.name not in facts.config.hide)


def declared(root: str, loaded: plugins.Plugins) -> tuple[Dashboard, ...]:
    """The dashboards of the plugins, then one for each further template of the vault's own."""
    from vaultnet.dashboards import general_context

    known = {dashboard.template for dashboard in loaded.dashboards}
    more = []
    for path in files.listing(root, f"{OWN_TEMPLATES}/dashboards", ".md.jinja"):
        template = path.removeprefix(OWN_TEMPLATES + "/")
        name = template.rpartition("/")[2].removesuffix(".md.jinja")
        if template not in known:
            more.append(
                Dashboard(name, _file_of(name), template, f"The vault's own {name}.", general_context)
            )
    return (*loaded.dashboards, *more)


def standing(
    root: str, facts: Facts, wanted: Iterable[Dashboard], last: Iterable[str]
) -> dict[str, bytes | OSError | None]:
    """What lies at the dashboards' paths, and the dashboards that are no longer wanted.

    Those are the ones of their folder, what a sync tool left of them there because they were changed in two places,
    and the ``last`` build's outputs. A copy under a name of the user's is the user's, whatever mark it carries.
    What can't be read is given as the error.
    """
    folder = facts.config.folder
    old: dict[str, bytes | OSError | None] = {}
    for dashboard in wanted:
        path = f"{folder}/{dashboard.file}"
        old[path] = _read(root, path)
    for path in last:
        if path not in old and isinstance(data := _read(root, path), bytes) and _is_ours(path, data):
            old[path] = data
    known = {dashboard.file for dashboard in facts.plugins.dashboards}
    for suffix in (".md", *marks.WHOLE):
        for path in files.listing(root, folder, suffix):
            data = None if path in old else _read(root, path)
            if not isinstance(data, bytes) or not _is_ours(path, data):
                continue
            name = sync_copies.original(path).rpartition("/")[2]
            said = _MARKED.search(data)
            if name in known or (said and name == _file_of(said[1].decode(errors="replace"))):
                old[path] = data
    return old


def strays(generated: Iterable[str], facts: Facts) -> list[Problem]:
    """Dashboards that lie outside their folder, as after a change of [dashboards] folder."""
    known = {dashboard.file for dashboard in facts.plugins.dashboards}
    message = (
        f"This dashboard is no longer kept up to date: dashboards are written to {facts.config.folder}/."
    )
    hint = "Delete it, or take `vaultnet:` out of its front matter to keep it as a note of yours."
    return [
        Problem(path, 1, 1, "stray-dashboard", message, hint)
        for path in sorted(generated)
        if path.rpartition("/")[2] in known and path.rpartition("/")[0] != facts.config.folder
    ]


def but_copies(problems: Iterable[Problem], found: Container[str]) -> Iterator[Problem]:
    """Leave out the copies of dashboards that a sync tool left: they are taken in, and gone then."""
    return (one for one in problems if one.code != "conflict-copy" or one.path not in found)


class Rendered(NamedTuple):
    """What became of the dashboards."""

    texts: dict[str, str]
    """The text of each, by path."""
    kept: frozenset[str]
    """Paths of those that failed, or have a file of the user's in their place: they stay as they are."""
    problems: tuple[Problem, ...]
    """All problems, those of the facts included."""

    def but(self, paths: Collection[str]) -> Rendered:
        """The same, with some dashboards left as they are."""
        texts = {path: text for path, text in self.texts.items() if path not in paths}
        return self._replace(texts=texts, kept=self.kept.union(paths))


def render(
    facts: Facts, wanted: Sequence[Dashboard], old: Mapping[str, bytes | OSError | None], made: Pages
) -> Rendered:
    """Make the text of every dashboard."""
    texts: dict[str, str] = {}
    kept: set[str] = set()
    problems = facts.problems

    def add(found: Problem) -> None:
        nonlocal problems
        problems = tuple(sorted({*problems, found}))

    for dashboard in sorted(wanted, key=lambda dashboard: dashboard.last):
        path = f"{facts.config.folder}/{dashboard.file}"
        before = old[path]
        if isinstance(before, OSError) or (before is not None and not _is_ours(path, before)):
            kept.add(path)
            if path.endswith(".md"):  # a base or a picture that was edited is simply the user's from then on
                add(_in_the_way(path, dashboard.name, before))
            continue
        given = Inputs(
            facts.snapshot,
            facts.follow_ups,
            problems,
            facts.config,
            facts.note_types,
            facts.dealt,
        )
        try:
            context = made.context(dashboard, given)
        except Exception as error:
            is_theirs = dashboard in facts.plugins.dashboards
            is_ours = not is_theirs or plugins.is_built_in("dashboards", dashboard.name)
            add(plugins.failed(dashboard.name, "to make its dashboard", error, is_ours=is_ours))
            kept.add(path)
            continue
        if context is None:
            continue
        text = made.text(dashboard, context, facts)
        if isinstance(text, Problem):
            add(text)
            kept.add(path)
        else:
            texts[path] = text
    return Rendered(texts, frozenset(kept), problems)


def pages(found: Mapping[str, bytes | OSError | None], texts: Mapping[str, str]) -> Iterator[Page]:
    """Give the dashboards on which there may be ticks: notes of ours that differ from what would be written."""
    from vaultnet.planners.intake import Page

    for path, data in found.items():
        text = texts.get(path, "")
        if (
            isinstance(data, bytes)
            and path.endswith(".md")
            and data != text.encode()
            and _is_ours(path, data)
        ):
            yield Page(path, data.decode(errors="surrogateescape"), text)


def take_in(root: str, ticks: Operation) -> Refusal | None:
    """Do what the ticks about one contact come to, whole or not at all, or say what makes them wait.

    The caller is `journal.writing_alone`. Raises `Refused` where they can't be done as long as the vault is laid
    out as it is, or OSError.
    """
    from vaultnet import journal, writing

    try:
        journal.carry_out(root, ticks)
    except writing.Busy as error:
        return _waits(str(error), "is held open for writing by another program")
    except writing.Changed as error:
        return _waits(str(error), "was saved meanwhile")
    except FileExistsError as error:
        return _waits(str(error.filename2 or error.filename), "was made meanwhile")
    except writing.Protected as error:
        return _waits(str(error.filename), "is write-protected")
    except NotADirectoryError:
        file = next(_files_for_folders(root, (change.now for change in ticks.changes)), "")
        if not file:
            raise
        return Refusal(file, 0, f"{file} is a file, and a folder of that name is needed.", "Rename it.")
    except writing.Outside as error:
        raise Refused(f"{error.filename} leads out of the vault, and nothing is written there.") from error
    return None


def _files_for_folders(root: str, paths: Iterable[str]) -> Iterator[str]:
    """Give the files that stand where some paths need a folder."""
    for path in paths:
        folders = path.split("/")[:-1]
        above = ("/".join(folders[: count + 1]) for count in range(len(folders)))
        yield from (one for one in above if Path(root, one).is_file())


def _waits(path: str, why: str) -> Refusal:
    return Refusal(path, 0, f"{path} {why}.", "Build again then; what was ticked stays on its page.")


def carry_out(root: str, actions: Iterable[plan.Action], inbox: str = INBOX) -> list[str]:
    """Do what was planned: first what must not be lost, then the dashboards. Gives the rescued notes' paths.

    The caller is `journal.writing_alone`. Raises `Refused`, `writing.Changed` where someone else saved a file
    meanwhile, or OSError.
    """
    from vaultnet import journal, writing

    todo = [action for action in actions if action.kind in ("write", "remove")]
    if any(action.rescued for action in todo) and Path(root, inbox).is_file():
        page = _name(todo[0])
        why = f"{inbox} is a file and no folder, so what was typed into {page} could not be kept there."
        raise Refused(f"{why} Nothing was written: give the file another name, and build again.")
    rescued = tuple(_rescued(root, todo, inbox))
    names = sorted({_name(action) for action in todo if action.rescued})
    what = f"keep what was typed into {' and '.join(names)}"
    dashboards = tuple(Change(action.path, action.old, action.new) for action in todo)
    try:
        journal.carry_out(root, Operation("build", what, rescued), told=False)
        journal.carry_out(root, Operation("build", "write dashboards", dashboards), keep=False)
    except writing.Outside as error:
        raise Refused(f"{error.filename} leads out of the vault, so nothing was written there.") from error
    return [change.path for change in rescued]


def _rescued(root: str, actions: Iterable[plan.Action], inbox: str) -> Iterator[Change]:
    """Make notes of what was typed; none where one is there already."""
    made: dict[str, bytes] = {}
    for action in actions:
        for block in action.rescued:
            note = _inbox(root, inbox, block, action, made)
            if note:
                made[note[0]] = note[1]
                yield Change(note[0], None, note[1])


def diff(root: str, actions: Iterable[plan.Action], inbox: str = INBOX, *, dashboards: bool = True) -> str:
    """What actions would change, the notes that they would rescue included, as a unified diff."""
    found: list[Change] = []
    for action in actions:
        found += _rescued(root, [action], inbox)
        found += [Change(action.path, action.old, action.new)] if dashboards else []
    return operation.diff(tuple(found))


def _inbox(
    root: str, inbox: str, block: str, action: plan.Action, made: Mapping[str, bytes]
) -> tuple[str, bytes] | None:
    """The path and text of the note for a rescued block; None where one holds it already, word for word.

    ``made`` are those that come before it.
    """
    stem = marks.rescue_name(block, (action.old or b"").decode(errors="replace"))
    if marks.is_promise_ticked(block):
        block = f"{block}\n\n{_OPEN}"
    said = f"Typed into [[{_name(action)}]]{_of_day(action)}."
    data = f"{block}\n\n{said}\n".encode(errors="surrogateescape")
    for number in range(1, 1000):
        path = f"{inbox}/{stem}{f' {number}' if number > 1 else ''}.md"
        there = made.get(path) or files.read_if_there(root, path)
        if there == data:
            return None
        if there is None:
            return path, data
    raise Refused(f"{inbox}/ holds a thousand notes named {stem}, so {action.path} was left as it is.")


_OPEN = "The promise is still open: tick it in its note, or say `vaultnet done` and some of its words."


def _of_day(action: plan.Action) -> str:
    """Say the page's own day, so that the same words on two days are two notes; the page twice is one."""
    days = marks.days((action.old or b"").decode(errors="replace"))
    if not days:
        return ""
    day = min(days)
    return f" of {day.day} {MONTHS[day.month - 1]} {day.year}"


def _name(action: plan.Action) -> str:
    return note_name(sync_copies.original(action.path))


def _file_of(name: str) -> str:
    """The file of a dashboard of the vault's own: no note has such a name, so it takes none's links."""
    return f"{name}.md" if name.startswith("Network ") else f"Network {name}.md"


@lru_cache(maxsize=32)
def _is_ours(path: str, data: bytes) -> bool:
    """Whether what lies there is a dashboard of ours. Remembered: it is asked several times in each build."""
    return marks.is_generated(data.decode(errors="replace"), path)


def _read(root: str, path: str) -> bytes | OSError | None:
    try:
        return files.read_if_there(root, path)
    except OSError as error:
        return error


def _in_the_way(path: str, name: str, before: bytes | OSError) -> Problem:
    if isinstance(before, OSError):
        message = f"The dashboard {name} belongs here, and what is here can't be read: {before.strerror}."
        return Problem(path, 1, 1, "output-in-the-way", message, "Move it away, or mend its permissions.")
    message = (
        f"This note is yours, and stands where the dashboard {name} would be written; it was left alone."
    )
    hint = "Rename your note, or choose another folder in [dashboards] folder."
    return Problem(path, 1, 1, "output-in-the-way", message, hint)
