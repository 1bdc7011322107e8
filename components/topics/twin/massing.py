"""Floor area by zone over the area of the zone, as bars and as columns to walk around."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pydeck
import shapely
import streamlit as st

from components.blocks.bar import Bar
from components.blocks.bar_chart import Bars, bars_block, empty_chart
from components.blocks.base import Panel
from components.blocks.credit import credit
from components.blocks.findings import bar_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words
from components.origin.references import assumption_text, references
from components.origin.values import Origin, figure_origin, origin_body
from components.session.request import Request
from components.session.theme import Theme, zone_colours
from data.catalog import Catalog
from data.facts import exactly
from data.follows import follows
from data.memo import VIEWS, remembered
from data.selection import Selection
from geo.distances import to_grid
from geo.massing import built_figures, massing

_METRES_PER_RATIO = 3000.0
_PALE, _FULL = 70, 220


def _tip(zone: str, ratio: float, floor: float, words: Words) -> str:
    return words(
        "twin.massing_tip",
        zone=words(f"zone.{zone}"),
        ratio=words.number(round(ratio, 2)),
        floor=words.amount(round(floor, -3), "m2"),
    )


@remembered(VIEWS)
def massing_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Bars:
    """Return the same as bars, to be read exactly; a click chooses the zone."""
    small, frame = words("twin.massing_unit"), massing(catalog, chosen)
    if frame.empty:
        published = chosen.evidence == "published"
        reason = words("twin.massing_published" if published else "twin.massing_date")
        return empty_chart(words, "twin-massing", small, reason)
    built = built_figures(catalog, catalog.as_of(chosen)).iloc[-1]
    colours = zone_colours(catalog.zones)

    def bar(zone: str, ratio: float, floor: float) -> Bar:
        return Bar(
            zone,
            words(f"zone.{zone}"),
            exactly(ratio, grade="illustrative", as_of=built["as_of"]),
            words.number(round(ratio, 2)),
            fill=colours[zone],
            stroke=theme.outline,
            hatched=True,
            selected=not chosen.zones or zone in chosen.zones,
            more=(words("twin.massing_floor", floor=words.amount(round(floor, -3), "m2")),),
        )

    def origin(zone: str) -> Panel:
        row = frame[frame["zone"] == zone].iloc[0]
        spread = Origin(
            words.number(round(row["ratio"], 2)),
            "illustrative",
            counts=words("twin.massing_counts"),
            as_of=built["as_of"],
            assumptions=("tenant-spread", "outline-zone"),
        )
        html = origin_body(catalog, words, [spread, figure_origin(words, built)], chosen)
        return Panel(_tip(zone, row["ratio"], row["floor_m2"], words), html)

    def table() -> pd.DataFrame:
        refs = references(catalog, words, built["refs"])
        assumed = assumption_text(catalog, words, "tenant-spread")
        return cells_frame(
            {
                words("col.zone"): [words(f"zone.{zone}") for zone in frame["zone"]],
                words("twin.col.floor"): [words.number(round(m2)) for m2 in frame["floor_m2"]],
                words("col.zone_km2"): [words.decimals(area, 3) for area in frame["zone_km2"]],
                words("twin.col.ratio"): [words.decimals(ratio, 3) for ratio in frame["ratio"]],
                words("col.assumption"): column([assumed] * len(frame), frame),
                words("col.source"): column([refs] * len(frame), frame),
            }
        )

    total = words.amount(built["value"], "m2")
    columns = (frame["zone"], frame["ratio"], frame["floor_m2"])
    bars = [bar(*row) for row in zip(*columns, strict=True)]
    return bars_block(
        words,
        "twin-massing",
        bars,
        small=small,
        notes=[words("twin.massing_note", total=total, date=words.date(built["as_of"]))],
        table=table,
        credit=credit(catalog, words, [built["refs"]], illustrative=True),
        finding=bar_finding(words, bars, lead="finding.highest"),
        numeric=tuple(words(name) for name in ("twin.col.floor", "col.zone_km2", "twin.col.ratio")),
        dimension="zone",
        origin=origin,
    )


@follows("zones", "as_of", "evidence")
def massing_deck(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> pydeck.Deck:
    """Return columns over the zones, in metres of the local grid.

    An orbit view has no basemap, so that nothing is asked of another host.
    """
    frame = massing(catalog, chosen)
    grid = catalog.park.coordinates.grid
    shapes = [to_grid(shape, grid) for shape in frame.geometry]
    middle = shapely.get_coordinates(shapely.centroid(shapely.union_all(shapes)))[0]
    data, colours = [], zone_colours(catalog.zones)
    for (_, row), shape in zip(frame.iterrows(), shapes, strict=True):
        colour = [int(colours[row["zone"]][n : n + 2], 16) for n in (1, 3, 5)]
        kept = not chosen.zones or row["zone"] in chosen.zones
        ring = shapely.get_coordinates(shape) - middle
        height = float(row["ratio"]) * _METRES_PER_RATIO
        data.append(
            {
                "ring": ring.round(1).tolist(),
                "height": height,
                "colour": [*colour, _FULL if kept else _PALE],
                "letter": row["zone"],
                "top": [*np.mean(ring, axis=0).round(1).tolist(), height + 400],
                "tip": _tip(row["zone"], row["ratio"], row["floor_m2"], words),
            }
        )
    ink = [int(theme.ink[n : n + 2], 16) for n in (1, 3, 5)]
    layers = [
        pydeck.Layer(
            "PolygonLayer",
            data,
            id="columns",
            get_polygon="ring",
            get_elevation="height",
            get_fill_color="colour",
            get_line_color=ink,
            extruded=True,
            wireframe=True,
            pickable=True,
        ),
        pydeck.Layer(
            "TextLayer",
            data,
            id="letters",
            get_position="top",
            get_text="letter",
            get_color=ink,
            get_size=round(20 * theme.type_scale),
            billboard=True,
        ),
    ]
    return pydeck.Deck(
        layers=layers,
        views=[pydeck.View(type="OrbitView", controller=True, orbitAxis="Z", orthographic=True)],
        initial_view_state=pydeck.ViewState(
            target=[0, 0, 400], zoom=-3.9, rotationX=38, rotationOrbit=-20
        ),
        map_style=None,
        map_provider=None,
        tooltip={"text": "{tip}"},
    )


def massing_view(request: Request) -> None:
    """Place the columns, where they may be shown."""
    if massing(request.catalog, request.chosen).empty:
        return
    deck = massing_deck(request.catalog, request.chosen, request.words, request.theme)
    st.pydeck_chart(deck, height=320)
    # Placed once for all zones: what it says must hold whichever are chosen afterwards.
    every = request.chosen.with_chosen("zone", ())
    said = massing_chart(request.catalog, every, request.words, request.theme).finding
    st.caption(f"**{said}** · {request.words('twin.massing_caption')}")
