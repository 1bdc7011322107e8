"""What Python and the browser say to each other: the one place where it stands.

``contract.d.ts`` is made from this module and ``blocks.py`` by ``python -m
components.browser.declarations``, so that ``tsc`` checks the scripts against it; tests hold what
pages send against it.
"""

from typing import Literal, NotRequired

# Until Python 3.12 pydantic needs this one.
from typing_extensions import TypedDict

from components.browser.blocks import Block, Places, Shape
from data.selection import Dimension, EvidenceMode

# --- What the reader did: entries of the log, which the server applies (session/events.py).

LogKind = Literal[
    "zone", "sector", "status", "evidence", "lang", "asof", "reset", "unfilter", "basemap",
    "open", "close", "window", "option", "scene", "look",
]  # fmt: skip
Entry = tuple[int, LogKind, str]


class Posted(TypedDict):
    """What the browser posts: the entries that were not answered, and what the map shows."""

    mount: str
    log: list[Entry]
    view: tuple[float, float, float] | None
    layers: list[str] | None
    has: str


# --- What a button does, by its attribute.

Act = Literal[
    "next", "previous", "first", "last", "play", "blank", "notes", "qr", "help", "full", "theme",
    "lang", "back", "leave",
]  # fmt: skip
DataName = Literal[
    "act", "asof", "do", "drop", "field", "file", "has", "id", "key", "kind", "none", "open",
    "option", "options", "own", "pages", "panel", "part", "pick", "said", "search", "shut",
    "slider", "slot", "stories", "switch", "tall", "theme", "tight", "two-fingers",
    "unit", "values",
]  # fmt: skip

# --- The answer of the server (session/link.py).


class OwnWords(TypedDict):
    """What Streamlit says in English, in the reader's language."""

    skip: str
    menu: str
    langs: list[str]


class Panel(TypedDict):
    """What is open."""

    id: str
    title: str
    html: str
    csv: str
    file: str
    save: str
    close: str
    link: str
    linked: str


class Answer(TypedDict):
    """All that a page shows."""

    lang: str
    own: OwnWords
    mount: str
    ack: int
    chosen: dict[Dimension, list[str]]
    evidence: EvidenceMode
    blocks: dict[str, Block]
    panel: Panel | None


# --- Events between the scripts of a page and of its map, ``atlas:<name>``, and their detail.


class Look(TypedDict):
    """Where the map is to look, and what it is to show."""

    view: tuple[float, float, float]
    layers: list[str]
    still: NotRequired[bool]
    left: NotRequired[bool]


class AtlasEvents(TypedDict):
    """``hello`` is a map that was drawn; the four after it come from a map, too."""

    hello: None
    post: tuple[LogKind, str]
    open: str
    view: tuple[float, float, float]
    layers: list[str]
    answer: None
    chosen: list[str]
    closed: None
    places: Places
    shape: Shape
    scene: Look
