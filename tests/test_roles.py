"""Who may do what: roles from a claim, a file or a proxy, rules of rows, and what is refused."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import config

from components.browser.streamlit_insides import LOGIN_COOKIE
from components.door.guard import Guard
from components.door.identity import identify
from components.door.login_pages import LoginPages, login_routes
from components.door.proxies import Proxies
from components.door.start import options
from components.editing.acts import act as edit
from components.editing.desk import ACT as EDIT_ACT
from components.editing.desk import Desk
from components.frame.person import person_menu
from components.intake.inbox import ACT, Inbox
from components.intake.signed import BY, signed
from components.intake.situation import SEEN, act
from components.session.downloads import made_for
from components.session.reader import PERSON, person_of, told
from data import drafts, local_pack, settings
from data.catalog import load_catalog
from data.drafts import publish, save
from data.ended import end
from data.local_pack import apply_tables, lock
from data.logins import person_now, read_roles, roles_in_force
from data.packs import local_dir
from data.people import GUEST, HOME, ROLES, Act, Login, Person
from data.problems import Problem
from data.row_rules import foreign_rows
from data.trail import read_trail
from data.trail_export import trail_table
from tests.local import SOURCE, sources
from tests.shipped import words_of

SECRET = "0123456789abcdef" * 2
ADDRESS = "https://atlas.example"
OF_C = Person("editor", "Li", "li", frozenset("C"))
# By act, the roles that may do it, as docs/roles.md has them.
MAY: dict[Act, str] = {
    "see_drafts": "editor publisher admin",
    "propose": "editor publisher admin",
    "tell_stories": "editor publisher admin",
    "see_trail": "editor publisher admin",
    "publish": "publisher admin",
    "restore": "publisher admin",
    "brand": "publisher admin",
}


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for setting in settings.SETTINGS:
        if setting != settings.STATE and setting.name.startswith("ATLAS_"):
            monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv(settings.LOCAL.name, str(tmp_path / "local"))


@pytest.fixture
def oidc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in {
        "ATLAS_OIDC": "https://login.example",
        "ATLAS_OIDC_CLIENT": "atlas",
        "ATLAS_OIDC_SECRET": "x",
        "ATLAS_COOKIE_SECRET": SECRET,
        "ATLAS_ADDRESS": ADDRESS,
        "ATLAS_ROLES_CLAIM": "realm.roles",
    }.items():
        monkeypatch.setenv(name, value)
    before = config.get_option("server.cookieSecret")
    config.set_option("server.cookieSecret", SECRET)
    yield
    config.set_option("server.cookieSecret", before)


@pytest.mark.parametrize("act_", MAY)
def test_each_role_may_do_what_the_table_says(act_: Act) -> None:
    assert " ".join(role for role in ROLES if Person(role).may(act_)) == MAY[act_]
    assert not any(Person(role, published_only=True).may(act_) for role in ROLES)
    assert not any(Person(role, refused="expired").may(act_) for role in ROLES)


def test_who_may_change_some_zones_changes_nothing_of_the_whole() -> None:
    of_c = Person("admin", zones=frozenset("C"))
    assert of_c.may("publish")
    assert not any(of_c.may(one) for one in ("restore", "brand"))


# Roles of a login -------------------------------------------------------------------------------

FILE = """
[people."Li@Park.example"]
role = "editor"
zones = ["C"]
[people.boss]
role = "admin"
[groups.partners]
role = "viewer"
published_only = true
[groups.gis-a]
role = "editor"
zones = ["A"]
[groups.gis-b]
role = "editor"
zones = ["B"]
"""


def login(subject: str = "s", mail: str = "", *roles: str) -> Login:
    return Login(subject, "", mail, roles)


@pytest.mark.parametrize(
    ("of", "role", "limits"),
    [
        (login("s", "LI@park.EXAMPLE"), "editor", "C"),
        (login("boss"), "admin", ""),
        (login("s", "", "partners"), "viewer", "published"),
        (login("s", "", "gis-a", "gis-b", "partners"), "editor", "AB"),
        (login("s", "", "gis-a", "editor"), "editor", ""),  # one group knows no limit
        (login("s", "", "publisher", "gis-a"), "publisher", ""),
        (login("boss", "", "viewer"), "admin", ""),  # the own entry counts
        (login("s", "", "root"), "viewer", ""),  # nothing is known: as a guest
    ],
)
def test_roles_come_from_the_own_entry_else_from_groups(
    of: Login, role: str, limits: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "roles.toml").write_text(FILE, encoding="utf-8")
    monkeypatch.setenv("ATLAS_ROLES", str(tmp_path / "roles.toml"))
    found = person_now(of)
    said = "published" if found.published_only else "".join(sorted(found.zones))
    assert (found.role, said) == (role, limits)
    assert found.subject == of.subject


def test_a_role_taken_away_is_gone_at_the_next_question(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(FILE, encoding="utf-8")
    monkeypatch.setenv("ATLAS_ROLES", str(path))
    headers = {PERSON: told(person_now(login("boss")))}
    assert person_of(headers).role == "admin"
    path.write_text(FILE.replace('"admin"', '"viewer"'), encoding="utf-8")
    assert person_of(headers).role == "viewer"
    path.write_text("[people.boss]\nrole = 'king'", encoding="utf-8")  # what was said last counts
    assert person_of(headers).role == "viewer"
    assert "king" in caplog.text


@pytest.mark.parametrize(
    "text",
    ["[people.a]\nrole = 'king'", "[people.a]\nrole = 'editor'\nzone = 'C'", "[person.a]", "]"],
)
def test_a_file_of_roles_that_is_wrong_is_said(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_roles(text)
    (tmp_path / "roles.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ATLAS_ROLES", str(tmp_path / "roles.toml"))
    with pytest.raises(ValueError, match="ATLAS_ROLES"):
        roles_in_force()


def test_guests_see_what_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = scope(client="10.1.2.3")
    assert identify(outside) == GUEST
    monkeypatch.setenv("ATLAS_GUESTS", "published")
    assert identify(outside).published_only
    monkeypatch.setenv("ATLAS_GUESTS", "nobody")
    assert identify(outside).refused == "login"
    assert identify(scope()) == HOME
    assert person_now(login()).refused == "no_role"


@pytest.mark.usefixtures("oidc")
def test_who_was_given_no_role_is_called_no_viewer() -> None:
    nobody, viewer = (
        str(person_menu(person_now(Login("1", "A", roles=roles)), words_of("en")))
        for roles in ((), ("viewer",))
    )
    assert "Role: none assigned" in nobody
    assert "You can look, as without a login" in nobody
    assert "Role: Viewer" in viewer
    assert "as without a login" not in viewer


def test_who_comes_without_the_doors_word_sees_what_a_guest_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A session goes on for a moment after its browser has gone."""
    assert person_of({}) == GUEST
    monkeypatch.setenv("ATLAS_GUESTS", "published")
    assert person_of({}).published_only
    monkeypatch.setenv("ATLAS_GUESTS", "nobody")
    assert person_of({}).refused == "login"


