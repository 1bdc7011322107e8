"""Timeline: what happened by a date, and what was still to come; a click moves the date."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.timeline.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
