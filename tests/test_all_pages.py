"""What holds for every page: it draws, says what it leaves out, and all its panels open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from components.blocks.base import Content, sent
from components.profiles.offered import profile_panels
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.schema import GRADES
from data.selection import Selection
from tests.contents import page_contents
from tests.opened import PAGES
from tests.shipped import words_of

VIEWS = {
    "opening": Selection(),
    "published": Selection(evidence="published"),
    "zones": Selection(zones=("C", "F")),
    "published zone": Selection(zones=("C",), evidence="published"),
    "narrow": Selection(zones=("E",), sectors=("ecommerce",), statuses=("construction",)),
    "early": Selection(as_of="2012"),
    "first": Selection(as_of="2008"),
    "spring": Selection(as_of="2020-05-01", sectors=("data",)),
}
ILLUSTRATIVE = {"zh": ("▨ 示意", "示意分配"), "en": ("▨ illustrative", "illustrative allocation")}


@pytest.fixture(scope="module")
def contents() -> dict[str, Callable[[Request], Content]]:
    """Return the content function of every page, without drawing any."""
    return page_contents()


def texts(value: Any) -> Iterator[str]:
    """Walk through all texts of what is sent; an empty state may offer what it hides."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if value.get("kind") != "empty":
            yield from (
                text for key, part in value.items() if key != "empty" for text in texts(part)
            )
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)


# Both languages where most is shown, with and without what is illustrative; else every page in
# every view, and every page and every view in both languages.
IN_BOTH = {"opening", "published"}
ASKED = [
    (page, view, lang)
    for at, page in enumerate(PAGES)
    for n, view in enumerate(VIEWS)
    for m, lang in enumerate(LANGS)
    if view in IN_BOTH or (at + n + m) % 2
]


@pytest.mark.parametrize(("page", "view", "lang"), ASKED)
def test_page_draws_and_every_panel_opens(
    page: str,
    view: str,
    lang: Lang,
    catalog: Catalog,
    contents: dict[str, Callable[[Request], Content]],
) -> None:
    request = Request(catalog, VIEWS[view], words_of(lang), THEMES["light"], {})
    content = contents[page](request)
    assert sent(content["title"])["text"]
    assert sent(content["limits"])["text"]
    shown = [text for block in content.values() for text in texts(sent(block))]
    offered = {
        part for block in content.values() for part in _ids(sent(block)) if not part.startswith("_")
    }
    made: set[str] = set()
    for block in content.values():
        for name, make in block.panels.items():
            panel = make()
            assert panel.title, name
            assert panel.html, name
            made.add(name)
            shown.append(panel.html)
    for name in offered - made:  # a profile, which the frame of every page has
        opened = profile_panels(catalog, VIEWS[view], words_of(lang), name)[name]()
        assert opened.title != words_of(lang)("profile.missing_title"), name
    for name, block in content.items():
        numbers = [text for text in bare(sent(block)) if re.search(r"\d", text)]
        assert not numbers, f"in {name} a number opens nothing"
        assert set(block.grades) <= set(GRADES)
    if VIEWS[view].evidence == "published":
        for word in ILLUSTRATIVE[lang]:
            assert word not in " ".join(shown), word


def bare(block: dict[str, Any]) -> list[str]:
    """Return the numbers of a block that open nothing.

    In a table a number may be opened by another cell of its row.
    """
    match block["kind"]:
        case "cards":
            return [card["value"] for card in block["cards"] if not card["source"]]
        case "bars" | "bullets" | "stack" | "gantt":
            return [row.get("text", "") for row in block.get("rows", ()) if not row["open"]]
        case "events":
            return [item["date"] for item in block["items"] if not item["open"]]
        case "board":
            tiles = [tile for column in block["columns"] for tile in column["items"]]
            return [tile["text"] for tile in tiles if not tile["open"]]
        case "table":
            return [
                cell
                for row in block["rows"]
                if not any(isinstance(cell, dict) for cell in row)
                for cell, column in zip(row, block["columns"], strict=True)
                if column["numeric"]
            ]
        case _:
            return []


def _ids(value: Any) -> Iterator[str]:
    """Walk through the ids of the panels that a block offers."""
    if isinstance(value, dict):
        if isinstance(value.get("open"), str) and value["open"]:
            yield value["open"]
        for part in value.values():
            yield from _ids(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _ids(part)
