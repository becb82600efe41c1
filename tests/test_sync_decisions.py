"""What a sync decides, from what git says: pure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vaultnet import sync_decisions
from vaultnet.sync_decisions import Conflict, Entry, Settings, Status

BLOB = "7" * 40
ZERO = "0" * 40

STATUS = [
    ("nothing", f"# branch.oid {BLOB}\0# branch.head main\0", Status("main", (), True)),
    ("unborn", "# branch.oid (initial)\0# branch.head main\0", Status("main", (), False)),
    ("no branch", f"# branch.oid {BLOB}\0# branch.head (detached)\0", Status("", (), True)),
    (
        "another word about the branch",
        f"# branch.oid {BLOB}\0# branch.head a/b\0# branch.upstream origin/a/b\0# branch.ab +1 -0\0# stash 1\0",
        Status("a/b", (), True),
    ),
]
ENTRIES = [
    ("edited", f"1 .M N... 100644 100644 100644 {BLOB} {BLOB} a b.md", Entry("a b.md", ".", "M", BLOB)),
    ("staged", f"1 A. N... 000000 100644 100644 {ZERO} {BLOB} a.md", Entry("a.md", "A", ".", "")),
    ("a submodule", f"1 .M S.M. 160000 160000 160000 {BLOB} {BLOB} s", Entry("s", ".", "M", BLOB, is_repository=True)),
    ("new", "? a\nb.md", Entry("a\nb.md", is_new=True)),
    ("a repository", "? own/", Entry("own/", is_new=True, is_repository=True)),
    ("in conflict", f"u UU N... 100644 100644 100644 100644 {BLOB} {BLOB} {BLOB} a b.md", Entry("a b.md", in_conflict=True)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "said", "expected"), STATUS, ids=[case[0] for case in STATUS])
def test_the_branch(title: str, said: str, expected: Status) -> None:
    assert sync_decisions.read_status(said) == expected


@pytest.mark.parametrize(("title", "said", "expected"), ENTRIES, ids=[case[0] for case in ENTRIES])
def test_a_file_that_differs(title: str, said: str, expected: Entry) -> None:
    assert sync_decisions.read_status(f"{said}\0! ignored.md\0").entries == (expected,)


CHOICES = [
    ("edited and new", [Entry("a.md", changed="M"), Entry("b.md", is_new=True)], "", (["a.md", "b.md"], [], [])),
    ("staged in part", [Entry("a.md", "M", "M"), Entry("b.md", changed="D")], "", (["b.md"], ["a.md"], [])),
    ("staged as removed, and there", [Entry("a.md", "D"), Entry("a.md", is_new=True)], "", ([], ["a.md"], [])),
    ("outside", [Entry("code.py", changed="M"), Entry("notes/a.md", changed="M")], "notes/", (["notes/a.md"], [], [])),
    ("staged outside", [Entry("code.py", "M")], "notes/", ([], [], [])),
    ("a name that begins as the vault's", [Entry("notes.md", changed="M")], "notes/", ([], [], [])),
    ("repositories", [Entry("own/", is_new=True, is_repository=True)], "", ([], [], ["own/"])),
    ("a staged submodule", [Entry("sub", "A", is_repository=True)], "", ([], ["sub"], [])),
    ("git's own for a moment", [Entry(".merge_file_a1B2c3", is_new=True)], "", ([], [], [])),
    ("for a moment", [Entry("a/.vaultnet-0123.tmp.kept", is_new=True)], "", ([], [], [])),
    ("in conflict", [Entry("a.md", in_conflict=True)], "", ([], [], [])),
    ("left out", [Entry("notes/b.md", changed="D"), Entry("notes/c.md", changed="D")], "notes/", (["notes/c.md"], [], [])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "entries", "under", "expected"), CHOICES, ids=[case[0] for case in CHOICES]
)
def test_what_is_committed(
    title: str, entries: list[Entry], under: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    found = sync_decisions.choose(entries, under, but=["b.md"] if title == "left out" else ())
    assert tuple(map(list, (found.paths, found.staged, found.repositories))) == expected


RENAMED = [
    ("one", {"a": b"x"}, {"b": b"x"}, {"b": "a"}),
    ("another text", {"a": b"x"}, {"b": b"y"}, {}),
    ("empty ones are no sign", {"a": b""}, {"b": b""}, {}),
    ("a note of which little changed", {"a.md": b"1\n2\n3\n"}, {"b.md": b"1\n2\n3\n4\n"}, {"b.md": "a.md"}),
    ("no note", {"a": b"1\n2\n3\n"}, {"b": b"1\n2\n3\n4\n"}, {}),
    ("much that is new", {"a.md": b"1\n2\n"}, {"b.md": b"1\n2\n3\n4\n5\n"}, {}),
    ("much that is gone", {"a.md": b"1\n2\n3\n4\n"}, {"b.md": b"1\n2\n"}, {}),
    ("two that it may be", {"a.md": b"1\n2\n3\n", "c.md": b"1\n2\n3\n5"}, {"b.md": b"1\n2\n3\n4\n"}, {}),
    ("two of the same", {"a": b"x", "c": b"x"}, {"b": b"x", "d": b"x", "e": b"x"}, {"b": "c", "d": "a"}),
]


@pytest.mark.parametrize(
    ("title", "removed", "added", "expected"), RENAMED, ids=[case[0] for case in RENAMED]
)
def test_what_is_renamed(
    title: str, removed: dict[str, bytes], added: dict[str, bytes], expected: dict[str, str]
) -> None:
    assert sync_decisions.renamed(removed, added) == expected


SPELLED = [
    ("the same", ["A.md"], ["A.md"], {}),
    ("in another case", ["People/ada.md"], ["People/Ada.md", "b.md"], {"People/ada.md": "People/Ada.md"}),
    ("a folder", ["people/a.md", "people/b.md"], ["People/a.md", "People/b.md"], {"people/a.md": "People/a.md", "people/b.md": "People/b.md"}),
    ("letters put together otherwise", ["Zoe\u0308.md"], ["Zoë.md"], {}),
    ("gone", ["a.md"], ["b.md"], {}),
    ("both are there", ["a.md", "A.md"], ["a.md", "A.md"], {}),
    ("the other one is known", ["a.md", "A.md"], ["A.md"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "known", "there", "expected"), SPELLED, ids=[case[0] for case in SPELLED])
def test_what_is_spelled_otherwise(
    title: str, known: list[str], there: list[str], expected: dict[str, str]
) -> None:
    assert sync_decisions.respelled(known, there) == expected


# --- how two sides come together -------------------------------------------------------------------

MERGE = ("merge", "--no-edit", "--commit", "--no-squash")
FORWARD = ("merge", "--ff-only", "--no-squash")
ALL_WAYS = [
    ("nothing new", {"pull.ff": "only", "pull.rebase": "true"}, 3, 0, ()),
    ("no setting", {}, 1, 1, MERGE),
    ("no setting, forward", {}, 0, 1, MERGE),
    ("rebase", {"pull.rebase": "true"}, 1, 1, ("rebase",)),
    ("rebase, said otherwise", {"pull.rebase": "yes"}, 1, 1, ("rebase",)),
    ("rebase, forward", {"pull.rebase": "true"}, 0, 1, FORWARD),
    ("merges are kept", {"pull.rebase": "merges"}, 1, 1, ("rebase", "--rebase-merges")),
    ("by hand, which nobody can here", {"pull.rebase": "interactive"}, 1, 1, ("rebase",)),
    ("not this branch", {"pull.rebase": "true", "branch.main.rebase": "false"}, 1, 1, MERGE),
    ("this branch alone", {"branch.main.rebase": "true"}, 1, 1, ("rebase",)),
    ("another branch", {"branch.other.rebase": "true"}, 1, 1, MERGE),
    ("forward only", {"pull.ff": "only"}, 0, 1, FORWARD),
    ("forward only, and apart", {"pull.ff": "only", "pull.rebase": "true"}, 1, 1, None),
    ("always a merge", {"pull.ff": "false"}, 0, 1, (*MERGE, "--no-ff")),
    ("forward where it can be", {"pull.ff": "true"}, 0, 1, (*MERGE, "--ff")),
]


@pytest.mark.parametrize(
    ("title", "known", "ahead", "behind", "expected"), ALL_WAYS, ids=[case[0] for case in ALL_WAYS]
)
def test_the_owners_way(
    title: str, known: dict[str, str], ahead: int, behind: int, expected: tuple[str, ...] | None
) -> None:
    assert sync_decisions.way(sync_decisions.settings(known, "main"), ahead, behind) == expected


def test_nothing_is_said() -> None:
    assert sync_decisions.settings({}, "main") == Settings()


UNDER = [
    "",
    "notes/",
    "my notes/",
    'a "b"/',
    "a[1]*?/",
    "back\\slash/",
    "!loud/",
    "#1/",
    "tab\t/",
    "é/",
    "line\nbreak/",
]


@pytest.mark.parametrize("under", UNDER)
def test_which_files_git_merges_so(under: str, tmp_path: Path) -> None:
    def merges(path: str) -> str:
        words = [
            "git",
            "-c",
            f"core.attributesFile={tmp_path}/attributes",
            "check-attr",
            "-z",
            "merge",
            "--",
            path,
        ]
        ran = subprocess.run(words, cwd=tmp_path, capture_output=True, check=True, text=True)
        return ran.stdout.split("\0")[2]

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "attributes").write_text(sync_decisions.attributes("own.md merge=union\n", under))
    assert merges(f"{under}a.md") == merges(f"{under}deep/er/b.md") == sync_decisions.DRIVER
    assert merges(f"{under}a.png") == "unspecified"
    assert merges(f"{under}own.md") == "union"
    assert merges("README.md") == (sync_decisions.DRIVER if not under else "unspecified")


def test_what_starts_for_git(tmp_path: Path) -> None:
    place = tmp_path / "100% mine"
    line = sync_decisions.driver((f"{place}/it's python", "-P"))
    assert line.replace("%%", "%").startswith(f"'{tmp_path}/100% mine/it'\"'\"'s python' -P git merge-note ")
    assert line.endswith(" %O %A %B %P")
    assert "100%% mine" in line


OFFLINE = [
    ("ssh: Could not resolve hostname example.org: Temporary failure in name resolution", True),
    ("fatal: unable to access 'https://example.org/': Could not resolve host: example.org", True),
    ("fatal: unable to access 'https://example.org/': Failed to connect to example.org port 443", True),
    ("ssh: connect to host example.org port 22: Connection timed out", True),
    ("ssh: connect to host example.org port 22: Network is unreachable", True),
    ("git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.", False),
    ("remote: Repository not found.", False),
    ("fatal: Authentication failed for 'https://example.org/'", False),
    ("", False),
]


@pytest.mark.parametrize(("said", "expected"), OFFLINE)
def test_whose_fault_it_is(said: str, expected: bool) -> None:
    assert sync_decisions.is_offline(said) is expected


URLS = [
    ("../hub.git", "../hub.git"),
    ("/drive/hub.git", "/drive/hub.git"),
    ("file:///drive/hub.git", "/drive/hub.git"),
    ("https://example.org/hub.git", ""),
    ("git@example.org:hub.git", ""),
    ("ssh://git@example.org/hub.git", ""),
]


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_a_remote_that_is_a_folder(url: str, expected: str) -> None:
    assert sync_decisions.folder(url) == expected


# --- conflicts -------------------------------------------------------------------------------------


def test_who_made_what_of_a_file() -> None:
    stages = [(BLOB, 1, "a b.md"), ("8" * 40, 2, "a b.md"), ("9" * 40, 3, "a b.md"), (BLOB, 3, "x\ny.md")]
    said = "".join(f"100644 {blob} {stage}\t{path}\0" for blob, stage, path in stages)
    assert sync_decisions.read_conflicts(said) == (
        Conflict("a b.md", BLOB, "8" * 40, "9" * 40),
        Conflict("x\ny.md", "", "", BLOB),
    )


BOTH = Conflict("a.md", BLOB, BLOB, BLOB)
ATTRIBUTES = [
    ("nothing", "unspecified", "unspecified", 7, False),
    ("smaller marks", "unspecified", "5", 5, False),
    ("what is no number", "set", "big", 7, False),
    ("none at all", "unset", "0", 7, True),
    ("pictures", "binary", "unset", 7, True),
]


@pytest.mark.parametrize(
    ("title", "merge", "size", "marks", "whole"), ATTRIBUTES, ids=[case[0] for case in ATTRIBUTES]
)
def test_what_the_owner_has_told_git(title: str, merge: str, size: str, marks: int, whole: bool) -> None:
    said = "".join(
        f"{path}\0merge\0{merge}\0{path}\0conflict-marker-size\0{size}\0" for path in ("b", "a.md")
    )
    assert sync_decisions.attributed([BOTH], said) == (BOTH._replace(size=marks, is_whole=whole),)


@pytest.mark.parametrize("mode", ["120000", "160000"], ids=["link", "repository"])
def test_what_is_no_file_on_a_side(mode: str) -> None:
    said = f"100644 {BLOB} 1\tx\x00{mode} {BLOB} 2\tx\x00100755 {BLOB} 3\tx\x00"
    assert sync_decisions.read_conflicts(said) == (
        Conflict("x", BLOB, BLOB, BLOB, is_file=False, is_repository=mode == "160000"),
    )


DECIDED = [
    ("marks of its own size", BOTH._replace(size=5), b"<<<<< HEAD\n", False),
    ("marks", BOTH, b"<<<<<<< HEAD\n", False),
    ("none", BOTH, b"x", True),
    ("gone", BOTH, None, True),
    ("deleted here, and there", Conflict("a.md", BLOB, "", BLOB), b"x", False),
    ("deleted here, and gone", Conflict("a.md", BLOB, "", BLOB), None, True),
    ("a picture as it was here", BOTH, b"\0ours", False),
    ("another picture", BOTH, b"\0theirs", True),
    ("a link", BOTH._replace(is_file=False), b"", False),
    ("a link that is gone", BOTH._replace(is_file=False), None, False),
]


@pytest.mark.parametrize(
    ("title", "conflict", "there", "expected"), DECIDED, ids=[case[0] for case in DECIDED]
)
def test_what_a_person_has_decided(
    title: str, conflict: Conflict, there: bytes | None, expected: bool
) -> None:
    assert sync_decisions.is_decided(conflict, there, b"\0ours", b"\0theirs") is expected


STOPS = [
    ("a conflict", "pick 12ab x\npick 34cd y\n", False, False),
    ("to edit a commit", "pick 12ab x\nedit 34cd y\n", True, True),
    ("a break", "pick 12ab x\nbreak\n", False, True),
    ("a command that failed", "exec make\n", False, True),
    ("a merge", "label onto\nmerge -C 12ab x\n", False, False),
    ("nothing", "", False, False),
]


@pytest.mark.parametrize(("title", "done", "amends", "expected"), STOPS, ids=[case[0] for case in STOPS])
def test_why_a_rebase_has_stopped(title: str, done: str, amends: bool, expected: bool) -> None:
    assert sync_decisions.is_owners_stop(done, amends) is expected


ONE, TWO = "12ab" * 10, "34cd" * 10
CUT_OFF = [
    ("a conflict", f"pick {ONE} x\n", "", f"{ONE}\n", "", False),
    ("one of an earlier commit", f"pick {ONE} x\npick {TWO} y\n", "", f"{ONE}\n", "", True),
    ("before it was done", f"pick {ONE} x\n", TWO, "", TWO, True),
    ("after it was done", f"pick {ONE} x\n", TWO, "", f"{ONE} {TWO}\n", False),
    ("another one is done", f"pick {TWO} x\n", "", "", f"{ONE} {ONE}\n", True),
    ("to be put into the one before", f"fixup -C {ONE} # x\n", "", "", "", True),
    ("a merge", f"label onto\nmerge -C {ONE} x\n", "", "", "", True),
    ("a short name", f"pick {ONE[:9]} x\n", "", f"{ONE}\n", "", False),
    ("the owner's stop", "break\n", "", "", "", False),
    ("nothing done yet", "", f"{ONE}\n", "", f"{ONE}\n", False),
    ("before anything was done", "", f"{ONE}\n", "", f"{TWO}\n", True),
    ("nothing is known", "", "", "", "", True),
]


@pytest.mark.parametrize(
    ("title", "done", "onto", "stopped", "finished", "expected"), CUT_OFF, ids=[case[0] for case in CUT_OFF]
)
def test_a_rebase_that_was_cut_off(
    title: str, done: str, onto: str, stopped: str, finished: str, expected: bool
) -> None:
    assert sync_decisions.is_cut_off(done, onto, stopped, finished) is expected


SAID = [
    ("advice is left out", "error: it is so\nhint: do that\nhint: or that\n", ("it is so",)),
    ("two lines of many", "fatal: one\nfatal: two\nfatal: three\n", ("one", "two")),
    ("what is said twice", "fatal: one\nerror: one\n", ("one",)),
    ("progress", "Rebasing (1/2)\rRebasing (2/2)\r\x1b[KStopped at 12ab\n", ("Stopped at 12ab",)),
    ("nothing", "\n", ()),
]


@pytest.mark.parametrize(("title", "said", "expected"), SAID, ids=[case[0] for case in SAID])
def test_what_git_said(title: str, said: str, expected: tuple[str, ...]) -> None:
    assert sync_decisions.words_of(said) == expected


def test_the_program_is_one_that_can_be_started() -> None:
    line = (
        sync_decisions.driver((sys.executable, "-P", "-m", "vaultnet"))
        .replace("%%", "%")
        .replace("%O %A %B %P", "-h")
    )
    ran = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
    assert "merge-note" in ran.stdout
