"""Presentation: the scenes of a story, one after the other, full screen."""

from __future__ import annotations

from components.frame.shell import show_page
from components.meeting.present_page import PAGE

if __name__ == "__main__":
    show_page(PAGE)
