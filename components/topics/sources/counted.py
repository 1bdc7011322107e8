"""What the page of sources says first: its finding and its cards."""

from __future__ import annotations

import pandas as pd

from components.blocks.base import plain
from components.blocks.cards import Card, Line
from components.blocks.html_table import cells_frame, note_html, table_html
from components.blocks.text import Words
from components.session.request import Request
from components.topics.sources import claims, ledger
from components.topics.sources import figures as figure_list
from components.topics.sources.coverage import by_page
from data.catalog import Catalog
from data.selection import Selection


def _with_line(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that an article prints in a line that is known."""
    return rows[(rows["evidence"] == "reported") & rows["refs"].str.contains(":L")]


def sources_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the title of the page."""
    known = figure_list.known(catalog, chosen)
    return words(
        "sources.finding",
        figures=words.number(len(known)),
        printed=words.number(len(_with_line(known))),
        conflicts=words.number(len(ledger.listed(catalog, chosen))),
        claims=words.number(len(claims.listed(catalog, chosen))),
    )


def sources_cards(graded: pd.DataFrame, request: Request) -> list[Card]:
    """Return the cards: articles, figures, conflicts, claims, numbers on all pages.

    Parameters
    ----------
    graded : pandas.DataFrame
        Of `components.topics.sources.coverage.coverage`.
    request : Request
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    sources, known = catalog["sources"], figure_list.known(catalog, chosen)
    articles = sources[sources["kind"] == "article"]
    conflicts = ledger.listed(catalog, chosen)
    register = claims.listed(catalog, chosen)
    pages = by_page(graded)

    def card(key: str, value: int, counts: pd.Series, prefix: str, *lines: str) -> Card:
        return Card(
            key,
            words(f"sources.card.{key}"),
            words.number(value),
            [Line(line) for line in lines],
            lambda: plain(
                note_html([words(f"sources.counted.{key}")])
                + table_html(_counts_table(words, counts, prefix))
            ),
            "derived",
        )

    totals = pages.sum().rename(index=str)
    return [
        card(
            "articles",
            len(articles),
            sources["kind"].value_counts(),
            "sources.kind",
            words(
                "date.range",
                start=words.date(min(articles["published"])),
                end=words.date(max(articles["published"])),
            ),
            words("sources.card.named", count=int(articles["publisher_zh"].notna().sum())),
        ),
        card(
            "figures",
            len(known),
            known["evidence"].value_counts(),
            "evidence",
            words("sources.card.with_line", count=len(_with_line(known))),
            words("sources.card.other", count=len(known) - len(_with_line(known))),
        ),
        card(
            "conflicts",
            len(conflicts),
            conflicts["severity"].value_counts(),
            "sources.severity",
            words("sources.card.severe", count=int((conflicts["severity"] == "high").sum())),
            words("sources.card.never_averaged"),
        ),
        card(
            "claims",
            len(register),
            register["kind"].value_counts(),
            "sources.claim",
            words("sources.card.stated", count=int((register["kind"] == "stated").sum())),
            words("sources.card.attributed"),
        ),
        card(
            "numbers",
            int(totals.sum()),
            totals[totals > 0],
            "evidence",
            words("sources.card.on_pages", count=len(pages)),
            words("sources.card.illustrative", count=int(totals["illustrative"])),
        ),
    ]


def _counts_table(words: Words, counts: pd.Series, prefix: str) -> pd.DataFrame:
    return cells_frame(
        {
            words("col.kind"): [words(f"{prefix}.{code}") for code in counts.index],
            words("col.count"): [words.number(count) for count in counts],
        }
    )
