"""Sheets that are no lists of firms or projects: figures over time, rows of records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.catalog import Catalog
from data.problems import Problem
from geo.intake.asking import Desk, title
from geo.intake.brought import Brought
from geo.intake.doubts import Choice
from geo.intake.figures.read import read_figures
from geo.intake.figures.recognise import Sheet, as_figures
from geo.intake.figures.rows import add_figures, single
from geo.intake.meaning import IGNORE
from geo.intake.record_sheets import RecordSheet, as_records, complete, read_records
from geo.intake.status_sheets import StatusSheet, as_statuses, read_statuses
from geo.intake.supplied import Origin
from geo.reading.layers import Layer, Upload

REGISTERS = "registers"
Known = Sheet | RecordSheet | StatusSheet


@dataclass
class Sorted:
    """The layers of some uploads, told apart.

    Attributes
    ----------
    sheets : list of (str, Sheet or RecordSheet or StatusSheet)
        Those that this module reads, with the key of their questions.
    rest : list of Layer
    """

    sheets: list[tuple[str, Known]] = field(default_factory=list)
    rest: list[Layer] = field(default_factory=list)


def sort_layers(desk: Desk, uploads: Sequence[Upload], catalog: Catalog) -> Sorted:
    """Tell sheets of figures and records from all else; the user may say otherwise."""
    found = Sorted()
    layers = [layer for upload in uploads for layer in upload.layers]
    for number, layer in enumerate(layers, start=1):
        sheet = _known(layer, catalog)
        if sheet is None:
            found.rest.append(layer)
            continue
        if sheet.is_empty:  # a template that nobody has filled in
            continue
        key = f"sheet{number}"
        meaning = desk.ask(
            f"{key}:meaning",
            "sheet_meaning",
            [Choice(one, f"meaning.{one}") for one in (sheet.meaning, REGISTERS, IGNORE)],
            sheet.meaning,
            is_sure=True,
            layer=title(layer),
        )
        if meaning == REGISTERS:
            found.rest.append(layer)
        elif meaning != IGNORE:
            found.sheets.append((key, sheet))
    return found


def _known(layer: Layer, catalog: Catalog) -> Known | None:
    if layer.geometry is not None or not layer.lines:
        return None
    records = as_records(layer)
    if records and (records.table != "figures" or "metric_zh" in records.fields.values()):
        return records
    # 指标, 数值, 单位, 数据时间 name fields as well, but each row says all of its number.
    return as_statuses(layer, catalog) or as_figures(layer, catalog) or records


def read_sheets(
    desk: Desk, sheets: Sequence[tuple[str, Known]], catalog: Catalog, origin: Origin
) -> tuple[Brought, dict[str, int]]:
    """Return the rows that some sheets bring, and how many numbers or rows of each meaning."""
    brought = Brought()
    counts: dict[str, int] = {}
    given = []
    for key, sheet in sheets:
        counts[sheet.meaning] = counts.get(sheet.meaning, 0) + sheet.count
        if isinstance(sheet, RecordSheet):
            read_records(desk, sheet, catalog, brought)
        elif isinstance(sheet, StatusSheet):
            read_statuses(desk, key, sheet, catalog, brought)
        else:
            given += read_figures(desk, key, sheet, catalog, origin.as_of)
    complete(brought, catalog, origin)
    add_figures(desk, single(desk, given), catalog, origin, brought)
    return brought, counts


def refuse_drafts(desk: Desk, sheets: Sequence[tuple[str, Known]]) -> None:
    """Report that the tables of the park hold no assumptions."""
    for _, sheet in sheets:
        if sheet.count:
            desk.problems.append(Problem(sheet.layer.file, None, None, "draft_rows"))
