"""Laws 1 to 4: notes are the truth, incremental equals clean, a second build writes nothing, nothing typed is lost.

A state machine does to a vault what people, editors and sync tools do to it, and builds now and then.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests import vaults
from vaultnet import build as building
from vaultnet import files, journal, record, starting
from vaultnet.__main__ import nothing_to_do
from vaultnet.planners import debrief

NAMES = (
    "Ada Lovelace",
    "Grace Hopper",
    "ada lovelace",
    "Lead a team",
    "2026-10-01",
    "Robin",
    "Robin.md",
    "Looms",
    "Café",
    "Cafe\u0301",
)
FOLDERS = ("", "People/", "Meetings/", "Goals/", "Daily/", "Old/")
TEXTS = (
    vaults.ADA,
    vaults.ADA.replace("close", "clsoe"),
    vaults.MEETING,
    vaults.MEETING.replace("2026-10-01", "2026-12-01"),
    vaults.GOAL,
    "---\ntype: contact\naliases: [Robin]\ncadence: 2w\n---\nSee [[2026-10-01]].\n- 2026-10-12 call: hello\n",
    "---\nvaultnet: Robin\nfor: 2026-11-01\n---\nA page with [[Ada Lovelace]].\n",
    "---\ntype: contact\nprivate: true\ntier: inner\n---\n- 2026-11-02 call: secrets\n",
    "---\ndate: 2026-10-05\n---\nTalked with [[Ada Lovelace]] and [[Robin]]; lunch with [[Grace Hopper]].\n",
    "Lunch with [[Grace Hopper]] on (when:: 2026-12-05), and [[People/Ada Lovelace|Ada]] called.\n",
    "---\nbroken: [yaml\n---\nbut [[Ada Lovelace]] is here\n",
    "---\ntype: contact\naliases: [Bobby, Ada Lovelace]\n---\n",
    "Coffee with [[Bobby]] and [[Robin.md]] on (when:: 2026-11-03).\n",
    '---\ntype: event\ndate: 2026-12-01\npeople: ["[[Bobby]]"]\ngoals: ["[[Lead a team]]"]\n---\n',
    '---\ntype: opportunity\ndue: 2026-12-05\npeople: ["[[Looms]]", "[[Robin]]"]\n---\nAt [[Looms]].\n',
    '---\ntype: project\npeople: ["[[Ada Lovelace]]", "[[Robin]]"]\ngoals: "[[Lead a team]]"\n---\n'
    "- [ ] [[Robin]]: looms 📅 2026-10-20\n- [x] Ada: cards ✅ 2026-10-30\n",
    '---\ntype: project\nclosed: 2026-11-01\npeople: "[[Grace Hopper]]"\noutcome: a loom\n---\n- [ ] Grace: rest\n',
    '---\ntype: organisation\npeople: ["[[Grace Hopper]]", "[[Bobby]]"]\n---\n[[Ada Lovelace]] works here.\n',
    "---\ntype: community\nrhythm: weekly\n---\n- 2026-10-02 engage: [[Ada Lovelace]]\n- 2026-10-03 gave:: looms\n"
    "- [x] Photo 🔁 every year 📅 2025-11-01 ✅ 2025-11-02\n- [ ] Greet [[Robin]] 🔁 every 3 months\n",
    '---\ntype: contact\nmet_at: "[[Looms]]"\n---\n- 2026-10-04 call: on Looms\n- 2026-10-01 like: on Looms\n',
    "",
    "---\ntype: contact\naliases: [Robin]\nteaches: [looms]\nlearns: [sailing]\n---\n",
    "---\ndate: 2026-10-06\n---\n- [ ] #request [[Robin]]: looms 📅 2026-11-22\n- [x] #request [[Ada Lovelace]]: tea"
    " ✅ 2026-10-08\n- [ ] Ask [[Ada Lovelace]] for a sail\nasked:: [[Ada Lovelace]] for looms\n",
    '---\ntype: opportunity\nkind: referral\nasked: 2026-11-09\nvia: "[[Ada Lovelace]]"\n---\nshare:: [[Robin]] a loom\n',
    "---\ntype: contact\nteaches: [sailing]\nlearns: [the loom]\n---\nreceived:: teaching: sailing\n",
    "---\ndate: 2026-06-05\n---\ngave:: [[Ada Lovelace]] teaching: looms\ngave:: [[Ada Lovelace]] a book\n",
    "\ufeff---\r\ntype: contact\r\nbirthday: 1990-11-23\r\n---\r\n",
    "---\ntype: event\ndate: 2026-11-10\n---\n## Met\n- Mary Shelley, Looms: letters; promised:: tea by friday\n"
    "- [[Ada Lovelace]] and Robin: looms\n- talked about [[Grace Hopper]]\n",
    "---\r\ntype: event\r\ndate: 2026-11-19\r\n---\r\n# Met\r\n1. Ada: looms\r\n2. [[Mary Shelley]]: bells; gave:: tea",
    "---\ntype: event\ndate: 2026-11-18\nprivate: true\n---\n## Met\n- grace hopper; promised:: [[Robin]] and tea\n",
)
CONFIGS = (
    "",
    'me = "[[Robin]]"\n',
    '[types.contact]\nfolder = "Old"\n',
    '[interactions]\nignore = ["Daily/**"]\n[tiers]\nclose = 10\n',
    '[dashboards]\npeople = "note"\nhide = ["Goals"]\n',
    '[vault]\nignore = ["Meetings/**"]\n',
    '[dashboards]\nfolder = "Pages"\n',
)

SAID = (
    "",
    " {}",
    " coffee, {}",
    " {} → 2w",
    " 2w",
    " skip",
    " {}, skip",
    " 2026-10-30",
    " ✅ 2026-11-01 sauna: {}",
    " [[Robin]] {}",
)
"""What is written after a line that was ticked."""
TYPED = re.compile(r"typed\d+")

paths = st.builds(lambda folder, name: f"{folder}{name}.md", st.sampled_from(FOLDERS), st.sampled_from(NAMES))


class Vault(RuleBasedStateMachine):
    """A vault in the hands of its owner."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="vaultnet-laws-"))
        self.root = self.base / "vault"
        self.today = vaults.TODAY
        self.words = 0
        self.old: dict[Path, bytes] = {}

    def teardown(self) -> None:
        vaults.forget(self.root)
        shutil.rmtree(self.base)

    def notes(self) -> list[Path]:
        found = (path for path in sorted(self.root.rglob("*.md")) if path.is_file())
        return [
            path
            for path in found
            if path.relative_to(self.root).parts[0] not in ("Network", "Pages", "_vaultnet")
        ]

    @initialize()
    def start(self) -> None:
        vaults.put(self.root, vaults.SMALL)

    @rule(path=paths, text=st.sampled_from(TEXTS))
    def write(self, path: str, text: str) -> None:
        """Create a note or edit it."""
        vaults.put(self.root, {path: text})

    @rule(path=paths, text=st.sampled_from(TEXTS))
    def save_by_rename(self, path: str, text: str) -> None:
        vaults.put(self.root, {f"{path}.tmp": text})
        os.replace(self.root / f"{path}.tmp", self.root / path)

    @precondition(lambda self: self.notes())
    @rule(data=st.data(), new=paths)
    def rename(self, data: st.DataObject, new: str) -> None:
        old = data.draw(st.sampled_from(self.notes()))
        (self.root / new).parent.mkdir(exist_ok=True)
        old.rename(self.root / new)

    @precondition(lambda self: self.notes())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self.notes())).unlink()

    @precondition(lambda self: self.notes())
    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        os.utime(data.draw(st.sampled_from(self.notes())))

    @precondition(lambda self: self.notes())
    @rule(data=st.data())
    def replace_with_the_same_size_and_time(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.notes()))
        status = path.stat()
        path.write_bytes(path.read_bytes().replace(b"close", b"inner").replace(b"coffee", b"letter"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @precondition(lambda self: self.notes())
    @rule(data=st.data(), byte=st.sampled_from([b"\x00", b"\xff", b"---\n"]))
    def break_one(self, data: st.DataObject, byte: bytes) -> None:
        path = data.draw(st.sampled_from(self.notes()))
        path.write_bytes(byte + path.read_bytes())

    @precondition(lambda self: self.notes())
    @rule(data=st.data())
    def build_while_a_note_cannot_be_read(self, data: st.DataObject) -> None:
        """A disk or a network fails for a moment, and nothing touches the file afterwards."""
        path = data.draw(st.sampled_from(self.notes())).relative_to(self.root)
        os.utime(
            self.root / path
        )  # it is read for certain: else that would depend on how quick this machine is
        with vaults.unreadable(self.root, f"/{path}"):
            self.only_build()

    def only_build(self) -> None:
        vaults.build(self.root, self.today)

    @rule(text=st.sampled_from(CONFIGS))
    def configure(self, text: str) -> None:
        vaults.put(self.root, {"vaultnet.toml": text})

    @rule(text=st.sampled_from(["{{ today }} at last\n", "{{ nothing_of_the_kind }}\n", "{% if %}\n"]))
    def own_template(self, text: str) -> None:
        vaults.put(self.root, {"_vaultnet/templates/dashboards/Goals.md.jinja": text})

    @rule()
    def shipped_template(self) -> None:
        shutil.rmtree(self.root / "_vaultnet", ignore_errors=True)

    @rule(days=st.integers(-30, 60))
    def another_day(self, days: int) -> None:
        self.today = vaults.TODAY + timedelta(days=days)

    @rule()
    def lose_the_cache(self) -> None:
        vaults.forget(self.root)

    @rule(junk=st.sampled_from([b"", b"junk", b"SQLite format 3\x00" + b"\x00" * 4096]))
    def damage_the_cache(self, junk: bytes) -> None:
        index = Path(record.cache_folder(str(self.root))) / "index.db"
        if index.exists():
            index.write_bytes(junk)

    @precondition(lambda self: vaults.outputs(self.root))
    @rule(data=st.data())
    def lose_a_dashboard(self, data: st.DataObject) -> None:
        (self.root / data.draw(st.sampled_from(sorted(vaults.outputs(self.root))))).unlink()

    @precondition(lambda self: self.pages())
    @rule(data=st.data(), box=st.sampled_from("xX->?"), said=st.sampled_from(SAID))
    def tick(self, data: st.DataObject, box: str, said: str) -> None:
        """Mark a line of a dashboard, and write on."""
        page = data.draw(st.sampled_from(self.pages()))
        lines = page.read_text().split("\n")
        boxes = [number for number, line in enumerate(lines) if "- [ ] " in line]
        if boxes:
            number = data.draw(st.sampled_from(boxes))
            lines[number] = lines[number].replace("[ ]", f"[{box}]") + said.format(self.word())
            page.write_text("\n".join(lines))

    @precondition(lambda self: self.pages())
    @rule(data=st.data(), indent=st.sampled_from(["", "    - ", "\t"]))
    def type_words(self, data: st.DataObject, indent: str) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        lines = page.read_text().split("\n")
        lines.insert(data.draw(st.integers(4, len(lines))), indent + self.word())
        page.write_text("\n".join(lines))

    @precondition(lambda self: self.pages())
    @rule(data=st.data())
    def keep_a_page(self, data: st.DataObject) -> None:
        """Another device has a dashboard as it is now."""
        page = data.draw(st.sampled_from(self.pages()))
        self.old[page] = page.read_bytes()

    @precondition(lambda self: self.old)
    @rule(data=st.data())
    def an_outdated_page(self, data: st.DataObject) -> None:
        """A sync tool brings the dashboard of the other device."""
        page = data.draw(st.sampled_from(sorted(self.old)))
        page.parent.mkdir(exist_ok=True)
        page.write_bytes(self.old[page])

    @rule()
    def take_down(self) -> None:
        """Take down the debriefs of all events, as the command does; a second time there is nothing to do."""
        with building.facts(self.root, today=self.today) as facts:
            events = [one.path for one in facts.snapshot.occasions if one.type == "event"]
        for event in events:
            before = vaults.tree(self.root)
            changes = self.debrief(event)
            assert {
                path for path, data in vaults.tree(self.root).items() if before.get(path) != data
            } == changes
            assert self.debrief(event) == set()

    def debrief(self, event: str) -> set[str]:
        read = partial(files.read, str(self.root))
        with journal.writing_alone(str(self.root)), building.facts(self.root, today=self.today) as facts:
            planned = debrief.plan(facts, read, starting.contacts(facts), event).operation
            journal.carry_out(str(self.root), planned)
        return {one.path for one in planned.changes}

    def pages(self) -> list[Path]:
        return [self.root / path for path in vaults.outputs(self.root) if path.endswith(".md")]

    def word(self) -> str:
        self.words += 1
        return f"typed{self.words}"

    @rule()
    def build(self) -> None:
        typed = set(TYPED.findall(everything(self.root)))
        vaults.build(self.root, self.today)
        assert typed <= set(TYPED.findall(everything(self.root))), "law 4: nothing typed is lost"
        check(self.root, self.today)


def everything(root: Path) -> str:
    """All that is written in a vault."""
    return "\n".join(data.decode(errors="replace") for data in vaults.tree(root).values())


def check(root: Path, today: date) -> None:
    """The laws, right after a build."""
    built = vaults.outputs(root)
    before = vaults.tree(root)
    again = vaults.build(root, today)
    assert (again.written, again.removed, again.rescued) == ((), (), ()), (
        "law 3: a second build writes nothing"
    )
    assert vaults.tree(root) == before
    said = nothing_to_do(["--vault", str(root), "--today", today.isoformat(), "build"])
    assert said is None or said.startswith("Up to date"), "what the record says agrees with the build"
    clean = vaults.clean(root, today)
    if not any(
        problem.code.startswith("template") for problem in again.problems
    ):  # those keep what was there
        assert built == clean, "laws 1 and 2: the outputs are those of a clean build"


EXAMPLES = int(os.environ.get("VAULTNET_LAWS_EXAMPLES", "20"))
Vault.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=int(os.environ.get("VAULTNET_LAWS_STEPS", "20")),
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # shrinking takes minutes: lift it to look into a failure
    suppress_health_check=list(HealthCheck),
)
TestLaws = Vault.TestCase
