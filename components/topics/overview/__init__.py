"""The park on one page."""
