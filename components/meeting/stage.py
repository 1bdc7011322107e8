"""What stands around a scene: places, buttons, the list of keys, the QR code of the link."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
import streamlit as st

from components.blocks.base import Panel, slots
from components.blocks.text import Words, escape
from components.browser.assets import FRONTEND_DIR
from data.tokens import BLACK, PAPER

# By act: the key that does the same, and the icon of its button.
_BUTTONS = {
    "previous": ("←", "chevron_left"),
    "next": ("→", "chevron_right"),
    "play": ("P", "play_arrow"),
    "blank": ("B", "tv_off"),
    "notes": ("N", "speaker_notes"),
    "qr": ("Q", "qr_code_2"),
    "full": ("F", "fullscreen"),
    "theme": ("T", "contrast"),
    "lang": ("L", "translate"),
    "help": ("?", "keyboard"),
    "leave": ("Esc", "close"),
}
_FURTHER_KEYS = {
    "next": "→ · PgDn · Space",
    "previous": "← · PgUp · Shift+Space",
    "first": "Home",
    "last": "End",
    "number": "1–9 · Enter",
    "back": "R · Backspace",
}
_LOCAL = {"localhost", "127.0.0.1", "::1"}


def place_stage(words: Words) -> None:
    """Place what the scenes are drawn into, and the style that only this page has."""
    style = (FRONTEND_DIR / "present.css").read_text(encoding="utf-8")
    st.html(f"<style>{style}</style>")
    slots("notices")
    st.html(
        '<div class="atlas-stage-head" data-part="head"></div>'
        '<div class="atlas-slot atlas-stage-card" data-part="headline"></div>'
        '<div class="atlas-slot atlas-stage-chart" data-part="chart"></div>'
        '<footer class="atlas-stage-foot">'
        '<div class="atlas-stage-sources" data-part="sources"></div>'
        '<div class="atlas-slot" data-slot="limits"></div>'
        f'<div class="atlas-stage-bar" role="toolbar" aria-label="{escape(words("present.bar"))}">'
        f'<span data-part="place"></span>{_buttons(words)}</div></footer>'
        f'<button class="atlas-stage-back" data-act="back" hidden>{escape(words("present.back"))}'
        " <kbd>R</kbd></button>"
        '<div class="atlas-stage-said" role="status" data-part="said"></div>'
        '<div class="atlas-stage-blank" data-part="blank" hidden></div>'
        '<i class="atlas-stage-dwell" data-part="dwell"></i>'
    )


def _buttons(words: Words) -> str:
    """Return the row of small buttons."""
    return "".join(
        f'<button data-act="{act}" aria-label="{escape(name)}" title="{escape(name)} ({key})">'
        f'<span class="atlas-icon" aria-hidden="true">{icon}</span></button>'
        for act, (key, icon) in _BUTTONS.items()
        for name in [words(f"present.act.{act}")]
    )


def help_panel(words: Words) -> Panel:
    """Return the list of keys."""
    keys = _FURTHER_KEYS | {
        act: key for act, (key, _) in _BUTTONS.items() if act not in _FURTHER_KEYS
    }
    rows = "".join(
        f"<tr><th scope=row><kbd>{escape(key)}</kbd></th>"
        f"<td>{escape(words(f'present.act.{act}'))}</td></tr>"
        for act, key in keys.items()
    )
    touch = escape(words("present.touch"))
    return Panel(
        words("present.act.help"),
        f'<table class="atlas-table atlas-keys">{rows}</table><p class="atlas-note">{touch}</p>',
    )


def qr_panel(words: Words, address: str, query: str) -> Panel:
    """Return the QR code of a scene's link, at the address that the browser uses.

    Parameters
    ----------
    address : str
    query : str
        Names story, scene and language.
    """
    place = urlsplit(address)
    link = place._replace(query=query, fragment="").geturl()
    svg = segno.make(link, error="m").svg_inline(border=4, dark=BLACK, light=PAPER, omitsize=True)
    local = place.hostname in _LOCAL
    notice = f'<p class="atlas-warning">{escape(words("present.qr_local"))}</p>' if local else ""
    return Panel(
        words("present.act.qr"),
        f'<div class="atlas-qr">{svg}<p>{escape(link)}</p>{notice}</div>',
    )