def test_a_file_is_not_made_for_whom_the_role_was_taken_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Streamlit makes it when its button is pressed, and asks the page nothing."""
    path = tmp_path / "roles.toml"
    path.write_text(FILE, encoding="utf-8")
    monkeypatch.setenv("ATLAS_ROLES", str(path))
    over = datetime.now(UTC) - timedelta(seconds=1)
    boss = person_now(Login("boss", mark="m2"))
    waiting = [made_for(one, lambda: b"all") for one in (HOME, GUEST, boss)]
    assert [make() for make in waiting] == [b"all"] * 3
    # Whether he may fetch it, is asked with the login that he has by then.
    assert made_for(replace(boss, login=Login("boss", until=over)), lambda: b"all")() == b"all"
    for less in ('"viewer"', '"admin"\npublished_only = true'):
        path.write_text(FILE.replace('"admin"', less), encoding="utf-8")
        with pytest.raises(PermissionError):
            waiting[2]()
    path.write_text(FILE, encoding="utf-8")
    end(Login("boss", mark="m2"))
    with pytest.raises(PermissionError):
        waiting[2]()


# The door ---------------------------------------------------------------------------------------


def scope(client: str = "127.0.0.1", path: str = "/", **headers: str) -> dict[str, Any]:
    given = {"host": "localhost:8501", **headers}
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), text.encode()) for name, text in given.items()
        ],
        "client": (client, 5),
        "server": ("127.0.0.1", 8501),
        "scheme": "http",
    }


def ask(asked: dict[str, Any], proxies: str = "") -> tuple[int, str, Headers]:
    """Return status, text and headers of the answer of a server that says who asks."""

    async def who(request: Any) -> PlainTextResponse:
        person = person_of(request.headers)
        return PlainTextResponse(f"{person.role} {person.name} {request.headers.get('x-user')}")

    app: Any = LoginPages(Starlette(routes=[*login_routes(), Route("/{path:path}", who)]))
    app = Proxies(
        Guard(app, ("atlas.example",), own_address=False),
        [ip_network(one) for one in proxies.split()],
    )
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(asked, receive, send))
    text = "".join(one.get("body", b"").decode() for one in sent)
    return sent[0]["status"], text, Headers(raw=sent[0]["headers"])


def cookie(secret: str = SECRET, origin: str = ADDRESS, **claims: Any) -> str:
    """Return the cookie of a login as Streamlit writes it."""
    now = datetime.now(UTC).timestamp()
    told_ = {"sub": "li", "name": "Li", "iat": now, "exp": now + 600, "origin": origin}
    whole = json.dumps(told_ | {"realm": {"roles": ["editor"]}} | claims)
    return f"{LOGIN_COOKIE}={URLSafeTimedSerializer(secret, salt=LOGIN_COOKIE).dumps(whole)}"


@pytest.mark.usefixtures("oidc")
def test_a_signed_cookie_gives_the_role_of_its_claim() -> None:
    assert ask(scope(cookie=cookie()))[1].startswith("editor Li")
    for wrong in (
        cookie("another secret that signs cookies"),
        cookie(origin="https://elsewhere.example"),
        f"{LOGIN_COOKIE}=made-up",
    ):
        assert ask(scope(cookie=wrong))[1].startswith("viewer ")


@pytest.mark.parametrize(
    ("claims", "mail"),
    [
        ({}, "li@park.example"),  # the issuer does not say
        ({"email_verified": True}, "li@park.example"),
        ({"email_verified": "true"}, "li@park.example"),
        ({"email_verified": False}, ""),
        ({"email_verified": "false"}, ""),  # some say it as a text
    ],
)
@pytest.mark.usefixtures("oidc")
def test_a_mail_counts_unless_it_is_not_verified(claims: dict[str, Any], mail: str) -> None:
    person = identify(scope(cookie=cookie(email="li@park.example", **claims)))
    assert person.login
    assert person.login.mail == mail


@pytest.mark.usefixtures("oidc")
def test_what_the_server_is_started_with_holds_no_secret() -> None:
    """Streamlit refuses to start with one among its options: it has its own place for them."""
    known, given = config.get_config_options(), options()
    assert [name for name in given if known[name].sensitive] == []
    assert SECRET not in repr(given)


@pytest.mark.usefixtures("oidc")
def test_sitting_at_the_machine_gives_nothing_where_one_can_log_in() -> None:
    assert identify(scope()) == GUEST


@pytest.mark.parametrize("path", ["app/static/search", "media/x.csv", "app/static/maps/1/all/a.js"])
@pytest.mark.parametrize("base", ["/", "/park/"])
@pytest.mark.usefixtures("oidc")
def test_a_login_that_is_over_gets_401(base: str, path: str) -> None:
    over = cookie(exp=datetime.now(UTC).timestamp() - 1)
    status, text, headers = ask(scope(path=f"{base}{path}", cookie=over, accept_language="en"))
    assert (status, headers["cache-control"]) == (401, "no-store")
    assert "log in again" in text
    # The page itself comes, to say so; and what is no data of the park.
    assert ask(scope(path=base, cookie=over))[0] == 200
    assert ask(scope(path=f"{base}app/static/atlas/link.js", cookie=over))[0] == 200


@pytest.mark.usefixtures("oidc")
def test_a_token_without_an_end_is_over() -> None:
    assert identify(scope(cookie=cookie(exp=None))).refused == "expired"


@pytest.mark.usefixtures("oidc")
def test_a_login_lasts_as_long_as_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = datetime.now(UTC) - timedelta(hours=2)
    old = cookie(iat=begun.timestamp(), exp=begun.timestamp() + 300)
    monkeypatch.setenv("ATLAS_LOGIN_HOURS", "3")
    assert identify(scope(cookie=old)).refused == ""
    monkeypatch.setenv("ATLAS_LOGIN_HOURS", "1")
    assert identify(scope(cookie=old)).refused == "expired"


@pytest.mark.usefixtures("oidc")
def test_an_open_session_ends_with_its_login() -> None:
    until = datetime.now(UTC) + timedelta(seconds=60)
    standing = {PERSON: told(person_now(Login("li", roles=("editor",), until=until, mark="m1")))}
    assert person_of(standing).may("propose")
    end(Login("li", mark="m1"))
    assert person_of(standing).refused == "ended"


@pytest.mark.usefixtures("oidc")
def test_logging_out_ends_the_login_and_leads_to_the_issuer() -> None:
    given = cookie(sub="leaving")
    status, _, headers = ask(scope(path="/log-out", cookie=given, sec_fetch_site="same-origin"))
    assert (status, headers["location"]) == (303, "auth/logout")
    assert identify(scope(cookie=given)).refused == "ended"
    other = cookie(sub="staying")
    ask(scope(path="/log-out", cookie=other, sec_fetch_site="cross-site"))
    assert identify(scope(cookie=other)).refused == ""
    # Streamlit's own way out, behind the door, is for our pages too.
    from_there = ask(scope(path="/auth/logout", cookie=other, sec_fetch_site="cross-site"))
    assert (from_there[0], from_there[2]["location"]) == (303, "..")
    assert ask(scope(path="/auth/logout", cookie=other, sec_fetch_site="same-origin"))[0] == 200


@pytest.mark.parametrize(
    ("came_from", "leads_back"),
    [
        ("http://localhost:8501/projects?zones=C", "/projects?zones=C"),
        ("http://elsewhere.example/projects", None),
        ("http://localhost:8501//elsewhere.example", None),
    ],
)
@pytest.mark.usefixtures("oidc")
def test_a_login_leads_back_to_a_page_of_ours_only(came_from: str, leads_back: str | None) -> None:
    # Streamlit signs where it begins with the secret of its own configuration.
    status, _, headers = ask(scope(path="/log-in", referer=came_from))
    assert (status, headers["location"].partition("?")[0]) == (303, "auth/login")
    assert ("atlas_back" in headers.get("set-cookie", "")) == (leads_back is not None)


PROXY = "subject=X-User, name=X-Name, roles=X-Groups"


def test_headers_of_a_listed_proxy_say_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TRUSTED_HEADERS", PROXY)
    said = {"x_user": "li", "x_name": "李".encode().decode("latin-1"), "x_groups": "a, publisher"}
    asked = scope(client="10.9.9.9")
    asked["headers"] += [
        (name.replace("_", "-").encode(), text.encode("latin-1")) for name, text in said.items()
    ]
    assert ask(dict(asked), "10.9.0.0/16")[1].startswith("publisher 李 li")
    # A group is named by all its words: one of them is no role.
    asked["headers"][-1] = (b"x-groups", b"park admin; gis")
    assert ask(dict(asked), "10.9.0.0/16")[1].startswith("viewer 李 li")
    # From anybody else they are taken off, this very machine among them.
    for other in ("192.168.1.5", "127.0.0.1"):
        assert ask({**asked, "client": (other, 5)}, "10.9.0.0/16")[1] == "viewer  None"


def test_without_a_listed_proxy_no_header_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TRUSTED_HEADERS", PROXY)
    assert ask(scope(x_user="li", x_groups="admin"))[1] == "viewer  None"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ATLAS_OIDC", "login.example", "ATLAS_OIDC"),
        ("ATLAS_OIDC", "http://login.example", "ATLAS_OIDC"),  # without TLS, but for this machine
        ("ATLAS_OIDC_CLIENT", "", "ATLAS_OIDC_CLIENT"),
        ("ATLAS_ADDRESS", "", "ATLAS_ADDRESS"),
        ("ATLAS_COOKIE_SECRET", "hunter2", "ATLAS_COOKIE_SECRET"),
        ("ATLAS_COOKIE_SECRET_FILE", "/nowhere/secret", "/nowhere/secret"),
        ("ATLAS_OIDC_SECRET", "", "ATLAS_OIDC_SECRET"),
    ],
)
@pytest.mark.usefixtures("oidc")
def test_what_is_missing_for_a_login_is_named_and_no_secret_is(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=said) as raised:
        settings.oidc()
    assert "hunter2" not in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.usefixtures("oidc")
def test_secrets_are_not_told_by_what_holds_them() -> None:
    assert SECRET not in repr(settings.oidc())


# Rules of rows ----------------------------------------------------------------------------------


def rows(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype=object)


TENANTS = rows(tenant_id=["1", "2", "3"], zone=["A", "C", "C"], name=["a", "b", "c"])
PLACES = rows(project_id=["P1", "P2"], zone=["C", "A"])
STATUSES = rows(project_id=["P1", "P2"], date=["2021", "2021"], status=["planned", "planned"])


def refused(person: Person, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found = foreign_rows(person, before, after)
    return [str(vars(problem)["values"]["key"]) for problem in found]


@pytest.mark.parametrize(
    ("table", "before", "after", "keys"),
    [
        ("tenants", TENANTS, TENANTS.replace("b", "other"), []),
        ("tenants", TENANTS, TENANTS.replace("a", "other"), ["1"]),
        ("tenants", TENANTS, TENANTS.iloc[1:], ["1"]),
        ("tenants", TENANTS, TENANTS.iloc[[0, 1]], []),
        ("tenants", TENANTS, TENANTS.assign(zone=["A", "A", "C"]), ["2"]),  # out of C
        ("tenants", TENANTS, TENANTS.assign(zone=["C", "C", "C"]), ["1"]),  # into C
        ("project_places", PLACES, pd.concat([PLACES, rows(project_id=["P4"], zone=["C"])]), []),
        ("figures", rows(figure_id=["f"], value=[1]), rows(figure_id=["f"], value=[2]), ["f"]),
        ("sources", rows(source_id=["a"]), rows(source_id=["a", "b"]), []),
        ("sources", rows(source_id=["a"], url=["x"]), rows(source_id=["a"], url=["y"]), ["a"]),
        ("zones", rows(zone=["A", "C"], n=[1, 1]), rows(zone=["A", "C"], n=[2, 2]), ["A"]),
        (
            "zone_outlines",
            rows(feature_id=["A", "C"], geometry=["x", "y"]),
            rows(feature_id=["A", "C"], geometry=["x", "z"]),
            [],
        ),
        (
            "routes",
            rows(feature_id=["C"], geometry=["x"]),
            rows(feature_id=["C"], geometry=["y"]),
            ["C"],
        ),
    ],
)
def test_an_editor_of_one_zone_changes_its_rows_only(
    table: str, before: pd.DataFrame, after: pd.DataFrame, keys: list[str]
) -> None:
    assert refused(OF_C, {table: before}, {table: after}) == keys
    assert refused(replace(OF_C, zones=frozenset()), {table: before}, {table: after}) == []


def test_who_places_a_project_that_names_another_zone_takes_it_from_there() -> None:
    before = {"projects": rows(project_id=["P3", "P4"], zone=["A", None]), "project_places": PLACES}
    for project, keys in (("P3", ["P3"]), ("P4", [])):
        placed = pd.concat([PLACES, rows(project_id=[project], zone=["C"])])
        assert refused(OF_C, before, before | {"project_places": placed}) == keys


def test_what_is_said_of_a_project_belongs_to_where_it_stands() -> None:
    before = {"project_places": PLACES, "project_statuses": STATUSES}
    after = before | {"project_statuses": STATUSES.assign(status="built")}
    assert refused(OF_C, before, after) == ["P2, 2021"]


def test_such_a_change_is_refused_where_it_is_saved_and_where_it_is_published() -> None:
    shipped = load_catalog()["project_places"]
    of_a, of_c = (shipped[shipped["zone"] == zone].iloc[0]["project_id"] for zone in "AC")

    def status(project: str) -> dict[str, pd.DataFrame]:
        row = load_catalog()["project_statuses"].iloc[:1].astype(object)
        own = {"project_id": project, "date": "2022-09", "refs": SOURCE, "evidence": "official"}
        return {"project_statuses": row.assign(**own), "sources": sources()}

    made, problems = save(status(of_a), {}, "foreign", person=OF_C)
    assert (made, [one.kind for one in problems]) == (None, ["other_zone"])
    assert "片区 A" in problems[0].text("zh")
    assert "rows of zone C only" in problems[0].text("en")
    assert [one.kind for one in apply_tables(status(of_a), {}, "", person=OF_C)] == ["other_zone"]
    made, problems = save(status(of_c), {}, "own", by="Li", person=OF_C)
    assert problems == []
    assert made
    of_d = Person("publisher", "Wang", "wang", frozenset("D"))
    assert [one.kind for one in publish(made.id, person=of_d)] == ["other_zone"]
    assert publish(made.id, by="Wang", person=replace(of_d, zones=frozenset("C"))) == []


# Acts and the trail -----------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["apply", "undo", "illustrative", "restore:1", "draft-publish:1"])
def test_an_editor_puts_nothing_in_force_whatever_the_browser_asks(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for module, names in {
        local_pack: ("apply_tables", "undo", "back_to_illustrative", "restore"),
        drafts: ("publish",),
    }.items():
        for name in names:
            monkeypatch.setattr(module, name, lambda *_, **__: asked.append(1))
    catalog = load_catalog()
    act(Inbox(), catalog, {ACT: f"{what}{SEEN}{catalog.revision}"}, person=Person("editor"))
    if what in {"apply", "undo"}:
        options = {EDIT_ACT: f"{what}{SEEN}{catalog.revision}"}
        edit(Desk(), catalog, options, person=Person("editor"))
    assert asked == []


def test_why_somebody_may_not_is_said_to_him(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lock(GUEST) == "import.locked_guest"
    monkeypatch.setenv("ATLAS_OIDC", "https://login.example")
    assert lock(GUEST) == "import.locked_login"
    assert lock(Person("viewer", "Sun", "sun")) == "import.locked_role"


def test_who_has_logged_in_writes_no_other_name() -> None:
    options = {BY: "Somebody else"}
    assert signed(options, OF_C)["by"] == "Li"
    assert signed(options, HOME)["by"] == "Somebody else"
    who = signed(options, Person("publisher", "Wang", "https://login.example|7"))
    assert apply_tables({"sources": sources()}, {}, "t", **who) == []
    (entry,) = read_trail(local_dir())
    assert (entry.done.by, entry.done.subject) == ("Wang", "https://login.example|7")
    table = trail_table([entry])
    assert set(table["who"]) == {"Wang"}
    assert set(table["login"]) == {"https://login.example|7"}


def test_problems_of_rows_are_told_in_both_languages() -> None:
    one = Problem("a.csv", None, None, "no_zone", {"key": "f", "zones": "C"})
    assert "不属于任何片区" in one.text("zh")
    assert "belongs to no zone" in one.text("en")
