// Purpose: make divisions known.
// Parameters: $rows  maps: key  of the entity, properties
UNWIND $rows AS row
MERGE (c:Entity {key: row.key})
SET c:City, c += row.properties
