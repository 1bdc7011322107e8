"""One block of a page by itself, for a portal or a big screen, and what gives its link."""
