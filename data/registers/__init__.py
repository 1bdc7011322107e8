"""Registers of enterprises: four questions that a page asks, and the engines that answer them."""
