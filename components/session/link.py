"""The link of a page: sends its content to the browser, hears what the reader did.

See ``browser/link.js`` for the other end, and "How a click travels" in CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2 import component

from components.blocks.base import Content, Panels, sent
from components.blocks.text import Words
from components.browser.assets import frontend_url
from components.browser.contract import ClickWords
from components.session.addresses import linked_page
from components.session.events import apply_log, basemap_of
from components.session.file_names import file_stem
from components.session.menu import is_offered
from components.session.options import TRAY, Offered
from components.session.state import View, catalog, current_view
from data.export import csv_bytes
from data.i18n import LANGS

_KEY = "link"

# The script itself is served once; what goes with each answer is this line.
_LINK = component(
    "atlas_link",
    js=f"""
const link = import(new URL({frontend_url("link.js")!r}, document.baseURI));
export default answer => {{ link.then(({{receive}}) => receive(answer)); }};
""",
    isolate_styles=False,
)


def hear(offered: Offered) -> None:
    """Apply what the reader did since; hearing the same twice changes nothing.

    Parameters
    ----------
    offered : collection of str
        The options that the page takes, see `components.session.options`.
    """
    view, told = current_view(), st.session_state.get(_KEY)
    if told:
        apply_log(view, told.get("log"), catalog().choices, offered)
    asked, view.goes_to = view.goes_to, ""
    found = linked_page(asked, view.aside or view.selection) if asked else None
    if found and is_offered(catalog(), found[0].name):
        st.switch_page(found[0].path, query_params=found[1])


def send(content: Content, words: Words, offered: Panels | None = None) -> None:
    """Send the content of a page, and the panel that is open.

    Parameters
    ----------
    content : Content
    words : Words
    offered : dict of str to callable, optional
        Panels that open on any page.
    """
    view = current_view()
    _LINK(
        key=_KEY,
        data={
            "session": view.session,
            "stands": stands(view),
            "lang": words.lang,
            "own": {
                "skip": words("access.skip"),
                "menu": words("access.menu"),
                "langs": LANGS,
                "acts": {act: words(f"tip.{act}") for act in ClickWords.__annotations__},
                "new": words("tip.new"),
            },
            "mount": view.mount,
            "ack": view.ack,
            "chosen": {
                "zone": view.selection.zones,
                "sector": view.selection.sectors,
                "status": view.selection.statuses,
            },
            "evidence": view.selection.evidence,
            "blocks": {name: sent(block) for name, block in content.items()},
            "panel": _panel(
                [*(block.panels for block in content.values()), offered or {}], view, words
            ),
        },
        on_log_change=_heard_in_the_fragment,
    )


def stands(view: View) -> dict[str, Any]:
    """Return where the page stands, besides its address, for its browser to remember."""
    scene = view.options.get("present-scene", "") if view.aside is not None else ""
    return {
        "basemap": basemap_of(view).basemap_id if view.map_view else "",
        "window": view.window,
        "scene": f"{scene}?{urlencode(view.selection.to_query())}" if scene else "",
        "options": view.options | ({TRAY: view.tray} if view.tray else {}),
    }


def _heard_in_the_fragment() -> None:
    """Do nothing: Streamlit keeps a value only for an event that has a callback."""


def _panel(places: Iterable[Panels], view: View, words: Words) -> dict[str, Any] | None:
    for panels in places:
        if make := panels.get(view.opened):
            panel = make()
            return {
                **({"crest": sent(panel.crest)} if panel.crest else {}),
                **({"blocks": sent(panel.blocks)} if panel.blocks else {}),
                "id": view.opened,
                "title": panel.title,
                "html": panel.html,
                "csv": "" if panel.table is None else csv_bytes(panel.table).decode("utf-8-sig"),
                "file": f"{file_stem(catalog(), words, panel.title, view.selection)}.csv",
                "save": words("chart.download"),
                "close": words("panel.close"),
                "link": words("panel.link"),
                "linked": words("panel.linked"),
            }
    if view.opened == view.linked:  # a link to what is not there
        view.opened = view.linked = ""
    return None
