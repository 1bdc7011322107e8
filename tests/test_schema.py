"""Broken packs: every problem names file, row and column, and says the remedy twice over."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.catalog import load_catalog
from data.packs import DATA_DIR, Problem, read_pack

Break = Callable[[Path], None]


def copied(name: str, folder: Path) -> Path:
    """Copy a shipped pack."""
    return Path(shutil.copytree(DATA_DIR / name, folder / name))


def rewrite(file: str, change: Callable[[list[list[str]]], object]) -> Break:
    """Return a function that changes the rows of a CSV file; row 1 is the header."""

    def apply(folder: Path) -> None:
        path = folder / file
        with path.open(encoding="utf-8", newline="") as source:
            rows = list(csv.reader(source))
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows(rows)

    return apply


def cell(file: str, row: int, **values: str) -> Break:
    """Return a function that overwrites cells of one row."""

    def change(rows: list[list[str]]) -> None:
        for column, value in values.items():
            rows[row - 1][rows[0].index(column)] = value

    return rewrite(file, change)


def feature(file: str, position: int, change: Callable[[dict[str, Any]], object]) -> Break:
    """Return a function that changes one GeoJSON feature, counted from 1."""

    def apply(folder: Path) -> None:
        path = folder / file
        whole = json.loads(path.read_text(encoding="utf-8"))
        change(whole["features"][position - 1])
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")

    return apply


def geometry(kind: str, coordinates: object) -> Callable[[dict[str, Any]], object]:
    """Return a function that gives a feature another geometry."""
    return lambda one: one.update(geometry={"type": kind, "coordinates": coordinates})


def drop_column(file: str, column: str) -> Break:
    """Return a function that removes a column."""

    def change(rows: list[list[str]]) -> None:
        gone = rows[0].index(column)
        for row in rows:
            del row[gone]

    return rewrite(file, change)


def repeat_column(file: str, column: str) -> Break:
    """Return a function that adds a second column of the same name with other cells."""

    def change(rows: list[list[str]]) -> None:
        rows[0].append(column)
        for row in rows[1:]:
            row.append("F")

    return rewrite(file, change)


def text(file: str, content: str) -> Break:
    """Return a function that replaces a whole file."""
    return lambda folder: (folder / file).write_text(content, encoding="utf-8") and None


BOW_TIE = [[[105.9, 29.3], [105.95, 29.35], [105.95, 29.3], [105.9, 29.35], [105.9, 29.3]]]
METRES = [[[589e3, 3248e3], [590e3, 3248e3], [590e3, 3249e3], [589e3, 3248e3]]]
LAT_FIRST = [[[29.3, 105.9], [29.4, 105.9], [29.4, 106.0], [29.3, 105.9]]]

# pack, what is broken, English place, English remedy, Chinese place, Chinese remedy
CASES: dict[str, tuple[str, Break, str, str, str, str]] = {
    "enum": (
        "published",
        cell("zones.csv", 3, existence="maybe"),
        *("zones.csv row 3 [existence]", "write one of 'exists' or 'listed'"),
        *("zones.csv 第 3 行 [existence]", "请改为"),
    ),
    "number": (
        "published",
        cell("figures.csv", 2, value="1000亩"),
        *("figures.csv row 2 [value]", "write digits without a unit"),
        *("figures.csv 第 2 行 [value]", "请填数字"),
    ),
    "not a number": (
        "published",
        cell("figures.csv", 2, value="nan"),
        *("figures.csv row 2 [value]", ""),
        *("figures.csv 第 2 行 [value]", ""),
    ),
    "infinite": (
        "published",
        cell("projects.csv", 2, investment_cny="inf"),
        *("projects.csv row 2 [investment_cny]", ""),
        *("projects.csv 第 2 行 [investment_cny]", ""),
    ),
    "out of range": (
        "published",
        cell("coverage.csv", 2, value="-20"),
        *("coverage.csv row 2 [value]", "check the unit"),
        *("coverage.csv 第 2 行 [value]", "请核对单位"),
    ),
    "date": (
        "published",
        cell("events.csv", 5, date="2020-13"),
        *("events.csv row 5 [date]", "write 2020, 2020-04"),
        *("events.csv 第 5 行 [date]", "请写 2020"),
    ),
    "reference form": (
        "published",
        cell("zones.csv", 4, refs="第14行"),
        *("zones.csv row 4 [refs]", "write 002:L14-16"),
        *("zones.csv 第 4 行 [refs]", "请写 002:L14-16"),
    ),
    "pattern": (
        "published",
        cell("projects.csv", 36, project_id="X99"),
        *("projects.csv row 36 [project_id]", "it must match"),
        *("projects.csv 第 36 行 [project_id]", "应为"),
    ),
    "empty": (
        "published",
        cell("targets.csv", 4, metric_en=""),
        *("targets.csv row 4 [metric_en]", "fill it in"),
        *("targets.csv 第 4 行 [metric_en]", "请填写"),
    ),
    "bounds": (
        "published",
        cell("figures.csv", 6, low="60", high="50"),
        *("figures.csv row 6", "swap them"),
        *("figures.csv 第 6 行", "请对调"),
    ),
    "duplicate": (
        "published",
        cell("zones.csv", 3, zone="A"),
        *("zones.csv row 3 [zone]", "each id may occur once"),
        *("zones.csv 第 3 行 [zone]", "只能出现一次"),
    ),
    "evidence of published": (
        "published",
        cell("events.csv", 2, evidence="illustrative"),
        *("events.csv row 2 [evidence]", "this pack may not hold"),
        *("events.csv 第 2 行 [evidence]", "可用"),
    ),
    "dangling source": (
        "published",
        cell("zones.csv", 4, refs="999:L1"),
        *("zones.csv row 4 [refs]", "add that row first"),
        *("zones.csv 第 4 行 [refs]", "先补上该行"),
    ),
    "dangling conflict": (
        "published",
        cell("figures.csv", 7, conflicts="C06;C99"),
        *("figures.csv row 7 [conflicts]", "“C99” has no row"),
        *("figures.csv 第 7 行 [conflicts]", "“C99”没有对应的行"),
    ),
    "dangling enterprise": (
        "published",
        cell("enterprise_sectors.csv", 10, enterprise_id="E999"),
        *("enterprise_sectors.csv row 10 [enterprise_id]", "add that row first"),
        *("enterprise_sectors.csv 第 10 行 [enterprise_id]", "先补上该行"),
    ),
    "dangling project": (
        "published",
        cell("project_statuses.csv", 3, project_id="P99"),
        *("project_statuses.csv row 3 [project_id]", "add that row first"),
        *("project_statuses.csv 第 3 行 [project_id]", "先补上该行"),
    ),
    "missing file": (
        "published",
        lambda folder: (folder / "zones.csv").unlink(),
        *("zones.csv:", "add it from the template"),
        *("zones.csv：", "补上"),
    ),
    "missing column": (
        "published",
        drop_column("zones.csv", "known_en"),
        *("zones.csv row 1 [known_en]", "add it to the header"),
        *("zones.csv 第 1 行 [known_en]", "请在表头补上"),
    ),
    "unknown column": (
        "published",
        rewrite("zones.csv", lambda rows: [row.append("x") for row in rows]),
        *("zones.csv row 1 [x]", "remove or rename it"),
        *("zones.csv 第 1 行 [x]", "请删除或改名"),
    ),
    "repeated column": (
        "illustrative",
        repeat_column("tenants.csv", "zone"),
        *("tenants.csv row 1 [zone]", ""),
        *("tenants.csv 第 1 行 [zone]", ""),
    ),
    "too few cells": (
        "published",
        rewrite("events.csv", lambda rows: rows[3].pop()),
        *("events.csv row 4", "check commas and quotes"),
        *("events.csv 第 4 行", "请检查逗号与引号"),
    ),
    "encoding": (
        "published",
        lambda folder: (folder / "events.csv").write_bytes("事件".encode("gb18030")) and None,
        *("events.csv:", "save the file as UTF-8"),
        *("events.csv：", "请另存为 UTF-8"),
    ),
    "oversized cell": (
        "published",
        cell("events.csv", 4, note_zh="长" * 200_000, date="soon"),
        *("events.csv", ""),
        *("events.csv", ""),
    ),
    "no assumption": (
        "illustrative",
        cell("tenants.csv", 9, assumption_id=""),
        *("tenants.csv row 9", "fill in assumption_id"),
        *("tenants.csv 第 9 行", "请填 assumption_id"),
    ),
    "evidence of illustrative": (
        "illustrative",
        cell("tenants.csv", 9, evidence="reported"),
        *("tenants.csv row 9 [evidence]", "use illustrative"),
        *("tenants.csv 第 9 行 [evidence]", "可用 illustrative"),
    ),
    "dangling assumption": (
        "illustrative",
        cell("project_places.csv", 5, assumption_id="made-up"),
        *("project_places.csv row 5 [assumption_id]", "add that row first"),
        *("project_places.csv 第 5 行 [assumption_id]", "先补上该行"),
    ),
    "swapped coordinates": (
        "illustrative",
        cell("tenants.csv", 2, lon="29.36", lat="105.92"),
        *("tenants.csv row 2 [lat]", "check the unit"),
        *("tenants.csv 第 2 行 [lat]", "请核对单位"),
    ),
    "coordinate not a number": (
        "illustrative",
        cell("tenants.csv", 2, lon="nan"),
        *("tenants.csv row 2 [lon]", ""),
        *("tenants.csv 第 2 行 [lon]", ""),
    ),
    "invalid polygon": (
        "illustrative",
        feature("zone_outlines.geojson", 3, geometry("Polygon", BOW_TIE)),
        *("zone_outlines.geojson row 3 [geometry]", "repair it in the GIS"),
        *("zone_outlines.geojson 第 3 行 [geometry]", "修复"),
    ),
    "geometry kind": (
        "illustrative",
        feature("zone_outlines.geojson", 2, geometry("LineString", BOW_TIE[0])),
        *("zone_outlines.geojson row 2 [geometry]", "it must be MultiPolygon, Polygon"),
        *("zone_outlines.geojson 第 2 行 [geometry]", "应为 MultiPolygon, Polygon"),
    ),
    "no geometry": (
        "illustrative",
        feature("routes.geojson", 1, lambda one: one.update(geometry=None)),
        *("routes.geojson row 1 [geometry]", "draw it or remove the feature"),
        *("routes.geojson 第 1 行 [geometry]", "请补画或删除"),
    ),
    "metres": (
        "illustrative",
        feature("coverage_outlines.geojson", 1, geometry("Polygon", METRES)),
        *("coverage_outlines.geojson row 1 [geometry]", "reproject to EPSG:4326"),
        *("coverage_outlines.geojson 第 1 行 [geometry]", "请转换为 EPSG:4326"),
    ),
    "latitude first": (
        "illustrative",
        feature("coverage_outlines.geojson", 2, geometry("Polygon", LAT_FIRST)),
        *("coverage_outlines.geojson row 2 [geometry]", "EPSG:4326"),
        *("coverage_outlines.geojson 第 2 行 [geometry]", "EPSG:4326"),
    ),
    "unknown feature": (
        "illustrative",
        feature("zone_outlines.geojson", 6, lambda one: one["properties"].update(feature_id="G")),
        *("zone_outlines.geojson row 6 [feature_id]", "write one of"),
        *("zone_outlines.geojson 第 6 行 [feature_id]", "请改为"),
    ),
    "broken JSON": (
        "illustrative",
        text("routes.geojson", '{"type": "FeatureCollection", "features": ['),
        *("routes.geojson:", "export it again from the GIS"),
        *("routes.geojson：", "请从 GIS 重新导出"),
    ),
    "nested JSON": (
        "illustrative",
        text("routes.geojson", "[" * 100_000),
        *("routes.geojson:", "export it again from the GIS"),
        *("routes.geojson：", "请从 GIS 重新导出"),
    ),
    "no collection": (
        "illustrative",
        text("routes.geojson", '{"type": "Topology", "objects": {}}'),
        *("routes.geojson:", "export it again from the GIS"),
        *("routes.geojson：", "请从 GIS 重新导出"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_check_names_place_and_remedy(
    case: tuple[str, Break, str, str, str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack, broken, place_en, remedy_en, place_zh, remedy_zh = case
    folder = copied(pack, tmp_path)
    broken(folder)
    for lang, place, remedy in (("en", place_en, remedy_en), ("zh", place_zh, remedy_zh)):
        assert main(["--lang", lang, "check", str(folder)]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert [line for line in lines if line.startswith(place) and remedy in line]


def test_each_bad_row_is_reported_and_only_bad_rows_are_left_out(tmp_path: Path) -> None:
    folder = copied("published", tmp_path)
    cell("zones.csv", 2, existence="maybe", as_of="soon")(folder)
    cell("zones.csv", 6, refs="")(folder)
    pack = read_pack(folder, "published")
    found = {(problem.file, problem.row, problem.column) for problem in pack.problems}
    assert found == {
        ("zones.csv", 2, "existence"),
        ("zones.csv", 2, "as_of"),
        ("zones.csv", 6, "refs"),
    }
    assert list(pack.tables["zones"]["zone"]) == ["B", "C", "D", "F"]


def test_row_of_a_dangling_reference_counts_rows_left_out_above_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied("published", tmp_path)
    cell("zones.csv", 2, existence="maybe")(folder)
    cell("zones.csv", 5, refs="999:L1")(folder)
    assert main(["--lang", "en", "check", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "zones.csv row 5 [refs]" in printed.err
    assert printed.out == "2 problems\n"


@pytest.mark.parametrize("pack", ["published", "illustrative"])
@pytest.mark.parametrize(("lang", "total"), [("en", "0 problems"), ("zh", "共 0 处问题")])
def test_shipped_packs_pass(
    pack: str, lang: str, total: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", lang, "check", str(DATA_DIR / pack)]) == 0
    printed = capsys.readouterr()
    assert (printed.out.strip(), printed.err) == (total, "")


def test_check_of_no_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", str(tmp_path / "nowhere")]) != 0
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "column", "en", "zh"),
    [
        (None, None, "a.csv: ", "a.csv："),
        (3, None, "a.csv row 3: ", "a.csv 第 3 行："),
        (3, "zone", "a.csv row 3 [zone]: ", "a.csv 第 3 行 [zone]："),
    ],
)
def test_problem_reads_in_both_languages(
    row: int | None, column: str | None, en: str, zh: str
) -> None:
    problem = Problem("a.csv", row, column, "unknown_id", {"value": "C99"})
    assert problem.text("en").startswith(en)
    assert problem.text("zh").startswith(zh)
    assert "C99" in problem.text("en")
    assert "C99" in problem.text("zh")


TENANTS = (
    "tenant_id,enterprise_id,sector,zone,lon,lat,assumption_id,evidence\n"
    "T0001,E003,outsourcing,B,105.93,29.35,,reported\n"
    "T0002,,data,B,105.94,29.35,,reported\n"
    "T0003,,,F,105.94,29.38,,reported\n"
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return the shipped packs with an empty local pack beside them."""
    copied("published", tmp_path)
    copied("illustrative", tmp_path)
    (tmp_path / "local").mkdir()
    return tmp_path


