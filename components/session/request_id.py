"""By which id the lines of a log belong together: that of a request, or of a session."""

from __future__ import annotations

import re
from contextvars import ContextVar

from components.browser.streamlit_insides import session_header

# As a proxy gives it; the door writes it on each request and on the connection of each session.
HEADER = "X-Request-ID"
ASKED: ContextVar[str] = ContextVar("request_id", default="")
_FORM = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def is_request_id(text: str) -> bool:
    """Whether a text may stand in a log as the id of a request.

    >>> is_request_id("7f3a-1"), is_request_id("two lines")
    (True, False)
    """
    return bool(_FORM.fullmatch(text))


def request_id() -> str:
    """Return the id of what is being answered here; empty where nobody has asked."""
    return ASKED.get() or session_header(HEADER)
