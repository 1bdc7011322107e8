"""Tables as planners send them: what is right for each, and for others of its kind."""

from __future__ import annotations

import io
import resource
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from components.handout.xlsx_file import xlsx_bytes
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog
from data.export import csv_bytes
from data.i18n import LANGS, Lang
from data.problems import Problem
from data.selection import Selection
from geo.areas import area_km2
from geo.handover.export import About, excel_bytes, table_csv
from geo.handover.templates import excel_template
from geo.intake.angles import degrees
from geo.intake.columns import find
from geo.intake.doubts import Doubt
from geo.intake.proposal import Proposal, Supplied, propose
from geo.reading.layers import Upload
from geo.reading.upload import read_upload
from tests.contents import page_content
from tests.decks import view_deck
from tests.local import local_catalog, shipped
from tests.made_files import ods, shapefile, workbook, workbook_with, zipped
from tests.proposals import ask, doubt, keys, left_out, said, table
from tests.shipped import words_of

CASES = Path(__file__).parent / "cases" / "import"
OFFICE = Supplied("园区台账", "园区办公室", "2026-11")
# The made-up firms of the cases: 24, four a zone, A to F in turn.
FIRMS = 24
SECTORS = ["software", "data", "outsourcing", "ecommerce", "content"]


@cache
def read(name: str) -> Upload:
    (path,) = CASES.glob(f"{name}_*")
    return read_upload(path.name, path.read_bytes())


def proposed(catalog: Catalog, name: str, answers: dict[str, str] | None = None) -> Proposal:
    return propose([read(name)], catalog, answers or {}, OFFICE)


def tenants(proposal: Proposal) -> pd.DataFrame:
    return proposal.tables["tenants"].reset_index(drop=True)


def both(one: Doubt | Problem) -> tuple[str, str]:
    return one.text("zh"), one.text("en")


def is_each_zone_four_times(frame: pd.DataFrame) -> bool:
    return frame["zone"].value_counts().to_dict() == dict.fromkeys("ABCDEF", 4)


# Numbers and places --------------------------------------------------------------------------

PLACED = ("c03", "c06", "c07b", "c09")


@pytest.mark.parametrize("name", PLACED)
def test_all_firms_have_their_place(catalog: Catalog, name: str) -> None:
    """Decimal commas, bars, degrees in ASCII and WKT: the first firm lies at the same spot."""
    proposal = proposed(catalog, name)
    frame = tenants(proposal)
    assert read(name).problems == ()
    assert len(frame) == FIRMS
    assert is_each_zone_four_times(frame)
    assert frame["name"][0] == "重庆云谷测试甲0科技有限公司"
    assert frame[["lon", "lat"]].notna().all(axis=None)
    assert (frame["lon"][0], frame["lat"][0]) == pytest.approx((105.884445, 29.340033), abs=2e-6)
    assert list(frame["since_year"][:3]) == [2015, 2016, 2017]
    assert proposal.unanswered == {"1:reference"}  # nothing says in which datum


DEGREES = {
    "105d53m4.00s": 105.884444,
    "105°53'4\"E": 105.884444,
    "105º53′4″": 105.884444,
    "105-53-04": 105.884444,
    "105:53:04.0": 105.884444,
    "105 53 4": 105.884444,
    "东经105°53′4″": 105.884444,
    "东经105.884444°": 105.884444,
    "105.884444E": 105.884444,
    "E105.884444": 105.884444,
    "105d53.0667m": 105.884445,
    "29°20′24″S": -29.34,
}


@pytest.mark.parametrize(("text", "value"), DEGREES.items())
def test_degrees_as_instruments_and_people_write_them(text: str, value: float) -> None:
    assert degrees(text) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("text", ["2020-04-08", "105°75′", "105:20:61", "A3-12", "1-2", "见附图"])
def test_what_is_no_coordinate(text: str) -> None:
    assert np.isnan(degrees(text))


def test_a_header_that_says_longitude_is_never_passed_over(catalog: Catalog) -> None:
    columns = {
        "企业名称": ["甲", "乙"],
        "片区": ["A", "B"],
        "经度": ["甲栋", "x"],
        "纬度": ["乙栋", "y"],
    }
    proposal = ask(catalog, table(columns, "企业"))
    assert left_out(proposal) == [("place_unread", 2), ("place_unread", 3)]
    assert both(proposal.problems[0]) == (
        (
            "data.xlsx 第 2 行 [经度, 纬度]：“甲栋, "
            "乙栋”不是坐标，此位置未用；请写 105.92 或 105°55′12″"
        ),
        (
            "data.xlsx row 2 [经度, 纬度]: “甲栋, 乙栋” is no coordinate, the place is not used; "
            "write 105.92 or 105°55′12″"
        ),
    )


