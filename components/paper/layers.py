"""The layers of a printed map, drawn as on the web map, and the signs of its legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import geopandas as gpd
from matplotlib.patches import Circle, PathPatch

from components.map.style import line_style, zone_styles
from components.paper.ground import Ground
from components.paper.labels import Area
from components.paper.surface import Paper, faded, shape_path, stripes
from components.paper.underlay import draw_underlay
from data.tokens import HATCH_GROUND, POINTS_PER_PIXEL, Look

_FAR, _THIN = 12.0, 0.6  # below this zoom lines are thinner
Rows = Mapping[str, gpd.GeoDataFrame]
Looks = Mapping[str, Look]  # of coverages and routes, from what lies lowest to the highest


def all_layers(looks: Looks) -> tuple[str, ...]:
    """Return the layers of a map, from what lies lowest to what lies highest."""
    return ("district", *looks, "zones", "tenants", "landmarks")


def in_legend(looks: Looks) -> tuple[str, ...]:
    """Return the layers of a map as the web map lists them."""
    areas = [name for name, look in looks.items() if look.shape == "area"]
    routes = [name for name, look in looks.items() if look.shape == "route"]
    return ("zones", *reversed(areas), *routes, "landmarks", "tenants", "district")


def is_schematic(rows: gpd.GeoDataFrame) -> bool:
    """Whether any of a layer is illustrative."""
    return bool((rows["evidence"] == "illustrative").any())


def draw_shapes(
    paper: Paper,
    ground: Ground,
    shown: Rows,
    looks: Looks,
    chosen: tuple[str, ...],
    under: gpd.GeoDataFrame,
) -> None:
    """Draw land, coverages, routes and zones; chosen zones stand out from the others.

    Parameters
    ----------
    under : geopandas.GeoDataFrame
        The ground and the region (`components.paper.underlay.seen_from`).
    """
    frame, theme = ground.frame, paper.theme
    thin = _THIN if ground.view[2] < _FAR else 1.0
    window = paper.box(
        frame.left,
        frame.top,
        frame.right - frame.left,
        frame.bottom - frame.top,
        fill=theme.ground.around if (under["layer"] == "border").any() else theme.panel,
    )

    def draw(patch: PathPatch, name: str) -> None:
        paper.add(patch, name).set_clip_path(window)

    land = shape_path(ground.shape(shown["land"].geometry.iloc[0]))
    draw(PathPatch(land, facecolor=theme.land, edgecolor="none"), "land")
    draw_underlay(paper, ground, under, window)
    if "district" in shown:
        edge = PathPatch(land, facecolor="none", edgecolor=theme.neutral)
        edge.set_linewidth(paper.stroke("district"))
        draw(edge, "district")
    for layer, look in looks.items():
        if layer in shown:
            style = _line(paper, look)
            line = PathPatch(
                shape_path(ground.shape(shown[layer].geometry.iloc[0])),
                facecolor="none",
                edgecolor=style["colour"],
                linewidth=thin * style["width"],
                linestyle=style["style"],
                capstyle=style["cap"],
            )
            draw(line, layer)
    if "zones" in shown:
        for _, row in shown["zones"].iterrows():
            zone = str(row["feature_id"])
            state = ("chosen" if zone in chosen else "other") if chosen else "plain"
            style, hatched = zone_styles(theme)[state], row["evidence"] == "illustrative"
            full = (row["colour"], style["fillOpacity"])
            edge, outline = thin * style["weight"] * POINTS_PER_PIXEL, ground.shape(row["geometry"])
            if outline.is_empty:  # it lies beside the paper
                continue
            patch = PathPatch(
                shape_path(outline),
                facecolor=faded(full, HATCH_GROUND) if hatched else full,
                edgecolor=(style["color"], style["opacity"]),
                linewidth=edge,
                joinstyle="round",
            )
            draw(patch, f"zone-{zone}")
            if hatched:
                draw(stripes(outline, full, edge, theme), f"stripes-{zone}")


def _line(paper: Paper, look: Look) -> dict[str, Any]:
    """Return how a coverage or route is drawn; matplotlib counts dashes in widths of the line."""
    style, dashes = line_style(look, paper.theme), paper.theme.dashes(look)
    return {
        "colour": style["color"],
        "width": style["weight"] * POINTS_PER_PIXEL,
        "style": (0, tuple(part / style["weight"] for part in dashes)),
        "cap": style["lineCap"],
    }


def draw_dot(paper: Paper, x: float, y: float, *, lake: bool, size: float) -> None:
    """Draw a landmark; a lake is larger and, its place being inferred, dashed."""
    theme = paper.theme
    dot = Circle(
        (x, y),
        size * (0.75 if lake else 0.34),
        facecolor=theme.water if lake else theme.surface,
        edgecolor=theme.ink,
        linewidth=paper.stroke("outline"),
        linestyle=(0, (2.5, 2)) if lake else "solid",
    )
    paper.add(dot)


def draw_sign(paper: Paper, layer: str, shown: Rows, looks: Looks, box: Area) -> None:
    """Draw the sign of a layer in the legend."""
    theme, middle = paper.theme, (box.top + box.bottom) / 2
    width, height = box.right - box.left, box.bottom - box.top

    def line() -> None:
        paper.line((box.left, box.right), (middle, middle), **_line(paper, looks[layer]))

    def district() -> None:
        paper.line(
            (box.left, box.right),
            (middle, middle),
            colour=theme.neutral,
            width=paper.stroke("district"),
        )

    def zones() -> None:
        hatched = is_schematic(shown["zones"])
        paper.box(
            box.left,
            box.top,
            width,
            height,
            fill=(theme.neutral, HATCH_GROUND) if hatched else theme.neutral,
            edge=theme.outline,
            line=paper.stroke("outline"),
            hatch=theme.neutral if hatched else "",
        )

    def dot() -> None:
        draw_dot(paper, (box.left + box.right) / 2, middle, lake=False, size=height)

    def tenants() -> None:
        place = ((box.left + box.right) / 2, middle)
        paper.add(Circle(place, height * 0.3, facecolor=theme.accent, edgecolor="none"))

    signs: dict[str, Callable[[], None]] = {
        "zones": zones,
        "landmarks": dot,
        "tenants": tenants,
        "district": district,
    }
    signs.get(layer, line)()
