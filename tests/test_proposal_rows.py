"""Enterprises and projects: rows of hand-made tables, wild ones among them."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from data.catalog import Catalog, load_catalog
from data.i18n import LANGS
from data.local_pack import apply_tables
from geo.intake.proposal import Proposal, Supplied, propose
from geo.reading.layers import Layer, Upload
from geo.reading.upload import read_upload
from tests.local import shipped
from tests.proposals import (
    HEIGHT,
    SOUTH,
    WEST,
    WIDTH,
    ask,
    doubt,
    keys,
    layer,
    left_out,
    said,
    six_zones,
    table,
)

MARKUP = '<img src=x onerror="alert(1)">'
# Middle of zone A and of zone B of `six_zones`, and a point between them, 100 m from each.
IN_A = (WEST + WIDTH / 2, SOUTH + HEIGHT / 2)
IN_B = (WEST + 1.7 * WIDTH, SOUTH + HEIGHT / 2)
BETWEEN = (WEST + 1.09 * WIDTH, SOUTH + HEIGHT / 2)


def enterprises(**columns: Sequence[object]) -> Layer:
    """Return a sheet of enterprises with a header that leaves nothing to ask."""
    return table(columns, "企业", "企业.xlsx")


def at(*points: tuple[object, object], **columns: Sequence[object]) -> Layer:
    """Return enterprises with coordinates whose header states the system."""
    lon, lat = zip(*points, strict=True)
    return enterprises(**columns, **{"经度(WGS84)": lon, "纬度(WGS84)": lat})


def tenants(proposal: Proposal) -> list[tuple[object, ...]]:
    """Return name, zone, sector and status of each enterprise."""
    frame = proposal.tables["tenants"][["name", "zone", "sector", "status"]].astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def test_a_table_with_zones_needs_no_answer(catalog: Catalog) -> None:
    data = enterprises(
        企业名称=["甲公司", "乙公司"],
        片区=["A区", "b"],
        板块=["软件信息", "BPO"],
        状态=["已投用", "在建"],
        入驻时间=["2020年4月", "2021"],
    )
    proposal = ask(catalog, data)
    assert proposal.is_ready
    assert tenants(proposal) == [
        ("甲公司", "A", "software", "operating"),
        ("乙公司", "B", "outsourcing", "construction"),
    ]
    frame = proposal.tables["tenants"]
    assert list(frame["since_year"]) == [2020, 2021]
    assert list(frame["tenant_id"]) == ["T0001", "T0002"]
    assert frame[["lon", "lat"]].isna().all(axis=None)
    assert set(frame["evidence"]) == {"official"}
    assert set(frame["refs"]) == {"office-20261130-1"}
    assert proposal.taken == {"enterprises": (2, 2)}


def test_places_give_the_zone(catalog: Catalog) -> None:
    data = at(IN_A, IN_B, 企业名称=["甲", "乙"])
    proposal = ask(catalog, six_zones(), data)
    assert proposal.is_ready
    assert [row[1] for row in tenants(proposal)] == ["A", "B"]
    first = proposal.tables["tenants"].iloc[0]
    assert (first["lon"], first["lat"]) == pytest.approx(IN_A, abs=1e-7)


PLACES = {
    "degrees": ("105.905", "29.345"),
    "full-width digits": ("１０５．９０５", "２９．３４５"),
    "degrees, minutes, seconds": ("105°54′18″", "29°20′42″"),
    "straight marks": ("E105°54'18\"", "29°20'42\"N"),
    "Chinese marks": ("105度54分18秒", "29度20分42秒"),
    "decimal minutes": ("105°54.3′", "29°20.7′"),
}


@pytest.mark.parametrize(("lon", "lat"), PLACES.values(), ids=PLACES.keys())
def test_coordinates_as_people_write_them(catalog: Catalog, lon: str, lat: str) -> None:
    proposal = ask(catalog, six_zones(), at((lon, lat), 企业名称=["甲"]))
    first = proposal.tables["tenants"].iloc[0]
    # 54′18″ is 0.905°, 20′42″ is 0.345°.
    assert (first["lon"], first["lat"]) == pytest.approx((105.905, 29.345), abs=1e-7)


@pytest.mark.parametrize("pair", ["105.905,29.345", "105.905， 29.345", "(105.905 29.345)"])
def test_two_coordinates_in_one_cell(catalog: Catalog, pair: str) -> None:
    data = enterprises(企业名称=["甲"], **{"坐标(WGS84)": [pair]})
    first = ask(catalog, six_zones(), data).tables["tenants"].iloc[0]
    assert (first["lon"], first["lat"]) == pytest.approx((105.905, 29.345))


NOWHERE = {
    "null island": ("0", "0", "place_zero"),
    "words": ("见附图", "见附图", "place_unread"),
    "half a place": ("105.905", "", "place_unread"),
    "infinite": ("1e999", "29.3", "place_unread"),
}


@pytest.mark.parametrize(("lon", "lat", "kind"), NOWHERE.values(), ids=NOWHERE.keys())
def test_what_is_no_place_is_told_and_the_zone_counts(
    catalog: Catalog, lon: str, lat: str, kind: str
) -> None:
    data = at(IN_A, (lon, lat), 企业名称=["甲", "乙"], 片区=["A", "B"])
    proposal = ask(catalog, six_zones(), data)
    assert left_out(proposal) == [(kind, 3)]
    second = proposal.tables["tenants"].iloc[1]
    assert second["zone"] == "B"
    assert np.isnan(second["lon"])


def test_null_island_in_one_cell(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲", "乙"], 坐标=["105.905,29.345", "0,0"])
    assert ("place_zero", 3) in left_out(ask(catalog, data))


def test_absurd_numbers_do_no_harm(catalog: Catalog) -> None:
    data = at(IN_A, (1e308, -1e308), (float("nan"), 29.3), 企业名称=["甲", "乙", "丙"])
    proposal = ask(catalog, six_zones(), data)
    assert [row[0] for row in tenants(proposal)] == ["甲"]
    assert {row for _, row in left_out(proposal)} == {3, 4}


def test_neither_zone_nor_place_is_left_out(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲", "乙"], 片区=["A", ""])
    proposal = ask(catalog, data)
    assert left_out(proposal) == [("no_zone_no_place", 3)]
    assert proposal.taken == {"enterprises": (2, 1)}


def test_a_table_without_a_zone_column_asks_for_it(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲"], 备注=["一号楼"])
    proposal = ask(catalog, data)
    assert "1:column:zone" in proposal.unanswered
    choices = [choice.value for choice in doubt(proposal, "1:column:zone").choices]
    assert choices == ["企业名称", "备注", "#sheet", "none"]
    answers = {"1:column:zone": "备注", "1:zone:一号楼": "D"}
    assert tenants(ask(catalog, data, answers=answers)) == [("甲", "D", None, None)]


def test_unknown_words_are_asked_once_each(catalog: Catalog) -> None:
    data = enterprises(
        企业名称=["甲", "乙", "丙"],
        片区=["A", "北区", "北区"],
        板块=["火星", "软件信息", "-"],
        状态=["观望", "在建", "无"],
    )
    proposal = ask(catalog, data)
    assert proposal.unanswered == {"1:zone:北区", "1:sector:火星", "1:status:观望"}
    assert said(doubt(proposal, "1:zone:北区"))["count"] == 2
    answers = {"1:zone:北区": "C", "1:sector:火星": "data", "1:status:观望": "none"}
    answered = ask(catalog, data, answers=answers)
    assert answered.is_ready
    assert tenants(answered) == [
        ("甲", "A", "data", None),
        ("乙", "C", "software", "construction"),
        ("丙", "C", None, None),
    ]


def test_too_many_unknown_sectors_are_one_problem(catalog: Catalog) -> None:
    names = [f"企{n}" for n in range(31)]
    data = enterprises(企业名称=names, 片区=["A"] * 31, 板块=[f"类{n}" for n in range(31)])
    proposal = ask(catalog, data)
    assert left_out(proposal) == [("sector_words", None)]
    assert proposal.is_ready
    assert proposal.tables["tenants"]["sector"].isna().all()


def test_place_and_zone_that_disagree(catalog: Catalog) -> None:
    data = at(IN_A, IN_B, 企业名称=["甲", "乙"], 片区=["A", "F"])
    proposal = ask(catalog, six_zones(), data)
    found = doubt(proposal, "2:zone_conflict")
    assert (found.chosen, found.is_sure) == ("by_place", False)
    assert (said(found)["count"], said(found)["rows"]) == (1, "3")
    assert [row[1] for row in tenants(proposal)] == ["A", "B"]
    by_word = ask(catalog, six_zones(), data, answers={"2:zone_conflict": "by_column"})
    assert [row[1] for row in tenants(by_word)] == ["A", "F"]


def test_a_schematic_outline_proves_nothing(catalog: Catalog) -> None:
    inside_a = catalog.outlines["zone_outlines"].geometry.iloc[0].representative_point()
    data = at((inside_a.x, inside_a.y), 企业名称=["甲"], 片区=["F"])
    proposal = ask(catalog, data)
    found = doubt(proposal, "1:zone_conflict")
    assert (found.kind, found.chosen, found.is_sure) == (
        "zone_conflict_schematic",
        "by_column",
        True,
    )
    assert tenants(proposal)[0][1] == "F"


def test_places_in_no_zone(catalog: Catalog) -> None:
    far = (WEST - 0.05, SOUTH)
    data = at(BETWEEN, far, IN_A, 企业名称=["近", "远", "内"])
    proposal = ask(catalog, six_zones(), data)
    assert proposal.unanswered == {"2:no_zone"}
    assert [row[0] for row in tenants(proposal)] == ["内"]
    nearest = ask(catalog, six_zones(), data, answers={"2:no_zone": "nearest"})
    # 0.0009° (87 m) from A, 0.0011° from B; the other one is 4.8 km away.
    assert [row[:2] for row in tenants(nearest)] == [("近", "A"), ("内", "A")]
    assert left_out(nearest) == [("no_zone_near", 3)]


def test_places_outside_the_district(catalog: Catalog) -> None:
    data = at((106.5, 29.5), (116.4, 39.9), IN_A, 企业名称=["渝", "京", "内"], 片区=list("ABA"))
    proposal = ask(catalog, six_zones(), data)
    found = doubt(proposal, "2:outside")
    assert (found.chosen, said(found)["rows"]) == ("leave_out", "2, 3")
    assert [row[0] for row in tenants(proposal)] == ["内"]
    kept = ask(catalog, six_zones(), data, answers={"2:outside": "keep"})
    assert [row[:2] for row in tenants(kept)] == [("渝", "A"), ("京", "B"), ("内", "A")]
    assert left_out(kept) == [("too_far", 3)]  # no table holds a place so far away
    assert np.isnan(kept.tables["tenants"]["lon"].iloc[1])


def test_published_enterprises_are_recognised(catalog: Catalog) -> None:
    names = ["博彦科技", "ｉＦＬＹＴＥＫ", "携程", "软通动力有限公司", "无名公司"]
    proposal = ask(catalog, enterprises(企业名称=names, 片区=["A"] * 5))
    frame = proposal.tables["tenants"]
    ids = frame["enterprise_id"].where(frame["enterprise_id"].notna(), None)
    assert list(ids) == ["E003", "E011", "E006", "E013", None]
    assert list(frame["sector"].iloc[:2]) == ["outsourcing", "software"]


def test_doubles_are_asked_over_all_files(catalog: Catalog) -> None:
    one = enterprises(企业名称=["甲", "乙", "甲 "], 片区=["A", "A", "A"])
    other = enterprises(企业名称=["甲", "甲"], 片区=["A", "B"])
    proposal = ask(catalog, one, other)
    assert proposal.unanswered == {"all:doubles"}
    assert said(doubt(proposal, "all:doubles"))["count"] == 2
    assert [row[:2] for row in tenants(proposal)] == [("甲", "A"), ("乙", "A"), ("甲", "B")]
    assert len(ask(catalog, one, other, answers={"all:doubles": "keep"}).tables["tenants"]) == 5


def test_lines_of_totals_are_left_out(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲", "合计"], 片区=["A", ""], 注=["", "1家"])
    assert left_out(ask(catalog, data)) == [("total_row", 3)]


def test_dates_that_are_none_are_told_once(catalog: Catalog) -> None:
    data = enterprises(
        企业名称=list("甲乙丙"), 片区=list("AAA"), 入驻时间=["去年", "去年", "2020Q1"]
    )
    proposal = ask(catalog, data)
    assert left_out(proposal) == [("date_unread", 2)]
    assert list(proposal.tables["tenants"]["since_year"].fillna(0)) == [0, 0, 2020]


def test_hostile_text_stays_text(catalog: Catalog) -> None:
    names = [MARKUP, '=HYPERLINK("http://x")', "a\x00b\u202ec\nd", "长" * 5000, "{layer}%s"]
    proposal = ask(catalog, enterprises(企业名称=names, 片区=[f"{MARKUP}区"] + ["A"] * 4))
    word = doubt(proposal, f"1:zone:{MARKUP}区")
    assert MARKUP in word.text("zh")
    answers = {word.key: "A"}
    made = [
        row[0]
        for row in tenants(
            ask(catalog, six_zones(), enterprises(企业名称=names, 片区=["A"] * 5), answers=answers)
        )
    ]
    assert made == [MARKUP, '=HYPERLINK("http://x")', "abc d", "长" * 200, "{layer}%s"]


def test_columns_of_odd_names(catalog: Catalog) -> None:
    data = table({"none": ["A"], "{x}": ["甲"], "<b>片区</b>": ["B"], "企业名称": ["乙"]}, "企业")
    proposal = ask(catalog, data)
    assert tenants(proposal)[0][:2] == ("乙", "B")
    assert all(one.text(lang) for one in proposal.doubts for lang in LANGS)


def test_two_hundred_problems_and_a_count(catalog: Catalog) -> None:
    names = [f"企{n}" for n in range(300)]
    proposal = ask(catalog, enterprises(企业名称=[*names, "好"], 片区=[""] * 300 + ["A"]))
    assert len(proposal.problems) == 201
    assert proposal.problems[-1].kind == "more_left_out"
    assert said(proposal.problems[-1]) == {"count": 100}


def test_enterprises_of_an_earlier_import(catalog: Catalog, tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    first = ask(catalog, enterprises(企业名称=["甲", "乙"], 片区=["A", "B"]))
    assert apply_tables(first.tables, first.outlines, "first", folder) == []
    later = load_catalog(folder)
    data = enterprises(企业名称=["丙"], 片区=["C"])
    assert ask(later, data).unanswered == {"all:earlier"}
    joined = ask(later, data, answers={"all:earlier": "join"})
    assert [row[0] for row in tenants(joined)] == ["甲", "乙", "丙"]
    assert apply_tables(joined.tables, joined.outlines, "second", folder) == []
    assert load_catalog(folder).problems == ()
    assert len(ask(later, data, answers={"all:earlier": "replace"}).tables["tenants"]) == 1


def test_a_sheet_takes_the_place_of_a_large_register(catalog: Catalog, tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    (folder / "local").mkdir()
    (folder / "local" / "tenants.parquet").write_bytes(b"in the way")
    made = ask(catalog, enterprises(企业名称=["甲"], 片区=["A"]))
    assert apply_tables(made.tables, made.outlines, "sheet", folder) == []
    assert len(load_catalog(folder)["tenants"]) == 1


def test_a_register_in_force_is_not_replaced_unasked(catalog: Catalog) -> None:
    tables = {name: frame for name, frame in catalog.tables.items() if name != "tenants"}
    large = replace(catalog, tables=tables, register=Path("tenants.parquet"))
    data = enterprises(企业名称=["甲"], 片区=["A"])
    assert ask(large, data).unanswered == {"all:register"}
    assert not ask(large, data, answers={"all:register": "leave_out"}).tables
    assert len(ask(large, data, answers={"all:register": "replace"}).tables["tenants"]) == 1
    assert "tenants" not in ask(large, six_zones()).tables


# Rows of a template -------------------------------------------------------------------------


def test_schematic_rows_do_not_turn_into_facts(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲", "乙"], 片区=["A", "B"], 依据=["示意", ""])
    proposal = ask(catalog, data)
    assert proposal.unanswered == {"1:schematic"}
    assert [row[0] for row in tenants(proposal)] == ["乙"]
    assert len(ask(catalog, data, answers={"1:schematic": "take"}).tables["tenants"]) == 2
    draft = ask(catalog, data, grade="illustrative")
    assert draft.is_ready
    assert set(draft.tables["tenants"]["evidence"]) == {"illustrative"}


# Projects -----------------------------------------------------------------------------------


def projects(**columns: Sequence[object]) -> Layer:
    """Return a sheet of projects."""
    return table(columns, "项目", "项目.xlsx")


def test_published_projects_get_a_zone_and_keep_their_facts(catalog: Catalog) -> None:
    data = projects(
        项目编号=["P02", "", ""],
        项目名称=[
            "阿里巴巴客户体验中心",
            "爱奇艺永川文创园",
            "Knownsec Information Security Service Base",
        ],
        片区=["C", "D", "E"],
        投资额=["9亿元", "", ""],
    )
    proposal = ask(catalog, data)
    assert proposal.is_ready
    places = proposal.tables["project_places"].set_index("project_id")
    assert places["zone"][["P02", "P03", "P08"]].to_dict() == {"P02": "C", "P03": "D", "P08": "E"}
    assert set(places["evidence"][["P02", "P03", "P08"]]) == {"official"}
    assert places["evidence"]["P04"] == "illustrative"  # not in the file: stays
    assert len(places) == len(catalog["project_places"])
    assert not {"projects", "project_statuses"} & proposal.tables.keys()


def test_a_zone_in_print_is_not_contradicted(catalog: Catalog) -> None:
    data = projects(项目编号=["P20"], 项目名称=["重庆数字经济产业学院"], 片区=["A"])
    proposal = ask(catalog, data)
    assert left_out(proposal) == [("zone_in_print", 2)]
    assert not proposal.tables


def test_unknown_projects_may_be_added(catalog: Catalog) -> None:
    data = projects(
        项目名称=["云谷量子计算中心", "月球基地"],
        英文名称=["Quantum Centre", ""],
        片区=["A", ""],
        板块=["数据处理", "其他"],
        状态=["在建", ""],
        日期=["2026年3月", ""],
        规划坐席=["300", "若干"],
        投资额_亿元=[1.5, ""],
    )
    proposal = ask(catalog, data)
    assert proposal.unanswered == {"1:project:2", "1:project:3"}
    answers = {"1:project:2": "add", "1:project:3": "add"}
    made = ask(catalog, data, answers=answers)
    assert left_out(made) == [("seats_unread", 3)]
    first, second = made.tables["projects"].to_dict("records")
    assert (first["project_id"], first["name_zh"], first["name_en"]) == (
        "L01",
        "云谷量子计算中心",
        "Quantum Centre",
    )
    assert (first["zone"], first["sector"], first["investment_cny"], first["seats_planned"]) == (
        "A",
        "data",
        1.5e8,
        300,
    )
    assert (second["project_id"], second["zone"], second["sector"]) == ("L02", None, "other")
    statuses = made.tables["project_statuses"]
    assert list(statuses["status"]) == ["construction", "unknown"]
    assert list(statuses["date"]) == ["2026-03", "2026-11"]
    assert list(statuses["basis"]) == ["event", "printed"]
    assert list(statuses["wording_zh"]) == ["在建", "未说明"]
    left = ask(catalog, data, answers=dict.fromkeys(answers, "leave_out"))
    assert not left.tables


def test_similar_names_are_asked(catalog: Catalog) -> None:
    data = projects(项目名称=["西部首条自动驾驶公交专线"], 片区=["B"])
    found = doubt(ask(catalog, data), "1:project:2")
    assert (found.kind, found.chosen, found.is_sure) == ("project_alike", "P23", False)
    assert {"add", "leave_out"} < {choice.value for choice in found.choices}
    made = ask(catalog, data, answers={"1:project:2": "P23"})
    assert made.tables["project_places"].set_index("project_id")["zone"]["P23"] == "B"


def test_one_project_in_two_rows_counts_once(catalog: Catalog) -> None:
    names = ["爱奇艺永川文创园", "爱奇艺永川文创产业园", "月球基地", "月球 基地"]
    proposal = ask(catalog, projects(项目名称=names, 片区=list("ABCD")))
    assert left_out(proposal) == [("project_twice", 3), ("project_twice", 5)]
    places = proposal.tables["project_places"].set_index("project_id")["zone"]
    assert (places["P03"], places["L01"]) == ("A", "C")


def test_own_projects_are_brought_up_to_date(catalog: Catalog, tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    data = projects(项目名称=["月球基地"], 片区=["A"], 状态=["在建"], 投资=["3亿元"])
    first = ask(catalog, data, answers={"1:project:2": "add"})
    assert apply_tables(first.tables, first.outlines, "first", folder) == []
    later = load_catalog(folder)
    data = projects(
        项目编号=["L01"], 项目名称=["月球基地"], 片区=["B"], 状态=["已投用"], 日期=["2026-12"]
    )
    second = ask(later, data)
    assert second.is_ready
    assert apply_tables(second.tables, second.outlines, "second", folder) == []
    after = load_catalog(folder)
    assert after.problems == ()
    row = after["projects"].set_index("project_id").loc["L01"]
    assert (row["zone"], row["investment_cny"]) == ("B", 3e8)
    history = after["project_statuses"].query("project_id == 'L01'")
    assert list(history["status"]) == ["construction", "operating"]


def test_many_unknown_projects_are_one_question(catalog: Catalog) -> None:
    data = projects(项目名称=[f"{n}号厂房" for n in range(21)], 片区=["A"] * 21)
    proposal = ask(catalog, data)
    assert proposal.unanswered == {"1:projects"}
    assert list(proposal.tables["projects"]["project_id"])[-1] == "L21"


def test_a_draft_adds_no_projects(catalog: Catalog) -> None:
    data = projects(项目名称=["月球基地"], 片区=["A"])
    assert left_out(ask(catalog, data, grade="illustrative")) == [("draft_project", 2)]


def test_bare_money_is_asked(catalog: Catalog) -> None:
    data = projects(项目名称=["月球基地"], 片区=["A"], 投资=["15000"])
    proposal = ask(catalog, data)
    assert "1:unit:investment" in proposal.unanswered
    answers = {"1:project:2": "add", "1:unit:investment": "万元"}
    made = ask(catalog, data, answers=answers)
    assert list(made.tables["projects"]["investment_cny"]) == [1.5e8]


def test_too_many_projects_are_no_projects(catalog: Catalog) -> None:
    data = projects(项目名称=[f"n{n}" for n in range(501)], 片区=["A"] * 501)
    assert left_out(ask(catalog, data)) == [("too_many_projects", None)]


def test_footprints_count_with_a_point_on_them(catalog: Catalog) -> None:
    hall = shapely.box(IN_A[0], IN_A[1], IN_A[0] + 1e-3, IN_A[1] + 1e-3)
    data = layer({"项目名称": ["知道创宇信息安全服务基地"]}, [hall], "项目")
    made = ask(catalog, six_zones(), data)
    place = made.tables["project_places"].set_index("project_id").loc["P08"]
    assert place["zone"] == "A"
    assert hall.contains(shapely.Point(place["lon"], place["lat"]))


# The whole way, and fast --------------------------------------------------------------------


def test_from_sheet_to_pack(catalog: Catalog, tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    text = "企业名称,片区,板块,经度(WGS84),纬度(WGS84)\n甲,A,软件信息,105.905,29.345\n乙,B,,,\n"
    upload = read_upload("企业.csv", text.encode())
    other = Upload("p", (projects(项目名称=["月球基地"], 片区=["A"], 状态=["在建"]),), ())
    answers = {"2:project:2": "add", "1:zone_conflict": "by_column"}
    proposal = propose([upload, other], catalog, answers, Supplied("台账", "", "2026-11"))
    assert proposal.is_ready
    assert apply_tables(proposal.tables, proposal.outlines, "台账", folder) == []
    after = load_catalog(folder)
    assert after.problems == ()
    assert list(after["tenants"]["zone"]) == ["A", "B"]
    assert "L01" in set(after["projects"]["project_id"])


def test_a_hundred_thousand_points(catalog: Catalog) -> None:
    count = 100_000
    rng = np.random.default_rng(7)
    points = np.column_stack(
        [WEST + 6 * 1.2 * WIDTH * rng.random(count), SOUTH + HEIGHT * rng.random(count)]
    )
    frame = {
        "企业名称": [f"企业{n}" for n in range(count)],
        "板块": ["软件信息", "数据处理"] * (count // 2),
    }
    data = layer(frame, shapely.points(points), "企业")
    zones = six_zones()
    started = time.process_time()
    proposal = ask(catalog, zones, data, answers={"2:no_zone": "leave_out"})
    took = time.process_time() - started
    # Squares and the gaps between them share the ground 10 to 2.
    assert proposal.taken["enterprises"][1] / count == pytest.approx(10 / 12, abs=0.01)
    assert took < 6  # 2 s on a quiet core


def test_no_answer_is_needed_for_what_is_sure(catalog: Catalog) -> None:
    data = enterprises(企业名称=["甲"], 片区=["A"])
    proposal = ask(catalog, data)
    assert {"1:meaning", "1:column:name", "1:column:zone", "1:column:sector"} <= keys(proposal)
    assert not proposal.unanswered
    assert isinstance(proposal.tables["tenants"], pd.DataFrame)
