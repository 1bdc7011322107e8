"""A chart or table in its place on a slide, with its heading above and its notes below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from components.blocks.base import Block
from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.blocks.moments import Events
from components.blocks.shortened import shortened
from components.blocks.stack import Stack
from components.blocks.table import Table
from components.handout.pptx.chart import LEGEND_IN, Native, add_chart, fitted_type
from components.handout.pptx.page import Page
from components.handout.pptx.table import add_table, fitted_cells, grid_of
from components.handout.pptx.text import POINTS_PER_INCH, Box, Para, height_pt
from components.paper.chart import chart_figure

_HEAD_PT, _SMALL, _NOTE_PT = 14.0, 0.78, 10.0
_SMALLEST = 6.5
_PICTURE_PT = 12.0
_NOTES = 0.34  # of the height, at the most
_SPACE = 0.06


def add_block(page: Page, block: Block, box: Box) -> None:
    """Add a block: native where PowerPoint has such a chart, else as a picture."""
    if isinstance(block, Native) and not block.empty:
        _add_chart(page, block, _below_head(page, block, box))
    elif isinstance(block, Table | Events):
        _add_table(page, block, _below_head(page, block, box))
    else:
        size = (box.width, box.height)
        words, theme = page.words, page.theme
        figure = chart_figure(block, words=words, theme=theme, size_inch=size, text_pt=_PICTURE_PT)
        if figure is not None:
            page.picture(figure, box)


def _below_head(page: Page, block: Chart, box: Box) -> Box:
    """Write the title and what is beside it; return what is left."""
    theme, (title, small) = page.theme, block.headline
    paras = [Para(title, theme.ink, bold=True), Para(small, theme.muted, _SMALL)]
    paras = [para for para in paras if para.text]
    width = box.width * POINTS_PER_INCH
    high = height_pt(paras, width, _HEAD_PT, page.words.lang) / POINTS_PER_INCH
    page.text(box._replace(height=high), paras, largest=_HEAD_PT, smallest=8)
    return _lower(box, high + _SPACE if high else 0)


def _lower(box: Box, by: float) -> Box:
    return box._replace(top=box.top + by, height=box.height - by)


def _add_chart(page: Page, block: Native, box: Box) -> None:
    legend = LEGEND_IN if isinstance(block, Stack) else 0

    def fitted(count: int) -> tuple[float, bool]:
        shown = shortened(block, count, page.words)
        free = _above_notes(page, _notes(page, shown), box, legend)
        return fitted_type(page, [row.label for row in shown.rows], free)

    count = _most(len(block.rows), lambda count: fitted(count)[1], least=1)
    shown = shortened(block, count, page.words)
    notes = _notes(page, shown)
    high = add_chart(shown, page, _above_notes(page, notes, box), fitted(count)[0])
    _write_notes(page, notes, box, high)


def _most(whole: int, fits: Callable[[int], bool], least: int = 0) -> int:
    """Return how many of some rows fit, found by halving."""
    if whole <= least or fits(whole):
        return whole
    most = whole
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    return least


def _notes(page: Page, block: Native) -> list[str]:
    """Return what stands below a chart; the small type of targets has no place in it."""
    rows = block.rows if isinstance(block, Bullets) else ()
    said = [page.words("deck.bullet", label=row.label, text=row.small) for row in rows]
    return [*block.notes, *said]


def _add_table(page: Page, block: Table | Events, box: Box) -> None:
    words = page.words
    title = block.title or words.join(grid_of(block, words).rows[0])
    whole = len(block.items if isinstance(block, Events) else block.rows)

    def fitted(count: int) -> tuple[float, bool]:
        shown = shortened(block, count, words)
        return fitted_cells(page, grid_of(shown, words), _above_notes(page, shown.notes, box))

    count = _most(whole, lambda count: fitted(count)[1])
    shown = shortened(block, count, words)
    free = _above_notes(page, shown.notes, box)
    high = add_table(page, grid_of(shown, words), free, fitted(count)[0], title)
    _write_notes(page, shown.notes, box, high)


def _above_notes(page: Page, notes: Sequence[str], box: Box, less: float = 0) -> Box:
    """Return what of a box the notes leave, less some inches."""
    return box._replace(height=box.height - _notes_height(page, notes, box) - less)


def _notes_height(page: Page, notes: Sequence[str], box: Box) -> float:
    paras = [Para(note, page.theme.muted) for note in notes]
    need = height_pt(paras, box.width * POINTS_PER_INCH, _NOTE_PT, page.words.lang)
    return min(need / POINTS_PER_INCH, _NOTES * box.height) + (_SPACE if notes else 0)


def _write_notes(page: Page, notes: Sequence[str], box: Box, below: float) -> None:
    if notes:
        high = _notes_height(page, notes, box) - _SPACE
        place = box._replace(top=box.top + below + _SPACE, height=high)
        paras = [Para(note, page.theme.muted) for note in notes]
        page.text(place, paras, largest=_NOTE_PT, smallest=_SMALLEST)
