"""Styles that QGIS finds in a GeoPackage: the rows of its table ``layer_styles``.

QGIS asks that table for the row with the layer's table name, an empty schema and the
layer's geometry column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from data.tokens import HATCH_GROUND, INK, PAPER
from geo.handover.sld import sld
from geo.handover.styles import Kind, Rule, Style, rules

GEOMETRY_COLUMN = "geom"
_VERSION = "3.34.0"
_HATCHED, _FULL = round(255 * HATCH_GROUND), 200
_GEOMETRY_TYPES: dict[Kind, str] = {"marker": "0", "line": "1", "fill": "2"}


def layer_styles(styles: Mapping[str, Style]) -> pd.DataFrame:
    """Return the table ``layer_styles`` for some layers, by layer name."""
    now = datetime.now(UTC)
    return pd.DataFrame(
        [
            {
                "f_table_catalog": "",
                "f_table_schema": "",
                "f_table_name": name,
                "f_geometry_column": GEOMETRY_COLUMN,
                "styleName": name,
                "styleQML": qml(style),
                "styleSLD": sld(name, style),
                "useAsDefault": True,
                "description": name,
                "owner": "",
                "ui": "",
                "update_time": now,
            }
            for name, style in styles.items()
        ]
    )


def qml(style: Style) -> str:
    """Return a style as the XML that QGIS writes itself."""
    root = Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling")
    renderer = SubElement(
        root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0"
    )
    tree = SubElement(renderer, "rules", key=_key(style.column))
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(rules(style)):
        name = str(number)
        SubElement(
            tree,
            "rule",
            key=_key(style.column, name),
            filter=_filter(style, rule),
            label=style.legend(rule),
            symbol=name,
        )
        symbol = SubElement(symbols, "symbol", name=name, type=style.kind, alpha="1")
        for class_name, options in _symbol_layers(style.kind, rule):
            _symbol_layer(symbol, class_name, options)
    _labels(root, style)
    SubElement(root, "layerGeometryType").text = _GEOMETRY_TYPES[style.kind]
    text = tostring(root, encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{text}"


def _key(*parts: str) -> str:
    return f"{{{uuid5(NAMESPACE_URL, '/'.join(parts))}}}"


def _filter(style: Style, rule: Rule) -> str:
    column = f'"{style.column}"'
    if rule.value is None:
        named = ", ".join(f"'{value}'" for value in style.colours)
        which = f"({column} IS NULL OR {column} NOT IN ({named}))"
    else:
        which = f"{column} = '{rule.value}'"
    sign = "=" if rule.is_illustrative else "<>"
    return f"{which} AND coalesce(\"evidence\", '') {sign} 'illustrative'"


def _symbol_layers(kind: Kind, rule: Rule) -> Iterator[tuple[str, dict[str, str]]]:
    match kind:
        case "fill":
            yield (
                "SimpleFill",
                {
                    "color": _rgba(rule.colour, _HATCHED if rule.is_illustrative else _FULL),
                    "style": "solid",
                    "outline_color": _rgba(INK),
                    "outline_style": "dash" if rule.is_illustrative else "solid",
                    "outline_width": "0.4",
                    "outline_width_unit": "MM",
                },
            )
            if rule.is_illustrative:
                yield (
                    "LinePatternFill",
                    {
                        "color": _rgba(rule.colour),
                        "angle": "45",
                        "distance": "2",
                        "distance_unit": "MM",
                        "line_width": "0.6",
                        "line_width_unit": "MM",
                    },
                )
        case "line":
            yield (
                "SimpleLine",
                {
                    "line_color": _rgba(rule.colour),
                    "line_style": "dash" if rule.is_illustrative else "solid",
                    "line_width": "1",
                    "line_width_unit": "MM",
                },
            )
        case "marker":
            yield (
                "SimpleMarker",
                {
                    "name": "circle",
                    "color": _rgba(rule.colour, 0 if rule.is_illustrative else 255),
                    "outline_color": _rgba(rule.colour if rule.is_illustrative else INK),
                    "outline_style": "solid",
                    "outline_width": "0.5" if rule.is_illustrative else "0.2",
                    "outline_width_unit": "MM",
                    "size": "2.4",
                    "size_unit": "MM",
                },
            )


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"{red},{green},{blue},{alpha}"


def _symbol_layer(symbol: Element, class_name: str, options: dict[str, str]) -> None:
    attributes = {"class": class_name, "enabled": "1", "locked": "0", "pass": "0"}
    listed = SubElement(SubElement(symbol, "layer", attributes), "Option", type="Map")
    for name, value in options.items():
        SubElement(listed, "Option", name=name, type="QString", value=value)


def _labels(root: Element, style: Style) -> None:
    labeling = SubElement(root, "labeling", type="simple")
    text = SubElement(
        SubElement(labeling, "settings", calloutType="simple"),
        "text-style",
        fieldName=style.label,
        isExpression="0",
        fontSize="9",
        fontSizeUnit="Point",
        textColor=_rgba(INK),
        textOpacity="1",
    )
    SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_rgba(PAPER),
        bufferOpacity="1",
    )
