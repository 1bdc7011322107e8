"""What stands around a scene: places, buttons, the list of keys, the QR code of the link."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from markupsafe import Markup

from components.blocks.base import Panel, plain, slots
from components.blocks.html_table import note_html
from components.blocks.qr import qr_svg
from components.blocks.text import Words
from components.browser.assets import FRONTEND_DIR
from data.settings import is_shared

# By act: the key that does the same, and the icon of its button.
_BUTTONS = {
    "previous": ("←", "chevron_left"),
    "next": ("→", "chevron_right"),
    "play": ("P", "play_arrow"),
    "blank": ("B", "tv_off"),
    "notes": ("N", "speaker_notes"),
    "sources": ("S", "format_quote"),
    "legend": ("K", "legend_toggle"),
    "find": ("/", "search"),
    "order": ("O", "format_list_numbered"),
    "rehearse": ("Z", "timer"),
    "fit": ("Y", "handshake"),
    "qr": ("Q", "qr_code_2"),
    "take": ("E", "send_to_mobile"),
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
    sheets = ("contact.css", "present.css", "over.css")
    style = "".join((FRONTEND_DIR / one).read_text(encoding="utf-8") for one in sheets)
    st.html(f"<style>{style}</style>")
    slots("notices")
    stage = Markup(
        '<div class="atlas-stage-head" data-part="head"></div>'
        '<div class="atlas-slot atlas-stage-card" data-part="headline"></div>'
        '<div class="atlas-slot atlas-stage-chart" data-part="chart"></div>'
        '<div class="atlas-slot atlas-stage-contact" data-part="contact"></div>'
        '<footer class="atlas-stage-foot">'
        '<p class="atlas-stage-caveat" data-part="caveat"></p>'
        '<div class="atlas-stage-bar" role="toolbar" aria-label="{}">'
        '<span data-part="place"></span>{}</div></footer>'
        '<aside class="atlas-stage-sources"><div class="atlas-slot" data-part="sources"></div>'
        '<div class="atlas-slot" data-slot="limits"></div></aside>'
        '<button class="atlas-stage-back" data-act="back" hidden>{}'
        " <kbd>R</kbd></button>"
        '<div class="atlas-stage-timing" role="timer" data-part="timing"></div>'
        '<div class="atlas-stage-said" role="status" data-part="said"></div>'
        '<div class="atlas-stage-blank" data-part="blank" hidden></div>'
        '<i class="atlas-stage-dwell" data-part="dwell"></i>'
    )
    st.html(stage.format(words("present.bar"), _buttons(words), words("present.back")))


def _buttons(words: Words) -> Markup:
    """Return the row of small buttons."""
    button = Markup(
        '<button data-act="{act}" aria-label="{name}" title="{name} ({key})">'
        '<span class="atlas-icon" aria-hidden="true">{icon}</span></button>'
    )
    return Markup().join(
        button.format(act=act, name=words(f"present.act.{act}"), key=key, icon=icon)
        for act, (key, icon) in _BUTTONS.items()
    )


def help_panel(words: Words) -> Panel:
    """Return the list of keys."""
    keys = _FURTHER_KEYS | {
        act: key for act, (key, _) in _BUTTONS.items() if act not in _FURTHER_KEYS
    }
    rows = Markup().join(
        Markup("<tr><th scope=row><kbd>{}</kbd></th><td>{}</td></tr>").format(
            key, words(f"present.act.{act}")
        )
        for act, key in keys.items()
    )
    html = Markup('<table class="atlas-table atlas-keys">{}</table>').format(rows)
    return Panel(words("present.act.help"), plain(html + note_html([words("present.touch")])))


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
    return Panel(words("present.act.qr"), plain(link_code(words, link)))


def link_code(words: Words, link: str) -> Markup:
    """Return the QR code of a link and the link; says so if only this machine can open it."""
    notice = Markup()
    if urlsplit(link).hostname in _LOCAL:
        text = words("present.qr_local_shared" if is_shared() else "present.qr_local")
        notice = Markup('<p class="atlas-warning">{}</p>').format(text)
    return Markup('<div class="atlas-qr">{}<p>{}</p>{}</div>').format(qr_svg(link), link, notice)
