"""What each page says: one folder a page; topics do not import each other."""
