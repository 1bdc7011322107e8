"""Layers taken along: CSV, Excel, GeoJSON and GeoPackage, opened again with other tools."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
from defusedxml.ElementTree import fromstring

from components.session.downloads import package_zip
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import EvidenceMode, Selection
from geo.handover.export import About, excel_bytes, geojson_bytes, styled_geopackage, table_csv
from geo.handover.qgis import qml
from geo.handover.styles import style_of
from tests.shipped import COLOURS, ZONE_COLOURS, words_of

# What the shipped packs hold, counted in their files.
COUNTS = {
    "zone_outlines": 6,
    "coverage_outlines": 3,
    "overlay": 18,
    "enterprises": 330,
    "projects": 35,
}
HOSTILE = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "<b>名</b>\x07"]
EN = About("Overlay", "everything", "Oct 2022", "2026-11-21", words_of("en"))
ZH = About("叠加", "全部", "2022年10月", "2026-11-21", words_of("zh"))


@pytest.fixture(scope="module")
def layers(catalog: Catalog) -> dict[str, gpd.GeoDataFrame]:
    """Return everything that the overlay page offers, in English."""
    return overlay_layers(catalog, Selection(), "en")


@pytest.fixture(scope="module")
def package(layers: dict[str, gpd.GeoDataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the GeoPackage of the same."""
    path = tmp_path_factory.mktemp("gpkg") / "overlay.gpkg"
    path.write_bytes(styled_geopackage(layers, EN, COLOURS))
    return path


@pytest.fixture(scope="module")
def mixed(catalog: Catalog) -> Catalog:
    """Return a park that has zones A and B surveyed, and six enterprises with hostile names."""
    zones = catalog.outlines["zone_outlines"].copy()
    own = zones["feature_id"].isin(["A", "B"])
    zones = zones.assign(
        evidence=zones["evidence"].mask(own, "secondary"),
        assumption_id=zones["assumption_id"].mask(own),
        refs=pd.Series("osm", index=zones.index, dtype=object).where(own, None),
    )
    coverages = catalog.outlines["coverage_outlines"]
    coverages = coverages.assign(
        evidence=["reported", "illustrative", "illustrative"],
        refs=["002:L260-263", None, None],
    )
    tenants = catalog["tenants"].assign(name=None, refs=None)
    tenants.loc[:5, ["name", "refs", "evidence", "zone"]] = [
        [name, "002:L14-16,L327", "reported", "A"] for name in HOSTILE
    ]
    tenants.loc[0, ["lon", "lat"]] = None
    return replace(
        catalog,
        tables=catalog.tables | {"tenants": tenants},
        outlines=catalog.outlines | {"zone_outlines": zones, "coverage_outlines": coverages},
    )


