"""What a row of a table asks for, field by field, as its schema declares it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from data.catalog import Catalog
from data.i18n import LANGS, Lang, messages, translate
from data.schema import ADDED, Code, PeriodText, RefsText, RowId

Kind = Literal["text", "number", "whole", "choice", "date", "code", "reference", "references"]

# The table whose rows a column names, whatever table it stands in.
HOMES = {
    "zone": "zones",
    "sector": "sectors",
    "sector_also": "sectors",
    "project_id": "projects",
    "enterprise_id": "enterprises",
    "assumption_id": "assumptions",
    "indicator": "indicators",
}
_LAST = ("evidence", "refs", "assumption_id")  # what every row says, after what is its own
_TYPES: dict[str, Kind] = {"integer": "whole", "number": "number"}


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes
    ----------
    name : str
    kind : str
        ``code`` is the id of the row itself; ``reference`` names one row of another table,
        ``references`` several, joined by semicolons.
    is_required : bool
        Whether it may not be empty.
    choices : tuple of str
        What it may be, where the schema lists that.
    home : str
        The table whose rows it names; empty for none.
    """

    name: str
    kind: Kind
    is_required: bool
    choices: tuple[str, ...] = ()
    home: str = ""

    @property
    def lang(self) -> str:
        """The language that it is worded in; empty for none."""
        return self.name[-2:] if self.name[-3:] in {f"_{lang}" for lang in LANGS} else ""

    @property
    def base(self) -> str:
        """Its name without the language."""
        return self.name[:-3] if self.lang else self.name

    @property
    def pair(self) -> str:
        """The same in the other language; empty where it is worded in none."""
        other = {"zh": "en", "en": "zh"}.get(self.lang)
        return f"{self.base}_{other}" if other else ""


@cache
def fields_of(table: str) -> tuple[Field, ...]:
    """Return the fields of a table that can be extended, in order.

    Raises
    ------
    KeyError
        If there is no such table.

    Examples
    --------
    >>> [field.kind for field in fields_of("project_statuses")][:4]
    ['reference', 'date', 'choice', 'choice']
    """
    model = ADDED[table]
    declared = model.model_json_schema()["properties"]
    hints = get_type_hints(model, include_extras=True)
    found = [_field(table, name, declared[name], hints[name]) for name in model.model_fields]
    return tuple(sorted(found, key=lambda one: one.kind != "code" and one.name in _LAST))


def _field(table: str, name: str, declared: dict[str, Any], hint: Any) -> Field:
    options = declared.get("anyOf", [declared])
    forms = [option for option in options if option.get("type") != "null"]
    choices = tuple(str(one) for one in forms[0].get("enum", ()))
    is_key = ADDED[table].key == (name,)
    home = "" if is_key else HOMES.get(name, "")
    if name.endswith("refs"):
        home = "sources"
    elif name == "conflicts":
        home = "conflicts"
    is_required = len(forms) == len(options) and "default" not in declared
    return Field(name, _kind(hint, forms[0], choices, home, name), is_required, choices, home)


def _kind(hint: Any, form: dict[str, Any], choices: tuple[str, ...], home: str, name: str) -> Kind:
    held = {hint, *get_args(hint)}
    if home:
        return "references" if name == home or RefsText in held else "reference"
    if choices:
        return "choice"
    if PeriodText in held:
        return "date"
    if form.get("type") in _TYPES:
        return _TYPES[form["type"]]
    return "code" if {Code, RowId} & held else "text"


def choices_of(catalog: Catalog, field: Field) -> tuple[str, ...]:
    """Return what a field may be: what its schema lists, or the ids of the rows it may name.

    >>> sector = next(one for one in fields_of("projects") if one.name == "sector")
    >>> "data" in choices_of(catalog, sector)
    True
    """
    if field.home not in catalog.tables or field.home not in ADDED:
        return field.choices
    key = ADDED[field.home].key[0]
    ids = tuple(str(one) for one in catalog[field.home][key])
    return (*ids, *(one for one in field.choices if one not in ids))


def table_label(lang: Lang, table: str) -> str:
    """Return what a table is called.

    >>> table_label("en", "no such table")
    'no such table'
    """
    return _said(lang, f"edit.table.{table}", table)


def field_label(lang: Lang, name: str) -> str:
    """Return what a field is called, with its language if it is worded in one.

    >>> field_label("en", "no such field")
    'no such field'
    """
    one = Field(name, "text", is_required=False)
    label = _said(lang, f"edit.field.{one.base}", one.base)
    if not one.lang:
        return label
    return translate(lang, f"records.in_{one.lang}", field=label)


def choice_label(lang: Lang, name: str, code: str) -> str:
    """Return what a code of a field means.

    >>> choice_label("en", "status", "planned")
    '◌ Planned'
    """
    if name == "status" or name.endswith("evidence"):
        return translate(lang, f"{name.removeprefix('baseline_')}.{code}")
    if name in {"unit", "baseline_unit"}:
        return translate(lang, f"unit.{code}", value="").strip()
    base = "qualifier" if name.endswith("qualifier") else name
    return _said(lang, f"edit.code.{base}.{code}", code)


def _said(lang: Lang, message_id: str, otherwise: str) -> str:
    """Return a message; what a park adds has its code for a name."""
    return messages(lang).get(message_id, otherwise)
