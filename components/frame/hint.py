"""The hint for a first visit; it is found in the help after that (``browser/hint.js``)."""

from __future__ import annotations

from dataclasses import replace

from components.blocks.base import Content
from components.blocks.plain import Title
from components.help.guide import hint_text
from components.session.addresses import page_link
from components.session.request import Request


def hinted(request: Request, content: Content) -> Content:
    """Return the content of a page; on one with a map and filters, its title carries the hint."""
    if not {"map-note", "filters"} <= content.keys():
        return content
    words, title = request.words, content["title"]
    if not isinstance(title, Title):
        return content
    hint = {
        "text": hint_text(request),
        "help": words("nav.help"),
        "href": page_link("help", request.chosen),
        "close": words("hint.close"),
    }
    return content | {"title": replace(title, hint=hint)}
