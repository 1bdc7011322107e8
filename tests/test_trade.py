"""What planners write, and what it comes to; worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest

from data.catalog import Catalog
from data.periods import parse_period
from data.schema import Status
from data.trade import (
    area_m2,
    length_m,
    money_cny,
    number,
    park_words,
    period,
    sector_of,
    speaking_of,
    status_of,
    unit_of,
    zone_of,
)


@pytest.fixture(autouse=True)
def _park(catalog: Catalog) -> Iterator[None]:
    """Let the words be those of the shipped park."""
    with speaking_of(park_words(catalog)):
        yield


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", 1234.5),
        ("１，２３４", 1234),
        ("1 234 567", 1_234_567),
        ("1.2万", 12_000),
        ("1亿2000万", 120_000_000),
        ("2万亿", 2e12),
        ("5千万", 50_000_000),
        ("3 million", 3_000_000),
        ("0.5 bn", 500_000_000),
        ("约100余", 100),
        ("1000多", 1000),
        ("≥ 3000", 3000),
        ("不少于3000", 3000),
        ("more than 40", 40),
        ("50以上", 50),
        ("20+", 20),
        ("-5", -5),
        ("1.5E3", 1500),
        (7, 7),
        (2.5, 2.5),
    ],
)
def test_number(text: object, expected: float) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三",
        "nan",
        "12,34",  # neither thousands nor a decimal point
        "1,2345",
        "1 23",
        "5-10",
        "5%",
        "5亩",
        "不到5",
        "<5",
        "1万2000",
        "2000万1亿",
        "5+3",
        "=1+1",
        "1e400",
        "9" * 200,
        True,
        None,
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_number(text: object) -> None:
    with pytest.raises(ValueError, match=r"number|finite"):
        number(text)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("3亩", None, 2000),
        ("1500亩", None, 1_000_000),
        ("100余亩", None, 200_000 / 3),
        ("300亩以上", None, 200_000),
        ("1.5公顷", None, 15_000),
        ("5 hm²", None, 50_000),
        ("20 km²", None, 20_000_000),
        ("20+ KM2", None, 20_000_000),
        ("10平方公里", None, 10_000_000),
        ("3千米²", None, 3_000_000),
        ("2 sq. km", None, 2_000_000),
        ("60平方千米", None, 60_000_000),
        ("5000㎡", None, 5000),
        ("10万㎡", None, 100_000),
        ("1.2万平方米", None, 12_000),
        ("≥2,000 平方米", None, 2000),
        ("6", "亩", 4000),
        (6.0, "万㎡", 60_000),
        ("3亩", "km2", 2000),  # its own unit wins
        ("2万", "㎡", 20_000),
    ],
)
def test_area(text: object, unit: str | None, expected: float) -> None:
    assert area_m2(text, unit) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5", None),
        ("5m", None),
        ("5元", None),
        ("¥5亩", None),
        ("-5亩", None),
        ("5", "件"),
        ("3万", "万㎡"),  # 3 or 30,000 of the column's unit?
        ("5顷", None),
        ("5-8亩", None),
        ("亩", None),
    ],
)
def test_what_is_no_area(text: str, unit: str | None) -> None:
    with pytest.raises(ValueError, match=r"."):
        area_m2(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("3公里", None, 3000),
        ("3千米", None, 3000),
        ("0.5km", None, 500),
        ("1,200 m", None, 1200),
        ("80米", None, 80),
        ("10", "km", 10_000),
    ],
)
def test_length(text: str, unit: str | None, expected: float) -> None:
    assert length_m(text, unit) == expected


@pytest.mark.parametrize("text", ["5里", "5", "5 km²", "5 miles", "-1 km"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        length_m(text)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("10亿元", None, 1e9),
        ("1.5亿元", None, 150_000_000),
        ("约3000万元", None, 30_000_000),
        ("3亿余元", None, 300_000_000),
        ("1亿2000万元", None, 120_000_000),
        ("RMB 300 million", None, 300_000_000),
        ("CNY 1.5 billion", None, 1_500_000_000),
        ("300 million yuan", None, 300_000_000),
        ("￥3亿", None, 300_000_000),
        ("人民币约2亿元", None, 200_000_000),
        ("500元", None, 500),
        ("5", "亿元", 500_000_000),
        (2000, "万元", 20_000_000),
        ("3亿", "元", 300_000_000),
        ("3亿", None, 300_000_000),
        ("3亿", "万元", 300_000_000),
        ("2.5", "CNY million", 2_500_000),
    ],
)
def test_money(text: object, unit: str | None, expected: float) -> None:
    assert money_cny(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *[("3亿美元", None), ("$5 million", None), ("5亩", None)],
        *[("3万", "万元"), ("3万", None), ("3", None)],
    ],
)
def test_what_is_no_money(text: str, unit: str | None) -> None:
    with pytest.raises(ValueError, match=r"."):
        money_cny(text, unit)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("面积（亩）", "亩"),
        ("面积（单位：公顷）", "公顷"),
        ("用地面积(万㎡)", "万m2"),
        ("投资额（万元）", "万元"),
        ("投资额/亿元", "亿元"),
        ("投资（亿元人民币）", "亿元人民币"),
        ("Investment (CNY million)", "cnymillion"),
        ("area_km2", "km2"),
        ("floor_area_sq_m", "sqm"),
        ("Area m2", "m2"),
        ("亩数", "亩"),
        ("名称", None),
        ("单元", None),  # a cell, not yuan
        ("项目数", None),
        ("直径（厘米）", None),
        ("", None),
    ],
)
def test_unit_of_a_header(header: str, unit: str | None) -> None:
    assert unit_of(header) == unit


def test_unit_of_a_header_is_one_that_amounts_take() -> None:
    assert money_cny("3", unit_of("投资额（万元）")) == 30_000
    assert area_m2("3", unit_of("面积（亩）")) == pytest.approx(2000)
    assert money_cny("3", unit_of("Investment (CNY million)")) == 3_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", "2020"),
        ("2020年", "2020"),
        (2020, "2020"),
        (2020.0, "2020"),
        ("2020年4月", "2020-04"),
        ("２０２０年４月", "2020-04"),
        ("2020-04", "2020-04"),
        ("2020/4", "2020-04"),
        ("2020.04", "2020-04"),
        ("2020.10", "2020-10"),
        ("2020.4", "2020-04"),
        ("202004", "2020-04"),
        ("Apr 2020", "2020-04"),
        ("September 2020", "2020-09"),
        ("2020年4月8日", "2020-04-08"),
        ("2020 年 4 月 8 日", "2020-04-08"),
        ("2020/4/8", "2020-04-08"),
        ("2020.04.08", "2020-04-08"),
        ("2020-04-08", "2020-04-08"),
        ("20200408", "2020-04-08"),
        ("8 April 2020", "2020-04-08"),
        ("2020-04-08 00:00:00", "2020-04-08"),
        ("2020-04-08T09:30:00Z", "2020-04-08"),
        (date(2020, 4, 8), "2020-04-08"),
        (datetime(2020, 4, 8, 9, 30), "2020-04-08"),  # noqa: DTZ001 - as a spreadsheet has it
        (pd.Timestamp("2020-04-08"), "2020-04-08"),
        ("2020Q1", "2020-Q1"),
        ("2020-Q1", "2020-Q1"),
        ("Q1 2020", "2020-Q1"),
        ("2020年一季度", "2020-Q1"),
        ("2020年第1季度", "2020-Q1"),
        ("2020年第四季度", "2020-Q4"),
        ("2020年上半年", "2020-01/2020-06"),
        ("2020H2", "2020-07/2020-12"),
        ("2016—2020年", "2016/2020"),
        ("2020年1-10月", "2020-01/2020-10"),
        ("2020-01/2020-10", "2020-01/2020-10"),
        ("2020-q1/2020-q3", "2020-Q1/2020-Q3"),
    ],
)
def test_period(text: object, expected: str) -> None:
    assert period(text) == expected
    assert parse_period(expected).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020年底",
        "2020年初",
        "近期",
        "3/4/2020",
        "20-4-8",
        "2020.1",  # January, or 2020.10 as a spreadsheet writes it
        2020.1,
        "2020年13月",
        "2020-02-30",
        "2020Q5",
        "2021/2020",
        "20 2004",
        "0200",
        43929,  # serial number of 8 April 2020
        "十四五",
        None,
        True,
        pd.NaT,
    ],
)
def test_what_is_no_period(text: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        period(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务外包", "outsourcing"),
        ("呼叫中心", "outsourcing"),
        ("呼叫服务", "outsourcing"),
        ("BPO", "outsourcing"),
        ("Call centre", "outsourcing"),
        ("Outsourcing", "outsourcing"),
        ("软件信息", "software"),
        ("软件和物联网", "software"),
        ("软件与信息技术项目", "software"),
        ("software development", "software"),
        ("IT", "software"),
        ("大数据处理", "data"),
        ("数据标注", "data"),
        ("Big Data", "data"),
        ("Data processing", "data"),
        ("数字内容", "content"),
        ("动漫", "content"),
        ("影视制作", "content"),
        ("Digital content", "content"),
        ("电子商务", "ecommerce"),
        ("跨境电商", "ecommerce"),
        ("E-commerce", "ecommerce"),
        ("ecommerce", "ecommerce"),
        ("", None),
        ("生物技术", None),
        ("其他领域", None),
        ("digital", None),  # holds "it"
        ("软件外包", None),  # two at once
        ("Data / Software", None),
    ],
)
def test_sector(text: str, expected: str | None) -> None:
    assert sector_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已投用", "operating"),
        ("● 已投用", "operating"),
        ("正式运营", "operating"),
        ("已投入运营", "operating"),
        ("投产", "operating"),
        ("Operating", "operating"),
        ("in use", "operating"),
        ("一期投用", "partial"),
        ("首期投入使用", "partial"),
        ("部分投用", "partial"),
        ("First phase in use", "partial"),
        ("partial", "partial"),
        ("在建", "construction"),
        ("▨ 建设中", "construction"),
        ("Under construction", "construction"),
        ("规划", "planned"),
        ("拟建", "planned"),
        ("已签约", "planned"),
        ("planned", "planned"),
        ("尚未开工", "planned"),
        ("不详", "unknown"),
        ("？ 未说明", "unknown"),
        ("N/A", "unknown"),
        ("", None),
        ("未投产", None),
        ("停产", None),
        ("not operating", None),
        ("竣工", None),  # complete is not yet in use
    ],
)
def test_status(text: str, expected: Status | None) -> None:
    assert status_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", "A"),
        ("a", "A"),
        ("Ｂ区", "B"),
        ("C 区", "C"),
        ("D片区", "D"),
        ("片区E", "E"),
        ("Zone F", "F"),
        ("zone_a", "A"),
        ("F zone", "F"),
        ("（A区）", "A"),
        ("和顺大道C区1号楼", "C"),
        ("Building 3, Zone C", "C"),
        ("G区", None),
        ("甲区", None),
        ("A区、B区", None),
        ("A/B", None),
        ("IDC区", None),
        ("Alibaba", None),
        ("", None),
    ],
)
def test_zone(text: str, expected: str | None) -> None:
    assert zone_of(text) == expected
