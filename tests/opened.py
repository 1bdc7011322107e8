"""A page as Streamlit runs it, and what it sends to the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from components.blocks.base import Panel
from components.session.menu import ENTRIES
from data.export import csv_bytes
from tests.held import check_answer

ROOT = Path(__file__).parent.parent
APP = str(ROOT / "pages" / "menu.py")
PAGES = sorted(ENTRIES)


def page_script(page: str, options: dict[str, str] | None = None, opened: str = "") -> str:
    """Return a script that runs one page after the start of ``pages/menu.py``.

    AppTest opens the first page only.
    """
    return f"""
from pages.{ENTRIES[page].script} import PAGE
from components.frame.shell import show_page
from components.session.state import current_view, read_url
read_url()
current_view().options.update({options or {}!r})
current_view().opened = {opened!r} or current_view().opened
show_page(PAGE)
"""


def open_page(script: str = APP, **query: str) -> AppTest:
    start = AppTest.from_file if script == APP else AppTest.from_string
    app = start(script, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def message(app: AppTest) -> dict[str, Any]:
    """Return the message to the browser, held against the contract."""
    (link,) = app.get("bidi_component")
    made: dict[str, Any] = json.loads(link.proto.json)
    check_answer(made)
    return made


def blocks(app: AppTest) -> dict[str, Any]:
    """Return what the page sends to the browser, by slot."""
    found: dict[str, Any] = message(app)["blocks"]
    return found


def texts(value: Any) -> Iterator[str]:
    """Walk through all texts of a block."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def shown(app: AppTest, *, without: tuple[str, ...] = ()) -> str:
    return "\n".join(
        text
        for block in blocks(app).values()
        for text in texts({key: part for key, part in block.items() if key not in without})
    )


def title(app: AppTest) -> str:
    text: str = blocks(app)["title"]["text"]
    return text


def cells(app: AppTest, slot: str) -> list[list[str]]:
    """Return the rows of a table as texts."""
    rows = blocks(app)[slot]["rows"]
    return [[cell if isinstance(cell, str) else cell["text"] for cell in row] for row in rows]


def rows(app: AppTest, slot: str) -> dict[str, Any]:
    """Return the rows of a chart by key."""
    return {row["key"]: row for row in blocks(app)[slot]["rows"]}


def panel_of(app: AppTest, name: str) -> str:
    """Return the HTML of a panel, made as the page makes it when it is opened."""
    app.session_state["_view"].opened = name
    app.run()
    return str(message(app)["panel"]["html"])


def csv_of(panel: Panel) -> str:
    """Return the table of a panel as it is saved."""
    return "" if panel.table is None else csv_bytes(panel.table).decode("utf-8-sig")
