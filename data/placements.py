"""Which records stand on which card and block: rows of the park's pack, not words of the code."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.periods import parse_period

_Slots = dict[tuple[str, str], tuple[tuple[str, str], ...]]
# A figure of the user's that agrees with a placed one in all of these carries it on.
_MEASURE = ("scope", "subject_zh", "metric_zh", "unit")


def placed(catalog: Catalog, page: str, slot: str) -> tuple[str, ...]:
    """Return the ids of the records in a slot, in order; empty if the park has none for it.

    Parameters
    ----------
    catalog : Catalog
    page, slot : str
        As in the table ``placements``; a record may stand in several slots.

    Examples
    --------
    >>> placed(catalog, "overview", "no such slot")
    ()
    """
    return tuple(record for record, _ in _slots(catalog).get((page, slot), ()))


def placed_roles(catalog: Catalog, page: str, slot: str) -> dict[str, str]:
    """Return the roles of the records in a slot, in order, by record; empty for none.

    >>> placed_roles(catalog, "overview", "no such slot")
    {}
    """
    return dict(_slots(catalog).get((page, slot), ()))


def placed_records(catalog: Catalog, page: str, slot: str, role: str) -> tuple[str, ...]:
    """Return the records that have a role in a slot, in order.

    >>> placed_records(catalog, "overview", "no such slot", "target")
    ()
    """
    return tuple(one for one, named in placed_roles(catalog, page, slot).items() if named == role)


def placed_slots(catalog: Catalog, page: str) -> tuple[str, ...]:
    """Return the slots of a page that have a record, in order.

    >>> placed_slots(catalog, "no such page")
    ()
    """
    return tuple(slot for one, slot in _slots(catalog) if one == page)


@remembered(VIEWS)
def figure_roles(catalog: Catalog, page: str, slot: str) -> dict[str, str]:
    """Return the roles of the figures in a slot, with the user's own that carry them on.

    A figure of the user's carries a placed one on if it is of the same indicator, or of the
    same scope, subject, metric and unit: it takes its role. Other records are left out.

    Returns
    -------
    dict of str to str
        In the order of the slot; by date as soon as there is a figure of the user's. Shared
        between callers: not to be changed.

    Examples
    --------
    >>> figure_roles(catalog, "overview", "no such slot")
    {}
    """
    roles = placed_roles(catalog, page, slot)
    rows = catalog["figures"].set_index("figure_id", drop=False)
    roles = {figure: role for figure, role in roles.items() if figure in rows.index}
    own = rows[catalog.own.rows("figures", rows) & ~rows["figure_id"].isin(roles)]
    carried = {
        str(figure): roles[known]
        for figure, row in own.iterrows()
        if (known := _carried_on(row, rows.loc[list(roles)])) is not None
    }
    if not carried:
        return roles
    found = {**roles, **carried}
    dates = rows["as_of"].to_dict()
    return {one: found[one] for one in sorted(found, key=lambda one: _end(dates[one]))}


def placed_figures(
    catalog: Catalog, page: str, slot: str, role: str | None = None
) -> tuple[str, ...]:
    """Return the figures in a slot, of one role if it is given, as `figure_roles`.

    >>> placed_figures(catalog, "overview", "no such slot")
    ()
    """
    found = figure_roles(catalog, page, slot)
    return tuple(figure for figure, one in found.items() if role in {None, one})


def _end(dated: object) -> date:
    return parse_period(dated).end if isinstance(dated, str) else date.min


def _carried_on(own: pd.Series, placed_rows: pd.DataFrame) -> str | None:
    """Return the last of some figures that a figure of the user's carries on."""
    same = (placed_rows[list(_MEASURE)] == own[list(_MEASURE)]).all(axis=1)
    if isinstance(own.get("indicator"), str):
        same |= placed_rows["indicator"] == own["indicator"]
    return str(placed_rows.index[same][-1]) if same.any() else None


@remembered(1)
def _slots(catalog: Catalog) -> _Slots:
    rows = catalog["placements"].sort_values("order", kind="stable")
    found: _Slots = {}
    for row in rows.itertuples():
        role = row.role if isinstance(row.role, str) else ""
        place = (str(row.page), str(row.slot))
        found[place] = (*found.get(place, ()), (str(row.record), role))
    return found
