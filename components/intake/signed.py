"""Who changes the pack, and why: asked for once, kept by the session for all that it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from components.blocks.base import Block
from components.blocks.form import Field, form_block
from components.blocks.text import Words

# The editor asks for the same.
BY, WHY = "editing.who", "editing.why"


class Signed(TypedDict):
    """Who and why, as `data.local_pack` and `data.drafts` take them."""

    by: str
    why: str


def signed(options: Mapping[str, str]) -> Signed:
    """Return who and why, as far as the reader has said."""
    return {"by": options.get(BY, "").strip(), "why": options.get(WHY, "").strip()}


def signed_fields(options: Mapping[str, str], words: Words) -> list[Field]:
    """Return the fields of a form that ask for them."""
    return [
        Field(BY, words("import.who"), words("import.who_help"), options.get(BY, "")),
        Field(WHY, words("import.why"), words("import.why_help"), options.get(WHY, "")),
    ]


def signed_block(options: Mapping[str, str], words: Words) -> Block:
    """Return the form that asks for them, where there is no other one to ask in."""
    return form_block("signed", words("import.signed"), signed_fields(options, words), words)
