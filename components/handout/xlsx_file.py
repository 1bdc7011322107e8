"""What a deck shows as an Excel workbook: its numbers, and the table behind each chart."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from components.blocks.assumed import Assumed
from components.blocks.base import Block
from components.blocks.chart import Chart
from components.blocks.contact import ContactCard
from components.blocks.shown_tables import shown_table
from components.blocks.text import Words
from components.handout.deck import Deck, Slide
from components.handout.numbers import Number, numbers
from data.catalog import Catalog
from data.facts import Fact, fact_of
from data.sources import source_text
from geo.handover.sheets import HANDOUT_MARK, add_note, add_table, book_bytes, new_book

_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_TITLE_LENGTH = 31
_COLUMNS = (
    "slide",
    "part",
    "item",
    "shown",
    "value",
    "most",
    "unit",
    "qualifier",
    "as_of",
    "evidence",
    "counts",
    "source",
)


def xlsx_bytes(deck: Deck, catalog: Catalog) -> bytes:
    """Return a deck as a workbook: about it, its numbers one a row, and each table.

    Values are in base units, such as yuan and persons; beside them stand the words shown.
    """
    words, book = deck.words, new_book()
    book.properties.category = HANDOUT_MARK
    book.properties.title, book.properties.subject = deck.title, deck.subtitle
    book.properties.creator = words("app.title")
    add_note(book, words("handout-file.about"), _about(deck))
    rows = [
        row
        for number, slide in enumerate(deck.slides, 1)
        for row in _rows(slide, number, words, catalog)
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    heads = {name: words(f"handout-file.col.{name}") for name in _COLUMNS}
    sheet = add_table(book, words("handout-file.numbers"), table.rename(columns=heads), wrap=True)
    _give_formats(sheet, heads, words)
    for number, slide in enumerate(deck.slides, 1):
        for block in slide.blocks:
            title = _sheet_title(book, f"{number} {block.title}")
            frame = _with_origin(_with_numbers(_frame(block), words), block, slide, words)
            _give_formats(add_table(book, title, frame, wrap=True), heads, words)
    return book_bytes(book)


def _about(deck: Deck) -> str:
    words = deck.words
    slides = [
        "\n".join(
            [
                f"{number}. {slide.title}",
                *slide.lines,
                *filter(None, [slide.caveat, slide.limits]),
            ]
        )
        for number, slide in enumerate(deck.slides, 1)
    ]
    sources = dict.fromkeys(source for slide in deck.slides for source in slide.sources)
    head = [
        deck.title,
        deck.subtitle,
        words("deck.as_of", date=words.date(deck.date)),
        words("handout-file.reading"),
    ]
    asked = [_whom(deck.contact, words)] if deck.contact else []
    named = "\n".join([words("handout-file.sources"), *sources])
    return "\n\n".join(["\n".join(head), *slides, *asked, named])


def _whom(card: ContactCard, words: Words) -> str:
    who = [words("deck.contact"), card.name, card.role, card.office]
    return "\n".join(filter(None, [*who, *(" ".join(line) for line in card.lines)]))


def _rows(slide: Slide, number: int, words: Words, catalog: Catalog) -> Iterator[dict[str, object]]:
    """Return each number of a slide with what is known of its origin."""
    parts: list[tuple[str, Block]] = [(block.title, block) for block in slide.blocks]
    if slide.headline:
        parts.insert(0, (words("handout-file.headline"), slide.headline))
    for part, block in parts:
        for one in numbers(block, words):
            head = {"slide": number, "part": part, "item": one.item}
            credited = _credited(block, words) if isinstance(block, Chart) else ""
            yield head | _known(one, credited, slide, words, catalog)


def _credited(chart: Chart, words: Words) -> str:
    """Return the source line of a chart; no heading says beside a row that it is assumed."""
    if not isinstance(chart.finding, Assumed):
        return chart.credit
    return " · ".join(filter(None, [chart.credit, words("credit.illustrative")]))


def _known(
    one: Number, credited: str, slide: Slide, words: Words, catalog: Catalog
) -> dict[str, object]:
    """Return what is known of a number; `credited` is the source line of its chart."""
    origin = one.origin
    known = (origin.fact if origin else None) or one.fact
    fact = one.fact or known
    refs = (known.refs if known else "") or ";".join(one.panel.refs if one.panel else ())
    sources = [source_text(catalog, refs, words.lang)] if refs else []
    sources += one.assumed
    # A count of ours is taken from all that the slide names; what we assume, from none of it.
    if not sources:
        assumed = one.grade == "illustrative"
        sources = list(filter(None, [credited])) if assumed else list(slide.sources)
    return {
        "shown": one.shown,
        **_cells(fact, words),
        "qualifier": _qualifier(known, words),
        "as_of": words.date(known.as_of) if known and known.as_of else "",
        "evidence": words.grade(one.grade) if one.grade else "",
        "counts": origin.counts if origin else "",
        "source": words("source.separator").join(sources),
    }


def _qualifier(fact: Fact | None, words: Words) -> str | None:
    """Return how exact a number is; one of ours that is exact needs no word."""
    if fact is None or (fact.qualifier == "exact" and not fact.subject):
        return None
    return words(f"origin.qualifier.{fact.qualifier}")


def _cells(fact: Fact | None, words: Words) -> dict[str, object]:
    """Return a number as cells: the value or the lower end, the upper end, the unit, a sign."""
    if fact is None or not (fact.is_given or fact.high is not None):
        return dict.fromkeys(("value", "most", "unit", "qualifier"))
    sign = "" if fact.qualifier == "exact" else words.fact_sign(fact)
    return {
        "value": _number(fact.drawn),
        "most": _number(fact.most) if fact.qualifier == "band" else None,
        "unit": words.unit(fact.unit),
        "qualifier": sign or None,
    }


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else float(value)


def _frame(block: Chart) -> pd.DataFrame:
    """Return the whole table behind a block, or what it shows if it has none."""
    frame = block.table().table if block.table else None
    if frame is not None:
        return frame
    shown = shown_table(block)
    return pd.DataFrame(list(shown.rows), columns=list(shown.columns)) if shown else pd.DataFrame()


def _with_numbers(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a table of words with the numbers, units and qualifiers of its amounts beside them."""
    made: dict[str, list[object]] = {}
    for name, column in frame.items():
        cells = [cell if isinstance(cell, str) else str(cell) for cell in column]
        rows = [_cells(fact_of(cell), words) for cell in cells]
        if any(cells) and all(
            row["value"] is not None and not row["unit"] and not row["qualifier"]
            for cell, row in zip(cells, rows, strict=True)
            if cell
        ):
            made[str(name)] = [row["value"] for row in rows]
            continue
        made[str(name)] = list(cells)
        for part in ("value", "most", "unit", "qualifier"):
            values = [row[part] for row in rows]
            if any(value not in {None, ""} for value in values):
                made[f"{name} · {words(f'handout-file.col.{part}')}"] = values
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in made.items()})


