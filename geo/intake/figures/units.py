"""The unit of each number: its own, its heading's, the table's, or the one asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.doubts import Choice
from geo.intake.figures.measured import Measure
from geo.intake.figures.measures import Unit, Value, unit_named
from geo.intake.figures.observed import Observation
from geo.intake.headers import header
from geo.reading.layers import Layer

COUNTED = {"enterprise", "person", "project", "patent", "building", "seat"}
# Units on offer where a table names none, by what is measured.
_UNITS = {
    "cny": ("元", "万元", "亿元"),
    "m2": ("㎡", "万㎡", "亩"),
    "person": ("人", "万人"),
    "enterprise": ("家",),
    "": ("家", "人", "元", "万元", "亿元", "㎡", "万㎡", "席", "%"),
}
_NAMES = {
    "元": "cny",
    "万元": "10k_cny",
    "亿元": "100m_cny",
    "㎡": "m2",
    "万㎡": "10k_m2",
    "亩": "mu",
}
_NAMES |= {"人": "person", "万人": "10k_person", "家": "enterprise", "席": "seat", "%": "percent"}
# What is counted one by one, by a word of its name.
_ITEMS = {
    "专利": "patent",
    "项目": "project",
    "平台": "platform",
    "机构": "institution",
    "楼": "building",
    "活动": "event",
    "中心": "centre",
    "实验室": "laboratory",
    "银行": "bank",
    "企业": "enterprise",
    "公司": "enterprise",
    "席": "seat",
    "patent": "patent",
    "project": "project",
    "platform": "platform",
    "institution": "institution",
    "building": "building",
    "event": "event",
    "compan": "enterprise",
    "enterprise": "enterprise",
    "seat": "seat",
}

_LIKELY = {"cny": "亿元", "m2": "万㎡", "person": "万人"}
_ONE_BY_ONE = {*_ITEMS.values(), "person"}
_ITEM_LIKE = {"", "enterprise", "person", *_ITEMS.values()}


@dataclass
class Units:
    """Finds units, and asks for one once a measure.

    Attributes
    ----------
    desk : Desk
    key : str
        Of the layer.
    layer : Layer
    """

    desk: Desk
    key: str
    layer: Layer
    asked: dict[str, Unit | None] = field(default_factory=dict)

    def of(self, one: Observation, measure: Measure, value: Value) -> Unit | None:
        """Return the unit of a number; ``None`` if the user leaves it out."""
        own, stated = value.unit, one.facts.unit or _of_table(one, measure)
        if own and own.code:
            return own
        if own:  # 420亿 below 营收（亿元）: the size stands in the cell
            base = stated.code if stated and stated.code else measure.unit
            label = next(iter(_UNITS.get(base, ())), "") if base else ""
            return Unit(base, own.factor, label) if base else None
        if stated and (stated.code or measure.unit):
            return stated if stated.code else Unit(measure.unit, stated.factor, stated.label)
        return self._plain(one, measure, value) or self._ask(one, measure, value)

    def _plain(self, one: Observation, measure: Measure, value: Value) -> Unit | None:
        """Return the unit of what is counted one by one: a whole number needs none."""
        code = measure.unit or item_of(one.facts.measure)
        is_whole = value.number == value.number.to_integral_value()
        return Unit(code, Decimal(1), "") if is_whole and code in _ONE_BY_ONE else None

    def _ask(self, one: Observation, measure: Measure, value: Value) -> Unit | None:
        name = one.facts.measure
        if name not in self.asked:
            offers = _UNITS.get(measure.unit, _UNITS[""])
            chosen = self.desk.ask(
                f"{self.key}:unit:{name}",
                "figure_unit",
                [*(Choice(unit, f"unit_{_NAMES[unit]}") for unit in offers), *offered(LEAVE_OUT)],
                _LIKELY.get(measure.unit, LEAVE_OUT),
                layer=title(self.layer),
                name=one.facts.measure,
                example=value.text,
            )
            self.asked[name] = None if chosen == LEAVE_OUT else unit_named(chosen)
        return self.asked[name]


def _of_table(one: Observation, measure: Measure) -> Unit | None:
    """Return the unit stated above a table that fits; a single one fits what nobody knows."""
    code = measure.unit or item_of(one.facts.measure)
    fitting = (unit for unit in one.units if unit.code and unit.code == code)
    only = one.units[0] if len(one.units) == 1 and not code else None
    return next(fitting, only)


def code_of(unit: Unit, measure: Measure) -> str:
    """Return the unit of the schema for a number; empty if the unit does not fit the measure."""
    if unit.code == "item":
        return (measure.unit or item_of(measure.name_zh)) if measure.unit in _ITEM_LIKE else ""
    if not measure.unit:
        return unit.code or item_of(measure.name_zh)
    return measure.unit if unit.code in {"", measure.unit} else ""


def item_of(name: str) -> str:
    """Return what a name counts one by one, by its last word that says so; empty if none does."""
    head = header(name)
    found = [word for word in _ITEMS if word in head]
    return _ITEMS[max(found, key=head.rfind)] if found else ""
