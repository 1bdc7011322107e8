"""The articles, later publications and datasets, and all that is drawn from each."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.html_table import cells_frame, note_html, table_html
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from data.by_id import by_id
from data.catalog import Catalog
from data.memo import remembered
from data.selection import Selection, visible
from data.sources import lines_in

# What is drawn from a source: the tables, their ids, and the field that says what it is.
DRAWN = {
    "figures": ("figure_id", "metric"),
    "projects": ("project_id", "name"),
    "project_statuses": ("project_id", "wording"),
    "events": ("event_id", "title"),
    "targets": ("target_id", "metric"),
    "claims": ("claim_id", "summary"),
    "conflicts": ("conflict_id", "topic"),
    "enterprises": ("enterprise_id", "name"),
    "capabilities": ("capability_id", "name"),
    "mentions": ("mention_id", "name"),
    "coverage": ("coverage_id", "name"),
    "zones": ("zone", "name"),
    "landmarks": ("landmark_id", "name"),
}
_FACTS = Selection(evidence="published")
_COUNTED = ("figures", "projects", "project_statuses", "events", "targets", "claims")


@remembered(8)
def articles_table(catalog: Catalog, words: Words) -> Block:
    """Return the articles: paper, date, what is uncertain, and how much is drawn from each."""
    sources = catalog["sources"]
    rows = [row for _, row in sources[sources["kind"] == "article"].iterrows()]
    drawn = {
        words(f"sources.drawn.{table}"): [
            str(len(_drawn(catalog, table, row["source_id"]))) for row in rows
        ]
        for table in _COUNTED
    }
    return _table(
        catalog,
        words,
        "sources-articles",
        pd.DataFrame(rows),
        drawn,
        {words("sources.uncertain"): [words.of(row, "note") for row in rows]},
        words("sources.articles_note"),
    )


@remembered(8)
def publications_table(catalog: Catalog, words: Words) -> Block:
    """Return later publications and datasets, with licence and how much is drawn from each."""
    sources = catalog["sources"]
    rows = [row for _, row in sources[sources["kind"] != "article"].iterrows()]
    licences = [
        row["licence"] if isinstance(row["licence"], str) else words("sources.no_licence")
        for row in rows
    ]
    drawn = [
        str(sum(len(_drawn(catalog, table, row["source_id"])) for table in DRAWN)) for row in rows
    ]
    return _table(
        catalog,
        words,
        "sources-publications",
        pd.DataFrame(rows),
        {words("sources.rows"): drawn},
        {
            words("sources.kind"): [words(f"sources.kind.{row['kind']}") for row in rows],
            words("sources.licence"): licences,
            words("sources.note"): [words.of(row, "note") for row in rows],
        },
        words("sources.publications_note"),
    )


def _table(
    catalog: Catalog,
    words: Words,
    view: str,
    sources: pd.DataFrame,
    numbers: dict[str, list[str]],
    texts: dict[str, list[str]],
    said: str,
) -> Block:
    """Return sources as a table; each opens all that is drawn from it."""
    rows = [row for _, row in sources.iterrows()]
    columns: dict[str, list[str]] = {
        words("sources.paper_column"): [_publisher(words, row) for row in rows],
        words("sources.published"): [
            words.date(row["published"])
            if isinstance(row["published"], str)
            else words("source.undated")
            for row in rows
        ],
        **numbers,
        **texts,
    }
    links = [
        Opening(f"{row['source_id']} · {words.of(row, 'title')}", _panel_id(row)) for row in rows
    ]

    def whole() -> pd.DataFrame:
        addresses = [row["url"] if isinstance(row["url"], str) else "" for row in rows]
        titles = [link.text for link in links]
        return cells_frame(
            {words("sources.title"): titles, **columns, words("sources.link"): addresses}
        )

    return table_block(
        words,
        view,
        words(f"sources.table.{view}"),
        {words("sources.title"): links, **columns},
        numeric=tuple(numbers),
        notes=[said],
        whole=whole,
        panels=source_panels(catalog, words, sources),
    )


def source_panels(catalog: Catalog, words: Words, sources: pd.DataFrame) -> Panels:
    """Return the panel ``publication-<id>`` of each source: what is known and drawn from it."""
    return {
        _panel_id(row): partial(_source_panel, catalog, words, row) for _, row in sources.iterrows()
    }


def _publisher(words: Words, row: pd.Series) -> str:
    missing = "source.unnamed" if row["kind"] == "article" else "sources.no_producer"
    return words.of(row, "publisher") or words(missing)


def _panel_id(row: pd.Series) -> str:
    return f"publication-{row['source_id']}"


def _source_panel(catalog: Catalog, words: Words, row: pd.Series) -> Panel:
    """Return what is known of a source, and lists of what is drawn from it."""
    address = row["url"] if isinstance(row["url"], str) else ""
    link = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
        address, address
    )
    facts = {
        "sources.paper_column": _publisher(words, row),
        "sources.published": (
            words.date(row["published"])
            if isinstance(row["published"], str)
            else words("source.undated")
        ),
        "sources.link": link if address.startswith(("http://", "https://")) else "—",
        "sources.licence": (
            row["licence"] if isinstance(row["licence"], str) else words("sources.no_licence")
        ),
        "sources.uncertain": words.of(row, "note") or "—",
        "col.evidence": words.grade(row["evidence"]),
    }
    known = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(words(name), said) for name, said in facts.items()
    )
    lists = Markup().join(_drawn_html(catalog, words, table, row["source_id"]) for table in DRAWN)
    html = Markup('<dl class="atlas-source">{}</dl>{}{}').format(
        known, note_html([words("sources.no_text")]), lists
    )
    return Panel(words.of(row, "title"), plain(html))


def _drawn(catalog: Catalog, table: str, source_id: str) -> pd.DataFrame:
    """Return the facts drawn from a source; what is assumed besides is none."""
    rows, places = _by_source(catalog, table)
    return rows.take(places.get(source_id, []))


@remembered(len(DRAWN))
def _by_source(catalog: Catalog, table: str) -> tuple[pd.DataFrame, dict[str, list[int]]]:
    """Return the facts of a table, and where among them those are that rest on each source."""
    rows, places = visible(catalog[table], _FACTS), dict[str, list[int]]()
    for place, refs in enumerate(rows["refs"].fillna("")):
        for source_id in {ref.partition(":")[0] for ref in refs.split(";")}:
            places.setdefault(source_id, []).append(place)
    return rows, places


def _drawn_html(catalog: Catalog, words: Words, table: str, source_id: str) -> Markup:
    rows = _drawn(catalog, table, source_id)
    if rows.empty:
        return Markup()
    key, field = DRAWN[table]
    lines = [row for _, row in rows.iterrows()]
    frame = cells_frame(
        {
            words("sources.id"): rows[key],
            words("sources.what"): [_said(catalog, words, table, field, row) for row in lines],
            words("sources.lines"): [lines_in(row["refs"], source_id) or "—" for row in lines],
        }
    )
    head = words("sources.drawn_count", what=words(f"sources.drawn.{table}"), count=len(rows))
    return Markup("<h3>{}</h3>{}").format(head, table_html(frame))


def _said(catalog: Catalog, words: Words, table: str, field: str, row: pd.Series) -> str:
    text = words.of(row, field)
    if table == "figures":
        return f"{words.of(row, 'subject')} · {text}: {figure_text(words, row)}"
    if table == "project_statuses":
        projects = by_id(catalog, "projects", "project_id")
        name = words.of(projects.loc[row["project_id"]], "name")
        status = words(f"status.{row['status']}")
        return f"{name} · {status}: {text}"
    return text
