"""Queries for Neo4j, one named file each. The engine that asks them comes with its own release."""
