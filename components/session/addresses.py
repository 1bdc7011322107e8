"""Addresses of pages as seen from another page."""

from __future__ import annotations

from urllib.parse import urlencode

from data.selection import Selection


def page_link(page: str, chosen: Selection, opened: str = "") -> str:
    """Return the address of a page under a selection, with a panel open if one is named."""
    query = urlencode(chosen.to_query() | ({"open": opened} if opened else {}))
    path = "./" if page == "overview" else f"./{page}"
    return f"{path}?{query}" if query else path
