"""The interface: numbers of the articles, forms, pages, what is not sent twice, refusals."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import geopandas as gpd
import pandas as pd
import pytest

from bench.packs import make_register
from components.api import answers, rows
from components.api.mount import ROOT
from data.access_tokens import new_token
from data.catalog import Catalog
from data.packs import DATA_DIR
from data.people import Role
from data.registers.questions import Sample
from data.settings import API_ORIGINS, LOCAL, PARK
from geo.handover import sourced
from tests.api import HOST, ask


def told(path: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    answer = ask(path, headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counted(query: str) -> dict[str, int | None]:
    return {one["value"]: one["count"] for one in told(f"/counts?{query}")["records"]}


def test_counts_are_those_in_print() -> None:
    # 004 L75-77: 50, 80, 90, 40, 30, in all 290; 003 L49-50: 330, so 40 are in no sector.
    assert counted("by=sector") == {
        "outsourcing": 50, "software": 80, "data": 90, "content": 40, "ecommerce": 30,
        "unattributed": 40,
    }  # fmt: skip
    # 300 and more (002 L146-149) or 330: a band, with both sources.
    total = told("/counts?by=sector")["total"]
    assert (total["low"], total["high"], total["qualifier"]) == (300, 330, "band")
    assert {"003:L49-50", "002:L146-149"} <= set(total["refs"].split(";"))
    # The bars of projects by status, 35 in all.
    statuses = counted("of=projects&by=status")
    assert statuses == {
        "operating": 14, "partial": 4, "construction": 3, "planned": 11, "unknown": 3,
    }  # fmt: skip


def test_what_is_not_published_is_no_zero() -> None:
    zones = counted("by=zone&evidence=published")
    assert {zones[zone] for zone in "ABCDEF"} == {None}
    nobody = told("/enterprises?evidence=published")
    assert (nobody["matched"], nobody["records"]) == (0, [])
    assert "does not mean that there are none" in nobody["remark"]
    assert nobody["total"]["low"] == 300


def test_a_figure_says_all_that_is_needed_to_read_it() -> None:
    [row] = told("/figures/F003-14")["records"]
    known = (row["value"], row["unit"], row["qualifier"])
    assert known == (330, "enterprise", "exact")
    proof = row["provenance"]
    assert (proof["grade"], proof["as_of"]) == ("reported", "2020-04")
    [source] = proof["sources"]
    assert (source["source_id"], source["lines"], source["published"]) == (
        "003",
        "L49-50",
        "2020-04",
    )


def test_a_reading_is_told_once_it_is_in_print() -> None:
    [then] = told("/conflicts/C01?asof=2020-10")["records"]
    [now] = told("/conflicts/C01")["records"]
    # Of 26 November 2020 is the article that says "more than 300".
    assert (then["b_en"], bool(then["a_en"])) == (None, True)
    assert "300" in now["b_en"]


def test_rows_are_as_many_as_there_are() -> None:
    found = {
        name: told(f"/{name}?limit=1")["matched"]
        for name in ("figures", "projects", "events", "targets", "conflicts", "sources", "zones")
    }
    assert found == {
        "figures": 193, "projects": 35, "events": 40, "targets": 32, "conflicts": 56,
        "sources": 24, "zones": 6,
    }  # fmt: skip
    assert told("/overlay")["matched"] == 18  # six zones, three coverages


def test_each_answer_names_whom_its_park_owes_its_shapes_to() -> None:
    for path in ("/", "/zones", "/zones?f=geojson", "/zones/A", "/ogc/collections/zones/items"):
        said = told(path)["attribution"]
        assert "© OpenStreetMap contributors (ODbL)" in said, path


def test_pages_follow_each_other_and_end() -> None:
    path, ids = "/enterprises?limit=100", list[str]()
    while path:
        page = told(path)
        ids += [row["tenant_id"] for row in page["records"]]
        path = next((one["href"] for one in page["links"] if one["rel"] == "next"), "")
    assert len(ids) == len(set(ids)) == 330
    assert ask("/enterprises?offset=100&state=000000000000").status_code == 409


def test_every_form_holds_the_same_rows() -> None:
    table = pd.read_csv(io.BytesIO(ask("/enterprises?f=csv").content))
    assert len(table) == 330
    assert table["name"].isna().all()  # no source says where a named one is
    assert table["assumption_en"].notna().all()
    layer = gpd.read_parquet(io.BytesIO(ask("/zones?f=parquet").content))
    assert layer.crs.to_epsg() == 4326
    assert len(layer) == 6
    by_header = ask("/zones", {"Accept": "application/geo+json;q=0.9, text/html"})
    assert by_header.headers["content-type"] == "application/geo+json"
    shapes = gpd.read_file(io.BytesIO(by_header.content))
    assert shapes.geometry.notna().all()
    assert len(ask("/zones?lang=en").json()["records"][0].keys() & {"name_zh", "name_en"}) == 1


def test_no_cell_runs_as_a_formula(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    events = catalog["events"].assign(title_en="=1+1")
    made = replace(catalog, tables=catalog.tables | {"events": events})
    monkeypatch.setattr(answers, "catalog_for", lambda _: made)
    table = pd.read_csv(io.BytesIO(ask("/events?f=csv").content))
    assert set(table["title_en"]) == {"'=1+1"}


def test_what_is_known_is_not_sent_again() -> None:
    first = ask("/figures?asof=2020")
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert ask("/figures?asof=2020", {"If-None-Match": tag}).status_code == 304
    assert ask("/figures?asof=2020", {"If-Modified-Since": changed}).status_code == 304
    told = ask("/openapi.json").headers["etag"]
    assert ask("/openapi.json", {"If-None-Match": told}).status_code == 304
    assert ask("/figures?asof=2021", {"If-None-Match": tag}).status_code == 200
    assert ask("/figures", {"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_head_and_options_are_answered_and_nothing_is_written() -> None:
    assert ask("/figures", method="HEAD").headers["etag"] == ask("/figures").headers["etag"]
    assert ask("/figures", method="OPTIONS").headers["allow"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "DELETE"):
        refused = ask("/figures", {"Origin": HOST}, method=method)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("path", "status", "named", "said"),
    [
        ("/figures?colour=red", 400, "colour", "asof"),
        ("/figures?zones=A", 400, "zones", "sectors"),
        ("/projects?zones=A,Q", 400, "zones", "A, B, C, D, E, F"),
        ("/projects?asof=1999", 400, "asof", "2022-10"),
        ("/projects?area=c:0,0,5", 400, "area", "c:LAT,LON,METRES"),
        ("/projects?limit=0", 400, "limit", "1–10000"),
        ("/projects?limit=1&limit=2", 400, "limit", "once"),
        ("/counts?by=status", 400, "by", "zone, sector"),
        ("/sources?f=geojson", 400, "f", "json, csv, parquet"),
        ("/zones/Q", 404, "", "Q"),
        ("/nothing", 404, "", "openapi.json"),
    ],
)
def test_a_refusal_names_what_is_wrong_and_what_there_is(
    path: str, status: int, named: str, said: str
) -> None:
    refused = ask(path)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json().get("parameter", "") == named
    assert said in refused.json()["detail"]


def test_refusals_speak_the_readers_language() -> None:
    assert "没有参数“colour”" in ask("/figures?colour=1", {"Accept-Language": "zh-CN"}).text
    assert ask("/figures", {"Accept": "image/png"}).status_code == 406


def test_roles_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCAL.name, str(tmp_path / "local"))
    people: tuple[tuple[str, Role, bool], ...] = (
        ("viewer", "viewer", False),
        ("editor", "editor", False),
        ("printed", "viewer", True),
    )
    lets = {
        name: {"Authorization": f"Bearer {new_token(role, 1, published_only=only)[0]}"}
        for name, role, only in people
    }
    asked = ask("/revisions", client="192.0.2.7")
    assert (asked.status_code, asked.headers["www-authenticate"]) == (401, 'Bearer realm="atlas"')
    assert ask("/revisions", lets["viewer"]).status_code == 403
    with monkeypatch.context() as patch:  # a guest may have a token, whatever guests see
        patch.setenv("ATLAS_GUESTS", "published")
        assert ask("/revisions", client="192.0.2.7").status_code == 401
    assert ask("/revisions", lets["editor"]).json()["records"] == []
    # Who may see what is printed only gets no assumption by any question.
    for name in ("enterprises", "zones", "projects", "overlay", "counts?by=zone"):
        text = ask(f"/{name}", lets["printed"]).text
        assert "illustrative" not in text
    assert ask("/enterprises", lets["printed"]).json()["matched"] == 0
    tag = ask("/figures", lets["viewer"]).headers["etag"]
    assert ask("/figures", lets["printed"] | {"If-None-Match": tag}).status_code == 200


def test_pages_of_others_may_ask_only_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from components.api import mount  # noqa: PLC0415

    portal = {"Origin": "https://portal.example"}
    assert "access-control-allow-origin" not in ask("/zones", portal).headers
    monkeypatch.setenv(API_ORIGINS.name, "https://portal.example")
    mount._app.cache_clear()
    try:
        allowed = ask("/zones", portal).headers["access-control-allow-origin"]
        other = ask("/zones", {"Origin": "https://other.example"}).headers
    finally:
        mount._app.cache_clear()
    assert allowed == "https://portal.example"
    assert "access-control-allow-origin" not in other


def test_a_page_of_others_may_ask_with_a_token_where_guests_see_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from components.api import mount  # noqa: PLC0415

    monkeypatch.setenv(LOCAL.name, str(tmp_path / "local"))
    monkeypatch.setenv(API_ORIGINS.name, "https://portal.example")
    monkeypatch.setenv("ATLAS_GUESTS", "nobody")
    portal = {"Origin": "https://portal.example"}
    asking = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    from_there = {"client": "192.0.2.7"}
    mount._app.cache_clear()
    try:
        before = ask("/zones", portal | asking, method="OPTIONS", **from_there)
        with_token = {"Authorization": f"Bearer {new_token('viewer', 1)[0]}"}
        then = ask("/zones", portal | with_token, **from_there)
        refused = ask("/zones", portal, **from_there)
    finally:
        mount._app.cache_clear()
    assert (before.status_code, before.text) == (200, "OK")
    assert before.headers["access-control-allow-origin"] == "https://portal.example"
    assert (then.status_code, then.json()["matched"]) == (200, 6)
    # Who has none is told so in the form of all other problems (RFC 9110, 15.5.2).
    assert (refused.status_code, refused.headers["www-authenticate"]) == (
        401,
        'Bearer realm="atlas"',
    )
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"] == "Please log in first."


def test_one_of_a_large_register_is_read_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of a million it took six seconds, whoever asked."""
    make_register(tmp_path / "local" / "tenants.parquet", 1_000)
    monkeypatch.setenv(LOCAL.name, str(tmp_path / "local"))
    asked = list[int]()
    read = sourced.register_rows

    def counted_rows(catalog: Catalog, found: Sample, part: slice = slice(None)) -> pd.DataFrame:
        asked.append(len(found.row))
        return read(catalog, found, part)

    monkeypatch.setattr(rows, "register_rows", counted_rows)
    for path in ("/enterprises/T0000999", "/ogc/collections/enterprises/items/T0000999"):
        assert "T0000999" in ask(path).text
    assert ask("/enterprises/T0001000").status_code == 404
    assert max(asked) == 1


