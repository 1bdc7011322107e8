"""The application behind ``/api/v1``: its addresses, and what is told when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.api.answers import answer_row, answer_rows
from components.api.definition import definition, index, ogc_definition
from components.api.ogc import views
from components.api.problems import ProblemError, language, plain_problem, problem
from components.api.resources import RESOURCES
from components.session.state import ShutOutError
from data import settings
from data.i18n import translate

Answer = Callable[[Request], Response]
_METHODS = ["GET", "HEAD", "OPTIONS"]
_EXPOSED = ["Content-Crs", "ETag", "Link", "X-Sample-Of", "X-Total-Count"]
_ANY = {404: "address", 405: "method"}


def app() -> Starlette:
    """Return the application."""
    routes = [
        _route("/", index),
        _route("/openapi.json", definition),
        *(_route(f"/{one.name}", partial(answer_rows, resource=one)) for one in RESOURCES),
        *(
            _route(f"/{one.name}/{{key}}", partial(answer_row, resource=one))
            for one in RESOURCES
            if one.key
        ),
        *(_route(path, views.landing) for path in ("/ogc", "/ogc/")),
        _route("/ogc/api", ogc_definition),
        _route("/ogc/conformance", views.conformance),
        _route("/ogc/collections", views.all_collections),
        _route("/ogc/collections/{collection}", views.collection),
        _route("/ogc/collections/{collection}/items", views.items),
        _route("/ogc/collections/{collection}/items/{key}", views.item),
        _route("/ogc/crs/{name}", views.system),
    ]
    handlers = {
        ProblemError: _problem,
        HTTPException: _refused,
        ShutOutError: _shut_out,
        Exception: _failed,
    }
    return Starlette(routes=routes, middleware=_middleware(), exception_handlers=handlers)


def _middleware() -> list[Middleware]:
    origins = settings.api_origins()
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=_METHODS,
        allow_headers=["Authorization", "If-None-Match"],
        expose_headers=_EXPOSED,
    )
    return [*([cors] if origins else []), Middleware(GZipMiddleware, minimum_size=1000)]


def _route(path: str, answer: Answer) -> Route:
    # Not a coroutine: Starlette runs it beside the loop that serves all readers.
    def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        return answer(request)

    return Route(path, endpoint, methods=_METHODS)


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 -- Starlette's type of a handler
    return problem(request, error)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    why = _ANY.get(error.status_code, "failed")
    headers = {"Allow": ", ".join(_METHODS)} if why == "method" else {}
    return problem(request, ProblemError(error.status_code, why, headers))


def _shut_out(request: Request, error: Exception) -> Response:
    # As the door says it where the login is over before the request has passed it.
    lang = language(request)
    return plain_problem(401, lang, translate(lang, f"door.refused_{error}"))


def _failed(request: Request, error: Exception) -> Response:
    del error  # the server's log has it
    return problem(request, ProblemError(500, "failed"))
