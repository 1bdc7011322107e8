"""What a browser says: what no page of ours says ends its connection, or does not reach Streamlit.

Streamlit lets any browser empty the caches of all readers, and has git look through the folder
while everybody waits. It reads a value without a limit of depth, and what it cannot read ends in
its log.
"""

from __future__ import annotations

import json
import re
from time import monotonic
from typing import Any

from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import Said, cost_of, read_message, told, whole
from components.session.following import PAGES

# In clicks that are answered within their page; nobody's hand is half as fast.
PER_SECOND, AT_ONCE = 40, 400
TOO_MANY = 1_000  # that one connection sends beyond that
_DEPTH = 20  # our own is 4
_NAMES = 50  # files at once
# What the widgets of our pages may say, by a pattern of their keys.
WIDGETS = {
    "link": "json_value",
    "[0-9a-f]{64}": "json_value",  # the frames of the maps
    "language": "string_array_value",
    r"import-files-\d+": "file_uploader_state_value",
    r"brand-[a-z_]+-\d+": "file_uploader_state_value",
    r"edit-grid-[a-z_]+-\d+": "string_value",
    "login-go-on": "trigger_value",
    "(download|handout)-.+|None": "trigger_value",  # that of a story has no key
}


class Messages:
    """Hand on what a page of ours may say; end the connection of whoever says anything else.

    What a hand that is too fast loses, ``browser/link.js`` sends again. What a connection asks for
    first is the whole page: its session may be one that knows nothing of the page's parts.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch a connection for as long as it lasts."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        pace, is_first, is_there = Pace(), True, False

        async def watched() -> Message:
            nonlocal is_first, is_there
            if is_there and is_first:  # who listens for what is said has a session by now
                PAGES.stir()
            is_there = True
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                data = message.get("bytes")
                said = None if data is None else read_message(data)
                if said is None or not is_sound(said) or pace.refused >= TOO_MANY:
                    await send({"type": "websocket.close", "code": WS_1008_POLICY_VIOLATION})
                    return {"type": "websocket.disconnect", "code": WS_1008_POLICY_VIOLATION}
                if is_first and (page := whole(said)):
                    said, message = page, {**message, "bytes": page.SerializeToString()}
                if pace.allows(cost_of(said)):
                    is_first &= said.WhichOneof("type") != "rerun_script"
                    return message

        await self.app(scope, watched, send)


class Pace:
    """How fast one connection asks; `refused` counts what was too fast, or is not needed."""

    def __init__(self) -> None:
        self._credit, self._since, self.refused = float(AT_ONCE), monotonic(), 0

    def allows(self, cost: int) -> bool:
        """Tell whether there is room for a message of this cost; 0 is one that nobody needs."""
        now = monotonic()
        self._credit = min(AT_ONCE, self._credit + PER_SECOND * (now - self._since))
        self._since = now
        if cost and self._credit >= cost:
            self._credit -= cost
            return True
        self.refused += 1
        return False


def is_sound(said: Said) -> bool:
    """Whether a page of ours may have said this.

    >>> is_sound(Said(clear_cache=True))  # which is not handed on, but harms nobody
    True
    """
    if len(said.file_urls_request.file_names) > _NAMES:
        return False
    return all(
        kind == _kind_of(key) and (kind != "json_value" or _is_flat_json(value))
        for key, kind, value in told(said)
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
