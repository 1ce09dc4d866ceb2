// Purpose: keep entities as derived anew.
// Parameters: $rows  maps: key, properties
UNWIND $rows AS row
MERGE (e:Entity {key: row.key})
SET e += row.properties
