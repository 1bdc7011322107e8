"""Templates: filled with the pack in force, and understood by the import as they are."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyogrio
import pytest
import shapely
from openpyxl.worksheet.worksheet import Worksheet

from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog, load_catalog
from data.i18n import LANGS, Lang
from data.local_pack import apply_tables
from data.packs import DATA_DIR
from data.selection import Selection
from geo.handover.templates import excel_template, geopackage_template
from geo.intake.proposal import Supplied, propose
from geo.reading.upload import read_upload
from tests.shipped import COLOURS

OFFICE = Supplied("园区企业名册", "园区管委会", "2026-11", "official")
SHEETS: dict[Lang, list[str]] = {
    "zh": ["说明", "企业", "项目", "lists"],
    "en": ["Read me", "Enterprises", "Projects", "lists"],
}
WORDS: dict[Lang, dict[str, list[str]]] = {
    "zh": {
        "片区": ["A区", "B区", "C区", "D区", "E区", "F区"],
        "板块": ["服务外包", "软件信息", "数据处理", "数字内容", "电子商务", "其他领域"],
        "状态": ["已投用", "部分投用", "建设中", "规划", "未说明"],
    },
    "en": {
        "Zone": ["Zone A", "Zone B", "Zone C", "Zone D", "Zone E", "Zone F"],
        "Sector": [
            *("Outsourcing", "Software", "Data processing", "Digital content", "E-commerce"),
            "Other fields",
        ],
        "Status": [
            *("Operating", "Partly in use", "Under construction", "Planned", "Not stated"),
        ],
    },
}
LAYERS = {
    "zone_outlines": 6,
    "coverage_outlines": 3,
    "routes": 2,
    "enterprises": 330,
    "projects": 35,
}


def opened(content: bytes) -> openpyxl.Workbook:
    """Return a workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def columns(sheet: Worksheet) -> dict[str, list[object]]:
    """Return the cells below each header."""
    return {
        str(cells[0]): list(cells[1:]) for cells in sheet.iter_cols(values_only=True) if cells[0]
    }


@pytest.mark.parametrize("lang", LANGS)
def test_workbook_holds_the_pack_in_force(catalog: Catalog, lang: Lang) -> None:
    book = opened(excel_template(catalog, lang))
    assert book.sheetnames == SHEETS[lang]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 3 + ["hidden"]
    enterprises, projects = (columns(book[name]) for name in book.sheetnames[1:3])
    zone = enterprises[{"zh": "片区", "en": "Zone"}[lang]]
    assert len(zone) == 330
    # Shipped pack: 85 tenants in zone A (tenants.csv); 39 of all are named in print.
    assert zone.count({"zh": "A区", "en": "Zone A"}[lang]) == 85
    name = enterprises[{"zh": "企业名称", "en": "Enterprise name"}[lang]]
    assert name[0] == {"zh": "博彦科技", "en": "Beyondsoft"}[lang]
    assert len([one for one in name if one]) == 39
    evidence = enterprises[{"zh": "依据", "en": "Evidence"}[lang]]
    assert set(evidence) == {{"zh": "示意", "en": "illustrative"}[lang]}
    lon, lat = (enterprises[one] for one in list(enterprises)[5:7])
    assert (lon[0], lat[0]) == (105.932451, 29.34456)  # tenants.csv, T0001
    numbers = projects[{"zh": "项目编号", "en": "Project ID"}[lang]]
    assert len(numbers) == 35
    # 300 million yuan: 002 L222-228.
    money = projects[{"zh": "投资额（亿元）", "en": "Investment (CNY million)"}[lang]]
    assert money[numbers.index("P02")] == {"zh": 3, "en": 300}[lang]
    places = projects[{"zh": "经度（°，WGS84）", "en": "Longitude (°, WGS84)"}[lang]]
    assert len([one for one in places if one is not None]) == 25  # project_places.csv


