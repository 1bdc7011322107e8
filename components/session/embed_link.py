"""The link of what is embedded: one block of a page, signed, that ends by itself.

A signature covers all that decides what is shown: page, block, selection, how much may be seen,
and the last day. Language and theme are left to the page around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal
from urllib.parse import urlencode

from itsdangerous import Signer

from data.people import Person

Sees = Literal["all", "published"]
Problem = Literal["", "unsigned_link", "changed", "ended"]
BLOCK, UNTIL, SEES, SIGNATURE = "block", "until", "sees", "sig"
QUERY = frozenset({BLOCK, UNTIL, SEES, SIGNATURE})
MAP = "map"
# What Streamlit itself takes of a query, and what a portal may choose.
_FREE = frozenset({"embed", "embed_options", "lang", "theme", SIGNATURE})
_SALT = "atlas.embedded"


@dataclass(frozen=True)
class EmbedLink:
    """What a link asks to embed.

    Attributes
    ----------
    page : str
        By its name in the menu.
    query : mapping of str to str
        All that it says, the signature too.
    """

    page: str
    query: Mapping[str, str]

    @property
    def block(self) -> str:
        """The slot, a card by its id behind ``card-``, or ``map``."""
        return self.query.get(BLOCK, "")

    @property
    def sees(self) -> Sees:
        """Whether only published facts are shown."""
        return "published" if self.query.get(SEES) == "published" else "all"

    def signed(self, key: str) -> EmbedLink:
        """Return it with its signature; without a key, as it is."""
        if not key:
            return self
        signature = _signer(key).get_signature(self._covered()).decode()
        return EmbedLink(self.page, {**self.query, SIGNATURE: signature})

    def problem(self, key: str, today: date) -> Problem:
        """Return why it is not to be shown; without a key, nobody vouches for any link.

        Parameters
        ----------
        key : str
            Of the server; empty if it has none.
        today : datetime.date
        """
        signature = self.query.get(SIGNATURE, "")
        if key and not signature:
            return "unsigned_link"
        if key and not _signer(key).verify_signature(self._covered(), signature):
            return "changed"
        try:
            until = date.fromisoformat(self.query.get(UNTIL, "") or date.max.isoformat())
        except ValueError:
            return "changed"
        return "ended" if today > until else ""

    def person(self, key: str) -> Person | None:
        """Return as whom it is shown, if its signature says so; else as any guest.

        Whoever made it, nobody sees more by it than a viewer does.
        """
        return Person(published_only=self.sees == "published") if key else None

    def _covered(self) -> bytes:
        named = sorted(one for one in self.query.items() if one[0] not in _FREE)
        return f"{self.page}?{urlencode(named)}".encode()


def _signer(key: str) -> Signer:
    return Signer(key, salt=_SALT, digest_method=sha256, key_derivation="hmac")