def request(catalog: Catalog, chosen: Selection, lang: Lang = "zh") -> Request:
    """Return what a page is asked to show."""
    return Request(catalog, chosen, words_of(lang), THEMES["light"], {})


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file as another program reads them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage as the SQLite database that it is."""
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_every_layer_has_its_rows_evidence_and_source(
    layers: dict[str, gpd.GeoDataFrame],
) -> None:
    assert {name: len(frame) for name, frame in layers.items()} == COUNTS
    for frame in layers.values():
        assert frame.crs.to_epsg() == 4326
        assert frame["evidence"].notna().all()
        assert frame["source"].str.len().gt(20).all()
    areas = layers["coverage_outlines"].set_index("feature_id")["area_km2"]
    printed = {"test_area": 20, "twin_1": 10, "twin_2": 60}
    assert areas.to_dict() == pytest.approx(printed, rel=0.005)


def test_source_names_article_date_and_lines(catalog: Catalog, mixed: Catalog) -> None:
    tenants = overlay_layers(mixed, Selection(), "en")["enterprises"].set_index("tenant_id")
    assert tenants["source"]["T0001"] == (
        "Chongqing Cloud Valley: big-data industry gathers speed; 48 projects signed and in "
        "production this year · newspaper not named · 26 Nov 2020 · lines 14-16, 327"
    )
    assumed = catalog["assumptions"].set_index("assumption_id")["text_en"]
    assert tenants["source"]["T0007"] == assumed["tenant-spread"]


def test_a_place_is_graded_apart_from_the_project(layers: dict[str, gpd.GeoDataFrame]) -> None:
    """The zone of P20 is printed; its point stays illustrative."""
    projects = layers["projects"]
    placed = projects[projects.geometry.notna()]
    assert len(placed) == 25  # rows of project_places.csv
    assert set(placed["evidence"]) == {"illustrative"}
    assert list(placed["project_id"][placed["zone_evidence"] != "illustrative"]) == ["P20"]
    unplaced = projects[projects.geometry.isna()]
    assert "illustrative" not in set(unplaced["evidence"])


def test_counts_carry_their_own_evidence(mixed: Catalog) -> None:
    """Zones A and B are surveyed here, what stands in them is still allocated."""
    chosen = Selection(zones=("A", "B"), evidence="all")
    mixed = replace(
        mixed,
        outlines=mixed.outlines
        | {"coverage_outlines": mixed.outlines["coverage_outlines"].iloc[[0]]},
    )
    frame = overlay_layers(mixed, chosen, "zh")["overlay"]
    assert len(frame) == 2
    zones = mixed.outlines["zone_outlines"]
    mixed = replace(mixed, outlines=mixed.outlines | {"zone_outlines": zones.iloc[:2]})
    frame = overlay_layers(mixed, chosen, "zh")["overlay"]
    assert set(frame["evidence"]) == {"secondary"}
    assert set(frame["counts_evidence"]) == {"illustrative"}


def test_csv_is_the_matrix_in_words(layers: dict[str, gpd.GeoDataFrame]) -> None:
    rows = csv_rows(table_csv(layers["overlay"], ZH))
    assert len(rows) == 18
    first = rows[0]
    # Zone A lies wholly inside the test area, with all its 85 tenants.
    assert (first["片区"], first["覆盖范围"]) == ("A区", "L4 测试区")
    assert (first["占片区比例（%）"], first["企业数"]) == ("100.0", "85")
    assert first["依据"] == "示意"
    assert all("OpenStreetMap" in row["署名与许可"] for row in rows)


def test_workbook_has_a_sheet_a_layer_and_says_what_it_is(
    layers: dict[str, gpd.GeoDataFrame],
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel_bytes(layers, EN)))
    assert book.sheetnames == ["About", "Zones", "Coverage", "Overlay", "Enterprises", "Projects"]
    about = {str(row[0]): str(row[1]) for row in book["About"].iter_rows(values_only=True)}
    assert about["Selection"] == "everything"
    assert about["Exported on"] == "2026-11-21"
    assert "ODbL" in about["Attribution and licence"]
    assert {"reported", "other public source", "derived", "illustrative"} <= set(about)
    for title, count in zip(book.sheetnames[1:], COUNTS.values(), strict=True):
        rows = list(book[title].values)
        assert len(rows) == count + 1
        assert {"Evidence", "Source"} <= set(rows[0])
        assert book[title].freeze_panes == "A2"
    projects = {row[0]: row for row in book["Projects"].iter_rows(values_only=True)}
    header = projects["Project ID"]
    # 300 million yuan and 5,000 seats: 002 L222-228.
    assert projects["P02"][header.index("Investment (CNY)")] == 300_000_000
    assert projects["P02"][header.index("Planned seats")] == 5000


def test_geojson_tells_layers_apart(layers: dict[str, gpd.GeoDataFrame], tmp_path: Path) -> None:
    content = geojson_bytes(layers, EN)
    made = json.loads(content)
    names = pd.Series([one["properties"]["layer"] for one in made["features"]])
    assert names.value_counts().to_dict() == COUNTS
    assert "ODbL" in made["attribution"]
    assert "not a fact" in made["evidence_note"]
    assert made["about"]["As of"] == "Oct 2022"
    # In China degrees may be shifted: what RFC 7946 takes for granted is said.
    assert made["crs"]["properties"]["name"] == "urn:ogc:def:crs:OGC:1.3:CRS84"
    path = tmp_path / "all.geojson"
    path.write_bytes(content)
    back = gpd.read_file(path)
    assert back.crs.to_epsg() == 4326
    west, south, east, north = back.total_bounds
    assert 105 < west < east < 107
    assert 28.5 < south < north < 30


def test_geopackage_reads_back(layers: dict[str, gpd.GeoDataFrame], package: Path) -> None:
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(package)}
    assert set(kinds) == {*COUNTS, "about", "layer_styles"}
    assert kinds["about"] is None
    for name, count in COUNTS.items():
        info = pyogrio.read_info(package, layer=name)
        assert (info["crs"], info["features"]) == ("EPSG:4326", count)
        back = pyogrio.read_dataframe(package, layer=name)
        assert {"evidence", "source"} <= set(back.columns)
        assert (back.geometry.isna() == layers[name].geometry.isna().to_numpy()).all()
        apart = back.geometry.symmetric_difference(layers[name].geometry.reset_index(drop=True))
        assert apart.dropna().is_empty.all()
    assert "ODbL" in " ".join(pyogrio.read_dataframe(package, layer="about")["Text"])


@pytest.mark.parametrize("layer", COUNTS)
def test_qgis_finds_the_style_of_each_layer(layer: str, package: Path) -> None:
    """The query is that of QGIS's OGR provider (qgsogrprovidermetadata.cpp, loadStyle)."""
    with database(package) as base:
        (column,) = base.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", [layer]
        ).fetchone()
        found = base.execute(
            "SELECT styleQML, styleSLD, useAsDefault FROM layer_styles WHERE f_table_schema = ''"
            " AND f_table_name = ? AND f_geometry_column = ?"
            " ORDER BY CASE WHEN useAsDefault THEN 1 ELSE 2 END, update_time DESC LIMIT 1",
            [layer, column],
        ).fetchone()
        assert found is not None
        assert found[2] == 1
        qml, sld = fromstring(found[0]), fromstring(found[1])
        assert qml.tag == "qgis"
        rules = qml.findall("renderer-v2/rules/rule")
        symbols = {one.get("name"): one for one in qml.findall("renderer-v2/symbols/symbol")}
        assert {rule.get("symbol") for rule in rules} == set(symbols)
        counts = {}
        for rule in rules:
            query = f'SELECT count(*) FROM "{layer}" WHERE {rule.get("filter")}'  # noqa: S608
            (counts[rule.get("label")],) = base.execute(query).fetchone()
        assert sum(counts.values()) == COUNTS[layer]  # each feature is drawn exactly once
        expected = {
            "zone_outlines": {"Zone A · illustrative": 1, "Zone A": 0},
            "coverage_outlines": {"L4 test area · illustrative": 1, "Twin phase 2": 0},
            "overlay": {"Zone F · illustrative": 3},
            "enterprises": {"Zone A · illustrative": 85},
            "projects": {"Zone A": 0, "…": 10},  # ten of 35 projects have no place
        }[layer]
        assert expected.items() <= counts.items()
        columns = {row[1] for row in base.execute(f'PRAGMA table_info("{layer}")')}
    [label] = qml.iter("text-style")
    assert label.get("fieldName") in columns
    named = sld.findall(".//{http://www.opengis.net/ogc}PropertyName")
    assert {one.text for one in named} <= columns
    assert len(sld.findall(".//{http://www.opengis.net/se}Rule")) == len(rules)


