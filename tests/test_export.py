"""Exported tables, their descriptor, and the GeoPackage."""

import csv
import io
import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from data.__main__ import main
from data.catalog import Catalog
from data.export import csv_bytes, export, safe_cells
from data.packs import DATA_DIR
from geo.handover.export import geopackage_bytes

TABLES = {
    *(
        "sources",
        "zones",
        "sectors",
        "reorganisations",
        "placements",
        "coverage",
        "landmarks",
        "enterprises",
        "enterprise_sectors",
    ),
    *("sector_counts", "projects", "project_statuses", "figures", "events", "targets"),
    *("conflicts", "claims", "capabilities", "mentions", "assumptions", "tenants"),
    *("project_places", "placements", "indicators", "registers", "park_names"),
    "settlements",
}
OUTLINES = {"zone_outlines", "coverage_outlines", "routes", "district", "region"}
TYPES = {"string": str, "integer": int, "number": float}


@pytest.fixture(scope="module")
def folder(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with everything exported."""
    target = tmp_path_factory.mktemp("export") / "new"
    export(catalog, target)
    return target


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    """Return the descriptor."""
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return read


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the description of one file."""
    [found] = [one for one in package["resources"] if Path(one["path"]).stem == name]
    return dict(found)


def test_descriptor_lists_every_file_written(folder: Path, package: dict[str, Any]) -> None:
    written = {path.name for path in folder.iterdir()}
    expected = {f"{name}.csv" for name in TABLES} | {f"{name}.geojson" for name in OUTLINES}
    assert written == expected | {"datapackage.json"}
    assert sorted(one["path"] for one in package["resources"]) == sorted(expected)
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)  # as Frictionless asks


def test_descriptor_names_all_sources(package: dict[str, Any]) -> None:
    assert len(package["sources"]) == 24
    assert all(source["title"] for source in package["sources"])


@pytest.mark.parametrize("table", sorted(TABLES))
def test_table_reads_back_as_declared(table: str, folder: Path, package: dict[str, Any]) -> None:
    described = resource(package, table)
    fields = described["schema"]["fields"]
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [field["name"] for field in fields]
        rows = list(reader)
    assert rows or table in {"registers", "reorganisations"}  # an office fills them
    for field in fields:
        rules = field.get("constraints", {})
        cells = [row[field["name"]] for row in rows]
        assert all(cells) or not rules.get("required")
        values = [TYPES[field["type"]](cell) for cell in cells if cell]
        assert all(value in rules.get("enum", values) for value in values)
        low, high = rules.get("minimum", -math.inf), rules.get("maximum", math.inf)
        above = rules.get("exclusiveMinimum", -math.inf)
        if field["type"] != "string":
            assert all(low <= value <= high and value > above for value in values)
        assert all(re.search(rules["pattern"], value) for value in values if "pattern" in rules)
    key = described["schema"]["primaryKey"]
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_tables_keep_their_rows_and_cells(folder: Path, catalog: Catalog) -> None:
    read = {
        table: pd.read_csv(folder / f"{table}.csv", encoding="utf-8-sig", dtype=str)
        for table in TABLES
    }
    wrong = [
        table
        for table, back in read.items()
        if len(back) != len(catalog[table])
        or not (back.isna() == catalog[table].isna().to_numpy()).to_numpy().all()
    ]
    assert wrong == []


def test_printed_numbers_survive_the_export(folder: Path) -> None:
    back = pd.read_csv(folder / "figures.csv", encoding="utf-8-sig").set_index("figure_id")
    assert back["value"]["F003-16"] == 24_470_000_000  # 003 L51
    assert back["printed"]["F003-16"] == "244.7亿元"


@pytest.mark.parametrize(
    ("table", "field", "declared"),
    [
        ("figures", "value", {"type": "number"}),
        ("figures", "figure_id", {"type": "string"}),
        ("sector_counts", "count", {"type": "integer"}),
        ("tenants", "lon", {"type": "number"}),
        ("zones", "zone", {"type": "string"}),
    ],
)
def test_declared_types(
    table: str, field: str, declared: dict[str, str], package: dict[str, Any]
) -> None:
    [found] = [one for one in resource(package, table)["schema"]["fields"] if one["name"] == field]
    assert found["type"] == declared["type"]


def test_declared_constraints(package: dict[str, Any]) -> None:
    fields = {one["name"]: one for one in resource(package, "tenants")["schema"]["fields"]}
    assert fields["zone"]["constraints"]["enum"] == ["A", "B", "C", "D", "E", "F"]
    assert fields["zone"]["constraints"]["required"] is True
    assert "required" not in fields["enterprise_id"].get("constraints", {})
    assert (fields["lon"]["constraints"]["minimum"], fields["lon"]["constraints"]["maximum"]) == (
        105,
        107,
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [("zone_outlines", 6), ("coverage_outlines", 3), ("routes", 2), ("district", 1)],
)
def test_outlines_open_in_degrees(name: str, count: int, folder: Path, catalog: Catalog) -> None:
    back = gpd.read_file(folder / f"{name}.geojson")
    assert back.crs.equals("EPSG:4326")
    assert len(back) == count
    assert back.geom_equals_exact(catalog.outlines[name].geometry, 1e-7).all()
    assert set(back["evidence"]) == {"secondary" if name == "district" else "illustrative"}


