"""The answer to a question: looked up, cut into pages, and not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from components.api.forms import (
    MEDIA,
    form_of,
    geojson_bytes,
    json_bytes,
    parquet_bytes,
    table_bytes,
)
from components.api.params import (
    LANG,
    LIMIT,
    OFFSET,
    STATE,
    Param,
    one_of,
    read_params,
    selection_of,
)
from components.api.problems import ProblemError, language
from components.api.provenance import in_language, records, with_sources
from components.api.resources import Resource
from components.api.rows import KEY, Rows
from components.session.reader import person_of
from components.session.state import catalog_for
from data.access_tokens import CHALLENGE
from data.catalog import Catalog, fingerprint
from data.i18n import Lang
from data.own_texts import Messages
from data.packs import local_dir
from data.people import Person
from data.selection import Selection
from data.trail import trail_file

_FORM = 1  # of the answers: another one where the same question is answered otherwise
VARY = "Accept, Accept-Language, Accept-Encoding, Authorization, Cookie"
_STATE_LETTERS = 12


@dataclass(frozen=True, eq=False)
class Question:
    """Who asks what of which catalog.

    Attributes
    ----------
    given : mapping of str to object
        The value of each parameter.
    catalog : Catalog
        As the park stood at the date.
    """

    request: Request
    person: Person
    given: dict[str, Any]
    catalog: Catalog
    chosen: Selection

    @property
    def state(self) -> str:
        """What names the state of the data, short."""
        return self.catalog.key[:_STATE_LETTERS]

    @property
    def base(self) -> str:
        """The address of the whole interface; see `base_of`."""
        return base_of(self.request)

    @property
    def lang(self) -> Lang:
        """The language of what is said around the rows, which may be in both."""
        return language(self.request)

    @cached_property
    def words(self) -> Messages:
        """The words of the park in that language."""
        return Messages(self.lang, self.catalog.texts(self.lang))

    def tag(self, form: str) -> str:
        """Return what names the answer."""
        told = (
            _FORM,
            self.catalog.key,
            str(self.request.url.replace(query="")),
            sorted(self.request.query_params.multi_items()),
            form,
            self.lang,
            self.person.published_only,
            _trail()[0],
        )
        return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def base_of(request: Request) -> str:
    """Return the address of the whole interface, without a slash at the end."""
    url = request.url
    return uri(f"{url.scheme}://{url.netloc}{request.scope['root_path']}")


def form_param(forms: tuple[str, ...]) -> Param:
    """Return the parameter that names the form."""
    return one_of("f", lambda _: forms)


def params_of(resource: Resource) -> tuple[Param, ...]:
    """Return all parameters of a resource."""
    return (*resource.params, form_param(resource.forms), LANG, LIMIT, OFFSET, STATE)


def item_params(resource: Resource) -> tuple[Param, ...]:
    """Return the parameters of one row of a resource."""
    kept = [one for one in resource.params if one.name in {"asof", "evidence"}]
    return (*kept, form_param(resource.forms), LANG)


def ask(request: Request, params: tuple[Param, ...]) -> Question:
    """Return a question as it was asked.

    Raises
    ------
    ProblemError
        If a parameter is not understood.
    """
    person = person_of(request.headers)
    whole = catalog_for(person)  # of drafts nothing is given out
    given = read_params(request.query_params, params, whole)
    chosen = selection_of(given, whole)
    return Question(request, person, given, whole.standing(chosen), whole.at_home(chosen))


def answer_rows(request: Request, resource: Resource) -> Response:
    """Return a page of a resource."""
    question = ask(request, params_of(resource))
    _allow(question, resource)
    given = question.given
    _check(question)
    form = form_of(request, given["f"], resource.forms)
    headers = headers_of(question, form)
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    rows = resource.rows(question.catalog, question.chosen, given)
    begin, end = given["offset"], given["offset"] + given["limit"]
    page = rows.page(slice(begin, end))
    links = _links(question, rows.count, len(page))
    headers["Link"] = ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())
    about = _about(question, resource, rows, len(page), links)
    headers["X-Total-Count"] = str(rows.count)
    if some := rows.told.get("sample"):
        headers["X-Sample-Of"] = str(some["of"])
    return _formed(question, resource, page, form, headers, about)


def answer_row(request: Request, resource: Resource) -> Response:
    """Return the row of a resource that the address names.

    Raises
    ------
    ProblemError
        404 if there is none of this key that may be seen.
    """
    question, key = ask(request, item_params(resource)), request.path_params["key"]
    _allow(question, resource)
    form = form_of(request, question.given["f"], resource.forms)
    headers = headers_of(question, form)
    rows = resource.rows(question.catalog, question.chosen, question.given | {KEY: key})
    found = row_of(rows, resource.key, key)
    if found is None:
        raise ProblemError(404, "none", given=key[:64])
    if is_known(request, headers):
        return Response(status_code=304, headers=headers)
    links = {"self": uri(request.url), "collection": f"{question.base}/{resource.name}"}
    alone = Rows(1, lambda _: found, rows.told)
    about = _about(question, resource, alone, 1, links)
    return _formed(question, resource, found, form, headers, about)


def row_of(rows: Rows, column: str, key: str, step: int = 50_000) -> pd.DataFrame | None:
    """Return the row of a key, a frame of one row; ``None`` if there is none."""
    for begin in range(0, rows.count, step):
        part = rows.page(slice(begin, begin + step))
        found = part[part[column].astype(str) == key]
        if len(found):
            return found.iloc[:1]
    return None


def _allow(question: Question, resource: Resource) -> None:
    if resource.act is None or question.person.may(resource.act):
        return
    if not question.person.subject:
        raise ProblemError(401, "login", {"WWW-Authenticate": CHALLENGE})
    raise ProblemError(403, "role")


def _check(question: Question) -> None:
    """Refuse a page of a state that is no longer there, and a count that there is not."""
    given = question.given
    if given["state"] and given["state"] != question.state:
        raise ProblemError(409, "state", parameter="state", given=given["state"])
    if given.get("of") == "enterprises" and given["by"] == "status":
        allowed = ["zone", "sector"]
        raise ProblemError(400, "value", parameter="by", given="status", allowed=allowed)


def headers_of(question: Question, form: str) -> dict[str, str]:
    """Return the headers of an answer, whether or not it has been sent before."""
    return {
        "ETag": question.tag(form),
        "Last-Modified": format_datetime(_changed(), usegmt=True),
        "Cache-Control": "private, no-cache",
        "Vary": VARY,
        "Content-Type": MEDIA[form],
    }


def _changed() -> datetime:
    """Return when the state came into force, as far as its files tell."""
    times = *(stamp[2] for stamp in fingerprint()), _trail()[1]
    return datetime.fromtimestamp(max(times) // 10**9, UTC)


def _trail() -> tuple[int, int]:
    """Return size and time of the trail, in nanoseconds; zeros before the first change."""
    try:
        stat = trail_file(local_dir()).stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def is_known(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether whoever asks has the answer already (RFC 9110, 13.2.2)."""
    if (tags := request.headers.get("if-none-match")) is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return bool(known & {"*", headers["ETag"].removeprefix("W/")})
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return parsedate_to_datetime(headers["Last-Modified"]) <= since
    except (TypeError, ValueError):  # no date, or one without a zone
        return False


