"""Every word for readers stands in the catalogues, and every word in the catalogues is used."""

import ast
import re
from pathlib import Path

import pytest
import streamlit
from streamlit.elements.exception import _GENERIC_UNCAUGHT_EXCEPTION_TEXT

from components.frame.own_words import PART
from data.i18n import LANGS, Lang, messages
from tests.literal_script import in_script
from tests.literal_text import in_python, in_template, in_typst
from tests.message_uses import ROOT, Uses, program, values_of_tables
from tests.names import NAMES, SWITCH, TYPED, latin
from tests.shipped import named_of, prose_of

READERS = {".py": in_python, ".js": in_script, ".html": in_template, ".typ": in_typst}
DRAWN = [
    ROOT / "app.py",
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted(path for path in (ROOT / "components").rglob("*") if path.suffix in READERS),
]


@pytest.mark.parametrize("lang", LANGS)
def test_no_message_is_missing(lang: Lang) -> None:
    """Every park has the general ones, and the names of what its tables hold."""
    assert program().missing({*messages(lang), *named_of(lang)}) == set()


def test_no_message_is_unused() -> None:
    ours = {one for one in (*messages("zh"), *prose_of("zh")) if not one.startswith(PART)}
    assert program().unreached(ours, values_of_tables()) == set()


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("words('park.name')", set()),
        ("words('park.nmae')", {"park.nmae"}),
        ("words('elsewhere')", {"elsewhere"}),
        ("words('park.name' if found else 'park.lost')", {"park.lost"}),
        ("spoken(f'park.{code}')", set()),
        ("spoken(f'parks.{code}')", {"parks.*"}),
        ("translate(lang, 'park.away')", {"park.away"}),
        ("Problem('a.csv', 1, None, 'torn')", {"check.torn"}),
        ("TITLES = {'A': 'park.a'}", {"park.a"}),
        ("words.namer('parking')", {"parking.*"}),
    ],
)
def test_a_missing_message_is_found(source: str, missing: set[str]) -> None:
    assert Uses().read(ast.parse(source)).missing({"park.name", "check.empty"}) == missing


@pytest.mark.parametrize(
    ("source", "unused"),
    [
        ("words('park.a')", {"park.b"}),
        ("words(f'park.{code}')", {"park.a", "park.b"}),  # no such code anywhere
        ("CODES = ('a',); words(f'park.{code}')", {"park.b"}),
        ("words(f\"park.{'a' if first else 'b'}\")", set()),
        ("Row(a=1); words.namer('park')", {"park.b"}),
        ("name = 'park.a and park.b'", {"park.a", "park.b"}),
    ],
)
def test_an_unused_message_is_found(source: str, unused: set[str]) -> None:
    assert Uses().read(ast.parse(source)).unreached({"park.a", "park.b"}) == unused


def test_no_text_is_written_into_the_program() -> None:
    found = {
        str(path.relative_to(ROOT)): set(READERS[path.suffix](path.read_text(encoding="utf-8")))
        for path in DRAWN
    }
    assert {path: texts - NAMES for path, texts in found.items() if texts - NAMES} == {}


@pytest.mark.parametrize(
    "source",
    [
        'st.button("Save")',
        'st.button("save")',
        'st.sidebar.markdown("Filters")',
        'st.text_input(words("a.b"), placeholder="name of a park")',
        'note("Hello")',
        'title("数据来源")',
        'empty(f"nothing in {year}")',
        'heading(words("a.b"), "per year")',
        'markup(f"<p>Total {n}</p>")',
        'f"<p>Total {n}</p>"',
        "html = '<button aria-label=\"Close\">×</button>'",
        "html = '<input placeholder=\"Search\">'",
        'Panel("Sources", html)',
        'Line(" / ".join(["as of", date]))',
        'Line(f"{count} projects")',
        'Button("story.open:", "Open")',
        'from components.blocks.rows import Target\nTarget(href, "Open")',
        'TITLES = {"zone": "按片区"}',
        'said = "Nothing was found"',
        "JsCode(\"layer => layer.bindTooltip('Zone')\")",
        'chart.note(label="Enterprises")',
        "Template(\"{% macro script(this, kwargs) %} mark.title = 'Zone'; {% endmacro %}\")",
        'Template("{% macro html(this, kwargs) %}<b>Zone</b>{% endmacro %}")',
    ],
)
def test_text_in_python_is_found(source: str) -> None:
    assert in_python(source)