@pytest.mark.parametrize("lang", LANGS)
def test_lists_hold_exactly_the_words(catalog: Catalog, lang: Lang) -> None:
    book = opened(excel_template(catalog, lang))
    for title in SHEETS[lang][1:3]:
        sheet = book[title]
        assert sheet.freeze_panes == "A2"
        found = {}
        for rule in sheet.data_validations.dataValidation:
            assert rule.type == "list"
            assert rule.showErrorMessage
            letter = str(rule.sqref).partition("2:")[0]
            lists, _, cells = rule.formula1.partition("!")
            assert str(rule.sqref) == f"{letter}2:{letter}20000"
            listed = book[lists.strip("'")][cells.replace("$", "")]
            found[sheet[f"{letter}1"].value] = [cell.value for row in listed for cell in row]
        assert found == WORDS[lang]
        cells_by_header = columns(sheet)
        for header, words in found.items():
            assert {one for one in cells_by_header[header] if one} <= set(words)


def test_what_is_illustrative_can_be_left_out(catalog: Catalog) -> None:
    book = opened(excel_template(catalog, "en", "published"))
    assert columns(book["Enterprises"])["Zone"] == []
    projects = columns(book["Projects"])
    assert len(projects["Project ID"]) == 35
    assert set(projects["Longitude (°, WGS84)"]) == {None}
    assert "illustrative" not in set(projects["Evidence"])
    # The only zone in print is that of P20, the planned college (projects.csv).
    assert dict(zip(projects["Project ID"], projects["Zone"], strict=True))["P20"] == "Zone F"
    assert len([one for one in projects["Zone"] if one]) == 1


