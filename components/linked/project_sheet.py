"""All that is in print about one project, as the sheet that opens from any view of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from components.blocks.base import Panel
from components.blocks.html_table import note_html, table_html
from components.blocks.text import Words, escape, figure_text
from components.blocks.views import Link, Panels
from components.linked.figures import known_by
from components.origin.conflicts import conflict_html, conflict_ids
from components.origin.references import assumption_text, references
from components.origin.values import figures_html
from data.catalog import Catalog
from data.export import csv_bytes
from data.memo import VIEWS, remembered
from data.periods import over_by, parse_period
from data.selection import LATEST, Selection, visible
from data.status import UNASSIGNED, placed_projects, statuses_by

# Figures about a project under another name than its own; they cannot be told by a rule.
_FURTHER: dict[str, tuple[str, ...]] = {
    "P05": ("F000-01", "F000-02", "F000-03", "F000-04"),
    "P10": ("F000-15", "F000-16"),
    "P12": ("F003-32",),
    "P13": ("F002-12", "F002-13", "F002-14"),
    "P14": ("F001-11", "F001-12"),
    "P17": ("F001-15",),
    "P27": ("F003-22",),
}
AMOUNTS = {
    "investment_cny": "cny",
    "seats_planned": "seat",
    "seats_phase_1": "seat",
    "seats_built": "seat",
    "staff": "person",
    "area_m2": "m2",
}
_STEPS = ("signed", "construction_start", "operating_since")


@remembered(VIEWS)
def figures_about(catalog: Catalog, project_id: str) -> pd.DataFrame:
    """Return the figures about a project: of its name or an alias, or known to be about it."""
    project = catalog["projects"].set_index("project_id").loc[project_id]
    aliases = project["aliases"] if isinstance(project["aliases"], str) else ""
    names = {project["name_zh"], *aliases.split(";")}
    table = catalog["figures"]
    further = table["figure_id"].isin(_FURTHER.get(project_id, ()))
    return table[table["subject_zh"].isin(names) | further]


def in_print(catalog: Catalog, rows: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the figures known by the as-of date.

    A figure of a month is known before the month is over once its article has appeared.
    """
    published = catalog["sources"].set_index("source_id")["published"]
    appeared = rows["refs"].map(lambda refs: published.get(refs.split(";")[0].split(":")[0]))
    held = over_by(appeared, chosen.period) | rows.index.isin(known_by(rows, chosen).index)
    return rows.loc[held]


def printed_amount(
    catalog: Catalog, chosen: Selection, project_id: str, column: str
) -> pd.Series | None:
    """Return the earliest figure that prints an amount of a project, if known by the date.

    Parameters
    ----------
    column : str
        One of `AMOUNTS`.
    """
    return _printed_amount(catalog, Selection(as_of=chosen.as_of), project_id, column)


@remembered(1024)
def _printed_amount(
    catalog: Catalog, chosen: Selection, project_id: str, column: str
) -> pd.Series | None:
    project = catalog["projects"].set_index("project_id").loc[project_id]
    rows = figures_about(catalog, project_id)
    rows = rows[(rows["unit"] == AMOUNTS[column]) & (rows["value"] == project[column])]
    rows = in_print(catalog, rows, chosen)
    if rows.empty:
        return None
    return rows.sort_values("as_of", kind="stable").iloc[0]


def amount_text(words: Words, figure: pd.Series, project: Any, column: str) -> str:
    """Return an amount with what it needs to be read: the kind of an investment, a date."""
    text = figure_text(words, figure)
    if column == "investment_cny":
        kind = words(f"investment.{project['investment_kind']}")
        return words("projects.kinded", value=text, kind=kind)
    if column == "staff":
        return words("projects.kinded", value=text, kind=words.date(figure["as_of"]))
    return text


def status_link(words: Words, project: Any) -> Link:
    """Return the status of a placed project as a cell that opens its sheet."""
    name = words(f"status.{project['status']}")
    return Link(name, f"project-{project['project_id']}", project["status_evidence"])


def zone_text(words: Words, project: Any) -> str:
    """Return the zone of a placed project; an illustrative one says so."""
    name = words(f"zone.{project['zone']}")
    shown = project["zone"] != UNASSIGNED and project["zone_evidence"] == "illustrative"
    return f"▨ {words('map.schematic', name=name)}" if shown else name


def precision_text(words: Words, text: str) -> str:
    """Return a date with how finely it was printed."""
    precision = words(f"projects.precision.{parse_period(text).precision}")
    return words("projects.kinded", value=words.date(text), kind=precision)


def held_statuses(catalog: Catalog, chosen: Selection, project_id: str) -> pd.DataFrame:
    """Return the statuses of a project that hold or held by the as-of date, oldest first."""
    held = statuses_by(catalog, chosen.period)
    held = held[held["project_id"] == project_id]
    return held.loc[held["date"].map(lambda text: parse_period(text).end).sort_values().index]