def page_link(request: Request, **changed: object) -> str:
    """Return the address of the same question with some parameters changed."""
    query = dict(request.query_params) | {name: str(value) for name, value in changed.items()}
    return uri(request.url.replace(query=urlencode(query, safe=",:")))


def uri(address: object) -> str:
    """Return an address as headers and programs take it: ASCII (RFC 3986).

    >>> uri("http://localhost/云谷/api/v1?f=csv")
    'http://localhost/%E4%BA%91%E8%B0%B7/api/v1?f=csv'
    """
    return quote(str(address), safe=":/?&=,%+#@[]!$'()*;~")


def _links(question: Question, count: int, shown: int) -> dict[str, str]:
    given, request, state = question.given, question.request, question.state
    begin, limit = given["offset"], given["limit"]
    links = {"self": uri(request.url)}
    if begin + shown < count and shown:
        links["next"] = page_link(request, offset=begin + shown, state=state)
    if begin and count:
        links["prev"] = page_link(request, offset=max(0, begin - limit), state=state)
    return links


def _about(
    question: Question, resource: Resource, rows: Rows, shown: int, links: Mapping[str, str]
) -> dict[str, Any]:
    """Return what an answer says of itself."""
    return {
        "resource": resource.name,
        "as_of": question.catalog.as_of(question.chosen).text,
        "selection": question.chosen.to_query(),
        "state": question.state,
        "units": dict(resource.units),
        "matched": rows.count,
        "returned": shown,
        **rows.told,
        "remark": remark_of(rows, question.words),
        "attribution": question.words("export.attribution"),
        "links": [{"rel": rel, "href": href} for rel, href in links.items()],
    }


def remark_of(rows: Rows, words: Messages) -> str | None:
    """Return why there are no rows, or not all; ``None`` if there is nothing to say."""
    why = rows.told.get("remark")
    return words(f"api.remark.{why}", **rows.told.get("sample", {})) if why else None


def _formed(
    question: Question,
    resource: Resource,
    page: pd.DataFrame,
    form: str,
    headers: dict[str, str],
    about: dict[str, Any],
) -> Response:
    lang = question.given["lang"]
    page = page.replace("", None)
    is_graded = "evidence" in page
    if is_graded:
        page = with_sources(question.catalog, page)
    if form == "json":
        if is_graded:
            made = records(question.catalog, page, resource.dated)
        else:
            plain = page.astype(object)
            rows = plain.where(plain.notna(), None).to_dict("records")
            made = [{str(name): value for name, value in row.items()} for row in rows]
        return Response(json_bytes({**about, "records": in_language(made, lang)}), headers=headers)
    table = in_language(page, lang)
    if form == "geojson":
        return Response(geojson_bytes(table, about, resource.key), headers=headers)
    some = "-sample" if "sample" in about else ""
    name = f"{question.catalog.park.park_id}-{resource.name}{some}.{form}"
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    content = table_bytes(table) if form == "csv" else parquet_bytes(table)
    return Response(content, headers=headers)
