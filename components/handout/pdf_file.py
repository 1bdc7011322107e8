"""A deck as PDF: typst sets ``templates/deck.typ``, with the font of the dependency inside.

Letters of maps and charts stay letters, so that the file can be searched and read aloud
(PDF/UA-1). Typst reads no file but those handed to it, and no font of the system.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

import typst
from matplotlib import get_data_path

from components.blocks.base import sent
from components.blocks.chart import Chart
from components.blocks.contact import png_address
from components.blocks.shown_tables import ShownTable, shown_table
from components.handout.back_matter import evidence_slides, summary_slide
from components.handout.continued import continued, rows_of
from components.handout.deck import Deck, Shape, Slide, SlideMap
from components.handout.pictures import Picture, picture
from components.handout.slide_map import slide_map_figure
from components.handout.worker import Tick
from components.paper.chart import chart_figure, rows_with_room
from components.paper.fonts import FAMILIES, font_files
from data.catalog import Catalog

Size = tuple[float, float]

_TEMPLATE = Path(__file__).parent / "templates" / "deck.typ"
# Of the width: the map, and the charts beside it or a number alone.
_SHARES, _SHARES_ALONE = (0.56, 0.44), (0.7, 0.3)
_SET = 0.05  # of the work that is left when all is drawn


@dataclass(frozen=True)
class _Format:
    """Sizes in inches of a page, and of what is drawn on it before it is fitted.

    Attributes
    ----------
    chart, chart_alone, chart_whole : tuple of float
        Of a chart that shares its place, that has it for itself, or has the whole page.
    most : int
        Charts and tables on a page.
    text_pt, least_pt : float
        Type of charts, at the most and at the least.
    """

    page: Size
    map: Size
    map_alone: Size
    chart: Size
    chart_alone: Size
    chart_whole: Size
    most: int
    text_pt: float
    least_pt: float

    @property
    def is_wide(self) -> bool:
        return self.page[0] > self.page[1]


# On a wide page a number stands above the chart; on A4 a chart or two, or a table below the map.
_WIDE = _Format(
    *((13.333, 7.5), (6.8, 4.7), (8.5, 4.7), (5.3, 3.1), (5.9, 4.7), (8.7, 4.9)),
    *(2, 14, 11),
)
_A4 = _Format(
    *((8.268, 11.693), (7.26, 4.1), (7.26, 6.6), (7.26, 4.0), (7.26, 4.2), (7.26, 5.2)),
    *(2, 10.5, 9.3),
)


def pdf_bytes(deck: Deck, catalog: Catalog, tick: Tick, shape: Shape | None = None) -> bytes:
    """Return a deck as PDF, on A4 or on wide pages; notes, if it has any, at the end.

    It is meant for paper, so that it is light even if the screen is dark.

    Parameters
    ----------
    shape : {"a4", "wide"}, optional
        A story is wide and all else A4 where it is not said.
    """
    deck = replace(deck, theme=deck.theme.for_paper)
    form = _WIDE if (shape or ("wide" if deck.cover else "a4")) == "wide" else _A4
    files = {"main.typ": _TEMPLATE.read_bytes()}
    slides: list[dict[str, Any]] = []
    for number, slide in enumerate(deck.slides):
        tick((1 - _SET) * number / len(deck.slides))
        drawn = _Drawn(deck, catalog, form, f"{number}-", files)
        slides += drawn.slides(slide)
    tick(1 - _SET)
    around = _around(_Drawn(deck, catalog, form, "around-", files))
    files["deck.json"] = json.dumps(_said(deck, form) | around | {"slides": slides}).encode()
    fonts = [*(str(path.parent) for path in font_files()), str(Path(get_data_path()) / "fonts/ttf")]
    made = typst.compile(
        cast("Any", files),  # its types know one file only
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    tick(1.0)
    return bytes(made)


def _said(deck: Deck, form: _Format) -> dict[str, Any]:
    words = deck.words
    date = words("deck.as_of", date=words.date(deck.date))
    return {
        "lang": words.lang,
        "title": deck.title,
        "subtitle": deck.subtitle,
        "author": words("app.title"),
        "date": date,
        "running": f"{words('app.title')} · {date}",
        "fonts": FAMILIES,
        "page": {"width": form.page[0], "height": form.page[1]},
        "theme": asdict(deck.theme),
        "words": {
            "sources": words("handout-file.sources"),
            "notes": words("handout-file.notes"),
            "contact": words("deck.contact"),
            "separator": words("source.separator"),
            "goes_on": words("deck.goes_on"),
        },
    }


def _in_svg(png: bytes) -> bytes:
    """Return a square picture inside an SVG: typst takes files in memory as texts only."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500">'
        f'<image width="500" height="500" href="{png_address(png)}"/></svg>'
    ).encode()


