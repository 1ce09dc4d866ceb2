// Purpose: keep articles, or other readings of the same articles.
// Parameters: $rows  maps: id, properties
UNWIND $rows AS row
MERGE (a:Article {id: row.id})
SET a += row.properties
