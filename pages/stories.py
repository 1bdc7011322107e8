"""Stories: scenes kept, put in order, worded in two languages, saved."""

from __future__ import annotations

from components.frame.shell import show_page
from components.meeting.stories_page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
