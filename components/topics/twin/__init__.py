"""The digital twin of the city."""
