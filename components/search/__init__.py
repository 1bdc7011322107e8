"""One field that finds pages, zones, projects, enterprises, figures, events and words."""
