"""The bold face of the font of everything that is printed.

No package carries the bold face of simplified Chinese. The bold Japanese one of
noto-cjk-sans-jp-bold (SIL Open Font License) has every glyph of the family in the same place:
with the regular face's table of letters it is that of simplified Chinese.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter  # type: ignore[import-untyped]
from matplotlib import get_cachedir

from data import durable

_PACKAGE, _FILE = "noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"
_FAMILY = "Noto Sans CJK JP"


@cache
def bold_path(regular: Path, number: int, family: str) -> Path:
    """Return the file of the bold face, made once in the cache folder of matplotlib.

    That is a temporary one where no other can be written.

    Parameters
    ----------
    regular : Path
        The collection of the regular faces.
    number : int
        The place of the wanted face in it.
    family : str
        Its name, by which programs find the bold face that belongs to it.

    """
    source = Path(str(files(_PACKAGE) / _FILE))
    folder = Path(get_cachedir()) / "cloud-valley-atlas"
    path = folder / f"{family.replace(' ', '')}-Bold-{source.stat().st_size}.otf"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        with durable.drafted(path) as draft:
            draft.write_bytes(_with_letters_of(source, regular, number, family))
    return path


def _with_letters_of(bold: Path, regular: Path, number: int, family: str) -> bytes:
    """Return a font file with the table of letters of another, under another name.

    Tables are copied as they are: to parse the outlines would take half a minute.
    """
    with TTCollection(regular, lazy=True) as collection, TTFont(bold, lazy=True) as font:
        names = font["name"]
        for one in names.names:
            one.string = (
                str(one)
                .replace(_FAMILY, family)
                .replace(_FAMILY.replace(" ", ""), family.replace(" ", ""))
            )
        own = {
            "cmap": collection.fonts[number].reader["cmap"],
            "name": names.compile(font),
        }
    made = BytesIO()
    with bold.open("rb") as file:
        reader = SFNTReader(file)
        writer = SFNTWriter(made, len(reader.keys()), reader.sfntVersion)
        for tag in reader.keys():  # noqa: SIM118 -- it is no mapping
            writer[tag] = own.get(tag) or reader[tag]
        writer.close()
    return made.getvalue()
