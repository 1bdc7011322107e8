"""The form of a record or a task: its questions, with what is wrong beside each."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import heading, nothing
from components.blocks.rows import rows_block
from components.blocks.text import Words
from components.editing.buttons import act_button
from components.editing.cells import as_text
from components.editing.desk import Desk, Place, answer_name, typed_name
from components.editing.filled import record
from components.editing.grid import Changes
from components.editing.names import choices, label, record_name, taken_as
from components.editing.questions import Question
from components.editing.shipped import is_shipped, shipped_block
from components.editing.standing import Standing
from components.session.request import Request
from data.catalog import Catalog
from data.problems import Problem
from data.records.doubts import Doubt
from data.records.fields import field_label, table_label
from data.schema import ADDED

_CHIPS_AT_MOST, _CHIP_LETTERS = 7, 60
_LINES = 3


def form_blocks(request: Request, held: Desk, now: Standing) -> Content:
    """Return the form that is open, or what a shipped record says; nothing elsewhere."""
    catalog, words, place = request.catalog, request.words, now.place
    blocks: Content = dict.fromkeys(("form-head", "form", "doubts"), nothing())
    blocks["doubts"] = doubts_block(now, words)
    if now.changes is not None:
        return blocks | {"form-head": _back(place, words), "form": _grid_head(now, words)}
    if not place.is_form:
        return blocks
    if is_shipped(catalog, place):
        return blocks | {
            "form-head": _back(place, words, newer=True, is_locked=bool(now.locked)),
            "form": shipped_block(catalog, place, words),
        }
    wrong = {str(one.column): one for one in reversed(shown_problems(held, now))}
    asked = [
        (one, _field(request, now, one, wrong.get(one.column))) for one in _ordered(now, words)
    ]
    is_folded = {one.column: one.is_folded and one.column not in wrong for one, _ in asked}
    folded = [field for one, field in asked if is_folded[one.column]]
    small = words(f"edit.start_help.{place.start}" if place.start else "edit.form_small")
    return blocks | {
        "form-head": nothing() if place.start else _back(place, words),
        "form": form_block(
            "record",
            _title(catalog, place, words),
            [field for one, field in asked if not is_folded[one.column]],
            words,
            small=small,
            folded=folded,
            fold=words("edit.folded", count=len(folded)) if folded else "",
        ),
    }


def _grid_head(now: Standing, words: Words) -> Block:
    """Return what stands above a grid: what it is, and what differs in it."""
    found, table = now.changes or Changes(), table_label(words.lang, now.place.table)
    counts = {"added": found.added, "changed": found.changed, "dropped": found.dropped}
    values = {name: words.number(len(rows)) for name, rows in counts.items()}
    small = words("edit.grid_changes", **values) if found.count else words("edit.grid_small")
    return heading(words("edit.grid_heading", table=table), small)


def shown_problems(held: Desk, now: Standing) -> list[Problem]:
    """Return what is wrong; what is only missing is told once the reader wants to be done."""
    if held.tried == str(now.place):
        return list(now.problems)
    return [one for one in now.problems if one.kind != "empty"]


def problem_text(problem: Problem, words: Words) -> str:
    """Return what is wrong and what to do about it here."""
    if problem.kind == "no_status":  # a status follows from these dates
        return words("edit.no_status")
    if problem.kind == "not_a_number":  # here a unit may stand behind it
        return words("edit.not_a_number", **problem.values)
    return words(f"check.{problem.kind}", **problem.values)


def _ordered(now: Standing, words: Words) -> list[Question]:
    """Return the questions with those in the reader's language first."""
    asked = list(now.form.questions)
    for at, (one, other) in enumerate(pairwise(asked)):
        if one.field.pair == other.column and other.field.lang == words.lang:
            asked[at], asked[at + 1] = other, one
    return asked


def _title(catalog: Catalog, place: Place, words: Words) -> str:
    if place.start:
        return words(f"edit.start.{place.start}")
    row, table = record(catalog, place), table_label(words.lang, place.table)
    if row is None:
        return words("edit.form", table=table)
    name = record_name(catalog, place.table, row, words)
    return words("edit.form_own", table=table, name=name)


