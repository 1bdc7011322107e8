"""Who a request is from."""

from __future__ import annotations

from starlette.types import Scope

from components.door.bearer import bearer
from components.door.origins import is_at_home
from data.people import GUEST, HOME, Person


def identify(scope: Scope) -> Person:
    """Return who asks: whoever a token was made for, somebody at this machine, or a guest.

    Raises
    ------
    data.access_tokens.TokenError
        If a token comes that lets nobody in.
    """
    return bearer(scope) or (HOME if is_at_home(scope) else GUEST)
