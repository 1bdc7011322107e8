"""Ids for rows that have none yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count
from string import ascii_uppercase
from typing import Any

from data.catalog import Catalog
from data.schema import ADDED

# What stands before the number; an L tells an own row from those in print.
_HEADS = {
    "projects": "L",
    "enterprises": "LE",
    "figures": "LF",
    "events": "LV",
    "targets": "LT",
    "conflicts": "LC",
    "claims": "LK",
    "capabilities": "own-capability-",
    "mentions": "own-mention-",
    "landmarks": "own-landmark-",
    "areas": "own-area-",
    "coverage": "own-coverage-",
    "sources": "own-source-",
    "assumptions": "own-draft-",
}
_BY_NAME = ("sectors", "indicators", "coverage", "landmarks", "areas")


def new_id(
    catalog: Catalog, table: str, row: Mapping[str, Any], taken: Collection[str] = ()
) -> str:
    """Return an id that no row of a table has.

    A zone gets the next letter; a sector, a coverage, a landmark a code of its English name.

    Parameters
    ----------
    catalog : Catalog
    table : str
        One whose key is a single column.
    row : mapping of str to object
        Its cells.
    taken : collection of str
        Ids given to other new rows.

    Examples
    --------
    >>> new_id(catalog, "projects", {}), new_id(catalog, "projects", {}, {"L01"})
    ('L01', 'L02')
    >>> new_id(catalog, "zones", {})
    'G'
    """
    used = {*map(str, catalog[table][ADDED[table].key[0]]), *taken}
    if table == "zones":
        letters = chain(ascii_uppercase, (f"Z{number}" for number in count(1)))
        return next(one for one in letters if one not in used)
    slug = _slug(row.get("name_en")) if table in _BY_NAME else ""
    if slug:
        return next(one for one in _numbered(slug) if one not in used)
    head = _HEADS.get(table, "own-")
    numbered = (f"{head}{number:02d}" for number in count(1))
    return next(one for one in numbered if one not in used)


def _slug(name: object) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower()) if isinstance(name, str) else []
    return "_".join(words)[:32].strip("_") if words and words[0][0].isalpha() else ""


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}_{number}" for number in count(2))
