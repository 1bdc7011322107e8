"""Tokens by which a program asks in somebody's name: made once, kept as hashes, and they end.

They lie in ``local.access`` beside the own pack. A token itself is shown when it is made and
nowhere else: who reads the file, or a copy of it, has none.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data.access_files import access_file, read_access, write_access
from data.packs import DATA_DIR, local_dir
from data.people import ROLES, Person, Role
from data.stores import writing

TOKENS = "tokens.json"
MOST_DAYS = 3660
CHALLENGE = 'Bearer realm="atlas"'
"""What a program is told that should have come with a token (RFC 6750)."""
_BEGIN = "atlas_"  # so that a scanner of leaked secrets knows one
_BYTES = 32
_log = logging.getLogger(__name__)


class TokenError(Exception):
    """A token that lets nobody in.

    Attributes
    ----------
    why : str
        ``"unknown"``, ``"expired"``, ``"revoked"``, or ``"unreadable"`` where the file of tokens
        cannot be read; message ``token.<why>`` says it.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Token:
    """What is kept of a token.

    Attributes
    ----------
    token_id : str
        Names it in the list and to revoke it; opens nothing.
    hashed : str
        SHA-256 of the token, in hexadecimal digits: it has 256 random bits, so that no slow
        hash is needed.
    role : {"viewer", "editor", "publisher", "admin"}
    until, made : datetime.datetime
        UTC.
    zones : tuple of str
        Whose rows it may change; empty: those of all zones.
    published_only : bool
        Whether it sees only what was printed.
    note : str
        What it is for.
    revoked : datetime.datetime, optional
    """

    token_id: str
    hashed: str
    role: Role
    until: datetime
    made: datetime
    zones: tuple[str, ...] = ()
    published_only: bool = False
    note: str = ""
    revoked: datetime | None = None

    def state(self, now: datetime) -> str:
        """Return ``"revoked"``, ``"expired"`` or ``"valid"``.

        >>> now = datetime(2026, 11, 27, tzinfo=UTC)
        >>> Token("t1", "", "viewer", now, now).state(now)
        'expired'
        """
        if self.revoked:
            return "revoked"
        return "valid" if now < self.until else "expired"


def tokens_file(data_dir: Path = DATA_DIR) -> Path:
    """Return where tokens are kept, in ``local.access`` beside ``local``.

    >>> tokens_file(Path("/srv/data")).as_posix()
    '/srv/data/local.access/tokens.json'
    """
    return access_file(TOKENS, data_dir)


def new_token(
    role: Role,
    days: float,
    *,
    zones: Iterable[str] = (),
    published_only: bool = False,
    note: str = "",
) -> tuple[str, Token]:
    """Make a token; return it, the only time that it is told, and what is kept of it.

    Parameters
    ----------
    role : {"viewer", "editor", "publisher", "admin"}
    days : float
        How long it is good for.
    zones : iterable of str
    published_only : bool
    note : str

    Raises
    ------
    ValueError
        If there is no such role, or no such number of days.
    OSError
        If the disk refuses; there is no new token then.

    Examples
    --------
    >>> secret, token = new_token("viewer", 90, note="monthly report")
    >>> secret in tokens_file().read_text(encoding="utf-8")
    False
    >>> token_person(secret).role
    'viewer'
    """
    if role not in ROLES:
        raise ValueError(role)
    if not 0 < days <= MOST_DAYS:
        raise ValueError(days)
    secret, now = f"{_BEGIN}{secrets.token_urlsafe(_BYTES)}", datetime.now(UTC)
    with _changing() as tokens:
        token = Token(
            _new_id(tokens),
            _hash(secret),
            role,
            now + timedelta(days=days),
            now,
            tuple(sorted(set(zones))),
            published_only,
            note,
        )
        tokens.append(token)
    return secret, token


def revoke_token(token_id: str) -> bool:
    """End a token at once; return whether there was one of that id that had not ended.

    >>> revoke_token("no-such")
    False
    """
    with _changing() as tokens:
        for place, one in enumerate(tokens):
            if one.token_id == token_id and not one.revoked:
                tokens[place] = replace(one, revoked=datetime.now(UTC))
                return True
    return False


def tokens() -> tuple[Token, ...]:
    """Return what is kept of every token, the oldest first.

    Raises
    ------
    OSError, ValueError
        If the file cannot be read; it is left as it is.

    Examples
    --------
    >>> tokens()
    ()
    """
    told = read_access(TOKENS)
    try:
        return tuple(map(_token, told["tokens"] if told else ()))
    except (KeyError, TypeError) as error:
        raise ValueError(str(tokens_file())) from error


def is_token(text: str) -> bool:
    """Whether a text looks like a token of ours.

    >>> is_token("atlas_guess"), is_token("eyJhbGciOiJSUzI1NiJ9")
    (True, False)
    """
    return text.startswith(_BEGIN)


def token_person(secret: str) -> Person:
    """Return in whose name a token asks.

    Raises
    ------
    TokenError
        If it is none of ours, has ended or was revoked, or if there is no telling.

    Examples
    --------
    >>> try:
    ...     token_person("atlas_guess")
    ... except TokenError as error:
    ...     print(error.why)
    unknown
    """
    hashed = _hash(secret)
    try:
        found = next((one for one in tokens() if one.hashed == hashed), None)
    except (OSError, ValueError) as error:
        _log.exception("%s", tokens_file())
        raise TokenError("unreadable") from error
    if found is None:
        raise TokenError("unknown")
    if (state := found.state(datetime.now(UTC))) != "valid":
        raise TokenError(state)
    return Person(
        found.role,
        name=found.note or found.token_id,
        subject=f"token:{found.token_id}",
        zones=frozenset(found.zones),
        published_only=found.published_only,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _new_id(known: Iterable[Token]) -> str:
    taken = {one.token_id for one in known}
    return next(one for one in iter(lambda: secrets.token_hex(4), "") if one not in taken)


@contextmanager
def _changing() -> Iterator[list[Token]]:
    """Give the tokens to be changed, one writer at a time, and write them."""
    with writing("access", local_dir()):
        before = tokens()
        found = list(before)
        yield found
        if tuple(found) != before:
            write_access(TOKENS, {"tokens": [asdict(one) for one in found]})


def _token(told: dict[str, Any]) -> Token:
    times = {
        name: datetime.fromisoformat(told[name]) if told[name] else None
        for name in ("until", "made", "revoked")
    }
    return Token(**told | times | {"zones": tuple(told["zones"])})
