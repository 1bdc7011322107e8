"""The outlines that a part of a layer holds: which is which, and fit to be drawn."""

from __future__ import annotations

import numpy as np
import shapely

from geo.areas import area_km2
from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.columns import ask_column, words
from geo.intake.doubts import Choice
from geo.intake.drawn import Drawn
from geo.intake.meaning import Part, surfaces, zone_letters
from geo.intake.printed_areas import ask_areas
from geo.intake.repair import (
    MOST_CROSSINGS,
    MOST_VERTICES,
    as_surface,
    crossings,
    lightened,
    of_dimension,
    repaired,
)
from geo.intake.words import MOST_WORDS, ask_words
from geo.intake.zoning import region_of

_LITTLE = 0.01
_OUTSIDE = 0.05


def read_outlines(desk: Desk, part: Part, district: shapely.Geometry) -> list[Drawn]:
    """Return the outlines of a part, with all that is doubtful about each asked.

    Parameters
    ----------
    desk : Desk
    part : Part
        Its meaning is that of an outline.
    district : shapely.Geometry
        Boundary of the district, EPSG:4326.
    """
    shapes = _light(desk, part, _fit(desk, part))
    if part.meaning == "zones":
        named = zip(_zones(desk, part, shapes), shapes.items(), strict=True)
        drawn = [Drawn(zone, shape, part, index) for zone, (index, shape) in named if zone]
    else:
        drawn = [Drawn(part.meaning, shape, part, index) for index, shape in shapes.items()]
    drawn = [one for one in drawn if _is_inside(desk, one, district)]
    return ask_areas(desk, part, drawn) if part.meaning in surfaces(desk.catalog) else drawn


def _fit(desk: Desk, part: Part) -> dict[int, shapely.Geometry]:
    """Return the valid shapes of the right dimension, by row."""
    fit: dict[int, shapely.Geometry] = {}
    for index, shape in zip(part.indices.tolist(), part.shapes, strict=True):
        if shape is None:
            desk.report(part.layer, index, None, "no_geometry")
            continue
        is_surface = part.meaning in surfaces(desk.catalog)
        whole = as_surface(shape) if is_surface else of_dimension(shape, 1)
        if whole is None or (whole.length == 0 and not is_surface):
            desk.report(part.layer, index, None, "no_surface" if is_surface else "no_line")
            continue
        if shape.geom_type == "GeometryCollection":
            desk.report(part.layer, index, None, "mixed_geometry", kept=whole.geom_type)
        is_heavy = shapely.get_num_coordinates(whole) > MOST_VERTICES
        if is_surface and is_heavy and crossings(whole) > MOST_CROSSINGS:
            desk.report(part.layer, index, None, "beyond_repair")
        elif is_surface and not whole.is_valid:
            fit |= _mended(desk, part, index, whole)
        else:
            fit[index] = whole
    return fit


def _mended(
    desk: Desk, part: Part, index: int, shape: shapely.Geometry
) -> dict[int, shapely.Geometry]:
    mended, change = repaired(shape)
    if mended is None:
        desk.report(part.layer, index, None, "beyond_repair")
        return {}
    is_little = change < _LITTLE
    chosen = desk.ask(
        f"{part.key}:repair:{part.layer.rows[index]}",
        "repair" if np.isfinite(change) else "repair_void",
        offered("repair", LEAVE_OUT),
        "repair" if is_little else LEAVE_OUT,
        is_sure=is_little,
        layer=title(part.layer),
        row=part.layer.rows[index],
        after=f"{area_km2(mended):.3f}",
        change=f"{100 * change:.2f}",
    )
    return {index: mended} if chosen == "repair" else {}


def _light(
    desk: Desk, part: Part, shapes: dict[int, shapely.Geometry]
) -> dict[int, shapely.Geometry]:
    """Ask to simplify shapes of more vertices than a map can carry."""
    count = sum(int(shapely.get_num_coordinates(shape)) for shape in shapes.values())
    if count <= MOST_VERTICES:
        return shapes
    light, largest = {}, 0.0
    for index, shape in shapes.items():
        less, change = lightened(shape)
        if less is None:
            desk.report(part.layer, index, None, "too_heavy", limit=MOST_VERTICES)
        else:
            light[index], largest = less, max(largest, change)
    left = sum(int(shapely.get_num_coordinates(shape)) for shape in light.values())
    chosen = desk.ask(
        f"{part.key}:vertices",
        "vertices",
        offered("simplify", LEAVE_OUT),
        "simplify",
        layer=title(part.layer),
        count=f"{count:,}",
        left=f"{left:,}",
        change=f"{100 * largest:.3f}",
    )
    return light if chosen == "simplify" else {}


def _zones(desk: Desk, part: Part, shapes: dict[int, shapely.Geometry]) -> list[str | None]:
    """Return the zone of each shape, ``None`` where it is left out."""
    layer, rows = part.layer, np.array(list(shapes), dtype=int)
    needed = not any(zone_letters(layer, None, rows))  # the folder or drawing layer may tell
    column = ask_column(desk, part.key, layer, "zone", rows, needed=needed)
    letters = zone_letters(layer, column, rows)
    given = words(layer, column, rows)
    open_words = np.where([letter is None for letter in letters], given, "")
    asked = ask_words(desk, part.key, layer, column, "zone", open_words)
    letters = [letter or code for letter, code in zip(letters, asked, strict=True)]
    nameless = [
        at
        for at, (letter, word) in enumerate(zip(letters, given, strict=True))
        if letter is None and not word
    ]
    if len(nameless) > MOST_WORDS:
        desk.report(layer, None, column, "nameless_zones", count=len(nameless))
        return letters
    for at in nameless:
        letters[at] = _ask_zone(desk, part, int(rows[at]), shapes[int(rows[at])])
    return letters


def _ask_zone(desk: Desk, part: Part, index: int, shape: shapely.Geometry) -> str | None:
    row = part.layer.rows[index]
    middle = shape.representative_point()
    chosen = desk.ask(
        f"{part.key}:shape:{row}",
        "zone_of_shape",
        [*desk.codes("zone"), Choice(LEAVE_OUT, LEAVE_OUT)],
        LEAVE_OUT,
        layer=title(part.layer),
        row=row,
        area=f"{area_km2(shape):.2f}",
        lon=f"{middle.x:.4f}",
        lat=f"{middle.y:.4f}",
    )
    return None if chosen == LEAVE_OUT else chosen


def _is_inside(desk: Desk, drawn: Drawn, district: shapely.Geometry) -> bool:
    """Ask about an outline that leaves the district; true if it is kept."""
    if not region_of(desk.catalog).covers(drawn.shape):
        desk.report(drawn.part.layer, drawn.index, None, "too_far")
        return False
    measure = shapely.area if drawn.part.meaning in surfaces(desk.catalog) else shapely.length
    outside = measure(shapely.difference(drawn.shape, district)) / measure(drawn.shape)
    if outside <= _OUTSIDE:
        return True
    row = drawn.part.layer.rows[drawn.index]
    chosen = desk.ask(
        f"{drawn.part.key}:outside:{row}",
        "outline_outside",
        offered(LEAVE_OUT, "keep"),
        LEAVE_OUT if outside > 0.5 else "keep",
        layer=title(drawn.part.layer),
        row=row,
        share=f"{100 * outside:.0f}",
    )
    return chosen == "keep"