def test_hostile_names_stay_texts(catalog: Catalog) -> None:
    hostile = ['=HYPERLINK("http://x","y")', "+1", "-1", "@A1", "\t=1", "<script>1</script>"]
    tenants = catalog["tenants"].assign(name=None)
    tenants.loc[:5, "name"] = hostile
    made = replace(catalog, tables=catalog.tables | {"tenants": tenants})
    sheet = opened(excel_template(made, "zh"))["企业"]
    cells = [sheet.cell(row, 1) for row in range(2, 8)]
    assert [cell.value for cell in cells] == hostile
    assert {cell.data_type for cell in cells} == {"s"}
    upload = read_upload("template.xlsx", excel_template(made, "zh"))
    assert [one.strip() for one in upload.layers[0].frame["企业名称"][:6]] == [
        one.strip() for one in hostile
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_import_understands_the_workbook_as_it_is(catalog: Catalog, lang: Lang) -> None:
    upload = read_upload("cloud-valley_template.xlsx", excel_template(catalog, lang))
    assert upload.problems == ()
    assert [layer.name for layer in upload.layers] == SHEETS[lang][1:3]
    # The one question: whether what is marked illustrative is now meant in earnest.
    asked = propose([upload], catalog, {}, OFFICE).unanswered
    assert asked == {"1:schematic", "2:schematic"}
    proposal = propose([upload], catalog, dict.fromkeys(asked, "take"), OFFICE)
    assert proposal.unanswered == frozenset()
    assert proposal.taken["enterprises"] == (330, 330)
    by_zone = proposal.tables["tenants"]["zone"].value_counts()
    assert by_zone["A"] == 85
    assert proposal.tables["tenants"]["sector"].value_counts().to_dict() == (
        catalog["tenants"]["sector"].value_counts().to_dict()
    )
    places = proposal.tables["project_places"].set_index("project_id")
    shipped = catalog["project_places"].set_index("project_id")
    assert places["lon"].reindex(shipped.index).to_numpy() == pytest.approx(shipped["lon"])
    assert (places["zone"].reindex(shipped.index) == shipped["zone"]).all()


@pytest.mark.parametrize("lang", LANGS)
def test_geopackage_holds_the_pack_in_force(catalog: Catalog, lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "template.gpkg"
    path.write_bytes(geopackage_template(catalog, lang, COLOURS))
    assert {str(name) for name, _ in pyogrio.list_layers(path)} == {*LAYERS, "layer_styles"}
    for name, count in LAYERS.items():
        info = pyogrio.read_info(path, layer=name)
        assert (info["crs"], info["features"]) == ("EPSG:4326", count)
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert set(styles["f_table_name"]) == set(LAYERS)
    zones = pyogrio.read_dataframe(path, layer="zone_outlines")
    assert list(zones["feature_id"]) == ["A", "B", "C", "D", "E", "F"]
    assert set(zones["evidence"]) == {"illustrative"}
    shipped = catalog.outlines["zone_outlines"].geometry
    assert zones.geometry.geom_equals(shipped.reset_index(drop=True)).all()


def test_empty_layers_are_there_to_be_filled(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "template.gpkg"
    path.write_bytes(geopackage_template(catalog, "zh", COLOURS, "published"))
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert kinds == {
        "zone_outlines": "MultiPolygon",
        "coverage_outlines": "MultiPolygon",
        "routes": "MultiLineString",
        "enterprises": "Point",
        "projects": "Point",
        "layer_styles": None,
    }
    counts = {name: pyogrio.read_info(path, layer=name)["features"] for name in LAYERS}
    assert counts == dict.fromkeys(LAYERS, 0) | {"projects": 35}
    assert pyogrio.read_dataframe(path, layer="projects").geometry.isna().all()


@pytest.mark.parametrize("lang", LANGS)
def test_import_understands_the_geopackage_as_it_is(catalog: Catalog, lang: Lang) -> None:
    upload = read_upload("cloud-valley_template.gpkg", geopackage_template(catalog, lang, COLOURS))
    assert {layer.name for layer in upload.layers} == set(LAYERS)
    asked = propose([upload], catalog, {}, OFFICE).unanswered
    assert {key.rpartition(":")[2] for key in asked} == {"schematic"}
    proposal = propose([upload], catalog, dict.fromkeys(asked, "take"), OFFICE)
    assert proposal.unanswered == frozenset()
    for name in ("zone_outlines", "coverage_outlines", "routes"):
        mine = proposal.outlines[name].set_index("feature_id").geometry
        shipped = catalog.outlines[name].set_index("feature_id").geometry
        assert set(mine.index) == set(shipped.index)
        apart = shapely.hausdorff_distance(
            mine.reindex(shipped.index).to_numpy(), shipped.to_numpy()
        )
        assert apart.max() < 1e-9  # degrees: a tenth of a millimetre


def test_large_register_is_not_filled_in(catalog: Catalog, tmp_path: Path) -> None:
    tables = {name: frame for name, frame in catalog.tables.items() if name != "tenants"}
    large = replace(catalog, tables=tables, register=tmp_path / "tenants.parquet")
    book = opened(excel_template(large, "en"))
    assert columns(book["Enterprises"])["Zone"] == []
    assert "too large" in str(book["Read me"]["A1"].value)
    assert "too large" not in str(opened(excel_template(catalog, "en"))["Read me"]["A1"].value)


def test_own_pack_comes_back_with_its_source(catalog: Catalog, tmp_path: Path) -> None:
    """From template to own pack to template: illustrative rows have become the office's."""
    for pack in ("published", "illustrative"):
        shutil.copytree(DATA_DIR / pack, tmp_path / pack)
    upload = read_upload("template.gpkg", geopackage_template(catalog, "zh", COLOURS))
    asked = propose([upload], catalog, {}, OFFICE).unanswered
    proposal = propose([upload], catalog, dict.fromkeys(asked, "take"), OFFICE)
    assert apply_tables(proposal.tables, proposal.outlines, "own", tmp_path) == []
    own = load_catalog(tmp_path)
    assert own.problems == ()
    chosen = Selection(evidence="published")
    layers = overlay_layers(own, chosen, "zh")
    assert {name: len(frame) for name, frame in layers.items()} == {
        "zone_outlines": 6,
        "coverage_outlines": 3,
        "overlay": 18,
        "enterprises": 330,
        "projects": 35,
    }
    for name in ("zone_outlines", "coverage_outlines", "enterprises"):
        assert set(layers[name]["evidence"]) == {"official"}
        assert layers[name]["source"].str.startswith("园区企业名册 · 园区管委会 · 2026年11月").all()
    sheet = opened(excel_template(own, "zh", "published"))["企业"]
    assert set(columns(sheet)["依据"]) == {"园区提供"}
    assert sheet["A2"].value == "博彦科技"
