"""What opens over a scene: profiles, and the origin of a figure, an event, a source, a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from components.blocks.base import Panel, Panels
from components.blocks.profile import Kind, profile_id
from components.help.words import TERMS, words_block
from components.linked.events import event_panels
from components.linked.printed import figure_panels
from components.profiles.offered import profile
from components.session.request import Request
from components.topics.sources.articles import source_panels
from data.selection import Selection


def found_panels(request: Request) -> Panels:
    """Return the panel of each thing that has one; made when it is asked for.

    As scenes do, profiles show here what is published, and nothing that is assumed. A chart of
    the scene that has a panel of the same name says more: its own is to be taken.
    """
    tables = request.catalog
    published = replace(_dated(request), evidence="published")
    profiled: tuple[tuple[Kind, Iterable[str]], ...] = (
        ("zone", tables["zones"]["zone"]),
        ("project", tables["projects"]["project_id"]),
        ("building", tables["projects"]["project_id"]),
        ("enterprise", tables["enterprises"]["enterprise_id"]),
    )
    kinds: tuple[tuple[str, Iterable[str], Callable[[Request], Panels]], ...] = (
        ("figure", tables["figures"]["figure_id"], _figures),
        ("event", tables["events"]["event_id"], _events),
        ("publication", tables["sources"]["source_id"], _sources),
        ("help", TERMS, _terms),
    )
    profiles: Panels = {
        profile_id(kind, key): partial(
            profile, request.catalog, published, request.words, kind, key
        )
        for kind, keys in profiled
        for key in keys
    }
    return profiles | {
        f"{kind}-{key}": partial(_one, request, make, f"{kind}-{key}")
        for kind, keys, make in kinds
        for key in keys
    }


def _one(request: Request, make: Callable[[Request], Panels], name: str) -> Panel:
    return make(request)[name]()


def _dated(request: Request) -> Selection:
    return Selection(as_of=request.chosen.as_of, lang=request.chosen.lang)


def _figures(request: Request) -> Panels:
    catalog = request.catalog
    return figure_panels(catalog, request.words, catalog["figures"], _dated(request))


def _events(request: Request) -> Panels:
    catalog = request.catalog
    return event_panels(catalog, _dated(request), request.words, catalog["events"])


def _sources(request: Request) -> Panels:
    return source_panels(request.catalog, request.words, request.catalog["sources"])


def _terms(request: Request) -> Panels:
    return words_block(request).panels
