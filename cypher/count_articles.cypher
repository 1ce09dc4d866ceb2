// Purpose: the number of articles.
// Parameters: none
// Returns: count.
MATCH (a:Article)
RETURN count(a) AS count
