"""A deck as PowerPoint."""
