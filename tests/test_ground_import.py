"""Ground and basemaps that are dropped on the import page."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from components.blocks.actions import Action, Actions
from components.blocks.base import Content
from components.blocks.table import Table
from components.intake.grounds import ground_blocks
from components.intake.inbox import ACT, Inbox, file_in
from components.intake.situation import act
from data.catalog import load_catalog
from data.packs import local_dir
from data.tiles import tile_files
from data.trail import read_trail
from geo.ground import ground_of
from tests.shipped import words_of
from tests.test_ground_files import HELSINKI, OSM_XML
from tests.test_tiles import mbtiles

EN = words_of("en")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)


def buttons(blocks: Content) -> tuple[Action, ...]:
    """Return the buttons under the ground."""
    row = blocks["ground-do"]
    assert isinstance(row, Actions)
    return row.buttons


def do(held: Inbox, what: str) -> None:
    """Press a button of the page."""
    catalog = load_catalog()
    options = {ACT: f"{what}@{catalog.revision}", "editing.who": "Li"}
    act(held, catalog, options, lang="en")


def test_an_extract_that_is_dropped_comes_in_and_goes_out() -> None:
    held = Inbox()
    file_in(held, "永川.osm", OSM_XML.encode())
    assert not held.files
    blocks = ground_blocks(load_catalog(), [*held.grounds.values()], "", "seen", EN)
    table = blocks["ground"]
    assert isinstance(table, Table)
    assert [[*row] for row in table.rows] == [["roads", "0", "2"], ["places", "0", "1"]]
    assert "© OpenStreetMap contributors, ODbL" in str(blocks["ground-files"])
    assert "highway=proposed (1)" in str(blocks["ground-files"])

    do(held, "ground-apply")
    assert len(ground_of(load_catalog())) > 0
    assert not held.grounds
    [entry] = read_trail(local_dir())
    assert (entry.done.by, entry.done.files) == ("Li", ("永川.osm",))

    do(held, "ground-out")
    assert ground_of(load_catalog()).empty


def test_what_is_not_of_the_park_is_told_and_changes_nothing() -> None:
    held = Inbox()
    file_in(held, "Helsinki.osm.pbf", HELSINKI.read_bytes())
    file_in(held, "broken.pmtiles", b"PMTiles")
    [first, second] = held.grounds.values()
    assert (first.reason or [""])[0] == "ground.outside"
    assert (second.reason or [""])[0] == "tiles.broken"
    said = str(ground_blocks(load_catalog(), [first, second], "", "seen", EN)["ground-files"])
    assert "Nothing in Helsinki.osm.pbf lies in the district" in said
    do(held, "ground-apply")
    assert not local_dir().exists()
    do(held, f"ground-drop:{first.digest}")
    assert [one.name for one in held.grounds.values()] == ["broken.pmtiles"]


def test_roads_of_a_planner_are_ground_and_zones_are_not(tmp_path: Path) -> None:
    held = Inbox()
    line, square = (
        shapely.LineString([(105.92, 29.36), (105.94, 29.36)]),
        shapely.box(105.92, 29.35, 105.93, 29.36),
    )
    roads = gpd.GeoDataFrame({"highway": ["primary"]}, geometry=[line], crs="EPSG:4490")
    roads.to_file(tmp_path / "a.gpkg", layer="edges")
    zones = gpd.GeoDataFrame({"片区": ["C"]}, geometry=[square], crs="EPSG:4490")
    zones.to_file(tmp_path / "b.gpkg", layer="用地")
    for name in ("a.gpkg", "b.gpkg"):
        file_in(held, name, (tmp_path / name).read_bytes())
    assert list(held.grounds) == ["a.gpkg"]
    assert list(held.files) == ["b.gpkg"]
    assert held.grounds["a.gpkg"].made


def test_a_basemap_that_is_dropped_comes_in_and_goes_out(tmp_path: Path) -> None:
    held = Inbox()
    file_in(held, "控规.mbtiles", mbtiles(tmp_path / "x.mbtiles").read_bytes())
    do(held, "ground-apply")
    assert [path.name for path in tile_files(local_dir())] == ["控规.mbtiles"]
    blocks = ground_blocks(load_catalog(), [], "", "seen", EN)
    [button] = buttons(blocks)
    assert button.act == "ground-out-tiles:控规.mbtiles@seen"
    do(held, "ground-out-tiles:控规.mbtiles")
    assert tile_files(local_dir()) == []


def test_a_locked_pack_offers_no_button() -> None:
    held = Inbox()
    file_in(held, "a.osm", OSM_XML.encode())
    blocks = ground_blocks(
        load_catalog(), [*held.grounds.values()], "import.locked_server", "seen", EN
    )
    assert buttons(blocks) == ()
