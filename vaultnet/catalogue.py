"""Every kind of problem, as data: severity, title, meaning and the smallest vault that shows it.

docs/problems.md is made from this table, and a test builds each example and expects its code. ``error``
means that something could not be read or written; ``warning`` that a value is left out of the sums;
``hint`` that nothing is lost but a look is worth it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from vaultnet.catalogue_values import OF_VALUES
from vaultnet.problems import Code

CODES: dict[str, Code] = {
    # --- files ---
    "not-utf8": Code(
        "error",
        "A note that is not UTF-8",
        "Notes are UTF-8 text. What could be read of the note counts; the rest is garbled.",
        {"Ada.md": b"caf\xe9\n"},
    ),
    "nul-byte": Code(
        "error",
        "A note with a NUL byte",
        "No text has one: a disk or a sync tool has damaged the file. The note is left out.",
        {"Ada.md": b"Talked\x00about looms\n"},
    ),
    "too-large": Code(
        "error",
        "A note that is too large to be one",
        "Notes of more than 8 MB are left out: they are logs, exports or data with the wrong name.",
        {"Export.md": b"all work and no play\n" * 420_000},
    ),
    "unreadable": Code(
        "error",
        "A note or folder that can't be read",
        "The operating system refused it, most often for its permissions. The rest of the vault was read.",
    ),
    "folder-as-note": Code(
        "hint",
        "A folder named like a note",
        "Notes in it are read, but a link to the folder's name leads nowhere.",
        {"Ada.md/Letter.md": "Dear Ada\n"},
    ),
    "link-outside": Code(
        "warning",
        "A symbolic link out of the vault",
        "It is not followed: what it leads to is not part of the vault, and nothing is ever written there.",
        {"Ada.md": PurePosixPath("/dev/null")},
    ),
    "link-loop": Code(
        "warning",
        "A symbolic link that leads back to itself",
        "It is not followed, or the vault would have no end.",
        {"People/again": PurePosixPath("..")},
    ),
    "link-dead": Code(
        "hint",
        "A symbolic link to nothing",
        "What it pointed to was moved or removed.",
        {"Ada.md": PurePosixPath("Nowhere.md")},
    ),
    "not-a-file": Code(
        "hint",
        "Something named like a note that is no file",
        "A pipe, socket or device has a name that ends in `.md`. It is left alone.",
    ),
    "name-encoding": Code(
        "warning",
        "A file name that is not UTF-8",
        "Nothing can link to such a name and no other device could hold it. The note is left out.",
    ),
    "conflict-copy": Code(
        "warning",
        "A sync tool's conflict copy",
        "Syncthing, Dropbox, Nextcloud, Obsidian Sync and others keep both sides when a note changed in two "
        "places. The copy is left out, so that no meeting counts twice. A name that ends in that of a computer, "
        "as OneDrive writes it (`Ada-DESKTOP-AB12CD3.md`), is a copy's where the note itself lies beside it.",
        {"Ada.md": "Met.\n", "Ada.sync-conflict-20260101-120000-ABCDEFG.md": "Met twice.\n"},
    ),
    "numbered-copy": Code(
        "hint",
        "A contact or a goal that is there twice, it seems",
        "iCloud and others number the other side of a conflict: `Ada 2.md`, `Ada (1).md`. People number notes as "
        "well, so it is said only where the two have most of their properties in common. Both count.",
        {
            "People/Ada.md": "---\ntype: contact\nemail: ada@example.org\ncompany: Looms\n---\n",
            "People/Ada 2.md": "---\ntype: contact\nemail: ada@example.org\ncompany: Looms\n---\n",
        },
    ),
    "same-name": Code(
        "warning",
        "Two names that only some devices can tell apart",
        "Two paths differ only in case or in the form of accents. macOS, Windows and phones hold one of the two.",
        {"Ada.md": "One.\n", "ADA.md": "Two.\n"},
    ),
    "conflict-marker": Code(
        "error",
        "A conflict that git left in a note's text",
        "A merge could not decide, and both sides stand in the note. Keep the lines you want, or let "
        "`vaultnet git merge-note` merge the note by its properties.",
        {"Ada.md": "<<<<<<< HEAD\nMet in May.\n=======\nMet in June.\n>>>>>>> phone\n"},
    ),
    # --- front matter ---
    "broken-yaml": Code(
        "error",
        "Properties that can't be read",
        "The lines between the two `---` are not YAML, so the note has no properties, here as in Obsidian. "
        "The message says what is wrong; most often a value needs quotes.",
        {"Ada.md": "---\nrole: Founder: Globex\n---\n"},
    ),
    "conflict-in-properties": Code(
        "error",
        "A conflict that git left in a note's properties",
        "A merge could not decide, and both sides stand between the two `---`, where they are no YAML. "
        "Keep the lines you want, or let `vaultnet git merge-note` merge the note by its properties.",
        {"Ada.md": "---\n<<<<<<< HEAD\ntier: close\n=======\ntier: inner\n>>>>>>> phone\n---\n"},
    ),
    "deep-front-matter": Code(
        "error",
        "Properties that are nested too deep",
        "Lists and maps stand within each other more than 64 deep: no one wrote that on purpose.",
        {"Ada.md": "---\na: " + "[" * 64 + "]" * 64 + "\n---\n"},
    ),
    "duplicate-key": Code(
        "error",
        "A property that is there twice",
        "YAML allows a key once, so Obsidian reads none of the note's properties, and vaultnet neither.",
        {"Ada.md": "---\ntier: close\ntier: inner\n---\n"},
    ),
    "large-front-matter": Code(
        "error",
        "Properties that are too large",
        "More than 256 KB stand between the two `---`. They are not read; the text below them is.",
        {"Ada.md": "---\n" + "# all work and no play\n" * 11_399 + "---\n"},
    ),
    "no-properties": Code(
        "warning",
        "Text where properties belong",
        "A note begins with `---`, and what stands before the next `---` is text or a list, not properties. "
        "Obsidian does not show it as text either.",
        {"Ada.md": "---\nA letter to Ada.\n---\n"},
    ),
    "reserved-character": Code(
        "error",
        "A value that begins with a reserved character",
        "YAML keeps `@`, `` ` `` and `%` for itself, so a value that begins with one must be in quotes.",
        {"Ada.md": "---\naliases:\n  - @ada\n---\n"},
    ),
    "too-many-aliases": Code(
        "error",
        "Properties that repeat themselves without end",
        "A `*name` repeats what `&name` marked, and such repetitions add up to more than 10,000 values.",
        {"Ada.md": "---\na: &a [" + "x, " * 10_000 + "]\nb: *a\n---\n"},
    ),
    "unprintable-character": Code(
        "error",
        "An invisible character in the properties",
        "YAML does not allow control characters. They come along when text is copied from elsewhere.",
        {"Ada.md": "---\nrole: Founder\x07\n---\n"},
    ),
    "two-days-in-one": Code(
        "hint",
        "A day that nobody wrote",
        "Programs that merge by letters make of the 21st on one device and the 23rd on the other a "
        "`2026-09-213`. Properties that have to be days say so by themselves; this is about all others.",
        {"Ada.md": "---\nreviewed: 2026-09-213\n---\n"},
    ),
    **OF_VALUES,
    # --- links ---
    "alias-link": Code(
        "hint",
        "A link by another name",
        "No note is called what the link says, but one has it among its aliases, so it was taken for that one. "
        "Obsidian follows names only and shows such a link as one to a note that does not exist yet.",
        {"People/Ada Lovelace.md": "---\naliases: [Countess]\n---\n", "2026-10-17.md": "Saw [[Countess]].\n"},
    ),
    "ambiguous-contact": Code(
        "warning",
        "A link that could mean two people",
        "Two contacts answer to the text of the link, and what it says counts for one of them only. "
        "A link with a folder in it says which.",
        {
            "People/Work/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "2026-10-17.md": "Saw [[Ada Lovelace]].\n",
        },
    ),
    "nobody-on-ledger": Code(
        "hint",
        "Given, received, asked or promised, but by whom?",
        "A line with `gave::`, `received::`, `asked::` or `promised::` concerns the contact that is linked on "
        "it, else the one whose note it stands in, else the only person of the meeting. Here is none of them, or "
        "the link leads to no contact: it may be a slip of the pen, or an accent.",
        {"2026-10-17.md": "gave:: the weaving paper\n"},
    ),
    "nothing-on-ledger": Code(
        "hint",
        "Given, received, asked or promised, but what?",
        "A line with `gave::`, `received::`, `asked::` or `promised::` has nothing but a name behind it. "
        "It counts neither as given nor as promised until it says what it was.",
        {
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "2026-10-17.md": "gave:: [[Ada Lovelace]]\n",
        },
    ),
    "nobody-asks": Code(
        "hint",
        "A request, but by whom?",
        "A task with `#request` says what somebody asks of you: whoever is linked first on it, else the one whose "
        "note it stands in, else the only person of the meeting. Here is none of them, so it comes up nowhere.",
        {"2026-10-17.md": "- [ ] #request the weaving paper\n"},
    ),
    "undated-meeting": Code(
        "hint",
        "A meeting on no day",
        "A meeting counts on its `date:`, or on the day in its file's name. Without either, and without "
        "dated lines in its text, it counts for none of its people.",
        {
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "Meetings/Ada.md": '---\npeople: ["[[Ada Lovelace]]"]\n---\nLooms.\n',
        },
    ),
    # --- config ---
    "config-syntax": Code(
        "error",
        "Settings that can't be read",
        "`vaultnet.toml` is not valid TOML. Nothing is built until it is mended.",
        {"vaultnet.toml": "me = [\n"},
    ),
    "config-unknown": Code(
        "error",
        "A setting that does not exist",
        "A setting that is silently ignored would make every dashboard wrong, so nothing is built until it is "
        "mended. docs/config.md lists them all.",
        {"vaultnet.toml": "[dashbords]\nshare = true\n"},
    ),
    "config-value": Code(
        "error",
        "A setting with a value that it can't have",
        "Nothing is built until it is mended. docs/config.md says what each setting takes.",
        {"vaultnet.toml": "[tiers]\nclose = 0\n"},
    ),
    # --- plugins, templates and outputs ---
    "output-in-the-way": Code(
        "error",
        "A note of yours where a dashboard goes",
        "Only files that carry vaultnet's mark are ever replaced, so the dashboard was not written.",
        {"Network/Network Today.md": "My own.\n"},
    ),
    "stray-dashboard": Code(
        "hint",
        "A dashboard outside the dashboards' folder",
        "It was written before `[dashboards] folder` changed, or moved since, and is no longer kept up to date.",
        {"Old/Network Today.md": "---\nvaultnet: Today\nfor: 2026-11-20\n---\n"},
    ),
    "setting-names-nothing": Code(
        "warning",
        "A setting that names something that is not there",
        "`me` names no note, a type's folder holds none, or `hide` or `[weights]` names no dashboard or signal: "
        "a slip of the pen, or a leftover.",
        {"vaultnet.toml": 'me = "[[Nobody]]"\n'},
    ),
    "far-day": Code(
        "warning",
        "A day that is far ahead",
        "Nobody plans a meeting more than two years ahead, so the year is taken for a slip of the pen: it is no "
        "plan, and keeps nobody from being due.",
        {
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "Meetings/Ada.md": '---\ndate: 2062-11-20\npeople: ["[[Ada Lovelace]]"]\n---\nLooms.\n',
        },
    ),
    "reversed-days": Code(
        "warning",
        "An end before the beginning",
        "An event that `ends` before its `date` is taken to last a day; of a goal whose `start` comes after its "
        "`due` no pace is worked out. A project, an opportunity and an acquaintance keep both of their days.",
        {"Goals/Talk.md": "---\nstart: 2026-12-01\ndue: 2026-11-30\n---\n"},
    ),
    "future-day": Code(
        "warning",
        "A day that has not come yet",
        "You can't have met someone, been in touch, skipped or asked somebody on a day that lies ahead, so it is "
        "left out.",
        {"People/Ada.md": "---\nlast_contact: 2062-01-01\n---\n"},
    ),
    "plugin-failed": Code(
        "error",
        "A plugin that failed",
        "The plugin raised an error. Everything else was done without what it would have added. The built-in "
        "features are plugins, too: a failure of one of them is a mistake in vaultnet, and it is said where to "
        "report it. Every build says it again, until it is mended.",
    ),
    "plugin-clash": Code(
        "warning",
        "Two plugins that add the same thing",
        "A name can be taken once. The built-in features come first, then plugins by name.",
    ),
    "template-failed": Code(
        "error",
        "A template that failed",
        "The template of a dashboard has a mistake on the line that is named. The dashboard stays as it was "
        "last, and the others are made.",
        {"_vaultnet/templates/dashboards/Today.md.jinja": "{{ nobody }}\n"},
    ),
    "template-missing": Code(
        "error",
        "A template that is not there",
        "A dashboard, or another template, asks for a template that was found neither in the vault's own "
        "`_vaultnet/templates`, nor in a plugin, nor among the shipped ones.",
        {"_vaultnet/templates/dashboards/Today.md.jinja": "{% include 'nowhere.jinja' %}\n"},
    ),
}
