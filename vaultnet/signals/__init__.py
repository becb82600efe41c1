"""The built-in signals: a plugin like any other. Each is a module beside this one with a function ``find``.

To add one, write the module and put it into `SIGNALS`. docs/follow-ups.md says what each looks for and how
much it weighs.
"""

from __future__ import annotations

from vaultnet.hookspecs import Signal, hookimpl
from vaultnet.signals import (
    advice,
    after_event,
    anniversaries,
    birthdays,
    cadence,
    drift,
    events,
    first_touch,
    give,
    headway,
    interviews,
    intros,
    mentoring,
    needs,
    new_roles,
    news,
    no_answer,
    passed,
    projects,
    promises,
    reconnect,
    requests,
    share,
    stalled,
    teach,
    thanks,
)

SIGNALS: tuple[Signal, ...] = (
    Signal("cadence", "People whose turn it is, by their tier or cadence.", cadence.find),
    Signal(
        "promises",
        "Promises of yours that are near or past their day, and theirs that are late.",
        promises.find,
    ),
    Signal("intros", "Introductions that you promised: whom to ask, and when to make them.", intros.find),
    Signal("birthdays", "Birthdays within a week.", birthdays.find),
    Signal("anniversaries", "Years in a role, and round years since you met.", anniversaries.find),
    Signal("new_roles", "New roles, of those who have not heard from you since.", new_roles.find),
    Signal("drift", "People who have been quiet for longer than is usual with them.", drift.find),
    Signal("first_touch", "People met once, some weeks ago, and not again.", first_touch.find),
    Signal("after_event", "People met at an event that is just over.", after_event.find),
    Signal("events", "Two of those whom to meet at an event of the next days.", events.find),
    Signal("passed", "Meetings whose day has passed and whose notes are empty.", passed.find),
    Signal("no_answer", "Messages that have waited for an answer for a week.", no_answer.find),
    Signal("news", "What happened to you, for those who had a part in it or care about it.", news.find),
    Signal("headway", "Those who opened a door that has led to an interview or an offer.", headway.find),
    Signal("thanks", "Those who opened a door for you, once it is known what came of it.", thanks.find),
    Signal(
        "interviews",
        "Those to thank for an informational interview, and those who were asked and have not answered.",
        interviews.find,
    ),
    Signal("advice", "Those whose advice you followed, to tell them what came of it.", advice.find),
    Signal("share", "Those whom something that you kept would interest.", share.find),
    Signal("requests", "Those who asked you for something, and have no answer yet.", requests.find),
    Signal("give", "Those who gave you something more than once, and got nothing since.", give.find),
    Signal("teach", "A few of those who would like to learn what you teach.", teach.find),
    Signal("needs", "For each goal one who could fill, or lead to, what it needs.", needs.find),
    Signal(
        "mentoring",
        "Mentorships without a session, without thanks, or without a first question.",
        mentoring.find,
    ),
    Signal(
        "projects",
        "Partners of shared work: a check-in, something of theirs that is late, what next at its end.",
        projects.find,
    ),
    Signal("stalled", "Somebody to ask about the next step of a goal that has stalled.", stalled.find),
    Signal("reconnect", "A few people a week with whom you lost touch.", reconnect.find),
)
"""In the order in which the docs show them; the order makes no difference to what is found."""


@hookimpl
def vaultnet_signals() -> list[Signal]:
    """Give the signals that come with vaultnet."""
    return list(SIGNALS)
