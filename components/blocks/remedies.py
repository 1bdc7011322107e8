"""The button of an empty block that fills it."""

from __future__ import annotations

from components.blocks.text import Words

Remedy = dict[str, str]


def options_button(words: Words, options: dict[str, str]) -> Remedy:
    """Return the button that sets some options of a page."""
    settings = " ".join(f"{name}:{value}" for name, value in options.items())
    return {"text": words("empty.options"), "do": "options", "options": settings}
