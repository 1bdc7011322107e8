"""``python -m bench.memory``: what stays in memory after many uploads and many clicks.

It calls what the pages call, without a browser: an upload is read, proposed and previewed,
then dropped; a click makes the content of a page for other filters and opens a panel of it.
``--sessions`` and ``--actions`` ask a served app instead, by Streamlit's own protocol.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bench.sessions import DATES, register_csv, tell_ended, tell_mixed
from components.blocks.text import spoken
from components.contents.pages import FACTS
from components.frame.remedy import remedied
from components.intake.inbox import Inbox, file_in
from components.intake.situation import situation
from components.intake.steps import upload_blocks
from components.session.filters import filters_block
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.i18n import LANGS
from data.selection import STATUSES, Selection
from data.settings import use_local_folder

_SEED = 11
# Of the stories and of the sources others have their own state, or count all other pages.
_LEFT_OUT = {"edit", "import", "present", "sources", "stories", "help"}
_TIMES = 10  # how often memory is noted


def main() -> None:
    """Print how memory grows, for uploads and for clicks."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory")
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--clicks", type=int, default=5_000)
    parser.add_argument("--warm-up", type=int, default=2_000, help="clicks before those")
    parser.add_argument("--sessions", action="store_true", help="what a server keeps of ended ones")
    parser.add_argument("--actions", type=int, default=0, help="of one session on a server")
    asked = parser.parse_args()
    if asked.sessions or asked.actions:
        if asked.sessions:
            tell_ended()
        if asked.actions:
            tell_mixed(asked.actions, asked.warm_up)
        return
    with _no_local_pack():
        catalog = load_catalog()
        if asked.uploads:
            _tell_uploads(catalog, asked.uploads, asked.rows)
        if asked.clicks:
            _tell_clicks(catalog, asked.clicks, asked.warm_up)


@contextmanager
def _no_local_pack() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        use_local_folder(Path(folder) / "local")
        yield


def resident_mb() -> float:
    """Return the memory of this process that is in use (RSS)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def catalogs() -> int:
    """Return how many catalogs are alive; what only awaits collection counts."""
    return sum(isinstance(one, Catalog) for one in gc.get_objects())


def upload(catalog: Catalog, content: bytes, held: Inbox) -> None:
    """Drop a file, look at its preview in both languages, and let go of it."""
    file_in(held, "register.csv", content)
    for lang in (*LANGS, *LANGS):
        request = Request(catalog, Selection(), spoken(catalog, lang), THEMES["light"], {})
        now = situation(held, catalog, request.options)
        blocks = upload_blocks(request, held, now)
        if blocks["compare"].kind != "table":
            raise RuntimeError("no preview was made")
    held.clear()


def click(catalog: Catalog, rng: random.Random) -> None:
    """Show a page with other filters, and open one of its panels."""
    pages = {name: page.content for name, page in FACTS.items() if name not in _LEFT_OUT}
    page = rng.choice(sorted(pages))
    lang = rng.choice(LANGS)
    chosen = Selection(
        zones=_some(catalog.zones, rng),
        sectors=_some(catalog.sectors, rng),
        statuses=_some(STATUSES, rng),
        as_of=rng.choice(DATES),
        evidence=rng.choice(("all", "all", "published")),
        lang=lang,
    )
    theme = THEMES[rng.choice(("light", "dark"))]
    request = Request(catalog, chosen, spoken(catalog, lang, chosen), theme, {})
    content = remedied(request, page, pages[page])
    filters_block(catalog, chosen, request.words)
    panels = [make for block in content.values() for make in block.panels.values()]
    if panels:
        rng.choice(panels)()


def _some(codes: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    chosen = set(rng.sample(codes, rng.choice((0, 0, 1, 1, 2))))
    return tuple(code for code in codes if code in chosen)


def _tell_uploads(catalog: Catalog, uploads: int, rows: int) -> None:
    rng, held = np.random.default_rng(_SEED), Inbox()
    warm = max(1, uploads // _TIMES)
    for done in range(1, uploads + 1):
        upload(catalog, register_csv(rows, rng), held)
        if done == warm:
            first = resident_mb()
        if done % warm == 0:
            grown = resident_mb() - first
            print(f"upload {done}: {catalogs()} catalogs, {grown:+.1f} MB")  # noqa: T201


def _tell_clicks(catalog: Catalog, clicks: int, warm_up: int) -> None:
    rng = random.Random(_SEED)  # noqa: S311
    for _ in range(warm_up):
        click(catalog, rng)
    first = resident_mb()
    print(f"after {warm_up} clicks: {first:.0f} MB")  # noqa: T201
    for done in range(1, clicks + 1):
        click(catalog, rng)
        if done % max(1, clicks // _TIMES) == 0:
            grown = resident_mb() / first - 1
            print(f"click {done}: {grown:+.1%}")  # noqa: T201


if __name__ == "__main__":
    main()
