"""A scripted browser without a screen: it speaks Streamlit's protocol, and can say anything."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from components.session.menu import FIRST_PAGE

ANSWER_S = 60.0


class Visitor:
    """One session of a served app."""

    def __init__(self, url: str) -> None:
        self.url, self.path, self.query = url, "/", ""
        self.link = self.fragment = self.session = self.page = ""
        self.widgets: dict[str, str] = {}
        self.answer: dict[str, Any] = {}
        self.number, self.mount = 0, uuid4().hex
        self.failures: list[str] = []
        self._socket: ClientConnection | None = None
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        """Connect, without saying anything yet."""
        address = self.url.replace("http", "ws") + "/_stcore/stream"
        # A busy machine answers a ping late: no reason for a browser to leave, so none here.
        opened = connect(
            address,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
        )
        self._socket = self._ends.enter_context(opened)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Go."""
        self._ends.close()

    def open(self, page: str = "", query: str = "", url: str | None = None) -> None:
        """Open a page by its address, as a link does or the menu."""
        name = "" if page == FIRST_PAGE else page
        self.path, self.query, self.page = f"/{name}", query, ""
        message = self.said()
        message.rerun_script.page_name = name
        if url is not None:
            message.rerun_script.context_info.url = url
        self.say(message)

    def said(self) -> BackMsg:
        """Return the beginning of any message."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self.page
        state.context_info.url = self.url + self.path
        state.context_info.locale = "en"
        return message

    def post(self, *entries: tuple[str, str], **told: Any) -> None:
        """Post entries of the log, as a browser does."""
        log = []
        for kind, value in entries:
            self.number += 1
            log.append([self.number, kind, value])
        self.tell({"mount": self.mount, "log": log, "view": [29.36, 105.94, 13.0]} | told)

    def tell(self, log: Any) -> None:
        """Post anything as the log."""
        self.put(json.dumps({"log": log}))

    def put(self, text: str) -> None:
        """Give the link any text as its value."""
        message = self.said()
        message.rerun_script.fragment_id = self.fragment
        message.rerun_script.widget_states.widgets.add(id=self.link, json_value=text)
        self.say(message)

    def say(self, message: BackMsg) -> None:
        """Send a message and read until the script has finished."""
        self.send(message.SerializeToString())
        while True:
            if self._socket is None:
                raise RuntimeError("not connected")
            answer = ForwardMsg.FromString(self._socket.recv(ANSWER_S, decode=False))
            self._look(answer)
            is_end = answer.WhichOneof("type") == "script_finished"
            # A fragment that asks for the whole page is followed by it.
            if is_end and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def send(self, data: bytes | str) -> None:
        """Send anything, and wait for nothing."""
        if self._socket is None:
            raise RuntimeError("not connected")
        self._socket.send(data)

    def _look(self, answer: ForwardMsg) -> None:
        if answer.WhichOneof("type") == "new_session":
            self.session = answer.new_session.initialize.session_id or self.session
        if answer.WhichOneof("type") == "navigation":
            self.page = answer.navigation.page_script_hash
        if answer.WhichOneof("type") != "delta":
            return
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.failures.append(element.exception.message)
        elif kind == "bidi_component":
            self.link, self.fragment = element.bidi_component.id, answer.delta.fragment_id
            self.answer = json.loads(element.bidi_component.json)
        elif kind and hasattr(getattr(element, kind), "id"):
            self.widgets[kind] = getattr(element, kind).id

    def drop(self, name: str, content: bytes) -> None:
        """Drop a file on the uploader of the page, and wait until it was read."""
        file = str(uuid4())
        self.upload(content, file)
        message = self.said()
        message.rerun_script.fragment_id = self.fragment
        state = message.rerun_script.widget_states.widgets.add(id=self.widgets["file_uploader"])
        info = state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(content), file_id=file
        )
        info.file_urls.file_id = file
        self.say(message)

    def upload(self, content: bytes, file: str = "") -> int:
        """Send a file as an uploader does; return the status, 0 if it was cut off on the way."""
        edge = uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        cookie = self._cookie()
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}/_stcore/upload_file/{self.session}/{file or uuid4()}",
            body,
            {
                "Content-Type": f"multipart/form-data; boundary={edge}",
                "Cookie": f"_streamlit_xsrf={cookie}",
                "X-Xsrftoken": cookie,
            },
            method="PUT",
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            return 0

    def _cookie(self) -> str:
        with urllib.request.urlopen(f"{self.url}/_stcore/health") as answer:  # noqa: S310
            return str(answer.headers.get("Set-Cookie", "=")).partition("=")[2].partition(";")[0]
