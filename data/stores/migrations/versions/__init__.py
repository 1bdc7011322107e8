"""One file a step; each strand of tables has numbers of its own."""
