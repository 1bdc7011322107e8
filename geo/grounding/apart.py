"""Making the ground of a file that somebody dropped: in a process of its own, with limits."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from threading import BoundedSemaphore

from data.ground import read_ground
from data.settings import LOCAL, PARK, STATE, environment
from geo.grounding.limits import SECONDS
from geo.grounding.make import Made
from geo.grounding.problems import GroundError
from geo.grounding.tags import FCLASS
from geo.grounding.worker import REPORT
from geo.reading.layers import Upload
from geo.reading.upload import WORKING_FOLDERS, run_apart, worker_environment

_SAYS_SO = {"highway", "waterway", "railway", "natural", "landuse", FCLASS}
_NAMES = ("道路", "路网", "水系", "铁路", "建成区", "roads", "waterways", "railways")
_slots = BoundedSemaphore(1)


def is_ground(upload: Upload) -> bool:
    """Tell whether all of a file is ground for sure: by tags, or by the names of its layers."""
    drawn = [one for one in upload.layers if one.geometry is not None]
    return bool(drawn) and all(
        _SAYS_SO & {str(name).casefold() for name in one.frame}
        or any(name in one.name.casefold() for name in _NAMES)
        for one in drawn
    )


def made_apart(path: Path) -> Made:
    """Return the ground that a file makes.

    Raises
    ------
    GroundError
        As `geo.grounding.make.make_ground`; ``too_large`` if it took too long or too much.
    """
    with _slots, tempfile.TemporaryDirectory(prefix=WORKING_FOLDERS[:-1]) as name:
        folder, report = Path(name), Path(name) / REPORT
        try:
            run_apart("geo.grounding.worker", path, folder, env=_environment(), seconds=SECONDS)
            told = json.loads(report.read_bytes())
        except (subprocess.TimeoutExpired, FileNotFoundError) as error:
            raise GroundError("too_large", file=path.name) from error
        if "reason" in told:
            raise GroundError(told["reason"], **told["values"])
        ground, _ = read_ground(folder)
        if ground is None:
            raise GroundError("unreadable", file=path.name)
        left_out = Counter({(layer, kind): count for layer, kind, count in told["left_out"]})
        unknown = Counter[str](told["unknown"])
        return Made(ground.features, told["read"], unknown, left_out, told["size"], told["system"])


def _environment() -> dict[str, str]:
    """Return that of a reader of uploads, which may read OpenStreetMap too, of this park."""
    base = worker_environment()
    skipped = [one for one in base["GDAL_SKIP"].split(",") if one != "OSM"]
    where = environment([PARK.name, LOCAL.name, STATE.name])
    return base | where | {"GDAL_SKIP": ",".join(skipped)}
