"""Numbers of a table of figures with their units: 420 below 营收（亿元）, 约2.6万人, 1.2e3, —."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from geo.intake.cells import cleaned
from geo.intake.figures.times import mark_of, plain

_MULTIPLIERS = {
    "万亿": 10**12,
    "trillion": 10**12,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "thousand": 10**3,
    "thousands": 10**3,
    "千": 10**3,
    "百": 100,
}
# By code of the schema; the factor to it, where it is not 1, stands before the word.
_BASES = {
    "cny": "元 元人民币 人民币 cny rmb yuan ¥ 圆",
    "cny_per_month": "元/月 元每月",
    "cny_per_year": "元/年 元每年",
    "person": "人 名 人员 person persons people staff employees jobs",
    "enterprise": "家 户 enterprise enterprises companies firms 家企业 户企业",
    "item": "个 项 件 只 批 number count",
    "percent": "% percent 百分比",
    "percentage_point": "百分点 个百分点 pp",
    "m2": "m2 m^2 平方米 平米 平方 sqm 平 10000:公顷 10000:ha 10000:hectares 2000/3:亩 2000/3:mu",
    "km2": "km2 km^2 平方公里 平方千米 sqkm",
    "km": "km 公里 千米",
    "seat": "席 坐席 seat seats",
    "building": "栋 幢 座 building buildings",
    "server": "台 server servers",
    "rack": "架 机架 rack racks",
    "patent": "patent patents 件专利",
    "project": "project projects 个项目",
    "times": "倍 times",
    "foreign": "美元 usd $ us$ 欧元 eur € 港元 港币 hkd 日元 jpy 英镑 gbp £",
}
_FACTORS: dict[str, tuple[str, Decimal]] = {}
for _code, _words in _BASES.items():
    for _word in _words.split():
        _factor, _, _name = _word.rpartition(":")
        _top, _, _bottom = _factor.partition("/")
        _FACTORS[_name] = _code, Decimal(_top or 1) / Decimal(_bottom or 1)
_MULTIPLIER = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True)).replace("|千|", "|千(?!米)|")
_UNIT = re.compile(rf"(?P<size>{_MULTIPLIER})?(?:of)?(?P<base>.*)")
_LEADING_CURRENCY = re.compile(r"(cny|rmb|人民币|usd|us\$|\$|eur|€|hkd)(?=.)")
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")
_TAILS = (re.compile(r"[/_,:]\s*([^/_,:]+)$"), re.compile(r"\s([^/_,:\s]+)$"))
_AMOUNTS = {"", "cny", "m2", "km2", "km", "percent", "foreign"}
_GLUED = re.compile(rf"(?:{_MULTIPLIER})?元$|万人$|万?(?:平方米|平米|㎡)$|平方公里$|公顷$|亩$|%$")
_GAPS = re.compile(
    r"(?:[-–—―…·.*x×/\\]+|空|无|n\.?/?a\.?|nan|null|none|不详|暂无|未统计|保密)", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:[*†‡①-⑳]+|\[\d\]|\(\d\))$")
_BELOW = re.compile(
    r"^(?:近|不到|不足|少于|低于|小于|<|≤|nearly|almost|just under|under|below|"
    r"less than|fewer than|up to)\s*"
)
_LEAST = re.compile(
    r"^(?:超过|超|逾|至少|不少于|不低于|高于|大于|多于|>=|≥|>|over|more than|at least|above)\s*"
)
_ABOUT = re.compile(
    r"^(?:大约|约|大概|左右|≈|~|about|around|approx\.?|approximately|circa|ca\.)\s*"
)
_LEAST_TAIL = re.compile(r"\s*(?:以上|余|多|\+|or more)$")
_ABOUT_TAIL = re.compile(r"\s*(?:左右|上下)$")
_INNER_LEAST = re.compile(r"(?<=[\d万亿千百])(?:余|多)(?=\D)")
_MARKED = re.compile(
    r"[(\[]?(?:预计|预测|预估|估计|估算|计划|目标|初步|快报|初报|暂定|forecast|estimated?|expected|target|"
    r"planned|preliminary|provisional)"
    r"(?:数|值)?[)\]]?|(?<=\d)\s*[(\[]?[ep][)\]]?$"
)
_NUMBER = re.compile(
    r"(?P<digits>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>\D.*)?", re.DOTALL
)
_COMPOUND = re.compile(r"(\d+(?:\.\d+)?)亿(\d+(?:\.\d+)?)万(\D*)")
_MOST_LETTERS = 60


@dataclass(frozen=True)
class Unit:
    """A unit as a table names it.

    Attributes
    ----------
    code : str
        Of the schema; ``item`` for what only counts, ``foreign`` for other money, empty where
        only a size such as 万 is named.
    factor : decimal.Decimal
        What one of it is in the base unit.
    label : str
        As written.
    """

    code: str
    factor: Decimal
    label: str


@dataclass(frozen=True)
class Value:
    """A number as a cell has it.

    Attributes
    ----------
    number : decimal.Decimal
        Before any unit that stands elsewhere.
    unit : Unit or None
        Its own.
    qualifier : {"exact", "about", "at_least", "below"}
    mark : {"", "forecast", "declared"}
    text : str
        As printed, without marks of footnotes.
    """

    number: Decimal
    unit: Unit | None
    qualifier: str
    mark: str
    text: str


def unit_named(text: str) -> Unit | None:
    """Return the unit that a whole text is, such as ``亿元``, ``万人``, ``CNY million``, ``%``."""
    label = " ".join(text.split())
    closed = "".join(plain(text).split()).removeprefix("in")
    if not closed or len(closed) > _MOST_LETTERS:
        return None
    if leading := _LEADING_CURRENCY.match(closed):
        closed = closed[leading.end() :] + leading[1]
    whole = _FACTORS.get(closed)
    if whole:
        return Unit(whole[0], whole[1], label)
    found = _UNIT.fullmatch(closed)
    if not found or not found["size"]:
        return None
    size = Decimal(_MULTIPLIERS[found["size"]])
    if not found["base"]:
        return Unit("", size, label)
    base = _FACTORS.get(found["base"])
    return Unit(base[0], base[1] * size, label) if base else None


def unit_in(heading: str) -> tuple[Unit | None, str]:
    """Find the unit of a heading, in brackets or behind a stroke, and what is left without it.

    ``营收（亿元）``, ``营业收入/万元``, ``营收万元``, ``Revenue, CNY million``.
    """
    folded = plain(heading)
    for found in _BRACKETED.finditer(folded):
        for part in re.split(r"[,;:，：]", found[1].removeprefix("单位")):
            if unit := unit_named(_cased(heading, part.strip())):
                rest = f"{folded[: found.start()]} {folded[found.end() :]}".strip()
                return unit, _cased(heading, rest)
    for pattern in (*_TAILS, _GLUED):
        end = pattern.search(folded)
        tail = end[end.lastindex or 0] if end else ""
        unit = unit_named(_cased(heading, tail)) if end and end.start() > 0 else None
        # "Number of enterprises" ends with what is counted, not with a unit.
        if end and unit and (pattern is not _TAILS[1] or unit.code in _AMOUNTS):
            return unit, _cased(heading, folded[: end.start()].strip())
    return None, heading.strip()


def _cased(heading: str, rest: str) -> str:
    """Return a part of a heading in the heading's own letters, if it stands there as it is."""
    at = heading.casefold().find(rest)
    return heading[at : at + len(rest)] if at >= 0 else rest


