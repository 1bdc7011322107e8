"""Words of the trade: sectors, statuses and zones as planners name them, amounts and dates.

Amounts and dates raise `ValueError` where a text is no such thing; words return ``None``, as
an unknown word is a question to the user and an empty cell is none. Full-width letters and
digits count as plain ones everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from data.amounts import area_m2, length_m, money_cny, number, unit_of
from data.catalog import Catalog
from data.park import Coordinates
from data.schema import Status
from data.written_dates import period

__all__ = [
    "area_m2",
    "is_gone",
    "length_m",
    "money_cny",
    "number",
    "period",
    "sector_of",
    "spoken_of",
    "status_of",
    "unit_of",
    "zone_of",
]


@dataclass(frozen=True)
class ParkWords:
    """By what a park's zones and sectors are told in a text.

    Attributes
    ----------
    zones, sectors : tuple of (str, tuple of str)
        Code and names or words of each.
    coordinates : data.park.Coordinates
        In what its plans are drawn.
    """

    zones: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sectors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    coordinates: Coordinates = field(default_factory=Coordinates)


# A file is read in many steps that all speak of one park: it is told once, not to each.
_SPOKEN: ContextVar[ParkWords | None] = ContextVar("_SPOKEN", default=None)


def park_words(catalog: Catalog) -> ParkWords:
    """Return by what the zones and sectors of a catalog are told.

    >>> [code for code, _ in park_words(catalog).zones]
    ['A', 'B', 'C', 'D', 'E', 'F']
    """
    zones, sectors = catalog["zones"], catalog["sectors"]
    return ParkWords(
        tuple((row["zone"], (row["name_zh"], row["name_en"])) for _, row in zones.iterrows()),
        tuple(
            (row["sector"], (row["name_zh"], row["name_en"], *_listed(row["words"])))
            for _, row in sectors.iterrows()
        ),
        catalog.park.coordinates,
    )


@contextmanager
def speaking_of(words: ParkWords) -> Iterator[None]:
    """Let `zone_of` and `sector_of` tell the zones and sectors of one park.

    >>> with speaking_of(ParkWords(sectors=(("data", ("数据",)),))):
    ...     sector_of("大数据")
    'data'
    """
    token = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken_of() -> ParkWords:
    """Return the words of the park that is spoken of (`speaking_of`).

    >>> spoken_of().zones
    ()
    """
    return _SPOKEN.get() or ParkWords()


def _listed(words: object) -> list[str]:
    return words.split(";") if isinstance(words, str) else []


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


def sector_of(text: str) -> str | None:
    """Return the sector that a word or heading names.

    Parameters
    ----------
    text : str
        Such as ``"服务外包"``, ``"呼叫中心"``, ``"BPO"``, ``"大数据处理"``, ``"E-commerce"``.

    Returns
    -------
    str or None
        The code; ``None`` if it names none of the park's (`speaking_of`), or more than one.

    Examples
    --------
    >>> with speaking_of(park_words(catalog)):
    ...     sector_of("大数据")
    'data'
    """
    plain = _plain(text)
    patterns = _sector_patterns(spoken_of())
    found = [sector for sector, pattern in patterns.items() if pattern.search(plain)]
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


def zone_of(text: str) -> str | None:
    """Return the zone that a text names.

    Parameters
    ----------
    text : str
        Such as ``"A"``, ``"Ａ区"``, ``"片区A"``, ``"Zone A"``, ``"和顺大道C区"``.

    Returns
    -------
    str or None
        The code; ``None`` if it names none of the park's (`speaking_of`), or more than one.

    Examples
    --------
    >>> with speaking_of(park_words(catalog)):
    ...     zone_of("C区12号楼"), zone_of("no zone")
    ('C', None)
    """
    names = _zone_names(spoken_of())
    if not names.codes:
        return None
    closed = _closed(text)
    alone = names.alone.fullmatch(closed)
    if alone:
        return names.codes[alone[1]]
    found = {names.codes[a or b] for a, b in names.inside.findall(closed)}
    found |= {code for name, code in names.full.items() if name in closed}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class _ZoneNames:
    """Patterns of zones: a code with the word zone, and names that say more than that."""

    codes: dict[str, str]
    full: dict[str, str]
    alone: re.Pattern[str]
    inside: re.Pattern[str]


@lru_cache(maxsize=8)
def _zone_names(words: ParkWords) -> _ZoneNames:
    codes = {_closed(code): code for code, _ in words.zones}
    one = "|".join(sorted(map(re.escape, codes), key=len, reverse=True))
    alone = re.compile(rf"(?:zone|片区|园区|区)?({one})(?:片区|园区|区|zone)?")
    inside = re.compile(rf"(?<![a-z])({one})(?:片区|园区|区)|zone({one})(?![a-z])")
    full = {_closed(name): code for code, names in words.zones for name in names}
    return _ZoneNames(
        codes, {n: c for n, c in full.items() if not alone.fullmatch(n)}, alone, inside
    )


@lru_cache(maxsize=8)
def _sector_patterns(words: ParkWords) -> dict[str, re.Pattern[str]]:
    """Chinese words tell a sector wherever they stand, others as whole words."""
    found = {}
    for code, told in words.sectors:
        plain = {_plain(word) for word in told}
        inside = [re.escape(word) for word in plain if not word.isascii()]
        whole = [rf"(?<![a-z])(?:{re.escape(word)})(?![a-z])" for word in plain if word.isascii()]
        found[code] = re.compile("|".join([*inside, *whole]))
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _closed(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(letter for letter in _plain(text) if letter.isalnum())
