"""The tab that a page shows: an option of the page, and ``tab=`` in its link."""

from __future__ import annotations

TAB = "tab"  # in links


def tab_option(page: str) -> str:
    """Return the name of the option that holds the tab of a page.

    >>> tab_option("projects")
    'projects-tab'
    """
    return f"{page}-tab"
