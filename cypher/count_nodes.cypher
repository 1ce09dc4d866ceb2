// Purpose: the number of nodes, to tell an empty database.
// Parameters: none
// Returns: count.
MATCH (n)
RETURN count(n) AS count
