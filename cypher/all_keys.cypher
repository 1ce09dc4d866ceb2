// Purpose: every entity, to derive it again.
// Parameters: none
// Returns: key.
MATCH (e:Entity)
RETURN e.key AS key
