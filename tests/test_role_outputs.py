"""What each may see, by every way out: rows that somebody may not see are found in none."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from starlette.applications import Starlette
from streamlit.runtime.context import ContextProxy

from components.api.mount import api_routes
from components.blocks.base import Content, sent
from components.blocks.text import spoken
from components.browser.assets import MAPS, static_dir
from components.contents.pages import facts_of
from components.door.serving import routes
from components.editing.page import PAGE as EDIT
from components.handout.files import made
from components.handout.leave_behind import LeaveBehind
from components.handout.orders import view_job
from components.intake.page import PAGE as IMPORT
from components.map.enterprises import places_block
from components.profiles.offered import profile_panels
from components.search.route import search_routes
from components.session.downloads import package_zip
from components.session.reader import PERSON, told
from components.session.request import Request, Seen
from components.session.state import ShutOutError, catalog_for
from components.session.theme import THEMES
from components.topics.overlay.export import overlay_layers
from data import drafts, settings
from data.catalog import load_catalog
from data.local_pack import apply_tables
from data.people import Person
from data.selection import Selection
from data.story_files import usable_stories
from geo.handover.templates import excel_template
from tests.asked import asked as answered
from tests.local import OWN, SOURCE, sources
from tests.opened import open_page, page_script
from tests.pdf_text import pdf_text

ASSUMED, DRAFTED, TRAIL, PRINTED = "KanarieA", "KanarieB", "KanarieC", "Verbuergt"
GUEST_ALL = Person()
GUEST_PUBLISHED = Person(published_only=True)
NOBODY = Person(refused="login")
EDITOR = Person("editor", "Li", "li", frozenset("C"))
PUBLISHER = Person("publisher", "Wang", "wang")
ADMIN = Person("admin", "Zhao", "zhao")
PARTNER = Person("admin", "Partner", "partner", published_only=True)
PEOPLE = {
    # Who sees all asks first: what is kept for one must not be given to the next.
    "admin": ADMIN,
    "publisher": PUBLISHER,
    "editor of C": EDITOR,
    "viewer": Person("viewer", "Sun", "sun"),
    "guest all": GUEST_ALL,
    "guest published": GUEST_PUBLISHED,
    "partner": PARTNER,
}
VIEW = "29.20,105.75,29.50,106.10,13"


@pytest.fixture(autouse=True)
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Bring a pack with rows that not everybody may see; return the id of a draft with more."""
    monkeypatch.setenv(settings.STATE.name, str(tmp_path / "state"))
    monkeypatch.setenv(settings.LOCAL.name, str(tmp_path / "state" / "local"))
    assumed = {"evidence": "illustrative", "assumption_id": "kanarie", "refs": None}
    own = pd.DataFrame(
        {
            "tenant_id": ["K1", "K2"],
            "name": [f"{ASSUMED} Ltd", f"{PRINTED} Ltd"],
            "enterprise_id": None,
            "sector": ["data", "data"],
            "zone": ["A", "C"],
            "lon": [105.93, 105.95],
            "lat": [29.35, 29.36],
            "evidence": ["illustrative", "official"],
            "assumption_id": ["kanarie", None],
            "refs": [None, SOURCE],
        }
    )
    assumption = {
        "assumption_id": ["kanarie"],
        "text_zh": [f"{ASSUMED} 假设"],
        "text_en": [f"{ASSUMED} assumed"],
        "evidence": ["illustrative"],
    }
    landmarks = _landmark(assumed)
    square = shapely.box(105.90, 29.33, 105.92, 29.35)
    outline = {
        "feature_id": ["A"],
        "name_zh": [f"{ASSUMED} 片区"],
        "name_en": [f"{ASSUMED} zone"],
        **{name: [value] for name, value in assumed.items()},
    }
    tables = {
        "tenants": own,
        "assumptions": pd.DataFrame(assumption),
        "sources": sources().assign(title_en="Office", title_zh="园区办"),
        "landmarks": landmarks,
    }
    outlines = {"zone_outlines": gpd.GeoDataFrame(outline, geometry=[square], crs="EPSG:4326")}
    assert apply_tables(tables, outlines, "own", by=TRAIL, why=TRAIL) == []
    event = {
        "event_id": ["kanarie"],
        "date": ["2021-05"],
        "title_zh": [f"{DRAFTED} 事件"],
        "title_en": [f"{DRAFTED} event"],
        "level": ["park"],
    }
    proposed, problems = drafts.save({"events": _event(event)}, {}, DRAFTED, by="Li")
    assert problems == []
    assert proposed
    return proposed.id


def _landmark(assumed: dict[str, str | None]) -> pd.DataFrame:
    shipped = load_catalog()["landmarks"]
    row = shipped[shipped["evidence"] == "illustrative"].iloc[:1].astype(object)
    names = {"name_zh": f"{ASSUMED} 地标", "name_en": f"{ASSUMED} landmark"}
    return row.assign(**{shipped.columns[0]: "kanarie"}, **names, **assumed | {"refs": SOURCE})