def _with_origin(frame: pd.DataFrame, block: Chart, slide: Slide, words: Words) -> pd.DataFrame:
    """Return a table whose every row has its evidence and its source."""
    evidence, source = (words(f"handout-file.col.{name}") for name in ("evidence", "source"))
    made = frame.copy()
    if evidence not in made:
        whole = _frame(block)
        facts = [[fact_of(cell) for cell in row if isinstance(cell, str)] for row in whole.values]  # noqa: PD011
        grades = [next((one.grade for one in row if one and one.grade), "") for row in facts]
        # That a count is ours says nothing of what it counts.
        alone = set(block.grades) - {"", "derived"}
        common = next(iter(alone)) if len(alone) == 1 else ""
        made[evidence] = [words.grade(one or common) if one or common else None for one in grades]
    if source not in made and words("col.source") not in made:
        made[source] = block.credit or words("source.separator").join(slide.sources) or None
    return made


def _give_formats(sheet: Worksheet, heads: dict[str, str], words: Words) -> None:
    """Show each number with thousands and its unit; the cell stays the number."""
    named = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    of_value = {heads[name] for name in ("value", "most")}
    for name, at in named.items():
        prefix, _, last = name.rpartition(" · ")
        if last not in of_value:
            continue
        unit_at = named.get(" · ".join(filter(None, [prefix, heads["unit"]])))
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, at)
            if not isinstance(cell.value, int | float):
                continue
            unit = str(sheet.cell(row, unit_at).value or "") if unit_at else ""
            gap = " " if unit and words.lang == "en" else ""
            plain = "#,##0" if isinstance(cell.value, int) else "#,##0.0##"
            quoted = unit.replace('"', "")
            cell.number_format = f'{plain}"{gap}{quoted}"' if unit else plain


def _sheet_title(book: Workbook, title: str) -> str:
    """Return a title that Excel takes, and that no other sheet has."""
    plain = _NOT_IN_TITLE.sub(" ", title).strip()[:_TITLE_LENGTH]
    taken, count, made = {name.casefold() for name in book.sheetnames}, 1, plain
    while made.casefold() in taken:
        count += 1
        made = f"{plain[: _TITLE_LENGTH - 3]} {count}"
    return made
