"""What a frame says whose link is not to be shown."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.bare import bare_page
from components.session.embed_link import Problem
from data.i18n import Lang, translate


def refused_html(lang: Lang, why: Problem) -> Markup:
    """Return why a link is not shown, and what to do."""
    return Markup(
        '<div class="atlas-embed-refused" role="alert"><p><b>{}</b></p><p>{}</p></div>'
    ).format(translate(lang, f"embed.{why}"), translate(lang, "embed.ask"))


def refused_page(lang: Lang, why: Problem) -> str:
    """Return the same as a page of its own."""
    return bare_page(lang, translate(lang, f"embed.{why}"), translate(lang, "embed.ask"))
