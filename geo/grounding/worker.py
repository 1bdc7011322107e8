"""Make the ground in a process of its own: ``python -m geo.grounding.worker FILE FOLDER``.

What was made is left in the folder, as ``ground.parquet`` and ``report.json``: nothing that the
parent reads can run code.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from data.catalog import load_catalog
from data.ground import write_ground
from geo.control import control_of
from geo.grounding.extent import extent_of
from geo.grounding.limits import MEMORY_BYTES, SECONDS
from geo.grounding.make import make_ground
from geo.grounding.problems import GroundError

if sys.platform != "win32":
    import resource

REPORT = "report.json"


def main(path: Path, folder: Path) -> None:
    """Make the ground of a file, and leave it with what is to be said of it."""
    catalog = load_catalog(indexed=False)
    if sys.platform != "win32":
        for kind, limit in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (limit, limit))
    report: dict[str, Any]
    try:
        made = make_ground(path, extent_of(catalog), control_of(catalog))
        write_ground(folder, made.features)
        report = {
            "read": made.read,
            "unknown": made.unknown,
            "left_out": [[*one, count] for one, count in made.left_out.items()],
            "size": made.size,
            "system": made.system,
        }
    except GroundError as error:
        report = {"reason": error.reason, "values": error.values}
    except MemoryError:
        report = {"reason": "too_large", "values": {"file": path.name}}
    (folder / REPORT).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
