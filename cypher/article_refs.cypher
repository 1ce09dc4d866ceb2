// Purpose: where articles come from.
// Parameters: $articles  ids
// Returns: id, title, source, published, and addresses, a list of [uri, name, url].
UNWIND $articles AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.title AS title, a.source AS source, a.published AS published,
       COLLECT { MATCH (a)-[:FOUND_AT]->(d:Address) RETURN [d.uri, d.name, d.url] } AS addresses
