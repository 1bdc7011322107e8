"""The menu: which pages there are, in which groups, and which of them a park has a use for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.catalog import Catalog
from data.placements import placed_slots


class Entry(NamedTuple):
    """A page of the menu: its address, the script that Streamlit runs, and its icon."""

    name: str
    script: str
    icon: str

    @property
    def path(self) -> str:
        """Where its script lies, beside ``pages/menu.py``, as `st.Page` asks for it."""
        return f"{self.script}.py"


# By group. The first page of all opens at the root.
MENU = {
    "explore": (
        Entry("overview", "overview", "dashboard"),
        Entry("overlay", "overlay", "layers"),
        Entry("enterprises", "enterprises", "apartment"),
        Entry("projects", "projects", "construction"),
        Entry("test-area", "driving_area", "directions_car"),
        Entry("digital-twin", "digital_twin", "view_in_ar"),
        Entry("facilities", "facilities", "domain"),
        Entry("talent", "talent", "school"),
        Entry("timeline", "timeline", "history"),
        Entry("city", "city", "location_city"),
    ),
    "plan": (
        Entry("targets", "targets", "flag"),
        Entry("sites", "sites", "pin_drop"),
    ),
    "present": (
        Entry("present", "present", "slideshow"),
        Entry("stories", "stories", "edit_note"),
    ),
    "data": (
        Entry("sources", "sources", "menu_book"),
        Entry("import", "import_data", "upload_file"),
        Entry("help", "help", "help"),
    ),
}
ENTRIES = {entry.name: entry for entries in MENU.values() for entry in entries}
FIRST_PAGE = "overview"


def _has_coverage(*kinds: str) -> Callable[[Catalog], bool]:
    return lambda catalog: bool(catalog["coverage"]["coverage_id"].isin(kinds).any())


# What a page must find in the tables of a park; the other pages have something to say of any.
_NEEDS: dict[str, Callable[[Catalog], bool]] = {
    "overlay": _has_coverage("test_area", "twin_1", "twin_2"),
    "test-area": _has_coverage("test_area"),
    "digital-twin": _has_coverage("twin_1"),
    "city": lambda catalog: bool(placed_slots(catalog, "city")),
}


def is_offered(catalog: Catalog, page: str) -> bool:
    """Whether a park has what a page is about.

    Parameters
    ----------
    catalog : Catalog
    page : str
        By its name in the menu.
    """
    return page not in _NEEDS or _NEEDS[page](catalog)


def menu_of(catalog: Catalog) -> dict[str, tuple[Entry, ...]]:
    """Return the pages that a park has a use for, by group."""
    return {
        group: tuple(entry for entry in entries if is_offered(catalog, entry.name))
        for group, entries in MENU.items()
    }


def left_out(catalog: Catalog) -> tuple[Entry, ...]:
    """Return the pages that a park has no use for; message ``menu.needs.<name>`` says why."""
    return tuple(entry for entry in ENTRIES.values() if not is_offered(catalog, entry.name))
