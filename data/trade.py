"""Words of the trade: sectors, statuses and zones as planners name them, amounts and dates.

Amounts and dates raise `ValueError` where a text is no such thing; words return ``None``, as
an unknown word is a question to the user and an empty cell is none. Full-width letters and
digits count as plain ones everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import get_args

from data.amounts import area_m2, length_m, money_cny, number, unit_of
from data.schema import Sector, Status, Zone
from data.written_dates import period

__all__ = [
    "area_m2",
    "is_gone",
    "length_m",
    "money_cny",
    "number",
    "period",
    "sector_of",
    "status_of",
    "unit_of",
    "zone_of",
]

# Chinese words tell a sector wherever they stand, English ones as whole words.
_SECTORS: dict[Sector, tuple[str, str]] = {
    "outsourcing": (
        "外包|呼叫|客服|客户服务|客户体验|信息服务企业",
        "outsourcing|bpo|ito|kpo|call cent(?:re|er)s?|contact cent(?:re|er)s?|customer services?",
    ),
    "software": (
        "软件|信息技术|工业互联网|系统集成|应用开发",
        "software|it|saas|information technology|app development",
    ),
    "data": (
        "数据|标注",
        "data|big ?data|annotation|label?ling",
    ),
    "content": (
        "数字内容|文创|动漫|动画|影视|游戏|元宇宙|新媒体|短视频",
        "content|animation|film|films|video|games?|gaming|metaverse|media",
    ),
    "ecommerce": (
        "电商|电子商务|网络零售|网络销售|网购",
        r"e[\s-]?commerce|online retail|cross[\s-]border",
    ),
}
_SECTOR_PATTERNS = {
    sector: re.compile(rf"{chinese}|(?<![a-z])(?:{english})(?![a-z])")
    for sector, (chinese, english) in _SECTORS.items()
}
# Whole wordings, as a part would mislead: 未投产 holds 投产. Letters and digits only.
_STATUSES: dict[Status, str] = {
    "operating": "投用 投产 运营 在营 营业 运行 投入使用 投入运营 投入运行 投产运营 运营中 在运营 "
    "建成投用 建成投产 建成并投入运营 存续 在业 开业 在册 正常经营 存续在业 存续在营开业在册 "
    "在营开业在册 在营在册 operating operational inoperation inuse inproduction",
    "partial": "一期投用 首期投用 部分投用 一期投产 首期投产 部分投产 一期运营 首期运营 部分运营 "
    "一期投入使用 首期投入使用 部分投入使用 一期投入运营 首期投入运营 部分投入运营 一期建成投用 "
    "首期建成投用 partial partly partlyinuse partiallyoperating firstphase firstphaseinuse "
    "firstphaseoperating phase1 phase1inuse phase1operating phaseoneinuse",
    "construction": "在建 建设 建设中 施工 施工中 开工 动工 开工建设 已开工建设 "
    "construction underconstruction building",
    "planned": "规划 规划中 拟建 待建 筹建 筹建中 签约 签约未开工 未开工 尚未开工 计划 计划中 "
    "拟开工 意向 洽谈 在谈 前期 planned planning proposed signed notstarted",
    "unknown": "未知 不详 不明 未说明 未注明 unknown notstated notknown na",
}
# What the business register says of a firm that is no more, or is no longer here.
_CLOSED = (
    "注销 吊销 吊销未注销 吊销已注销 迁出 迁移异地 停业 歇业 关闭 倒闭 清算 撤销 责令关闭 搬离 "
    "搬迁 退出 退租 退园 closed dissolved deregistered revoked movedout"
)
_GONE = frozenset(_CLOSED.split())
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words.split()}
_ZONES: dict[str, Zone] = {zone.casefold(): zone for zone in get_args(Zone)}
_ZONE_ALONE = re.compile(r"(?:zone|片区|园区|区)?([a-f])(?:片区|园区|区|zone)?")
_ZONE_INSIDE = re.compile(r"(?<![a-z])([a-f])(?:片区|园区|区)|zone([a-f])(?![a-z])")


def sector_of(text: str) -> Sector | None:
    """Return the sector that a word or heading names.

    Parameters
    ----------
    text : str
        Such as ``"服务外包"``, ``"呼叫中心"``, ``"BPO"``, ``"大数据处理"``, ``"E-commerce"``.

    Returns
    -------
    {"outsourcing", "software", "data", "content", "ecommerce"} or None
        ``None`` if it names none of the five, or more than one.

    Examples
    --------
    >>> sector_of("大数据")
    'data'
    """
    plain = _plain(text)
    found = [sector for sector, pattern in _SECTOR_PATTERNS.items() if pattern.search(plain)]
    return found[0] if len(found) == 1 else None


def status_of(text: str) -> Status | None:
    """Return the status that a wording names, such as ``"一期投用"`` or ``"under construction"``.

    Returns
    -------
    {"operating", "partial", "construction", "planned", "unknown"} or None
        ``"unknown"`` for words that say so (不详), ``None`` for words not known here.

    Examples
    --------
    >>> status_of("一期投用")
    'partial'
    >>> status_of("under construction")
    'construction'
    """
    closed = _closed(text)
    bare = re.sub("^(?:已经|已|正在|正式|全面|现)+|(?:阶段|状态|项目|了)+$", "", closed)
    return _STATUS_OF.get(closed) or _STATUS_OF.get(bare)


def is_gone(text: str) -> bool:
    """Tell whether a wording says that a firm is closed, struck off or has moved away.

    Examples
    --------
    >>> is_gone("已注销"), is_gone("存续（在营、开业、在册）")
    (True, False)
    """
    return re.sub("^(?:已经|已|正在|拟)+|(?:企业|状态|了)+$", "", _closed(text)) in _GONE


def zone_of(text: str) -> Zone | None:
    """Return the zone that a text names.

    Parameters
    ----------
    text : str
        Such as ``"A"``, ``"Ａ区"``, ``"片区A"``, ``"Zone A"``, ``"和顺大道C区"``.

    Returns
    -------
    {"A", "B", "C", "D", "E", "F"} or None
        ``None`` if it names none, or more than one.

    Examples
    --------
    >>> zone_of("C区12号楼")
    'C'
    >>> zone_of("no zone") is None
    True
    """
    closed = _closed(text)
    alone = _ZONE_ALONE.fullmatch(closed)
    found = {alone[1]} if alone else {a or b for a, b in _ZONE_INSIDE.findall(closed)}
    return _ZONES.get(found.pop()) if len(found) == 1 else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _closed(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(letter for letter in _plain(text) if letter.isalnum())
