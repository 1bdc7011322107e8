"""The source line below a chart or a map: whose numbers these are, in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from components.blocks.assumed import Credit
from components.blocks.text import Words
from data.by_id import by_id
from data.catalog import Catalog
from data.memo import VIEWS, remembered

_KEPT = 2048


def credit(
    catalog: Catalog, words: Words, refs: Iterable[object], *, illustrative: bool = False
) -> str:
    """Return the first of some sources, how many there are in all, and a mark of assumptions.

    Parameters
    ----------
    refs : iterable of object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.
    illustrative : bool
        Whether a number rests on an assumption.
    """
    return _credit(catalog, words, tuple(refs), illustrative=illustrative)


@remembered(_KEPT)
def _credit(catalog: Catalog, words: Words, refs: tuple[object, ...], *, illustrative: bool) -> str:
    ids = dict.fromkeys(
        ref.partition(":")[0]
        for one in refs
        if isinstance(one, str)
        for ref in one.split(";")
        if ref
    )
    if not ids:
        whole, plain = (
            words("credit.one", first=words(f"credit.{one}")) for one in ("assumed", "assumption")
        )
        return Credit(whole, plain) if illustrative else ""
    first, count = _paper(catalog, words, next(iter(ids))), len(ids)
    if count == 1:
        said = words("credit.one", first=first)
    else:
        said = words("credit.more", first=first, count=count, others=count - 1)
    return Credit(f"{said} · {words('credit.illustrative')}", said) if illustrative else said


@remembered(VIEWS)
def _paper(catalog: Catalog, words: Words, source_id: str) -> str:
    """Return publisher and date of a source, as short as it can be named."""
    source = by_id(catalog, "sources", "source_id").loc[source_id]
    publisher, published = words.of(source, "publisher"), source["published"]
    if not publisher:
        is_article = source["kind"] == "article"
        publisher = (
            words("credit.article", id=source_id) if is_article else words.of(source, "title")
        )
    if not isinstance(published, str):
        return publisher
    return words("sources.paper", paper=publisher, date=words.date(published))
