"""How layers are drawn outside this product: a colour a value, and certainty by its grammar.

What is illustrative is hatched (areas), dashed (lines) or hollow (points), anything else
solid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from data.catalog import Catalog
from data.coverages import areas, looks, routes
from data.own_texts import Messages
from data.tokens import GREY, THEMES, zone_colours

Kind = Literal["fill", "line", "marker"]
Values = Literal["zone", "area", "route"]
Colours = Mapping[Values, Mapping[str, str]]  # ``#RRGGBB`` by code
_GEOMETRY_TYPES: dict[Kind, str] = {
    "fill": "MultiPolygon",
    "line": "MultiLineString",
    "marker": "Point",
}
_NAMES: dict[Values, str] = {"zone": "zone.{}", "area": "coverage.{}", "route": "map.{}"}
# Kind, column of the value, column of the label, and what the values are.
_DRAWN: dict[str, tuple[Kind, str, str, Values]] = {
    "drawn_area": ("fill", "name", "name", "zone"),
    "zone_outlines": ("fill", "feature_id", "feature_id", "zone"),
    "coverage_outlines": ("fill", "feature_id", "name", "area"),
    "overlay": ("fill", "zone", "zone", "zone"),
    "routes": ("line", "feature_id", "name", "route"),
    "enterprises": ("marker", "zone", "name", "zone"),
    "projects": ("marker", "zone", "name", "zone"),
}


@dataclass(frozen=True)
class Rule:
    """Features that look alike; ``value`` is ``None`` for all without a colour of their own."""

    value: str | None
    is_illustrative: bool
    colour: str


@dataclass(frozen=True)
class Style:
    """How one layer is drawn.

    Attributes
    ----------
    kind : {"fill", "line", "marker"}
        For areas, lines or points.
    column : str
        Whose values have colours.
    values : {"zone", "area", "route"}
        What that column holds.
    colours : mapping of str to str
        ``#RRGGBB`` by value; any other value is grey.
    label : str
        Column whose text stands on a feature.
    say : Messages
        Words of the legend.
    """

    kind: Kind
    column: str
    values: Values
    colours: Mapping[str, str]
    label: str
    say: Messages

    @property
    def geometry_type(self) -> str:
        """The kind of geometry that a layer of this style holds, by its OGC name."""
        return _GEOMETRY_TYPES[self.kind]

    def legend(self, rule: Rule) -> str:
        """Return what a legend says of a rule: its value, and whether it is illustrative."""
        value = self.say(_NAMES[self.values].format(rule.value)) if rule.value else "…"
        if not rule.is_illustrative:
            return value
        return f"{value} · {self.say('evidence.illustrative')}"


def rules(style: Style) -> Iterator[Rule]:
    """Return the rules of a style: two for each value, two for all others."""
    for value, colour in [*style.colours.items(), (None, GREY)]:
        for is_illustrative in (True, False):
            yield Rule(value, is_illustrative, colour)


def layer_colours(catalog: Catalog) -> Colours:
    """Return the colours of a park's zones, areas and routes, as on its map.

    >>> list(layer_colours(catalog)["zone"])[0]
    'A'
    """
    drawn, light = looks(catalog), THEMES["light"]
    lines = {name: light.coverage(look) for name, look in drawn.items()}
    return {
        "zone": zone_colours(catalog.zones),
        "area": {one: lines[one] for one in areas(catalog)},
        "route": {one: lines[one] for one in routes(catalog)},
    }


def style_of(layer: str, colours: Colours, say: Messages) -> Style:
    """Return the style of a layer of an export or a template, by its name.

    Parameters
    ----------
    layer : str
    colours : mapping
        As `layer_colours`.
    say : Messages

    Raises
    ------
    KeyError
        If there is no such layer, or no colours for what it holds.
    """
    kind, column, label, values = _DRAWN[layer]
    return Style(kind, column, values, colours[values], label, say)
