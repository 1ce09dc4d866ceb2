// Purpose: forget entities that no mention makes any more.
// Parameters: $keys
UNWIND $keys AS key
MATCH (e:Entity {key: key})
DETACH DELETE e
