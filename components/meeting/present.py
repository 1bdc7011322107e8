"""The presentation: the scene that is shown, its neighbours ready to draw, and questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from components.blocks.bar_chart import Bars
from components.blocks.base import Block, Content, sent
from components.blocks.contact import contact_block, contact_html
from components.blocks.plain import note, title
from components.linked.ages import aged_cards
from components.map.linked_map import drawn_at, map_blocks
from components.meeting.found_panels import found_panels
from components.meeting.leave_panel import leave_panel
from components.meeting.pitch.names import PAGE as PITCH
from components.meeting.running_order import (
    FIT,
    PACE_WORDS,
    order_of,
    order_panel,
    plan_of,
    spoken_of,
)
from components.meeting.scenes import SceneView, scene_blocks
from components.meeting.stage import help_panel, qr_panel
from components.session.request import Request
from components.session.theme import THEMES, Mode, Theme, css_tokens
from data.brand import brand
from data.coverages import coverages, phases
from data.running_order import RunningOrder
from data.selection import Selection
from data.stories import Scene, Story
from data.story_files import usable_stories


@dataclass(frozen=True, kw_only=True)
class Stage(Block):
    """A scene with its neighbours, and the words around it."""

    kind: ClassVar[str] = "stage"
    HIDDEN: ClassVar = frozenset({"panels", "graded"})
    story: str
    stories: list[list[str]]
    order: list[list[str]]
    at: str
    lang: str
    theme: str
    other: dict[str, str]
    speaker: str
    drawn: str
    scenes: dict[str, dict[str, Any]]
    plan: dict[str, object]
    asked: dict[str, Any] | None
    words: dict[str, str]
    graded: tuple[str, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number of the scenes."""
        return self.graded


def stage_content(request: Request) -> Content:
    """Return the stage: the present scene with its neighbours, prepared ahead."""
    catalog, words, theme = request.catalog, request.words, request.theme
    opened = request.held if isinstance(request.held, Story) else None
    found = {opened.story_id: opened} if opened else told_stories()
    chosen = opened or found.get(request.options.get("present-story", ""))
    story = chosen or next(iter(found.values()))
    scene = story.scene(request.options.get("present-scene", "")) or story.scenes[0]
    running = order_of(story, request.options)
    near = {scene, *_beside(running, scene)}
    made = {one: scene_blocks(catalog, one, words, theme) for one in near}
    asked = _question(request, scene)
    # What opens from the present scene counts, where its neighbours have panels of the same name.
    views = [*(made[one] for one in near - {scene}), made[scene], *([asked] if asked else [])]
    shown = [part for one in views for part in (one.headline, one.chart) if part]
    lang = request.chosen.lang
    address = {"story": story.story_id, "scene": scene.scene_id} | ({"lang": lang} if lang else {})
    stage = Stage(
        story=story.story_id,
        stories=[
            [one.story_id, one.title(words.lang), *entry(one.scenes[0])] for one in found.values()
        ],
        order=[[*entry(one), one.title(words.lang)] for one in story.scenes],
        at=scene.scene_id,
        lang=lang or "",
        theme=theme.mode,
        other={"lang": "en" if words.lang == "zh" else "zh", "theme": _next(theme)},
        speaker=css_tokens(THEMES["dark"]),  # whose window stands in a dark hall
        drawn=f"{words.lang} {theme.mode}",
        scenes={
            one.scene_id: _sent(request, one, view, _top(request, story, one))
            for one, view in made.items()
        },
        plan=plan_of(running, request.options),
        asked=_sent(request, scene, asked, _top(request, story, scene)) if asked else None,
        words={
            name: words(f"present.{name}")
            for name in (
                "sources",
                "story",
                "notes",
                "next",
                "end",
                "elapsed",
                "restart",
                "blocked",
            )
        }
        | {
            name: words(f"order.{name}", time="{time}", spent="{spent}", planned="{planned}")
            for name in PACE_WORDS
        }
        | {"back": words("present.back")},
        panels=found_panels(request)
        | {name: make for part in shown for name, make in part.panels.items()}
        | {
            "present-order": lambda: order_panel(
                words,
                story,
                running,
                spoken_of(story, request.options),
                is_fitted=bool(request.options.get(FIT)),
            ),
            "present-help": lambda: help_panel(words),
            "present-take": lambda: leave_panel(request, story),
            "present-qr": lambda: qr_panel(words, request.address, urlencode(address)),
        },
        graded=tuple(grade for part in shown for grade in part.grades),
    )
    return {
        **map_blocks(request),
        "title": title(scene.title(words.lang)),
        "stage": stage,
        "limits": note(words("present.limits")),
    }