def test_styles_table_is_registered_as_qgis_asks(package: Path) -> None:
    with database(package) as base:
        kinds = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents"))
        made = [row[1] for row in base.execute("PRAGMA table_info(layer_styles)")]
        times = base.execute("SELECT update_time FROM layer_styles").fetchall()
    assert kinds["layer_styles"] == kinds["about"] == "attributes"
    # The fields that QGIS creates itself (same file, saveStyle).
    assert made == [
        *("id", "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column"),
        *("styleName", "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui"),
        "update_time",
    ]
    assert all(time.endswith("Z") and "T" in time for (time,) in times)


def symbol_layers(layer: str, label: str) -> list[tuple[str, dict[str, str]]]:
    """Return class and options of the symbol layers behind one entry of a legend."""
    root = fromstring(qml(style_of(layer, COLOURS, words_of("en"))))
    [rule] = [one for one in root.iter("rule") if one.get("label") == label]
    [symbol] = [one for one in root.iter("symbol") if one.get("name") == rule.get("symbol")]
    return [
        (one.attrib["class"], {o.get("name", ""): o.get("value", "") for o in one.iter("Option")})
        for one in symbol.findall("layer")
    ]


def test_certainty_shows_in_the_drawing() -> None:
    hatched = symbol_layers("zone_outlines", "Zone A · illustrative")
    assert [name for name, _ in hatched] == ["SimpleFill", "LinePatternFill"]
    assert ZONE_COLOURS["A"] == "#332288"
    assert hatched[1][1]["color"] == "51,34,136,255"  # 0x33, 0x22, 0x88
    [(name, solid)] = symbol_layers("zone_outlines", "Zone A")
    assert (name, solid["color"][:9]) == ("SimpleFill", "51,34,136")
    [(_, dashed)] = symbol_layers("routes", "V2X section · illustrative")
    [(_, line)] = symbol_layers("routes", "V2X section")
    assert (dashed["line_style"], line["line_style"]) == ("dash", "solid")
    [(_, hollow)] = symbol_layers("enterprises", "Zone A · illustrative")
    [(_, full)] = symbol_layers("enterprises", "Zone A")
    assert (hollow["color"], full["color"]) == ("51,34,136,0", "51,34,136,255")


