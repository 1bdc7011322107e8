"""The dialog that gives the link of a block, and the code to put into another page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode, urljoin

from markupsafe import Markup

from components.blocks.base import Block, Content
from components.blocks.form import Field, form_block
from components.blocks.plain import markup, note
from components.blocks.text import Words
from components.embed.blocks import Offer, offered
from components.session.embed_link import BLOCK, SEES, UNTIL, EmbedLink
from components.session.reader import reader
from components.session.request import Request
from data import settings
from data.clock import today
from data.i18n import LANGS

OPTIONS = "embed.*"
_WHAT, _LANG, _THEME, _UNTIL = "embed.what", "embed.lang", "embed.theme", "embed.until"
_DAYS = (30, 7, 90, 365)
# As Streamlit takes them; the one for projectors is ours.
_THEMES = {"light": "light_theme", "dark": "dark_theme"}
_PROJECTOR = "projector"
_AS_READER = "-"
_WIDTH, _HEIGHT = 960, 540


def may_embed() -> bool:
    """Whether this reader may make a link: a signed one lets others in without a login."""
    return not settings.signing_key() or reader().may("tell_stories")


def dialog(request: Request, page: str, content: Content) -> tuple[Block, Block]:
    """Return the form that asks what to embed and how, and the code that does it."""
    words, offers = request.words, offered(request.words, content)
    if not may_embed() or not offers:
        why = words("embed.nothing" if may_embed() else "embed.ask_editor")
        return form_block("embed", words("embed.title"), (), words), note(why)
    fields = _fields(request, offers)
    chosen = {field.name: field.value for field in fields}
    offer = next(one for one in offers if one.block == chosen[_WHAT])
    is_signed = bool(settings.signing_key())
    small = words("embed.signed" if is_signed else "embed.unsigned")
    form = form_block("embed", words("embed.title"), fields, words, small=small)
    return form, _code(
        words, offer.title, urljoin(request.address, embed_link(request, page, chosen))
    )


def _fields(request: Request, offers: Sequence[Offer]) -> list[Field]:
    words, as_reader = request.words, (_AS_READER, request.words("embed.as_reader"))
    themes = (*_THEMES, _PROJECTOR)
    asked = {
        _WHAT: [
            (one.block, words("embed.choice", kind=one.kind, title=one.title)) for one in offers
        ],
        _LANG: [as_reader, *((lang, words(f"lang.{lang}")) for lang in LANGS)],
        _THEME: [as_reader, *((theme, words(f"embed.theme.{theme}")) for theme in themes)],
    }
    if settings.signing_key():
        asked[_UNTIL] = [(str(days), _until_text(words, days)) for days in _DAYS]
    return [
        Field(
            name,
            words(name),
            value=request.option(name, tuple(value for value, _ in choices)),
            choices=tuple(choices),
            is_list=True,
        )
        for name, choices in asked.items()
    ]


def _until_text(words: Words, days: int) -> str:
    until = (today() + timedelta(days)).isoformat()
    return words("embed.days", days=days, date=words.date(until))


def embed_link(request: Request, page: str, asked: dict[str, str]) -> str:
    """Return the address of a block, relative to a page of the app.

    Parameters
    ----------
    request : Request
    page : str
    asked : dict of str to str
        What the form asks, by the names of its fields.
    """
    lang = asked.get(_LANG, _AS_READER)
    sees_published = request.chosen.evidence == "published" or reader().published_only
    query = replace(request.chosen, lang=None).to_query() | {BLOCK: asked[_WHAT]}
    if sees_published:
        query |= {SEES: "published"}
    if days := asked.get(_UNTIL):
        query |= {UNTIL: (today() + timedelta(int(days))).isoformat()}
    signed = EmbedLink(page, query).signed(settings.signing_key()).query
    theme = asked.get(_THEME, _AS_READER)
    look = {"embed_options": _THEMES[theme]} if theme in _THEMES else {}
    look |= {"theme": _PROJECTOR} if theme == _PROJECTOR else {}
    look |= {"lang": lang} if lang in LANGS else {}
    return f"./{page}?{urlencode({'embed': 'true', **signed, **look}, safe=',')}"


def _code(words: Words, title: str, address: str) -> Block:
    frame = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" '
        'style="border:0" loading="lazy"></iframe>'
    ).format(address, title, _WIDTH, _HEIGHT)
    sites = settings.framed_by()
    said = words("embed.frames", sites=" ".join(sites)) if sites else words("embed.frames_none")
    return markup(
        Markup(
            '<p class="atlas-label" id="embed-code">{}</p>'
            '<pre class="atlas-code" tabindex="0" aria-labelledby="embed-code">'
            "<code>{}</code></pre>"
            '<p class="atlas-embed-acts">'
            '<button class="atlas-chip" data-do="copy">{}</button>'
            '<a href="{}" target="_blank" rel="noopener">{}</a>'
            '<span class="atlas-note" role="status" data-said="{}"></span></p>'
            '<p class="atlas-note">{}</p>'
        ).format(
            words("embed.code"),
            str(frame),
            words("embed.copy"),
            address,
            words("embed.look"),
            words("embed.copied"),
            said,
        )
    )
