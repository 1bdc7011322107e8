"""What the form of a record asks: one question a column, by the declared schema of its table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from data.schema import ADDED, PeriodText

Kind = Literal["text", "lines", "choice", "number", "whole", "period"]

# In the order in which an office would look for them; what a park has besides follows.
_ORDER = (
    *("figures", "sector_counts", "targets", "indicators", "registers"),
    *("projects", "project_statuses", "events", "enterprises", "enterprise_sectors"),
    *("zones", "sectors", "coverage", "landmarks", "capabilities"),
    *("sources", "conflicts", "claims", "mentions", "placements"),
)
# What the source of a record says, or what follows from it.
SUPPLIED = frozenset({"evidence", "refs", "assumption_id", "baseline_evidence"})
_LONG = ("note", "text", "known", "caveat", "shown", "reading", "summary")
# Columns that name a row of another table.
HOMES = {
    "zone": "zones",
    "sector": "sectors",
    "sector_also": "sectors",
    "project_id": "projects",
    "enterprise_id": "enterprises",
    "indicator": "indicators",
}
# Columns that follow from others, see `components.editing.built`; their base names by table.
_FOLLOWING = {
    "figures": {"scope", "subject", "counts", "printed", "low", "high"},
    "sector_counts": {"taxonomy", "label"},
    "targets": {"scope", "strength"},
    "projects": {"note"},
    "project_statuses": {"basis", "stage", "wording"},
    "events": {"level"},
    "enterprises": {"first_mention"},
    "enterprise_sectors": {"label"},
    "zones": {"existence", "known"},
    "coverage": {"note"},
}
# Columns that may be empty, and that an office fills in all the same.
_UPFRONT = frozenset(
    {"indicator", "zone", "investment_cny", "signed", "as_of", "deadline", "value", "unit", "count"}
)


@dataclass(frozen=True)
class Question:
    """A column that is asked for.

    Attributes
    ----------
    column : str
    kind : str
        How its answer is read.
    is_required : bool
    codes : tuple of str
        What it may be, where the schema lists that.
    home : str
        The table whose rows it may name; empty for none.
    is_folded : bool
        Whether few readers need it.
    unit : str
        Of a number, where no other answer says it.
    names : tuple of str
        What it is called in Chinese and in English, where the catalogues do not say it.
    """

    column: str
    kind: Kind
    is_required: bool
    codes: tuple[str, ...] = ()
    home: str = ""
    is_folded: bool = False
    unit: str = ""
    names: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """Its name without the language."""
        return self.column.removesuffix("_zh").removesuffix("_en")

    @property
    def lang(self) -> str:
        """The language that it is worded in; empty for none."""
        return self.column[-2:] if self.base != self.column else ""


def tables() -> tuple[str, ...]:
    """Return the tables that may be edited, in order."""
    rest = [name for name in ADDED if name not in {*_ORDER, "assumptions"}]
    return (*(name for name in _ORDER if name in ADDED), *rest)


@cache
def questions(table: str) -> tuple[Question, ...]:
    """Return the questions of a table: what is required first, what few need last."""
    model = ADDED[table]
    hints = get_type_hints(model, include_extras=True)
    schema = model.model_json_schema()["properties"]
    asked = [
        _question(table, column, hints[column], schema[column])
        for column in model.model_fields
        if column not in SUPPLIED and not column.endswith("_refs")
    ]
    return tuple(sorted(asked, key=lambda one: one.is_folded))


def _question(table: str, column: str, hint: Any, schema: dict[str, Any]) -> Question:
    forms = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    is_optional = len(forms) < len(schema.get("anyOf", [schema])) or "default" in schema
    codes = tuple(str(code) for code in forms[0].get("enum", ()))
    is_key = ADDED[table].key == (column,)
    home = "" if is_key else HOMES.get(column, "")
    if codes or home:
        kind: Kind = "choice"
    elif hint == PeriodText or PeriodText in get_args(hint):
        kind = "period"
    elif forms[0].get("type") == "integer":
        kind = "whole"
    elif forms[0].get("type") == "number":
        kind = "number"
    else:
        kind = "lines" if column.rpartition("_")[0] in _LONG else "text"
    is_named = is_key and not column.endswith("_id")
    made = Question(column, kind, not is_optional, codes, home)
    is_late = made.base in _FOLLOWING.get(table, ()) or (is_optional and column not in _UPFRONT)
    return replace(made, is_folded=not is_named if is_key else is_late)