def test_hostile_names_are_inert_in_a_sheet(mixed: Catalog) -> None:
    layers = overlay_layers(mixed, Selection(), "en")
    book = openpyxl.load_workbook(io.BytesIO(excel_bytes(layers, EN)))
    cells = [row[2] for row in book["Enterprises"].iter_rows(min_row=2, max_row=7)]
    assert [cell.value for cell in cells] == [*HOSTILE[:-1], "<b>名</b>"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)  # stays text when it is edited
    formulas = [c for sheet in book for row in sheet for c in row if c.data_type == "f"]
    assert formulas == []


def test_hostile_names_are_inert_in_csv_and_kept_elsewhere(mixed: Catalog) -> None:
    layers = overlay_layers(mixed, Selection(), "en")
    rows = csv_rows(table_csv(layers["enterprises"], EN))
    assert [row["Name"] for row in rows[:5]] == [f"'{name}" for name in HOSTILE[:5]]
    assert rows[5]["Name"] == HOSTILE[5]
    features = json.loads(geojson_bytes(layers, EN))["features"]
    names = [f["properties"].get("name") for f in features]
    assert set(HOSTILE) <= set(names)


def test_enterprise_without_a_place_is_taken_along(mixed: Catalog, tmp_path: Path) -> None:
    layers = overlay_layers(mixed, Selection(), "en")
    features = json.loads(geojson_bytes(layers, EN))["features"]
    [found] = [f for f in features if f["properties"].get("tenant_id") == "T0001"]
    assert found["geometry"] is None
    path = tmp_path / "mixed.gpkg"
    path.write_bytes(styled_geopackage(layers, EN, COLOURS))
    back = pyogrio.read_dataframe(path, layer="enterprises")
    assert len(back) == 330
    assert back.geometry.isna().sum() == 1