def test_half_a_pair_of_columns_is_told(catalog: Catalog) -> None:
    columns = {"企业名称": ["甲"], "片区": ["A"], "经度": ["105.9"]}
    proposal = ask(catalog, table(columns, "企业"))
    (problem,) = proposal.problems
    assert both(problem) == (
        (
            "data.xlsx [经度]：只有这一列坐标，找不到另一列，"
            "位置未用；请补上经度和纬度（或东、北坐标）两列"
        ),
        (
            "data.xlsx [经度]: there is this coordinate "
            "but not the other, so no place was taken; give "
            "both longitude and latitude (or easting and northing)"
        ),
    )


def test_thousands_are_no_decimal_commas(catalog: Catalog) -> None:
    columns = {
        "企业名称": ["甲", "乙"],
        "东坐标": ["589,000", "589,500"],
        "北坐标": ["3,248,000", "3,248,500"],
    }
    proposal = ask(catalog, table(columns, "企业"), answers={"1:no_zone": "nearest"})
    assert doubt(proposal, "1:reference").chosen == "EPSG:4544"


@pytest.mark.parametrize(
    "written",
    ["POINT (105.9 29.35)", "point z(105.9 29.35 300)", "SRID=4490;POINT(105.9 29.35)"],
)
def test_shapes_written_as_text(written: str) -> None:
    (layer,) = read_upload("a.csv", f'企业名称,geom\n甲,"{written}"\n乙,\n'.encode()).layers
    assert list(layer.frame.columns) == ["企业名称"]
    assert layer.geometry is not None
    assert layer.geometry[0] == shapely.Point(105.9, 29.35)
    assert layer.geometry[1] is None
    assert layer.crs == ("EPSG:4490" if "4490" in written else "")


def test_shapes_in_hexadecimal_and_broken_ones(catalog: Catalog) -> None:
    square = shapely.box(105.9, 29.34, 105.91, 29.35)
    rows = [
        ("片区", "the_geom"),
        ("A", square.wkb_hex),
        ("B", "POLYGON ((1 1, 2"),
        ("C", square.wkt),
    ]
    upload = read_upload("片区.xlsx", workbook(*rows))
    assert [(one.kind, one.row) for one in upload.problems] == [("shape_unread", 3)]
    proposal = propose([upload], catalog, {}, OFFICE)
    assert proposal.taken["zones"][0] == 2


# Corner points -------------------------------------------------------------------------------


def test_corner_points_become_zones(catalog: Catalog) -> None:
    proposal = proposed(catalog, "c24")
    assert proposal.taken == {"zones": (6, 6)}
    outlines = proposal.outlines["zone_outlines"].set_index("feature_id").geometry
    assert list(outlines.index) == list("ABCDEF")
    # About 0.9 by 1.1 km; X is the northing, as surveyors have it.
    assert area_km2(outlines["A"]) == pytest.approx(0.949, abs=0.002)
    assert shapely.get_coordinates(outlines["A"])[0] == pytest.approx((105.88, 29.335), abs=1e-6)
    found = doubt(proposal, "1:corners")
    assert (found.chosen, found.is_sure) == ("connect", True)
    assert both(found) == (
        "c24_points_coord_table.csv：30 行看来是拐点（界址点），可依次连成 6 个轮廓。怎么办？",
        (
            "c24_points_coord_table.csv: its 30 rows look "
            "like corner points, in order of 6 outlines. "
            "What to do?"
        ),
    )
    single = proposed(catalog, "c24", {"1:corners": "points"})
    assert single.taken == {"ignore": (30, 0)}


def test_corners_of_one_outline_and_points_that_are_none(catalog: Catalog) -> None:
    points = {"经度(WGS84)": [105.9, 105.91, 105.91], "纬度(WGS84)": [29.34, 29.34, 29.35]}
    one = table({"界址点号": ["J1", "J2", "J3"], **points}, "自动驾驶测试区", "测试区.xlsx")
    assert doubt(ask(catalog, one), "1:meaning").chosen == "test_area"
    few = table({"点号": ["J1", "J2"], **{key: cells[:2] for key, cells in points.items()}}, "A区")
    assert "1:corners" not in keys(ask(catalog, few))


# Which column is which -----------------------------------------------------------------------


def test_the_end_of_a_lease_is_no_year_of_arrival(catalog: Catalog) -> None:
    proposal = proposed(catalog, "y01")
    frame = tenants(proposal)
    assert len(frame) == FIRMS
    assert frame["since_year"].isna().all()
    assert doubt(proposal, "1:column:since").chosen == "none"


