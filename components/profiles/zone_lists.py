"""What is listed of a zone: its projects, places, targets and history."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, plain
from components.blocks.html_table import note_html
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.origin.references import references
from components.origin.values import origin_body, target_origin
from components.profiles.crests import sign
from components.profiles.parts import (
    Row,
    asked_part,
    fold,
    openers_html,
    part,
    rows_html,
)
from data.catalog import Catalog
from data.facilities import chosen_facilities
from data.in_print import in_print
from data.selection import Selection
from data.zoned import zone_changes, zone_events, zone_targets
from geo.unknown_of_zone import unknown_of_zone


def projects_part(words: Words, printed: pd.DataFrame, assumed: pd.DataFrame) -> Body:
    """Return the projects that a source puts in a zone, apart from those assumed to be there.

    Where there are none, `unknown_part` says what to ask; so it is with the other lists.
    """

    def listed(projects: pd.DataFrame) -> Markup:
        return openers_html(
            (
                sign(words, one["status"]),
                words.of(one, "name"),
                profile_id("project", one["project_id"]),
            )
            for _, one in projects.iterrows()
        )

    return part(
        words("profile.projects_printed"),
        plain(listed(printed)) if len(printed) else (),
        small=words.amount(len(printed), "project"),
    ) + part(
        words("profile.projects_assumed"),
        plain(note_html([words("profile.assumed_note")]) + listed(assumed)) if len(assumed) else (),
        small=words.amount(len(assumed), "project"),
    )


def space_part(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    """Return the places that projects build or equip in the zone."""
    own = Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)
    places = chosen_facilities(catalog, own)
    items = [
        (
            "▨" if one["zone_evidence"] == "illustrative" else sign(words, one["status"]),
            words(
                "projects.kinded",
                value=words.of(one, "name"),
                kind=words(f"facilities.kind.{one['kind']}"),
            ),
            profile_id("building", one["project_id"]),
        )
        for _, one in places.iterrows()
    ]
    body = plain(openers_html(items)) if items else ()
    assumed = "illustrative" in set(places["zone_evidence"])
    return part(
        words("profile.space"), body, small=words("evidence.illustrative") if assumed else ""
    )


def unknown_part(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    """Return what is not in print of a zone, as what a guest may ask the office."""
    unknown = unknown_of_zone(catalog, chosen, zone)
    return asked_part(words, (words(f"profile.unknown.{one}") for one in unknown))


def targets_part(catalog: Catalog, chosen: Selection, words: Words, printed: pd.DataFrame) -> Body:
    """Return the targets that concern a zone."""
    rows = zone_targets(catalog, catalog.as_of(chosen), printed)
    return part(
        words("profile.targets"),
        *(
            fold(
                words("profile.figure", what=words.of(row, "metric"), value=asked_text(words, row)),
                origin_body(
                    catalog, words, [target_origin(words, row, asked_text(words, row))], chosen
                ),
            )
            for _, row in rows.iterrows()
        ),
    )


def asked_text(words: Words, row: pd.Series) -> str:
    """Return what a target asks for."""
    if pd.isna(row["value"]):
        return words("profile.no_measure")
    return words.quantity(row["value"], row["value"], row["qualifier"], row["unit"])


def history_part(
    catalog: Catalog, chosen: Selection, words: Words, zone: str, row: pd.Series
) -> Body:
    """Return when a zone was made, changed and named, and the names of the park."""
    as_of = catalog.as_of(chosen)
    dated = [
        (one["date"], words(f"profile.change.{one['kind']}"), one["refs"])
        for _, one in zone_changes(catalog, as_of, zone).iterrows()
    ]
    dated += [
        (one["date"], words.of(one, "title"), one["refs"])
        for _, one in zone_events(catalog, as_of, zone).iterrows()
    ]
    dated.append((row["as_of"], words(f"profile.existence.{row['existence']}"), row["refs"]))
    rows = [
        Row(words.date(date), text, references(catalog, words, refs))
        for date, text, refs in sorted(dated)
    ]
    names = in_print(catalog, catalog["park_names"], as_of, dated="begins")
    park = [
        Row(
            words("profile.from", date=words.date(one["begins"])),
            words.of(one, "name"),
            references(catalog, words, one["refs"]),
        )
        for _, one in names.iterrows()
    ]
    return part(
        words("profile.history"),
        plain(rows_html(rows)),
        fold(words("profile.park_names"), plain(rows_html(park))) if park else (),
    )
