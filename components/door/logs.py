"""The log as lines of JSON, for those who collect logs; in the default it is text.

A line says what happened, where in the code, and to which request it belongs; it holds nothing
that somebody typed: of an error its kind and its way through the code, not its text.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from components.session.request_id import request_id
from data import settings

_EXTRA = ("page", "route", "method", "status", "seconds", "kind")
_OURS = ("components", "data", "geo")
# What it quotes was sent by a browser or told by an issuer, who names whom he does not let in.
_QUOTES = "streamlit."
# Their lines about each connection name its address and what it asks for; ours do not.
_TALKATIVE = ("uvicorn.access", "uvicorn.error", "websockets")


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": str(record.msg) if record.name.startswith(_QUOTES) else record.getMessage(),
        }
        if made := request_id():
            said["request_id"] = made
        said |= {name: vars(record)[name] for name in _EXTRA if name in vars(record)}
        if record.exc_info and (error := record.exc_info[1]):
            said["error"] = type(error).__name__
            said["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(said, ensure_ascii=False)


def write_logs() -> None:
    """Have the log written as the settings say; to be called once the server's own logs are set.

    Streamlit and uvicorn write by handlers of their own; as JSON all goes one way.
    """
    if settings.log_form() != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    for name in list(root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
