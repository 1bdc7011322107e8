"""Which layers there are, with which columns: worked out from the schema of the packs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from data.i18n import LANGS, Lang, messages
from data.records.fields import field_label, table_label
from data.schema import (
    ADDED,
    AROUND,
    BOUNDARIES,
    ILLUSTRATIVE,
    LOCAL,
    OUTLINES,
    OWN,
    PUBLISHED,
    Row,
)

_TYPES = {"integer": "bigint", "number": "double precision", "string": "text"}
_LAST = ("evidence", "refs", "assumption_id")  # as in forms: after what is a row's own
_LINES = frozenset({"routes"})


@dataclass(frozen=True)
class Column:
    """One column of a layer.

    Attributes
    ----------
    name, type : str
        The type is PostgreSQL's, or the name of a domain if there are `choices`.
    choices : tuple of str
        What it may be, where the schema lists that.
    is_required : bool
    about : str
        What it is, in Chinese and in English.
    """

    name: str
    type: str
    choices: tuple[str, ...]
    is_required: bool
    about: str


@dataclass(frozen=True)
class Layer:
    """One layer.

    Attributes
    ----------
    name : str
        As the table is called in the packs.
    model : type
    geometry : str
        Kind of its shapes; empty: a table without any.
    columns : tuple of Column
    """

    name: str
    model: type[Row]
    geometry: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its columns."""
        return tuple(one.name for one in self.columns)

    @property
    def is_editable(self) -> bool:
        """Whether an own pack may have rows of it."""
        return self.name in LOCAL or self.name in OUTLINES

    @property
    def is_added(self) -> bool:
        """Whether own rows stand beside the shipped ones, instead of in their place."""
        return self.name in ADDED

    @property
    def is_placed(self) -> bool:
        """Whether its shapes are the points of its columns ``lon`` and ``lat``."""
        return "lon" in self.names

    @property
    def kept(self) -> tuple[str, ...]:
        """Packs whose rows stay as they are: what was printed, and what it was assumed from."""
        if not self.is_added:
            return ()
        return ("published",) if self.name in PUBLISHED else ("published", "illustrative")

    @property
    def undeletable(self) -> tuple[str, ...]:
        """Packs whose rows cannot be taken out."""
        return ("published", "illustrative") if self.is_added else ()

    @property
    def about(self) -> str:
        """What it holds, in Chinese and in English."""
        told = " ".join((self.model.__doc__ or "").split())
        return f"{layer_label('zh', self.name)} / {layer_label('en', self.name)}. {told}"


@cache
def layers() -> dict[str, Layer]:
    """Return all layers by name.

    >>> layers()["zone_outlines"].geometry, layers()["routes"].geometry
    ('MultiPolygon', 'MultiLineString')
    >>> layers()["projects"].geometry, layers()["tenants"].geometry
    ('', 'Point')
    """
    models = {**PUBLISHED, **ILLUSTRATIVE, **OWN, **AROUND, **OUTLINES, **BOUNDARIES}
    return {name: _layer(name, model) for name, model in models.items()}


def layer_label(lang: Lang, name: str) -> str:
    """Return what a layer is called.

    >>> layer_label("en", "zone_outlines")
    'zone outlines'
    """
    return messages(lang).get(f"layers.name.{name}") or table_label(lang, name)


def _layer(name: str, model: type[Row]) -> Layer:
    declared = model.model_json_schema()["properties"]
    own = [name for name in model.model_fields if name not in _LAST]
    last = [name for name in _LAST if name in model.model_fields]
    order = dict.fromkeys([*model.key, *own, *last])
    columns = tuple(_column(name, model, one, declared[one]) for one in order)
    shaped = name in OUTLINES or name in BOUNDARIES or name in OWN
    geometry = "MultiPolygon" if shaped else "Point" if "lon" in declared else ""
    return Layer(name, model, "MultiLineString" if name in _LINES else geometry, columns)


def _column(table: str, model: type[Row], name: str, declared: dict[str, Any]) -> Column:
    options = declared.get("anyOf", [declared])
    forms = [option for option in options if option.get("type") != "null"]
    choices = tuple(
        map(str, forms[0].get("enum", [forms[0]["const"]] if "const" in forms[0] else ()))
    )
    kind = f"in_force.{table}_{name}" if choices else _TYPES[forms[0]["type"]]
    is_required = name in model.key or (len(forms) == len(options) and "default" not in declared)
    label = " / ".join(field_label(lang, name) for lang in LANGS)
    told = declared.get("description", "")
    return Column(name, kind, choices, is_required, f"{label}. {told}" if told else label)
