"""What the coordinates of a file may be, against PROJ run by hand and `prcoords`."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import numpy as np
import prcoords
import pytest
import shapely
from pyproj import Proj

from data.catalog import Catalog, load_catalog
from data.i18n import LANGS, Lang, translate
from geo.coordinates import (
    OFFERED,
    Control,
    Guess,
    Reference,
    control_of,
    guesses,
    parse_reference,
    to_wgs84,
)

CATALOG = load_catalog()
NAMELESS = control_of(CATALOG)

# Parameters written out, not looked up: the CGCS2000 ellipsoid is GRS80 but for 0.1 mm.
GRID = "+proj=tmerc +lat_0=0 +lon_0={} +k=1 +x_0={} +ellps=GRS80"
UTM = "+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9996 +x_0=500000 +ellps=WGS84"
GK_105 = GRID.format(105, 500000)
BY_HAND = {
    "EPSG:4544": GK_105,
    "EPSG:4523": GRID.format(105, 35500000),
    "EPSG:4507": GK_105,
    "EPSG:4496": GRID.format(105, 18500000),
    "EPSG:32648": UTM,
}
CENTIMETRE_DEG = 9e-8

# West, south, east, north of the park's surroundings, well inside the district.
PARK = np.array(
    [(lon, lat) for lon in np.linspace(105.86, 105.98, 7) for lat in np.linspace(29.30, 29.42, 7)]
)
CITY_CENTRE = PARK + np.array([0.65, 0.2])  # of Chongqing, 60 km off

Numbers = Callable[[np.ndarray], np.ndarray]


def degrees(points: np.ndarray) -> np.ndarray:
    return points


def grid(parameters: str) -> Numbers:
    """Return a conversion from degrees to the metres of a grid."""
    return lambda points: np.column_stack(Proj(parameters)(*points.T))


def web(shift: Callable[[prcoords.Coords], prcoords.Coords]) -> Numbers:
    """Return a conversion from WGS84 to a web map's datum, point by point."""

    def convert(points: np.ndarray) -> np.ndarray:
        moved = [shift(prcoords.Coords(lat, lon)) for lon, lat in points.tolist()]
        return np.array([(point.lon, point.lat) for point in moved])

    return convert


gcj02, bd09 = web(prcoords.wgs_gcj), web(prcoords.wgs_bd)


def exchanged(numbers: Numbers) -> Numbers:
    """Return the same conversion with both numbers exchanged."""
    return lambda points: numbers(points)[:, ::-1]


# --- to WGS84 ---------------------------------------------------------------------------------


def fine_grid() -> np.ndarray:
    lon, lat = np.meshgrid(np.linspace(105.6, 106.1, 51), np.linspace(28.9, 29.6, 51))
    return np.column_stack([lon.ravel(), lat.ravel()])


EXACT = [
    ("EPSG:4326", degrees),
    ("EPSG:4490", degrees),
    *((reference_id, grid(parameters)) for reference_id, parameters in BY_HAND.items()),
    ("GCJ-02", gcj02),
    ("BD-09", bd09),
    ("+proj=tmerc +lon_0=106.5 +x_0=50000 +y_0=-3000000 +ellps=GRS80 +units=m", None),
]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("reference_id", "numbers"), EXACT, ids=[name for name, _ in EXACT])
def test_every_reference_is_exact_to_a_centimetre(
    reference_id: str, numbers: Numbers | None, *, swapped: bool
) -> None:
    true = fine_grid()
    given = (numbers or grid(reference_id))(true)
    read = to_wgs84(
        shapely.points(given[:, ::-1] if swapped else given), Reference(reference_id, swapped)
    )
    assert np.abs(shapely.get_coordinates(read) - true).max() < CENTIMETRE_DEG


def test_offered_are_the_nine_of_the_issue() -> None:
    assert set(OFFERED) == {name for name, _ in EXACT[:-1]}
    assert len(OFFERED) == 9
    assert [parse_reference(name) for name in OFFERED] == [Reference(name) for name in OFFERED]


