"""Reading and checking a data pack: a folder of CSV and GeoJSON files."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from data.ground import Ground, read_ground
from data.i18n import LANGS, Lang
from data.own_texts import Prose, read_texts
from data.park import Park, read_park
from data.problems import Problem, unreadable
from data.register import REGISTER, register_problems
from data.row_checks import checked
from data.schema import (
    AROUND,
    BOUNDARIES,
    ILLUSTRATIVE,
    LOCAL,
    OPTIONAL,
    OUTLINES,
    PUBLISHED,
    Graded,
    Row,
    number_types,
)
from data.settings import local_folder, park_folder, state_folder
from data.verdicts import looked_through

DATA_DIR = Path(__file__).parent
PACK_EVIDENCE = {
    "published": {"reported", "secondary", "derived"},
    "illustrative": {"illustrative"},
    "local": {"reported", "official", "secondary", "derived", "illustrative"},
}
_TABLES = {"published": {**PUBLISHED, **AROUND}, "illustrative": ILLUSTRATIVE, "local": LOCAL}
_OUTLINES = {"published": BOUNDARIES, "illustrative": OUTLINES, "local": OUTLINES}
_OUTLINE_KINDS = {
    "district": {"Polygon", "MultiPolygon"},
    "region": {"Polygon", "MultiPolygon"},
    "zone_outlines": {"Polygon", "MultiPolygon"},
    "coverage_outlines": {"Polygon", "MultiPolygon"},
    "routes": {"LineString", "MultiLineString"},
}
_WORLD = shapely.box(-180, -90, 180, 90)


def park_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of the park that is shown: ``ATLAS_PARK``, else that of the shipped one.

    >>> park_dir(Path("/srv/data")).as_posix()
    '/srv/data'
    """
    named = park_folder() if data_dir == DATA_DIR else None
    return named or data_dir


def local_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of the user's own pack: ``ATLAS_LOCAL``, else ``local/`` of `state_dir`.

    >>> local_dir(Path("/srv/data")).as_posix()
    '/srv/data/local'
    """
    named = local_folder() if data_dir == DATA_DIR else None
    return named or state_dir(data_dir) / "local"


def state_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of all that the server writes: ``ATLAS_STATE``, else that of the packs.

    >>> state_dir(Path("/srv/data")).as_posix()
    '/srv/data'
    """
    named = state_folder() if data_dir == DATA_DIR else None
    return named or park_dir(data_dir)


def checked_register(path: Path, evidence: set[str]) -> list[Problem]:
    """Return what is wrong in a register (`data.register.register_problems`), looked for once.

    >>> [one.kind for one in checked_register(folder / "tenants.parquet", {"official"})]
    ['parquet']
    """
    look = partial(register_problems, path, evidence)
    return looked_through(path, f"rows {sorted(evidence)}", look, state_dir() / ".cache")


@dataclass(frozen=True)
class Pack:
    """The tables and outlines of one folder, and everything wrong with them.

    ``lines`` holds, by table, the place of each row in its file; ``register`` is the file
    of a checked ``tenants.parquet``, which then stands for the ``tenants`` table; ``ground`` is
    that of a local pack; ``park`` is the profile of a published pack, ``prose`` what it says in
    words of its own.
    """

    tables: dict[str, pd.DataFrame]
    outlines: dict[str, gpd.GeoDataFrame]
    problems: tuple[Problem, ...]
    lines: dict[str, list[int]] = field(default_factory=dict)
    register: Path | None = None
    park: Park | None = None
    prose: dict[Lang, Prose] = field(default_factory=dict)
    ground: Ground | None = None


def read_pack(folder: Path, kind: str, *, partial: bool = False) -> Pack:
    """Read every declared table of a pack and check each row.

    Parameters
    ----------
    folder : pathlib.Path
    kind : {"published", "illustrative", "local"}
        Decides which tables belong to the pack and which grades of evidence they may hold.
    partial : bool
        Whether a missing file is allowed, as in a local pack.

    Returns
    -------
    Pack
        Rows with problems are left out of the tables; never raises for bad content.

    Examples
    --------
    >>> pack = read_pack(DATA_DIR / "published", "published")
    >>> len(pack.tables["zones"]), pack.problems
    (6, ())
    """
    reader = _Reader(folder, PACK_EVIDENCE[kind], partial=partial)
    models, shapes = _TABLES[kind], _OUTLINES[kind]
    tables = {
        name: frame
        for name, model in models.items()
        if (frame := reader.table(name, model)) is not None
    }
    outlines = {
        name: frame
        for name, model in shapes.items()
        if (frame := reader.outlines(name, model)) is not None
    }
    reader.report_undeclared({f"{name}.csv" for name in models} | {f"{n}.geojson" for n in shapes})
    if kind == "local":
        register = reader.register()
        ground, found = read_ground(folder)
        problems = (*reader.problems, *found)
        return Pack(tables, outlines, problems, reader.lines, register, ground=ground)
    if kind != "published":
        return Pack(tables, outlines, tuple(reader.problems), reader.lines)
    park, found = read_park(folder)
    read = {lang: read_texts(folder, lang) for lang in LANGS}
    prose = {lang: own for lang, (own, _) in read.items()}
    problems = (*reader.problems, *found, *(one for _, wrong in read.values() for one in wrong))
    return Pack(tables, outlines, problems, reader.lines, None, park, prose)


