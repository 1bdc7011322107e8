"""Modules of the browser side as one script, for the map's frame and for hand-outs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.browser.assets import FRONTEND_DIR, frontend_url, map_script, publish_assets
from components.browser.bundle import bundle


def written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def test_a_module_stands_once_before_those_that_import_it(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        main="import { b } from './b.js';\nimport { a } from './a.js';\na(b);\n",
        b="import { a } from './a.js';\nexport const b = a;\n",
        a="export function a() {}\n",
    )
    script = bundle(entry)
    places = [script.index(f"const {name}Module =") for name in ("a", "b", "main")]
    assert places == sorted(places)
    assert script.count("const aModule =") == 1
    assert "const { a } = aModule;" in script
    assert "return { b };" in script


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export { a };",
        "import * as b from './b.js';",
        "export class A {}",
    ],
)
def test_what_the_bundle_does_not_know_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"main\.js"):
        bundle(written(tmp_path, main=f"{line}\n", b="\n"))


def test_the_script_of_maps_loads_nothing_and_is_published(tmp_path: Path) -> None:
    publish_assets(tmp_path)
    folder = tmp_path / "atlas" / Path(frontend_url("map.js")).parent.name
    assert (folder / "map.js").read_text(encoding="utf-8") == map_script()
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", map_script(), flags=re.DOTALL)
    assert not re.search(r"^(import|export)\b|\bimport\(", code, re.MULTILINE)
    assert {path.suffix for path in folder.iterdir()} == {".js", ".css"}


def test_python_calls_only_what_the_script_of_maps_has() -> None:
    entry = (FRONTEND_DIR / "map" / "main.js").read_text(encoding="utf-8")
    listed = re.search(r"const functions = \{(.*?)\n\};", entry, re.DOTALL)
    assert listed
    known = set(re.findall(r"^  (\w+): ", listed[1], re.MULTILINE))
    known |= set(re.findall(r"\w+", listed[1].split("/**")[0]))
    root = FRONTEND_DIR.parent
    called = {
        name
        for path in root.rglob("*.py")
        for name in re.findall(
            r"""(?:\bScript\(\s*"|atlasMap\.)(\w+)""", path.read_text(encoding="utf-8")
        )
    }
    assert called == known
