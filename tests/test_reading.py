"""Files of every format, written by other tools, are read as they are."""

from __future__ import annotations

import io
import struct
import zipfile

import numpy as np
import openpyxl
import pytest
import shapely

from geo.reading.layers import Layer, Upload
from geo.reading.upload import read_upload
from tests.made_files import (
    GOOD,
    PLACEMARK,
    changed_gpkg,
    collection,
    feature,
    kml,
    shapefile,
    workbook,
    workbook_with,
    zipped,
)


def only(upload: Upload) -> Layer:
    """Return the one layer of an upload without problems."""
    assert upload.problems == ()
    (layer,) = upload.layers
    return layer


def test_geojson_in_gbk_with_heights_and_missing_values() -> None:
    point = '{"type": "Point", "coordinates": [105.9, 29.3, 300]}'
    first = feature(point, '{"名称": " 甲\\u0007\\n区 ", "n": 1, "opened": "2020-04-08"}')
    content = collection(first, feature(point, '{"n": null, "名称": ""}'))
    layer = only(read_upload("片区.geojson", content.decode().encode("gbk")))
    assert (layer.file, layer.name, layer.crs) == ("片区.geojson", "片区", "")
    assert layer.frame.to_numpy().tolist() == [["甲 区", 1, "2020-04-08"], [None, None, None]]
    assert layer.geometry is not None
    assert not shapely.has_z(layer.geometry).any()
    assert shapely.get_coordinates(layer.geometry).tolist() == [[105.9, 29.3]] * 2


def test_geojson_says_its_system_only_where_it_can() -> None:
    metres = collection(feature('{"type": "Point", "coordinates": [587000, 3242000]}'))
    assert only(read_upload("a.geojson", metres)).crs == ""
    crs = b'"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4544"}}, '
    stated = metres.replace(b'"features"', crs + b'"features"')
    assert only(read_upload("a.geojson", stated)).crs == "EPSG:4544"


def test_mixed_geometry_is_kept() -> None:
    inner = '{"type": "Point", "coordinates": [105.9, 29.3]}'
    content = collection(
        GOOD, feature(f'{{"type": "GeometryCollection", "geometries": [{inner}]}}')
    )
    layer = only(read_upload("a.geojson", content))
    assert layer.geometry is not None
    assert [one.geom_type for one in layer.geometry] == ["Point", "GeometryCollection"]


_SQUARE = shapely.box(105.9, 29.3, 105.95, 29.35)


def check_squares(layer: Layer) -> None:
    """Compare with what `tests.hostile.written` wrote."""
    assert layer.name == "片区"
    assert layer.frame.to_dict("list") == {"名称": ["甲片区", "乙片区"], "count": [12, 7]}
    assert layer.rows == (1, 2)
    assert layer.geometry is not None
    assert layer.geometry[0].equals(_SQUARE)


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_geopackage(journal: str) -> None:
    content = changed_gpkg(f"PRAGMA journal_mode = {journal}")()
    layer = only(read_upload("a.gpkg", content))
    check_squares(layer)
    assert layer.crs == "EPSG:4490"


def test_geopackage_curves_become_lines_and_tables_have_no_shapes() -> None:
    arc = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0).hex()
    head = b"GP\0\1".hex() + struct.pack("<i", 4490).hex()
    upload = read_upload(
        "a.gpkg",
        changed_gpkg(
            f"UPDATE \"片区\" SET geom = x'{head}{arc}' WHERE fid = 2",  # noqa: S608
            "CREATE TABLE firms (fid INTEGER PRIMARY KEY, name TEXT)",
            "INSERT INTO firms VALUES (1, '云谷')",
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('firms', 'attributes')",
        )(),
    )
    shapes, firms = upload.layers
    assert shapes.geometry is not None
    assert shapes.geometry[1].geom_type == "LineString"
    # A half circle of radius 1 from (0, 0) over (1, 1) to (2, 0).
    assert shapes.geometry[1].length == pytest.approx(np.pi, rel=1e-3)
    assert (firms.name, firms.geometry) == ("firms", None)
    assert firms.frame.to_dict("list") == {"name": ["云谷"]}


@pytest.mark.parametrize(
    ("written_in", "declared"),
    [("UTF-8", "UTF-8"), ("GBK", "GBK"), ("GBK", None), ("UTF-8", None), ("GBK", "UTF-8")],
)
def test_shapefile_text_is_told_by_its_bytes(written_in: str, declared: str | None) -> None:
    members = shapefile(".cpg", encoding=written_in)
    if declared:
        members["片区.cpg"] = declared.encode()
    layer = only(read_upload("a.zip", zipped(members)))
    check_squares(layer)
    assert layer.crs == "EPSG:4490"


def test_shapefile_without_prj_states_no_system() -> None:
    assert only(read_upload("a.zip", zipped(shapefile(".prj")))).crs == ""


def test_zip_of_several_shapefiles_with_names_in_gbk() -> None:
    parts = {name.rpartition(".")[2]: part for name, part in shapefile().items()}
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for at in range(2):
            for end, part in parts.items():
                archive.writestr(f"{at}XXXX.{end}", part)
    # Windows in China writes names in GBK and no flag; the two are of one length.
    content = raw.getvalue().replace(b"0XXXX.", "片区.".encode("gbk").rjust(6, b"0"))
    content = content.replace(b"1XXXX.", "道路.".encode("gbk").rjust(6, b"1"))
    upload = read_upload("a.zip", content)
    assert upload.problems == ()
    assert [layer.name for layer in upload.layers] == ["0片区", "1道路"]


