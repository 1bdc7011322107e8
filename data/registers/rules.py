"""What a build elsewhere has to know of the Atlas: ``python -m data.registers.rules FILE``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

from data.catalog import Catalog, load_catalog
from data.registers.axes import axes_of
from data.registers.questions import CELL_RESOLUTION
from data.schema import GRADES, REFS_PATTERN, Status


def rules(catalog: Catalog) -> dict[str, Any]:
    """Return the rules of a register's rows, as JSON takes them (`data.register`).

    >>> rules(catalog)["zone"]
    ['A', 'B', 'C', 'D', 'E', 'F']
    """
    return {
        "cell_resolution": CELL_RESOLUTION,
        "axes": list(axes_of(catalog.choices)),
        "zone": list(catalog.choices.zones),
        "sector": list(catalog.choices.sectors),
        "status": list(get_args(Status)),
        "evidence": list(GRADES),
        "refs": REFS_PATTERN,
    }


if __name__ == "__main__":
    made = json.dumps(rules(load_catalog(indexed=False)), ensure_ascii=False, indent=1)
    Path(sys.argv[1]).write_text(f"{made}\n", encoding="utf-8")
