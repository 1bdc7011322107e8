"""Ground and basemaps that are dropped on the import page: what they hold, in force and then."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from weakref import finalize

import pandas as pd

from components.blocks.actions import Action, actions_block
from components.blocks.base import Block, Content
from components.blocks.plain import heading, note, nothing
from components.blocks.table import Cell, table_block
from components.blocks.text import Words
from data.catalog import Catalog
from data.durable import is_full
from data.packs import local_dir
from data.tiles import is_tiles, safe_name
from geo.ground import credit_of, ground_of
from geo.grounding.apart import made_apart
from geo.grounding.files import is_osm
from geo.grounding.make import Made
from geo.grounding.problems import GroundError
from geo.grounding.told import layer_counts, layer_label, notes_told
from geo.reading.upload import WORKING_FOLDERS
from geo.tiles import TilesError, TileSet, read_tiles, tile_sets

APPLY, DROP, OUT, OUT_TILES = "ground-apply", "ground-drop", "ground-out", "ground-out-tiles"
SLOTS = ("ground-heading", "ground-files", "ground", "ground-do")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class GroundFile:
    """A dropped file of ground or of tiles.

    Attributes
    ----------
    name, digest : str
    folder : pathlib.Path
        Keeps the file, and goes with this.
    made : Made, optional
        The ground that it makes.
    tiles : TileSet, optional
        The basemap that it is.
    reason : tuple of (str, dict), optional
        Message id and values: why it is neither.
    """

    name: str
    digest: str
    folder: Path
    made: Made | None = None
    tiles: TileSet | None = None
    reason: tuple[str, dict[str, object]] | None = None

    def __post_init__(self) -> None:
        """Let the folder go with this."""
        finalize(self, rmtree, self.folder, ignore_errors=True)

    @property
    def is_good(self) -> bool:
        """Whether it can be put in force."""
        return self.reason is None


def is_for_ground(name: str) -> bool:
    """Tell by its name whether a file can be nothing else."""
    return is_osm(name) or is_tiles(name)


def read_ground_file(name: str, content: bytes) -> GroundFile:
    """Read a dropped file; never raises for what is in it."""
    folder = Path(tempfile.mkdtemp(prefix=WORKING_FOLDERS[:-1]))
    digest = hashlib.sha256(content).hexdigest()
    path = folder / safe_name(name)
    try:
        path.write_bytes(content)
        if is_tiles(name):
            return GroundFile(name, digest, folder, tiles=read_tiles(path))
        return GroundFile(name, digest, folder, made=made_apart(path))
    except GroundError as error:
        values = error.values | ({"file": name} if "file" in error.values else {})
        return GroundFile(name, digest, folder, reason=(f"ground.{error.reason}", values))
    except TilesError as error:
        return GroundFile(name, digest, folder, reason=(f"tiles.{error.reason}", {"file": name}))
    except Exception as error:  # noqa: BLE001 - a defect of ours must not take the page away from the reader
        _log.exception("reading %r", name)
        message = "import.disk_full" if is_full(error) else "ground.unreadable"
        return GroundFile(name, digest, folder, reason=(message, {"file": name}))


def ground_blocks(
    catalog: Catalog, files: Sequence[GroundFile], locked: str, seen: str, words: Words
) -> Content:
    """Return what was dropped and what is in force, with the buttons that change it."""
    held, tiles = ground_of(catalog), tile_sets(local_dir())
    if not files and held.empty and not tiles:
        return dict.fromkeys(SLOTS, nothing())
    made = next((one.made for one in reversed(files) if one.made), None)
    lines = [words("ground.on_page")]
    for one in files:
        lines += _file_lines(one, words)
    if credit := credit_of(made.features if made else held):
        lines.append(credit)
    return {
        "ground-heading": heading(words("ground.heading")),
        "ground-files": note(" · ".join(lines)),
        "ground": _table(catalog, made, words) if made or not held.empty else nothing(),
        "ground-do": _buttons(files, tiles, locked, seen, words, has_ground=not held.empty),
    }


def _file_lines(one: GroundFile, words: Words) -> list[str]:
    if one.reason:
        message, values = one.reason
        return [words(message, **values)]
    if one.tiles:
        credit = f" ({one.tiles.attribution})" if one.tiles.attribution else ""
        return [f"{one.name}: {words('tiles.title', name=one.tiles.name)}{credit}"]
    return [f"{one.name}: {line}" for line in notes_told(one.made, words.lang)] if one.made else []


def _table(catalog: Catalog, made: Made | None, words: Words) -> Block:
    """Return the features of each layer in force, and as they would be."""
    before = layer_counts(ground_of(catalog)) if catalog.ground else {}
    after = layer_counts(made.features) if made else {}
    layers = list(dict.fromkeys([*after, *before]))
    head = [words(f"import.col_{name}") for name in ("what", "before", "after")]
    columns: dict[str, list[Cell]] = {
        head[0]: [layer_label(layer, words.lang) for layer in layers],
        head[1]: [words.number(before.get(layer, 0)) for layer in layers],
    }
    if made:
        columns[head[2]] = [words.number(after.get(layer, 0)) for layer in layers]
    return table_block(
        words,
        "import-ground",
        words("ground.table" if made else "ground.table_held"),
        columns,
        numeric=(head[1], head[2]),
        whole=lambda: pd.DataFrame(columns),
    )


def _buttons(
    files: Sequence[GroundFile],
    tiles: Sequence[TileSet],
    locked: str,
    seen: str,
    words: Words,
    *,
    has_ground: bool,
) -> Block:
    if locked:
        return actions_block("ground", [], notes=[words(locked)])
    buttons = []
    if any(one.is_good for one in files):
        buttons.append(Action(f"{APPLY}@{seen}", words("ground.apply"), main=True))
    buttons += [
        Action(f"{DROP}:{one.digest}", words("import.remove", file=one.name)) for one in files
    ]
    if has_ground:
        buttons.append(Action(f"{OUT}@{seen}", words("ground.take_out")))
    buttons += [
        Action(f"{OUT_TILES}:{one.path.name}@{seen}", words("tiles.take_out", name=one.name))
        for one in tiles
    ]
    return actions_block("ground", buttons)
