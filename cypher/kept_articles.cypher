// Purpose: articles as they are kept.
// Parameters: $articles  ids
// Returns: id, uri, title, source, published, text, spans, extractor; moved: whether the address leads elsewhere now.
UNWIND $articles AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.uri AS uri, a.title AS title, a.source AS source, a.published AS published, a.text AS text,
       a.spans AS spans, a.extractor AS extractor,
       NOT EXISTS { (a)-[:FOUND_AT]->(d:Address) WHERE d.uri = a.uri } AS moved
