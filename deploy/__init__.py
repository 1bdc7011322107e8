"""How it is installed and kept: files for servers and proxies, backups, a cluster to try it.

Beside them what is installed: whether it is known to be unsafe (``audit``), and a bill of it.
"""
