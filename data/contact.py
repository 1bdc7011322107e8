"""Whom to ask at the park's own office, as a person fills it in, and as a card for a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from segno.helpers import make_vcard_data

from data.i18n import Lang

# No sign that ends a line or turns the direction of writing.
_SAFE = r"^[^\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$"
_Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=80, pattern=_SAFE, strict=True)
]
_Phone = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^$|^\+?[0-9(][0-9 ()./-]{4,28}[0-9]$")
]
_Mail = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=120,
        pattern=r"^$|^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$",
    ),
]
_WeChat = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=_SAFE)]
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}
_NOT_DIALLED = re.compile(r"[^+0-9]")
_FOLD = 74  # bytes of a line of a card; the next begins with a space

Said = Literal["name", "role", "office", "address"]
BOTH: tuple[Said, ...] = ("name", "role", "office", "address")
WAYS = ("phone", "mail", "wechat")


@dataclass(frozen=True)
class Contact:
    """A person of the office; whatever is not filled in is empty.

    Attributes
    ----------
    name_zh, name_en, role_zh, role_en, office_zh, office_en, address_zh, address_en : str
        At most 80 characters each.
    phone, mail : str
    wechat : str
        An id, or the address that a WeChat QR code carries.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name_zh: _Line = ""
    name_en: _Line = ""
    role_zh: _Line = ""
    role_en: _Line = ""
    office_zh: _Line = ""
    office_en: _Line = ""
    phone: _Phone = ""
    mail: _Mail = ""
    wechat: _WeChat = ""
    address_zh: _Line = ""
    address_en: _Line = ""

    def said(self, what: Said, lang: Lang) -> str:
        """Return a part in one language, else as it stands in the other one."""
        found: str = getattr(self, f"{what}_{lang}") or getattr(self, f"{what}_{_OTHER[lang]}")
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks to be shown: a name, or any way to reach that person."""
        ways = any(getattr(self, way) for way in WAYS)
        return (*(() if self.said("name", "zh") else ("name",)), *(() if ways else WAYS))

    @property
    def is_filled(self) -> bool:
        """Whether it can be shown: there is a name, and a way to reach that person."""
        return not self.missing

    @property
    def dialled(self) -> str:
        """The phone number as an address, such as ``tel:+862300000000``; empty without one."""
        return f"tel:{_NOT_DIALLED.sub('', self.phone)}" if self.phone else ""

    def vcard(self, lang: Lang) -> str:
        r"""Return a card that a phone adds to its contacts: vCard 3.0, UTF-8, CRLF.

        >>> contact = Contact(name_en="Li Na", phone="+86 23 4900 0000", wechat="li-na")
        >>> print(contact.vcard("en").replace("\r", ""), end="")
        BEGIN:VCARD
        VERSION:3.0
        N:Li Na
        FN:Li Na
        TEL:+86 23 4900 0000
        NOTE:WeChat: li-na
        END:VCARD
        """
        name = _escaped(self.said("name", lang))
        card = make_vcard_data(
            name,
            name,
            email=self.mail or None,
            phone=self.phone or None,
            org=self.said("office", lang) or None,
            title=self.said("role", lang) or None,
            street=self.said("address", lang) or None,
            memo=f"WeChat: {self.wechat}" if self.wechat else None,
        )
        return "".join(f"{_folded(line)}\r\n" for line in card.splitlines())


def _escaped(name: str) -> str:
    """Return a name in which nothing divides family name and given name."""
    return name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Return a line of a card in pieces that are short enough, none cut within a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _FOLD:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
