"""The import page: files in, questions, a preview, one button."""
