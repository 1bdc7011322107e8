"""Words and signs, explained."""