def test_park_in_metres_is_where_a_planner_expects_it() -> None:
    easting, northing = grid(GK_105)(PARK).T
    assert easting.min() > 560_000
    assert easting.max() < 606_000
    shift = grid(UTM)(PARK)[:, 1] - northing
    assert shift == pytest.approx(-0.0004 * northing, abs=0.01)  # some 1,300 m south
    assert shift.min() < -1290


def test_shapes_keep_their_kind_their_holes_and_their_gaps() -> None:
    square = shapely.box(580000, 3250000, 581000, 3251000)
    ring = square.difference(shapely.box(580200, 3250200, 580400, 3250400))
    shapes = np.array([ring, None, shapely.Point(580000, 3250000), shapely.Point()], dtype=object)
    placed = to_wgs84(shapes, Reference("EPSG:4544"))
    assert placed[1] is None
    assert placed[3].is_empty
    assert [shape.geom_type for shape in placed[[0, 2]]] == ["Polygon", "Point"]
    assert len(placed[0].interiors) == 1
    expected = Proj(GK_105)(580000, 3250000, inverse=True)
    assert placed[2].coords[0] == pytest.approx(expected, abs=CENTIMETRE_DEG)
    assert shapes[0].equals(ring)


@pytest.mark.parametrize("reference_id", OFFERED)
def test_what_is_no_place_becomes_nan(reference_id: str) -> None:
    wrong = shapely.points([[np.nan, 29.3], [1e30, 1e30], [np.inf, 0.0]])
    placed = to_wgs84(wrong, Reference(reference_id))
    assert np.isnan(shapely.get_x(placed)).all()
    assert np.isnan(shapely.get_y(placed)).all()


def test_none_at_all_is_none() -> None:
    assert len(to_wgs84(np.array([], dtype=object), Reference("EPSG:4544"))) == 0


# --- what is accepted as a reference ----------------------------------------------------------

