"""The park's layers as OGC API – Features, parts 1 and 2: QGIS, ArcGIS and GDAL open them."""
