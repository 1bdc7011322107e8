"""The profile of a zone: what is in print, what is drawn, who is there, what is to come."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, Panel, plain
from components.blocks.html_table import note_html
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.map.origins import drawn_origin
from components.origin.counted import allocated
from components.origin.outlines import common_area
from components.origin.references import references
from components.origin.values import Origin, origin_body, target_origin
from components.profiles.crests import crest, sign
from components.profiles.mini_map import Point, Shape, mini_map
from components.profiles.parts import (
    Key,
    Row,
    Share,
    bars_html,
    figure_keys,
    fold,
    handout_button,
    openers_html,
    part,
    rows_html,
    rows_table,
    strip,
)
from components.session.addresses import page_link
from components.session.menu import is_offered
from components.session.theme import zone_colours
from data.catalog import Catalog
from data.counts import counts, enterprises_fact, selected_total
from data.coverages import looks
from data.facilities import chosen_facilities
from data.in_print import in_print
from data.listed import names_in
from data.selection import Selection, visible
from data.tokens import THEMES
from data.zoned import projects_in, zone_changes, zone_events, zone_figures, zone_targets
from geo.grades import common_grade
from geo.landmarks import landmark_frame
from geo.near import nearest_landmarks
from geo.overlaid import visible_outlines, zone_shares

# Pages that say something of a single zone.
_PAGES = ("enterprises", "projects", "facilities", "overlay", "sites")
_NEAREST, _NAMED = 3, 24
# Landmarks that a reader knows first.
_FIRST = ("station", "lake", "civic", "airport")


def zone_profile(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Panel | None:
    """Return the profile of a zone; ``None`` if the park has none of that code at the date."""
    rows = catalog["zones"].set_index("zone")
    if zone not in rows.index:
        return None
    row = rows.loc[zone]
    printed, assumed = projects_in(catalog, chosen, zone)
    keys = [*_keys(catalog, chosen, words, zone, printed, assumed)]
    known = Row(
        words(f"profile.existence.{row['existence']}"),
        words.of(row, "known"),
        references(catalog, words, row["refs"]),
    )
    body = (
        *plain(_lead(words, row, known)),
        *plain(_drawn(catalog, chosen, words, zone)),
        *plain(_actions(catalog, chosen, words, zone)),
        *strip(catalog, words, chosen, keys),
        *_coverages(catalog, chosen, words, zone),
        *_projects(words, printed, assumed),
        *_enterprises(catalog, chosen, words, zone),
        *_space(catalog, chosen, words, zone),
        *_targets(catalog, chosen, words, printed),
        *_history(catalog, chosen, words, zone, row),
    )
    named = [(one, words(f"zone.{one}")) for one in rows.index]
    tint = zone_colours(catalog.zones)[zone]
    head = crest(words, "zone", words.zone_mark(zone), zone, named, tint=tint)
    saved = [
        known,
        *(Row(key.label, key.origin.value, _cited(catalog, words, key)) for key in keys),
    ]
    saved += _share_rows(catalog, chosen, words, zone)
    saved += [
        Row(
            words.of(one, "name"),
            words(f"status.{one['status']}"),
            references(catalog, words, one["status_refs"]),
        )
        for _, one in printed.iterrows()
    ]
    return Panel(words(f"zone.{zone}"), body, rows_table(words, saved), head)


def _cited(catalog: Catalog, words: Words, key: Key) -> str:
    return references(catalog, words, key.origin.refs) or words.grade(key.origin.evidence)


def _lead(words: Words, row: pd.Series, known: Row) -> Markup:
    return Markup('<p class="atlas-lead"><b>{}</b> <small>{}</small></p>{}').format(
        known.label,
        words("profile.dated", date=words.date(row["as_of"]), grade=words.grade(row["evidence"])),
        rows_html([Row(words("profile.known"), known.value, known.source)]),
    )


def _drawn(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Markup:
    """Return the small map, where the outline may be shown."""
    zones = visible_outlines(catalog, chosen, "zone_outlines").set_index("feature_id")
    if zone not in zones.index:
        return note_html([words("profile.no_outline")])
    colours = zone_colours(catalog.zones)
    outlines = visible_outlines(catalog, chosen, "coverage_outlines").set_index("feature_id")
    light = THEMES["light"]
    lines = [
        Shape(
            outlines.geometry[one],
            light.coverage(look),
            words(f"coverage.{one}"),
            " ".join(f"{dash:g}" for dash in light.dashes(look)),
        )
        for one, look in looks(catalog).items()
        if one in outlines.index
    ]
    shapes = {
        code: Shape(zones.geometry[code], colours[code], words.zone_mark(code))
        for code in zones.index
    }
    is_schematic = zones["evidence"][zone] == "illustrative"
    marks = landmark_frame(visible(catalog["landmarks"], chosen))
    marks = marks[marks["kind"].isin(_FIRST)]
    order = marks["kind"].map(_FIRST.index).sort_values(kind="stable").index
    points = [
        Point(one["lon"], one["lat"], words.of(one, "name"))
        for _, one in marks.loc[order].iterrows()
    ]
    drawn = mini_map(
        shapes.pop(zone),
        shapes.values(),
        lines,
        points,
        alt=words("profile.map", zone=words(f"zone.{zone}")),
        is_schematic=is_schematic,
    )
    note = words("profile.map_schematic" if is_schematic else "profile.map_own")
    return drawn + note_html([note])


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


def _keys(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    zone: str,
    printed: pd.DataFrame,
    assumed: pd.DataFrame,
) -> Iterable[Key]:
    dated = catalog.as_of(chosen).text
    outlines = visible_outlines(catalog, chosen, "zone_outlines").set_index(
        "feature_id", drop=False
    )
    if zone in outlines.index:
        yield Key(words("profile.area"), drawn_origin(words, outlines.loc[zone]))
    yield from figure_keys(words, zone_figures(catalog, catalog.as_of(chosen), zone))
    if len(printed):
        origin = Origin(
            words.amount(len(printed), "project"),
            "derived",
            counts=words("profile.counts.printed"),
            as_of=dated,
            refs=";".join(dict.fromkeys(";".join(printed["refs"]).split(";"))),
        )
        yield Key(words("profile.projects_printed"), origin)
    if len(assumed):
        places = visible(catalog["project_places"], chosen).set_index("project_id")
        used = places["assumption_id"].reindex(assumed["project_id"]).dropna().unique()
        origin = Origin(
            words.amount(len(assumed), "project"),
            "illustrative",
            counts=words("profile.counts.assumed"),
            as_of=dated,
            assumptions=tuple(used),
        )
        yield Key(words("profile.projects_assumed"), origin)
    own = Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)
    if fact := enterprises_fact(catalog, own):
        grade = selected_total(catalog, own, "enterprises")[1] or "derived"
        yield Key(
            words("profile.enterprises"),
            allocated(catalog, own, words, words.fact(fact), grade),
        )


def _share_rows(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> list[Row]:
    grade = words.grade(common_grade(catalog, chosen))
    return [
        Row(
            words("profile.inside_coverage", coverage=words(f"coverage.{one['coverage']}")),
            words(
                "profile.share",
                share=words.percent(one["share"]),
                area=words.amount(round(one["area_km2"], 2), "km2"),
            ),
            grade,
        )
        for _, one in _shares(catalog, chosen, zone).iterrows()
    ]


def _shares(catalog: Catalog, chosen: Selection, zone: str) -> pd.DataFrame:
    rows = zone_shares(catalog, chosen)
    return rows[rows["zone"] == zone]


def _coverages(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    rows, grade = _shares(catalog, chosen, zone), common_grade(catalog, chosen)
    near = nearest_landmarks(catalog, chosen, zone, _NEAREST)
    hatched = grade == "illustrative"
    bars = [
        Share(
            words(f"coverage.{one['coverage']}"),
            words(
                "profile.share",
                share=words.percent(one["share"]),
                area=words.amount(round(one["area_km2"], 2), "km2"),
            ),
            one["share"],
            hatched,
        )
        for _, one in rows.iterrows()
    ]
    far = [
        Row(
            words.of(one, "name"),
            words("profile.away", distance=words.amount(round(one["distance_km"], 1), "km")),
        )
        for _, one in near.iterrows()
    ]
    origins = [
        common_area(
            catalog,
            chosen,
            words,
            words(
                "profile.share",
                share=words.percent(one["share"]),
                area=words.amount(round(one["area_km2"], 2), "km2"),
            ),
        )
        for _, one in rows.iterrows()
    ]
    return part(
        words("profile.lies"),
        plain(bars_html(bars)) if bars else (),
        plain(rows_html(far)) if far else (),
        fold(words("profile.how"), origin_body(catalog, words, origins, chosen)),
        small=words.grade(grade) if bars or far else "",
    )


def _projects(words: Words, printed: pd.DataFrame, assumed: pd.DataFrame) -> Body:
    def listed(projects: pd.DataFrame) -> Markup:
        return openers_html(
            (
                sign(words, one["status"]),
                words.of(one, "name"),
                profile_id("project", one["project_id"]),
            )
            for _, one in projects.iterrows()
        )

    first = (
        plain(listed(printed))
        if len(printed)
        else plain(note_html([words("profile.none_printed")]))
    )
    return part(
        words("profile.projects_printed"), first, small=words.amount(len(printed), "project")
    ) + part(
        words("profile.projects_assumed"),
        plain(note_html([words("profile.assumed_note")]) + listed(assumed)) if len(assumed) else (),
        small=words.amount(len(assumed), "project"),
    )


def _enterprises(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    own = Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)
    frame = counts(catalog, own, by="sector")
    frame = frame[frame["count"] > 0].sort_values("count", ascending=False, kind="stable")
    title = words("profile.enterprises_by_sector")
    if frame.empty:
        return part(title, plain(note_html([words("profile.no_enterprises")])))
    most = frame["count"].max()
    bars = [
        Share(
            words(f"sector.{one['sector']}"),
            words.amount(one["count"], "enterprise"),
            one["count"] / most,
            one["evidence"] == "illustrative",
        )
        for _, one in frame.iterrows()
    ]
    total, grade = selected_total(catalog, own, "enterprises")
    origin = allocated(catalog, own, words, words.amount(total, "enterprise"), grade or "derived")
    firms = names_in(catalog, chosen, zone, _NAMED)
    named = openers_html(
        ("·", one["name"], profile_id("enterprise", one["tenant_id"]))
        for _, one in firms.iterrows()
    )
    return part(
        title,
        plain(bars_html(bars)),
        plain(named) if len(firms) else (),
        fold(words("profile.how"), origin_body(catalog, words, [origin], chosen)),
        small=words.grade(grade),
    )


def _space(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
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
    body = plain(openers_html(items)) if items else plain(note_html([words("profile.no_space")]))
    assumed = "illustrative" in set(places["zone_evidence"])
    return part(
        words("profile.space"), body, small=words("evidence.illustrative") if assumed else ""
    )


def _targets(catalog: Catalog, chosen: Selection, words: Words, printed: pd.DataFrame) -> Body:
    rows = zone_targets(catalog, catalog.as_of(chosen), printed)
    return part(
        words("profile.targets"),
        *(
            fold(
                words("profile.figure", what=words.of(row, "metric"), value=_asked(words, row)),
                origin_body(
                    catalog, words, [target_origin(words, row, _asked(words, row))], chosen
                ),
            )
            for _, row in rows.iterrows()
        ),
    )


def _asked(words: Words, row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return words("profile.no_measure")
    return words.quantity(row["value"], row["value"], row["qualifier"], row["unit"])


def _history(catalog: Catalog, chosen: Selection, words: Words, zone: str, row: pd.Series) -> Body:
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
