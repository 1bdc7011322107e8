"""Enterprises of a file as rows of the ``tenants`` table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from data import trade
from data.catalog import Catalog
from data.periods import parse_period
from geo.intake.asking import LEAVE_OUT, NAMED_ROWS, Desk, named_rows, offered, title
from geo.intake.cells import normal, read_or_none
from geo.intake.columns import ask_column, words
from geo.intake.dates import read_date
from geo.intake.meaning import Part
from geo.intake.published_names import ids_by_name, plain_name
from geo.intake.sheet_parts import is_total
from geo.intake.supplied import Origin
from geo.intake.words import ask_words
from geo.intake.zoning import Ground, ask_spots

_YEARS = (1900, 2100)
COLUMNS = (
    "tenant_id",
    "enterprise_id",
    "name",
    "sector",
    "zone",
    "lon",
    "lat",
    "status",
    "since_year",
    "assumption_id",
    "evidence",
    "refs",
)


def read_tenants(desk: Desk, part: Part, catalog: Catalog, ground: Ground) -> pd.DataFrame:
    """Return the enterprises of a part, without ids yet.

    Parameters
    ----------
    desk : Desk
    part : Part
    catalog : Catalog
        Published enterprises, to be recognised by name or alias.
    ground : Ground

    Returns
    -------
    pandas.DataFrame
        ``enterprise_id``, ``name``, ``sector``, ``zone``, ``lon``, ``lat``, ``status``,
        ``since_year``.
    """
    layer, key = part.layer, part.key
    has_place = not all(shape is None for shape in part.shapes)
    columns = {
        role: ask_column(desk, key, layer, role, part.indices, needed=needed)
        for role, needed in (
            ("name", True),
            ("zone", not has_place),
            ("sector", False),
            ("status", False),
            ("since", False),
        )
    }
    cells = {role: words(layer, column, part.indices) for role, column in columns.items()}
    part, cells = _without_totals(desk, part, cells)
    part, cells = _without_gone(desk, part, cells)
    told = ask_words(desk, key, layer, columns["zone"], "zone", cells["zone"])
    spots = ask_spots(desk, part, told, ground)
    cells = {role: texts[spots.kept] for role, texts in cells.items()}
    sector = ask_words(desk, key, layer, columns["sector"], "sector", cells["sector"])
    status = ask_words(desk, key, layer, columns["status"], "status", cells["status"])
    known = ids_by_name(catalog["enterprises"], "enterprise_id")
    ids = [known.get(plain_name(name), "") if name else "" for name in cells["name"]]
    published = catalog["enterprises"].set_index("enterprise_id")
    sectors = published["sector"].to_dict()
    printed = {one: {normal(name) for name in names} for one, *names in _names(published)}
    rows = pd.DataFrame(
        {
            "enterprise_id": pd.Series([one or None for one in ids], dtype=object),
            # A name in print stands in both languages there, and needs none of its own.
            "name": pd.Series(
                [
                    None if normal(name) in printed.get(one, {""}) else name or None
                    for name, one in zip(cells["name"], ids, strict=True)
                ],
                dtype=object,
            ),
            "sector": pd.Series(
                [
                    _sector(found, sectors.get(one), catalog.sectors)
                    for found, one in zip(sector, ids, strict=True)
                ],
                dtype=object,
            ),
            "zone": spots.zone,
            "lon": spots.lon,
            "lat": spots.lat,
            "status": status,
            "since_year": _years(
                desk, part, columns["since"], cells["since"], part.indices[spots.kept]
            ),
        },
    )
    return rows.assign(file=layer.file, row=np.array(layer.rows)[part.indices[spots.kept]])


def single_tenants(desk: Desk, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Bring the enterprises of several parts together; ask about same name and same zone."""
    rows = pd.concat(frames, ignore_index=True)
    names = rows["name"].map(normal, na_action="ignore").fillna(rows["enterprise_id"])
    doubled = names.notna() & pd.DataFrame({"name": names, "zone": rows["zone"]}).duplicated()
    if not doubled.any():
        return rows
    places = rows[doubled].head(NAMED_ROWS)
    chosen = desk.ask(
        "all:doubles",
        "doubles",
        offered("first", "keep"),
        "first",
        count=int(doubled.sum()),
        rows=", ".join(f"{one.file} {one.row}" for one in places.itertuples()),
    )
    return rows if chosen == "keep" else rows[~doubled]


