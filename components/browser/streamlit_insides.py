"""What we lean on that Streamlit does not promise: each name once, with what breaks without it.

Python imports Streamlit's insides here only; scripts name them in ``insides.js`` only; style
sheets cannot import, so they use names of this list and no other. ``tests/test_insides.py``
holds us to it, ``tests/browser/test_insides.py`` looks for every name on a running page: after
an update of Streamlit it says which are gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode

from google.protobuf.message import DecodeError
from streamlit import config, runtime
from streamlit.auth_util import encode_provider_token
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

# The frame of a component is served two folders below the root; a relative address stays right
# behind a proxy path.
ROOT_FROM_FRAME = "../.."


@dataclass(frozen=True)
class Inside:
    """One name that Streamlit may change without telling.

    Attributes
    ----------
    name : str
        Class or ``data-testid`` of an element, or what `INSIDES` says of it.
    without : str
        What breaks without it.
    seen : str
        The page that shows it; empty if it comes and goes: then the scripts that Streamlit
        serves must hold it.
    narrow : bool
        Whether only a narrow screen shows it.
    """

    name: str
    without: str
    seen: str = "/"
    narrow: bool = False


# Of the page: classes and test-ids.
PARTS = (
    Inside("st-key-", "no element of ours is found by its key: map, stage, tray, drop field"),
    Inside("stApp", "paper has the colours of the screen; the stage scrolls"),
    Inside("stAppHeader", "the bar lies over the stage and is printed"),
    Inside("stAppViewContainer", "paper ends after the first sheet"),
    Inside("stBidiComponent", "the link takes up a line of the page"),
    Inside("stColumn", "narrow: columns do not dissolve, the map is not first"),
    Inside("stElementContainer", "gaps where nothing is seen; narrow: the order of the page"),
    Inside("stHeader", "the menu speaks English"),
    Inside("stHorizontalBlock", "paper: blocks stay side by side; narrow: the order of the page"),
    Inside("stHtml", "stage: the parts miss their places; narrow: the order of the page"),
    Inside("stLayoutWrapper", "stage: the parts miss their places; narrow: the order of the page"),
    Inside("stMain", "the stage is not above the page; focus ring and scroll of the page"),
    Inside("stMainBlockContainer", "margins of the page, on screen and paper"),
    Inside("stSkipToContent", "the skip link speaks English and is printed"),
    Inside("stTopNav", "the menu has no name for who does not see it"),
    Inside("stTopNavSection", "the group of the page is not marked in the bar"),
    Inside("stVerticalBlock", "gaps between blocks; paper: blocks break"),
    Inside("stDownloadButton", "downloads are printed; narrow: too small to touch", "/import"),
    Inside("stFileUploader", "the drop field speaks English and is printed", "/import"),
    Inside("stFileUploaderDropzone", "the drop field looks like any other", "/import"),
    Inside("stFileUploaderDropzoneInstructions", "the limit of Streamlit, not ours", "/import"),
    Inside("stExpandSidebarButton", "narrow: the button of the menu in English", narrow=True),
    Inside("stSidebar", "narrow: the menu speaks English; it lies over the stage", narrow=True),
    Inside("stSidebarCollapseButton", "narrow: too small, the menu stays open", narrow=True),
    Inside("stSidebarNavLink", "narrow: too small, the menu stays open", narrow=True),
    Inside("stAppDeployButton", "a button of Streamlit's lies over the stage", ""),
    Inside("stButton", "buttons are printed", ""),
    Inside("stCaptionContainer", "captions are too pale to read", ""),
    Inside("stDeckGlJsonChart", "the view in relief is printed as an empty box", ""),
    Inside("stDataFrame", "the search in a grid speaks English", ""),
    Inside("stDataFrameColumnMenu", "the menu of a column speaks English", ""),
    Inside("stDataFrameColumnVisibilityMenu", "the choice of columns speaks English", ""),
    Inside("stDialog", "dialogs speak English", ""),
    Inside("stElementToolbar", "tools of a table speak English", ""),
    Inside("stException", "the notice of a failure speaks English", ""),
    Inside("stFileChip", "a refused file does not say so", ""),
    Inside("stLinkButton", "links as buttons are printed", ""),
    Inside("stPageLink", "links to pages are printed", ""),
    Inside("stPopoverBody", "popovers speak English", ""),
    Inside("stSpinner", "a spinner is printed", ""),
    Inside("stStatusWidget", "a mark of work in English, on the stage and on paper", ""),
    Inside("stTooltipContent", "tooltips speak English", ""),
    Inside("stTooltipErrorContent", "Streamlit's word on a refused file beside ours", ""),
)
# Of the browser's storage, of the addresses, of the server.
THEME_KEY = Inside("stActiveTheme", "the switch of themes does nothing")
FRAME_ADDRESS = Inside("/component/", "the map finds neither Leaflet nor its own script")
# Options that ``streamlit config show`` does not list.
OPTIONS = (
    Inside("runner.postScriptGC", "each click waits for a collection, 30 ms and more"),
    Inside("server.maxWidgetStateSize", "a browser may post, and a session keep, 25 MB at once"),
)
INSIDES = (*PARTS, THEME_KEY, FRAME_ADDRESS, *OPTIONS)


# What the server does with a session and with what it is sent.
UPLOADS = "_stcore/upload_file/"
Said = BackMsg  # what a browser says
_WAKE_S = 0.05


def is_frame(path: str) -> bool:
    """Whether an address is that of a frame; one that only contains such is that of a page."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return path.startswith(f"/{base}{FRAME_ADDRESS.name}" if base else FRAME_ADDRESS.name)