ESRI_WKT = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
OWN_WKT = ESRI_WKT.replace("105.0", "106.5").replace("CGCS2000_3_Degree_GK_CM_105E", "Own_grid")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("EPSG:4544", Reference("EPSG:4544")),
        (" epsg:32648 ", Reference("EPSG:32648")),
        ("ＥＰＳＧ：４５４４", Reference("EPSG:4544")),
        ("urn:ogc:def:crs:EPSG::4490", Reference("EPSG:4490")),
        ("urn:ogc:def:crs:EPSG:9.9.1:4490", Reference("EPSG:4490")),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", Reference("EPSG:4326")),
        ("OGC:CRS84", Reference("EPSG:4326")),
        ("EPSG:4979", Reference("EPSG:4326")),
        ("gcj02", Reference("GCJ-02")),
        ("BD-09", Reference("BD-09")),
        ("CGCS2000", Reference("EPSG:4490")),
        ("EPSG:4490 swapped", Reference("EPSG:4490", swapped=True)),
        ("BD-09 swapped", Reference("BD-09", swapped=True)),
        (GK_105, Reference(GK_105)),
        (ESRI_WKT, Reference("EPSG:4544")),
        (OWN_WKT, Reference(OWN_WKT)),
        ("+proj=utm +zone=48 +datum=WGS84", Reference("+proj=utm +zone=48 +datum=WGS84")),
    ],
)
def test_reference_is_understood(text: str, reference: Reference) -> None:
    assert parse_reference(text) == reference
    assert parse_reference(str(reference)) == reference


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("swapped", "unknown"),
        ("Yongchuan", "unknown"),
        ("4544", "unknown"),
        ("EPSG:999999", "unknown"),
        ("EPSG:4544; DROP TABLE", "unknown"),
        ("EPSG:4544+5773+1", "unknown"),
        ("+proj=tmerc +lon_0=abc", "unknown"),
        ("+proj=utm +zone=99", "unknown"),
        ("+proj=lcc +lat_1=0 +lat_2=0", "unknown"),
        ("+proj=tmerc +lon_0=105 +ellps=none", "unknown"),
        ("+proj=tmerc +lon_0=105 +geoid=x", "unknown"),
        ("PROJCS[", "unknown"),
        ('{"type": "ProjectedCRS"}', "unknown"),
        ("urn:ogc:def:crs:IGNF::LAMB93", "unknown"),
        ("../../etc/passwd", "unknown"),
        ("/etc/passwd", "unknown"),
        ("C:\\grid.prj", "unknown"),
        ("file:///etc/passwd", "unsafe"),
        ("http://example.org/crs", "unsafe"),
        ("https://epsg.io/4544.wkt", "unsafe"),
        ("+init=epsg:4544", "unsafe"),
        ("+init=/tmp/own:1", "unsafe"),
        ("+proj=longlat +ellps=GRS80 +nadgrids=/etc/passwd", "unsafe"),
        ("+proj=longlat +ellps=GRS80 +nadgrids=@null", "unsafe"),
        ("+proj=longlat +ellps=GRS80 +geoidgrids=egm96.gtx", "unsafe"),
        ("+proj=pipeline +step +proj=utm +zone=48", "unsafe"),
        (ESRI_WKT[:-1] + ',EXTENSION["PROJ4","+proj=tmerc +nadgrids=/x"]]', "unsafe"),
        (ESRI_WKT[:-1] + ',EXTENSION["PROJ4","+proj=tinshift +file=/x"]]', "unsafe"),
        ('BOUNDCRS[METHOD["PROJ-based operation method: +proj=defmodel"]]', "unsafe"),
        ('BOUNDCRS[SOURCECRS[x],PARAMETERFILE["f","/etc/passwd"]]', "unsafe"),
        (ESRI_WKT + " " * 10 + "x" * 100_000, "unknown"),
        ("EPSG:4978", "local"),
        ("EPSG:5773", "local"),
        ('LOCAL_CS["site grid",UNIT["metre",1]]', "local"),
    ],
)
def test_reference_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        parse_reference(text)
    for lang in LANGS:
        assert translate(lang, f"check.reference_{reason}", value=text[:20])


def test_proj_never_asks_the_network() -> None:
    code = "import pyproj, geo.coordinates; print(pyproj.network.is_network_enabled())"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PROJ_NETWORK": "ON"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("lang", LANGS)
def test_references_have_names_that_tell_their_code(lang: Lang) -> None:
    names = [translate(lang, f"reference.{name}") for name in OFFERED]
    assert len(set(names)) == 9
    assert all(code.rpartition(":")[2] in name for code, name in zip(OFFERED, names, strict=True))
    assert "X-1" in translate(lang, "reference.swapped", reference="X-1")


# --- guesses without known places -------------------------------------------------------------

ESRI_102 = ESRI_WKT.replace("105.0", "102.0").replace("CM_105E", "CM_102E")
XIAN_35 = "+proj=tmerc +lat_0=0 +lon_0=105 +k=1 +x_0=35500000 +a=6378140 +rf=298.257"

