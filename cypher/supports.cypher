// Purpose: how well entities are supported, to choose among them.
// Parameters: $entities  ids
// Returns: id, support.
UNWIND $entities AS id
MATCH (e:Entity {id: id})
RETURN e.id AS id, e.support AS support
