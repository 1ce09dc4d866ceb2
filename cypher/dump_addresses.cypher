// Purpose: every address, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (a:Article)-[:FOUND_AT]->(d:Address)
RETURN d.uri AS uri, a.id AS article, d.name AS name, d.url AS url
