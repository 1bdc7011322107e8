"""What is made before anybody asks: at each offered date, on both evidences."""

from __future__ import annotations

from threading import Event
from typing import get_args

import pytest

from components.frame import warm
from components.session.filters import as_of_options
from components.session.page import Page
from components.session.request import Request
from data.catalog import Catalog
from data.selection import EvidenceMode, Selection


class Rests(Event):
    """An end of the server after some rests, for which nobody has to wait."""

    def __init__(self, rests: float) -> None:
        super().__init__()
        self.left = rests

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.left -= 1
        return self.left < 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Selection]:
    """Return of which views the page of sources is made."""
    found = list[Selection]()

    def content(request: Request) -> dict[str, object]:
        found.append(request.chosen)
        return {}

    page = Page("sources", lambda _: None, content)  # type: ignore[arg-type]
    monkeypatch.setattr(warm, "SOURCES", page)
    return found


def test_every_offered_date_is_warm(catalog: Catalog, asked: list[Selection]) -> None:
    warm.warm(catalog, Rests(1_000))
    dates = as_of_options(catalog, Selection())
    assert {(one.as_of or dates[-1], one.evidence) for one in asked} == {
        (date, evidence) for date in dates for evidence in get_args(EvidenceMode)
    }
    assert asked[0] == Selection()  # as every page opens


def test_warming_ends_with_the_server(catalog: Catalog, asked: list[Selection]) -> None:
    warm.warm(catalog, Rests(2))
    assert len(asked) == 3
