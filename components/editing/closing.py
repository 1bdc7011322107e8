"""The end of every form: where it comes from, who enters it, and the button that applies it."""

from __future__ import annotations

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import nothing
from components.blocks.rows import Row, rows_block
from components.blocks.text import Words
from components.editing.buttons import act_button
from components.editing.desk import SOURCE, WHO, WHY, Desk, Place
from components.editing.names import column_name
from components.editing.standing import Standing
from components.session.request import Request

_FIELDS = (
    *((SOURCE[part], f"edit.source_{part}") for part in ("title", "publisher", "date", "file")),
    (WHO, "edit.who"),
    (WHY, "edit.why"),
)


def closing_blocks(request: Request, held: Desk, now: Standing) -> Content:
    """Return source, problems and buttons of what is open; empty ones where nothing is."""
    if not now.is_open:
        return dict.fromkeys(("source", "problems", "apply"), nothing())
    return {
        "source": _source(request, held, now),
        "problems": _problems(held, now, request.words),
        "apply": _apply(request, now),
    }


def _source(request: Request, held: Desk, now: Standing) -> Block:
    words, tried = request.words, held.tried == str(now.place)
    fields = [
        Field(
            name,
            words(text),
            words(f"{text}_help"),
            request.options.get(name, ""),
            problem=words(f"check.{now.missing[name]}", value=request.options.get(name, ""))
            if name in now.missing and (tried or request.options.get(name, "").strip())
            else "",
        )
        for name, text in _FIELDS
    ]
    return form_block(
        "source", words("edit.source"), fields, words, small=words("edit.source_small")
    )


def _problems(held: Desk, now: Standing, words: Words) -> Block:
    """Return what is wrong and stands beside no field of its own."""
    asked = {question.column for question in now.form.questions}
    apart = [one for one in now.problems if one.column not in asked]
    found = list(dict.fromkeys(_line(one.kind, one.column, one.values, words) for one in apart))
    found += [problem.text(words.lang) for problem in held.refused]
    if not found:
        return nothing()
    rows = [Row(str(at), text, alert=True) for at, text in enumerate(found)]
    return rows_block("problems", rows, title=words("edit.problems"))


def _line(kind: str, column: str | None, values: dict[str, object], words: Words) -> str:
    text = words(f"check.{kind}", **values)
    return f"{column_name(column, words)}：{text}" if column else text
