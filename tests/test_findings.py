"""What charts and maps say in a sentence, against hand-made bars and the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from components.blocks.bar import Bar
from components.blocks.base import Block, Content, sent
from components.blocks.chart import Chart
from components.blocks.credit import credit
from components.blocks.findings import (
    alt_text,
    apart_finding,
    bar_finding,
    status_finding,
    width,
)
from components.session.request import Request
from components.session.theme import THEMES
from data import facts
from data.catalog import Catalog
from data.facts import between, exactly
from data.i18n import LANGS, Lang
from data.selection import Selection
from tests.contents import page_contents
from tests.opened import csv_of
from tests.shipped import words_of

ZH, EN = words_of("zh"), words_of("en")
Show = Callable[..., Content]

CHARTS = {"bars", "stack", "bullets", "gantt", "board", "events"}
# These show no charts, but tools and charts of other pages.
PAGES = set(page_contents()) - {"edit", "help", "import", "present", "stories"}
TWO_LINES = 42  # of a telephone, in Chinese letters of the size of a heading
OPENING = Selection()
VIEWS = {
    "opening": OPENING,
    "zones": Selection(zones=("C", "F")),
    "published zone": Selection(zones=("C",), evidence="published"),
    "sectors": Selection(sectors=("data", "ecommerce")),
    "status": Selection(statuses=("operating",)),
    "narrow": Selection(zones=("E",), sectors=("ecommerce",), statuses=("construction",)),
    "early": Selection(as_of="2020-05-01"),
    "first": Selection(as_of="2008"),
}


def a_bar(
    key: str,
    value: float,
    *,
    bracket: str = "",
    most: float = 0.0,
    evidence: str = "reported",
    target: float = 0.0,
    **more: Any,
) -> Bar:
    """Return a bar whose text is its number, with the sign of a lower bound."""
    fact = exactly(value, grade=evidence)
    if bracket:
        fact = facts.at_least(value, grade=evidence)
    if most:
        fact = between(value, most, grade=evidence)
    sign, aim = "≥ " if bracket else "", exactly(target) if target else None
    plain = Bar(key, key, fact, f"{sign}{value:g}", "#005B8E", "#005B8E", aim=aim)
    return replace(plain, **more)


def at_least(key: str, value: float, **more: Any) -> Bar:
    return a_bar(key, value, bracket="[", **more)


def test_the_largest_bar_leads() -> None:
    bars = [a_bar("甲", 3), a_bar("乙", 8), a_bar("丙", 5)]
    assert bar_finding(ZH, bars, "project") == "乙最多：8 个"
    assert bar_finding(EN, bars, "project") == "乙 has the most: 8 projects"


def test_one_of_a_thing_is_not_many() -> None:
    assert bar_finding(EN, [a_bar("A", 1), a_bar("B", 0)], "project").endswith("1 project")


def test_a_lower_bound_below_may_hide_more() -> None:
    bars = [at_least("甲", 90), at_least("乙", 80)]
    assert bar_finding(ZH, bars, "enterprise") == "公布数字以甲最大：≥ 90 家"
    assert "has the most" not in bar_finding(EN, bars, "enterprise")


def test_a_lower_bound_above_exact_numbers_is_the_most() -> None:
    bars = [at_least("甲", 1000), a_bar("乙", 700)]
    assert bar_finding(ZH, bars, "person") == "甲最多：≥ 1000人"


def test_a_range_that_reaches_higher_makes_no_leader() -> None:
    bars = [a_bar("甲", 8), a_bar("乙", 5, most=9)]
    assert "最多" not in bar_finding(ZH, bars)
    assert "最多" in bar_finding(ZH, [a_bar("甲", 8), a_bar("乙", 5, most=7)])


def test_ties_are_named_or_counted() -> None:
    low = a_bar("丁", 1)
    assert bar_finding(ZH, [a_bar("甲", 4), a_bar("乙", 4), low]) == "甲、乙并列最多：各 4"
    many = [*(a_bar(label, 4) for label in "甲乙丙戊"), low]
    assert bar_finding(ZH, many) == "4 项并列最多：各 4"
    assert bar_finding(ZH, [a_bar("甲", 4), a_bar("乙", 4)]) == "2 项相同：各 4"
    bounds = [at_least("甲", 4), at_least("乙", 4), low]
    assert "并列" not in bar_finding(ZH, bounds)


def test_a_single_bar_and_nothing_at_all() -> None:
    assert bar_finding(ZH, [a_bar("甲", 4)], "zone") == "甲：4 个片区"
    assert bar_finding(ZH, [a_bar("甲", 0), a_bar("乙", 0)], "project") == "2 项都是 0 个"
    assert bar_finding(ZH, []) == ""


def test_a_rest_bucket_never_leads_without_its_name() -> None:
    rest = a_bar("unassigned", 330, label="片区未公布")
    none = [a_bar("甲", 0), a_bar("乙", 0), rest]
    assert bar_finding(ZH, none, "enterprise") == "全部 330 家都归“片区未公布”"
    other = a_bar("other", 11, label="其他领域")
    said = bar_finding(ZH, [a_bar("甲", 8), a_bar("乙", 5), other], "project")
    assert said == "“其他领域”11 个；其余以甲最多：8 个"


def test_what_is_not_attributed_might_change_the_leader() -> None:
    bars = [a_bar("甲", 5), a_bar("乙", 4)]
    assert bar_finding(ZH, [*bars, a_bar("unassigned", 1)]) == "甲最多：5"
    assert bar_finding(ZH, [*bars, a_bar("unassigned", 2)]) == "已知归属的以甲最多：5"
    # Other fields are fields of their own: they cannot belong to another bar.
    assert bar_finding(ZH, [*bars, a_bar("other", 2)]) == "甲最多：5"


def test_chosen_bars_come_first() -> None:
    bars = [a_bar("甲", 9, selected=False), a_bar("乙", 4), a_bar("丙", 2, selected=False)]
    assert bar_finding(ZH, bars) == "乙：4；甲最多：9"
    leader = [a_bar("甲", 9), a_bar("乙", 4, selected=False)]
    assert bar_finding(ZH, leader) == "甲最多：9"
    unknown = [*bars, a_bar("unassigned", 20, label="未公布", selected=False)]
    assert bar_finding(ZH, unknown) == "乙：4；未公布：20"


def test_an_assumption_marks_the_sentence() -> None:
    bars = [a_bar("甲", 3, evidence="illustrative"), a_bar("乙", 1)]
    assert bar_finding(ZH, bars) == "甲最多：3（示意）"


def test_bars_that_are_not_alike_are_not_ranked() -> None:
    two = [a_bar("甲（2020）", 85), at_least("乙（2021）", 50)]
    assert apart_finding(ZH, two, "institution") == "甲（2020）：85 所；乙（2021）：≥ 50 所"
    three = apart_finding(EN, [a_bar("A", 1), a_bar("B", 5), a_bar("C", 2)], "stage")
    assert three == "B: 5 stages; 2 more differ in scope or date"
    assert "最" not in apart_finding(ZH, [*two, a_bar("丙", 7)])
    missing = a_bar("丁", 0, text="未给出", evidence="")
    assert apart_finding(ZH, [two[0], missing], "institution") == "甲（2020）：85 所"


def test_signs_and_words_after_a_number_stay_in_place() -> None:
    staged = a_bar("⚠ 甲", 5000, text="5,000 · 规划")
    assert bar_finding(ZH, [staged], "seat") == "甲：5,000 席 · 规划"


def test_statuses() -> None:
    counts = [("operating", "● 已投用", 14, True), ("partial", "◐ 部分投用", 5, True)]
    assert status_finding(ZH, counts) == "19 个项目，14 个已投用、5 个部分投用"
    chosen = [(*counts[0][:3], False), counts[1]]
    assert status_finding(ZH, chosen) == "19 个项目中，部分投用 5"
    assert status_finding(EN, [(*one[:2], 0, True) for one in counts]).startswith("No project")


def test_alt_holds_topic_finding_and_values() -> None:
    assert alt_text(EN, "Seats", "A leads", ["A 3", "B 1"]) == "Seats. A leads. A 3, B 1"
    assert alt_text(EN, "Seats", "", ["A 3"]) == "Seats: A 3"


def test_credit_names_the_first_source_and_counts_the_others(catalog: Catalog) -> None:
    assert credit(catalog, ZH, ["004:L73"]) == "来源：重庆日报（2020年9月）"
    refs = ["004:L73;002:L3", None, "002:L14-16", "003:L1"]
    assert credit(catalog, EN, refs) == "Source: Chongqing Daily, Sep 2020 and 2 more"
    # The paper of article 002 is not printed: it is named by its number.
    assert credit(catalog, ZH, ["002:L3"]) == "来源：报道 002（2020年11月26日）"
    assert credit(catalog, ZH, ["004:L73"], illustrative=True).endswith(" · ▨ 示意")
    assert "示意" in credit(catalog, ZH, [], illustrative=True)


@pytest.fixture(scope="module")
def show(catalog: Catalog) -> Show:
    """Return the blocks of a page under a selection."""
    pages = page_contents()

    def made(page: str, lang: Lang = "zh", view: Selection = OPENING, **more: Any) -> Content:
        request = Request(catalog, replace(view, **more), words_of(lang), THEMES["light"], {})
        return pages[page](request)

    return made


def said(content: Content, slot: str) -> str:
    own = sent(content[slot]).get("finding") if slot in content else ""
    return str(own or sent(content[f"{slot}-heading"])["finding"])


# Figures of the articles: F004-13 (90+ firms in data processing, Sept 2020), F003 and F002.
SENTENCES = [
    ("overview", "sector", {}, "数据处理", "≥ 90 家", "≥ 90 enterprises"),
    ("overview", "sector", {"sectors": ("ecommerce",)}, "电子商务", "≥ 30 家", "≥ 30 enterprises"),
    ("overview", "zone", {"evidence": "published"}, "片区未公布", "330 家", "330 enterprises"),
    ("overview", "status", {}, "35 个项目", "14 个已投用", "14 of 35 projects"),
    ("overview", "investment", {}, "9 个项目", "10 亿元", "CNY 1 billion"),
    ("projects", "flow", {}, "签约 77 个", "48 个投产", "48 of them opened"),
    ("projects", "flow", {"as_of": "2020-05-01"}, "2020年第1季度", "15 个", "15 projects"),
    ("projects", "stock", {}, "2017年", "274 个", "274 projects"),
    ("enterprises", "sheet-chart", {}, "阿里巴巴集团", "5,000 席 · 规划", "1,000 seats · phase 1"),
    ("enterprises", "sheet-staff", {}, "重庆先特", "≥ 2,000人", "≥ 2,000 people"),
    ("talent", "staff", {}, "知道创宇最多", "≥ 1,000人", "≥ 1,000 people"),
    ("talent", "series", {}, "2020年4月：14,000人", "目标 5 万人", "target 50,000 people"),
    ("talent", "gap", {}, "到2025年底", "7,000人/年", "7,000 people/year"),
    ("talent", "outputs", {}, "≥ 6,000人", "约 14,000人", "≈ 14,000 people"),
    ("talent", "universities", {}, "85 所", "≥ 50 所", "≥ 50 institutions"),
    ("targets", "park", {}, "30–33%", "营收 35%", "Revenue 35%"),
    ("targets", "later", {}, "48.7%", "营收 50%", "Revenue 50%"),
    ("targets", "path", {}, "415 家", "同日所需", "needed by then"),
    ("facilities", "measure-buildings", {}, "70 万㎡", "目标：150 万㎡", "1,500,000 m²"),
    ("facilities", "measure-apartments", {}, "≥ 2,600 套", "≥ 3,000 套", "≥ 3,000 apartments"),
    ("facilities", "measure-servers", {}, "15,000 台", "4,000 台", "4,000 servers"),
    ("city", "peers", {}, "330 家", "≥ 600 家", "≥ 600 enterprises"),
    ("city", "added", {}, "1,157.3 亿元", "≥ 2,000 亿元", "≥ CNY 200 billion"),
    ("digital-twin", "phases", {}, "一期已完成 10 km²", "二期目标 60 km²", "60 km²"),
    ("test-area", "road", {}, "10 公里", "计划：≥ 20 公里", "≥ 20 km"),
    ("test-area", "zones", {}, "6 个片区中的 4 个", "（示意）", "4 of 6 zones"),
    ("overview", "map", {}, "L4 测试区 20 km²", "二期目标 60 km²", "phase 2: 60 km²"),
    (
        "overview",
        "map",
        {"zones": ("C",)},
        "C区：100%在测试区内",
        "（示意）",
        "100% in the test area",
    ),
    ("overview", "map", {"evidence": "published"}, "没有公布的轮廓", "14 处地标", "14 landmarks"),
    ("overview", "map", {"as_of": "2019"}, "尚未见报", "2019年", "By 2019"),
]


@pytest.mark.parametrize(("page", "slot", "chosen", "first", "second", "english"), SENTENCES)
def test_sentences_hold_the_figures_of_the_articles(
    page: str,
    slot: str,
    chosen: dict[str, object],
    first: str,
    second: str,
    english: str,
    show: Show,
) -> None:
    sentence = said(show(page, **chosen), slot)
    assert first in sentence
    assert second in sentence
    assert english in said(show(page, "en", **chosen), slot)


def test_no_ranking_between_unlike_numbers(show: Show) -> None:
    facilities, city, talent = show("facilities"), show("city"), show("talent")
    for content, slot in (
        *(
            (facilities, f"measure-{name}")
            for name in ("buildings", "servers", "stages", "planned")
        ),
        *((city, name) for name in ("peers", "added", "growth")),
        *((talent, name) for name in ("capacity", "outputs", "universities", "series")),
    ):
        assert "最" not in said(content, slot), slot


def charts(content: Content) -> Iterator[tuple[str, Block]]:
    """Walk through the charts that show something."""
    for slot, block in content.items():
        if block.kind in CHARTS and not sent(block).get("empty"):
            yield slot, block


def is_filled(block: Block) -> bool:
    """Whether a chart has anything to credit: a number that opens something."""
    if block.kind == "board":
        return any(column["items"] for column in sent(block)["columns"])
    return any(row["open"] for row in sent(block).get("rows", sent(block).get("items", ())))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_states_finding_source_and_table(view: str, lang: Lang, show: Show) -> None:
    # The page of sources draws all others, so it is read once.
    for page in PAGES if view == "opening" else PAGES - {"sources"}:
        content = show(page, lang, view=VIEWS[view])
        for slot, block in charts(content):
            name, finding = f"{page}/{slot}", said(content, slot)
            assert finding, name
            assert width(finding) <= TWO_LINES, name
            assert finding in sent(block)["alt"], name
            assert f"table-{sent(block)['id']}" in block.panels, name
            assert sent(block)["credit"] or not is_filled(block), name
            assert ("示意" in finding or "illustrative" in finding) <= (
                VIEWS[view].evidence == "all"
            ), name


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_map_has_finding_alternative_source_and_table(
    view: str, lang: Lang, show: Show
) -> None:
    content = show("overview", lang, view=VIEWS[view])
    finding, drawn = sent(content["map-heading"])["finding"], content["map-note"]
    assert finding
    assert finding in sent(drawn)["alt"]
    assert sent(drawn)["credit"].startswith(("来源：", "Source: "))
    panel = drawn.panels["table-map"]()
    rows = csv_of(panel).strip().splitlines()
    assert len(rows) == (16 if VIEWS[view].evidence == "published" else 29)


def test_the_table_of_the_map_holds_what_is_printed_and_drawn(show: Show) -> None:
    csv = csv_of(show("overview", "en")["map-note"].panels["table-map"]())
    area = next(line for line in csv.splitlines() if "Autonomous driving test area" in line)
    assert "20 km²,in operation,20 km²" in area.replace('"', "")
    zone = next(line for line in csv.splitlines() if "Zone C" in line)
    assert "80 enterprises" in zone
    assert re.search(r"± 1,500 m", csv)  # how far the lakes may be off


def test_the_matrix_counts_the_zones_inside(show: Show) -> None:
    sentence = said(show("overlay"), "matrix")
    assert sentence == "整片在内的片区数：L4 测试区 4、数字孪生一期 1、数字孪生二期 6（示意）"


def test_a_hand_out_has_the_finding_above_its_topic(show: Show) -> None:
    chart = show("overview")["sector"]
    assert isinstance(chart, Chart)
    title, small = chart.headline
    assert title == sent(chart)["finding"]
    assert small.startswith(sent(chart)["title"])
