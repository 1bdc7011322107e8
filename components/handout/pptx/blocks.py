"""A chart or table in its place on a slide, with its heading above and its notes below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from components.blocks.base import Block
from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.blocks.dots import Dots
from components.blocks.gantt import Gantt
from components.blocks.moments import Events
from components.blocks.stack import Stack
from components.blocks.table import Table
from components.blocks.wall import Wall
from components.handout.continued import Listed, first_rows, rows_of
from components.handout.pptx.chart import LEGEND_IN, Native, add_chart, fitted_type
from components.handout.pptx.dots import add_dots
from components.handout.pptx.page import Page
from components.handout.pptx.table import add_table, fitted_cells, grid_of
from components.handout.pptx.text import LEAST_PT, POINTS_PER_INCH, Box, Para, height_pt
from components.handout.pptx.wall import add_wall, wall_height
from components.paper.chart import chart_figure

_HEAD_PT = 16.0
_PICTURE_PT, _PICTURE_ROW = 13.0, 1.9  # of a row, in sizes of its type
_NOTES = 0.34  # of the height, at the most
_SPACE = 0.06


def add_block(page: Page, block: Block, box: Box) -> None:
    """Add a block: native where PowerPoint has such a chart, else as a picture."""
    if isinstance(block, Gantt) or not isinstance(block, Chart):
        _add_picture(page, block, box)
        return
    free = _below_head(page, block, box, write=True)
    if block.empty:
        page.text(free, [Para(block.empty, page.theme.muted)], largest=LEAST_PT, smallest=LEAST_PT)
    elif isinstance(block, Native):
        size, _ = fitted_type(
            page, [row.label for row in block.rows], _chart_box(page, block, free)
        )
        high = add_chart(block, page, _above_notes(page, _notes(page, block), free), size)
        _write_notes(page, _notes(page, block), free, high)
    elif isinstance(block, Table | Events):
        title = block.title or block.alt
        above = _above_notes(page, block.notes, free)
        size, _ = fitted_cells(page, grid_of(block, page.words), above)
        high = add_table(page, grid_of(block, page.words), above, size, title)
        _write_notes(page, block.notes, free, high)
    elif isinstance(block, Dots | Wall):
        above = _above_notes(page, block.notes, free)
        high = (
            add_dots(page, block, above)
            if isinstance(block, Dots)
            else add_wall(page, block, above)
        )
        _write_notes(page, block.notes, free, high)
    else:
        _add_picture(page, block, box)


def room_for(page: Page, block: Chart, box: Box) -> int:
    """Return how many rows of a list have room in a box; what is drawn whole has all."""
    whole = rows_of(block)
    if not isinstance(block, Listed) or block.empty:
        return whole

    def fits(count: int) -> bool:
        shown = first_rows(block, count)
        if count < whole:
            shown = replace(shown, notes=(page.words("deck.goes_on"),))
        free = _below_head(page, shown, box, write=False)
        if isinstance(shown, Native):
            labels = [row.label for row in shown.rows]
            return fitted_type(page, labels, _chart_box(page, shown, free))[1]
        if isinstance(shown, Table | Events):
            above = _above_notes(page, shown.notes, free)
            return fitted_cells(page, grid_of(shown, page.words), above)[1]
        above = _above_notes(page, shown.notes, free)
        if isinstance(shown, Wall):
            return wall_height(page, shown, above.width, LEAST_PT) <= above.height
        size = LEAST_PT * page.theme.type_scale
        return count * _PICTURE_ROW * size <= (above.height - 0.5) * POINTS_PER_INCH

    return _most(whole, fits)


def _most(whole: int, fits: Callable[[int], bool]) -> int:
    """Return how many of some rows fit, found by halving."""
    if not whole or fits(whole):
        return whole
    least, most = 0, whole
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    return least


def _add_picture(page: Page, block: Block, box: Box) -> None:
    size = (box.width, box.height)
    words, theme = page.words, page.theme
    figure = chart_figure(block, words=words, theme=theme, size_inch=size, text_pt=_PICTURE_PT)
    if figure is not None:
        page.picture(figure, box)


def _below_head(page: Page, block: Chart, box: Box, *, write: bool) -> Box:
    """Write the title and what is beside it; return what is left."""
    theme, (title, small) = page.theme, block.headline
    paras = [Para(title, theme.ink, bold=True), Para(small, theme.muted, 0)]
    paras = [para for para in paras if para.text]
    width = box.width * POINTS_PER_INCH
    size = _HEAD_PT * theme.type_scale
    high = height_pt(paras, width, size, page.words.lang) / POINTS_PER_INCH
    if write:
        page.text(box._replace(height=high), paras, largest=_HEAD_PT, smallest=LEAST_PT)
    by = high + _SPACE if high else 0
    return box._replace(top=box.top + by, height=box.height - by)


def _chart_box(page: Page, block: Native, box: Box) -> Box:
    legend = LEGEND_IN if isinstance(block, Stack) else 0
    return _above_notes(page, _notes(page, block), box, legend)


def _notes(page: Page, block: Native) -> list[str]:
    """Return what stands below a chart; the small type of targets has no place in it."""
    rows = block.rows if isinstance(block, Bullets) else ()
    said = [page.words("deck.bullet", label=row.label, text=row.small) for row in rows]
    return [*block.notes, *said]


def _above_notes(page: Page, notes: Sequence[str], box: Box, less: float = 0) -> Box:
    """Return what of a box the notes leave, less some inches."""
    return box._replace(height=box.height - _notes_height(page, notes, box) - less)


def _notes_height(page: Page, notes: Sequence[str], box: Box) -> float:
    paras = [Para(note, page.theme.muted) for note in notes if note]
    size = LEAST_PT * page.theme.type_scale
    need = height_pt(paras, box.width * POINTS_PER_INCH, size, page.words.lang)
    return min(need / POINTS_PER_INCH, _NOTES * box.height) + (_SPACE if paras else 0)


def _write_notes(page: Page, notes: Sequence[str], box: Box, below: float) -> None:
    if notes:
        high = _notes_height(page, notes, box) - _SPACE
        place = box._replace(top=box.top + below + _SPACE, height=high)
        paras = [Para(note, page.theme.muted) for note in notes]
        page.text(place, paras, largest=LEAST_PT, smallest=LEAST_PT)