def test_an_investor_is_no_investment(catalog: Catalog) -> None:
    answers = {f"1:project:{row}": "add" for row in range(2, 8)}
    proposal = proposed(catalog, "y03", answers)
    assert proposal.is_ready
    # 1,000 to 6,000 of the header's 万元.
    amounts = list(proposal.tables["projects"]["investment_cny"])
    assert amounts == [1e7 * count for count in range(1, 7)]


def test_the_name_of_a_park_is_no_sector(catalog: Catalog) -> None:
    proposal = proposed(catalog, "y05")
    found = doubt(proposal, "1:column:sector")
    assert (found.chosen, found.is_sure) == ("主营业务", False)
    assert both(found) == (
        "y05_park_column_as_sector.xlsx › 企业：哪一列是板块？",
        "y05_park_column_as_sector.xlsx › 企业: which column gives the sector?",
    )
    without = proposed(catalog, "y05", {"1:column:sector": "none"})
    assert tenants(without)["sector"].isna().all()


# Headers that resemble a role and are none of it, each with cells that could be read so.
MISLEADING = {
    "since": (
        *(
            "租约到期时间",
            "合同到期日期",
            "更新时间",
            "竣工时间",
            "计划竣工日期",
            "计划开工时间",
            "成立时间",
        ),
        *("注册日期", "填报日期", "退租时间", "截止日期", "lease end date", "updated date"),
    ),
    "status": ("计划竣工进度", "审批状态", "租约状态", "更新状态", "缴费状态", "Lease status"),
    "investment": ("投资主体", "投资方", "投资人", "投资单位", "完成投资", "投资强度", "投资时间"),
    "sector": ("所属产业园", "产业园", "产业基地", "产业园区名称"),
    "zone": ("楼栋", "所在楼栋", "片区负责人", "片区企业数"),
    "name": ("产品名称", "法人名称", "园区名称", "片区名称", "街道名称", "行业名称"),
    "seats": ("在用坐席", "已建坐席数"),
    "area": ("建筑面积", "租赁面积", "办公面积"),
}
READ_SO = {
    "since": "2027-06-30",
    "status": "计划",
    "investment": "3000",
    "sector": "永川大数据产业园",
    "zone": "A",
    "name": "甲",
    "seats": "300",
    "area": "300",
}


@pytest.mark.parametrize(
    ("role", "header"), [(role, one) for role, every in MISLEADING.items() for one in every]
)
def test_misleading_headers_are_never_sure(role: str, header: str) -> None:
    column, is_sure = find(pd.DataFrame({header: [READ_SO[role]] * 3}, dtype=object), role)
    assert column is None or not is_sure
    if role in {"since", "investment", "sector", "zone", "name"}:
        assert column is None


# Parts of a header only hint: the question is put.
HINTING = {
    "园区入驻的大致时间": ("since", "2020"),
    "主要产业方向": ("sector", "软件"),
    "目前经营进展情况": ("status", "在建"),
    "大约总投资额度": ("investment", "3000"),
    "划分的片区情况": ("zone", "A"),
    "商铺名称牌": ("name", "甲"),
}


@pytest.mark.parametrize(("header", "given"), HINTING.items())
def test_a_part_of_a_header_is_asked_about(header: str, given: tuple[str, str]) -> None:
    role, cell = given
    assert find(pd.DataFrame({header: [cell] * 3}, dtype=object), role) == (header, False)


# Whole headers, with units and brackets of all kinds.
WHOLE = {
    "项目总投资（万元）": ("investment", "3000"),
    "投资额/亿元": ("investment", "3"),
    "计划总投资_万元": ("investment", "3000"),
    "投资额亿元": ("investment", "3"),
    "占地面积（亩）": ("area", "300"),
    "用地面积万平方米": ("area", "30"),
    "入园时间": ("since", "2020年4月"),
    "登记状态": ("status", "存续"),
    "所属行业": ("sector", "软件"),
    "经度_GCJ02": ("lon", "105.9"),
    "bd09_lat": ("lat", "29.3"),
}


@pytest.mark.parametrize(("header", "given"), WHOLE.items())
def test_a_whole_header_is_sure(header: str, given: tuple[str, str]) -> None:
    role, cell = given
    assert find(pd.DataFrame({header: [cell] * 3}, dtype=object), role) == (header, True)


