"""A person you know, or mean to know."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

CONTACT = NoteType(
    name="contact",
    folder="People",
    help="A person you know, or mean to know.",
    template="new/contact.md.jinja",
    synonyms=("contacts", "person", "people"),
    fields=(
        Field(
            "company",
            "names",
            "Where they work: a link or plain text.",
            synonyms=("organisation", "organization", "org", "employer", "works_at", "companies"),
        ),
        Field(
            "role", "text", "What they do there.", synonyms=("title", "job", "job_title", "position", "roles")
        ),
        Field("role_since", "date", "Since when they have the role: a reason to congratulate."),
        Field("location", "names", "Where they live or work.", synonyms=("city", "lives_in", "based_in")),
        Field(
            "tier",
            "tier",
            "How close they are; the tier says how often to be in touch.",
            synonyms=("circle", "closeness"),
        ),
        Field(
            "cadence",
            "cadence",
            "How often to be in touch, if not as their tier says: 6w, 45d, monthly.",
            synonyms=("every", "frequency", "contact_every"),
        ),
        Field(
            "relation",
            "choices",
            "What you are to each other; words of your own are welcome.",
            synonyms=("relations", "relationship", "relationships"),
            choices=(
                "mentor",
                "mentee",
                "peer",
                "leader",
                "insider",
                "employer",
                "recruiter",
                "referrer",
                "collaborator",
                "friend",
            ),
            open=True,
        ),
        Field("email", "texts", "E-mail addresses.", synonyms=("mail", "emails", "email_address")),
        Field(
            "phone",
            "texts",
            "Telephone numbers.",
            synonyms=("phones", "tel", "telephone", "mobile", "phone_number"),
        ),
        Field("linkedin", "url", "Their LinkedIn page.", synonyms=("linkedin_url",)),
        Field(
            "birthday",
            "birthday",
            "A day with or without its year: 1990-05-02 or 05-02.",
            synonyms=("birthdate", "date_of_birth", "dob", "born", "bday"),
        ),
        Field(
            "first_met", "date", "The day you met.", synonyms=("met", "met_on", "date_met", "first_contact")
        ),
        Field(
            "met_at",
            "names",
            "Where you met: a link to the event, or a place.",
            synonyms=("met_where", "where_met"),
        ),
        Field(
            "introduced_by",
            "names",
            "Who brought you together.",
            synonyms=("introduced", "intro_by", "met_through", "met_via"),
        ),
        Field(
            "knows", "names", "People and organisations they could lead you to.", synonyms=("connections",)
        ),
        Field("helps_with", "links", "Goals of yours that they help with.", synonyms=("helps",)),
        Field("interests", "names", "What they care about.", synonyms=("interest", "interested_in")),
        Field(
            "teaches",
            "names",
            "What you can learn from them; in your own note, what you teach.",
            synonyms=("can_teach",),
        ),
        Field(
            "learns",
            "names",
            "What they would like to learn; in your own note, what you would.",
            synonyms=("learning",),
        ),
        Field(
            "snooze", "date", "Not before this day.", synonyms=("snoozed", "snooze_until", "snoozed_until")
        ),
        Field("put_off", "date", "The day you last put them off; it uses one of that day's places."),
        Field("skipped", "date", "The day you last skipped them; they rest for two weeks."),
        Field(
            "paused",
            "flag-or-date",
            "true, or the day until which nothing falls due.",
            synonyms=("pause", "paused_until"),
        ),
        Field(
            "ended",
            "flag-or-date",
            "true, or the day since which you no longer keep in touch.",
            synonyms=("ended_on",),
        ),
        Field("ended_because", "text", "Why you no longer keep in touch."),
        Field("private", "flag", "true: nothing about them is ever quoted."),
        Field(
            "last_contact",
            "date",
            "When you were last in touch, if no note says so. Later notes win.",
            synonyms=("last_contacted", "last_seen", "last_talked", "last_spoke", "last_interaction"),
        ),
    ),
)
