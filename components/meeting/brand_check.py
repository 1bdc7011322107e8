"""Look at a file for the brand in a process of its own: ``python -m … FOLDER/<field>.<ending>``.

What may be kept is left beside it as ``checked``, else ``refused`` says why, as a message id. A
picture is always drawn anew, so that nothing of what was uploaded but its looks reaches anybody.
"""

from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import typst
from defusedxml import DefusedXmlException, ElementTree
from PIL import Image
from pptx import Presentation

if sys.platform != "win32":
    import resource

_MEMORY_BYTES = 1_500_000_000
_SECONDS = 30
_UNPACKED_BYTES = 200_000_000
_MOST_PIXELS, _KEPT_SIDE = 40_000_000, 1_200
_ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler"}
_OUTSIDE = re.compile(r"^\s*(?!#|data:image/(png|jpeg);)", re.IGNORECASE)
_STYLED_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)
_MACROS = re.compile(
    r"vbaProject|macroEnabled|/activeX/|/embeddings/.*\.(bin|exe|js|vbs)", re.IGNORECASE
)
_ON_PAGE = (
    '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("logo.svg", width: 12cm)'
)


class RefusedFileError(Exception):
    """Why a file is not taken: a message id."""


def checked(path: Path) -> bytes:
    """Return what of a file is kept.

    Raises
    ------
    RefusedFileError
        If it is not what belongs there, or could do anything but be looked at.
    """
    content = path.read_bytes()
    if path.stem == "template":
        return _template(content)
    if content.lstrip()[:1] == b"<":
        content = _drawn(content, path.parent)
    return _picture(content)


def _template(content: bytes) -> bytes:
    try:
        why = _why_no_template(content)
    except Exception as error:  # whatever a broken file makes a reader raise
        raise RefusedFileError("brand.template_broken") from error
    if why:
        raise RefusedFileError(why)
    return content


def _why_no_template(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        listed = parts.infolist()
        if sum(one.file_size for one in listed) > _UNPACKED_BYTES:
            return "brand.template_large"
        kinds = parts.read("[Content_Types].xml").decode("utf-8", "replace")
        if any(map(_MACROS.search, (kinds, *(one.filename for one in listed)))):
            return "brand.template_macros"
    return "" if len(Presentation(BytesIO(content)).slide_layouts) else "brand.template_empty"


def _drawn(svg: bytes, folder: Path) -> bytes:
    """Return an SVG as PNG, if there is nothing in it but a drawing."""
    try:
        root = ElementTree.fromstring(svg, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedFileError("brand.svg_active") from error
    except ElementTree.ParseError as error:
        raise RefusedFileError("brand.picture_broken") from error
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        styled = " ".join(
            [element.get("style", ""), (element.text or "") if name == "style" else ""]
        )
        if name in _ACTIVE or _STYLED_OUTSIDE.search(styled):
            raise RefusedFileError("brand.svg_active")
        for key, value in element.attrib.items():
            last = key.rpartition("}")[2].lower()
            if last.startswith("on") or (last in {"href", "src"} and _OUTSIDE.match(value)):
                raise RefusedFileError("brand.svg_active")
    (folder / "logo.svg").write_bytes(svg)
    page = folder / "logo.typ"
    page.write_text(_ON_PAGE, encoding="utf-8")
    try:
        made = typst.compile(str(page), root=str(folder), format="png", ppi=220)
    except Exception as error:
        raise RefusedFileError("brand.picture_broken") from error
    return made if isinstance(made, bytes) else b""


def _picture(content: bytes) -> bytes:
    """Return a picture drawn anew, without what else its file carries."""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            is_large = picture.width * picture.height > _MOST_PIXELS
            drawn = Image.new("RGBA", (1, 1)) if is_large else picture.convert("RGBA")
    except Exception as error:  # whatever a broken file makes a reader raise
        raise RefusedFileError("brand.picture_broken") from error
    if is_large:
        raise RefusedFileError("brand.picture_large")
    drawn.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    made = BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()


def main() -> None:
    """Look at the file that is named."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    path = Path(sys.argv[1])
    try:
        path.with_name("checked").write_bytes(checked(path))
    except RefusedFileError as error:
        path.with_name("refused").write_text(str(error), encoding="utf-8")


if __name__ == "__main__":
    main()
