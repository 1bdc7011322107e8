"""How layers are drawn outside this product: a colour a value, and certainty by its grammar.

What is illustrative is hatched (areas), dashed (lines) or hollow (points), anything else
solid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from data.own_texts import Messages
from data.tokens import GREY

Kind = Literal["fill", "line", "marker"]
COVERAGES = ("test_area", "twin_1", "twin_2")
ROUTES = ("v2x", "bus")
_GEOMETRY_TYPES: dict[Kind, str] = {
    "fill": "MultiPolygon",
    "line": "MultiLineString",
    "marker": "Point",
}
_NAMES = dict.fromkeys(COVERAGES, "coverage.{}") | dict.fromkeys(ROUTES, "map.{}")
# Kind, column of the value, column of the label, and what the values are: else zones.
_DRAWN: dict[str, tuple[Kind, str, str, tuple[str, ...]]] = {
    "zone_outlines": ("fill", "feature_id", "feature_id", ()),
    "coverage_outlines": ("fill", "feature_id", "name", COVERAGES),
    "overlay": ("fill", "zone", "zone", ()),
    "routes": ("line", "feature_id", "name", ROUTES),
    "enterprises": ("marker", "zone", "name", ()),
    "projects": ("marker", "zone", "name", ()),
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
    colours : mapping of str to str
        ``#RRGGBB`` by value; any other value is grey.
    label : str
        Column whose text stands on a feature.
    say : Messages
        Words of the legend.
    """

    kind: Kind
    column: str
    colours: Mapping[str, str]
    label: str
    say: Messages

    @property
    def geometry_type(self) -> str:
        """The kind of geometry that a layer of this style holds, by its OGC name."""
        return _GEOMETRY_TYPES[self.kind]

    def legend(self, rule: Rule) -> str:
        """Return what a legend says of a rule: its value, and whether it is illustrative."""
        name = _NAMES.get(rule.value or "", "zone.{}")
        value = self.say(name.format(rule.value)) if rule.value else "…"
        if not rule.is_illustrative:
            return value
        return f"{value} · {self.say('evidence.illustrative')}"


def rules(style: Style) -> Iterator[Rule]:
    """Return the rules of a style: two for each value, two for all others."""
    for value, colour in [*style.colours.items(), (None, GREY)]:
        for is_illustrative in (True, False):
            yield Rule(value, is_illustrative, colour)


def style_of(layer: str, colours: Mapping[str, str], say: Messages) -> Style:
    """Return the style of a layer of an export or a template, by its name.

    Parameters
    ----------
    layer : str
    colours : mapping of str to str
        ``#RRGGBB`` by zone, coverage and route.
    say : Messages

    Raises
    ------
    KeyError
        If there is no such layer, or no colour for one of its values.
    """
    kind, column, label, named = _DRAWN[layer]
    values = named or [value for value in colours if value not in _NAMES]
    return Style(kind, column, {value: colours[value] for value in values}, label, say)
