"""The selection of one viewer: shown in the URL, kept whole in the session.

A click reruns the page with the URL that the browser has at that moment, which may lag
behind the selection when clicks come fast; and Streamlit may break off a callback at any
call into it when the next click arrives. So the session holds the selection, a callback
changes it in plain assignments that cannot be broken off, and the URL is read only when
the reader brought it: a link, back or forward, another page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from secrets import token_hex
from threading import Lock
from urllib.parse import urlsplit

import streamlit as st

from components.blocks.text import Words, spoken
from components.session.basemaps import QUERY, default_basemap, is_basemap, remembered_basemap
from components.session.embed_link import QUERY as EMBED_QUERY
from components.session.embed_link import EmbedLink
from components.session.linked import linked_options, linked_query, take_linked
from components.session.menu import FIRST_PAGE
from components.session.reader import reader, show_as
from components.session.tab import TAB, tab_option
from data.catalog import (
    Catalog,
    Fingerprint,
    fingerprint,
    load_catalog,
    load_state,
    unprepared_register,
)
from data.clock import today
from data.drafts import Draft, find
from data.i18n import Lang, pick_lang
from data.kept import kept
from data.logins import guest
from data.packs import PACK_EVIDENCE, checked_register
from data.people import Person
from data.registers.axes import axes_of
from data.selection import Dropped, Selection
from data.settings import signing_key
from data.tenants import Tenants

_KEY, _WHOSE = "_view", "_whose"
# The link of the presentation names story and scene; the browser writes it.
_PRESENTATION = "/present"
_ITS_QUERY = {"story", "scene", "autoplay"}
_PROJECTOR = "projector"
NO_DRAFT = "off"
_DRAFT_LETTERS = _TAB_LETTERS = 40
_PREPARING = Lock()


@dataclass
class View:
    """All that a session remembers between reruns.

    Attributes
    ----------
    selection : Selection
    dropped : list of Dropped
        What in the URL was not understood.
    query : dict of str to str
        The URL query of the selection last read from the URL or written to it.
    decided : bool
        Whether a callback of the present run has changed the selection.
    path, came_from : str, optional
        Path of the page shown last, and of the one before it.
    aside : Selection, optional
        That of the other pages, while the presentation has one of its own.
    mount, ack : str, int
        The page of the browser that was heard last, and its last entry that was applied.
    map_url : str
        The map that stands on the page.
    map_at : tuple of float, optional
        Where it was placed, as `map_view`.
    map_view : tuple of float, optional
        Latitude, longitude (WGS84) and zoom at which the basemap was changed.
    basemap : str
        The one that the reader has chosen, the link has named or the browser remembers; else empty.
    opened : str
        Id of the panel that is open.
    linked : str
        Id of the panel that the URL opened, as long as it is open.
    options : dict of str to str
        Choices that only change how a page shows things.
    file : tuple of str, optional
        Name and text of a small file that was handed over, until the page has read it.
    window : str
        What of the world the map shows, while its layer of enterprises is on.
    has : str
        The shapes of that layer that the browser has.
    looks_at : tuple of float, optional
        As `map_view`, but where the map stood when the browser was heard last.
    layers_on : tuple of str, optional
        The layers that it showed then.
    is_projected : bool
        Whether the link asks for the theme of a projector.
    goes_to : str
        The page, with its query, that a link on this one leads to, until it is left.
    lost : str
        The page that the URL asks for, if there is none of that name.
    moved : Selection, optional
        What was chosen of zones and sectors that do not stand at its date, until another is.
    draft : str
        Id of the draft that every page shows in place of what is in force; empty for none.
    embed : EmbedLink, optional
        What of the page is shown by itself, in a frame of somebody else's page.
    in_hand : dict of str to str
        By page, what of this session alone the reader has in hand, in words.
    gone : dict of str to str
        By page, what a session before had in hand, and is gone with its server.
    tray : str
        A secret by which another server finds what is made for this session; empty for nothing.
    session : str
        Tells this view from one that another session, of this server or of the one before it
        was started anew, had of the same page.
    """

    selection: Selection = field(default_factory=Selection)
    dropped: list[Dropped] = field(default_factory=list)
    query: dict[str, str] = field(default_factory=dict)
    decided: bool = False
    path: str | None = None
    came_from: str | None = None
    aside: Selection | None = None
    mount: str = ""
    ack: int = 0
    map_url: str = ""
    map_at: tuple[float, float, float] | None = None
    map_view: tuple[float, float, float] | None = None
    basemap: str = ""
    opened: str = ""
    linked: str = ""
    options: dict[str, str] = field(default_factory=dict)
    file: tuple[str, str] | None = None
    window: str = ""
    has: str = ""
    looks_at: tuple[float, float, float] | None = None
    layers_on: tuple[str, ...] | None = None
    is_projected: bool = False
    goes_to: str = ""
    lost: str = ""
    moved: Selection | None = None
    draft: str = ""
    embed: EmbedLink | None = None
    in_hand: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    tray: str = ""
    session: str = field(default_factory=token_hex)

    def decide(self, selection: Selection) -> None:
        """Make a selection the present one, whatever the URL says."""
        self.selection, self.dropped, self.decided = selection, [], True

    @property
    def tab_option(self) -> str:
        """The option that holds the tab of the page."""
        return tab_option(self.page)

    @property
    def page(self) -> str:
        """The name of the page in its address."""
        return (self.path or "").rpartition("/")[2]

    def to_query(self) -> dict[str, str]:
        """Return the URL query of the view."""
        linked = {"open": self.linked} if self.linked else {}
        theme = {"theme": _PROJECTOR} if self.is_projected else {}
        draft = {"draft": self.draft} if self.draft else {}
        is_usual = self.basemap in {"", default_basemap()}
        besides = draft | ({} if is_usual else {QUERY: self.basemap})
        tab = self.options.get(self.tab_option, "")
        named = linked_query(self.options, self.page) | ({TAB: tab} if tab else {})
        return self.selection.to_query() | linked | theme | besides | named


def current_view() -> View:
    """Return what this session remembers."""
    view: View = st.session_state.setdefault(_KEY, View())
    return view


def keep_apart(person: Person) -> None:
    """Let nobody find in a session what another login has left in it.

    What a guest has begun goes on when he logs in; what somebody who was logged in has begun does
    so with the same login only.
    """
    if is_of_another(person):
        st.session_state.clear()
    st.session_state[_WHOSE] = person.subject


def is_begun() -> bool:
    """Whether this session has shown a page to somebody."""
    return _WHOSE in st.session_state


def is_of_another(person: Person) -> bool:
    """Whether somebody finds a session that another login has begun."""
    before: str = st.session_state.get(_WHOSE, "")
    return bool(before) and before != person.subject


def selection() -> Selection:
    """Return the present selection."""
    return current_view().selection


def settle_selection() -> None:
    """Let what is chosen be what stands at its date, and remember what the reader asked for."""
    view = current_view()
    settled = catalog().at_home(view.selection)
    asked = replace(view.selection, evidence=settled.evidence)  # not every reader may choose it
    if settled != asked:
        view.moved, view.selection = view.selection, settled
    elif settled != view.selection:
        view.selection = settled
    elif view.moved and catalog().at_home(view.moved) != settled:
        view.moved = None


def page_path() -> str:
    """Return the path of the page, as the browser names it."""
    try:
        return urlsplit(st.context.url or "").path
    except ValueError:  # a browser of ours names none that cannot be read
        return ""


def read_url() -> None:
    """Take the selection from the URL, at the start of each run of the whole page.

    It is kept as it is if a callback of this run has just decided it, and if the reader
    came by the menu, whose links carry no query. A panel that the URL names is opened once;
    its name leaves the URL when the reader closes it. A draft that it names is shown until the
    reader leaves it. A basemap that it names goes before the one that the browser remembers.
    """
    view, path = current_view(), page_path()
    asked_for = _asked_for()
    query = {k: v for k, v in asked_for.items() if k not in _ITS_QUERY | EMBED_QUERY}
    by_menu = view.path not in {None, path} and not query
    asked = query.pop("open", "")
    tab = query.pop(TAB, "")[:_TAB_LETTERS]
    names = linked_options(path.rpartition("/")[2])
    named = {name: query.pop(name) for name in names if name in query}
    basemap = query.pop(QUERY) if is_basemap(query.get(QUERY, "")) else ""
    if basemap or view.path is None:
        view.basemap = basemap or remembered_basemap()
    draft = query.pop("draft", "")
    if draft:
        view.draft = "" if draft == NO_DRAFT else draft[:_DRAFT_LETTERS]
    theme = {"theme": query.pop("theme")} if query.get("theme") == _PROJECTOR else {}
    if view.path is None:  # only the switch changes it, and that loads the page anew
        view.is_projected = bool(theme)
    if view.path != path:
        view.came_from, view.path, view.opened, view.linked = view.path, path, "", ""
        view.selection, view.aside = view.aside or view.selection, None
    if asked and asked != view.linked:
        view.opened = view.linked = asked
    if tab:
        view.options[view.tab_option] = tab
    if named != {name: view.query[name] for name in names if name in view.query} and not by_menu:
        take_linked(view.options, view.page, named)
    if by_menu:
        view.query = {}
    elif not view.decided and view.aside is None:
        view.selection, view.dropped = Selection.from_query(query, catalog().choices)
        besides = {"open": asked, "draft": draft, QUERY: basemap, TAB: tab}
        held = named | {k: v for k, v in besides.items() if v}
        view.query = view.selection.to_query() | held | theme
    write_url()


def _asked_for() -> dict[str, str]:
    """Return what the URL asks for."""
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def read_embedded() -> None:
    """See whether anything is embedded, and have it shown as whom its link is for.

    To be called before anything asks who reads. A link that is no good shows no more than is in
    print, whatever it says: its page says only what is wrong with it.
    """
    link, key = EmbedLink(page_path().rpartition("/")[2] or FIRST_PAGE, _asked_for()), signing_key()
    current_view().embed = link if link.block else None
    if not link.block:
        show_as(None)
    elif link.problem(key, today()):
        show_as(Person(published_only=True))
    else:
        show_as(link.person(key) or guest())


def write_url() -> None:
    """Write the selection to the URL if it is not there; the browser notes one step.

    The link of what is embedded stays as it was signed.
    """
    view = current_view()
    view.decided = False
    if view.opened != view.linked:
        view.linked = ""
    wanted = view.query if view.embed else view.to_query()
    if view.query != wanted and not (view.path or "").endswith(_PRESENTATION):
        st.query_params.from_dict(wanted)
        view.query = wanted


def language(chosen: Selection) -> Lang:
    """Return the language of the URL, else of the browser."""
    return chosen.lang or pick_lang(st.context.locale)


def words(chosen: Selection) -> Words:
    """Return messages in the language of the view, with the names of its date."""
    return spoken(catalog(), language(chosen), chosen)


# A panel that is remembered leads back to its catalog: let go of both at once.
@kept(1, release=lambda old: old.let_go())
def _catalog(files: Fingerprint) -> Catalog:
    """Read the packs; `files` is the key under which they are kept."""
    del files
    return load_catalog()


@kept(2)
def _is_usable(files: Fingerprint) -> bool:
    """Whether the large register, if any, is free of problems."""
    del files
    path = unprepared_register()
    return path is not None and not checked_register(path, PACK_EVIDENCE["local"])


def prepare_register() -> None:
    """Index a large register once, and show how far it is; the result is kept on disk.

    To be called before anything asks for the catalog, which would index it unseen.
    """
    path = unprepared_register()
    if path is None or not _is_usable(fingerprint()):
        return
    say = Words(pick_lang(st.query_params.get("lang") or st.context.locale))
    axes = axes_of(load_catalog(indexed=False).choices)
    bar = st.progress(0.0)
    with _PREPARING, suppress(FileNotFoundError):  # another pack is in force by now
        Tenants.from_parquet(
            path,
            axes,
            lambda done: bar.progress(done, say("register.preparing", done=f"{done:.0%}")),
        )
    bar.empty()


def catalog_in_force() -> Catalog:
    """Return the catalog in force, whole; it is read again when a file of a pack changes.

    What somebody is shown comes from `catalog_for`.
    """
    return _catalog(fingerprint())


# Few: each is as large as the one in force.
@kept(2, key=lambda draft, files: (draft.revision, files), release=lambda old: old.let_go())
def _drafted(draft: Draft, files: Fingerprint) -> Catalog:
    """Read the packs with a draft; `files` is a part of the key under which they are kept."""
    del files
    return load_state(draft.pack, draft.revision)


def draft_in_view() -> Draft | None:
    """Return the draft that the link asks for, if there is one and the reader may see it."""
    return _draft_for(reader(), current_view().draft)


def catalog() -> Catalog:
    """Return the catalog that this reader sees: of what is in force, or of a draft."""
    return catalog_for(reader(), current_view().draft)


class ShutOutError(Exception):
    """Somebody asks who may see nothing; see `data.people.Person.refused`."""


def catalog_for(person: Person, draft: str = "") -> Catalog:
    """Return the catalog that somebody may see: the one gate before every way out.

    Parameters
    ----------
    person : Person
        Who sees published facts only gets a catalog that holds nothing else.
    draft : str
        Id of the draft that is asked for, empty for none; one that there is not, or that this
        person may not see, counts as none.

    Raises
    ------
    ShutOutError
        If this person may see nothing.
    """
    if person.refused:
        raise ShutOutError(person.refused)
    held = _draft_for(person, draft)
    whole = _drafted(held, fingerprint()) if held else catalog_in_force()
    return whole.published if person.published_only else whole


def _draft_for(person: Person, draft: str) -> Draft | None:
    return find(draft) if draft and person.may("see_drafts") else None
