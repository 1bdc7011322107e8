"""The profile of a project: how far it is, where, what it costs and holds, since when, by whom."""

from __future__ import annotations

from functools import partial

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, Panel, Panels, plain
from components.blocks.html_table import note_html, table_html
from components.blocks.profile import opener, profile_id
from components.blocks.text import Words
from components.linked.mentions import project_mentions
from components.linked.project_sheet import amount_text, history_table, precision_text
from components.origin.conflicts import conflict_html
from components.origin.counted import zone_text
from components.origin.references import assumption_text, references
from components.origin.values import figure_origin
from components.profiles.crests import crest, sign
from components.profiles.parts import (
    Key,
    Row,
    figure_keys,
    figure_small,
    fold,
    part,
    rows_html,
    rows_table,
    strip,
)
from components.profiles.time_bar import time_bar
from data.by_id import by_id
from data.catalog import Catalog
from data.conflicts import conflict_ids, conflicts_by
from data.in_print import in_print, is_latest
from data.named import aliases
from data.periods import over_by
from data.project_figures import AMOUNTS, figures_about, printed_amount
from data.selection import Selection, visible
from data.status import UNASSIGNED, held_statuses, placed_projects

_STEPS = ("signed", "construction_start", "operating_since")


def project_panels(catalog: Catalog, chosen: Selection, words: Words) -> Panels:
    """Return the profile of every project known by the as-of date, by the id of its panel."""
    return {
        profile_id("project", project_id): partial(_panel, catalog, chosen, words, project_id)
        for project_id in placed_projects(catalog, chosen)["project_id"]
    }


def project_profile(
    catalog: Catalog, chosen: Selection, words: Words, project_id: str
) -> Panel | None:
    """Return the profile of a project; ``None`` if it is not known by the as-of date."""
    known = placed_projects(catalog, chosen)["project_id"]
    return _panel(catalog, chosen, words, project_id) if project_id in set(known) else None


def _panel(catalog: Catalog, chosen: Selection, words: Words, project_id: str) -> Panel:
    every = placed_projects(catalog, chosen)
    project = every[every["project_id"] == project_id].iloc[0]
    places, steps = (make(catalog, chosen, words, project) for make in (place_rows, _steps))
    about = _about(catalog, words, project)
    amounts = _amounts(catalog, chosen, words, project)
    missing = [words(f"projects.col.{name}") for name in AMOUNTS if name not in amounts]
    told = [words(f"projects.col.{name}") for name in _asked_for(project) if name not in amounts]
    lacking = [words("profile.lacking", items=words.join(told))] if told else []
    held = held_statuses(catalog, catalog.as_of(chosen), project_id)
    body = (
        *plain(status_lead(words, project)),
        *plain(rows_html(places[:1])),
        *strip(catalog, words, chosen, [key for key, _ in amounts.values()]),
        *plain(note_html(lacking)),
        *part(
            words("profile.time"),
            plain(time_bar(words, held, catalog.as_of(chosen).end)),
            plain(rows_html(steps)),
            plain(note_html([words("projects.sheet.pending")] if project["pending"] else [])),
        ),
        *part(
            words("profile.about"),
            plain(rows_html([*about, *places[1:]])),
            _summary(catalog, chosen, words, project),
        ),
        *conflicts_fold(catalog, chosen, words, project),
        *_figures(
            catalog,
            chosen,
            words,
            project_id,
            {key.origin.figure_id for key, _ in amounts.values()},
        ),
        *fold(
            words("projects.sheet.mentions"),
            project_mentions(catalog, chosen, words, project_id),
        ),
        *fold(words("profile.wording"), plain(table_html(history_table(catalog, words, held)))),
        *fold(
            words("projects.sheet.references"),
            plain(note_html(references(catalog, words, one) for one in project["refs"].split(";"))),
        ),
    )
    saved = [*places, *about, *steps, *(row for _, row in amounts.values())]
    saved += [Row(words("projects.sheet.missing"), words.join(missing))]
    return Panel(
        words.of(project, "name"),
        body,
        rows_table(words, saved),
        crest(
            words,
            "project",
            sign(words, project["status"]),
            project_id,
            list(zip(every["project_id"], every[f"name_{words.lang}"], strict=True)),
        ),
    )


def _asked_for(project: pd.Series) -> list[str]:
    """Return the amounts that a reader looks for: seats only where the project has any."""
    seats = [name for name in AMOUNTS if AMOUNTS[name] == "seat"]
    has_seats = project[seats].notna().any()
    return [name for name in AMOUNTS if has_seats or name not in seats]


def status_lead(words: Words, project: pd.Series) -> Markup:
    """Return how far it is and the few words on which that rests."""
    quoted = words("projects.quoted", text=words.of(project, "wording"))
    return Markup('<p class="atlas-lead"><b>{}</b> <q>{}</q> <small>{}</small></p>').format(
        words(f"status.{project['status']}"),
        quoted.strip("“”"),
        words(
            "profile.dated",
            date=words.date(project["status_date"]),
            grade=words.grade(project["status_evidence"]),
        ),
    )


