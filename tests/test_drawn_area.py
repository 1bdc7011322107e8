"""An area drawn on the map: its text, what a link takes, and what is counted in it."""

import json
import math
import shutil
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from matplotlib.patches import Patch
from matplotlib.text import Text

from components.blocks.cards import Card, Cards
from components.contents.pages import FACTS
from components.handout.html_file import html_bytes
from components.map.drawn import area_block, area_panel
from components.map.enterprises import places_block, sector_marks
from components.map.linked_map import map_content
from components.map.outline_file import take_outline
from components.paper.map_sheet import map_figure
from components.session.events import apply_log, basemap_of
from components.session.filters import filter_text, filters_block
from components.session.request import Request, Seen
from components.session.state import View
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.counts import counts, enterprises_fact, selected_total
from data.drawn_area import (
    AreaError,
    area_shape,
    area_text,
    circle_of,
    circle_text,
    holds,
)
from data.local_pack import apply_tables
from data.packs import DATA_DIR
from data.records.checks import check
from data.selection import Dropped, Selection
from data.status import chosen_projects, hides_projects
from data.story_fields import selected
from data.tenants import Tenants, cube_within
from geo.areas import area_km2
from geo.bins import Window, shapes_in, values
from geo.datum import area_from_gcj02, wgs84_to_gcj02
from geo.handover.area import area_layers
from geo.handover.export import About, geojson_bytes, styled_geopackage
from geo.handover.styles import layer_colours
from geo.inside import Unplaced, ground_inside, unplaced
from tests.decks import view_deck
from tests.local import SOURCE, shipped, sources
from tests.shipped import AXES, words_of

# A field of 0.02° by 0.02° at 29.31° N. By the series of the ellipsoid WGS84, a degree of latitude
# is 111,132.95 − 559.82·cos 2φ + 1.18·cos 4φ = 110,841 m there, and one of longitude
# 111,412.84·cos φ − 93.5·cos 3φ = 97,148 m.
FIELD = shapely.box(105.90, 29.30, 105.92, 29.32)
FIELD_KM2 = 0.02 * 110.841 * 0.02 * 97.148
DRAWN = Selection(area=area_text(FIELD))
# Two firms and a project in the field, two firms east of it, one firm of which only the zone is
# known, a project north of it and one without a place.
TENANTS = pd.DataFrame(
    [
        ("A", "software", 105.91, 29.31),
        ("B", "data", 105.901, 29.319),
        ("B", "data", 105.93, 29.31),
        ("C", "software", 105.95, 29.31),
        ("A", "data", math.nan, math.nan),
    ],
    columns=["zone", "sector", "lon", "lat"],
).assign(evidence="illustrative", assumption_id="tenant-spread")
PLACES = pd.DataFrame(
    [("P01", "A", 105.91, 29.31), ("P02", "B", 105.91, 29.33)],
    columns=["project_id", "zone", "lon", "lat"],
).assign(evidence="illustrative", assumption_id="project-spread")


@pytest.fixture
def few(catalog: Catalog) -> Catalog:
    """Return the shipped packs with the firms and the projects above."""
    projects = catalog["projects"]
    kept = projects[projects["project_id"].isin(["P01", "P02", "P04"])].assign(zone=None)
    tables = {"tenants": TENANTS, "project_places": PLACES, "projects": kept}
    return replace(catalog, tables=catalog.tables | tables)


def counted(
    catalog: Catalog, chosen: Selection, by: str, of: str = "enterprises"
) -> dict[str, int]:
    frame = counts(catalog, chosen, by=by, of=of)  # type: ignore[arg-type]
    return {code: n for code, n in zip(frame[by], frame["count"], strict=True) if n}


