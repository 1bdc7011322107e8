"""What Python and the browser say to each other: the one place where it stands.

``contract.d.ts`` is made from this module and ``blocks.py`` by ``python -m
components.browser.declarations``, so that ``tsc`` checks the scripts against it; tests hold what
pages send against it.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import AfterValidator, OnErrorOmit, StrictFloat, StrictInt, StrictStr
from pydantic import Field as _Field

# Until Python 3.12 pydantic needs this one.
from typing_extensions import TypedDict

from components.browser.blocks import Area, Block, Marks, Opener, Places, Shape
from data.selection import Dimension, EvidenceMode

# --- What the reader did: entries of the log, which the server applies (session/events.py).
# Anybody may post anything: what is not of this shape is left out (session/posted.py).

LogKind = Literal[
    "zone", "sector", "status", "evidence", "lang", "asof", "reset", "unfilter", "basemap",
    "stands", "open", "close", "window", "option", "file", "scene", "look", "go", "area",
]  # fmt: skip
Entry = tuple[
    Annotated[StrictInt, _Field(ge=1, le=2**53 - 1)],  # as far as a script counts exactly
    LogKind,
    StrictStr,
]
_Number = Annotated[StrictFloat, _Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
_NAME = 200  # characters
_TEXTS = frozenset({"option", "file"})  # what a form or a file of a reader holds may be long
_LONG, _LONGEST = 4_000, 400_000


def _fits(entry: Entry) -> Entry:
    _, kind, value = entry
    # Half a sign, which a script may hold, cannot be written down: to encode it raises the same.
    if len(value.encode()) > (_LONGEST if kind in _TEXTS else _LONG):
        raise ValueError(kind)
    return entry


class Posted(TypedDict):
    """What the browser posts: the entries that were not answered, and what the map shows.

    It names the session whose answer it has: one that began since, after the server was started
    anew, must not take the entries for its own.
    """

    mount: Annotated[StrictStr, _Field(max_length=_NAME)]
    session: NotRequired[Annotated[StrictStr, _Field(max_length=_NAME)]]
    log: list[OnErrorOmit[Annotated[Entry, AfterValidator(_fits)]]]
    view: NotRequired[OnErrorOmit[tuple[_Number, _Number, _Number] | None]]
    layers: NotRequired[OnErrorOmit[list[StrictStr] | None]]
    has: NotRequired[OnErrorOmit[Annotated[StrictStr, _Field(max_length=_NAME)]]]


# --- What a button does, by its attribute.

Act = Literal[
    "take",
    "next", "previous", "first", "last", "play", "blank", "notes", "qr", "help", "full", "theme",
    "back", "find", "fit", "lang", "leave", "legend", "order", "print", "rehearse", "sources",
]  # fmt: skip
DataName = Literal[
    "act", "asof", "at", "do", "drop", "field", "file", "fold", "folded", "has", "id", "key",
    "kind", "less", "none", "open", "option", "options", "own", "packed", "pages", "panel",
    "grip", "limit", "over", "scene", "sorts",
    "part", "pick", "play", "said", "search", "shut", "slider", "slot", "stories", "switch",
    "tab", "tall", "layout", "shown",
    "theme", "tip", "two-fingers", "unit", "values", "was", "whole",
]  # fmt: skip

# --- The answer of the server (session/link.py).


class ClickWords(TypedDict):
    """What a click on a mark of a chart does, and the key that opens its origin."""

    pick: str
    unpick: str
    open: str
    href: str
    key: str


class OwnWords(TypedDict):
    """What Streamlit says in English, in the reader's language."""

    skip: str
    menu: str
    langs: list[str]
    acts: ClickWords
    new: str


class Crest(TypedDict):
    """What heads a profile, and the profiles before and after it."""

    kind: str
    mark: str
    tint: str
    earlier: NotRequired[Opener]
    later: NotRequired[Opener]


class Panel(TypedDict):
    """What is open; a profile has a crest, a page over a scene its blocks."""

    id: str
    title: str
    html: str
    csv: str
    file: str
    save: str
    close: str
    link: str
    linked: str
    crest: NotRequired[Crest]
    blocks: NotRequired[list[Block]]


class Stands(TypedDict):
    """Where a page stands, besides its address: its browser tells it to a new session."""

    basemap: str
    window: str
    scene: str
    options: dict[str, str]


class Answer(TypedDict):
    """All that a page shows."""

    session: str
    stands: Stands
    lang: str
    own: OwnWords
    mount: str
    ack: int
    chosen: dict[Dimension, list[str]]
    evidence: EvidenceMode
    blocks: dict[str, Block]
    panel: Panel | None


# --- The answer to a search (search/route.py).


class FoundItem(TypedDict):
    """One thing that was found: it leads to a page, or opens a panel."""

    title: str
    small: str
    href: str
    open: str


class FoundGroup(TypedDict):
    """What was found of one kind."""

    label: str
    items: list[FoundItem]


class Found(TypedDict):
    """What was found, and what the field says."""

    label: str
    placeholder: str
    close: str
    said: str
    groups: list[FoundGroup]


# --- Events between the scripts of a page and of its map, ``atlas:<name>``, and their detail.


class Look(TypedDict):
    """Where the map is to look, what it is to show, and how it moves on its way.

    `cover` is what the stage lays over its left and its upper edge, as parts of its width and its
    height.
    """

    view: tuple[float, float, float]
    layers: list[str]
    still: NotRequired[bool]
    left: NotRequired[bool]
    cover: NotRequired[tuple[float, float]]
    motion: NotRequired[str]
    phases: NotRequired[list[str]]


class Begun(TypedDict):
    """An area that is being drawn, in the numbers of the map; ``at`` is where the keys are."""

    form: Literal["polygon", "circle"]
    corners: list[tuple[float, float]]
    at: tuple[float, float] | None


class AtlasEvents(TypedDict):
    """``hello`` is a map that was drawn; the six after it come from a map, too."""

    hello: None
    post: tuple[LogKind, str]
    open: str
    basemap: str
    view: tuple[float, float, float]
    layers: list[str]
    pen: Begun | None
    answer: None
    chosen: list[str]
    closed: None
    home: None
    find: None
    area: Area
    marks: Marks
    places: Places
    shape: Shape
    scene: Look
    seen: tuple[float, float, float]
    legend: bool
