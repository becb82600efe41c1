"""Every kind of problem, as data: severity, title, meaning and the smallest vault that shows it.

docs/problems.md is made from this table, and a test builds each example and expects its code. ``error``
means that something could not be read or written; ``warning`` that a value is left out of the sums;
``hint`` that nothing is lost but a look is worth it.
"""

from __future__ import annotations

from vaultnet.problems import Code

CODES: dict[str, Code] = {
    # --- files ---
    # --- front matter ---
    # --- fields and types ---
    "ambiguous-type": Code(
        "warning",
        "A note could be of two types",
        "The rules of two types match the note equally well, so it counts as neither. "
        "`type:` in the note decides.",
        {"Ada.md": "---\ntype: [contact, goal]\n---\n"},
    ),
    "bad-birthday": Code(
        "warning",
        "A birthday that is no day",
        "A birthday is a day of the calendar, with or without its year: `1990-05-02` or `05-02`.",
        {"People/Ada.md": "---\nbirthday: 2026-02-30\n---\n"},
    ),
    "bad-cadence": Code(
        "warning",
        "A cadence that is no length of time",
        "A cadence is at least a day and at most a century: `6w`, `45d`, `monthly`, `every 6 weeks`, or `30` "
        "for days. Until it can be read, the contact's tier says how often.",
        {"People/Ada.md": "---\ncadence: banana\n---\n"},
    ),
    "bad-date": Code(
        "warning",
        "A date that is none",
        "A date is written as year, month and day, `2026-11-20`, and exists in the calendar. "
        "A link to a daily note of that name will do as well.",
        {"People/Ada.md": "---\nsnooze: soon\n---\n"},
    ),
    "bad-flag": Code(
        "warning",
        "Neither yes nor no",
        "A flag is `true` or `false` (`yes`, `no`, `on` and `off` are read as well). Any other word counts "
        "as yes, so that a slip in `private:` shows nothing that was to stay unseen.",
        {"People/Ada.md": "---\nprivate: very\n---\n"},
    ),
    "bad-number": Code(
        "warning",
        "A number that can't be counted with",
        "The value is no number, or it is zero or less where that makes no sense, as in a goal's `target`.",
        {"Goals/Talk.md": "---\ntarget: many\n---\n"},
    ),
    "goal-cycle": Code(
        "warning",
        "A goal that is a part of itself",
        "The `parent` of a goal leads, by one step or several, back to the goal.",
        {"Goals/Talk.md": '---\nparent: "[[Talk]]"\n---\n'},
    ),
    "nested-value": Code(
        "warning",
        "Properties within a property",
        "A plain value is expected and further properties were found. `[fields]` in `vaultnet.toml` can "
        'name the one that is meant: `company = "company.name"`.',
        {"People/Ada.md": "---\ncompany:\n  name: Globex\n---\n"},
    ),
    "not-a-link": Code(
        "hint",
        "Plain text where a link is expected",
        "The value names a note, but is no link, so it leads nowhere. A link is written in quotes: "
        '`parent: "[[Lead a team]]"`.',
        {"Goals/Talk.md": "---\nparent: Lead a team\n---\n"},
    ),
    "several-values": Code(
        "hint",
        "Several values where one is expected",
        "A property has several values, or is set under two of its names. The first one counts.",
        {"People/Ada.md": "---\ncadence: 6w\nevery: 2w\n---\n"},
    ),
    "unknown-tier": Code(
        "warning",
        "A tier that is not declared",
        "The tiers are those of `[tiers]` in `vaultnet.toml`, or the five built-in ones. "
        "A contact whose tier is not known is not tracked, unless it has a cadence of its own.",
        {"People/Ada.md": "---\ntier: clsoe\n---\n"},
    ),
    "unknown-word": Code(
        "warning",
        "A word that is not known",
        "The property takes one of a few words, which docs/fields.md lists; this is none of them.",
        {"Goals/Talk.md": "---\nstatus: purple\n---\n"},
    ),
    # --- links ---
    # --- config ---
    # --- plugins, templates and outputs ---
}
