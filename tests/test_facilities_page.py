"""The facilities page: printed sizes, status by date, what is hidden."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.blocks.bar_chart import Bars
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.facilities.measures import MEASURES
from data.catalog import Catalog
from data.facilities import KINDS, chosen_facilities, facility_counts, sizes
from data.selection import Selection
from tests.contents import page_content
from tests.opened import blocks, open_page, page_script, panel_of, rows, shown, title
from tests.shipped import words_of


def opened(options: dict[str, str] | None = None, /, **query: str) -> AppTest:
    return open_page(page_script("facilities", options), **query)


def measured(name: str, /, **query: str) -> AppTest:
    """Open the page at one of its measures: a screen shows one at a time."""
    return opened({"facilities-measure": name}, **query)


def test_title_states_buildings_and_projects() -> None:
    # 002 L180-181. In use by October 2022, from the wording: P01 P04 P07 P08, and first
    # phases of P02 P03 P05 P09; twenty projects build or equip a place.
    assert "70 万㎡，20 个载体项目中 8 个已投用（含部分投用 4 个）" in title(opened(lang="zh"))
    assert "700,000 m²" in title(opened(lang="en"))


def test_title_follows_the_selection() -> None:
    # Content: P03 P12 P13 P14 P15 P16 P17, of which only the iQIYI park is in use (001 L93).
    assert "数字内容（截至2022年10月）：7 个载体项目中 1 个已投用" in title(
        opened(lang="zh", sectors="content")
    )
    # Published: the only printed zone is F, for the planned college (002 L126-129).
    app = opened(lang="zh", zones="F", evidence="published")
    assert "F区（截至2022年10月）：1 个载体项目中 0 个已投用" in title(app)
    assert "没有见报的载体项目" in title(opened(lang="zh", asof="2012"))


@pytest.mark.parametrize(
    ("slot", "key", "text"),
    [
        ("measure-buildings", "F003-12", "70 万㎡"),  # 003 L44-46
        ("measure-buildings", "F002-11", "150 万㎡"),  # 002 L16-17
        ("measure-apartments", "F003-13", "≥ 2,600"),  # 003 L46-47
        ("measure-apartments", "F002-26", "≥ 3,000"),  # 002 L186
        ("measure-beds", "F002-27", "约 10,000"),  # 002 L188-190
        ("measure-servers", "F003-33", "15,000"),  # 003 L215-217
        ("measure-servers", "F002-23", "4,000"),  # 002 L82-83
        ("measure-racks", "F002-22", "500"),  # 002 L82
        ("measure-planned", "F003-32", "3 万㎡"),  # 003 L197-199
        ("measure-planned", "F002-24", "5,000㎡"),  # 002 L119-120
        ("measure-planned", "F002-43", "5,000㎡"),  # 002 L272-273
        ("measure-stages", "F001-11", "5"),  # 001 L91
    ],
)
def test_printed_sizes(slot: str, key: str, text: str) -> None:
    app = measured(slot.removeprefix("measure-"), lang="zh")
    assert rows(app, slot)[key]["text"] == text


def test_only_the_measure_that_is_shown_is_made(catalog: Catalog) -> None:
    sent = blocks(measured("beds", lang="zh"))
    charts = {
        slot for slot, block in sent.items() if slot.startswith("measure-") and "rows" in block
    }
    assert charts == {"measure-beds"}
    # A story, a file and the count of evidence ask for the whole page.
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], {})
    made = page_content("facilities")(request)
    assert sum(isinstance(made[f"measure-{name}"], Bars) for name in MEASURES) == len(MEASURES)


def test_target_of_buildings_is_hatched_and_flagged() -> None:
    bars = rows(measured("buildings", lang="zh"), "measure-buildings")
    assert bars["F002-11"]["hatched"]
    assert bars["F002-11"]["label"].startswith("⚠")
    assert not bars["F002-25"]["hatched"]
    # The two definitions are never divided: 70/150 would be 46.7 %.
    assert "46.7" not in shown(opened(lang="zh"))


def test_apartments_and_beds_share_no_axis() -> None:
    apartments, beds = (measured(name, lang="zh") for name in ("apartments", "beds"))
    assert set(rows(apartments, "measure-apartments")) == {"F003-13", "F002-26"}
    assert set(rows(beds, "measure-beds")) == {"F002-27"}


def test_two_data_centre_plans_stand_side_by_side() -> None:
    app = opened(lang="zh")
    (card,) = [card for card in blocks(app)["cards"]["cards"] if card["id"] == "servers"]
    assert card["value"] == "15,000 / 4,000 台"
    assert "⚠ 两份计划，关系未说明" in card["lines"][2]["flag"]
    assert "19,000" not in shown(app)
    assert all(
        row["dashed"] for row in rows(measured("servers", lang="zh"), "measure-servers").values()
    )


def test_money_and_firms_of_support_are_a_table() -> None:
    block = blocks(opened(lang="zh"))["support"]
    values = [cell["text"] for row in block["rows"] for cell in row if not isinstance(cell, str)]
    assert {"2 亿元", "11 家", "10 个"} <= set(values)  # 001 L95, 001 L93, 002 L71-72


def test_as_of_date_hides_later_figures() -> None:
    app = opened(lang="zh", asof="2020-04")
    assert set(rows(app, "measure-buildings")) == {"F003-12"}
    apartments = measured("apartments", lang="zh", asof="2020-04")
    assert set(rows(apartments, "measure-apartments")) == {"F003-13"}
    assert "empty" in blocks(measured("beds", lang="zh", asof="2020-04"))["measure-beds"]
    assert "150 万㎡" not in shown(app)
    assert "empty" in blocks(app)["support"]


def test_status_moves_with_the_date() -> None:
    def board(asof: str) -> dict[str, set[str]]:
        columns = blocks(opened(lang="zh", asof=asof))["board"]["columns"]
        return {one["key"]: {item["key"] for item in one["items"]} for one in columns}

    # 003 L5-7: construction; 002 L260-261: in operation from September 2020.
    assert "P01" in board("2020-05-01")["construction"]
    assert "P01" in board("2020-10")["operating"]
    # 002 L271-274: construction started; 001 L93: 11 firms have moved in.
    assert "P03" in board("2021")["construction"]
    assert "P03" in board("2022-10")["partial"]


def test_published_shows_no_illustrative_zone() -> None:
    app = opened(lang="zh", evidence="published")
    assert "（示意）" not in shown(app)
    zones = rows(app, "by-zone")
    assert (zones["F"]["value"], zones["unassigned"]["value"], zones["A"]["value"]) == (1, 19, 0)
    assert not any(row["hatched"] for row in zones.values())


def test_charts_follow_the_crossfilter_rule(catalog: Catalog) -> None:
    counts = facility_counts(catalog, Selection(sectors=("content",)), "sector")
    assert sum(count for _, count, _ in counts) == 20
    assert [sector for sector, _, chosen in counts if chosen] == ["content"]
    counts = facility_counts(catalog, Selection(sectors=("content",)), "status")
    assert sum(count for _, count, _ in counts) == 7


def test_kind_narrows_the_projects() -> None:
    app = opened({"facilities-kind": "studio"}, lang="zh")
    assert "影棚（截至2022年10月）：2 个载体项目中 0 个已投用" in title(app)


@pytest.mark.parametrize("value", ["<script>", "studio' OR 1=1", "x" * 5000])
def test_hostile_option_is_ignored(value: str) -> None:
    app = opened({"facilities-kind": value}, lang="zh")
    assert not app.exception
    assert "20 个载体项目" in title(app)


def test_every_facility_is_a_project_once(catalog: Catalog) -> None:
    named = catalog["projects"].dropna(subset="facility")
    assert len(named) == named["project_id"].nunique() == 20
    assert set(named["facility"]) == set(KINDS)
    assert len(chosen_facilities(catalog, Selection())) == 20
    told = {one: sizes(catalog, one) for one in named["project_id"]}
    assert told["P11"] == ("F002-22", "F002-23")  # 002 L82-83: 500 racks, 4,000 servers
    assert told["P02"] == ("F003-04", "F002-40", "F002-41", "F002-31")  # 003 L29; 002 L267-268
    assert sum(map(bool, told.values())) == 12


def test_sheet_and_source_open() -> None:
    app = opened(lang="zh")
    panel = panel_of(app, "profile-building-P14")
    assert "正在建设" in panel  # 001 L91
    assert "5 个影棚" in panel
    servers = measured("servers", lang="zh")
    assert "第 82-83 行" in panel_of(servers, "figure-F002-23")
