"""The signs of the pages, drawn in the help as they are drawn there."""

from __future__ import annotations

from components.blocks.text import Words, escape
from components.map.style import line_swatch
from components.session.theme import STATUS_COLOURS, ZONE_COLOURS, Theme
from data.schema import GRADES

_PAINT = "--fill:var(--accent);--stroke:var(--accent)"
_REST = "--fill:var(--neutral);--stroke:var(--outline)"
_FRAME = "--fill:transparent;--stroke:var(--accent)"


def signs(words: Words, theme: Theme) -> dict[str, str]:
    """Return the sign of each word that has one, as HTML."""
    return {
        "zone": "".join(_zone(zone) for zone in ZONE_COLOURS),
        "status": "<br>".join(escape(words(f"status.{status}")) for status in STATUS_COLOURS),
        "coverage": "".join(line_swatch(name, theme) for name in ("test_area", "twin_1", "twin_2")),
        "target": _bar(mark='<i class="atlas-target" style="--share:.9"></i>'),
        "as-of": f"<b>{escape(words('filter.asof'))}</b>",
        "source": f'<span class="atlas-sign-open">{escape(words("source.button"))} ▾</span> · ⓘ',
        "conflict": '<b class="atlas-flag">⚠</b>',
        "range": _bar(mark=f'<i class="atlas-band" style="--from:.6;--to:.9;{_PAINT}"></i>'),
        "lower-bound": _bar(mark='<b class="atlas-bracket">[</b>') + " ≥",
        "about": escape(words("quantity.about", amount="")),
        "forecast": _bar("atlas-hatched"),
        "outturn": _bar(),
        "planned": _bar("atlas-dashed", _FRAME),
        **{grade: _badge(grade, words) for grade in GRADES},
        "schematic": '<i class="atlas-sign atlas-sign-schematic"></i> ▨',
        "published": '<span class="atlas-switch" aria-hidden="true"></span>',
        "unassigned": _bar(paint=_REST),
        "unattributed": _bar("atlas-hatched", _REST),
        "no-data": escape(words("card.none")),
    }


def _bar(css: str = "", paint: str = _PAINT, mark: str = "") -> str:
    return (
        f'<span class="atlas-sign {css}"><span class="atlas-bar-track">'
        f'<i class="atlas-bar-fill" style="--share:.6;{paint}"></i>{mark}</span></span>'
    )


def _zone(zone: str) -> str:
    return f'<b class="atlas-sign-zone" style="--fill:{ZONE_COLOURS[zone]}"><i>{zone}</i></b>'


def _badge(grade: str, words: Words) -> str:
    name = escape(words.grade(grade))
    return f'<b class="atlas-grade atlas-grade-{grade}">{name}</b>'
