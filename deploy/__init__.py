"""What is installed: whether it is known to be unsafe (``audit``), and what it is (``bill``)."""
