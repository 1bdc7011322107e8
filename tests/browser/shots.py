"""Pictures of all pages: two themes, two languages, two sizes; see ``make shots``.

Each page is shown whole, with a line where the window ends. Beside the single pictures there is
one contact sheet a combination.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from bench.clicks import FLOWN
from bench.serve import ROOT, serve
from tests.browser.conftest import CHROMIUM, FLAGS, App
from tests.opened import PAGES

OUT = ROOT / "shots"
SIZES = ((1440, 900), (390, 844))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
THUMB_WIDTH = {1440: 420, 390: 240}
FOLD = "#EE3377"
GAP = 16
# On a wide screen, and on a narrow one.
MENU = "[data-testid=stTopNavSection], [data-testid=stExpandSidebarButton]"
# The app scrolls inside itself; a picture of the whole needs it laid out in full, in a
# window that keeps its height.
WHOLE = """
html, body, #root, .stApp, .stAppViewContainer, .stMain {
  position: static !important; height: auto !important; overflow: visible !important}
"""


def picture(page: Page, url: str, path: str, file: Path, fold: int) -> None:
    """Save a picture of one page as it is once its map is drawn and still."""
    app = App(page, url, []).open(path.replace("/overview", "/"), with_map=False)
    if page.locator("iframe").count():
        app.wait(app.is_drawn, f"{path}: the map is drawn")
        app.wait(app.is_still, f"{path}: the page stands still")
    page.wait_for_selector(MENU, state="attached")
    page.add_style_tag(content=WHOLE)
    page.wait_for_timeout(400)
    page.screenshot(path=file, full_page=True)
    with Image.open(file) as image:
        drawn = ImageDraw.Draw(image)
        drawn.line([(0, fold), (image.width, fold)], fill=FOLD, width=2)
        image.save(file)


def contact_sheet(files: list[Path], thumb: int, columns: int = 6) -> Image.Image:
    """Return thumbnails of pictures in rows."""
    thumbs = []
    for file in files:
        with Image.open(file) as image:
            thumbs.append(image.resize((thumb, round(image.height * thumb / image.width))))
    rows = [thumbs[start : start + columns] for start in range(0, len(thumbs), columns)]
    heights = [max(image.height for image in row) + GAP for row in rows]
    sheet = Image.new("RGB", (columns * (thumb + GAP), sum(heights)), "#888888")
    for number, row in enumerate(rows):
        for place, thumbnail in enumerate(row):
            sheet.paste(thumbnail, (place * (thumb + GAP), sum(heights[:number])))
    return sheet


def take(browser: Browser, url: str, pages: list[str]) -> None:
    """Save all pictures and contact sheets."""
    OUT.mkdir(exist_ok=True)
    for theme, lang, (width, height) in product(THEMES, ("zh", "en"), SIZES):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN"
        )
        context.add_init_script(FLOWN)
        files = []
        for name in pages:
            page, file = context.new_page(), OUT / f"{name}_{theme}_{lang}_{width}.png"
            picture(page, url, f"/{name}?lang={lang}", file, height)
            page.close()
            files.append(file)
        sheet = contact_sheet(files, THUMB_WIDTH[width])
        sheet.save(OUT / f"sheet_{theme}_{lang}_{width}.png")
        context.close()
        print(f"{theme} {lang} {width}: {len(files)} pages")  # noqa: T201


if __name__ == "__main__":
    with serve(ROOT / "app.py") as served, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take(chromium, served.url, sys.argv[1:] or list(PAGES))
        chromium.close()
