"""Your firm here: what is in print for a firm that may come, and what to ask the office."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.fit.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
