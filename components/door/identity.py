"""Who a request is from."""

from __future__ import annotations

from starlette.types import Scope

from components.door.origins import is_at_home
from data.people import GUEST, HOME, Person


def identify(scope: Scope) -> Person:
    """Return who asks: somebody at this machine, or a guest."""
    return HOME if is_at_home(scope) else GUEST
