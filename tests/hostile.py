"""Broken and hostile uploads: how each is built, and what a reader must be told about it."""

from __future__ import annotations

import stat
from dataclasses import dataclass

from tests.made_files import (
    GOOD,
    PLACEMARK,
    Build,
    beside_good,
    changed_gpkg,
    collection,
    corrupt_gpkg,
    far_cell,
    kml,
    line_of,
    many_blocks,
    ods,
    parquet,
    plain_sqlite,
    shapefile,
    special_member,
    tab,
    text,
    workbook,
    workbook_with,
    zipped,
)


@dataclass(frozen=True)
class Hostile:
    """One file: what it is, its name, its maker, the kind of problem, and the row if it has one."""

    what: str
    file: str
    build: Build
    kind: str
    row: int | None = None


_VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>{}</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
_GPX_VRT = _VRT.format("/etc/passwd").replace("<Src", "<gpx /><Src")
_DTD = '<!DOCTYPE kml [<!ENTITY a "{}">]>'
_BOMB = '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
_DOT = '{{"type": "Point", "coordinates": [{}]}}'
_SHEET = "xl/worksheets/sheet1.xml"

HOSTILE = (
    Hostile("empty file", "a.geojson", lambda: b"", "upload_empty"),
    Hostile("200 MB", "a.csv", lambda: bytes(200_000_000), "upload_too_big"),
    Hostile("no ending", "zones", text("x"), "format_unknown"),
    Hostile("Numbers", "a.numbers", lambda: b"PK\3\4", "format_old_workbook"),
    Hostile("WPS", "a.et", lambda: b"\xd0\xcf\x11\xe0", "format_et"),
    Hostile("RAR", "a.rar", lambda: b"Rar!\x1a\x07", "format_archive"),
    Hostile("DWG", "a.dwg", lambda: b"AC1032", "format_drawing"),
    Hostile("Access database", "a.mdb", lambda: b"\0\1\0\0Standard Jet", "format_database"),
    Hostile("7z", "a.7z", lambda: b"7z\xbc\xaf\x27\x1c", "format_archive"),
    Hostile("Ovital's own", "a.ovobj", lambda: b"\0\1", "format_ovital"),
    Hostile(".tab without zip", "a.tab", text("!table"), "format_mapinfo_part"),
    Hostile("part of a geodatabase", "a.gdbtable", lambda: b"\3", "format_geodatabase"),
    Hostile(".shp without zip", "a.shp", lambda: b"\0\0\x27\x0a", "format_shapefile_part"),
    Hostile("feather", "a.feather", lambda: b"ARROW1", "format_other_gis"),
    Hostile("PDF", "a.pdf", lambda: b"%PDF-1.7", "format_document"),
    Hostile("HTML saved as KML", "a.kml", text("<html><body>404</body></html>"), "content_differs"),
    Hostile("picture renamed", "a.geojson", lambda: b"\x89PNG\r\n\x1a\n", "content_differs"),
    Hostile("CSV renamed to GeoJSON", "a.json", text("name,x\n甲,1\n"), "content_differs"),
    Hostile("VRT to a file as CSV", "a.csv", text(_VRT.format("/etc/passwd")), "content_differs"),
    Hostile("VRT to http as KML", "a.kml", text(_VRT.format("http://x.test")), "content_differs"),
    Hostile("VRT as GeoJSON", "a.geojson", text(_VRT.format("/etc/passwd")), "content_differs"),
    Hostile("VRT with a KML tag", "b.kml", text(_VRT.format("<kml />/etc/passwd")), "unreadable"),
    Hostile("path as name", "../../x.geojson", text("[1, 2]"), "geojson_other"),
    # Zip
    Hostile("not a zip", "a.zip", text("name,x\n"), "content_differs"),
    Hostile("truncated zip", "a.zip", lambda: zipped(shapefile())[:-300], "zip_broken"),
    Hostile("zip of nothing", "a.zip", lambda: zipped({}), "zip_empty"),
    Hostile("zip bomb", "a.zip", lambda: zipped({"a.shp": bytes(30_000_000)}), "zip_ratio"),
    Hostile(
        "zip that unpacks to 320 MB",
        "a.zip",
        lambda: zipped({f"{at}.shp": bytes(80_000_000) for at in range(4)}),
        "zip_unpacked",
    ),
    Hostile("nested zip", "a.zip", lambda: zipped({"b.zip": zipped({"c": b""})}), "zip_nested"),
    Hostile(
        "1,100 members",
        "a.zip",
        lambda: zipped({f"{at}.shp": b"" for at in range(1100)}),
        "zip_members",
    ),
    Hostile("path traversal", "a.zip", lambda: zipped({"../../a.shp": b""}), "zip_path"),
    Hostile("Windows traversal", "a.zip", lambda: zipped({"..\\..\\a.shp": b""}), "zip_path"),
    Hostile("absolute path", "a.zip", lambda: zipped({"/etc/a.shp": b""}), "zip_path"),
    Hostile("symlink", "a.zip", special_member("a.shp", mode=stat.S_IFLNK | 0o777), "zip_link"),
    Hostile("encrypted zip", "a.zip", special_member("a.shp", is_locked=True), "zip_locked"),
    Hostile("zip without a layer", "a.zip", lambda: zipped({"a.txt": b"x"}), "zip_no_layer"),
    Hostile(
        "zip with a workbook too",
        "a.zip",
        lambda: zipped(shapefile() | {"企业.xlsx": b"PK"}),
        "zip_passed_over",
    ),
    Hostile(
        "VRT in a zip", "a.zip", lambda: zipped({"a.kml": _GPX_VRT.encode()}), "content_differs"
    ),
    Hostile(
        "entities in a zip",
        "a.zip",
        lambda: zipped({"a.kml": kml("&a;", _DTD.format("x"))}),
        "kml_entities",
    ),
    # KMZ
    Hostile("KMZ of nothing", "a.kmz", lambda: zipped({"doc.kml": kml("")}), "no_features"),
    Hostile("nested KMZ", "a.kmz", lambda: zipped({"a.kmz": zipped({"c": b""})}), "zip_nested"),
    Hostile("KMZ bomb", "a.kmz", lambda: zipped({"doc.kml": bytes(30_000_000)}), "zip_ratio"),
    Hostile(
        "KMZ that leads out",
        "a.kmz",
        lambda: zipped({"../doc.kml": kml(PLACEMARK)}),
        "zip_path",
    ),
    # MapInfo, geodatabases
    Hostile(
        "linked TAB",
        "a.zip",
        lambda: tab(b'!table\nDefinition Table\n Type LINKED Charset "Neutral"\n'),
        "mapinfo_leads_away",
    ),
    Hostile(
        "TAB that opens another",
        "a.zip",
        lambda: tab(b'!table\nopen table "/etc/passwd" as x\ncreate view a as select * from x'),
        "mapinfo_leads_away",
    ),
    Hostile("VRT as TAB", "a.zip", lambda: tab(_GPX_VRT.encode()), "mapinfo_leads_away"),
    Hostile("VRT as MIF", "a.zip", lambda: zipped({"a.mif": _GPX_VRT.encode()}), "unreadable"),
    Hostile("half a TAB", "a.zip", lambda: zipped({"a.tab": b"!table"}), "shapefile_part"),
    Hostile(
        "garbage geodatabase",
        "a.zip",
        lambda: zipped({"x.gdb/a00000001.gdbtable": b"\1" * 500}),
        "unreadable",
    ),
    Hostile(
        "geodatabase that leads out", "a.zip", lambda: zipped({"x.gdb/../../a": b""}), "zip_path"
    ),
    # FlatGeobuf, GPX, Parquet, parcels
    Hostile("VRT as FlatGeobuf", "a.fgb", text(_VRT.format("/etc/passwd")), "content_differs"),
    Hostile("garbage FlatGeobuf", "a.fgb", lambda: b"fgb\x03fgb\0" + b"\xff" * 300, "no_features"),
    Hostile("VRT with a GPX tag", "a.gpx", text(_GPX_VRT), "unreadable"),
    Hostile("entity in GPX", "a.gpx", text(f"{_DTD.format('x')}<gpx>&a;</gpx>"), "kml_entities"),
    Hostile("Parquet of nothing", "a.parquet", lambda: b"PAR1", "unreadable"),
    Hostile("Parquet without shapes", "a.parquet", lambda: parquet(b"{}"), "parquet_no_shapes"),
    Hostile(
        "Parquet of 2 kB that unpacks to 20 GB",
        "a.parquet",
        lambda: parquet(
            b'{"primary_column": "g", "columns": {"g": {"encoding": "WKB"}}}', 199_000, 100_000
        ),
        "reading_memory",
    ),
    Hostile("no parcels", "a.txt", text("[属性描述]\n[地块坐标]\n"), "parcels_none"),
    Hostile("no .dbf", "a.zip", lambda: zipped(shapefile(".dbf")), "shapefile_part"),
    Hostile("no .shx", "a.zip", lambda: zipped(shapefile(".shx")), "shapefile_part"),
    Hostile(
        "truncated .prj",
        "a.zip",
        lambda: zipped(shapefile() | {"片区.prj": b'GEOGCS["GCS_China_Geo'}),
        "prj_unread",
    ),
    Hostile(
        "garbage .shp",
        "a.zip",
        lambda: zipped(shapefile() | {"片区.shp": b"\1" * 200}),
        "unreadable",
    ),
    # Text
    Hostile("neither UTF-8 nor GBK", "a.csv", lambda: b"name,x\n\xff\xff\x80,1\n", "text_encoding"),
    Hostile("NUL in a CSV", "a.csv", text("name,x\n甲\0,1\n"), "text_nul"),
    Hostile("ragged CSV", "a.csv", text("name,x\n甲,1\n乙,2,3\n丙,4\n"), "cell_count", 3),
    Hostile("open quote", "a.csv", text('name,x\n甲,"1\n乙,2\n'), "csv_quotes"),
    Hostile("duplicate headers", "a.csv", text("name,name\n甲,1\n"), "header_twice", 1),
    Hostile(
        "1,000 columns",
        "a.csv",
        text("\n".join([",".join(f"c{at}" for at in range(1000)), ",".join("1" * 1000)])),
        "too_many_columns",
    ),
    Hostile("only a header", "a.csv", text("name,x\n"), "only_header"),
    Hostile("one cell", "a.csv", text("甲"), "only_header"),
    Hostile("only numbers", "a.csv", text("1,2\n3,4\n"), "header_missing"),
    Hostile("200,001 rows", "a.csv", text("a\n" + "1\n" * 200_001), "too_many_features"),
    Hostile("2.1 M cells", "a.csv", text("a,b\n" + "1,2\n" * 1_050_000), "too_many_cells"),
    Hostile("a novel in a cell", "a.csv", text(f"name,x\n{'长' * 20_000},1\n"), "text_cut", 2),
    # GeoJSON
    Hostile("truncated", "a.geojson", lambda: collection(GOOD)[:-9], "json_broken"),
    Hostile("100,000 brackets", "a.geojson", text("[" * 100_000), "json_deep"),
    Hostile("100,000 brackets in a feature", "a.geojson", beside_good("[" * 100_000), "json_deep"),
    Hostile("JSON array", "a.geojson", text('["甲"]'), "geojson_other"),
    Hostile("TopoJSON", "a.json", text('{"type": "Topology", "objects": {}}'), "unreadable"),
    Hostile(
        "Esri JSON",
        "a.json",
        text('{"geometryType": "esriGeometryPoint", "features": []}'),
        "no_features",
    ),
    Hostile(
        "an arc of 100 points told 11,000 times",
        "a.json",
        text(
            '{"type": "Topology", "objects": {"z": {"type": "MultiLineString", "arcs": ['
            + ",".join(["[0]"] * 11_000)
            + ']}}, "arcs": [['
            + ",".join(f"[{105 + at / 100}, 29]" for at in range(100))
            + "]]}"
        ),
        "too_many_vertices",
    ),
    Hostile("no features", "a.geojson", collection, "no_features"),
    Hostile("NaN", "a.geojson", beside_good(_DOT.format("NaN, 29.3")), "shape_absurd", 2),
    Hostile("infinity", "a.geojson", beside_good(_DOT.format("105, Infinity")), "shape_absurd", 2),
    Hostile("1e300", "a.geojson", beside_good(_DOT.format("1e300, 29.3")), "shape_absurd", 2),
    Hostile("null island", "a.geojson", beside_good(_DOT.format("0, 0")), "null_island", 2),
    Hostile("null geometry", "a.geojson", beside_good("null"), "no_geometry", 2),
    Hostile(
        "empty geometry",
        "a.geojson",
        beside_good('{"type": "Polygon", "coordinates": []}'),
        "no_geometry",
        2,
    ),
    Hostile(
        "ring of two points",
        "a.geojson",
        beside_good('{"type": "Polygon", "coordinates": [[[1, 1], [2, 1]]]}'),
        "shape_unread",
        2,
    ),
    Hostile(
        "one-point line",
        "a.geojson",
        beside_good('{"type": "LineString", "coordinates": [[1, 1]]}'),
        "shape_unread",
        2,
    ),
    Hostile("1.1 M vertices", "a.geojson", lambda: line_of(1_100_000), "too_many_vertices"),
    Hostile(
        "no memory is enough",
        "a.geojson",
        lambda: b'{"a": [' + b"{}," * 30_000_000 + b"{}]}",
        "reading_memory",
    ),
    # KML
    Hostile("entity bomb", "a.kml", lambda: kml("<name>&i;</name>", f"{_BOMB}]>"), "kml_entities"),
    Hostile(
        "external entity",
        "a.kml",
        lambda: kml("&a;", '<!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "kml_entities",
    ),
    Hostile(
        "entity in UTF-16",
        "a.kml",
        lambda: kml("&a;", _DTD.format("x")).decode().encode("utf-16"),
        "kml_entities",
    ),
    Hostile(
        "network link",
        "a.kml",
        lambda: kml(
            f"{PLACEMARK}<NetworkLink><Link><href>http://x.test/</href></Link></NetworkLink>"
        ),
        "kml_link",
    ),
    Hostile(
        "201 layers",
        "a.kml",
        lambda: kml(f"<Folder>{PLACEMARK}</Folder>" * 201),
        "too_many_layers",
    ),
    Hostile("truncated KML", "a.kml", lambda: kml(PLACEMARK)[:-40], "unreadable"),
    Hostile("100,000 folders", "a.kml", lambda: kml("<Folder>" * 100_000), "unreadable"),
    # GeoPackage
    Hostile("corrupt", "a.gpkg", corrupt_gpkg, "gpkg_broken"),
    Hostile("only a head", "a.gpkg", lambda: b"SQLite format 3\0" + bytes(84), "gpkg_broken"),
    Hostile("plain SQLite", "a.gpkg", plain_sqlite, "gpkg_other_database"),
    Hostile(
        "trigger",
        "a.gpkg",
        changed_gpkg('CREATE TRIGGER t AFTER INSERT ON "片区" BEGIN DELETE FROM "片区"; END'),
        "gpkg_runs",
    ),
    Hostile(
        "view",
        "a.gpkg",
        changed_gpkg("CREATE VIEW v AS SELECT load_extension('evil')"),
        "gpkg_runs",
    ),
    Hostile(
        "view by a name of the standard",
        "a.gpkg",
        changed_gpkg("CREATE VIEW st_geometry_columns AS SELECT load_extension('evil')"),
        "gpkg_runs",
    ),
    Hostile(
        "view of the standard that reads more",
        "a.gpkg",
        changed_gpkg("CREATE VIEW geometry_columns AS SELECT * FROM sqlite_master"),
        "gpkg_runs",
    ),
    Hostile(
        "virtual table", "a.gpkg", changed_gpkg("CREATE VIRTUAL TABLE v USING fts5(x)"), "gpkg_runs"
    ),
    Hostile(
        "computed column",
        "a.gpkg",
        changed_gpkg("CREATE TABLE c (x TEXT, y TEXT GENERATED ALWAYS AS (upper(x)))"),
        "gpkg_runs",
    ),
    Hostile(
        "raster only",
        "a.gpkg",
        changed_gpkg("UPDATE gpkg_contents SET data_type = 'tiles'"),
        "gpkg_no_vectors",
    ),
    # DXF
    Hostile("binary DXF", "a.dxf", lambda: b"AutoCAD Binary DXF\r\n\x1a\0", "format_binary_dxf"),
    Hostile("a block in 900 million places", "a.dxf", many_blocks, "too_many_features"),
    Hostile("garbage", "a.dxf", text("0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\nx\n"), "unreadable"),
    # Workbook
    Hostile("no workbook", "a.xlsx", lambda: zipped({"a.txt": b"x"}), "content_differs"),
    Hostile(
        "password",
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "format_locked_workbook",
    ),
    Hostile("broken old Excel", "a.xls", lambda: b"\xd0\xcf\x11\xe0" * 200, "workbook_broken"),
    Hostile("web page as old Excel", "a.xls", text("<html><table></table>"), "content_differs"),
    Hostile(
        "macros in old Excel",
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT_CUR".encode("utf-16-le"),
        "format_macros",
    ),
    Hostile("no sheets", "a.ods", lambda: zipped({"a.txt": b"x"}), "workbook_broken"),
    Hostile(
        "entity in a sheet",
        "b.ods",
        lambda: ods("<a>&x;</a>", '<!DOCTYPE a [<!ENTITY x "y">]>'),
        "workbook_broken",
    ),
    Hostile(
        "a billion repeated cells",
        "a.ods",
        lambda: ods(
            '<table:table table:name="x"><table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell office:value-type="float" office:value="1" '
            'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        ),
        "too_many_cells",
    ),
    Hostile(
        "a value in the farthest cell",
        "c.xlsx",
        far_cell,
        "reading_memory",
    ),
    Hostile("macros by name", "a.xlsm", lambda: workbook(("a",)), "format_macros"),
    Hostile("macros inside", "a.xlsx", workbook_with("xl/vbaProject.bin", b"x"), "format_macros"),
    Hostile("bomb", "a.xlsx", workbook_with(_SHEET, b" " * 30_000_000), "zip_ratio"),
    Hostile("broken sheet", "a.xlsx", workbook_with(_SHEET, b"<worksheet>"), "workbook_broken"),
    Hostile(
        "entity in a sheet",
        "a.xlsx",
        workbook_with(_SHEET, b'<!DOCTYPE w [<!ENTITY a "x">]><worksheet>&a;</worksheet>'),
        "workbook_broken",
    ),
    Hostile("no rows", "a.xlsx", workbook, "sheets_empty"),
    Hostile(
        "error value",
        "a.xlsx",
        lambda: workbook(("名称", "产值"), ("甲", "#REF!")),
        "cell_error",
        2,
    ),
    Hostile(
        "formula never counted",
        "a.xlsx",
        lambda: workbook(("名称", "产值"), ("甲", "=1+1")),
        "formula_uncounted",
    ),
)
