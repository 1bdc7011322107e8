"""Which published project a row of a file is, or whether it is a new one."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np

from data.catalog import Catalog
from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.doubts import Choice
from geo.intake.meaning import Part
from geo.intake.published_names import ids_by_name, plain_name

ADD = "add"
MOST_ASKED = 20
_ALIKE = 0.6
_VERY_ALIKE = 0.85


def is_own(project_id: str) -> bool:
    """Tell whether a project came by an earlier import and is not a published one."""
    return project_id.startswith("L")


def ask_which(
    desk: Desk,
    part: Part,
    cells: dict[str, np.ndarray],
    catalog: Catalog,
    *,
    may_add: bool,
    unknown: str = "draft_project",
) -> np.ndarray:
    """Ask which published project each row is.

    Parameters
    ----------
    desk : Desk
    part : Part
    cells : dict of str to numpy.ndarray
        Words of its rows by role, of which ``name`` and ``project_id`` are read.
    catalog : Catalog
    may_add : bool
        Whether unknown projects may be added.
    unknown : str
        Message id behind ``check.`` of one that may not.

    Returns
    -------
    numpy.ndarray of str, shape (k,)
        The id of the published project, ``add`` or ``leave_out``.
    """
    published = catalog["projects"]
    names = ids_by_name(published, "project_id")
    known = set(published["project_id"])
    chosen = np.full(len(part.indices), LEAVE_OUT, dtype=object)
    unnamed = []
    for at, (name, own_id) in enumerate(zip(cells["name"], cells["project_id"], strict=True)):
        by_name = names.get(plain_name(name)) if name else None
        if own_id in known and by_name in {None, own_id}:
            chosen[at] = own_id
        elif by_name:
            chosen[at] = by_name
        elif name:
            unnamed.append(at)
        else:
            desk.report(part.layer, int(part.indices[at]), None, "no_project_name")
    if len(unnamed) > MOST_ASKED and may_add:
        chosen[unnamed] = desk.ask(
            f"{part.key}:projects",
            "own_projects",
            offered(ADD, LEAVE_OUT),
            ADD,
            layer=title(part.layer),
            count=len(unnamed),
        )
        return chosen
    for at in unnamed:
        alike = get_close_matches(plain_name(cells["name"][at]), list(names), 3, _ALIKE)
        if alike or may_add:
            chosen[at] = _ask_one(
                desk, part, at, cells["name"][at], alike, catalog, may_add=may_add
            )
        else:
            desk.report(part.layer, int(part.indices[at]), None, unknown)
    return chosen


def _ask_one(
    desk: Desk,
    part: Part,
    at: int,
    name: str,
    alike: list[str],
    catalog: Catalog,
    *,
    may_add: bool,
) -> str:
    """Ask whether a row is one of the published projects of similar name, or a new one."""
    published = catalog["projects"]
    names = ids_by_name(published, "project_id")
    labels = published.set_index("project_id")[["name_zh", "name_en"]].agg(" / ".join, axis=1)
    ids = list(dict.fromkeys(names[one] for one in alike))
    is_likely = bool(get_close_matches(plain_name(name), alike, 1, _VERY_ALIKE))
    new = [ADD, LEAVE_OUT] if may_add else [LEAVE_OUT]
    return desk.ask(
        f"{part.key}:project:{part.layer.rows[part.indices[at]]}",
        "project_alike" if ids else "project_unknown",
        [
            *(Choice(one, "same_project", {"id": one, "name": labels[one]}) for one in ids),
            *offered(*new),
        ],
        ids[0] if is_likely else new[0],
        layer=title(part.layer),
        row=part.layer.rows[part.indices[at]],
        name=name,
    )
