"""The catalog: every table of the published pack and of the pack in force beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.layered import merged, stacked
from data.links import link_problems, local_problems
from data.memo import Owner
from data.packs import DATA_DIR, local_dir, read_pack
from data.problems import Problem
from data.register import REGISTER
from data.tenants import Tenants, kept_path

Fingerprint = tuple[tuple[str, int, int], ...]
_PACK_FILES = {".csv", ".geojson", ".json", Path(REGISTER).suffix}


@dataclass(frozen=True, eq=False)
class Catalog(Owner):
    """All tables, read-only, and what was worked out from them (`data.memo.remembered`).

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        Tables of the published pack, and ``assumptions``, ``tenants`` and
        ``project_places`` of the pack in force; with the rows that a local pack adds.
    outlines : dict of str to geopandas.GeoDataFrame
        ``zone_outlines``, ``coverage_outlines``, ``routes`` and ``district`` (EPSG:4326).
    problems : tuple of Problem
        What was left out, and why.
    register : pathlib.Path, optional
        A ``tenants.parquet`` that stands for the ``tenants`` table.
    """

    tables: dict[str, pd.DataFrame]
    outlines: dict[str, gpd.GeoDataFrame]
    problems: tuple[Problem, ...]
    register: Path | None = None

    @cached_property
    def tenants(self) -> Tenants:
        """The enterprises of the pack in force, for counting and for the map."""
        if self.register:
            return Tenants.from_parquet(self.register)
        return Tenants.from_frame(self["tenants"])

    @cached_property
    def key(self) -> str:
        """The hash of all that is in it: what was made from one of the same key is the same."""
        whole = hashlib.sha256()
        for name, frame in sorted({**self.tables, **self.outlines}.items()):
            whole.update(f"{name}:{list(frame)}".encode())
            whole.update(_rows_hash(frame))
        if self.register:
            whole.update(kept_path(self.register).name.encode())
        return whole.hexdigest()[:20]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]


def _rows_hash(frame: pd.DataFrame) -> bytes:
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        plain = plain.assign(**{frame.geometry.name: frame.geometry.to_wkb()})
    rows: bytes = pd.util.hash_pandas_object(plain, index=False).to_numpy().tobytes()
    return rows


def load_catalog(data_dir: Path = DATA_DIR) -> Catalog:
    """Read the published and the illustrative pack, and the local one where it exists.

    A table of the local pack replaces the illustrative table of the same name, or adds rows
    to it and to published ones (`data.schema.ADDED`), unless the local pack has a problem:
    then none of it is used and the problems are returned.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``published/``, ``illustrative/`` and perhaps ``local/``.

    Examples
    --------
    >>> load_catalog().problems
    ()
    >>> len(load_catalog()["zones"])
    6
    """
    published = read_pack(data_dir / "published", "published")
    problems = [*published.problems, *link_problems(published, published)]
    in_force = read_pack(data_dir / "illustrative", "illustrative")
    problems += [*in_force.problems, *link_problems(published, in_force)]
    if local_dir(data_dir).is_dir():
        local = read_pack(local_dir(data_dir), "local", partial=True)
        found = local_problems(published, in_force, local)
        problems += found
        in_force = in_force if found else merged(in_force, local)
    tables = {**published.tables, **in_force.tables}
    for name in published.tables.keys() & in_force.tables.keys():
        tables[name] = stacked(published.tables[name], in_force.tables[name])
    outlines = {**published.outlines, **in_force.outlines}
    if in_force.register:
        del tables["tenants"]
    return Catalog(tables, outlines, tuple(problems), in_force.register)


def unprepared_register(data_dir: Path = DATA_DIR) -> Path | None:
    """Return a large register that has still to be indexed, which takes a moment.

    >>> unprepared_register() is None
    True
    """
    path = local_dir(data_dir) / REGISTER
    return path if path.is_file() and not kept_path(path).is_file() else None


def fingerprint(data_dir: Path = DATA_DIR) -> Fingerprint:
    """Return names, sizes and times of all pack files, to notice a changed pack.

    >>> [Path(name).name for name, *_ in fingerprint() if name.endswith("routes.geojson")]
    ['routes.geojson']
    """
    folders = [data_dir / "published", data_dir / "illustrative", local_dir(data_dir)]
    paths = sorted(
        path for folder in folders for path in folder.glob("*") if path.suffix in _PACK_FILES
    )
    return tuple((str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in paths)