def test_export_twice_replaces_files(catalog: Catalog, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("stale", encoding="utf-8")
    for _ in range(2):
        files = export(catalog, tmp_path)
    assert files[-1] == tmp_path / "datapackage.json"
    assert {path.name for path in files} == {path.name for path in folder.iterdir()}
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in files)


def test_export_command_prints_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["export", str(tmp_path / "out")])
    printed = {Path(line).name for line in capsys.readouterr().out.splitlines()}
    assert printed == {path.name for path in (tmp_path / "out").iterdir()}
    assert "datapackage.json" in printed


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


def test_formulas_cannot_run() -> None:
    frame = pd.DataFrame({"text": [*FORMULAS, "plain", "a=b", None], "value": -1.5})
    guarded = safe_cells(frame)
    assert list(guarded["text"][: len(FORMULAS)]) == [f"'{formula}" for formula in FORMULAS]
    assert list(guarded["text"][len(FORMULAS) : -1]) == ["plain", "a=b"]
    assert set(guarded["value"]) == {-1.5}  # a number is no formula
    assert list(frame["text"][: len(FORMULAS)]) == FORMULAS  # the frame itself is left alone
    rows = list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:8]] == [f"'{formula}" for formula in FORMULAS]
    assert {row[1] for row in rows[1:]} == {"-1.5"}


@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n"])
def test_a_line_break_in_a_cell_starts_no_new_row(mark: str) -> None:
    content = csv_bytes(pd.DataFrame({"text": [f"plain{mark}=1+1"], "value": [1]}))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["text", "value"], [f"plain{mark}=1+1", "1"]]


def test_csv_opens_as_utf_8_in_a_spreadsheet() -> None:
    content = csv_bytes(pd.DataFrame({"名": ["片区,“A”"]}))
    assert content == b"\xef\xbb\xbf" + '名\r\n"片区,“A”"\r\n'.encode()


def test_no_shipped_cell_starts_a_formula() -> None:
    folders = [DATA_DIR / "published", DATA_DIR / "illustrative"]
    paths = [path for folder in folders for path in folder.glob("*.csv") if path.stem in TABLES]
    assert {path.stem for path in paths} == TABLES
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?!\d)", cell)], path


def layer(crs: str | None = "EPSG:4326", count: int = 2) -> gpd.GeoDataFrame:
    """Return a few points."""
    places = [shapely.Point(105.9, 29.3 + step / 100) for step in range(count)]
    names = [f"片区{step}" for step in range(count)]
    return gpd.GeoDataFrame({"name": names}, geometry=places, crs=crs)


def test_geopackage_reopens_with_every_layer(catalog: Catalog, tmp_path: Path) -> None:
    layers = {**catalog.outlines, "places": layer()}
    path = tmp_path / "all.gpkg"
    path.write_bytes(geopackage_bytes(layers))
    assert {str(name) for name, _ in pyogrio.list_layers(path)} == set(layers)
    for name, frame in layers.items():
        assert pyogrio.read_info(path, layer=name)["crs"] == "EPSG:4326"
        back = pyogrio.read_dataframe(path, layer=name)
        assert len(back) == len(frame)
        assert back.geom_equals_exact(frame.geometry.reset_index(drop=True), 1e-9).all()
    assert list(pyogrio.read_dataframe(path, layer="places")["name"]) == ["片区0", "片区1"]


def test_geopackage_leaves_empty_layers_out(tmp_path: Path) -> None:
    path = tmp_path / "some.gpkg"
    path.write_bytes(geopackage_bytes({"full": layer(), "empty": layer(count=0)}))
    assert [str(name) for name, _ in pyogrio.list_layers(path)] == ["full"]


@pytest.mark.parametrize("layers", [{}, {"empty": layer(count=0)}], ids=["none", "empty"])
def test_nothing_to_export_is_an_error(layers: dict[str, gpd.GeoDataFrame]) -> None:
    with pytest.raises(ValueError, match="nothing to export"):
        geopackage_bytes(layers)


@pytest.mark.parametrize("crs", [None, "EPSG:3857", "EPSG:4490", "EPSG:4544"])
def test_geopackage_in_another_crs_is_refused_by_name(crs: str | None) -> None:
    with pytest.raises(ValueError, match="shifted must be in EPSG:4326"):
        geopackage_bytes({"good": layer(), "shifted": layer(crs)})


def test_a_stranger_reads_the_package(catalog: Catalog, tmp_path: Path) -> None:
    """The Frictionless reference tool finds every table as its schema says."""
    export(catalog, tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"] is True
    assert report["stats"]["tasks"] == len(list(tmp_path.glob("*.csv"))) + len(
        list(tmp_path.glob("*.geojson"))
    )
