"""Making the tables, views and rules of the layers, as the schema of the packs is now.

They hold nothing that is not in the packs too, so that they are no matter of migrations: whenever
the schema, the words or the rules are not those that they were made by, they are made anew. Edits
stay.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, sql

from data.i18n import LANGS, messages, translate
from data.layers.tables import Column, Layer, layers

_SQL = Path(__file__).parent / "sql"
_WAIT_S = 3.0  # all who save wait behind it
_REFUSALS = "layers.refuse."
# What a message of the database names, in the order in which the rules give it.
_PLACES = {
    "read_only": ("layer",),
    "looks_only": (),
    "gone": ("layer",),
    "printed": ("row",),
    "assumed": ("row",),
    "no_geometry": ("row",),
    "kind": ("row", "found", "expected"),
    "outside": ("row", "west", "south", "east", "north", "left", "bottom", "right", "top"),
    "invalid": ("row", "reason"),
    "no_key": ("column",),
    "taken": ("row",),
    "choice": ("column", "given", "allowed"),
    "zone": ("row", "zones"),
    "in_draft": ("row",),
}


def statements(name: str) -> LiteralString:
    """Return the SQL of a file of this package, such as ``roles`` or ``rules``.

    >>> "CREATE ROLE" in statements("roles")
    True
    """
    # Shipped with the code, so as good as written in it.
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def build(connection: Connection[Any]) -> bool:
    """Make the layers anew if they are not as the code now has them; empty, until they are filled.

    Parameters
    ----------
    connection : psycopg.Connection
        Within a transaction, as a member of ``atlas_app``.

    Returns
    -------
    bool
        Whether they were made.

    Raises
    ------
    psycopg.errors.LockNotAvailable
        If somebody has been reading them for long, in a transaction that he leaves open.
    """
    made = _whole()
    wanted = hashlib.sha256("".join(made).encode()).hexdigest()
    found = connection.execute("SELECT hash FROM layers.built").fetchone()
    if found and found[0] == wanted:
        return False
    row = connection.execute(
        "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'postgis'"
    ).fetchone()
    postgis = row[0] if row else "public"
    role = connection.execute("SELECT current_user").fetchone()
    connection.execute("SET LOCAL ROLE atlas_app")
    connection.execute(f"SET LOCAL lock_timeout = '{_WAIT_S}s'")
    connection.execute(_dropped(connection))
    connection.execute("SET LOCAL lock_timeout = 0")
    for one in made:
        connection.execute(one.replace("__POSTGIS__", postgis))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO layers.kinds VALUES (%s,%s,%s,%s,%s,%s,%s,%s)", _kinds())
        cursor.executemany("INSERT INTO layers.messages VALUES (%s, %s)", [*_messages().items()])
    connection.execute("INSERT INTO layers.built (hash) VALUES (%s)", [wanted])
    back = sql.SQL("SET LOCAL ROLE {}")
    connection.execute(back.format(sql.Identifier(role[0])) if role else "RESET ROLE")
    return True


@cache
def _whole() -> tuple[str, ...]:
    known = layers().values()
    return (
        statements("choices"),
        *(_table(one) for one in known),
        statements("rules"),
        *(_policies(one) for one in known),
        *(_view(one) for one in known),
        # What stands in tables of rules decides too.
        f"-- {_kinds()} {_messages()}",
    )


def _dropped(connection: Connection[Any]) -> str:
    found = connection.execute(
        "SELECT n.nspname, c.relname, c.relkind FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE (n.nspname = 'in_force' AND c.relkind = 'r')"
        " OR (n.nspname = 'layers' AND c.relkind = 'v')"
    ).fetchall()
    views = [f'DROP VIEW IF EXISTS {s}."{name}" CASCADE;' for s, name, k in found if k == "v"]
    tables = [f'DROP TABLE {s}."{name}" CASCADE;' for s, name, k in found if k == "r"]
    domains = connection.execute(
        "SELECT typname FROM pg_type WHERE typnamespace = 'in_force'::regnamespace"
        " AND typtype = 'd'"
    ).fetchall()
    types = [f'DROP DOMAIN in_force."{name}" CASCADE;' for (name,) in domains]
    emptied = "TRUNCATE layers.kinds, layers.messages, layers.filled, layers.built;"
    return "\n".join([*views, *tables, *types, emptied])


def _table(one: Layer) -> str:
    lines = [
        f'"{column.name}" {column.type}{" NOT NULL" if column.is_required else ""}'
        for column in one.columns
    ]
    texts = " || ' · ' || ".join(f'"{name}"' for name in one.model.key)
    hashed = f"('x' || left(md5({texts}), 15))::bit(60)::bigint"
    lines.insert(0, f"fid bigint NOT NULL UNIQUE GENERATED ALWAYS AS ({hashed}) STORED")
    if one.is_placed:
        point = "__POSTGIS__.ST_SetSRID(__POSTGIS__.ST_MakePoint(lon, lat), 4326)"
        lines.append(f"geom {_shape('Point')} GENERATED ALWAYS AS ({point}) STORED")
    elif one.geometry:
        lines.append(f"geom {_shape(one.geometry)}")
    lines += [
        "pack text NOT NULL",
        "PRIMARY KEY ({})".format(", ".join(f'"{key}"' for key in one.model.key)),
    ]
    name = f"in_force.{one.name}"
    made = [_domain(column) for column in one.columns if column.choices]
    made.append(f"CREATE TABLE {name} ({', '.join(lines)});")
    if one.geometry:
        made.append(f"CREATE INDEX ON {name} USING gist (geom);")
    made += _comments("TABLE", name, one)
    # Statistics would tell how many rows that one may not see have some value.
    made += [f'ALTER TABLE {name} ALTER "{column}" SET STATISTICS 0;' for column in one.names]
    return "\n".join(made)


def _domain(column: Column) -> str:
    """Make the type of a column with a list: QGIS offers it; what is not in it, we refuse."""
    listed = ", ".join(map(_quoted, column.choices))
    told = f"{_quoted(column.name)}, {_quoted(', '.join(column.choices))}, VALUE"
    check = f"VALUE IN ({listed}) OR layers.no_choice({told})"
    return f"CREATE DOMAIN {column.type} AS text CHECK ({check});"


def _shape(kind: str) -> str:
    return f"__POSTGIS__.geometry({kind}, 4326)"


def _policies(one: Layer) -> str:
    name, has_grade = f"in_force.{one.name}", "evidence" in one.names
    made = [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"]
    shown = "evidence <> 'illustrative'" if has_grade else "true"
    made.append(f"CREATE POLICY published ON {name} FOR SELECT TO atlas_guest USING ({shown});")
    if has_grade:
        made.append(
            f"CREATE POLICY whole ON {name} FOR SELECT TO atlas_viewer"
            " USING ((SELECT layers.sees_all()));"
        )
    return "\n".join([*made, f"GRANT SELECT ON {name} TO atlas_guest;"])


def _view(one: Layer) -> str:
    view, base = f"layers.{one.name}", f"in_force.{one.name}"
    geom_held, geom_own = (
        (", s.geom", f", p.geom::{_shape(one.geometry)}") if one.geometry else ("", "")
    )
    held = ", ".join(f's."{name}"' for name in one.names)
    own = ", ".join(f'(r)."{name}"' for name in one.names)
    # Names come from the schema, and nothing that anybody types.
    view_of_both = (
        f"CREATE VIEW {view} WITH (security_invoker = true) AS\n"  # noqa: S608
        f"SELECT s.fid, {held}, s.pack, NULL::text AS my_edit{geom_held} FROM {base} s"
        " WHERE NOT EXISTS (SELECT FROM layers.pending p"
        f" WHERE p.layer = '{one.name}' AND p.fid = s.fid)\n"
        f"UNION ALL\nSELECT p.fid, {own}, p.pack, p.state{geom_own}"
        f" FROM layers.pending p CROSS JOIN LATERAL jsonb_populate_record(NULL::{base}, p.after) r"
        f" WHERE p.layer = '{one.name}' AND p.after IS NOT NULL;"
    )
    made = [
        view_of_both,
        *_comments("VIEW", view, one),
        f"GRANT SELECT ON {view} TO atlas_guest;",
    ]
    if not one.is_editable:
        return "\n".join(made)
    function = "edit_shape" if one.geometry else "edit_row"
    made += [
        f"ALTER VIEW {view} ALTER fid SET DEFAULT nextval('layers.new_fids');",
        (
            f"CREATE TRIGGER edited INSTEAD OF INSERT OR UPDATE OR DELETE ON {view}"
            f" FOR EACH ROW EXECUTE FUNCTION layers.{function}();"
        ),
        f"GRANT INSERT, UPDATE, DELETE ON {view} TO atlas_editor;",
    ]
    if "evidence" in one.names:
        made.append(f"ALTER VIEW {view} ALTER evidence SET DEFAULT 'official';")
    return "\n".join(made)


def _comments(kind: str, name: str, one: Layer) -> list[str]:
    told = {column.name: column.about for column in one.columns}
    told |= {name: _both(f"layers.column.{name}") for name in ("fid", "pack")}
    if kind == "VIEW":
        told["my_edit"] = _both("layers.column.my_edit")
    if one.geometry:
        told["geom"] = _both("layers.column.geom")
    return [
        f"COMMENT ON {kind} {name} IS {_quoted(one.about)};",
        *(
            f'COMMENT ON COLUMN {name}."{column}" IS {_quoted(text)};'
            for column, text in told.items()
        ),
    ]


def _both(message_id: str) -> str:
    return " / ".join(translate(lang, message_id) for lang in LANGS)


@cache
def _messages() -> dict[str, str]:
    """Return what the database says to who edits, in both languages, with numbered places."""
    made = {}
    for kind, names in _PLACES.items():
        places = {name: f"%{number}$s" for number, name in enumerate(names, start=1)}
        both = [translate(lang, _REFUSALS + kind, **places) for lang in LANGS]
        made[kind] = "\n".join(both)
    known = {one.removeprefix(_REFUSALS) for one in messages("en") if one.startswith(_REFUSALS)}
    assert known == made.keys(), known ^ made.keys()  # noqa: S101 -- words and rules go together
    return made


@cache
def _kinds() -> list[tuple[Any, ...]]:
    return [
        (
            one.name,
            one.geometry,
            one.is_editable,
            one.is_placed,
            list(one.model.key),
            not one.is_added and one.name != "tenants",
            list(one.kept),
            list(one.undeletable),
        )
        for one in layers().values()
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
