"""Whom to ask, as every form of a hand-out and the stage show it: words, ways, two QR codes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from components.blocks.qr import qr_png
from components.blocks.text import Words
from data.brand import Brand
from data.contact import Contact
from data.i18n import Lang


@dataclass(frozen=True)
class ContactCard:
    """A person of the office in one language; what is not filled in is empty.

    Attributes
    ----------
    name, role, office, address, phone, mail, wechat : str
    labels : dict of str to str
        What stands before ``address``, ``phone``, ``mail`` and ``wechat``, and below the codes
        ``wechat_code`` and ``vcard_code``.
    dialled : str
        The phone number as an address, ``tel:…``.
    vcard : str
        The card that a phone adds to its contacts.
    wechat_png : bytes
        A QR code that WeChat reads, as PNG; empty without one.
    vcard_png : bytes
        The QR code of the card, as PNG.
    """

    name: str
    role: str
    office: str
    address: str
    phone: str
    mail: str
    wechat: str
    labels: dict[str, str]
    dialled: str
    vcard: str
    wechat_png: bytes
    vcard_png: bytes

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each way to reach that person that is filled in."""
        ways = ("phone", "mail", "wechat", "address")
        told = ((self.labels[way], str(getattr(self, way))) for way in ways)
        return tuple(one for one in told if one[1])

    @property
    def codes(self) -> tuple[tuple[str, bytes], ...]:
        """Label and picture (PNG) of each QR code."""
        made = (("wechat_code", self.wechat_png), ("vcard_code", self.vcard_png))
        return tuple((self.labels[name], png) for name, png in made if png)


def contact_block(own: Brand, words: Words) -> ContactCard | None:
    """Return the contact of the office in the language of the words; ``None`` if not filled in."""
    contact, lang = own.contact, words.lang
    if not contact.is_filled:
        return None
    names = ("phone", "mail", "wechat", "address", "wechat_code", "vcard_code")
    return ContactCard(
        name=contact.said("name", lang),
        role=contact.said("role", lang),
        office=contact.said("office", lang),
        address=contact.said("address", lang),
        phone=contact.phone,
        mail=contact.mail,
        wechat=contact.wechat,
        labels={name: words(f"contact.{name}") for name in names},
        dialled=contact.dialled,
        vcard=contact.vcard(lang),
        wechat_png=_wechat_png(contact.wechat, own.wechat_code, own.revision),
        vcard_png=_vcard_png(contact, lang),
    )


@lru_cache(maxsize=4)
def _wechat_png(text: str, picture: Path | None, revision: str) -> bytes:
    """Return the picture that the office has brought, else the code of the text."""
    del revision  # of what lies at the path
    if picture:
        try:
            return picture.read_bytes()
        except OSError:  # taken away meanwhile
            pass
    return qr_png(text) if text else b""


@lru_cache(maxsize=8)
def _vcard_png(contact: Contact, lang: Lang) -> bytes:
    return qr_png(contact.vcard(lang))


def png_address(png: bytes) -> str:
    """Return a picture as an address that holds it."""
    return f"data:image/png;base64,{b64encode(png).decode()}"


def vcard_address(card: ContactCard) -> str:
    """Return the card as an address that holds it, to be saved without a network."""
    return f"data:text/vcard;charset=utf-8;base64,{b64encode(card.vcard.encode()).decode()}"


def contact_html(card: ContactCard) -> Markup:
    """Return the contact as HTML: who, how to reach that person, the codes (``contact.css``)."""
    who = Markup('<p class="atlas-contact-name">{}</p>').format(card.name)
    below = [part for part in (card.role, card.office) if part]
    who += Markup().join(Markup("<p>{}</p>").format(part) for part in below)
    links = {card.phone: card.dialled, card.mail: f"mailto:{card.mail}"}
    rows = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(
            label,
            Markup('<a href="{}">{}</a>').format(links[text], text)
            if text in links and text
            else text,
        )
        for label, text in card.lines
    )
    codes = Markup().join(
        Markup(
            '<figure><img src="{}" alt="{}"><figcaption aria-hidden="true">{}</figcaption></figure>'
        ).format(png_address(png), label, label)
        for label, png in card.codes
    )
    return Markup(
        '<div class="atlas-contact"><div>{}<dl>{}</dl></div>'
        '<div class="atlas-contact-codes">{}</div></div>'
    ).format(who, rows, codes)
