"""The profile of a zone: what is in print, what is drawn, who is there, what is to come."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Panel, plain
from components.blocks.text import Words
from components.origin.references import references
from components.profiles.crests import crest
from components.profiles.parts import (
    Row,
    handout_button,
    rows_html,
    rows_table,
    strip,
)
from components.profiles.zone_lists import (
    history_part,
    projects_part,
    space_part,
    targets_part,
    unknown_part,
)
from components.profiles.zone_map import zone_map
from components.profiles.zone_numbers import coverages_part, enterprises_part, zone_keys
from components.profiles.zone_rows import zone_rows
from components.session.addresses import page_link
from components.session.menu import is_offered
from components.session.theme import zone_colours
from data.catalog import Catalog
from data.selection import Selection
from data.zoned import projects_in

# Pages that say something of a single zone.
_PAGES = ("enterprises", "projects", "facilities", "overlay", "sites")


def zone_profile(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Panel | None:
    """Return the profile of a zone; ``None`` if the park has none of that code at the date."""
    rows = catalog["zones"]
    if zone not in set(rows["zone"]):
        return None
    row = rows[rows["zone"] == zone].iloc[0]
    printed, assumed = projects_in(catalog, chosen, zone)
    keys = [*zone_keys(catalog, chosen, words, zone, printed, assumed)]
    known = Row(
        words(f"profile.existence.{row['existence']}"),
        words.of(row, "known"),
        references(catalog, words, row["refs"]),
    )
    body = (
        *plain(_lead(words, row, known)),
        *plain(zone_map(catalog, chosen, words, zone)),
        *plain(_actions(catalog, chosen, words, zone)),
        *strip(catalog, words, chosen, keys),
        *coverages_part(catalog, chosen, words, zone),
        *projects_part(words, printed, assumed),
        *enterprises_part(catalog, chosen, words, zone),
        *space_part(catalog, chosen, words, zone),
        *unknown_part(catalog, chosen, words, zone),
        *targets_part(catalog, chosen, words, printed),
        *history_part(catalog, chosen, words, zone, row),
    )
    named = [(one, words(f"zone.{one}")) for one in rows["zone"]]
    tint = zone_colours(catalog.zones)[zone]
    head = crest(words, "zone", words.zone_mark(zone), zone, named, tint=tint)
    saved = zone_rows(catalog, chosen, words, zone, [known], keys)
    return Panel(words(f"zone.{zone}"), body, rows_table(words, saved), head)


def _lead(words: Words, row: pd.Series, known: Row) -> Markup:
    return Markup('<p class="atlas-lead"><b>{}</b> <small>{}</small></p>{}').format(
        known.label,
        words("profile.dated", date=words.date(row["as_of"]), grade=words.grade(row["evidence"])),
        rows_html([Row(words("profile.known"), known.value, known.source)]),
    )


def _actions(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Markup:
    """Return what a reader may do with the zone: filter by it, hand it out, read on."""
    one_zone = Selection(zones=(zone,), lang=chosen.lang)
    links = (
        Markup('<a href="{}">{}</a>').format(page_link(page, one_zone), words(f"nav.{page}"))
        for page in _PAGES
        if is_offered(catalog, page)
    )
    return Markup(
        '<div class="atlas-deeds"><button class="atlas-chip" data-pick="zone:{}" '
        'aria-pressed="false">{}</button>{}<nav aria-label="{}">{}</nav></div>'
    ).format(
        zone,
        words("profile.only", zone=words(f"zone.{zone}")),
        handout_button(words, "zone", zone),
        words("profile.read_on"),
        Markup().join(links),
    )
