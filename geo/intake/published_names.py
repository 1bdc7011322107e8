"""Published rows by every name they go by."""

from __future__ import annotations

import re

import pandas as pd

from geo.intake.cells import normal

_LEGAL_FORM = re.compile(r"(股份)?(有限)?(责任)?公司$|coltd$|ltd$|inc$")


def plain_name(name: str) -> str:
    """Return a name for comparison, without the legal form of a company."""
    return _LEGAL_FORM.sub("", normal(name)) or normal(name)


def ids_by_name(published: pd.DataFrame, id_column: str) -> dict[str, str]:
    """Return the id of each row by its plain names and aliases; the first row has a shared one."""
    ids: dict[str, str] = {}
    columns = [id_column, "name_zh", "name_en", "aliases"]
    for own_id, name_zh, name_en, aliases in published[columns].to_numpy(dtype=object):
        others = aliases.split(";") if isinstance(aliases, str) else []
        for name in (name_zh, name_en, *others):
            ids.setdefault(plain_name(name), own_id)
    return ids
