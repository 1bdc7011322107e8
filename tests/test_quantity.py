"""Numbers and dates in words: the same base value in both languages."""

import math
import re
from typing import get_args

import pytest

from data.i18n import LANGS, Lang
from data.quantity import amount, number, period_text, quantity
from data.schema import Unit


def tight(text: str) -> str:
    """Return text without any space: only digits, scale and unit are compared."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        # 亿 = 10^8, 万 = 10^4
        (24_470_000_000, "cny", "244.7亿元", "CNY24.47billion"),  # 003 L51
        (115_730_000_000, "cny", "1,157.3亿元", "CNY115.73billion"),  # 004 L120
        (300_000_000, "cny", "3亿元", "CNY300million"),  # 002 L265
        (173_000_000, "cny", "1.73亿元", "CNY173million"),  # 001 L49
        (100_000_000, "cny", "1亿元", "CNY100million"),
        (50_000_000, "cny", "5,000万元", "CNY50million"),  # 002 L287
        (3_200_000, "cny", "320万元", "CNY3.2million"),  # 004 L45
        (10_000, "cny", "1万元", "CNY10,000"),
        (9_999, "cny", "9,999元", "CNY9,999"),
        (2_000_000_000, "cny_per_year", "20亿元/年", "CNY2billion/year"),  # 002 L42
        (5_000, "cny_per_month", "5,000元/月", "CNY5,000/month"),  # 000 L227
        (980_000_000, "order", "9.8亿单", "980millionorders"),  # 003 L125
        (10_000_000, "merchant", "1,000万户", "10millionmerchants"),  # 003 L20
        (1_260_000_000, "record_per_year", "12.6亿条/年", "1.26billionrecords/year"),  # 003 L140
        (14_000, "person", "1.4万人", "14,000people"),  # 003 L50
        (15_000, "person", "1.5万人", "15,000people"),  # 002 L149
        (700, "person", "700人", "700people"),  # 002 L268
        (2_000_000_000, "person", "20亿人", "2billionpeople"),  # 003 L19-21
        (700_000, "m2", "70万㎡", "700,000m²"),  # 003 L46
        (5_000, "m2", "5,000㎡", "5,000m²"),  # 002 L119
        (330, "enterprise", "330家", "330enterprises"),  # 003 L50
        (12_000, "seat", "12,000席", "12,000seats"),  # 000 L232
        (62.3, "percent", "62.3%", "62.3%"),  # 002 L144
        (20, "km2", "20km²", "20km²"),  # 000 L148
        (4, "level", "L4", "L4"),  # 000 L146
        (0, "enterprise", "0家", "0enterprises"),
    ],
)
def test_amount_in_both_languages(value: float, unit: str, zh: str, en: str) -> None:
    assert tight(amount(value, unit, "zh")) == zh
    assert tight(amount(value, unit, "en")) == en


SCALES = {"亿": 1e8, "万": 1e4, "billion": 1e9, "million": 1e6, "": 1.0}


VALUES = (1, 950, 9_999, 10_000, 123_456, 1e6, 98_765_432, 3.456e9, 7e11)


def read_back(text: str) -> float:
    found = re.search(r"([\d,.]+)\s*(亿|万|billion|million|)", text)
    return float(found[1].replace(",", "")) * SCALES[found[2]] if found else math.nan


@pytest.mark.parametrize("unit", ["cny", "person", "m2", "order", "enterprise"])
@pytest.mark.parametrize("lang", LANGS)
def test_words_give_back_the_value(lang: Lang, unit: str) -> None:
    said = {value: amount(value, unit, lang) for value in VALUES}
    back = {value: read_back(text) for value, text in said.items()}
    assert back == pytest.approx({value: value for value in VALUES}, rel=0.005), said


@pytest.mark.parametrize("lang", LANGS)
def test_every_unit_shows_its_number(lang: Lang) -> None:
    said = {unit: amount(7, unit, lang) for unit in get_args(Unit)}
    assert {unit: text for unit, text in said.items() if "7" not in text} == {}


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "zh", "en"),
    [
        (330, 330, "exact", "enterprise", "330家", "330enterprises"),
        (50, None, "at_least", "enterprise", "≥50家", "≥50enterprises"),  # 50余家
        (180, None, "about", "km", "约180公里", "≈180km"),  # 000 L149
        (None, 30e9, "below", "cny", "近300亿元", "justunderCNY30billion"),  # 002 L151
        (300, 330, "band", "enterprise", "300–330家", "300–330enterprises"),
    ],
)
def test_qualifier_is_always_shown(
    low: float | None, high: float | None, qualifier: str, unit: str, zh: str, en: str
) -> None:
    assert tight(quantity(low, high, qualifier, unit, "zh")) == zh
    assert tight(quantity(low, high, qualifier, unit, "en")) == en


@pytest.mark.parametrize(
    ("low", "high", "unit", "lang", "figures"),
    [
        (14_000, 15_000, "person", "zh", ["1.4", "1.5"]),
        (14_000, 15_000, "person", "en", ["14,000", "15,000"]),
        (24.47e9, 28.2e9, "cny", "zh", ["244.7", "282"]),
        (24.47e9, 28.2e9, "cny", "en", ["24.47", "28.2"]),
        (700_000, 1_500_000, "m2", "zh", ["70", "150"]),
    ],
)
def test_both_ends_of_a_band_are_in_one_scale(
    low: float, high: float, unit: str, lang: Lang, figures: list[str]
) -> None:
    text = quantity(low, high, "band", unit, lang).replace("m²", "")
    assert re.findall(r"\d[\d,.]*", text) == figures


@pytest.mark.parametrize("qualifier", ["exact", "band", "at_least", "below"])
def test_a_quantity_needs_a_bound(qualifier: str) -> None:
    with pytest.raises(ValueError, match="bound"):
        quantity(None, None, qualifier, "cny", "en")


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.5, "1,234.5"), (0.3, "0.3"), (330.0, "330"), (1e6, "1,000,000"), (-12, "-12")],
)
def test_numbers_have_thousands_separators(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2020-04-08", "2020年4月8日", "8 Apr 2020"),
        ("2020-11", "2020年11月", "Nov 2020"),
        ("2019", "2019年", "2019"),
        ("2020-Q1", "2020年第1季度", "Q1 2020"),
        ("2020-Q4", "2020年第4季度", "Q4 2020"),
        ("2020-01/2020-10", "2020年1月至2020年10月", "Jan 2020 to Oct 2020"),
        ("2021/2025", "2021年至2025年", "2021 to 2025"),
    ],
)
def test_dates_keep_their_precision(period: str, zh: str, en: str) -> None:
    assert period_text(period, "zh") == zh
    assert period_text(period, "en") == en


def test_one_is_singular_in_english() -> None:
    assert amount(1, "project", "en") == "1 project"
    assert amount(2, "project", "en") == "2 projects"
    assert amount(1, "enterprise", "zh") == amount(2, "enterprise", "zh").replace("2", "1")
