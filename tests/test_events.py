"""What the browser reports, applied to the view; nothing that it says is trusted."""

from __future__ import annotations

import pytest

from components.session.addresses import linked_page, page_link
from components.session.events import apply_log, unseen
from components.session.posted import read_posted
from components.session.state import View
from data.selection import Selection
from tests.shipped import CHOICES


def told(*entries: tuple[str, str], mount: str = "m", first: int = 1) -> dict[str, object]:
    log = [[first + n, kind, value] for n, (kind, value) in enumerate(entries)]
    return {"mount": mount, "log": log, "view": [29.36, 105.94, 13]}


def test_clicks_of_all_kinds_are_applied_in_order() -> None:
    view = View()
    apply_log(
        view,
        told(("zone", "C"), ("zone", "A"), ("zone", "C"), ("sector", "data"), ("asof", "2020-11")),
        CHOICES,
    )
    assert view.selection == Selection(zones=("A",), sectors=("data",), as_of="2020-11")
    assert view.ack == 5


def test_log_heard_twice_counts_once() -> None:
    view, log = View(), told(("zone", "C"))
    apply_log(view, log, CHOICES)
    apply_log(view, log, CHOICES)
    assert view.selection.zones == ("C",)


def test_log_that_grew_counts_only_what_is_new() -> None:
    view = View()
    apply_log(view, told(("zone", "A")), CHOICES)
    apply_log(view, told(("zone", "A"), ("zone", "B"), ("zone", "A")), CHOICES)
    assert view.selection.zones == ("B",)


def test_reset_keeps_the_language() -> None:
    view = View(selection=Selection(zones=("A",), evidence="published", lang="en"))
    apply_log(view, told(("reset", "")), CHOICES)
    assert view.selection == Selection(lang="en")


def test_panel_opens_and_closes() -> None:
    view = View()
    apply_log(view, told(("open", "source-staff")), CHOICES)
    assert view.opened == "source-staff"
    apply_log(view, told(("close", ""), first=2), CHOICES)
    assert view.opened == ""


def test_basemap_keeps_the_place_in_wgs84() -> None:
    view = View()
    apply_log(view, told(("basemap", "gaode")), CHOICES)
    assert view.basemap == "gaode"
    assert view.map_view == (29.36, 105.94, 13)
    # Left again, the place on the Gaode map is taken back by the shift of this region.
    apply_log(view, told(("basemap", "plain"), first=2), CHOICES)
    assert view.map_view is not None
    assert view.map_view[0] != 29.36
    assert view.map_view[0] == pytest.approx(29.36, abs=0.005)


@pytest.mark.parametrize(
    "entry",
    [
        ("zone", "Z"),
        ("zone", "unassigned"),
        ("asof", "2020-13"),
        ("asof", "1066"),
        ("evidence", "rumour"),
        ("sing", "a song"),
    ],
)
def test_what_is_not_on_offer_changes_nothing(entry: tuple[str, str]) -> None:
    view = View()
    apply_log(view, told(entry), CHOICES)
    assert view.selection == Selection()


@pytest.mark.parametrize(
    ("value", "mount", "ack", "expected"),
    [
        (None, "", 0, []),
        ({"mount": "m", "log": "x"}, "m", 0, []),
        ({"mount": "m", "log": [[1, "zone", "A"], [2, "zone", "B"]]}, "m", 1, [(2, "zone", "B")]),
        ({"mount": "new", "log": [[1, "zone", "A"]]}, "old", 7, [(1, "zone", "A")]),
        ({"mount": "m", "log": [[1], "junk", [2, "zone", "B"]]}, "m", 0, [(2, "zone", "B")]),
        ({"mount": "m", "log": [["1", "zone", "A"], [2, "zone", None]]}, "m", 0, []),
    ],
)
def test_only_unseen_entries_of_this_page_count(
    value: dict[str, object] | None, mount: str, ack: int, expected: list[tuple[int, str, str]]
) -> None:
    told = read_posted(value)
    assert (unseen(told, mount, ack) if told else []) == expected


@pytest.mark.parametrize("place", [None, "here", [1, 2], [1, 2, "x"], [float("nan")] * 3])
def test_place_that_is_none_is_ignored(place: object) -> None:
    view = View()
    apply_log(view, told(("basemap", "osm")) | {"view": place}, CHOICES)
    assert view.map_view is None
    assert view.basemap == "osm"


def test_link_is_followed_once_and_keeps_what_is_chosen() -> None:
    view, log = View(selection=Selection(zones=("C",), lang="en")), told(("go", "stories"))
    apply_log(view, log, CHOICES)
    assert view.goes_to == "stories"
    view.goes_to = ""
    apply_log(view, log, CHOICES)
    assert view.goes_to == ""
    found = linked_page("stories", view.selection)
    assert found
    assert (found[0].name, found[1]) == ("stories", {"zones": "C", "lang": "en"})


def test_link_leads_to_our_pages_with_what_they_know() -> None:
    chosen = Selection(zones=("C",))
    for address, name, query in (
        ("", "overview", {"zones": "C"}),
        ("present?story=my&scene=two", "present", {"zones": "C", "story": "my", "scene": "two"}),
        ("sources?open=publication-002&lang=zh", "sources", {"open": "publication-002"}),
        ("?zones=D&embed=true&x=1", "overview", {"zones": "D"}),
        (page_link("help", chosen).removeprefix("./"), "help", {"zones": "C"}),
    ):
        found = linked_page(address, chosen)
        assert found
        assert found[0].name == name
        assert found[1] == {"zones": "C"} | query | ({"lang": "zh"} if "lang" in address else {})
    for address in ("../etc", "nowhere", "//example.org", "javascript:1"):
        assert linked_page(address, chosen) is None
