"""Which choices a page takes from the browser, and how much of them a session keeps."""

from __future__ import annotations

from collections.abc import Collection

Offered = Collection[str]

HANDOUT = "handout."
"""Begin of the names by which a reader asks for files: done at once, and not kept."""
TRAY = f"{HANDOUT}tray"
"""The one of these by which a browser brings the mark of its tray to another server."""

MAX_BYTES = 64_000  # of one value: room for any text of a form
_MAX_NAME = 4_000  # of a column of somebody's file, quoted
_MAX_KEPT = 500_000  # bytes of all options of a session


def is_offered(name: str, offered: Offered) -> bool:
    """Whether a page takes an option.

    Parameters
    ----------
    name : str
    offered : collection of str
        Names; one that ends in ``*`` stands for all that begin so.

    Examples
    --------
    >>> [is_offered(name, ("measure", "import.*")) for name in ("measure", "import.a", "sing")]
    [True, True, False]
    """
    return name in offered or any(
        one.endswith("*") and name.startswith(one[:-1]) for one in offered
    )


def keep_option(options: dict[str, str], name: str, value: str, offered: Offered) -> bool:
    """Keep a choice if the page offers it; tell whether it was too long to be kept.

    >>> kept = {}
    >>> keep_option(kept, "measure", "area", ("measure",)), kept
    (False, {'measure': 'area'})
    >>> keep_option(kept, "measure", "x" * 64_001, ("measure",)), kept
    (True, {'measure': 'area'})
    """
    if not is_offered(name, offered):
        return False
    others = sum(len(one) + len(text) for one, text in options.items() if one != name)
    size = len(value.encode())
    if size > MAX_BYTES or len(name) > _MAX_NAME or others + len(name) + size > _MAX_KEPT:
        return True
    options[name] = value
    return False
