"""The catalog: every table of the published pack and of the pack in force beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.clock import today
from data.coverages import map_layers
from data.ground import GROUND_TABLE, Ground
from data.i18n import Lang
from data.kept_states import kept_dir, newest_number
from data.layered import merged, stacked
from data.links import link_problems, local_problems
from data.memo import Owner
from data.own_pack import OwnPack, own_pack
from data.own_texts import WORDS, OwnTexts, Prose, named_texts
from data.packs import DATA_DIR, Pack, local_dir, park_dir, read_pack
from data.park import Park
from data.periods import Period, parse_period
from data.problems import Problem
from data.register import REGISTER
from data.registers.axes import axes_of
from data.registers.known import Known
from data.registers.outside import outside_register, stamp
from data.registers.sorting import is_prepared, kept_path
from data.reorganised import effective, standing, stood, stood_outlines, stood_tenants
from data.revision import Stamps, revision, stamps
from data.schema import AROUND, BOUNDARIES, ILLUSTRATIVE, OUTLINES, OWN, PUBLISHED, empty_rows
from data.selection import Choices, Selection
from data.settings import register_address
from data.shipped_packs import shipped_packs
from data.swap import alone, settle
from data.tenants import Tenants
from data.visible_to import known_own, known_rows

Fingerprint = Stamps


@dataclass(frozen=True, eq=False)
class Catalog(Owner):
    """All tables, read-only, and what was worked out from them (`data.memo.remembered`).

    Attributes
    ----------
    tables : dict of str to pandas.DataFrame
        Tables of the published pack, and ``assumptions``, ``tenants`` and
        ``project_places`` of the pack in force; with the rows that a local pack adds.
    outlines : dict of str to geopandas.GeoDataFrame
        ``zone_outlines``, ``coverage_outlines``, ``routes``, ``district`` and ``region``
        (EPSG:4326).
    problems : tuple of Problem
        What was left out, and why.
    register : pathlib.Path, optional
        A ``tenants.parquet`` that stands for the ``tenants`` table; the file as it was brought,
        so that who reads it leaves out what is illustrative where `published_only` says so.
    own : OwnPack
        What of it is the user's.
    revision : str
        The state of the local pack that it was read from (`data.local_pack`).
    park : Park
        The profile.
    prose : mapping
        By language, what only this park says (`data.own_texts.read_texts`).
    ground : Ground, optional
        Roads, water and the like under the layers, where the office has brought them.
    is_outside : bool
        Whether enterprises come from an engine elsewhere (`data.registers.outside`): then
        neither a table nor a register of the pack has any.
    published_only : bool
        Whether it holds nothing illustrative, as for who may not see it (`published`).
    """

    tables: dict[str, pd.DataFrame]
    outlines: dict[str, gpd.GeoDataFrame]
    problems: tuple[Problem, ...]
    register: Path | None = None
    own: OwnPack = field(default_factory=OwnPack)
    revision: str = ""
    park: Park = field(default_factory=Park)
    prose: Mapping[Lang, Prose] = field(default_factory=dict)
    ground: Ground | None = None
    is_outside: bool = False
    published_only: bool = False

    @cached_property
    def tenants(self) -> Tenants:
        """The enterprises of the pack in force, for counting and for the map."""
        axes = axes_of(self.choices)
        coverages = tuple(self.outlines["coverage_outlines"].geometry)
        if self.is_outside and (outside := outside_register(axes, coverages)):
            return Tenants(Known(outside) if self.published_only else outside)
        if self.register:
            held = Tenants.from_parquet(self.register, axes)
            return Tenants(Known(held.engine)) if self.published_only else held
        return Tenants.from_frame(self["tenants"], axes)

    @property
    def is_listed(self) -> bool:
        """Whether the enterprises are a table; else they are too many for one, or elsewhere."""
        return "tenants" in self.tables

    @cached_property
    def choices(self) -> Choices:
        """The zones and sectors of the park, and the dates between which one may look."""
        zones, sectors = (tuple(self[f"{name}s"][name]) for name in ("zone", "sector"))
        region = self.park.coordinates.region
        return Choices(zones, sectors, *self._span, map_layers(self), region)

    @cached_property
    def _span(self) -> tuple[Period, Period]:
        """The first and the newest date."""
        return _dates(self.tables, self.own)

    @property
    def zones(self) -> tuple[str, ...]:
        """Codes of all zones that there are or were, in canonical order."""
        return self.choices.zones

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes of all sectors that there are or were, in canonical order."""
        return self.choices.sectors

    @property
    def latest(self) -> Period:
        """The newest date in force."""
        return self._span[1]

    def as_of(self, selection: Selection) -> Period:
        """Return the date as of which a selection looks."""
        return parse_period(selection.as_of) if selection.as_of else self.latest

    @cached_property
    def key(self) -> str:
        """The hash of all that is in it: what was made from one of the same key is the same."""
        whole = hashlib.sha256()
        for name, frame in sorted({**self.tables, **self.outlines}.items()):
            whole.update(f"{name}:{list(frame)}".encode())
            whole.update(_rows_hash(frame))
        if self.register:
            whole.update(kept_path(self.register, axes_of(self.choices)).name.encode())
        if self.is_outside:
            whole.update(stamp().encode())
        if self.published_only:
            whole.update(b"published")
        if self.ground:
            whole.update(self.ground.key.encode())
        return whole.hexdigest()[:20]

    def standing(self, selection: Selection) -> Catalog:
        """Return the catalog with the zones and sectors that stood at the date of a selection.

        Without a reorganisation that is this one.
        """
        if self._base is not self:
            return self._base.standing(selection)
        rows = self["reorganisations"]
        if rows.empty:
            return self
        as_of = self.as_of(selection)
        held = effective(rows, as_of)
        if held not in self._stood:
            tables = stood(self.tables, as_of)
            drawn = self.outlines["zone_outlines"]
            zones = stood_outlines(drawn, self["zones"], rows, as_of)
            made = replace(self, tables=tables, outlines={**self.outlines, "zone_outlines": zones})
            if not self.is_listed:
                moved = stood_tenants(self.tenants, axes_of(made.choices), rows, as_of)
                made.__dict__["tenants"] = moved
            shared = {"_whole": self, "_renamings": self._renamings, "_texts": self._texts}
            made.__dict__.update(shared)
            self._stood[held] = made
        return self._stood[held]

    @property
    def _base(self) -> Catalog:
        """The catalog of all dates that this one was made from; itself, if it is that."""
        base: Catalog = self.__dict__.get("_whole", self)
        return base

    @cached_property
    def published(self) -> Catalog:
        """The same without anything illustrative, for who may see no more.

        What is wrong with the pack is not told: it quotes what is in it.
        """
        if self._base is not self:
            return self._base.published
        rows = known_rows({**self.tables, **self.outlines})
        tables = {name: pd.DataFrame(rows[name]) for name in self.tables}
        outlines = {name: gpd.GeoDataFrame(rows[name]) for name in self.outlines}
        held = frozenset({"tenants"} if self.register else ()) | (
            {GROUND_TABLE} if self.ground else set()
        )
        return replace(
            self,
            tables=tables,
            outlines=outlines,
            problems=(),
            own=known_own(self.own, rows, held),
            published_only=True,
        )

    def let_go(self) -> None:
        """Let go of all that was worked out from it."""
        for one in (*self._stood.values(), self):
            one.memo.clear()
        self._stood.clear()
        if (published := self.__dict__.pop("published", None)) is not None:
            published.let_go()

    @cached_property
    def _stood(self) -> dict[tuple[bool, ...], Catalog]:
        """What was asked for, by the reorganisations that hold."""
        return {}

    def at_home(self, selection: Selection) -> Selection:
        """Return a selection whose zones and sectors stand at its date.

        One that does not is replaced by what it became, or by what it was before; so a link
        with an old letter still opens. Where nothing illustrative may be seen, it shows none.
        """
        if self.published_only:
            selection = replace(selection, evidence="published")
        rows = self._base["reorganisations"]
        if rows.empty:
            return selection
        now = self.standing(selection).choices
        for dimension in ("zone", "sector"):
            known, held = now.values(dimension), standing(rows, dimension, self.as_of(selection))
            wanted = {
                code
                for one in selection.chosen(dimension)
                for code in ((one,) if one in known else held.into.get(one, ()))
            }
            selection = selection.with_chosen(dimension, [one for one in known if one in wanted])
        return selection

    def texts(self, lang: Lang, as_of: Period | None = None) -> OwnTexts:
        """Return what the park says in words of its own, with the names of a date."""
        at = as_of or self.latest
        renamed = [one for one in self._renamings if one <= at.end]
        key = (lang, renamed[-1] if renamed else date.min)
        if key not in self._texts:
            day = Period(key[1], key[1], "day", key[1].isoformat())
            named = named_texts(self.tables, self.park, lang, day)
            prose = self.prose.get(lang, Prose()).at(is_newer=bool(self.own.dates))
            self._texts[key] = OwnTexts({**named, **prose})
        return self._texts[key]

    @cached_property
    def _texts(self) -> dict[tuple[Lang, date], OwnTexts]:
        """What was asked for: one object each, as what is made with it is kept under it."""
        return {}

    @cached_property
    def _renamings(self) -> list[date]:
        """The days after which something has another name."""
        rows = self["reorganisations"]
        return sorted(parse_period(text).end for text in rows["date"][rows["kind"] == "renamed"])

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]


