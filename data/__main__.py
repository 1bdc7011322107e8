"""Command line: ``python -m data`` with check, export, add, drop, trail, token, copy and more."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.catalog import load_catalog
from data.commands import add, copy, drop, migrate, token
from data.commands.said import refuse
from data.export import export
from data.i18n import LANGS, Lang, pick_lang, translate
from data.links import link_problems, local_problems
from data.packs import read_pack
from data.problems import Problem
from data.schema import BOUNDARIES
from data.settings import locale
from data.shipped_packs import shipped_packs
from data.stale import stale
from data.stores import StoreError, store
from data.trail_export import add_trail_command, print_trail


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 if a pack has problems.

    >>> code = main(["--lang", "en", "check"])
    0 problems
    >>> code
    0
    """
    parser = argparse.ArgumentParser(prog="python -m data")
    parser.add_argument("--lang", choices=LANGS, help="language of messages (default: locale)")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="print every problem of a pack, or of all packs")
    check.add_argument("dir", nargs="?", type=Path, help="a pack folder (default: all packs)")
    out = commands.add_parser("export", help="write all tables and datapackage.json")
    out.add_argument("dir", type=Path, help="folder to write to")
    add_trail_command(commands)
    due = commands.add_parser("stale", help="print what is due to be brought anew, and by whom")
    due.add_argument("--notify", action="store_true", help="tell it to ATLAS_NOTIFY, too")
    add.declare(commands)
    drop.declare(commands)
    token.declare(commands)
    copy.declare(commands)
    migrate.declare(commands)
    chosen = parser.parse_args(arguments)
    lang: Lang = chosen.lang or pick_lang(locale())
    if chosen.command in {"copy", "migrate"}:
        return int(chosen.run(chosen, lang))
    try:
        store().refresh()
    except StoreError as error:
        return refuse(lang, error.message_id, **error.values)
    return _run(chosen, lang)


def _run(chosen: argparse.Namespace, lang: Lang) -> int:
    """Run a command that asks the packs."""
    if chosen.command == "trail":
        return print_trail(prov=chosen.prov)
    if chosen.command in {"add", "drop", "token"}:
        return int(chosen.run(chosen, lang))
    if chosen.command == "check":
        return _check(chosen.dir, lang)
    catalog = load_catalog(indexed=False)
    _print(catalog.problems, lang)
    if chosen.command == "stale":
        return stale(catalog, lang, tell=chosen.notify)
    for path in export(catalog, chosen.dir):
        print(path)
    return 1 if catalog.problems else 0


def _check(folder: Path | None, lang: Lang) -> int:
    if folder is None:
        problems = load_catalog(indexed=False).problems
    elif not folder.is_dir():
        print(translate(lang, "check.no_folder", folder=folder), file=sys.stderr)
        return 2
    else:
        problems = check_folder(folder)
    _print(problems, lang)
    print(translate(lang, "check.total", count=len(problems)))
    return 1 if problems else 0


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Return every problem of one pack folder, judged by its name and the tables it holds.

    A folder named ``published``, or with a boundary that only a published pack has, is read as
    one; a folder named ``illustrative`` as the illustrative pack; any other as a local pack.

    >>> from data.packs import park_dir
    >>> check_folder(park_dir() / "illustrative")
    ()
    """
    has_boundary = any((folder / f"{name}.geojson").is_file() for name in BOUNDARIES)
    if folder.name == "published" or has_boundary:
        pack = read_pack(folder, "published")
        return (*pack.problems, *link_problems(pack, pack))
    shipped, illustrative = shipped_packs()
    if folder.name == "illustrative":
        pack = read_pack(folder, "illustrative")
        return (*pack.problems, *link_problems(shipped, pack))
    local = read_pack(folder, "local", partial=True)
    return tuple(local_problems(shipped, illustrative, local))


def _print(problems: tuple[Problem, ...], lang: Lang) -> None:
    for problem in problems:
        print(problem.text(lang), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
