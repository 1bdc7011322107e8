"""What each button of the bar orders: what a process needs to know to make the file.

Kept apart from the making (`components.handout.files`), which brings matplotlib: the server never
loads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from components.blocks.base import Content, Panel
from components.blocks.chart import Chart, title_of, titled
from components.blocks.kinds import DRAWN
from components.blocks.text import spoken
from components.handout.deck import Edition, Shape
from components.handout.job import Job
from components.handout.worker import Tick
from components.intake.situation import InHand
from components.profiles.offered import profile_panels
from components.session.file_names import file_stem, page_stem, story_stem
from components.session.options import HANDOUT, is_offered
from components.session.request import Request, Seen
from components.session.theme import Theme
from components.topics.fit import form as fit
from data.catalog import Catalog
from data.i18n import Lang
from data.people import HOME, Person
from data.selection import Selection
from data.stories import Story

MAP = "map"


@dataclass(frozen=True)
class Order:
    """A file that a reader asked for.

    Attributes
    ----------
    kind : str
        ``pptx``, ``pdf``, ``html`` or ``xlsx``; ``png`` or ``svg`` of one picture.
    page : str
        Whose content it shows.
    chosen, lang, theme, options, seen, address, held
        The request to that page, but for the catalog; an inbox stands for what the import page
        holds.
    slot : str
        Of a picture: of a chart, or `MAP`; of a profile: its panel.
    story : Story, optional
        Shown in place of a page.
    today : datetime.date, optional
        The day on which it was asked for.
    edition : {"audience", "speaker"}
        Of a story: the second has its notes.
    shape : {"a4", "wide"}
        Of the pages of a PDF.
    person : Person
        Who ordered it: it holds what this one may see.
    """

    kind: str
    page: str
    chosen: Selection
    lang: Lang
    theme: Theme
    options: dict[str, str]
    seen: Seen
    address: str
    held: object = None
    slot: str = ""
    story: Story | None = None
    today: date | None = None
    edition: Edition = "audience"
    shape: Shape = "a4"
    person: Person = HOME

    def prepare(self) -> int:
        """Bring what every file needs; return how many bytes a large register takes on top."""
        from components.handout.files import prepare  # noqa: PLC0415 -- brings matplotlib

        return prepare()

    def __call__(self, tick: Tick) -> bytes:
        """Make the file, in the process for that."""
        from components.handout.files import made  # noqa: PLC0415

        return made(self, tick)

    def request(self, catalog: Catalog) -> Request:
        """Return the request to the page."""
        words = spoken(catalog, self.lang, self.chosen)
        return Request(
            *(catalog, self.chosen, words, self.theme),
            *(self.options, self.seen, self.address, self.held),
            today=self.today,
            person=self.person,
        )


def _order(request: Request, page: str, kind: str) -> Order:
    held = request.held
    if isinstance(held, InHand):  # without what is worked out of it
        held = replace(held.inbox.copy(), proposed=None)
    return Order(
        kind,
        page,
        request.chosen,
        request.words.lang,
        request.theme,
        {name: one for name, one in request.options.items() if not name.startswith(HANDOUT)},
        request.seen,
        request.address,
        held,
        today=request.today,
        person=request.person,
    )


def view_job(request: Request, page: str, content: Content, kind: str, shape: Shape = "a4") -> Job:
    """Return the job that makes the brief of what a page shows now, as a kind of file."""
    catalog, words = request.catalog, request.words
    stem = page_stem(catalog, words, page, request.chosen, look_of(request.theme, kind))
    order = replace(_order(request, page, kind), shape=shape)
    return Job(kind, title_of(content), f"{stem}.{kind}", order)


def story_job(
    request: Request,
    page: str,
    story: Story,
    kind: str,
    edition: Edition = "audience",
    shape: Shape = "a4",
) -> Job:
    """Return the job that makes a whole story, which has to be a valid one."""
    words = request.words
    title, look = story.title(words.lang), look_of(request.theme, kind)
    stem = story_stem(words, title, story.as_of(request.catalog), look, edition)
    order = _order(request, page, kind)
    order = replace(order, held=None, story=story, edition=edition, shape=shape)
    return Job(kind, title, f"{stem}.{kind}", order)


def look_of(theme: Theme, kind: str) -> Theme | None:
    """Return the theme that a kind of file has: that of paper is light, a workbook has none.

    Examples
    --------
    >>> from data.tokens import THEMES
    >>> look_of(THEMES["dark"], "pdf").mode
    'light'
    """
    if kind == "xlsx":
        return None
    return theme.for_paper if kind == "pdf" else theme


def profile_job(request: Request, page: str, kind: str, slot: str) -> Job | None:
    """Return the job that makes the profile of one thing; ``None`` if there is no such.

    Parameters
    ----------
    slot : str
        Id of its panel.
    """
    panel = profile_panel(request, slot)
    if panel is None:
        return None
    file = f"{profile_stem(request, panel, look_of(request.theme, kind))}.{kind}"
    return Job(kind, panel.title, file, replace(_order(request, page, kind), slot=slot))


def fit_job(request: Request, kind: str) -> Job:
    """Return the job that makes the page for a firm, upright; its name is in no name of a file."""
    own = {name: text for name, text in request.options.items() if is_offered(name, fit.OPTIONS)}
    asked = replace(request, options=own, held=None)
    order = _order(asked, fit.PAGE_NAME, kind)
    title = request.words(f"nav.{fit.PAGE_NAME}")
    return Job(kind, title, f"{fit_stem(request)}.{kind}", order)


def fit_stem(request: Request) -> str:
    """Return the name of the file of the page for a firm, without its ending."""
    whole = Selection(as_of=request.chosen.as_of, evidence=request.chosen.evidence)
    title = request.words(f"nav.{fit.PAGE_NAME}")
    return file_stem(request.catalog, request.words, title, whole)


def profile_panel(request: Request, slot: str) -> Panel | None:
    """Return the profile that a panel is, if it has anything to hand out."""
    panels = profile_panels(request.catalog, request.chosen, request.words, slot)
    panel = panels[slot]() if slot in panels else None
    return panel if panel and panel.table is not None else None


def profile_stem(request: Request, panel: Panel, theme: Theme | None = None) -> str:
    """Return the name of the file of a profile, without its ending."""
    whole = Selection(as_of=request.chosen.as_of, evidence=request.chosen.evidence)
    return file_stem(request.catalog, request.words, panel.title, whole, theme)


def charts(content: Content) -> dict[str, Chart]:
    """Return the charts of a page that can be drawn as pictures, by slot."""
    return titled(content, DRAWN)


def picture_job(request: Request, page: str, content: Content, kind: str, slot: str) -> Job | None:
    """Return the job that makes one picture; ``None`` if the page has no such chart or map.

    Parameters
    ----------
    kind : {"png", "svg"}
    slot : str
        Of a chart, or ``"map"``: what the map on the page shows, if that is known, else what a
        brief of the page shows.
    """
    words, shown = request.words, charts(content)
    if slot == MAP and "map-note" in content:
        title = words("map.title")
    elif slot in shown:
        title = shown[slot].title
    else:
        return None
    file = f"{file_stem(request.catalog, words, title, request.chosen)}.{kind}"
    return Job(kind, title, file, replace(_order(request, page, kind), slot=slot))
