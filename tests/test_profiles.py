"""Profiles: what stands in the articles, at its date and by its grade, under one address."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from components.blocks.base import Panel
from components.blocks.profile import Kind, profile_id, profiled
from components.blocks.text import spoken
from components.handout.orders import profile_job
from components.handout.pdf_file import pdf_bytes
from components.handout.profile_deck import deck_of_profile
from components.profiles.mini_map import Point, Shape, mini_map
from components.profiles.offered import profile_panels
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.i18n import Lang
from data.packs import DATA_DIR
from data.selection import Selection
from tests.local import local_catalog, shipped
from tests.opened import message, open_page, page_script
from tests.pdf_text import pdf_pages

ALL, PUBLISHED = Selection(), Selection(evidence="published")
PARK = DATA_DIR / "parks" / "brendsand"


def panel_of(
    catalog: Catalog, kind: Kind, record: str, lang: Lang = "zh", chosen: Selection = ALL
) -> Panel:
    at, name = catalog.standing(chosen), profile_id(kind, record)
    return profile_panels(at, chosen, spoken(at, lang, chosen), name)[name]()


def text_of(
    catalog: Catalog, kind: Kind, record: str, lang: Lang = "zh", chosen: Selection = ALL
) -> str:
    """Return what a profile says, without tags and with single spaces."""
    html = panel_of(catalog, kind, record, lang, chosen).html
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("record", ["C", "A/1", "新 区", "a-b", "x%20y", '"><script>'])
def test_an_address_leads_back_to_its_record(record: str) -> None:
    for kind in ("zone", "project", "enterprise", "building"):
        name = profile_id(kind, record)
        assert re.fullmatch(r"[\w.~%-]+", name, re.ASCII)
        assert profiled(name) == (kind, record)
    assert profiled("profile-zone-") is None
    assert profiled("figure-1") is None


def test_links_of_before_still_open() -> None:
    assert profiled("project-P02") == ("project", "P02")
    assert profiled("firm-E016") == ("enterprise", "E016")


# 002 L265-270 and L226-228; 003 L1-3, L17-19.
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("3 亿元", "5,000 席", "1,000 席", "700人", "2020年4月8日", "2020年8月")),
        ("en", ("CNY 300 million", "5,000 seats", "1,000 seats", "700 people", "8 Apr 2020")),
    ],
)
def test_project_tells_what_the_articles_print(
    catalog: Catalog, lang: Lang, said: tuple[str, ...]
) -> None:
    panel, text = (
        panel_of(catalog, "project", "P02", lang),
        text_of(catalog, "project", "P02", lang),
    )
    for part in said:
        assert part in text
    assert "C14" in text  # how many seats is not agreed on
    numbers = {section.fact.value for section in panel.body if section.fact}
    assert {3e8, 5000, 1000, 700} <= numbers
    assert panel.table is not None
    assert len(panel.table) > 5


def test_project_knows_nothing_later_than_its_date(catalog: Catalog) -> None:
    early = text_of(catalog, "project", "P02", chosen=Selection(as_of="2020-05"))
    assert "5,000 席" in early  # 003 of April 2020
    assert "700人" not in early
    assert "云签约" in early
    none = panel_of(catalog, "project", "P02", chosen=Selection(as_of="2019"))
    assert "data-asof" in none.html
    assert "3 亿元" not in none.html


def test_project_says_whether_its_place_is_known(catalog: Catalog) -> None:
    assert "（示意）" in text_of(catalog, "project", "P02")
    hidden = text_of(catalog, "project", "P02", chosen=PUBLISHED)
    assert "示意" not in hidden
    assert "片区未公布" in hidden
    # 002 L124-129: the college is to be built with zone F.
    assert "F区（见报）" in text_of(catalog, "project", "P20", chosen=PUBLISHED)


@pytest.mark.parametrize(
    ("lang", "college"),
    [("zh", "重庆数字经济产业学院"), ("en", "Chongqing Digital Economy Industry College")],
)
def test_zone_f_has_its_planned_college_whatever_the_mode(
    catalog: Catalog, lang: Lang, college: str
) -> None:
    for chosen in (ALL, PUBLISHED):
        panel = panel_of(catalog, "zone", "F", lang, chosen)
        assert 'data-open="profile-project-P20"' in panel.html
        assert college in text_of(catalog, "zone", "F", lang, chosen)
        assert "C08" in panel.html  # four zones built, six planned: 003 L43-46, 002 L14-16


def test_zone_c_is_known_by_a_photo_only(catalog: Catalog) -> None:
    text = text_of(catalog, "zone", "C", chosen=PUBLISHED)
    assert "2020年11月26日" in text  # the caption: 002 L327
    assert "照片" in text
    for unknown in (
        "边界在哪里，面积多大",
        "已有哪些企业、多少家",
        "有哪些项目已签约或在建",
        "有哪些楼宇可以租用",
    ):
        assert unknown in text
    assert " 0 " not in text, "hidden is not published, never 0"
    assert "示意" not in text
    assert "<svg" not in panel_of(catalog, "zone", "C", chosen=PUBLISHED).html


def test_zone_tells_projects_with_a_source_from_assumed_ones(catalog: Catalog) -> None:
    html = panel_of(catalog, "zone", "F").html
    printed, assumed = html.split('atlas-heading">示意放在这里的项目')
    assert 'data-open="profile-project-P20"' in printed  # 002 L124-129
    assert 'data-open="profile-project-P20"' not in assumed.partition("</section>")[0]
    places = catalog["project_places"].set_index("project_id")
    here = set(places.index[places["zone"] == "F"]) - {"P20"}
    named = re.findall(r'data-open="profile-project-(\w+)"', assumed.partition("</section>")[0])
    assert here == set(named)


def test_numbers_of_a_zone_are_marked_and_open_their_origin(catalog: Catalog) -> None:
    panel = panel_of(catalog, "zone", "C")
    keys = re.findall(r'<details class="atlas-fact"([^>]*)>', panel.html)
    assert keys
    assert all('data-kind="assumed"' in one for one in keys)
    assert "虚线框内的数为示意" in panel.html
    assert {section.fact.grade for section in panel.body if section.fact} <= {
        "illustrative",
        "reported",
    }
    assert 'data-pick="zone:C"' in panel.html
    assert "zones=C" in panel.html  # the pages filtered by it


def test_zone_of_the_office_counts_its_rows(tmp_path: Path) -> None:
    """Eight enterprises of the office in zone C, and its project L03; markup stays text."""
    office = local_catalog(shipped(tmp_path))
    html, text = panel_of(office, "zone", "C").html, text_of(office, "zone", "C")
    assert "8 家" in text
    assert len(re.findall(r'data-open="profile-enterprise-T', html)) == 8
    assert "<script" not in html
    assert 'data-open="profile-project-L03"' in html.split('atlas-heading">示意放在这里的项目')[0]
    first = re.search(r'data-open="profile-enterprise-(T\d+)"', html)
    assert first
    firm = text_of(office, "enterprise", first[1])
    assert "C区" in firm
    assert "2019年" in firm  # the first of each zone came then
    assert "示意" not in firm


def test_enterprise_has_its_names_sectors_and_projects(catalog: Catalog) -> None:
    panel = panel_of(catalog, "enterprise", "E016")
    assert panel.title == "阿里巴巴客户体验中心"
    assert 'data-open="profile-project-P02"' in panel.html
    assert "700人" in panel.html
    assert "1,000 万户" not in panel.html  # of the whole group
    assert "不等于入驻时间" in panel.html


def test_dot_of_the_map_is_no_real_enterprise(catalog: Catalog) -> None:
    tenants = catalog["tenants"]
    named = tenants[tenants["enterprise_id"].notna()].iloc[0]
    nameless = tenants[tenants["enterprise_id"].isna()].iloc[0]
    firms = catalog["enterprises"].set_index("enterprise_id")["name_zh"]
    panel = panel_of(catalog, "enterprise", named["tenant_id"])
    assert panel.title == firms[named["enterprise_id"]]
    assert "不对应任何一家真实企业" in text_of(catalog, "enterprise", nameless["tenant_id"])
    hidden = panel_of(catalog, "enterprise", nameless["tenant_id"], chosen=PUBLISHED)
    assert 'data-do="illustrative"' in hidden.html


def test_row_of_a_large_register_is_found(catalog: Catalog, tmp_path: Path) -> None:
    rows = catalog["tenants"].head(300).assign(evidence="official", name="企业")
    path = tmp_path / "tenants.parquet"
    pq.write_table(pa.Table.from_pandas(rows), path, row_group_size=100)
    large = Catalog(dict(catalog.tables), catalog.outlines, (), register=path)
    del large.tables["tenants"]
    large.__dict__["tenants"] = catalog.tenants
    last = rows["tenant_id"].iloc[-1]
    assert f"zone-{rows['zone'].iloc[-1]}" in panel_of(large, "enterprise", last).html
    assert panel_of(large, "enterprise", "T9999").title == "没有这份档案"


def test_building_tells_size_place_and_what_is_not_known(catalog: Catalog) -> None:
    text = text_of(catalog, "building", "P11")
    assert "500 个机柜" in text  # 002 L82-83
    assert "4,000 台" in text
    assert "入驻企业和可租面积没有公布" in text
    assert "C15" in text


@pytest.mark.parametrize("kind", ["zone", "project", "enterprise", "building"])
def test_neighbours_are_in_order_and_end(catalog: Catalog, kind: Kind) -> None:
    first = {"zone": "A", "project": "P01", "enterprise": "E001", "building": "P01"}[kind]
    seen, crest = [first], panel_of(catalog, kind, first).crest
    assert crest is not None
    assert crest.earlier is None
    while crest and crest.later:
        asked = profiled(crest.later.open)
        assert asked is not None
        before = seen[-1]
        seen.append(asked.record)
        crest = panel_of(catalog, kind, asked.record).crest
        assert crest is not None
        assert crest.earlier is not None
        assert crest.earlier.open == profile_id(kind, before)
    counts = {"zone": 6, "project": 35, "enterprise": 39, "building": 20}
    assert len(seen) == len(set(seen)) == counts[kind]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "不在此数据包"), ("en", "not in this data pack")]
)
def test_what_is_not_there_says_so(catalog: Catalog, lang: Lang, said: str) -> None:
    html = panel_of(catalog, "zone", "<b>", lang).html
    assert said in html
    assert "<b>" not in html


def test_every_page_offers_every_profile() -> None:
    for page in ("help", "stories", "talent"):
        app = open_page(page_script(page), open="profile-zone-C", lang="zh")
        panel = message(app)["panel"]
        assert panel["title"] == "C区", page
        assert panel["crest"]["earlier"]["open"] == "profile-zone-B"
        assert "照片" in panel["html"]
        assert panel["csv"].startswith("项,")


def test_second_park_has_its_own_profiles() -> None:
    park = load_catalog(PARK)
    koog = text_of(park, "zone", "koog", "en")
    assert "1.2 km²" in koog  # measured in 2023: bc-2023 L13
    assert "Sensor Campus" in koog
    campus = text_of(park, "project", "BH-08", "en")
    assert "260 people" in campus  # bc-2025
    assert "Polder" in campus
    for kind, record in (("zone", "koog"), ("project", "BH-08"), ("building", "BH-08")):
        html: Any = panel_of(park, kind, record).html  # type: ignore[arg-type]
        assert "云谷" not in html
        assert "永川" not in html


def test_mini_map_places_a_zone_among_its_neighbours() -> None:
    """Two squares side by side: north is up, and as wide as high at the equator."""
    own = Shape(shapely.box(0, 0, 1, 1), "#117733", "C")
    other = Shape(shapely.box(3, 0, 4, 1), "#882255", "D")
    drawn = mini_map(
        own, [other], [], [Point(2, 0.5, "湖"), Point(9, 9, "far")], alt="x", is_schematic=False
    )
    left, right = (
        [float(n) for n in re.findall(r"[\d.]+", one)]
        for one in re.findall(r' d="([^"]+)"', drawn)[::-1]
    )
    xs, ys = left[0::2], left[1::2]
    assert max(xs) < min(right[0::2]), "west is left"
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), rel=0.01)
    assert drawn.count("<circle") == 1, "what lies outside is left out"
    assert "url(#" not in drawn
    hatched = mini_map(own, [], [], [], alt="x", is_schematic=True)
    assert "url(#atlas-mini-hatch)" in hatched


@pytest.mark.parametrize(("lang", "chosen"), [("zh", ALL), ("en", PUBLISHED)])
def test_profile_is_handed_out_on_one_page(catalog: Catalog, lang: Lang, chosen: Selection) -> None:
    request = Request(catalog, chosen, spoken(catalog, lang, chosen), THEMES["dark"], {})
    deck = deck_of_profile(request, "profile-zone-F")
    assert (deck.slides[0].map is None) == (chosen is PUBLISHED)
    (page,) = pdf_pages(pdf_bytes(deck, catalog, lambda _: None))
    college = {"zh": "重庆数字经济产业学院", "en": "Digital Economy Industry College"}[lang]
    assert college in re.sub(r"\s+", "" if lang == "zh" else " ", page)
    job = profile_job(request, "overview", "pdf", "profile-zone-F")
    assert job is not None
    assert job.file.endswith(".pdf")
    assert profile_job(request, "overview", "pdf", "profile-zone-nope") is None
