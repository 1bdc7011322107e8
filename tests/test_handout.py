"""Handing out a view: files that are made beside the page, and what the page says of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from threading import Event

import pytest
from PIL import Image
from pypdf import PdfReader

from components.blocks.text import Words
from components.handout import files as handout_files
from components.handout.job import AT_ONCE, CancelledError, Job, Tick, Tray
from components.meeting.keep_scene import fitted
from components.session.request import Request, Seen
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from tests.contents import page_content
from tests.opened import blocks, open_page, page_script

WAIT_S = 20


@pytest.fixture
def gate() -> Iterator[Event]:
    made = Event()
    yield made
    made.set()  # no thread waits for ever


def wait(job: Job, *states: str) -> None:
    deadline = time.monotonic() + WAIT_S
    while job.state not in states:
        assert time.monotonic() < deadline, job.state
        time.sleep(0.005)


def held_job(gate: Event, name: str = "a.pdf") -> Job:
    def make(tick: Tick) -> bytes:
        tick(0.25)
        while not gate.wait(0.005):
            tick(0.25)
        return b"made"

    return Job("pdf", "title", name, make)


def test_job_tells_how_far_it_is_and_keeps_what_it_made(gate: Event) -> None:
    job = held_job(gate)
    job.start()
    wait(job, "running")
    while job.done == 0:
        time.sleep(0.005)
    assert job.done == 0.25
    gate.set()
    wait(job, "ready")
    assert job.result == b"made"


def test_cancelled_job_stops_at_its_next_tick() -> None:
    began, ended = Event(), list[type]()

    def make(tick: Tick) -> bytes:
        began.set()
        try:
            while True:
                tick(0.5)
        except CancelledError:
            ended.append(CancelledError)
            raise

    job = Job("pdf", "title", "a.pdf", make)
    job.start()
    assert began.wait(WAIT_S)
    job.cancel()
    deadline = time.monotonic() + WAIT_S
    while not ended:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    assert job.state == "cancelled"
    assert job.result == b""


def test_further_jobs_wait_and_can_be_cancelled_before_they_begin(gate: Event) -> None:
    assert AT_ONCE == 2
    jobs = [held_job(gate, f"{n}.pdf") for n in range(4)]
    for job in jobs:
        job.start()
    wait(jobs[0], "running")
    wait(jobs[1], "running")
    assert [job.state for job in jobs[2:]] == ["waiting", "waiting"]
    jobs[2].cancel()
    gate.set()
    wait(jobs[3], "ready")
    assert jobs[2].state == "cancelled"
    assert jobs[2].result == b""


def test_failed_job_says_so_and_logs_why(caplog: pytest.LogCaptureFixture) -> None:
    def make(_: Tick) -> bytes:
        raise RuntimeError("no room")

    job = Job("pdf", "title", "a.pdf", make)
    job.start()
    wait(job, "failed")
    assert "no room" in caplog.text


def test_same_file_is_made_once_and_again_after_it_was_cancelled(gate: Event) -> None:
    held = Tray()
    held.add(held_job(gate))
    held.add(held_job(gate))
    (first,) = held.jobs
    held.drop(first.job_id)
    held.add(held_job(gate))
    (second,) = held.jobs
    assert second is not first
    gate.set()
    wait(second, "ready")


def test_finished_files_go_with_the_view_and_running_ones_stay(gate: Event) -> None:
    held = Tray(key="zone C")
    done, going = Job("pdf", "t", "done.pdf", lambda _: b"x"), held_job(gate)
    held.add(done)
    wait(done, "ready")
    held.add(going)
    held.keep_for("zone C")
    assert held.jobs == [done, going]
    held.keep_for("zone D")
    assert held.jobs == [going]


def test_closing_leaves_what_is_being_made_in_sight(gate: Event) -> None:
    held = Tray()
    held.add(held_job(gate))
    held.close()
    assert held.is_shown
    gate.set()
    wait(held.jobs[0], "ready")
    held.close()
    assert not held.is_shown
    held.ask()
    assert held.is_shown


def request_of(catalog: Catalog, **chosen: object) -> Request:
    selection = replace(Selection(zones=("C",), lang="zh"), **chosen)  # type: ignore[arg-type]
    return Request(catalog, selection, Words(selection.lang or "zh"), THEMES["light"], {})


def finished(job: Job | None) -> bytes:
    assert job
    job.start()
    wait(job, "ready", "failed")
    assert job.state == "ready"
    return job.result


def test_file_says_park_selection_date_and_language(catalog: Catalog) -> None:
    content = page_content("overview")
    for lang, file in (
        ("zh", "云谷一张图_总览_C区_2020-11.pdf"),
        ("en", "cloud-valley-atlas_overview_zone-c_2020-11.pdf"),
    ):
        request = request_of(catalog, as_of="2020-11", lang=lang)
        assert handout_files.view_job(request, "overview", content(request), "pdf").file == file


def test_published_only_leaves_nothing_illustrative_in_the_file(catalog: Catalog) -> None:
    content = page_content("overview")
    texts = {}
    for evidence in ("all", "published"):
        request = request_of(catalog, evidence=evidence)
        job = handout_files.view_job(request, "overview", content(request), "pdf")
        pages = PdfReader(BytesIO(finished(job))).pages
        texts[evidence] = "".join(page.extract_text() for page in pages)
    # The illustrative pack puts 80 enterprises into zone C; no article does.
    assert "企业 80 家" in texts["all"]
    assert "80 家" not in texts["published"]
    assert "没有来源公布" in texts["published"]


def test_pictures_of_the_map_as_it_was_seen_and_of_a_chart(catalog: Catalog) -> None:
    content = page_content("overview")
    request = request_of(catalog)
    made = content(request)
    seen = Seen(looks_at=(29.362, 105.943, 12.0), layers_on=("zones",))
    job = handout_files.picture_job(replace(request, seen=seen), "overview", made, "png", "map")
    image = Image.open(BytesIO(finished(job)))
    assert image.size == (2200, 1650)  # 10 by 7.5 inches at 220 dpi
    job = handout_files.picture_job(request, "overview", made, "svg", "zone")
    assert b"<svg" in finished(job)
    assert job
    assert job.file == "云谷一张图_各片区企业数_C区_2022-10.svg"
    assert handout_files.picture_job(request, "overview", made, "png", "nonsense") is None


def test_page_without_a_map_offers_none(catalog: Catalog) -> None:
    content = page_content("sources")
    request = request_of(catalog)
    made = content(request)
    assert handout_files.picture_job(request, "sources", made, "png", "map") is None


def test_message_of_a_click_is_as_before_until_something_is_asked_for() -> None:
    assert "tray" not in blocks(open_page(lang="zh"))
    asked = open_page(page_script("overview", {"handout.menu": "keep"}), lang="zh")
    assert not asked.exception
    assert {"tray", "tray-form", "tray-menu"} <= set(blocks(asked))


def test_what_is_not_on_offer_is_ignored() -> None:
    options = {"handout.png": "nonsense", "handout.drop": "77", "handout.exe": ""}
    page = open_page(page_script("overview", options), lang="zh")
    assert not page.exception
    assert "tray" not in blocks(page)


@pytest.mark.parametrize("kind", ["menu", "keep"])
@pytest.mark.parametrize("page", ["overview", "sources", "talent", "test-area"])
def test_view_can_be_kept_from_every_page(page: str, kind: str) -> None:
    value = "keep" if kind == "menu" else ""
    app = open_page(page_script(page, {f"handout.{kind}": value}), lang="en")
    assert not app.exception
    if kind == "keep":
        assert "scene 1 of “My story”" in blocks(app)["tray"]["rows"][0]["title"]


def test_titles_are_cut_to_the_width_of_a_slide() -> None:
    assert fitted("永川", 4) == "永川"
    assert fitted("重庆云谷永川大数据", 8) == "重庆…"
    assert fitted("abcdefgh", 8) == "abcdefgh"
