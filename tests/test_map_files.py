"""A map's script holds outlines: it is given out while the pack that they are from is in force."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from components.browser.assets import static_dir
from components.door.serving import routes
from components.map.folium_map import build_map
from components.map.linked_map import map_content
from components.map.script_file import is_there, publish_map
from components.session.theme import THEMES
from data.catalog import load_catalog
from data.local_pack import apply_tables, back_to_illustrative, undo
from data.selection import Selection
from geo.basemaps import PLAIN
from tests.local import OWN, sources
from tests.shipped import words_of


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))


def status(address: str) -> int:
    """Return what the server answers to who asks for an address."""
    statuses = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Message:
        await asyncio.Event().wait()  # the reader stays
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": address, "headers": [], "query_string": b""}
    asyncio.run(Starlette(routes=[*routes()])(scope, receive, send))
    return int(statuses[0])


def bring_own_outline() -> None:
    outlines = load_catalog().outlines["zone_outlines"].assign(**OWN)
    shape = outlines.geometry.iloc[0].union(outlines.geometry.iloc[0].buffer(1e-5))
    outlines.loc[outlines.index[0], "geometry"] = shape
    assert apply_tables({"sources": sources()}, {"zone_outlines": outlines}, "own") == []


def published() -> str:
    """Draw the pack in force and return the address of its map."""
    catalog = load_catalog()
    content = map_content(catalog, Selection())
    fmap = build_map(content, words_of("en"), THEMES["light"], (PLAIN,), PLAIN)
    file = publish_map(fmap, "", "", catalog.revision)
    assert is_there(file)
    return file.url[file.url.index("/app/static/") :]


@pytest.mark.parametrize("take_back", [undo, back_to_illustrative])
def test_outlines_taken_back_are_given_out_no_more(take_back: object) -> None:
    assert callable(take_back)
    shipped = published()
    bring_own_outline()
    own = published()
    assert status(shipped) == 404  # and no longer on the disk
    assert status(own) == status(f"/behind{own}") == 200
    take_back()
    # At once, and whatever is written to the address.
    others = (own, own.replace("maps/", "./maps/"), own.replace("maps/", "x/../maps/"))
    for address in (*others, f"/behind{own}", own.replace("/maps/", "//maps//")):
        assert status(address) == 404
    again = published()
    assert status(again) == 200
    assert [one.parent.parent.name for one in (static_dir() / "maps").rglob("*.js")] == [
        again.split("/")[-3]
    ]


def test_the_first_folder_of_maps_is_not_given_out() -> None:
    """Earlier versions wrote every map beside the others."""
    published()
    old = static_dir() / "maps" / "0123456789.js"
    old.write_text("secret", encoding="utf-8")
    assert status("/app/static/maps/0123456789.js") == 404
    bring_own_outline()
    published()
    assert not old.exists()
