"""Commands of ``python -m data``, one a module."""
