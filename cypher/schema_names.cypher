// Purpose: the constraints and indexes that there are.
// Parameters: none
// Returns: name.
SHOW INDEXES YIELD name
RETURN name
