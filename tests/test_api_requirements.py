"""What OGC API – Features asks of a server, parts 1 and 2; each test names what it holds.

The names are those of the standard: ``core/fc-links`` is its ``/req/core/fc-links``.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

import httpx
import pytest
import shapely

from tests.api import ask

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON, HTML, JSON = "application/geo+json", "text/html", "application/json"
NAMES = ("zones", "coverages", "routes", "landmarks", "projects", "facilities", "enterprises")


@cache
def got(path: str, accept: str = "*/*") -> httpx.Response:
    answer = ask(f"/ogc{path}", {"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


def told(path: str) -> dict[str, Any]:
    found: dict[str, Any] = got(path).json()
    return found


def linked(answer: dict[str, Any]) -> dict[str, set[str]]:
    """Return the types of the links of an answer, by relation; none is without one."""
    found: dict[str, set[str]] = {}
    for one in answer["links"]:
        found.setdefault(one["rel"], set()).add(one["type"].partition(";")[0])
    return found


def refused(path: str) -> int:
    answer = ask(f"/ogc{path}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"code", "detail", "status", "title", "type"} <= answer.json().keys()
    return answer.status_code


def ids(path: str) -> set[str]:
    return {one["id"] for one in told(path)["features"]}


def test_the_landing_page() -> None:
    """core/root-op, root-success, api-definition-op and -success, oas30/oas-definition-1."""
    kinds = linked(told(""))
    assert kinds["service-desc"] == {"application/vnd.oai.openapi+json"}
    assert kinds["service-doc"] == {HTML}
    assert {"conformance", "data", "self", "alternate"} <= kinds.keys()
    for one in told("/")["links"]:
        answer = got(one["href"].partition("/ogc")[2], one["type"])
        assert answer.headers["content-type"].partition(";")[0] == one["type"].partition(";")[0]
    assert told("/api")["openapi"].startswith("3.0.")


def test_the_classes_that_are_declared() -> None:
    """core/conformance-op and -success."""
    declared = told("/conformance")["conformsTo"]
    part = "http://www.opengis.net/spec/ogcapi-features-{}/1.0/conf/{}"
    for one in ("core", "oas30", "html", "geojson"):
        assert part.format(1, one) in declared
    assert part.format(2, "crs") in declared


def test_the_collections() -> None:
    """core/fc-md-op to -items-links, sfc-md-op, sfc-md-success; crs/fc-md-crs-list, -storageCrs."""
    whole = told("/collections")
    assert linked(whole) == {"self": {JSON}, "alternate": {HTML}}
    assert [one["id"] for one in whole["collections"]] == [*NAMES, "district", "region"]
    for one in whole["collections"]:
        alone = told(f"/collections/{one['id']}")
        assert linked(alone)["items"] == {GEOJSON, HTML}
        for name in ("id", "title", "description", "extent", "itemType"):
            assert alone[name] == one[name]
        assert [link for link in one["links"] if link not in alone["links"]] == []
        assert CRS84 in one["crs"]
        assert one["storageCrs"] in one["crs"]


@pytest.mark.parametrize("name", NAMES)
def test_features(name: str) -> None:
    """core/fc-op, fc-links, fc-rel-type, fc-md-extent, fc-number*, crs84, geojson/content."""
    path = f"/collections/{name}/items"
    whole, about = told(f"{path}?limit=1000"), told(f"/collections/{name}")
    assert got(path).headers["content-type"] == GEOJSON
    assert got(path).headers["content-crs"] == f"<{CRS84}>"
    assert linked(whole) == {"self": {GEOJSON}, "alternate": {HTML}, "collection": {JSON}}
    assert whole["numberReturned"] == whole["numberMatched"] == len(whole["features"])
    extent = shapely.box(*about["extent"]["spatial"]["bbox"][0])
    begin, end = (datetime.fromisoformat(one) for one in about["extent"]["temporal"]["interval"][0])
    for one in whole["features"]:
        if one["geometry"] is not None:
            assert extent.buffer(1e-7).covers(shapely.geometry.shape(one["geometry"]))
        dated = one["properties"].get("status_date") or one["properties"].get("as_of") or ""
        if dated:
            assert str(begin.year) <= dated[:4] <= str(end.year)


@pytest.mark.parametrize("name", ["zones", "projects", "enterprises"])
def test_a_feature(name: str) -> None:
    """core/f-op, f-success, f-links, geojson/content: the id is the one in the address."""
    path = f"/collections/{name}/items"
    key = told(f"{path}?limit=1")["features"][0]["id"]
    one = told(f"{path}/{key}")
    assert (one["type"], one["id"]) == ("Feature", key)
    assert linked(one) == {"self": {GEOJSON}, "alternate": {HTML}, "collection": {JSON}}
    assert refused(f"{path}/no-such") == 404


def test_a_box_lets_through_what_has_no_place() -> None:
    """core/fc-bbox-definition and fc-bbox-response."""
    path = "/collections/projects/items"
    west, south, east, north = 105.92, 29.33, 105.94, 29.36
    box = shapely.box(west, south, east, north)
    held, nowhere = set(), set()
    for one in told(f"{path}?limit=1000")["features"]:
        if one["geometry"] is None:
            nowhere.add(one["id"])
        elif shapely.geometry.shape(one["geometry"]).intersects(box):
            held.add(one["id"])
    assert held
    assert nowhere
    assert ids(f"{path}?bbox={west},{south},{east},{north}") == held | nowhere
    assert ids(f"{path}?bbox={west},{south},0,{east},{north},99") == held | nowhere


def test_a_limit_and_what_follows() -> None:
    """core/fc-limit-definition and fc-limit-response-1."""
    path = "/collections/enterprises/items"
    assert told(f"{path}?limit=7")["numberReturned"] == 7
    assert told(f"{path}?limit=99999")["numberReturned"] == 330
    first = told(f"{path}?limit=200")
    following = next(one["href"] for one in first["links"] if one["rel"] == "next")
    rest = told(following.partition("/ogc")[2])
    assert linked(rest)["prev"] == {GEOJSON}
    both = {one["id"] for one in (*first["features"], *rest["features"])}
    assert len(both) == 330
    assert refused(f"{path}?limit=0") == 400


@pytest.mark.parametrize(
    "span",
    [
        "2020-08-15T00:00:00Z", "2020-08-15", "2020-08-01/2020-08-31", "../2021-01-01T00:00:00Z",
        "/2021-01-01", "2020-08-01T00:00:00+08:00/..", "2020-08-01/",
    ],
)  # fmt: skip
def test_a_time_is_a_moment_or_a_span(span: str) -> None:
    """core/fc-time-definition and fc-time-response: what has no date is always there."""
    path = "/collections/projects/items"
    undated = {
        one["id"]
        for one in told(f"{path}?limit=1000")["features"]
        if not one["properties"]["status_date"]
    }
    assert undated | {"P02"} <= ids(f"{path}?datetime={span.replace('+', '%2B')}&limit=1000")


@pytest.mark.parametrize(
    "asked",
    [
        "colour=red", "bbox=1,2,3", "bbox=a,b,c,d", "datetime=yesterday", "limit=many", "zone=Q",
        "crs=http://www.opengis.net/def/crs/EPSG/0/0", "bbox=1,2,3,4&bbox-crs=EPSG:4326",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_400(asked: str) -> None:
    """core/query-param-unknown, query-param-invalid; crs/crs-exception, bbox-crs-exception."""
    assert refused(f"/collections/zones/items?{asked}") == 400


def test_every_system_that_is_offered_is_given() -> None:
    """crs/crs-uri, fc-crs-definition, fc-crs-action, ogc-crs-header and its value."""
    path = "/collections/zones"
    for crs in told(path)["crs"]:
        assert re.fullmatch(r"https?://[^\s<>]+", crs)
        answer = got(f"{path}/items?limit=1&crs={crs}")
        assert answer.headers["content-crs"] == f"<{crs}>"
        assert answer.json()["features"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    "path",
    [
        "", "/api", "/conformance", "/collections", "/collections/zones", "/crs/gcj-02",
        "/collections/zones/items", "/collections/zones/items/A",
    ],
)  # fmt: skip
def test_all_is_there_for_eyes(path: str) -> None:
    """html/definition, html/content: each link of the answer as JSON is one of the page."""
    page = got(path, HTML)
    assert page.headers["content-type"].startswith(HTML)
    assert page.text.startswith("<!doctype html>")
    links = told(path).get("links", []) if path != "/api" else []
    for one in links:
        if one["rel"] not in {"self", "alternate"}:
            assert one["href"].replace("&", "&amp;") in page.text
