"""The help: every word with its sign and an example, every page, and what the data are."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from components.session.menu import ENTRIES
from tests.opened import ROOT, blocks, open_page, page_script, panel_of, title
from tests.shipped import ZONE_COLOURS

HELP = page_script("help")
# The field's terms of the design, and what else the pages say without explaining it.
WORDS = [
    ("片区", "Zone"),
    ("板块", "Sector"),
    ("企业", "Enterprise"),
    ("项目", "Project"),
    ("项目状态", "Status"),
    ("覆盖范围", "Coverage"),
    ("数据", "Figure"),
    ("指标", "Indicator"),
    ("目标", "Target"),
    ("场景", "Scene"),
    ("截至", "As of"),
    ("来源", "Source"),
    ("口径冲突", "Conflict"),
    ("区间", "Range"),
    ("下限", "Lower bound"),
    ("约数", "Approximate"),
    ("预测", "Forecast"),
    ("实际", "Outturn"),
    ("计划", "Planned"),
    ("坐席", "Seats"),
    ("从业人员", "Staff"),
    ("交易额", "Trade value"),
    ("依据", "Evidence"),
    ("见报", "reported"),
    ("其他公开来源", "other public source"),
    ("推算", "derived"),
    ("示意", "illustrative"),
    ("示意", "Schematic"),
    ("仅看公开依据", "Published only"),
    ("片区未公布", "Zone not published"),
    ("未归入板块", "Not attributed"),
    ("无数据", "No data"),
]
SIGNS = {
    "status": ["● 已投用", "◐ 部分投用", "▨ 建设中", "◌ 规划", "？ 未说明"],
    "conflict": ["⚠"],
    "lower-bound": ["atlas-bracket", "≥"],
    "range": ["atlas-band"],
    "target": ["atlas-target"],
    "forecast": ["atlas-hatched"],
    "planned": ["atlas-dashed"],
    "outturn": ["atlas-bar-fill"],
    "reported": ["atlas-grade-reported"],
    "official": ["atlas-grade-official"],
    "secondary": ["atlas-grade-secondary"],
    "derived": ["atlas-grade-derived"],
    "illustrative": ["atlas-grade-illustrative"],
    "schematic": ["atlas-sign-schematic", "▨"],
    "zone": list(ZONE_COLOURS.values()),
}
# As the articles print them.
EXAMPLES = {
    "zone": "6 个片区",
    "sector": "5 个板块",
    "coverage": "20 km²",
    "target": "1,000 家",
    "range": "300–330 家",
    "lower-bound": "≥ 3,000 套",
    "about": "约 1 万人",
    "forecast": "近 300 亿元",
    "seats": "920 席",
    "staff": "1.5 万人",
    "as-of": "2020年4月",
}


def word_table(**query: str) -> str:
    html: str = blocks(open_page(HELP, **query))["words"]["html"]
    return html


def rows(html: str) -> dict[str, str]:
    """Return the HTML of each row of the words, by word."""
    found = re.findall(r'<tr id="word-([\w-]+)">(.*?)</tr>', html, re.DOTALL)
    return dict(found)


def counted_by_hand() -> dict[str, int]:
    """Return the rows of the packs that come with the atlas, by grade of evidence."""
    found = dict.fromkeys(("reported", "official", "secondary", "derived", "illustrative"), 0)
    for pack in ("published", "illustrative"):
        for path in Path(ROOT / "data" / pack).iterdir():
            if path.stem == "district":  # borrowed
                continue
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    grades = [row["evidence"] for row in csv.DictReader(file) if "evidence" in row]
            elif path.suffix == ".geojson":
                features = json.loads(path.read_text(encoding="utf-8"))["features"]
                grades = [one["properties"]["evidence"] for one in features]
            else:  # the profile, the plan and the words of the park
                continue
            for grade in grades:
                found[grade] += 1
    return found


def test_title_states_what_there_is_and_what_is_schematic() -> None:
    # Five articles; 193 rows of figures.csv without its head.
    assert title(open_page(HELP)) == "5 篇报道、193 条数据；片区轮廓与企业所在片区均为示意"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_explained_in_both_languages(lang: str) -> None:
    explained = rows(word_table(lang=lang)).values()
    for chinese, english in WORDS:
        own, other = (chinese, english) if lang == "zh" else (english, chinese)
        pair = rf'<th scope="row">{own} <small lang="\w+">{other}</small></th>'
        assert any(re.match(pair, row) for row in explained), own


def test_every_sign_is_drawn_as_on_the_pages() -> None:
    drawn = rows(word_table())
    for word, signs in SIGNS.items():
        for sign in signs:
            assert sign in drawn[word], word


def test_examples_are_numbers_in_print_that_open_their_origin() -> None:
    app = open_page(HELP)
    shown = rows(blocks(app)["words"]["html"])
    for word, number in EXAMPLES.items():
        assert f'data-open="help-{word}" aria-haspopup="dialog">{number}</button>' in shown[word]
    panel = panel_of(app, "help-lower-bound")
    assert "3,000 套" in panel
    assert "sources?open=publication-002" in panel


def test_a_link_opens_a_word() -> None:
    app = open_page(HELP, open="help-conflict")
    panel = panel_of(app, "help-conflict")
    assert "从不取平均" in panel
    assert "330 家" in panel


def test_grades_count_the_rows_of_the_tables() -> None:
    by_hand = counted_by_hand()
    cards = {card["id"]: card for card in blocks(open_page(HELP))["grade-cards"]["cards"]}
    assert set(cards) == set(by_hand)
    for grade, count in by_hand.items():
        assert cards[grade]["value"] == f"{count:,} 行"
        assert f"共 {sum(by_hand.values()):,} 行" in cards[grade]["lines"][1]["text"]


def test_every_page_is_listed_with_a_link_that_keeps_what_is_chosen() -> None:
    html = blocks(open_page(HELP, zones="C", asof="2020-04"))["pages"]["html"]
    pages = [path.stem for path in (ROOT / "pages").glob("[a-z]*.py") if path.stem != "menu"]
    assert html.count("<dt>") == len(pages)
    for page in ENTRIES:
        path = "./" if page == "overview" else f"./{page}"
        assert f'href="{path}?zones=C&amp;asof=2020-04"' in html


def test_nothing_illustrative_stands_where_it_is_hidden() -> None:
    shown = rows(word_table(evidence="published"))
    assert "data-open" not in shown["schematic"]
    assert "data-open" in shown["lower-bound"]
    cards = {
        card["id"]: card
        for card in blocks(open_page(HELP, evidence="published"))["grade-cards"]["cards"]
    }
    assert cards["illustrative"]["value"] == "已隐藏"
    assert cards["illustrative"]["remedy"] == {"text": "显示示意内容", "do": "illustrative"}
    by_hand = counted_by_hand()
    rest = sum(count for grade, count in by_hand.items() if grade != "illustrative")
    assert f"共 {rest} 行" in cards["reported"]["lines"][1]["text"]


def test_the_grade_in_an_origin_leads_to_its_word() -> None:
    panel = panel_of(open_page(), "source-staff")
    assert 'href="help?open=help-reported&amp;lang=zh"' in panel


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("overview", {}, "地图轮廓均为示意"),
        ("test-area", {"evidence": "published"}, "示意内容已隐藏"),
        ("sites", {"lang": "en", "zones": "C"}, "Outlines on the map are schematic"),
    ],
)
def test_hint_on_a_page_with_a_map_says_what_is_schematic(
    page: str, query: dict[str, str], said: str
) -> None:
    hint = blocks(open_page(page_script(page), **query))["title"]["hint"]
    assert said in hint["text"]
    assert hint["href"].startswith("./help")
    assert ("zones=C" in hint["href"]) is ("zones" in query)


@pytest.mark.parametrize("page", ["help", "sources", "present"])
def test_no_hint_where_there_is_no_map_to_click(page: str) -> None:
    assert "hint" not in blocks(open_page(page_script(page)))["title"]
