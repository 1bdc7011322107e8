"""Texts of one file of which a few are in another encoding than most: each is read by itself."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from geo.reading.findings import RefusedError

_EAST_ASIAN = "\u2e80"
_NAMES = {"utf-8": "UTF-8", "gb18030": "GBK"}
UNKNOWN = ""


def decode_each(raw: Sequence[bytes], declared: str = "") -> tuple[list[str], dict[int, str], str]:
    """Decode texts by the encoding of most; those that do not fit it by one that they fit.

    UTF-8 comes first: other text is almost never valid UTF-8 by chance. Then what the file
    declares, then GBK. A character cut in half by the width of a field is left out.

    Parameters
    ----------
    raw : sequence of bytes
    declared : str
        What the file says of its encoding, which may be wrong.

    Returns
    -------
    texts : list of str
    odd : dict of int to str
        By position, the encoding of a text that is not in that of most; `UNKNOWN` where none
        fits and letters are lost.
    usual : str
        The encoding of most.

    Raises
    ------
    RefusedError
        If no encoding fits most of the texts.
    """
    telling = [one for one in raw if not one.isascii()]
    usual = next((one for one in ("utf-8", declared, "gb18030") if _fits_most(one, telling)), None)
    if usual is None:
        raise RefusedError("text_encoding")
    others = [one for one in ("utf-8", declared, "gb18030") if one and one != usual]
    texts, odd = [], {}
    for at, one in enumerate(raw):
        text = _decoded(one, usual)
        if usual != "utf-8" and text and not one.isascii() and _is_plainly_utf8(one):
            text = None
        if text is None:
            found = ((name, _decoded(one, name)) for name in others)
            name, text = next(((n, t) for n, t in found if t is not None), (UNKNOWN, None))
            odd[at] = _NAMES.get(name, name)
        texts.append(one.decode(usual, "replace") if text is None else text)
    return texts, odd, _NAMES.get(usual, usual)


def _fits_most(encoding: str, telling: Sequence[bytes]) -> bool:
    """Tell whether most texts can be read; one of which only a cut letter is left says nothing."""
    return 2 * sum(bool(_decoded(one, encoding)) for one in telling) >= max(1, len(telling))


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(raw)
    except (LookupError, TypeError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _is_plainly_utf8(raw: bytes) -> bool:
    """Tell whether bytes are Chinese in UTF-8, which two letters of GBK rarely look like."""
    try:
        return max(raw.decode("utf-8")) >= _EAST_ASIAN
    except UnicodeDecodeError:
        return False
