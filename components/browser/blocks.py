"""The blocks that a page is made of, as the browser gets them: kinds and keys.

Part of the contract (``contract.py``); ``blocks.js`` draws them.
"""

from typing import Annotated, Literal, NotRequired

# Until Python 3.12 pydantic needs this one.
from typing_extensions import TypedDict

from data.selection import Dimension

NOT_READ = "not read in the browser"
# What only paper shows, such as the topic of a chart whose heading stands in a slot of its own.
Unread = Annotated[str, NOT_READ]

Do = Literal[
    "link",
    "copy",
    "reset",
    "unfilter",
    "illustrative",
    "options",
    "search",
    "close",
    "dismiss",
    "find",
    "save",
    "undraw",
    "whole",
]
# Why a bar is folded away.
Fold = Literal["", "zero", "unpublished"]
# --- Parts of blocks.

Pair = tuple[str, str]
Point = tuple[float, float]


class Remedy(TypedDict):
    """What a button does against emptiness."""

    text: str
    do: NotRequired[Do]
    options: NotRequired[str]
    asof: NotRequired[str]


class Hint(TypedDict):
    """What a first visit is told."""

    text: str
    help: str
    href: str
    close: str


class Chips(TypedDict):
    """The choices of one dimension."""

    dimension: Dimension
    label: str
    options: list[Pair]


class AsOf(TypedDict):
    """The dates on offer, and which of them is chosen."""

    label: str
    options: list[Pair]
    at: int
    latest: str


class Switch(TypedDict):
    """The switch of the evidence."""

    label: str
    help: str


class Drawer(TypedDict):
    """What the filters say on a narrow screen."""

    title: str
    show: str
    picked: str
    remove: str


class Line(TypedDict):
    """A line of a card."""

    text: str
    flag: str
    forecast: bool


class Card(TypedDict):
    """A number with its lines."""

    id: str
    label: str
    value: str
    lines: list[Line]
    source: str
    amount: NotRequired[float | None]
    remedy: NotRequired[Remedy | None]


class Opener(TypedDict):
    """A text that opens a panel."""

    text: str
    open: str


class Column(TypedDict):
    """The head of a column."""

    name: str
    numeric: bool


class Tip(TypedDict):
    """What a mark of a chart answers when it is pointed at."""

    head: str
    value: str
    lines: list[str]


class Cell(TypedDict):
    """A number of a matrix."""

    text: str
    open: str
    weight: int
    tip: Tip


class MatrixRow(TypedDict):
    """A row of a matrix."""

    key: str
    pale: bool
    name: Opener
    cells: list[Cell]


class Tick(TypedDict):
    """A sign on an axis, at a share of it."""

    at: float
    label: str


Span = TypedDict("Span", {"from": float, "to": float, "kind": str})


class Sign(TypedDict):
    """A mark in time."""

    at: float
    sign: str


class GanttRow(TypedDict):
    """Spans of one thing."""

    key: str
    label: str
    tip: Tip
    open: str
    spans: list[Span]
    marks: list[Sign]


class Tile(TypedDict):
    """A small card."""

    key: str
    text: str
    small: str
    open: str


class BoardColumn(TypedDict):
    """A column of small cards."""

    key: str
    label: str
    count: str
    items: list[Tile]


class BulletMark(TypedDict):
    """A mark on the way to a target."""

    at: float
    kind: str
    sign: str


class Bullet(TypedDict):
    """A target and how much of it is reached."""

    key: str
    label: str
    text: str
    small: str
    tip: Tip
    open: str
    share: float
    most: float
    kind: str
    marks: list[BulletMark]


class Slider(TypedDict):
    """A number that the reader sets."""

    name: str
    label: str
    text: str
    unit: str
    min: float
    max: float
    step: float
    value: float


class LegendPart(TypedDict):
    """A kind of part of a stacked bar."""

    key: str
    label: str
    fill: str
    hatched: NotRequired[bool]


class StackPart(TypedDict):
    """A part of a stacked bar."""

    share: float
    fill: str
    tip: Tip
    hatched: NotRequired[bool]


