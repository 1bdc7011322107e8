"""The style of a layer as an OGC Styled Layer Descriptor, for programs other than QGIS."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from data.tokens import DASHES, INK, PERIOD, STRIPE, WIDTHS
from geo.handover.styles import Rule, Style, rules

_SLD, _SE, _OGC = (f"{{http://www.opengis.net/{name}}}" for name in ("sld", "se", "ogc"))
_DASHED = " ".join(f"{part:g}" for part in DASHES["illustrative"])
for _prefix, _uri in (("", _SLD), ("se", _SE), ("ogc", _OGC)):
    register_namespace(_prefix, _uri[1:-1])


def sld(layer: str, style: Style) -> str:
    """Return a style as SLD 1.1.0 with symbology encoding."""
    root = Element(f"{_SLD}StyledLayerDescriptor", version="1.1.0")
    named = SubElement(root, f"{_SLD}NamedLayer")
    SubElement(named, f"{_SE}Name").text = layer
    user = SubElement(named, f"{_SLD}UserStyle")
    SubElement(user, f"{_SE}Name").text = layer
    listed = SubElement(user, f"{_SE}FeatureTypeStyle")
    for rule in rules(style):
        _rule(listed, style, rule)
    return tostring(root, encoding="unicode")


def _rule(parent: Element, style: Style, rule: Rule) -> None:
    made = SubElement(parent, f"{_SE}Rule")
    SubElement(made, f"{_SE}Name").text = style.legend(rule)
    both = SubElement(SubElement(made, f"{_OGC}Filter"), f"{_OGC}And")
    if rule.value is None:
        outside = SubElement(SubElement(both, f"{_OGC}Not"), f"{_OGC}Or")
        for value in style.colours:
            _compare(outside, "PropertyIsEqualTo", style.column, value)
    else:
        _compare(both, "PropertyIsEqualTo", style.column, rule.value)
    kind = "PropertyIsEqualTo" if rule.is_illustrative else "PropertyIsNotEqualTo"
    _compare(both, kind, "evidence", "illustrative")
    match style.kind:
        case "fill":
            _area(made, rule)
        case "line":
            _stroke(SubElement(made, f"{_SE}LineSymbolizer"), rule.colour, "4", rule)
        case "marker":
            _point(made, rule)


def _compare(parent: Element, kind: str, column: str, value: str) -> None:
    made = SubElement(parent, f"{_OGC}{kind}")
    SubElement(made, f"{_OGC}PropertyName").text = column
    SubElement(made, f"{_OGC}Literal").text = value


def _area(parent: Element, rule: Rule) -> None:
    area = SubElement(parent, f"{_SE}PolygonSymbolizer")
    fill = SubElement(area, f"{_SE}Fill")
    if rule.is_illustrative:
        graphic = SubElement(SubElement(fill, f"{_SE}GraphicFill"), f"{_SE}Graphic")
        mark = SubElement(graphic, f"{_SE}Mark")
        # The name under which QGIS reads and writes parallel lines.
        SubElement(mark, f"{_SE}WellKnownName").text = "horline"
        _stroke(mark, rule.colour, f"{STRIPE:g}")
        SubElement(graphic, f"{_SE}Size").text = f"{PERIOD:g}"
        turned = SubElement(graphic, f"{_SE}Rotation")
        SubElement(turned, f"{_OGC}Literal").text = "45"
    else:
        _parameters(fill, {"fill": rule.colour, "fill-opacity": "0.8"})
    _stroke(area, INK, f"{WIDTHS['outline']:g}", rule)


def _point(parent: Element, rule: Rule) -> None:
    symbolizer = SubElement(parent, f"{_SE}PointSymbolizer")
    graphic = SubElement(symbolizer, f"{_SE}Graphic")
    mark = SubElement(graphic, f"{_SE}Mark")
    SubElement(mark, f"{_SE}WellKnownName").text = "circle"
    opacity = "0" if rule.is_illustrative else "1"
    _parameters(SubElement(mark, f"{_SE}Fill"), {"fill": rule.colour, "fill-opacity": opacity})
    _stroke(mark, rule.colour if rule.is_illustrative else INK, "1.5")
    SubElement(graphic, f"{_SE}Size").text = "9"


def _stroke(parent: Element, colour: str, width: str, rule: Rule | None = None) -> None:
    dashed = {"stroke-dasharray": _DASHED} if rule and rule.is_illustrative else {}
    stroke = SubElement(parent, f"{_SE}Stroke")
    _parameters(stroke, {"stroke": colour, "stroke-width": width} | dashed)


def _parameters(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, f"{_SE}SvgParameter", name=name).text = value
