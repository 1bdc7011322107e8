"""Sources: the articles, all figures, the conflicts, the claims, and the evidence of each page."""

from __future__ import annotations

from components.contents.pages import SOURCES as PAGE
from components.frame.shell import show_page

if __name__ == "__main__":
    show_page(PAGE)
