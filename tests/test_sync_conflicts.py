"""Where git has stopped: what `vaultnet sync` settles by itself, what it leaves to a person, and how it goes on."""

from __future__ import annotations

import json
import os

import pytest

from tests.git_world import ADA, NOTES, Device, World, still, world

__all__ = ["still", "world"]

GRACE = "---\ntype: contact\ntier: close\n---\n## Log\n- 2026-06-02 letter: sent her the note\n"
SHARED = {
    **NOTES,
    "People/Grace Hopper.md": GRACE,
    ".gitignore": "",
    "vaultnet.toml": "[dashboards]\nshare = true\n",
}
UNION = {**SHARED, ".gitattributes": "/Network/*.md merge=union\n"}
TODAY = "Network/Network Today.md"
NOTE = "People/Ada Lovelace.md"
MINE, THEIRS = ADA.replace("on looms", "on mine"), ADA.replace("on looms", "on theirs")
WAYS = ["merge", "rebase"]


def apart(
    world: World,
    mine: dict[str, str],
    theirs: dict[str, str],
    way: str = "merge",
    notes: dict[str, str] = NOTES,
) -> Device:  # type: ignore[assignment]
    """A device that has changed something, while another one has pushed."""
    one, two = world.two(notes)
    two.push(theirs)
    one.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    one.put(mine)
    return one


def ticked(page: str, name: str, words: str = "") -> str:
    """A dashboard with somebody's box ticked, and words typed at the end of the line."""
    lines = page.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"- [ ] [[{name}]]"))
    lines[at] = f"- [x] {lines[at][6:]}{words}"
    return "\n".join(lines)


def under_way(one: Device) -> bool:
    return any(
        (one.place / ".git" / name).exists() for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply")
    )


# --- what needs nobody -----------------------------------------------------------------------------


def test_properties_are_merged_by_their_keys(still: World) -> None:
    mine = ADA.replace("tier: close\n", "tier: close\nrole: Analyst\nsnooze: 2026-12-04\n")
    theirs = ADA.replace("tier: close\n", "tier: close\ncompany: Looms\nsnooze: 2026-12-11\n")
    one = apart(still, {NOTE: mine}, {NOTE: theirs})
    assert "Pushed" in one.sync()
    front = one.read(NOTE).split("---")[1].split("\n")
    assert {"role: Analyst", "company: Looms", "snooze: 2026-12-11"} <= set(front)
    assert "snooze: 2026-12-04" not in front


