"""All that is in print about one project, as the sheet that opens from any view of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, Panel, Panels, Section, plain
from components.blocks.html_table import cells_frame, note_html, table_html
from components.blocks.table import Opening
from components.blocks.text import Words, figure_text
from components.linked.mentions import project_mentions
from components.origin.conflicts import conflict_html
from components.origin.counted import zone_text
from components.origin.references import assumption_text, references
from components.origin.values import figures_body
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.in_print import in_print, is_latest
from data.periods import over_by, parse_period
from data.project_figures import AMOUNTS, figures_about, investment_kind, printed_amount
from data.selection import Selection, visible
from data.status import UNASSIGNED, held_statuses, placed_projects

_STEPS = ("signed", "construction_start", "operating_since")


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
    return Opening(name, f"project-{project['project_id']}", project["status_evidence"])


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
    statuses = held_statuses(catalog, catalog.as_of(chosen), project_id)
    before = [
        note_html([words("projects.sheet.as_of", date=words.date(catalog.as_of(chosen)))]),
        table_html(facts),
        _headed(words("projects.sheet.history"), _history(catalog, words, project, statuses)),
    ]
    after = [
        _conflicts(catalog, chosen, words, project),
        _summary(catalog, chosen, words, project),
        _headed(words("projects.sheet.references"), _references(catalog, words, project)),
    ]
    body = (
        *plain(Markup().join(before)),
        *_figures(catalog, chosen, words, project_id),
        *_mentions(catalog, chosen, words, project_id),
        *plain(Markup().join(after)),
    )
    return Panel(words.of(project, "name"), body, facts)


def _headed(text: str, html: Markup) -> Markup:
    return Markup('<h3 class="atlas-heading">{}</h3>{}').format(text, html)


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
        if over_by(dated, catalog.as_of(chosen)).iloc[0]:
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
        text = value
        if column != "staff" and isinstance(figure["as_of"], str):
            text = f"{value} · {words('source.as_of', date=words.date(figure['as_of']))}"
        rows.append((label, text, references(catalog, words, figure["refs"])))
    rows.append((words("projects.sheet.missing"), words.join(missing), ""))
    kept = [row for row in rows if row[1]]
    return cells_frame(
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


def _history(catalog: Catalog, words: Words, project: pd.Series, statuses: pd.DataFrame) -> Markup:
    notes = [words("projects.sheet.pending")] if project["pending"] else []
    return note_html(notes) + table_html(history_table(catalog, words, statuses))


def _figures(catalog: Catalog, chosen: Selection, words: Words, project_id: str) -> Body:
    rows = in_print(catalog, figures_about(catalog, project_id), catalog.as_of(chosen))
    head, body = words("projects.sheet.figures"), tuple[Section, ...]()
    for kind, group in rows.groupby("kind", sort=False):
        body += plain(Markup("<h4>{}</h4>").format(words(f"projects.kind.{kind}")))
        body += figures_body(catalog, words, group, chosen)
    return plain(_headed(head, Markup())) + (
        body or plain(note_html([words("projects.sheet.no_figures")]))
    )


def _mentions(catalog: Catalog, chosen: Selection, words: Words, project_id: str) -> Body:
    body = project_mentions(catalog, chosen, words, project_id)
    return body and plain(_headed(words("projects.sheet.mentions"), Markup())) + body


def _conflicts(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> Markup:
    html = conflict_html(catalog, words, conflict_ids(project["conflicts"]), chosen)
    return html and _headed(words("projects.sheet.conflicts"), html)


def _summary(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> Markup:
    """Return the summary, which tells the whole time and so belongs to the latest date only."""
    text = words.of(project, "note")
    if not text or not is_latest(catalog, catalog.as_of(chosen)):
        return Markup()
    return _headed(words("projects.sheet.summary"), note_html([text]))


def _references(catalog: Catalog, words: Words, project: pd.Series) -> Markup:
    return note_html(references(catalog, words, ref) for ref in project["refs"].split(";"))
