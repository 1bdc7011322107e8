"""``make ground`` (``python -m geo.ground_command``): the ground comes in, as a revision."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.catalog import Catalog, load_catalog
from data.commands.changing import applied
from data.commands.said import refuse, say
from data.ground import GROUND_TABLE
from data.i18n import LANGS, Lang, pick_lang, translate
from data.local_pack import lock
from data.packs import state_dir
from data.settings import locale
from data.tiles import is_tiles
from geo.control import control_of
from geo.coordinates import parse_reference
from geo.grounding.extent import extent_of
from geo.grounding.fetch import address, fetch
from geo.grounding.make import Made, make_ground
from geo.grounding.problems import GroundError
from geo.grounding.told import layers_told, notes_told, title_told
from geo.tiles import TilesError, read_tiles

EXTRACTS = "extracts"


def main(arguments: list[str] | None = None) -> int:
    """Make the ground from a file, or from the extract of the region; 0 if it is in force.

    >>> main(["--lang", "en", "nowhere.osm.pbf"])
    1
    """
    parser = argparse.ArgumentParser(prog="python -m geo.ground_command")
    parser.add_argument("file", nargs="?", type=Path, help="default: the extract of the region")
    parser.add_argument("--system", default="", help="coordinate system, if the file is silent")
    parser.add_argument("--by", default="", metavar="NAME", help="who does it")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason")
    parser.add_argument("--lang", choices=LANGS, help="language of messages (default: locale)")
    chosen = parser.parse_args(arguments)
    lang: Lang = chosen.lang or pick_lang(locale())
    if message := lock():
        return refuse(lang, message)
    catalog = load_catalog(indexed=False)
    try:
        path = chosen.file or _fetched(catalog, lang)
        if is_tiles(path.name):
            title = translate(lang, "tiles.title", name=read_tiles(path).name)
            return applied({}, {}, title, catalog, chosen, lang, [path.name], [path])
        made = _made(catalog, path, chosen.system, lang)
    except GroundError as error:
        return refuse(lang, f"ground.{error.reason}", **error.values)
    except TilesError as error:
        return refuse(lang, f"tiles.{error.reason}", file=error.file)
    except OSError:
        return refuse(lang, "records.disk")
    for line in (layers_told(made, lang), *notes_told(made, lang)):
        print(line)
    tables, title = {GROUND_TABLE: made.features}, title_told(made, path.name, lang)
    return applied(tables, {}, title, catalog, chosen, lang, [path.name])


def _fetched(catalog: Catalog, lang: Lang) -> Path:
    extract = catalog.park.ground.extract
    if not extract:
        raise GroundError("no_extract")
    url = address(extract)
    say(lang, "ground.fetching", url=url)

    def progress(done: int, whole: int) -> None:
        of = f" / {whole / 1e6:,.1f}" if whole else ""
        _show(f"{done / 1e6:,.1f}{of} MB")

    path = fetch(url, state_dir() / EXTRACTS, progress)
    _show("", is_done=True)
    return path


def _made(catalog: Catalog, path: Path, system: str, lang: Lang) -> Made:
    if system:
        try:
            parse_reference(system)
        except ValueError as error:
            raise GroundError("system", system=system) from error

    def progress(layer: str, count: int) -> None:
        if layer == "thin":
            _show(translate(lang, "ground.thinning", count=f"{count:,}"), is_done=True)
        else:
            _show(translate(lang, "ground.reading", layer=layer, count=f"{count:,}"))

    return make_ground(path, extent_of(catalog), control_of(catalog), system, progress)


def _show(text: str, *, is_done: bool = False) -> None:
    """Show how far it is: on one line of a terminal, else only what is done."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="\n" if is_done and text else "", file=sys.stderr, flush=True)
    elif is_done and text:
        print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
