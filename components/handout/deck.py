"""A hand-out as data: slides that every renderer draws from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.contact import ContactCard
from components.blocks.moments import Events
from components.blocks.table import Table
from components.blocks.text import Words
from components.map.page_marks import NO_MARKS, Marks
from components.session.theme import Theme
from data.periods import Period
from data.selection import Selection
from data.stories import MapView

Edition = Literal["audience", "speaker"]
Shape = Literal["a4", "wide"]
LISTS = (Table, Events)  # blocks that are read row by row


@dataclass(frozen=True)
class SlideMap:
    """The map of a slide.

    Attributes
    ----------
    chosen : Selection
    layers : tuple of str
        Of `data.coverages.map_layers`.
    view : MapView or None
        ``None`` looks around what the layers show.
    marks : Marks
        What the page puts on it (WGS84).
    """

    chosen: Selection
    layers: tuple[str, ...]
    view: MapView | None = None
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Slide:
    """One slide or page.

    Attributes
    ----------
    title : str
        The finding.
    lines : tuple of str
        Two at the most, none empty.
    headline : Cards or None
        Cards: one in a scene, up to five in a hand-out of a page.
    blocks : tuple of Chart
        Charts and tables: up to one in a scene, up to four in a hand-out of a page.
    map : SlideMap or None
    notes : str
        For the speaker; paragraphs are lines. Empty in the edition for the audience.
    sources : tuple of str
        In words: title, publisher, date and lines; each article once.
    limits : str
        What the page does not show.
    caveat : str
        One line of small type at the foot.
    layout : str
        Of `data.stories.Scene`: whether map or picture fills the slide.
    """

    title: str
    lines: tuple[str, ...] = ()
    headline: Cards | None = None
    blocks: tuple[Chart, ...] = ()
    map: SlideMap | None = None
    notes: str = ""
    sources: tuple[str, ...] = ()
    limits: str = ""
    caveat: str = ""
    layout: str = "split"


@dataclass(frozen=True)
class Part:
    """Slides that belong together; without a title there is nothing to announce."""

    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True)
class Cover:
    """The first slide: title and subtitle of the deck, a map, and the date.

    Attributes
    ----------
    picture : SlideMap or None
    dated : str
        In words.
    """

    picture: SlideMap | None
    dated: str


@dataclass(frozen=True)
class Line:
    """One line of the summary: what a slide says, and its number (may be empty)."""

    title: str
    number: str


@dataclass(frozen=True)
class Evidence:
    """Where one number of a slide comes from.

    Attributes
    ----------
    slide : int
        Counted from 1.
    title, value, dated, grade : str
        What it is, the number with its qualifier and unit, as of when, its grade of evidence.
    source : str
        Title, publisher and date of each source.
    lines : str
        Of that source, such as ``L146–152``; of several sources in their order.
    """

    slide: int
    title: str
    value: str
    dated: str
    grade: str
    source: str
    lines: str


@dataclass(frozen=True)
class Deck:
    """A hand-out in one language.

    Attributes
    ----------
    title, subtitle : str
    sections : tuple of Part
        The slides without cover, summary, contact and appendix.
    words : Words
    theme : Theme
    date : Period
        As of which the numbers stand.
    file_stem : str
        Name of its file without the extension.
    cover : Cover or None
    summary : tuple of Line
        One a slide.
    contact : ContactCard or None
    appendix : tuple of Evidence
        Each number that the slides show.
    edition : {"audience", "speaker"}
        The first has no notes at all, so that no renderer can show any.
    """

    title: str
    subtitle: str
    sections: tuple[Part, ...]
    words: Words
    theme: Theme
    date: Period
    file_stem: str
    cover: Cover | None = None
    summary: tuple[Line, ...] = ()
    contact: ContactCard | None = None
    appendix: tuple[Evidence, ...] = field(default=(), repr=False)
    edition: Edition = "audience"

    def __post_init__(self) -> None:
        """Drop the notes of what the audience gets."""
        if self.edition == "audience" and any(slide.notes for slide in self.slides):
            parts = tuple(
                replace(part, slides=tuple(replace(slide, notes="") for slide in part.slides))
                for part in self.sections
            )
            object.__setattr__(self, "sections", parts)

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides of all sections."""
        return tuple(slide for part in self.sections for slide in part.slides)

    def showing(self, *slides: Slide) -> Deck:
        """Return a deck with other slides in one section."""
        return replace(self, sections=(Part("", slides),))
