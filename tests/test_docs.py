"""What README, ARCHITECTURE and docs/ say is so: commands print what stands there, links lead somewhere."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from tests import vaults
from tests.test_transcripts import PAGES as PLAYED
from tests.test_transcripts import test_transcript as replay
from vaultnet import plugins
from vaultnet.build import facts
from vaultnet.session import Session

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")]
PAGES = [*TOP, *sorted(DOCS.glob("*.md"))]

FENCE = re.compile(r"^(`{3,}|~{3,})([^\n]*)\n(.*?)^\1`*$", re.MULTILINE | re.DOTALL)
HIDDEN = re.compile(r"<!--.*?-->|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
HOSTS = re.compile(r"--(?:extra-)?index-url|--registry|\bregistry\.", re.IGNORECASE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(page: Path) -> str:
    return page.read_text("utf-8")


# --- commands and what they print ------------------------------------------------------------------

SHOWN = re.compile(r"^```console\n(?:(?!```).*\n)*?\$ vaultnet ", re.MULTILINE)
SHOWING = [page for page in PAGES if SHOWN.search(read(page)) and page not in PLAYED]


@pytest.mark.parametrize("page", SHOWING, ids=name)
def test_commands_print_what_stands_there(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "<!-- vault: example -->" in read(page), (
        "The docs speak of the example vault: say so to the transcripts."
    )
    replay(page, tmp_path, monkeypatch)


def test_the_readme_and_the_tutorial_show_something() -> None:
    assert {"README.md", "docs/tutorial.md"} <= {name(page) for page in SHOWING}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples" / "vault", place / "vault")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAULTNET_CACHE", str(place / "cache"))
        vaults.build(place / "vault", None)
    return place / "vault"


EXCERPT = re.compile(r"<!-- from: ([^\n]+?) -->\n```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXCERPTS = [(name(page), path, text) for page in PAGES for path, text in EXCERPT.findall(read(page))]


@pytest.mark.parametrize(
    ("page", "path", "text"), EXCERPTS, ids=[f"{page} {path}" for page, path, _ in EXCERPTS]
)
def test_excerpts_are_true(page: str, path: str, text: str, built: Path) -> None:
    """Line by line and in this order; a line that is only ``…`` stands for any that were left out."""
    lines = iter(read(built / path).splitlines())
    for line in text.splitlines():
        assert line in ("", "…") or line in lines, f"{page} quotes from {path} what is not there: {line}"


def test_there_is_an_excerpt_in_the_readme() -> None:
    assert "README.md" in {page for page, _, _ in EXCERPTS}


@pytest.mark.parametrize("which", ["main", "tests"])
def test_the_commands_that_ci_takes_from_the_readme(which: str) -> None:
    after = read(ROOT / "README.md").partition(f"<!-- command: {which} -->\n")[2]
    found = re.match(r"```bash\n(.+?)\n```\n", after, re.DOTALL)
    assert found, "CI looks for the comment, a line ```bash, the commands, and a line ```."
    commands = found[1].splitlines()
    assert any("pip install" in command for command in commands)
    assert ("pytest" if which == "tests" else "due") in commands[-1]


# --- the plugin in the docs ------------------------------------------------------------------------

FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOANS = {
    "Loans/The Mythical Man-Month.md": '---\ntype: loan\nto: "[[Ada Lovelace]]"\nsince: 2026-08-01\n---\n',
    "Loans/A kite.md": '---\ntype: loan\nto: "[[Ada Lovelace]]"\nback: true\n---\n',
    "Loans/An umbrella.md": "---\ntype: loan\n---\n",
}


@pytest.fixture
def loans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A vault with loans, and the plugin as docs/plugins.md shows it."""
    vaults.put(tmp_path / "plugin", dict(FILE.findall(read(DOCS / "plugins.md"))))
    monkeypatch.syspath_prepend(str(tmp_path / "plugin"))
    point = EntryPoint("loans", "vaultnet_loans", "vaultnet")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])
    vaults.put(tmp_path / "vault", {**vaults.SMALL, **LOANS})
    yield tmp_path / "vault"
    for module in [name for name in sys.modules if name.partition(".")[0] == "vaultnet_loans"]:
        del sys.modules[module]


