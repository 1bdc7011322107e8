"""Every number in Excel and PowerPoint is the fact behind it, to the last digit, on all pages."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from components.blocks.bar_chart import Bars
from components.blocks.base import Content
from components.blocks.bullet_chart import Bullets
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.kinds import CHARTS
from components.blocks.stack import Stack
from components.contents.pages import FACTS
from components.handout.deck import Deck, Part, Slide
from components.handout.pptx.deck import pptx_bytes
from components.handout.xlsx_file import xlsx_bytes
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.facts import Fact
from data.i18n import LANGS, Lang
from data.selection import Selection
from tests.shipped import LATEST, words_of

VIEWS = {
    "opening": Selection(),
    "published zones": Selection(zones=("A", "C"), evidence="published"),
    "early": Selection(as_of="2020-11-26"),
}
NATIVE = (Bars, Bullets, Stack)


def contents(catalog: Catalog, lang: Lang) -> Iterator[tuple[str, Content]]:
    for view, chosen in VIEWS.items():
        for name, page in FACTS.items():
            request = Request(catalog, chosen, words_of(lang), THEMES["light"], {})
            yield f"{name} {view} {lang}", page.content(request)


def charts(content: Content) -> list[Chart]:
    return [block for block in content.values() if isinstance(block, CHARTS) and not block.empty]


def deck(slides: list[Slide], lang: Lang) -> Deck:
    words = words_of(lang)
    return Deck("t", "", (Part("", tuple(slides)),), words, THEMES["light"], LATEST, "t")


def facts_of(block: Cards | Chart) -> list[Fact | None]:
    """Return the numbers of a block in its order, ``None`` where a word stands."""
    match block:
        case Cards():
            return [card.fact for card in block.cards]
        case Bars():
            given = (row.fact for row in block.rows)
            return [fact if fact.is_given or fact.high is not None else None for fact in given]
        case Bullets():
            return [fact for row in block.rows for fact in row.facts]
        case Stack():
            return [fact for row in block.rows for fact in (row.fact, *(p.fact for p in row.parts))]
    return []


def least(fact: Fact) -> float:
    """Return what a cell must hold: the number, or the lower end of a range."""
    value = fact.low if fact.value is None else fact.value
    assert value is not None
    return value


def same(cell: Any, number: float) -> bool:
    """Whether a cell holds a number: exactly, or with the sixteen digits that a file keeps."""
    return bool(cell == number) or math.isclose(cell, number, rel_tol=1e-15)


@pytest.mark.parametrize("lang", LANGS)
def test_excel_holds_the_facts(catalog: Catalog, lang: Lang) -> None:
    wrong, count = [], 0
    for where, content in contents(catalog, lang):
        cards = [block for block in content.values() if isinstance(block, Cards)]
        slides = [Slide("cards", headline=block) for block in cards]
        slides.append(Slide("charts", blocks=tuple(charts(content))))
        book = load_workbook(io.BytesIO(xlsx_bytes(deck(slides, lang), catalog)))
        sheet = book[book.sheetnames[1]]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        shown: list[Cards | Chart] = [*cards, *charts(content)]
        expected = [fact for block in shown for fact in facts_of(block)]
        assert len(rows) == len(expected), where
        for row, fact in zip(rows, expected, strict=True):
            value, most = row[4], row[5]
            if fact is None:
                assert value is None or row[3], where
                continue
            count += 1
            high = fact.high if fact.qualifier == "band" else None
            if not same(value, least(fact)) or most != high:
                wrong.append((where, row[2], value, most, fact))
    assert wrong == []
    assert count > 700


@pytest.mark.parametrize("lang", LANGS)
def test_powerpoint_charts_hold_the_facts(catalog: Catalog, lang: Lang) -> None:
    wrong, count = [], 0
    for where, content in contents(catalog, lang):
        native = [block for block in charts(content) if isinstance(block, NATIVE)]
        if not native:
            continue
        made = pptx_bytes(
            deck([Slide("x", blocks=(block,)) for block in native], lang), catalog, lambda _: None
        )
        slides = Presentation(io.BytesIO(made)).slides
        for slide, block in zip(slides, native, strict=True):
            (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
            for drawn, held in drawn_and_held(chart, block):
                count += 1
                if drawn != held:
                    wrong.append((where, block.id, drawn, held))
    assert wrong == []
    assert count > 500


def drawn_and_held(chart: Any, block: Chart) -> Iterator[tuple[float | None, float | None]]:
    """Walk through the numbers of a chart, each with that of its fact; rows without room fall."""
    series = [list(one.values) for one in chart.plots[0].series]
    if isinstance(block, Bars):
        for row, value in zip(block.rows, series[-1], strict=False):
            yield value, row.fact.drawn
        if any(row.fact.qualifier == "band" for row in block.rows):
            ends = series[-2]
            for row, value in zip(block.rows, ends, strict=False):
                yield value, row.fact.high if row.fact.qualifier == "band" else None
    elif isinstance(block, Bullets):
        for bullet, value in zip(block.rows, series[-1], strict=False):
            yield value, bullet.share
    elif isinstance(block, Stack):
        for place, values in enumerate(series):
            for stacked, value in zip(block.rows, values, strict=False):
                yield value, stacked.parts[place].share


def test_facts_with_a_figure_are_what_the_table_prints(catalog: Catalog) -> None:
    table: pd.DataFrame = catalog["figures"].set_index("figure_id")
    wrong, seen = [], set()
    for where, content in contents(catalog, "zh"):
        for block in charts(content):
            for fact in filter(None, facts_of(block)):
                if fact.subject in table.index:
                    seen.add(fact.subject)
                    if fact.value != table.loc[fact.subject, "value"]:
                        wrong.append((where, block.id, fact))
    assert wrong == []
    # Once given as 333,300 and 666,700, which Chinese writes for them in words.
    assert {"F003-34", "F000-01"} <= set(table.index)
    assert table.loc["F003-34", "value"] == 333_333
    assert table.loc["F000-01", "value"] == 666_667
    assert len(seen) > 40
