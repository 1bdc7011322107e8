"""Which records stand on which card and block: rows of the park's pack, not words of the code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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

    A figure of the user's carries a placed one on if it is of the same indicator and kind, or
    of the same scope, subject, metric and unit: it takes its role. Other records are left out.

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
    measures = _measures(catalog)
    placed_there = placed_roles(catalog, page, slot)
    roles = {one: role for one, role in placed_there.items() if one in measures}
    known = {key: roles[one] for one in roles for key in measures[one].keys}
    carried = {
        one: known[key]
        for one, measure in measures.items()
        if measure.is_own and one not in roles
        if (key := next((key for key in measure.keys if key in known), None))
    }
    if not carried:
        return roles
    found = {**roles, **carried}
    return {one: found[one] for one in sorted(found, key=lambda one: measures[one].end)}


def placed_figures(
    catalog: Catalog, page: str, slot: str, role: str | None = None
) -> tuple[str, ...]:
    """Return the figures in a slot, of one role if it is given, as `figure_roles`.

    >>> placed_figures(catalog, "overview", "no such slot")
    ()
    """
    found = figure_roles(catalog, page, slot)
    return tuple(figure for figure, one in found.items() if role in {None, one})


@dataclass(frozen=True)
class _Measure:
    """Of what a figure is: it carries on whatever it shares a key with."""

    keys: tuple[tuple[str, ...], ...]
    end: date
    is_own: bool


@remembered(1)
def _measures(catalog: Catalog) -> dict[str, _Measure]:
    rows = catalog["figures"]
    same = zip(*(rows[column] for column in _MEASURE), strict=True)
    # An outturn carries on outturns of its indicator, a target targets.
    kinds = rows["kind"].replace("declared", "actual")
    of = zip(rows["indicator"], kinds, strict=True)
    parts = (rows["figure_id"], same, of, rows["as_of"], catalog.own.rows("figures", rows))
    return {
        str(figure): _Measure(
            (key, *([indicated] if isinstance(indicated[0], str) else [])),
            parse_period(dated).end if isinstance(dated, str) else date.min,
            bool(is_own),
        )
        for figure, key, indicated, dated, is_own in zip(*parts, strict=True)
    }


@remembered(1)
def _slots(catalog: Catalog) -> _Slots:
    rows = catalog["placements"].sort_values("order", kind="stable")
    found: _Slots = {}
    for row in rows.itertuples():
        role = row.role if isinstance(row.role, str) else ""
        place = (str(row.page), str(row.slot))
        found[place] = (*found.get(place, ()), (str(row.record), role))
    return found
