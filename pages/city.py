"""The city's digital economy and its parks, with the park on its map."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.city.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
