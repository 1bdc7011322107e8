"""The profile of a zone as rows: what a table saves and a sheet of paper shows."""

from __future__ import annotations

from collections.abc import Sequence

from components.blocks.text import Words
from components.origin.references import references
from components.profiles.parts import Key, Row, is_assumed
from components.profiles.zone_lists import asked_text
from components.profiles.zone_numbers import sectors_of, share_text, shares_of
from data.catalog import Catalog
from data.selection import Selection
from data.zoned import projects_in, zone_targets
from geo.grades import common_grade


def zone_rows(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    zone: str,
    known: Sequence[Row],
    keys: Sequence[Key],
) -> list[Row]:
    """Return all that is said of a zone as rows; what is illustrative says so in each.

    Parameters
    ----------
    known : sequence of Row
        What stands first.
    keys : sequence of Key
        Its key numbers.
    """
    printed, assumed = projects_in(catalog, chosen, zone)
    grade = common_grade(catalog, chosen)
    targets = zone_targets(catalog, catalog.as_of(chosen), printed)

    def of_kind(kind: str, name: str) -> str:
        return words("profile.of_kind", kind=words(f"profile.{kind}"), name=name)

    return [
        *known,
        *(
            Row(
                key.label,
                _marked(words, key.origin.value, assumed=is_assumed(key)),
                references(catalog, words, key.origin.refs) or words.grade(key.origin.evidence),
            )
            for key in keys
        ),
        *(
            Row(
                words("profile.inside_coverage", coverage=words(f"coverage.{one['coverage']}")),
                _marked(words, share_text(words, one), assumed=grade == "illustrative"),
                words.grade(grade),
            )
            for _, one in shares_of(catalog, chosen, zone).iterrows()
        ),
        *(
            Row(
                of_kind("enterprises", words(f"sector.{one['sector']}")),
                _marked(
                    words,
                    words.amount(one["count"], "enterprise"),
                    assumed=one["evidence"] == "illustrative",
                ),
                words.grade(one["evidence"]),
            )
            for _, one in sectors_of(catalog, chosen, zone).iterrows()
        ),
        *(
            Row(
                of_kind("kind.project", words.of(one, "name")),
                words(f"status.{one['status']}"),
                references(catalog, words, one["status_refs"]),
            )
            for _, one in printed.iterrows()
        ),
        Row(
            words("profile.projects_assumed"),
            words.join(words.of(one, "name") for _, one in assumed.iterrows()),
            words.grade("illustrative"),
        ),
        *(
            Row(
                of_kind("target", words.of(one, "metric")),
                asked_text(words, one),
                references(catalog, words, one["refs"]),
            )
            for _, one in targets.iterrows()
        ),
    ]


def _marked(words: Words, text: str, *, assumed: bool) -> str:
    return words("map.schematic", name=text) if assumed else text
