"""What a browser says: what no page of ours would say ends its connection.

Streamlit reads it without a limit of depth, and what it cannot read ends in its log.
"""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import read_message, told

_DEPTH = 20  # our own is 4
_NAMES = 50  # files at once
_REFUSED = 1008  # of a websocket: against the rules of the server
# What the widgets of our pages may say, by a pattern of their keys.
WIDGETS = {
    "link": "json_value",
    "[0-9a-f]{64}": "json_value",  # the frames of the maps
    "language": "string_array_value",
    r"import-files-\d+": "file_uploader_state_value",
    "(download|handout)-.+|None": "trigger_value",  # that of a story has no key
}


class Messages:
    """Hand on what a page of ours may say; end the connection of whoever says anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch a connection for as long as it lasts."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def watched() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not is_sound(message.get("bytes")):
                await send({"type": "websocket.close", "code": _REFUSED})
                return {"type": "websocket.disconnect", "code": _REFUSED}
            return message

        await self.app(scope, watched, send)


def is_sound(data: bytes | None) -> bool:
    """Whether a page of ours may have said this.

    >>> is_sound(b""), is_sound(None), is_sound(b"junk")
    (True, False, False)
    """
    message = None if data is None else read_message(data)
    if message is None or len(message.file_urls_request.file_names) > _NAMES:
        return False
    return all(
        kind == _kind_of(key) and (kind != "json_value" or _is_flat_json(value))
        for key, kind, value in told(message)
    )


def _kind_of(key: str) -> str | None:
    return next((kind for one, kind in WIDGETS.items() if re.fullmatch(one, key)), None)


def _is_flat_json(text: str) -> bool:
    """Whether a text is an object, or nothing, of few levels: a text is read twice."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict | None) and _is_flat(value, _DEPTH)


def _is_flat(value: Any, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_flat(one, depth - 1) for one in inner)
