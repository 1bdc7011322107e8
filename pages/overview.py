"""Overview: the park on a map with linked cards and charts."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.overview.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
