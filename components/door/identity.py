"""Who a request is from."""

from __future__ import annotations

from starlette.types import Scope

from components.door.logins import login_of
from components.door.origins import is_at_home
from data.logins import guest, person_now
from data.people import HOME, Person
from data.settings import has_login


def identify(scope: Scope) -> Person:
    """Return who asks: who has logged in, somebody at this machine, or a guest.

    Where readers can log in, sitting at the machine gives nothing: a proxy on it connects from
    there for everybody.
    """
    if login := login_of(scope):
        return person_now(login)
    return HOME if not has_login() and is_at_home(scope) else guest()
