"""What the features of a layer are: zones, a coverage, a route, enterprises or projects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from data import trade
from data.catalog import Catalog
from data.coverages import areas, phases, routes
from geo.areas import area_km2
from geo.intake.asking import Desk, named_rows, title
from geo.intake.cells import read_or_none
from geo.intake.columns import HEADING, SHEET, find, is_named, words
from geo.intake.doubts import Choice
from geo.intake.headers import ENTERPRISE, PROJECT, header
from geo.reading.layers import Layer

IGNORE = "ignore"
REGISTERS = ("enterprises", "projects")
_KINDS = np.array(["point", "line", "surface"], dtype=object)
_MANY = 500
_NEAR = 0.05
_SHORT = 30
_TERM_AND_TEXT = 2
_REMARKS = r"备注|说明|简介|remark|note|comment|description"

# By system of the coverage table, what speaks of it; several phases are told by their numbers.
_SYSTEMS = {
    "vehicle_road": r"车路协同|v2[x]|vehicleroad|vehicleinfra",
    "bus_line": r"公交|^bus|busline|busroute",
    "driving_test": r"测试区|测试范围|开放测试|testarea|testzone",
    "digital_twin": r"孪生|twin",
}
_PHASES = (
    r"一期|1期|i期|phase(one|1|i)|twin1",
    r"二期|2期|ii期|phase(two|2|ii)|twin2",
    r"三期|3期|iii期|phase(three|3|iii)|twin3",
)
_SUBJECTS = {"enterprises": set(ENTERPRISE.split("|")), "projects": set(PROJECT.split("|"))}
_VALUES, _UNITS = {"数值", "数字", "value"}, {"单位", "指标", "统计内容", "unit", "indicator"}
_COUNTS = (
    r"(企业|公司|单位|项目|入驻)(总|个)?(数|家数|数量)$|^(家数|数量|个数)$"
    r"|^(enterprises|projects|count)$"
)
_REGISTER_SAYS = {
    "projects": r"项目|project",
    "enterprises": r"企业|公司|入驻|enterprise|compan|tenant|单位名称",
}


@dataclass(frozen=True, eq=False)
class Part:
    """Rows of one layer that mean one thing.

    Attributes
    ----------
    key : str
        Begins the key of every question about it.
    layer : Layer
    meaning : str
    indices : numpy.ndarray of int, shape (k,)
        Rows of the layer's frame.
    shapes : numpy.ndarray of shapely.Geometry, shape (k,)
        EPSG:4326, ``None`` where a row has no place.
    """

    key: str
    layer: Layer
    meaning: str
    indices: np.ndarray
    shapes: np.ndarray


def surfaces(catalog: Catalog) -> tuple[str, ...]:
    """Return what a surface may be an outline of: the zones, or one of the areas."""
    return ("zones", *areas(catalog))


def outline_meanings(catalog: Catalog) -> tuple[str, ...]:
    """Return what an outline or a line may mean."""
    return (*surfaces(catalog), *routes(catalog))


def _meanings(catalog: Catalog, kind: str) -> tuple[str, ...]:
    """Return what features of a kind may mean."""
    means = {
        "surface": (*surfaces(catalog), *REGISTERS),
        "ring": outline_meanings(catalog),
        "line": routes(catalog),
        "point": REGISTERS,
    }
    return (*means[kind], IGNORE)


def said_by(catalog: Catalog, text: str, kind: str) -> str | None:
    """Return the outline that a name speaks of, if it speaks of one.

    Parameters
    ----------
    catalog : Catalog
    text : str
        Of a cell, a layer or a file.
    kind : {"surface", "ring", "line", "point"}
    """
    plain = header(text)
    allowed = _meanings(catalog, kind)
    found = list[str]()
    for system, pattern in _SYSTEMS.items():
        if re.search(pattern, plain):
            found += _phase_said(phases(catalog, system), plain)
    for row in catalog["coverage"].itertuples():
        named = (header(str(row.name_zh)), header(str(row.name_en)))
        found += [str(row.coverage_id)] if any(name in plain for name in named) else []
    return next((name for name in found if name in allowed), None)


def _phase_said(ids: tuple[str, ...], plain: str) -> list[str]:
    """Return the phase that a text speaks of: the only one, or that of its number."""
    if len(ids) == 1:
        return list(ids)
    # The later phases first: "ii期" holds "i期".
    numbered = reversed(list(zip(_PHASES, ids, strict=False)))
    return [one for pattern, one in numbered if re.search(pattern, plain)]


def ask_meanings(
    desk: Desk,
    key: str,
    layer: Layer,
    shapes: np.ndarray | None,
    printed_km2: Mapping[str, float],
) -> list[Part]:
    """Split a layer by what its features are, and ask about each part.

    Parameters
    ----------
    desk : Desk
    key : str
        Number of the layer over all uploads.
    layer : Layer
    shapes : numpy.ndarray of shapely.Geometry, shape (n,), optional
        EPSG:4326; ``None`` for a table without coordinates.
    printed_km2 : mapping of str to float
        Printed area of each coverage.

    Returns
    -------
    list of Part
        Ignored ones are among them.
    """
    count = len(layer.frame)
    if count == 0:
        desk.report(layer, None, None, "no_rows")
        return []
    if shapes is None:
        shapes = np.full(count, None, dtype=object)
    kinds = _kinds(shapes)
    guesses = np.full(count, "", dtype=object)
    is_sure = np.ones(count, dtype=bool)
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        guesses[rows], is_sure[rows] = _guess(desk, layer, shapes, rows, kind, printed_km2)
    if is_derived(layer):
        guesses[:] = ""
    is_outlined = bool({*outline_meanings(desk.catalog)} & set(guesses))
    if is_outlined:
        _report_points(desk, layer, shapes, np.flatnonzero((kinds == "point") & (guesses == "")))
        guesses[(kinds == "point") & (guesses == "")] = IGNORE
    groups = np.where(guesses == "", kinds, guesses)
    names = [name for name in sorted(set(groups)) if name != IGNORE]
    parts = []
    for name in names:
        rows = np.flatnonzero(groups == name)
        part_key = key if len(names) == 1 else f"{key}/{name}"
        choices = {one for kind in set(kinds[rows]) for one in _meanings(desk.catalog, kind)}
        meaning = desk.ask(
            f"{part_key}:meaning",
            "meaning" if len(names) == 1 else "meaning_of_rows",
            [one for one in _named(desk.catalog) if one.value in choices],
            guesses[rows[0]] or IGNORE,
            is_sure=(bool(guesses[rows[0]]) and bool(is_sure[rows].all()))
            or are_labels(layer, rows, kinds[rows])
            or is_derived(layer),
            layer=title(layer),
            count=len(rows),
            rows=named_rows(layer, rows.tolist()),
        )
        parts.append(Part(part_key, layer, meaning, rows, shapes[rows]))
    return parts


def _named(catalog: Catalog) -> list[Choice]:
    """Return all that features may mean, by name."""
    rows = catalog["coverage"].set_index("coverage_id")
    lines = [
        Choice(one, names={"zh": str(rows.at[one, "name_zh"]), "en": str(rows.at[one, "name_en"])})
        for one in outline_meanings(catalog)[1:]
    ]
    others = [Choice(one, f"meaning.{one}") for one in (*REGISTERS, IGNORE)]
    return [Choice("zones", "meaning.zones"), *lines, *others]


def _report_points(desk: Desk, layer: Layer, shapes: np.ndarray, rows: np.ndarray) -> None:
    """Report points, and rows without a shape, that stand among outlines and say nothing."""
    for index in rows.tolist():
        kind = "no_geometry" if shapes[index] is None else "point_among_outlines"
        desk.report(layer, index, None, kind)


def is_derived(layer: Layer) -> bool:
    """Tell whether a layer is one of our exports that says nothing of its own.

    The overlay is worked out from zones and coverages, ``about`` explains the file.
    """
    columns = set(layer.frame.columns)
    is_overlay = layer.name == "overlay" and {"zone", "coverage", "counts_evidence"} <= columns
    is_about = layer.name == "about" and layer.geometry is None and len(columns) == _TERM_AND_TEXT
    return is_overlay or is_about


def are_labels(layer: Layer, rows: np.ndarray, kinds: np.ndarray) -> bool:
    """Tell whether rows are mere labels of a drawing: points with zones and measures."""
    column = find(layer.frame, "name")[0]
    if layer.geometry is None or column is None or set(kinds) != {"point"}:
        return False
    texts = [text for text in words(layer, column, rows) if text]
    zones = [text for text in texts if read_or_none(trade.zone_of, text)]
    measures = [text for text in texts if read_or_none(trade.area_m2, text)]
    return bool(zones) and len(zones) + len(measures) == len(texts)


def _kinds(shapes: np.ndarray) -> np.ndarray:
    """Return ``surface``, ``ring`` (a closed line), ``line`` or ``point`` for each shape."""
    dimensions = shapely.get_dimensions(shapes)
    kinds = _KINDS[np.maximum(dimensions, 0)]
    lines = np.flatnonzero(dimensions == 1)
    kinds[lines[shapely.is_closed(shapes[lines])]] = "ring"
    return np.asarray(kinds, dtype=object)


def _guess(
    desk: Desk,
    layer: Layer,
    shapes: np.ndarray,
    rows: np.ndarray,
    kind: str,
    printed_km2: Mapping[str, float],
) -> tuple[np.ndarray, bool]:
    """Return the meaning of each row, empty if it shows none, and whether that is sure."""
    register, is_register_sure = _register(layer)
    guesses = np.full(len(rows), "", dtype=object)
    if kind == "point" or len(rows) > _MANY:
        guesses[:] = register if register in _meanings(desk.catalog, kind) else ""
        return guesses, is_register_sure
    guesses = outlines_named(desk.catalog, layer, rows, kind)
    rest = guesses == ""
    is_sure = True
    if rest.any() and kind != "line":
        column, _ = find(layer.frame, "name")
        if kind == "surface" and register and _register_said(column or ""):
            guesses[rest] = register
        else:
            guesses[rest], is_sure = _surfaces(
                desk.catalog, layer, shapes[rows[rest]], rows[rest], kind, printed_km2
            )
    if kind == "surface" and register and not guesses.any():
        guesses[:], is_sure = register, is_register_sure
    return guesses, is_sure


def outlines_named(catalog: Catalog, layer: Layer, rows: np.ndarray, kind: str) -> np.ndarray:
    """Return the outline that a short cell of each row speaks of, else the layer or file."""
    columns = [name for name in layer.frame.columns if not re.search(_REMARKS, header(name))]
    cells = [words(layer, name, rows) for name in columns]
    whole = next(filter(None, (said_by(catalog, name, kind) for name in own_names(layer))), "")
    named = np.full(len(rows), whole, dtype=object)
    for position in range(len(rows)):
        short = (column[position] for column in cells if 0 < len(column[position]) <= _SHORT)
        found = next(filter(None, (said_by(catalog, text, kind) for text in short)), None)
        named[position] = found or whole
    return named


def _surfaces(
    catalog: Catalog,
    layer: Layer,
    shapes: np.ndarray,
    rows: np.ndarray,
    kind: str,
    printed_km2: Mapping[str, float],
) -> tuple[np.ndarray, bool]:
    """Tell surfaces that no word names: zones by letter or number, others by their area."""
    column, _ = find(layer.frame.iloc[rows], "zone")
    named = np.array([zone is not None for zone in zone_letters(layer, column, rows)])
    is_titled = bool(re.search(r"片区|zone", header(f"{layer.name} {column or ''}")))
    if named.any() or is_titled:
        return np.where(named | is_titled, "zones", ""), True
    if kind == "surface" and len(rows) == len(catalog.zones):
        return np.full(len(rows), "zones", dtype=object), False
    if kind == "ring":
        return np.full(len(rows), "", dtype=object), False
    return np.array([_by_area(shape, printed_km2) for shape in shapes], dtype=object), False


def zone_letters(layer: Layer, column: str | None, rows: np.ndarray) -> list[str | None]:
    """Return the zone that each row names; rows that name none may have it from their layer.

    A folder or drawing layer stands for all its rows, a file only for a single one.
    """
    given = words(layer, column, rows)
    letters = [read_or_none(trade.zone_of, text) if text else None for text in given]
    if any(letters) or not letters:
        return letters
    layer_name, file_name = own_names(layer)
    is_one = len(layer.frame) == 1
    names = [layer_name] if is_one or layer_name != file_name else []
    names += [file_name] if is_one else []
    # A bare letter, as in "a.geojson", may mean anything.
    named = (read_or_none(trade.zone_of, name) for name in names if len(name) > 1)
    return [next(filter(None, named), None)] * len(letters)


def own_names(layer: Layer) -> tuple[str, str]:
    """Return the name of a layer and that of its file without the ending."""
    return layer.name, layer.file.rpartition("/")[2].rpartition(".")[0]


def _by_area(shape: shapely.Geometry, printed_km2: Mapping[str, float]) -> str:
    drawn = area_km2(shape)
    near = (name for name, km2 in printed_km2.items() if abs(drawn / km2 - 1) < _NEAR)
    return next(near, "")


def _register(layer: Layer) -> tuple[str, bool]:
    """Return ``enterprises`` or ``projects`` if a layer says so, and whether that is sure.

    The header of its names, its name and its file speak for it; other headers only hint. A
    table that counts, such as 企业数 of each zone, is none.
    """
    if _is_statistics(layer):
        return "", True
    subjects = [
        meaning
        for column in layer.frame.columns
        for meaning, whole in _SUBJECTS.items()
        if header(column) in whole and is_named(layer.frame[column])
    ]
    if len(set(subjects)) == 1:
        return subjects[0], True
    if said := _register_said(layer.name):
        return said, True
    if subjects:
        return subjects[0], False
    column, _ = find(layer.frame, "name")
    for name in (column or "", own_names(layer)[1]):
        if said := _register_said(name):
            return said, True
    plain = (
        name
        for name in layer.frame.columns
        if name not in {HEADING, SHEET} and not re.search(_COUNTS, header(name))
    )
    return next(filter(None, map(_register_said, plain)), ""), False


def _is_statistics(layer: Layer) -> bool:
    """Tell whether the rows of a table have neither names nor places, but zones each once."""
    if layer.geometry is not None:
        return False
    heads = {header(name) for name in layer.frame.columns}
    if heads & _VALUES and heads & _UNITS:  # a table of figures, whatever they are of
        return True
    if find(layer.frame, "name")[0]:
        return False
    if any(find(layer.frame, role)[0] for role in ("project_id", "lon", "pair")):
        return False
    subjects = set().union(*_SUBJECTS.values())
    if any(re.search(_COUNTS, head) for head in heads) or heads & subjects:
        return True
    column, _ = find(layer.frame, "zone")
    return column is None or bool(layer.frame[column].is_unique)


def _register_said(text: str) -> str:
    found = (name for name, said in _REGISTER_SAYS.items() if re.search(said, header(text)))
    return next(found, "")
