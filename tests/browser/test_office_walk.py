"""The office's year: six tasks on the editor page, counted, and every page that follows them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator

from bench.serve import ROOT, serve
from data.trail import read_trail
from data.trail_export import trail_csv
from tests.browser.conftest import App, make_app

MOST = 10  # clicks a task, a text filled in counts as one
# What each page says of the six tasks, in Chinese and in English.
FOLLOWS: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {
        "/": ("600 家", "2.6 万人", "420 亿元", "2025年", "园区提供"),
        "/targets": ("600 家", "1,000 家", "60%"),
        "/projects": ("云谷算力中心", "12 亿元", "36 个"),
        "/timeline": ("云谷算力中心", "2025年3月"),
        "/enterprises": ("算力服务", "云谷智算"),
    },
    "en": {
        "/": ("600 enterprises", "26,000 people", "CNY 42 billion", "2025"),
        "/targets": ("600 enterprises", "1,000 enterprises", "60%"),
        "/projects": ("云谷算力中心", "CNY 1.2 billion", "36"),
        "/timeline": ("云谷算力中心", "Mar 2025"),
        "/enterprises": ("Computing services", "云谷智算"),
    },
}


class Office:
    """Somebody of the park's office at the editor, whose clicks are counted by task."""

    def __init__(self, app: App) -> None:
        self.app, self.clicks, self.task = app, dict[str, int](), ""

    def click(self, what: Locator) -> None:
        self.clicks[self.task] += 1
        what.click()

    def begin(self, task: str) -> None:
        self.task, self.clicks[task] = task, 0
        self.click(self.app.page.locator(f"[data-option='editing.do:start:{task}']"))
        self.app.page.wait_for_selector(f"[data-key^='editing.typed.start~{task}.']")

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.clicks[self.task] += 1
            box = self.app.page.locator(f"[data-field='editing.typed.start~{self.task}.{name}']")
            box.fill(text)
            box.press("Tab")

    def say(self, **texts: str) -> None:
        """Say where it comes from: once, for all tasks."""
        for name, text in texts.items():
            self.clicks[self.task] += 1
            box = self.app.page.locator(f"[data-field='editing.{name.replace('_', '-')}']")
            box.fill(text)
            box.press("Tab")

    def choose(self, name: str, value: str) -> None:
        """Choose among a few, side by side, or in a list."""
        self.clicks[self.task] += 1
        field = f"editing.typed.start~{self.task}.{name}"
        held = self.app.page.locator(f"[data-key='{field}']")
        if held.locator("select").count():
            held.locator("select").select_option(value)
        else:
            held.locator(f"[data-option='{field}:{value}']").click()

    def apply(self) -> None:
        self.click(self.app.page.locator("[data-option^='editing.do:apply']"))
        done = self.app.page.locator("#rows-done")
        gone = self.app.page.locator("#form-record")
        self.app.wait(lambda: done.count() and not gone.count(), f"{self.task} is applied")

    def undo(self) -> None:
        self.task, self.clicks["undo"] = "undo", 0
        self.click(self.app.page.locator("[data-option^='editing.do:undo']"))
        done = self.app.page.locator("#rows-done")
        self.app.wait(lambda: not done.count(), "it is taken back")


@contextmanager
def office(browser: Browser, local: Path, lang: str) -> Iterator[Office]:
    with serve(ROOT / "app.py", local) as served:
        app = make_app(browser, served.url)
        app.open(f"/edit?lang={lang}", with_map=False)
        yield Office(app)
        app.close()
    assert app.errors == []
    assert app.outside == []


def page_text(app: App, path: str, lang: str) -> str:
    app.open(f"{path}?lang={lang}", with_map=False)
    app.page.wait_for_selector("#filter-zone")
    # Of all tabs, the shown and the others.
    return " ".join(app.page.locator("[data-slot]").all_text_contents())


def six_tasks(reader: Office) -> None:
    """Bring in the figures for 2025, a project, a status, a zone, a sector and an enterprise."""
    reader.begin("figures")
    reader.fill(as_of="2025")
    reader.fill(**{"figure-enterprises": "600家", "figure-revenue": "420亿元"})
    reader.fill(**{"figure-staff": "2.6万人"})
    reader.say(source_title="2025年统计年报", source_publisher="园区管委会", who="王敏")
    reader.apply()
    reader.begin("project")
    reader.fill(name_zh="云谷算力中心", signed="2025年3月", investment_cny="12亿元")
    reader.choose("sector", "data")
    reader.apply()
    reader.begin("status")
    reader.choose("project_id", "P06")
    reader.choose("status", "operating")
    reader.fill(date="2024年6月")
    reader.apply()
    reader.begin("zone")
    reader.fill(zone="G", name_zh="G区", name_en="Zone G")
    reader.apply()
    reader.begin("sector")
    reader.fill(sector="compute", name_zh="算力服务", name_en="Computing services")
    reader.apply()
    reader.begin("enterprise")
    reader.fill(name_zh="云谷智算")
    reader.choose("sector", "compute")
    reader.apply()


