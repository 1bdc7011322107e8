"""The desk over which an import goes: questions with their answers, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.catalog import Catalog
from data.problems import Problem
from data.selection import STATUSES
from geo.intake.doubts import Choice, Doubt
from geo.reading.layers import Layer

LEAVE_OUT = "leave_out"
NAMED_ROWS = 5


@dataclass
class Desk:
    """Collects questions and problems; hands out the answers in force.

    Attributes
    ----------
    answers : mapping of str to str
        The user's, by key of the doubt.
    catalog : Catalog
        Of the park that the files are of.
    doubts : list of Doubt
    problems : list of Problem
    unanswered : set of str
        Keys of the doubts that are not sure and have no answer on offer.
    is_joined : bool
        Whether another desk has taken them over.
    """

    answers: Mapping[str, str]
    catalog: Catalog
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unanswered: set[str] = field(default_factory=set)
    is_joined: bool = False

    def ask(
        self,
        key: str,
        kind: str,
        choices: Sequence[Choice],
        proposed: str,
        *,
        is_sure: bool = False,
        **values: object,
    ) -> str:
        """Put a question and return the answer in force; one not on offer is ignored."""
        given = self.answers.get(key)
        is_answered = given is not None and given in {choice.value for choice in choices}
        chosen = given if given is not None and is_answered else proposed
        if not (is_sure or is_answered):
            self.unanswered.add(key)
        self.doubts.append(Doubt(key, kind, values, tuple(choices), chosen, is_sure))
        return chosen

    def beside(self, problems: list[Problem] | None = None) -> Desk:
        """Return another desk with the same answers, whose questions may be joined later."""
        return Desk(self.answers, self.catalog, problems=[] if problems is None else problems)

    def codes(self, dimension: str) -> list[Choice]:
        """Return the zones, the sectors or the statuses as choices, by their names."""
        if dimension == "status":
            return [Choice(code, f"status.{code}") for code in STATUSES]
        rows = self.catalog[f"{dimension}s"]
        named = zip(rows[dimension], rows["name_zh"], rows["name_en"], strict=True)
        return [Choice(code, names={"zh": zh, "en": en}) for code, zh, en in named]

    def report(
        self, layer: Layer, index: int | None, column: str | None, kind: str, **values: object
    ) -> None:
        """Report what was left out: a row by its index in the frame, or the whole layer."""
        row = None if index is None else layer.rows[index]
        self.problems.append(Problem(layer.file, row, column, kind, values))

    def join(self, other: Desk) -> None:
        """Take over all that was collected on another desk, once."""
        if other.is_joined:
            return
        other.is_joined = True
        self.doubts += other.doubts
        self.problems += other.problems
        self.unanswered |= other.unanswered


def title(layer: Layer) -> str:
    """Return how a layer is named in a question."""
    stem = layer.file.rpartition("/")[2].rpartition(".")[0]
    return layer.file if layer.name in {"", stem} else f"{layer.file} › {layer.name}"


def named_rows(layer: Layer, indices: Sequence[int]) -> str:
    """Return the places of the first few rows in the file: ``2, 3, 9 …``."""
    named = ", ".join(str(layer.rows[index]) for index in indices[:NAMED_ROWS])
    return f"{named} …" if len(indices) > NAMED_ROWS else named


def offered(*values: str) -> tuple[Choice, ...]:
    """Return choices whose message is named as their value."""
    return tuple(Choice(value, value) for value in values)
