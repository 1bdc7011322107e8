"""Charts, cards and sheets that several pages share."""
