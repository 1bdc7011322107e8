"""Rows of revisions and drafts: what each is, a button that opens what it changes, and acts."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from components.intake.inbox import ACT
from components.intake.situation import SEEN

_ROW = Markup(
    '<li data-key="{}"{}><span class="atlas-row-text"><b>{}</b><small>{}</small></span>'
    '<span class="atlas-row-do">{}</span></li>'
)


def row_html(
    key: str, title: str, small: str, buttons: Sequence[Markup], *, is_current: bool = False
) -> Markup:
    """Return one row of a list with the class ``atlas-rows``."""
    current = Markup(' aria-current="true"') if is_current else Markup()
    return _ROW.format(key, current, title, small, Markup().join(buttons))


def open_html(panel: str, text: str) -> Markup:
    """Return a button that opens a panel."""
    button = Markup('<button class="atlas-open" data-open="{}" aria-haspopup="dialog">{}</button>')
    return button.format(panel, text)


def act_html(act: str, seen: str, text: str, *, is_main: bool = False) -> Markup:
    """Return a button that asks for an act; it says which revision the reader has seen."""
    css = "atlas-chip atlas-chip-main" if is_main else "atlas-chip"
    button = Markup('<button class="{}" data-option="{}" data-key="{}">{}</button>')
    return button.format(css, f"{ACT}:{act}{SEEN}{seen}", act, text)


def link_html(href: str, text: str) -> Markup:
    """Return a link to another page of ours."""
    return Markup('<a href="{}">{}</a>').format(href, text)
