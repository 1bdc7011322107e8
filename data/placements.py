"""Which records stand on which card and block: rows of the park's pack, not words of the code."""

from __future__ import annotations

from data.catalog import Catalog
from data.memo import remembered

_Slots = dict[tuple[str, str], tuple[tuple[str, str], ...]]


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


def has_page(catalog: Catalog, page: str) -> bool:
    """Whether any record stands on a page.

    >>> has_page(catalog, "no such page")
    False
    """
    return bool((catalog["placements"]["page"] == page).any())


@remembered(1)
def _slots(catalog: Catalog) -> _Slots:
    rows = catalog["placements"].sort_values("order", kind="stable")
    found: _Slots = {}
    for row in rows.itertuples():
        role = row.role if isinstance(row.role, str) else ""
        place = (str(row.page), str(row.slot))
        found[place] = (*found.get(place, ()), (str(row.record), role))
    return found
