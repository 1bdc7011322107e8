"""The address under which the server gives what `assets` and the map have published."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import PurePath

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from components.browser.assets import EVERYTHING, MAPS, PUBLISHED, PUBLISHED_ONLY, static_dir
from components.session.reader import person_of
from data.packs import local_dir
from data.revision import revision
from geo.tiles import TilesError, media_type, tile_sets

_TILE = "tiles/{key}/{z:int}/{x:int}/{y:int}"
_DAY_S = 86_400
# One clear pixel.
EMPTY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c63"
    "60000200000500017a5eab3f0000000049454e44ae426082"
)


class _Files(StaticFiles):
    """The files; of the maps only those of the pack in force, and of what the reader may see."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file; there is none of a map that shows another state or more."""
        folders = PurePath(path).parts
        if folders[:1] == (MAPS,) and not _may_see(folders[1:3], Headers(scope=scope)):
            raise HTTPException(status_code=404)
        answer = await super().get_response(path, scope)
        if folders[:1] == (MAPS,):  # no store between may keep it for others
            answer.headers["Cache-Control"] = "private"
        return answer


def _may_see(folders: tuple[str, ...], headers: Mapping[str, str]) -> bool:
    """Whether a map may be seen: of which state it is, and of which part of that."""
    person, state = person_of(headers), revision(local_dir())
    parts = (PUBLISHED_ONLY,) if person.published_only else (PUBLISHED_ONLY, EVERYTHING)
    return not person.refused and folders in {(state, part) for part in parts}


def routes() -> list[Mount | Route]:
    """Return the routes of the app that are ours, whatever path it is served under.

    Streamlit itself serves only a folder beside the script, which may be read-only.
    """
    # Else Windows says what its registry has of scripts, and browsers refuse them.
    mimetypes.add_type("text/javascript", ".js")
    files = _Files(directory=static_dir(), check_dir=False)
    return [
        *(Route(f"{base}/{_TILE}", tile) for base in ("", "/{base:path}")),
        Mount(f"/{PUBLISHED}", files),
        Mount(f"/{{base:path}}/{PUBLISHED}", files),
    ]


def tile(request: Request) -> Response:
    """Answer with a picture of a planner's basemap, one of the pack in force.

    A place without one is an answer too: an empty one.
    """
    asked = request.path_params
    found = next((one for one in tile_sets(local_dir()) if one.key == asked["key"]), None)
    if found is None:
        return Response(status_code=404)
    try:
        picture = found.tile(asked["z"], asked["x"], asked["y"])
    except TilesError:
        return Response(status_code=404)
    kind = media_type(picture or EMPTY)
    if not kind:
        return Response(status_code=404)
    picture = picture or EMPTY
    tag = f'"{hashlib.sha256(picture).hexdigest()[:20]}"'
    # Another file has another key; a copy may stay with the browser, and nowhere between.
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={_DAY_S}"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type=kind, headers=headers)
