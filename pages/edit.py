"""Editing the park's own data: a task, a record, or a grid."""

from __future__ import annotations

from components.editing.page import PAGE
from components.frame.shell import show_page

if __name__ == "__main__":
    show_page(PAGE)
