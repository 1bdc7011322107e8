"""Rows for the tables of the park that an upload brings: checked, asked about, then applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import compress

import pandas as pd

from data.catalog import Catalog
from data.i18n import Lang, translate
from data.layered import keys_of
from data.problems import Problem
from data.records import doubts as asking
from data.records.checks import check_tables
from data.schema import ADDED
from geo.intake.asking import Desk
from geo.intake.doubts import Choice, Doubt
from geo.reading.layers import Layer


@dataclass(frozen=True)
class Place:
    """Where a row stands in a file, and under which heading each of its fields."""

    file: str
    row: int
    headings: Mapping[str, str] = field(default_factory=dict)

    def problem(self, column: str | None, kind: str, values: dict[str, object]) -> Problem:
        """Return a problem of the row, its columns named as the file names them."""
        named = [self.headings.get(one, one) for one in (column or "").split(", ") if one]
        return Problem(self.file, self.row, ", ".join(named) or None, kind, values)


@dataclass(frozen=True, eq=False)
class RowSheet:
    """A sheet that brings rows of a table.

    Attributes
    ----------
    layer : Layer
    rows : tuple of int
        Those that hold something, by index in the frame.
    """

    layer: Layer
    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        """Number of its rows."""
        return len(self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not self.rows


@dataclass
class Brought:
    """Rows by table, each with its place.

    Attributes
    ----------
    rows : dict of str to list of dict
    places : dict of str to list of Place
    known : dict of str to set of tuple
        Keys of own rows that are replaced on purpose.
    """

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    known: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)

    def add(self, table: str, row: dict[str, object], place: Place) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(row)
        self.places.setdefault(table, []).append(place)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the rows as tables."""
        return {
            table: pd.DataFrame(rows, columns=list(ADDED[table].model_fields), dtype=object)
            for table, rows in self.rows.items()
            if rows
        }

    def without(self, table: str, places: set[int]) -> None:
        """Take out rows by their place, from 1."""
        stay = [at not in places for at in range(1, len(self.rows[table]) + 1)]
        self.rows[table] = list(compress(self.rows[table], stay))
        self.places[table] = list(compress(self.places[table], stay))


@dataclass(frozen=True)
class _RowChoice(Choice):
    """An answer on offer to a question about a row."""

    said: asking.Choice | None = None

    def text(self, lang: Lang) -> str:
        return self.said.text(lang) if self.said else super().text(lang)


@dataclass(frozen=True)
class RowDoubt(Doubt):
    """A question about a row, which names its place in the file."""

    asked: asking.Doubt | None = None
    place: Place | None = None

    def text(self, lang: Lang) -> str:
        """Return the question in the reader's language, with its place."""
        if not self.asked or not self.place:
            return super().text(lang)
        place = translate(lang, "check.row", file=self.place.file, row=self.place.row)
        return translate(lang, "check.line", place=place, problem=self.asked.question(lang))


def settled(
    desk: Desk,
    brought: Brought,
    catalog: Catalog,
    sources: pd.DataFrame,
    today: date | None,
) -> dict[str, pd.DataFrame]:
    """Return the tables to be applied.

    Rows that are plainly wrong are reported and left out, and so are those that name them. What
    is doubtful is asked; what repeats a row in force changes nothing.

    Parameters
    ----------
    desk : Desk
    brought : Brought
    catalog : Catalog
    sources : pandas.DataFrame
        Rows of ``sources`` that come with them.
    today : datetime.date or None
        ``None``: dates to come are not asked about.
    """
    _leave_out_known(brought, catalog)
    while True:
        frames = brought.frames()
        given = frames.get("sources")
        every = sources if given is None else pd.concat([given, sources], ignore_index=True)
        found = check_tables(catalog, {**frames, "sources": every} if len(every) else frames)
        bad: dict[str, set[int]] = {}
        for one in found:
            places = brought.places.get(one.file, [])
            if one.row is not None and one.row <= len(places):
                bad.setdefault(one.file, set()).add(one.row)
                desk.problems.append(places[one.row - 1].problem(one.column, one.kind, one.values))
        if not bad:
            break
        for table, rows in bad.items():
            brought.without(table, rows)
    return _asked(desk, brought, catalog, today or date.max)


def _leave_out_known(brought: Brought, catalog: Catalog) -> None:
    """Take out rows that say no more than one in force of the same key does."""
    for table, frame in brought.frames().items():
        held = catalog[table]
        keys = {key: at for at, key in enumerate(keys_of(held, table))}
        same = {
            place
            for place, (key, row) in enumerate(
                zip(keys_of(frame, table), brought.rows[table], strict=True), start=1
            )
            if key in keys and _says_no_more(row, held.iloc[keys[key]])
        }
        brought.without(table, same)


def _says_no_more(row: Mapping[str, object], held: pd.Series) -> bool:
    own = {"refs", "evidence"}  # the same from another file
    return all(
        _plain(value) == _plain(held[name])
        for name, value in row.items()
        if name in held and name not in own and _plain(value) != ""
    )


def _plain(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 -- not a number
        return ""
    return f"{float(value):.12g}" if isinstance(value, int | float) else str(value).strip()


def _asked(desk: Desk, brought: Brought, catalog: Catalog, today: date) -> dict[str, pd.DataFrame]:
    frames = brought.frames()
    every: list[asking.Doubt] = []
    answers: dict[str, str] = {}
    for table, frame in frames.items():
        known = frozenset(brought.known.get(table, set()))
        for one in asking.doubts(catalog, table, frame, today, known):
            every.append(one)
            choices = tuple(_RowChoice(choice.value, said=choice) for choice in one.choices)
            proposed = (
                one.choices[0].value if one.kind in {"scale", "beyond", "unit"} else asking.KEEP
            )
            given = desk.answers.get(one.id)
            is_answered = given in {choice.value for choice in choices}
            chosen = str(given) if is_answered else proposed
            if not is_answered:
                desk.unanswered.add(one.id)
            place = brought.places[table][one.row - 1]
            desk.doubts.append(
                RowDoubt(
                    one.id, one.kind, {}, choices, chosen, is_sure=False, asked=one, place=place
                )
            )
            answers[one.id] = chosen
    made = asking.settled(frames, every, answers)
    return {table: frame for table, frame in made.items() if len(frame)}
