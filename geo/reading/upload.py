"""Read an uploaded file into layers: parsed in a worker process, with limits, never here."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path, PureWindowsPath
from signal import SIGABRT
from threading import BoundedSemaphore
from typing import Any

import numpy as np
import pandas as pd
import pyogrio

from data.problems import Problem
from data.settings import environment
from geo.reading.findings import RefusedError
from geo.reading.formats import format_of
from geo.reading.layers import Layer, Upload
from geo.reading.limits import MEGABYTE, MEMORY_BYTES, RESULT_BYTES, SECONDS, WORKERS
from geo.reading.shapes import parse_hex
from geo.reading.texts import clean

DRIVERS = frozenset(
    {
        "DXF",
        "ESRI Shapefile",
        "ESRIJSON",
        "FlatGeobuf",
        "GPKG",
        "GPX",
        "GeoJSON",
        "LIBKML",
        "MapInfo File",
        "OpenFileGDB",
        "TopoJSON",
    }
)
WORKING_FOLDERS = "cloud-valley-atlas-upload-*"  # in the temporary folder of the system
_ROOT = Path(__file__).parent.parent.parent
_NOWHERE = "127.0.0.1:9"  # the discard port, where no proxy answers
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_slots = BoundedSemaphore(WORKERS)
_log = logging.getLogger(__name__)


def read_upload(file: str, content: bytes) -> Upload:
    r"""Return what could be read of a file, and what was wrong with it.

    Parameters
    ----------
    file : str
        Name as the user has it; only its last part is kept, and it is never used as a path.
    content : bytes
        GeoJSON and its kin, GeoPackage, KML, KMZ, GPX, DXF, FlatGeobuf, GeoParquet, text of land
        parcels, xlsx, xls, ods or csv; zipped Shapefiles, MapInfo tables, file geodatabases, or
        the former.

    Returns
    -------
    Upload
        Every cell is a str, int, float, bool or ``None``: dates are ISO texts, and all cells of
        a csv file are texts. Texts are trimmed, on one line, and never empty. Heights and measures
        are dropped, as nothing here uses them; curves become lines. A shape that could not
        be used is ``None``, and a problem names its row. Sheets and csv have no geometry.
        Problems of one layer of several name it behind the file.

    Examples
    --------
    >>> upload = read_upload("zones.csv", "片区,企业数\nA,12\n".encode())
    >>> list(upload.layers[0].frame.columns), upload.problems
    (['片区', '企业数'], ())
    """
    name = clean(PureWindowsPath(file).name) or "?"
    try:
        found = _run_worker(format_of(name, content), content)
    except RefusedError as refused:
        return Upload(name, (), (Problem(name, None, None, refused.kind, refused.values),))
    problems = _problems(name, found["notes"])
    for table in found["tables"]:
        place = f"{name} / {table['name']}" if len(found["tables"]) > 1 else name
        problems += _problems(place, table["notes"])
    layers = tuple(_layer(name, table) for table in found["tables"])
    return Upload(name, layers, tuple(problems))


def worker_environment() -> dict[str, str]:
    """Return the whole environment of the worker: our GDAL drivers, no network, no secrets.

    >>> worker_environment()["PROJ_NETWORK"]
    'OFF'
    """
    return environment(_KEPT_VARIABLES) | {
        "GDAL_SKIP": _other_drivers(),
        "GDAL_HTTP_PROXY": _NOWHERE,
        "GDAL_HTTPS_PROXY": _NOWHERE,
        "GDAL_HTTP_TIMEOUT": "1",
        "PROJ_NETWORK": "OFF",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
    }


@cache
def _other_drivers() -> str:
    return ",".join(sorted(set(pyogrio.list_drivers()) - DRIVERS))


def run_apart(
    module: str, *paths: Path, env: dict[str, str], seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """Run a module in a process of its own, which hears and says nothing.

    Raises
    ------
    subprocess.TimeoutExpired
        If it took longer; it has ended then.

    Examples
    --------
    >>> run_apart("platform", env=worker_environment(), seconds=60).returncode
    0
    """
    return subprocess.run(  # noqa: S603 - no part of the command is the user's
        [sys.executable, "-m", module, *map(str, paths)],
        cwd=_ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )


def _run_worker(kind: str, content: bytes) -> dict[str, Any]:
    """Return what the worker found, as it wrote it.

    Raises
    ------
    RefusedError
        If it took too long, broke down, or found too much.
    """
    with _slots, tempfile.TemporaryDirectory(prefix=WORKING_FOLDERS[:-1]) as folder:
        path = Path(folder) / f"input.{kind}"
        path.write_bytes(content)
        try:
            done = run_apart("geo.reading.worker", path, env=worker_environment(), seconds=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise RefusedError("reading_slow", seconds=SECONDS) from error
        result = path.with_name("result.json")
        if done.returncode != 0:
            _log.warning("The reader of a %s upload ended with %d", kind, done.returncode)
            if done.returncode == -SIGABRT:  # what a library in Rust does without memory
                raise RefusedError("reading_memory", limit=MEMORY_BYTES // MEGABYTE)
            raise RefusedError("reading_stopped")
        if result.stat().st_size > RESULT_BYTES:
            raise RefusedError("reading_stopped")
        found: dict[str, Any] = json.loads(result.read_bytes())
        return found


def _problems(file: str, notes: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(file, **note) for note in notes]


def _layer(file: str, table: dict[str, Any]) -> Layer:
    rows = tuple(table["rows"])
    columns = dict(zip(table["columns"], table["cells"], strict=True))
    return Layer(
        file=file,
        name=table["name"] or Path(file).stem,
        frame=pd.DataFrame(columns, index=np.arange(len(rows)), dtype=object),
        geometry=None if table["shapes"] is None else parse_hex(table["shapes"]),
        crs=table["crs"],
        rows=rows,
        title=table["title"],
        lines=tuple((row, tuple(cells)) for row, cells in table["lines"]),
    )
