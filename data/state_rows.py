"""Changing the rows of a state that is not in force: rows in, rows out, then the checks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data import durable
from data.ground import GROUND, GROUND_TABLE, write_ground
from data.kept_states import ABOUT
from data.links import local_problems
from data.pack_files import write_outlines, write_table
from data.packs import read_pack
from data.problems import Problem
from data.register import REGISTER
from data.schema import ADDED, LOCAL, OUTLINES
from data.shipped_packs import shipped_packs
from data.tiles import TILES_TABLE, is_tiles, safe_name

Key = str | tuple[str, ...]
Drop = Mapping[str, Iterable[Key]]


def copy_state(state: Path, copy: Path) -> None:
    """Copy the files of a state, without its name and what was worked out from them.

    >>> copy_state(folder / "none", folder / "copy")
    >>> [*(folder / "copy").iterdir()]
    []
    """
    if state.is_dir():
        left = shutil.ignore_patterns(".cache", durable.DRAFTS, ABOUT)
        shutil.copytree(state, copy, ignore=left, copy_function=_copied)
    else:
        copy.mkdir()


def _copied(source: str, target: str) -> str:
    """Copy a file; two states share one that is large and never changed in its place."""
    if Path(source).name == GROUND or is_tiles(source):
        with suppress(OSError):  # not every disk knows that
            os.link(source, target)
            return target
    return str(shutil.copy2(source, target))


def change_state(
    state: Path,
    tables: Mapping[str, pd.DataFrame],
    outlines: Mapping[str, gpd.GeoDataFrame],
    drop: Drop,
    basemaps: Iterable[Path] = (),
) -> list[Problem]:
    """Take rows out of a state and bring others in; see `data.local_pack.apply_tables`.

    Returns
    -------
    list of Problem
        Rows to be taken out that are no own rows, and rows in force that would be lost as
        they cannot be read; then nothing is changed.

    Examples
    --------
    >>> [one.kind for one in change_state(folder, {}, {}, {"projects": ["P01"]})]
    ['no_own_row']
    """
    drop = dict(drop)
    gone_maps = [state / safe_name(str(name)) for name in drop.pop(TILES_TABLE, ())]
    grows = ADDED.keys() & tables.keys()
    if not (grows or drop):
        present, shapes = dict[str, pd.DataFrame](), dict[str, gpd.GeoDataFrame]()
    else:
        pack = read_pack(state, "local", partial=True)
        present, shapes = pack.tables, pack.outlines
        rewritten = {_file(state, name) for name in grows | drop.keys()}
        if unread := [one for one in pack.problems if one.file in rewritten]:
            return unread  # rows that cannot be read would be lost without a word
        if pack.register and "tenants" in drop:
            present["tenants"] = pd.read_parquet(pack.register)
    gone = {name: {_tuple(key) for key in keys} for name, keys in drop.items()}
    problems = [
        Problem(_file(state, name), None, ", ".join(_key(name)), "no_own_row", {"value": value})
        for name, keys in gone.items()
        for value in sorted(map(", ".join, keys - _keys(present | shapes, name)))
    ]
    problems += [
        _no_file(path) for path in gone_maps if not (is_tiles(path.name) and path.is_file())
    ]
    if problems:
        return problems
    _take_out(state, gone, present, shapes)
    _bring_in(state, tables, outlines, present)
    _exchange(state, gone_maps, basemaps)
    return []


def _no_file(path: Path) -> Problem:
    return Problem(path.name, None, None, "missing_file")


def _take_out(
    state: Path,
    gone: Mapping[str, set[tuple[str, ...]]],
    present: dict[str, pd.DataFrame],
    shapes: dict[str, gpd.GeoDataFrame],
) -> None:
    for name, keys in gone.items():
        if name in OUTLINES:
            shapes[name] = _without(shapes[name], name, keys)
            write_outlines(state, name, shapes[name])
        else:
            present[name] = _without(present[name], name, keys)
            write_table(state, name, present[name])


def _bring_in(
    state: Path,
    tables: Mapping[str, pd.DataFrame],
    outlines: Mapping[str, gpd.GeoDataFrame],
    present: Mapping[str, pd.DataFrame],
) -> None:
    for name, frame in tables.items():
        if name == GROUND_TABLE:
            write_ground(state, gpd.GeoDataFrame(frame))
            continue
        is_joined = name in ADDED and name in present
        write_table(state, name, _with_rows(present[name], frame, name) if is_joined else frame)
    for name, frame in outlines.items():
        write_outlines(state, name, frame)


def _exchange(state: Path, gone: Iterable[Path], basemaps: Iterable[Path]) -> None:
    for path in gone:
        path.unlink()
    for path in basemaps:
        (state / safe_name(path.name)).unlink(missing_ok=True)  # which kept states may share
        shutil.copyfile(path, state / safe_name(path.name))


def state_problems(state: Path, data_dir: Path) -> list[Problem]:
    """Return what is wrong with a state beside the shipped packs.

    >>> from data.packs import DATA_DIR
    >>> state_problems(folder, DATA_DIR)
    []
    """
    return local_problems(*shipped_packs(data_dir), read_pack(state, "local", partial=True))


def _file(state: Path, name: str) -> str:
    if name in OUTLINES:
        return f"{name}.geojson"
    is_register = name == "tenants" and (state / REGISTER).is_file()
    return REGISTER if is_register else f"{name}.csv"


def _key(name: str) -> list[str]:
    model = LOCAL.get(name) or OUTLINES.get(name)
    if model is None:
        raise ValueError(f"a local pack has no table {name!r}")
    return list(model.key)


def _tuple(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else tuple(map(str, key))


def _keys(frames: Mapping[str, pd.DataFrame], name: str) -> set[tuple[str, ...]]:
    key = _key(name)
    return set(_texts(frames[name], key)) if name in frames else set()


def _texts(frame: pd.DataFrame, key: list[str]) -> list[tuple[str, ...]]:
    columns = [[str(cell) for cell in frame[column]] for column in key]
    return list(zip(*columns, strict=True))


def _without(frame: pd.DataFrame, name: str, keys: set[tuple[str, ...]]) -> pd.DataFrame:
    stays = [row not in keys for row in _texts(frame, _key(name))]
    return frame[stays]


def _with_rows(present: pd.DataFrame, new: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of a table with new ones, which replace those of the same key."""
    key = _key(name)
    replaced = pd.MultiIndex.from_frame(present[key]).isin(pd.MultiIndex.from_frame(new[key]))
    rows = [present[~replaced].astype(object), new.astype(object)]
    return pd.concat(rows, ignore_index=True)
