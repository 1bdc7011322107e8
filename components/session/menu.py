"""The menu: which pages there are, in which groups."""

from __future__ import annotations

from typing import NamedTuple


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
        Entry("edit", "edit", "edit_square"),
        Entry("help", "help", "help"),
    ),
}
ENTRIES = {entry.name: entry for entries in MENU.values() for entry in entries}
FIRST_PAGE = "overview"
