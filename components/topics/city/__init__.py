"""The city around the park."""
