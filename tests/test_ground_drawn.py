"""The file of the ground that the browser reads, and what is drawn of it on paper."""

from __future__ import annotations

import gzip
import json
from typing import Any

import geopandas as gpd
import pytest
import shapely
from matplotlib.text import Text

from components.map.brush import CASED_FROM, line_of
from components.map.ground import STEP, credits_of, fitting, packed
from components.map.linked_map import map_content
from components.map.script_file import publish_ground
from components.paper.ground import Ground
from components.paper.labels import Area
from components.paper.map_sheet import map_figure
from components.paper.underlay import seen_from
from components.session.theme import THEMES
from data.catalog import Catalog
from data.ground import OSM
from data.selection import Selection
from data.tokens import Mode
from tests.shipped import words_of
from tests.test_theme import contrast

_TEXTS = ("layer", "kind", "name_zh", "name_en", "source")


def frame(*rows: tuple[Any, ...]) -> gpd.GeoDataFrame:
    """Return features of layer, kind, name, zoom and shape."""
    told = [
        dict(zip(_TEXTS, (layer, kind, name, name, OSM), strict=True))
        | {"from_zoom": zoom, "to_zoom": 99, "km": None, "geometry": shape}
        for layer, kind, name, zoom, shape in rows
    ]
    return gpd.GeoDataFrame(told, geometry="geometry", crs="EPSG:4326")


def read(content: bytes) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(gzip.decompress(content))
    return made


ROAD = shapely.LineString([(105.9, 29.3), (105.90001, 29.30002), (105.90001, 29.30002)])
LAKE = shapely.box(105.8, 29.2, 105.80004, 29.20002)


def test_points_are_steps_from_the_one_before() -> None:
    made = read(packed(frame(("road", "primary", "红河大道", 8, ROAD))))
    (group,) = made["groups"]
    assert made["step"] == STEP == 1e-5
    # 105.9° and 29.3° in hundred-thousandths; then one east, two north; the last point repeats.
    assert group["shapes"] == [[10_590_000, 2_930_000, 1, 2]]
    assert (group["layer"], group["kind"], group["from"], group["to"]) == (
        *("road", "primary"),
        *(8, 99),
    )
    assert [made["names"][at] for at in group["names"]] == [["红河大道", "红河大道"]]


def test_an_area_is_its_rings_and_its_name_stands_inside() -> None:
    hole = shapely.box(105.80001, 29.20001, 105.80002, 29.200015)
    made = read(packed(frame(("water", "lake", "兴龙湖", 8, LAKE.difference(hole)))))
    (group,), (label,) = made["groups"], made["labels"]
    assert group["area"] is True
    assert len(group["shapes"]) == 1
    assert len(group["shapes"][0]) == 2  # outline and hole
    lon, lat = label["at"]
    assert 10_580_000 <= lon <= 10_580_004
    assert 2_920_000 <= lat <= 2_920_002


def test_a_shape_of_several_parts_has_a_name_for_each() -> None:
    two = shapely.MultiLineString([[(105, 29), (105.1, 29)], [(106, 29), (106.1, 29)]])
    (group,) = read(
        packed(frame(("road", "trunk", "A", 7, two), ("road", "trunk", None, 7, ROAD)))
    )["groups"]
    assert len(group["shapes"]) == len(group["names"]) == 3
    assert group["names"][2] == -1


def test_what_is_too_large_loses_what_is_drawn_last() -> None:
    rows = [
        ("road", "street", None, 13, shapely.affinity.translate(ROAD, n / 999)) for n in range(999)
    ]
    whole = frame(("road", "motorway", None, 6, ROAD), *rows)
    few = fitting(whole, 600)
    assert few["kind"].tolist() == ["motorway"]
    assert len(fitting(whole, 10**6)) == 1000


def test_osm_is_credited_where_anything_is_from_it_and_only_there(catalog: Catalog) -> None:
    words = words_of("zh")
    content = map_content(catalog, Selection())
    assert not any("OpenStreetMap" in one for one in credits_of(content.ground, words))
    assert any("CC BY 4.0" in one for one in credits_of(content.ground, words))
    assert credits_of(frame(("road", "primary", None, 8, ROAD)), words) == [
        "© OpenStreetMap contributors, ODbL"
    ]


def test_a_draft_carries_its_ground(tmp_path: Any) -> None:
    assert publish_ground(b"x", "draft-1", tmp_path) == ""
    url = publish_ground(b"x", "r1", tmp_path)
    assert url.endswith(".bin")
    assert (tmp_path / "maps" / "r1" / "all" / url.rsplit("/", 1)[1]).read_bytes() == b"x"


def test_roads_of_a_higher_class_are_wider_and_widen_as_one_comes_near() -> None:
    theme = THEMES["light"]
    widths = [line_of(theme, "road", kind).width(14) for kind in ("motorway", "primary", "street")]
    assert widths == sorted(widths, reverse=True)
    near = [line_of(theme, "road", "motorway").width(zoom) for zoom in (9, 12, 14, 16)]
    assert near == sorted(near)
    assert near[0] < CASED_FROM < near[1]
    # A kind that nobody has heard of is drawn as a street.
    assert line_of(theme, "road", "unheard-of") == line_of(theme, "road", "street")


@pytest.mark.parametrize("mode", THEMES)
def test_names_of_the_ground_can_be_read(mode: Mode) -> None:
    theme = THEMES[mode]
    look = theme.ground
    for under in (theme.land, look.around, look.green, look.built):
        assert contrast(look.name, under) >= 4.5
        assert contrast(look.water_name, under) >= 4.5


def test_paper_draws_what_its_zoom_shows() -> None:
    ground = Ground((29.36, 105.94, 10), Area(0, 0, 600, 400))
    features = frame(
        ("road", "motorway", None, 6, shapely.LineString([(105.8, 29.3), (106, 29.4)])),
        ("road", "street", None, 13, shapely.LineString([(105.8, 29.3), (106, 29.4)])),
        ("road", "motorway", None, 6, shapely.LineString([(100, 20), (101, 21)])),
    )
    assert len(seen_from(ground, features)) == 1


def test_paper_credits_the_ground_and_names_the_region(catalog: Catalog) -> None:
    content = map_content(catalog, Selection())
    figure = map_figure(
        catalog,
        content,
        view=catalog.park.views.region or (0, 0, 0),
        layers=("zones", "district"),
        chosen=Selection(),
        words=words_of("zh"),
        theme=THEMES["light"],
        size_inch=(9, 5.6),
    )
    whole = " ".join(one.get_text() for one in figure.findobj(match=Text))
    for name in ("永川区", "荣昌区", "江津区", "重庆（直线约 65 公里）", "GeoNames（CC BY 4.0）"):
        assert name in whole
    drawn = {artist.get_gid() for artist in figure.findobj() if artist.get_gid()}
    assert {"ground-border-city", "ground-border-district", "land"} <= drawn
