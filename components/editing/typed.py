"""What a reader has typed, read as the schema has it: 1.2亿, 26,000 人, 2025年3月."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from components.editing.questions import Question
from data.amounts import area_m2, length_m, money_cny, number
from data.i18n import LANGS, translate
from data.written_dates import period

_COUNTERS = re.compile(r"(?<=[\d万亿千百])\s*[家人名个所项次条套座栋间户位席架台]$")
_KM2 = 1_000_000.0


class UnreadError(ValueError):
    """What was typed is no answer.

    Parameters
    ----------
    kind : str
        Message id behind ``check.``.
    """

    def __init__(self, kind: str, value: str, **values: object) -> None:
        super().__init__(f"{kind}: {value}")
        self.kind, self.values = kind, {"value": value[:60], **values}


def read(question: Question, text: str, texts: Mapping[str, str]) -> object:
    """Return the value of an answer.

    Parameters
    ----------
    question : Question
    text : str
        Not empty.
    texts : mapping of str to str
        The other answers, among which is the unit of a number.

    Raises
    ------
    UnreadError
        If it is none.
    """
    try:
        match question.kind:
            case "period":
                return period(text)
            case "number" | "whole":
                value = measure(text, unit_of(question, texts))
                if question.kind == "whole" and value != int(value):
                    raise UnreadError("not_whole", text)
                return int(value) if value == int(value) else value
    except UnreadError:
        raise
    except (ValueError, OverflowError) as error:
        kind = "date" if question.kind == "period" else "amount"
        raise UnreadError(f"typed_{kind}", text) from error
    return text


def unit_of(question: Question, texts: Mapping[str, str]) -> str:
    """Return the unit of a number; empty for a bare one."""
    if question.unit:
        return question.unit
    if question.column.endswith("_cny"):
        return "cny"
    if question.column.endswith("_m2"):
        return "m2"
    if question.column in {"value", "low", "high", "baseline"}:
        return texts.get("unit", "")
    return ""


def measure(text: str, unit: str) -> float:
    """Return a number in a unit of the schema; the unit may stand behind it.

    Raises
    ------
    ValueError
        If it is none.
    """
    readers: dict[str, Callable[[], float]] = {
        "m2": lambda: area_m2(text, "㎡"),
        "km2": lambda: area_m2(text, "平方公里") / _KM2,
        "km": lambda: length_m(text, "公里") / 1000,
    }
    if unit == "cny" or unit.startswith("cny_"):
        return money_cny(text, "元")
    if unit in readers:
        return readers[unit]()
    return number(_bare(text, unit))


def _bare(text: str, unit: str) -> str:
    """Return a number without the name of its unit, in either language."""
    bare = text.strip()
    if unit:
        for lang in LANGS:
            name = translate(lang, f"unit.{unit}", value="").strip()
            bare = bare.removesuffix(name).strip() if name else bare
    return _COUNTERS.sub("", bare)
