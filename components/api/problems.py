"""What a request that cannot be answered is told (RFC 9457), in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.session.accepted import accepted_lang
from data.access_tokens import CHALLENGE
from data.i18n import LANGS, Lang, translate

MEDIA = "application/problem+json"


class ProblemError(Exception):
    """Why a request cannot be answered.

    Attributes
    ----------
    status : int
    why : str
        Messages ``api.title.<why>`` and ``api.problem.<why>`` say it.
    told : dict
        What the message names, and what stands in the answer as members of their own, such as
        ``parameter``, ``given`` and ``allowed``.
    headers : mapping of str to str
    """

    def __init__(
        self, status: int, why: str, headers: Mapping[str, str] | None = None, **told: Any
    ) -> None:
        super().__init__(why)
        self.status, self.why, self.told, self.headers = status, why, told, dict(headers or {})


def language(request: Request) -> Lang:
    """Return the language that a request asks for, else that of its browser."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGS else accepted_lang(request.headers)


def problem(request: Request, error: ProblemError) -> JSONResponse:
    """Return the answer that tells of a problem."""
    lang = language(request)
    named = {name: _said(value) for name, value in error.told.items()}
    body = {
        "type": f"urn:atlas:problem:{error.why}",
        "title": translate(lang, f"api.title.{error.why}"),
        "status": error.status,
        "detail": translate(lang, f"api.problem.{error.why}", **named),
        "instance": request.url.path,
        "code": error.why,  # as part 1 of OGC API – Features has it
        **error.told,
    }
    headers = {"Content-Language": lang, "Cache-Control": "no-store", **error.headers}
    return JSONResponse(body, error.status, headers, MEDIA)


def plain_problem(
    status: int, lang: Lang, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the answer to what is refused whatever was asked for."""
    phrase = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": phrase, "status": status, "detail": detail}
    challenge = {"WWW-Authenticate": CHALLENGE} if status == HTTPStatus.UNAUTHORIZED else {}
    told = {"Content-Language": lang, "Cache-Control": "no-store", **challenge, **(headers or {})}
    return JSONResponse(body, status, told, MEDIA)


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
