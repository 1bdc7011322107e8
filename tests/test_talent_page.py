"""The page of talent: expected values from the articles, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from components.blocks.base import Content, sent
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from tests.opened import open_page, page_script, title
from tests.shipped import words_of
from tests.test_all_pages import contents as contents  # noqa: PLC0414  # a fixture
from tests.test_enterprises_page import bars, cards, cells

PAGE = page_script("talent")
Open = Callable[..., Content]


@pytest.fixture
def page(catalog: Catalog, contents: dict[str, Callable[[Request], Content]]) -> Open:
    """Return a function that gives the content of the page for a view and a baseline."""

    def opened(chosen: Selection | None = None, lang: Lang = "zh", baseline: str = "") -> Content:
        options = {"talent-baseline": baseline}
        request = Request(catalog, chosen or Selection(), words_of(lang), THEMES["light"], options)
        return contents["talent"](request)

    return opened


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        # 002 L23-24 less 002 L149-150; 35,000 over the five years 2021 to 2025
        ({}, ("5 万人", "3.5 万人", "2020年11月25日", "每年净增 7,000人")),
        ({"asof": "2020-05-01"}, ("1.4 万人", "尚未见报")),  # 003 L50
        ({"asof": "2012"}, ("没有截至2012年",)),
        # P02, P07 and P09; 002 L268-269 and L315 give the staff of two
        ({"sectors": "outsourcing"}, ("服务外包", "3 个项目", "2 个公布了员工数")),
        # 002 L126-129: the college is the only project with a printed zone
        ({"zones": "F", "evidence": "published"}, ("F区：1 个项目", "0 个公布")),
        ({"zones": "B"}, ("位置为示意",)),
    ],
)
def test_title_follows_the_selection(query: dict[str, str], parts: tuple[str, ...]) -> None:
    said = title(open_page(PAGE, lang="zh", **query))
    for part in parts:
        assert part in said


def test_gap_is_arithmetic_for_both_deadlines(page: Open) -> None:
    gap = page()["gap"]
    # 35,000 over 5, 4 and 3 whole years from the end of 2020
    assert bars(gap) == {"2025": "7,000", "2024": "8,750", "2023": "约 11,667"}
    assert "算术，不是预测" in sent(gap)["small"]
    assert all(row["dashed"] for row in sent(gap)["rows"])
    panel = gap.panels["gap-2023"]().html
    assert "（50,000 − 15,000）÷ 3 年（2021 至 2023）" in panel
    assert "第 87-89 行" in panel  # 000 L87-89, “two or three years”
    assert "第 149-150 行" in panel  # 002 L149-150


@pytest.mark.parametrize(
    ("baseline", "asked"),
    [
        # 50,000 less 17,000 over 4, 3 and 2 years
        ("2021", {"2025": "8,250", "2024": "11,000", "2023": "16,500"}),
        # 50,000 less about 20,000 over 3, 2 and 1
        ("2022", {"2025": "约 10,000", "2024": "约 15,000", "2023": "约 30,000"}),
    ],
)
def test_other_starting_points(page: Open, baseline: str, asked: dict[str, str]) -> None:
    content = page(baseline=baseline)
    assert bars(content["gap"]) == asked
    for text in (sent(content["title"])["text"], sent(content["gap"])["small"]):
        assert "（其他公开来源）" in text


def test_deadlines_appear_when_they_were_printed(page: Open) -> None:
    # “By 2025” stands in 002 of 26 November 2020, the other deadline in 000 of 2021.
    assert list(bars(page(Selection(as_of="2020-11-26"))["gap"])) == ["2025"]
    assert list(bars(page(Selection(as_of="2021"))["gap"])) == ["2025", "2024", "2023"]
    assert sent(page(Selection(as_of="2020-05-01"))["gap"])["empty"]


def test_staff_series_marks_other_sources_and_the_target(page: Open) -> None:
    block = page()["series"]
    # 003 L50, 002 L149-150, 000 L85-86, then two publications outside the articles
    assert [row["text"] for row in sent(block)["rows"]] == [
        "14,000",
        "15,000",
        "15,000",
        "17,000",
        "约 20,000",
    ]
    assert ["⚠" in row["label"] for row in sent(block)["rows"]] == [False] * 3 + [True] * 2
    assert {row["target"] for row in sent(block)["rows"]} == {50000.0}
    assert "其他公开来源" in block.panels["figure-S-staff-2021"]().html
    early = sent(page(Selection(as_of="2020-05-01"))["series"])["rows"]
    assert [(row["text"], row["target"]) for row in early] == [("14,000", 0.0)]


def test_later_secondary_staff_waits_for_the_latest_date(page: Open) -> None:
    shown_then = bars(page(Selection(as_of="2021"))["series"])
    assert "S-staff-2021" in shown_then
    assert "S-staff-2022" not in shown_then


def test_capacities_stand_apart_from_outputs_and_staff(page: Open) -> None:
    content = page()
    capacity = {row["key"]: row for row in sent(content["capacity"])["rows"]}
    # 002 L247-248 can train, L252-253 expects to
    assert {key: row["text"] for key, row in capacity.items()} == {
        "F002-34": "1,500",
        "F002-37": "6,000",
    }
    assert capacity["F002-34"]["dashed"]
    assert capacity["F002-37"]["hatched"]
    # 002 L230-233 and 001 L75
    assert bars(content["outputs"]) == {"F002-32": "≥ 6,000", "F001-10": "约 14,000"}
    assert "不相加" in sent(content["outputs"])["notes"][0]


def test_alliance_sources_stand_side_by_side(page: Open) -> None:
    content = page()
    # 002 L198-200 and 000 L62-64
    assert bars(content["universities"]) == {"F002-28": "85", "F000-05": "≥ 50"}
    card = cards(content["cards"])["alliance"]
    assert card["value"] == "85 所"
    assert card["lines"][0]["flag"] == "⚠ 来源口径不一"
    assert card["lines"][2]["text"] == "2021年另报 ≥ 50 所"
    firms = {row[2]: row[3] for row in cells(content["alliance"])}
    assert firms["入盟企业"] == "370 家"  # 002 L198-200
    assert firms["无法返岗员工"] == "≥ 2,000人"  # 002 L203-206


def test_students_and_training(page: Open) -> None:
    base = {row[2]: row for row in cells(page()["base"])}
    assert base["职业院校"][1:4:2] == ["永川区", "15 所"]  # 003 L41-42: the district's
    assert base["在校学生"][3] == "13 万人"  # 003 L42
    training = {row[2]: row for row in cells(page()["training"])}
    assert training["在培学生"][::3] == ["实际", "≥ 1,000人"]  # 002 L253-254
    assert training["面积"][::3] == ["计划", "5,000㎡"]  # 002 L119-120
    assert training["每年可培养人才"][0] == "能力"
    assert training["共建实训基地高校"][3] == "≥ 10 所"  # 002 L246-247


def test_placements_come_with_their_article(page: Open) -> None:
    before, after = page(Selection(as_of="2021")), page()
    assert cards(before["cards"])["placements"]["value"] == "无数据"
    assert cards(after["cards"])["placements"]["value"] == "约 1.4 万人"  # 001 L75
    assert "第 75 行" in after["cards"].panels["source-placements"]().html
    assert cards(page(lang="en")["cards"])["placements"]["value"] == "≈ 14,000 people"


def test_charts_follow_the_selection(page: Open) -> None:
    chosen = page(Selection(sectors=("data",)))
    # 002 L309-310: Knownsec is the only one of data processing with staff in print
    assert bars(chosen["staff"]) == {"F002-56": "≥ 1,000"}
    assert bars(chosen["seats"]) == {"F002-55": "920 · 两期建成"}
    rows = sent(chosen["sector"])["rows"]
    assert [row["key"] for row in rows if row["selected"]] == ["data"]
    assert rows[-1]["key"] == "other"
    assert rows[-1]["pick"] == ""
    assert sent(page(Selection(sectors=("ecommerce",)))["staff"])["empty"]


def test_no_policy_before_its_article(page: Open) -> None:
    early = page(Selection(as_of="2012"))
    assert sent(early["base"]).get("empty")  # 003 L92-93 prints the undated policies in 2020


def test_disagreements_open(page: Open) -> None:
    html = page()["conflicts"].panels["conflict-C09"]().html
    assert "2025年" in html
    assert "未来两三年" in html


def test_hostile_option_is_ignored(page: Open) -> None:
    bad, good = page(baseline="'; DROP TABLE--"), page()
    assert sent(bad["gap"]) == sent(good["gap"])
    assert sent(bad["baseline"]) == sent(good["baseline"])
