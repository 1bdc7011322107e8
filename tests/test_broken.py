"""An unreadable table of the atlas itself: each page opens, or says that it cannot be shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from components.blocks.base import sent
from components.frame.broken import broken_content, unbroken
from components.session import state
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.selection import Selection
from tests.local import shipped
from tests.opened import blocks, open_page, page_script, title
from tests.shipped import words_of

CANNOT = "This page cannot be shown: a table of the atlas cannot be read"


def without(table: str, folder: Path) -> Catalog:
    (folder / "published" / f"{table}.csv").write_bytes(b"\xff\xfe\x00not a table")
    return load_catalog(folder)


# Where a page asks for rows by name: in its layout, its content, and what is drawn beside it.
@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("figures", ("overview", "digital-twin", "city", "sites")),
        ("sources", ("digital-twin", "targets")),
        ("landmarks", ("overview", "test-area")),
        ("conflicts", ("talent",)),
    ],
)
def test_no_table_ends_a_page(
    table: str, names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = without(table, shipped(tmp_path))
    monkeypatch.setattr(state, "_catalog", lambda _: facts)
    for name in names:
        app = open_page(page_script(name), lang="en")
        assert not app.exception, name
        assert f"{table}.csv" in str(blocks(app)["notices"])
        assert title(app)


def test_what_misses_an_unread_table_says_so(tmp_path: Path) -> None:
    facts = without("figures", shipped(tmp_path))
    request = Request(facts, Selection(), words_of("en"), THEMES["light"], {})
    made: Any = unbroken(
        request,
        lambda asked: {"title": asked.catalog["figures"].loc["F003-14"]},
        lambda: broken_content(request),
    )
    said: Any = {name: sent(block) for name, block in made.items()}
    assert said["title"]["text"] == CANNOT
    assert "backup" in str(said["limits"])


def test_a_failure_of_ours_is_not_hidden(catalog: Catalog) -> None:
    request = Request(catalog, Selection(), words_of("en"), THEMES["light"], {})

    def fail(_: Request) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        unbroken(request, fail, lambda: None)
