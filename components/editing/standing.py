"""Where what is open in the editor stands: what it would change, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from components.editing import source
from components.editing.cells import key_text, own_rows
from components.editing.desk import AT, GRID, Desk, Place, answered, place_of
from components.editing.filled import Filled, filled, read_texts, record
from components.editing.grid import Changes, Grid, changes
from components.editing.questions import questions
from components.editing.starts import Answer
from components.intake.signed import BY
from data.catalog import Catalog
from data.local_pack import lock
from data.people import HOME, Person
from data.problems import Problem
from data.records.checks import check_tables
from data.records.complete import completed
from data.records.doubts import Doubt, doubts, settled
from data.records.fields import HOMES
from data.schema import ADDED

Message = tuple[str, dict[str, object]]
Keys = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class Standing:
    """Where what is open stands.

    Attributes
    ----------
    place : Place
    form : Filled
        Empty for a grid.
    tables : dict of str to pandas.DataFrame
        The rows that come in, their source among them.
    drop : dict of str to list of tuple
        By table, the keys of own rows that go.
    problems : tuple of Problem
        What is wrong, by the question that it belongs to; of a grid, with its row, from 1.
    missing : dict of str to str
        By option, what is missing in what is said of the source.
    doubts : tuple of Doubt
        What is asked before it is taken.
    answers : dict of str to str
        By id of a doubt.
    locked : str
        Why nothing may be changed here, as a message id; empty if it may.
    only_proposes : bool
        Whether the reader may propose, and somebody else has to put it in force.
    changes : Changes, optional
        Of a grid.
    """

    place: Place
    form: Filled
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    drop: Keys = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    locked: str = ""
    only_proposes: bool = False
    changes: Changes | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something here that can be applied."""
        return self.place.is_form or self.place.key == GRID

    @property
    def is_begun(self) -> bool:
        """Whether the reader has filled in or changed anything."""
        return bool(self.changes.count) if self.changes else any(self.form.texts.values())

    @property
    def waiting(self) -> list[Doubt]:
        """Doubts that wait for an answer."""
        return [one for one in self.doubts if not one.is_answered(self.answers)]

    @property
    def rows(self) -> dict[str, pd.DataFrame]:
        """The rows that come in, as the answers to doubts have them."""
        return settled(self.tables, list(self.doubts), self.answers)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of which tables it changes, but for their source."""
        tables = {name: rows for name, rows in self.rows.items() if name != "sources"}
        if self.place.table == "sources":
            tables = self.rows
        names = dict.fromkeys((*tables, *self.drop))
        found = {name: len(tables.get(name, ())) + len(self.drop.get(name, ())) for name in names}
        return {name: count for name, count in found.items() if count}

    def hindrance(self) -> Message | None:
        """Return what stands first in the way of applying, as a message."""
        count, waiting = len(self.problems), len(self.waiting)
        hindrances: tuple[tuple[bool, Message], ...] = (
            (bool(self.locked), (self.locked, {})),
            (not self.is_begun, ("edit.wait_begun", {})),
            (bool(count), ("edit.wait_fields", {"count": count})),
            (bool(waiting), ("edit.wait_doubts", {"count": waiting})),
            (bool(self.missing.keys() - {BY}), ("edit.wait_source", {})),
            (BY in self.missing, ("edit.wait_who", {})),
        )
        return next((message for stands, message in hindrances if stands), None)


def standing(
    catalog: Catalog, held: Desk, options: Mapping[str, str], *, person: Person = HOME
) -> Standing:
    """Return where what is open stands."""
    place, locked = place_of(options.get(AT, "")), lock(person)
    form = filled(catalog, place, options)
    said = source.missing(options, held.today) | (
        {} if person.subject or options.get(BY, "").strip() else {BY: "empty"}
    )
    now = Standing(
        *(place, form),
        missing=said,
        answers=answered(options, place),
        locked=locked,
        only_proposes=not person.may("publish"),
    )
    if place.key == GRID:
        return _of_grid(catalog, now, held, options)
    return _of_form(catalog, now, held, options) if place.is_form else now


def _of_form(catalog: Catalog, now: Standing, held: Desk, options: Mapping[str, str]) -> Standing:
    row, place, answers = record(catalog, now.place), now.place, now.form.rows
    tables = _tables(catalog, answers, options, held.today)
    known = frozenset() if row is None else frozenset({tuple(place.key.split("|"))})
    names = {question.column for question in now.form.questions}
    found = [
        *now.form.unread,
        *(_at_question(one, answers, names) for one in check_tables(catalog, tables)),
    ]
    return replace(
        now,
        tables=tables,
        drop=_moved(catalog, place, tables),
        problems=_once(found),
        doubts=() if found else _doubts(catalog, tables, held.today, {place.table: known}),
    )


def _of_grid(catalog: Catalog, now: Standing, held: Desk, options: Mapping[str, str]) -> Standing:
    table = now.place.table
    rows = held.grids.get(table, Grid()).rows
    found = changes(catalog, table, rows) if table in held.grids else Changes()
    places = sorted({**found.added, **found.changed})
    asked, answers, problems = questions(table), list[Answer](), list[Problem]()
    for at in places:
        values, unread, _ = read_texts(catalog, table, asked, rows[at].cells)
        problems += [replace(one, row=at + 1) for one in unread]
        answers.append(Answer(table, values))
    tables = _tables(catalog, answers, options, held.today)
    problems += [
        replace(one, row=places[one.row - 1] + 1) if one.row and one.file == table else one
        for one in check_tables(catalog, tables)
    ]
    known = frozenset(tuple(row.key.split("|")) for row in found.changed.values())
    return replace(
        now,
        tables=tables,
        drop=dropped(catalog, table, found.dropped),
        problems=_once(problems),
        doubts=() if problems else _doubts(catalog, tables, held.today, {table: known}),
        changes=found,
    )


def dropped(catalog: Catalog, table: str, keys: Sequence[str]) -> Keys:
    """Return own rows that go, with those of other tables that say something of them only.

    Parameters
    ----------
    catalog : Catalog
    table : str
    keys : sequence of str
        As a place names them.
    """
    if not keys:
        return {}
    found = {table: [tuple(key.split("|")) for key in keys]}
    for other, model in ADDED.items():
        named = [column for column in model.key if HOMES.get(column) == table]
        if other == table or not named or other not in catalog.tables:
            continue
        rows = catalog[other][own_rows(catalog, other) & catalog[other][named[0]].isin(keys)]
        if len(rows):
            found[other] = [tuple(key_text(other, row).split("|")) for _, row in rows.iterrows()]
    return found


def _tables(
    catalog: Catalog, answers: Sequence[Answer], options: Mapping[str, str], today: date
) -> dict[str, pd.DataFrame]:
    """Return rows as tables, with what follows from them and their source."""
    if not answers:
        return {}
    made: dict[str, list[Mapping[str, object]]] = {}
    for one in answers:
        made.setdefault(one.table, []).append(one.cells)
    rows = {name: pd.DataFrame(cells, dtype=object) for name, cells in made.items()}
    source_id, sources = source.source_of(catalog, options, today)
    tables = completed(catalog, rows, source_id, source.source_date(options, today))
    if len(sources) and "sources" not in tables:
        tables["sources"] = sources
    return tables


def _moved(catalog: Catalog, place: Place, tables: dict[str, pd.DataFrame]) -> Keys:
    """Return the key of an own record that is open, if it would get another one."""
    row = record(catalog, place)
    if row is None or place.table not in tables:
        return {}
    new = key_text(place.table, tables[place.table].iloc[0])
    return {} if new == place.key else {place.table: [tuple(place.key.split("|"))]}


def _at_question(problem: Problem, answers: Sequence[Answer], names: set[str]) -> Problem:
    """Return a problem of a row as one of the question that it belongs to."""
    rows = [one for one in answers if one.table == problem.file]
    asked = rows[problem.row - 1].asked if problem.row and problem.row <= len(rows) else {}
    columns = (problem.column or "").split(", ")
    found = [asked.get(column, column) for column in columns]
    column = next((one for one in found if one in names), found[0])
    return replace(problem, column=column, row=None)


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first problem of each place."""
    first: dict[tuple[object, ...], Problem] = {}
    for one in problems:
        first.setdefault((one.file if one.column is None else "", one.row, one.column), one)
    return tuple(first.values())


def _doubts(
    catalog: Catalog,
    tables: dict[str, pd.DataFrame],
    today: date,
    known: Mapping[str, frozenset[tuple[str, ...]]],
) -> tuple[Doubt, ...]:
    return tuple(
        doubt
        for table, rows in tables.items()
        for doubt in doubts(catalog, table, rows, today, known.get(table, frozenset()))
    )
