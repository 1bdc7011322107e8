"""Which zones, projects and landmarks the test area and its road reach, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import geopandas as gpd
import pandas as pd

from components.blocks.base import Block, Content, Panel, empty, headed, heading
from components.blocks.html_table import column
from components.blocks.text import Words
from components.blocks.views import Link, table_block, texts
from components.map.folium_map import landmark_frame
from components.origin.outlines import common_area, common_grade
from components.origin.references import assumption_text
from components.origin.values import origin_html
from components.session.filters import filter_text
from components.session.request import Request
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection, visible
from data.status import chosen_projects
from geo.overlaid import visible_outlines
from geo.reach import WHOLE, reach

NEAR_KM = 1.0
KIND, KINDS = "test-area-kind", ("all", "zone", "project", "landmark")
REACH, REACHES = "test-area-reach", ("all", "reachable", "beyond")


def reach_table(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return zones, projects and landmarks under a selection, as `geo.reach.reach`.

    Landmarks have no zone, sector or status, so only the evidence decides on them.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``name_zh``, ``name_en``, ``zone``, ``error_m`` and what `geo.reach.reach`
        gives; empty where the outline of the test area may not be shown. Shared between
        callers: not to be changed.
    """
    return _table(catalog, replace(chosen, lang=None))


@remembered(VIEWS)
def _table(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    areas = visible_outlines(catalog, chosen, "coverage_outlines").set_index("feature_id")
    roads = visible_outlines(catalog, chosen, "routes").set_index("feature_id")
    if "test_area" not in areas.index:
        return pd.DataFrame(columns=["kind", "share", "reachable"])
    zones = visible_outlines(catalog, chosen, "zone_outlines")
    zones = zones[zones["feature_id"].isin(chosen.zones)] if chosen.zones else zones
    projects = chosen_projects(catalog, chosen).dropna(subset=["lon", "lat"])
    points = gpd.points_from_xy(projects["lon"], projects["lat"])
    things = pd.concat(
        [
            zones.assign(kind="zone", zone=zones["feature_id"]),
            gpd.GeoDataFrame(projects.assign(kind="project"), geometry=points, crs="EPSG:4326"),
            landmark_frame(visible(catalog["landmarks"], chosen)).assign(kind="landmark"),
        ],
        ignore_index=True,
    )
    columns = ["kind", "name_zh", "name_en", "zone", "error_m", "geometry"]
    kept = gpd.GeoDataFrame(things[columns], crs="EPSG:4326")
    road = roads.geometry["v2x"] if "v2x" in roads.index else None
    found = reach(kept, areas.geometry["test_area"], road, NEAR_KM)
    return pd.DataFrame(kept.drop(columns="geometry")).join(found)


def inside_counts(frame: pd.DataFrame) -> dict[str, int]:
    """Return how many of each kind lie wholly inside the test area."""
    inside = frame[frame["share"] > WHOLE]
    return {kind: int((inside["kind"] == kind).sum()) for kind in KINDS[1:]}


def reach_blocks(request: Request, *, known: bool) -> Content:
    """Return the table with its heading, between which the page's choices stand.

    Parameters
    ----------
    known : bool
        Whether the test area was in print by the as-of date.
    """
    words = request.words
    block = reach_block(request) if known else empty(words("test-area.empty_date"))
    if block.kind == "table":
        return headed("reach-table", block)
    small = filter_text(words, request.chosen)
    return {"reach-table-heading": heading(words("test-area.within"), small), "reach-table": block}


def reach_block(request: Request) -> Block:
    """Return the table under the page's two choices: of what, and reached or not."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    frame = reach_table(catalog, chosen)
    if frame.empty:
        return empty(words("test-area.empty_published"))
    kind, reached = request.option(KIND, KINDS), request.option(REACH, REACHES)
    rows = frame if kind == "all" else frame[frame["kind"] == kind]
    if reached != "all":
        rows = rows[rows["reachable"] == (reached == "reachable")]
    if rows.empty:
        return empty(words("test-area.empty_reach"))
    rows = rows.sort_values("area_km", kind="stable", ignore_index=True)
    assumed = {"zone": "outline-zone", "project": "project-spread", "landmark": "outline-coverage"}
    grade = common_grade(catalog, chosen)

    def cells(values: Iterable[str]) -> list[str | Link]:
        return [
            Link(text, f"reach-{n}", grade) if text != "—" else text
            for n, text in enumerate(values)
        ]

    columns: dict[str, list[str | Link]] = {
        words("test-area.col.name"): [words.of(row, "name") for _, row in rows.iterrows()],
        words("col.kind"): [words(f"test-area.kind.{kind}") for kind in rows["kind"]],
        words("test-area.col.position"): cells(_position(share, words) for share in rows["share"]),
        words("test-area.col.area_km"): cells(f"{km:.2f}" for km in rows["area_km"]),
        words("test-area.col.road_km"): cells(_km(km) for km in rows["road_km"]),
        words("test-area.col.reachable"): [
            words("test-area.yes" if reachable else "test-area.no")
            for reachable in rows["reachable"]
        ],
        words("test-area.col.error"): cells(
            words.number(error) if pd.notna(error) else "—" for error in rows["error_m"]
        ),
    }

    def panel(row: pd.Series) -> Panel:
        value = words("test-area.reach_value", km=f"{row['area_km']:.2f}")
        own = common_area(catalog, chosen, words, value, words("test-area.reach_counts"))
        where = assumed[row["kind"]]
        if own.evidence == "illustrative":
            own = replace(own, assumptions=tuple(dict.fromkeys((*own.assumptions, where))))
        return Panel(words.of(row, "name"), origin_html(catalog, words, [own], chosen))

    def whole() -> pd.DataFrame:
        made = pd.DataFrame({name: texts(cells) for name, cells in columns.items()})
        sources = (assumption_text(catalog, words, assumed[kind]) for kind in rows["kind"])
        return made.assign(**{words("col.assumption"): column(sources, made)})

    numeric = tuple(words(f"test-area.col.{name}") for name in ("area_km", "road_km", "error"))
    return table_block(
        words,
        "test-area-reach",
        words("test-area.within"),
        columns,
        numeric=numeric,
        search=True,
        finding=_inside(catalog, chosen, words),
        small=filter_text(words, chosen),
        notes=[words("test-area.reach_note", near=words.amount(NEAR_KM, "km"))],
        whole=whole,
        panels={f"reach-{n}": partial(panel, row) for n, row in rows.iterrows()},
    )


def _inside(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return how many zones, projects and landmarks lie wholly inside the test area."""
    said = words("finding.reach", **inside_counts(reach_table(catalog, chosen)))
    assumed = common_grade(catalog, chosen) == "illustrative"
    return words("map.schematic", name=said) if assumed else said


def _km(km: float) -> str:
    return "—" if pd.isna(km) else f"{km:.2f}"


def _position(share: float, words: Words) -> str:
    if share > WHOLE:
        return words("test-area.inside")
    if share > 0:
        return words("test-area.partly", share=words.amount(round(100 * share, 1), "percent"))
    return words("test-area.outside")
