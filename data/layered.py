"""Packs laid over each other."""

from __future__ import annotations

import pandas as pd

from data.packs import Pack
from data.schema import ADDED


def merged(base: Pack, local: Pack) -> Pack:
    """Return a pack in which each table and outline of `local` replaces that of `base`.

    The rows of the tables of `ADDED` are added instead.

    >>> from data.packs import DATA_DIR, read_pack
    >>> pack = read_pack(DATA_DIR / "illustrative", "illustrative")
    >>> merged(pack, pack).tables["tenants"].equals(pack.tables["tenants"])
    True
    """
    both = [name for name in ADDED if name in base.tables and name in local.tables]
    added = {name: stacked(base.tables[name], local.tables[name]) for name in both}
    lines = {name: [*base.lines[name], *local.lines[name]] for name in both}
    return Pack(
        {**base.tables, **local.tables, **added},
        {**base.outlines, **local.outlines},
        (),
        {**base.lines, **local.lines, **lines},
        local.register,
    )


def stacked(base: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of two tables of one model, as the types of the first.

    >>> stacked(pd.DataFrame({"year": [2020]}), pd.DataFrame({"year": ["2021"]}))["year"].tolist()
    [2020, 2021]
    """
    types = {column: kind for column, kind in base.dtypes.items() if column in added}
    return pd.concat([base, added.astype(types)], ignore_index=True)
