"""What can be found in a park, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from components.blocks.profile import Kind, profile_id
from components.blocks.text import Words, figure_text, spoken
from components.help.words import TERMS, name_of
from components.session.addresses import page_link
from components.session.menu import FIRST_PAGE, menu_of
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.kept import kept
from data.named import aliases
from data.search import Entry, Finder
from data.selection import Selection

PAGE: str = "page"
ZONE: Kind = "zone"
PROFILES: tuple[Kind, ...] = (ZONE, "project", "enterprise")
# The page on which the panel of a thing stands, and what its id begins with.
_PANELS = {
    "figure": ("sources", "figure"),
    "event": ("timeline", "event"),
    "article": ("sources", "publication"),
    "word": ("help", "help"),
}
KINDS = (PAGE, *PROFILES, *_PANELS)


@kept(4, key=lambda catalog, lang: (catalog.key, catalog.revision, lang))
def finder(catalog: Catalog, lang: Lang) -> Finder:
    """Return what finds everything of a park; of two that fit alike, the first kind is first."""
    words = spoken(catalog, lang)
    other = Words(next(one for one in LANGS if one != lang))
    return Finder(
        chain(
            _pages(catalog, words, other),
            _zones(catalog, words),
            _projects(catalog, words),
            _enterprises(catalog, words),
            _figures(catalog, words),
            _events(catalog, words),
            _articles(catalog, words),
            _terms(words, other),
        )
    )


def leads_to(entry: Entry, *, on_stage: bool = False) -> tuple[str, str]:
    """Return the address that an entry leads to, and the panel that it opens, one of them empty.

    On the stage, which nobody leaves, all but a page opens there.
    """
    for kind in PROFILES:
        if entry.kind == kind:
            return "", profile_id(kind, entry.key)
    if entry.kind == PAGE:
        return page_link(entry.key, Selection()), ""
    page, begins = _PANELS[entry.kind]
    panel = f"{begins}-{entry.key}"
    return ("", panel) if on_stage else (page_link(page, Selection(), panel), "")


def _pages(catalog: Catalog, words: Words, other: Words) -> Iterator[Entry]:
    for entry in chain(*menu_of(catalog).values()):
        name = entry.name
        said = words(f"help.page.{name}") if words.has(f"help.page.{name}") else ""
        yield Entry(PAGE, name or FIRST_PAGE, words(f"nav.{name}"), said, (other(f"nav.{name}"),))


def _zones(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["zones"].iterrows():
        zone = row["zone"]
        names = tuple(row[f"name_{lang}"] for lang in LANGS)
        yield Entry("zone", zone, words(f"zone.{zone}"), words.of(row, "known"), names)


def _projects(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["projects"].iterrows():
        operators = tuple(row[f"operator_{lang}"] for lang in LANGS)
        names = (*(row[f"name_{lang}"] for lang in LANGS), *aliases(row), *operators)
        sector = words(f"sector.{row['sector']}") if isinstance(row["sector"], str) else ""
        small = " · ".join(filter(None, (words.of(row, "operator"), sector)))
        yield Entry("project", row["project_id"], words.of(row, "name"), small, _texts(names))


def _enterprises(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["enterprises"].iterrows():
        names = (*(row[f"name_{lang}"] for lang in LANGS), *aliases(row), row["group_zh"])
        sector = words(f"sector.{row['sector']}") if isinstance(row["sector"], str) else ""
        yield Entry(
            "enterprise", row["enterprise_id"], words.of(row, "name"), sector, _texts(names)
        )


def _figures(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["figures"].iterrows():
        title = f"{words.of(row, 'subject')} · {words.of(row, 'metric')}"
        names = (*(f"{row[f'subject_{lang}']} {row[f'metric_{lang}']}" for lang in LANGS),)
        date = words.date(row["as_of"]) if isinstance(row["as_of"], str) else ""
        small = " · ".join(filter(None, (str(figure_text(words, row)), date)))
        yield Entry("figure", row["figure_id"], title, small, _texts((*names, row["printed"])))


def _events(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["events"].iterrows():
        names = _texts(row[f"title_{lang}"] for lang in LANGS)
        yield Entry(
            "event", row["event_id"], words.of(row, "title"), words.date(row["date"]), names
        )


def _articles(catalog: Catalog, words: Words) -> Iterator[Entry]:
    for _, row in catalog["sources"].iterrows():
        names = _texts(row[f"title_{lang}"] for lang in LANGS)
        yield Entry("article", row["source_id"], words.of(row, "title"), "", names)


def _terms(words: Words, other: Words) -> Iterator[Entry]:
    for term in TERMS:
        said = words(f"help.mean.{term}")
        yield Entry("word", term, name_of(words, term), said, (name_of(other, term),))


def _texts(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(name for name in names if isinstance(name, str) and name)
