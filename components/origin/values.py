"""Where a value comes from: what opens behind every number, bar, shape and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Body, Section
from components.blocks.text import Words, figure_text
from components.origin.conflicts import ALWAYS, conflict_panel
from components.origin.references import assumption_text
from data.catalog import Catalog
from data.conflicts import conflict_ids, conflicts_by
from data.facts import Fact, fact_of, not_given
from data.selection import Selection
from data.sources import reference_parts


@dataclass(frozen=True)
class Origin:
    """What is known of where a value comes from; whatever is empty is left out.

    Attributes
    ----------
    value : str
        In words, with its qualifier and unit; an amount in words still has its number.
    evidence : str
        Grade of evidence.
    counts, caveat, kind : str
        In words: what exactly it counts, what to beware of, whether it is a result or a plan.
    qualifier : str
        As in the figures table.
    as_of, period : str
        As printed, such as ``2020-09``.
    refs : str
        References as ``SOURCE:LINES`` joined by semicolons.
    assumptions, conflicts : tuple of str
        Ids.
    figure_id : str
        Where it stands in the figures table, which gives it a link of its own.
    """

    value: str
    evidence: str
    counts: str = ""
    qualifier: str = ""
    as_of: str = ""
    period: str = ""
    kind: str = ""
    caveat: str = ""
    refs: str = ""
    assumptions: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    figure_id: str = ""

    @property
    def fact(self) -> Fact:
        """Its number with all that is known of it; a fact without one where it is a word."""
        known = {"as_of": self.as_of, "grade": self.evidence, "refs": self.refs}
        return (fact_of(self.value) or not_given()).known(**known, subject=self.figure_id)


def figure_origin(words: Words, row: Any) -> Origin:
    """Return the origin of a row of the figures table."""
    return Origin(
        figure_text(words, row),
        row["evidence"],
        counts=words.of(row, "counts"),
        qualifier=row["qualifier"],
        as_of=_text(row["as_of"]),
        period=_text(row["period"]),
        kind=words(f"projects.kind.{row['kind']}"),
        caveat=words.of(row, "caveat"),
        refs=_text(row["refs"]),
        conflicts=tuple(conflict_ids(row["conflicts"])),
        figure_id=row["figure_id"],
    )


def status_origin(words: Words, project: Any) -> Origin:
    """Return the origin of the status of a project, a row of `data.status.projects_as_of`."""
    return Origin(
        words(f"status.{project['status']}"),
        project["status_evidence"],
        counts=words("origin.wording", text=words.of(project, "wording")),
        as_of=project["status_date"],
        kind=words(f"projects.basis.{project['status_basis']}"),
        caveat=words("projects.sheet.pending") if project["pending"] else "",
        refs=project["status_refs"],
        conflicts=tuple(conflict_ids(project["conflicts"])),
    )


def target_origin(words: Words, target: Any, value: str) -> Origin:
    """Return the origin of a row of the targets table; `value` is what it asks for."""
    deadline = words.date(target["deadline"]) if _text(target["deadline"]) else ""
    return Origin(
        value,
        target["evidence"],
        counts=words.of(target, "metric"),
        qualifier=_text(target["qualifier"]),
        kind=" · ".join(filter(None, [words(f"timeline.strength.{target['strength']}"), deadline])),
        caveat=words.of(target, "note"),
        refs=target["refs"],
        conflicts=tuple(conflict_ids(target["conflicts"])),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def figures_body(
    catalog: Catalog, words: Words, figures: pd.DataFrame, chosen: Selection = ALWAYS
) -> Body:
    """Return the full origin of some figures, newest first."""
    rows = [row for _, row in figures.iloc[::-1].iterrows()]
    return origin_body(catalog, words, [figure_origin(words, row) for row in rows], chosen)


def origin_body(
    catalog: Catalog, words: Words, origins: Iterable[Origin], chosen: Selection = ALWAYS
) -> Body:
    """Return what is known of the origin of some values.

    Parameters
    ----------
    chosen : Selection
        Its date decides which conflicts were in print.
    """
    return tuple(
        Section(
            _section(catalog, words, origin, chosen),
            origin.fact,
            origin.counts,
            tuple(str(assumption_text(catalog, words, one)) for one in origin.assumptions),
        )
        for origin in origins
    )


def _section(catalog: Catalog, words: Words, origin: Origin, chosen: Selection) -> Markup:
    facts = Markup().join(
        Markup("<dt>{}</dt>").format(words(head))
        + Markup().join(Markup("<dd>{}</dd>").format(one) for one in said)
        for head, said in _facts(catalog, words, origin).items()
        if said
    )
    grade = _link(words, f"help-{origin.evidence}", words.grade(origin.evidence), "help")
    badge = Markup('<b class="atlas-grade atlas-grade-{}">{}</b>').format(origin.evidence, grade)
    return Markup('<section class="atlas-origin"><h3>{} {}</h3><dl>{}</dl>{}</section>').format(
        origin.value, badge, facts, _conflicts(catalog, words, origin, chosen)
    )


def _facts(catalog: Catalog, words: Words, origin: Origin) -> dict[str, list[str]]:
    """Return by message of its head what is known; links are markup."""
    qualifier = origin.qualifier and words(f"origin.qualifier.{origin.qualifier}")
    as_of = words.date(origin.as_of) if origin.as_of else ""
    if origin.figure_id and not as_of:
        as_of = words("source.undated")
    period = words.date(origin.period) if origin.period else ""
    assumed = (assumption_text(catalog, words, one) for one in origin.assumptions)
    sources: list[str] = [_source(catalog, words, ref) for ref in origin.refs.split(";") if ref]
    return {
        "source.counts": _lines(origin.counts),
        "origin.qualifier": _lines(qualifier),
        "col.as_of": _lines(as_of),
        "origin.period": _lines(period),
        "col.kind": _lines(origin.kind),
        "source.caveat": _lines(origin.caveat),
        "col.source": sources,
        "col.assumption": _lines(*assumed),
        "origin.figure": [_figure_link(words, origin.figure_id)] if origin.figure_id else [],
    }


def _lines(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _source(catalog: Catalog, words: Words, ref: str) -> Markup:
    title, *rest = reference_parts(catalog, ref, words.lang)
    link = _link(words, f"publication-{ref.partition(':')[0]}", title)
    return Markup(" · ").join([link, *rest])


def _figure_link(words: Words, figure_id: str) -> Markup:
    return _link(words, f"figure-{figure_id}", figure_id)


def _link(words: Words, panel: str, text: str, page: str = "sources") -> Markup:
    """Return a link to a panel of another page, which stays as it is."""
    query = urlencode({"open": panel, "lang": words.lang})
    return Markup('<a href="{}?{}">{}</a>').format(page, query, text)


def _conflicts(catalog: Catalog, words: Words, origin: Origin, chosen: Selection) -> Markup:
    if not origin.conflicts:  # as most: asking a table for no rows takes long
        return Markup()
    panels = (
        conflict_panel(catalog, words, str(one), chosen)
        for one in conflicts_by(catalog, origin.conflicts, catalog.as_of(chosen)).index
    )
    return Markup().join(
        Markup('<details class="atlas-conflict"><summary>{}</summary>{}</details>').format(
            panel.title, panel.html
        )
        for panel in panels
    )