def test_the_plugin_in_the_docs_works(loans: Path) -> None:
    report = vaults.build(loans)
    assert [(problem.code, problem.path) for problem in report.problems] == [
        ("loan-to-nobody", "Loans/An umbrella.md")
    ]
    page = read(loans / "Network" / "Network Loans.md")
    assert "- [[The Mythical Man-Month]], with [[Ada Lovelace]] since 1 August\n" in page
    assert "kite" not in page
    with facts(loans, today=vaults.TODAY) as found:
        (late,) = [one for one in found.follow_ups if one.signal == "loans"]
        assert (late.name, late.text) == ("Ada Lovelace", "The Mythical Man-Month is still with them")
        assert (
            late.sources[0].quote
            in (loans / late.sources[0].path).read_text().splitlines()[late.sources[0].line - 1]
        )
        (command,) = [one for one in found.plugins.commands if one.name == "loans"]
    said = CliRunner().invoke(command.load(), obj=Session(loans, vaults.TODAY))
    assert said.output == "An umbrella: nobody\nThe Mythical Man-Month: Ada Lovelace\n"


# --- links -----------------------------------------------------------------------------------------


def prose(page: Path) -> str:
    """A page without code and comments."""
    return HIDDEN.sub("", FENCE.sub("", read(page)))


def anchors(page: Path) -> set[str]:
    """The headings of a page, as git hosts name them."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", read(page))):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(next(one for n in range(100) if (one := f"{slug}-{n}" if n else slug) not in found))
    return found


def links(page: Path) -> list[str]:
    return [unquote(link) for link in LINK.findall(prose(page)) if "://" not in link]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_what_is_there(page: Path) -> None:
    for link in links(page):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name(page)} links to {link}"
        assert target.is_relative_to(ROOT), f"{name(page)} links out of the project: {link}"
        if heading:
            assert heading in anchors(target), f"{name(page)} links to {link}: no such heading"


def test_every_page_is_reached_from_the_index() -> None:
    index = DOCS / "README.md"
    reached = {(DOCS / link.partition("#")[0]).resolve() for link in links(index)}
    missing = {name(page) for page in DOCS.glob("*.md")} - {name(page) for page in reached} - {name(index)}
    assert not missing
    assert index.resolve() in {
        (ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / "README.md")
    }


# --- the rest --------------------------------------------------------------------------------------


def modules() -> Iterator[str]:
    """The modules of the package, and the packages within it by their folder."""
    for path in sorted((ROOT / "vaultnet").iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.name
        elif (path / "__init__.py").exists():
            yield f"{path.name}/"


@pytest.mark.parametrize("module", list(modules()))
def test_the_architecture_names_every_module(module: str) -> None:
    assert f"`{module}`" in read(ROOT / "ARCHITECTURE.md")


def test_the_architecture_names_no_file_that_is_not_there() -> None:
    named = set(re.findall(r"`([a-z_]+(?:\.py|/))`", read(ROOT / "ARCHITECTURE.md")))
    files = {path.name for path in (ROOT / "vaultnet").rglob("*.py")} | {
        path.name for path in (ROOT / "tests").glob("*.py")
    }
    folders = {
        f"{path.name}/"
        for path in (*ROOT.iterdir(), *(ROOT / "vaultnet").iterdir(), *(ROOT / "tests").iterdir())
    }
    assert named - files - folders == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_registry(page: Path) -> None:
    assert not HOSTS.search(read(page))


def test_the_newest_version_is_in_the_changelog() -> None:
    from vaultnet import __version__

    assert f"## {__version__}" in read(ROOT / "CHANGELOG.md")
