"""Basemaps of a planner: PMTiles and MBTiles in the pack, given out tile by tile."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from starlette.applications import Starlette

from components.door.serving import EMPTY, routes
from components.session.basemaps import offered_basemaps
from data.__main__ import main as data_main
from data.local_pack import apply_tables, undo
from data.packs import local_dir
from data.state_rows import change_state
from data.tiles import tile_files
from data.trail import read_trail
from geo.basemaps import Basemap
from geo.ground_command import main
from geo.tiles import TilesError, read_tiles, tile_sets

PNG = EMPTY + b"drawn"  # what follows the end of a picture is not looked at
PLACE = (14, 13011, 6800)  # the tile of 29.36 N, 105.9 E


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)


def pmtiles(path: Path, kind: TileType = TileType.PNG) -> Path:
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]  # has no types
        writer.write_tile(zxy_to_tileid(*PLACE), PNG)
        header = {
            "tile_type": kind,
            "tile_compression": Compression.NONE,
            "min_lon_e7": 1058800000,
            "min_lat_e7": 293000000,
            "max_lon_e7": 1060000000,
            "max_lat_e7": 294000000,
        }
        writer.finalize(header, {"name": "总体规划 2035", "attribution": "<b>规划局</b> & 测绘院"})
    return path


def mbtiles(path: Path, tile: bytes = PNG, **told: str) -> Path:
    zoom, x, y = PLACE
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute(
            "CREATE TABLE tiles"
            " (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        rows = {"name": "控规", "format": "png", **told}
        database.executemany("INSERT INTO metadata VALUES (?, ?)", rows.items())
        if tile:
            place = (zoom, x, 2**zoom - 1 - y, tile)
            database.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", place)
    database.close()
    return path


def test_both_kinds_describe_themselves_and_give_their_tiles(tmp_path: Path) -> None:
    made = read_tiles(pmtiles(tmp_path / "plan.pmtiles"))
    assert (made.name, made.attribution) == ("总体规划 2035", "规划局 & 测绘院")
    assert made.bounds == (105.88, 29.3, 106.0, 29.4)
    assert (made.min_zoom, made.max_zoom) == (14, 14)
    other = read_tiles(mbtiles(tmp_path / "plan.mbtiles", bounds="105.88,29.3,106,29.4"))
    assert (other.name, other.bounds) == ("控规", made.bounds)
    for one in (made, other):
        assert one.tile(*PLACE) == PNG
        assert one.tile(14, 0, 0) is None
        assert one.tile(14, -1, 1 << 40) is None
        assert one.tile(99, 0, 0) is None


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: pmtiles(path.with_suffix(".pmtiles"), TileType.MVT), "vector"),
        (lambda path: mbtiles(path.with_suffix(".mbtiles"), format="pbf"), "vector"),
        (lambda path: mbtiles(path.with_suffix(".mbtiles"), tile=b""), "none"),
        (lambda path: mbtiles(path.with_suffix(".mbtiles"), tile=b"<svg/>"), "broken"),
    ],
)
def test_what_cannot_be_drawn_says_why(
    make: Callable[[Path], Path], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(TilesError) as found:
        read_tiles(make(tmp_path / "a"))
    assert found.value.reason == reason


@pytest.mark.parametrize("ending", ["pmtiles", "mbtiles"])
def test_a_broken_file_is_told_and_offered_to_nobody(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    for content in (b"", b"PMTiles", b"PMTiles\x03" + b"\xff" * 300, b"SQLite format 3\0" * 20):
        path.write_bytes(content)
        with pytest.raises(TilesError):
            read_tiles(path)
        assert tile_sets(tmp_path) == ()


def test_a_file_that_would_grow_without_end_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pmtiles"
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]  # has no types
        writer.write_tile(zxy_to_tileid(*PLACE), PNG)
        header = {"tile_type": TileType.PNG, "tile_compression": Compression.NONE}
        writer.finalize(header, {"name": "0" * 50_000_000})  # 50 kB in the file
    assert path.stat().st_size < 100_000
    endless = tmp_path / "b.mbtiles"
    with sqlite3.connect(endless) as database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT x AS zoom_level, x'89504e47' AS tile_data FROM n"
        )
    database.close()
    monkeypatch.setattr("geo.tiles._SECONDS", 0.2)
    for one in (path, endless):
        with pytest.raises(TilesError, match="broken"):
            read_tiles(one)


@dataclass
class Answer:
    """What the server said."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


def get(path: str, tag: str = "") -> Answer:
    """Ask our routes for an address."""
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        answer.status = message.get("status", answer.status)
        told = {name.decode(): value.decode() for name, value in message.get("headers", [])}
        answer.headers.update(told)
        answer.content += message.get("body", b"")

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"if-none-match", tag.encode())] if tag else [],
    }
    asked = Starlette(routes=routes())
    asyncio.run(asked(scope, receive, send))
    return answer


def test_a_planner_s_map_is_served_while_its_pack_is_in_force(tmp_path: Path) -> None:
    assert main(["--lang", "en", str(pmtiles(tmp_path / "总体 规划.pmtiles")), "--by", "Li"]) == 0
    [own] = [one for one in offered_basemaps() if one.is_own]
    assert (own.basemap_id, own.name) == ("own-总体-规划", "总体规划 2035")
    assert own.native == (14, 14)
    address = "/" + own.url.format(z=PLACE[0], x=PLACE[1], y=PLACE[2])
    answer = get(address)
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    tag = answer.headers["etag"]
    assert get(address, tag).status == 304
    assert get("/atlas" + address).content == PNG  # below a path of a proxy
    nothing = get("/" + own.url.format(z=14, x=1, y=1))
    assert (nothing.status, nothing.content) == (200, EMPTY)
    assert get("/tiles/other/14/1/1").status == 404
    assert get("/tiles/..%2F..%2Fpack/14/1/1").status == 404

    undo()
    assert get(address).status == 404
    assert not [one for one in offered_basemaps() if one.is_own]


def test_files_of_tiles_are_shared_by_states_and_told_in_the_trail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = mbtiles(tmp_path / "控规.mbtiles")
    assert main(["--lang", "zh", str(path)]) == 0
    assert "规划底图：控规" in capsys.readouterr().out
    [kept] = tile_files(local_dir())
    inode = kept.stat().st_ino
    apply_tables({}, {}, "other")
    assert tile_files(local_dir())[0].stat().st_ino == inode
    drop = ["--lang", "en", "drop", "basemaps", "控规.mbtiles", "--by", "Li", "--why", "old"]
    assert data_main(drop) == 0
    assert tile_files(local_dir()) == []
    assert data_main(drop) == 1
    first, _, last = read_trail(local_dir())
    assert first.changes.counts["basemaps"].added == 1
    assert last.changes.counts["basemaps"].removed == 1
    assert [one.key for one in last.changes.listed] == ["控规.mbtiles"]
    assert main(["--lang", "en", str(mbtiles(tmp_path / "v.mbtiles", format="pbf"))]) == 1
    assert "vector" in capsys.readouterr().err


def test_a_table_is_no_basemap_to_be_taken_out(tmp_path: Path) -> None:
    table = tmp_path / "sources.csv"
    table.write_text("source_id\n")
    (problem,) = change_state(tmp_path, {}, {}, {"basemaps": [table.name]})
    assert (problem.kind, table.exists()) == ("missing_file", True)


def test_online_maps_stay_online() -> None:
    assert not Basemap("x", "https://a.example/{z}/{x}/{y}", "", "WGS84", 18).is_own
    assert not Basemap("plain", "", "", "WGS84", 18).is_own
