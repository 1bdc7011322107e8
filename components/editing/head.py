"""What stands on top of the editor: what there is, what was done last, where to begin."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.form import Field, form_block
from components.blocks.plain import markup, nothing
from components.blocks.rows import Row, Target, rows_block
from components.blocks.text import Words
from components.editing.buttons import act_button
from components.editing.cells import own_rows
from components.editing.desk import GRID, SEARCH, TABLE, Desk, Place
from components.editing.questions import tables
from components.editing.starts import STARTS
from components.intake.steps import change_text
from components.session.addresses import draft_link, page_link
from components.session.request import Request
from data.catalog import Catalog
from data.records.fields import table_label
from data.revision import Change

# What the import page says of files is said of tables here.
_LOCKED = {
    "import.locked_guest": "edit.locked_guest",
    "import.locked_role": "edit.locked_role",
    "import.locked_login": "edit.locked_login",
}
# By table of a change: the pages that follow it first.
_FOLLOWED_BY = {
    "figures": ("overview", "targets"),
    "sector_counts": ("enterprises",),
    "targets": ("targets", "timeline"),
    "projects": ("projects", "overview"),
    "project_statuses": ("projects", "timeline"),
    "events": ("timeline",),
    "enterprises": ("enterprises",),
    "enterprise_sectors": ("enterprises",),
    "zones": ("overview", "enterprises"),
    "sectors": ("enterprises", "overview"),
    "mentions": ("facilities", "talent"),
}


def finding(catalog: Catalog, words: Words) -> str:
    """Return the title of the page: how much of the pack is the office's own."""
    counts = [int(own_rows(catalog, table).sum()) for table in tables()]
    if not any(counts):
        return words("edit.title_none")
    used = sum(1 for count in counts if count)
    return words("edit.title", count=words.number(sum(counts)), tables=words.number(used))


def said_block(request: Request, held: Desk, locked: str) -> Block:
    """Return why nothing may be changed, if so, and what was done last."""
    words, parts = request.words, []
    if locked:
        text = words(_LOCKED.get(locked, locked))
        parts.append(Markup('<p class="atlas-warning">{}</p>').format(text))
    if held.said and not held.can_undo and not held.draft:
        css, role = ("atlas-warning", "alert") if held.is_error else ("atlas-done", "status")
        text = _said(held, words)
        parts.append(Markup('<p class="{}" role="{}">{}</p>').format(css, role, text))
    return markup(Markup().join(parts))


def done_block(request: Request, held: Desk) -> Block:
    """Return what was changed last, where it can be seen, and the button that takes it back."""
    words = request.words
    if not held.said or not (held.can_undo or held.draft):
        return nothing()
    changed = held.said[1].get("what", {})
    pages = dict.fromkeys(page for table in changed for page in _FOLLOWED_BY.get(table, ()))
    seen = request.catalog.revision
    undo = (act_button("undo", words("edit.undo"), seen=seen),) if held.can_undo else ()
    links = tuple(
        Target(
            draft_link(page, held.draft) if held.draft else page_link(page, request.chosen),
            words(f"nav.{page}"),
        )
        for page in pages or ("overview",)
    )
    see = words("edit.see_draft" if held.draft else "edit.see")
    row = Row("done", _said(held, words), see, undo, links, current=True, status=True)
    return rows_block("done", [row])


def _said(held: Desk, words: Words) -> str:
    message, values = held.said or ("", {})
    return words(message, **{name: _told(value, words) for name, value in values.items()})


def _told(value: Any, words: Words) -> Any:
    if isinstance(value, Change):
        return change_text(value, words)
    if isinstance(value, dict):
        return counted(value, words)
    return value


def counted(rows: dict[str, int], words: Words) -> str:
    """Return how many rows of which tables, in words."""
    return words.join(
        words("edit.rows_of", table=table_label(words.lang, table), count=words.number(count))
        for table, count in rows.items()
    )


def starts_block(place: Place, words: Words, *, is_locked: bool) -> Block:
    """Return the tasks, of which one may be open."""
    buttons = [
        act_button(
            f"start:{name}",
            words(f"edit.start.{name}"),
            is_main=not place.table and not place.start,
            is_disabled=is_locked,
            pressed=str(name == place.start).lower(),
        )
        for name in STARTS
    ]
    return rows_block(
        "starts", (), title=words("edit.starts"), small=words("edit.starts_small"), buttons=buttons
    )


def tables_block(place: Place, options: Any, words: Words) -> Block:
    """Return the choice of a table, and a search in it."""
    found = tuple((table, table_label(words.lang, table)) for table in tables())
    fields = [Field(TABLE, words("edit.table_label"), "", place.table, found, is_list=True)]
    if place.table and not place.key:
        search = options.get(SEARCH, "")
        small = words("edit.search_small")
        fields.append(Field(SEARCH, words("edit.search"), small, search))
    title, small = words("edit.tables"), words("edit.tables_small")
    return form_block("tables", title, fields, words, small=small)


def own_block(catalog: Catalog, place: Place, words: Words) -> Block:
    """Return the tables that hold records of the office's own, at the beginning only."""
    if place != Place():
        return nothing()
    counts = {table: int(own_rows(catalog, table).sum()) for table in tables()}
    rows = [
        Row(
            table,
            table_label(words.lang, table),
            words("edit.own_count", count=words.number(count)),
            (
                act_button(f"open:{table}", words("edit.list"), label=_of(table, "list", words)),
                act_button(
                    f"open:{Place(table, GRID)}",
                    words("edit.grid"),
                    label=_of(table, "grid", words),
                ),
            ),
        )
        for table, count in counts.items()
        if count
    ]
    return rows_block("own", rows, title=words("edit.own")) if rows else nothing()


def _of(table: str, act: str, words: Words) -> str:
    return f"{words(f'edit.{act}')}: {table_label(words.lang, table)}"
