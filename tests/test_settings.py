"""Every variable of the environment is documented, and read in one module only."""

import re
from pathlib import Path

import pytest

from data import settings

ROOT = Path(__file__).parents[1]
ROOMS = ("data", "geo", "components", "pages", "bench", "deploy", "docs")
OURS = re.compile(r"\b(?:ATLAS|TIANDITU)_[A-Z_]*[A-Z]\b")
READ = re.compile(r"\bos\.(?:environb?|getenv)\b|from os import .*\b(?:environ|getenv)")
KNOWN = {setting.name: setting for setting in settings.SETTINGS}


def texts(*patterns: str) -> dict[str, str]:
    """Return the text of each file of ours, by its path."""
    paths = [ROOT / "app.py", ROOT / "Makefile", *ROOT.glob("*.md")]
    rooms = [room for name in ROOMS for room in ROOT.glob(name)]
    paths += [p for room in rooms for kind in patterns for p in room.rglob(kind)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def test_no_variable_is_undocumented() -> None:
    deployed = ("*.example", "*.yaml", "*.service", "*.conf", "*file")
    files = texts("*.py", "*.js", "*.po", "*.md", "*.toml", *deployed)
    unknown = {
        f"{path}: {name}"
        for path, text in files.items()
        for name in OURS.findall(text)
        if name not in KNOWN
    }
    assert unknown == set()
    assert len(files) > 200


def test_the_environment_is_read_in_one_module() -> None:
    readers = {path for path, text in texts("*.py").items() if READ.search(text)}
    assert readers == {"data/settings/setting.py"}


def test_the_readme_has_the_table_of_all_settings() -> None:
    assert settings.as_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_an_office_fills_in_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))
    secret = tmp_path / "secret"
    secret.write_text("x" * 32, encoding="utf-8")
    given |= dict.fromkeys(("ATLAS_OIDC_SECRET_FILE", "ATLAS_COOKIE_SECRET_FILE"), str(secret))
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    login = settings.oidc()
    assert login
    assert (login.issuer, login.client) == ("https://login.example.org/realms/park", "atlas")
    assert login.address == "https://atlas.example.org"
    assert (settings.login_hours(), settings.guests()) == (8, "nobody")
    assert settings.allowed_hosts() == ("atlas.example.org",)
    assert settings.framed_by() == ("https://intranet.example.org",)
    assert settings.api_origins() == ("https://portal.example.org",)
    assert [str(one) for one in settings.metrics_from()] == ["10.1.0.7/32"]
    assert (settings.log_form(), settings.drain_seconds()) == ("json", 30)


def test_what_make_takes_is_a_setting_with_the_same_default() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    taken = dict(re.findall(r"^(\w+) \?= (.*)$", makefile, re.MULTILINE))
    assert taken == {name: KNOWN[name].default for name in ("PORT", "PYTHON")}
