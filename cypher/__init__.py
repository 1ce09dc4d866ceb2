"""Queries for Neo4j, one named file each: its purpose, its parameters and what it returns stand in its header.

`schema/` holds the constraints and indexes, each of which may be made again; a file has the name of what it makes.
`graph.neo4j` reads the files.
"""