def units_stated(text: str) -> list[Unit] | None:
    """Return the units of a line such as ``单位：亿元、家``; ``None`` if it is no such line."""
    found = re.fullmatch(r"[(\[]?\s*(?:计量)?(?:单位|units?)\s*[:：]\s*(.+?)[)\]]?", plain(text))
    if not found:
        return None
    parts = re.split(r"[、,，;；]|\s{1,}(?=[^a-z])", found[1])
    return [unit for part in parts if (unit := unit_named(part))]


def is_gap(cell: object) -> bool:
    """Tell whether a cell says that there is no number."""
    text = cleaned(cell)
    return bool(text) and bool(_GAPS.fullmatch(plain(text)))


def value_of(cell: object) -> Value | None:
    """Return the number of a cell; ``None`` if it has none, or says something else as well."""
    text = cleaned(cell)
    if isinstance(cell, bool) or not text or len(text) > _MOST_LETTERS:
        return None
    if isinstance(cell, int | float):
        return Value(Decimal(repr(cell)), None, "exact", "", text)
    shown = _FOOTNOTE.sub("", text).strip()
    folded = plain(shown).replace("−", "-")
    mark = mark_of(folded) or {"e": "forecast", "p": "declared"}.get(_letter(folded), "")
    bare, qualifier = _qualified(_MARKED.sub("", folded).strip())
    found = _number(bare)
    return None if found is None else Value(*found, qualifier, mark, shown)


def _number(bare: str) -> tuple[Decimal, Unit | None] | None:
    if compound := _COMPOUND.fullmatch(bare):
        number = Decimal(compound[1]) * 10**8 + Decimal(compound[2]) * 10**4
        unit = unit_named(compound[3]) if compound[3] else Unit("", Decimal(1), "")
        return (number, unit) if unit else None
    found = _NUMBER.fullmatch(re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", bare))
    if not found:
        return None
    unit = unit_named(found["unit"]) if found["unit"] else None
    if found["unit"] and unit is None:
        return None
    return Decimal(found["digits"].replace(",", "")), unit


def _letter(folded: str) -> str:
    found = re.search(r"\d\s*[(\[]?([ep])[)\]]?$", folded)
    return found[1] if found else ""


def _qualified(text: str) -> tuple[str, str]:
    """Return a text without the words that make its number a bound, and what they make of it."""
    qualifier = "exact"
    for pattern, meaning in ((_BELOW, "below"), (_LEAST, "at_least"), (_ABOUT, "about")):
        if found := pattern.match(text):
            text, qualifier = text[found.end() :], meaning
            break
    for pattern, meaning in ((_LEAST_TAIL, "at_least"), (_ABOUT_TAIL, "about")):
        if found := pattern.search(text):
            text = text[: found.start()]
            # "近1.4万余人" is both: neither bound holds.
            qualifier = meaning if qualifier == "exact" else "about"
    if found := _INNER_LEAST.search(text):
        text = text[: found.start()] + text[found.end() :]
        qualifier = "at_least" if qualifier == "exact" else "about"
    return text.strip(), qualifier