def test_a_table_of_projects_may_name_their_owners(catalog: Catalog) -> None:
    columns = {"项目名称": ["月球基地"], "单位名称": ["甲公司"], "片区": ["A"], "状态": ["在建"]}
    proposal = ask(catalog, table(columns), answers={"1:project:2": "add"})
    found = doubt(proposal, "1:meaning")
    assert (found.chosen, found.is_sure) == ("projects", False)
    assert list(proposal.tables["projects"]["name_zh"]) == ["月球基地"]


# Statistics ----------------------------------------------------------------------------------


def test_statistics_are_no_enterprises(catalog: Catalog) -> None:
    proposal = proposed(catalog, "z09")
    assert proposal.taken == {"ignore": (6, 0)}
    assert proposal.tables == {}
    assert both(doubt(proposal, "1:meaning")) == (
        "z09_zone_stats_table.xlsx › 片区（6 个要素）是什么？",
        "z09_zone_stats_table.xlsx › 片区 (6 features): what is it?",
    )


STATISTICS: dict[str, dict[str, list[object]]] = {
    "企业统计": {"片区": list("ABC"), "板块": ["软件", "数据", "软件"], "企业数": [3, 4, 5]},
    "企业年报": {"年份": [2019, 2020], "企业总数": [200, 300], "坐席": [9, 9]},
    "企业分布": {"片区": list("ABCDEF"), "面积（公顷）": [9] * 6},
    "Sheet1": {"指标": ["产值", "企业"], "数值": [1, 2], "单位": ["亿元", "家"]},
}


@pytest.mark.parametrize("name", STATISTICS)
def test_tables_that_count_are_not_suggested(catalog: Catalog, name: str) -> None:
    assert ask(catalog, table(STATISTICS[name], name)).tables == {}


# Sheets as people lay them out ---------------------------------------------------------------


def test_subtotals_are_no_enterprises(catalog: Catalog) -> None:
    proposal = proposed(catalog, "y07")
    assert len(tenants(proposal)) == FIRMS
    assert is_each_zone_four_times(tenants(proposal))
    assert left_out(proposal) == [("total_row", row) for row in (6, 11, 16, 21, 26, 31, 32, 33)]
    assert both(proposal.problems[0]) == (
        "y07_subtotals_with_zone.xlsx 第 6 行：合计行，未导入；无需处理",
        "y07_subtotals_with_zone.xlsx row 6: a line of totals, left out; nothing to do",
    )


@pytest.mark.parametrize(
    "total", ["合计", "总计：", "A区小计", "软件信息 小计", "合计24家", "Total", "Zone A subtotal"]
)
def test_totals_in_any_column_and_wording(catalog: Catalog, total: str) -> None:
    columns = {"序号": ["1", total, ""], "企业名称": ["甲", "2家", total], "片区": ["A", "A", "B"]}
    proposal = ask(catalog, table(columns, "企业"))
    assert left_out(proposal) == [("total_row", 3), ("total_row", 4)]
    assert list(tenants(proposal)["name"]) == ["甲"]


def test_firms_that_sound_like_totals_stay(catalog: Catalog) -> None:
    names = ["合计科技有限公司", "重庆小计软件公司", "Total Energies"]
    proposal = ask(catalog, table({"企业名称": names, "片区": ["A"] * 3}, "企业"))
    assert list(tenants(proposal)["name"]) == names


def test_headings_tell_the_zone(catalog: Catalog) -> None:
    proposal = proposed(catalog, "y06")
    frame = tenants(proposal)
    assert len(frame) == FIRMS
    assert is_each_zone_four_times(frame)
    assert list(frame["sector"][:4]) == ["software", "data", "outsourcing", "ecommerce"]
    found = doubt(proposal, "1:column:zone")
    assert (found.chosen, found.is_sure) == ("#heading", True)
    texts = {one.value: (one.text("zh"), one.text("en")) for one in found.choices}
    assert texts["#heading"] == ("按各组上方的小标题行", "by the heading row above each group")
    assert proposal.is_ready


def test_headings_that_are_not_understood_are_asked(catalog: Catalog) -> None:
    columns: dict[str, list[object]] = {
        "序号": ["凤凰湖片区", "1", "2", "神女湖片区", "3"],
        "企业名称": [None, "甲", "乙", None, "丙"],
    }
    answers = {"1:column:zone": "#heading", "1:zone:凤凰湖片区": "A", "1:zone:神女湖片区": "C"}
    data = table(columns, "企业")
    assert "1:column:zone" in ask(catalog, data).unanswered
    proposal = ask(catalog, data, answers=answers)
    assert proposal.is_ready
    assert list(tenants(proposal)["zone"]) == ["A", "A", "C"]


