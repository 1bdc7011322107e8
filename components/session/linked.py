"""Options of a page that its link names, such as ``seats=1000`` on the page of a firm."""

from __future__ import annotations

# By page; what is nobody's business but the reader's, such as a name, is in no link.
_LINKED = {"fit": ("seats", "sector", "flats", "opening", "budget")}
_LETTERS = 60


def linked_options(page: str) -> dict[str, str]:
    """Return the options of a page by their name in its link.

    >>> linked_options("fit")["seats"]
    'fit-seats'
    >>> linked_options("overview")
    {}
    """
    return {name: f"{page}-{name}" for name in _LINKED.get(page, ())}


def take_linked(options: dict[str, str], page: str, told: dict[str, str]) -> None:
    """Let the options of a page be those that its link names; the others of them are emptied.

    >>> options = {"fit-seats": "5", "fit-guest": "A firm"}
    >>> take_linked(options, "fit", {"flats": "20"})
    >>> options
    {'fit-guest': 'A firm', 'fit-flats': '20'}
    """
    for name, option in linked_options(page).items():
        options.pop(option, None)
        if told.get(name):
            options[option] = told[name][:_LETTERS]


def linked_query(options: dict[str, str], page: str) -> dict[str, str]:
    """Return what the link of a page names of its options.

    >>> linked_query({"fit-seats": "5", "fit-guest": "A firm"}, "fit")
    {'seats': '5'}
    """
    found = {name: options.get(option, "") for name, option in linked_options(page).items()}
    return {name: text[:_LETTERS] for name, text in found.items() if text.strip()}
