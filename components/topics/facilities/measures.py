"""Pieces of the facilities page: cards, bars of each measure on its own axis, tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Content
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.findings import apart_finding
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.table import Opening, table_block
from components.blocks.text import Words, figure_text
from components.linked.called import called
from components.linked.cards import empty_card
from components.linked.figures import figure_card
from components.linked.printed import figure_panels
from components.origin.references import references
from components.origin.values import figures_body
from components.session.theme import Theme
from components.topics.facilities.projects import projects_card, small_text
from data.catalog import Catalog
from data.facilities import chosen_facilities
from data.facts import figure_fact
from data.follows import follows
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.placements import placed_figures, placed_records
from data.project_figures import projects_of_figures
from data.selection import Selection

# What is measured, each with an axis of its own; its figures are placed in a slot of that name.
MEASURES = ("buildings", "apartments", "beds", "servers", "racks", "land", "planned", "stages")
_WORDED = {"buildings", "planned", "land"}  # bars say the whole amount, which may be long


@dataclass(frozen=True)
class Measure:
    """Figures of one measure, which share an axis.

    Attributes
    ----------
    figures : tuple of str
        Ids, oldest first.
    unlike : frozenset of str
        Those counted differently: hatched and flagged.
    conflict : str
        Id of the conflict between them, if any.
    projects : dict of str to str
        The project that a figure belongs to; figures of the whole park have none.
    """

    figures: tuple[str, ...]
    unlike: frozenset[str]
    conflict: str
    projects: dict[str, str]

    @property
    def alike(self) -> tuple[str, ...]:
        """The figures that may be compared."""
        return tuple(one for one in self.figures if one not in self.unlike)


def offered_measures(catalog: Catalog) -> tuple[str, ...]:
    """Return those of `MEASURES` of which the park has figures."""
    return tuple(name for name in MEASURES if placed_figures(catalog, "facilities", name))


def read_measure(catalog: Catalog, name: str) -> Measure:
    """Return the figures that the park has of one of `MEASURES`."""
    figures = placed_figures(catalog, "facilities", name)
    about = projects_of_figures(catalog)
    between = placed_records(catalog, "facilities", name, "conflict")
    return Measure(
        figures,
        frozenset(placed_figures(catalog, "facilities", name, "unlike")),
        next(iter(between), ""),
        {one: about[one] for one in figures if one in about},
    )


@remembered(VIEWS)
def facility_cards(catalog: Catalog, chosen: Selection, kind: str, words: Words) -> list[Card]:
    """Return buildings, apartments, beds, servers and the projects in use."""
    narrowed = bool(chosen.is_placed or chosen.sectors or chosen.statuses)
    park = (words("facilities.card.park_wide"),) if narrowed else ()

    measure = {name: read_measure(catalog, name) for name in MEASURES}

    def card(name: str, lines: tuple[str, ...] = ()) -> list[Card]:
        ids, label = measure[name].alike, words(f"facilities.{name}")
        shown = (*lines, *park)
        made = figure_card(catalog, chosen, words, name, label, ids, lines=shown) if ids else None
        return [made] if made else []

    target = figures_by(catalog, tuple(measure["buildings"].unlike), catalog.as_of(chosen))
    aims = [
        words("facilities.card.aim", value=figure_text(words, row)) for _, row in target.iterrows()
    ]
    return [
        *card("buildings", tuple(aims)),
        *card("apartments"),
        *card("beds", (words("facilities.card.capacity"),)),
        *_servers_card(catalog, chosen, measure["servers"].figures, words),
        projects_card(catalog, chosen, kind, words),
    ]


def _servers_card(
    catalog: Catalog, chosen: Selection, ids: tuple[str, ...], words: Words
) -> list[Card]:
    label, known = words("facilities.card.servers"), figures_by(catalog, ids, catalog.as_of(chosen))
    if known.empty:
        return [empty_card(words, "servers", label)] if ids else []
    built = tuple(known.index[known["kind"] != "planned"])
    if built:
        label = words("facilities.card.servers_built")
        return [figure_card(catalog, chosen, words, "servers", label, built)]
    apart = words("facilities.card.apart") if len(known) > 1 else ""
    # Two plans whose relation no article states: both stand, in the order they were printed.
    values = [words.number(row["value"]) for _, row in known.iterrows()]
    dates = [_date(words, dated) for dated in known["as_of"]]
    return [
        Card(
            "servers",
            label,
            words("unit.server", value=" / ".join(values)),
            [
                Line(words("facilities.card.servers_planned")),
                Line(words("card.as_of", date=" / ".join(dates))),
                Line("", apart),
            ],
            lambda: figures_body(catalog, words, known, chosen),
            known.iloc[-1]["evidence"],
        )
    ]


@remembered(VIEWS)
def measure_chart(
    catalog: Catalog, chosen: Selection, kind: str, words: Words, theme: Theme, name: str
) -> Block:
    """Return the figures of one measure known by the as-of date, each open to its source."""
    measure = read_measure(catalog, name)
    if not measure.figures:
        return nothing()
    known = figures_by(catalog, measure.figures, catalog.as_of(chosen))
    chart = f"facilities-{name}"
    title = words(f"facilities.{name}")
    if known.empty:
        reason = words("facilities.empty_measure", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, chart, "", reason, title)
    projects = set(chosen_facilities(catalog, chosen, kind)["project_id"])
    of = measure.projects
    plain = "" if name in _WORDED else str(known.iloc[0]["unit"])
    unit = words.unit(plain)
    conflict = catalog["conflicts"].set_index("conflict_id")
    apart = bool(measure.conflict) and len(known) > 1
    bars = []
    for figure_id, row in known.iterrows():
        unlike, state = figure_id in measure.unlike, row["kind"]
        when = words.date(row["as_of"]) if isinstance(row["as_of"], str) else ""
        label = called(words, f"facilities.bar.{figure_id}", row, when)
        value = figure_text(words, row)
        short = (
            value
            if not unit
            else (words(f"quantity.{row['qualifier']}", amount=words.number(row["value"])))
        )
        more = (words(f"facilities.state.{state}"), words("facilities.unlike") if unlike else "")
        bars.append(
            Bar(
                str(figure_id),
                f"⚠ {label}" if unlike else label,
                figure_fact(row),
                short,
                fill="transparent"
                if state == "planned"
                else (theme.statuses["construction"] if state == "in_progress" else theme.accent),
                stroke=theme.accent,
                hatched=unlike,
                dashed=state in {"planned", "target"},
                more=more,
                selected=figure_id not in of or of[figure_id] in projects,
                open=f"figure-{figure_id}",
            )
        )
    notes = words.some(f"facilities.note.{name}")
    if apart:
        notes.append(f"⚠ {words.of(conflict.loc[measure.conflict], 'shown')}")
    last = [bar for bar in bars if bar.key not in measure.unlike][-1:]
    aims = [bar for bar in bars if bar.key in measure.unlike]
    return bars_block(
        words,
        chart,
        bars,
        credit=credit(catalog, words, known["refs"]),
        finding=apart_finding(words, [*last, *aims] if aims else bars, plain),
        unit=plain,
        small=small_text(unit, "" if of else words("facilities.park_wide")),
        notes=notes,
        table=lambda: figures_table(catalog, known, words),
        numeric=(words("col.value"),),
        title=title,
        panels=figure_panels(catalog, words, known, chosen),
    )


def _date(words: Words, dated: object) -> str:
    return words.date(dated) if isinstance(dated, str) else words("source.undated")


def figures_table(catalog: Catalog, rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return figures with what they count, date, kind, evidence and source, in words."""
    lang = words.lang
    return cells_frame(
        {
            words("facilities.col.subject"): rows[f"subject_{lang}"],
            words("facilities.col.counts"): rows[f"counts_{lang}"],
            words("col.value"): [figure_text(words, row) for _, row in rows.iterrows()],
            words("col.kind"): [words(f"facilities.state.{kind}") for kind in rows["kind"]],
            words("col.as_of"): [_date(words, date) for date in rows["as_of"]],
            words("col.evidence"): [words.grade(grade) for grade in rows["evidence"]],
            words("facilities.col.caveat"): rows[f"caveat_{lang}"].fillna(""),
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )


@follows("as_of")
def support_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the fund and the incubators: money and firms, never on one axis."""
    ids = placed_figures(catalog, "facilities", "support")
    known, title = figures_by(catalog, ids, catalog.as_of(chosen)), words("facilities.support")
    if not ids:
        return nothing()
    if known.empty:
        reason = words("facilities.empty_measure", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, "support", "", reason, title)
    return table_block(
        words,
        "facilities-support",
        title,
        {
            words("facilities.col.subject"): list(known[f"subject_{words.lang}"]),
            words("facilities.col.counts"): list(known[f"counts_{words.lang}"]),
            words("col.value"): [
                Opening(figure_text(words, row), f"figure-{figure_id}", row["evidence"])
                for figure_id, row in known.iterrows()
            ],
            words("col.kind"): [words(f"facilities.state.{kind}") for kind in known["kind"]],
            words("col.as_of"): [_date(words, date) for date in known["as_of"]],
        },
        numeric=(words("col.value"),),
        notes=words.some("facilities.note.support"),
        whole=lambda: figures_table(catalog, known, words),
        panels=figure_panels(catalog, words, known, chosen),
    )


def measures(
    catalog: Catalog,
    chosen: Selection,
    kind: str,
    words: Words,
    theme: Theme,
    asked: Collection[str] = MEASURES,
) -> Content:
    """Return the charts of the measures asked for, by slot; the slots of the others are empty."""
    return {
        f"measure-{name}": measure_chart(catalog, chosen, kind, words, theme, name)
        if name in asked
        else nothing()
        for name in MEASURES
    }
