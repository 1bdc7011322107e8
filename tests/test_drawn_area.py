"""An area drawn on the map: its text, what a link takes, and what is counted in it."""

import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from components.session.events import apply_log
from components.session.filters import filter_text, filters_block
from components.session.state import View
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
from data.packs import DATA_DIR
from data.selection import Dropped, Selection
from data.status import chosen_projects, hides_projects
from data.story_fields import selected
from data.tenants import Tenants, tenants_within
from geo.areas import area_km2
from geo.bins import Window, shapes_in, values
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
).assign(evidence="illustrative")
PLACES = pd.DataFrame(
    [("P01", "A", 105.91, 29.31), ("P02", "B", 105.91, 29.33)],
    columns=["project_id", "zone", "lon", "lat"],
).assign(evidence="illustrative")


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
    tenants = tenants_within(Tenants.from_frame(many, AXES), DRAWN.area)
    assert len(tenants) == int(inside.sum())
    window = Window(29.2, 105.8, 29.4, 106.0, 11)
    everyone = np.ones(tenants.cube.shape, dtype=bool)
    shown = shapes_in(tenants, window)
    assert int(values(tenants, shown, everyone).sum()) == int(inside.sum())
    other = tenants_within(tenants, "c:29.31,105.91,500")
    assert shapes_in(other, window).key != shown.key


def test_second_park_takes_areas_of_its_own_region(tmp_path: Path) -> None:
    shutil.copytree(DATA_DIR / "parks" / "brendsand", tmp_path, dirs_exist_ok=True)
    choices = load_catalog(tmp_path).choices
    assert Selection.from_query({"area": DRAWN.area}, choices)[1][0].why == "outside"
    here = circle_text(54.6215, 8.874, 800)
    assert Selection.from_query({"area": here}, choices) == (Selection(area=here), [])