def forget_fragments() -> None:
    """Have no part of the page that was shown run any more.

    A script that ends early leaves them; what the browser still asks of one would be drawn into a
    page that is gone, at which Streamlit's own breaks.
    """
    if context := get_script_run_ctx():
        context.fragment_storage.clear()


def session_id() -> str:
    """Return the id under which a browser uploads files; empty outside a session."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""


def session_header(name: str) -> str:
    """Return a header of the connection of this session; empty outside of one."""
    context = get_script_run_ctx(suppress_warning=True)
    client = runtime.get_instance().get_client(context.session_id) if context else None
    came_with = client.client_context if client else None
    if came_with is None:
        return ""
    return next((text for key, text in came_with.headers if key.lower() == name.lower()), "")


def forget_uploads(session: str) -> None:
    """Let go of the files of a session: Streamlit keeps those of uploaders that are gone."""
    if runtime.exists():
        runtime.get_instance().uploaded_file_mgr.remove_session_files(session)


def sessions() -> dict[str, Any]:
    """Return those that are not over, by their ids. To be called in Streamlit's event loop.

    One whose browser has been gone for long enough ends here: Streamlit itself sees to that only
    when another browser goes.
    """
    kept: Any = runtime.get_instance()._session_mgr  # noqa: SLF001
    len(kept._session_storage._cache)  # noqa: SLF001 - to ask for its length clears it
    return {info.session.id: info.session for info in kept.list_sessions()}


def fragment_id() -> str:
    """Return what Streamlit calls the fragment that runs; empty outside one."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    return ThreadState.get().fragment_id or ""


def open_sessions() -> dict[str, Any]:
    """Return those whose browser is there, by their ids. To be called in Streamlit's event loop."""
    kept: Any = runtime.get_instance()._session_mgr  # noqa: SLF001
    return {info.session.id: info.session for info in kept.list_active_sessions()}


def is_idle(session: Any) -> bool:
    """Whether a session answers nobody just now. To be called in Streamlit's event loop."""
    return session._scriptrunner is None  # noqa: SLF001


def has_run(session: Any) -> bool:
    """Whether a session has shown its browser anything, or is about to."""
    return not is_idle(session) or bool(session._client_state.page_script_hash)  # noqa: SLF001


def wake(session: Any) -> None:
    """Have the browser of a session ask for its page, which it seldom does by itself.

    A browser whose server is gone connects again and says nothing, since it shows a page already;
    and what it says later is about a fragment of a session that is no more. It asks when a timer
    tells it to, for a fragment that nobody knows; `whole` makes that a page.
    """
    timer = ForwardMsg()
    timer.auto_rerun.interval = _WAKE_S
    timer.auto_rerun.fragment_id = "wake"
    session._enqueue_forward_msg(timer)  # noqa: SLF001


