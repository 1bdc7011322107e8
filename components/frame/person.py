"""Who is logged in, at the right of the bar: name, role, and the way in or out."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.text import Words
from components.session.addresses import LOG_IN, LOG_OUT
from data.logins import has_role
from data.people import Person
from data.settings import has_login, oidc, proxy_pages

_INITIALS = 2


def person_menu(person: Person, words: Words) -> Markup:
    """Return the menu of who is logged in, or the link to log in; nothing where nobody can."""
    if not has_login():
        return Markup()
    way_in, way_out = (True, True) if oidc() else map(bool, proxy_pages())
    if not person.subject:
        text = words("login.in")
        link = Markup('<div class="atlas-person"><a class="atlas-log-in" href="{}">{}</a></div>')
        return link.format(LOG_IN, text) if way_in else Markup()
    role = words(f"role.{person.role}" if has_role(person) else "role.none")
    label = words("login.who", name=person.name, role=role)
    leave = (
        Markup('<a class="atlas-link" href="{}">{}</a>').format(LOG_OUT, words("login.out"))
        if way_out
        else Markup()
    )
    return Markup(
        '<div class="atlas-slot atlas-person">'
        '<button class="atlas-person-sign" popovertarget="atlas-person" title="{0}" '
        'aria-label="{0}">{1}</button>'
        '<div class="atlas-person-menu" id="atlas-person" popover="auto">'
        "<p><b>{2}</b></p><p>{3}</p>{4}<p>{5}</p></div></div>"
    ).format(
        label,
        _initials(person.name),
        person.name,
        words("login.role", role=role),
        Markup().join(Markup("<p>{}</p>").format(one) for one in _limits(person, words)),
        leave,
    )


def _limits(person: Person, words: Words) -> list[str]:
    """Return what this person may not, of what the role would allow."""
    said = []
    if not has_role(person):
        said.append(words("login.no_role"))
    if person.published_only:
        said.append(words("login.published_only"))
    elif person.zones and person.may("propose"):
        names = words.join(words(f"zone.{zone}") for zone in sorted(person.zones))
        said.append(words("login.zones", zones=names))
    return said


def _initials(name: str) -> str:
    """Return what stands for a name where there is room for two letters.

    >>> _initials("Ada Lovelace"), _initials("李明"), _initials("li@park.example")
    ('AL', '李', 'L')
    """
    words = name.partition("@")[0].split()
    if not words:
        return "?"
    if not name.isascii():
        return words[0][0]
    return "".join(one[0] for one in words)[:_INITIALS].upper()
