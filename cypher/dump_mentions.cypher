// Purpose: every mention as read, with the entity that it is, for the checksum.
// Parameters: none
// Returns: one row each, in no order; the columns are those of the same file of the SQLite engine.
MATCH (a:Article)-[m:MENTIONS]->(e:Entity)
RETURN m.id AS id, a.id AS article, m.type AS type, m.name AS name, m.aliases AS aliases, m.home AS home,
       m.spans AS spans, e.id AS entity
