"""The layers of a printed map, drawn as on the web map, and the signs of its legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import geopandas as gpd
from matplotlib.patches import Circle, PathPatch
from matplotlib.typing import CapStyleType

from components.map_style import zone_styles
from components.print_ground import Ground
from components.print_labels import Box
from components.print_paper import HATCH_BASE, LineStyle, Paper, faded, shape_path, stripes
from components.theme import COVERAGE_COLOURS, ZONE_COLOURS

# From what lies lowest to what lies highest.
ALL_LAYERS = (
    "district",
    "twin_2",
    "twin_1",
    "test_area",
    "v2x",
    "bus",
    "zones",
    "tenants",
    "landmarks",
)
LINES = ("twin_2", "twin_1", "test_area", "v2x", "bus")
_PT_PER_PX = 0.75
_FAR, _THIN = 12.0, 0.6  # below this zoom lines are thinner
# In widths of the line, as the dashes of the web map.
_DASHES: dict[str, LineStyle] = {
    "test_area": (0, (4, 2)),
    "twin_1": (0, (1.6, 1.6)),
    "twin_2": (0, (0.8, 2.8)),
    "v2x": (0, (2.7, 2)),
    "bus": (0, (0.01, 2.3)),
}
_WIDTHS = {"v2x": 2.25, "bus": 2.25}
Rows = Mapping[str, gpd.GeoDataFrame]


def is_schematic(rows: gpd.GeoDataFrame) -> bool:
    """Whether any of a layer is illustrative."""
    return bool((rows["evidence"] == "illustrative").any())


def draw_shapes(paper: Paper, ground: Ground, shown: Rows, chosen: tuple[str, ...]) -> None:
    """Draw land, coverages, routes and zones; chosen zones stand out from the others."""
    frame, theme = ground.frame, paper.theme
    thin = _THIN if ground.view[2] < _FAR else 1.0
    window = paper.box(
        frame.left,
        frame.top,
        frame.right - frame.left,
        frame.bottom - frame.top,
        fill=theme.panel,
    )

    def draw(patch: PathPatch, name: str) -> None:
        paper.add(patch, name).set_clip_path(window)

    land = shape_path(ground.shape(shown["land"].geometry.iloc[0]))
    draw(PathPatch(land, facecolor=theme.land, edgecolor="none"), "land")
    if "district" in shown:
        edge = PathPatch(land, facecolor="none", edgecolor=theme.neutral, linewidth=1.5)
        draw(edge, "district")
    for layer in LINES:
        if layer in shown:
            path = shape_path(ground.shape(shown[layer].geometry.iloc[0]))
            line = PathPatch(
                path,
                facecolor="none",
                edgecolor=COVERAGE_COLOURS[layer],
                linewidth=thin * _WIDTHS.get(layer, 1.9),
                linestyle=_DASHES[layer],
                capstyle=_cap(layer),
            )
            draw(line, layer)
    if "zones" in shown:
        for _, row in shown["zones"].iterrows():
            zone = str(row["feature_id"])
            state = ("chosen" if zone in chosen else "other") if chosen else "plain"
            style, hatched = zone_styles(theme)[state], row["evidence"] == "illustrative"
            full = (ZONE_COLOURS[zone], style["fillOpacity"])
            edge, outline = thin * style["weight"] * _PT_PER_PX, ground.shape(row["geometry"])
            patch = PathPatch(
                shape_path(outline),
                facecolor=faded(full, HATCH_BASE) if hatched else full,
                edgecolor=(style["color"], style["opacity"]),
                linewidth=edge,
                joinstyle="round",
            )
            draw(patch, f"zone-{zone}")
            if hatched:
                draw(stripes(outline, full, edge), f"stripes-{zone}")


def _cap(layer: str) -> CapStyleType:
    """Return how dashes end: those of the bus line are dots."""
    return "round" if layer == "bus" else "butt"


def draw_dot(paper: Paper, x: float, y: float, *, lake: bool, size: float) -> None:
    """Draw a landmark; a lake is larger and, its place being inferred, dashed."""
    theme = paper.theme
    dot = Circle(
        (x, y),
        size * (0.75 if lake else 0.34),
        facecolor=theme.water if lake else theme.surface,
        edgecolor=theme.ink,
        linewidth=1.1,
        linestyle=(0, (2.5, 2)) if lake else "solid",
    )
    paper.add(dot)


def draw_sign(paper: Paper, layer: str, shown: Rows, box: Box) -> None:
    """Draw the sign of a layer in the legend."""
    theme, middle = paper.theme, (box.top + box.bottom) / 2
    width, height = box.right - box.left, box.bottom - box.top

    def rectangle() -> None:
        dashes, colour = _DASHES[layer], COVERAGE_COLOURS[layer]
        paper.box(box.left, box.top, width, height, edge=colour, line=1.6, style=dashes)

    def line() -> None:
        known = layer in COVERAGE_COLOURS
        paper.line(
            (box.left, box.right),
            (middle, middle),
            colour=COVERAGE_COLOURS[layer] if known else theme.neutral,
            width=_WIDTHS.get(layer, 1.5),
            style=_DASHES[layer] if known else "solid",
            cap=_cap(layer),
        )

    def zones() -> None:
        hatched = is_schematic(shown["zones"])
        paper.box(
            box.left,
            box.top,
            width,
            height,
            fill=(theme.neutral, HATCH_BASE) if hatched else theme.neutral,
            edge=theme.outline,
            line=1.1,
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
        "district": line,
        "v2x": line,
        "bus": line,
    }
    signs.get(layer, rectangle)()
