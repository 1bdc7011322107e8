"""Bringing one's own data: files in, questions answered, a preview, one button."""

from __future__ import annotations

from components.frame.shell import show_page
from components.intake.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
