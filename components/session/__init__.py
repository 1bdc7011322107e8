"""The view of one reader: selection, events, link, request, theme, menu."""
