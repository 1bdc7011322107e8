"""Figures as files: the same figure gives the same bytes, whenever it is made."""

from __future__ import annotations

from io import BytesIO

from matplotlib import rcParams
from matplotlib.figure import Figure

PRINT_DPI = 220
# Ids in an SVG are hashes with this; without it they are random.
rcParams["svg.hashsalt"] = "atlas"


def alt_text(figure: Figure) -> str:
    """Return what a figure says, for those who cannot see it."""
    return str(figure.get_label())


def png_bytes(figure: Figure, dpi: int = PRINT_DPI) -> bytes:
    """Return a figure as PNG of its size in inches times `dpi`; it carries its alt text."""
    made = BytesIO()
    said = {"Software": None, "Description": alt_text(figure)}
    figure.savefig(made, format="png", dpi=dpi, metadata=said)
    return made.getvalue()


def svg_bytes(figure: Figure) -> bytes:
    """Return a figure as SVG; its alt text is the title.

    Letters are outlines: an SVG goes into Word, PowerPoint and chats of machines that have
    no Chinese font, and none of those reads a font inside the file.
    """
    made = BytesIO()
    said = {"Date": None, "Creator": None, "Title": alt_text(figure)}
    figure.savefig(made, format="svg", metadata=said)
    return made.getvalue()
