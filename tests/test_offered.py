"""A page keeps the options that it offers, and reads no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest

from components.blocks.controls import Options
from components.handout.bar import BAR_OPTIONS
from components.session import request
from components.session.events import apply_log
from components.session.options import MAX_BYTES, is_offered, keep_option
from components.session.page import Page
from components.session.request import Request
from components.session.state import View
from components.session.tab import tab_option
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from tests.contents import EVERY
from tests.opened import open_page, page_script
from tests.shipped import CHOICES, words_of


class Recorded(Mapping[str, str]):
    """Options that note which of them somebody asks for."""

    asked: ClassVar[set[str]] = set()

    def __init__(self, options: Mapping[str, str]) -> None:
        self._options = dict(options)

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._options)

    def __len__(self) -> int:
        return len(self._options)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.setattr(request, "MappingProxyType", Recorded)
    Recorded.asked.clear()
    return Recorded.asked


@pytest.mark.parametrize("page", EVERY.values(), ids=EVERY)
def test_every_option_that_a_page_reads_is_offered(
    page: Page, catalog: Catalog, asked: set[str]
) -> None:
    made = page.content(Request(catalog, Selection(), words_of("en"), THEMES["light"], {}))
    asked |= {block.name for block in made.values() if isinstance(block, Options)}
    # The sources count all other pages, scenes show them, and each reads its own.
    others = {one for other in EVERY.values() for one in other.options}
    is_of_all = page.name in {"sources", "present"}
    tabs = map(tab_option, EVERY if is_of_all else [page.name])  # of which the frame hears
    known = {*(others if is_of_all else page.options), *tabs}
    assert [name for name in sorted(asked) if not is_offered(name, known)] == []


def test_only_a_page_that_has_choices_offers_some(asked: set[str]) -> None:
    del asked
    without = {"help", "overview", "projects"}
    assert {name for name, page in EVERY.items() if not page.options} == without


def test_what_the_page_does_not_offer_is_not_kept() -> None:
    view = View()
    posted = {"mount": "m", "log": [[1, "option", "measure:share"], [2, "option", "mine:x"]]}
    apply_log(view, posted, CHOICES, EVERY["overlay"].options)
    assert view.options == {"measure": "share"}
    apply_log(view, {"mount": "m", "log": [[3, "file", "story.upload:x"]]}, CHOICES, ("measure",))
    assert view.file is None


def test_a_text_that_is_too_long_is_said_and_not_kept() -> None:
    view = View()
    long = "x" * (MAX_BYTES + 1)
    apply_log(
        view, {"mount": "m", "log": [[1, "option", f"import-title:{long}"]]}, CHOICES, ("import-*",)
    )
    assert view.options == {}
    assert [one.name for one in view.dropped] == ["import-title"]
    assert len(view.dropped[0].value) < 100


def test_all_options_of_a_session_have_a_bound() -> None:
    options = dict[str, str]()
    for number in range(100):
        keep_option(options, f"import.{number}", "x" * MAX_BYTES, ("import.*",))
    assert sum(map(len, options.values())) <= 500_000


def test_a_file_stays_only_until_the_page_has_read_it() -> None:
    app = open_page(page_script("stories"))
    view: View = app.session_state["_view"]
    apply_log(
        view, {"mount": "m", "log": [[1, "file", "story.upload:no story"]]}, CHOICES, ("story.*",)
    )
    assert view.file == ("story.upload", "no story")
    app.run()
    assert view.file is None
    assert "no story" not in str(view.options)
    assert app.session_state["_desk"].refused


def test_the_bar_under_every_page_has_options_of_its_own() -> None:
    for name in ("handout.pptx", "handout.drop", "keep.chart"):
        assert is_offered(name, BAR_OPTIONS)
    assert not is_offered("import-do", BAR_OPTIONS)
