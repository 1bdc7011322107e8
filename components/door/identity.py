"""Who a request is from."""

from __future__ import annotations

from starlette.types import Scope

from components.door.bearer import bearer
from components.door.logins import login_of
from components.door.origins import is_at_home
from data.logins import guest, person_now
from data.people import HOME, Person
from data.settings import has_login


def identify(scope: Scope) -> Person:
    """Return who asks: whoever a token was made for or has logged in, who sits here, or a guest.

    Where readers can log in, sitting at the machine gives nothing: a proxy on it connects from
    there for everybody.

    Raises
    ------
    data.access_tokens.TokenError
        If a token comes that lets nobody in.
    """
    if person := bearer(scope):
        return person
    if login := login_of(scope):
        return person_now(login)
    return HOME if not has_login() and is_at_home(scope) else guest()