def _back(place: Place, words: Words, *, newer: bool = False, is_locked: bool = False) -> Block:
    table = table_label(words.lang, place.table)
    buttons = [act_button(f"table:{place.table}", words("edit.back", table=table))]
    if newer:
        text = words("edit.newer")
        buttons.append(act_button(f"newer:{place}", text, is_main=True, is_disabled=is_locked))
    return rows_block("back", (), buttons=buttons)


def _field(request: Request, now: Standing, question: Question, problem: Problem | None) -> Field:
    words, column = request.words, question.column
    found = choices(request.catalog, question, words)
    letters = sum(len(name) for _, name in found)
    return Field(
        typed_name(now.place, column),
        label(question, words),
        _small(now, question, words),
        now.form.texts.get(column, "") or (as_text(_follows(now, question)) if found else ""),
        found,
        len(found) > _CHIPS_AT_MOST or letters > _CHIP_LETTERS,
        is_open=problem is not None,
        rows=_LINES if question.is_long else 1,
        problem=problem_text(problem, words) if problem else "",
    )


def _follows(now: Standing, question: Question) -> Any:
    """Return what stands in the record where a question has no answer."""
    for table in dict.fromkeys(one.table for one in now.form.rows):
        row = now.tables[table].iloc[0]
        if question.column in row.index:
            return row[question.column]
    return None


def _small(now: Standing, question: Question, words: Words) -> str:
    """Return how an answer was understood, or what holds without one."""
    form, column = now.form, question.column
    if column in form.values:
        unit = form.units.get(column, "")
        text = taken_as(question, form.values[column], unit, words)
        return words("edit.taken_as", value=text) if text and text != form.texts[column] else ""
    value = _follows(now, question)
    if form.texts.get(column) or question.is_chosen or value is None:
        return "" if question.field.is_required or question.is_chosen else words("edit.optional")
    if question.field.pair in form.values:
        return words("edit.same_text")
    return words("edit.follows", value=as_text(value))


def doubts_block(now: Standing, words: Words) -> Block:
    """Return what is asked before anything is taken, with its answers."""
    if not now.doubts:
        return nothing()
    fields = [_doubt(now, doubt, words) for doubt in now.doubts]
    small = words("edit.doubts_small")
    return form_block("doubts", words("edit.doubts"), fields, words, small=small)


def _doubt(now: Standing, doubt: Doubt, words: Words) -> Field:
    waits, is_grid = not doubt.is_answered(now.answers), now.changes is not None
    return Field(
        answer_name(now.place, doubt.id),
        doubt.text(words.lang) if is_grid else doubt.question(words.lang),
        "" if is_grid else _doubtful(now, doubt, words),
        "" if waits else now.answers[doubt.id],
        tuple((choice.value, choice.text(words.lang)) for choice in doubt.choices),
        is_open=waits,
    )


def _doubtful(now: Standing, doubt: Doubt, words: Words) -> str:
    """Return what the question is called whose answer is doubtful."""
    rows = [one for one in now.form.rows if one.table == doubt.table]
    asked = rows[doubt.row - 1].asked if doubt.row <= len(rows) else {}
    column = asked.get(doubt.column, doubt.column)
    named = (label(one, words) for one in now.form.questions if one.column == column)
    return next(named, field_label(words.lang, doubt.column))


def prefilled(catalog: Catalog, place: Place) -> dict[str, str]:
    """Return what a newer record takes over from one: all but its number, its date and its id."""
    row = record(catalog, place)
    if row is None:
        return {}
    left_out = {"value", "low", "high", "printed", "as_of", "date", "period", "count"}
    left_out |= {"evidence", "refs", "conflicts", "caveat_zh", "caveat_en", "baseline_refs"}
    key = ADDED[place.table].key
    left_out |= set(key) if len(key) == 1 else set()
    return {str(one): as_text(row[one]) for one in row.index if one not in left_out}
