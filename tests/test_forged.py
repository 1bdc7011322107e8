"""What no browser of ours would post, by the thousand: nothing of it raises, little is kept."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.door.messages import is_sound
from components.session.events import apply_log, basemap_of
from components.session.posted import read_posted
from components.session.request import Request, Seen
from components.session.state import View
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from geo.bins import Window
from geo.view_limits import FARTHEST, LATITUDE, LONGITUDE, NEAREST
from tests.contents import EVERY
from tests.forged import DEEP, JSON, LITERAL, POSTED, VALUES
from tests.opened import open_page, page_script
from tests.shipped import CHOICES, LAYERS, words_of

OFFERED = tuple(sorted({one for page in EVERY.values() for one in page.options}))
# Cheap to make; each reads the window, the filters and options of its own.
SHOWN = ("overlay", "digital-twin", "sites")
quick = settings(
    max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
slow = settings(quick, max_examples=25)


def is_within(place: tuple[float, float, float] | None) -> bool:
    if place is None:
        return True
    lat, lon, zoom = place
    # A basemap of another datum lies up to a kilometre beside.
    far = abs(lat) <= LATITUDE + 0.1 and abs(lon) <= LONGITUDE + 0.1
    return far and FARTHEST <= zoom <= NEAREST and all(map(math.isfinite, place))


@quick
@given(st.lists(POSTED | JSON, max_size=4))
def test_whatever_is_posted_leaves_a_view_that_can_be_shown(posted: list[Any]) -> None:
    view = View()
    for told in posted:
        apply_log(view, told, CHOICES, OFFERED)
    assert is_within(view.looks_at)
    assert is_within(view.map_view)
    assert set(view.layers_on or ()) <= set(LAYERS)
    assert view.basemap in {"", basemap_of(view).basemap_id}  # none: that of the reader, or ours
    assert 0 <= view.ack < 2**53
    assert sum(map(len, view.options.values())) <= 500_000
    assert len(view.opened) + len(view.window) + len(view.has) + len(view.mount) < 10_000
    assert Selection.from_query(view.selection.to_query())[1] == []
    json.dumps(vars(view) | {"selection": None, "dropped": None})
    "".join([*view.options, *view.options.values(), view.opened]).encode()


@slow
@given(POSTED, st.sampled_from(SHOWN))
@example({"mount": "m", "log": [[1, "window", "1e308,1e308,1e308,0,33"]]}, "overlay")
@example({"mount": "m", "log": [[1, "window", "-90,-180,90,180,1e308"]]}, "overlay")
@example({"mount": "m", "log": [[1, "option", "twin-east:1e308"]]}, "digital-twin")
@example({"mount": "m", "log": [[1, "option", "sites-road:NaN"]]}, "sites")
def test_pages_show_whatever_was_posted(catalog: Catalog, posted: Any, page: str) -> None:
    view = View()
    apply_log(view, posted, CHOICES, OFFERED)
    seen = Seen(basemap_of(view), view.window, view.has, view.looks_at, view.layers_on)
    request = Request(catalog, view.selection, words_of("en"), THEMES["light"], view.options, seen)
    assert EVERY[page].content(request)


@pytest.mark.parametrize(
    "text", ["1e308,1e308,1e308,1e308,33", "-1e308,0,0,0,-1e308", "91,200,-91,-200,99"]
)
def test_a_window_is_of_this_world(text: str) -> None:
    window = Window.from_text(text)
    assert window is not None
    assert max(abs(window.south), abs(window.north)) <= 90
    assert max(abs(window.west), abs(window.east)) <= 180
    assert 0 <= window.zoom <= 22


@quick
@given(st.dictionaries(st.sampled_from(["zones", "sectors", "asof", "lang", "x"]), VALUES))
def test_any_query_gives_a_selection(query: dict[str, str]) -> None:
    selection, _ = Selection.from_query(query)
    assert Selection.from_query(selection.to_query()) == (selection, [])


@pytest.mark.parametrize(
    "query",
    [
        {"zones": ",".join(["A", "Z"] * 5_000)},
        {"open": "x" * 1_000_000},
        {"zones": "\0", "asof": "\0", "lang": "\0"},
        {"story": "../..", "scene": "../../etc/passwd"},
        {"asof": "９９９９"},
    ],
)
@pytest.mark.parametrize("page", ["overview", "present"])
def test_odd_addresses_get_a_page(page: str, query: dict[str, str]) -> None:
    app = open_page(page_script(page), **query)
    assert not app.exception
    assert len(json.dumps(app.session_state["_view"].to_query())) < 10_000


def said(text: str, key: str = "$$ID-0-link", kind: str = "json_value") -> BackMsg:
    message = BackMsg()
    setattr(message.rerun_script.widget_states.widgets.add(id=key), kind, text)
    return message


def asking_for(*names: str) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend(names)
    return message


@given(DEEP | LITERAL)
def test_what_streamlit_cannot_read_ends_at_the_door(text: str) -> None:
    flat = text in {"NaN", '{"log":null}', '{"a":1}'}
    assert is_sound(said(text)) == (flat and text != "NaN")


def test_what_a_page_says_passes_the_door() -> None:
    posted = {"mount": "m", "log": [[1, "zone", "A"]], "view": [29.3, 105.9, 13], "layers": None}
    assert is_sound(said(json.dumps({"log": posted})))
    assert is_sound(said("null", "$$ID-0-" + "a1" * 32))
    assert is_sound(asking_for("a.csv"))


@pytest.mark.parametrize(
    "message",
    [
        said("x", kind="string_value"),
        said("{}", "$$ID-0-language"),
        said("{}", "$$ID-0-of nobody"),
        asking_for(*["x"] * 1_000),
    ],
)
def test_what_no_page_says_ends_at_the_door(message: BackMsg) -> None:
    assert not is_sound(message)


@given(JSON)
def test_any_shape_is_read_without_an_exception(told: Any) -> None:
    read_posted(told)
    read_posted({"mount": "m", "log": [[1, "zone", "A"]], "view": told})


def test_an_entry_that_is_none_takes_no_other_with_it() -> None:
    log = [[1, "zone", "A"], [2**60, "zone", "B"], [2, "zone", "\ud800"], [3, "sing", ""], []]
    posted = {"mount": "m", "log": log, "view": [1e308, 0, 0], "has": "x" * 10_000}
    assert read_posted(posted) == {"mount": "m", "log": [(1, "zone", "A")]}


def test_a_log_for_another_session_is_not_taken_for_this_ones() -> None:
    """Streamlit posts a value again when it meets a server that was started anew."""
    view = View(selection=Selection(zones=("A",)))
    posted = {"mount": "m", "log": [[1, "zone", "A"]], "session": "of before"}
    apply_log(view, posted, CHOICES)
    assert view.selection.zones == ("A",)
    apply_log(view, posted | {"session": view.session}, CHOICES)
    assert view.selection == replace(view.selection, zones=())
