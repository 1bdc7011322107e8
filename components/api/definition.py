"""The definition of the interface (OpenAPI), made for the park and the language that is asked for.

A parameter says there what it takes by the same declaration that reads it (`params`), and a
column what it holds by the field of its table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pandas.api import types
from starlette.requests import Request
from starlette.responses import Response

from components.api.answers import Question, ask, headers_of, is_known, item_params, params_of
from components.api.forms import MEDIA, form_of, json_bytes
from components.api.ogc.asked import FORMS, F, items_params
from components.api.ogc.asked import item_params as feature_params
from components.api.ogc.collections import collections
from components.api.ogc.pages import page as html_page
from components.api.ogc.views import API, GEOJSON
from components.api.params import LANG, Param
from components.api.problems import MEDIA as PROBLEM
from components.api.resources import RESOURCES, Resource
from components.api.rows import Rows
from data.catalog import Catalog
from data.i18n import LANGS
from data.memo import remembered
from data.own_texts import Messages
from data.schema import GRADES
from data.selection import Selection

Schema = dict[str, Any]
VERSION = "1"
_TEXT: Schema = {"type": ["string", "null"]}
_LINK = {
    "type": "object",
    "required": ["rel", "href"],
    "properties": {name: {"type": "string"} for name in ("rel", "href", "type", "title")},
}


def index(request: Request) -> Response:
    """Return what there is to ask for."""
    question = ask(request, (LANG,))
    words, base = question.words, question.base
    resources = [
        {
            "name": one.name,
            "title": words(f"api.resource.{one.name}"),
            "about": words(f"api.about.{one.name}"),
            "href": f"{base}/{one.name}",
            "forms": list(one.forms),
        }
        for one in RESOURCES
        if one.act is None or question.person.may(one.act)
    ]
    links = {
        "self": f"{base}/",
        "service-desc": f"{base}/openapi.json",
        "ogc-api-features": f"{base}/ogc/",
    }
    told = {
        "title": words("api.title", park=words("app.title")),
        "as_of": question.catalog.latest.text,
        "state": question.state,
        "attribution": words("export.attribution"),
        "resources": resources,
        "links": [{"rel": rel, "href": href} for rel, href in links.items()],
    }
    return Response(json_bytes(told), headers=headers_of(question, "json"))


def definition(request: Request) -> Response:
    """Return the definition of the resources (OpenAPI 3.1)."""
    question = ask(request, (LANG,))
    headers = headers_of(question, "json")
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    catalog = question.catalog
    maker = _Maker(question.words, catalog)
    paths: dict[str, Any] = {
        "/": maker.path("index", (LANG,), {"application/json": {"type": "object"}}),
        "/openapi.json": maker.path("openapi", (LANG,), {"application/json": {"type": "object"}}),
    }
    for one in RESOURCES:
        record = _record(catalog, one)
        contents, is_closed = _contents(one, record), one.act is not None
        paths[f"/{one.name}"] = maker.path(
            one.name, params_of(one), contents, maker.again(409), is_closed=is_closed
        )
        if one.key:
            paths[f"/{one.name}/{{key}}"] = maker.path(
                one.name,
                item_params(one),
                contents,
                maker.again(404),
                is_closed=is_closed,
                key=True,
            )
    told = _whole(question, "3.1.0", question.base, paths)
    return Response(json_bytes(told), headers=headers)


def ogc_definition(request: Request) -> Response:
    """Return the definition of the features (OpenAPI 3.0, as part 1 has it)."""
    question = ask(request, (LANG, F))
    words, catalog, base = question.words, question.catalog, question.base
    form = form_of(request, question.given["f"], FORMS)
    headers = headers_of(question, form)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    maker = _Maker(words, catalog, is_old=True)
    anything = {"type": "object"}
    as_page: Schema = {"text/html": {"type": "string"}}
    page, feature = ({media: anything, **as_page} for media in ("application/json", GEOJSON))
    systems = maker.path("ogc_crs", (LANG, F), page, maker.again(404))
    systems["get"]["parameters"].insert(0, maker.in_path("name"))
    paths: dict[str, Any] = {
        "/": maker.path("ogc_landing", (LANG, F), page),
        "/api": maker.path("ogc_api", (LANG, F), {API: anything, **as_page}),
        "/conformance": maker.path("ogc_conformance", (LANG, F), page),
        "/collections": maker.path("ogc_collections", (LANG, F), page),
        "/crs/{name}": systems,
    }
    for name, one in collections(catalog).items():
        own = f"/collections/{name}"
        paths[own] = maker.path("ogc_collection", (LANG, F), page, of=name)
        asked = items_params(one.filters, base)
        paths[f"{own}/items"] = maker.path("ogc_items", asked, feature, of=name)
        paths[f"{own}/items/{{key}}"] = maker.path(
            "ogc_item", feature_params(base), feature, maker.again(404), of=name, key=True
        )
    told = _whole(question, "3.0.3", f"{base}/ogc", paths)
    if form == "html":
        links = [
            {"rel": "service-desc", "href": f"{base}/ogc/api", "title": words("api.html.as_json")}
        ]
        shown = {"title": told["info"]["title"], "links": links, "definition": told}
        made = html_page("definition", words, f"{base}/ogc", shown)
        return Response(made, headers=headers)
    return Response(json_bytes(told), headers=headers | {"Content-Type": API})


def _whole(question: Question, version: str, base: str, paths: dict[str, Any]) -> Schema:
    words = question.words
    return {
        "openapi": version,
        "info": {
            "title": words("api.title", park=words("app.title")),
            "description": words("api.html.description"),
            "version": VERSION,
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _problem_schema()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Maker:
    """Makes the parts of a definition in one language, for one park.

    Parameters
    ----------
    is_old : bool
        Whether it is for OpenAPI 3.0, where an example stands by itself.
    """

    def __init__(self, words: Messages, catalog: Catalog, *, is_old: bool = False) -> None:
        self.words, self.catalog, self.is_old = words, catalog, is_old

    def path(
        self,
        name: str,
        params: Iterable[Param],
        contents: dict[str, Schema],
        more: Schema | None = None,
        *,
        is_closed: bool = False,
        of: str = "",
        key: bool = False,
    ) -> Schema:
        """Return one address."""
        words = self.words
        asked = [self.param(one) for one in params]
        if key:
            asked.insert(0, self.in_path("key"))
        answers: Schema = {
            "200": {
                "description": words("api.answer.200"),
                "content": {media: {"schema": one} for media, one in contents.items()},
                "headers": {
                    one: {"schema": {"type": "string"}} for one in ("ETag", "Last-Modified")
                },
            },
            "304": {"description": words("api.answer.304")},
            **self.again(400, 401, 406),
            **(more or {}),
            **(self.again(403) if is_closed else {}),
        }
        operation = {
            "operationId": "_".join(filter(None, [name, of, "one" if key else ""])),
            "summary": words(f"api.resource.{name}"),
            "description": words(f"api.about.{name}"),
            "parameters": asked,
            "responses": answers,
            "security": [{"token": []}] if is_closed else [{}, {"token": []}],
        }
        return {"get": operation}

    def param(self, one: Param) -> Schema:
        """Return one parameter."""
        schema = one.schema(self.catalog)
        is_list = schema["type"] == "array"
        told: Schema = {
            "name": one.name,
            "in": "query",
            "required": False,
            "description": self.words(f"api.param.{one.message}"),
            **({"style": "form", "explode": False} if is_list else {}),
        }
        if self.is_old and "examples" in schema:
            schema = {**schema, "example": schema["examples"][0]}
            del schema["examples"]
        return told | {"schema": schema}

    def in_path(self, name: str) -> Schema:
        """Return a parameter that stands in the address."""
        return {
            "name": name,
            "in": "path",
            "required": True,
            "description": self.words(f"api.param.{name}"),
            "schema": {"type": "string", "minLength": 1},
        }

    def again(self, *statuses: int) -> Schema:
        """Return the answers that tell of a problem."""
        problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        return {
            str(one): {"description": self.words(f"api.answer.{one}"), "content": problem}
            for one in statuses
        }


def _problem_schema() -> Schema:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            **{name: {"type": "string"} for name in ("type", "title", "detail", "instance")},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "parameter": {"type": "string"},
            "given": {"type": "string"},
            "allowed": {},
        },
    }


def _contents(one: Resource, record: Schema) -> dict[str, Schema]:
    """Return the schema of each form of a resource."""
    page: Schema = {
        "type": "object",
        "required": ["resource", "as_of", "state", "matched", "returned", "records", "links"],
        "properties": {
            "resource": {"const": one.name},
            "as_of": {"type": "string"},
            "selection": {"type": "object"},
            "state": {"type": "string"},
            "units": {"type": "object", "additionalProperties": {"type": "string"}},
            "matched": {"type": "integer", "minimum": 0},
            "returned": {"type": "integer", "minimum": 0},
            "remark": _TEXT,
            "sample": {
                "type": "object",
                "properties": {name: {"type": "integer"} for name in ("given", "of")},
            },
            "attribution": {"type": "string"},
            "records": {"type": "array", "items": record},
            "links": {"type": "array", "items": _LINK},
        },
    }
    features = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}},
    }
    plain = {"type": "string"}
    schemas = {"json": page, "csv": plain, "geojson": features, "parquet": plain}
    return {MEDIA[form].partition(";")[0]: schemas[form] for form in one.forms}


@remembered(len(RESOURCES))
def _record(catalog: Catalog, one: Resource) -> Schema:
    """Return the schema of a record, by what it holds now and by the fields of its table."""
    given = {param.name: param.default for param in params_of(one)}
    found: Rows = one.rows(catalog, catalog.at_home(Selection()), given)
    frame = found.page(slice(0, 1000)).drop(columns="geometry", errors="ignore")
    fields = one.model.model_json_schema()["properties"] if one.model else {}
    columns: Schema = {}
    for name in frame:
        told = fields.get(name, {})
        kind = _kind(frame[name])
        column: Schema = {"type": [kind, "null"]} if kind else {}
        if "description" in told:
            column["description"] = told["description"]
        if unit := one.units.get(str(name)):
            column["x-unit"] = unit
        columns[str(name)] = column
    if "evidence" not in columns:
        return {"type": "object", "properties": columns}
    sources = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"source_id": {"type": "string"}, "lines": _TEXT, "url": _TEXT},
        },
    }
    both = {f"{part}_{lang}": _TEXT for part in ("assumption", "caveat") for lang in LANGS}
    columns["provenance"] = {
        "type": "object",
        "required": ["grade", "as_of", "refs", "sources", "conflicts"],
        "properties": {
            "grade": {"enum": [*GRADES, None]},
            "as_of": {"type": ["string", "number", "null"]},
            "refs": _TEXT,
            "sources": sources,
            "conflicts": {"type": "array", "items": {"type": "string"}},
            **both,
        },
    }
    return {"type": "object", "required": ["provenance"], "properties": columns}


def _kind(column: Any) -> str:
    """Return what JSON holds of a column; empty if that is more than one thing."""
    if types.is_bool_dtype(column):
        return "boolean"
    if types.is_numeric_dtype(column):
        return "number"
    held = column.dropna()
    return "string" if len(held) and held.map(lambda one: isinstance(one, str)).all() else ""
