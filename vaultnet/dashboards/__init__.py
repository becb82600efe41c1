"""The built-in dashboards: a plugin like any other. Each is a module here and a template in templates/."""

from __future__ import annotations

from vaultnet.dashboards import (
    base,
    briefs,
    calendar,
    events,
    giving,
    goals,
    health,
    mentors,
    opportunities,
    people,
    presence,
    projects,
    skills,
    today,
)
from vaultnet.dashboards.general import context as general_context
from vaultnet.hookspecs import Dashboard, hookimpl

__all__ = ["DASHBOARDS", "general_context", "vaultnet_dashboards"]

DASHBOARDS: tuple[Dashboard, ...] = (
    Dashboard(
        "Today",
        "Network Today.md",
        "dashboards/Today.md.jinja",
        "Whom to reach out to and why, promises, the days ahead, and how the goals stand.",
        today.context,
    ),
    Dashboard(
        "Briefs",
        "Network Briefs.md",
        "dashboards/Briefs.md.jinja",
        "What to know of each person you meet in the next seven days.",
        briefs.context,
    ),
    Dashboard(
        "Goals",
        "Network Goals.md",
        "dashboards/Goals.md.jinja",
        "Each goal: how far it is, what moved it, what comes next, and what needs a look.",
        goals.context,
    ),
    Dashboard(
        "Mentors",
        "Network Mentors.md",
        "dashboards/Mentors.md.jinja",
        "Who mentors you, whom you mentor, and whom you could ask, with one question to begin with.",
        mentors.context,
    ),
    Dashboard(
        "Opportunities",
        "Network Opportunities.md",
        "dashboards/Opportunities.md.jinja",
        "The board of opportunities by stage: what is stuck and since when, and what comes next.",
        opportunities.context,
    ),
    Dashboard(
        "Projects",
        "Network Projects.md",
        "dashboards/Projects.md.jinja",
        "The work that others share in: who, what comes next, what is late, and what came of it.",
        projects.context,
    ),
    Dashboard(
        "Events",
        "Network Events.md",
        "dashboards/Events.md.jinja",
        "What events come, with whom to meet there first, and what past ones gave.",
        events.context,
    ),
    Dashboard(
        "Giving",
        "Network Giving.md",
        "dashboards/Giving.md.jinja",
        "What others asked of you, what to give before you ask, who is to be let rest, and what you gave.",
        giving.context,
    ),
    Dashboard(
        "Skills",
        "Network Skills.md",
        "dashboards/Skills.md.jinja",
        "Who could teach whom what, and between whom it has long gone one way.",
        skills.context,
    ),
    Dashboard(
        "Presence",
        "Network Presence.md",
        "dashboards/Presence.md.jinja",
        "Where you can be seen, what of it has gone stale, and where you belong.",
        presence.context,
    ),
    Dashboard(
        "People",
        "Network People.base",
        "dashboards/People.base.jinja",
        "Everyone, as a base for Obsidian.",
        base.context,
    ),
    Dashboard(
        "People note",
        "Network People.md",
        "dashboards/People.md.jinja",
        'Everyone by tier, as a note: `people = "note"` in the settings.',
        people.context,
    ),
    Dashboard(
        calendar.NAME,
        "Network Calendar.md",
        "dashboards/Calendar.md.jinja",
        "A year of days in touch, by month and week.",
        calendar.context,
    ),
    Dashboard(
        calendar.PICTURE,
        calendar.FILE,
        "dashboards/Calendar.svg.jinja",
        "The same as a picture.",
        calendar.picture,
    ),
    Dashboard(
        "Health",
        "Network Health.md",
        "dashboards/Health.md.jinja",
        "What is wrong in the vault, gathered by kind, with its places.",
        health.context,
        last=True,
    ),
)
"""In the order in which they are listed."""


@hookimpl
def vaultnet_dashboards() -> list[Dashboard]:
    """Give the dashboards that come with vaultnet."""
    return list(DASHBOARDS)
