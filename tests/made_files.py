"""Files made for the tests of reading, by other tools than our own."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyogrio.raw import write

Build = Callable[[], bytes]


def feature(geometry: str, properties: str = '{"name": "甲"}') -> str:
    return f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}'


def collection(*features: str) -> bytes:
    return f'{{"type": "FeatureCollection", "features": [{",".join(features)}]}}'.encode()


GOOD = feature('{"type": "Point", "coordinates": [105.9, 29.3]}')


def beside_good(geometry: str) -> Build:
    """Make a collection whose second feature is wrong."""
    return lambda: collection(GOOD, feature(geometry))


def line_of(vertices: int) -> bytes:
    points = ",".join(["[105.91,29.31]", "[105.92,29.32]"] * (vertices // 2))
    return collection(feature(f'{{"type": "LineString", "coordinates": [{points}]}}'))


def kml(inside: str, before: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}'
    return f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>'.encode()


PLACEMARK = (
    "<Placemark><name>云谷</name><Point><coordinates>105.9,29.3,0</coordinates></Point></Placemark>"
)


def zipped(members: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


def written(driver: str, ending: str, encoding: str | None = None) -> dict[str, bytes]:
    """Return the files that GDAL writes for two squares, by ending; encoding of their texts."""
    squares = shapely.box([105.9, 106.0], [29.3, 29.4], [105.95, 106.05], [29.35, 29.45])
    with tempfile.TemporaryDirectory() as folder:
        write(
            Path(folder) / f"x{ending}",
            shapely.to_wkb(squares),
            [np.array(["甲片区", "乙片区"], dtype=object), np.array([12, 7])],
            ["名称", "count"],
            geometry_type="Polygon",
            crs="EPSG:4490",
            driver=driver,
            encoding=encoding,
            **({"layer": "片区"} if driver == "GPKG" else {}),
        )
        return {path.suffix: path.read_bytes() for path in Path(folder).iterdir()}


def shapefile(*without: str, encoding: str = "UTF-8") -> dict[str, bytes]:
    """Return the members of a Shapefile named 片区."""
    parts = written("ESRI Shapefile", ".shp", encoding)
    return {f"片区{end}": part for end, part in parts.items() if end not in without}


def changed_gpkg(*statements: str) -> Build:
    """Make a true GeoPackage and change it with plain SQL."""

    def build() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.gpkg"
            path.write_bytes(written("GPKG", ".gpkg")[".gpkg"])
            with closing(sqlite3.connect(path)) as base:
                for function in ("IsEmpty", "MinX", "MaxX", "MinY", "MaxY"):
                    base.create_function(f"ST_{function}", 1, lambda _: 0)
                for statement in statements:
                    base.execute(statement)
                base.commit()
            return path.read_bytes()

    return build


def plain_sqlite() -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE park (name TEXT)")
        return base.serialize()


def corrupt_gpkg() -> bytes:
    content = written("GPKG", ".gpkg")[".gpkg"]
    return content[:4096] + b"\xff" * (len(content) - 4096)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def workbook_with(member: str, content: bytes) -> Build:
    """Make a workbook with one member added or replaced."""

    def build() -> bytes:
        source = zipfile.ZipFile(io.BytesIO(workbook(("名称", "产值"), ("甲", 1))))
        members = {name: source.read(name) for name in source.namelist()}
        return zipped(members | {member: content})

    return build


def ods(tables: str, declaration: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of some ``table:table``."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<office:document-content {spaces}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def far_cell() -> bytes:
    """Return a workbook with a table, and a value in its last cell but for a few."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(("名称", "产值"), ("甲", 1))))
    book.worksheets[0].cell(1_048_570, 16_380, "x")
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def special_member(name: str, *, mode: int = 0, is_locked: bool = False) -> Build:
    """Make a zip of one member that is a link, or says that it is encrypted."""

    def build() -> bytes:
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as archive:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, "/etc/passwd")
        content = bytearray(raw.getvalue())
        if is_locked:
            content[6] |= 1
            content[content.index(b"PK\x01\x02") + 8] |= 1
        return bytes(content)

    return build


def tab(table: bytes) -> bytes:
    """Make a zip of a MapInfo table whose other parts are empty."""
    return zipped({"a.tab": table, "a.dat": b"", "a.map": b"", "a.id": b""})


def parquet(about: bytes, rows: int = 1, width: int = 1) -> bytes:
    """Make a Parquet file that says something of its shapes, with a text repeated in each row."""
    words = pa.DictionaryArray.from_arrays(np.zeros(rows, dtype="int32"), pa.array(["长" * width]))
    table = pa.table({"g": pa.array([shapely.Point(105.9, 29.3).wkb] * rows), "名称": words})
    raw = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({b"geo": about}), raw, compression="zstd")
    return raw.getvalue()


def many_blocks() -> bytes:
    """Make a drawing of one block that stands in 30,000 rows and columns."""
    block = "0 BLOCK 8 0 2 B 70 0 10 0 20 0 0 POINT 8 0 10 1 20 1 0 ENDBLK"
    insert = "0 INSERT 8 0 2 B 10 0 20 0 70 30000 71 30000 44 1 45 1"
    head = f"0 SECTION 2 HEADER 9 $ACADVER 1 AC1015 0 ENDSEC 0 SECTION 2 BLOCKS {block} 0 ENDSEC"
    body = f"0 SECTION 2 ENTITIES {insert} 0 ENDSEC 0 EOF"
    return "\n".join(f"{head} {body}".split()).encode() + b"\n"


def text(content: str, encoding: str = "utf-8") -> Build:
    return lambda: content.encode(encoding)
