"""Packs laid over each other."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from data.packs import Pack
from data.schema import ADDED


def merged(base: Pack, local: Pack) -> Pack:
    """Return a pack in which each table and outline of `local` replaces that of `base`.

    The rows of the tables of `ADDED` are added instead; one takes the place of a row of the
    same key.

    >>> from data.packs import DATA_DIR, read_pack
    >>> pack = read_pack(DATA_DIR / "illustrative", "illustrative")
    >>> merged(pack, pack).tables["tenants"].equals(pack.tables["tenants"])
    True
    """
    both = [name for name in ADDED if name in base.tables and name in local.tables]
    added, lines = {}, {}
    for name in both:
        own, held = local.tables[name], base.tables[name]
        stays = ~has_key(held, name, keys_of(own, name))
        added[name] = stacked(held[stays], own)
        kept = [line for line, one in zip(base.lines[name], stays, strict=True) if one]
        lines[name] = [*kept, *local.lines[name]]
    return Pack(
        {**base.tables, **local.tables, **added},
        {**base.outlines, **local.outlines},
        (),
        {**base.lines, **local.lines, **lines},
        local.register,
        ground=local.ground,
    )


def keys_of(rows: pd.DataFrame, table: str) -> list[tuple[str, ...]]:
    """Return the key of each row of a table of `ADDED`, as texts.

    >>> keys_of(pd.DataFrame({"project_id": ["P01"], "date": ["2020-09"]}), "project_statuses")
    [('P01', '2020-09')]
    """
    columns = [rows[column].astype(str) for column in ADDED[table].key]
    return list(zip(*columns, strict=True))


def has_key(rows: pd.DataFrame, table: str, keys: Collection[tuple[str, ...]]) -> pd.Series:
    """Tell by row of a table of `ADDED` whether its key is one of some.

    >>> has_key(pd.DataFrame({"source_id": ["001", "own"]}), "sources", [("own",)]).tolist()
    [False, True]
    """
    wanted = set(keys)
    return pd.Series([key in wanted for key in keys_of(rows, table)], rows.index, dtype=bool)


def stacked(base: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of two tables of one model, as the types of the first.

    >>> stacked(pd.DataFrame({"year": [2020]}), pd.DataFrame({"year": ["2021"]}))["year"].tolist()
    [2020, 2021]
    """
    types = {column: kind for column, kind in base.dtypes.items() if column in added}
    return pd.concat([base, added.astype(types)], ignore_index=True)
