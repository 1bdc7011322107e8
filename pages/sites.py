"""Site selection: zones scored by criteria that the reader weighs, and how firm that is."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.sites.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
