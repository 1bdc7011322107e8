"""Help: the words and signs of the atlas, what each page answers, how to use it."""

from __future__ import annotations

from components.frame.shell import show_page
from components.help.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
