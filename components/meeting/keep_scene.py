"""Keeping what a page shows as a scene of the reader's own story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from unicodedata import east_asian_width
from urllib.parse import urlencode

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import title_of, titled
from components.blocks.form import Field, form_block
from components.blocks.kinds import CHARTS
from components.blocks.rows import Button, rows_block
from components.blocks.text import Words, spoken
from components.linked.cards import enterprises_text
from components.meeting.story_draft import desk, in_order
from components.session.filters import filter_text
from components.session.options import Offered, is_offered
from components.session.request import Request
from components.session.tab import tab_option
from data.i18n import LANGS, Lang, translate
from data.status import chosen_projects
from data.stories import MapView, Scene
from data.story_fields import LINE_WIDTH, MAX_OPTIONS, MAX_SCENES, TITLE_WIDTH, nearest_view
from geo.basemaps import PLAIN

CHART, CARD = "keep.chart", "keep.card"
# They show no facts of the park, or, as that for a firm, what only its reader asked for.
TOOLS = frozenset({"edit", "fit", "import", "present", "sources", "stories"})
_NONE = "-"
_LAYERS = ("zones", "landmarks", "district")


def chart_names(content: Content) -> dict[str, str]:
    """Return the titles of the charts of a page that a scene may keep, by slot."""
    return {slot: block.title for slot, block in titled(content, CHARTS).items()}


def card_names(content: Content) -> dict[str, str]:
    """Return the labels of the cards of a page that say something, by their id."""
    blocks = (block for block in content.values() if isinstance(block, Cards))
    return {card.card_id: card.label for block in blocks for card in block.cards if card.evidence}


def _choice(chosen: str | None, offered: dict[str, str]) -> str:
    """Return what was chosen if it is on offer; the first one unless the reader wants none."""
    if chosen == _NONE or not offered:
        return ""
    return chosen if chosen in offered else next(iter(offered))


def menu_blocks(
    request: Request, page: str, content: Callable[[Request], Content]
) -> tuple[Block, Block]:
    """Return the form that asks what to keep, and the button that keeps it."""
    words, options = request.words, request.options
    none = ((_NONE, words("keep.none")),)
    shown = content(request)
    offered = {} if page in TOOLS else {CHART: chart_names(shown), CARD: card_names(shown)}
    fields = [
        Field(
            name,
            words(name),
            value=_choice(options.get(name), names) or _NONE,
            choices=(*names.items(), *none),
            is_list=True,
        )
        for name, names in offered.items()
        if names
    ]
    small = words("keep.small" if request.chosen.evidence == "published" else "keep.small_all")
    if _is_of_park(request, shown):
        small += words("source.separator") + _line(words, request, is_of_park=True)
    form = form_block("keep", words("keep.title"), fields, words, small=small)
    buttons = [Button("handout.keep:", words("keep.do"), main=True)]
    return form, rows_block("keep", (), buttons=buttons)


def keep(
    request: Request, page: str, content: Callable[[Request], Content], offered: Offered = ()
) -> tuple[str, dict[str, object]]:
    """Add the present view to the reader's story; return what to tell the reader.

    `offered` names the options of the page.
    """
    opened = desk().draft()
    if opened and opened.is_own and len(opened.story.scenes) >= MAX_SCENES:
        return "keep.full", {"story": opened.story.title(request.words.lang), "limit": MAX_SCENES}
    scene = scene_of(request, page, content, offered)
    texts = {lang: translate(lang, "keep.story") for lang in LANGS}
    draft = desk().add_scene(scene, texts["zh"], texts["en"])
    story = draft.story
    return "keep.kept", {"story": story.title(request.words.lang), "count": len(story.scenes)}


def scene_of(
    request: Request, page: str, content: Callable[[Request], Content], offered: Offered = ()
) -> Scene:
    """Return the present view as a scene, exactly as it is seen.

    That is the selection with its evidence and its drawn area, where the map looks, its layers and
    its basemap, one chart and one card, the tab and what else the page was asked. Where nothing
    is published of the chosen zones or the drawn area alone, the map marks them and the title is
    that of the whole park.
    """
    seen, chosen, options = request.seen, request.chosen, request.options
    shown = content(request)
    is_of_park = _is_of_park(request, shown)
    titled = replace(request, chosen=chosen.anywhere()) if is_of_park else None
    titles = dict[Lang, str]()
    for lang in LANGS:
        words = spoken(request.catalog, lang, chosen)
        title = title_of(content(replace(titled or request, words=words)))
        if titled:
            zones = filter_text(words, chosen, ("zone",))
            title = words("keep.title_of_park", filter=zones, title=title)
        titles[lang] = fitted(title, TITLE_WIDTH)
    chart = card = ""
    if page not in TOOLS:
        chart = _choice(options.get(CHART), chart_names(shown))
        card = _choice(options.get(CARD), card_names(shown))
    has_map = "map-note" in shown
    looks_at = (seen.looks_at if has_map else None) or request.catalog.park.views.park
    query = replace(chosen, evidence="all", lang=None).to_query()
    if chosen.evidence == "all":  # of itself, a scene shows what is published
        query["evidence"] = "all"
    lines = {
        lang: _line(spoken(request.catalog, lang, chosen), request, is_of_park=is_of_park)
        for lang in LANGS
    }
    return Scene(
        page,
        titles["zh"],
        titles["en"],
        MapView(*nearest_view(looks_at[0], looks_at[1], round(looks_at[2], 2))),
        lines["zh"],
        lines["en"],
        layers=in_order(
            (seen.layers_on if has_map else None) or _LAYERS, request.catalog.choices.layers
        ),
        query=urlencode(query, safe=","),
        headline=f"{page}/{card}" if card else "",
        chart=f"{page}/{chart}" if chart else "",
        options=_asked(options, page, offered),
        basemap=seen.basemap.basemap_id if has_map and seen.basemap != PLAIN else "",
    )


def _asked(options: Mapping[str, str], page: str, offered: Offered) -> str:
    """Return what the page was asked besides, as a query; as much of it as a scene may hold."""
    kept: dict[str, str] = {}
    for name, value in options.items():
        if name == tab_option(page) or is_offered(name, offered):
            longer = kept | {name: value}
            kept = longer if value and len(urlencode(longer)) <= MAX_OPTIONS else kept
    return urlencode(kept)


def _is_of_park(request: Request, shown: Content) -> bool:
    """Whether what is chosen is a place of which a page can publish nothing: the park speaks."""
    catalog, chosen = request.catalog, request.chosen
    if not chosen.is_placed:
        return False
    leads = (block.cards[0] for block in shown.values() if isinstance(block, Cards) and block.cards)
    lead = next(leads, None)
    if lead and not lead.evidence:
        return True
    return (
        chosen_projects(catalog, chosen).empty
        and enterprises_text(catalog, chosen, request.words) is None
    )


def _line(words: Words, request: Request, *, is_of_park: bool) -> str:
    text = filter_text(words, request.chosen)
    return fitted(
        words("keep.line_of_park", filter=text) if is_of_park else text, min(LINE_WIDTH.values())
    )


def fitted(text: str, width: int) -> str:
    """Return a text cut to a width, for which a Chinese character counts two."""
    text, taken = text.strip(), 0
    for place, sign in enumerate(text):
        taken += 2 if east_asian_width(sign) in {"W", "F"} else 1
        if taken > width:
            room = max(place - 2, 0)
            return text[:room].rstrip("，。；：、,.;: ") + "…"
    return text
