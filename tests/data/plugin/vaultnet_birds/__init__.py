"""A plugin for the tests: a type, a signal, a check, a dashboard with its template, and a command."""

from pathlib import Path

import vaultnet
from vaultnet.hookspecs import Check, Command, Dashboard, Signal
from vaultnet.model import Field, NoteType, Source, Sourced
from vaultnet.network import FollowUp
from vaultnet.problems import Problem


@vaultnet.hookimpl
def vaultnet_note_types():
    return [NoteType("bird", "Birds", "A bird that was seen.", (Field("species", "text", "Which one."),))]


@vaultnet.hookimpl
def vaultnet_signals():
    return [Signal("birds", "People to tell of a bird.", tell)]


def tell(snapshot, config):
    birds = [occasion for occasion in snapshot.occasions if occasion.type == "bird"]
    for person in snapshot.contacts:
        for bird in birds:
            place = Source(bird.path, 1, "---")
            yield FollowUp(person.path, person.name, "share", snapshot.today, f"saw {bird.name}", (place,))


@vaultnet.hookimpl
def vaultnet_checks():
    return [Check("birds", "Birds without a species.", nameless)]


def nameless(snapshot, config):
    for occasion in snapshot.occasions:
        if occasion.type == "bird" and "species" not in occasion.fields:
            yield Problem(occasion.path, 1, 1, "bird-nameless", "Which bird was it?")


@vaultnet.hookimpl
def vaultnet_dashboards():
    return [Dashboard("Birds", "Network Birds.md", "birds.md.jinja", "The birds.", birds)]


def birds(inputs):
    seen = [occasion for occasion in inputs.snapshot.occasions if occasion.type == "bird"]
    return {"birds": tuple(Sourced(bird.name, (Source(bird.path, 1, bird.name),)) for bird in seen)}


@vaultnet.hookimpl
def vaultnet_templates():
    return [Path(__file__).parent / "templates"]


@vaultnet.hookimpl
def vaultnet_commands():
    return [Command("chirp", "Say what birds say.", load)]


def load():
    import click

    return click.Command("chirp", callback=lambda: click.echo("tweet"))
