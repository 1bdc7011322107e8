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
from components.blocks.moments import Events
from components.blocks.shown_tables import ShownTable, shown_table
from components.handout.deck import Deck, Shape, Slide
from components.handout.pictures import Picture, picture
from components.handout.slide_map import slide_map_figure
from components.handout.worker import Tick
from components.paper.chart import chart_figure
from components.paper.fonts import FAMILIES, font_path
from data.catalog import Catalog

Size = tuple[float, float]

_TEMPLATE = Path(__file__).parent / "templates" / "deck.typ"
# Of the width: the map, and the charts beside it or a number alone.
_SHARES, _SHARES_ALONE = (0.56, 0.44), (0.7, 0.3)
_SET = 0.05  # of the work that is left when all is drawn


@dataclass(frozen=True)
class _Format:
    """Sizes in inches of a page, and of what is drawn on it before it is fitted."""

    page: Size
    map: Size
    map_alone: Size
    chart: Size
    chart_alone: Size
    text_pt: float


# On a wide page a number stands above the chart; on A4 one or two charts, or four, or a table
# below the map.
_WIDE = _Format((13.333, 7.5), (6.8, 4.9), (8.5, 4.9), (5.3, 3.1), (5.3, 4.9), 13)
_A4 = _Format((8.268, 11.693), (7.26, 4.1), (7.26, 6.6), (3.55, 4.3), (7.26, 4.4), 10)


def pdf_bytes(deck: Deck, catalog: Catalog, tick: Tick, shape: Shape | None = None) -> bytes:
    """Return a deck as PDF: a story on wide pages with its notes at the end, a brief on A4.

    It is meant for paper, so that it is light even if the screen is dark.
    """
    deck = replace(deck, theme=deck.theme.for_paper)
    form = _WIDE if (shape or ("wide" if deck.cover else "a4")) == "wide" else _A4
    files = {"main.typ": _TEMPLATE.read_bytes()}
    slides = []
    for number, slide in enumerate(deck.slides):
        tick((1 - _SET) * number / len(deck.slides))
        drawn = _Drawn(deck, catalog, form, f"{number}-", files)
        slides.append(drawn.slide(slide))
    tick(1 - _SET)
    files["deck.json"] = json.dumps(_said(deck, form) | {"slides": slides}).encode()
    fonts = [str(font_path().parent), str(Path(get_data_path()) / "fonts" / "ttf")]
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
    rows = [shown for slide in deck.slides for shown in map(shown_table, slide.blocks) if shown]
    most = max((len(shown.rows) for shown in rows), default=0)
    return {
        "lang": words.lang,
        "title": deck.title,
        "subtitle": deck.subtitle,
        "author": words("app.title"),
        "date": date,
        "running": f"{words('app.title')} · {date}",
        "cover": deck.cover is not None,
        "fonts": FAMILIES,
        "page": {"width": form.page[0], "height": form.page[1]},
        "theme": asdict(deck.theme),
        "words": {
            "sources": words("handout-file.sources"),
            "notes": words("handout-file.notes"),
            "separator": words("source.separator"),
            "more": [words("print.more", count=count) for count in range(1, most)],
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

    def slide(self, slide: Slide) -> dict[str, Any]:
        size = self.form.map if slide.blocks else self.form.map_alone
        shown = slide.map and slide_map_figure(
            slide.map, self.catalog, self.deck.words, self.deck.theme, size
        )
        return {
            "title": slide.title,
            "shares": _SHARES if slide.blocks else _SHARES_ALONE,
            "lines": slide.lines,
            "cards": sent(slide.headline)["cards"] if slide.headline else [],
            "charts": list(self._charts(slide)),
            "map": self._image("map", picture(shown)) if shown else None,
            "notes": list(filter(None, slide.notes.splitlines())),
            "sources": slide.sources,
            "limits": slide.limits,
        }

    def _charts(self, slide: Slide) -> Iterator[dict[str, Any]]:
        count = len(slide.blocks)
        for at, block in enumerate(slide.blocks):
            last_of_odd = count > 2 and count % 2 and at + 1 == count
            shared = slide.headline or (count > 2 and not last_of_odd)
            size = self.form.chart if shared else self.form.chart_alone
            if shown := shown_table(block):
                yield _table(block, shown)
                continue
            figure = chart_figure(
                block,
                words=self.deck.words,
                theme=self.deck.theme,
                size_inch=size,
                text_pt=self.form.text_pt,
            )
            if figure:
                yield self._image(f"chart-{at}", picture(figure))

    def _image(self, name: str, drawn: Picture) -> dict[str, str]:
        file = f"{self.name}{name}.svg"
        self.files[file] = drawn.svg.encode()
        return {"file": file, "alt": drawn.alt}


def _table(block: Chart, shown: ShownTable) -> dict[str, Any]:
    title, small = block.headline
    return {
        "title": title,
        "small": small,
        "notes": " ".join(block.notes),
        "table": asdict(shown) | {"newest-last": isinstance(block, Events)},
    }
