"""Enterprises: five sectors in two groupings, a sheet a sector, and all that are named."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.enterprises.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
