"""The parks of the city that stand beside each other, with the figures in print of them."""

from __future__ import annotations

from dataclasses import dataclass

from data.catalog import Catalog
from data.in_print import figures, has_figure
from data.memo import remembered
from data.placements import placed_roles

PARKS, BESIDE = "parks", "beside_parks"  # slots; beside them, what may lie outside of any


@dataclass(frozen=True)
class Peer:
    """A park of the city, or what lies beside one, with the figures that are given of it.

    Attributes
    ----------
    key : str
        Of its name in the messages.
    columns : dict of str to tuple of str
        Ids of figures by column, oldest first, or of the event that began it; a column that is
        not there was never given.
    ours : bool
        Whether it is the park of this atlas.
    """

    key: str
    columns: dict[str, tuple[str, ...]]
    ours: bool


@remembered(4)
def peers(catalog: Catalog, *slots: str) -> tuple[Peer, ...]:
    """Return the parks in the order of their placements; their roles read ``park.column``.

    Parameters
    ----------
    slots : str
        `PARKS`, `BESIDE`; the parks alone if none is named.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for slot in slots or (PARKS,):
        for record, role in placed_roles(catalog, "city", slot).items():
            key, _, name = role.partition(".")
            columns = found.setdefault(key, {})
            columns[name] = (*columns.get(name, ()), record)
    return tuple(Peer(key, columns, _is_own(catalog, columns)) for key, columns in found.items())


def column_names(rows: tuple[Peer, ...]) -> tuple[str, ...]:
    """Return the columns that any of some parks has."""
    return tuple(dict.fromkeys(name for peer in rows for name in peer.columns))


def _is_own(catalog: Catalog, columns: dict[str, tuple[str, ...]]) -> bool:
    ids = [one for given in columns.values() for one in given if has_figure(catalog, one)]
    return bool((figures(catalog, tuple(ids))["scope"] == "park").any())
