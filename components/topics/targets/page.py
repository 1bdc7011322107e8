"""Targets for 2025: how far each is, what it asks for, and what was reported since."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import note, title
from components.linked.charts import sector_chart
from components.linked.columns import columns, opening
from components.linked.folded import folded
from components.origin.conflicts import conflicts_block
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.targets.growth import growth_chart
from components.topics.targets.later import later_bullets, targets_finding
from components.topics.targets.paths import PATHS, path_chart
from components.topics.targets.progress import (
    park_bullets,
    progress_cards,
    sector_targets,
    subject_bullets,
    unbased_table,
)
from components.topics.targets.scenario import option_name, scenario_result, scenario_sliders
from components.topics.targets.tables import all_targets, target_name
from data.placements import placed
from data.targets import declared_target, measured

VIEWS = {
    "path": ("measure", "path-kind", "path", "scenario", "scenario-result"),
    "sector": ("by-sector", "sector", "subject"),
    "later": ("later", "unbased"),
    "all": ("all",),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> None:
    """Place the slots; no map says anything about this."""
    del request
    left, right = opening()
    with left:
        slots("park")
    with right:
        slots("growth")
    slots("tabs")
    left, right = columns()
    with left:
        slots("measure", "path-kind", "path", "by-sector", "sector", "later")
    with right:
        slots("scenario", "scenario-result", "subject", "unbased")
    slots("all", "conflicts", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    measures = measured(catalog)
    measure = request.option("targets-measure", measures)
    path = next(one for one in PATHS if one == request.option("targets-path", PATHS))
    names = [(one, target_name(words, declared_target(catalog, one))) for one in measures]
    paths = [(one, words(f"targets.path_kind.{one}")) for one in PATHS]
    shown: Content = {
        "title": title(targets_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(progress_cards(catalog, chosen, words), words),
        "park": park_bullets(catalog, chosen, words),
        "growth": growth_chart(catalog, chosen, words, theme),
        "later": later_bullets(catalog, chosen, words),
        "measure": options_block("targets-measure", words("targets.measure"), names, measure),
        "path-kind": options_block("targets-path", words("targets.path_kind"), paths, path),
        "path": path_chart(catalog, chosen, words, theme, measure, path),
        "scenario": scenario_sliders(catalog, chosen, words, request.options),
        "scenario-result": scenario_result(catalog, chosen, words, request.options),
        "by-sector": sector_targets(catalog, chosen, words, theme),
        "sector": sector_chart(catalog, chosen, words, theme),
        "subject": subject_bullets(catalog, chosen, words),
        "unbased": unbased_table(catalog, chosen, words),
        "all": all_targets(catalog, chosen, words),
        "conflicts": conflicts_block(
            catalog, chosen, words, "targets-conflicts", placed(catalog, "targets", "conflicts")
        ),
        "limits": note(words("targets.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page(
    "targets", layout, content, options=("targets-measure", "targets-path", option_name("*"))
)