def test_a_sheet_a_zone(catalog: Catalog) -> None:
    proposal = proposed(catalog, "x27")
    assert proposal.is_ready
    assert is_each_zone_four_times(tenants(proposal))
    found = doubt(proposal, "2:column:zone")
    assert (found.chosen, found.is_sure) == ("#sheet", True)
    texts = {one.value: (one.text("zh"), one.text("en")) for one in found.choices}
    assert texts["#sheet"] == ("按工作表或文件名“B区”", "by the name of the sheet or file, “B区”")


def test_sheets_of_other_names_can_be_answered(catalog: Catalog) -> None:
    data = table({"企业名称": ["甲"]}, "凤凰湖企业")
    proposal = ask(catalog, data, answers={"1:column:zone": "#sheet", "1:zone:凤凰湖企业": "E"})
    assert list(tenants(proposal)["zone"]) == ["E"]


def test_the_title_above_a_table_and_the_file_tell_the_zone(catalog: Catalog) -> None:
    rows = (("A区入驻企业一览表", None), ("企业名称", "行业"), ("甲", "软件"), ("乙", "软件"))
    titled = propose([read_upload("a.xlsx", workbook(*rows))], catalog, {}, OFFICE)
    assert list(tenants(titled)["zone"]) == ["A", "A"]
    named = propose(
        [read_upload("B区企业.csv", "企业名称,行业\n甲,软件\n".encode())], catalog, {}, OFFICE
    )
    assert list(tenants(named)["zone"]) == ["B"]


def test_tables_below_one_another_are_read_each_for_itself(catalog: Catalog) -> None:
    rows: list[list[object]] = [
        ["甲", "A", "软件"],
        ["企业名称", "片区", "行业"],  # as at the top of a printed page
        ["乙", "B", "软件"],
        ["注：数据截至2026年6月", None, None],
        ["重点项目", None, None],
        ["项目名称", "所在片区", "投资额（万元）"],
        ["月球基地", "C", 3000],
    ]
    cells = {
        name: [row[at] for row in rows] for at, name in enumerate(("企业名称", "片区", "行业"))
    }
    proposal = ask(catalog, table(cells, "企业"), answers={"2:project:8": "add"})
    assert list(tenants(proposal)["name"]) == ["甲", "乙"]
    project = proposal.tables["projects"].iloc[0]
    assert (project["name_zh"], project["zone"], project["investment_cny"]) == (
        "月球基地",
        "C",
        3e7,
    )
    assert left_out(proposal) == [("header_again", 3), ("remark_row", 5)]
    assert [both(one) for one in proposal.problems] == [
        (
            "data.xlsx 第 3 行：重复的表头，未导入；无需处理",
            "data.xlsx row 3: the header once more, not imported; nothing to do",
        ),
        (
            "data.xlsx 第 5 行：备注行，未导入；无需处理",
            "data.xlsx row 5: a remark, not imported; nothing to do",
        ),
    ]


# Amounts, words, dates -----------------------------------------------------------------------


def test_hundreds_of_millions_need_no_unit(catalog: Catalog) -> None:
    answers = {f"1:project:{row}": "add" for row in range(2, 8)}
    proposal = proposed(catalog, "y12", answers)
    assert list(proposal.tables["projects"]["investment_cny"]) == [120_000_000.0] * 6
    assert proposal.problems == ()
    assert proposal.unanswered == {"1:unit:investment"}  # of the bare 12000


def test_words_of_the_business_register(catalog: Catalog) -> None:
    names = [f"企{n}" for n in range(4)]
    columns = {
        "企业名称": names,
        "片区": ["A"] * 4,
        "登记状态": ["存续", "在业", "注销", "吊销，未注销"],
    }
    proposal = ask(catalog, table(columns, "企业"))
    assert proposal.unanswered == {"1:gone"}
    assert list(tenants(proposal)["status"]) == ["operating", "operating"]
    found = doubt(proposal, "1:gone")
    assert found.chosen == "leave_out"
    assert both(found) == (
        "data.xlsx › 企业：2 家企业标着“注销, 吊销，未注销”（第 4, 5 行），已不在营。怎么办？",
        (
            "data.xlsx › 企业: 2 enterprises are marked “注销,"
            " 吊销，未注销” (rows 4, 5), that is, no longer "
            "in business here. What to do?"
        ),
    )
    kept = tenants(ask(catalog, table(columns, "企业"), answers={"1:gone": "keep_without_status"}))
    assert list(kept["name"]) == names
    assert kept["status"].isna().sum() == 2


