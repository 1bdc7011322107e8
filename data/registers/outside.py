"""A register in an engine that the user runs (``ATLAS_REGISTER``), or built by one every night.

An address is a folder that holds a build, or one of an engine of `data.registers.ibis_engine`.
A build is a file ``sorted.parquet``, or a folder of them, sorted by ``cell``, and beside it
``cube.parquet`` if there is one: how many (``n``) there are of each cell and of all axes. There
is a row for each enterprise:
``row`` (whole number, from 0), ``cell`` (64 bits, H3 of `CELL_RESOLUTION`, 0 without a place),
``lon``, ``lat``, ``zone``, ``sector``, ``status``, ``since_year``, ``evidence``. A table of an
engine has the same columns.
"""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from weakref import ref

import shapely

from data.packs import state_dir
from data.registers.axes import Axes, mark_of
from data.registers.duck import DuckDB
from data.registers.kept import Asked, Kept
from data.registers.questions import Engine
from data.settings import register_address, register_every

_RETRY_S = 60
_lock = Lock()
_MOST = 4
# By address and axes: that of the park in force first, then of drafts and of the published alone.
_held: dict[tuple[str, str], Kept] = {}


def outside_register(axes: Axes, shapes: tuple[shapely.Geometry, ...] = ()) -> Kept | None:
    """Return the register elsewhere, with its cubes; ``None`` if none is set.

    The first time it is asked for its cubes, unless they were kept; from then on, by the clock.

    Parameters
    ----------
    axes : mapping of str to tuple of str
        As `data.registers.axes.axes_of`.
    shapes : tuple of shapely.Geometry
        Polygons that every page may ask about.

    Examples
    --------
    >>> outside_register(catalog.tenants.axes) is None
    True
    """
    address = register_address()
    if not address:
        return None
    sorts = mark_of(axes)
    with _lock:
        if (address, sorts) not in _held:
            place = hashlib.sha256(address.encode()).hexdigest()[:12]
            path = state_dir() / ".cache" / f"{place}-{sorts}.cubes.npz"
            made = Kept(partial(_connected, address, axes), axes, path, shapes)
            if made.asked.at is None:
                made.refresh()
            for old in [one for one in _held if one[0] != address] + list(_held)[1 : 2 - _MOST]:
                _held.pop(old, None)
            _held[address, sorts] = made
            Thread(target=_keep_fresh, args=(ref(made),), name="register", daemon=True).start()
        return _held[address, sorts]


def asked() -> Asked | None:
    """Return how the last asking of the register elsewhere went; ``None`` if none is set.

    >>> asked() is None
    True
    """
    held = [*_held.values()]
    return held[0].asked if held and register_address() else None


def stamp() -> str:
    """Return what differs once the cubes of a register elsewhere do; empty if none is set.

    >>> stamp()
    ''
    """
    now = asked()
    return "" if now is None else str(now.at)


def _connected(address: str, axes: Axes) -> Engine:
    if "://" not in address:
        # A link may lead elsewhere tomorrow: rows are read where the cubes were.
        return DuckDB.of_build(Path(address).resolve(), axes)
    from data.registers.ibis_engine import connected  # noqa: PLC0415 -- installed where it is set

    return connected(address, axes)


def _keep_fresh(named: ref[Kept]) -> None:
    """Refresh the cubes by the clock, as long as they are those in force."""
    while (kept := named()) and kept in list(_held.values()):
        wait = _seconds_left(kept.asked)
        del kept  # nothing is held while it sleeps, be it to the end of the process
        time.sleep(wait)
        if (kept := named()) and kept in list(_held.values()):
            kept.refresh()


def _seconds_left(now: Asked) -> float:
    every = register_every() * 60
    if now.at is None or now.problem:
        return min(_RETRY_S, every)
    return max(every - (datetime.now(UTC) - now.at).total_seconds(), 0)
