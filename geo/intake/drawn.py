"""An outline as a file draws it."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from geo.intake.meaning import Part


@dataclass(frozen=True, eq=False)
class Drawn:
    """One outline of a file.

    Attributes
    ----------
    feature_id : str
        As in the schema: a zone, a coverage or a route.
    shape : shapely.Geometry
        EPSG:4326, valid, of the dimension that the outline needs.
    part : Part
    index : int
        Row of the layer's frame.
    """

    feature_id: str
    shape: shapely.Geometry
    part: Part
    index: int