def _event(cells: dict[str, list[str]]) -> pd.DataFrame:
    row = load_catalog()["events"].iloc[:1].astype(object)
    return row.assign(**cells, **{k: v for k, v in OWN.items() if k in row})


@dataclass(frozen=True)
class Asked:
    """Who asks, and under which draft."""

    person: Person
    draft: str

    def request(self, page: str = "") -> Request:
        catalog = catalog_for(self.person, self.draft)
        chosen = Selection()
        words = spoken(catalog, "en", chosen)
        return Request(
            *(catalog, chosen, words, THEMES["light"], {}),
            address=f"http://localhost/{page}",
            person=self.person,
        )

    def get(self, path: str, **query: str) -> str:
        app = Starlette(routes=[*search_routes(), *routes()])
        answer = answered(app, path, params=query, headers={PERSON: told(self.person)})
        return answer.text if answer.status_code == 200 else ""


def _whole(content: Content) -> str:
    blocks = {slot: sent(block) for slot, block in content.items()}
    panels = [
        str(vars(make())) for block in content.values() for name, make in block.panels.items()
    ]
    return json.dumps(blocks, ensure_ascii=False, default=str) + "\n".join(panels)


def pages(asked: Asked) -> str:
    request = asked.request()
    every = {**facts_of(request.catalog), "import": IMPORT, "edit": EDIT}
    return "\n".join(_whole(page.content(request)) for page in every.values())


def panels(asked: Asked) -> str:
    request = asked.request()
    found = []
    for zone in request.catalog.zones:
        name = f"profile-zone-{zone}"
        made_panels = profile_panels(request.catalog, request.chosen, request.words, name)
        found += [str(vars(make())) for make in made_panels.values()]
    for record in ("K1", "K2"):
        name = f"profile-enterprise-{record}"
        made_panels = profile_panels(request.catalog, request.chosen, request.words, name)
        found += [str(vars(make())) for make in made_panels.values()]
    return "\n".join(found)


def points(asked: Asked) -> str:
    request = asked.request()
    block = places_block(request.catalog, request.chosen, request.words, Seen(window=VIEW))
    return json.dumps(sent(block), ensure_ascii=False)


def search(asked: Asked) -> str:
    words = (ASSUMED, DRAFTED, PRINTED)
    return "".join(
        asked.get("/app/static/search", q=word, lang="en", draft=asked.draft).replace(
            f"“{word}”", ""
        )
        for word in words
    )


def session(asked: Asked) -> str:
    app = open_page(page_script("overlay"), lang="en", draft=asked.draft)
    assert not app.exception
    texts = [*(str(one.proto) for one in app.get("bidi_component"))]
    return "\n".join(texts).encode().decode("unicode_escape", "ignore")


def map_files(asked: Asked) -> str:
    """Return all that lies where the server gives files out, as far as it does so."""
    open_page(page_script("overlay"), lang="en")  # draws the map of this person
    home = static_dir()
    files = [one for one in (home / MAPS).rglob("*") if one.is_file()]
    assert files
    return "".join(asked.get(f"/app/static/{one.relative_to(home).as_posix()}") for one in files)


def handed_out(kind: str) -> Callable[[Asked], str]:
    def make(asked: Asked) -> str:
        request = replace(asked.request(), catalog=catalog_for(asked.person))
        page = facts_of(request.catalog)["overlay" if kind == "html" else "enterprises"]
        job = view_job(request, page.name, page.content(request), kind)
        return _read(kind, made(job.work, lambda _: None))  # type: ignore[arg-type]

    return make


def _read(kind: str, content: bytes) -> str:
    if kind == "pdf":
        return pdf_text(content)
    if kind == "html":
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(one).decode(errors="ignore") for one in archive.namelist())


def handed_trail(asked: Asked) -> str:
    """The file of the import page, on which revisions and drafts stand."""
    request = replace(asked.request(), catalog=catalog_for(asked.person))
    job = view_job(request, "import", IMPORT.content(request), "html")
    return made(job.work, lambda _: None).decode()  # type: ignore[arg-type]


def export(asked: Asked) -> str:
    request = asked.request()
    with zipfile.ZipFile(BytesIO(package_zip(request))) as archive:
        return "".join(archive.read(one).decode() for one in archive.namelist())


def layers(asked: Asked) -> str:
    request = asked.request()
    drawn = overlay_layers(request.catalog, request.chosen, "en")
    template = excel_template(request.catalog, "en", request.chosen.evidence)
    return "".join(one.to_csv() for one in drawn.values()) + _read("xlsx", template)


