"""The profile of a place that a project builds or equips: kind, size, where, what is to let."""

from __future__ import annotations

from functools import partial

from components.blocks.base import Panel, Panels, plain
from components.blocks.html_table import note_html, table_html
from components.blocks.profile import opener, profile_id
from components.blocks.text import Words
from components.linked.project_sheet import history_table
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.profiles.crests import crest, sign
from components.profiles.parts import (
    Row,
    figure_keys,
    fold,
    part,
    rows_html,
    rows_table,
    strip,
)
from components.profiles.project import conflicts_fold, place_rows, status_lead
from data.catalog import Catalog
from data.facilities import chosen_facilities, sizes
from data.in_print import figures_by, is_latest
from data.mentions import mentions
from data.selection import Selection
from data.status import held_statuses

_LETTING = "letting"


def building_panels(catalog: Catalog, chosen: Selection, words: Words) -> Panels:
    """Return the profile of every place known by the as-of date, by the id of its panel."""
    every = chosen_facilities(catalog, Selection(as_of=chosen.as_of, evidence=chosen.evidence))
    return {
        profile_id("building", one): partial(_panel, catalog, chosen, words, one)
        for one in every["project_id"]
    }


def building_profile(
    catalog: Catalog, chosen: Selection, words: Words, record: str
) -> Panel | None:
    """Return the profile of a place; ``None`` if no project of that id builds or equips one."""
    every = chosen_facilities(catalog, Selection(as_of=chosen.as_of, evidence=chosen.evidence))
    return _panel(catalog, chosen, words, record) if record in set(every["project_id"]) else None


def _panel(catalog: Catalog, chosen: Selection, words: Words, record: str) -> Panel:
    when = Selection(as_of=chosen.as_of, evidence=chosen.evidence)
    every = chosen_facilities(catalog, when)
    place = every[every["project_id"] == record].iloc[0]
    own = references(catalog, words, place["refs"])
    kind = words(f"facilities.kind.{place['kind']}")
    name = words.of(place, "name")
    rows = [
        *place_rows(catalog, when, words, place),
        Row(words("profile.built_by"), opener(name, profile_id("project", record)), own, name),
        Row(words("projects.sheet.operator"), words.of(place, "operator"), own),
        Row(words("col.sector"), words(f"sector.{place['sector']}"), own),
    ]
    known = figures_by(catalog, sizes(catalog, record), catalog.as_of(when))
    measured = strip(catalog, words, when, figure_keys(words, known))
    measured = measured or plain(note_html([words("profile.no_size")]))
    terms = mentions(catalog, when, _LETTING)
    let = [
        Origin(
            words("printed.named", subject=words.of(row, "name"), what=words.of(row, "text")),
            row["evidence"],
            as_of=row["as_of"],
            kind=words(f"mentions.kind.{row['kind']}"),
            refs=row["refs"],
        )
        for _, row in terms.iterrows()
    ]
    held = held_statuses(catalog, catalog.as_of(when), record)
    # The note sums up all articles, later ones too.
    note = [words.of(place, "note")] if is_latest(catalog, catalog.as_of(when)) else []
    body = (
        *plain(status_lead(words, place)),
        *plain(rows_html(rows)),
        *plain(note_html(note)),
        *part(words("profile.size"), measured),
        *part(
            words("profile.inside"),
            plain(note_html([words("profile.inside_unknown")])),
            fold(words("profile.letting"), origin_body(catalog, words, let, when)),
        ),
        *conflicts_fold(catalog, when, words, place),
        *fold(words("profile.wording"), plain(table_html(history_table(catalog, words, held)))),
    )
    named = list(zip(every["project_id"], every[f"name_{words.lang}"], strict=True))
    said = words("profile.of_kind", kind=words("profile.kind.building"), name=kind)
    head = crest(words, "building", sign(words, place["status"]), record, named, said=said)
    return Panel(name, body, rows_table(words, rows), head)
