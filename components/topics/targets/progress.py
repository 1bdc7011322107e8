"""Pieces of the targets page: cards, and how much of each target is reached."""

from __future__ import annotations

import pandas as pd

from components.blocks.assumed import assumed as marked
from components.blocks.bar import Bar, ranked
from components.blocks.bar_chart import bars_block, empty_chart
from components.blocks.base import Block, Panel, plain
from components.blocks.bullet_chart import Bullet, BulletMark, bullets_block
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.html_table import table_html
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.blocks.tip import Tip
from components.linked.cards import empty_card
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from components.session.theme import Theme, sector_colours
from components.topics.targets.tables import (
    SIGNS,
    baseline_text,
    deadline_text,
    origin_of,
    outturn_text,
    printed_text,
    share_text,
    shares_finding,
    small_text,
    target_fact,
    target_name,
    target_panels,
    target_table,
    target_text,
    targets_credit,
    value_link,
    why_none,
)
from data.catalog import Catalog
from data.facts import Fact, exactly
from data.follows import follows
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.target_spans import outturns
from data.targets import (
    baseline,
    declared_target,
    known_targets,
    park_targets,
    subject_targets,
    target_cards,
    target_counts,
    target_row,
)


@follows("as_of")
def progress_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return the targets that the park puts first, with their progress."""
    known = known_targets(catalog, catalog.as_of(chosen))
    return [
        _target_card(catalog, chosen, words, known, target_id)
        for target_id in target_cards(catalog)
    ]


def _target_card(
    catalog: Catalog, chosen: Selection, words: Words, known: pd.DataFrame, target_id: str
) -> Card:
    label = words("targets.card", name=target_name(words, declared_target(catalog, target_id)))
    if target_id not in known.index:
        return empty_card(words, target_id, label)
    row = target_row(known, target_id)
    start = baseline(catalog, row, catalog.as_of(chosen))
    unlike = row["like_for_like"] == "no"
    lines = [
        Line(small_text(words(f"targets.strength.{row['strength']}"), deadline_text(words, row)))
    ]
    if start is None:
        lines.append(Line(words("targets.no_baseline")))
    else:
        said = words(
            "targets.progress",
            share=share_text(words, row, start),
            value=baseline_text(words, row, start),
            date=words.date(start.as_of),
        )
        lines.append(Line(said))
    if unlike:
        lines.append(Line(words("targets.unlike")))
    elif start and not start.is_printed:
        lines.append(Line(printed_text(catalog, chosen, words, row, start)))
    elif len(after := outturns(catalog, catalog.as_of(chosen), target_id)):
        lines += [Line(outturn_text(words, row, one)) for _, one in after.iterrows()]
    return Card(
        target_id,
        label,
        target_text(words, row),
        lines,
        origin_of(catalog, chosen, words, row),
        row["evidence"],
    )


def _bullet(catalog: Catalog, chosen: Selection, words: Words, row: pd.Series) -> Bullet:
    target_id, label = str(row["target_id"]), words.of(row, "metric")
    start = baseline(catalog, row, catalog.as_of(chosen))
    target = target_text(words, row)
    unlike = row["like_for_like"] == "no"
    facts = [words(f"targets.strength.{row['strength']}"), deadline_text(words, row)]
    reached: tuple[Fact, ...] = ()
    if start is None:
        text, low, high = words("targets.to_nothing", target=target), 0.0, 0.0
        facts.append(words("targets.no_baseline"))
    else:
        low, high = start.low, start.high
        base = baseline_text(words, row, start)
        reached = (base.fact.known(grade="derived", as_of=start.as_of, refs=start.refs),)
        text = words("targets.to", base=base, target=target, share=share_text(words, row, start))
        facts.append(words("targets.baseline_date", date=words.date(start.as_of)))
        facts += [words("targets.unlike")] if unlike else []
        facts += [] if start.grade == "reported" else [words.grade(start.grade)]
        facts += [words("card.disagree")] if high > low else []
        facts.append(printed_text(catalog, chosen, words, row, start))
    after = outturns(catalog, catalog.as_of(chosen), target_id)
    facts += [outturn_text(words, row, one) for _, one in after.iterrows()]
    small = small_text(*facts)
    evidence = str(row["evidence"]) if start is None else "derived"
    return Bullet(
        target_id,
        label,
        text,
        small,
        Tip(label, text, (*filter(None, facts), words.grade(evidence))),
        share=min(low / row["value"], 1.0),
        most=min(high / row["value"], 1.0),
        kind="hatched" if unlike else "solid",
        marks=tuple(
            BulletMark(min(one["value"] / row["value"], 1.0), SIGNS[one["evidence"]])
            for _, one in after.iterrows()
        ),
        open=f"target-{target_id}",
        facts=(*reached, target_fact(row)),
        evidence=evidence,
    )


@remembered(VIEWS)
def park_bullets(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the targets of the whole park; zone and sector do not apply to them."""
    rows = park_targets(catalog, catalog.as_of(chosen))
    title = words("targets.park")
    if rows.empty:
        return empty_chart(words, "targets-park", "", why_none(catalog, chosen, words), title)
    narrowed = chosen.is_placed or chosen.sectors or chosen.statuses
    bullets = [_bullet(catalog, chosen, words, row) for _, row in rows.iterrows()]
    notes = [words("targets.note.park")]
    signs = {mark.sign for bullet in bullets for mark in bullet.marks}
    notes += [words("targets.note.official")] if SIGNS["official"] in signs else []
    notes += [words("targets.note.unfiltered")] if narrowed else []
    return bullets_block(
        words,
        "targets-park",
        title,
        bullets,
        finding=shares_finding(catalog, chosen, words, rows),
        credit=targets_credit(catalog, words, rows),
        small=words("targets.own_axis"),
        notes=notes,
        whole=lambda: target_table(catalog, chosen, words, rows),
        panels=target_panels(catalog, chosen, words, rows),
    )