def takes_the_place(desk: Desk, catalog: Catalog) -> bool:
    """Ask whether new enterprises replace a large register, to which none can be added."""
    if catalog.register is None:
        return True
    choices = offered("replace", LEAVE_OUT)
    return desk.ask("all:register", "earlier_register", choices, "replace") == "replace"


def tenant_table(desk: Desk, rows: pd.DataFrame, catalog: Catalog, origin: Origin) -> pd.DataFrame:
    """Return the ``tenants`` table.

    Parameters
    ----------
    desk : Desk
    rows : pandas.DataFrame
        From `single_tenants`.
    catalog : Catalog
        Enterprises of an earlier import may stay beside the new ones.
    origin : Origin
    """
    table = rows.assign(**origin.marks)
    present = catalog.tables.get("tenants", pd.DataFrame({"evidence": []}))
    earlier = present[present["evidence"] != "illustrative"]
    if len(earlier):
        chosen = desk.ask(
            "all:earlier",
            "earlier_enterprises",
            offered("replace", "join"),
            "replace",
            count=len(earlier),
            given=len(table),
        )
        if chosen == "join":
            table = pd.concat([earlier.astype(object), table.astype(object)], ignore_index=True)
    ids = [f"T{number:04d}" for number in range(1, len(table) + 1)]
    return table.assign(tenant_id=ids).reindex(columns=list(COLUMNS))


def _names(published: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    for row in published.itertuples():
        yield str(row.Index), str(row.name_zh), str(row.name_en)


def _sector(found: str | None, published: str | None, counted: tuple[str, ...]) -> str | None:
    """Return the sector in the file, else the published one; only the park's own are counted."""
    sector = found or published
    return sector if sector in counted else None


def _without_totals(
    desk: Desk, part: Part, cells: dict[str, np.ndarray]
) -> tuple[Part, dict[str, np.ndarray]]:
    """Leave out the lines that add up the others, and those without any word or place."""
    totals = np.array([is_total(name) for name in cells["name"]], dtype=bool)
    is_void = np.array([shape is None for shape in part.shapes], dtype=bool)
    for texts in cells.values():
        is_void &= texts == ""
    for index in part.indices[totals]:
        desk.report(part.layer, int(index), None, "total_row")
    kept = ~(totals | is_void)
    rest = replace(part, indices=part.indices[kept], shapes=part.shapes[kept])
    return rest, {role: texts[kept] for role, texts in cells.items()}


def _without_gone(
    desk: Desk, part: Part, cells: dict[str, np.ndarray]
) -> tuple[Part, dict[str, np.ndarray]]:
    """Ask whether firms that the business register calls closed are counted all the same."""
    is_closed = np.array([trade.is_gone(text) for text in cells["status"]], dtype=bool)
    if not is_closed.any():
        return part, cells
    chosen = desk.ask(
        f"{part.key}:gone",
        "gone",
        offered(LEAVE_OUT, "keep_without_status"),
        LEAVE_OUT,
        layer=title(part.layer),
        count=int(is_closed.sum()),
        words=", ".join(dict.fromkeys(cells["status"][is_closed])),
        rows=named_rows(part.layer, part.indices[is_closed].tolist()),
    )
    cells = cells | {"status": np.where(is_closed, "", cells["status"])}
    if chosen != LEAVE_OUT:
        return part, cells
    kept = ~is_closed
    rest = replace(part, indices=part.indices[kept], shapes=part.shapes[kept])
    return rest, {role: texts[kept] for role, texts in cells.items()}


def _years(
    desk: Desk, part: Part, column: str | None, cells: np.ndarray, indices: np.ndarray
) -> pd.Series:
    """Return the year of each date; one that is none is reported once."""
    years: dict[str, int | None] = {"": None}
    for position, text in enumerate(cells):
        if text in years:
            continue
        read = read_or_none(read_date, text)
        year = parse_period(read).start.year if read else None
        years[text] = year if year and _YEARS[0] <= year <= _YEARS[1] else None
        if years[text] is None:
            desk.report(part.layer, int(indices[position]), column, "date_unread", value=text[:60])
    return pd.Series([years[text] for text in cells], dtype="Int64")
