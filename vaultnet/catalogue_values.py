"""The kinds of problems that are about types, fields and people, as data: a part of `vaultnet.catalogue`."""

from __future__ import annotations

from vaultnet.problems import Code

OF_VALUES: dict[str, Code] = {
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
        "A date is written as year, month and day, `2026-11-20`, and exists in the calendar. In a property "
        "a link to a daily note of that name will do as well. The same is said of a task's `📅 2026-02-30`, of "
        "`(when:: …)`, and of a line that begins with such a day in the note of a contact or a meeting.",
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
    "no-parent": Code(
        "hint",
        "A goal that is a part of no goal",
        "The `parent` of a goal leads to a person, an event or the like, or to a note that is not there yet. A "
        "note without a type may stand above goals.",
        {"Goals/Talk.md": '---\nparent: "[[Rule the world]]"\n---\n'},
    ),
    "own-mentor": Code(
        "warning",
        "A mentor who is you",
        "A `mentoring` opportunity, or what a goal needs, names your own note (`me` in `vaultnet.toml`).",
        {"vaultnet.toml": 'me = "[[Me]]"\n', "Me.md": "", "Goals/A.md": '---\nneeds: ["[[Me]]"]\n---\n'},
    ),
    "own-introduction": Code(
        "warning",
        "An introduction by somebody to themselves",
        "A contact is `introduced_by` themselves or `knows` themselves, or is `via` and among the people of an "
        "opportunity. It leads nowhere, so it counts for nothing.",
        {"People/Ada.md": '---\ntype: contact\nintroduced_by: "[[Ada]]"\n---\n'},
    ),
    "near-name": Code(
        "hint",
        "A name that leads to nobody, and is like a contact's",
        "The `people` and `via` of an opportunity, an event or a project are links, or contacts' whole names. This "
        "one leads to no note, and one contact has it as a first name, or a name that is written nearly so.",
        {
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "Opportunities/Looms.md": "---\ntype: opportunity\nkind: referral\npeople: Ada\n---\n",
        },
    ),
    "unread-debrief": Code(
        "hint",
        "A line under “Met” that is nobody's name",
        "In the note of an event, each line under `## Met` is a person who was met there: `- Grace Hopper, Globex: "
        "on-call`. This one doesn't begin with a name, or with that of a note that is no contact. It stays as it "
        "is.",
        {"Events/Fair.md": "---\ntype: event\ndate: 2026-11-01\n---\n## Met\n- talked about looms\n"},
    ),
    "unsure-debrief": Code(
        "hint",
        "A line under “Met” that could mean several people",
        "Several contacts are called so, or their names begin so, and nobody is guessed. The line stays as it is "
        "until the whole name stands there, or a link.",
        {
            "People/Ada Lovelace.md": "---\ntype: contact\n---\n",
            "Events/Fair.md": "---\ntype: event\ndate: 2026-11-01\n---\n## Met\n- Ada: looms\n",
        },
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
    "unknown-outcome": Code(
        "hint",
        "An outcome that can't be read",
        "What came of a `referral` or an `application` begins with `hired`, `rejected`, `withdrew` or `no answer`, "
        "or a word that says the same, and goes on in your own words. What begins otherwise is shown as it stands.",
        {"Opportunities/Job.md": "---\nkind: application\noutcome: declined\n---\n"},
    ),
    "unknown-word": Code(
        "warning",
        "A word that is not known",
        "The property takes one of a few words, which docs/fields.md lists; this is none of them.",
        {"Goals/Talk.md": "---\nstatus: purple\n---\n"},
    ),
}
