"""The finding of the targets page, and what is dated to a time that is not over yet."""

from __future__ import annotations

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panels
from components.blocks.bullet_chart import Bullet, BulletMark, bullets_block
from components.blocks.credit import credit
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import nothing
from components.blocks.text import Words, figure_text
from components.blocks.tip import number_tip
from components.linked.printed import figure_panels
from components.origin.references import references
from components.session.filters import filter_text
from components.topics.targets.tables import small_text, target_fact, target_name
from data.catalog import Catalog
from data.facts import figure_fact
from data.follows import follows
from data.in_print import is_latest
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.target_spans import later, rounded, spans, standing, verdict
from data.targets import known_targets, measured, subject_targets, target_row


@remembered(VIEWS)
def targets_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    known = known_targets(catalog, catalog.as_of(chosen))
    date = words.date(catalog.as_of(chosen))
    if known.empty:
        return words("targets.finding_none", date=date)
    made, said = spans(catalog, catalog.as_of(chosen)), dict[str, list[str]]()
    for target_id in (one for one in measured(catalog) if one in made):
        after = standing(catalog, catalog.as_of(chosen), target_id)
        if after.empty:
            continue
        low, high = after["value"].min(), after["value"].max()
        value = words.quantity(low, high, "band" if high > low else "exact", after.iloc[0]["unit"])
        judged = verdict(catalog, catalog.as_of(chosen), made[target_id])
        row = target_row(known, target_id)
        own, name = f"targets.said.{row['indicator']}", target_name(words, row)
        said.setdefault(judged, []).append(
            words.either(own, "targets.said", name=name, value=value)
        )
    if filters := filter_text(words, chosen):
        rows = subject_targets(catalog, chosen)
        based = int((rows["value"].notna() & rows["has_baseline"]).sum())
        if rows.empty and chosen.evidence == "published" and chosen.is_placed:
            return words("targets.finding_unpublished", filter=filters)
        return words(
            "targets.finding_filtered", filter=filters, count=len(rows), based=based, date=date
        )
    if not said:
        return words("targets.finding_known", count=len(known), date=date)
    parts = [
        words(f"targets.finding_{judged}", values=words.join(said[judged]))
        for judged in ("behind", "open", "ahead")
        if judged in said
    ]
    return words("targets.finding", date=date, parts=words("source.separator").join(parts))


@follows("as_of")
def later_bullets(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the numbers of a year that is not over at the latest as-of date."""
    made = spans(catalog, catalog.as_of(chosen))
    known = {one: later(catalog, catalog.as_of(chosen), one) for one in measured(catalog)}
    dates = dict.fromkeys(words.date(text) for rows in known.values() for text in rows["measured"])
    title = words("targets.later", dates=words.join(dates) if dates else "")
    if is_latest(catalog, catalog.as_of(chosen)) and all(found.empty for found in known.values()):
        return nothing()
    if not made or all(found.empty for found in known.values()):
        reason = words("targets.later_hidden", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, "targets-later", "", reason, title)
    asked = known_targets(catalog, catalog.as_of(chosen))
    rows, used = list[Bullet](), list[tuple[str, str, str, str, pd.Series]]()
    panels: Panels = {}
    for target_id, span in made.items():
        if target_id not in known:
            continue
        for figure_id, one in known[target_id].iterrows():
            need = rounded(span.needed(one["measured"], "compound"))
            name, value = target_name(words, target_row(asked, target_id)), figure_text(words, one)
            share = words.amount(round(100 * one["value"] / span.value, 1), "percent")
            text = words("targets.later.text", value=value, share=share)
            small = words(
                "targets.later.need", value=words.quantity(None, need, "about", one["unit"])
            )
            rows.append(
                Bullet(
                    str(figure_id),
                    name,
                    text,
                    small_text(words.date(one["measured"]), words.grade(one["evidence"]), small),
                    number_tip(words, name, text, figure_fact(one), small),
                    share=one["value"] / span.value,
                    kind="secondary",
                    marks=(BulletMark(need / span.value, "", "needed"),),
                    open=f"figure-{figure_id}",
                    facts=(figure_fact(one), target_fact(target_row(asked, target_id))),
                    evidence="derived",
                )
            )
            panels |= figure_panels(catalog, words, one.to_frame().T, chosen)
            used.append((name, value, share, small, one))

    def whole() -> pd.DataFrame:
        frame = cells_frame(
            {
                words("targets.col.target"): [line[0] for line in used],
                words("col.value"): [line[1] for line in used],
                words("targets.col.share"): [line[2] for line in used],
                words("targets.col.needed"): [line[3] for line in used],
                words("col.evidence"): [words.grade(line[4]["evidence"]) for line in used],
            }
        )
        cells = column((references(catalog, words, line[4]["refs"]) for line in used), frame)
        return frame.assign(**{words("col.source"): cells})

    caveats = dict.fromkeys(filter(None, (words.of(line[4], "caveat") for line in used)))
    shares = (words("chart.alt.value", label=line[0], value=line[2]) for line in used)
    return bullets_block(
        words,
        "targets-later",
        title,
        rows,
        finding=words("finding.shares", shares=words.join(shares)),
        credit=credit(catalog, words, [line[4]["refs"] for line in used]),
        small=words("targets.own_axis"),
        notes=[words("targets.note.later"), *caveats],
        whole=whole,
        panels=panels,
    )
