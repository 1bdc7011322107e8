"""What a session alone has in hand: its browser remembers it, and the session after it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from components.editing import desk as editing
from components.editing.grid import Grid, GridRow
from components.meeting import story_draft
from components.session.in_hand import hand_option
from data.i18n import LANGS, Lang, translate
from data.story_files import usable_stories
from tests.opened import blocks, message, open_page, page_script

PAGES = ["import", "edit", "stories"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_what_was_in_hand_at_a_server_that_is_gone_is_told(page: str, lang: Lang) -> None:
    app = open_page(page_script(page, {hand_option(page): "园区.xlsx"}), lang=lang)
    said = translate(lang, f"notice.gone.{page}", what="园区.xlsx")
    assert blocks(app)["notices"]["texts"] == [said]
    # The browser is to remember that there is nothing now.
    assert message(app)["stands"]["options"][hand_option(page)] == ""


def remembered(page: str, key: str, held: object) -> dict[str, str]:
    """Return what a browser is to remember of a page whose session has something in hand."""
    app = AppTest.from_string(page_script(page), default_timeout=60)
    app.query_params["lang"] = "en"
    app.session_state[key] = held
    app.run()
    assert blocks(app)["notices"]["texts"] == []
    found: dict[str, str] = message(app)["stands"]["options"]
    return found


def test_rows_of_a_grid_are_remembered() -> None:
    row = GridRow("", {"event_id": "E999"})
    held = editing.Desk(grids={"events": Grid(("en", ""), 1, (), (row, row))})
    assert remembered("edit", editing._KEY, held)[hand_option("edit")] == "2 rows of Events"


@pytest.mark.parametrize("page", ["stories", "overview"])
def test_stories_that_are_not_saved_are_remembered_on_every_page(page: str) -> None:
    story = next(iter(usable_stories().values()))
    kept = story_draft.Draft(replace(story, story_id="one", title_en="Kept"))
    saved = story_draft.Draft(story, story)
    held = story_draft.Desk(drafts={"one": kept, story.story_id: saved})
    assert remembered(page, story_draft._KEY, held)[hand_option("stories")] == "Kept"