def test_six_tasks_reach_every_page_in_both_languages(browser: Browser, tmp_path: Path) -> None:
    local = tmp_path / "local"
    with office(browser, local, "zh") as reader:
        app = reader.app
        six_tasks(reader)
        for lang, pages in FOLLOWS.items():
            for path, wanted in pages.items():
                text = page_text(app, path, lang)
                missing = [one for one in wanted if one not in text]
                assert not missing, (lang, path, missing)
                chips = app.page.locator("#filter-zone .atlas-chip").all_inner_texts()
                assert chips == [*"ABCDEF", "G"]
                assert app.page.locator("#filter-sector .atlas-chip").count() == 6
        # The filters work on what is new: a zone without an outline, a sector of one enterprise.
        app.page.locator("#filter-sector .atlas-chip").last.click()
        app.wait(lambda: "sectors=compute" in app.page.url, "the new sector is chosen")
        app.wait(lambda: "1 enterprise named" in app.title(), "its enterprise is the only one")
        assert "云谷智算" in app.page.inner_text(".stMain")
        app.open("/edit", with_map=False)
        reader.begin("zone")
        reader.fill(zone="H", name_zh="H区")
        reader.say(source_title="片区方案", source_publisher="园区管委会", who="王敏")
        reader.apply()
        reader.undo()
    print(f"\nclicks: {reader.clicks}")  # noqa: T201
    assert reader.clicks.pop("undo") == 1
    assert max(reader.clicks.values()) <= MOST
    rows = list(csv.DictReader(io.StringIO(trail_csv(read_trail(local)).decode("utf-8-sig"))))
    assert {row["who"] for row in rows} == {"王敏"}
    figures = [row for row in rows if row["table"] == "figures"]
    assert {float(json.loads(row["after"])["value"]) for row in figures} == {600, 42e9, 26e3}
    assert {row["title"] for row in figures} == {"2025年统计年报"}
    assert rows[-1]["change"] == "undo"


def test_in_english_with_the_keyboard_what_is_wrong_is_said_beside_its_field(
    browser: Browser, tmp_path: Path
) -> None:
    with office(browser, tmp_path / "local", "en") as reader:
        app, page = reader.app, reader.app.page
        reader.begin("figures")
        reader.fill(**{"figure-revenue": "plenty"})
        wrong = page.locator("[data-key$='.figure-revenue'] .atlas-wrong")
        app.wait(lambda: wrong.count() == 1 and "plenty" in wrong.inner_text(), "it is said")
        box = page.locator("[data-field$='.figure-revenue']")
        assert box.get_attribute("aria-invalid") == "true"
        assert wrong.get_attribute("id") in str(box.get_attribute("aria-describedby")).split()
        reader.fill(**{"figure-revenue": "42 billion", "as_of": "2025"})
        app.wait(lambda: not wrong.count(), "it is right now")
        assert "CNY 42 billion" in page.locator("[data-key$='.figure-revenue']").inner_text()
        reader.say(source_title="Statistics 2025", source_publisher="Park office", who="Wang Min")
        # The keyboard reaches the button, and a missing answer was no dead end.
        page.locator("[data-option^='editing.do:apply']").focus()
        page.keyboard.press("Enter")
        app.wait(lambda: page.locator("#rows-done").count() == 1, "it is applied")
        page.keyboard.press("Tab")
        seen = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            seen.add(page.evaluate("document.activeElement.dataset.option ?? ''").split("@")[0])
        assert {"editing.do:undo", "editing.do:start:project"} <= seen


def test_the_grid_works_under_the_rules_of_the_page(browser: Browser, tmp_path: Path) -> None:
    with office(browser, tmp_path / "local", "zh") as reader:
        app, page = reader.app, reader.app.page
        reader.begin("enterprise")
        reader.fill(name_zh="云谷智算")
        reader.choose("sector", "data")
        reader.say(source_title="企业台账", source_publisher="园区管委会", who="王敏")
        reader.apply()
        page.locator("[data-option='editing.do:open:enterprises~#']").click()
        canvas = page.locator("[data-testid=stDataFrame] canvas").first
        canvas.wait_for()
        cell = page.locator(".gdg-input")

        def is_open() -> bool:
            """Open the cell of the name; the grid may still be moving to its place."""
            box = canvas.bounding_box()
            if not cell.count() and box is not None:
                page.mouse.dblclick(box["x"] + 100, box["y"] + 55)
            return cell.count() == 1

        app.wait(is_open, "the cell is open")
        page.keyboard.press("Control+a")
        page.keyboard.type("云谷智算公司")
        page.keyboard.press("Enter")
        app.wait(lambda: "修改 1 行" in app.slot("form"), "the change is heard")
        page.locator("[data-option^='editing.do:apply']").click()
        app.wait(lambda: "已采用" in app.slot("done"), "it is applied")
