"""``python -m data add TABLE``: own rows come in, from a CSV file or from the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from data.catalog import Catalog, load_catalog
from data.clock import today
from data.commands.changing import ask_who, change, refusal
from data.commands.said import StopError, print_problems, refuse
from data.i18n import Lang
from data.problems import Problem, unreadable
from data.records.cells import named, read_row
from data.records.checks import RowProblem, check_tables
from data.records.complete import completed
from data.records.doubts import KEEP, LEAVE, Doubt, doubts_of, settled
from data.records.sheet import Sheet, read_sheet
from data.records.sources import own_source
from data.written_dates import period


def declare(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("add", help="add own rows to a table, as a revision")
    parser.add_argument("table")
    parser.add_argument("file", nargs="?", help="a CSV file, or - for what is piped in")
    parser.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="a cell of every row"
    )
    ask_who(parser)
    parser.add_argument("--source", default="", metavar="ID", help="a source that exists")
    parser.add_argument("--title", default="", help="of a new source")
    parser.add_argument("--publisher", default="", help="of a new source")
    parser.add_argument("--published", default="", metavar="DATE", help="of a new source")
    parser.add_argument("--answer", action="append", default=[], metavar="DOUBT=VALUE")
    parser.add_argument("--yes", action="store_true", help="all that is doubtful is right")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Read, complete, check and ask; then make the revision."""
    if code := refusal(chosen, lang):
        return code
    catalog = load_catalog(indexed=False)
    try:
        sheet = _read(chosen)
        source, sources, date = _source(catalog, chosen)
        whole = completed(catalog, {chosen.table: sheet.rows}, source, date)[chosen.table]
        asked = doubts_of(catalog, {chosen.table: whole, "sources": sources}, today())
        answers = _answers(asked, chosen)
        rows, lines = _settled(sheet, asked, answers, chosen)
    except StopError as stop:
        return refuse(lang, stop.message_id, **stop.values)
    tables = completed(catalog, {chosen.table: rows}, source, date)
    tables |= {"sources": pd.concat([tables.get("sources", sources.head(0)), sources])}
    problems = [*sheet.problems, *_problems(catalog, tables, lines, sheet, chosen)]
    print_problems(problems, lang)
    if open_doubts := [one for one in asked if not one.is_answered(answers)]:
        _print_doubts(open_doubts, chosen, sheet, lang)
    if problems or open_doubts:
        return refuse(lang, "records.refused", count=len(problems) + len(open_doubts))
    files = [Path(chosen.file).name] if chosen.file and chosen.file != "-" else []
    return change(catalog, tables, {}, chosen, lang, files)


def _answers(asked: Sequence[Doubt], chosen: argparse.Namespace) -> dict[str, str]:
    given = dict(one.rpartition("=")[::2] for one in chosen.answer)
    if strange := given.keys() - {one.id for one in asked}:
        raise StopError("records.no_doubt", ids=", ".join(sorted(strange)))
    return {one.id: KEEP for one in asked if chosen.yes} | given


def _settled(
    sheet: Sheet, asked: Sequence[Doubt], answers: dict[str, str], chosen: argparse.Namespace
) -> tuple[pd.DataFrame, list[int]]:
    """Return the rows with the answers to doubts about them, and the lines of those that stay."""
    mine = [one for one in asked if one.table == chosen.table]
    rows = settled({chosen.table: sheet.rows}, mine, answers)[chosen.table]
    if any(answers.get(one.id) == LEAVE for one in asked if one not in mine):
        raise StopError("records.nothing")  # without its source, no row comes in
    if rows.empty and not sheet.problems:
        raise StopError("records.nothing")
    left = {one.row for one in mine if answers.get(one.id) == LEAVE}
    return rows, [line for at, line in enumerate(sheet.lines, start=1) if at not in left]


def _read(chosen: argparse.Namespace) -> Sheet:
    """Return the rows of the file with the cells that hold for all, or the one row of those."""
    given = dict(one.partition("=")[::2] for one in chosen.set)
    if unknown := [name for name in given if named(chosen.table, name) is None]:
        raise StopError("records.no_field", fields=", ".join(unknown))
    if not chosen.file:
        values, unread = read_row(chosen.table, given)
        problems: list[Problem] = [
            RowProblem(chosen.table, 1, column, error.kind, error.values)
            for column, error in unread.items()
        ]
        rows = pd.DataFrame([values] if given else [], dtype=object)
        return Sheet(rows, [], problems)
    name = Path(chosen.file).name
    try:
        is_piped = chosen.file == "-"
        content = sys.stdin.buffer.read() if is_piped else Path(chosen.file).read_bytes()
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        problem = Problem(name, None, None, "missing_file") if gone else unreadable(name, error)
        return Sheet(pd.DataFrame(), problems=[problem])
    return read_sheet(chosen.table, content, name, given)


def _source(catalog: Catalog, chosen: argparse.Namespace) -> tuple[str, pd.DataFrame, str]:
    """Return the id, the new row and the date of the source that was named; or none."""
    none = catalog["sources"].head(0)
    if not chosen.title:
        held = catalog["sources"]
        dates = held["published"][held["source_id"] == chosen.source].dropna()
        return chosen.source, none, str(dates.iloc[0]) if len(dates) else ""
    try:
        date = period(chosen.published)
    except ValueError as error:
        raise StopError("records.source_date", value=chosen.published) from error
    file = Path(chosen.file).name if chosen.file and chosen.file != "-" else ""
    source, rows = own_source(catalog, chosen.title, chosen.publisher, date, file)
    return source, rows, date


def _problems(
    catalog: Catalog,
    tables: dict[str, pd.DataFrame],
    lines: Sequence[int],
    sheet: Sheet,
    chosen: argparse.Namespace,
) -> list[Problem]:
    """Return what is wrong with rows, under the lines of their file; what was not read is told."""
    told = {(one.row, one.column) for one in sheet.problems}
    told |= {(row, "printed") for row, column in told if column == "value"}  # made of it
    found = list[Problem]()
    for one in check_tables(catalog, {name: rows for name, rows in tables.items() if len(rows)}):
        if (one.column, one.kind) == ("refs", "empty"):
            one = replace(one, kind="no_source")  # noqa: PLW2901
        if one.file == chosen.table and chosen.file:
            one = replace(one, file=Path(chosen.file).name, row=_line(one.row, lines))  # noqa: PLW2901
        if (one.row, one.column) not in told:
            found.append(one)
    return found


def _line(row: int | None, lines: Sequence[int]) -> int | None:
    return lines[row - 1] if row and len(lines) >= row else row


def _print_doubts(
    asked: Sequence[Doubt], chosen: argparse.Namespace, sheet: Sheet, lang: Lang
) -> None:
    for one in asked:
        is_in_file = chosen.file and one.table == chosen.table
        line = _line(one.row, sheet.lines) or one.row
        shown = replace(one, table=Path(chosen.file).name, row=line) if is_in_file else one
        print(shown.text(lang), file=sys.stderr)
        for choice in one.choices:
            print(f"    --answer '{one.id}={choice.value}'  {choice.text(lang)}", file=sys.stderr)
    refuse(lang, "records.asked", count=len(asked))
