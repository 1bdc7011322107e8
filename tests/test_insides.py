"""Streamlit's insides are named in the adapter and nowhere else, as far as a language allows."""

import re
import tomllib
from pathlib import Path

import streamlit
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.browser.assets import publish_assets
from components.browser.streamlit_insides import INSIDES, MESSAGES, OPTIONS, PARTS

ROOT = Path(__file__).parents[1]
ADAPTER = {"streamlit_insides.py", "insides.js"}
NAME = re.compile(r"\bst[A-Z][\w-]*|\bst-key-|\bst-emotion|\bdata-testid\b")
PRIVATE = re.compile(r"streamlit\.(?:runtime|web|proto|elements|commands|components\.v1)\b")
SERVED = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (Path(streamlit.__file__).parent / "static").rglob("*.js")
)


def uses(*suffixes: str) -> dict[str, set[str]]:
    """Return by file what it names of Streamlit's insides."""
    paths = [ROOT / "app.py", *ROOT.glob("pages/*"), *(ROOT / "components").rglob("*")]
    return {
        path.name: set(NAME.findall(path.read_text(encoding="utf-8")))
        for path in paths
        if path.suffix in suffixes
    }


def test_only_the_adapter_names_them_in_scripts() -> None:
    found = {file: names for file, names in uses(".js", ".py").items() if names}
    assert set(found) == ADAPTER


def test_only_the_adapter_imports_what_streamlit_does_not_promise() -> None:
    paths = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *(ROOT / "components").rglob("*.py")]
    users = {path.name for path in paths if PRIVATE.search(path.read_text(encoding="utf-8"))}
    assert users == {"streamlit_insides.py"}


def test_messages_are_those_that_streamlit_knows() -> None:
    known = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    refused = {"clear_cache", "set_run_on_save", "load_git_info"}
    debugging = {"debug_disconnect_websocket", "debug_shutdown_runtime"}
    assert known == MESSAGES | refused | debugging  # a new one has to be looked at


def test_style_sheets_and_scripts_use_what_is_listed_and_all_of_it() -> None:
    listed = {part.name for part in PARTS}
    named = set().union(*(uses(".css") | {"js": uses(".js")["insides.js"]}).values())
    assert named - {"data-testid", "stActiveTheme-"} == listed


def test_each_is_listed_once_with_what_breaks() -> None:
    names = [inside.name for inside in INSIDES]
    assert len(set(names)) == len(names)
    assert all(inside.without for inside in INSIDES)
    fleeting = [part.name for part in PARTS if not part.seen]
    assert [name for name in fleeting if not re.search(rf"\b{name}\b", SERVED)] == []


def test_hidden_options_are_listed() -> None:
    given = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    options = config.get_config_options(force_reparse=True)
    hidden = {
        name
        for section, values in given.items()
        for name in (f"{section}.{key}" for key in values)
        if name in options and options[name].visibility == "hidden"
    }
    assert hidden == {option.name for option in OPTIONS}


def test_the_browser_gets_scripts_and_sheets_and_no_python(tmp_path: Path) -> None:
    publish_assets(tmp_path)
    [served] = (tmp_path / "atlas").iterdir()
    assert {path.suffix for path in served.iterdir()} == {".css", ".js"}
    assert {"link.js", "insides.js", "atlas.css"} <= {path.name for path in served.iterdir()}
