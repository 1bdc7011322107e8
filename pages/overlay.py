"""Overlay: how much of each zone lies in the test area and the twin, and what stands there."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.overlay.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
