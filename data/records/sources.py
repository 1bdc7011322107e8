"""The own source of a row: who says it, in what, of when, in which file."""

from __future__ import annotations

from itertools import count

import pandas as pd

from data.catalog import Catalog
from data.periods import parse_period
from data.schema import Source


def own_source(
    catalog: Catalog, title: str, publisher: str, published: str, files: str = ""
) -> tuple[str, pd.DataFrame]:
    """Return the id of an own source, and its row if it is not in force yet.

    Parameters
    ----------
    catalog : Catalog
    title, publisher : str
        As the office calls them, in either language.
    published : str
        Its date, as the schema has dates.
    files : str
        Name of the file, which the source line shows.

    Returns
    -------
    str
        For ``refs``.
    pandas.DataFrame
        Rows for ``sources``: one, or none.

    Examples
    --------
    >>> source, rows = own_source(catalog, "2025年年报", "园区办", "2026-02", "年报.xlsx")
    >>> source, rows["note_zh"].tolist()
    ('office-20260228-1', ['年报.xlsx'])
    """
    title, publisher, files = title.strip(), publisher.strip(), files.strip()
    row: dict[str, str | None] = {
        "kind": "dataset",
        "title_zh": title,
        "title_en": title,
        "publisher_zh": publisher or None,
        "publisher_en": publisher or None,
        "published": published,
        "url": None,
        "licence": None,
        "note_zh": files or None,
        "note_en": files or None,
        "evidence": "official",
    }
    held = catalog["sources"]
    same = catalog.own.rows("sources", held)
    for column in ("title_zh", "publisher_zh", "published", "note_zh", "evidence"):
        same &= held[column].isna() if row[column] is None else held[column] == row[column]
    if same.any():
        return str(held["source_id"][same].iloc[0]), pd.DataFrame(columns=list(Source.model_fields))
    taken, day = set(held["source_id"]), f"{parse_period(published).end:%Y%m%d}"
    free = next(one for n in count(1) if (one := f"office-{day}-{n}") not in taken)
    return free, pd.DataFrame([{"source_id": free, **row}], dtype=object)