class StackRow(TypedDict):
    """A stacked bar."""

    key: str
    label: str
    text: str
    tip: Tip
    open: str
    selected: bool
    parts: list[StackPart]
    pick: NotRequired[str]
    href: NotRequired[str]
    hatched: NotRequired[bool]


class Moment(TypedDict):
    """An event."""

    key: str
    date: str
    text: str
    small: str
    kind: str
    asof: str
    current: bool
    open: str
    opens: str


class Field(TypedDict):
    """A question of a form."""

    name: str
    label: str
    small: str
    value: str
    choices: list[Pair]
    is_list: bool
    free: str
    is_open: bool
    several: list[str]
    rows: int
    problem: str
    limit: int


class Action(TypedDict):
    """A button that does something on the server."""

    act: str
    text: str
    main: bool
    disabled: bool


class Button(TypedDict):
    """A button of a list."""

    act: str
    text: str
    label: str
    main: bool
    disabled: bool
    pressed: str


class Link(TypedDict):
    """A link of a list."""

    href: str
    text: str
    target: str


class Row(TypedDict):
    """One thing of a list."""

    key: str
    title: str
    act: str
    small: str
    strip: list[str]
    buttons: list[Button]
    links: list[Link]
    done: NotRequired[float]
    current: bool
    alert: bool
    status: bool


class Sorts(TypedDict):
    """How a list is put in another order: the option for it, and what its handle is called."""

    option: str
    label: str


class FileButton(TypedDict):
    """A button that reads a text file."""

    name: str
    text: str
    accept: str


class Bar(TypedDict):
    """A bar of a bar chart."""

    key: str
    label: str
    text: str
    tip: Tip
    value: float
    most: float
    target: float
    bracket: str
    fill: str
    stroke: str
    hatched: bool
    dashed: bool
    selected: bool
    exact: bool
    open: str
    pick: str
    fold: Fold
    span: NotRequired[tuple[float, float] | None]


# --- Blocks, by kind.


class Title(TypedDict):
    """The title of a page."""

    kind: Literal["title"]
    text: str
    hint: NotRequired[Hint]


class Heading(TypedDict):
    """The heading of a part."""

    kind: Literal["heading"]
    text: str
    small: str
    finding: str


class Note(TypedDict):
    """A small line; that of the map also says what it shows."""

    kind: Literal["note"]
    text: str
    id: NotRequired[str]
    alt: NotRequired[str]
    credit: NotRequired[str]
    source: NotRequired[str]


class Empty(TypedDict):
    """Why nothing is shown."""

    kind: Literal["empty"]
    text: str
    remedy: NotRequired[Remedy]


class Warnings(TypedDict):
    """What is wrong."""

    kind: Literal["warnings"]
    texts: list[str]


class Html(TypedDict):
    """Markup that the server has escaped."""

    kind: Literal["html"]
    html: str


class Tab(TypedDict):
    """A view, and the slots that show it."""

    key: str
    text: str
    slots: list[str]


class Tabs(TypedDict):
    """Views of one thing; a search box finds in all of them if there is a `search`."""

    kind: Literal["tabs"]
    name: str
    label: str
    tabs: list[Tab]
    chosen: str
    search: str
    none: str
    clear: str


class DrawnChip(TypedDict):
    """What was drawn on the map, and what its chip does."""

    label: str
    remove: str


class Filters(TypedDict):
    """The filter bar."""

    kind: Literal["filters"]
    groups: list[Chips]
    asof: AsOf
    reset: str
    drawer: Drawer
    area: NotRequired[DrawnChip]
    evidence: NotRequired[Switch]


class Options(TypedDict):
    """A choice of how a page shows things."""

    kind: Literal["options"]
    name: str
    label: str
    options: list[Pair]
    chosen: str


class Cards(TypedDict):
    """Numbers."""

    kind: Literal["cards"]
    cards: list[Card]


