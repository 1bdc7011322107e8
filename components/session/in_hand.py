"""What a reader has in hand that his session alone has: if its server is gone, he is told so.

The browser remembers it in words, as an option of the page, and tells the session that goes on.
"""

from __future__ import annotations

from components.session.state import View

_LETTERS = 300


def hand_option(page: str) -> str:
    """Return the name of the option that holds what is in hand on a page.

    >>> hand_option("import")
    'import-in-hand'
    """
    return f"{page}-in-hand"


def miss_in_hand(view: View, page: str) -> None:
    """Note what a session before had in hand, and this one has not; when the reader was heard.

    >>> view = View(options={"import-in-hand": "a.xlsx"})
    >>> miss_in_hand(view, "import")
    >>> view.gone
    {'import': 'a.xlsx'}
    """
    told = view.options.get(hand_option(page), "")
    if told != view.in_hand.get(page, ""):
        view.in_hand[page] = view.gone[page] = told


def note_in_hand(view: View, page: str, now: str) -> None:
    """Let the browser remember what is in hand; once there is anything again, nothing is missed.

    >>> view = View(gone={"import": "a.xlsx"})
    >>> note_in_hand(view, "import", "b.xlsx")
    >>> view.gone, view.options
    ({}, {'import-in-hand': 'b.xlsx'})
    """
    name, text = hand_option(page), now if len(now) <= _LETTERS else f"{now[:_LETTERS]}…"
    if text:
        view.gone.pop(page, None)
    if text or name in view.options:  # emptied, it takes the place of what a browser remembers
        view.in_hand[page] = view.options[name] = text
