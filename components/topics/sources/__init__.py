"""Articles, figures, conflicts, claims."""