CASES = {
    # Stated, and right.
    "wgs84": (degrees, "EPSG:4326", "EPSG:4326", "stated", True),
    "cgcs2000": (degrees, "EPSG:4490", "EPSG:4490", "stated", True),
    "gk": (grid(GK_105), "EPSG:4544", "EPSG:4544", "stated", True),
    "gk 6 degrees": (grid(GK_105), "EPSG:4507", "EPSG:4507", "stated", True),
    "zone 35": (grid(BY_HAND["EPSG:4523"]), "EPSG:4523", "EPSG:4523", "stated", True),
    "zone 18": (grid(BY_HAND["EPSG:4496"]), "EPSG:4496", "EPSG:4496", "stated", True),
    "utm": (grid(UTM), "EPSG:32648", "EPSG:32648", "stated", True),
    "esri wkt": (grid(GK_105), ESRI_WKT, "EPSG:4544", "stated", True),
    "own proj": (grid(GK_105), GK_105, GK_105, "stated", True),
    "102 and right": (grid(GRID.format(102, 500000)), "EPSG:4543", "EPSG:4543", "stated", True),
    # Stated, but of an older datum.
    "xian 1980": (grid(XIAN_35), "EPSG:2359", "EPSG:2359", "inexact", False),
    # Nothing stated, or nonsense.
    "no degrees": (degrees, "", "EPSG:4326", "degrees", False),
    "nonsense": (degrees, "+init=epsg:4326", "EPSG:4326", "degrees", False),
    "no gk": (grid(GK_105), "", "EPSG:4544", "easting", False),
    "no utm": (grid(UTM), "", "EPSG:4544", "easting", False),
    "no zone 35": (grid(BY_HAND["EPSG:4523"]), "", "EPSG:4523", "prefix_35", False),
    "no zone 18": (grid(BY_HAND["EPSG:4496"]), "", "EPSG:4496", "prefix_18", False),
    "gcj unseen": (gcj02, "", "EPSG:4326", "degrees", False),
    "bd unseen": (bd09, "", "EPSG:4326", "degrees", False),
    # Stated, and wrong.
    "metres as degrees": (grid(GK_105), "EPSG:4326", "EPSG:4544", "easting", False),
    "degrees as metres": (degrees, "EPSG:4544", "EPSG:4326", "degrees", False),
    "zone lost": (grid(GK_105), "EPSG:4523", "EPSG:4544", "easting", False),
    "zone added": (grid(BY_HAND["EPSG:4523"]), "EPSG:4544", "EPSG:4523", "prefix_35", False),
    "102 stated": (grid(GK_105), "EPSG:4543", "EPSG:4544", "wrong_meridian", False),
    "108 stated": (grid(GK_105), "EPSG:4545", "EPSG:4544", "wrong_meridian", False),
    "102 by wkt": (grid(GK_105), ESRI_102, "EPSG:4544", "wrong_meridian", False),
    "utm 49 stated": (grid(GK_105), "EPSG:32649", "EPSG:4544", "wrong_meridian", False),
    "102 in truth": (
        grid(GRID.format(102, 500000)),
        "EPSG:4544",
        "EPSG:4543",
        "wrong_meridian",
        False,
    ),
    "108 not stated": (grid(GRID.format(108, 500000)), "", "EPSG:4545", "easting", False),
    "36 in truth": (
        grid(GRID.format(108, 36500000)),
        "EPSG:4523",
        "EPSG:4524",
        "wrong_meridian",
        False,
    ),
    # Axes exchanged.
    "lat lon": (exchanged(degrees), "", "EPSG:4326 swapped", "swapped", False),
    "4490 as official": (
        exchanged(degrees),
        "EPSG:4490",
        "EPSG:4490 swapped",
        "swapped",
        False,
    ),
    "northing first": (exchanged(grid(GK_105)), "", "EPSG:4544 swapped", "swapped", False),
    "4544 as official": (
        exchanged(grid(GK_105)),
        "EPSG:4544",
        "EPSG:4544 swapped",
        "swapped",
        False,
    ),
    "zone 35 swapped": (
        exchanged(grid(BY_HAND["EPSG:4523"])),
        "",
        "EPSG:4523 swapped",
        "swapped",
        False,
    ),
    "swapped, 102 stated": (
        exchanged(grid(GK_105)),
        "EPSG:4543",
        "EPSG:4544 swapped",
        "swapped",
        False,
    ),
}


@pytest.mark.parametrize(
    ("numbers", "stated", "reference", "finding", "is_sure"), CASES.values(), ids=CASES.keys()
)
def test_guess(
    numbers: Numbers, stated: str, reference: str, finding: str, *, is_sure: bool
) -> None:
    found = guesses(shapely.points(numbers(PARK)), stated, NAMELESS)
    assert found[0] == Guess(parse_reference(reference), 1.0, finding, is_sure)
    assert not any(guess.is_sure for guess in found[1:])
    assert len({guess.reference for guess in found}) == len(found)
    assert all(guess.inside >= 0.5 for guess in found)


