"""Drawings of a part of the graph."""
