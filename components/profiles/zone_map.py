"""The small map of a zone's profile."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.html_table import note_html
from components.blocks.text import Words
from components.profiles.mini_map import Point, Shape, mini_map
from components.session.theme import zone_colours
from data.catalog import Catalog
from data.coverages import looks
from data.selection import Selection, visible
from data.tokens import THEMES
from geo.landmarks import landmark_frame
from geo.overlaid import visible_outlines

# Landmarks that a reader knows first.
_FIRST = ("station", "lake", "civic", "airport")


def zone_map(catalog: Catalog, chosen: Selection, words: Words, zone: str) -> Markup:
    """Return the small map, where the outline may be shown."""
    zones = visible_outlines(catalog, chosen, "zone_outlines").set_index("feature_id")
    if zone not in zones.index:
        return Markup()
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
