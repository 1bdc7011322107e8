"""Pieces of the overlay page: coverage cards, matrix, table and downloads."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st

from components.cards import Card, Line
from components.filters import filter_text
from components.source import assumption_text, note_html, references
from components.tables import column, table_html
from components.text import Words, escape
from components.theme import STATUS_COLOURS
from data.catalog import Catalog
from data.counts import has_tenants, shown_tenants, weakest
from data.export import csv_bytes
from data.schema import GRADES
from data.selection import ZONES, Selection, visible
from data.status import chosen_projects
from data.tenants import SHAPE
from geo.areas import areas_km2
from geo.export import geopackage_bytes
from geo.overlay import intersections, matrix

COVERAGES = ("test_area", "twin_1", "twin_2")
MEASURES = ("share", "area_km2", "enterprises", "projects")


def visible_outlines(catalog: Catalog, chosen: Selection, name: str) -> gpd.GeoDataFrame:
    """Return the outlines that the evidence mode lets through."""
    return visible(catalog.outlines[name], chosen).reset_index(drop=True)


def tenant_points(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return zone, place and evidence of the tenants that a selection shows."""
    tenants = catalog.tenants
    kept = shown_tenants(catalog, chosen).ravel()[tenants.code]
    places = np.unravel_index(tenants.code[kept], SHAPE)
    return pd.DataFrame(
        {
            "zone": np.array(ZONES)[places[0]],
            "lon": tenants.lon[kept],
            "lat": tenants.lat[kept],
            "evidence": np.array(GRADES)[places[-1]],
            "row": tenants.row[kept],
        }
    )


