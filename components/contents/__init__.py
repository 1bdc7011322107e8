"""What pages say, by name, for those who ask without drawing them."""
