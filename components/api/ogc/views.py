"""The resources of OGC API – Features: landing page, conformance, collections, features."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from starlette.requests import Request
from starlette.responses import Response

from components.api.answers import (
    Question,
    ask,
    base_of,
    headers_of,
    is_known,
    page_link,
    remark_of,
    row_of,
    uri,
)
from components.api.forms import MEDIA, form_of, json_bytes
from components.api.ogc.asked import FORMS, F, box_of, item_params, items_params, rows_asked
from components.api.ogc.collections import Collection, collections, find
from components.api.ogc.crs import CRS84, addresses, described, own_systems
from components.api.ogc.pages import page
from components.api.params import LANG
from components.api.problems import ProblemError
from components.api.provenance import in_language, with_sources
from components.api.rows import KEY, Rows
from components.session.reader import person_of
from components.session.state import catalog_for
from data.catalog import Catalog
from data.own_texts import Messages
from data.selection import Selection
from geo.handover.sourced import sampled
from geo.references import Reference, from_wgs84

_PART = "http://www.opengis.net/spec/ogcapi-features-{}/1.0/conf/{}"
CONFORMANCE = (
    *(_PART.format(1, one) for one in ("core", "oas30", "html", "geojson")),
    _PART.format(2, "crs"),
)
GEOJSON = "application/geo+json"
API = "application/vnd.oai.openapi+json;version=3.0"
_PLAIN = (LANG, F)
_PLACE = ("lon", "lat")  # of WGS84, beside a geometry that may be of another system
_DECIMALS = {True: 8, False: 3}  # of degrees and of metres: about a millimetre


def landing(request: Request) -> Response:
    """Return the landing page."""
    question = ask(request, _PLAIN)
    base, words = _base(question), question.words
    links = [
        _linked_to("service-desc", f"{base}/api", API, words("api.html.definition")),
        _linked_to("service-doc", f"{base}/api?f=html", "html", words("api.html.definition_html")),
        _linked_to("conformance", f"{base}/conformance", "json", words("api.html.conformance")),
        _linked_to("data", f"{base}/collections", "json", words("api.html.collections")),
    ]
    told = {
        "title": words("api.html.title", park=words("app.title")),
        "description": words("api.html.description"),
        "attribution": words("export.attribution"),
        "links": links,
    }
    return _sent(question, "plain", told)


def conformance(request: Request) -> Response:
    """Return the classes that are conformed to."""
    question = ask(request, _PLAIN)
    title = question.words("api.html.conformance")
    return _sent(question, "plain", {"title": title, "conformsTo": list(CONFORMANCE), "links": []})


def all_collections(request: Request) -> Response:
    """Return all collections."""
    question = ask(request, _PLAIN)
    catalog = question.catalog
    told = {
        "title": question.words("api.html.collections"),
        "links": [],
        "collections": [_listed(one, question) for one in collections(catalog).values()],
        "crs": list(addresses(catalog, question.base)),
    }
    return _sent(question, "collections", told)


def collection(request: Request) -> Response:
    """Return one collection."""
    question = ask(request, _PLAIN)
    one = _named(question.catalog, request)
    return _sent(question, "plain", _told(one, question))


def items(request: Request) -> Response:
    """Return features of a collection."""
    one, question = _asked(request, whole=True)
    given, words = question.given, question.words
    box = box_of(given)
    form = form_of(request, given["f"], FORMS)
    headers = _headers(question, form)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    found = find(one, question.catalog, question.chosen, box, given["datetime"], given)
    part = rows_asked(given)
    shown = found.page(part)
    base = f"{_base(question)}/collections/{one.name}"
    links = [
        _linked_to("collection", base, "json", words(f"api.collection.{one.name}")),
        *_turns(question, part, len(shown), found.count),
    ]
    told = {
        "type": "FeatureCollection",
        "features": _features(one, question, shown),
        **_counted(found, len(shown), words),
        "links": links,
        "attribution": words("export.attribution"),
    }
    return _sent(question, "items", told, headers, words(f"api.collection.{one.name}"))


def item(request: Request) -> Response:
    """Return one feature."""
    one, question = _asked(request, whole=False)
    key = request.path_params["key"]
    form = form_of(request, question.given["f"], FORMS)
    headers = _headers(question, form)
    asked = find(one, question.catalog, question.chosen, given={KEY: key})
    found = row_of(asked, one.key, key)
    if found is None:
        raise ProblemError(404, "none", given=key[:64])
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    words, base = question.words, f"{_base(question)}/collections/{one.name}"
    [feature] = _features(one, question, found)
    feature["links"] = [_linked_to("collection", base, "json", words(f"api.collection.{one.name}"))]
    feature["attribution"] = words("export.attribution")
    return _sent(question, "item", feature, headers, key)


def system(request: Request) -> Response:
    """Return what a coordinate system without a code is."""
    question = ask(request, _PLAIN)
    name = own_systems(question.catalog).get(request.path_params["name"])
    if name is None:
        raise ProblemError(404, "none", given=request.path_params["name"][:64])
    told = described(name, uri(request.url.replace(query="")))
    told = in_language(told, question.given["lang"]) | {"title": name, "links": []}
    told["description"] = question.words(f"api.crs.{name}")
    return _sent(question, "plain", told)


def _asked(request: Request, *, whole: bool) -> tuple[Collection, Question]:
    """Return the collection that is asked for, and what is asked of it."""
    one, base = _named(catalog_for(person_of(request.headers)), request), base_of(request)
    return one, ask(request, items_params(one.filters, base) if whole else item_params(base))


def _named(catalog: Catalog, request: Request) -> Collection:
    known, name = collections(catalog), request.path_params["collection"]
    if name not in known:
        raise ProblemError(404, "collection", given=name[:64], allowed=list(known))
    return known[name]


def _counted(found: Rows, shown: int, words: Messages) -> dict[str, Any]:
    """Return how many features match and are given; of a sample, that it is one, and of how many.

    How many there are in the register is what matches; how many can be had stands in ``sample``.
    """
    some = found.told.get("sample")
    told = {"numberMatched": some["of"] if some else found.count, "numberReturned": shown}
    return told | ({"sample": some, "remark": remark_of(found, words)} if some else {})


def _features(one: Collection, question: Question, shown: pd.DataFrame) -> list[dict[str, Any]]:
    catalog, given = question.catalog, question.given
    reference: Reference = given["crs"][1]
    rows = gpd.GeoDataFrame(with_sources(catalog, shown), geometry="geometry", crs="EPSG:4326")
    shapes = rows.geometry.to_numpy()
    plain = pd.DataFrame(rows.drop(columns=["geometry", *_PLACE], errors="ignore"))
    plain = in_language(plain, given["lang"]).astype(object).replace("", None)
    if reference != Reference("EPSG:4326"):
        shapes = from_wgs84(shapes, reference)
    made = json.loads(
        gpd.GeoSeries(shapes, crs=None).to_json(show_bbox=False, drop_id=True)
        if len(shapes)
        else "{}"
    )
    properties = plain.where(plain.notna(), None).to_dict("records")
    is_metric = bool(len(shapes)) and abs(_largest(shapes)) > 360
    decimals = _DECIMALS[not is_metric]
    return [
        {
            "type": "Feature",
            "id": told[one.key],
            "geometry": _rounded(feature["geometry"], decimals),
            "properties": told,
        }
        for feature, told in zip(made.get("features", []), properties, strict=True)
    ]


def _largest(shapes: np.ndarray) -> float:
    places = shapely.get_coordinates(shapes)
    return float(np.abs(places).max()) if len(places) else 0.0


def _rounded(told: Any, decimals: int) -> Any:
    if isinstance(told, float):
        return round(told, decimals)
    if isinstance(told, list):
        return [_rounded(one, decimals) for one in told]
    if isinstance(told, dict):
        return {name: _rounded(one, decimals) for name, one in told.items()}
    return told


def _listed(one: Collection, question: Question) -> dict[str, Any]:
    """Return what is said of a collection among all, with a link to it alone."""
    told, address = _told(one, question), f"{_base(question)}/collections/{one.name}"
    alone = _linked_to("self", address, "json", question.words("api.html.as_json"))
    return told | {"links": [alone, *told["links"]]}


def _told(one: Collection, question: Question) -> dict[str, Any]:
    """Return what is said of a collection."""
    catalog, words = question.catalog, question.words
    base = f"{_base(question)}/collections/{one.name}"
    whole = addresses(catalog, question.base)
    first, last = catalog.choices.first.start, catalog.latest.end
    begin, end = datetime.combine(first, time.min), datetime.combine(last, time.max)
    span = [f"{one.isoformat(timespec='seconds')}Z" for one in (begin, end)]
    title, about = words(f"api.collection.{one.name}"), words(f"api.layer.{one.name}")
    some = sampled(catalog, Selection()) if one.layer is None else None
    if some:
        given, of = some
        title = words("api.html.sample", title=title)
        about = f"{about} {words('api.remark.sample', given=given, of=of)}"
    return {
        "id": one.name,
        "title": title,
        "description": about,
        **({"sample": {"given": given, "of": of}} if some else {}),
        "itemType": "feature",
        "extent": {
            "spatial": {"bbox": [list(_extent(one, catalog))], "crs": CRS84},
            "temporal": {"interval": [span]},
        },
        "crs": list(whole),
        "storageCrs": CRS84,
        "attribution": words("export.attribution"),
        "links": [
            _linked_to("items", f"{base}/items", GEOJSON, words("api.html.items")),
            _linked_to("items", f"{base}/items?f=html", "html", words("api.html.items_html")),
        ],
    }


def _extent(one: Collection, catalog: Catalog) -> tuple[float, ...]:
    """Return the box of a collection; of the register, and of an empty one, that of the park."""
    if one.layer is not None:
        bounds = one.layer(catalog, Selection()).total_bounds
        if np.isfinite(bounds).all():
            return tuple(float(x) for x in bounds)
    return catalog.park.coordinates.region


def _turns(question: Question, part: slice, shown: int, count: int) -> list[dict[str, str]]:
    """Return the links to the pages before and after."""
    request, words, found = question.request, question.words, []
    if part.start + shown < count and shown:
        href = page_link(request, offset=part.start + shown)
        found.append(_linked_to("next", href, GEOJSON, words("api.html.next")))
    if part.start and count:
        href = page_link(request, offset=max(0, part.start - (part.stop - part.start)))
        found.append(_linked_to("prev", href, GEOJSON, words("api.html.prev")))
    return found


def _headers(question: Question, form: str) -> dict[str, str]:
    headers = headers_of(question, form)
    if form == "json":
        headers["Content-Type"] = GEOJSON
    return headers | {"Content-Crs": f"<{question.given['crs'][0]}>"}


def _sent(
    question: Question,
    template: str,
    told: dict[str, Any],
    headers: dict[str, str] | None = None,
    title: str = "",
) -> Response:
    """Return an answer as JSON or HTML, with links to itself and to its other form."""
    request, words = question.request, question.words
    form = form_of(request, question.given["f"], FORMS)
    headers = headers or headers_of(question, form)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    usual = GEOJSON if template in {"items", "item"} else "json"
    own = [
        _linked_to(
            "self" if one == form else "alternate",
            str(request.url) if one == form else page_link(request, f=one),
            usual if one == "json" else one,
            words(f"api.html.as_{one}"),
        )
        for one in FORMS
    ]
    told["links"] = [*own, *told["links"]]
    if form == "html":
        shown = told | {"title": told.get("title") or title}
        made = page(template, words, _base(question), shown)
        return Response(made, headers=headers)
    return Response(json_bytes(told), headers=headers)


def _linked_to(rel: str, href: str, media: str, title: str) -> dict[str, str]:
    kind = MEDIA[media].partition(";")[0] if media in MEDIA else media
    return {
        "rel": rel,
        "href": uri(href),
        "type": kind,
        "title": title,
    }


def _base(question: Question) -> str:
    return f"{question.base}/ogc"