def readings(found: tuple[Guess, ...]) -> list[str]:
    return [str(guess.reference) for guess in found]


def test_degrees_offer_both_web_datums_next() -> None:
    found = guesses(shapely.points(PARK), "", NAMELESS)
    assert readings(found) == ["EPSG:4326", "GCJ-02", "BD-09", "EPSG:4490"]
    assert {guess.finding for guess in found} == {"degrees"}


def test_eastings_offer_utm_next() -> None:
    found = guesses(shapely.points(grid(GK_105)(PARK)), "", NAMELESS)
    assert readings(found) == ["EPSG:4544", "EPSG:32648", "EPSG:4507"]


def test_eastings_that_land_best_as_utm_are_utm() -> None:
    edge = shapely.get_coordinates(NAMELESS.district)
    south = edge[edge[:, 1] < np.quantile(edge[:, 1], 0.08)]
    # Read as Gauss-Krüger they would lie 1.3 km further south, in part outside.
    found = guesses(shapely.points(grid(UTM)(south)), "", NAMELESS)
    assert readings(found) == ["EPSG:32648", "EPSG:4544", "EPSG:4507"]
    assert found[0] == Guess(Reference("EPSG:32648"), 1.0, "easting", is_sure=False)
    assert found[1].inside < 0.8


@pytest.mark.parametrize(
    ("numbers", "stated", "reference"),
    [
        (degrees, "", "EPSG:4326"),
        (degrees, "EPSG:4490", "EPSG:4490"),
        (grid(GK_105), "", "EPSG:4544"),
        (grid(GRID.format(105, 35500000)), "", "EPSG:4523"),
        (grid(GRID.format(105, 18500000)), "EPSG:4523", "EPSG:4523"),
    ],
)
def test_data_of_another_district_are_outside(
    numbers: Numbers, stated: str, reference: str
) -> None:
    found = guesses(shapely.points(numbers(CITY_CENTRE)), stated, NAMELESS)
    assert found == (Guess(Reference(reference), 0.0, "outside", is_sure=False),)


def test_a_layer_mostly_elsewhere_is_outside_with_its_share() -> None:
    points = np.vstack([PARK[:20], CITY_CENTRE[:30]])
    found = guesses(shapely.points(grid(GK_105)(points)), "EPSG:4543", NAMELESS)
    assert found == (Guess(Reference("EPSG:4544"), 0.4, "outside", is_sure=False),)


def test_null_island_is_outside() -> None:
    (found,) = guesses(shapely.points([[0.0, 0.0]]), "EPSG:4326", NAMELESS)
    assert found.finding == "outside"


@pytest.mark.parametrize(
    "shapes", [[], [None, None], [shapely.Point()], [shapely.Point(np.nan, np.nan)]]
)
def test_without_coordinates_there_is_nothing_to_tell(shapes: list[object]) -> None:
    (found,) = guesses(np.array(shapes, dtype=object), "EPSG:4544", NAMELESS)
    assert found == Guess(Reference("EPSG:4326"), 0.0, "none", is_sure=False)


def test_a_few_stray_points_do_not_mislead() -> None:
    stray = np.array([[0, 0], [np.nan, 1], [3e6, 5e5], [116.4, 39.9]])
    points = np.vstack([grid(GK_105)(PARK), stray])
    found = guesses(shapely.points(points), "EPSG:4544", NAMELESS)[0]
    assert (str(found.reference), found.finding) == ("EPSG:4544", "stated")
    assert found.inside == pytest.approx(49 / 52)  # 49 good, 3 finite strays


