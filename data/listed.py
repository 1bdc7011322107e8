"""Single enterprises of the register, be it a table of some hundred rows or a file of millions."""

from __future__ import annotations

from contextlib import suppress

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.catalog import Catalog
from data.counts import has_tenants
from data.memo import remembered
from data.selection import Selection, visible


def listed_enterprise(
    catalog: Catalog, chosen: Selection, record: str, *, column: str = "tenant_id"
) -> pd.Series | None:
    """Return the first row of the register with an id, if the evidence mode lets it through.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
    record : str
    column : {"tenant_id", "enterprise_id"}
        Which id it is: its own, or that of an enterprise which an article names.

    Returns
    -------
    pandas.Series or None

    Examples
    --------
    >>> row = listed_enterprise(catalog, Selection(), "T0001")
    >>> row["evidence"]
    'illustrative'
    >>> listed_enterprise(catalog, Selection(evidence="published"), "T0001") is None
    True
    """
    rows = visible(_rows(catalog, column, record), chosen)
    if not has_tenants(catalog, chosen):  # assumed ones stand for sectors that are in print
        rows = rows[rows["evidence"] != "illustrative"]
    return None if rows.empty else rows.iloc[0]


def names_in(catalog: Catalog, chosen: Selection, zone: str, most: int) -> pd.DataFrame:
    """Return the first named enterprises that the office's register has in a zone.

    A register so large that it is a file of its own is not searched for names.

    >>> names_in(catalog, Selection(), "A", 5).empty  # the assumed ones have no names
    True
    """
    if not catalog.is_listed or "name" not in catalog["tenants"]:
        return pd.DataFrame(columns=["tenant_id", "name"])
    rows = visible(catalog["tenants"], chosen)
    rows = rows[(rows["zone"] == zone) & rows["name"].notna()]
    if "since_year" in rows:
        came = rows["since_year"].isna() | (rows["since_year"] <= catalog.as_of(chosen).end.year)
        rows = rows[came.fillna(value=True)]
    return rows.head(most)


def _rows(catalog: Catalog, column: str, record: str) -> pd.DataFrame:
    if not catalog.is_listed:
        return _in_file(catalog, column, record)
    rows = catalog["tenants"]
    return rows[rows[column] == record]


@remembered(64)
def _in_file(catalog: Catalog, column: str, record: str) -> pd.DataFrame:
    """Read the row group by group: of a register of a million rows only the ids are held."""
    none = pd.DataFrame(columns=["evidence"])
    if catalog.register is None:
        return none
    with suppress(OSError), pq.ParquetFile(catalog.register) as file:  # another is in force by now
        if column not in file.schema_arrow.names:
            return none
        for group in range(file.num_row_groups):
            ids = file.read_row_group(group, [column]).column(0).cast(pa.string())
            at = pc.index(ids, record).as_py()
            if at >= 0:
                row = pd.DataFrame(file.read_row_group(group).slice(at, 1).to_pandas())
                return row[row["evidence"] != "illustrative"] if catalog.published_only else row
    return none
