"""A company, a school, an association."""

from __future__ import annotations

from vaultnet.model import Field, NoteType

ORGANISATION = NoteType(
    name="organisation",
    folder="Organisations",
    help="A company, a school, an association. Contacts and opportunities link to it.",
    template="new/organisation.md.jinja",
    synonyms=("organisations", "organization", "organizations", "org", "company", "companies", "employer"),
    fields=(
        Field("url", "url", "Its page.", synonyms=("website", "site", "link")),
        Field("location", "names", "Where it is.", synonyms=("place", "city", "headquarters", "hq")),
    ),
)
