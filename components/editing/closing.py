"""The end of every form: where it comes from, who enters it, and the button that applies it."""

from __future__ import annotations

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import nothing
from components.blocks.rows import Row, rows_block
from components.blocks.text import Words
from components.editing.buttons import act_button
from components.editing.desk import SOURCE, Desk
from components.editing.filled import record
from components.editing.form_blocks import problem_text, shown_problems
from components.editing.shipped import is_shipped
from components.editing.standing import Standing
from components.intake.signed import BY, WHY
from components.session.request import Request
from data.drafts import is_draft
from data.problems import Problem
from data.records.fields import field_label

_FIELDS = (
    *((SOURCE[part], f"edit.source_{part}") for part in ("title", "publisher", "date", "file")),
    (BY, "edit.who"),
    (WHY, "edit.why"),
)


def closing_blocks(request: Request, held: Desk, now: Standing) -> Content:
    """Return problems, source and buttons of what is open; empty ones where nothing is."""
    if not now.is_open or is_shipped(request.catalog, now.place):
        return dict.fromkeys(("problems", "source", "apply"), nothing())
    return {
        "problems": _problems(held, now, request.words),
        "source": _source(request, held, now),
        "apply": _apply(request, now),
    }


def _source(request: Request, held: Desk, now: Standing) -> Block:
    words, tried = request.words, held.tried == str(now.place)
    fields = []
    for name, text in _FIELDS:
        if name == BY and request.person.subject:  # the login says it
            continue
        value, kind = request.options.get(name, ""), now.missing.get(name, "")
        is_told = bool(kind) and (tried or kind != "empty")
        problem = words(f"check.{kind}", value=value) if is_told else ""
        small = words(f"{text}_help", today=held.today.isoformat())
        fields.append(Field(name, words(text), small, value, is_open=is_told, problem=problem))
    return form_block(
        "source", words("edit.source"), fields, words, small=words("edit.source_small")
    )


def _problems(held: Desk, now: Standing, words: Words) -> Block:
    """Return what is wrong and stands beside no field of its own."""
    beside = {question.column for question in now.form.questions}
    texts = [
        _place(one, words)
        for one in shown_problems(held, now)
        if now.changes is not None or one.column not in beside
    ]
    texts += [one.text(words.lang) for one in held.refused]
    rows = [Row(str(at), text, alert=True) for at, text in enumerate(dict.fromkeys(texts))]
    return rows_block("problems", rows, title=words("edit.problems")) if rows else nothing()


def _place(problem: Problem, words: Words) -> str:
    """Return a problem with its field, and in a grid with its row."""
    text = problem_text(problem, words)
    names = [field_label(words.lang, one) for one in (problem.column or "").split(", ") if one]
    place = words.join(names)
    if problem.row:
        place = words("edit.grid_row", row=problem.row, field=place)
    return words("check.line", place=place, problem=text) if place else text


def _apply(request: Request, now: Standing) -> Block:
    words, seen = request.words, request.catalog.revision
    is_locked, into = bool(now.locked), is_draft(seen)
    proposes = now.only_proposes and not into and not is_locked
    text, buttons = words("edit.into_draft" if into else "edit.apply"), []
    if not proposes:
        buttons.append(act_button("apply", text, seen=seen, is_main=True, is_disabled=is_locked))
    if not into:
        draft = act_button(
            *("draft", words("edit.draft")), seen=seen, is_main=proposes, is_disabled=is_locked
        )
        buttons.append(draft)
    if now.is_begun:
        buttons.append(act_button("discard", words("edit.discard")))
    if record(request.catalog, now.place) is not None:
        text = words("edit.delete_proposed" if proposes else "edit.delete")
        delete = act_button("delete", text, seen=seen, is_disabled=is_locked)
        buttons.append(delete)
    hindrance = now.hindrance()
    ready = "edit.ready_proposal" if proposes else "edit.ready"
    ready = words("edit.ready_draft" if into else ready)
    note = words(hindrance[0], **hindrance[1]) if hindrance else ready
    return rows_block("apply", [Row("state", note, status=True)], buttons=buttons)
