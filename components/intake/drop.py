"""Where files are dropped: Streamlit's uploader, with our limits on it."""

from __future__ import annotations

import json

import streamlit as st

from components.blocks.text import Words
from components.intake.inbox import MAX_BYTES, MAX_FILES, Inbox, file_in, forget_answers
from components.intake.situation import situation
from components.session.permits import end_uploads, permit_uploads
from components.session.request import Request
from components.session.state import current_view

_AROUND = 1_000_000  # bytes: what a browser sends besides the files


def drop_zone(held: Inbox, request: Request) -> bool:
    """Place the drop zone and read what was dropped; tell whether there was anything.

    The bytes are let go of as soon as they are read: each drop gets a fresh uploader.
    """
    words, options = request.words, current_view().options
    permit_uploads(MAX_FILES, MAX_BYTES + _AROUND)
    st.html(_words_css(words))
    with st.container(key="import-drop"):
        dropped = st.file_uploader(
            words("import.drop_label"),
            accept_multiple_files=True,
            key=f"import-files-{held.drop}",
            label_visibility="collapsed",
        )
    if not dropped:
        return False
    before = list(held.files.values())
    with st.container(key="import-reading"):
        for place, file in enumerate(dropped, start=1):
            with st.spinner(words("import.reading", place=place, count=len(dropped))):
                file_in(held, file.name, file.getvalue())
    end_uploads()
    held.drop += 1
    held.said = None
    if list(held.files.values())[: len(before)] != before:
        forget_answers(options)
    with st.spinner(words("import.working")):
        situation(held, request.catalog, options)
    return True


def _words_css(words: Words) -> str:
    """Return what the style sheet sets in place of the uploader's own limits."""
    limit = MAX_BYTES // 1_000_000
    texts = {
        "hint": words("import.drop_hint", limit=limit),
        "failed": words("import.drop_failed", limit=limit),
    }
    # JSON quotes a text as CSS does.
    rules = ";".join(
        f"--drop-{name}:{json.dumps(text, ensure_ascii=False)}" for name, text in texts.items()
    )
    return f"<style>:root{{{rules}}}</style>"
