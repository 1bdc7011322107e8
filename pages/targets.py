"""Targets for 2025: how far each is, what it asks for, and what was reported since."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.targets.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
