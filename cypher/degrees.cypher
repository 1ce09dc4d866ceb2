// Purpose: how many claims entities have, to tell hubs.
// Parameters: $entities  ids
// Returns: id, claims, in the order of the list.
UNWIND range(0, size($entities) - 1) AS position
MATCH (e:Entity {id: $entities[position]})
RETURN e.id AS id, COUNT { (e)-[:SIGNED|VISITED|FUNDED|PARTNERED]-() } AS claims
ORDER BY position
