"""What of a catalog is the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data.clock import today
from data.ground import GROUND_TABLE
from data.kept_states import ABOUT, read_about
from data.layered import has_key, keys_of
from data.packs import Pack
from data.periods import parse_period
from data.revision import stamps
from data.schema import ADDED

_DATED = {
    "figures": "as_of",
    "sector_counts": "as_of",
    "project_statuses": "date",
    "events": "date",
    "reorganisations": "date",
    "coverage": "as_of",
    "registers": "complete_as_of",
    "mentions": "as_of",
    "claims": "as_of",
    "enterprises": "first_mention",
    "zones": "as_of",
    "sectors": "as_of",
}
# What these say is dated by its source alone.
_BY_SOURCE = ("targets", "conflicts")


@dataclass(frozen=True)
class OwnPack:
    """The user's own pack, as far as it is in force.

    Attributes
    ----------
    tables : frozenset of str
        Names of its tables and outlines; empty while the illustrative pack is in force.
    title : str
        What the user calls it; empty if it was made by hand.
    since : datetime.datetime, optional
        When it came into force (UTC).
    drafts : frozenset of str
        Its own assumptions, on which drafts rest.
    added : dict of str to frozenset
        By table of `data.schema.ADDED`, the keys of its rows.
    dates : tuple of str
        The periods that its rows are dated to, none after the day on which it was read.
    """

    tables: frozenset[str] = frozenset()
    title: str = ""
    since: datetime | None = None
    drafts: frozenset[str] = frozenset()
    added: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()

    def rows(self, table: str, frame: pd.DataFrame) -> pd.Series:
        """Tell by row whether it is the user's: an illustrative one may only have been moved."""
        if table not in self.tables:
            return pd.Series(data=False, index=frame.index)
        if table in ADDED:
            return has_key(frame, table, self.added.get(table, ()))
        return (frame["evidence"] != "illustrative") | frame["assumption_id"].isin(self.drafts)


def own_pack(folder: Path, pack: Pack) -> OwnPack:
    """Return what stands in a local pack that was read and found good.

    Parameters
    ----------
    folder : pathlib.Path
    pack : Pack
        As `data.packs.read_pack` returns it for `folder`.

    Examples
    --------
    >>> own_pack(folder, Pack({}, {}, ())).tables
    frozenset()
    """
    tables = {*pack.tables, *pack.outlines, *(["tenants"] if pack.register else [])}
    tables |= {GROUND_TABLE} if pack.ground else set()
    if not tables:
        return OwnPack()
    times = {Path(name).name: time for name, _, time in stamps(folder)}
    changed = times.get(ABOUT) or max(times.values(), default=0)
    since = datetime.fromtimestamp(changed / 1e9, UTC)
    assumed = pack.tables.get("assumptions")
    drafts = () if assumed is None else assumed["assumption_id"]
    title = str(read_about(folder).get("title", ""))
    added = {
        name: frozenset(keys_of(frame, name))
        for name, frame in pack.tables.items()
        if name in ADDED
    }
    return OwnPack(frozenset(tables), title, since, frozenset(drafts), added, dates_of(pack.tables))


def dates_of(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the periods that own rows are dated to; a plan for later is no date in force.

    >>> dates_of({"events": pd.DataFrame({"date": ["2021-05", "2021-05"]})})
    ('2021-05',)
    """
    now = today()
    columns = [
        frame[column].dropna() for name, frame in tables.items() if (column := _DATED.get(name))
    ]
    sources = tables.get("sources")
    if sources is not None:
        named = [tables[name]["refs"] for name in _BY_SOURCE if name in tables]
        ids = {ref.partition(":")[0] for refs in named for text in refs for ref in text.split(";")}
        columns.append(sources["published"][sources["source_id"].isin(ids)].dropna())
    texts = sorted({str(text) for column in columns for text in column})
    return tuple(text for text in texts if parse_period(text).start <= now)
