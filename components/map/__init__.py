"""The folium map and its link with the page."""
