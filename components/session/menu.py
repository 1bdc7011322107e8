"""The menu: which pages there are, in which groups, and which of them a park has a use for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from components.blocks.text import Words
from data.catalog import Catalog
from data.coverages import areas, phases
from data.facilities import has_facilities
from data.fit import has_fit
from data.named import has_enterprises
from data.placements import placed_slots
from data.targets import measured


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
        Entry("fit", "fit", "handshake"),
    ),
    "present": (
        Entry("present", "present", "slideshow"),
        Entry("stories", "stories", "edit_note"),
    ),
    "data": (
        Entry("sources", "sources", "menu_book"),
        Entry("import", "import_data", "upload_file"),
        Entry("edit", "edit", "edit_square"),
        Entry("help", "help", "help"),
    ),
}
ENTRIES = {entry.name: entry for entries in MENU.values() for entry in entries}
FIRST_PAGE = "overview"


# What a page must find in the tables of a park, and the message that says it is not there; the
# other pages have something to say of any park.
_NEEDS: dict[str, tuple[Callable[[Catalog], object], str]] = {
    "enterprises": (has_enterprises, "needs.enterprises"),
    "facilities": (has_facilities, "needs.facilities"),
    "projects": (lambda park: len(park["projects"]), "needs.projects"),
    "targets": (measured, "needs.targets"),
    "overlay": (areas, "needs.coverage"),
    "test-area": (lambda park: phases(park, "driving_test"), "needs.test_area"),
    "digital-twin": (lambda park: phases(park, "digital_twin"), "needs.digital_twin"),
    "talent": (lambda park: placed_slots(park, "talent"), "needs.talent"),
    "city": (lambda park: placed_slots(park, "city"), "needs.city"),
    "fit": (has_fit, "needs.fit"),
    "sites": (lambda park: len(park.outlines["zone_outlines"]), "needs.zone_outlines"),
}


def lacking(catalog: Catalog, page: str) -> str:
    """Return the message that says what a park lacks for a page; empty if it has it.

    Parameters
    ----------
    catalog : Catalog
    page : str
        By its name in the menu.
    """
    finds, message = _NEEDS.get(page, (bool, ""))
    if page not in _NEEDS or finds(catalog):
        return ""
    return "needs.published" if catalog.published_only else message


def is_offered(catalog: Catalog, page: str) -> bool:
    """Whether a park has what a page is about."""
    return not lacking(catalog, page)


def group_name(group: str, page: str, words: Words) -> str:
    """Return what a group of the menu is called: that of the page with the name of the page.

    Parameters
    ----------
    group : str
    page : str
        The one that is shown.
    words : Words

    Returns
    -------
    str
        Markdown, as Streamlit's menu draws it; strong where the reader is.
    """
    name = words(f"nav.group.{group}")
    if page not in {entry.name for entry in MENU[group]}:
        return name
    return f"{name} · **{words(f'nav.{page}')}**"


def menu_of(catalog: Catalog) -> dict[str, tuple[Entry, ...]]:
    """Return the pages that a park has a use for, by group."""
    return {
        group: tuple(entry for entry in entries if is_offered(catalog, entry.name))
        for group, entries in MENU.items()
    }


def left_out(catalog: Catalog) -> dict[str, str]:
    """Return the pages that a park has no use for, and the messages that say why."""
    return {name: lacking(catalog, name) for name in ENTRIES if lacking(catalog, name)}
