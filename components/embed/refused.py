"""What a frame says whose link is not to be shown."""

from __future__ import annotations

from markupsafe import Markup

from components.session.embed_link import Problem
from data.i18n import Lang, translate


def refused_html(lang: Lang, why: Problem) -> Markup:
    """Return why a link is not shown, and what to do."""
    return Markup(
        '<div class="atlas-embed-refused" role="alert"><p><b>{}</b></p><p>{}</p></div>'
    ).format(translate(lang, f"embed.{why}"), translate(lang, "embed.ask"))


def refused_page(lang: Lang, why: Problem) -> str:
    """Return the same as a page of its own."""
    return Markup(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title><style>'
        ":root {{color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif}}"
        "body {{display: grid; place-content: center; min-height: 90vh; margin: 1rem; "
        "text-align: center}} p {{margin: .3rem}}</style>{}</html>"
    ).format(lang, translate(lang, f"embed.{why}"), refused_html(lang, why))