def test_text_is_the_published_format_and_needs_no_quoting() -> None:
    # The example of https://github.com/heremaps/flexible-polyline
    places = [(50.10228, 8.69821), (50.10201, 8.69567), (50.10063, 8.6915), (50.09878, 8.68752)]
    ring = shapely.Polygon([(lon, lat) for lat, lon in places])
    assert area_text(ring) == "BFoz5xJ67i1B1B7PzIhaxL7Y"
    assert shapely.equals(area_shape("BFoz5xJ67i1B1B7PzIhaxL7Y"), ring)


@pytest.mark.parametrize("shape", [FIELD, FIELD | shapely.box(106, 29.4, 106.01, 29.41)])
def test_what_is_written_is_read_again(shape: shapely.Geometry) -> None:
    assert shapely.equals_exact(
        shapely.normalize(area_shape(area_text(shape))), shapely.normalize(shape), 1e-9
    )


def test_area_is_that_worked_out_by_hand() -> None:
    assert area_km2(area_shape(DRAWN.area)) == pytest.approx(FIELD_KM2, rel=0.005)
    assert area_km2(area_shape("c:29.31,105.91,1500")) == pytest.approx(math.pi * 2.25, rel=0.001)
    assert filter_text(words_of("zh"), DRAWN) == "所画区域 4.31 km²"
    assert filter_text(words_of("en"), DRAWN) == "Drawn area 4.31 km²"


def test_small_areas_are_told_in_square_metres() -> None:
    small = Selection(area="c:29.31,105.91,100")  # π · 100² = 31,416 m²
    assert filter_text(words_of("en"), small) == "Drawn area 31,416 m²"


def test_circle_ends_at_its_radius() -> None:
    text = circle_text(29.31, 105.91, 1500)
    assert circle_of(text) == (29.31, 105.91, 1500)
    # 1,490 and 1,510 m north of the middle
    north = 29.31 + np.array([1490, 1510]) / 110_841
    assert holds(text, np.full(2, 105.91), north).tolist() == [True, False]


def far(count: int) -> shapely.Geometry:
    return shapely.Point(105.9, 29.3).buffer(0.05, quad_segs=count // 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("junk", "malformed"),
        ("BF", "malformed"),
        ("BF!!", "malformed"),
        ("BF" + "A" * 5_000, "malformed"),
        ("BF" + "g" * 400, "malformed"),
        ("c:29.3,105.9,0", "malformed"),
        ("c:29.3,105.9,999999", "malformed"),
        ("c:nan,105.9,100", "malformed"),
        ("c:95,105.9,100", "malformed"),
        ("c:35.0,105.9,1000", "outside"),
        ("BFoz5xJ67i1B1B7PzIhaxL7Y", "outside"),
    ],
)
def test_what_is_no_area_of_this_park_is_dropped_and_told(
    text: str, why: str, catalog: Catalog
) -> None:
    read = Selection.from_query({"area": text, "zones": "A"}, catalog.choices)
    assert read == (Selection(zones=("A",)), [Dropped("area", text, why)])


def test_too_many_corners_and_crossing_lines_are_refused() -> None:
    with pytest.raises(AreaError, match="vertices"):
        area_text(far(240))
    with pytest.raises(AreaError, match="crossing"):
        area_text(shapely.Polygon([(105.9, 29.3), (105.92, 29.32), (105.92, 29.3), (105.9, 29.32)]))
    assert len(area_text(far(196))) < 2_000


def test_link_scene_and_reset(catalog: Catalog) -> None:
    query = Selection(zones=("A",), area=DRAWN.area).to_query()
    assert query == {"zones": "A", "area": DRAWN.area}
    assert Selection.from_query(query, catalog.choices)[0].area == DRAWN.area
    assert selected(f"area={DRAWN.area}", catalog.choices) == (DRAWN, [])
    assert DRAWN.is_filtered
    assert DRAWN.reset() == DRAWN.unfiltered() == DRAWN.anywhere() == Selection()


