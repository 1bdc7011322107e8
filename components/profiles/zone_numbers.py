"""What is counted and measured of a zone: its key numbers, how far coverages reach, its firms."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from components.blocks.base import Body, plain
from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.map.origins import drawn_origin
from components.origin.counted import allocated
from components.origin.outlines import common_area
from components.origin.values import Origin, origin_body
from components.profiles.parts import (
    Key,
    Row,
    Share,
    bars_html,
    figure_keys,
    fold,
    openers_html,
    part,
    rows_html,
)
from data.catalog import Catalog
from data.counts import counts, enterprises_fact, selected_total
from data.listed import names_in
from data.selection import Selection, visible
from data.zoned import zone_figures
from geo.grades import common_grade
from geo.near import nearest_landmarks
from geo.overlaid import visible_outlines, zone_shares

_NEAREST, _NAMED = 3, 24


def zone_keys(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    zone: str,
    printed: pd.DataFrame,
    assumed: pd.DataFrame,
) -> Iterable[Key]:
    """Return the key numbers of a zone; those that rest on an assumption are told apart."""
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
        yield Key(words("profile.key.printed"), origin)
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
        yield Key(words("profile.key.assumed"), origin)
    own = own_of(chosen, zone)
    if fact := enterprises_fact(catalog, own):
        grade = selected_total(catalog, own, "enterprises")[1] or "derived"
        yield Key(
            words("profile.enterprises"),
            allocated(catalog, own, words, words.fact(fact), grade),
        )


def own_of(chosen: Selection, zone: str) -> Selection:
    """Return the selection of one zone at the date and on the evidence of another."""
    return Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)


def sectors_of(catalog: Catalog, chosen: Selection, zone: str) -> pd.DataFrame:
    """Return the sectors that have enterprises in a zone, as `data.counts.counts`, most first."""
    frame = counts(catalog, own_of(chosen, zone), by="sector")
    return frame[frame["count"] > 0].sort_values("count", ascending=False, kind="stable")


def share_text(words: Words, row: pd.Series) -> str:
    """Return how much of a zone lies in a coverage, as a share and as an area."""
    area = words.amount(round(row["area_km2"], 2), "km2")
    return words("profile.share", share=words.percent(row["share"]), area=area)


def shares_of(catalog: Catalog, chosen: Selection, zone: str) -> pd.DataFrame:
    """Return how much of a zone lies in each coverage, as `geo.overlaid.zone_shares`."""
    rows = zone_shares(catalog, chosen)
    return rows[rows["zone"] == zone]


def coverages_part(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    """Return how far the coverages reach into a zone, and what lies near it."""
    rows, grade = shares_of(catalog, chosen, zone), common_grade(catalog, chosen)
    near = nearest_landmarks(catalog, chosen, zone, _NEAREST)
    hatched = grade == "illustrative"
    bars = [
        Share(
            words(f"coverage.{one['coverage']}"),
            share_text(words, one),
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
            share_text(words, one),
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


def enterprises_part(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Body:
    """Return the enterprises of a zone by sector, and those that the office names."""
    own = own_of(chosen, zone)
    frame = sectors_of(catalog, chosen, zone)
    title = words("profile.enterprises_by_sector")
    if frame.empty:
        return ()
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