def _rows_hash(frame: pd.DataFrame) -> bytes:
    plain = pd.DataFrame(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        plain = plain.assign(**{frame.geometry.name: frame.geometry.to_wkb()})
    rows: bytes = pd.util.hash_pandas_object(plain, index=False).to_numpy().tobytes()
    return rows


def load_catalog(data_dir: Path = DATA_DIR, *, indexed: bool = True) -> Catalog:
    """Read the published and the illustrative pack, and the local one where it exists.

    A table of the local pack replaces the illustrative table of the same name, or adds rows
    to it and to published ones (`data.schema.ADDED`), unless the local pack has a problem:
    then none of it is used and the problems are returned.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``published/``, ``illustrative/`` and perhaps ``local/``.
    indexed : bool
        Whether a large register is read at once: later, that of another state may have taken
        the place of its file.

    Examples
    --------
    >>> load_catalog().problems
    ()
    >>> len(load_catalog()["zones"])
    6
    """
    published, illustrative = shipped_packs(data_dir)
    folder = local_dir(data_dir)
    for keep in (nullcontext, nullcontext, partial(_kept_still, folder)):
        settle(folder)
        with keep():
            seen = revision(folder)
            made = _laid_over(published, illustrative, folder, seen)
            is_whole = not indexed or _is_indexed(made)
            if is_whole and revision(folder) == seen:
                break
    return made


def load_state(state: Path, named: str, data_dir: Path = DATA_DIR) -> Catalog:
    """Read the packs with a state that is not in force in the place of the local one.

    Parameters
    ----------
    state : pathlib.Path
        Folder of its tables.
    named : str
        Its revision (`data.drafts.Draft.revision`).
    data_dir : pathlib.Path
        As for `load_catalog`.

    Examples
    --------
    >>> load_state(folder, "draft-1").revision
    'draft-1'
    """
    published, illustrative = shipped_packs(data_dir)
    made = _laid_over(published, illustrative, state, named)
    _is_indexed(made)
    return made


def _is_indexed(made: Catalog) -> bool:
    """Read what a catalog would else read when it is asked for; tell whether it was there."""
    try:
        return made.is_listed or bool(made.key and made.tenants.cube.ndim)
    except FileNotFoundError:
        return False


def _laid_over(published: Pack, illustrative: Pack, folder: Path, seen: str) -> Catalog:
    problems = [*published.problems, *link_problems(published, published)]
    problems += [*illustrative.problems, *link_problems(published, illustrative)]
    in_force, own = illustrative, OwnPack()
    local = read_pack(folder, "local", partial=True)
    found = local_problems(published, illustrative, local)
    problems += found
    if not found:
        in_force, own = merged(illustrative, local), own_pack(folder, local)
    tables = {**published.tables, **in_force.tables}
    for name in published.tables.keys() & in_force.tables.keys():
        tables[name] = stacked(published.tables[name], in_force.tables[name])
    outlines = {**published.outlines, **in_force.outlines}
    # A shipped table that cannot be read is told as a problem; pages show what is left.
    for name, model in {**PUBLISHED, **ILLUSTRATIVE, **AROUND, **OWN}.items():
        if name not in tables:
            tables[name] = empty_rows(model)
    for name, model in {**BOUNDARIES, **OUTLINES}.items():
        if name not in outlines:
            none = empty_rows(model)
            outlines[name] = gpd.GeoDataFrame(none, geometry=[], crs="EPSG:4326")
    is_outside = bool(register_address())
    if in_force.register or is_outside:
        tables.pop("tenants", None)
    park = published.park or Park()
    return Catalog(
        tables,
        outlines,
        tuple(problems),
        None if is_outside else in_force.register,
        own,
        seen,
        park,
        published.prose,
        in_force.ground,
        is_outside,
    )


def _dates(tables: dict[str, pd.DataFrame], own: OwnPack) -> tuple[Period, Period]:
    """Return from when to when there is something to say.

    From the first event of the park itself, to the last article or the newest of the own rows.
    """
    sources, events = tables["sources"], tables["events"]
    printed = [*sources["published"][sources["kind"] == "article"].dropna(), *own.dates]
    begun = [*events["date"][events["level"] == "park"], *printed] or [str(today().year)]
    last = max(map(parse_period, printed or begun), key=_end)
    return min(map(parse_period, begun), key=_start), last


def _start(period: Period) -> date:
    return period.start


def _end(period: Period) -> date:
    return period.end


@contextmanager
def _kept_still(local: Path) -> Iterator[None]:
    """Keep writers out where that can be done: one after the other, they would let nobody read."""
    with ExitStack() as stack:
        with suppress(OSError):
            if kept_dir(local).is_dir():
                stack.enter_context(alone(local))
        yield


def unprepared_register(data_dir: Path = DATA_DIR) -> Path | None:
    """Return a large register that has still to be indexed, which takes a moment.

    >>> unprepared_register() is None
    True
    """
    path = local_dir(data_dir) / REGISTER
    return None if register_address() or is_prepared(path) else path


def fingerprint(data_dir: Path = DATA_DIR) -> Fingerprint:
    """Return names, sizes and times of all pack files, to notice a changed pack.

    >>> [Path(name).name for name, *_ in fingerprint() if name.endswith("routes.geojson")]
    ['routes.geojson']
    """
    local = local_dir(data_dir)
    settle(local)
    park = park_dir(data_dir)
    folders = [park / "published", park / "published" / WORDS, park / "illustrative", local]
    files = tuple(stamp for folder in folders for stamp in stamps(folder))
    return *files, (kept_dir(local).name, newest_number(local), 0), (stamp(), 0, 0)
