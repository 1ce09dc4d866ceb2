// Purpose: forget articles that nothing leans on any more, with their addresses.
// Parameters: $articles  ids
UNWIND $articles AS id
MATCH (a:Article {id: id})
OPTIONAL MATCH (a)-[:FOUND_AT]->(d:Address)
DETACH DELETE a, d
