"""What a page shows is a pure function of its request; what the reader does is done once."""

from __future__ import annotations

import builtins
import io
import os
import runpy
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.blocks.base import Content, Panel, sent
from components.blocks.plain import empty, note
from components.contents.pages import FACTS
from components.frame import shell
from components.frame.remedy import remedied
from components.intake.inbox import Inbox
from components.meeting import story_acts, story_saving
from components.meeting.keep_scene import TOOLS
from components.meeting.story_draft import Desk
from components.session.menu import ENTRIES
from components.session.request import Request
from components.session.theme import THEMES
from data import story_files
from data.catalog import Catalog
from data.selection import Selection
from tests.contents import EVERY
from tests.opened import ROOT, blocks, csv_of, open_page, page_script, rows
from tests.shipped import words_of

SHIPPED = "cloud-valley"


class _Forbidden:
    """Anything that content must not ask."""

    def _refuse(self, *_: Any) -> NoReturn:
        raise AssertionError("content asks the session")

    __getattr__ = __getitem__ = __setitem__ = __contains__ = _refuse


class _NoClock(datetime):
    @classmethod
    def now(cls, *_: Any) -> NoReturn:
        raise AssertionError("content asks the clock")


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be written, no session be asked and no clock be read."""
    real = io.open

    def opened(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
        assert not set(mode) & set("wax+"), f"content writes {file}"
        return real(file, mode, *args, **named)

    def refused(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("content changes the disk")

    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(io, "open", opened)
    for name in ("mkdir", "replace", "rename", "unlink", "remove", "rmdir"):
        monkeypatch.setattr(os, name, refused)
    for name in ("session_state", "context", "query_params"):
        monkeypatch.setattr(st, name, _Forbidden())
    for name, module in list(sys.modules.items()):
        if name.startswith(("components.", "data.", "geo.")) and hasattr(module, "datetime"):
            monkeypatch.setattr(module, "datetime", _NoClock)


def request_of(catalog: Catalog, **changed: Any) -> Request:
    made = Request(catalog, Selection(), words_of("en"), THEMES["light"], {"any": "choice"})
    return replace(made, **changed)


def written(content: Content) -> dict[str, Any]:
    """Return all that a content says, and of each block the first panel that opens from it."""
    return {
        slot: (sent(block), block.grades, [*block.panels], [said(make()) for make in made])
        for slot, block in content.items()
        for made in [[*block.panels.values()][:1]]
    }


def said(panel: Panel) -> tuple[object, ...]:
    return panel.title, panel.body, csv_of(panel)


@pytest.mark.usefixtures("sealed")
def test_same_request_gives_the_same_blocks_and_leaves_no_trace(catalog: Catalog) -> None:
    differs = []
    for name, page in EVERY.items():
        request = request_of(catalog)
        first, *others = (written(page.content(request)) for _ in range(3))
        assert first.keys() >= {"title", "limits"}
        if any(other != first for other in others):
            differs.append(name)
    assert differs == []


@pytest.mark.usefixtures("sealed")
def test_content_of_an_open_story_leaves_it_as_it_is(catalog: Catalog) -> None:
    held = Desk()
    story_acts.act(held, catalog, {"story.copy": SHIPPED})
    before = held.copy()
    request = request_of(catalog, held=held, options={"story.save": "", "scene.delete": "park"})
    first, *others = (written(EVERY["stories"].content(request)) for _ in range(3))
    assert others == [first, first]
    assert held == before


def test_request_cannot_be_changed(catalog: Catalog) -> None:
    asked = {"city-scope": "context"}
    request = request_of(catalog, options=asked)
    asked["city-scope"] = "other"
    assert dict(request.options) == {"city-scope": "context"}
    with pytest.raises(TypeError):
        request.options["city-scope"] = "other"  # type: ignore[index]
    with pytest.raises(AttributeError):
        request.held = "mine"  # type: ignore[misc]


def test_copies_of_what_a_session_holds_are_apart(catalog: Catalog) -> None:
    held = Desk()
    story_acts.act(held, catalog, {"story.copy": SHIPPED})
    before, copy = held.copy(), held.copy()
    story_acts.act(copy, catalog, {"scene.delete": "park", "story.title_en": "Other"})
    assert held == before != copy
    box = Inbox()
    box.copy().files["a"] = "file"  # type: ignore[assignment]
    assert box.files == {}


def test_a_save_is_done_once_however_often_content_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With an empty block, which lets the remedies ask for content again and again."""
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    saved, made = [], []
    save, page = story_files.save_story, EVERY["stories"]

    def save_story(*args: Any, **named: Any) -> Any:
        saved.append(args)
        return save(*args, **named)

    def content(request: Request) -> Content:
        made.append(request)
        return page.content(request) | {"more": empty("Nothing here")}

    monkeypatch.setattr(story_saving, "save_story", save_story)
    monkeypatch.setattr(sys.modules["pages.stories"], "PAGE", replace(page, content=content))
    options = {"story.copy": SHIPPED, "story.save": ""}
    app = open_page(page_script("stories", options), lang="en", evidence="published")
    assert not app.exception
    assert (len(saved), len(made) > 2) == (1, True)
    assert "saved" in str(blocks(app)["said"]).lower()


def test_open_story_of_one_reader_shows_in_no_count(catalog: Catalog) -> None:
    held, stories = Desk(), EVERY["stories"]
    story_acts.act(held, catalog, {"story.open": SHIPPED})

    def grades(request: Request) -> set[str]:
        return {grade for block in stories.content(request).values() for grade in block.grades}

    assert not grades(request_of(catalog, held=held))  # its scene stands in a frame of its own
    assert not grades(request_of(catalog))
    for desk in (held, Desk()):  # whoever fills the cache first
        app = AppTest.from_string(page_script("sources"), default_timeout=60)
        app.session_state["_desk"] = desk
        app.query_params["zones"] = "A,D"
        assert rows(app.run(), "coverage").keys() <= FACTS.keys()


def test_remedy_found_for_one_reader_is_not_kept_for_another(catalog: Catalog) -> None:
    def content(request: Request) -> Content:
        hides = request.chosen.evidence == "published" or request.held == "nothing"
        return {"own": empty("Nothing") if hides else note("")}

    def remedy(held: object) -> Any:
        chosen = Selection(evidence="published")
        request = request_of(catalog, chosen=chosen, held=held)
        return getattr(remedied(request, "import", content)["own"], "remedy", None)

    assert remedy("files")
    assert remedy("nothing") is None


def test_every_page_shows_facts_or_is_a_tool() -> None:
    assert set(ENTRIES) == FACTS.keys() | TOOLS
    assert all(name == page.name for name, page in EVERY.items())


def test_each_script_shows_its_page_and_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(shell, "show_page", shown.append)
    for entry in ENTRIES.values():
        runpy.run_path(str(ROOT / "pages" / entry.path), run_name="imported")
    assert shown == []
    for entry in ENTRIES.values():
        runpy.run_path(str(ROOT / "pages" / entry.path), run_name="__main__")
    assert [page.name for page in shown] == list(ENTRIES)
    scripts = {path.stem for path in (ROOT / "pages").glob("[a-z]*.py")}
    assert scripts - {"menu"} == {entry.script for entry in ENTRIES.values()}
