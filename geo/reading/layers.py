"""What was read from an uploaded file, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.problems import Problem


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer or sheet of an uploaded file, as the file has it.

    Attributes
    ----------
    file, name : str
        The file as the user named it, and the layer or sheet in it.
    frame : pandas.DataFrame
        Attributes, one row a feature; index 0 to n - 1; column names are unique texts.
    geometry : numpy.ndarray of shapely.Geometry, shape (n,), optional
        Two-dimensional, in the coordinates of the file, perhaps ``None`` in places;
        ``None`` for a table without shapes.
    crs : str
        What the file states, as ``EPSG:n`` or WKT; empty if nothing.
    rows : tuple of int
        Place of each row in the file as a person counts it: line of a sheet with its header
        as 1, or feature from 1.
    title : str
        What stands above the header of a sheet.
    lines : tuple of (int, tuple)
        All filled lines of a small sheet with their place in the file, as they stand: titles,
        several rows of headers, footnotes; else empty.
    """

    file: str
    name: str
    frame: pd.DataFrame
    geometry: np.ndarray | None
    crs: str
    rows: tuple[int, ...]
    title: str = ""
    lines: tuple[tuple[int, tuple[object, ...]], ...] = ()


@dataclass(frozen=True, eq=False)
class Upload:
    """An uploaded file: what could be read of it, and what was wrong with it.

    Attributes
    ----------
    file : str
    layers : tuple of Layer
        Empty if the file was refused.
    problems : tuple of Problem
    """

    file: str
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]
