"""Files to fill in for the import: they hold the pack in force, so that a planner edits it."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.catalog import Catalog
from data.i18n import Lang
from data.own_texts import Messages
from data.schema import Tenant
from data.selection import STATUSES, EvidenceMode, Selection, visible
from data.status import UNASSIGNED, placed_projects
from geo.handover.export import geopackage_bytes
from geo.handover.qgis import layer_styles
from geo.handover.sheets import add_note, add_table, book_bytes, new_book
from geo.handover.sourced import outline_layer, project_layer, tenant_layer
from geo.handover.styles import Colours, style_of
from geo.handover.wording import word

_COLUMNS = {
    "enterprises": ["name", "zone", "sector", "status", "since_year", "lon", "lat", "evidence"],
    "projects": [
        *("project_id", "name", "zone", "sector", "status"),
        *("investment_cny", "seats_planned", "lon", "lat", "evidence"),
    ],
}
# Units of the header of the column: 亿元, CNY million.
_INVESTMENT_UNIT: dict[Lang, float] = {"zh": 1e8, "en": 1e6}
_LISTS = "lists"
_LAST_ROW = 20_000
_NOTES = ("columns", "choices", "places", "evidence", "projects", "save")


def excel_template(catalog: Catalog, lang: Lang, evidence: EvidenceMode = "all") -> bytes:
    """Return a workbook of enterprises and projects, with lists to choose from.

    Parameters
    ----------
    catalog : Catalog
    lang : {"zh", "en"}
        Of headers and words; the import understands both.
    evidence : {"all", "published"}
        Whether illustrative rows are filled in.

    Returns
    -------
    bytes
        An ``.xlsx`` file. A large register (``tenants.parquet``) is not filled in.

    Examples
    --------
    >>> excel_template(catalog, "en")[:2]
    b'PK'
    """
    layers, say = _registers(catalog, lang, evidence), Messages(lang, catalog.texts(lang))
    book = new_book()
    title = say("export.template.title", atlas=say("app.title"))
    lines = [title, *(say(f"export.template.{one}") for one in _NOTES)]
    if not catalog.is_listed:
        lines.append(say("export.template.register"))
    lines.append(say("export.attribution"))
    # In one cell: the import takes no sheet with a single filled cell for a table.
    add_note(book, say("export.layer.read_me"), "\n\n".join(lines))
    sheets = {name: _add_sheet(book, name, layers[name], say) for name in _COLUMNS}
    ranges = _add_lists(book, _listed(catalog), say)
    for name, sheet in sheets.items():
        _validate(sheet, _COLUMNS[name], ranges, say)
    return book_bytes(book)


def geopackage_template(
    catalog: Catalog, lang: Lang, colours: Colours, evidence: EvidenceMode = "all"
) -> bytes:
    """Return a GeoPackage of outlines, routes, enterprises and projects in EPSG:4326.

    Parameters
    ----------
    catalog, lang, evidence
        As for `excel_template`.
    colours : mapping
        As `geo.handover.styles.layer_colours`, for the styles that QGIS reads.

    Examples
    --------
    >>> from geo.handover.styles import layer_colours
    >>> geopackage_template(catalog, "en", layer_colours(catalog))[:15]
    b'SQLite format 3'
    """
    chosen = Selection(evidence=evidence)
    layers = {
        name: outline_layer(catalog, visible(catalog.outlines[name], chosen), lang)[
            ["feature_id", "name", "evidence", "geometry"]
        ]
        for name in ("zone_outlines", "coverage_outlines", "routes")
    }
    for name, frame in _registers(catalog, lang, evidence).items():
        layers[name] = frame[[*_COLUMNS[name], "geometry"]].drop(columns=["lon", "lat"])
    say = Messages(lang, catalog.texts(lang))
    styles = {name: style_of(name, colours, say) for name in layers}
    return geopackage_bytes(layers, {"layer_styles": layer_styles(styles)}, styles)


def _registers(catalog: Catalog, lang: Lang, evidence: EvidenceMode) -> dict[str, gpd.GeoDataFrame]:
    chosen = Selection(evidence=evidence)
    empty = pd.DataFrame(columns=list(Tenant.model_fields))
    tenants = visible(catalog["tenants"], chosen) if catalog.is_listed else empty
    projects = project_layer(catalog, placed_projects(catalog, chosen), lang)
    projects["zone"] = projects["zone"].replace(UNASSIGNED, None)
    return {"enterprises": tenant_layer(catalog, tenants, lang), "projects": projects}


def _add_sheet(book: Workbook, name: str, layer: gpd.GeoDataFrame, say: Messages) -> Worksheet:
    table = pd.DataFrame(layer[_COLUMNS[name]])
    for column in ("zone", "sector", "status", "evidence"):
        table[column] = [word(column, code, say) for code in table[column]]
    if "investment_cny" in table:
        table["investment_cny"] = table["investment_cny"] / _INVESTMENT_UNIT[say.lang]
    headers = {column: _header(name, column, say) for column in _COLUMNS[name]}
    return add_table(book, say(f"export.layer.{name}"), table.rename(columns=headers))


def _header(layer: str, column: str, say: Messages) -> str:
    column = f"{layer}_name" if column == "name" else column
    return say(f"export.fill.{column}")


def _listed(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    sectors = (*catalog.sectors, "other")
    return {"zone": catalog.zones, "sector": sectors, "status": STATUSES}


def _add_lists(
    book: Workbook, listed: Mapping[str, tuple[str, ...]], say: Messages
) -> dict[str, str]:
    """Add the hidden sheet of words to choose from, and return their ranges by column."""
    sheet = book.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    ranges = {}
    for at, (column, codes) in enumerate(listed.items(), start=1):
        for row, code in enumerate(codes, start=1):
            sheet.cell(row, at, word(column, code, say))
        letter = get_column_letter(at)
        ranges[column] = f"{quote_sheetname(_LISTS)}!${letter}$1:${letter}${len(codes)}"
    return ranges


def _validate(sheet: Worksheet, columns: list[str], ranges: dict[str, str], say: Messages) -> None:
    for column, cells in ranges.items():
        rule = DataValidation(
            type="list",
            formula1=cells,
            allow_blank=True,
            showErrorMessage=True,
            error=say("export.template.not_listed"),
        )
        letter = get_column_letter(columns.index(column) + 1)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(rule)