def all_texts(value: Any) -> set[str]:
    """Return every text anywhere in a parsed JSON."""
    if isinstance(value, dict):
        return set().union(*map(all_texts, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(all_texts, value)) if value else set()
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("lang", LANGS)
def test_published_only_holds_nothing_illustrative(
    mixed: Catalog, lang: Lang, tmp_path: Path
) -> None:
    layers = overlay_layers(mixed, Selection(evidence="published"), lang)
    assert {name: len(frame) for name, frame in layers.items()} == {
        "zone_outlines": 2,
        "coverage_outlines": 1,
        "overlay": 2,
        "enterprises": 6,
        "projects": 35,
    }
    about = replace(EN if lang == "en" else ZH, evidence="published")
    word = {"en": "illustrative", "zh": "示意"}[lang]
    assumed = set(mixed["assumptions"][f"text_{lang}"])
    for frame in layers.values():
        cells = {cell for row in csv_rows(table_csv(frame, about)) for cell in row.values()}
        assert not cells & {word, *assumed}
    book = openpyxl.load_workbook(io.BytesIO(excel_bytes(layers, about)))
    for sheet in book.worksheets:
        cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
        assert not cells & {word, *assumed}
    collection = json.loads(geojson_bytes(layers, about))
    assert not all_texts(collection) & {"illustrative", *assumed}
    assert word not in collection["evidence_note"]
    path = tmp_path / "published.gpkg"
    path.write_bytes(styled_geopackage(layers, about, COLOURS))
    for name in (*layers, "about"):
        back = pyogrio.read_dataframe(path, layer=name, read_geometry=False)
        assert not set(back.astype(str).to_numpy().ravel()) & {"illustrative", *assumed}
    projects = layers["projects"]
    assert projects.geometry.isna().all()
    assert projects[["lon", "lat"]].isna().all(axis=None)


def test_long_layer_is_cut_in_a_sheet_and_said_so(
    layers: dict[str, gpd.GeoDataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.handover.export.EXCEL_ROWS", 100)
    book = openpyxl.load_workbook(io.BytesIO(excel_bytes(layers, EN)))
    assert book["Enterprises"].max_row == 101
    assert book["Projects"].max_row == 36
    said = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert said["Sheets cut short"] == (
        "Enterprises: the first 100 of 330 rows; the GeoPackage has all."
    )


def test_package_leaves_illustrative_rows_of_a_register_out(
    catalog: Catalog, tmp_path: Path
) -> None:
    register = tmp_path / "tenants.parquet"
    catalog["tenants"].iloc[:3].assign(
        evidence=["reported", "illustrative", "secondary"]
    ).to_parquet(register)
    tables = {name: frame for name, frame in catalog.tables.items() if name != "tenants"}
    large = replace(catalog, tables=tables, register=register)
    cases: list[tuple[EvidenceMode, int]] = [("all", 3), ("published", 2)]
    for evidence, expected in cases:
        content = package_zip(request(large, Selection(evidence=evidence)))
        packed = zipfile.ZipFile(io.BytesIO(content)).read("tenants.parquet")
        back = pd.read_parquet(io.BytesIO(packed))
        assert len(back) == expected


def test_package_zip_follows_the_evidence(mixed: Catalog) -> None:
    whole = zipfile.ZipFile(io.BytesIO(package_zip(request(mixed, Selection()))))
    public = zipfile.ZipFile(
        io.BytesIO(package_zip(request(mixed, Selection(evidence="published"))))
    )
    assert set(whole.namelist()) == set(public.namelist())
    assert "datapackage.json" in whole.namelist()
    assert len(csv_rows(whole.read("tenants.csv"))) == 330
    assert len(csv_rows(public.read("tenants.csv"))) == 6
    assert csv_rows(public.read("assumptions.csv")) == []
    for name in public.namelist():
        if name.endswith(".csv"):
            assert "illustrative" not in {
                row.get("evidence") for row in csv_rows(public.read(name))
            }
        elif name.endswith(".geojson"):
            features = json.loads(public.read(name))["features"]
            assert "illustrative" not in {one["properties"]["evidence"] for one in features}
    assert csv_rows(whole.read("figures.csv")) == csv_rows(public.read("figures.csv"))


@pytest.mark.parametrize("lang", LANGS)
def test_no_file_places_a_named_enterprise_that_no_source_places(
    lang: Lang, catalog: Catalog
) -> None:
    chosen = Selection(lang=lang)
    taken = overlay_layers(catalog, chosen, lang)["enterprises"]
    assert catalog["tenants"]["enterprise_id"].notna().any()  # the pack knows some of them
    assert set(taken["evidence"]) == {"illustrative"}
    assert taken["name"].isna().all()
    assert taken["enterprise_id"].isna().all()
    made = geojson_bytes({"enterprises": taken}, ZH).decode()
    names = set(catalog["enterprises"][f"name_{lang}"])
    assert {"博彦科技", "Beyondsoft"} & names
    assert not [name for name in names if f'"{name}"' in made]
