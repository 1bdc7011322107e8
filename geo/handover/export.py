"""Layers to take along: as CSV, Excel, GeoJSON, or a GeoPackage that QGIS draws by itself."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from data.export import csv_bytes
from data.own_texts import Messages
from data.schema import GRADES
from data.selection import EvidenceMode
from geo.handover.qgis import layer_styles
from geo.handover.sheets import add_table, book_bytes, new_book
from geo.handover.styles import Colours, Style, style_of
from geo.handover.wording import in_words

Layers = Mapping[str, gpd.GeoDataFrame]
# Writing more takes minutes, and spreadsheets end at a million.
EXCEL_ROWS = 50_000
_DRIVER = "GPKG"


@dataclass(frozen=True)
class About:
    """What a file says of itself, in the reader's language.

    Attributes
    ----------
    content, selection, as_of, made : str
        What it holds, what was chosen, for which date, and on which day it was made.
    say : Messages
        In the reader's language, with the park's own words.
    evidence : {"all", "published"}
        Whether illustrative rows may be in it.
    """

    content: str
    selection: str
    as_of: str
    made: str
    say: Messages
    evidence: EvidenceMode = "all"

    @property
    def attribution(self) -> str:
        """Whose data these are and on what terms."""
        return self.say("export.attribution")

    @property
    def grades(self) -> list[tuple[str, str]]:
        """Each grade of evidence that may occur, and what it means."""
        return [
            (self.say(f"evidence.{one}"), self.say(f"export.grade.{one}"))
            for one in GRADES
            if self.evidence == "all" or one != "illustrative"
        ]

    @property
    def evidence_note(self) -> str:
        """All grades of evidence in one text."""
        return " ".join(
            self.say("export.grade_line", grade=grade, meaning=meaning)
            for grade, meaning in self.grades
        )

    def table(self) -> pd.DataFrame:
        """Return all of it as a table of terms and texts."""
        rows = [
            *((self.say(f"export.about.{one}"), getattr(self, one)) for one in _SAID),
            *self.grades,
        ]
        columns = [self.say(f"export.about.{one}") for one in ("term", "text")]
        return pd.DataFrame(rows, columns=columns)


_SAID = ("content", "selection", "as_of", "made", "attribution")


def table_csv(frame: pd.DataFrame, about: About) -> bytes:
    """Return one layer in words as CSV; each row carries the attribution.

    >>> say = Messages("en", catalog.texts("en"))
    >>> about = About("Zones", "everything", "Oct 2022", "2026-11-21", say)
    >>> table_csv(pd.DataFrame({"zone": ["A"]}), about).decode("utf-8-sig").splitlines()[1][:6]
    'Zone A'
    """
    header = about.say("export.col.attribution")
    return csv_bytes(in_words(frame, about.say).assign(**{header: about.attribution}))


def excel_bytes(layers: Layers, about: About) -> bytes:
    """Return layers in words as a workbook: a sheet that explains it, and one a layer.

    A sheet ends at `EXCEL_ROWS` rows; the first sheet then says how many there are.

    >>> say = Messages("en", catalog.texts("en"))
    >>> about = About("Zones", "everything", "Oct 2022", "2026-11-21", say)
    >>> excel_bytes({"overlay": pd.DataFrame({"zone": ["A"]})}, about)[:2]
    b'PK'
    """
    titles = {name: about.say(f"export.layer.{name}") for name in layers}
    cut = [
        about.say("export.cut", layer=title, kept=EXCEL_ROWS, total=len(layers[name]))
        for name, title in titles.items()
        if len(layers[name]) > EXCEL_ROWS
    ]
    book = new_book()
    explained = about.table()
    if cut:
        explained.loc[len(explained)] = [about.say("export.about.cut"), " ".join(cut)]
    add_table(book, about.say("export.layer.about"), explained, wrap=True)
    for name, title in titles.items():
        add_table(book, title, in_words(layers[name].iloc[:EXCEL_ROWS], about.say))
    return book_bytes(book)


def geojson_bytes(layers: Layers, about: About) -> bytes:
    """Return layers as one GeoJSON (RFC 7946); the property ``layer`` tells them apart.

    The collection also has the members ``about``, ``attribution`` and ``evidence_note``, and
    ``crs``, as in the first edition of the format: in China WGS84 does not go without saying.

    >>> say = Messages("en", catalog.texts("en"))
    >>> about = About("Zones", "everything", "Oct 2022", "2026-11-21", say)
    >>> made = json.loads(geojson_bytes({"routes": catalog.outlines["routes"]}, about))
    >>> made["features"][0]["properties"]["layer"]
    'routes'
    """
    features = [
        {**feature, "properties": {"layer": name, **feature["properties"]}}
        for name, frame in layers.items()
        for feature in json.loads(_in_degrees(name, frame).to_json(drop_id=True))["features"]
    ]
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "about": dict(about.table().itertuples(index=False, name=None)),
        "attribution": about.attribution,
        "evidence_note": about.evidence_note,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def styled_geopackage(
    layers: Layers, about: About, colours: Colours, *, keep_empty: bool = False
) -> bytes:
    """Return layers as a GeoPackage with their styles and the table ``about``.

    Parameters
    ----------
    layers : mapping of str to geopandas.GeoDataFrame
        As for `geopackage_bytes`; each has a column ``evidence``.
    about : About
    colours : mapping
        As `geo.handover.styles.layer_colours`.
    keep_empty : bool
        Whether layers without a row are written too.

    Examples
    --------
    >>> say = Messages("en", catalog.texts("en"))
    >>> about = About("Zones", "everything", "Oct 2022", "2026-11-21", say)
    >>> from data.tokens import BLACK as ink
    >>> routes = catalog.outlines["routes"]
    >>> colours = {"route": dict.fromkeys(routes["feature_id"], ink)}
    >>> styled_geopackage({"routes": routes}, about, colours)[:15]
    b'SQLite format 3'
    """
    styles = {
        name: style_of(name, colours, about.say)
        for name, frame in layers.items()
        if keep_empty or not frame.empty
    }
    return geopackage_bytes(
        {name: layers[name] for name in styles},
        {"about": about.table(), "layer_styles": layer_styles(styles)},
        styles,
    )


def geopackage_bytes(
    layers: Layers,
    tables: Mapping[str, pd.DataFrame] | None = None,
    styles: Mapping[str, Style] | None = None,
) -> bytes:
    """Return frames as the layers of one GeoPackage.

    Parameters
    ----------
    layers : mapping of str to geopandas.GeoDataFrame
        By layer name; each in EPSG:4326. Empty frames without a style are left out.
    tables : mapping of str to pandas.DataFrame, optional
        Tables without geometry to stand beside them.
    styles : mapping of str to Style, optional
        Say which kind of geometry a layer holds, where its rows do not.

    Raises
    ------
    ValueError
        If a frame has another coordinate system, or no frame is written.

    Examples
    --------
    >>> geopackage_bytes({"routes": catalog.outlines["routes"]})[:15]
    b'SQLite format 3'
    """
    styles = styles or {}
    kept = {name: frame for name, frame in layers.items() if name in styles or not frame.empty}
    if not kept:
        raise ValueError("nothing to export")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        for name, frame in kept.items():
            kind = styles[name].geometry_type if name in styles else None
            pyogrio.write_dataframe(
                _in_degrees(name, frame),
                path,
                layer=name,
                driver=_DRIVER,
                geometry_type=kind,
                promote_to_multi=kind is not None and kind.startswith("Multi"),
            )
        for name, table in (tables or {}).items():
            options = {"FID": "id"}
            pyogrio.write_dataframe(table, path, layer=name, driver=_DRIVER, layer_options=options)
        return path.read_bytes()


def _in_degrees(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if frame.crs is None or not frame.crs.equals("EPSG:4326"):
        raise ValueError(f"{name} must be in EPSG:4326, not {frame.crs}")
    return frame
