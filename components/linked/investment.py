"""The investment of each project that has one in print."""

from __future__ import annotations

import pandas as pd

from components.blocks.assumed import assumed
from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.text import Words
from components.linked.charts import allocated_note, why_nothing_chosen
from components.origin.references import references
from components.origin.values import figures_body
from components.session.filters import filter_text
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import figure_fact
from data.memo import VIEWS, remembered
from data.project_figures import investment_kind, printed_amount
from data.selection import Selection
from data.status import chosen_projects


@remembered(VIEWS)
def investment_chart(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return the investment of each project that has one in print."""
    projects = chosen_projects(catalog, chosen)
    known = projects[
        ["project_id", f"name_{words.lang}", "investment_cny", "investment_kind", "refs"]
    ].copy()
    known["investment_kind"] = [investment_kind(row) for _, row in known.iterrows()]
    known = known[known["investment_cny"].notna()].sort_values(
        "investment_cny", ascending=False, kind="stable"
    )
    amounts_of = {
        key: printed_amount(catalog, chosen, key, "investment_cny") for key in known["project_id"]
    }
    printed = {key: row for key, row in amounts_of.items() if row is not None}
    known = known[known["project_id"].isin(printed)]
    names = dict(zip(known["project_id"], known[f"name_{words.lang}"], strict=True))
    small = filter_text(words, chosen)
    if known.empty:
        reason = (
            words("chart.empty.investment", count=len(projects))
            if len(projects)
            else why_nothing_chosen(chosen, words)
        )
        return empty_chart(words, "investment", small, reason)
    amounts = [words.amount(value, "cny") for value in known["investment_cny"]]

    def bar(project: str, label: str, kind: str, amount: str) -> Bar:
        planned = kind == "planned"
        return Bar(
            project,
            label,
            figure_fact(printed[project]),
            amount,
            fill="transparent" if planned else theme.accent,
            stroke=theme.accent,
            dashed=planned,
            more=(words(f"investment.{kind}"),),
        )

    def origin(project: str) -> Panel:
        rows = printed[project].to_frame().T
        return Panel(names[project], figures_body(catalog, words, rows, chosen))

    def table() -> pd.DataFrame:
        return cells_frame(
            {
                words("col.project"): known[f"name_{words.lang}"],
                words("col.investment"): amounts,
                words("col.kind"): [
                    words(f"investment.{kind}") for kind in known["investment_kind"]
                ],
                words("col.source"): column(
                    (references(catalog, words, refs) for refs in known["refs"]), known
                ),
            }
        )

    columns = [known[name] for name in known.columns[[0, 1, 3]]]
    notes = allocated_note(chosen, projects, words)
    said = words("finding.investment", count=len(known), value=amounts[0])
    if notes:
        said = assumed(words, said)
    if len(known) == 1:
        said = words("finding.single", label=names[known["project_id"].iloc[0]], value=amounts[0])
    return bars_block(
        words,
        "investment",
        [bar(*row) for row in zip(*columns, amounts, strict=True)],
        small=small,
        notes=[words("chart.note.investment"), *notes],
        table=table,
        credit=credit(
            catalog,
            words,
            [printed[key]["refs"] for key in known["project_id"]],
            illustrative=bool(notes),
        ),
        finding=said,
        numeric=(words("col.investment"),),
        origin=origin,
    )
