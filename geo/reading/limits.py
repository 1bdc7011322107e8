"""How much one uploaded file may hold and cost."""

from __future__ import annotations

MEGABYTE = 1_000_000

UPLOAD_BYTES = 100 * MEGABYTE
UNPACKED_BYTES = 300 * MEGABYTE
UNPACKED_RATIO = 100  # a real Shapefile or workbook packs 3 to 20 times
RATIO_FROM_BYTES = 10 * MEGABYTE  # below that no ratio does harm
MEMBERS = 1_000

LAYERS = 200
FEATURES = 200_000
VERTICES = 1_000_000
COLUMNS = 256
CELLS = 2_000_000
STATISTICS_CELLS = 20_000  # of a sheet whose layout is kept: a yearbook's table has a few hundred
TEXT_CHARACTERS = 10_000
RESULT_BYTES = 150 * MEGABYTE

SECONDS = 60
MEMORY_BYTES = 2_000 * MEGABYTE
WORKERS = 2
