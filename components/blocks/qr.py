"""QR codes, as a drawing for a page and as a picture for a file."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup

from data.tokens import BLACK, PAPER

_QUIET = 4  # modules around it, without which phones find none


def qr_svg(text: str) -> Markup:
    """Return the code of a text as SVG that is as large as what it stands in.

    Raises
    ------
    segno.DataOverflowError
        If the text is longer than a code can hold, about 2,300 bytes.
    """
    code = segno.make(text, error="m", micro=False)
    return Markup(  # noqa: S704 -- a drawing of squares, which carries no text
        code.svg_inline(border=_QUIET, dark=BLACK, light=PAPER, omitsize=True)
    )


def qr_png(text: str, module_px: int = 8) -> bytes:
    """Return the code of a text as PNG; each of its modules is some pixels wide.

    Raises
    ------
    segno.DataOverflowError
        As for `qr_svg`.
    """
    made = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(made, kind="png", border=_QUIET, dark=BLACK, light=PAPER, scale=module_px)
    return made.getvalue()
