"""When the sources of a row were published."""

from __future__ import annotations

from data.catalog import Catalog
from data.periods import Period, over_by


def appeared(catalog: Catalog, refs: object, as_of: Period) -> bool:
    """Whether any of some sources was published by a date.

    Parameters
    ----------
    refs : object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.
    """
    if not isinstance(refs, str):
        return False
    dates = catalog["sources"].set_index("source_id")["published"]
    sources = [ref.partition(":")[0] for ref in refs.split(";")]
    return bool(over_by(dates.loc[sources], as_of).any())
