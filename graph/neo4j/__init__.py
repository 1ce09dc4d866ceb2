"""The server engine: Neo4j 5.26 or newer, one server, a cluster or Aura."""
