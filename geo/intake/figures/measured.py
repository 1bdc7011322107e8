"""What a table of figures may measure: the indicators of the park, by the words that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.catalog import Catalog
from data.memo import remembered
from geo.intake.headers import header, measure_core

# What only makes sense over a span of time, by the words of its name.
_FLOWS = (
    r"收入|营收|产值|增加值|利润|税|投资额|投资完成|进出口|出口|进口|销售|交易|成交|新增|引进|签约|培训|培养|"
    r"接待|用电|用水|能耗|revenue|turnover|output|profit|tax|sales|export|import|invest|new|signed"
)


@dataclass(frozen=True)
class Measure:
    """Something that is measured.

    Attributes
    ----------
    indicator : str
        Id of the indicator; empty for what the park does not know yet.
    name_zh, name_en : str
    unit : str
        Of the schema; empty while nobody has said.
    is_flow : bool
        Whether it is an amount over a period rather than at a date.
    """

    indicator: str
    name_zh: str
    name_en: str
    unit: str
    is_flow: bool


@remembered(1)
def indicators_known(catalog: Catalog) -> dict[str, Measure]:
    """Return the indicators of a park by id."""
    table = catalog["indicators"].sort_values("order", kind="stable", na_position="last")
    return {
        str(row["indicator"]): Measure(
            str(row["indicator"]),
            str(row["name_zh"]),
            str(row["name_en"]),
            str(row["unit"]),
            row["kind"] == "flow",
        )
        for _, row in table.iterrows()
    }


@remembered(1)
def words_known(catalog: Catalog) -> dict[str, str]:
    """Return the indicator of each word that names one, as `measure_core` has it."""
    found: dict[str, str] = {}
    for _, row in catalog["indicators"].iterrows():
        given = row["words"] if isinstance(row["words"], str) else ""
        for word in (row["name_zh"], row["name_en"], *given.split(";")):
            found.setdefault(measure_core(word), str(row["indicator"]))
    return found


def is_flow_named(name: str) -> bool:
    """Tell whether a name that nobody knows speaks of an amount over a period."""
    return bool(re.search(_FLOWS, header(name)))
