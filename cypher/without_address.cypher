// Purpose: those of some articles that stand nowhere any more.
// Parameters: $articles  ids
// Returns: id.
UNWIND $articles AS id
MATCH (a:Article {id: id})
WHERE NOT EXISTS { (a)-[:FOUND_AT]->() }
RETURN a.id AS id