def test_share_counts_the_district_and_a_kilometre_around_it() -> None:
    south = shapely.bounds(NAMELESS.district)[1]
    tip = shapely.get_coordinates(NAMELESS.district)[:, 1].argmin()
    lon = shapely.get_coordinates(NAMELESS.district)[tip, 0]
    below = [(lon, south - metres / 110_850) for metres in (500, 900, 1300, 5000)]
    found = guesses(shapely.points([*below, (105.93, 29.36)]), "EPSG:4326", NAMELESS)
    assert found[0].inside == pytest.approx(3 / 5)


# --- guesses with known places ----------------------------------------------------------------

STATIONS = {
    "永川东站": (105.946046, 29.374348),  # data/published/landmarks.csv
    "永川站": (105.897263, 29.344099),
    "永川南站": (105.960363, 29.278598),
}


def stations(
    numbers: Numbers, names: tuple[str, ...], stated: str = "", words: str = ""
) -> tuple[Guess, ...]:
    """Guess at a layer of named stations."""
    points = np.array([STATIONS[name] for name in names])
    return guesses(shapely.points(numbers(points)), stated, control_of(CATALOG, names, words))


ALL = tuple(STATIONS)


@pytest.mark.parametrize("stated", ["", "EPSG:4326", "EPSG:4490"])
@pytest.mark.parametrize(
    ("numbers", "reference", "finding"),
    [(gcj02, "GCJ-02", "shifted_gcj02"), (bd09, "BD-09", "shifted_bd09")],
)
def test_stations_tell_a_shift(numbers: Numbers, reference: str, finding: str, stated: str) -> None:
    assert stations(numbers, ALL, stated)[0] == Guess(
        Reference(reference), 1.0, finding, is_sure=True
    )


def test_one_station_alone_is_asked() -> None:
    found = stations(gcj02, ("永川东站",), "EPSG:4326")[0]
    assert (found.finding, found.is_sure) == ("shifted_gcj02", False)


def test_stations_confirm_degrees() -> None:
    found = stations(degrees, ALL)
    assert found[0] == Guess(Reference("EPSG:4326"), 1.0, "degrees", is_sure=True)
    assert readings(found)[1] == "EPSG:4490"  # the same place, so no rival


def test_stations_tell_utm_from_gauss_kruger() -> None:
    found = stations(grid(UTM), ALL)[0]
    assert found == Guess(Reference("EPSG:32648"), 1.0, "easting", is_sure=True)
    found = stations(grid(UTM), ALL, "EPSG:4544")[0]
    assert found == Guess(Reference("EPSG:32648"), 1.0, "easting", is_sure=True)
    found = stations(grid(GK_105), ALL)[0]
    assert found == Guess(Reference("EPSG:4544"), 1.0, "easting", is_sure=True)


def test_stations_tell_a_shift_behind_swapped_axes() -> None:
    found = stations(exchanged(gcj02), ALL)[0]
    assert found == Guess(Reference("GCJ-02", swapped=True), 1.0, "swapped", is_sure=True)


def test_names_are_compared_without_spaces_and_case() -> None:
    points = np.array(list(STATIONS.values())[:2])
    names = (" Yongchuan East railway STATION", "永川 站")
    found = guesses(shapely.points(bd09(points)), "", control_of(CATALOG, names))[0]
    assert (found.finding, found.is_sure) == ("shifted_bd09", True)


def test_stations_that_contradict_each_other_are_asked() -> None:
    points = np.array([STATIONS[name] for name in ALL])
    points[:1] = gcj02(points[:1])
    found = guesses(shapely.points(points), "EPSG:4326", control_of(CATALOG, ALL))[0]
    assert (str(found.reference), found.is_sure) == ("EPSG:4326", False)


def test_a_name_borne_twice_says_nothing() -> None:
    points = gcj02(np.array([STATIONS["永川站"], STATIONS["永川东站"]]))
    found = guesses(shapely.points(points), "", control_of(CATALOG, ("永川站", "永川站")))[0]
    assert found.finding == "degrees"


