"""The claims register: superlatives, each with who says it; the atlas asserts none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.chart import Chart
from components.blocks.controls import options_block
from components.blocks.html_table import cells_frame, column
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.origin.conflicts import conflict_html
from components.origin.references import references
from data.by_id import by_id
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.in_print import has_appeared
from data.memo import VIEWS, remembered
from data.selection import Selection

KIND = "claims-kind"
KINDS = ("all", "stated", "planned", "aim")


def kind_options(words: Words, kind: str) -> Block:
    """Return the choice between claims about what is, what is planned and what is aimed at."""
    names = [(one, words(f"sources.claim.{one}")) for one in KINDS]
    return options_block(KIND, words("col.kind"), names, kind)


def listed(catalog: Catalog, chosen: Selection, kind: str = "all") -> pd.DataFrame:
    """Return the claims in print by the as-of date, by id; at the latest date all of them."""
    rows = by_id(catalog, "claims", "claim_id")
    out = [has_appeared(catalog, refs, catalog.as_of(chosen)) for refs in rows["refs"]]
    rows = rows[np.array(out, dtype=bool)]
    return rows if kind == "all" else rows[rows["kind"] == kind]


def attribution(catalog: Catalog, words: Words, row: pd.Series) -> str:
    """Return who makes a claim: a speaker if one is named, and paper and date."""
    sources = by_id(catalog, "sources", "source_id")

    def paper(source_id: str) -> str:
        source = sources.loc[source_id]
        name, published = words.of(source, "publisher"), source["published"]
        date = words.date(published) if isinstance(published, str) else words("source.undated")
        if name:
            return words("sources.paper", paper=name, date=date)
        return words("sources.paper_unnamed", id=source_id, date=date)

    papers = dict.fromkeys(ref.partition(":")[0] for ref in row["refs"].split(";"))
    said_in = words.join(paper(source_id) for source_id in papers)
    speaker = words.of(row, "speaker")
    if speaker:
        return words("sources.according_speaker", speaker=speaker, papers=said_in)
    return words("sources.according", papers=said_in)


def _panel(catalog: Catalog, words: Words, row: pd.Series, chosen: Selection) -> Panel:
    parts = (
        ("sources.who", attribution(catalog, words, row)),
        ("col.source", references(catalog, words, row["refs"])),
        ("sources.basis", words.of(row, "basis")),
        ("conflict.shown", words.of(row, "shown")),
    )
    listed_parts = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(words(head), text) for head, text in parts
    )
    conflicts = conflict_html(catalog, words, conflict_ids(row["conflicts"]), chosen)
    title = f"{row['claim_id']} · {words.of(row, 'summary')}"
    html = Markup('<dl class="atlas-source">{}</dl>{}').format(listed_parts, conflicts)
    return Panel(title, plain(html))


@remembered(VIEWS)
def claims_block(catalog: Catalog, chosen: Selection, words: Words, kind: str) -> Chart:
    """Return the register as a table; the panel of every claim can be opened by its link."""
    view, title, rows = "sources-claims", words("sources.claims"), listed(catalog, chosen, kind)
    everything = by_id(catalog, "claims", "claim_id")
    panels: Panels = {
        f"claim-{claim}": partial(_panel, catalog, words, row, chosen)
        for claim, row in everything.iterrows()
    }
    if rows.empty:
        return replace(empty_chart(words, view, "", words("sources.none"), title), panels=panels)
    lines = [row for _, row in rows.iterrows()]
    texts: dict[str, list[str]] = {
        words("sources.who"): [attribution(catalog, words, row) for row in lines],
        words("col.kind"): [words(f"sources.claim.{row['kind']}") for row in lines],
        words("sources.among"): [words(f"sources.among.{row['scope']}") for row in lines],
        words("sources.basis"): [words.of(row, "basis") for row in lines],
        words("conflict.shown"): [words.of(row, "shown") for row in lines],
    }

    def whole() -> pd.DataFrame:
        said = rows[f"summary_{words.lang}"]
        sources = column((references(catalog, words, refs) for refs in rows["refs"]), rows)
        return cells_frame(
            {words("sources.said"): said, **texts, words("col.source"): sources}, index=rows.index
        )

    return table_block(
        words,
        view,
        title,
        {
            words("sources.said"): [
                Opening(f"{row.name} · {words.of(row, 'summary')}", f"claim-{row.name}")
                for row in lines
            ],
            **texts,
        },
        small=words("sources.listed", count=len(rows), total=len(everything)),
        search=True,
        notes=[words("sources.claims_note")],
        whole=whole,
        panels=panels,
    )