def _beside(running: RunningOrder, scene: Scene) -> tuple[Scene, Scene]:
    """Return the scenes before and after one that are told; the last one knows the first."""
    told = [step.scene for step in running.steps if step.is_told or step.scene == scene]
    place = told.index(scene)
    return told[place - 1], told[(place + 1) % len(told)]


def told_stories() -> dict[str, Story]:
    """Return the stories as they are told: whom to ask is left out until the office has said it."""
    found = usable_stories()
    if brand().contact.is_filled:
        return found
    return {name: _without_contact(story) for name, story in found.items()}


def _without_contact(story: Story) -> Story:
    scenes = tuple(one for one in story.scenes if one.layout != "contact")
    return replace(story, scenes=scenes or story.scenes)


def _next(theme: Theme) -> Mode:
    modes = list(THEMES)
    return modes[(modes.index(theme.mode) + 1) % len(modes)]


def of_scene(scene: Scene) -> Selection:
    """Return the selection of a scene for the map, which shows schematic shapes."""
    return replace(scene.selection, evidence="all")


def _query(selection: Selection) -> str:
    return urlencode(replace(selection, evidence="all", lang=None).to_query(), safe=",")


def entry(scene: Scene) -> tuple[str, str]:
    """Return what the browser posts to show a scene: its id and its query."""
    return scene.scene_id, _query(scene.selection)


def _question(request: Request, scene: Scene) -> SceneView | None:
    """Return the scene as a question asks for it, or ``None`` if it is as the story has it."""
    asked = _query(request.chosen)
    if _at_latest(request, request.chosen) == _at_latest(request, scene.selection):
        return None
    other = replace(scene, query=asked)
    return scene_blocks(request.catalog, other, request.words, request.theme)


def _at_latest(request: Request, selection: Selection) -> str:
    """Return the query of a selection, in which the latest date is left out as in any link."""
    is_latest = selection.as_of == request.catalog.latest.text
    return _query(replace(selection, as_of="") if is_latest else selection)


def _top(request: Request, story: Story, scene: Scene) -> float:
    """Return where the axis of a chart ends: at the most of all scenes that share it in a row."""
    place, run = story.scenes.index(scene), [scene]
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(story.scenes) and story.scenes[at].chart == scene.chart:
            run.append(story.scenes[at])
            at += step
    views = (scene_blocks(request.catalog, one, request.words, request.theme) for one in run)
    return max((view.chart.top for view in views if isinstance(view.chart, Bars)), default=0)


def _phases(request: Request, view: SceneView) -> tuple[str, ...]:
    """Return the layers between which an outline opens: the phases of a system that are shown."""
    every = (phases(request.catalog, one.system) for one in coverages(request.catalog))
    shown = (tuple(one for one in ids if one in view.map_layers) for ids in every)
    return max(shown, key=len, default=())


def _sent(request: Request, scene: Scene, view: SceneView, top: float) -> dict[str, Any]:
    """Return a scene as the browser gets it."""
    chart = sent(view.chart) if view.chart else None
    headline = view.headline
    contact = contact_block(brand(), request.words) if view.layout == "contact" else None
    if headline:
        headline = aged_cards(headline, view.chosen, request.words, request.today)
    # The title of the scene is the finding.
    if chart and (scene.layout == "visual" or scene.chart.startswith(f"{PITCH}/")):
        chart["finding"] = ""
    if chart and "top" in chart:
        chart["top"] = max(top, chart["top"])
    return {
        "id": scene.scene_id,
        "query": _query(scene.selection),
        "title": view.title,
        "text": view.text,
        "caveat": view.caveat,
        "layout": view.layout,
        "motion": view.motion,
        "headline": sent(headline) if headline else None,
        "chart": chart,
        "view": drawn_at(view.view, request.seen.basemap),
        "layers": view.map_layers,
        "contact": contact_html(contact) if contact else "",
        "phases": _phases(request, view) if view.motion == "open" else [],
        "notes": view.notes,
        "sources": view.sources,
        "dwell": scene.dwell,
    }
