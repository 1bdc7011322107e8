"""What is in print without a number: each item against the line of its article, and on its page."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from components.blocks.base import Content, sent
from components.linked.mentions import mentions_block
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.mentions import mentions
from data.selection import Selection
from tests.contents import page_contents
from tests.shipped import words_of
from tests.test_published import cites

# Page and slot on which a reader would look for a topic.
PLACES = {
    "honour": ("overview", "honours"),
    "sector": ("enterprises", "said"),
    "project": ("projects", "said"),
    "talent": ("talent", "said"),
    "letting": ("sites", "letting"),
    "city": ("city", "said"),
}
# mention, topic, date, kind, article, line, words of the line; read in the articles
ITEMS = [
    ("honour-outsourcing", "honour", "2021", "stated", "000", 238, "中国服务外包十强园区"),
    ("honour-call-centre", "honour", "2021", "stated", "000", 239, "呼叫中心十佳园区"),
    ("honour-service-trade", "honour", "2021", "stated", "000", 241, "重庆市服务贸易特色产业园"),
    (
        "honour-small-firms",
        "honour",
        "2022-10",
        "stated",
        "001",
        77,
        "小型微型企业创业创新示范基地",
    ),
    ("honour-big-data", "honour", "2022-10", "stated", "001", 77, "重庆市大数据产业园"),
    ("honour-software", "honour", "2022-10", "stated", "001", 77, "中国最具活力软件园"),
    ("honour-culture", "honour", "2022-10", "stated", "001", 77, "重庆市文化产业示范园区"),
    (
        "client-2008",
        "sector",
        "2008",
        "stated",
        "000",
        217,
        "中美大都会人寿 安诚保险 118114 10000号",
    ),
    ("client-long", "sector", "2021", "stated", "000", 234, "中国移动 中国电信 建设银行 广电 电力"),
    ("slump-2013", "sector", "2013", "view", "001", 39, "外部环境 产业方向"),
    ("ctrip-data", "sector", "2021", "stated", "000", 109, "海外旅游 消费 出行方式"),
    (
        "outsourcing-ai",
        "sector",
        "2020-11-26",
        "planned",
        "002",
        99,
        "语音识别 语音信息抓取 图像识别 智能应答",
    ),
    ("outsourcing-data", "sector", "2020-11-26", "planned", "002", 104, "清洗 仓库 审核 算法验证"),
    ("data-platform", "sector", "2020-04", "planned", "003", 215, "数据业务支撑平台 数据服务"),
    (
        "content-platforms",
        "sector",
        "2020-11-26",
        "planned",
        "002",
        57,
        "爱奇艺 优酷 腾讯 发行渠道",
    ),
    ("content-policy", "sector", "2020-11-26", "planned", "002", 60, "数字影视 动漫游戏 内容生产"),
    ("content-rendering", "sector", "2020-11-26", "planned", "002", 50, "数据中心 华为云渲染工具"),
    (
        "education-zone",
        "sector",
        "2020-04",
        "aim",
        "003",
        209,
        "西南智慧教育先导区 万学教育 帮考教育",
    ),
    (
        "nine-fields",
        "sector",
        "2020-04",
        "planned",
        "003",
        193,
        "9个 先进影像和游戏制作 自动驾驶与车联网 线上教育 在线医疗",
    ),
    ("alibaba-agreement", "project", "2020-04", "stated", "003", 32, "战略合作协议 重庆"),
    (
        "iqiyi-programmes",
        "project",
        "2020-11-26",
        "planned",
        "002",
        72,
        "幼虎 晨星 海豚 苍穹 天象种子基金",
    ),
    ("silk-products", "project", "2020-11-26", "stated", "002", 284, "蚕丝蛋白面膜 成果转化"),
    ("harvest-robot", "project", "2021", "stated", "000", 51, "桑叶收割机器人"),
    ("rights-exchange", "project", "2020-11-26", "planned", "002", 69, "确权估值交易基地"),
    ("smart-transport", "project", "2021", "planned", "000", 12, "交通管理 出行服务 自动驾驶"),
    ("alliance-money", "talent", "2020-11-26", "stated", "002", 198, "政府 运转经费"),
    (
        "alliance-members",
        "talent",
        "2021",
        "stated",
        "000",
        63,
        "重庆大学 西南大学 电子科技大学 百度 阿里 腾讯 科大讯飞",
    ),
    ("alliance-ways", "talent", "2020-11-26", "stated", "002", 214, "线上招聘 自建平台"),
    (
        "order-classes",
        "talent",
        "2020-11-26",
        "planned",
        "002",
        238,
        "订单班 实训基地 专业 二级学院",
    ),
    ("data-training", "talent", "2020-11-26", "planned", "002", 290, "物沿数据 工业大数据人才"),
    ("entry-2020", "talent", "2020-11-26", "stated", "002", 184, "大专"),
    ("entry-2008", "talent", "2008", "stated", "000", 222, "中专以上 普通话 录入"),
    ("research-climate", "talent", "2021", "view", "000", 34, "创新氛围 市场"),
    ("letting-build", "letting", "2020-11-26", "stated", "002", 176, "园区投资修建 租给企业"),
    ("letting-fitout", "letting", "2020-11-26", "stated", "002", 177, "优质项目 装修补贴"),
    ("letting-early", "letting", "2020-04", "stated", "003", 72, "楼宇 公寓 拎包入住 租金便宜"),
    (
        "new-infrastructure",
        "city",
        "2020-04",
        "planned",
        "003",
        181,
        "5G 数据中心 工业互联网 线上销售 交通 教育 医疗",
    ),
    ("cloudx", "city", "2020-09", "stated", "004", 35, "CloudX云智能学院 产教融合人才发展联盟"),
    (
        "miit-pilot",
        "city",
        "2019",
        "stated",
        "004",
        59,
        "工业和信息化部2019年工业互联网试点示范项目",
    ),
    (
        "zhigu-firms",
        "city",
        "2020-09",
        "stated",
        "004",
        81,
        "华为 树根互联 力合科创 重庆软件园 5G产业园",
    ),
]
# mention, who says it in the article
SPEAKERS = {
    "client-2008": "郑天钰",  # 000 L215
    "slump-2013": "张晓波",  # 001 L39
    "ctrip-data": "方华",  # 000 L112-113
    "nine-fields": "邓文",  # 003 L188
    "alibaba-agreement": "邓文",  # 003 L23-34
    "smart-transport": "邓文",  # 000 L10-11
    "research-climate": "邓文",  # 000 L27-45
    "order-classes": "园区负责人",  # 002 L236
    "cloudx": "该中心负责人",  # 004 L35
}


def by_id(catalog: Catalog) -> dict[str, dict[Any, Any]]:
    """Return the rows of the table."""
    return {str(row["mention_id"]): row for row in catalog["mentions"].to_dict("records")}


@pytest.fixture(scope="module")
def contents() -> dict[str, Callable[[Request], Content]]:
    """Return the content function of every page, without drawing any."""
    return page_contents()


@pytest.fixture(scope="module")
def shown(
    catalog: Catalog, contents: dict[str, Callable[[Request], Content]]
) -> dict[tuple[str, Lang], Content]:
    """Return the content of each page that lists some of them, published rows only."""
    chosen = Selection(evidence="published")
    return {
        (page, lang): contents[page](Request(catalog, chosen, words_of(lang), THEMES["light"], {}))
        for page in {*(page for page, _ in PLACES.values()), "sources"}
        for lang in LANGS
    }


def test_the_table_holds_what_is_listed_here(catalog: Catalog) -> None:
    rows = catalog["mentions"]
    assert list(rows["mention_id"]) == [one for one, *_ in ITEMS]
    assert set(rows["evidence"]) == {"reported"}
    named = rows.dropna(subset="speaker_zh").set_index("mention_id")["speaker_zh"]
    assert named.to_dict() == SPEAKERS


@pytest.mark.parametrize("item", ITEMS, ids=[one for one, *_ in ITEMS])
def test_an_item_says_what_its_line_says(
    item: tuple[str, str, str, str, str, int, str], catalog: Catalog
) -> None:
    mention, topic, date, kind, article, line, words = item
    row = by_id(catalog)[mention]
    assert (row["topic"], row["as_of"], row["kind"]) == (topic, date, kind)
    assert cites(row["refs"], article, line)
    said = f"{row['name_zh']} {row['text_zh']}"
    assert [word for word in words.split() if word not in said] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("topic", PLACES)
def test_a_page_lists_its_items_and_each_opens_its_origin(
    topic: str, lang: Lang, catalog: Catalog, shown: dict[tuple[str, Lang], Content]
) -> None:
    page, slot = PLACES[topic]
    block = shown[page, lang][slot]
    rows = by_id(catalog)
    listed = {cells[0]["open"]: cells for cells in sent(block)["rows"]}
    wanted = [one for one, its, *_ in ITEMS if its == topic]
    assert list(listed) == [f"mention-{one}" for one in wanted]
    assert set(block.grades) == {"reported"}
    words = words_of(lang)
    for one in wanted:
        row, cells = rows[one], listed[f"mention-{one}"]
        assert cells[0]["text"] == row[f"name_{lang}"]
        assert cells[-1] == words.date(row["as_of"])
        panel = unescape(block.panels[f"mention-{one}"]().html)
        assert row[f"text_{lang}"] in panel
        assert words("evidence.reported") in panel
        article = row["refs"].partition(":")[0]
        assert f"publication-{article}" in panel
        if one in SPEAKERS:
            assert row[f"speaker_{lang}"] in " ".join(str(cell) for cell in cells)
            assert row[f"speaker_{lang}"] in panel
    whole = block.panels[f"table-mentions-{topic}"]().table  # what is saved as CSV
    assert whole is not None
    assert len(whole) == len(wanted)
    assert all(ref for ref in whole[words("col.source")])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_sources_lists_all_with_who_says_them(
    lang: Lang, catalog: Catalog, shown: dict[tuple[str, Lang], Content]
) -> None:
    content = shown["sources", lang]
    opened = [cells[0]["open"] for cells in sent(content["mentions"])["rows"]]
    assert opened == [f"mention-{one}" for one, *_ in ITEMS]
    # 003: L27-34, L70-73, L179-186, L188-194, L209-213, L215-218
    drawn = unescape(content["articles"].panels["publication-003"]().html)
    for one in ("nine-fields", "education-zone", "letting-early", "alibaba-agreement"):
        assert by_id(catalog)[one][f"name_{lang}"] in drawn
    assert "L209-213" in drawn


@pytest.mark.parametrize(
    ("chosen", "topic", "wanted"),
    [
        # 003 is of April 2020; nothing else that is dated later
        (Selection(as_of="2020-04"), "letting", {"letting-early"}),
        (Selection(as_of="2020-04"), "honour", set()),
        (Selection(as_of="2021"), "honour", {one for one, *_ in ITEMS[:3]}),
        (Selection(sectors=("data",)), "sector", {"data-platform", "nine-fields"}),
        (Selection(sectors=("content",)), "project", {"iqiyi-programmes", "rights-exchange"}),
        # Of no sector in particular, or of a chosen project; not what is said of outsourcing.
        (Selection(sectors=("software",)), "honour", {one for one, *_ in ITEMS[:7]}),
        # No zone of these projects is in print.
        (Selection(zones=("A",), evidence="published"), "project", set()),
        (Selection(zones=("E",)), "project", {"rights-exchange"}),  # cspruc: in zone E
        (Selection(statuses=("planned",)), "project", {"smart-transport"}),
    ],
)
def test_items_follow_date_and_filters(
    chosen: Selection, topic: str, wanted: set[str], catalog: Catalog
) -> None:
    assert set(mentions(catalog, chosen, topic)["mention_id"]) == wanted


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_list_says_why(lang: Lang, catalog: Catalog) -> None:
    words = words_of(lang)
    early = sent(mentions_block(catalog, Selection(as_of="2012"), words, "honour"))
    assert early["empty"] == words("mentions.none", date=words.date("2012"))
    none = Selection(zones=("A",), evidence="published")
    assert sent(mentions_block(catalog, none, words, "project"))["empty"] == words("chart.empty")


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_of_a_project_tells_what_else_is_in_print(
    lang: Lang, shown: dict[tuple[str, Lang], Content], catalog: Catalog
) -> None:
    panels = {k: v for block in shown["projects", lang].values() for k, v in block.panels.items()}
    rows = by_id(catalog)
    for project, one in (
        ("P05", "harvest-robot"),
        ("P06", "data-training"),
        ("P34", "smart-transport"),
    ):
        assert rows[one][f"text_{lang}"] in unescape(panels[f"profile-project-{project}"]().html)


@pytest.mark.parametrize("lang", LANGS)
def test_leyard_is_in_the_directory(lang: Lang, shown: dict[tuple[str, Lang], Content]) -> None:
    directory = shown["enterprises", lang]["directory"]
    name = {"zh": "利亚德", "en": "Leyard"}[lang]  # 003 L197
    [row] = [cells for cells in sent(directory)["rows"] if cells[0]["text"] == name]
    sheet = unescape(directory.panels[row[0]["open"]]().html)
    assert {"zh": "没有写明是否入驻", "en": "whether it is in the park is not stated"}[
        lang
    ] in sheet
    assert "003" in row[-1]["text"]


@pytest.mark.parametrize("lang", LANGS)
def test_entry_and_pay_of_2008_stand_on_the_talent_page(
    lang: Lang, shown: dict[tuple[str, Lang], Content]
) -> None:
    values = [cells[3]["text"] for cells in sent(shown["talent", lang]["entry"])["rows"]]
    assert len(values) == 2
    assert "60" in values[0]  # 000 L223
    assert "5,000" in values[1]  # 000 L227