class _Chart(TypedDict):
    """What charts have in common."""

    id: str
    title: str
    small: str
    finding: str
    credit: str
    alt: str
    notes: list[str]
    source: str


class Table(TypedDict):
    """A table, with a search box if it has a `search`."""

    kind: Literal["table"]
    id: str
    title: str
    name: str
    small: str
    finding: str
    columns: list[Column]
    rows: list[list[str | Opener]]
    search: str
    none: str
    clear: str
    whole: str
    less: str
    empty: str
    remedy: NotRequired[Remedy]
    notes: list[str]
    source: str


class Matrix(TypedDict):
    """A table of numbers shaded by value."""

    kind: Literal["matrix"]
    id: str
    alt: str
    corner: str
    heads: list[Opener]
    rows: list[MatrixRow]
    shade: str
    notes: list[str]
    credit: str
    source: str


class Gantt(_Chart):
    """Spans of time."""

    kind: Literal["gantt"]
    ticks: list[Tick]
    now: float
    rows: list[GanttRow]


class Board(_Chart):
    """Columns of small cards."""

    kind: Literal["board"]
    columns: list[BoardColumn]


class Bullets(_Chart):
    """Targets."""

    kind: Literal["bullets"]
    rows: list[Bullet]


class DotCount(TypedDict):
    """A number that is shown as dots."""

    label: str
    text: str
    open: str


class Dots(_Chart):
    """A number as dots, of which some are filled."""

    kind: Literal["dots"]
    whole: DotCount
    part: NotRequired[DotCount]
    each: str
    dots: int
    filled: int
    across: int
    fill: str
    stroke: str
    dashed: bool


class WallName(TypedDict):
    """A name that opens a profile."""

    text: str
    open: str


class WallGroup(TypedDict):
    """Names that belong together."""

    key: str
    label: str
    text: str
    colour: str
    names: list[WallName]


class Wall(_Chart):
    """Names by group."""

    kind: Literal["wall"]
    groups: list[WallGroup]


class Sliders(TypedDict):
    """Numbers that the reader sets."""

    kind: Literal["sliders"]
    title: str
    small: str
    sliders: list[Slider]


class Stack(_Chart):
    """Bars of several parts."""

    kind: Literal["stack"]
    legend: list[LegendPart]
    rows: list[StackRow]
    button: str


class Moments(_Chart):
    """Events in order of time."""

    kind: Literal["events"]
    items: list[Moment]
    empty: str
    remedy: NotRequired[Remedy]


class Form(TypedDict):
    """Questions."""

    kind: Literal["form"]
    id: str
    title: str
    small: str
    fields: list[Field]
    folded: list[Field]
    fold: str
    accept: str
    choose: str


class Actions(TypedDict):
    """Buttons that do something on the server."""

    kind: Literal["actions"]
    id: str
    title: str
    fold: str
    buttons: list[Action]
    notes: list[str]


class Rows(TypedDict):
    """A list of things that have buttons; that of the tray says when to look again (ms)."""

    kind: Literal["rows"]
    id: str
    title: str
    small: str
    rows: list[Row]
    buttons: list[Button]
    file: NotRequired[FileButton]
    css: str
    poll: int
    sorts: NotRequired[Sorts]


class Bars(_Chart):
    """A bar chart, or why it is empty."""

    kind: Literal["bars"]
    rows: list[Bar]
    top: float
    wide: bool
    origin: str
    folds: dict[str, str]
    ticks: list[Tick]
    counted: bool
    empty: str
    remedy: NotRequired[Remedy]


class Places(TypedDict):
    """The enterprises on the map; what belongs to the shapes is left out if the browser has it.

    Points have a group each, of which the colours and the labels are told, and some a name.
    """

    kind: Literal["places"]
    key: str
    form: NotRequired[str]
    text: NotRequired[str]
    values: NotRequired[list[int]]
    shapes: NotRequired[list[list[int]]]
    groups: NotRequired[list[int]]
    names: NotRequired[list[str]]
    colours: NotRequired[list[str]]
    labels: NotRequired[list[str]]