def test_the_attributes_of_the_owner_are_heard(still: World) -> None:
    attributes = still.place / "attributes"
    attributes.write_text("*.md merge=union\n")
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS})
    one.git("config", "core.attributesFile", str(attributes))
    assert "Pushed" in one.sync()
    assert {"Met at the evening on mine.", "Met at the evening on theirs."} <= set(
        one.read(NOTE).splitlines()
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_dashboard_that_is_shared_no_more_stays_out_of_git(way: str, world: World) -> None:
    """Another device has changed its page in the meantime; what was ticked there is taken in."""
    one, two = world.two(UNION)
    one.sync()
    two.sync()
    two.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    assert one.vaultnet("git", "setup", "--no-share", "--untrack").code == 0
    one.sync()
    two.commit({TODAY: ticked(two.read(TODAY), "Ada Lovelace")})
    assert "Took in 1 tick" in two.sync()
    one.sync()
    for device in (one, two):
        assert device.git("ls-files", "Network") == ""
        assert device.status() == ""
        assert "Ada Lovelace" not in device.read(TODAY).partition("## Next")[0]


@pytest.mark.parametrize(
    ("way", "notes"), [("merge", SHARED), ("rebase", UNION)], ids=["merge", "rebase by union"]
)
def test_a_shared_dashboard_ticked_on_both(way: str, notes: dict[str, str], world: World) -> None:
    one, two = world.two(notes)
    one.sync()
    two.sync()
    one.git("config", "pull.rebase", "true" if way == "rebase" else "false")
    phone = two.read(TODAY)
    assert phone.count("- [ ] [[") == 2
    two.push({TODAY: ticked(phone, "Ada Lovelace")})
    mine = ticked(one.read(TODAY), "Grace Hopper")
    one.commit({TODAY: f"{mine}Typed on a laptop.\n"})
    said = one.sync()
    assert "Took in 1 tick" in said
    assert one.status() == ""
    logs = sorted(path.name for path in (one.vault / "Log").rglob("*.md"))
    assert [name[11:24] for name in logs] == ["Ada Lovelace ", "Grace Hopper "]
    assert any("Typed on a laptop." in path.read_text() for path in (one.vault / "Inbox").glob("*.md"))
    assert "<<<<<<<" not in one.read(TODAY)
    two.sync()
    assert two.read(TODAY) == one.read(TODAY)


def test_dashboards_that_both_have_begun_to_share(world: World) -> None:
    one, two = world.two({**SHARED, ".gitignore": "/Network/\n"})
    for device, name in ((one, "Ada Lovelace"), (two, "Grace Hopper")):
        device.put({".gitignore": ""})
        device.vaultnet("build")
        device.put({TODAY: ticked(device.read(TODAY), name)})
    two.push({})
    one.commit({}, "shared")
    said = one.sync()
    assert "Took in 1 tick" in said
    assert "Pushed" in said
    assert len(list((one.vault / "Log").rglob("*.md"))) == 2


def test_a_dashboard_that_is_gone_on_one_side(world: World) -> None:
    one, two = world.two(SHARED)
    one.sync()
    two.sync()
    two.push({TODAY: ticked(two.read(TODAY), "Ada Lovelace")})
    one.commit({"vaultnet.toml": '[dashboards]\nshare = true\nhide = ["Today"]\n'})
    said = one.sync()
    assert "Took both sides of Network/Network Today.md" in said
    assert "Took in 1 tick" in said
    assert not (one.vault / TODAY).exists()
    assert one.status() == ""


# --- what a person decides -------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_a_text_that_both_have_changed(way: str, world: World) -> None:
    one = apart(world, {NOTE: MINE, "mine.md": "m"}, {NOTE: THEIRS, "theirs.md": "t"}, way)
    said = one.sync(code=1)
    assert f"Error: git is in the middle of a {way}, and 1 file waits for you to decide.\n" in said
    assert f"{NOTE}:5: Both sides have changed it: keep what is right, and delete git's marks.\n" in said
    since = "; what you have changed in any file since then goes with it" if way == "rebase" else ""
    assert said.endswith(
        f"Then: vaultnet sync, which goes on from there. To give it up: `git {way} --abort`{since}.\n"
    )
    again = one.sync(code=1)
    assert again == said[said.index("Error:") :]
    assert f"git is in the middle of a {way}" in one.vaultnet("snooze", "Grace Hopper", "2w").text
    one.put({NOTE: ADA.replace("on looms", "on both")})
    said = one.sync()
    assert "Pushed" in said
    assert one.read(NOTE) == ADA.replace("on looms", "on both")
    assert {"mine.md", "theirs.md"} <= set(one.git("ls-files").splitlines())
    assert not under_way(one)


def test_a_property_that_both_have_changed(still: World) -> None:
    mine, theirs = (
        ADA.replace("tier: close\n", f"tier: close\ncompany: {name}\n") for name in ("Acme", "Looms")
    )
    one = apart(still, {NOTE: mine}, {NOTE: theirs})
    said = one.sync(code=1)
    assert f"{NOTE}:6: Both sides have changed `company`. Set it among the properties" in said
    assert "company" in one.read(NOTE).split("---")[1]
    assert one.vaultnet("show", "Ada Lovelace").code == 0
    one.put({NOTE: mine})
    assert "Pushed" in one.sync()
    assert one.read(NOTE) == mine


def test_several_commits_of_a_rebase_stop_one_after_the_other(still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, "rebase")
    one.git("commit", "-qam", "first")
    one.commit({NOTE: ADA.replace("on looms", "on more of mine")}, "second")
    assert "1 file waits" in one.sync(code=1)
    one.put({NOTE: ADA.replace("on looms", "on the first")})
    assert "1 file waits" in one.sync(code=1)
    one.put({NOTE: ADA.replace("on looms", "on the second"), "meanwhile.md": "m"})
    assert "Pushed" in one.sync()
    assert one.log()[:3] == ["new note meanwhile", "second", "first"]


def test_a_rebase_of_nothing_that_is_left(still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, "rebase")
    one.sync(code=1)
    one.put({NOTE: THEIRS})
    assert one.sync() == "Nothing to push: origin/main has all of it.\n"
    assert one.log() == ["by hand", "the notes"]


def test_what_is_changed_while_a_rebase_waits_comes_along(still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, "rebase")
    one.sync(code=1)
    grace = one.read("People/Grace Hopper.md") + "Called.\n"
    one.put({NOTE: THEIRS + "and mine\n", "People/Grace Hopper.md": grace})
    assert "Pushed" in one.sync()
    assert one.read("People/Grace Hopper.md") == grace


def deleted(one: Device) -> str:
    return f"{NOTE}: It was changed on the other side and deleted here. To keep it: `git add -- '{NOTE}'`; to let it go: `git rm -- '{NOTE}'`.\n"


DECISIONS = [("merge", "git add"), ("merge", "in the folder"), ("rebase", "git rm")]


@pytest.mark.parametrize(("way", "decision"), DECISIONS)
def test_deleted_here_and_changed_there(way: str, decision: str, still: World) -> None:
    one = apart(still, {}, {NOTE: THEIRS}, way)
    (one.vault / NOTE).unlink()
    said = one.sync(code=1)
    what = "It was changed on the other side and deleted here."
    assert f"{NOTE}: {what} To keep it: `git add -- '{NOTE}'`" in said
    assert "1 file waits" in one.sync(code=1)  # that git left it there decides nothing
    if decision == "in the folder":
        (one.vault / NOTE).unlink()
    else:
        one.git(*decision.split()[1:], "--", NOTE)
    one.sync()
    assert (one.vault / NOTE).exists() == (decision == "git add")
    assert one.status() == one.git("log", "@{u}..") == ""


def test_a_picture_that_both_have_changed(still: World) -> None:
    base = {**NOTES, "a.png": b"\0base"}
    one = apart(still, {"a.png": b"\0mine"}, {"a.png": b"\0theirs"}, notes=base)  # type: ignore[arg-type]
    said = one.sync(code=1)
    assert "a.png: Both sides have changed it. To keep what lies here: `git add -- a.png`; " in said
    assert "1 file waits" in one.sync(code=1)
    one.git("checkout", "--theirs", "--", "a.png")
    assert "Pushed" in one.sync()
    assert (one.vault / "a.png").read_bytes() == b"\0theirs"


def test_a_link_that_both_have_changed(still: World) -> None:
    one, two = still.two()
    for device, name in ((two, "theirs"), (one, "mine")):
        os.symlink(f"{name}.md", device.vault / "newest.md")
    two.push({})
    for _ in range(2):
        said = one.sync(code=1)
        assert (
            "newest.md: Both sides have changed it. To keep what lies here: `git add -- newest.md`; " in said
        )
    (one.vault / "newest.md").unlink()
    assert "1 file waits" in one.sync(code=1)
    one.git("checkout", "--theirs", "--", "newest.md")
    one.git("add", "--", "newest.md")
    assert "Pushed" in one.sync()
    assert os.readlink(one.vault / "newest.md") == "theirs.md"


@pytest.mark.parametrize("words", [(), ("--dry-run",)], ids=["sync", "preview"])
def test_a_repository_within_that_both_have_changed(words: tuple[str, ...], still: World) -> None:
    one, two = still.two()
    blob = one.git("rev-parse", "HEAD")
    one.git("update-index", "--add", "--cacheinfo", f"160000,{blob},part")
    one.git("commit", "-qm", "with a part")
    one.git("push", "-q")
    two.git("pull", "-q")
    for device, commit in ((two, "1" * 40), (one, "2" * 40)):
        device.git("update-index", "--cacheinfo", f"160000,{commit},part")
        device.git("commit", "-qm", "another part")
    two.git("push", "-q")
    one.git("pull", "-q", "--no-rebase", ok=False)
    said = one.sync(*words, code=1)
    assert "part: Both sides have this repository at another commit. Check out the right one in it" in said
    assert "1 file waits" in one.sync(*words, code=1)


def test_a_text_that_the_owner_has_git_merge_as_a_whole(still: World) -> None:
    base = {**NOTES, ".gitattributes": "*.md -merge\n"}
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, notes=base)
    said = one.sync(code=1)
    assert f"{NOTE}: Both sides have changed it. To keep what lies here: `git add -- '{NOTE}'`; " in said
    assert "1 file waits" in one.sync(code=1)
    assert one.read(NOTE) == MINE
    one.put({NOTE: ADA.replace("on looms", "on both")})
    assert "Pushed" in one.sync()


