"""What is wrong with the cells of one row, by its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data.schema import CODE_PATTERN, ID_PATTERN, Row

_LONGEST = {ID_PATTERN: 64, CODE_PATTERN: 32}


class Fault(NamedTuple):
    """One thing wrong with a row: the column, if it is one, and what a message needs."""

    column: str | None
    kind: str
    values: dict[str, object]


def checked(model: type[Row], cells: Mapping[str, Any]) -> Row | list[Fault]:
    """Return the row that some cells make, or all that is wrong with them.

    >>> from data.schema import Assumption
    >>> cells = {"assumption_id": "a b", "text_zh": None, "text_en": "x", "evidence": "official"}
    >>> [(fault.column, fault.kind) for fault in checked(Assumption, cells)]
    [('assumption_id', 'code'), ('text_zh', 'empty')]
    """
    try:
        return model.model_validate(cells)
    except ValidationError as error:
        return [_fault(detail) for detail in error.errors()]


def _fault(detail: ErrorDetails) -> Fault:
    column = str(detail["loc"][0]) if detail["loc"] else None
    given = detail["input"]
    if given is None or detail["type"] in {"missing", "string_too_short"}:
        return Fault(column, "empty", {})
    kind, values = _kind_of(detail)
    return Fault(column, kind, {"value": "" if column is None else str(given)[:60], **values})


def _kind_of(detail: ErrorDetails) -> tuple[str, dict[str, object]]:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return "not_allowed", {"allowed": str(context["expected"])}
        case "float_parsing" | "int_parsing" | "int_from_float" | "finite_number":
            return "not_a_number", {}
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return "out_of_range", {"limit": next(iter(context.values()))}
        case "string_pattern_mismatch":
            longest = _LONGEST.get(context["pattern"])
            kind = "code" if longest else "pattern"
            return kind, {"pattern": context["pattern"], "most": longest}
        case (
            "period" | "refs" | "area" | "bounds" | "assumption" | "half_place" | "amount_kind"
        ) as kind:
            return kind, {}
        case _:
            return "other", {"reason": detail["msg"]}
