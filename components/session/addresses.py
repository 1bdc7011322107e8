"""Addresses of pages as seen from another page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from components.session.linked import linked_options
from components.session.menu import ENTRIES, FIRST_PAGE, Entry
from components.session.tab import TAB
from data.selection import Selection

LOG_IN, LOG_OUT = "log-in", "log-out"
# What a link names besides a selection.
_BESIDES = frozenset({"open", "story", "scene", "draft", "basemap", TAB})


def page_link(page: str, chosen: Selection, opened: str = "") -> str:
    """Return the address of a page under a selection, with a panel open if one is named."""
    query = urlencode(chosen.to_query() | ({"open": opened} if opened else {}))
    path = "./" if page == "overview" else f"./{page}"
    return f"{path}?{query}" if query else path


def draft_link(page: str, draft: str, opened: str = "") -> str:
    """Return the address of a page with a draft in place of what is in force.

    >>> draft_link("projects", "0123456789")
    './projects?draft=0123456789'
    """
    query = urlencode({"draft": draft} | ({"open": opened} if opened else {}))
    return f"{'./' if page == FIRST_PAGE else f'./{page}'}?{query}"


def linked_page(address: str, chosen: Selection) -> tuple[Entry, dict[str, str]] | None:
    """Return the page that a link of ours leads to, and its query.

    What the link does not name of the selection stays as it is.

    Parameters
    ----------
    address : str
        Page and query; the first page has no name. Anybody may post any.
    chosen : Selection

    Returns
    -------
    tuple or None
        ``None`` if there is no such page.

    Examples
    --------
    >>> entry, query = linked_page("sources?open=publication-002", Selection(zones=("C",)))
    >>> entry.name, query
    ('sources', {'zones': 'C', 'open': 'publication-002'})
    """
    name, _, text = address.partition("?")
    entry, asked = ENTRIES.get(name or FIRST_PAGE), dict(parse_qsl(text))
    if entry is None:
        return None
    both = chosen.to_query() | asked
    named = {
        name: value
        for name, value in both.items()
        if name in _BESIDES or name in linked_options(entry.name)
    }
    return entry, Selection.from_query(both)[0].to_query() | named