@pytest.mark.parametrize(
    "source",
    [
        'st.button(words("page.save"), key="save", icon=":material/save:")',
        'slots("title", "cards")',
        '"""Return what the page shows."""',
        'raise ValueError("a quantity needs a bound")',
        '_log.warning("Nothing was found in %s", name)',
        'html = f\'<p class="atlas-note" title="{tip}">{text}</p>\'',
        'from components.blocks.rows import Target\nTarget("stories", text)',
        'st.html("<style>.atlas-note {color: red}</style>")',
        'FONT = "Noto Sans CJK SC"',
        'Line(words("a.b") if kind == "list" else "")',
        'st.page_link("pages/overview.py", label=words("nav.overview"))',
    ],
)
def test_code_in_python_is_no_text(source: str) -> None:
    assert in_python(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "h('p', {}, 'Loading')",
        "h('p', { class: 'atlas-note' }, count, ' of ', total)",
        "h('p', {}, rows.map(row => h('b', {}, row.ready ? 'ready' : row.state)))",
        "h('p', {}, `as of ${date}`)",
        "h('button', { 'aria-label': 'Close' }, '×')",
        "h('button', { title: open ? 'hide' : 'show' }, sign)",
        "said.textContent = 'copied';",
        "said.textContent = ok ? done : 'not copied';",
        "button.setAttribute('aria-label', 'Close')",
        "box.innerHTML = `<b>Total</b> ${n}`;",
        "alert('wrong')",
        "const text = '加载中';",
        "const text = 'Please wait a moment';",
        "L.control.zoom({zoomInTitle: 'Bigger'})",
    ],
)
def test_text_in_scripts_is_found(source: str) -> None:
    assert in_script(source)


@pytest.mark.parametrize(
    "source",
    [
        "h('p', { class: 'atlas-note', role: 'status' }, text)",
        "h('p', {}, typeof value === 'string' ? value : value.text)",
        "// Loading what the page shows.\nh('p', {}, text)",
        "document.querySelector('dialog[open] .atlas-note').textContent = answer.said;",
        "button.setAttribute('aria-pressed', 'true')",
        "post('option', `lang:${lang}`)",
        "text.split(/[\"'] is not a string/).map(part => h('i', {}, part))",
    ],
)
def test_code_in_scripts_is_no_text(source: str) -> None:
    assert in_script(source) == []


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        (in_template, "<h1>{{ deck.title }}</h1><p>As of {{ date }}</p>"),
        (in_template, "<button title='Print'>{{ words('a.b') }}</button>"),
        (in_typst, "#text(small)[Sources]"),
        (in_typst, '#par("Printed on " + date + "As of today")'),
    ],
)
def test_text_in_templates_is_found(reader, source: str) -> None:  # type: ignore[no-untyped-def]
    assert reader(source)


def test_chinese_is_chinese_and_english_is_english() -> None:
    zh, en = (
        {name: re.sub(r"{[^}]*}", "", text) for name, text in messages(lang).items()}
        for lang in ("zh", "en")
    )
    foreign = {name: latin(text) - NAMES - TYPED - SWITCH for name, text in zh.items()}
    assert {name: words for name, words in foreign.items() if words} == {}
    assert [one for one in en.values() if re.search(r"[\u3400-\u9fff]", one)] == ["中文"]


def test_streamlit_says_what_the_catalogue_replaces() -> None:
    """A newer Streamlit may say something else: then its words would come back in English."""
    root = Path(streamlit.__file__).parent
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in root.glob("static/static/js/*.js")
    )
    told += (root / "runtime" / "backend_operation_handler.py").read_text(encoding="utf-8")
    told += _GENERIC_UNCAUGHT_EXCEPTION_TEXT + "streamlit_folium.st_folium"
    theirs = [one.removeprefix(PART) for one in messages("en") if one.startswith(PART)]
    assert len(theirs) > 20
    sentences = {one: one.rstrip("*").split(". ") for one in theirs}
    assert [one for one, said in sentences.items() if not all(part in told for part in said)] == []
