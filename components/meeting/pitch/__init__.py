"""What only a story shows: numbers, names and steps that the park's pack places in its scenes."""
