"""The trail to take along: as a table, a line a changed cell, and as W3C PROV."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.differences import Differences
from data.export import csv_bytes
from data.packs import local_dir
from data.trail import Entry, read_trail

if TYPE_CHECKING:
    from prov.model import ProvDocument

COLUMNS = (
    *("revision", "time", "who", "login", "change", "title", "why", "files"),
    *("table", "key", "column", "before", "after", "fate"),
)
_NAMESPACE = "urn:atlas:trail:"


def trail_table(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return a line for each cell that was changed, and each row that came or went.

    A change that was too large to be named cell by cell has a line a table, with the counts.

    >>> trail_table([]).columns.tolist()[:3]
    ['revision', 'time', 'who']
    """
    rows = [
        (
            str(entry.number),
            entry.time.isoformat(timespec="seconds"),
            entry.done.by,
            entry.done.subject,
            entry.done.kind,
            entry.done.title,
            entry.done.why,
            "; ".join(entry.done.files),
            *line,
        )
        for entry in entries
        for line in _lines(entry.changes)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def trail_csv(entries: Sequence[Entry]) -> bytes:
    """Return the same as CSV.

    >>> trail_csv([]).decode("utf-8-sig").startswith("revision,time,who")
    True
    """
    return csv_bytes(trail_table(entries))


def trail_prov(entries: Sequence[Entry]) -> ProvDocument:
    """Return the trail in the W3C's model of provenance.

    Entities are revisions and files, activities are changes, agents are persons. Its
    ``serialize()`` is PROV-JSON, its ``get_provn()`` PROV-N.

    >>> trail_prov([]).get_provn().splitlines()[0]
    'document'
    """
    from prov.constants import PROV_TYPE  # noqa: PLC0415 -- takes a third of a second to load
    from prov.model import ProvDocument  # noqa: PLC0415

    made = _Provenance(ProvDocument(), PROV_TYPE)
    for entry in entries:
        made.add(entry)
    return made.document


def add_trail_command(commands: Any) -> None:
    """Add the command ``trail`` to those of ``python -m data``.

    >>> from argparse import ArgumentParser
    >>> parser = ArgumentParser()
    >>> add_trail_command(parser.add_subparsers(dest="command"))
    >>> parser.parse_args(["trail", "--prov"]).prov
    True
    """
    trail = commands.add_parser("trail", help="print who changed what, when and why, as CSV")
    trail.add_argument("--prov", action="store_true", help="as W3C PROV (JSON) instead")


def print_trail(*, prov: bool) -> int:
    """Print the trail of the local pack.

    >>> print_trail(prov=False)
    revision,time,who,login,change,title,why,files,table,key,column,before,after,fate
    0
    """
    entries = read_trail(local_dir())
    if prov:
        text = f"{trail_prov(entries).serialize(indent=1)}\n"
    else:
        text = trail_csv(entries).decode("utf-8-sig").replace("\r\n", "\n")
    sys.stdout.write(text)
    return 0


def _lines(changes: Differences) -> Iterator[tuple[str | None, ...]]:
    listed = dict.fromkeys(changes.counts, 0)
    for one in changes.listed:
        listed[one.table] = listed.get(one.table, 0) + 1
        yield one.table, one.key, one.column, one.before, one.after, one.fate
    for table, count in changes.counts.items():
        if listed[table] < count.added + count.removed + count.cells:
            told = f"added {count.added}; removed {count.removed}; changed {count.changed}"
            yield table, "", "", None, told, "counted"
    if not changes.counts:
        yield (None,) * 6


class _Provenance:
    def __init__(self, document: ProvDocument, type_of: Any) -> None:
        self.document, self._type = document, type_of
        document.add_namespace("atlas", _NAMESPACE)
        self._last = self._revision("revision-0", "", "")

    def add(self, entry: Entry) -> None:
        """Add one change: what it used, what it brought, and who made it."""
        mark = f"-{entry.token[:8]}" if entry.done.kind == "hand" else ""
        name = f"revision-{entry.number}{mark}"
        brought = self._revision(name, entry.done.title, entry.tables)
        told: dict[Any, Any] = {
            self._type: f"atlas:{entry.done.kind}",
            "atlas:number": entry.number,
        }
        told |= {"atlas:why": entry.done.why} if entry.done.why else {}
        told |= {"atlas:draft": entry.draft} if entry.draft else {}
        told |= {
            f"atlas:changed-{table}": f"+{one.added} -{one.removed} ~{one.changed}"
            for table, one in entry.changes.counts.items()
        }
        when = entry.time
        change = self.document.activity(f"atlas:change-{entry.token[:16]}", when, when, told)
        brought.wasGeneratedBy(change, when)
        change.used(self._last)
        brought.wasDerivedFrom(self._last, change, attributes={self._type: "prov:Revision"})
        if entry.restored is not None:
            change.used(f"atlas:revision-{entry.restored}")
            brought.wasDerivedFrom(f"atlas:revision-{entry.restored}", change)
        for file in entry.done.files:
            source = self._named("file", file, {self._type: "atlas:File"}, self.document.entity)
            change.used(source)
            brought.wasDerivedFrom(source, change, attributes={self._type: "prov:PrimarySource"})
        if entry.done.by:
            kind = {self._type: "prov:Person"}
            told_by = {"atlas:login": entry.done.subject} if entry.done.subject else {}
            person = self._named(
                *("person", entry.done.by, kind | told_by, self.document.agent), entry.done.subject
            )
            change.wasAssociatedWith(person)
            brought.wasAttributedTo(person)
        self._last = brought

    def _revision(self, name: str, title: str, tables: str) -> Any:
        told = {self._type: "atlas:Revision"}
        told |= {"prov:label": title} if title else {}
        told |= {"atlas:tables": tables} if tables else {}
        return self.document.entity(f"atlas:{name}", told)

    def _named(
        self, kind: str, name: str, told: dict[Any, str], make: Any, subject: str = ""
    ) -> Any:
        """Return what has a name of anybody's, once: the name itself need not be fit for an id."""
        key = f"atlas:{kind}-{hashlib.sha256((subject or name).encode()).hexdigest()[:12]}"
        found = self.document.get_record(key)
        return found[0] if found else make(key, told | {"prov:label": name})
