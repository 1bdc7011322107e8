"""A story as a hand-out: a cover, a summary, a slide a scene, the evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from components.blocks.contact import ContactCard
from components.blocks.text import Words
from components.handout.deck import Cover, Deck, Edition, Line, Part, Slide, SlideMap
from components.handout.evidence import evidence_of
from components.linked.ages import aged_cards
from components.meeting.scenes import SceneView, scene_blocks
from components.session.file_names import story_stem
from components.session.theme import Theme
from data.catalog import Catalog
from data.stories import Story

_CONTACT = "contact"


def deck_of_story(
    catalog: Catalog,
    story: Story,
    words: Words,
    theme: Theme,
    today: date | None = None,
    *,
    edition: Edition = "audience",
    contact: ContactCard | None = None,
) -> Deck:
    """Return a story as a deck; its contact scene is the contact's own slide."""
    views = [scene_blocks(catalog, scene, words, theme) for scene in story.scenes]
    slides = tuple(_slide(view, words, today) for view in views if view.layout != _CONTACT)
    title, as_of = story.title(words.lang), story.as_of(catalog)
    first = next((slide.map for slide in slides if slide.map), None)
    picture = replace(first, view=None) if first else None  # all of the park, large
    return Deck(
        title,
        story.subtitle(words.lang),
        (Part("", slides),),
        words,
        theme,
        as_of,
        story_stem(words, title, as_of, theme=theme, edition=edition),
        Cover(picture, words("deck.as_of", date=words.date(as_of))),
        summary_of(slides),
        contact,
        evidence_of(slides, catalog, words),
        edition,
    )


def summary_of(slides: tuple[Slide, ...]) -> tuple[Line, ...]:
    """Return what each slide says, with its number."""
    return tuple(
        Line(slide.title, slide.headline.cards[0].value if slide.headline else "")
        for slide in slides
    )


def _slide(view: SceneView, words: Words, today: date | None) -> Slide:
    headline, is_seen = view.headline, view.map_layers and view.layout != "visual"
    return Slide(
        view.title,
        tuple(filter(None, [view.text])),
        aged_cards(headline, view.chosen, words, today) if headline else None,
        (view.chart,) if view.chart else (),
        SlideMap(replace(view.chosen, evidence="all"), view.map_layers, view.view)
        if is_seen
        else None,
        view.notes,
        view.sources,
        caveat=view.caveat,
        layout=view.layout,
    )