def test_empty_local_pack_changes_nothing(data_dir: Path) -> None:
    catalog = load_catalog(data_dir)
    assert catalog.problems == ()
    assert len(catalog["tenants"]) == 330


def test_good_local_pack_replaces_its_tables_only(data_dir: Path) -> None:
    local = data_dir / "local"
    (local / "tenants.csv").write_text(TENANTS, encoding="utf-8")
    square = [[[105.9, 29.3], [105.95, 29.3], [105.95, 29.35], [105.9, 29.3]]]
    names = {"feature_id": "B", "name_zh": "B区", "name_en": "Zone B", "assumption_id": None}
    whole = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": names | {"evidence": "reported"},
                "geometry": {"type": "Polygon", "coordinates": square},
            }
        ],
    }
    (local / "zone_outlines.geojson").write_text(json.dumps(whole), encoding="utf-8")
    catalog = load_catalog(data_dir)
    assert catalog.problems == ()
    assert list(catalog["tenants"]["tenant_id"]) == ["T0001", "T0002", "T0003"]
    assert list(catalog.outlines["zone_outlines"]["feature_id"]) == ["B"]
    assert len(catalog["project_places"]) == 25
    assert set(catalog.outlines["coverage_outlines"]["feature_id"]) == {
        "test_area",
        "twin_1",
        "twin_2",
    }
    assert main(["check", str(local)]) == 0


