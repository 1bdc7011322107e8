"""Basemaps of a planner: files of tiles that lie in the local pack, each as one piece."""

from __future__ import annotations

import os
import re
from pathlib import Path
from unicodedata import normalize

TILE_ENDINGS = (".pmtiles", ".mbtiles")
TILES_TABLE = "basemaps"
_MOST_LETTERS = 60


def is_tiles(name: str) -> bool:
    """Tell by its name whether a file holds tiles.

    >>> is_tiles("规划.PMTiles"), is_tiles("plan.tif")
    (True, False)
    """
    return name.casefold().endswith(TILE_ENDINGS)


def tile_files(folder: Path) -> list[Path]:
    """Return the files of tiles in a pack, by name.

    >>> tile_files(folder)
    []
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - `iterdir` raises late
    except OSError:
        return []
    return [folder / name for name in names if is_tiles(name) and not name.startswith(".")]


def safe_name(name: str) -> str:
    """Return the name under which a file of tiles is kept, whatever it was called.

    >>> safe_name("../总体 规划?.MBTiles")
    '总体-规划.mbtiles'
    """
    stem, _, ending = normalize("NFKC", name).replace("\\", "/").rpartition("/")[2].rpartition(".")
    plain = re.sub(r"[^\w-]+", "-", stem).strip("-_")[:_MOST_LETTERS]
    return f"{plain or 'tiles'}.{ending.casefold()}"
