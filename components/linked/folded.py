"""What a page folds into tabs: views of one list, of which the screen shows one.

All views are made and sent, so that a tab opens at once, and stories, files and paper find what
stands in any of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from components.blocks.base import Block, Content, slots
from components.blocks.plain import Html
from components.blocks.tabs import Tab, Tabs
from components.session.request import Request
from components.session.tab import tab_option

Views = Mapping[str, tuple[str, ...]]


def place_tabs(views: Views, *but: str) -> None:
    """Place the tabs and below them the slots of all views, without those that stand in columns."""
    slots("tabs", *(slot for some in views.values() for slot in some if slot not in but))


def folded(
    request: Request, page: str, content: Content, views: Views, *, search: bool = False
) -> Content:
    """Return the content of a page with the slot ``tabs``: one for each view that shows something.

    Parameters
    ----------
    request : Request
    page : str
        Its name; the titles of its tabs are the messages ``tabs.<page>.<view>``.
    content : Content
        What the page shows, whatever the tab.
    views : mapping of str to tuple of str
        The slots of each view, by its name.
    search : bool
        Whether to place a search box, for what all views list, above them.
    """
    words = request.words
    shown = {
        name: some for name, some in views.items() if any(_is_shown(content, one) for one in some)
    }
    if not shown:
        return content
    option = tab_option(page)
    tabs = Tabs(
        name=option,
        label=words("tabs.label"),
        tabs=tuple(Tab(name, words(f"tabs.{page}.{name}"), some) for name, some in shown.items()),
        chosen=request.option(option, tuple(shown)),
        search=words("table.search") if search else "",
        none=words("table.none") if search else "",
        clear=words("table.clear") if search else "",
    )
    return {**content, "tabs": tabs}


def _is_shown(content: Content, slot: str) -> bool:
    block: Block | None = content.get(slot)
    return block is not None and not (isinstance(block, Html) and not block.html)