class Mark(TypedDict):
    """One thing that a page puts on the map."""

    id: str
    at: Point
    sign: str
    colour: str
    label: str
    tip: str
    text: str
    pick: str
    open: str
    hatched: bool


class KeySign(TypedDict):
    """What a sign or a colour of the map stands for."""

    sign: str
    colour: str
    label: str


class Marks(TypedDict):
    """What a page puts on the map, and what shapes of the map say on hover, by their panel."""

    kind: Literal["marks"]
    title: str
    layer: str
    items: list[Mark]
    legend: list[KeySign]
    note: str
    tips: dict[str, str]
    absent: list[str]


class AreaFact(TypedDict):
    """One line of what a drawn area holds."""

    label: str
    value: str
    note: str
    grade: str


class Area(TypedDict):
    """What was drawn on the map: polygons or a circle; without a title there is nothing."""

    kind: Literal["area"]
    area: str
    rings: list[list[Point]]
    circle: NotRequired[tuple[float, float, int]]
    title: str
    facts: list[AreaFact]
    details: str
    remove: str
    save: str
    save_at: str
    named: list[tuple[str, str]]


class Shape(TypedDict):
    """An outline that the reader moves; without rings there is none."""

    kind: Literal["shape"]
    rings: list[list[Point]]
    centre: NotRequired[Point]
    east: NotRequired[float]
    north: NotRequired[float]
    limit: NotRequired[float]
    step: NotRequired[float]
    text: NotRequired[str]


class Step(TypedDict):
    """A date at which something changes, its place in time, and what is new."""

    asof: str
    date: str
    text: str
    at: float


class PlayerWords(TypedDict):
    """What the player says."""

    label: str
    play: str
    pause: str
    again: str
    back: str
    on: str
    speed: str
    keys: str


class Player(TypedDict):
    """The dates to play, and the last of them that is not later than the as-of date."""

    kind: Literal["player"]
    steps: list[Step]
    now: int
    ticks: list[Tick]
    words: PlayerWords


class Paper(TypedDict):
    """What stands below a page on paper."""

    kind: Literal["paper"]
    lines: list[str]
    printed: str


Drawn = (
    Title | Heading | Note | Empty | Warnings | Html | Filters | Options | Cards | Table | Matrix
    | Gantt | Board | Bullets | Sliders | Stack | Moments | Form | Actions | Rows | Bars | Tabs
    | Area | Dots | Wall
)  # fmt: skip


class Scene(TypedDict):
    """A scene as the stage shows it."""

    id: Unread
    query: Unread
    title: str
    text: str
    caveat: str
    layout: str
    motion: str
    headline: Drawn | None
    chart: Drawn | None
    view: tuple[float, float, float]
    layers: list[str]
    phases: list[str]
    contact: str
    notes: str
    sources: list[str]
    dwell: int


class Other(TypedDict):
    """What a key changes language and theme to."""

    lang: str
    theme: str


class StageWords(TypedDict):
    """What the stage says."""

    sources: str
    story: str
    notes: str
    next: str
    end: str
    elapsed: str
    restart: str
    blocked: str
    back: str
    began: str
    pace_ahead: str
    pace_behind: str
    pace_even: str
    pace_scene: str
    pace_whole: str


class Plan(TypedDict):
    """How long each scene is planned for, the places of those left out, and how much time there is.

    All in seconds; ``target`` is 0 where nobody said, ``fit`` the minutes that scenes are left out
    for.
    """

    seconds: list[int]
    out: list[int]
    target: int
    fit: str


class Stage(TypedDict):
    """The presentation: a scene with its neighbours, and what was asked of it."""

    kind: Literal["stage"]
    story: str
    stories: list[tuple[str, str, str, str]]
    order: list[tuple[str, str, str]]
    at: str
    lang: str
    theme: str
    other: Other
    speaker: str
    drawn: str
    scenes: dict[str, Scene]
    plan: Plan
    asked: NotRequired[Scene]
    words: StageWords


Block = Drawn | Player | Marks | Places | Shape | Paper | Stage
