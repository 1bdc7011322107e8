"""Projects of a file as rows of the local pack."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.i18n import translate
from data.schema import Project, ProjectPlace, ProjectStatus
from geo.intake.cells import read_or_none
from geo.intake.dates import read_date
from geo.intake.project_match import ADD, is_own
from geo.intake.project_rows import OwnProject
from geo.intake.supplied import Origin
from geo.intake.unchanged import is_named, says_no_more, says_no_place

_STAGES = {
    "operating": "in_use",
    "partial": "phase_in_use",
    "construction": "started",
    "planned": "planned",
    "unknown": "not_stated",
}


def project_tables(
    found: list[OwnProject], catalog: Catalog, origin: Origin
) -> dict[str, pd.DataFrame]:
    """Return ``project_places``, and the rows of own projects if there are any.

    Places of projects that are not among the rows stay as they are; an own project of an
    earlier import is brought up to date. Rows that say nothing new change nothing.
    """
    present_rows = catalog["projects"].set_index("project_id", drop=False)
    taken = set(present_rows.index)
    places: dict[str, dict[str, object]] = {}
    projects, statuses = [], []
    for one in found:
        project_id = one.project_id
        if project_id == ADD:
            project_id = _free_id(taken)
            taken.add(project_id)
            projects.append(_project(project_id, one, origin, {}))
            statuses.append(_status(project_id, one, origin))
        elif is_own(project_id) and not says_no_more(one, project_id, catalog):
            given = present_rows.loc[project_id].dropna()
            earlier = {str(field): value for field, value in given.items()}
            projects.append(_project(project_id, one, origin, earlier))
            statuses.append(_status(project_id, one, origin))
        is_known = one.project_id != ADD and says_no_place(one, project_id, catalog)
        if one.zone is not None and project_id not in places and not is_known:
            places[project_id] = {
                "project_id": project_id,
                "zone": one.zone,
                "lon": one.lon,
                "lat": one.lat,
                **origin.marks,
            }
    tables: dict[str, pd.DataFrame] = {}
    if places:
        present = catalog["project_places"]
        stay = present[~present["project_id"].isin(places)]
        own = pd.DataFrame(list(places.values()))
        whole = pd.concat([stay.astype(object), own.astype(object)], ignore_index=True)
        tables["project_places"] = whole.reindex(columns=list(ProjectPlace.model_fields))
    if projects:
        tables["projects"] = pd.DataFrame(
            projects, columns=list(Project.model_fields), dtype=object
        )
        tables["project_statuses"] = pd.DataFrame(
            statuses, columns=list(ProjectStatus.model_fields), dtype=object
        )
    return tables


def _free_id(taken: set[str]) -> str:
    number = 1
    while f"L{number:02d}" in taken:
        number += 1
    return f"L{number:02d}"


def _project(
    project_id: str, own: OwnProject, origin: Origin, earlier: Mapping[str, object]
) -> dict[str, object]:
    """Return the row of an own project; what is not given stays as it was."""
    given_name = own.cells["name"]
    if is_named(given_name, earlier.get("name_zh"), earlier.get("name_en")):
        given_name = ""
    name = given_name or earlier.get("name_zh")
    money = None if np.isnan(own.investment_cny) else own.investment_cny
    given = {
        "name_zh": name,
        "name_en": own.cells["name_en"] or earlier.get("name_en") or name,
        "sector": own.sector or earlier.get("sector") or "other",
        "zone": own.zone,
        "investment_cny": money,
        "investment_kind": "stated" if money else None,
        "seats_planned": None if np.isnan(own.seats) else int(own.seats),
    }
    return {
        **dict.fromkeys(Project.model_fields),
        **earlier,
        **{field: value for field, value in given.items() if value is not None},
        "project_id": project_id,
        "note_zh": translate("zh", "own.project", title=origin.title),
        "note_en": translate("en", "own.project", title=origin.title),
        "evidence": origin.marks["evidence"],
        "refs": origin.marks["refs"],
    }


def _status(project_id: str, own: OwnProject, origin: Origin) -> dict[str, object]:
    """Return the status, dated by the row's own date or by the day of the whole."""
    own_date = read_or_none(read_date, own.cells["since"])
    status = own.status or "unknown"
    worded = own.cells["status"]
    return {
        "project_id": project_id,
        "date": own_date or origin.as_of,
        "basis": "event" if own_date else "printed",
        "status": status,
        "stage": _STAGES[status],
        "wording_zh": worded or translate("zh", "own.no_status"),
        "wording_en": worded or translate("en", "own.no_status"),
        "evidence": origin.marks["evidence"],
        "refs": origin.marks["refs"],
    }
