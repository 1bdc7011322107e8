"""What may be seen by who sees published facts only: tables and outlines without an assumption.

A row that is not there cannot be shown, counted, searched, exported or guessed at, whatever asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from data.layered import keys_of
from data.own_pack import OwnPack, dates_of

Frame = TypeVar("Frame", bound=pd.DataFrame)
_ILLUSTRATIVE = "illustrative"
_GRADE = "evidence"
# The table whose rows a column names: what says something of a row that is gone goes with it.
_HOMES = {
    "zone": "zones",
    "sector": "sectors",
    "project_id": "projects",
    "enterprise_id": "enterprises",
    "indicator": "indicators",
}


def known_rows(tables: Mapping[str, Frame]) -> dict[str, Frame]:
    """Return tables without their illustrative rows; what is not graded stays.

    What remains names no assumption, and says nothing of a zone, a project or the like that is
    itself assumed. Of a row with a part that is graded apart, such as the baseline of a target,
    that part is emptied.

    >>> rows = pd.DataFrame({"id": ["a", "b"], "evidence": ["reported", "illustrative"]})
    >>> known_rows({"events": rows})["events"]["id"].tolist()
    ['a']
    """
    left = {name: _known(frame) for name, frame in tables.items()}
    while True:
        gone = {
            column: _keys(tables, home, column) - _keys(left, home, column)
            for column, home in _HOMES.items()
        }
        gone["record"] = _ids(tables) - _ids(left)
        shorter = {name: _without(frame, gone) for name, frame in left.items()}
        if all(len(shorter[name]) == len(frame) for name, frame in left.items()):
            return left
        left = shorter


def _known(frame: Frame) -> Frame:
    kept = frame
    if _GRADE in frame:
        kept = frame[frame[_GRADE] != _ILLUSTRATIVE].reset_index(drop=True)
    for column in kept.columns:
        if column.endswith(f"_{_GRADE}") and (assumed := kept[column] == _ILLUSTRATIVE).any():
            part = column.removesuffix(_GRADE)
            kept = kept.assign(
                **{
                    one: kept[one].mask(assumed)
                    for one in kept.columns
                    if str(one).startswith(part)
                }
            )
    return kept.assign(assumption_id=None) if "assumption_id" in kept else kept


def _keys(tables: Mapping[str, Frame], home: str, column: str) -> set[str]:
    frame = tables.get(home)
    return set() if frame is None else set(frame[column])


def _ids(tables: Mapping[str, Frame]) -> set[str]:
    """Return all that a slot of a page may name: the first column of each graded table."""
    return {
        str(one)
        for frame in tables.values()
        if _GRADE in frame
        for one in frame.iloc[:, 0].unique()
    }


def _without(frame: Frame, gone: Mapping[str, set[str]]) -> Frame:
    for column, codes in gone.items():
        if codes and column in frame:
            frame = frame[~frame[column].isin(codes)].reset_index(drop=True)
    return frame


def known_own(
    own: OwnPack, tables: Mapping[str, pd.DataFrame], others: frozenset[str] = frozenset()
) -> OwnPack:
    """Return what of the user's own pack is left once its illustrative rows are gone.

    Parameters
    ----------
    own : OwnPack
    tables : mapping of str to pandas.DataFrame
        Those that are left, outlines among them.
    others : frozenset of str
        What else of it is left, such as a ground.

    Examples
    --------
    >>> known_own(OwnPack(frozenset({"routes"})), {"routes": pd.DataFrame()}).tables
    frozenset()
    """
    stays = frozenset(
        name for name in own.tables if name in others or len(tables.get(name, ())) > 0
    )
    keys = {name: frozenset(keys_of(tables[name], name)) for name in own.added if name in tables}
    added = {name: own.added[name] & held for name, held in keys.items()}
    left = replace(own, tables=stays, drafts=frozenset(), added=added)
    rows = {name: tables[name][left.rows(name, tables[name])] for name in added}
    return replace(left, dates=dates_of(rows))
