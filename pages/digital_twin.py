"""Digital twin: what phase one covers, what phase two is to cover, and what a move would."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.twin.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