def whole(message: Said) -> Said | None:
    """Return a message that asks for a fragment as one that asks for the page; else ``None``."""
    if message.WhichOneof("type") != "rerun_script" or not message.rerun_script.fragment_id:
        return None
    asked = Said()
    asked.CopyFrom(message)
    asked.rerun_script.fragment_id = ""
    asked.rerun_script.is_auto_rerun = False
    return asked


def run_fragment(session: Any, fragment: str) -> bool:
    """Run a fragment as if its browser had asked, but with nothing new to say.

    To be called in Streamlit's event loop, with a session that is idle. What the browser says
    meanwhile waits and is answered next.

    Returns
    -------
    bool
        False if there is no such fragment any more.
    """
    if not session.has_fragment(fragment):
        return False
    last = session._client_state  # noqa: SLF001
    # No states of widgets: those of the last run stay as they are.
    asked = RerunData(
        query_string=last.query_string,
        page_script_hash=last.page_script_hash,
        fragment_id=fragment,
        context_info=last.context_info if last.HasField("context_info") else None,
    )
    session._create_scriptrunner(asked)  # noqa: SLF001
    return True


def connected() -> int:
    """Return how many sessions have a browser. To be called in Streamlit's event loop."""
    kept: Any = runtime.get_instance()._session_mgr  # noqa: SLF001
    count: int = kept.num_active_sessions()
    return count


def empty_session(session: Any) -> None:
    """Let go of all that a session that is over holds: Streamlit itself keeps the last one."""
    session.shutdown()
    session.session_state.clear()


def login_cookie(cookies: Mapping[str, str]) -> str:
    """Return what the cookie of a login says, as JSON, if Streamlit itself has signed it."""
    if USER_COOKIE_NAME not in cookies:
        return ""
    found = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    return found.decode(errors="replace") if found else ""


def login_address() -> str:
    """Return the address, below the app's own, at which a login begins; good for two minutes."""
    return f"auth/login?{urlencode({'provider': encode_provider_token('default')})}"


LOGOUT, LOGGED_IN = "auth/logout", "oauth2callback"
LOGIN_COOKIE = USER_COOKIE_NAME
_TRY_AGAIN = 1012
_LOOK_S, _MOST_S = 0.02, 5.0


def connect_anew() -> None:
    """Have the browser of this session connect again, with the cookies that it has by now.

    The session goes on, and what it holds stays. A browser asks for the page anew only where a
    run of the script was cut off; so this one lasts until the connection has gone.
    """
    instance, session = runtime.get_instance(), session_id()
    client = instance.get_client(session)
    socket = getattr(client, "_websocket", None)
    if socket is None:
        return
    loop = instance._get_async_objs().eventloop  # noqa: SLF001
    asyncio.run_coroutine_threadsafe(socket.close(_TRY_AGAIN), loop)
    ends = monotonic() + _MOST_S
    while instance.get_client(session) is client and monotonic() < ends:
        sleep(_LOOK_S)


def read_message(data: bytes) -> Said | None:
    """Return what a browser has sent; ``None`` if it is no message, or a longer one than it may be.

    Streamlit looks at the length only once it has been read here.
    """
    if len(data) > get_max_widget_state_size_bytes():
        return None
    try:
        message: Said = BackMsg.FromString(data)
    except DecodeError:
        return None
    return message


def told(message: Said) -> Iterator[tuple[str, str, Any]]:
    """Walk through what a message says of widgets: the key of each, the kind of value, the value.

    What Streamlit has for a widget without a key is empty, or says so.
    """
    for state in message.rerun_script.widget_states.widgets:
        if kind := state.WhichOneof("value"):
            key = "".join(state.id.split("-", 2)[2:])  # behind its own mark and a hash
            yield key, kind, getattr(state, kind)


# What a browser may say to Streamlit. Not: ``clear_cache`` and ``set_run_on_save``, which are for
# all readers; ``load_git_info``, which has git run while everybody waits; those for debugging.
MESSAGES = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)


_FRAGMENT, _PAGE = 1, 8  # what answering takes, about


def cost_of(message: Said) -> int:
    """Return what a message of a browser costs; 0 if the app does not need it."""
    kind = message.WhichOneof("type")
    if kind == "rerun_script" and not message.rerun_script.fragment_id:
        return _PAGE
    return _FRAGMENT if kind in MESSAGES else 0