def test_reader_draws_and_clears(catalog: Catalog) -> None:
    view = View()

    def post(number: int, value: str) -> None:
        apply_log(view, {"mount": "m", "log": [[number, "area", value]]}, catalog.choices)

    post(1, DRAWN.area)
    assert view.selection.area == DRAWN.area
    post(2, "c:35.0,105.9,1000")
    assert (view.selection.area, view.dropped[0].why) == (DRAWN.area, "outside")
    post(3, "")
    assert view.selection == Selection()


def test_chip_of_the_bar_names_the_area(catalog: Catalog) -> None:
    block = filters_block(catalog, DRAWN, words_of("zh"))
    assert block.area == {"label": "所画区域 4.31 km²", "remove": "移除所画区域"}
    assert filters_block(catalog, Selection(), words_of("zh")).area is None


def test_enterprises_in_it_are_counted_by_their_places(few: Catalog) -> None:
    assert counted(few, DRAWN, "zone") == {"A": 1, "B": 1}
    assert counted(few, DRAWN, "sector") == {"software": 1, "data": 1}
    assert counted(few, replace(DRAWN, zones=("B",)), "sector") == {"data": 1}
    assert selected_total(few, DRAWN, "enterprises") == (2, "illustrative")
    fact = enterprises_fact(few, DRAWN)
    assert fact is not None
    assert (fact.value, fact.qualifier) == (2, "exact")


def test_projects_in_it_are_those_with_a_place_there(few: Catalog) -> None:
    found = chosen_projects(few, DRAWN)
    assert found["project_id"].tolist() == ["P01"]
    assert sum(counted(few, DRAWN, "status", "projects").values()) == 1
    assert selected_total(few, DRAWN, "projects") == (1, "illustrative")


def test_on_published_evidence_nothing_is_known_of_it(few: Catalog, catalog: Catalog) -> None:
    published = replace(DRAWN, evidence="published")
    for one in (few, catalog):
        assert enterprises_fact(one, published) is None
        assert chosen_projects(one, published).empty
        assert hides_projects(one, published)


def test_area_without_a_firm_has_none(few: Catalog) -> None:
    empty = Selection(area="c:29.25,105.85,200")
    fact = enterprises_fact(few, empty)
    assert fact is not None
    assert fact.value == 0
    assert not hides_projects(few, replace(empty, area="c:29.33,105.91,50"))


def test_map_shows_the_firms_in_it_as_points_and_as_cells() -> None:
    rng = np.random.default_rng(15)
    many = pd.DataFrame(
        {
            "zone": "A",
            "sector": "data",
            "lon": rng.uniform(105.8, 106.0, 40_000),
            "lat": rng.uniform(29.2, 29.4, 40_000),
            "evidence": "official",
        }
    )
    inside = many["lon"].between(105.90, 105.92) & many["lat"].between(29.30, 29.32)
    tenants = Tenants.from_frame(many, AXES)
    assert int(cube_within(tenants, DRAWN.area).sum()) == int(inside.sum())
    window = Window(29.2, 105.8, 29.4, 106.0, 11)
    everyone = np.ones(tenants.cube.shape, dtype=bool)
    shown = shapes_in(tenants, window, area=DRAWN.area)
    assert int(values(shown, everyone).sum()) == int(inside.sum())
    assert shapes_in(tenants, window, area="c:29.31,105.91,500").key != shown.key


def card(page: str, catalog: Catalog, chosen: Selection, key: str) -> Card:
    request = Request(catalog, chosen, words_of("en"), THEMES["light"], {})
    cards = FACTS[page].content(request)["cards"]
    assert isinstance(cards, Cards)
    return next(one for one in cards.cards if one.card_id == key)


def test_what_is_measured_on_whole_zones_is_not_said_of_the_area(few: Catalog) -> None:
    for page, key in (("overlay", "test-area"), ("digital-twin", "twin-zones")):
        everywhere, drawn = (card(page, few, one, key) for one in (Selection(), DRAWN))
        assert drawn.value == everywhere.value
        assert drawn.lines[0] == everywhere.lines[0]
        assert drawn.lines[-1].text.startswith("Drawn area 4.31 km² · ")


