"""Who changes the pack, and why: asked for once, kept by the session for all that it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from components.blocks.base import Block
from components.blocks.form import Field, form_block
from components.blocks.text import Words
from data.people import HOME, Person

# The editor asks for the same.
BY, WHY = "editing.who", "editing.why"


class Signed(TypedDict):
    """Who and why, as `data.local_pack` and `data.drafts` take them."""

    by: str
    why: str
    person: Person


def signed(options: Mapping[str, str], person: Person = HOME) -> Signed:
    """Return who and why, as far as the reader has said; who has logged in says no other name."""
    by = person.name if person.subject else options.get(BY, "").strip()
    return {"by": by, "why": options.get(WHY, "").strip(), "person": person}


def signed_fields(options: Mapping[str, str], words: Words, person: Person = HOME) -> list[Field]:
    """Return the fields of a form that ask for them; who has logged in is not asked who."""
    return [
        Field(BY, words("import.who"), words("import.who_help"), options.get(BY, "")),
        Field(WHY, words("import.why"), words("import.why_help"), options.get(WHY, "")),
    ][1 if person.subject else 0 :]


def signed_block(options: Mapping[str, str], words: Words, person: Person = HOME) -> Block:
    """Return the form that asks for them, where there is no other one to ask in."""
    fields = signed_fields(options, words, person)
    return form_block("signed", words("import.signed"), fields, words)
