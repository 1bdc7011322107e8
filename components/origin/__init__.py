"""Where a number comes from: what opens behind values, outlines and counts."""
