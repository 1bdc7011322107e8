"""The menu: which pages there are, in which groups."""

from __future__ import annotations

# By group: page and its icon. The first page of all opens at the root.
MENU = {
    "explore": {
        "overview": "dashboard",
        "overlay": "layers",
        "enterprises": "apartment",
        "projects": "construction",
        "test-area": "directions_car",
        "digital-twin": "view_in_ar",
        "facilities": "domain",
        "talent": "school",
        "timeline": "history",
        "city": "location_city",
    },
    "plan": {
        "targets": "flag",
        "sites": "pin_drop",
    },
    "present": {
        "present": "slideshow",
        "stories": "edit_note",
    },
    "data": {
        "sources": "menu_book",
        "import": "upload_file",
        "help": "help",
    },
}
FIRST_PAGE = "overview"
