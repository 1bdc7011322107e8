"""The talent alliance and the staff target."""
