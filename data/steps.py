"""Steps of projects that the office has dated: they stand in the park's history by themselves."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, translate
from data.memo import remembered
from data.schema import PUBLISHED


@remembered(1)
def own_steps(catalog: Catalog) -> pd.DataFrame:
    """Return each dated change of a project that is an own row, as a row of ``events``.

    What is in print has events of its own.

    >>> own_steps(catalog).empty
    True
    """
    statuses, projects = catalog["project_statuses"], catalog["projects"]
    names = {
        lang: dict(zip(projects["project_id"], projects[f"name_{lang}"], strict=True))
        for lang in LANGS
    }
    own = statuses[catalog.own.rows("project_statuses", statuses) & (statuses["basis"] == "event")]
    rows = [
        {
            "event_id": f"{row.project_id}-{row.date}".replace("/", "_"),
            "date": row.date,
            **{
                f"title_{lang}": translate(
                    lang,
                    "records.step",
                    project=names[lang][row.project_id],
                    wording=getattr(row, f"wording_{lang}"),
                )
                for lang in LANGS
            },
            "category": "project",
            "level": "park",
            "conflicts": None,
            "note_zh": None,
            "note_en": None,
            "evidence": row.evidence,
            "refs": row.refs,
        }
        for row in own.itertuples()
        if row.project_id in names["zh"]
    ]
    return pd.DataFrame(rows, columns=list(PUBLISHED["events"].model_fields), dtype=object)
