"""How fast the app is, beside the plainest app that does the same: ``make bench``."""
