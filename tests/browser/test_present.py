"""The presentation in a browser: keys, autoplay, the speaker's window, questions, links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.browser.conftest import App, make_app

COUNT = 12
PLANNERS = "/present?story=planners"  # scenes with the map beside a chart
PITCH = "/present?story=cloud-valley"
# Every wait of three seconds or more is a twentieth as long: autoplay's, not the number keys'.
FAST = """(() => {
  const wait = window.setTimeout;
  window.setTimeout = (act, ms, ...given) => wait(act, ms >= 3000 ? ms / 20 : ms, ...given);
})()"""
# What does not fit, what is smaller than it may be (px at 1920 x 1080), how much of the height the
# map has, and how large the number is.
FIT = """() => {
  const stage = document.querySelector('.st-key-stage'), cut = [], small = new Set();
  const per = Math.min(innerWidth / 1920, innerHeight / 1080);
  const isSeen = one => one.checkVisibility({visibilityProperty: true});
  const parts = '[data-part], .atlas-figure-value, .atlas-bars, .atlas-wall';
  for (const one of [stage, ...stage.querySelectorAll(parts)]) {
    if (!isSeen(one)) continue;
    const isHigh = !one.matches('.atlas-figure-value') && one.scrollHeight > one.clientHeight + 2;
    if (one.clientHeight && isHigh) cut.push(one.className);
    if (one.clientWidth && one.scrollWidth > one.clientWidth + 2) cut.push(one.className);
  }
  const look = (page, scale) => {
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const {data, parentElement: place} = texts.currentNode;
      if (!data.trim() || !isSeen(place)) continue;
      if (place.closest('style, script, [hidden], .stAppHeader')) continue;
      let size = scale / per * parseFloat(page.defaultView.getComputedStyle(place).fontSize);
      for (let up = place; up; up = up.parentElement) {
        size *= page.defaultView.getComputedStyle(up).zoom;
      }
      const foot = '.atlas-stage-foot, .atlas-figure > .atlas-open, .leaflet-control';
      if (size < (place.closest(foot) ? 20 : LEAST) - .05) small.add(`${data.trim()}: ${size}`);
    }
  };
  look(document, 1);
  const map = document.querySelector('.st-key-map'), root = document.documentElement;
  const scale = parseFloat(getComputedStyle(root).getPropertyValue('--map-scale'));
  const hasMap = isSeen(map), value = document.querySelector('.atlas-figure-value');
  if (hasMap) look(map.querySelector('iframe').contentDocument, scale);
  const isLow = hasMap && map.clientHeight < .6 * stage.clientHeight;
  const isSmall = value && parseFloat(getComputedStyle(value).fontSize) / per < 119.9;
  return {cut, small: [...small], isLow, isSmall: Boolean(isSmall)};
}"""
LARGE: ViewportSize = {"width": 1920, "height": 1080}
SMALL: ViewportSize = {"width": 1280, "height": 720}
TWO_FRAMES = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
FITS = {"cut": [], "small": [], "isLow": False, "isSmall": False}
# Every pair of texts on the map of which one covers a part of the other.
COVERED = """() => {
  const texts = [...document.querySelectorAll('.atlas-label, .atlas-letter')].filter(one =>
    one.checkVisibility({visibilityProperty: true}));
  const covers = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  const places = texts.map(one => one.getBoundingClientRect());
  return texts.flatMap((one, i) => texts.slice(i + 1)
    .filter((_, j) => covers(places[i], places[i + 1 + j]))
    .map(other => `${one.innerText} ${other.innerText}`));
}"""
VIEW = "(() => { const {lat, lng} = map_div.getCenter(); return [lat, lng, map_div.getZoom()]; })()"


def open_stage(app: App, path: str = PLANNERS) -> App:
    app.page.goto(app.url + path)
    app.page.wait_for_selector(".atlas-title")
    app.wait(app.is_drawn, "the map is drawn")
    app.wait(lambda: app.map.locator(".atlas-scene-legend > div").count() > 0, "layers are shown")
    return app


@pytest.fixture
def stage(browser: Browser, server: str) -> Iterator[App]:
    app = open_stage(make_app(browser, server, reduced_motion="reduce"))
    yield app
    app.close()
    assert app.errors == []
    assert app.outside == []


def number(app: App) -> int:
    return int(app.page.locator("[data-part=place] output").inner_text().split(" / ")[0])


def at(app: App, place: int) -> None:
    app.wait(lambda: number(app) == place, f"scene {place}")


def answered(app: App) -> None:
    app.wait(lambda: app.page.evaluate("atlas.log().length === 0"), "the server has answered")


def scene_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["scene"][0]


def press(app: App, *keys: str) -> None:
    for key in keys:
        app.page.keyboard.press(key)


def back_button(app: App) -> bool:
    return app.page.locator(".atlas-stage-back").is_visible()


def test_no_chrome_and_every_part_of_a_scene(stage: App) -> None:
    for chrome in (".stAppHeader", ".st-key-brand", "[data-testid=stToolbar]"):
        assert not stage.page.locator(chrome).first.is_visible(), chrome
    assert "300至330家" in stage.title()
    assert "300–330 家" in stage.text("card-enterprises")
    assert stage.page.locator(".atlas-stage-head p").count() == 1
    assert stage.page.locator("[data-part=caveat]").inner_text()
    assert "示意" in stage.map.locator(".atlas-scene-sign").inner_text()
    assert (
        stage.map.locator(".leaflet-control-zoom").count() == 0
        or not stage.map.locator(".leaflet-control-zoom").is_visible()
    )
    # Sources and legend stand behind keys.
    sources, legend = stage.page.locator(".atlas-stage-sources"), ".atlas-scene-legend"
    assert not sources.is_visible()
    press(stage, "s", "k")
    stage.wait(lambda: stage.map.locator(legend).is_visible(), "the legend is shown")
    assert "第 " in sources.inner_text()
    assert "图形为示意" in sources.inner_text()
    assert "片区" in stage.map.locator(legend).inner_text()
    press(stage, "s")
    stage.map.locator(".atlas-scene-sign").click()
    stage.wait(lambda: not stage.map.locator(legend).is_visible(), "the legend is hidden")
    assert not sources.is_visible()
    box = stage.page.locator(".st-key-stage").bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1440, 900)


def test_keys_of_a_clicker_and_of_a_keyboard_move_the_scenes(stage: App) -> None:
    for place, key in enumerate(("ArrowRight", "PageDown", "Space"), start=2):
        press(stage, key)
        at(stage, place)
    for place, key in ((3, "ArrowLeft"), (2, "PageUp"), (1, "Shift+Space"), (1, "ArrowLeft")):
        press(stage, key)
        at(stage, place)
    press(stage, "End")
    at(stage, COUNT)
    press(stage, "ArrowRight")
    at(stage, COUNT)
    press(stage, "Home")
    at(stage, 1)
    press(stage, *["ArrowRight"] * 7)
    at(stage, 8)
    answered(stage)
    assert number(stage) == 8
    assert scene_of(stage.page) == "twin"
    assert stage.page.evaluate("atlas.answer().blocks.stage.at") == "twin"


def test_a_neighbour_is_shown_before_the_server_answers(stage: App) -> None:
    stage.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'x'}))")
    title = stage.page.evaluate(
        """() => {
          window.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
          return [document.querySelector('.atlas-title').textContent, atlas.log().length];
        }"""
    )
    assert "六个片区" in title[0]
    assert title[1] == 1
    assert stage.page.locator("#card-zone").count() == 1


def test_numbers_lead_to_a_scene(stage: App) -> None:
    press(stage, "4")
    at(stage, 4)
    press(stage, "1", "1", "Enter")
    at(stage, 11)
    press(stage, "4", "7", "Enter")
    stage.page.wait_for_timeout(300)
    assert number(stage) == 11


def test_blank_screen_and_any_key_returns(stage: App) -> None:
    black = stage.page.locator("[data-part=blank]")
    press(stage, "b")
    assert black.is_visible()
    press(stage, "ArrowRight")
    assert not black.is_visible()
    assert number(stage) == 1


def test_autoplay_goes_round_and_stands_in_the_link(browser: Browser, server: str) -> None:
    app = make_app(browser, server, reduced_motion="reduce", script=FAST)
    open_stage(app, f"{PLANNERS}&scene=targets&autoplay=1")
    at(app, 12)
    at(app, 1)
    assert "autoplay=1" in app.page.url
    assert app.page.locator("[data-act=play]").get_attribute("aria-pressed") == "true"
    press(app, "p")
    place = number(app)
    app.page.wait_for_timeout(2500)
    assert number(app) == place
    assert "autoplay" not in app.page.url
    app.close()
    assert app.errors == []


def test_speaker_window_follows_and_its_keys_move_the_scenes(stage: App) -> None:
    with stage.page.context.expect_page() as opened:
        press(stage, "n")
    speaker = opened.value
    assert "《重庆日报》2020年9月" in speaker.locator("main").inner_text()
    assert "六个片区" in speaker.locator("footer h3").inner_text()
    assert speaker.locator("footer p").count() == 2
    assert speaker.locator("#place").inner_text() == "1 / 12"
    assert speaker.locator("#elapsed").inner_text().startswith("00:0")
    assert len(speaker.locator("#clock").inner_text()) == 5
    speaker.keyboard.press("PageDown")
    at(stage, 2)
    assert "一园四区" in speaker.locator("main").inner_text()
    answered(stage)
    assert "五大板块" in speaker.locator("footer h3").inner_text()
    stage.page.evaluate("window.open = () => null")
    press(stage, "n")
    assert "拦截" in stage.page.locator("[data-part=said]").inner_text()


def test_a_click_answers_a_question_and_r_returns_to_the_scene_as_it_was(stage: App) -> None:
    press(stage, "End")
    at(stage, COUNT)
    answered(stage)
    press(stage, "5")
    at(stage, 5)
    answered(stage)
    stage.map.evaluate("window.stands = true; map_div.setView([29.36, 105.92], 13)")
    before, chart = stage.map.evaluate(VIEW), stage.page.locator("[data-part=chart]").inner_text()
    assert not back_button(stage)
    stage.bar("status", "● 已投用").click()
    stage.wait(lambda: back_button(stage), "the way back is shown")
    answered(stage)
    assert stage.page.locator("[data-part=chart]").inner_text() != chart
    stage.map.evaluate("map_div.setView([29.3, 105.8], 11)")
    stage.page.keyboard.press("r")  # while the map has the focus
    stage.wait(lambda: not back_button(stage), "back in the story")
    assert stage.page.locator("[data-part=chart]").inner_text() == chart
    stage.wait(lambda: stage.map.evaluate(VIEW) == before, "the map stands where it was left")
    answered(stage)
    stage.bar("status", "● 已投用").click()
    stage.wait(lambda: back_button(stage), "the way back is shown again")
    press(stage, "ArrowRight")
    at(stage, 6)
    assert not back_button(stage)
    assert stage.map.evaluate("window.stands === true"), "the map was loaded again"


def test_layers_follow_the_scene_and_the_map_flies(browser: Browser, server: str) -> None:
    app = open_stage(make_app(browser, server), f"{PLANNERS}&scene=investment")
    app.page.wait_for_timeout(500)
    assert app.map.locator("path[role=button][aria-label*='A区']").count() == 1
    before = app.map.evaluate(VIEW)
    press(app, "Home")
    at(app, 1)
    answered(app)
    app.wait(lambda: app.map.evaluate(VIEW)[2] < before[2] - 0.1, "the map is on its way")
    assert app.map.evaluate(VIEW)[2] > before[2] - 2, "it jumped instead of flying"
    press(app, "7")
    at(app, 7)
    app.wait(
        lambda: "L4" in app.map.locator(".atlas-scene-legend").inner_text(), "the test area is on"
    )
    assert app.map.locator("path[role=button][aria-label*='A区']").count() == 0
    app.close()
    assert app.errors == []


def test_map_jumps_where_motion_is_not_wanted(stage: App) -> None:
    stage.map.evaluate(f"window.views = []; void map_div.on('move', () => views.push({VIEW}))")
    press(stage, "ArrowRight")
    at(stage, 2)
    answered(stage)
    stage.wait(lambda: stage.map.evaluate(VIEW)[2] > 12, "the view of the scene")
    stage.page.wait_for_timeout(500)
    assert len(stage.map.evaluate("[...new Set(views.map(String))]")) == 1, "it went by steps"


def test_link_shows_its_scene_and_the_back_button_leaves(browser: Browser, server: str) -> None:
    app = make_app(browser, server, reduced_motion="reduce")
    app.open("/?zones=C")
    app.page.evaluate("history.pushState({}, '', location.href)")
    open_stage(app, f"{PLANNERS}&scene=talent&lang=en")
    at(app, 9)
    assert "85 universities" in app.title()
    press(app, "ArrowRight", "ArrowRight")
    at(app, 11)
    answered(app)
    query = parse_qs(urlsplit(app.page.url).query)
    assert query == {"story": ["planners"], "scene": ["targets"], "lang": ["en"]}
    app.page.reload()
    app.page.wait_for_selector(".atlas-title")
    at(app, 11)
    app.page.go_back()
    app.wait(lambda: "/present" not in app.page.url, "left")
    app.close()
    assert app.errors == []


def test_unknown_scene_opens_the_first_and_says_so(browser: Browser, server: str) -> None:
    app = open_stage(make_app(browser, server), f"{PLANNERS}&scene=nowhere")
    assert number(app) == 1
    assert "scene=nowhere" in app.slot("notices")
    press(app, "ArrowRight")
    app.wait(lambda: not app.slot("notices"), "the notice goes")
    app.close()


def test_leaving_returns_to_the_page_before_with_its_selection(stage: App) -> None:
    stage.open("/?zones=C&lang=en")
    stage.page.get_by_test_id("stTopNavSection").last.wait_for()
    stage.go("Present", "Presentation")
    stage.page.wait_for_selector(".st-key-stage .atlas-title")
    stage.wait(stage.is_drawn, "the map is drawn")
    assert stage.chosen_on_map() == []
    press(stage, "ArrowRight", "Escape")
    stage.wait(lambda: "/present" not in stage.page.url, "left")
    stage.wait_title("Zone C")
    assert parse_qs(urlsplit(stage.page.url).query) == {"zones": ["C"], "lang": ["en"]}
    assert stage.page.locator(".stAppHeader").is_visible()


def test_escape_leaves_the_full_screen_first(stage: App) -> None:
    full = "Boolean(document.fullscreenElement)"
    press(stage, "f")
    stage.wait(lambda: stage.page.evaluate(full), "full screen")
    press(stage, "Escape")
    stage.wait(lambda: not stage.page.evaluate(full), "no full screen")
    stage.page.wait_for_timeout(300)
    assert "/present" in stage.page.url


def test_qr_code_holds_the_link_of_the_scene(stage: App) -> None:
    stage.page.set_viewport_size({"width": 1920, "height": 1080})
    press(stage, "ArrowRight")
    answered(stage)
    press(stage, "q")
    code = stage.page.locator(".atlas-qr svg")
    code.wait_for()
    assert stage.page.locator(".atlas-qr p").first.inner_text() == stage.page.url
    wanted = io.BytesIO()
    segno.make(stage.page.url, error="m").save(wanted, kind="svg", border=4, xmldecl=False)
    drawn = code.locator("path").last.get_attribute("d")
    assert drawn
    assert drawn in wanted.getvalue().decode()
    box = code.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 300
    press(stage, "q")
    assert not code.is_visible()
    press(stage, "?")
    stage.page.locator(".atlas-keys").wait_for()
    press(stage, "ArrowRight")
    at(stage, 3)
    assert not stage.page.locator(".atlas-keys").is_visible()


def test_theme_and_language_change_without_leaving_the_scene(stage: App) -> None:
    press(stage, "3")
    at(stage, 3)
    answered(stage)
    surface = "getComputedStyle(document.querySelector('.st-key-stage')).backgroundColor"
    light = stage.page.evaluate(surface)
    press(stage, "t")
    stage.wait(lambda: stage.page.evaluate(surface) != light, "dark")
    answered(stage)
    press(stage, "t")
    stage.wait(lambda: "theme=projector" in stage.page.url, "the link asks for the projector's")
    ink = "getComputedStyle(document.querySelector('.atlas-title')).color"
    stage.wait(lambda: stage.page.evaluate(ink) == "rgb(0, 0, 0)", "black ink")
    press(stage, "l")
    stage.wait_title("Five sectors")
    stage.wait(lambda: "lang=en" in stage.page.url, "the link says so")
    assert number(stage) == 3
    stage.wait(stage.is_drawn, "the map is drawn again")
    stage.wait(
        lambda: "illustrative" in stage.map.locator(".atlas-scene-legend").inner_text(),
        "the map speaks English",
    )


def test_a_click_leaves_no_ring_and_zones_keep_their_letters(stage: App) -> None:
    page = stage.page
    ring = "[document, document.querySelector('.st-key-map iframe').contentDocument]"
    ring += ".some(one => one.querySelector(':focus-visible:not(iframe)'))"
    press(stage, "ArrowRight")
    at(stage, 2)
    answered(stage)
    stage.zone("C").click(position={"x": 12, "y": 12})
    page.locator(".atlas-panel[open]").wait_for()  # the zone's profile
    assert "仅看公开依据" not in page.locator(".st-key-stage").inner_text()
    press(stage, "r")
    stage.wait(lambda: page.locator(".atlas-panel[open]").count() == 0, "the profile is closed")
    press(stage, "ArrowRight")
    at(stage, 3)
    assert not page.evaluate(ring)
    page.locator("[data-part=headline] [data-open]").first.click()
    page.locator(".atlas-panel h2").wait_for()
    press(stage, "Escape")
    stage.wait(lambda: page.locator(".atlas-panel[open]").count() == 0, "the panel is closed")
    assert not page.evaluate(ring)
    page.set_viewport_size({"width": 1920, "height": 1080})
    press(stage, "?")
    page.locator(".atlas-keys").wait_for()
    over = """[...document.querySelectorAll('.atlas-keys tr')].filter(row =>
      row.querySelector('kbd').getBoundingClientRect().right
        > row.querySelector('td').getBoundingClientRect().left).length"""
    assert page.evaluate(over) == 0
    press(stage, "Escape", "t")
    answered(stage)
    press(stage, "t")
    stage.wait(lambda: "theme=projector" in page.url, "the projector's theme")
    answered(stage)
    letters = (
        "[...document.querySelectorAll('.atlas-letter')].filter(one => one.clientWidth).length"
    )
    for place, least in ((3, 350), (4, 350), (5, 550), (9, 550), (11, 350)):
        press(stage, *str(place), "Enter")
        at(stage, place)
        stage.wait(lambda: stage.map.evaluate(letters) == 6, f"letters of scene {place}")
        box = page.locator(".st-key-map").bounding_box()
        assert box
        assert box["height"] >= least, place


def test_the_first_scene_is_whole_however_late_the_style_sheet_of_the_map_comes(
    browser: Browser, server: str
) -> None:
    app = make_app(browser, server, viewport={"width": 1920, "height": 1080})
    late: list[Route] = []
    app.page.route("**/leaflet*.css*", lambda route: late.append(route))  # noqa: PLW0108
    open_stage(app)
    assert late
    for sheet in late:
        sheet.continue_()
    inside = """(() => {
      const all = atlas.groups.district.layer.getBounds();
      return map_div.getBounds().contains(all);
    })()"""
    app.wait(lambda: app.map.evaluate(inside), "the whole district is seen")
    app.close()


def test_escape_leaves_while_the_scene_changes(browser: Browser, server: str) -> None:
    app = make_app(browser, server, script=FAST)
    open_stage(app, f"{PLANNERS}&autoplay=1")
    app.wait(lambda: number(app) > 2, "autoplay goes on")
    now = number(app)
    app.page.evaluate(
        """() => new Promise(done => new MutationObserver(done).observe(
          document.querySelector('[data-part=place]'),
          {subtree: true, childList: true, characterData: true}))"""
    )
    assert number(app) != now
    press(app, "Escape")
    app.wait(lambda: "/present" not in app.page.url, "the presentation is left")
    app.wait(
        lambda: app.page.locator("[data-slot=cards] .atlas-card").count() > 0, "the page is there"
    )
    app.close()
    assert app.errors == []


def test_buttons_and_swipes_do_what_keys_do(browser: Browser, server: str) -> None:
    app = open_stage(make_app(browser, server, has_touch=True, reduced_motion="reduce"))
    names = app.page.locator(".atlas-stage-bar button").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert len(names) == len(set(names)) == 18
    assert all(names)
    app.page.locator("[data-act=next]").click()
    at(app, 2)
    press(app, "Space")
    at(app, 3)
    app.page.locator("[data-act=previous]").focus()
    press(app, "Enter")
    at(app, 2)
    app.page.mouse.click(1432, 450)
    at(app, 3)
    swipe = """([from, to]) => {
      const place = document.querySelector('.atlas-stage-head');
      const finger = x => new Touch({identifier: 1, target: place, clientX: x, clientY: 60});
      const send = (name, x, touches) => place.dispatchEvent(new TouchEvent(name, {
        bubbles: true, touches, changedTouches: [finger(x)]}));
      send('touchstart', from, [finger(from)]);
      send('touchend', to, []);
    }"""
    app.page.evaluate(swipe, [700, 400])
    at(app, 4)
    app.page.evaluate(swipe, [400, 700])
    at(app, 3)
    app.close()
    assert app.errors == []


# A colour moves nothing: light and dark are each looked at in one language.
@pytest.mark.parametrize(
    ("lang", "theme"),
    [("zh", "light"), ("en", "dark"), ("zh", "projector"), ("en", "projector")],
)
def test_all_fits_and_can_be_read_from_afar(
    browser: Browser, server: str, lang: str, theme: str
) -> None:
    """Each scene on two screens; that for planners is told on larger ones."""
    app = make_app(
        browser,
        server,
        viewport=LARGE,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    asked = "&theme=projector" if theme == "projector" else ""
    for story, least in ((PITCH, 28), (PLANNERS, 24)):
        open_stage(app, f"{story}&lang={lang}{asked}")
        count = int(app.page.locator("[data-part=place] output").inner_text().split(" / ")[1])
        for place in range(1, count + 1):
            at(app, place)
            answered(app)
            app.wait(lambda: app.map.evaluate(COVERED) == [], f"names apart, scene {place}")
            for size in (LARGE, SMALL) if story == PITCH else (LARGE,):
                app.page.set_viewport_size(size)
                app.page.evaluate(TWO_FRAMES)
                found = app.page.evaluate(FIT.replace("LEAST", str(least)))
                assert found == FITS, (story, place, size)
            app.page.set_viewport_size(LARGE)
            press(app, "ArrowRight")
    app.close()
    assert app.errors == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_other_screens_are_filled_and_nothing_is_cut_sideways(
    browser: Browser, server: str, width: int, height: int
) -> None:
    app = make_app(browser, server, viewport={"width": width, "height": height})
    open_stage(app, f"{PLANNERS}&lang=en")
    for place in range(1, COUNT + 1):
        at(app, place)
        for name in (".st-key-stage", "[data-testid=stMain]"):
            wide = f"document.querySelector('{name}').scrollWidth"
            assert app.page.evaluate(wide) <= width, name
        press(app, "ArrowRight")
    app.close()
    assert app.errors == []