def test_a_conflict_that_was_solved_before(still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS})
    one.git("config", "rerere.enabled", "true")
    one.sync(code=1)
    solved = ADA.replace("on looms", "on both")
    one.put({NOTE: solved})
    one.git("add", NOTE)
    one.git("commit", "-qm", "solved")
    one.git("reset", "-q", "--hard", "HEAD~1")
    one.sync(code=1)  # git has solved it as before: a look is worth it
    assert one.read(NOTE) == solved
    assert "Pushed" in one.sync()
    assert one.read(NOTE) == solved


def test_renamed_on_both_sides(still: World) -> None:
    one, two = still.two()
    for device, name in ((two, "Ada King"), (one, "Lady Lovelace")):
        (device.vault / NOTE).rename(device.vault / f"People/{name}.md")
    two.push({})
    said = one.sync(code=1)
    assert "2 files wait for you to decide" in said
    assert "People/Ada King.md: It has this name on one side only, after a rename." in said
    one.git("rm", "-q", "--", "People/Lady Lovelace.md")
    one.git("add", "--", "People/Ada King.md")
    assert "Pushed" in one.sync()
    assert "People/Ada King.md" in one.git("ls-files")


def test_a_note_about_git(still: World) -> None:
    text = "How a conflict looks:\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n```\n\n"
    base = {**NOTES, "Git.md": f"{text}end\n"}
    one = apart(still, {"Git.md": f"{text}my end\n"}, {"Git.md": f"{text}their end\n"}, notes=base)
    assert "Git.md:9: Both sides" in one.sync(code=1)
    one.put({"Git.md": f"{text}our end\n"})
    assert "Pushed" in one.sync()


