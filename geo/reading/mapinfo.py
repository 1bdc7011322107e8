"""MapInfo TAB and MIF: tables of their own only, none that lead to another file."""

from __future__ import annotations

import re
from pathlib import Path

from geo.reading.findings import RefusedError, Table
from geo.reading.vectors import read_layers

_OWN_TABLE = re.compile(rb"\btype\s+(native|mapinfo)\b", re.IGNORECASE)
# Views, seamless tables and links open further files by names that stand in them.
_LEADS_AWAY = re.compile(
    rb"\b(open\s+table|create\s+view|seamless|linked|odbc|type\s+(?!native|mapinfo)\w+)\b|\\\\|\bfile\s+\"",
    re.IGNORECASE,
)


def read_mapinfo(path: Path) -> list[Table]:
    """Return the layer of a ``.tab`` with its parts beside it, or of a ``.mif``.

    Raises
    ------
    RefusedError
        If the table leads to another file, or GDAL cannot read it.
    """
    if path.suffix == ".tab":
        head = path.read_bytes()
        if _LEADS_AWAY.search(head) or not _OWN_TABLE.search(head):
            raise RefusedError("mapinfo_leads_away")
    try:
        return read_layers(path)
    except RefusedError:
        # Where no character set is stated, texts come as they are.
        return read_layers(path, encoding="gb18030")
