"""The editor: one record at a time or a grid, and the tasks that a park's office has often."""
