"""What several pages and its profile say of a project: amounts, dates, statuses, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.html_table import cells_frame
from components.blocks.profile import profile_id
from components.blocks.table import Opening
from components.blocks.text import Words, figure_text
from components.origin.references import references
from data.catalog import Catalog
from data.periods import parse_period
from data.project_figures import investment_kind


def amount_text(words: Words, figure: pd.Series, project: Any, column: str) -> str:
    """Return an amount with what it needs to be read: the kind of an investment, a date."""
    text = figure_text(words, figure)
    if column == "investment_cny":
        kind = words(f"investment.{investment_kind(project)}")
        return words("projects.kinded", value=text, kind=kind)
    if column == "staff":
        return words("projects.kinded", value=text, kind=words.date(figure["as_of"]))
    return text


def status_link(words: Words, project: Any) -> Opening:
    """Return the status of a placed project as a cell that opens its sheet."""
    name = words(f"status.{project['status']}")
    panel = profile_id("project", project["project_id"])
    return Opening(name, panel, project["status_evidence"])


def precision_text(words: Words, text: str) -> str:
    """Return a date with how finely it was printed."""
    precision = words(f"projects.precision.{parse_period(text).precision}")
    return words("projects.kinded", value=words.date(text), kind=precision)


def history_table(catalog: Catalog, words: Words, statuses: pd.DataFrame) -> pd.DataFrame:
    """Return statuses in words, with date, precision, basis and source."""
    return cells_frame(
        {
            words("col.status"): [words(f"status.{status}") for status in statuses["status"]],
            words("col.wording"): statuses[f"wording_{words.lang}"],
            words("col.since"): [precision_text(words, date) for date in statuses["date"]],
            words("projects.basis"): [words(f"projects.basis.{b}") for b in statuses["basis"]],
            words("col.evidence"): [words.grade(grade) for grade in statuses["evidence"]],
            words("col.source"): pd.Series(
                [references(catalog, words, refs) for refs in statuses["refs"]],
                index=statuses.index,
                dtype=object,
            ),
        }
    )
