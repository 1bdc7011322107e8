"""The profile of an enterprise: one that an article names, or one of the office's register."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, Panel, Panels, plain
from components.blocks.html_table import cells_frame, column, note_html, table_html
from components.blocks.profile import Crest, opener, profile_id
from components.blocks.text import Words
from components.origin.references import assumption_text, references
from components.profiles.crests import crest, sign
from components.profiles.parts import (
    Row,
    asked_part,
    figure_keys,
    fold,
    openers_html,
    part,
    rows_html,
    rows_table,
    strip,
)
from data.catalog import Catalog
from data.in_print import has_appeared, is_latest
from data.listed import listed_enterprise
from data.named import aliases, figures_about, named_enterprises, own_projects
from data.selection import Selection


def enterprise_panels(
    catalog: Catalog, chosen: Selection, words: Words, firms: pd.DataFrame
) -> Panels:
    """Return the profile of each named enterprise of a frame, by the id of its panel."""
    return {
        profile_id("enterprise", firm): partial(_named, catalog, chosen, words, firm)
        for firm in firms["enterprise_id"]
    }


def enterprise_profile(
    catalog: Catalog, chosen: Selection, words: Words, record: str
) -> Panel | None:
    """Return the profile of an enterprise; ``None`` if none is known of that id by the date.

    Parameters
    ----------
    record : str
        Of the table of named enterprises, else of the register.
    """
    named = set(named_enterprises(catalog, chosen)["enterprise_id"])
    if record in named:
        return _named(catalog, chosen, words, record)
    row = listed_enterprise(catalog, chosen, record)
    if row is None:
        return None
    if row.get("enterprise_id") in named:
        return _named(catalog, chosen, words, str(row["enterprise_id"]))
    return _listed(catalog, words, row)


def _named(catalog: Catalog, chosen: Selection, words: Words, record: str) -> Panel:
    whole = Selection(as_of=chosen.as_of, evidence=chosen.evidence)
    every = named_enterprises(catalog, whole)
    firm = every[every["enterprise_id"] == record].iloc[0]
    links = _sectors(catalog, chosen, firm)
    rows = [
        Row(words("profile.also_called"), _other_names(words, firm)),
        Row(
            words("enterprises.sheet.sectors"),
            words.join(words(f"sector.{one}") for one in firm["sectors"])
            or words("enterprises.no_sector"),
            references(catalog, words, ";".join(dict.fromkeys(";".join(links["refs"]).split(";")))),
        ),
        Row(
            words("profile.first_mention"),
            words("profile.not_arrival", date=words.date(firm["first_mention"])),
            _known(catalog, chosen, words, firm["refs"]),
        ),
        Row(words("col.zone"), *_zone(catalog, chosen, words, record)),
    ]
    notes = []
    if isinstance(firm["group_zh"], str):
        notes.append(words("enterprises.sheet.group", name=firm["group_zh"]))
    # A note tells the whole time, so it belongs to the latest date only.
    if words.of(firm, "note") and is_latest(catalog, catalog.as_of(chosen)):
        notes.append(words.of(firm, "note"))
    told = {
        "done": _projects(catalog, whole, words, firm),
        "size": _figures(catalog, whole, words, firm),
    }
    body = (
        *plain(rows_html(rows)),
        *plain(note_html(notes)),
        *(section for one in told.values() for section in one),
        *asked_part(words, (words(f"profile.unknown.{what}") for what in told if not told[what])),
        *fold(
            words("profile.headings"), plain(table_html(_headings(catalog, chosen, words, links)))
        ),
        *fold(words("profile.sources"), plain(_sources(catalog, chosen, words, firm["refs"]))),
    )
    named = list(zip(every["enterprise_id"], every[f"name_{words.lang}"], strict=True))
    head = crest(words, "enterprise", words.of(firm, "name")[:1], record, named)
    return Panel(words.of(firm, "name"), body, rows_table(words, rows), head)


def _other_names(words: Words, firm: pd.Series) -> str:
    other = "en" if words.lang == "zh" else "zh"
    return " · ".join(dict.fromkeys([firm[f"name_{other}"], *aliases(firm)]))


def _known(catalog: Catalog, chosen: Selection, words: Words, refs: str) -> str:
    held = [ref for ref in refs.split(";") if has_appeared(catalog, ref, catalog.as_of(chosen))]
    return references(catalog, words, ";".join(held))


def _sectors(catalog: Catalog, chosen: Selection, firm: pd.Series) -> pd.DataFrame:
    """Return under which headings the sources of the date list an enterprise."""
    links = catalog["enterprise_sectors"]
    links = links[links["enterprise_id"] == firm["enterprise_id"]]
    out = [has_appeared(catalog, refs, catalog.as_of(chosen)) for refs in links["refs"]]
    held: pd.DataFrame = links[np.array(out, dtype=bool)]
    return held


def _headings(
    catalog: Catalog, chosen: Selection, words: Words, links: pd.DataFrame
) -> pd.DataFrame:
    return cells_frame(
        {
            words("col.sector"): [words(f"sector.{sector}") for sector in links["sector"]],
            words("enterprises.col.printed"): links["label_zh"],
            words("col.source"): column(
                (_known(catalog, chosen, words, refs) for refs in links["refs"]), links
            ),
        }
    )


def _zone(catalog: Catalog, chosen: Selection, words: Words, record: str) -> tuple[str, str, str]:
    """Return the zone of a named enterprise: as a register has it, assumed, or not in print."""
    row = listed_enterprise(catalog, chosen, record, column="enterprise_id")
    if row is None:
        return words("zone.unassigned"), "", ""
    return _zone_of(catalog, words, row)


def _zone_of(catalog: Catalog, words: Words, row: pd.Series) -> tuple[str, str, str]:
    name = words(f"zone.{row['zone']}")
    assumed = row["evidence"] == "illustrative"
    grade = words.grade(row["evidence"])
    text = (
        f"▨ {words('map.schematic', name=name)}"
        if assumed
        else words("projects.kinded", value=name, kind=grade)
    )
    source = (
        assumption_text(catalog, words, str(row["assumption_id"]))
        if assumed
        else references(catalog, words, row.get("refs"))
    )
    return opener(text, profile_id("zone", row["zone"])), source, text


def _projects(catalog: Catalog, chosen: Selection, words: Words, firm: pd.Series) -> Body:
    projects = own_projects(catalog, chosen, firm)
    items = []
    for _, project in projects.iterrows():
        said = words(f"status.{project['status']}").partition(" ")[2]
        name = words("projects.kinded", value=words.of(project, "name"), kind=said)
        panel = profile_id("project", project["project_id"])
        items.append((sign(words, project["status"]), name, panel))
    body = plain(openers_html(items)) if items else ()
    return part(words("enterprises.sheet.projects"), body)


def _figures(catalog: Catalog, chosen: Selection, words: Words, firm: pd.Series) -> Body:
    about = figures_about(catalog, chosen, firm, own_projects(catalog, chosen, firm))
    title = words("enterprises.sheet.figures")
    return part(title, strip(catalog, words, chosen, figure_keys(words, about)))


def _sources(catalog: Catalog, chosen: Selection, words: Words, refs: str) -> Markup:
    return note_html(
        references(catalog, words, ref)
        for ref in refs.split(";")
        if has_appeared(catalog, ref, catalog.as_of(chosen))
    )


def _listed(catalog: Catalog, words: Words, row: pd.Series) -> Panel:
    """Return the profile of an enterprise of the register, as far as its row tells."""
    named = row.get("name")
    title = named if isinstance(named, str) else words("profile.unnamed")
    sector = row["sector"]
    since, status = row.get("since_year"), row.get("status")
    source = _zone_of(catalog, words, row)[1]
    rows = [
        Row(words("col.zone"), *_zone_of(catalog, words, row)),
        Row(
            words("col.sector"),
            words(f"sector.{sector}")
            if isinstance(sector, str)
            else words("enterprises.no_sector"),
            source,
        ),
        Row(
            words("col.status"),
            words(f"status.{status}") if isinstance(status, str) else "",
            source,
        ),
        Row(
            words("profile.since"),
            words.date(f"{int(since):04}") if since is not None and pd.notna(since) else "",
            source,
        ),
    ]
    note = [] if isinstance(named, str) else [words("profile.unnamed_note")]
    body = (*plain(rows_html(rows)), *plain(note_html(note)))
    mark = title[:1] if isinstance(named, str) else "▨"
    crest = Crest(words("profile.kind.enterprise"), mark)
    return Panel(title, body, rows_table(words, rows), crest)
