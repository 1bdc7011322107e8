"""What holds for every page: it draws, says what it leaves out, and all its panels open."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import components.shell
from components.blocks import Content
from components.shell import Request
from components.text import Words
from components.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import Selection

PAGES = sorted(path for path in (Path(__file__).parent.parent / "pages").glob("[a-z]*.py"))
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
    found: dict[str, Callable[[Request], Content]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for path in PAGES:

            def keep(
                _layout: object, content: Any, _native: object = None, name: str = path.stem
            ) -> None:
                found[name] = content

            patch.setattr(components.shell, "show_page", keep)
            spec = importlib.util.spec_from_file_location(f"page_{path.stem}", path)
            assert spec is not None
            assert spec.loader is not None
            spec.loader.exec_module(importlib.util.module_from_spec(spec))
    return found


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


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_page_draws_and_every_panel_opens(
    page: str,
    view: str,
    lang: Lang,
    catalog: Catalog,
    contents: dict[str, Callable[[Request], Content]],
) -> None:
    request = Request(catalog, VIEWS[view], Words(lang), THEMES["light"], {})
    content = contents[page](request)
    assert content["title"].data["text"]
    assert content["limits"].data["text"]
    shown = [text for block in content.values() for text in texts(block.sent())]
    offered = {
        part
        for block in content.values()
        for part in _ids(block.sent())
        if not part.startswith("_")
    }
    made: set[str] = set()
    for block in content.values():
        for name, make in block.panels.items():
            panel = make()
            assert panel.title, name
            assert panel.html, name
            made.add(name)
            shown.append(panel.html)
    assert offered <= made, "something opens a panel that is not there"
    if VIEWS[view].evidence == "published":
        for word in ILLUSTRATIVE[lang]:
            assert word not in " ".join(shown), word


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