def test_days_that_excel_counts_are_dates(catalog: Catalog) -> None:
    # 43191 is 2018-04-01, 42005 is 2015-01-01.
    columns: dict[str, list[object]] = {
        "企业名称": ["甲", "乙", "丙"],
        "片区": ["A"] * 3,
        "入驻时间": [43191, "42005", "2020.04"],
    }
    proposal = ask(catalog, table(columns, "企业"))
    assert list(tenants(proposal)["since_year"]) == [2018, 2015, 2020]
    assert proposal.problems == ()


@pytest.mark.parametrize("word", ["片区未公布", "Zone not published", "未公布", "待定"])
def test_an_unknown_zone_is_none(catalog: Catalog, word: str) -> None:
    proposal = ask(catalog, table({"企业名称": ["甲", "乙"], "片区": ["A", word]}, "企业"))
    assert not proposal.unanswered
    assert left_out(proposal) == [("no_zone_no_place", 3)]


# Encodings -----------------------------------------------------------------------------------


def test_one_odd_record_does_not_ruin_a_file(catalog: Catalog) -> None:
    upload = read("z02")
    (problem,) = upload.problems
    assert (problem.kind, problem.row, problem.column) == ("text_odd", 6, "企业名")
    assert both(problem) == (
        (
            "z02_utf8_dbf_one_gbk_record_even.zip 第 6 行 "
            "[企业名]：“川乙科技股份”的编码是 GBK，其余多为 UTF-8；"
            "已按 GBK 读取，请核对这一处，并把文件统一存为 UTF-8"
        ),
        (
            "z02_utf8_dbf_one_gbk_record_even.zip row 6 [企业名]:"
            " “川乙科技股份” is in GBK where the rest is "
            "in UTF-8; it was read as GBK: check it, and save the whole file as UTF-8"
        ),
    )
    assert upload.layers[0].frame["企业名"].str.endswith("科技股份").all()
    assert len(tenants(proposed(catalog, "z02"))) == FIRMS


@pytest.mark.parametrize(("usual", "odd"), [("utf-8", "gbk"), ("gbk", "utf-8")])
def test_one_odd_line_does_not_ruin_a_csv(usual: str, odd: str) -> None:
    lines = ["企业名称,片区", *(f"云谷科技{n}公司,A区" for n in range(5))]
    raw = [line.encode(odd if at == 3 else usual) for at, line in enumerate(lines)]
    upload = read_upload("a.csv", b"\r\n".join(raw))
    (layer,) = upload.layers
    assert list(layer.frame["企业名称"]) == [f"云谷科技{n}公司" for n in range(5)]
    assert [(one.kind, one.row) for one in upload.problems] == [("text_odd", 4)]


def test_letters_in_no_encoding_are_told() -> None:
    raw = "企业名称,片区\n云谷,A\n".encode() + b"\xff\xff\x80,B\n" + "云谷二,C\n".encode()
    upload = read_upload("a.csv", raw)
    (problem,) = upload.problems
    assert (problem.kind, problem.row) == ("text_lost", 3)
    zh, en = both(problem)
    assert "有无法识别的字符，其余为 UTF-8；请更正这一处" in zh
    assert "has letters in no known encoding, the rest is in UTF-8; correct it" in en
    assert len(upload.layers[0].frame) == 3


def test_a_shapefile_in_gbk_with_a_field_in_utf8() -> None:
    members = shapefile(encoding="GBK")
    raw = members["片区.dbf"]
    gbk = "乙片区".encode("gbk")
    assert gbk in raw
    utf8 = "乙区".encode()
    members["片区.dbf"] = raw.replace(gbk, utf8)
    upload = read_upload("a.zip", zipped(members))
    assert [(one.kind, one.row) for one in upload.problems] == [("text_odd", 2)]
    assert list(upload.layers[0].frame["名称"]) == ["甲片区", "乙区"]


# Workbooks -----------------------------------------------------------------------------------


def test_a_strict_workbook(catalog: Catalog) -> None:
    assert read("x25d").problems == ()
    frame = tenants(proposed(catalog, "x25d"))
    assert len(frame) == FIRMS
    assert (frame["lon"][0], frame["lat"][0]) == pytest.approx((105.8844453, 29.3400334))


def test_old_excel(catalog: Catalog) -> None:
    """Made by another program: zones merged downwards, days, and a hidden sheet."""
    content = (CASES / "enterprises.xls").read_bytes()
    for name in ("企业.xls", "企业.xlsx"):
        upload = read_upload(name, content)
        assert upload.problems == ()
        (layer,) = upload.layers
        assert list(layer.frame["片区"]) == ["A"] * 3 + ["B"] * 3
        assert layer.frame["入驻时间"][0] == "2015-04-08"
    frame = tenants(propose([upload], catalog, {}, OFFICE))
    assert list(frame["since_year"]) == list(range(2015, 2021))