def _tenant_rows(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the same tenants with all columns of their table or file, to take along."""
    shown = tenant_points(catalog, chosen)["row"].sort_values()
    rows = pd.read_parquet(catalog.register) if catalog.register else catalog["tenants"]
    optional = {} if "assumption_id" in rows else {"assumption_id": None}
    return rows.iloc[shown].assign(**optional).reset_index(drop=True)


def overlay_matrix(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return `geo.overlay.matrix` for a selection; all zones, whichever are chosen.

    Shared between callers: not to be changed.
    """
    return _matrix(catalog, replace(chosen.with_chosen("zone", ()), lang=None))


@lru_cache(maxsize=128)
def _matrix(catalog: Catalog, every_zone: Selection) -> pd.DataFrame:
    return matrix(
        visible_outlines(catalog, every_zone, "zone_outlines"),
        visible_outlines(catalog, every_zone, "coverage_outlines"),
        {
            "enterprises": tenant_points(catalog, every_zone),
            "projects": chosen_projects(catalog, every_zone),
        },
    )


def in_choice(frame: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the chosen zones; all if none is chosen."""
    return frame[frame["zone"].isin(chosen.zones)] if chosen.zones else frame


def finding(catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words) -> str:
    """Return the sentence that `overlay_matrix` says, the title of the page."""
    if frame.empty:
        return words("overlay.finding_published")
    rows = in_choice(frame, chosen)
    if rows.empty:
        return words("overlay.finding_no_outline", filter=filter_text(words, chosen, ("zone",)))
    if chosen.zones:
        test = rows[rows["coverage"] == "test_area"]
        share = percent(test["area_km2"].sum() / test["zone_km2"].sum(), words)
        return words(
            "overlay.finding_filtered", filter=filter_text(words, chosen, ("zone",)), share=share
        )
    whole = rows[rows["share"] > 0.9995].groupby("coverage").size()
    message = "finding" if is_schematic(catalog, chosen) else "finding_local"
    return words(
        f"overlay.{message}",
        zones=rows["zone"].nunique(),
        inside=int(whole.get("test_area", 0)),
        twin=int(whole.get("twin_1", 0)),
    )


def coverage_cards(
    catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words
) -> list[Card]:
    """Return a card for each coverage: area, share and contents of the chosen zones."""
    rows = in_choice(frame, chosen)
    flag = words("card.illustrative") if is_schematic(catalog, chosen) else ""
    return [_coverage_card(catalog, coverage, rows, chosen, words, flag) for coverage in COVERAGES]


def _coverage_card(
    catalog: Catalog,
    coverage: str,
    rows: pd.DataFrame,
    chosen: Selection,
    words: Words,
    flag: str,
) -> Card:
    inside = rows[rows["coverage"] == coverage]
    area, whole = inside["area_km2"].sum(), inside["zone_km2"].sum()
    share = percent(area / whole if whole else 0.0, words)
    counts = words(
        "overlay.card.counts",
        projects=int(inside["projects"].sum()),
        enterprises=_enterprises(catalog, chosen, inside["enterprises"].sum(), words),
    )
    row = catalog["coverage"].set_index("coverage_id").loc[coverage]

    def source() -> str:
        return note_html(
            [
                assumption_text(catalog, words, "outline-zone"),
                assumption_text(catalog, words, "outline-coverage"),
                words.of(row, "note"),
                references(catalog, words, row["refs"]),
            ]
        )

    return Card(
        coverage.replace("_", "-"),
        words(f"overlay.card.{coverage}"),
        words("overlay.card.area", value=f"{area:.2f}"),
        [
            Line(filter_text(words, chosen, ("zone",)) or words("card.all_zones"), flag),
            Line(words("overlay.card.share", share=share)),
            Line(counts),
        ],
        source,
    )


def outline_evidence(catalog: Catalog, chosen: Selection) -> str | None:
    """Return the weakest grade of evidence among the outlines in view."""
    frames = [
        visible_outlines(catalog, chosen, f"{kind}_outlines") for kind in ("zone", "coverage")
    ]
    return weakest(grade for frame in frames for grade in frame["evidence"])


def is_schematic(catalog: Catalog, chosen: Selection) -> bool:
    """Whether any outline in view is illustrative."""
    return outline_evidence(catalog, chosen) == "illustrative"


def _enterprises(catalog: Catalog, chosen: Selection, count: float, words: Words) -> str:
    if not has_tenants(catalog, chosen):
        return words("overlay.no_allocation")
    return words.number(count)


def percent(share: float, words: Words) -> str:
    """Return a share as a percentage with one decimal."""
    return words("overlay.share_value", value=f"{100 * share:.1f}")


def _value(row: pd.Series, measure: str, words: Words) -> str:
    match measure:
        case "share":
            return percent(row["share"], words)
        case "area_km2":
            return f"{row['area_km2']:.2f}"
        case _:
            return words.number(row[measure])


def matrix_html(frame: pd.DataFrame, measure: str, chosen: Selection, words: Words) -> str:
    """Return the zones × coverage matrix as a table shaded by value.

    Zones that are not chosen stay visible and pale.
    """
    top = frame[measure].max() or 1
    shown = [name for name in COVERAGES if name in set(frame["coverage"])]
    head = "".join(
        f'<th scope="col" class="num">{escape(words(f"coverage.{name}"))}</th>' for name in shown
    )
    body = ""
    for zone, rows in frame.groupby("zone", sort=False):
        pale = ' style="opacity:.4"' if chosen.zones and zone not in chosen.zones else ""
        cells = "".join(
            _shaded(_value(row, measure, words), row[measure] / top)
            for _, row in rows.set_index("coverage").loc[shown].iterrows()
        )
        body += f'<tr{pale}><th scope="row">{escape(words(f"zone.{zone}"))}</th>{cells}</tr>'
    return (
        f'<div class="atlas-scroll"><table class="atlas-table"><thead><tr><th scope="col">'
        f"{escape(words('col.zone'))}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _shaded(text: str, weight: float) -> str:
    shade = f"color-mix(in srgb, {STATUS_COLOURS['partial']} {round(55 * weight)}%, transparent)"
    return f'<td class="num" style="background:{shade}">{escape(text)}</td>'


def long_table(
    catalog: Catalog, frame: pd.DataFrame, chosen: Selection, words: Words
) -> pd.DataFrame:
    """Return the matrix as a table in words: one row for each zone and coverage."""
    rows = in_choice(frame, chosen)
    known = has_tenants(catalog, chosen)
    return pd.DataFrame(
        {
            words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
            words("col.coverage"): [words(f"coverage.{name}") for name in rows["coverage"]],
            words("col.zone_km2"): [f"{area:.3f}" for area in rows["zone_km2"]],
            words("col.area_km2"): [f"{area:.3f}" for area in rows["area_km2"]],
            words("col.share"): [f"{100 * share:.1f}" for share in rows["share"]],
            words("col.enterprises"): [str(n) if known else "—" for n in rows["enterprises"]],
            words("col.projects"): [str(n) for n in rows["projects"]],
            words("col.evidence"): words.grade(outline_evidence(catalog, chosen)),
        }
    )


def reported_table(catalog: Catalog, words: Words) -> str:
    """Return the areas that the articles print, as an HTML table."""
    rows = catalog["coverage"].set_index("coverage_id").loc[list(COVERAGES)]
    frame = pd.DataFrame(
        {
            words("col.coverage"): rows[f"name_{words.lang}"],
            words("col.value"): [words.amount(value, "km2") for value in rows["value"]],
            words("col.status"): [words(f"coverage.state.{state}") for state in rows["state"]],
            words("col.as_of"): [words.date(date) for date in rows["as_of"]],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )
    return table_html(frame, (words("col.value"),))


def overlay_layers(catalog: Catalog, chosen: Selection) -> dict[str, gpd.GeoDataFrame]:
    """Return what a planner takes along, as layers in EPSG:4326.

    Every layer carries evidence and the text of its assumption in both languages.
    """
    zones = visible_outlines(catalog, chosen, "zone_outlines")
    if chosen.zones:
        zones = zones[zones["feature_id"].isin(chosen.zones)]
    coverages = visible_outlines(catalog, chosen, "coverage_outlines")
    tenants, projects = _tenant_rows(catalog, chosen), chosen_projects(catalog, chosen)
    places = catalog["project_places"][["project_id", "assumption_id"]]
    projects = projects.merge(places, on="project_id").rename(
        columns={"evidence": "project_evidence", "zone_evidence": "evidence"}
    )
    cut = intersections(zones, coverages).assign(
        evidence=outline_evidence(catalog, chosen),
        assumption_id="outline-zone" if is_schematic(catalog, chosen) else None,
    )
    cut["share"] = cut["area_km2"] / cut["zone"].map(
        dict(zip(zones["feature_id"], areas_km2(zones.geometry.to_numpy()), strict=True))
    )
    layers = {
        "zones": zones,
        "coverage": coverages,
        "overlay": cut,
        "enterprises": _points(tenants),
        "projects": _points(projects),
    }
    texts = catalog["assumptions"].set_index("assumption_id")[["text_zh", "text_en"]]
    texts.columns = pd.Index(["assumption_zh", "assumption_en"])
    return {name: frame.join(texts, on="assumption_id") for name, frame in layers.items()}


def _points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    placed = frame.dropna(subset=["lon", "lat"])
    points = gpd.points_from_xy(placed["lon"], placed["lat"])
    return gpd.GeoDataFrame(placed, geometry=points, crs="EPSG:4326")


def file_name(chosen: Selection, ending: str) -> str:
    """Return a file name that says park, content, zones and date."""
    zones = "".join(chosen.zones) or "all-zones"
    return f"cloud-valley-overlay_{zones}_{chosen.period}.{ending}"


def downloads(catalog: Catalog, chosen: Selection, words: Words) -> None:
    """Place the downloads; each file is made when it is asked for."""
    frame = overlay_matrix(catalog, chosen)
    if frame.empty:
        return
    with st.container(horizontal=True, key="downloads"):
        st.download_button(
            words("overlay.download_csv"),
            lambda: csv_bytes(long_table(catalog, frame, chosen, words)),
            file_name(chosen, "csv"),
            "text/csv",
            key="download-overlay-csv",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            words("overlay.download_gpkg"),
            lambda: geopackage_bytes(overlay_layers(catalog, chosen)),
            file_name(chosen, "gpkg"),
            "application/geopackage+sqlite3",
            key="download-overlay-gpkg",
            on_click="ignore",
            icon=":material/download:",
        )
