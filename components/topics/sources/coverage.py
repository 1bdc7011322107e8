"""How many numbers on each page are reported, secondary, derived or illustrative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Content, Panel, plain
from components.blocks.cards import Cards
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.html_table import cells_frame, note_html, table_html
from components.blocks.plain import Heading
from components.blocks.stack import Legend, Part, Stack, StackRow
from components.blocks.tabs import Tabs
from components.blocks.text import Words, spoken
from components.blocks.tip import Tip, tip_text
from components.session.addresses import page_link
from components.session.page import Page
from components.session.request import Request
from components.session.theme import GRADE_COLOURS, THEMES
from data.catalog import Catalog
from data.facts import Said, exactly
from data.follows import follows
from data.schema import GRADES
from data.selection import Selection

_VIEW = "sources-coverage"


@follows("as_of", "evidence")
def coverage(catalog: Catalog, chosen: Selection, pages: tuple[Page, ...]) -> pd.DataFrame:
    """Count the numbers that each page shows at a date and on an evidence, as it opens.

    Each page makes its content, which is not drawn, for nobody in particular: what a session
    holds is not in it, nor are filters. Each block names the grade of each number in it, which
    is the same in each language.

    Returns
    -------
    pandas.DataFrame
        Columns ``page``, ``slot`` and one for each grade; pages with most numbers first.
        Blocks without numbers are left out.
    """
    request = Request(catalog, chosen, spoken(catalog, "zh", chosen), THEMES["light"], {})
    rows = [
        {"page": page.name, "slot": slot, **_counted(block)}
        for page in pages
        for slot, block in page.content(request).items()
        if block.grades
    ]
    frame = pd.DataFrame(rows, columns=["page", "slot", *GRADES])
    totals = frame[list(GRADES)].sum(axis=1).groupby(frame["page"]).sum()
    return frame.sort_values("page", key=lambda pages: -pages.map(totals), kind="stable")


def _part_names(content: Content, words: Words) -> Iterator[tuple[str, str]]:
    """Walk through the slots of a page, each with its title or the heading that it follows."""
    tabs = (block for block in content.values() if isinstance(block, Tabs))
    folded = {slot: tab.text for block in tabs for tab in block.tabs for slot in tab.slots}
    above = ""
    for slot, block in content.items():
        if isinstance(block, Heading):
            above = block.text
        elif isinstance(block, Cards):
            yield slot, words("sources.cards")
        else:
            yield slot, (isinstance(block, Chart) and block.title) or folded.get(slot, above)


def _counted(block: Block) -> dict[str, int]:
    counts = Counter(block.grades)
    return {grade: counts[grade] for grade in GRADES}


def by_page(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of each page by grade, in the order of `coverage`."""
    return frame.groupby("page", sort=False)[list(GRADES)].sum()


def coverage_chart(frame: pd.DataFrame, request: Request, counted: tuple[Page, ...]) -> Block:
    """Return one bar a page, its parts the shares of the grades; a click opens the page.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of `coverage`.
    request : Request
    counted : tuple of Page
        Those of the frame.
    """
    chosen, words = request.chosen, request.words
    title = words("sources.coverage")
    pages = by_page(frame)
    if pages.empty:
        return empty_chart(words, _VIEW, "", words("sources.none"), title)
    shown = [grade for grade in GRADES if pages[grade].sum()]
    rows = []
    for page, counts in pages.iterrows():
        parts = [Tip(words.grade(grade), words.number(counts[grade])) for grade in shown]
        name, total = words(f"nav.{page}"), int(counts.sum())
        rows.append(
            StackRow(
                str(page),
                name,
                words.number(total),
                Tip(name, words.number(total), tuple(tip_text(words, part) for part in parts)),
                f"coverage-{page}",
                exactly(total),
                tuple(
                    Part(
                        float(counts[grade] / total),
                        GRADE_COLOURS[grade],
                        part,
                        exactly(int(counts[grade])),
                        hatched=grade == "illustrative",
                    )
                    for grade, part in zip(shown, parts, strict=True)
                ),
                href=page_link(str(page), chosen),
            )
        )
    notes = [words("sources.coverage_note")]
    total = int(pages.to_numpy().sum())
    said = words(
        "finding.evidence",
        total=words.number(total),
        count=words.number(int(pages["reported"].sum())),
    )
    return Stack(
        **chart_parts(
            words,
            _VIEW,
            title,
            finding=said,
            credit=words("credit.one", first=words("credit.own")),
            values=[tip_text(words, row.tip) for row in rows],
            small=words("sources.coverage_small"),
            notes=notes,
        ),
        legend=tuple(
            Legend(grade, GRADE_COLOURS[grade], words.grade(grade), grade == "illustrative")
            for grade in shown
        ),
        rows=tuple(rows),
        button=words("sources.by_part"),
        panels=table_panel(_VIEW, title, lambda: _pages_table(pages, words), notes)
        | {
            f"coverage-{page.name}": partial(_page_panel, frame, request, page)
            for page in counted
            if page.name in pages.index
        },
    )


def _grade_columns(counts: pd.DataFrame, words: Words) -> dict[str, list[Said]]:
    columns = {words.grade(grade): [words.number(n) for n in counts[grade]] for grade in GRADES}
    totals = counts[list(GRADES)].sum(axis=1)
    return columns | {words("sources.total"): [words.number(n) for n in totals]}


def _pages_table(pages: pd.DataFrame, words: Words) -> pd.DataFrame:
    names = [words(f"nav.{page}") for page in pages.index]
    return cells_frame({words("sources.page"): names, **_grade_columns(pages, words)})


def _page_panel(frame: pd.DataFrame, request: Request, page: Page) -> Panel:
    words, chosen = request.words, request.chosen
    opened = Selection(as_of=chosen.as_of, evidence=chosen.evidence, lang=chosen.lang)
    named = dict(_part_names(page.content(replace(request, chosen=opened, options={})), words))
    rows = frame[frame["page"] == page.name]
    parts = [named[slot] for slot in rows["slot"]]
    table = cells_frame({words("sources.part"): parts, **_grade_columns(rows, words)})
    notes = note_html([words("sources.coverage_note")])
    body = plain(notes + table_html(table, tuple(table.columns[1:])))
    return Panel(words(f"nav.{page.name}"), body)