def cell(text: str, more: str = "") -> str:
    inside = f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="string"{more}>{inside}</table:table-cell>'


def test_open_document() -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2020-04-08"/>'
    rows = (
        cell("企业名称") + cell("片区") + cell("入驻时间"),
        cell("甲") + cell("A", ' table:number-rows-spanned="2"') + day,
        cell("乙") + "<table:covered-table-cell/>" + day,
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    upload = read_upload("a.ods", ods(f'<table:table table:name="企业">{body}</table:table>'))
    (layer,) = upload.layers
    assert layer.frame.to_numpy().tolist() == [
        ["甲", "A", "2020-04-08"],
        ["乙", None, "2020-04-08"],
    ]
    (problem,) = upload.problems
    assert both(problem) == (
        "a.ods：表中有纵向合并的单元格，只有第一行有值；请取消合并并补齐，或另存为 .xlsx",
        (
            "a.ods: the table has cells merged downwards,"
            " of which only the first row has the value; "
            "unmerge and fill them, or save as .xlsx"
        ),
    )


def test_a_sheet_of_wps_is_told_how_to_be_saved() -> None:
    (problem,) = read_upload("企业.et", b"\xd0\xcf\x11\xe0").problems
    assert both(problem) == (
        (
            "企业.et：WPS 的 .et 不能直接读取；请在 WPS 表格中选“文件 "
            "› 另存为”，类型选“Excel 文件（*.xlsx）”，再上传"
        ),
        (
            "企业.et: a .et sheet of WPS is not read; in "
            "WPS Spreadsheets choose File › Save as, type "
            "Excel file (*.xlsx), and upload that"
        ),
    )


def test_what_the_fast_reader_passes_over_is_told() -> None:
    """Errors with their row, and the first formula of a sheet that was saved without a value."""
    titles = '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>产值</v></c></row>'
    rows = (
        '<row r="2"><c r="A2" t="str"><v>甲</v></c><c r="B2" t="e"><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>乙</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        '<row r="4"><c r="A4" t="str"><v>丙</v></c><c r="B4"><f>SUM(B2:B3)</f><v></v></c></row>'
        '<row r="5"><c r="A5" t="str"><v>丁</v></c><c r="B5" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{titles}{rows}</sheetData></worksheet>"
    upload = read_upload("a.xlsx", workbook_with("xl/worksheets/sheet1.xml", sheet.encode())())
    assert upload.layers[0].frame["产值"].tolist() == [None, 2, None, None]
    told = [(one.kind, one.row, said(one)) for one in upload.problems]
    assert told == [
        ("cell_error", 2, {"value": "#DIV/0!"}),
        ("cell_error", 5, {"value": "#N/A"}),
        ("formula_uncounted", None, {"cell": "B4"}),
    ]


def test_days_and_truths_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("名称", "时间", "在营", "数"),
        ("甲", np.datetime64("2020-04-08T10:30:00").item(), True, 2.5),
        ("乙", np.datetime64("2020-04-08").item(), False, 3),
    ):
        sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    (layer,) = read_upload("a.xlsx", raw.getvalue()).layers
    assert layer.frame.to_numpy().tolist() == [
        ["甲", "2020-04-08T10:30:00", True, 2.5],
        ["乙", "2020-04-08", False, 3],
    ]


# Our own exports -----------------------------------------------------------------------------


def exports(catalog: Catalog, lang: Lang) -> dict[str, bytes]:
    layers = overlay_layers(catalog, Selection(), lang)
    about = About("云谷", "", "2026", "2026-11-26", words_of(lang))
    return {
        "overlay.csv": table_csv(layers["overlay"], about),
        "overlay.xlsx": excel_bytes(layers, about),
        "template.xlsx": excel_template(catalog, lang),
    }


@pytest.mark.parametrize("lang", LANGS)
def test_own_exports_come_back_and_change_nothing(tmp_path: Path, lang: Lang) -> None:
    own = local_catalog(shipped(tmp_path))
    columns = ["name", "enterprise_id", "sector", "zone", "status", "since_year", "lon", "lat"]
    for name, content in exports(own, lang).items():
        proposal = propose([read_upload(name, content)], own, {}, OFFICE)
        assert set(proposal.taken) <= {"enterprises", "projects", "ignore"}, name
        assert set(proposal.tables) <= {"tenants", "sources"}, name
        assert not proposal.outlines
        assert not proposal.problems, name
        wanted = name != "overlay.csv"
        assert ("tenants" in proposal.tables) == wanted, name
        if wanted:
            made, held = tenants(proposal)[columns], own["tenants"][columns].reset_index(drop=True)
            pd.testing.assert_frame_equal(
                made.astype(object).where(made.notna(), None),
                held.astype(object).where(held.notna(), None),
                rtol=0,
                atol=1e-6,
            )


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_pack_comes_back_as_nothing(catalog: Catalog, lang: Lang) -> None:
    """All its rows are schematic or in print: what is suggested leaves everything as it is."""
    for name, content in exports(catalog, lang).items():
        proposal = propose([read_upload(name, content)], catalog, {}, OFFICE)
        assert proposal.tables == {}, name
        assert not proposal.outlines
        assert not any("column" in key for key in proposal.unanswered), name


def saved_tables(catalog: Catalog, lang: Lang) -> dict[str, pd.DataFrame]:
    """Return every kind of table that a panel of the pages of projects offers to save."""
    found: dict[str, pd.DataFrame] = {}
    for page in ("overview", "projects", "facilities", "sources"):
        request = Request(catalog, Selection(lang=lang), words_of(lang), THEMES["light"], {})
        for block in page_content(page)(request).values():
            for key, opened in block.panels.items():
                if key.startswith(("table-", "chart-")) and (saved := opened().table) is not None:
                    found.setdefault(",".join(map(str, saved.columns)), saved)
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_saved_from_a_panel_turns_no_assumption_into_a_statement(
    catalog: Catalog, lang: Lang
) -> None:
    tables = saved_tables(catalog, lang)
    zones = [head for head in tables if head.startswith(("项目,片区", "Project,Zone"))]
    assert len(zones) >= 2
    for head, saved in tables.items():
        rows = pd.read_csv(io.BytesIO(csv_bytes(saved)), dtype=str, keep_default_na=False)
        proposal = ask(
            catalog, table({str(name): rows[name].tolist() for name in rows}, "", "a.csv")
        )
        assert proposal.tables == {}, head
        assert not proposal.outlines, head


def test_a_hand_out_is_no_register(catalog: Catalog) -> None:
    content = xlsx_bytes(view_deck(catalog, "overlay", Selection()), catalog)
    (problem,) = read_upload("云谷.xlsx", content).problems
    assert both(problem) == (
        "云谷.xlsx：这是本站导出的讲解材料，不是台账，没有可导入的内容；要更改数据，请下载下方的模板，填好后导入",
        (
            "云谷.xlsx: this is a hand-out of this atlas, made for reading, and holds nothing to "
            "import; to change data, download the template below, fill it in and import that"
        ),
    )


def test_tables_of_figures_are_no_projects(catalog: Catalog) -> None:
    figures: dict[str, list[object]] = {"项目": ["企业"], "数值": [300], "单位": ["家"]}
    counts: dict[str, list[object]] = {
        "片区": ["A", "A"],
        "企业": [85, 40],
        "项目": [3, 4],
        "依据": ["见报"] * 2,
    }
    for columns in (figures, counts):
        assert set(ask(catalog, table(columns, "数据")).taken) == {"ignore"}


# Speed ---------------------------------------------------------------------------------------


def sheet_of(rows: str) -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
    return workbook_with("xl/worksheets/sheet1.xml", sheet.encode())()


def text_row(row: int, *texts: str) -> str:
    cells = (
        f'<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDEFGH", texts, strict=False)
    )
    return f'<row r="{row}">{"".join(cells)}</row>'


def test_many_rows_and_many_empty_ones_are_read_fast() -> None:
    """Seconds of a processor: openpyxl took more than ten for each."""
    count = 50_000
    header = text_row(1, "企业名称", "片区", "行业", "状态", "入驻时间", "备注", "联系", "编号")
    full = "".join(
        text_row(row, f"企业{row}", "A", "软件", "运营", "2020", "无", str(row), f"N{row}")
        for row in range(2, count + 2)
    )
    styled = ("".join(f'<c r="{at}{row}" s="1"/>' for at in "ABCDEFGH") for row in range(3, count))
    empty = "".join(f'<row r="{row}">{cells}</row>' for row, cells in enumerate(styled, start=3))
    for rows, expected, most in ((full, count, 5.0), (text_row(2, "甲", "A") + empty, 1, 3.0)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        (layer,) = read_upload("a.xlsx", sheet_of(header + rows)).layers
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert len(layer.frame) == expected
        assert after.ru_utime - before.ru_utime < most