def test_kml_folders_are_layers() -> None:
    data = '<ExtendedData><Data name="code"><value>A1</value></Data></ExtendedData>'
    folder = f"<Folder><name>企业</name>{PLACEMARK.replace('<Point>', data + '<Point>')}</Folder>"
    layer = only(read_upload("a.kml", kml(folder)))
    assert (layer.name, layer.crs) == ("企业", "")
    assert layer.frame.to_dict("list") == {"Name": ["云谷"], "code": ["A1"]}
    assert layer.geometry is not None
    assert layer.geometry[0] == shapely.Point(105.9, 29.3)


def dxf(*entities: str) -> str:
    head = "0 SECTION 2 HEADER 9 $ACADVER 1 AC1015 9 $DWGCODEPAGE 3 ANSI_936 0 ENDSEC"
    block = "0 SECTION 2 BLOCKS 0 BLOCK 8 0 2 TREE 70 0 10 0 20 0 0 POINT 8 树 10 1 20 1 0 ENDBLK"
    body = " ".join(entities)
    return f"{head} {block} 0 ENDSEC 0 SECTION 2 ENTITIES {body} 0 ENDSEC 0 EOF ".replace(" ", "\n")


_RING = "0 LWPOLYLINE 8 片区 90 4 70 1 10 0 20 0 10 9 20 0 10 9 20 9 10 0 20 9"
_TEXT = "0 TEXT 8 注记 10 4 20 5 40 1 1 A片区"
_INSERT = "0 INSERT 8 树 2 TREE 10 100 20 200"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_dxf_layers_polygons_labels_and_blocks(encoding: str) -> None:
    upload = read_upload("a.dxf", dxf(_RING, _TEXT, _INSERT).encode(encoding))
    assert upload.problems == ()
    layers = {layer.name: layer for layer in upload.layers}
    assert set(layers) == {"片区", "注记", "树"}
    zone = layers["片区"]
    assert zone.frame.to_dict("list") == {"Layer": ["片区"], "Name": ["A片区"]}
    assert zone.geometry is not None
    assert zone.geometry[0].equals(shapely.box(0, 0, 9, 9))
    tree = layers["树"].geometry
    assert tree is not None
    assert tree[0] == shapely.Point(101, 201)
    assert zone.crs == ""


def test_workbook_with_a_title_merged_cells_dates_and_a_hidden_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "企业"
    for row in (
        ("云谷企业一览", None, None, None),
        ("片区", "名称", "产值（亿元）", "入驻"),
        ("A", "甲", 1.5, None),
        (None, "乙", 12, None),
    ):
        sheet.append(row)
    sheet["D3"] = np.datetime64("2020-04-08").item()
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    book.create_sheet("说明")
    hidden = book.create_sheet("lists")
    hidden.append(["状态", "x"])
    hidden.append(["建成", "y"])
    hidden.sheet_state = "hidden"
    raw = io.BytesIO()
    book.save(raw)
    layer = only(read_upload("a.xlsx", raw.getvalue()))
    assert layer.name == "企业"
    assert list(layer.frame.columns) == ["片区", "名称", "产值（亿元）", "入驻"]
    assert layer.frame.to_numpy().tolist() == [
        ["A", "甲", 1.5, "2020-04-08"],
        ["A", "乙", 12, None],
    ]
    assert layer.rows == (3, 4)
    assert layer.geometry is None


def test_a_sheet_formatted_to_its_far_corner_is_no_larger() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("名称", "产值"), ("甲", 1))))
    book.worksheets[0].cell(1_048_576, 16_384).number_format = "0.0"
    raw = io.BytesIO()
    book.save(raw)
    assert only(read_upload("a.xlsx", raw.getvalue())).frame.to_numpy().tolist() == [["甲", 1]]


def test_two_rows_of_headers_take_the_lower_one() -> None:
    content = workbook(("片区", "2020年", None), (None, "产值", "人数"), ("A", 1, 2), ("B", 3, 4))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    raw = io.BytesIO()
    book.save(raw)
    layer = only(read_upload("a.xlsx", raw.getvalue()))
    assert list(layer.frame.columns) == ["片区", "产值", "人数"]
    assert layer.rows == (3, 4)


def test_a_problem_names_the_sheet_where_there_are_several() -> None:
    book = openpyxl.Workbook()
    for title in ("甲", "乙"):
        sheet = book.create_sheet(title)
        sheet.append(["名称", "产值"])
        sheet.append(["x", "#REF!" if title == "乙" else 1])
    raw = io.BytesIO()
    book.save(raw)
    (problem,) = read_upload("a.xlsx", raw.getvalue()).problems
    assert problem.file == "a.xlsx / 乙"


def test_formulas_count_by_their_saved_value() -> None:
    cell = '<c r="{0}2"><f>1+1</f><v>2</v></c>'
    title = '<c r="{0}1" t="inlineStr"><is><t>{1}</t></is></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{title.format("A", "产值")}{title.format("B", "人数")}</row>'
        f'<row r="2">{cell.format("A")}{cell.format("B")}</row></sheetData></worksheet>'
    )
    content = workbook_with("xl/worksheets/sheet1.xml", sheet.encode())()
    assert only(read_upload("a.xlsx", content)).frame.to_numpy().tolist() == [[2, 2]]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gbk", ","), ("utf-16", "\t")],
)
def test_csv_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    lines = (("名称", "产值"), ("甲，一", "1"), (' "乙', "0012"), ("", ""), ("丙", ""))
    text = "\r\n".join(delimiter.join(line) for line in lines)
    layer = only(read_upload("表.csv", text.encode(encoding)))
    assert layer.name == "表"
    assert layer.frame.to_dict("list") == {
        "名称": ["甲，一", '"乙', "丙"],
        "产值": ["1", "0012", None],
    }
    assert layer.rows == (2, 3, 5)
