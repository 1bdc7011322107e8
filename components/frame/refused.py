"""What somebody sees who may see nothing: why, and the way in. What was begun is kept."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components.browser.streamlit_insides import connect_anew
from components.session.addresses import LOG_IN, LOG_OUT
from components.session.state import catalog_in_force, is_begun
from components.session.theme import THEMES, page_css
from data.i18n import Lang, translate
from data.people import Person

_AGAIN = frozenset({"expired", "ended"})  # there was a login


def place_refused(person: Person, lang: Lang) -> None:
    """Say why nothing is shown, with links to log in and out.

    Where the login of an open page is over, the next one is made in another tab: this session
    goes on with it, and nothing that was typed is lost.
    """
    why, again = person.refused, person.refused in _AGAIN and is_begun()

    def say(message_id: str, /, **values: object) -> str:
        return translate(lang, message_id, **values)

    st.html(page_css(THEMES["dark" if st.context.theme.type == "dark" else "light"]))
    way_in = _way(LOG_IN, say("login.in"), is_main=True, elsewhere=again)
    links = [] if why == "no_role" else [way_in]
    if person.subject and why != "ended":
        links.append(_way(LOG_OUT, say("login.out")))
    with st.container(key="refused"):
        st.html(
            Markup(
                '<div class="atlas-refused" role="alert" lang="{}">'
                '<p class="atlas-refused-name">{}</p><h1>{}</h1><p>{}</p><p>{}</p></div>'
            ).format(
                lang,
                getattr(catalog_in_force().park, f"title_{lang}"),
                say(f"login.refused_{why}"),
                say(f"login.{'again' if again else 'how'}_{why}", name=person.name),
                Markup(" ").join(links),
            )
        )
        if again and st.button(say("login.go_on"), key="login-go-on"):
            connect_anew()


def _way(path: str, text: str, *, is_main: bool = False, elsewhere: bool = False) -> Markup:
    css = "atlas-link-main" if is_main else "atlas-link"
    target = "_blank" if elsewhere else "_self"
    return Markup('<a class="{}" href="{}" target="{}">{}</a>').format(css, path, target, text)
