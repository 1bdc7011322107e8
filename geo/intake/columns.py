"""Which column of a table is what: by the words of its header, then by its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from data import trade
from geo.intake.angles import degrees
from geo.intake.asking import Desk, title
from geo.intake.cells import read_or_none, texts
from geo.intake.doubts import Choice
from geo.reading.layers import Layer

NONE = "none"
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_SAMPLE = 200
_MOST = 0.8

# By role: whole headers, then parts of headers. Compared without case, spaces, brackets.
_HEADERS: dict[str, tuple[str, str]] = {
    "zone": (
        (
            r"zone|zoneid|featureid|片区|分区|区块|所在片区|所属片区|片区编号|zonename|id|编号|代码|"
            r"name|名称|layer|图层"
        ),
        r"片区|分区|zone|园区",
    ),
    "name": (
        (
            r"企业名称|企业|公司名称|公司|单位名称|单位|入驻企业|项目名称|项目|名称|name|namezh|"
            r"enterprise|enterprisename|company|companyname|tenant|project|projectname|title"
        ),
        r"企业名|公司名|单位名|项目名|全称|namezh|名称",
    ),
    "name_en": (r"nameen|englishname|英文名|英文名称|英文", r"英文|english|nameen"),
    "sector": (r"sector|板块|行业|产业|类别|产业类别|行业类别|industry", r"板块|行业|产业|sector"),
    "status": (r"status|状态|进展|项目状态|建设状态|经营状态|阶段", r"状态|进展|status|进度"),
    "since": (
        r"sinceyear|since|入驻时间|入驻年份|入驻年|入驻日期|年份|year|date|日期|时间|成立时间",
        r"时间|日期|年份|date|year|since",
    ),
    "area": (r"area|面积|aream2|areakm2|占地面积|用地面积|shapearea", r"面积|area"),
    "project_id": (r"projectid|项目编号|项目代码|id|编号", r"项目编号|projectid"),
    "investment": (
        r"investment|investmentcny|投资|投资额|总投资|投资金额|计划投资",
        r"投资|investment",
    ),
    "seats": (r"seats|seatsplanned|坐席|坐席数|席位|规划坐席", r"坐席|席位|seats"),
    "evidence": (r"evidence|依据|证据等级", r"evidence|依据"),
    "lon": (
        r"lon|lng|long|longitude|经度|x|x坐标|坐标x|横坐标|东坐标|easting|east|e|pointx",
        r"经度|longitude|横坐标|东坐标|easting|^lon|^lng",
    ),
    "lat": (
        r"lat|latitude|纬度|y|y坐标|坐标y|纵坐标|北坐标|northing|north|n|pointy",
        r"纬度|latitude|纵坐标|北坐标|northing|^lat",
    ),
    "pair": (
        r"坐标|经纬度|位置坐标|coordinates|coordinate|lonlat|lnglat|latlon|latlng|location|gps",
        r"经纬度|coordinate|lonlat|lnglat",
    ),
}


def _in(*spans: tuple[float, float]) -> Callable[[str], object]:
    def held(text: str) -> bool | None:
        value = degrees(text)
        return any(low <= value <= high for low, high in spans) or None

    return held


_READ: dict[str, Callable[[str], object]] = {
    "zone": trade.zone_of,
    "sector": trade.sector_of,
    "status": trade.status_of,
    "since": trade.period,
    "project_id": lambda text: re.fullmatch(r"[PL]\d{2}", text),
    "lon": _in((-1e9, 1e9)),
    "lat": _in((-1e9, 1e9)),
}
_TELLING: dict[str, Callable[[str], object]] = {
    "zone": trade.zone_of,
    "sector": trade.sector_of,
    "status": trade.status_of,
    # Degrees about the district, metres from a central meridian, and prefixed ones.
    "lon": _in((105, 107), (400e3, 700e3), (18.4e6, 18.7e6), (35.4e6, 35.7e6)),
    "lat": _in((28.5, 30), (3.1e6, 3.4e6)),
}
_OUTSPOKEN = {"zone", "sector", "status", "since"}


def header(name: str) -> str:
    """Return a header for comparison: full-width folded, no case, unit or space."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in _BRACKETS.sub("", folded) if letter.isalnum())


def find(frame: pd.DataFrame, role: str) -> tuple[str | None, bool]:
    """Find the column that plays a role.

    Parameters
    ----------
    frame : pandas.DataFrame
    role : str
        One of the roles of ``doubt.column_<role>``.

    Returns
    -------
    str or None
        The column.
    bool
        Whether header and values leave no doubt; true also if nothing resembles it.
    """
    whole, part = _HEADERS[role]
    heads = {column: header(column) for column in frame.columns}
    exact = [column for column, head in heads.items() if re.fullmatch(whole, head)]
    exact.sort(key=lambda column: whole.split("|").index(heads[column]))
    loose = [column for column, head in heads.items() if re.search(part, head)]
    for column in dict.fromkeys(exact + loose):
        # Beside a header that says 经度, one number is proof enough.
        share = 0.01 if role in {"lon", "lat"} else _MOST
        if _is_supported(frame[column], _READ.get(role), share):
            return column, True
    if role in _TELLING:
        for column in frame.columns:
            if _is_supported(frame[column], _TELLING[role]):
                return column, False
    # A header that says so outright is believed even where its words are not understood yet.
    return (loose[0] if loose and role in _OUTSPOKEN else None), True


def _is_supported(
    column: pd.Series, read: Callable[[str], object] | None, share: float = _MOST
) -> bool:
    """Tell whether a share of the distinct values of a column can be read in a role."""
    values = list(_distinct(column))
    if read is None:
        return bool(values)
    understood = sum(read_or_none(read, value) is not None for value in values)
    return bool(values) and understood >= share * len(values)


def _distinct(column: pd.Series) -> Iterator[str]:
    seen = pd.unique(texts(column.iloc[: 20 * _SAMPLE]))
    yield from (text for text in seen[:_SAMPLE] if text)


def ask_column(
    desk: Desk,
    key: str,
    layer: Layer,
    role: str,
    rows: np.ndarray | None = None,
    *,
    needed: bool = False,
) -> str | None:
    """Ask which column plays a role and return it; ``None`` for none.

    Parameters
    ----------
    desk : Desk
    key : str
        Of the layer or of its part.
    layer : Layer
    role : str
    rows : numpy.ndarray of int, optional
        Those that count, by place in the frame; all if left out.
    needed : bool
        Whether the rows are of little use without it, so that its absence is doubted.
    """
    found, is_sure = find(layer.frame if rows is None else layer.frame.iloc[rows], role)
    choices = [Choice(name) for name in layer.frame.columns if name != NONE]
    chosen = desk.ask(
        f"{key}:column:{role}",
        f"column_{role}",
        [*choices, Choice(NONE, "no_column")],
        found or NONE,
        is_sure=is_sure and (found is not None or not needed or not choices),
        layer=title(layer),
    )
    return None if chosen == NONE else chosen


def words(layer: Layer, column: str | None, indices: np.ndarray) -> np.ndarray:
    """Return the cleaned text of some rows of a column, shape (k,); empty without one."""
    if column is None:
        return np.full(len(indices), "", dtype=object)
    return np.asarray(texts(layer.frame[column])[indices], dtype=object)
