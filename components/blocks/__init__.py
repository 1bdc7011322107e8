"""What a page is made of: one typed block a file, and the words and tables in it."""
