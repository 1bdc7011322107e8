"""Maps and charts drawn by matplotlib."""