def test_marks_of_the_size_that_the_owner_wants(still: World) -> None:
    base = {**NOTES, ".gitattributes": "*.txt conflict-marker-size=5\n", "a.txt": "a\n"}
    one = apart(still, {"a.txt": "mine\n"}, {"a.txt": "theirs\n"}, notes=base)
    for _ in range(2):
        assert "a.txt:1: Both sides" in one.sync(code=1)
    assert one.read("a.txt").startswith("<<<<< HEAD\n")


LABELS = [("Git.md", "ours", "theirs"), ("Git.txt", "HEAD", "origin/main")]


@pytest.mark.parametrize(("path", "mine", "other"), LABELS, ids=["by the driver", "by git"])
def test_a_note_about_git_with_the_marks_that_git_makes(
    path: str, mine: str, other: str, still: World
) -> None:
    text = f"How a conflict looks:\n\n```\n<<<<<<< {mine}\n=======\n>>>>>>> {other}\n```\n\n"
    base = {**NOTES, path: f"{text}end\n"}
    one = apart(still, {path: f"{text}my end\n"}, {path: f"{text}their end\n"}, notes=base)
    for _ in range(2):
        assert f"{path}:9: Both sides" in one.sync(code=1)
    one.put({path: f"{text}our end\n"})
    assert "Pushed" in one.sync()


def test_a_merge_that_never_came_to_its_end_shows_both_sides(
    still: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vaultnet.sync_decisions.driver", lambda program: "false %O %A %B")
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS})
    assert f"{NOTE}:5: Both sides" in one.sync(code=1)
    assert {"Met at the evening on mine.", "Met at the evening on theirs."} <= set(
        one.read(NOTE).splitlines()
    )


def test_a_conflict_outside_of_the_vault_is_not_decided(still: World) -> None:
    notes = {**{f"notes/{path}": text for path, text in NOTES.items()}, "code.py": "x\n"}
    one = apart(still, {"code.py": "mine\n"}, {"code.py": "theirs\n"}, notes=notes)
    one.git("commit", "-qam", "code")
    vault = Device(one.place / "notes")
    assert "../code.py:1: Both sides" in vault.sync(code=1)
    one.put({"code.py": "both\n"})
    assert (
        "../code.py: Both sides have changed it. To keep what lies here: `git add -- ../code.py`"
        in vault.sync(code=1)
    )
    vault.git("add", "--", "../code.py")
    assert "Pushed" in vault.sync()


