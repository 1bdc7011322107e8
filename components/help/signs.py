"""The signs of the pages, drawn in the help as they are drawn there."""

from __future__ import annotations

from markupsafe import Markup, escape

from components.blocks.text import Words
from components.map.style import line_swatch
from components.session.theme import Theme, zone_colours
from data.schema import GRADES
from data.selection import STATUSES
from data.tokens import Look

_PAINT = "--fill:var(--accent);--stroke:var(--accent)"
_REST = "--fill:var(--neutral);--stroke:var(--outline)"
_FRAME = "--fill:transparent;--stroke:var(--accent)"


def signs(words: Words, theme: Theme, zones: tuple[str, ...]) -> dict[str, Markup]:
    """Return the sign of each word that has one, as HTML."""
    return {
        "zone": Markup().join(
            _zone(words.zone_mark(zone), colour) for zone, colour in zone_colours(zones).items()
        ),
        "status": Markup("<br>").join(words(f"status.{status}") for status in STATUSES),
        "coverage": Markup().join(
            line_swatch(Look("area", hue, place), theme) for place, hue in enumerate((0, 1, 1))
        ),
        "target": _bar(mark=Markup('<i class="atlas-target" style="--share:.9"></i>')),
        "as-of": Markup("<b>{}</b>").format(words("filter.asof")),
        "source": Markup('<span class="atlas-sign-open">{} ▾</span> · ⓘ').format(
            words("source.button")
        ),
        "conflict": Markup('<b class="atlas-flag">⚠</b>'),
        "range": _bar(
            mark=Markup('<i class="atlas-band" style="--from:.6;--to:.9;{}"></i>').format(_PAINT)
        ),
        "lower-bound": _bar(mark=Markup('<b class="atlas-bracket">[</b>')) + " ≥",
        "about": escape(words("quantity.about", amount="")),
        "forecast": _bar("atlas-hatched"),
        "outturn": _bar(),
        "planned": _bar("atlas-dashed", _FRAME),
        **{grade: _badge(grade, words) for grade in GRADES},
        "schematic": Markup('<i class="atlas-sign atlas-sign-schematic"></i> ▨'),
        "published": Markup('<span class="atlas-switch" aria-hidden="true"></span>'),
        "unassigned": _bar(paint=_REST),
        "unattributed": _bar("atlas-hatched", _REST),
        "no-data": escape(words("card.none")),
    }


def _bar(css: str = "", paint: str = _PAINT, mark: Markup | None = None) -> Markup:
    return Markup(
        '<span class="atlas-sign {}"><span class="atlas-bar-track">'
        '<i class="atlas-bar-fill" style="--share:.6;{}"></i>{}</span></span>'
    ).format(css, paint, mark or "")


def _zone(zone: str, colour: str) -> Markup:
    sign = Markup('<b class="atlas-sign-zone" style="--fill:{}"><i>{}</i></b>')
    return sign.format(colour, zone)


def _badge(grade: str, words: Words) -> Markup:
    badge = Markup('<b class="atlas-grade atlas-grade-{}">{}</b>')
    return badge.format(grade, words.grade(grade))
