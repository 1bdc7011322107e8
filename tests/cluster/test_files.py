"""What is installed passes its own tools' checks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.cluster import NGINX, lay_out

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def check(*command: str | Path, **env: str) -> str:
    """Run a tool; return what it has to say. It has to be there."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | env
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_containerfile() -> None:
    assert check(ROOT / ".venv" / "bin" / "hadolint", DEPLOY / "Containerfile") == ""


@pytest.mark.parametrize("name", ["compose.yaml", "compose.login.yaml"])
def test_compose_file(name: str) -> None:
    dclint = ROOT / "node_modules" / ".bin" / "dclint"
    check(dclint, "-q", "-c", DEPLOY / ".dclintrc.yaml", DEPLOY / name)


def test_what_an_office_fills_in_goes_neither_into_git_nor_into_an_image() -> None:
    filled = ["deploy/.env", "deploy/office/roles.toml", "deploy/secrets/store_password"]
    assert check("git", "check-ignore", *filled).split() == filled
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert [one for one in taken if one.startswith("!deploy")] == ["!deploy/*.py"]


@pytest.mark.parametrize("servers", ["replicas.conf", "replicas.compose.conf"])
@pytest.mark.parametrize("listens", ["listen.conf", "tls.conf"])
def test_nginx(tmp_path: Path, servers: str, listens: str) -> None:
    names = (NGINX / servers).read_text(encoding="utf-8")
    for n in (1, 2, 3):  # the names of containers, which only their network knows
        names = names.replace(f"server atlas-{n}:8501", f"server 127.0.0.1:850{n}")
    listen = (NGINX / listens).read_text(encoding="utf-8").replace("/etc/atlas/tls", str(tmp_path))
    if listens == "tls.conf":
        check(
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=atlas.example.org", "-keyout", tmp_path / "privkey.pem"),
            *("-out", tmp_path / "fullchain.pem"),
        )
    first = lay_out(tmp_path, names, listen)
    shutil.copyfile(NGINX / "redirect.conf", tmp_path / "conf.d" / "redirect.conf")
    said = check("nginx", "-t", "-p", tmp_path, "-c", first)
    assert "[warn]" not in said


def test_caddy() -> None:
    said = check("caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile")
    assert '"level":"warn"' not in said.replace("Caddyfile input is not formatted", "")
    check("caddy", "fmt", "--diff", DEPLOY / "Caddyfile")


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=str)
def test_systemd(tmp_path: Path, unit: Path) -> None:
    # What it runs as, and by, is there where it is installed; root and /bin/true stand for it.
    text = unit.read_text(encoding="utf-8").replace("/opt/atlas/.venv/bin/python", "/bin/true")
    text = text.replace("/opt/atlas/.venv-spark/bin/spark-submit", "/bin/true")
    text = text.replace("User=atlas", "User=root").replace("Group=atlas", "Group=root")
    named = tmp_path / unit.name.replace("@.", "@1.")
    named.write_text(text, encoding="utf-8")
    for timer in UNITS:
        if timer.suffix == ".timer" and timer.stem == unit.stem:
            shutil.copy(timer, tmp_path)
            check("systemd-analyze", "verify", "--man=no", tmp_path / timer.name)
    assert check("systemd-analyze", "verify", "--man=no", named) == ""
    if unit.name in {"atlas.service", "atlas@.service"}:
        (beside := tmp_path / f"{named.name}.d").mkdir()
        shutil.copy(DEPLOY / "systemd" / "login.conf", beside)
        assert check("systemd-analyze", "verify", "--man=no", named) == ""
    check("systemd-analyze", "security", "--offline=true", "--threshold=30", unit)
