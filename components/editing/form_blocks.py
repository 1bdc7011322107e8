"""The form of a record or a task: its questions, with what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import markup, nothing
from components.blocks.rows import rows_block
from components.blocks.text import Words
from components.editing.built import Cells
from components.editing.buttons import act_button
from components.editing.cells import as_text, own_rows
from components.editing.desk import Place, typed_name
from components.editing.filled import Filled, record
from components.editing.names import (
    choices,
    code_name,
    column_name,
    label,
    name_in,
    record_name,
    table_name,
    taken_as,
)
from components.editing.questions import HOMES, Question
from components.session.request import Request
from data.catalog import Catalog
from data.i18n import LANGS
from data.problems import Problem

_CHIPS_AT_MOST, _CHIP_LETTERS = 7, 60
_LINES = 3


def is_own(catalog: Catalog, place: Place) -> bool:
    """Whether the record that is open may be changed: a new one, or one of the office's own."""
    row = record(catalog, place)
    return row is None or bool(own_rows(catalog, place.table).loc[row.name])


def form_blocks(request: Request, place: Place, form: Filled, problems: list[Problem]) -> Content:
    """Return the form that is open, or what a shipped record says; nothing elsewhere."""
    catalog, words = request.catalog, request.words
    if not place.is_form:
        return {"form-head": nothing(), "form": nothing()}
    if not is_own(catalog, place):
        return {"form-head": _back(place, words, is_shipped=True), "form": _shipped(request, place)}
    by_column: dict[str, Problem] = {}
    for one in problems:
        by_column.setdefault(str(one.column), one)
    fields = [
        _field(request, place, form, question, by_column.get(question.column))
        for question in form.questions
    ]
    folded = [
        field
        for question, field in zip(form.questions, fields, strict=True)
        if question.is_folded and not field.problem
    ]
    shown = [field for field in fields if field not in folded]
    small = words(f"edit.start_help.{place.start}" if place.start else "edit.form_small")
    return {
        "form-head": nothing() if place.start else _back(place, words, is_shipped=False),
        "form": form_block(
            "record",
            _title(catalog, place, words),
            shown,
            words,
            small=small,
            folded=folded,
            fold=words("edit.folded", count=len(folded)) if folded else "",
        ),
    }


def _title(catalog: Catalog, place: Place, words: Words) -> str:
    if place.start:
        return words(f"edit.start.{place.start}")
    row, table = record(catalog, place), table_name(place.table, words)
    if row is None:
        return words("edit.form", table=table)
    name = record_name(catalog, place.table, row, words)
    return words("edit.form_own", table=table, name=name)


def _back(place: Place, words: Words, *, is_shipped: bool) -> Block:
    table = table_name(place.table, words)
    buttons = [act_button(f"table:{place.table}", words("edit.back", table=table))]
    if is_shipped:
        buttons.append(act_button(f"newer:{place}", words("edit.newer"), is_main=True))
    return rows_block("back", (), buttons=buttons)


def _field(
    request: Request, place: Place, form: Filled, question: Question, problem: Problem | None
) -> Field:
    words, column = request.words, question.column
    found = choices(request.catalog, question, words)
    text = form.texts.get(column, "")
    is_list = (
        len(found) > _CHIPS_AT_MOST or sum(len(name) for _, name in found) > _CHIP_LETTERS
    )
    return Field(
        typed_name(place, column),
        label(question, words),
        _small(request, form, question),
        text if text or not found else _chosen(form, question),
        found,
        is_list,
        is_open=problem is not None,
        rows=_LINES if question.kind == "lines" else 1,
        problem=words(f"check.{problem.kind}", **problem.values) if problem else "",
    )


def _chosen(form: Filled, question: Question) -> str:
    """Return the choice that holds while none was made: what follows from the other answers."""
    return as_text(_follows(form, question))


def _follows(form: Filled, question: Question) -> Any:
    """Return what stands in the record where a question has no answer."""
    for built in form.built:
        if question.column in built.row and question.column not in built.asked.values():
            return built.row[question.column]
    return None


def _small(request: Request, form: Filled, question: Question) -> str:
    """Return how an answer was understood, or what holds without one."""
    words, column = request.words, question.column
    if column in form.values:
        return _understood(form, question, words)
    if form.texts.get(column):
        return ""
    value = _follows(form, question)
    if value is not None and question.lang and value == _other(form, column):
        return words("edit.same_text") if form.is_begun else ""
    if value is not None and not question.codes and not question.home:
        return words("edit.follows", value=as_text(value))
    return "" if question.is_required else words("edit.optional")


def _understood(form: Filled, question: Question, words: Words) -> str:
    text = taken_as(question, form.values[question.column], form.texts, words)
    typed = form.texts.get(question.column, "")
    return words("edit.taken_as", value=text) if text and text != typed else ""


def _other(form: Filled, column: str) -> object:
    base, _, lang = column.rpartition("_")
    other = next(one for one in LANGS if one != lang)
    return form.values.get(f"{base}_{other}")


def _shipped(request: Request, place: Place) -> Block:
    """Return what a record of the atlas itself says, which nobody rewrites here."""
    catalog, words = request.catalog, request.words
    row = record(catalog, place)
    if row is None:
        return nothing()
    lines = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, text)
        for name, text in _said(catalog, row, words)
    )
    note = words("edit.printed")
    body = Markup(
        '<h2 class="atlas-heading">{}</h2><p class="atlas-note">{}</p>'
        '<dl class="atlas-accepts">{}</dl>'
    )
    return markup(body.format(_title(catalog, place, words), note, lines))


def _said(catalog: Catalog, row: pd.Series, words: Words) -> list[tuple[str, str]]:
    """Return the cells of a row that say something, in the reader's language."""
    found = []
    for column in map(str, row.index):
        base, _, lang = column.rpartition("_")
        if pd.isna(row[column]) or (lang in LANGS and lang != words.lang):
            continue
        value, name = str(row[column]), base if lang in LANGS else column
        found.append((column_name(name, words), _cell(catalog, column, value, row, words)))
    return found


def _cell(catalog: Catalog, column: str, value: str, row: pd.Series, words: Words) -> str:
    if column == "evidence":
        return words.grade(value)
    if column in HOMES:
        return name_in(catalog, HOMES[column], value, words)
    if isinstance(row[column], str):
        return code_name(column, value, words) if column in _CODED else value
    return as_text(row[column])


_CODED = frozenset(
    {
        *("status", "unit", "qualifier", "kind", "stage", "basis", "scope", "category", "level"),
        *("strength", "existence", "state", "severity", "topic", "system", "like_for_like"),
        *("investment_kind", "staff_qualifier"),
    }
)


def prefilled(catalog: Catalog, place: Place) -> Cells:
    """Return what a newer record takes over from one: all but its number, its date and its key."""
    row = record(catalog, place)
    if row is None:
        return {}
    left_out = {"value", "low", "high", "printed", "as_of", "date", "period", "count"}
    left_out |= {"evidence", "refs", "conflicts", "caveat_zh", "caveat_en", "baseline_refs"}
    return {
        str(column): as_text(row[column])
        for column in row.index
        if column not in left_out and not str(column).startswith(f"{place.table[:-1]}_id")
    }
