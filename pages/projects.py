"""Projects: what was signed, what stands, since when, and all that is in print about each."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.projects.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
