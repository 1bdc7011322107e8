"""What pages, panels, hand-outs and the story say of the facts, in both languages.

Each expected value was read in the article (000-004) and line beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from components.blocks.base import Content, sent
from components.blocks.table import Opening, Table
from components.blocks.text import figure_text
from components.handout.numbers import numbers
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang, messages
from data.in_print import figures
from data.selection import Selection
from tests.contents import page_contents
from tests.shipped import named_of, prose_of, words_of

ROOT = Path(__file__).parents[1]
STORY = (ROOT / "data/stories/planners.yaml").read_text(encoding="utf-8")
Open = Callable[..., Content]


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> Open:
    """Return a function that gives the content of a page."""
    made = page_contents()

    def opened(name: str, chosen: Selection | None = None, lang: Lang = "zh") -> Content:
        return made[name](
            Request(catalog, chosen or Selection(), words_of(lang), THEMES["light"], {})
        )

    return opened


def bars(block: Any) -> dict[str, str]:
    return {bar["key"]: bar["text"] for bar in sent(block)["rows"]}


def messages_of(lang: Lang) -> dict[str, str]:
    """Return what the shipped park says: its own words before the general ones."""
    return {**messages(lang), **named_of(lang), **prose_of(lang)}


def whole(lang: Lang) -> str:
    return "\n".join([*messages_of(lang).values(), STORY])


# 004 L75-77: 50余, 80余, 90余, 40余, 30多; 330 (L73) less 290 is 40 at most.
SECTORS = {
    "outsourcing": "≥ 50",
    "software": "≥ 80",
    "data": "≥ 90",
    "content": "≥ 40",
    "ecommerce": "≥ 30",
    "unattributed": "≤ 40",
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["overview", "city", "targets", "enterprises"])
def test_sectors_are_bounds_on_every_page(page: Open, name: str, lang: Lang) -> None:
    block = page(name, lang=lang)["sector"]
    assert bars(block) == SECTORS
    assert all(SECTORS[bar["key"]] in bar["tip"]["value"] for bar in sent(block)["rows"])
    unit = " 家" if lang == "zh" else " enterprises"
    for key, text in SECTORS.items():
        assert text + unit in block.panels[f"sector-{key}"]().html.replace("&gt;", ">")
    table = block.panels["table-sector"]().html
    assert all(text in table for text in SECTORS.values())
    handed = [one.fact.qualifier for one in numbers(block, words_of(lang)) if one.fact]
    assert sorted(handed) == ["at_least"] * 5 + ["at_most"]


def test_unknown_zones_are_bounds_too(page: Open) -> None:
    whole = bars(page("overview", Selection(evidence="published"))["zone"])
    assert whole["unassigned"] == "300–330"  # 002 L148-149; 003 L50, 004 L73
    one = page("overview", Selection(sectors=("data",), evidence="published"))["zone"]
    assert bars(one)["unassigned"] == "≥ 90"  # 004 L77: 90余家
    assert "≥ 90 家" in one.panels["zone-unassigned"]().html


def test_a_sector_without_a_count_is_not_zero(page: Open) -> None:
    # 003 L129-135 counts no e-commerce firms.
    found = page("overview", Selection(sectors=("ecommerce",), as_of="2020-05-01"))
    cards = {card["id"]: card for card in sent(found["cards"])["cards"]}
    assert cards["enterprises"]["value"] == "未公布"
    assert "企业 0" not in sent(found["title"])["text"]


@pytest.mark.parametrize(
    ("figure_id", "zh", "en"),
    [
        ("F002-06", "近 300 亿元", "just under CNY 30 billion"),  # 002 L151-152
        ("F002-17", "近 1,500 倍", "just under × 1,500"),  # 002 L45-46
        ("F004-27", "近 5,000 家", "just under 5,000 enterprises"),  # 004 L57
        ("F004-31", "近 100 项", "just under 100 patents"),  # 004 L63
        ("F004-36", "近 30%", "just under 30%"),  # 004 L97
        ("F004-30", "5 次", "5 records"),  # 004 L63: 先后5次打破…世界纪录
        ("F000-01", "66.67 万㎡", "666,667 m²"),  # 000 L50: 1000亩
        ("F003-34", "33.33 万㎡", "333,333 m²"),  # 003 L217: 500亩
        ("F001-10", "约 1.4 万人", "≈ 14,000 people"),  # 001 L75: 近1.4万余人
    ],
)
def test_qualifiers_are_those_in_print(catalog: Catalog, figure_id: str, zh: str, en: str) -> None:
    found = figures(catalog, (figure_id,)).iloc[0]
    assert (figure_text(words_of("zh"), found), figure_text(words_of("en"), found)) == (zh, en)


def test_signs_are_explained_as_printed() -> None:
    zh, en = messages_of("zh"), messages_of("en")
    # 20亿元以上, 超过3.5亿元, 逾50亿元, 不少于20公里
    for word in ("余", "多", "以上", "超过", "逾", "不少于"):
        assert word in zh["origin.qualifier.at_least"]
        assert word in zh["help.mean.lower-bound"]
    assert "近" in zh["origin.qualifier.below"]
    assert "前十位" in zh["origin.qualifier.below"]  # 004 L116
    assert "换算" not in zh["help.mean.about"]
    assert "converted" not in en["help.mean.about"]
    assert "at most so many" not in en["origin.rest"]


@pytest.mark.parametrize(
    ("lang", "never"),
    [
        # The articles date from April 2020 to October 2022 and tell of 2008 to 2022.
        ("zh", r"2008\s?–\s?2022\s?年(见报|的?报道)"),
        ("en", "articles of 2008|in print from 2008"),
        # No article prints the area of a zone.
        ("zh", "面积与见报数一致|面积真实"),
        ("en", "their areas are the reported ones|true in area"),
        # What stands beside numbers of other public sources, or sums of ours.
        ("zh", "只用见报|只显示见报|数字均见报"),
        ("en", "(?i)published figures only|figures as published"),
        ("zh", "首期投用|首期 5|5个为首期"),
        ("en", "First phase in use|in a first phase|a first phase \\("),
        ("zh", "不足 ?[{\\d]"),
        ("en", "iFlytek|(?i:big.data park)"),
        ("zh", "每一类都是“余家”"),  # 004 L77: 30多家
        ("zh", "公寓增至"),  # C05 leaves open whether more were built
        ("en", "another article says first"),  # 003 L6-7 and L203-205 are one article
        ("zh", "走廊以测试基地为起点"),
        ("en", "corridor starts at"),
        ("en", "supplied in earnest|the least planned|people/year more"),
    ],
)
def test_nothing_says_what_is_not_so(lang: Lang, never: str) -> None:
    assert re.findall(never, whole(lang)) == []


def test_the_park_has_one_english_name() -> None:
    for text in (messages_of("en")["app.park"], messages_of("en")["city.peer.yongchuan"], STORY):
        assert "Yongchuan Big Data Industrial Park" in text
    for path in [*(ROOT / "data/published").glob("*.csv"), ROOT / "README.md"]:
        assert re.findall("(?i)big.data park", path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        (
            "hint.schematic",
            "2020–2022年的报道，讲述2008–2022年",
            "2020–2022, which tell of 2008–2022",
        ),
        ("hint.hidden", "2020–2022年的报道，讲述2008–2022年", "2020–2022, which tell of 2008–2022"),
        ("hint.own", "讲述2008–2022年", "2020–2022, which tell of 2008–2022"),
        ("help.data.snapshot_text", "2020–2022年的报道", "articles of 2020–2022"),
        ("overview.limits", "讲述2008–2022年", "articles of 2020–2022"),
        ("map.note", "片区面积为假设", "the areas of zones are assumed"),
        ("print.schematic_note", "片区面积为假设", "the areas of zones are assumed"),
        ("map.table_note", "片区为假设", "those of zones have assumed areas"),
        ("help.mean.zone", "规划为", "planned as six zones"),  # 002 L14-16: 将形成
        ("help.mean.zone", "2020年4月已建成四个", "four of them built by April 2020"),  # 003 L43-46
        ("status.partial", "◐ 部分投用", "◐ Partly in use"),
        ("present.limits", "公开数据", "Public sources"),
        ("deck.evidence.published", "公开数据", "Public sources"),
        ("keep.small", "公开数据", "public sources"),
        ("editor.limits", "公开数据", "public sources"),
        ("help.data.origin_text", "其他来源", "from elsewhere"),
        ("facilities.note.land", "服务区域", "service area"),  # 003 L217
        ("facilities.note.beds", "10000多名", "about 10,000"),  # 002 L189
        ("sites.rent", "产业楼宇与人才公寓", "buildings and apartments"),  # 003 L71-73
        ("talent.note_outputs", "自上线以来", "since the platform went online"),  # 001 L75
        ("test-area.card.built", "计划下限", "of the planned minimum"),
        ("choice.take", "正式数据", "official data"),
    ],
)
def test_words_are_those_of_the_articles(message: str, zh: str, en: str) -> None:
    assert zh in messages_of("zh")[message]
    assert en in messages_of("en")[message]


@pytest.mark.parametrize("lang", LANGS)
def test_pay_and_schooling_in_print_are_not_denied(page: Open, lang: Lang) -> None:
    # 002 L183-184: 大专以上; 000 L221-222: 中专以上; 000 L225-227: 约5000元
    limits = sent(page("talent", lang=lang)["limits"])["text"]
    never = {"zh": ("学历与岗位", "：工资、"), "en": ("education and job", ": wages,")}[lang]
    known = {"zh": ("大专", "中专", "5000元"), "en": ("college", "vocational", "5,000")}[lang]
    assert not [part for part in never if part in limits]
    assert [part for part in known if part not in limits] == []
    assert "学历、工资和流失率没有见报" not in STORY
    assert "Wages, degrees and turnover" not in STORY


def test_growth_is_said_once_a_year(page: Open) -> None:
    # 50,000 (002 L23-24) less 15,000 (002 L149-150), over the five years 2021 to 2025
    assert "每年净增 7,000人" in sent(page("talent")["title"])["text"]
    assert "人/年" not in sent(page("talent")["title"])["text"]
    english = sent(page("talent", lang="en")["title"])["text"]
    assert "7,000 people more a year are needed to the end of 2025" in english


@pytest.mark.parametrize("lang", LANGS)
def test_projects_in_use_are_counted_alike(page: Open, lang: Lang) -> None:
    # 14 as a whole; P02 (002 L268), P03 (001 L93), P05 (002 L282) and P09 (002 L314) in part
    title = sent(page("projects", lang=lang)["title"])["text"]
    parts = {"zh": ("已投用 14", "部分投用 4", "建设中 3"), "en": ("14 ", "4 partly", "3 under")}
    assert [part for part in parts[lang] if part not in title] == []
    assert bars(page("overview", lang=lang)["status"]) == {
        "operating": "14",
        "partial": "4",
        "construction": "3",
        "planned": "11",
        "unknown": "3",
    }
    scene = {
        "zh": "18个已投用，其中4个为部分投用",
        "en": "18 of 35 projects in print are in use, 4",
    }
    assert scene[lang] in STORY


def test_the_twin_is_being_built(page: Open) -> None:
    # 000 L178-181: phase 1 complete, phase 2 being built; nothing is said of use
    cards = {card["id"]: card for card in sent(page("digital-twin")["cards"])["cards"]}
    assert cards["status-p10"]["value"] == "▨ 建设中"


def test_what_is_over_is_not_to_come(page: Open) -> None:
    # 001 L5: the Expo of 2022, told of in October 2022
    content = page("timeline")
    assert "E33" in {item["key"] for item in sent(content["past"])["items"]}
    assert "E33" not in {item["key"] for item in sent(content["ahead"])["items"]}
    assert "元宇宙" not in str(sent(content["ahead"]).get("finding"))


def test_baselines_elsewhere_are_marked(page: Open) -> None:
    content = page("targets")
    table = content["all"]
    assert isinstance(table, Table)
    grades = {
        cell.open: cell.evidence
        for row in table.rows
        for cell in row
        if isinstance(cell, Opening) and cell.text.startswith("10 公里")
    }
    assert grades == {"target-T27": "secondary"}
    # 002 L267-268: what is to be built is no baseline
    assert "T14" not in {one["key"] for one in sent(content["subject"])["rows"]}


def test_the_name_that_was_not_dated_says_so(catalog: Catalog) -> None:
    name = catalog["park_names"].set_index("name_id").loc["outsourcing"]  # 003 L57
    assert "10多年前" in name["note_zh"]
    assert "more than ten years" in name["note_en"]
