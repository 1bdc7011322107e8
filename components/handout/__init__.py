"""Decks and their forms: PowerPoint, PDF, HTML, Excel."""