def test_where_no_project_is_known_to_lie_there_are_not_none(few: Catalog) -> None:
    # P04 has no place: it may lie in any area.
    away = Selection(area="c:29.1,105.9,300")
    assert card("projects", few, away, "projects").value == "Not published"
    placed = replace(
        few, tables=few.tables | {"projects": few["projects"].query("project_id != 'P04'")}
    )
    assert card("projects", placed, away, "projects").value == "0 projects"
    title = FACTS["enterprises"].content(Request(few, away, words_of("en"), THEMES["light"], {}))[
        "title"
    ]
    assert "()" not in str(title)


def test_second_park_takes_areas_of_its_own_region(tmp_path: Path) -> None:
    shutil.copytree(DATA_DIR / "parks" / "brendsand", tmp_path, dirs_exist_ok=True)
    choices = load_catalog(tmp_path).choices
    assert Selection.from_query({"area": DRAWN.area}, choices)[1][0].why == "outside"
    here = circle_text(54.6215, 8.874, 800)
    assert Selection.from_query({"area": here}, choices) == (Selection(area=here), [])


def posted(catalog: Catalog, name: str, content: bytes) -> View:
    view = View(file=("area-file", f"{name}:{b64encode(content).decode()}"))
    take_outline(view, catalog, words_of("zh"))
    assert view.file is None
    return view


def geojson(*shapes: shapely.Geometry) -> bytes:
    features = [
        {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(one))}
        for one in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_dropped_outline_is_chosen(catalog: Catalog) -> None:
    view = posted(catalog, "地块.geojson", geojson(FIELD))
    assert shapely.equals(area_shape(view.selection.area), FIELD)
    grid = gpd.GeoSeries([FIELD], crs="EPSG:4326").to_crs("EPSG:4544")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plot.gpkg"
        gpd.GeoDataFrame(geometry=grid).to_file(path, driver="GPKG")
        view = posted(catalog, "plot.gpkg", path.read_bytes())
    assert view.dropped == [], "a stated system needs no word"
    assert area_km2(area_shape(view.selection.area)) == pytest.approx(FIELD_KM2, rel=0.005)


def test_dropped_outline_that_runs_back_on_itself_is_its_ground(catalog: Catalog) -> None:
    ring = [*FIELD.exterior.coords]
    spiked = [*ring[:2], (ring[1][0] + 0.01, ring[1][1] + 0.01), *ring[1:]]
    for shape in (shapely.Polygon(spiked), shapely.LineString(spiked)):
        view = posted(catalog, "a.geojson", geojson(shape))
        assert area_km2(area_shape(view.selection.area)) == pytest.approx(FIELD_KM2, rel=0.005)
    flat = [(105.93, 29.36), (105.94, 29.37), (105.95, 29.38), (105.93, 29.36)]
    assert (
        "没有面积" in posted(catalog, "b.geojson", geojson(shapely.Polygon(flat))).dropped[0].value
    )


def test_dots_in_it_bear_their_own_names(few: Catalog) -> None:
    names = ["田里甲", "田里乙", "东边丙", "东边丁", "无处戊"]
    named = replace(
        few, tables=few.tables | {"tenants": TENANTS.assign(name=names, enterprise_id=None)}
    )
    block = places_block(named, DRAWN, words_of("zh"), Seen(window="29.2,105.8,29.4,106,11"))
    assert block.names is not None
    assert sorted(block.names) == sorted(names[:2])
    assert "2" in sector_marks(named, DRAWN, words_of("zh")).finding
    assert "4" in sector_marks(named, Selection(), words_of("zh")).finding, "one has no dot"


