"""What the browser posts, read by the contract: what is not of its shape is left out."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from components.browser.contract import Posted

_POSTED = TypeAdapter(Posted)


def read_posted(told: object) -> Posted | None:
    """Return what was posted as far as it keeps to the contract; ``None`` if it is nothing of it.

    Never raises: anybody may post anything.

    >>> read_posted({"mount": "m", "log": [[1, "zone", "A"], [2, "sing", ""], "junk"]})
    {'mount': 'm', 'log': [(1, 'zone', 'A')]}
    >>> read_posted("junk") is None
    True
    """
    try:
        return _POSTED.validate_python(told)
    except ValidationError:
        return None
