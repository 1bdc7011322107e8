"""Several servers behind nginx: one is killed, all are started anew, and nobody notices much."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.cluster import Cluster, cluster
from tests.browser.conftest import App, make_app
from tests.cluster.viewers import viewers

PAGES = ["overview", "overlay", "enterprises", "projects", "timeline", "targets"]
VIEWERS = 60
BACK_S = 3.0
FOLLOW_S = 2.0
SESSION = "atlas.answer().session"


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    with cluster(store="") as started:
        yield started


@pytest.fixture(scope="module")
def server(running: Cluster) -> str:
    return running.url


def belongs_to(app: App) -> str:
    cookies = app.page.context.cookies()
    return next(one["value"] for one in cookies if one["name"] == "atlas_replica").partition(".")[0]


def test_a_server_is_killed_under_sixty_readers(running: Cluster, browser: Browser) -> None:
    with viewers(running.url, VIEWERS, PAGES) as found:
        app = make_app(browser, running.url).open("/overlay")
        app.zone("F").click()
        app.wait_title("F区")
        session = app.page.evaluate(SESSION)
        victim = next(one for one in running.replicas if one.name == belongs_to(app))
        hit = [one for one in found if one.cookie.partition(".")[0] == victim.name]
        time.sleep(3)
        before = sum(one.answered for one in found)
        victim.kill()
        began = time.monotonic()
        app.wait(lambda: app.page.evaluate(SESSION) != session, "a session of another server")
        app.wait(lambda: app.page.evaluate("atlas.log().length") == 0, "it has heard all")
        took = time.monotonic() - began
        assert app.title().startswith("F区")
        time.sleep(3)
    back = sorted(second for one in found for second in one.back_s)
    print(  # noqa: T201 -- the figures of the run
        f"\n{len(hit)} of {len(found)} readers lost their server, {before} clicks before;"
        f" back after {back[len(back) // 2]:.2f} s (median), {back[-1]:.2f} s (last);"
        f" a browser after {took:.2f} s"
    )
    assert len(hit) > VIEWERS / 6
    assert [error for one in found for error in one.errors] == []
    assert len(back) == len(hit)
    app.close()
    assert app.errors == []
    victim.start()
    victim.wait()
    assert back[-1] <= BACK_S
    assert took <= BACK_S