def test_dropped_outline_of_many_corners_is_simplified_and_told(catalog: Catalog) -> None:
    ring = far(2_000).difference(FIELD)
    view = posted(catalog, "r.geojson", geojson(ring))
    assert "已简化" in view.dropped[0].value
    assert "空洞" in view.dropped[0].value
    drawn = area_shape(view.selection.area)
    assert shapely.get_num_coordinates(drawn) <= 201
    assert area_km2(drawn) == pytest.approx(area_km2(far(2_000)), rel=0.005)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.geojson", b"{", "a.geojson"),
        ("a.csv", "名称\n甲\n".encode(), "没有面"),
        ("a.geojson", geojson(shapely.Point(105.9, 29.3)), "没有面"),
        ("a.geojson", geojson(shapely.box(8, 50, 8.1, 50.1)), "超出本园区"),
        ("a.geojson", geojson(*(shapely.box(n, 1, n + 0.1, 2) for n in range(9))), "8 个"),
    ],
)
def test_dropped_file_without_an_outline_is_told(
    name: str, content: bytes, said: str, catalog: Catalog
) -> None:
    view = posted(catalog, name, content)
    assert view.selection == Selection()
    assert (view.dropped[0].why, view.dropped[0].name) == ("file", "area")
    assert said in view.dropped[0].value


def test_area_drawn_on_a_shifted_map_stands_where_it_was_meant(catalog: Catalog) -> None:
    view = View(basemap="gaode")
    east, north = wgs84_to_gcj02(*shapely.get_coordinates(FIELD).T)
    drawn = area_text(shapely.Polygon(np.column_stack([east, north])))
    apply_log(view, {"mount": "m", "log": [[1, "area", drawn]]}, catalog.choices)
    assert shapely.equals_exact(area_shape(view.selection.area), FIELD, 2e-5)
    seen = Seen(basemap=basemap_of(view))
    block = area_block(catalog, view.selection, words_of("zh"), seen)
    lat, lon = np.array(block.rings[0]).T
    assert np.abs(lon - east[:-1]).max() < 2e-5
    assert np.abs(lat - north[:-1]).max() < 2e-5


def test_answer_of_an_area(few: Catalog) -> None:
    zones = (
        few.outlines["zone_outlines"]
        .iloc[:1]
        .assign(geometry=[shapely.box(105.91, 29.30, 105.95, 29.32)])
    )
    coverages = (
        few.outlines["coverage_outlines"]
        .iloc[:1]
        .assign(geometry=[shapely.box(105.80, 29.20, 106.00, 29.40)])
    )
    outlines = {"zone_outlines": zones, "coverage_outlines": coverages}
    landmarks = few["landmarks"].iloc[:2].assign(lon=[105.91, 105.91], lat=[29.31, 29.40])
    park = replace(
        few, outlines=few.outlines | outlines, tables=few.tables | {"landmarks": landmarks}
    )
    ground = ground_inside(park, DRAWN)
    assert ground.km2 == pytest.approx(FIELD_KM2, rel=0.005)
    # A quarter of the zone and half of the field; the whole field lies in the coverage.
    assert ground.parts["share"].tolist()[0] == pytest.approx(0.25, rel=0.005)
    assert ground.parts["of_area"].tolist() == pytest.approx([0.5, 1.0], rel=0.005)
    assert ground.landmarks["landmark_id"].tolist() == [landmarks["landmark_id"].iloc[0]]
    # 0.09° north of the middle of the field, 9.98 km
    assert ground.stations["km"].tolist() == pytest.approx([0, 0.09 * 110.85], abs=0.01)
    assert unplaced(park, DRAWN) == Unplaced(enterprises=1, projects=1)

    block = area_block(park, DRAWN, words_of("zh"), Seen())
    said = {fact.label: (fact.value, fact.note) for fact in block.facts}
    assert said["企业"] == ("2 家", "另有 1 家没有位置")
    assert said["项目"] == ("1 个", "另有 1 个没有位置")
    assert block.grades == ("illustrative", "illustrative", "illustrative", "derived")
    table = area_panel(park, DRAWN, words_of("zh")).table
    assert table is not None
    assert table.iloc[0].tolist()[1] == "4.31 km²"
    assert "占其 25.0%，占区域 50.0%" in table["说明"].tolist()