def _amounts(
    catalog: Catalog, chosen: Selection, words: Words, project: pd.Series
) -> dict[str, tuple[Key, Row]]:
    """Return the amounts in print, each as a number of the strip and as a row to save."""
    found = {}
    for column in AMOUNTS:
        figure = printed_amount(catalog, chosen, project["project_id"], column)
        if figure is None:
            continue
        label = words(f"projects.col.{column}")
        text = amount_text(words, figure, project, column)
        if column != "staff" and isinstance(figure["as_of"], str):
            text = f"{text} · {words('source.as_of', date=words.date(figure['as_of']))}"
        source = references(catalog, words, figure["refs"])
        found[column] = (
            Key(label, figure_origin(words, figure), figure_small(words, figure)),
            Row(label, text, source),
        )
    return found


def place_rows(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> list[Row]:
    """Return the zone, in print, assumed or unknown, and the point, if there is one."""
    places = visible(catalog["project_places"], chosen)
    places = places[places["project_id"] == project["project_id"]]
    supplied = "" if places.empty else _place_source(catalog, words, places.iloc[0])
    printed = by_id(catalog, "projects", "project_id")["zone"][project["project_id"]]
    zone = zone_text(words, project)
    if project["zone"] == UNASSIGNED:
        shown, source = zone, ""
    else:
        if project["zone_evidence"] != "illustrative":
            grade = words.grade(project["zone_evidence"])
            zone = words("projects.kinded", value=zone, kind=grade)
        shown = opener(zone, profile_id("zone", project["zone"]))
        own = references(catalog, words, project["refs"])
        source = own if isinstance(printed, str) else supplied
    rows = [Row(words("col.zone"), shown, source, zone)]
    for _, place in places.dropna(subset=["lon", "lat"]).iterrows():
        point = f"{place['lat']:.4f}° N, {place['lon']:.4f}° E"
        text = words("projects.kinded", value=point, kind=words.grade(place["evidence"]))
        rows.append(Row(words("projects.sheet.point"), text, supplied))
    return rows


def _place_source(catalog: Catalog, words: Words, place: pd.Series) -> str:
    if isinstance(place["assumption_id"], str):
        return assumption_text(catalog, words, place["assumption_id"])
    return references(catalog, words, place.get("refs"))


def _steps(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> list[Row]:
    """Return when it was signed, begun and opened, as far as these days are over."""
    own, as_of = references(catalog, words, project["refs"]), catalog.as_of(chosen)
    return [
        Row(words(f"projects.step.{step}"), precision_text(words, project[step]), own)
        for step in _STEPS
        if over_by(pd.Series([project[step]]), as_of).iloc[0]
    ]


def _about(catalog: Catalog, words: Words, project: pd.Series) -> list[Row]:
    own = references(catalog, words, project["refs"])
    sectors = [project["sector"], project["sector_also"]]
    other = "en" if words.lang == "zh" else "zh"
    names = " · ".join([project[f"name_{other}"], *aliases(project)])
    built = project["facility"]
    building = (
        opener(words(f"facilities.kind.{built}"), profile_id("building", project["project_id"]))
        if isinstance(built, str)
        else ""
    )
    return [
        Row(words("projects.sheet.operator"), words.of(project, "operator"), own),
        Row(
            words("col.sector"),
            words.join(words(f"sector.{name}") for name in sectors if isinstance(name, str)),
            own,
        ),
        Row(
            words("profile.builds"),
            building,
            own,
            words(f"facilities.kind.{built}") if building else "",
        ),
        Row(words("profile.also_called"), names, own),
    ]


def _figures(
    catalog: Catalog, chosen: Selection, words: Words, project_id: str, said: set[str]
) -> Body:
    """Return all other figures in print."""
    rows = in_print(catalog, figures_about(catalog, project_id), catalog.as_of(chosen))
    if rows.empty:
        return part(
            words("projects.sheet.figures"),
            plain(note_html([words("projects.sheet.no_figures")])),
        )
    # What stands in the strip already is not said twice.
    rows = rows[~rows["figure_id"].isin(said)]
    return part(
        words("projects.sheet.figures"), strip(catalog, words, chosen, figure_keys(words, rows))
    )


def conflicts_fold(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> Body:
    """Return on what the sources of a project disagree, folded; nothing if they agree."""
    ids = conflict_ids(project["conflicts"])
    html = conflict_html(catalog, words, ids, chosen)
    count = len(conflicts_by(catalog, ids, catalog.as_of(chosen)))
    return fold(words("profile.conflicts", count=count), plain(html)) if html else ()


def _summary(catalog: Catalog, chosen: Selection, words: Words, project: pd.Series) -> Body:
    """Return the summary, which tells the whole time and so belongs to the latest date only."""
    text = words.of(project, "note")
    if not text or not is_latest(catalog, catalog.as_of(chosen)):
        return ()
    return plain(note_html([text]))
