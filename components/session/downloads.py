"""Rows of native download buttons; each file is made when it is asked for."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import geopandas as gpd
import streamlit as st

from components.session.file_names import file_stem
from components.session.filters import filter_text
from components.session.request import Request
from data.clock import today
from data.drafts import is_draft
from data.export import export
from data.logins import may_still_have
from data.people import Person
from geo.handover.export import About, excel_bytes, geojson_bytes, styled_geopackage, table_csv
from geo.handover.record_templates import figures_template, records_template
from geo.handover.sourced import sampled
from geo.handover.styles import layer_colours
from geo.handover.templates import excel_template, geopackage_template

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Bundle:
    """Layers that a page offers to take along.

    Attributes
    ----------
    name : str
        In keys of buttons.
    content : str
        What they are, in words; in names of files.
    layers : callable
        Returns the layers by name, each in EPSG:4326 with ``evidence`` and ``source``.
    table : str
        The layer that the CSV holds.
    """

    name: str
    content: str
    layers: Callable[[], dict[str, gpd.GeoDataFrame]]
    table: str


def layer_downloads(request: Request, bundle: Bundle) -> None:
    """Place the downloads of some layers: CSV, Excel, GeoJSON and GeoPackage.

    To be called from the `native` function of a page (see `components.session.page.Page`).
    """
    about = _about(request, bundle.content)
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: table_csv(bundle.layers()[bundle.table], about),
        "xlsx": lambda: excel_bytes(bundle.layers(), about),
        "geojson": lambda: geojson_bytes(bundle.layers(), about),
        "gpkg": lambda: styled_geopackage(bundle.layers(), about, layer_colours(request.catalog)),
    }
    _buttons(request, bundle.name, bundle.content, makers)


def template_downloads(request: Request) -> None:
    """Place the downloads of the templates: Excel and GeoPackage, filled with the pack in force.

    To be called from the `native` function of a page (see `components.session.page.Page`).
    """
    catalog, lang, evidence = request.catalog, request.words.lang, request.chosen.evidence
    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: excel_template(catalog, lang, evidence),
        "gpkg": lambda: geopackage_template(catalog, lang, layer_colours(catalog), evidence),
    }
    with st.container(horizontal=True, gap="xsmall", key="downloads-templates"):
        _buttons(request, "template", request.words("export.content.template"), makers)
        for name, make in (("figures", figures_template), ("records", records_template)):
            content = request.words(f"export.content.{name}_template")
            made = partial(make, catalog, lang)
            label = request.words(f"export.button.{name}_template")
            _buttons(request, f"{name}-template", content, {"xlsx": made}, label)


def package_download(request: Request) -> None:
    """Place the download of all tables in one zip with their ``datapackage.json``.

    To be called from the `native` function of a page (see `components.session.page.Page`).
    """
    content = request.words("export.content.data")
    _buttons(request, "data", content, {"zip": lambda: package_zip(request)})


def made_for(person: Person, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a file for somebody, and for nobody whose role was taken away since.

    Streamlit calls it when the button is pressed, and asks the page nothing.
    """

    def made() -> bytes:
        if not may_still_have(person):
            raise PermissionError(person.role)
        return make()

    return made


def package_zip(request: Request) -> bytes:
    """Return all tables that the evidence mode lets through, with their descriptor, as a zip."""
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        written = export(request.catalog, Path(folder), request.chosen.evidence)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in written:
                archive.write(path, path.name)
    return file.getvalue()


def _about(request: Request, content: str) -> About:
    chosen, words = request.chosen, request.words
    said = [words(f"export.mode.{chosen.evidence}")]
    if of := sampled(request.catalog, chosen):
        shown, total = map(words.number, of)
        said.append(words("export.sample", shown=shown, total=total))
    return About(
        f"{words('app.title')} · {content}",
        words.join([filter_text(words, chosen) or words("export.everything"), *said]),
        words.date(request.catalog.as_of(chosen)),
        today().isoformat(),
        words,
        chosen.evidence,
    )


def _buttons(
    request: Request,
    name: str,
    content: str,
    makers: dict[str, Callable[[], bytes]],
    label: str = "",
) -> None:
    """Place a button for each form of a file, named by the form, or as it is said."""
    if is_draft(request.catalog.revision):
        st.caption(request.words("handout.draft"))
        return
    stem = file_stem(request.catalog, request.words, content, request.chosen)
    with st.container(horizontal=True, gap="xsmall", width="content", key=f"downloads-{name}"):
        for ending, make in makers.items():
            st.download_button(
                label or request.words(f"export.button.{ending}"),
                made_for(request.person, make),
                f"{stem}.{ending}",
                _TYPES[ending],
                key=f"download-{name}-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
