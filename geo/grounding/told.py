"""What is said of a ground that was made: by the command and by the import page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import geopandas as gpd

from data.i18n import Lang, translate
from geo.grounding.make import Made

_NAMED = 6
_IN_ORDER = ("road", "rail", "water", "green", "built", "building", "place")


def title_told(made: Made, file: str, lang: Lang) -> str:
    """Return what the revision is called.

    >>> title_told(Made(square, {"water": 1}), "lake.gpkg", "en")
    'Ground: 1 features from lake.gpkg'
    """
    return translate(lang, "ground.title", count=f"{len(made.features):,}", file=file)


def layer_counts(features: gpd.GeoDataFrame) -> dict[str, int]:
    """Return the features of a ground by layer, each feature once however many rows it has.

    >>> layer_counts(square)
    {'water': 1}
    """
    finest = features[features["to_zoom"] >= features["to_zoom"].max()]
    counts = Counter(finest["layer"])
    return {layer: counts[layer] for layer in _IN_ORDER if counts[layer]}


def layers_told(made: Made, lang: Lang) -> str:
    """Return how many features of each layer were read, in the district.

    >>> layers_told(Made(square, {"water": 1}), "en")
    'Read within the district: water 1'
    """
    parts = [
        translate(lang, "ground.layer_count", layer=layer_label(layer, lang), count=f"{count:,}")
        for layer in _IN_ORDER
        if (count := made.read.get(layer))
    ]
    return translate(lang, "ground.read", what=translate(lang, "ground.and").join(parts))


def notes_told(made: Made, lang: Lang) -> Iterator[str]:
    """Give what else is to be said: what was left out, not understood, or supposed.

    >>> [*notes_told(Made(square, {}, unknown=Counter({"highway=raceway": 2})), "en")][1]
    '2 features are of no class that the map draws: highway=raceway (2)'
    """
    yield translate(lang, "ground.size", size=f"{made.size / 1e6:.2f}")
    if made.left_out:
        what = translate(lang, "ground.and").join(
            translate(lang, "ground.layer_count", layer=kind_label(kind, lang), count=f"{count:,}")
            for (_, kind), count in made.left_out.most_common()
        )
        yield translate(lang, "ground.left_out", what=what)
    if made.unknown:
        listed = made.unknown.most_common(_NAMED)
        what = translate(lang, "ground.and").join(f"{text} ({count:,})" for text, count in listed)
        yield translate(lang, "ground.unknown", count=f"{made.unknown.total():,}", what=what)
    if made.system != "EPSG:4326":
        yield translate(lang, "ground.taken_as", system=made.system)


def layer_label(layer: str, lang: Lang) -> str:
    """Return what a layer is called.

    >>> layer_label("road", "en")
    'roads'
    """
    return translate(lang, f"ground.layer.{layer}")


def kind_label(kind: str, lang: Lang) -> str:
    """Return what a class is called.

    >>> kind_label("motorway", "en")
    'motorways'
    """
    return translate(lang, f"ground.kind.{kind}")