@pytest.mark.parametrize(
    ("where", "typed"), [("", f"'{NOTE}'"), ("People", "'Ada Lovelace.md'")], ids=["the vault", "a folder"]
)
def test_what_is_printed_can_be_typed_where_one_is(
    where: str, typed: str, still: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = apart(still, {}, {NOTE: THEIRS})
    (one.vault / NOTE).unlink()
    monkeypatch.chdir(one.vault / where)
    said = one.sync(code=1)
    assert f"\n{NOTE}: It was changed" in said
    assert f"`git add -- {typed}`" in said


def test_a_conflict_after_a_stash(still: World) -> None:
    one = still.begin()
    one.put({NOTE: MINE})
    one.git("stash", "-q")
    one.commit({NOTE: THEIRS})
    one.git("stash", "pop", "-q", ok=False)
    said = one.sync(code=1)
    assert f"Error: git has left a conflict, and 1 file waits for you to decide.\n{NOTE}:5: " in said
    one.put({NOTE: MINE})
    assert f"Left {NOTE} as it is: what you have staged is yours to commit.\n" in one.sync()


# --- found as they are -----------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_what_the_owner_has_begun_themselves(way: str, still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, way)
    one.git("commit", "-qam", "mine")
    one.git("pull", "-q", ok=False)
    assert under_way(one)
    assert f"{NOTE}:5: Both sides" in one.sync(code=1)
    one.put({NOTE: MINE})
    assert "Pushed" in one.sync()


@pytest.mark.parametrize("way", WAYS)
def test_a_merge_of_the_owners_that_left_only_one_side(way: str, still: World) -> None:
    base = {**NOTES, ".gitattributes": "*.md merge=mine\n"}
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS}, way, base)
    one.git("config", "merge.mine.driver", "false %O %A %B")
    one.git("commit", "-qam", "mine")
    one.git("pull", "-q", ok=False)
    ours = one.read(NOTE)
    assert "<<<<<<<" not in ours
    lies = "what lies here" if way == "merge" else "what the others have"
    for words in ((), ("--dry-run",)):
        said = one.sync(*words, code=1)
        assert f"{NOTE}: Both sides have changed it. To keep {lies}: `git add -- '{NOTE}'`; " in said
    one.put({NOTE: ours})
    one.sync()
    assert not under_way(one)
    assert one.read(NOTE) == ours
    assert one.status() == ""


def test_shared_dashboards_in_a_rebase_that_the_owner_has_begun(world: World) -> None:
    one, two = world.two(SHARED)
    one.sync()
    two.sync()
    one.git("config", "pull.rebase", "true")
    two.push({TODAY: ticked(two.read(TODAY), "Ada Lovelace", " coffee")})
    one.commit({TODAY: ticked(one.read(TODAY), "Ada Lovelace", " on looms")})
    one.git("pull", "-q", ok=False)
    assert "<<<<<<<" in one.read(TODAY)
    said = one.sync()
    assert f"Took both sides of {TODAY}, and made it anew.\n" in said
    words = "".join(path.read_text() for path in (one.vault / "Meetings").rglob("*.md"))
    assert "on looms" in words
    assert "kind: coffee" in words


def test_dashboards_are_healed_though_a_person_has_something_to_decide(world: World) -> None:
    one, two = world.two(SHARED)
    one.sync()
    two.sync()
    two.push({TODAY: ticked(two.read(TODAY), "Ada Lovelace"), NOTE: THEIRS})
    one.commit({TODAY: ticked(one.read(TODAY), "Grace Hopper"), NOTE: MINE})
    one.git("pull", "-q", "--no-rebase", ok=False)
    said = one.sync("--json", code=1)
    stopped = json.loads(said)["data"]["stopped"]
    assert [(one["path"], one["line"]) for one in stopped["conflicts"]] == [(NOTE, 5)]
    assert one.git("diff", "--name-only", "--diff-filter=U") == NOTE
    assert "<<<<<<<" not in one.read(TODAY)
    one.put({NOTE: MINE})
    assert "Took in 2 ticks" in one.sync()


def test_a_file_of_the_owners_in_a_dashboards_place(still: World) -> None:
    base = {**SHARED, TODAY: "Mine.\n\nend\n"}
    one = apart(still, {TODAY: "Mine.\n\nmy end\n"}, {TODAY: "Mine.\n\ntheir end\n"}, notes=base)
    assert f"{TODAY}:3: Both sides" in one.sync(code=1)


OTHERS = [
    ("a cherry-pick", ["cherry-pick", "side"], "git cherry-pick --continue"),
    ("a revert", ["revert", "--no-edit", "HEAD~1"], "git revert --continue"),
]


