"""Streamlit's own words: what its buttons, states and dialogs say, in the reader's language.

Streamlit says them in English only. The catalogue holds each under the text that Streamlit
shows; ``browser/own.js`` puts ours in its place.
"""

from __future__ import annotations

import json

from components.blocks.text import Words
from data.i18n import messages

PART = "streamlit."


def own_words(words: Words) -> str:
    """Return our word for each of Streamlit's, as JSON; one with ``*`` begins a longer text."""
    found = {
        name.removeprefix(PART): text
        for name, text in messages(words.lang).items()
        if name.startswith(PART)
    }
    return json.dumps(found, ensure_ascii=False)
