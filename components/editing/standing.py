"""Where what is open in the editor stands: what it would change, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from components.editing.built import Built, complete
from components.editing.cells import key_text, own_rows
from components.editing.desk import GRID, NEW, SOURCE, WHO, Desk, Place, answered
from components.editing.filled import Filled, filled, read_texts, record, source_date
from components.editing.grid import Changes, changes
from components.editing.questions import questions
from data.catalog import Catalog
from data.local_pack import lock
from data.problems import Problem
from data.schema import ADDED

Hindrance = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Standing:
    """Where what is open stands.

    Attributes
    ----------
    place : Place
    form : Filled
        Empty for a grid.
    built : tuple of Built
        The rows that come in, whole but for their source.
    drop : dict of str to list of tuple
        By table, the keys of own rows that go.
    problems : tuple of Problem
        What is wrong; of a grid, with its row.
    missing : dict of str to str
        By option, what is missing in what is said of the source.
    doubts : tuple of Doubt
        What is asked before it is taken.
    locked : str
        Why nothing may be changed here, as a message id; empty if it may.
    changes : Changes, optional
        Of a grid.
    """

    place: Place
    form: Filled
    built: tuple[Built, ...] = ()
    drop: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    locked: str = ""
    changes: Changes | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something here that can be applied."""
        return bool(self.place.is_form or self.place.key == GRID)

    @property
    def is_begun(self) -> bool:
        """Whether the reader has filled in or changed anything."""
        return bool(self.changes.count) if self.changes else self.form.is_begun

    @property
    def open_doubts(self) -> list[Doubt]:
        """Those that wait for an answer."""
        return [doubt for doubt in self.doubts if doubt.key not in self.answers]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of which tables it would change."""
        found: dict[str, int] = {}
        for built in self.built:
            found[built.table] = found.get(built.table, 0) + 1
        for table, keys in self.drop.items():
            found[table] = found.get(table, 0) + len(keys)
        return found

    def hindrance(self) -> Hindrance | None:
        """Return what stands first in the way of applying, as a message."""
        waiting = self.open_doubts
        hindrances: tuple[tuple[bool, Hindrance], ...] = (
            (bool(self.locked), (self.locked, {})),
            (not self.is_begun, ("edit.wait_begun", {})),
            (bool(self.problems), ("edit.wait_fields", {"count": len(self.problems)})),
            (bool(waiting), ("edit.wait_doubts", {"count": len(waiting)})),
            (bool(self.missing.keys() - {WHO}), ("edit.wait_source", {})),
            (WHO in self.missing, ("edit.wait_who", {})),
        )
        return next((message for stands, message in hindrances if stands), None)