def test_a_station_far_from_its_place_says_nothing() -> None:
    points = np.array(list(STATIONS.values())) + 0.02
    found = guesses(shapely.points(points), "EPSG:4326", control_of(CATALOG, ALL))[0]
    assert found == Guess(Reference("EPSG:4326"), 1.0, "stated", is_sure=True)


@pytest.mark.parametrize("name", ["神女湖", "永川区政府驻地"])
def test_rough_or_illustrative_landmarks_are_no_control(name: str) -> None:
    row = CATALOG["landmarks"].set_index("name_zh").loc[name]
    point = gcj02(np.array([[row["lon"], row["lat"]]]))
    found = guesses(shapely.points(point), "", control_of(CATALOG, (name,)))[0]
    assert found.finding == "degrees"


# The boundary drawn more coarsely, as another publisher would, 40 to 60 % of its vertices outside.
COARSE = shapely.simplify(CATALOG.outlines["district"].geometry.iloc[0], 0.003)


def shape_in(numbers: Numbers, shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, numbers)


@pytest.mark.parametrize(
    ("numbers", "stated", "reference", "finding"),
    [
        (degrees, "EPSG:4326", "EPSG:4326", "stated"),
        (degrees, "", "EPSG:4326", "degrees"),
        (gcj02, "EPSG:4326", "GCJ-02", "shifted_gcj02"),
        (gcj02, "", "GCJ-02", "shifted_gcj02"),
        (bd09, "EPSG:4490", "BD-09", "shifted_bd09"),
        (exchanged(bd09), "", "BD-09 swapped", "swapped"),
        (grid(UTM), "EPSG:4544", "EPSG:32648", "easting"),
        (grid(GK_105), "", "EPSG:4544", "easting"),
        (grid(GK_105), "EPSG:4543", "EPSG:4544", "wrong_meridian"),
    ],
)
def test_district_boundary_decides_by_itself(
    numbers: Numbers, stated: str, reference: str, finding: str
) -> None:
    shapes = np.array([shape_in(numbers, COARSE), shapely.Point(), None], dtype=object)
    found = guesses(shapes, stated, NAMELESS)[0]
    assert (str(found.reference), found.finding, found.is_sure) == (reference, finding, True)
    assert found.inside > 0.95


def test_a_surface_of_another_size_is_not_the_boundary() -> None:
    small = shapely.affinity.scale(COARSE, 0.95, 0.95, origin="centroid")
    found = guesses(np.array([shape_in(gcj02, small)]), "", NAMELESS)[0]
    assert (str(found.reference), found.finding) == ("EPSG:4326", "degrees")


def with_zones(evidence: str) -> Catalog:
    """Return the catalog with its zone outlines declared to be of some grade."""
    zones = CATALOG.outlines["zone_outlines"].copy()
    zones["evidence"] = evidence
    return replace(CATALOG, outlines={**CATALOG.outlines, "zone_outlines": zones})


def zones_in(numbers: Numbers) -> tuple[np.ndarray, tuple[str, ...]]:
    zones: gpd.GeoDataFrame = CATALOG.outlines["zone_outlines"]
    shapes = np.array([shape_in(numbers, shape) for shape in zones.geometry], dtype=object)
    return shapes, tuple(zones["feature_id"])


@pytest.mark.parametrize(
    ("numbers", "reference", "finding"),
    [
        (gcj02, "GCJ-02", "shifted_gcj02"),
        (bd09, "BD-09", "shifted_bd09"),
        (degrees, "EPSG:4326", "stated"),
    ],
)
def test_true_outlines_in_force_tell_a_shift(
    numbers: Numbers, reference: str, finding: str
) -> None:
    shapes, ids = zones_in(numbers)
    found = guesses(shapes, "EPSG:4326", control_of(with_zones("secondary"), ids))[0]
    assert found == Guess(Reference(reference), 1.0, finding, is_sure=True)


