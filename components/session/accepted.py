"""What a header of a request prefers (RFC 9110, 12.4): media types, languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.i18n import LANGS, Lang, pick_lang


def weighed(header: str) -> list[str]:
    """Return what a header names, the most wanted first, without what it does not want at all.

    Parameters
    ----------
    header : str
        Such as ``text/html;q=0.5, application/json``; further words of each are left out.

    Examples
    --------
    >>> weighed("en;q=0.5, zh-CN, *;q=0")
    ['zh-cn', 'en']
    """
    found = []
    for part in header.lower().split(","):
        kind, *options = (one.strip() for one in part.split(";"))
        weight = next((one[2:] for one in options if one.startswith("q=")), "1")
        try:
            found.append((float(weight), kind))
        except ValueError:
            continue
    wanted = [one for one in found if one[1] and one[0] > 0]
    return [kind for _, kind in sorted(wanted, key=lambda one: -one[0])]


def accepted_lang(headers: Mapping[str, str]) -> Lang:
    """Return the language of ours that a request wants most.

    Examples
    --------
    >>> accepted_lang({"accept-language": "fr, zh-CN;q=0.8, en;q=0.5"})
    'zh'
    """
    header = headers.get("accept-language")
    known = [one for one in weighed(header or "") if one[:2] in LANGS]
    return pick_lang(known[0] if known else header)
