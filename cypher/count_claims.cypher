// Purpose: the number of claims between two entities.
// Parameters: none
// Returns: count.
MATCH ()-[c:SIGNED|VISITED|FUNDED|PARTNERED]->()
RETURN count(c) AS count