def test_below_a_path_of_any_letters() -> None:
    below = ask(f"{HOST}/云谷{ROOT}/zones?limit=1")
    (after,) = (one["href"] for one in below.json()["links"] if one["rel"] == "next")
    assert after.startswith(f"{HOST}/%E4%BA%91%E8%B0%B7{ROOT}/zones?")
    assert ask(after).json()["records"][0]["zone"] == "B"
    layer = ask(f"{HOST}/云谷{ROOT}/ogc/collections/zones").json()
    (shifted,) = (one for one in layer["crs"] if one.endswith("/gcj-02"))
    items = f"{HOST}/云谷{ROOT}/ogc/collections/zones/items"
    assert ask(f"{items}?{urlencode({'crs': shifted})}").headers["content-crs"] == f"<{shifted}>"


def test_another_park_and_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    below = ask(f"{HOST}/atlas{ROOT}/zones?limit=1").json()
    assert below["links"][-1]["href"].startswith(f"{HOST}/atlas{ROOT}/zones?")
    assert ask(f"{HOST}{ROOT}").headers["location"] == f"{HOST}{ROOT}/"
    monkeypatch.setenv(PARK.name, str(DATA_DIR / "parks" / "brendsand"))
    assert told("/zones")["matched"] == 9
    assert told("/enterprises")["matched"] == 204
    assert ask("/openapi.json").status_code == 200
    crs = told("/ogc/collections/zones")["crs"]
    assert "http://www.opengis.net/def/crs/EPSG/0/25832" in crs
    assert not any("gcj" in one for one in crs)


def test_a_server_that_nobody_asks_starts_without_it() -> None:
    code = "import components.api.mount, sys; print('components.api.app' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
