// Purpose: let go of the ids of entities, which other entities are about to have.
// Parameters: $keys
UNWIND $keys AS key
MATCH (e:Entity {key: key})
REMOVE e.id
