"""``python -m data stale``: what is due to be brought anew, since when, and by whom."""

from __future__ import annotations

import sys
from datetime import date

from data.catalog import Catalog
from data.clock import today
from data.freshness import due_name, newest_text, since_text, steward, what_is_due
from data.i18n import Lang, translate
from data.notify import notify
from data.settings import NOTIFY, SMTP, notify_address


def stale_lines(catalog: Catalog, on: date, lang: Lang) -> list[str]:
    """Return what is due on a day, one line each.

    >>> stale_lines(catalog, date(2021, 1, 1), "en")[0].partition(" · ")[0]
    'Revenue'
    """
    return [
        " · ".join(
            [
                due_name(catalog, one, lang),
                newest_text(catalog, one, lang),
                since_text(one, lang),
                translate(lang, "stale.brings", who=steward(catalog, one, lang)),
            ]
        )
        for one in what_is_due(catalog, on)
    ]


def stale(catalog: Catalog, lang: Lang, *, tell: bool = False) -> int:
    """Print what is due; return 1 if something is, 2 if it could not be told, else 0.

    Parameters
    ----------
    tell : bool
        Whether it is told to the address that is set, too.

    Examples
    --------
    >>> code = stale(catalog, "en")  # doctest: +ELLIPSIS
    Enterprises · 300–330 enterprises (25 Nov 2020) · due since 26 Nov 2021 · ...
    >>> code
    1
    """
    try:
        lines = stale_lines(catalog, today(), lang)
        total = translate(lang, "stale.total", count=len(lines))
        sys.stdout.write("\n".join([*lines, total, ""]))
        if tell and lines:
            notify(notify_address(), total, lines)
    except OSError as error:
        untold = {"address": notify_address(), "settings": f"{NOTIFY.name}, {SMTP.name}"}
        return _failed(translate(lang, "stale.untold", **untold, reason=error))
    except ValueError as error:
        name, value, example = error.args
        said = {"name": name, "value": value, "example": example}
        return _failed(translate(lang, "stale.wrong_setting", **said))
    return 1 if lines else 0


def _failed(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return 2