@remembered(VIEWS)
def subject_bullets(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the measurable targets of sectors and projects in the selection."""
    rows = subject_targets(catalog, chosen)
    counted = rows[rows["value"].notna() & rows["has_baseline"]]
    title = words("targets.subject")
    if counted.empty:
        known = len(known_targets(catalog, catalog.as_of(chosen)))
        hidden = chosen.is_placed and chosen.evidence == "published"
        reason = words("chart.empty.published" if hidden else "targets.empty_based")
        return empty_chart(
            words,
            "targets-subject",
            "",
            reason if known else why_none(catalog, chosen, words),
            title,
        )
    notes = [words("targets.note.subject")]
    if chosen.is_placed or chosen.statuses:
        notes.append(words("targets.note.by_project"))
    if chosen.is_placed and chosen.evidence == "all":
        notes.append(words("chart.note.projects_allocated"))
    bullets = [_bullet(catalog, chosen, words, row) for _, row in counted.iterrows()]
    done = sum(one.share >= 1 for one in bullets)
    said = words("finding.targets_based", count=len(bullets), done=done)
    assumed = chosen.is_placed and chosen.evidence == "all"
    return bullets_block(
        words,
        "targets-subject",
        title,
        bullets,
        finding=marked(words, said) if assumed else said,
        credit=targets_credit(catalog, words, counted),
        small=small_text(words("targets.own_axis"), filter_text(words, chosen)),
        notes=notes,
        whole=lambda: target_table(catalog, chosen, words, rows),
        panels=target_panels(catalog, chosen, words, counted),
    )


@remembered(VIEWS)
def unbased_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the targets of sectors and projects whose progress nothing in print can tell."""
    rows = subject_targets(catalog, chosen)
    rows = rows[~rows["has_baseline"]]
    title = words("targets.unbased")
    if rows.empty:
        return empty_chart(words, "targets-unbased", "", words("targets.empty_unbased"), title)
    each = [row for _, row in rows.iterrows()]
    return table_block(
        words,
        "targets-unbased",
        title,
        {
            words("targets.col.id"): [
                Opening(str(row["target_id"]), f"target-{row['target_id']}") for row in each
            ],
            words("targets.col.target"): [words.of(row, "metric") for row in each],
            words("col.value"): [value_link(words, row) for row in each],
            words("targets.col.deadline"): [deadline_text(words, row) for row in each],
        },
        numeric=(words("col.value"),),
        small=filter_text(words, chosen),
        whole=lambda: target_table(catalog, chosen, words, rows),
        panels=target_panels(catalog, chosen, words, rows),
    )


@remembered(VIEWS)
def sector_targets(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> Block:
    """Return how many targets each sector has, by the crossfilter rule."""
    counts = target_counts(catalog, chosen)
    title = words("targets.by_sector")
    if not any(count for _, count, _ in counts):
        hidden = chosen.is_placed and chosen.evidence == "published"
        known = len(known_targets(catalog, catalog.as_of(chosen)))
        reason = words("chart.empty.published" if hidden else "chart.empty")
        return empty_chart(
            words,
            "targets-sector",
            "",
            reason if known else why_none(catalog, chosen, words),
            title,
        )
    rows = subject_targets(catalog, chosen.with_chosen("sector", ()))
    grade = "illustrative" if chosen.is_placed and chosen.evidence == "all" else "derived"

    def origin(sector: str) -> Panel:
        known = rows["sector"].where(rows["sector"].isin(catalog.sectors), "other")
        own = rows[known == sector]
        counted = Origin(
            words("targets.table_small", count=len(own)),
            grade,
            counts=words("origin.counted"),
            as_of=catalog.as_of(chosen).text,
            assumptions=("project-spread",) if grade == "illustrative" else (),
        )
        table = plain(table_html(target_table(catalog, chosen, words, own))) if len(own) else ()
        html = origin_body(catalog, words, [counted], chosen) + table
        return Panel(words(f"sector.{sector}"), html)

    colours = sector_colours(catalog.sectors)
    return bars_block(
        words,
        "targets-sector",
        ranked(
            Bar(
                sector,
                words(f"sector.{sector}"),
                exactly(count, "target", grade=grade, as_of=catalog.as_of(chosen).text),
                words.number(count),
                fill=colours.get(sector, theme.neutral),
                stroke=theme.outline,
                selected=selected,
            )
            for sector, count, selected in counts
        ),
        small=small_text(words("targets.unit"), filter_text(words, chosen, ("zone", "status"))),
        notes=[words("targets.note.by_sector")],
        table=lambda: target_table(catalog, chosen, words, rows),
        credit=credit(catalog, words, rows["refs"], illustrative=grade == "illustrative"),
        unit="target",
        dimension="sector",
        title=title,
        origin=origin,
    )
