"""With "published only" on, nothing illustrative can be reached: the illustrative pack could say
anything at all, and every page, panel, file and map would stay the same."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from components.blocks.base import Content, sent
from components.map.enterprises import places_block
from components.map.folium_map import build_map
from components.map.linked_map import map_content
from components.map.script_file import publish_map
from components.session.downloads import package_zip
from components.session.events import apply_log
from components.session.menu import ENTRIES
from components.session.request import Request, Seen
from components.session.theme import THEMES
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog, load_catalog
from data.packs import DATA_DIR
from data.selection import Selection
from geo.basemaps import PLAIN
from tests.contents import page_contents
from tests.opened import message, open_page, page_script
from tests.shipped import CHOICES, ZONES, words_of

PUBLISHED = Selection(evidence="published")
VIEWS = {
    "opening": PUBLISHED,
    "zone": Selection(zones=("C", "E"), evidence="published"),
    "early": Selection(as_of="2020-09", evidence="published"),
}
# Those whose content does not come from the packs in force.
PAGES = sorted({*ENTRIES} - {"import"})
PARK = "29.30,105.85,29.42,106.00,13"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, Catalog]:
    """The shipped packs, and the same with an illustrative pack that says something else."""
    folder = tmp_path_factory.mktemp("packs")
    for name in ("shipped", "other"):
        for pack in ("published", "illustrative"):
            shutil.copytree(DATA_DIR / pack, folder / name / pack)
    other = folder / "other" / "illustrative"
    for path in other.glob("*.geojson"):
        shapes = gpd.read_file(path)
        shapes["geometry"] = shapes.geometry.scale(0.6, 0.6).translate(0.01, -0.01)
        shapes.to_file(path, driver="GeoJSON")
    following = dict(zip(ZONES, (*ZONES[1:], ZONES[0]), strict=True))
    for name in ("tenants", "project_places"):
        rows = pd.read_csv(other / f"{name}.csv", dtype=str).iloc[::2]
        rows["zone"] = rows["zone"].map(following)
        rows["assumption_id"] = rows["assumption_id"].where(
            rows["assumption_id"].str.endswith("-spread"), "project-spread"
        )
        rows.to_csv(other / f"{name}.csv", index=False)
    assumptions = pd.read_csv(other / "assumptions.csv", dtype=str)
    assumptions.assign(text_zh="另一个假设", text_en="another assumption").to_csv(
        other / "assumptions.csv", index=False
    )
    landmarks = pd.read_csv(other / "landmarks.csv", dtype=str)
    landmarks.assign(name_zh="别处", name_en="Elsewhere").to_csv(
        other / "landmarks.csv", index=False
    )
    made = load_catalog(folder / "shipped"), load_catalog(folder / "other")
    assert not made[1].problems
    return made


@pytest.fixture(scope="module")
def contents() -> dict[str, Callable[[Request], Content]]:
    return page_contents()


def reachable(content: Content) -> dict[str, Any]:
    """Return all that a page shows, and all that opens from it."""
    return {
        "blocks": {slot: sent(block) for slot, block in content.items()},
        "panels": {
            name: vars(make()) for block in content.values() for name, make in block.panels.items()
        },
    }


def request(catalog: Catalog, chosen: Selection) -> Request:
    return Request(catalog, chosen, words_of("en"), THEMES["light"], {})


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", PAGES)
def test_page_and_panels_do_not_depend_on_the_illustrative_pack(
    page: str,
    view: str,
    packs: tuple[Catalog, Catalog],
    contents: dict[str, Callable[[Request], Content]],
) -> None:
    shipped, other = (
        json.dumps(reachable(contents[page](request(catalog, VIEWS[view]))), default=str)
        for catalog in packs
    )
    assert shipped == other


def test_pages_do_depend_on_it_otherwise(
    packs: tuple[Catalog, Catalog], contents: dict[str, Callable[[Request], Content]]
) -> None:
    shipped, other = (contents["overview"](request(catalog, Selection())) for catalog in packs)
    assert sent(shipped["zone"]) != sent(other["zone"])


def script(catalog: Catalog, chosen: Selection, folder: Path) -> str:
    """Return the script of the map, the numbers of folium's names left out."""
    fmap = build_map(map_content(catalog, chosen), words_of("en"), THEMES["light"], (PLAIN,), PLAIN)
    publish_map(fmap, "", "", catalog.revision, folder)
    (path,) = (folder / "maps").glob("*/*/*.js")
    return re.sub(r"[0-9a-f]{32}", "", path.read_text(encoding="utf-8"))


def test_map_script_holds_nothing_of_it(packs: tuple[Catalog, Catalog], tmp_path: Path) -> None:
    shipped, other = (
        script(catalog, PUBLISHED, tmp_path / str(n)) for n, catalog in enumerate(packs)
    )
    assert shipped == other
    assert "illustrative" not in shipped
    assert "Zone A" not in shipped
    assert "Zone A" in script(packs[0], Selection(), tmp_path / "all")


def test_enterprises_of_the_map_are_none(packs: tuple[Catalog, Catalog]) -> None:
    words, seen = words_of("en"), Seen(window=PARK)
    shown = sent(places_block(packs[0], Selection(), words, seen))
    assert sum(shown["values"]) > 0
    hidden = [sent(places_block(catalog, PUBLISHED, words, seen)) for catalog in packs]
    assert not any(sum(one["values"]) for one in hidden)
    assert hidden[0]["text"] == hidden[1]["text"]


def test_downloads_hold_nothing_of_it(packs: tuple[Catalog, Catalog]) -> None:
    files = []
    for catalog in packs:
        layers = overlay_layers(catalog, PUBLISHED, "en")
        archive = zipfile.ZipFile(BytesIO(package_zip(request(catalog, PUBLISHED))))
        tables = {name: archive.read(name) for name in sorted(archive.namelist())}
        files.append(({name: layer.to_csv() for name, layer in layers.items()}, tables))
    assert files[0][0] == files[1][0]
    assert files[0][1] == files[1][1]


@pytest.mark.parametrize("page", sorted({*PAGES} - {"present"}))  # it has no switch
def test_one_click_on_the_switch_changes_the_page(page: str) -> None:
    app = open_page(page_script(page), lang="en")
    assert message(app)["evidence"] == "all"
    apply_log(
        app.session_state["_view"], {"mount": "m", "log": [[1, "evidence", "published"]]}, CHOICES
    )
    after = message(app.run())
    assert after["evidence"] == "published"
    opened = message(open_page(page_script(page), lang="en", evidence="published"))
    assert after["blocks"] == opened["blocks"]
