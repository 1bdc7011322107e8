"""What the commands that change the pack share: who and why, and the revision itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from data.catalog import Catalog
from data.commands.said import print_problems, refuse
from data.ground import GROUND_TABLE, no_ground
from data.i18n import Lang, translate
from data.local_pack import apply_tables, lock
from data.records.fields import table_label
from data.revision import ChangedError
from data.schema import ADDED
from data.state_rows import Drop
from data.stores.errors import why_not
from data.tiles import TILES_TABLE


def ask_who(parser: argparse.ArgumentParser) -> None:
    """Let a command ask who changes the pack, and why."""
    parser.add_argument("--by", default="", metavar="NAME", help="who does it")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason")


def take_out_ground(catalog: Catalog, chosen: argparse.Namespace, lang: Lang) -> int:
    """Make a revision without the ground; print what was done, or why not."""
    if not catalog.ground:
        return refuse(lang, "ground.none")
    title = translate(lang, "ground.dropped", count=f"{len(catalog.ground):,}")
    return applied({GROUND_TABLE: no_ground()}, {}, title, catalog, chosen, lang)


def take_out_tiles(
    catalog: Catalog, chosen: argparse.Namespace, lang: Lang, names: Sequence[str]
) -> int:
    """Make a revision without some files of tiles; print what was done, or why not."""
    title = translate(lang, "tiles.dropped", name=", ".join(names))
    return applied({}, {TILES_TABLE: list(names)}, title, catalog, chosen, lang)


def refusal(chosen: argparse.Namespace, lang: Lang, *others: str) -> int:
    """Say what is missing before anything is read; 0 if nothing is.

    `others` may be changed beside the tables that have rows of one's own.
    """
    if chosen.table not in {*ADDED, *others}:
        return refuse(lang, "records.no_table", table=chosen.table, tables=", ".join(ADDED))
    if not chosen.by.strip() or not chosen.why.strip():
        return refuse(lang, "records.no_who")
    if message := lock():
        return refuse(lang, message)
    return 0


def change(
    catalog: Catalog,
    tables: Mapping[str, pd.DataFrame],
    drop: Drop,
    chosen: argparse.Namespace,
    lang: Lang,
    files: Iterable[str] = (),
) -> int:
    """Make a revision of rows that come and go; print what was done, or why not."""
    coming = {table: rows for table, rows in tables.items() if len(rows)}
    going = {table: list(keys) for table, keys in drop.items()}
    message = "records.dropped" if going else "records.added"
    counts = {table: len(rows) for table, rows in (going or coming).items()}
    what = translate(lang, "records.and").join(
        translate(lang, "records.rows_of", table=table_label(lang, table), count=count)
        for table, count in counts.items()
    )
    return applied(coming, going, translate(lang, message, what=what), catalog, chosen, lang, files)


def applied(
    coming: Mapping[str, pd.DataFrame],
    going: Drop,
    title: str,
    catalog: Catalog,
    chosen: argparse.Namespace,
    lang: Lang,
    files: Iterable[str] = (),
    basemaps: Iterable[Path] = (),
) -> int:
    """Make a revision; print its title, or why there is none. 0 if it is in force.

    Parameters
    ----------
    coming, going, title, files, basemaps
        As of `data.local_pack.apply_tables`.
    catalog : Catalog
        What the user saw.
    chosen : argparse.Namespace
        With ``by`` and ``why``.
    lang : {"zh", "en"}
    """
    try:
        problems = apply_tables(
            coming,
            {},
            title,
            seen=catalog.revision,
            by=chosen.by.strip(),
            why=chosen.why.strip(),
            files=files,
            drop=going,
            basemaps=basemaps,
        )
    except ChangedError:
        return refuse(lang, "records.changed")
    except OSError as error:
        return refuse(lang, why_not(error, "records.disk", "records.disk"))
    if problems:
        print_problems(problems, lang)
        return refuse(lang, "records.refused", count=len(problems))
    print(title)
    return 0