def _around(drawn: _Drawn) -> dict[str, Any]:
    """Return what stands before and behind the slides: cover, summary, contact, evidence."""
    deck, files = drawn.deck, drawn.files
    listed = [summary_slide(deck), *evidence_slides(deck)]
    tables = [
        {"title": slide.title, "table": asdict(shown)}
        for slide in listed
        if slide and (shown := shown_table(slide.blocks[0]))
    ]
    codes = []
    for at, (label, png) in enumerate(deck.contact.codes if deck.contact else ()):
        files[f"code-{at}.svg"] = _in_svg(png)
        codes.append({"label": label, "file": f"code-{at}.svg"})
    card = deck.contact
    return {
        "cover": deck.cover
        and {"dated": deck.cover.dated, "map": drawn.map(deck.cover.picture, drawn.form.map)},
        "summary": tables.pop(0) if deck.summary else None,
        "appendix": tables,
        "contact": card
        and {
            "name": card.name,
            "below": [part for part in (card.role, card.office) if part],
            "lines": card.lines,
            "codes": codes,
        },
    }


@dataclass(frozen=True)
class _Drawn:
    """Turns a slide into what the template reads, and adds its pictures to the files."""

    deck: Deck
    catalog: Catalog
    form: _Format
    name: str
    files: dict[str, bytes]

    def slides(self, slide: Slide) -> Iterator[dict[str, Any]]:
        """Walk through a slide and those that it goes on with; its notes come once."""
        all_lists = all(map(shown_table, slide.blocks))
        most = max(len(slide.blocks), 1) if all_lists else self.form.most
        pages = continued(slide, most, self._room, self.deck.words)
        for at, page in enumerate(pages):
            yield replace(self, name=f"{self.name}{at}-").page(page)

    def map(self, shown: SlideMap | None, size: Size) -> dict[str, Any] | None:
        """Return the picture of a map."""
        if shown is None:
            return None
        deck = self.deck
        figure = slide_map_figure(shown, self.catalog, deck.words, deck.theme, size)
        return self._image("map", picture(figure), size)

    def page(self, slide: Slide) -> dict[str, Any]:
        """Return what the template reads of a slide that has room on a page."""
        return {
            "title": slide.title,
            "continued": self.deck.words("deck.continued", title=slide.title),
            "shares": _SHARES if slide.blocks else _SHARES_ALONE,
            "lines": slide.lines,
            "caveat": slide.caveat,
            "cards": sent(slide.headline)["cards"] if slide.headline else [],
            "charts": list(self._charts(slide)),
            "map": self.map(slide.map, self.form.map if slide.blocks else self.form.map_alone),
            "notes": list(filter(None, slide.notes.splitlines())),
            "sources": slide.sources,
            "limits": slide.limits,
        }

    def _size(self, slide: Slide) -> Size:
        """Return the size of each chart of a slide."""
        form = self.form
        shared = len(slide.blocks) > 1 or bool(slide.headline and slide.map)
        if form.is_wide and not slide.map and len(slide.blocks) == 1:
            return form.chart_whole
        if form.is_wide and not slide.map:
            return form.chart_alone
        return form.chart if shared else form.chart_alone if slide.map else form.chart_whole

    def _room(self, slide: Slide, at: int) -> int:
        """Return how many rows of a chart have room; a table is broken where it is set."""
        block = slide.blocks[at]
        if shown_table(block):
            return rows_of(block)
        deck, form = self.deck, self.form
        size = self._size(slide)
        return rows_with_room(
            block, words=deck.words, theme=deck.theme, size_inch=size, text_pt=form.least_pt
        )

    def _charts(self, slide: Slide) -> Iterator[dict[str, Any]]:
        for at, block in enumerate(slide.blocks):
            if shown := shown_table(block):
                yield _table(block, shown, f"{self.name}{at}")
                continue
            figure = chart_figure(
                block,
                words=self.deck.words,
                theme=self.deck.theme,
                size_inch=self._size(slide),
                text_pt=self.form.text_pt,
                least_pt=self.form.least_pt,
            )
            if figure:
                yield self._image(f"chart-{at}", picture(figure), self._size(slide))

    def _image(self, name: str, drawn: Picture, size: Size) -> dict[str, Any]:
        file = f"{self.name}{name}.svg"
        self.files[file] = drawn.svg.encode()
        return {"file": file, "alt": drawn.alt, "ratio": size[0] / size[1]}


def _table(block: Chart, shown: ShownTable, key: str) -> dict[str, Any]:
    title, small = block.headline
    return {
        "key": key,
        "title": title,
        "small": small,
        "notes": " ".join(block.notes),
        "table": asdict(shown),
    }
