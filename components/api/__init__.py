"""What other programs ask for: rows as JSON, CSV, GeoJSON and Parquet, and OGC API – Features."""
