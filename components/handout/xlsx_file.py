"""What a deck shows as an Excel workbook: its numbers, and the table behind each chart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from openpyxl import Workbook

from components.blocks.base import Block, Panel
from components.blocks.shown_tables import shown_table
from components.blocks.text import Words
from components.handout.deck import Deck, Slide
from components.origin.reader import ReadOrigin, read_origins
from data.i18n import Lang
from data.read_amounts import Amount, read_amount
from geo.handover.sheets import add_note, add_table, book_bytes, new_book

_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r])")
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


@dataclass(frozen=True)
class _Shown:
    """A number as it stands on a slide, and what can be read of it."""

    text: str
    amount: Amount | None

    def origin(self, origins: list[ReadOrigin], lang: Lang) -> ReadOrigin:
        """Return its own origin among those that open with it, such as a forecast's."""
        if self.amount is None and origins:
            return origins[0]
        for one in origins:
            read = read_amount(one.value, lang)
            if one.value == self.text or (read and self.amount and read.value == self.amount.value):
                return one
        return ReadOrigin()


def xlsx_bytes(deck: Deck) -> bytes:
    """Return a deck as a workbook: about it, its numbers one a row, and each table.

    Values are in base units, such as yuan and persons; beside them stand the words shown.
    """
    words, book = deck.words, new_book()
    add_note(book, words("handout-file.about"), _about(deck))
    rows = [
        row for number, slide in enumerate(deck.slides, 1) for row in _rows(slide, number, words)
    ]
    numbers = pd.DataFrame(rows, columns=list(_COLUMNS))
    heads = {name: words(f"handout-file.col.{name}") for name in _COLUMNS}
    add_table(book, words("handout-file.numbers"), numbers.rename(columns=heads), wrap=True)
    for number, slide in enumerate(deck.slides, 1):
        for block in slide.blocks:
            title = _sheet_title(book, f"{number} {block.data['title']}")
            add_table(book, title, _with_numbers(_frame(block), words), wrap=True)
    return book_bytes(book)


def _about(deck: Deck) -> str:
    words = deck.words
    slides = [
        "\n".join([f"{number}. {slide.title}", *slide.lines, *filter(None, [slide.limits])])
        for number, slide in enumerate(deck.slides, 1)
    ]
    sources = dict.fromkeys(source for slide in deck.slides for source in slide.sources)
    head = [
        deck.title,
        deck.subtitle,
        words("deck.as_of", date=words.date(deck.date)),
        words("handout-file.reading"),
    ]
    return "\n\n".join(
        ["\n".join(head), *slides, "\n".join([words("handout-file.sources"), *sources])]
    )


def _rows(slide: Slide, number: int, words: Words) -> Iterator[dict[str, object]]:
    """Return each number of a slide with what is known of its origin."""
    if slide.headline:
        for card in slide.headline.data["cards"]:
            said = [line["text"] for line in card["lines"]]
            panel = slide.headline.panels.get(f"source-{card['id']}")
            shown = _Shown(card["value"], read_amount(card["value"], words.lang))
            yield {
                "slide": number,
                "part": words("handout-file.headline"),
                "item": " · ".join([card["label"], *filter(None, said)]),
                **_known(shown, panel() if panel else None, slide, words),
            }
    for block in slide.blocks:
        for row in block.data.get("rows", ()) if block.kind in {"bars", "bullets", "stack"} else ():
            panel = block.panels.get(row["open"])
            yield {
                "slide": number,
                "part": block.data["title"],
                "item": row["label"],
                **_known(_shown(row, words), panel() if panel else None, slide, words),
            }


def _shown(row: dict[str, Any], words: Words) -> _Shown:
    """Return the number of a bar; that of a bullet or of a stack is what its origin says."""
    text = str(row["text"])
    if "value" not in row:
        return _Shown(text, None)
    most = row["most"] if row["most"] > row["value"] else None
    plain = Amount(float(row["value"]), most, "", "")
    return _Shown(text, read_amount(text, words.lang) or plain)


def _known(shown: _Shown, panel: Panel | None, slide: Slide, words: Words) -> dict[str, object]:
    origins = read_origins(panel.html) if panel else []
    origin = shown.origin(origins, words.lang)
    amount = read_amount(origin.value, words.lang) or shown.amount
    cells = _cells(amount)
    if printed := origin.facts.get(words("origin.qualifier")):
        cells["qualifier"] = words.join(printed)
    said = [source for one in origins for source in one.facts.get(words("col.source"), [])]
    # A count of ours is taken from all that the slide names.
    sources = origin.facts.get(words("col.source")) or said or slide.sources
    return {
        "shown": shown.text,
        **cells,
        "as_of": words.join(origin.facts.get(words("col.as_of"), [])),
        "evidence": origin.grade,
        "counts": words.join(origin.facts.get(words("source.counts"), [])),
        "source": words("source.separator").join(dict.fromkeys(sources)),
    }


def _cells(amount: Amount | None) -> dict[str, object]:
    if amount is None:
        return {"value": None, "most": None, "unit": None, "qualifier": None}
    return {
        "value": _number(amount.value),
        "most": None if amount.most is None else _number(amount.most),
        "unit": amount.unit,
        "qualifier": amount.sign or None,
    }


def _number(value: float) -> float:
    return int(value) if value.is_integer() else value


def _frame(block: Block) -> pd.DataFrame:
    """Return the whole table behind a block, or what it shows if it has none."""
    make = block.panels.get(f"table-{block.data['id']}")
    if make and (csv := make().csv):
        frame = pd.read_csv(io.StringIO(csv), dtype=str, keep_default_na=False)
        return frame.map(lambda cell: _GUARDED.sub("", cell))
    shown = shown_table(block)
    return pd.DataFrame(list(shown.rows), columns=list(shown.columns)) if shown else pd.DataFrame()


def _with_numbers(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return a table of words with the numbers, units and qualifiers of its amounts beside them."""
    made: dict[str, list[object]] = {}
    for name, cells in frame.items():
        texts = [str(cell) for cell in cells]
        said = [text for text in texts if text]
        if said and all(map(_PLAIN.fullmatch, said)):
            plain = [float(text.replace(",", "")) if text else None for text in texts]
            made[str(name)] = [None if value is None else _number(value) for value in plain]
            continue
        made[str(name)] = list(texts)
        amounts = [read_amount(text, words.lang) for text in texts]
        if any(amounts):
            rows = [_cells(amount) for amount in amounts]
            for part in ("value", "most", "unit", "qualifier"):
                values = [row[part] for row in rows]
                if any(value is not None for value in values):
                    made[f"{name} · {words(f'handout-file.col.{part}')}"] = values
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in made.items()})


def _sheet_title(book: Workbook, title: str) -> str:
    """Return a title that Excel takes, and that no other sheet has."""
    plain = _NOT_IN_TITLE.sub(" ", title).strip()[:_TITLE_LENGTH]
    taken, count, made = {name.casefold() for name in book.sheetnames}, 1, plain
    while made.casefold() in taken:
        count += 1
        made = f"{plain[: _TITLE_LENGTH - 3]} {count}"
    return made
