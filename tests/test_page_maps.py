"""What each page puts on its map: counts by hand from the tables, signs, words on hover."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from components.blocks.base import Content
from components.contents.pages import FACTS
from components.map.enterprises import Places
from components.map.page_marks import Marks, lines, shifted
from components.map.plan import EVERY, MapPlan
from components.session.request import Request, Seen
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from geo.basemaps import basemaps
from tests.shipped import words_of

# Of the 25 projects that have a place, by their last wording in the articles.
STATUSES = {"●": 9, "◐": 4, "▨": 1, "◌": 8, "？": 3}
# Of 20 projects that build or equip a place; P01 and P35 have none.
KINDS = {"运": 4, "园": 5, "训": 4, "试": 1, "数": 2, "影": 2}
SECTORS = {"服务外包": 50, "软件信息": 80, "数据处理": 90, "数字内容": 40, "电子商务": 30}
PARK = "29.2,105.7,29.6,106.2,13"


def content(
    catalog: Catalog,
    page: str,
    chosen: Selection | None = None,
    lang: Lang = "zh",
    seen: Seen | None = None,
    options: dict[str, str] | None = None,
) -> Content:
    asked = Request(
        *(
            catalog,
            chosen or Selection(),
            words_of(lang),
            THEMES["light"],
            options or {},
            seen or Seen(),
        )
    )
    return FACTS[page].content(asked)


def marks(
    catalog: Catalog,
    page: str,
    chosen: Selection | None = None,
    lang: Lang = "zh",
    options: dict[str, str] | None = None,
) -> Marks:
    found = content(catalog, page, chosen, lang, options=options)["map-marks"]
    assert isinstance(found, Marks)
    return found


@pytest.mark.parametrize("page", ["overview", "projects", "timeline"])
def test_projects_stand_with_their_status_and_the_others_are_counted(
    catalog: Catalog, page: str
) -> None:
    found = marks(catalog, page)
    assert Counter(one.sign for one in found.items) == STATUSES
    assert [one.sign for one in found.legend] == list(STATUSES)
    assert found.note == "另有 10 个项目没有位置"
    assert all(one.hatched for one in found.items), "no article gives a place"
    customer_centre = next(one for one in found.items if one.id == "P02")
    assert customer_centre.open == "profile-project-P02"
    assert customer_centre.tip.split("\n") == [
        "阿里巴巴客户体验中心",
        "◐ 部分投用 · 2020年8月起 · 见报",
        "位置为示意",
    ]


def test_marks_follow_filters_and_evidence(catalog: Catalog) -> None:
    in_a = marks(catalog, "projects", Selection(zones=("A",)))
    assert {one.id for one in in_a.items} == {
        *("P03", "P07", "P14", "P15", "P19"),
        *("P27", "P28", "P31"),
    }
    assert in_a.note == "", "all that a zone is assumed for have a place"
    hidden = marks(catalog, "projects", Selection(evidence="published"))
    assert (hidden.items, hidden.title, hidden.note) == ([], "", "另有 35 个项目没有位置")


def test_facilities_stand_by_what_they_are(catalog: Catalog) -> None:
    found = marks(catalog, "facilities")
    assert Counter(one.sign for one in found.items) == KINDS
    assert {one.sign for one in found.legend} == KINDS.keys()
    assert found.note == "另有 2 个没有位置"
    studios = marks(catalog, "facilities", options={"facilities-kind": "studio"})
    assert {one.id for one in studios.items} == {"P13", "P14"}


def test_sites_stand_by_rank_and_score(catalog: Catalog) -> None:
    found = marks(catalog, "sites")
    assert sorted(one.sign for one in found.items) == list("123456")
    by_rank = sorted(found.items, key=lambda one: one.sign)
    scores = [float(one.text) for one in by_rank]
    assert scores == sorted(scores, reverse=True)
    assert by_rank[0].id.removeprefix("site-") in by_rank[0].open
    assert marks(catalog, "sites", Selection(evidence="published")).items == []


def test_timeline_shows_what_stood_then(catalog: Catalog) -> None:
    early = marks(catalog, "timeline", Selection(as_of="2017"))
    assert {one.id for one in early.items} == {"P28", "P29", "P30", "P31"}  # 001 L49
    assert {"zones", "test_area", "twin_1", "twin_2", "v2x", "bus"} == set(early.absent)
    late = marks(catalog, "timeline", Selection(as_of="2020-12"))
    assert {"test_area", "twin_1", "twin_2", "v2x"} == set(late.absent), "the bus line was in print"
    assert marks(catalog, "timeline").absent == []
    assert marks(catalog, "overview", Selection(as_of="2017")).absent == []


def test_enterprises_have_the_colour_of_their_sector(catalog: Catalog) -> None:
    made = content(catalog, "enterprises", seen=Seen(window=PARK))
    places, key = made["map-places"], made["map-marks"]
    assert isinstance(places, Places)
    assert isinstance(key, Marks)
    assert places.groups
    assert places.labels
    assert places.names
    named = Counter(places.labels[one].split("\n")[0] for one in places.groups)
    assert named == SECTORS | {"未归入板块": 40}
    assert key.layer == "tenants"
    assert [(one.label, one.colour) for one in key.legend] == list(
        zip([one.split("\n")[0] for one in places.labels], places.colours or [], strict=True)
    )
    named_firm = places.names.index("博彦科技")
    assert places.labels[places.groups[named_firm]].split("\n") == ["服务外包", "位置为示意"]
    # What the browser has is not sent again.
    again = content(catalog, "enterprises", seen=Seen(window=PARK, has=places.key))["map-places"]
    assert isinstance(again, Places)
    assert (again.shapes, again.groups, again.names) == (None, None, None)
    assert again.colours == places.colours


def test_a_zone_says_its_numbers_and_once_that_they_are_assumed(catalog: Catalog) -> None:
    tips = marks(catalog, "overview").tips
    # 80 of the 330 tenants, and P13, P26, P30 and P32, are assumed in zone C.
    assert tips["origin-C"].split("\n") == [
        "C区",
        "企业 80 家 · 项目 4 个",
        "数量与轮廓均为示意",
        "点击筛选，再点看档案",
    ]
    assert tips["origin-C"].count("示意") == 1
    chosen = marks(catalog, "overview", Selection(zones=("A",), sectors=("data",)), lang="en").tips
    # A filter of zones leaves the numbers of the others; one of sectors does not.
    tenants, projects = (
        catalog["tenants"],
        catalog["projects"].merge(
            catalog["project_places"][["project_id", "zone"]], on="project_id", suffixes=("_", "")
        ),
    )
    firms = ((tenants["zone"] == "C") & (tenants["sector"] == "data")).sum()
    built = ((projects["zone"] == "C") & (projects["sector"] == "data")).sum()
    assert chosen["origin-C"].startswith(f"Zone C\n{firms} enterprises · {built} project")
    printed = marks(catalog, "overview", Selection(evidence="published")).tips
    assert not printed.keys() & {f"origin-{zone}" for zone in "ABCDEF"}, "no outline is in print"


@pytest.mark.parametrize("page", ["targets", "talent"])
def test_pages_whose_topic_has_no_place_have_no_map(catalog: Catalog, page: str) -> None:
    assert not [slot for slot in content(catalog, page) if slot.startswith("map-")]


def test_marks_are_shifted_with_the_basemap(catalog: Catalog) -> None:
    (gaode,) = (one for one in basemaps() if one.datum == "GCJ-02")
    plain = marks(catalog, "projects").items
    found = content(catalog, "projects", seen=Seen(basemap=gaode))["map-marks"]
    assert isinstance(found, Marks)
    far = [
        np.hypot((a.at[0] - b.at[0]) * 110_900, (a.at[1] - b.at[1]) * 97_000)
        for a, b in zip(found.items, plain, strict=True)
    ]
    assert 450 < min(far) < max(far) < 500, "about 475 m at the park"
    assert shifted(Marks()) == Marks()


def test_a_plan_names_the_layers_by_what_they_are(catalog: Catalog) -> None:
    told = MapPlan(("zones", "digital_twin"), ("routes",), is_quiet=True).script(catalog).told
    assert told == {
        "hidden": ["test_area", "landmarks", "tenants"],
        "shown": ["twin_1", "twin_2", "zones"],
        "off": ["bus", "v2x"],
        "quiet": True,
    }
    assert EVERY.script(catalog).told["hidden"] == []


def test_lines_leave_out_what_is_empty() -> None:
    assert lines("a", ("b", "", "c"), "", ()) == "a\nb · c"