@pytest.mark.parametrize(
    ("good", "broken"),
    [
        ("T0002,,data,B,", "T0002,,data,G,"),  # no such zone
        ("E003", "E999"),  # no such enterprise
        ("T0002", "T0001"),  # twice
        (",,reported\nT0003", ",,illustrative\nT0003"),  # no assumption
        (",,reported\nT0003", ",made-up,illustrative\nT0003"),  # no such assumption
        ("29.35,,reported\nT0002", "3249447,,reported\nT0002"),  # metres
    ],
)
def test_broken_local_pack_leaves_the_illustrative_one_in_force(
    good: str, broken: str, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local = data_dir / "local"
    assert good in TENANTS
    (local / "tenants.csv").write_text(TENANTS.replace(good, broken, 1), encoding="utf-8")
    (local / "project_places.csv").write_text(  # good by itself, but of the same pack
        "project_id,zone,lon,lat,assumption_id,evidence\nP02,C,105.92,29.36,,reported\n",
        encoding="utf-8",
    )
    catalog = load_catalog(data_dir)
    assert [problem.file for problem in catalog.problems] == ["tenants.csv"]
    assert len(catalog["tenants"]) == 330
    assert len(catalog["project_places"]) == 25
    assert main(["--lang", "en", "check", str(local)]) == 1
    assert "tenants.csv row " in capsys.readouterr().err


def test_byte_order_mark_of_spreadsheets_is_accepted(data_dir: Path) -> None:
    (data_dir / "local" / "tenants.csv").write_text(TENANTS, encoding="utf-8-sig")
    catalog = load_catalog(data_dir)
    assert catalog.problems == ()
    assert len(catalog["tenants"]) == 3