@pytest.mark.parametrize(("what", "words", "end"), OTHERS, ids=[case[0] for case in OTHERS])
def test_what_is_not_ours_to_end(what: str, words: list[str], end: str, still: World) -> None:
    one = still.begin()
    one.git("switch", "-q", "-c", "side")
    one.commit({NOTE: THEIRS})
    one.git("switch", "-q", "main")
    one.commit({NOTE: MINE})
    one.commit({NOTE: ADA.replace("on looms", "on more")})
    one.git(*words, ok=False)
    said = one.sync(code=1)
    assert said.startswith(f"Error: git is in the middle of {what}, which is yours to end.\nEnd it: `{end}`")


@pytest.mark.parametrize("command", ["edit", "break"])
def test_a_rebase_that_stops_where_its_owner_wants_it(
    command: str, still: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = still.begin()
    one.commit({"more.md": "x"})
    monkeypatch.setenv(
        "GIT_SEQUENCE_EDITOR", "sed -i s/^pick/edit/" if command == "edit" else "sed -i 1ibreak"
    )
    one.git("rebase", "-q", "-i", "HEAD~1")
    assert under_way(one)
    assert "git is in the middle of a rebase, which is yours to end." in one.sync(code=1)
    assert under_way(one)


def cut_off(world: World, monkeypatch: pytest.MonkeyPatch) -> Device:
    """A device whose rebase ended in the middle of its first commit, as with a flat battery."""
    one = apart(world, {NOTE: MINE}, {NOTE: THEIRS}, "rebase")
    one.git("commit", "-qam", "mine 1")
    one.commit({"mine.md": "m"}, "mine 2")
    with monkeypatch.context() as patched:
        patched.setattr(
            "vaultnet.sync_decisions.driver", lambda program: "touch .merge_file_a1; kill -9 $PPID"
        )
        one.sync(code=1)
    (one.place / ".git" / "index.lock").unlink(missing_ok=True)
    return one


@pytest.mark.parametrize("words", [(), ("--dry-run",)], ids=["sync", "preview"])
def test_a_rebase_that_was_cut_off_loses_no_commit(
    words: tuple[str, ...], still: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = cut_off(still, monkeypatch)
    assert under_way(one)
    said = one.sync(*words, code=1)
    assert said.startswith("Error: A rebase was cut off in the middle of a commit, which would be lost ")
    assert "`git rebase --abort`" in said
    one.git("rebase", "--abort")
    assert one.log()[:2] == ["mine 2", "mine 1"]
    assert "1 file waits" in one.sync(code=1)
    one.put({NOTE: ADA.replace("on looms", "on both")})
    assert "Pushed" in one.sync()
    assert one.log()[:2] == ["mine 2", "mine 1"]
    assert ".merge_file_a1" not in one.git("ls-files")


def test_a_rebase_that_was_cut_off_between_two_commits_goes_on(still: World) -> None:
    one = apart(still, {"a.md": "a"}, {"theirs.md": "t"}, "rebase")
    one.commit({}, "mine 1")
    one.commit({"b.md": "b"}, "mine 2")
    one.git("fetch", "-q")
    one.git("-c", "sequence.editor=sed -i '1abreak'", "rebase", "-q", "-i", "origin/main")
    done = one.place / ".git/rebase-merge/done"
    done.write_text("".join(line for line in done.read_text().splitlines(True) if line != "break\n"))
    assert "Pushed" in one.sync()
    assert one.log()[:3] == ["mine 2", "mine 1", "by hand"]


def test_a_merge_that_a_hook_refuses(still: World) -> None:
    one = apart(still, {"mine.md": "m"}, {"theirs.md": "t"})
    one.git("add", "mine.md")
    one.git("commit", "-qm", "mine")
    path = one.place / ".git" / "hooks" / "pre-merge-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    path.chmod(0o755)
    said = one.sync(code=1)
    assert "Error: git did not go on with a merge: not today" in said
    assert one.log()[0] == "mine"
    path.unlink()
    assert "Pushed" in one.sync()


def test_a_preview_says_what_there_is_to_decide_and_settles_nothing(still: World) -> None:
    one = apart(still, {NOTE: MINE}, {NOTE: THEIRS})
    one.sync(code=1)
    before = one.status()
    assert "1 file waits" in one.sync("--dry-run", code=1)
    one.put({NOTE: MINE})
    assert "There is nothing to commit" in one.sync("--dry-run")
    assert one.status() == before