class _Reader:
    def __init__(self, folder: Path, evidence: set[str], *, partial: bool) -> None:
        self.folder, self.evidence, self.partial = folder, evidence, partial
        self.problems: list[Problem] = []
        self.lines: dict[str, list[int]] = {}

    def _report(
        self, file: str, row: int | None, column: str | None, kind: str, **values: object
    ) -> None:
        self.problems.append(Problem(file, row, column, kind, values))

    def report_undeclared(self, declared: set[str]) -> None:
        """Report tables that no one would read, such as one with a misspelt name."""
        try:
            paths = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(unreadable(self.folder.name, error))
            return
        for path in paths:
            if path.suffix.lower() in {".csv", ".geojson"} and path.name not in declared:
                self._report(path.name, None, None, "undeclared", known=", ".join(sorted(declared)))

    def register(self) -> Path | None:
        """Return the file of a large register, if there is a good one."""
        path = self.folder / REGISTER
        try:
            with path.open("rb"):
                pass
        except FileNotFoundError:
            return None
        except OSError as error:
            self.problems.append(unreadable(path.name, error))
            return None
        if (self.folder / "tenants.csv").is_file():
            found = [Problem(path.name, None, None, "two_registers")]
        else:
            found = checked_register(path, self.evidence)
        self.problems += found
        return None if found else path

    def _text(self, file: str) -> str | None:
        try:
            return (self.folder / file).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            if not self.partial and Path(file).stem not in OPTIONAL:
                self._report(file, None, None, "missing_file")
        except UnicodeDecodeError:
            self._report(file, None, None, "encoding")
        except OSError as error:
            self.problems.append(unreadable(file, error))
        return None

    def table(self, name: str, model: type[Row]) -> pd.DataFrame | None:
        file = f"{name}.csv"
        text = self._text(file)
        if text is None:
            return None
        try:
            header, rows = self._rows(file, text)
        except csv.Error:
            self._report(file, None, None, "csv")
            return None
        repeated = {column for column in header if header.count(column) > 1}
        for column in sorted(repeated):
            self._report(file, 1, column, "repeated_column")
        required = {name for name, field in model.model_fields.items() if field.is_required()}
        missing, unknown = required - set(header), set(header) - set(model.model_fields)
        for column in sorted(missing):
            self._report(file, 1, column, "missing_column")
        for column in sorted(unknown):
            self._report(file, 1, column, "unknown_column")
        if repeated or missing or unknown:
            return None
        checked = self._checked(file, model, rows)
        self.lines[name] = [number for number, _ in checked]
        frame = pd.DataFrame([row.model_dump() for _, row in checked], columns=header)
        # Empty cells must turn neither whole numbers into floats nor floats into objects.
        types = number_types(model)
        kinds = {column: types[column] for column in header if column in types}
        return _plain_texts(frame.astype(kinds))

    def _rows(self, file: str, text: str) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
        lines = csv.reader(io.StringIO(text, newline=""))
        header, rows = next(lines, []), []
        for cells in lines:
            if len(cells) != len(header):
                self._report(
                    file, lines.line_num, None, "cell_count", found=len(cells), expected=len(header)
                )
                continue
            raw = {column: cell or None for column, cell in zip(header, cells, strict=True)}
            rows.append((lines.line_num, raw))
        return header, rows

    def _checked(
        self, file: str, model: type[Row], rows: list[tuple[int, dict[str, Any]]]
    ) -> list[tuple[int, Row]]:
        good, seen = [], set()
        for number, raw in rows:
            row = checked(model, raw)
            if isinstance(row, list):
                self.problems += [Problem(file, number, *fault) for fault in row]
                continue
            key = tuple(getattr(row, column) for column in model.key)
            if key in seen:
                self._report(
                    file, number, ", ".join(model.key), "duplicate", value=", ".join(map(str, key))
                )
            elif isinstance(row, Graded) and row.evidence not in self.evidence:
                self._report(
                    file,
                    number,
                    "evidence",
                    "evidence",
                    value=row.evidence,
                    allowed=", ".join(sorted(self.evidence)),
                )
            else:
                good.append((number, row))
            seen.add(key)
        return good

    def outlines(self, name: str, model: type[Row]) -> gpd.GeoDataFrame | None:
        file = f"{name}.geojson"
        text = self._text(file)
        if text is None:
            return None
        try:
            features = json.loads(text)["features"]
            raws = [dict(feature["properties"]) for feature in features]
            drawn = [feature["geometry"] for feature in features]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._report(file, None, None, "geojson")
            return None
        checked = self._checked(file, model, list(enumerate(raws, start=1)))
        kept = []
        for number, row in checked:
            shape = self._shape(file, number, drawn[number - 1], _OUTLINE_KINDS[name])
            if shape is not None:
                kept.append((number, row.model_dump(), shape))
        self.lines[name] = [number for number, _, _ in kept]
        rows = pd.DataFrame([row for _, row, _ in kept], columns=list(model.model_fields))
        shapes = [shape for _, _, shape in kept]
        return gpd.GeoDataFrame(_plain_texts(rows), geometry=shapes, crs="EPSG:4326")

    def _shape(
        self, file: str, number: int, geometry: object, kinds: set[str]
    ) -> shapely.Geometry | None:
        try:
            shape = shapely.from_geojson(json.dumps(geometry))
        except (shapely.GEOSException, ValueError, TypeError):
            shape = None
        if shape is None or shape.is_empty:
            self._report(file, number, "geometry", "no_geometry")
        elif shape.geom_type not in kinds:
            self._report(
                file,
                number,
                "geometry",
                "geometry_kind",
                found=shape.geom_type,
                expected=", ".join(sorted(kinds)),
            )
        elif not shape.is_valid:
            self._report(
                file, number, "geometry", "invalid_geometry", reason=shapely.is_valid_reason(shape)
            )
        elif not _WORLD.covers(shape):
            self._report(file, number, "geometry", "not_degrees")
        else:
            return shape
        return None


def _plain_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are Python's own.

    On a few hundred rows, choosing some of them takes pandas' own strings two to three times as
    long.
    """
    return frame.astype(dict.fromkeys(frame.select_dtypes("str").columns, object))
