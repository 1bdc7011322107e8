"""Talent: the staff target and what it asks, the alliance, training and placements."""

from __future__ import annotations

from components.frame.shell import show_page
from components.topics.talent.page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
