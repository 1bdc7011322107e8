"""The register of enterprises, where it is elsewhere (docs/registers.md)."""

from __future__ import annotations

from data.settings.setting import Setting

REGISTER = Setting(
    "ATLAS_REGISTER",
    "none",
    "register of enterprises elsewhere: a folder, or an address such as "
    "postgresql://host/database/table",
)
REGISTER_EVERY = Setting(
    "ATLAS_REGISTER_EVERY", "60", "after how many minutes that is counted anew"
)
ALL = (REGISTER, REGISTER_EVERY)


def register_address() -> str:
    """Return where the register of enterprises is, if it is elsewhere; else nothing.

    >>> setenv("ATLAS_REGISTER", "/srv/register")
    >>> register_address()
    '/srv/register'
    """
    return REGISTER.given


def register_every() -> int:
    """Return after how many minutes a register elsewhere is counted anew.

    Raises
    ------
    ValueError
        If it is no number of minutes.

    Examples
    --------
    >>> register_every()
    60
    """
    return REGISTER_EVERY.whole(least=1)
