"""The rows of download buttons that pages place."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.i18n import LANGS, Lang

SCRIPT = """
from components.session import downloads
from components.topics.overlay import export as overlay_export
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import load_catalog
from data.selection import Selection
from tests.shipped import words_of

chosen = Selection(zones=("F",), evidence={evidence!r})
request = Request(load_catalog(), chosen, words_of({lang!r}), THEMES["light"], {{}})
{call}(request)
"""


def labels(call: str, lang: Lang = "en", evidence: str = "all") -> list[str]:
    """Return the labels of the buttons that a function places."""
    app = AppTest.from_string(SCRIPT.format(call=call, lang=lang, evidence=evidence)).run()
    assert not app.exception
    return [one.proto.label for one in app.get("download_button")]


@pytest.mark.parametrize("lang", LANGS)
def test_overlay_offers_four_forms(lang: Lang) -> None:
    table = {"zh": "CSV 表格", "en": "CSV table"}[lang]
    found = labels("overlay_export.overlay_downloads", lang)
    assert found == [table, "Excel", "GeoJSON", "GeoPackage"]


def test_overlay_without_outlines_offers_nothing() -> None:
    assert labels("overlay_export.overlay_downloads", evidence="published") == []


@pytest.mark.parametrize("evidence", ["all", "published"])
def test_templates_and_package_are_always_there(evidence: str) -> None:
    found = labels("downloads.template_downloads", evidence=evidence)
    figures, records = "Figures template (Excel)", "Records template (Excel)"
    assert found == ["Excel", "GeoPackage", figures, records]
    assert labels("downloads.package_download", evidence=evidence) == ["All tables (zip)"]
