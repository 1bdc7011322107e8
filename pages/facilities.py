"""Facilities: what was built, what was planned, and how far each project is."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.facilities.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
