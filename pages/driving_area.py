"""Test area: what the L4 base covers, what is built of it, and what lies within reach."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.driving.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