def interface(by: Asked) -> str:
    """All that the API has of enterprises, outlines and events, as pages of its answers."""
    app, headers = Starlette(routes=api_routes()), {PERSON: told(by.person)}
    answers = [answered(app, f"/api/v1/{path}", headers=headers) for path in _ASKED]
    for one in answers:
        assert one.status_code in {200, 401, 403}, one.text
    return "\n".join(one.text for one in answers)


_ASKED = (
    *(
        "enterprises?limit=1000",
        "enterprises?limit=1000&f=csv",
        "zones?limit=100",
        "events?limit=1000",
    ),
    *("revisions", "overlay", "sources?limit=1000", "counts", "ogc/collections?f=json"),
    *("ogc/collections/zones/items?f=json", "ogc/collections/enterprises/items?f=json&limit=1000"),
)


def leave_behind(asked: Asked) -> str:
    story = next(iter(usable_stories().values()))
    scene = replace(story.scenes[0], query="evidence=all", chart="", headline="enterprises/total")
    scenes = tuple(
        replace(one, query="evidence=all") if one.layers else one for one in story.scenes
    )
    shown = replace(story, scenes=scenes[:3] or (scene,))
    return LeaveBehind(shown, person=asked.person)(lambda _: None).decode()


OUTPUTS: dict[str, Callable[[Asked], str]] = {
    "pages": pages,
    "panels": panels,
    "points on the map": points,
    "search": search,
    "session": session,
    "map files": map_files,
    "pptx": handed_out("pptx"),
    "pdf": handed_out("pdf"),
    "html": handed_out("html"),
    "xlsx": handed_out("xlsx"),
    "html of the import page": handed_trail,
    "export": export,
    "layers and templates": layers,
    "interface": interface,
    "leave-behind": leave_behind,
}
# Where each of them stands for who may see it: so that the test would find them.
STANDS = {
    ASSUMED: {"pages", "map files", "export", "layers and templates", "interface"},
    DRAFTED: {"pages", "search"},
    TRAIL: {"pages", "interface"},
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_nobody_sees_more_than_the_role_allows(
    output: str, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaks, missed = [], []
    for name, person in PEOPLE.items():
        monkeypatch.setattr(ContextProxy, "headers", {PERSON: told(person)})
        shown = OUTPUTS[output](Asked(person, draft))
        may = {
            ASSUMED: not person.published_only,
            DRAFTED: person.may("see_drafts"),
            TRAIL: person.may("see_trail"),
        }
        for canary, allowed in may.items():
            if canary in shown and not allowed:
                leaks.append((name, canary, _around(shown, canary)))
            if allowed and output in STANDS[canary] and canary not in shown:
                missed.append((name, canary))
    assert leaks == []
    assert missed == []


def _around(text: str, canary: str) -> str:
    at = text.index(canary)
    return text[max(0, at - 80) : at + 80]


def test_who_may_see_nothing_gets_no_catalog(draft: str) -> None:
    with pytest.raises(ShutOutError):
        catalog_for(NOBODY, draft)


def test_counts_of_who_sees_published_facts_only_hold_no_assumption() -> None:
    """Of the two enterprises of the register, one is the office's own."""
    assert len(catalog_for(ADMIN).tenants) == 2
    assert len(catalog_for(GUEST_PUBLISHED).tenants) == 1
    assert Asked(GUEST_PUBLISHED, "").request().chosen.evidence == "published"


def test_a_map_of_another_view_cannot_be_had_by_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ContextProxy, "headers", {PERSON: told(ADMIN)})
    open_page(page_script("overlay"), lang="en")
    (path, *_) = (one for one in (static_dir() / MAPS).rglob("*.js"))
    address = f"/app/static/{path.relative_to(static_dir()).as_posix()}"
    dodged = address.replace("/app/static/", "/app/static/atlas/../")
    assert ASSUMED in Asked(ADMIN, "").get(address)
    for person in (GUEST_PUBLISHED, NOBODY):
        for one in (address, dodged, address.replace("/all/", "/published/../all/")):
            assert Asked(person, "").get(one) == ""


# Sites are compared by where assumed outlines lie; the help lists the pages that there are.
@pytest.mark.parametrize("page", sorted({*facts_of(load_catalog())} - {"sites", "help"}))
def test_a_page_of_published_facts_is_that_which_the_switch_shows(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What may not be seen is not published, never none: the same words for both."""
    monkeypatch.setenv(settings.LOCAL.name, str(tmp_path / "none"))
    whole = load_catalog()
    found = []
    for catalog in (whole, whole.published):
        for chosen in (Selection(evidence="published"), Selection(("C",), evidence="published")):
            words = spoken(catalog, "en", chosen)
            asked = Request(catalog, chosen, words, THEMES["light"], {}, person=GUEST_PUBLISHED)
            made_content = facts_of(catalog)[page].content(asked)
            made_content.pop("filters", None)  # of which one has the switch
            made_content.pop("map-note", None)  # it counts what may be laid under the map
            found.append({name: sent(block) for name, block in made_content.items()})
    assert found[2:] == found[:2]
