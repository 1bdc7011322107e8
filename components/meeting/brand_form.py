"""The form of the office's own: contact, colour, files; each field is saved as it is filled in."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from components.blocks.base import Block, Content
from components.blocks.contact import contact_block, contact_html
from components.blocks.form import Field, form_block
from components.blocks.plain import heading, markup, nothing
from components.blocks.rows import Button, Row, rows_block
from components.blocks.text import Words
from components.meeting.brand_files import keep, place_uploads
from components.session.request import Request
from data.brand import (
    FILES,
    MAX_BYTES,
    TEXTS,
    Brand,
    BrandChangedError,
    brand,
    save_texts,
    texts_of,
)
from data.local_pack import lock
from data.people import Person
from data.stores.errors import why_not

OPTION = "brand."
BRAND_SLOTS = ("brand-heading", "brand-said", "brand-form", "brand-files")
_DROP = "brand.drop"
_KEY = "_brand"
_log = logging.getLogger(__name__)


@dataclass
class Filled:
    """What one session has filled in.

    Attributes
    ----------
    seen : dict of str to str
        The fields as the reader sees them.
    wrong : dict of str to (str, str, dict)
        By field: the text that was not saved, why, and what the message names.
    said : tuple of (str, str, bool), optional
        Message, field and whether it is an error: what was done last with a file.
    """

    seen: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, tuple[str, str, dict[str, object]]] = field(default_factory=dict)
    said: tuple[str, str, bool] | None = None

    def copy(self) -> Filled:
        """Return the same, of which a change stays where it is made."""
        return replace(self, seen={**self.seen}, wrong={**self.wrong})


def filled() -> Filled:
    """Return what this session has filled in."""
    made: Filled = st.session_state.setdefault(_KEY, Filled(texts_of(brand())))
    return made


def act(options: dict[str, str], *, person: Person) -> None:
    """Save each field that the reader has filled in, and nothing for who may not write."""
    held = filled()
    for name in [one for one in options if one.startswith(OPTION)]:
        text, key = options.pop(name), name.removeprefix(OPTION)
        if lock(person, "brand"):
            continue
        held.said = None
        if name == _DROP and text in FILES:
            why = keep(text, None)
            held.said = (why or "brand.dropped", text, bool(why))
        elif key in TEXTS:
            fill(held, key, text)
    held.seen = texts_of(brand())


def fill(held: Filled, key: str, text: str) -> None:
    """Save one field; keep the text with the reason where it cannot be."""
    held.wrong.pop(key, None)
    try:
        problems = save_texts({key: text}, held.seen)
    except BrandChangedError as error:
        held.wrong[key] = (text, "brand.changed", {"now": error.now[key]})
    except OSError as error:
        _log.exception("%s", key)
        why = why_not(error, "editor.not_written", "editor.disk_full")
        held.wrong[key] = (text, why, {})
    else:
        if problems:
            held.wrong[key] = (text, f"check.{problems[0].kind}", problems[0].values)


def brand_blocks(request: Request, held: Filled | None) -> Content:
    """Return the form; where nothing may be written, what there is."""
    words, own, held = request.words, brand(), held or Filled()
    locked = bool(lock(request.person, "brand"))
    return {
        "brand-heading": heading(words("brand.heading"), words("brand.small")),
        "brand-said": _said(held, own, words),
        "brand-form": nothing() if locked else _form(held, own, words),
        "brand-files": nothing() if locked else _files(own, words),
    }


def _said(held: Filled, own: Brand, words: Words) -> Block:
    parts = []
    if held.said:
        message, name, is_error = held.said
        css, role = ("atlas-warning", "alert") if is_error else ("atlas-done", "status")
        limit = MAX_BYTES[name] // 1_000_000
        text = words(message, field=words(f"brand.upload.{name}"), limit=limit)
        parts.append(Markup('<p class="{}" role="{}">{}</p>').format(css, role, text))
    warning = Markup('<p class="atlas-warning">{}</p>')
    parts += [warning.format(problem.text(words.lang)) for problem in own.problems]
    card = contact_block(own, words)
    if card:
        parts.append(contact_html(card))
    else:
        lacks = words.join(words(f"brand.lacks.{one}") for one in _lacks(own))
        text = words("brand.incomplete", lacks=lacks)
        parts.append(Markup('<p class="atlas-note">{}</p>').format(text))
    return markup(Markup().join(parts))


def _lacks(own: Brand) -> tuple[str, ...]:
    missing = own.contact.missing
    return (*(["name"] if "name" in missing else []), *(["way"] if "phone" in missing else []))


def _form(held: Filled, own: Brand, words: Words) -> Block:
    now = texts_of(own)
    order = ["name_zh", "name_en", "role_zh", "role_en", "office_zh", "office_en"]
    more = ["phone", "mail", "wechat", "address_zh", "address_en", "accent"]
    fields = [_field(key, now, held, words) for key in (*order, *more)]
    return form_block("brand", words("brand.contact"), fields, words, small=words("brand.saved"))


def _field(key: str, now: dict[str, str], held: Filled, words: Words) -> Field:
    text, why, values = held.wrong.get(key, (now[key], "", _NONE))
    return Field(
        f"{OPTION}{key}",
        words(f"brand.field.{key}"),
        words(f"brand.hint.{key}") if key in _HINTED else "",
        text,
        problem=words(why, **values) if why else "",
    )


_NONE: dict[str, Any] = {}
_HINTED = {"wechat", "accent"}


def _files(own: Brand, words: Words) -> Block:
    rows = [
        Row(
            name,
            words(f"brand.upload.{name}"),
            words("brand.there" if getattr(own, name) else "brand.none"),
            (Button(f"{_DROP}:{name}", words("brand.drop")),) if getattr(own, name) else (),
        )
        for name in FILES
    ]
    return rows_block("brand-files", rows, title=words("brand.files"))


def place_brand(request: Request) -> bool:
    """Place the uploaders, for who may write; tell whether anything was dropped."""
    if lock(request.person, "brand"):
        return False
    dropped = place_uploads(request.words)
    if dropped:
        name, why = dropped
        filled().said = (why or "brand.taken", name, bool(why))
    return bool(dropped)