def test_published_answer_says_what_is_not_published(catalog: Catalog) -> None:
    chosen = replace(DRAWN, evidence="published")
    block = area_block(catalog, chosen, words_of("zh"), Seen())
    assert [fact.value for fact in block.facts[:2]] == ["未公布", "未公布"]
    assert {fact.label for fact in block.facts} == {"企业", "项目", "距永川站"}


def test_area_stands_on_paper_and_in_the_hand_out(catalog: Catalog) -> None:
    figure = map_figure(
        catalog,
        map_content(catalog, DRAWN),
        view=(29.31, 105.91, 13),
        layers=("zones",),
        chosen=DRAWN,
        words=words_of("zh"),
        theme=THEMES["light"],
        size_inch=(7.5, 6.0),
    )
    (patch,) = (one for one in figure.findobj(Patch) if one.get_gid() == "drawn-area")
    assert patch.get_linestyle() != "solid"
    assert "所画区域 4.31 km²" in [one.get_text() for one in figure.findobj(Text)]
    made = html_bytes(view_deck(catalog, "overview", DRAWN), catalog, lambda _: None).decode()
    assert '"area-0"' in made


def test_area_is_taken_along_to_a_gis(few: Catalog, tmp_path: Path) -> None:
    layers = area_layers(few, DRAWN, "zh", "地块", "手绘")
    assert layers["drawn_area"]["area_km2"].iloc[0] == pytest.approx(FIELD_KM2, rel=0.005)
    assert (len(layers["enterprises"]), len(layers["projects"])) == (2, 1)
    for cut in (layers["zone_outlines"], layers["coverage_outlines"]):
        assert cut.geometry.within(FIELD.buffer(1e-9)).all()
        assert cut["source"].notna().all()
    about = About("t", "s", "d", "m", words_of("zh"), "all")
    path = tmp_path / "area.gpkg"
    path.write_bytes(styled_geopackage(layers, about, layer_colours(few)))
    assert pyogrio.read_dataframe(path, layer="drawn_area").crs.to_epsg() == 4326
    assert json.loads(geojson_bytes(layers, about))["features"]


def test_area_kept_under_a_name_is_on_offer_on_every_map(tmp_path: Path) -> None:
    folder = shipped(tmp_path)
    row = {"area_id": "plot", "name_zh": "候选地块", "name_en": "Plot", "area": DRAWN.area}
    away = row | {"area_id": "away", "area": "c:35.0,105.9,1000"}
    rows = pd.DataFrame([row, away]).assign(note_zh=None, note_en=None, evidence="official")
    tables = {"areas": rows.assign(refs=SOURCE), "sources": sources()}
    assert apply_tables(tables, {}, "", folder) == []
    park = load_catalog(folder)
    assert park.problems == ()
    for lang, name in (("zh", "候选地块"), ("en", "Plot")):
        block = area_block(park, Selection(), words_of(lang), Seen())
        assert (block.title, block.named) == ("", [(name, DRAWN.area)])
    shifted = area_block(
        park, Selection(), words_of("zh"), Seen(basemap=basemap_of(View(basemap="gaode")))
    )
    ((_, text),) = shifted.named
    assert shapely.equals_exact(area_shape(area_from_gcj02(text)), FIELD, 2e-5)


def test_row_of_no_area_is_a_problem_that_says_so(catalog: Catalog) -> None:
    cells = {"area_id": "plot", "name_zh": "甲", "name_en": "a", "area": "junk"}
    rows = pd.DataFrame([cells | {"evidence": "official", "refs": "000"}])
    (problem,) = check(catalog, "areas", rows)
    assert "“junk”不是地图上画的区域" in problem.text("zh")
