"""What the form of a record asks: the fields of its table, those that follow from others last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from data.records.fields import Field, fields_of
from data.schema import ADDED

# In the order in which an office would look for them; what a park has besides follows.
_ORDER = (
    *("figures", "sector_counts", "targets", "indicators", "registers"),
    *("projects", "project_statuses", "events", "enterprises", "enterprise_sectors"),
    *("zones", "sectors", "coverage", "landmarks", "areas", "capabilities"),
    *("sources", "conflicts", "claims", "mentions", "placements"),
)
# What the source of a record says.
_SUPPLIED = frozenset({"evidence", "refs", "assumption_id"})
_LONG = frozenset({"note", "text", "known", "caveat", "shown", "reading", "summary"})
# Fields that follow from others, see `components.editing.built`; their base names by table.
_FOLLOWING = {
    "figures": {"kind", "scope", "subject", "counts", "printed", "low", "high"},
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
# Fields that may be empty, and that an office fills in all the same.
_UPFRONT = frozenset(
    {"indicator", "zone", "investment_cny", "signed", "as_of", "deadline", "value", "unit", "count"}
)


@dataclass(frozen=True)
class Question:
    """A field that is asked for.

    Attributes
    ----------
    field : Field
    is_folded : bool
        Whether few readers need it.
    unit : str
        Of a number, where no other answer says it.
    names : tuple of str
        What it is called in Chinese and in English, where the catalogues do not say it.
    """

    field: Field
    is_folded: bool = False
    unit: str = ""
    names: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The name of the field."""
        return self.field.name

    @property
    def is_id(self) -> bool:
        """Whether it is the id of the row itself."""
        return self.field.kind == "code" and self.column.endswith("_id")

    @property
    def is_long(self) -> bool:
        """Whether its answer is more than a line."""
        return self.field.base in _LONG

    @property
    def is_number(self) -> bool:
        """Whether its answer is a number."""
        return self.field.kind in {"number", "whole"}

    @property
    def is_chosen(self) -> bool:
        """Whether its answer is one of a list."""
        return self.field.kind in {"choice", "reference"}


def tables() -> tuple[str, ...]:
    """Return the tables that may be edited, in order."""
    rest = [name for name in ADDED if name not in {*_ORDER, "assumptions"}]
    return (*(name for name in _ORDER if name in ADDED), *rest)


@cache
def questions(table: str) -> tuple[Question, ...]:
    """Return the questions of a table: those in sight first, those that few need last."""
    asked = [
        Question(field, _is_folded(table, field))
        for field in fields_of(table)
        if field.name not in _SUPPLIED and not field.name.endswith(("_refs", "_evidence"))
    ]
    return tuple(sorted(asked, key=lambda one: (one.is_folded, one.column != "indicator")))


def in_sight(question: Question, *, is_required: bool = False) -> Question:
    """Return a question that a task asks for, required if so."""
    required = replace(question.field, is_required=question.field.is_required or is_required)
    return replace(question, field=required, is_folded=False)


def _is_folded(table: str, field: Field) -> bool:
    if ADDED[table].key == (field.name,):
        return field.name.endswith("_id")  # it follows, too
    is_late = not field.is_required and field.name not in _UPFRONT
    return is_late or field.base in _FOLLOWING.get(table, ())
