"""The hint for a first visit: what a page shows, what is schematic, where to click."""

from __future__ import annotations

from dataclasses import replace

from components.blocks.base import Content
from components.blocks.plain import Title
from components.session.addresses import page_link
from components.session.request import Request
from data.selection import visible


def hinted(request: Request, content: Content) -> Content:
    """Return the content of a page; on one with a map and filters, its title carries the hint."""
    if not {"map-note", "filters"} <= content.keys():
        return content
    words, title = request.words, content["title"]
    if not isinstance(title, Title):
        return content
    hint = {
        "text": words(f"hint.{_outlines(request)}"),
        "help": words("nav.help"),
        "href": page_link("help", request.chosen),
        "close": words("hint.close"),
    }
    return content | {"title": replace(title, hint=hint)}


def _outlines(request: Request) -> str:
    """Return whether the outlines on the map are hidden, schematic, or own data are in force."""
    if request.catalog.own.dates:
        return "own"
    shown = visible(request.catalog.outlines["zone_outlines"], request.chosen)
    if shown.empty:
        return "hidden"
    return "schematic" if (shown["evidence"] == "illustrative").any() else "own"
