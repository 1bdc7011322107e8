"""What stands between the network and the app: who is let in, and what a browser may do."""