def test_schematic_outlines_are_no_control() -> None:
    shapes, ids = zones_in(gcj02)
    control = control_of(CATALOG, ids)
    assert set(control.places).isdisjoint({"a", "b", "c", "d", "e", "f", "test_area", "v2x"})
    found = guesses(shapes, "EPSG:4326", control)[0]
    assert found == Guess(Reference("EPSG:4326"), 1.0, "stated", is_sure=True)


def test_a_label_point_is_not_held_against_an_outline() -> None:
    shapes, ids = zones_in(gcj02)
    control = control_of(with_zones("secondary"), ids)
    found = guesses(shapely.centroid(shapes), "EPSG:4326", control)[0]
    assert found.finding == "stated"


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("企业点位_gcj02.csv", "GCJ-02"),
        ("高德经度 高德纬度", "GCJ-02"),
        ("园区（火星坐标）.kml", "GCJ-02"),
        ("amap_lng amap_lat", "GCJ-02"),
        ("zones-GCJ-02.geojson", "GCJ-02"),
        ("企业 bd_lng bd_lat", "BD-09"),
        ("points BD09", "BD-09"),
        ("百度坐标.xlsx", "BD-09"),
        ("百度经度 百度纬度", "BD-09"),
        ("baidu_lng", "BD-09"),
    ],
)
@pytest.mark.parametrize("stated", ["", "EPSG:4326"])
def test_words_of_the_file_tell_a_datum(words: str, reference: str, stated: str) -> None:
    control = Control(NAMELESS.district, {}, (), words)
    found = guesses(shapely.points(PARK), stated, control)
    finding = {"GCJ-02": "shifted_gcj02", "BD-09": "shifted_bd09"}[reference]
    assert found[0] == Guess(Reference(reference), 1.0, finding, is_sure=False)
    assert "EPSG:4326" in readings(found)


@pytest.mark.parametrize(
    "words",
    [
        "百度西部自动驾驶开放测试基地.geojson",
        "Baidu test area",
        "datamap.csv",
        "abd_lng",
        "gcj_lng bd_lng",
    ],
)
def test_words_that_name_no_single_datum(words: str) -> None:
    control = Control(NAMELESS.district, {}, (), words)
    assert guesses(shapely.points(PARK), "EPSG:4326", control)[0].finding == "stated"


def test_words_say_nothing_of_metres() -> None:
    control = Control(NAMELESS.district, {}, (), "gcj02")
    found = guesses(shapely.points(grid(GK_105)(PARK)), "EPSG:4544", control)[0]
    assert found == Guess(Reference("EPSG:4544"), 1.0, "stated", is_sure=True)


def test_known_places_count_more_than_words() -> None:
    found = stations(degrees, ALL, "EPSG:4326", "高德")[0]
    assert (str(found.reference), found.finding) == ("EPSG:4326", "stated")
    found = stations(gcj02, ALL, "EPSG:4326", "高德")[0]
    assert (found.finding, found.is_sure) == ("shifted_gcj02", True)


# --- texts and speed --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_asked_in_words(lang: Lang) -> None:
    findings = {case[3] for case in CASES.values()}
    findings |= {"shifted_gcj02", "shifted_bd09", "outside", "none"}
    texts = {
        translate(lang, f"doubt.reference_{finding}", layer="X-1", inside="97")
        for finding in findings
    }
    assert len(texts) == len(findings) == 12
    assert all("X-1" in text for text in texts)


@pytest.mark.parametrize("stated", ["", "EPSG:4326"])
def test_a_million_vertices_take_seconds(stated: str) -> None:
    angle = np.linspace(0, 2 * np.pi, 1_000_000)
    ring = np.column_stack([105.93 + 0.05 * np.cos(angle), 29.36 + 0.05 * np.sin(angle)])
    shapes = np.array([shapely.Polygon(ring)])
    before = time.process_time()
    found = guesses(shapes, stated, NAMELESS)[0]
    assert time.process_time() - before < 10
    assert (str(found.reference), found.inside) == ("EPSG:4326", 1.0)
