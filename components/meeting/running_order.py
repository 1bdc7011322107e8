"""The running order of a story as a panel on the stage: lengths, what is left out, on paper too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Panel, plain
from components.blocks.html_table import note_html
from components.blocks.text import Words
from data.running_order import (
    LEAST,
    MINUTES,
    MOST,
    RunningOrder,
    Step,
    clock,
    minutes_of,
    running_order,
    spoken_seconds,
)
from data.stories import Story

TARGET, FIT, SPOKEN, TAKE = "present-target", "present-fit", "present-spoken", "present-take"
# What the browser says of the time as it passes (``browser/blocks.py``: StageWords).
PACE_WORDS = (
    *("began", "pace_ahead", "pace_behind", "pace_even"),
    *("pace_scene", "pace_whole"),
)
OPTIONS = (TARGET, FIT, SPOKEN, TAKE)


def order_of(story: Story, options: Mapping[str, str]) -> RunningOrder:
    """Return the running order that the presenter asked for."""
    minutes = minutes_of(options.get(TARGET, "")) or 0
    return running_order(story.scenes, minutes, is_fitted=bool(options.get(FIT)))


def spoken_of(story: Story, options: Mapping[str, str]) -> dict[str, int]:
    """Return the seconds that the presenter spoke on each scene when it was rehearsed last."""
    return spoken_seconds(dict(parse_qsl(options.get(SPOKEN, ""))), story.scenes)


def plan_of(order: RunningOrder, options: Mapping[str, str]) -> dict[str, object]:
    """Return what the browser needs to know of a running order (``browser/blocks.py``: Plan)."""
    return {
        "seconds": [step.scene.dwell for step in order.steps],
        "out": [step.number - 1 for step in order.left_out],
        "target": order.target,
        "fit": str(order.target // 60) if order.target and options.get(FIT) else "",
    }


def order_panel(
    words: Words, story: Story, order: RunningOrder, spoken: Mapping[str, int], *, is_fitted: bool
) -> Panel:
    """Return the list of scenes with their times, and what may be done about them."""
    parts = (
        _lengths(words, order),
        _verdict(words, order, is_fitted=is_fitted),
        _table(words, order, spoken),
        _deeds(words, story, spoken),
    )
    title = words("order.title", story=story.title(words.lang))
    return Panel(title, plain(Markup().join(parts)), _sheet(words, order, spoken))


def _chip(option: str, value: object, text: str, *, pressed: bool | None = None) -> Markup:
    state = "" if pressed is None else Markup(' aria-pressed="{}"').format(str(pressed).lower())
    return Markup('<button class="atlas-chip" data-option="{}:{}"{}>{}</button>').format(
        option, value, state, text
    )


def _lengths(words: Words, order: RunningOrder) -> Markup:
    """Return the lengths on offer, and a field for any other."""
    minutes = order.target // 60
    chips = [_chip(TARGET, "", words("order.any"), pressed=not minutes)]
    chips += [
        _chip(TARGET, one, words("order.minutes", count=one), pressed=one == minutes)
        for one in MINUTES
    ]
    field = Markup(
        '<label class="atlas-order-other">{} <input class="atlas-input" type="number" min="{}" '
        'max="{}" inputmode="numeric" data-field="{}" value="{}"></label>'
    ).format(
        words("order.other"),
        LEAST,
        MOST,
        TARGET,
        minutes if minutes and minutes not in MINUTES else "",
    )
    return Markup(
        '<div class="atlas-chips atlas-order-lengths" role="group" aria-label="{}">{}{}</div>'
    ).format(words("order.length"), Markup().join(chips), field)


def _verdict(words: Words, order: RunningOrder, *, is_fitted: bool) -> Markup:
    """Say how long it takes, whether that fits, and offer what makes it fit."""
    told = len(order.steps) - len(order.left_out)
    said = [words("order.takes", count=told, time=clock(order.seconds))]
    fits = is_fitted and bool(order.target)
    if order.over and fits:
        said.append(words("order.cannot", time=clock(order.over)))
    elif order.over:
        said.append(words("order.over", time=clock(order.over)))
    elif order.target:
        said.append(words("order.spare", time=clock(order.target - order.seconds)))
    if order.left_out:
        said.append(words("order.left_out", count=len(order.left_out)))
    button = Markup()
    if fits:
        button = _chip(FIT, "", words("order.tell_all"))
    elif order.over:
        button = _chip(FIT, 1, words("order.fit", minutes=order.target // 60))
    sentences = Markup().join(Markup("<span>{}</span>").format(one) for one in said)
    return Markup('<p class="atlas-order-said" role="status">{}</p>{}').format(sentences, button)


def _columns(words: Words, spoken: Mapping[str, int]) -> list[str]:
    names = ["number", "start", "scene", "planned", *(["spoken"] if spoken else []), "notes"]
    return [words(f"order.{name}") for name in names]


def _cells(words: Words, step: Step, spoken: Mapping[str, int]) -> Iterator[str]:
    scene = step.scene
    notes = scene.notes(words.lang).strip().splitlines()
    yield str(step.number)
    yield clock(step.start) if step.is_told else words("order.skipped")
    yield scene.title(words.lang)
    yield clock(scene.dwell)
    if spoken:
        seconds = spoken.get(scene.scene_id)
        yield clock(seconds) if seconds else "–"
    yield notes[0] if notes else ""


def _table(words: Words, order: RunningOrder, spoken: Mapping[str, int]) -> Markup:
    """Return the scenes; the notes are for paper, since the audience sees the screen."""
    *heads, notes = _columns(words, spoken)
    head = Markup().join(Markup('<th scope="col">{}</th>').format(one) for one in heads)
    rows = Markup().join(_row(list(_cells(words, step, spoken)), step) for step in order.steps)
    spent = (clock(sum(spoken.values())),) if spoken else ()
    foot = Markup().join(
        Markup("<td>{}</td>").format(one)
        for one in ("", "", words("order.total"), clock(order.seconds), *spent)
    )
    return Markup(
        '<table class="atlas-table atlas-order"><thead><tr>{}<th scope="col" '
        'class="atlas-order-notes">{}</th></tr></thead><tbody>{}</tbody><tfoot><tr>{}'
        '<td class="atlas-order-notes"></td></tr></tfoot></table>'
    ).format(head, notes, rows, foot)


def _row(cells: list[str], step: Step) -> Markup:
    *shown, notes = cells
    return Markup('<tr data-kind="{}">{}<td class="atlas-order-notes">{}</td></tr>').format(
        "told" if step.is_told else "out",
        Markup().join(Markup("<td>{}</td>").format(cell) for cell in shown),
        notes,
    )


def _deeds(words: Words, story: Story, spoken: Mapping[str, int]) -> Markup:
    """Return the buttons below the list: print it, take the times that were spoken over."""
    take = _chip(TAKE, story.story_id, words("order.take")) if spoken else Markup()
    note = words("order.how_taken" if spoken else "order.how")
    return Markup(
        '<div class="atlas-order-deeds"><button class="atlas-chip" data-act="print">{}</button>'
        "{}</div>{}"
    ).format(words("order.print"), take, note_html([note]))


def _sheet(words: Words, order: RunningOrder, spoken: Mapping[str, int]) -> pd.DataFrame:
    """Return the list as a table to save."""
    rows = [list(_cells(words, step, spoken)) for step in order.steps]
    return pd.DataFrame(rows, columns=_columns(words, spoken))
