"""Every page with a local pack in force: the numbers are counted by hand from `tests.local`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from markupsafe import escape

from components.blocks.base import Content, sent
from components.map.enterprises import places_block
from components.session.request import Request, Seen
from components.session.theme import THEMES
from components.topics.overlay.answers import matrix_note
from components.topics.projects.board import projects_finding
from data.catalog import Catalog
from data.counts import counts
from data.export import export
from data.i18n import Lang
from data.packs import read_pack
from data.selection import Selection
from data.status import placed_projects
from geo.bins import MAX_POINTS, Window, shapes_in
from geo.grades import tenants_evidence
from geo.overlaid import overlay_matrix
from tests.contents import page_contents
from tests.local import ENTERPRISES, MARKUP, SOURCE, local_catalog, shipped
from tests.opened import PAGES
from tests.shipped import words_of
from tests.test_all_pages import ILLUSTRATIVE, texts

VIEWS: dict[str, tuple[Lang, Selection]] = {
    "opening": ("zh", Selection()),
    "published": ("en", Selection(evidence="published")),
    "zone": ("en", Selection(zones=("A",))),
    "zones and published": ("zh", Selection(zones=("B", "F"), evidence="published")),
    "early": ("en", Selection(as_of="2021-12")),
}
EVERYWHERE = Window(28.5, 105.0, 30.0, 107.0, 10)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return local_catalog(shipped(tmp_path_factory.mktemp("packs")))


def drawn(content: Content) -> Iterator[str]:
    """Walk through the HTML of a page and of all its panels, each opened."""
    for block in content.values():
        yield from html_of(sent(block))
        for make in block.panels.values():
            yield make().html


def html_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "html" and isinstance(part, str):
                yield part
            else:
                yield from html_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from html_of(part)


def assert_escaped_once(html: list[str], shown: list[str]) -> None:
    """What a file says stands escaped in HTML, and as it is in what the browser sets as text."""
    for text in html:
        assert text.count("alert(") == text.count(str(escape(MARKUP))), text
    for text in Counter(shown) - Counter(html):
        assert text.count("alert(") == text.count(MARKUP), text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", PAGES)
def test_page_draws_and_every_panel_opens(page: str, view: str, local: Catalog) -> None:
    lang, chosen = VIEWS[view]
    request = Request(local, chosen, words_of(lang), THEMES["light"], {})
    content = page_contents()[page](request)
    html = list(drawn(content))
    shown = [*html, *(text for block in content.values() for text in texts(sent(block)))]
    assert not [text for text in html if MARKUP in text], "markup from a file reaches the page"
    for text in shown:
        assert "nan°" not in text
        assert "<NA>" not in text
    if chosen.evidence == "published":
        for word in ILLUSTRATIVE[lang]:
            assert word not in " ".join(shown), word


@pytest.mark.parametrize("evidence", ["all", "published"])
def test_enterprises_without_a_place_are_counted(evidence: Any, local: Catalog) -> None:
    by_zone = counts(local, Selection(evidence=evidence), by="zone").set_index("zone")
    expected = {zone: count for zone, (count, _) in ENTERPRISES.items()} | {"unassigned": 0}
    assert by_zone["count"].to_dict() == expected
    assert set(by_zone["evidence"].dropna()) == {"secondary"}
    by_sector = counts(local, Selection(evidence=evidence), by="sector").set_index("sector")
    assert by_sector["count"][["data", "software", "content"]].tolist() == [6, 34, 0]
    assert tenants_evidence(local, Selection(evidence=evidence)) == "secondary"


def test_those_with_a_place_are_drawn(local: Catalog) -> None:
    assert MAX_POINTS >= 25
    shapes = shapes_in(local.tenants, EVERYWHERE)
    assert (shapes.kind, len(shapes.shapes)) == ("points", 25)


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ((), ("25 enterprises in view", "15 more known by zone only", "; 0 outside")),
        (("A",), ("7 enterprises in view", "3 more known by zone only", "; 0 outside")),
        (("F",), ("No chosen enterprise in view", "3 more known by zone only", "; 0 outside")),
    ],
)
def test_the_map_says_how_many_have_no_place(
    zones: tuple[str, ...], said: tuple[str, ...], local: Catalog
) -> None:
    window = "28.5,105.0,30.0,107.0,10"
    block = places_block(local, Selection(zones=zones), words_of("en"), Seen(window=window))
    for part in said:
        assert part in sent(block)["text"]


def test_shipped_pack_leaves_no_place_out(catalog: Catalog) -> None:
    block = places_block(
        catalog, Selection(), words_of("en"), Seen(window="28.5,105.0,30.0,107.0,10")
    )
    assert "zone only" not in sent(block)["text"]


def test_overlay_counts_those_with_a_place(local: Catalog) -> None:
    tenants = local.tenants
    assert (len(tenants), int(tenants.cube_without_place.sum())) == (40, 15)
    frame = overlay_matrix(local, Selection())
    # The shipped test area holds zone A whole, so all of its points.
    rows = frame[(frame["coverage"] == "test_area") & (frame["share"] > 0.9995)]
    inside = dict(zip(rows["zone"], rows["enterprises"], strict=True))
    assert inside["A"] == 7
    assert inside == {zone: ENTERPRISES[zone][1] for zone in inside}
    note = matrix_note(local, Selection(), words_of("en"))
    assert "15 more enterprises are known by zone only" in note
    assert "places of enterprises" not in note  # they are not illustrative


def test_projects_show_the_local_ones(local: Catalog) -> None:
    # 35 in print; L02 and L03 are dated after the articles and hold at the latest date only.
    for evidence in ("all", "published"):
        now = placed_projects(local, Selection(evidence=evidence)).set_index("project_id")
        assert len(now) == 38
        own = now.loc[["L01", "L02", "L03"]]
        assert own["status"].tolist() == ["operating", "construction", "planned"]
        assert own["zone"].tolist() == ["A", "B", "C"]
        assert set(own["zone_evidence"]) == {"secondary"}
        assert np.isnan(own["lon"].to_numpy(float)).tolist() == [False, True, True]
    then = placed_projects(local, Selection(as_of="2021-12"))
    assert {"L01"} == {key for key in then["project_id"] if key.startswith("L")}
    by_zone = counts(local, Selection(evidence="published"), by="zone", of="projects")
    found = by_zone.set_index("zone")["count"]
    # With illustrative places hidden: one zone in print (F), and the three of the park's office.
    assert found[found > 0].to_dict() == {"A": 1, "B": 1, "C": 1, "F": 1, "unassigned": 34}


def test_title_tells_own_projects_from_those_in_print(local: Catalog) -> None:
    assert "38 projects, 3 of them from own data" in projects_finding(
        local, Selection(), words_of("en")
    )


def test_evidence_published_keeps_local_outlines(local: Catalog) -> None:
    frame = overlay_matrix(local, Selection(evidence="published"))
    assert frame.empty  # the coverage is still illustrative
    zones = local.outlines["zone_outlines"]
    assert set(zones["evidence"]) == {"secondary"}
    assert set(zones["refs"]) == {SOURCE}


def test_all_of_it_is_exported(local: Catalog, tmp_path: Any) -> None:
    export(local, tmp_path)
    again = {path.name: path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("*.csv")}
    assert f"\n{SOURCE},dataset," in again["sources.csv"].replace("\r\n", "\n")
    assert again["tenants.csv"].count(SOURCE) == 40
    assert again["projects.csv"].count("\nL0") == 3
    assert again["project_statuses.csv"].count("\nL0") == 3
    geojson = (tmp_path / "zone_outlines.geojson").read_text(encoding="utf-8")
    assert geojson.count(f'"refs": "{SOURCE}"') == 6
    described = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    assert '"half' not in described
    assert '"name": "refs"' in described
    kinds = {one.kind for one in read_pack(tmp_path, "local", partial=True).problems}
    assert kinds == {"undeclared"}  # published tables beside those of a local pack