def history_table(catalog: Catalog, words: Words, statuses: pd.DataFrame) -> pd.DataFrame:
    """Return statuses in words, with date, precision, basis and source."""
    return pd.DataFrame(
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


def sheet_panels(catalog: Catalog, chosen: Selection, words: Words) -> Panels:
    """Return the panel ``project-<id>`` of every project known by the as-of date."""
    placed = placed_projects(catalog, chosen)
    return {
        f"project-{project['project_id']}": partial(_sheet, catalog, chosen, words, project)
        for _, project in placed.iterrows()
    }


def _sheet(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> Panel:
    project_id = project["project_id"]
    facts = _facts(catalog, chosen, words, project)
    statuses = held_statuses(catalog, chosen, project_id)
    parts = [
        note_html([words("projects.sheet.as_of", date=words.date(chosen.period))]),
        table_html(facts),
        _headed(words("projects.sheet.history"), _history(catalog, words, project, statuses)),
        _figures(catalog, chosen, words, project_id),
        _conflicts(catalog, chosen, words, project),
        _summary(chosen, words, project),
        _headed(words("projects.sheet.references"), _references(catalog, words, project)),
    ]
    csv = csv_bytes(facts).decode("utf-8-sig")
    return Panel(words.of(project, "name"), "".join(parts), csv)


def _headed(text: str, html: str) -> str:
    return f'<h3 class="atlas-heading">{escape(text)}</h3>{html}'


def _facts(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> pd.DataFrame:
    own = references(catalog, words, project["refs"])
    also = f"{project['name_en']} · {project['name_zh']}"
    aliases = project["aliases"].replace(";", " · ") if isinstance(project["aliases"], str) else ""
    sectors = [project["sector"], project["sector_also"]]
    rows: list[tuple[str, str, object]] = [
        (words("projects.sheet.names"), also, own),
        (words("projects.sheet.aliases"), aliases, own),
        (words("projects.sheet.operator"), words.of(project, "operator"), own),
        (
            words("col.sector"),
            words.join(words(f"sector.{name}") for name in sectors if isinstance(name, str)),
            own,
        ),
        *_place(catalog, chosen, words, project),
    ]
    for step in _STEPS:
        dated = pd.Series([project[step]])
        if over_by(dated, chosen.period).iloc[0]:
            label = words(f"projects.step.{step}")
            rows.append((label, precision_text(words, project[step]), own))
    missing = []
    for column in AMOUNTS:
        figure = printed_amount(catalog, chosen, project["project_id"], column)
        label = words(f"projects.col.{column}")
        if figure is None:
            missing.append(label)
            continue
        value = amount_text(words, figure, project, column)
        dated_value = words("source.as_of", date=words.date(figure["as_of"]))
        text = value if column == "staff" else f"{value} · {dated_value}"
        rows.append((label, text, references(catalog, words, figure["refs"])))
    rows.append((words("projects.sheet.missing"), words.join(missing), ""))
    kept = [row for row in rows if row[1]]
    return pd.DataFrame(
        {
            words("projects.sheet.item"): [row[0] for row in kept],
            words("col.value"): [row[1] for row in kept],
            words("col.source"): pd.Series([row[2] for row in kept], dtype=object),
        }
    )


def _place(
    catalog: Catalog, chosen: Selection, words: Words, project: pd.Series
) -> list[tuple[str, str, object]]:
    places = visible(catalog["project_places"], chosen)
    places = places[places["project_id"] == project["project_id"]]
    supplied = "" if places.empty else _place_source(catalog, words, places.iloc[0])
    printed = catalog["projects"].set_index("project_id")["zone"][project["project_id"]]
    zone = zone_text(words, project)
    if project["zone"] != UNASSIGNED and project["zone_evidence"] != "illustrative":
        zone = words("projects.kinded", value=zone, kind=words.grade(project["zone_evidence"]))
    own = references(catalog, words, project["refs"])
    rows = [(words("col.zone"), zone, own if isinstance(printed, str) else supplied)]
    for _, place in places.dropna(subset=["lon", "lat"]).iterrows():
        point = f"{place['lat']:.4f}° N, {place['lon']:.4f}° E"
        text = words("projects.kinded", value=point, kind=words.grade(place["evidence"]))
        rows.append((words("projects.sheet.point"), text, supplied))
    return rows


def _place_source(catalog: Catalog, words: Words, place: pd.Series) -> object:
    if isinstance(place["assumption_id"], str):
        return assumption_text(catalog, words, place["assumption_id"])
    refs = place.get("refs")
    return references(catalog, words, refs) if isinstance(refs, str) else ""


def _history(catalog: Catalog, words: Words, project: pd.Series, statuses: pd.DataFrame) -> str:
    notes = [words("projects.sheet.pending")] if project["pending"] else []
    return note_html(notes) + table_html(history_table(catalog, words, statuses))


def _figures(catalog: Catalog, chosen: Selection, words: Words, project_id: str) -> str:
    rows = in_print(catalog, figures_about(catalog, project_id), chosen)
    groups = [
        f"<h4>{escape(words(f'projects.kind.{kind}'))}</h4>"
        + figures_html(catalog, words, group, chosen)
        for kind, group in rows.groupby("kind", sort=False)
    ]
    html = "".join(groups) or note_html([words("projects.sheet.no_figures")])
    return _headed(words("projects.sheet.figures"), html)


def _conflicts(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> str:
    html = conflict_html(catalog, words, conflict_ids(project["conflicts"]), chosen)
    return html and _headed(words("projects.sheet.conflicts"), html)


def _summary(chosen: Selection, words: Words, project: pd.Series) -> str:
    """Return the summary, which tells the whole time and so belongs to the latest date only."""
    text = words.of(project, "note")
    if not text or chosen.period.end < LATEST.end:
        return ""
    return _headed(words("projects.sheet.summary"), note_html([text]))


def _references(catalog: Catalog, words: Words, project: pd.Series) -> str:
    return note_html(references(catalog, words, ref) for ref in project["refs"].split(";"))
