"""Hostile files are refused with a message, within limits; GDAL runs only in the worker."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import shapely

from data.i18n import LANGS
from geo.reading import geojsons
from geo.reading import upload as parent
from geo.reading.findings import RefusedError, Table
from geo.reading.layers import Upload
from geo.reading.limits import MEMORY_BYTES
from geo.reading.upload import DRIVERS, read_upload, worker_environment
from tests.hostile import HOSTILE, Hostile
from tests.made_files import GOOD, PLACEMARK, collection, feature, kml, line_of, workbook_with

# Kinds that leave something out but not the file.
_PARTLY = {
    "and_more",
    "cell_count",
    "cell_error",
    "formula_uncounted",
    "header_twice",
    "kml_link",
    "no_geometry",
    "null_island",
    "prj_unread",
    "shape_absurd",
    "shape_unread",
    "text_cut",
    "zip_passed_over",
}


@pytest.fixture(scope="module", autouse=True)
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A temporary folder of our own, to see that nothing is left in it."""
    folder = tmp_path_factory.mktemp("scratch")
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    yield folder
    tempfile.tempdir = before
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module")
def refused(scratch: Path) -> dict[Hostile, Upload]:
    """Every hostile file as it was read, two at a time."""
    assert scratch.exists()
    with ThreadPoolExecutor(2) as pool:
        uploads = pool.map(lambda one: read_upload(one.file, one.build()), HOSTILE)
        return dict(zip(HOSTILE, uploads, strict=True))


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.what)
def test_a_hostile_file_gets_a_message(hostile: Hostile, refused: dict[Hostile, Upload]) -> None:
    upload = refused[hostile]
    (problem,) = upload.problems
    assert (problem.kind, problem.row) == (hostile.kind, hostile.row)
    assert problem.file == upload.file == hostile.file.rpartition("/")[2]
    for lang in LANGS:
        line = problem.text(lang)
        assert line.startswith(upload.file)
        assert ("；" in line) if lang == "zh" else (";" in line)  # what is wrong; what to do
        assert "upload-" not in line
        assert "root:" not in line
    assert bool(upload.layers) == (hostile.kind in _PARTLY)


def test_rows_beside_a_bad_one_are_kept(refused: dict[Hostile, Upload]) -> None:
    by_name = {one.what: upload for one, upload in refused.items()}
    for what in ("NaN", "null island", "null geometry", "ring of two points", "one-point line"):
        (layer,) = by_name[what].layers
        assert layer.rows == (1, 2)
        assert layer.geometry is not None
        assert layer.geometry[0] == shapely.Point(105.9, 29.3)
        assert layer.geometry[1] is None
    (ragged,) = by_name["ragged CSV"].layers
    assert ragged.frame.to_numpy().tolist() == [["甲", "1"], ["丙", "4"]]
    (twice,) = by_name["duplicate headers"].layers
    assert list(twice.frame.columns) == ["name", "name (2)"]
    (error,) = by_name["error value"].layers
    assert error.frame.to_numpy().tolist() == [["甲", None]]


def test_the_worker_has_only_our_drivers_and_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    code = "import os, pyogrio; print(sorted(pyogrio.list_drivers()), dict(os.environ))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=worker_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(sorted(DRIVERS)))
    assert "secret" not in done.stdout


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        crs = f'"crs": {{"type": "link", "properties": {{"href": "{url}", "type": "proj4"}}}}, '
        linked = collection(GOOD).replace(b'"features"', crs.encode() + b'"features"')
        assert len(read_upload("a.geojson", linked).layers) == 1
        link = f"<NetworkLink><Link><href>{url}</href></Link></NetworkLink>"
        icon = f"<Style id='s'><IconStyle><Icon><href>{url}</href></Icon></IconStyle></Style>"
        assert len(read_upload("a.kml", kml(icon + PLACEMARK + link)).layers) == 1
        relation = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" TargetMode="External" Type="http://schemas.openxmlformats.org/'
            f'officeDocument/2006/relationships/externalLinkPath" Target="{url}"/></Relationships>'
        )
        member = "xl/externalLinks/_rels/externalLink1.xml.rels"
        book = read_upload("a.xlsx", workbook_with(member, relation.encode())())
        assert book.layers[0].frame.to_numpy().tolist() == [["甲", 1]]
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_file_too_big_costs_neither_time_nor_memory() -> None:
    content = bytes(200_000_000)
    tracemalloc.start()
    start = time.perf_counter()
    (problem,) = read_upload("big.geojson", content).problems
    seconds = time.perf_counter() - start
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.values == {"size": 200, "limit": 100}
    assert seconds < 0.5
    assert peak < 1_000_000


def test_parsing_takes_no_memory_of_the_parent() -> None:
    content = line_of(1_100_000)
    tracemalloc.start()
    (problem,) = read_upload("a.geojson", content).problems
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.values == {"count": 1_100_000, "limit": 1_000_000}
    assert peak < 2_000_000


@pytest.mark.usefixtures("refused")
def test_no_worker_took_more_memory_than_allowed() -> None:
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert kilobytes * 1024 < MEMORY_BYTES


def test_one_shape_that_gdal_finds_too_large_is_refused_for_its_size(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As a line of 91 MB, which GDAL calls no GeoJSON at all."""

    def none(_: Path) -> list[Table]:
        raise RefusedError("unreadable")

    monkeypatch.setattr(geojsons, "read_layers", none)
    monkeypatch.setattr(geojsons, "VERTICES", 100)
    with pytest.raises(RefusedError) as refused:
        geojsons.read_geojson(line_of(102), tmp_path)
    assert (refused.value.kind, refused.value.values) == (
        "too_many_vertices",
        {"count": 102, "limit": 100},
    )
    with pytest.raises(RefusedError) as refused:
        geojsons.read_geojson(line_of(100), tmp_path)
    assert refused.value.kind == "geojson_other"


def test_a_worker_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "SECONDS", 0.05)
    upload = read_upload("a.geojson", collection(GOOD))
    assert [one.kind for one in upload.problems] == ["reading_slow"]
    assert upload.layers == ()


def test_many_problems_of_a_kind_are_summed_up() -> None:
    upload = read_upload("a.geojson", collection(GOOD, *[feature("null")] * 50))
    assert [one.row for one in upload.problems] == [*range(2, 22), None]
    assert upload.problems[-1].kind == "and_more"
    assert upload.problems[-1].values == {"count": 30}
