"""``vaultnet git setup``: what git leaves out of a vault, and what it puts together by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution

import click

from vaultnet import __version__, acting, files, git_run, git_setup, git_state, sharing, workflows
from vaultnet.commands import git_status
from vaultnet.facts import Facts
from vaultnet.git_setup import Standing
from vaultnet.operation import Change
from vaultnet.session import Failure, Session
from vaultnet.terminal import clean, count


@click.command("setup")
@click.option("--share/--no-share", default=None, help="Share the dashboards through git, or no longer.")
@click.option("--workflows", "hosted", is_flag=True, help="Also write workflows for a git host.")
@click.option(
    "--from", "source", metavar="SOURCE", default="", help="What a host installs vaultnet from: git+https://…"
)
@click.option(
    "--untrack", is_flag=True, help="Have git forget what is to be left out and was committed before."
)
@acting.options
@click.pass_obj
def command(
    session: Session,
    share: bool | None,
    hosted: bool,
    source: str,
    untrack: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write what git is to know of this vault into .gitignore and .gitattributes.

    Dashboards are left out, and each device makes its own. If they are shared, which a phone or a git host
    needs, git takes the lines of both sides when two devices have changed one, and the next build puts that right.
    Obsidian's workspace files are left out in any case. Lines of yours stay as they are.
    """
    with acting.acting(session, dry_run=dry_run) as act:
        facts = act.facts
        _require_settings(facts)
        shared = facts.config.share if share is None else share
        standing = git_setup.look(act.root, facts.plugins, facts.config.folder, share=shared)
        more = [*_settings(act.root, share), *(_workflows(standing, source) if hosted else ())]
        act.perform(
            standing.setup(more),
            dry_run=dry_run,
            as_json=as_json,
            say=_said(shared),
            why=f"Nothing to change. {_said(shared)}",
            data={"share": shared},
        )
    if not (dry_run or as_json):
        _go_on(git_setup.look(act.root, facts.plugins, facts.config.folder, share=shared), hosted, untrack)


def _require_settings(facts: Facts) -> None:
    if wrong := [one for one in facts.problems if one.path == sharing.FILE and one.severity == "error"]:
        raise Failure(
            f"{sharing.FILE}:{wrong[0].line}: the settings are wrong, so it can't be told whether the dashboards "
            "are shared, nor where they lie.",
            "What is wrong with them: vaultnet check",
        )


def _said(share: bool) -> str:
    if share:
        return "The dashboards are shared: git takes them along, with the lines of both if two devices changed one."
    return "The dashboards are left out of git: each device makes its own."


def _settings(root: str, share: bool | None) -> Iterator[Change]:
    """Give the change of the settings that says whether dashboards are shared. Raises `Failure`."""
    if share is None:
        return
    before = files.read_if_there(root, sharing.FILE)
    text = (before or b"").decode("utf-8-sig")
    after = sharing.changed(text, share)
    if not isinstance(after, str):
        raise Failure(f"{after.path}: {after.message}", after.hint)
    if after != text:
        mark = b"\xef\xbb\xbf" if (before or b"").startswith(b"\xef\xbb\xbf") else b""
        yield Change(sharing.FILE, before, mark + after.encode())


# --- workflows -------------------------------------------------------------------------------------


def _workflows(standing: Standing, source: str) -> Iterator[Change]:
    """Give the workflows that are not there yet. Raises `Failure`."""
    folder = f"{files.shipped('templates')}/workflows"
    if under := _under(standing.root):
        raise Failure(
            f"The vault is the folder {clean(under)} of its repository, and a host looks for workflows at its top, "
            "where vaultnet writes nothing.",
            f"Copy them there from {clean(folder)}, and say in them: VAULTNET_VAULT: {clean(under)}",
        )
    zone = workflows.zone((os.environ.get("TZ", ""), _link("/etc/localtime")))
    for name in (workflows.CHECK, *([workflows.MORNING] if standing.share else [])):
        path = f"{workflows.FOLDER}/{name}"
        if files.read_if_there(standing.root, path) is None:
            text = workflows.filled(git_setup.template(name), zone, source or _source())
            yield Change(path, None, text.encode())


def _under(root: str) -> str:
    if git_state.folder(root) is None:
        return ""
    try:
        return git_run.Git(root).under.rstrip("/")
    except (git_run.NoGit, git_run.Failed):
        return ""


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _source() -> str:
    try:
        return workflows.source(distribution("vaultnet").read_text("direct_url.json"), __version__)
    except PackageNotFoundError:
        return ""


# --- what there is still to do ---------------------------------------------------------------------


def _go_on(standing: Standing, hosted: bool, untrack: bool) -> None:
    """Say what disagrees all the same; have git forget what it is no longer to take along, if that is wanted."""
    if hosted:
        _say_of_workflows(standing)
    found = git_setup.mismatches(standing)
    for one in found:
        if one.kind != "tracked":
            git_status.tell(one)
    tracked = tuple(path for one in found if one.kind == "tracked" for path in one.paths)
    if tracked and (untrack or _agreed(tracked)):
        _forget(standing.root, tracked)
    else:
        for one in found:
            if one.kind == "tracked":
                git_status.tell(one)
    if git_state.folder(standing.root) is None:
        click.echo("There is no git repository here yet: git init")


def _say_of_workflows(standing: Standing) -> None:
    if not standing.share:
        click.echo(
            f"Without {workflows.MORNING}, which commits shared dashboards: vaultnet git setup --share --workflows"
        )
    for name, data in git_setup.workflow_files(standing.root).items():
        if data is not None and b'VAULTNET_SOURCE: ""' in data:
            click.echo(
                f"Say in {workflows.FOLDER}/{name} from where a host installs vaultnet: VAULTNET_SOURCE: git+https://…"
            )


def _agreed(tracked: Sequence[str]) -> bool:
    if not acting.asks():
        return False
    number = count(len(tracked), "file")
    question = f"git has {number} that it is to leave out now ({clean(tracked[0])} …). Forget them?"
    return click.confirm(question, default=False, err=True)


def _forget(root: str, tracked: Sequence[str]) -> None:
    try:
        git_setup.untrack(root, tracked)
    except git_run.Failed as error:
        raise Failure(
            f"git could not forget them: {clean(error.said)}", "Commit first, and say it again."
        ) from error
    click.echo(
        f"git has forgotten {count(len(tracked), 'file')}. They stay on this disk. The next vaultnet sync, "
        "or your next commit, takes them out of git, and a build on the other devices makes the dashboards again."
    )
