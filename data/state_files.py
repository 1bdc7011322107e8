"""The tables of a state as they stand in its files, to compare and to join them.

They are read as they are, unchecked: a state that somebody made by hand has a history too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
from pathlib import Path
from typing import Any

import pandas as pd

from data.differences import LISTED, Count, Difference, Differences, differences
from data.ground import GROUND, GROUND_TABLE, ground_rows
from data.hashed import content_hash
from data.pack_files import write_table
from data.register import REGISTER
from data.schema import LOCAL, OUTLINES, number_types
from data.tiles import TILES_TABLE, is_tiles, tile_files

SHAPE = "geometry"
KEYS: dict[str, tuple[str, ...]] = {
    name: model.key for name, model in {**LOCAL, **OUTLINES}.items()
}
_log = logging.getLogger(__name__)


def files_of(state: Path | None) -> dict[str, Path]:
    """Return the file of each table of a state, and of what comes and goes as one piece.

    >>> files_of(folder)
    {}
    """
    if state is None or not state.is_dir():
        return {}
    places = {name: state / f"{name}.csv" for name in LOCAL}
    places |= {name: state / f"{name}.geojson" for name in OUTLINES}
    if (state / REGISTER).is_file():
        places["tenants"] = state / REGISTER
    places[GROUND_TABLE] = state / GROUND
    places |= {path.name: path for path in tile_files(state)}
    return {name: path for name, path in places.items() if path.is_file()}


def tables_hash(state: Path | None) -> str:
    """Return the hash of all tables of a state; empty if there is no state.

    >>> tables_hash(folder / "none"), len(tables_hash(folder))
    ('', 64)
    """
    if state is None or not state.is_dir():
        return ""
    whole = hashlib.sha256()
    for path in sorted(files_of(state).values()):
        whole.update(f"{path.name}:{file_hash(path)}\n".encode())
    return whole.hexdigest()


def read_tables(state: Path | None, names: set[str] | None = None) -> dict[str, pd.DataFrame]:
    """Return the tables of a state, or some of them; a shape is a text, in GeoJSON.

    >>> read_tables(folder)
    {}
    """
    files = files_of(state)
    wanted = {name: files[name] for name in files.keys() & (KEYS if names is None else names)}
    found = {}
    for name, path in wanted.items():
        try:
            found[name] = _read(name, path)
        except Exception:  # noqa: BLE001 -- made by hand; whatever it is, no change waits for it
            _log.exception("%s", path)
    return found


def write_tables(state: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write tables as `read_tables` gives them.

    >>> write_tables(folder, {"assumptions": pd.DataFrame({"assumption_id": ["a"]})})
    >>> read_tables(folder)["assumptions"]["assumption_id"].tolist()
    ['a']
    """
    for name, frame in tables.items():
        if name in OUTLINES:
            rows: list[Any] = frame.to_dict("records")
            features = [_feature(row) for row in rows]
            whole = {"type": "FeatureCollection", "features": features}
            text = json.dumps(whole, ensure_ascii=False)
            (state / f"{name}.geojson").write_text(text, encoding="utf-8")
        else:
            write_table(state, name, frame)


def compared(before: Path | None, after: Path | None, most: int = LISTED) -> Differences:
    """Return what differs between two states; only files that differ are read.

    >>> compared(folder, None).counts
    {}
    """
    old, new = files_of(before), files_of(after)
    names = {
        name
        for name in old.keys() | new.keys()
        if name not in old or name not in new or file_hash(old[name]) != file_hash(new[name])
    }
    in_order = [name for name in KEYS if name in names]
    was, now = (
        {name: _shapes_told(frame) for name, frame in read_tables(state, {*in_order}).items()}
        for state in (before, after)
    )
    keys = {name: KEYS[name] for name in in_order}
    found = differences(_ordered(was, in_order), _ordered(now, in_order), keys, most)
    counts, listed = dict(found.counts), list(found.listed)
    if GROUND_TABLE in names:
        counts[GROUND_TABLE] = Count(*(ground_rows(one) if one else 0 for one in (after, before)))
    if tiles := sorted(filter(is_tiles, names)):
        came, went = (sum(name in one for name in tiles) for one in (new, old))
        counts[TILES_TABLE] = Count(came, went)
        listed += [_tiles_told(name, came=name in new) for name in tiles]
    return Differences(counts, tuple(listed[:most]))


def _tiles_told(name: str, *, came: bool) -> Difference:
    if came:
        return Difference(TILES_TABLE, name, "", None, "{}", "added")
    return Difference(TILES_TABLE, name, "", "{}", None, "removed")


def _ordered(tables: dict[str, pd.DataFrame], names: list[str]) -> dict[str, pd.DataFrame]:
    return {name: tables[name] for name in names if name in tables}


def file_hash(path: Path) -> str:
    """Return the hash of a file.

    >>> (folder / "a.csv").touch()
    >>> file_hash(folder / "a.csv")[:8]
    'e3b0c442'
    """
    if is_tiles(path.name) or path.name == REGISTER:  # too large to be read anew each time
        return content_hash(path, path.stat())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(name: str, path: Path) -> pd.DataFrame:
    if path.name == REGISTER:
        return pd.read_parquet(path)
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if name in OUTLINES:
        features = json.loads(text)["features"]
        rows = [
            {**one["properties"], SHAPE: json.dumps(one["geometry"], ensure_ascii=False)}
            for one in features
        ]
        return pd.DataFrame(rows, dtype=object)
    header, *cells = csv.reader(io.StringIO(text, newline="")) or [[]]
    whole = [row for row in cells if len(row) == len(header)]
    frame = pd.DataFrame(whole, columns=header, dtype=object)
    frame = frame.where(frame != "", None)
    # 25 and 25.0 are one number; what is none stays as it was written.
    for column in number_types(LOCAL[name]).keys() & set(frame):
        numbers = pd.to_numeric(frame[column], errors="coerce").astype(object)
        frame[column] = numbers.where(numbers.notna(), frame[column])
    return frame


def _shapes_told(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose shapes are told in few words, the same for the same shape only."""
    if SHAPE not in frame:
        return frame
    told = [_shape_told(text) for text in frame[SHAPE]]
    return frame.assign(**{SHAPE: pd.Series(told, index=frame.index, dtype=object)})


def _shape_told(text: object) -> str | None:
    if not isinstance(text, str) or text == "null":
        return None
    try:
        kind = str(json.loads(text)["type"])
    except (ValueError, KeyError, TypeError):
        kind = "?"
    points = (text.count(",") + 1) // 2  # two numbers each
    return f"{kind} ({points}) #{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    shape = json.loads(row.pop(SHAPE) or "null")
    properties = {name: None if pd.isna(cell) else cell for name, cell in row.items()}
    return {"type": "Feature", "properties": properties, "geometry": shape}
