"""``python -m data drop TABLE KEY``: own rows go out again."""

from __future__ import annotations

import argparse
from typing import Any

from data.catalog import load_catalog
from data.commands.changing import (
    ask_who,
    change,
    refusal,
    take_out_ground,
    take_out_tiles,
)
from data.commands.said import refuse
from data.ground import GROUND_TABLE
from data.i18n import Lang
from data.layered import keys_of
from data.records.dependants import with_dependants
from data.schema import ADDED
from data.tiles import TILES_TABLE


def declare(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("drop", help="take an own row out of the pack, as a revision")
    parser.add_argument("table")
    parser.add_argument(
        "key",
        nargs="*",
        help="the columns of its key, in order; none of ground; of basemaps its file",
    )
    ask_who(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Take an own row out, with what only tells of it."""
    if code := refusal(chosen, lang, GROUND_TABLE, *([TILES_TABLE] if chosen.key else [])):
        return code
    catalog, key = load_catalog(indexed=False), tuple(chosen.key)
    if chosen.table == GROUND_TABLE:
        return take_out_ground(catalog, chosen, lang)
    if chosen.table == TILES_TABLE and key:
        return take_out_tiles(catalog, chosen, lang, key)
    columns = ADDED[chosen.table].key
    if len(key) != len(columns):
        return refuse(lang, "records.key", columns=", ".join(columns))
    rows = catalog[chosen.table]
    if key not in keys_of(rows[catalog.own.rows(chosen.table, rows)], chosen.table):
        return refuse(lang, "check.no_own_row", value=", ".join(key))
    return change(catalog, {}, with_dependants(catalog, chosen.table, key), chosen, lang)
