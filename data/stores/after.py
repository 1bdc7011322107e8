"""What else is done in the database with each change of a pack, in the same transaction.

Each function gets the connection, inside the transaction, and the folder of the pack in force
(which may not be there: then no own pack is in force). What it raises undoes the change.

A migration that makes tables for them says ``UPDATE atlas.areas SET told = -1``: then the next
server that starts lets them fill these from what is in force.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.layers.after import show

if TYPE_CHECKING:
    import psycopg

After = Callable[["psycopg.Connection[Any]", Path], None]
AFTER: tuple[After, ...] = (show,)
