"""A page by itself for who gets none of the app: no script, light or dark as the reader has it."""

from __future__ import annotations

from markupsafe import Markup

from data.i18n import Lang

_PAGE = Markup(
    '<!doctype html><html lang="{}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title><style>'
    ":root {{color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif}}"
    "body {{display: grid; place-content: center; min-height: 90vh; margin: 1rem}}"
    "h1 {{font-size: 1.25rem; margin: 0 0 .3rem}} p {{margin: 0; max-width: 34rem}}"
    '</style><main role="alert"><h1>{}</h1><p>{}</p></main></html>'
)


def bare_page(lang: Lang, title: str, text: str) -> str:
    """Return a page that says one thing.

    Parameters
    ----------
    lang : Lang
    title, text : str

    Examples
    --------
    >>> "<h1>A &lt; B</h1>" in bare_page("en", "A < B", "Both are numbers.")
    True
    """
    return _PAGE.format(lang, title, title, text)
