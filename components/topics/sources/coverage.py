"""How many numbers on each page are reported, secondary, derived or illustrative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Content, Panel
from components.blocks.html_table import note_html, table_html
from components.blocks.text import Words
from components.blocks.views import chart_data, table_panel
from components.session.addresses import page_link
from components.session.page_contents import page_contents
from components.session.request import Request
from components.session.theme import GRADE_COLOURS, Theme
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.schema import GRADES
from data.selection import Selection

# The page itself, a reader's files before they are data, and what repeats other pages.
LEFT_OUT = ("sources", "import", "present")
_VIEW = "sources-coverage"


@remembered(VIEWS)
def coverage(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> pd.DataFrame:
    """Count the numbers that each page shows under a selection, as the page opens.

    Every page but those in `LEFT_OUT` makes its content, which is not drawn; each block
    names the grade of each number in it.

    Returns
    -------
    pandas.DataFrame
        Columns ``page``, ``part`` (the title of a block) and one for each grade; pages with
        most numbers first. Blocks without numbers are left out.
    """
    request = Request(catalog, chosen, words, theme, {})
    rows = [
        {"page": page, "part": name, **_counted(block)}
        for page, make in page_contents().items()
        if page not in LEFT_OUT
        for name, block in _named(make(request), words)
        if block.grades
    ]
    frame = pd.DataFrame(rows, columns=["page", "part", *GRADES])
    totals = frame[list(GRADES)].sum(axis=1).groupby(frame["page"]).sum()
    return frame.sort_values("page", key=lambda pages: -pages.map(totals), kind="stable")


def _named(content: Content, words: Words) -> Iterator[tuple[str, Block]]:
    """Walk through the blocks of a page, each with its title or the heading that it follows."""
    above = ""
    for block in content.values():
        if block.kind == "heading":
            above = block.data["text"]
        elif block.kind == "cards":
            yield words("sources.cards"), block
        else:
            yield block.data.get("title") or above, block


def _counted(block: Block) -> dict[str, int]:
    counts = Counter(block.grades)
    return {grade: counts[grade] for grade in GRADES}


def by_page(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of each page by grade, in the order of `coverage`."""
    return frame.groupby("page", sort=False)[list(GRADES)].sum()


def coverage_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return one bar a page, its parts the shares of the grades; a click opens the page."""
    frame, title = coverage(catalog, chosen, words, theme), words("sources.coverage")
    pages = by_page(frame)
    if pages.empty:
        return empty_chart(words, _VIEW, "", words("sources.none"), title)
    shown = [grade for grade in GRADES if pages[grade].sum()]
    rows = []
    for page, counts in pages.iterrows():
        parts = [
            words("chart.alt.value", label=words.grade(grade), value=words.number(counts[grade]))
            for grade in shown
        ]
        name, total = words(f"nav.{page}"), int(counts.sum())
        rows.append(
            {
                "key": page,
                "label": name,
                "text": words.number(total),
                "tip": f"{words('sources.to_page', page=name)} · {words.join(parts)}",
                "href": page_link(str(page), chosen),
                "selected": True,
                "open": f"coverage-{page}",
                "parts": [
                    {
                        "share": counts[grade] / total,
                        "fill": GRADE_COLOURS[grade],
                        "hatched": grade == "illustrative",
                        "tip": part,
                    }
                    for grade, part in zip(shown, parts, strict=True)
                ],
            }
        )
    notes = [words("sources.coverage_note")]
    total = int(pages.to_numpy().sum())
    said = words(
        "finding.evidence",
        total=words.number(total),
        count=words.number(int(pages["reported"].sum())),
    )
    return Block(
        "stack",
        chart_data(
            words,
            _VIEW,
            title,
            finding=said,
            credit=words("credit.one", first=words("credit.own")),
            values=[str(row["tip"]) for row in rows],
            small=words("sources.coverage_small"),
            notes=notes,
        )
        | {
            "legend": [
                {
                    "key": grade,
                    "fill": GRADE_COLOURS[grade],
                    "hatched": grade == "illustrative",
                    "label": words.grade(grade),
                }
                for grade in shown
            ],
            "rows": rows,
            "button": words("sources.by_part"),
        },
        table_panel(_VIEW, title, lambda: _pages_table(pages, words), notes)
        | {
            f"coverage-{page}": partial(_page_panel, frame, words, str(page))
            for page in pages.index
        },
    )


def _grade_columns(counts: pd.DataFrame, words: Words) -> dict[str, list[str]]:
    columns = {words.grade(grade): [words.number(n) for n in counts[grade]] for grade in GRADES}
    totals = counts[list(GRADES)].sum(axis=1)
    return columns | {words("sources.total"): [words.number(n) for n in totals]}


def _pages_table(pages: pd.DataFrame, words: Words) -> pd.DataFrame:
    names = [words(f"nav.{page}") for page in pages.index]
    return pd.DataFrame({words("sources.page"): names, **_grade_columns(pages, words)})


def _page_panel(frame: pd.DataFrame, words: Words, page: str) -> Panel:
    rows = frame[frame["page"] == page]
    table = pd.DataFrame({words("sources.part"): rows["part"], **_grade_columns(rows, words)})
    notes = note_html([words("sources.coverage_note")])
    return Panel(words(f"nav.{page}"), notes + table_html(table, tuple(table.columns[1:])))
